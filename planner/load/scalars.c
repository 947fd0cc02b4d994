/* Texts, ids, words, numbers and phones. Times and dates are in times.c. */
#include "load/scalars.h"
#include "base/decimal.h"
#include "base/phone.h"
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
    *id = intern_string(node->text);
    return TRUE;
  }
  *id = intern_string(reader_shown(reader, node->text)); /* interned for ever, so not a megabyte */
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
