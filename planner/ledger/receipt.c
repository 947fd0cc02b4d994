/* The text of a receipt, and reading it back from wherever it has been pasted. Knows nothing of the database. */
#include "ledger/receipt.h"
#include "base/text.h"
#include "ledger/check36.h"
#include <string.h>

#define BAR "｜"
#define WORD "回执"
#define REAL "315签字回执"
#define PRACTICE "315演练回执" /* as long as REAL */
G_STATIC_ASSERT(sizeof REAL == sizeof PRACTICE);
enum {
  FIELD_MARK,
  FIELD_STORE,
  FIELD_NAME,
  FIELD_PERIOD,
  FIELD_SIGNER,
  FIELD_TIME,
  FIELD_OPEN,
  FIELD_ENTRY,
  FIELD_HEAD,
  FIELD_CHECK,
  N_FIELDS
};
enum { LINE_MOST = 4000 };
static const char HEX[] = "0123456789ABCDEF";

void receipt_free(Receipt *receipt) {
  if (receipt) {
    g_free(receipt->store);
    g_free(receipt->name);
    g_free(receipt->period);
    g_free(receipt->signer);
    g_free(receipt);
  }
}

/* ---- the check characters ---- */

/* Over one field as it counts: folded, capitals, no blanks; with the bar behind it, so that nothing wanders between fields. */
static guint add_field(guint sum, const char *folded) {
  for (const char *p = folded;; p = text_next(p)) {
    gunichar c = *p ? g_unichar_toupper(g_utf8_get_char(p)) : '|';
    if (c < 128 && g_ascii_isalnum((char)c)) {
      sum = check36_add(sum, (char)c);
    } else if (!g_unichar_isspace(c)) {
      for (int shift = 20; shift >= 0; shift -= 4) {
        sum = check36_add(sum, HEX[(c >> shift) & 15]);
      }
    }
    if (!*p) {
      return sum;
    }
  }
}

/* As it is read: ｜ becomes |, full-width letters and digits plain ones. */
static char *fold(const char *line) {
  return g_utf8_normalize(line, -1, G_NORMALIZE_NFKC);
}

/* The fields are folded. */
static void check_characters(char **fields, char check[3]) {
  guint sum = 0;
  for (int i = 0; i < FIELD_CHECK; i++) {
    sum = add_field(sum, fields[i]);
  }
  check36_finish(sum, check);
}

/* ---- writing ---- */

/* What would break the line apart is a blank. */
static char *one_field(const char *text) {
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '|' || c == 0xFF5C || g_unichar_iscntrl(c)) {
      g_string_append_c(out, ' ');
    } else {
      g_string_append_unichar(out, c);
    }
  }
  return g_strstrip(g_string_free(out, FALSE));
}

static char *head_words(const guint8 *head) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < RECEIPT_HEAD; i++) {
    g_string_append_printf(out, "%s%02X", i > 0 && i % 2 == 0 ? "-" : "", head[i]);
  }
  return g_string_free(out, FALSE);
}

char *receipt_text(const Receipt *receipt) {
  g_auto(GStrv) fields = g_new0(char *, N_FIELDS + 1);
  char check[3];
  fields[FIELD_MARK] = g_strdup(receipt->practice ? PRACTICE : REAL);
  fields[FIELD_STORE] = one_field(receipt->store);
  fields[FIELD_NAME] = one_field(receipt->name);
  fields[FIELD_PERIOD] = one_field(receipt->period);
  fields[FIELD_SIGNER] = one_field(receipt->signer);
  fields[FIELD_TIME] = g_strdup(receipt->late ? "补签" : "按时");
  fields[FIELD_OPEN] = g_strdup_printf("遗留 %d 项", receipt->open_items);
  fields[FIELD_ENTRY] = g_strdup_printf("第 %" G_GINT64_FORMAT " 条", receipt->sequence);
  fields[FIELD_HEAD] = head_words(receipt->head);
  g_auto(GStrv) folded = g_new0(char *, N_FIELDS + 1);
  for (int i = 0; i < FIELD_CHECK; i++) {
    folded[i] = fold(fields[i]);
  }
  check_characters(folded, check);
  fields[FIELD_CHECK] = g_strconcat("校验 ", check, NULL);
  return g_strjoinv(BAR, fields);
}

/* ---- reading ---- */

static gboolean mistyped(char **problem, const char *why) {
  *problem = g_strdup_printf("回执抄错了或没有抄全：%s。请从原来的消息里整行复制。", why);
  return FALSE;
}

/* The field without blanks, between what must stand before and after it; NULL when it does not. */
static char *between(const char *field, const char *before, const char *after) {
  GString *tight = g_string_new(NULL);
  for (const char *p = field; *p; p = text_next(p)) {
    if (!g_unichar_isspace(g_utf8_get_char(p))) {
      g_string_append_unichar(tight, g_utf8_get_char(p));
    }
  }
  g_autofree char *text = g_string_free(tight, FALSE);
  gsize length = strlen(text);
  if (length < strlen(before) + strlen(after) || !g_str_has_prefix(text, before) || !g_str_has_suffix(text, after)) {
    return NULL;
  }
  return g_strndup(text + strlen(before), length - strlen(before) - strlen(after));
}

static gboolean read_number(const char *field, const char *before, const char *after, gint64 most, gint64 *value) {
  g_autofree char *digits = between(field, before, after);
  guint64 number;
  if (!digits || !g_ascii_string_to_unsigned(digits, 10, 0, (guint64)most, &number, NULL)) {
    return FALSE;
  }
  *value = (gint64)number;
  return TRUE;
}

static gboolean read_head(const char *field, guint8 *head) {
  g_autofree char *text = between(field, "", "");
  int digits = 0;
  for (const char *p = text; *p; p++) {
    int value = g_ascii_xdigit_value(*p);
    if (value < 0 && *p != '-') {
      return FALSE;
    }
    if (value >= 0) {
      if (digits >= 2 * RECEIPT_HEAD) {
        return FALSE;
      }
      head[digits / 2] = (guint8)(digits % 2 ? head[digits / 2] | value : value << 4);
      digits++;
    }
  }
  return digits == 2 * RECEIPT_HEAD;
}

static gboolean read_fields(char **fields, Receipt *receipt, char **problem) {
  gint64 open_items = 0;
  receipt->practice = strcmp(fields[FIELD_MARK], PRACTICE) == 0;
  receipt->store = g_ascii_strdown(fields[FIELD_STORE], -1);
  receipt->name = g_strdup(fields[FIELD_NAME]);
  receipt->period = g_strdup(fields[FIELD_PERIOD]);
  receipt->signer = g_strdup(fields[FIELD_SIGNER]);
  receipt->late = strcmp(fields[FIELD_TIME], "补签") == 0;
  if (!receipt->late && strcmp(fields[FIELD_TIME], "按时") != 0) {
    return mistyped(problem, "第六段应该是“按时”或“补签”");
  }
  if (!read_number(fields[FIELD_OPEN], "遗留", "项", G_MAXINT, &open_items)) {
    return mistyped(problem, "第七段应该像“遗留 2 项”");
  }
  receipt->open_items = (int)open_items;
  if (!read_number(fields[FIELD_ENTRY], "第", "条", G_MAXINT64, &receipt->sequence) || receipt->sequence < 1) {
    return mistyped(problem, "第八段应该像“第 1284 条”");
  }
  if (!read_head(fields[FIELD_HEAD], receipt->head)) {
    return mistyped(problem, "第九段应该是 16 位的校验码，只有 0 到 9 和 A 到 F");
  }
  return TRUE;
}

/* The two check characters: what follows them in the chat's line is none of ours. Blanks inside do not count. */
static gboolean read_check(const char *field, char check[3]) {
  const char *p = g_str_has_prefix(field, "校验") ? field + strlen("校验") : NULL;
  int n = 0;
  gboolean blank = FALSE;
  for (; p && *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isspace(c)) {
      blank = TRUE;
      continue;
    }
    if (c > 127 || !g_ascii_isalnum((char)c) || (n == 2 && blank)) {
      break;
    }
    if (n == 2) {
      return FALSE; /* a third one */
    }
    check[n++] = g_ascii_toupper((char)c);
    blank = FALSE;
  }
  check[n] = '\0';
  return n == 2;
}

/* `text` is folded and begins with a mark. */
static gboolean parse_piece(const char *text, Receipt **receipt, char **problem) {
  g_auto(GStrv) fields = g_strsplit(text, "|", N_FIELDS);
  if (g_strv_length(fields) != N_FIELDS) {
    return mistyped(problem, "应该有用竖线隔开的十段");
  }
  for (int i = 0; i < N_FIELDS; i++) {
    g_strstrip(fields[i]);
  }
  g_autoptr(Receipt) read = g_new0(Receipt, 1);
  char check[3], given[3];
  if (!read_fields(fields, read, problem)) {
    return FALSE;
  }
  if (strcmp(fields[FIELD_MARK], REAL) != 0 && strcmp(fields[FIELD_MARK], PRACTICE) != 0) {
    return mistyped(problem, "开头应该是“" REAL "”");
  }
  check_characters(fields, check);
  if (!read_check(fields[FIELD_CHECK], given) || strcmp(given, check) != 0) {
    return mistyped(problem, "末尾的两位校验和前面的内容对不上");
  }
  *receipt = g_steal_pointer(&read);
  return TRUE;
}

gboolean receipt_read(const char *piece, Receipt **receipt, char **problem) {
  *receipt = NULL;
  *problem = NULL;
  return parse_piece(piece, receipt, problem);
}

gboolean receipt_parse(const char *line, Receipt **receipt, char **problem) {
  *receipt = NULL;
  *problem = NULL;
  if (strlen(line) > LINE_MOST || !g_utf8_validate(line, -1, NULL)) {
    return FALSE;
  }
  g_autofree char *folded = fold(line);
  const char *at = strstr(folded, REAL);
  at = at ? at : strstr(folded, PRACTICE);
  return at && parse_piece(at, receipt, problem);
}

/* ---- many in a chat ---- */

enum { LIKE_LEAST = 6 }; /* fields */

/* Where the next receipt begins, or what seems to be one: its word with a bar behind. *behind: where to look on. NULL when there is none. */
static const char *next_mark(const char *from, const char **behind) {
  for (const char *at = strstr(from, WORD); at; at = strstr(at + strlen(WORD), WORD)) {
    gsize whole = strlen(REAL) - strlen(WORD);
    *behind = at + strlen(WORD);
    if ((gsize)(at - from) >= whole && (g_str_has_prefix(at - whole, REAL) || g_str_has_prefix(at - whole, PRACTICE))) {
      return at - whole;
    }
    if (*(*behind + strspn(*behind, " ")) == '|') {
      return at;
    }
  }
  return NULL;
}

/* Its first word was damaged, but bars, 按时 or 补签 and the code in its place tell that it was meant to be one: chats hold nothing else like it. */
static gboolean seems_receipt(const char *folded) {
  g_auto(GStrv) fields = g_strsplit(folded, "|", N_FIELDS);
  guint8 head[RECEIPT_HEAD];
  gboolean time = FALSE, code = FALSE;
  for (char **field = fields; *field; field++) {
    g_strstrip(*field);
    time = time || strcmp(*field, "按时") == 0 || strcmp(*field, "补签") == 0;
    code = code || read_head(*field, head);
  }
  return g_strv_length(fields) >= LIKE_LEAST && (time || code);
}

guint receipt_scan(const char *line, ReceiptVisit visit, gpointer data) {
  gboolean bars = strchr(line, '|') || strstr(line, "｜");
  if ((!bars && !strstr(line, WORD)) || !g_utf8_validate(line, -1, NULL)) {
    return 0;
  }
  g_autofree char *folded = fold(line);
  const char *behind = folded;
  const char *at = next_mark(folded, &behind);
  guint found = 0;
  for (; at; found++) {
    const char *next = next_mark(behind, &behind);
    g_autofree char *piece = next ? g_strndup(at, (gsize)(next - at)) : g_strdup(at);
    if (strlen(piece) > LINE_MOST) {
      piece[g_utf8_offset_to_pointer(piece, LINE_MOST / 4) - piece] = '\0';
    }
    visit(g_strstrip(piece), data);
    at = next;
  }
  if (found == 0 && strlen(folded) <= LINE_MOST && seems_receipt(folded)) {
    visit(g_strstrip(folded), data);
    found++;
  }
  return found;
}
