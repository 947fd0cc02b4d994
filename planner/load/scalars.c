/* Texts, ids, words, numbers and phones. Times and dates are in scalars_time.c. */
#include "load/scalars.h"
#include "base/decimal.h"
#include "base/text.h"
#include <string.h>

static const char *what(const Field *field) {
  return field->title ? field->title : field->key;
}

/* The first control or direction-changing character: those garble sheets and messages. NULL when there is none. */
static const char *find_control(const char *text, gboolean lines) {
  for (const guchar *p = (const guchar *)text; *p; p++) {
    if ((*p < 0x20 && !(lines && *p == '\n')) || *p == 0x7f || (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0) ||
        (p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) ||
        (p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)) {
      return (const char *)p;
    }
  }
  return NULL;
}

gboolean scalar_text(Reader *reader, const Node *node, const char *name, int max, gboolean lines) {
  const char *bad = find_control(node->text, lines);
  if (bad && *bad == '\n') {
    diag_fix(reader_bad(reader, E022, node, "%s只能写一行，这里换了行。", name), "写成一行。");
    return FALSE;
  }
  if (bad) {
    Diag *diag = reader_bad(reader, E022, node, "%s里有看不见的控制字符（U+%04X）。", name, g_utf8_get_char(bad));
    diag_fix(diag, "删掉这个字符；从别处粘贴的文字常带有它，重新输入一遍最可靠。");
    return FALSE;
  }
  gsize bytes = strlen(node->text);
  if (bytes > (gsize)max) {
    glong chars = g_utf8_strlen(node->text, -1);
    if (chars > max) {
      diag_fix(reader_bad(reader, E022, node, "%s有 %ld 个字，最多 %d 个。", name, chars, max), "写短一些。");
      return FALSE;
    }
  }
  return TRUE;
}

static void store_text(const Node *node, void *out) {
  if (out) {
    char **slot = out;
    g_free(*slot);
    *slot = g_strdup(node->text);
  }
}

void read_line(Reader *reader, const Field *field, const Node *node, void *out) {
  if (scalar_text(reader, node, what(field), field->max ? field->max : 100, FALSE)) {
    store_text(node, out);
  }
}

void read_text(Reader *reader, const Field *field, const Node *node, void *out) {
  if (scalar_text(reader, node, what(field), field->max ? field->max : 2000, TRUE)) {
    store_text(node, out);
  }
}

#define ID_MAX 48

static gboolean id_valid(const char *text, gboolean dots) {
  gsize i = 0;
  for (; text[i]; i++) {
    char c = text[i];
    gboolean alnum = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!alnum && (i == 0 || !(c == '-' || (dots && c == '.')))) {
      return FALSE;
    }
  }
  return i > 0 && i <= ID_MAX;
}

gboolean scalar_id(Reader *reader, const Node *node, gboolean dots, const char **id) {
  if (id_valid(node->text, dots)) {
    *id = g_intern_string(node->text);
    return TRUE;
  }
  *id = g_intern_string(reader_shown(reader, node->text)); /* interned for ever, so not a megabyte */
  Diag *diag = reader_bad(reader, E016, node,
                          "代号 `%s` 写法不对：只能用小写字母、数字和 -%s，以字母或数字开头，最多 %d 个字符。",
                          reader_shown(reader, node->text), dots ? "、." : "", ID_MAX);
  g_autoptr(GString) better = g_string_new(NULL);
  for (const char *p = node->text; *p && better->len < ID_MAX; p++) {
    char c = g_ascii_tolower(*p);
    if (g_ascii_isalnum(c) || (better->len && (c == '-' || (dots && c == '.')))) {
      g_string_append_c(better, c);
    } else if (better->len && strchr("_ ./", c) && better->str[better->len - 1] != '-') {
      g_string_append_c(better, '-');
    }
  }
  if (better->len > 1 && g_str_is_ascii(node->text) && id_valid(better->str, dots)) {
    diag_fix(diag, "可以写成 `%s`。", better->str);
  } else {
    diag_fix(diag, "代号用拼音或英文，例如 `%s`；中文写在名称里。", dots ? "wang.fang" : "hz-wulin");
  }
  return FALSE;
}

void read_id(Reader *reader, const Field *field, const Node *node, void *out) {
  const char *id = NULL;
  scalar_id(reader, node, field->min == 1, &id);
  if (out) {
    *(const char **)out = id; /* even a bad one, so that what refers to it is not wrong as well */
  }
}

int scalar_word(Reader *reader, const Node *node, const Word *words, const char *name) {
  int index = word_index(words, node->text);
  if (index < 0 && words == words_function) {
    reader_suggest(reader_bad(reader, E030, node, "没有叫 `%s` 的职能。", reader_shown(reader, node->text)), node->text,
                   word_ids(words), words);
  } else if (index < 0) {
    reader_suggest(reader_bad(reader, E015, node, "%s不能是 `%s`。", name, reader_shown(reader, node->text)),
                   node->text, word_ids(words), words);
  }
  return index;
}

void read_word(Reader *reader, const Field *field, const Node *node, void *out) {
  int index = scalar_word(reader, node, field->arg, what(field));
  if (index >= 0 && out) {
    *(int *)out = index;
  }
}

void read_words(Reader *reader, const Field *field, const Node *node, void *out) {
  WordSet set = 0;
  for (const Node *item = node->first; item; item = item->next) {
    if (!reader_shape(reader, item, AS_SCALAR, what(field))) {
      continue;
    }
    int index = scalar_word(reader, item, field->arg, what(field));
    if (index >= 0 && (set & (1u << index))) {
      diag_fix(reader_bad(reader, E017, item, "%s里 `%s` 写了两次。", what(field), item->text), "删掉一个。");
    }
    set |= index >= 0 ? 1u << index : 0;
  }
  if (out) {
    *(WordSet *)out = set;
  }
}

void read_bool(Reader *reader, const Field *field, const Node *node, void *out) {
  gboolean yes = g_str_equal(node->text, "true"), no = g_str_equal(node->text, "false");
  if (node->quoted || (!yes && !no)) {
    diag_fix(reader_bad(reader, E015, node, "%s只能是 true（是）或 false（否）。", what(field)),
             "写 true 或 false，不加引号。");
  } else if (out) {
    *(gboolean *)out = yes;
  }
}

void read_int(Reader *reader, const Field *field, const Node *node, void *out) {
  gint64 value = 0;
  if (!g_ascii_string_to_signed(node->text, 10, field->min, field->max, &value, NULL)) {
    diag_fix(reader_bad(reader, E015, node, "%s应当是 %d 到 %d 之间的整数。", what(field), field->min, field->max),
             "只写数字，不写单位。");
  } else if (out) {
    *(int *)out = (int)value;
  }
}

void read_decimal(Reader *reader, const Field *field, const Node *node, void *out) {
  if (!decimal_parse(node->text, out)) {
    diag_fix(reader_bad(reader, E015, node, "%s应当是数字，例如 12 或 0.5，小数点后最多六位。", what(field)),
             "只写数字，不写单位。");
  }
}

typedef enum { PHONE_NONE, PHONE_SHORT, PHONE_MOBILE, PHONE_LINE } PhoneKind;

/* A number without separators, as it is dialled. */
static PhoneKind phone_kind(const char *number, gsize n) {
  if (number[0] == '0' && n > 4) {
    gsize code = number[1] == '1' || number[1] == '2' ? 3 : 4; /* 010, 02x; all others have four digits */
    gboolean length = (n >= code + 5 && n <= code + 6 && number[code] == '1') || n == code + 7 || n == code + 8;
    return length && number[1] != '0' && number[code] != '0' ? PHONE_LINE
                                                             : PHONE_NONE; /* 0571-12315 is the short one */
  }
  if (number[0] == '1' && n == 11) {
    return number[1] >= '3' ? PHONE_MOBILE : PHONE_NONE;
  }
  if ((g_str_has_prefix(number, "400") || g_str_has_prefix(number, "800")) && n == 10) {
    return PHONE_LINE;
  }
  if (n == 7 || n == 8) {
    return number[0] >= '2' ? PHONE_LINE : PHONE_NONE; /* local */
  }
  gboolean cut = n == 6 && number[0] == '1' && number[1] >= '3'; /* of a mobile */
  return n >= 3 && n <= 6 && !cut ? PHONE_SHORT : PHONE_NONE;    /* 110, 12315, 95588, extensions of the house */
}

static PhoneKind phone_of_parts(GString *const *parts, guint n, gboolean plus) {
  g_autoptr(GString) number = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    g_string_append_len(number, parts[i]->str, (gssize)parts[i]->len);
  }
  if (!plus) {
    return phone_kind(number->str, number->len);
  }
  if (g_str_has_prefix(number->str, "86")) {
    const char *rest = number->str + 2;
    PhoneKind kind = phone_kind(rest, number->len - 2);
    if (kind == PHONE_NONE && *rest != '0') { /* +86 571 8888 0001 */
      g_string_insert_c(number, 2, '0');
      kind = phone_kind(number->str + 2, number->len - 2);
    }
    return kind == PHONE_SHORT ? PHONE_NONE : kind;
  }
  return number->str[0] != '0' && number->len >= 7 && number->len <= 15 ? PHONE_MOBILE : PHONE_NONE;
}

#define PHONE_PARTS 6

gboolean phone_valid(const char *text) {
  GString *parts[PHONE_PARTS];
  guint n = 0, extension = 0; /* extension: index of the part behind 转; 0 = none */
  gboolean good = TRUE, plus = *text == '+', open = FALSE;
  for (const char *p = text + (plus ? 1 : 0); *p && good;) {
    if (g_ascii_isdigit(*p)) {
      if (!open) {
        parts[n++] = g_string_new(NULL);
        open = TRUE;
      }
      g_string_append_c(parts[n - 1], *p++);
      good = parts[n - 1]->len <= 15;
      continue;
    }
    gsize step = g_str_has_prefix(p, "转") ? strlen("转") : *p == '-' || *p == ' ' ? 1 : 0;
    good = step && open && n < PHONE_PARTS && p[step] && extension == 0;
    extension = step > 1 ? n : 0;
    open = FALSE;
    p += step;
  }
  good = good && n > 0;
  if (good && (extension || phone_of_parts(parts, n, plus) == PHONE_NONE)) {
    /* The last part is dialled after the answer. */
    good = n > 1 && parts[n - 1]->len <= 6 && phone_of_parts(parts, n - 1, plus) == PHONE_LINE;
  }
  for (guint i = 0; i < n; i++) {
    g_string_free(parts[i], TRUE);
  }
  return good;
}

void read_phone(Reader *reader, const Field *field, const Node *node, void *out) {
  if (phone_valid(node->text)) {
    store_text(node, out);
    return;
  }
  g_autofree char *narrow = g_utf8_normalize(node->text, -1, G_NORMALIZE_NFKC);
  Diag *diag = reader_bad(reader, E021, node, "%s `%s` 不像电话号码。", what(field), reader_shown(reader, node->text));
  if (narrow && !g_str_equal(narrow, node->text) && phone_valid(narrow)) {
    diag_fix(diag, "用半角数字写：\"%s\"。", narrow);
  } else if (strpbrk(node->text, "/,;") || strstr(node->text, "、") || strstr(node->text, "，")) {
    diag_fix(diag, "这里只写一个号码，其余的写到别的键或别的人。");
  } else {
    diag_fix(diag, "写手机号、带区号的座机（0571-88880001，分机加 -801）、400 号码或 12315 这样的短号。");
  }
}

void read_person(Reader *reader, const Field *field, const Node *node, void *out) {
  if (out) {
    reader_person_later(reader, node, out);
  }
}
