/* Writing and reading the code of a form. Knows no store and no workbook. */
#include "desk/forms/formcode.h"
#include "ledger/check36.h"
#include <string.h>

#define REAL "f1"
#define PRACTICE "p1" /* as long as REAL */
enum {
  FIELD_MARK,
  FIELD_STORE,
  FIELD_YEAR,
  FIELD_CHECKLIST,
  FIELD_VERSION,
  FIELD_DEFINITION,
  FIELD_KEY,
  FIELD_CHECK,
  N_FIELDS
};
enum { TEXT_MOST = 600, YEAR_MOST = 9999 };

void formcode_clear(FormCode *code) {
  g_clear_pointer(&code->store, g_free);
  g_clear_pointer(&code->checklist, g_free);
  g_clear_pointer(&code->definition, g_free);
  g_clear_pointer(&code->key, g_free);
}

/* Letters count as capitals; every other character by two hexadecimal digits. */
static void check_characters(const char *text, gsize length, char check[3]) {
  static const char HEX[] = "0123456789ABCDEF";
  guint sum = 0;
  for (gsize i = 0; i < length; i++) {
    if (g_ascii_isalnum(text[i])) {
      sum = check36_add(sum, g_ascii_toupper(text[i]));
    } else {
      sum = check36_add(sum, HEX[(guchar)text[i] >> 4]);
      sum = check36_add(sum, HEX[(guchar)text[i] & 15]);
    }
  }
  check36_finish(sum, check);
}

char *formcode_text(const FormCode *code) {
  char check[3];
  g_autofree char *digits = g_strndup(code->definition, FORMCODE_DIGITS);
  g_autofree char *body = g_strdup_printf("%s:%s:%d:%s:%d:%s:%s", code->practice ? "P1" : "F1", code->store, code->year,
                                          code->checklist, code->version, digits, code->key);
  check_characters(body, strlen(body), check);
  return g_strdup_printf("%s:%s", body, check);
}

/* Plain small letters without blanks; NULL when it cannot be a code. */
static char *fold(const char *text) {
  g_autofree char *narrow = strlen(text) <= TEXT_MOST ? g_utf8_normalize(text, -1, G_NORMALIZE_NFKC) : NULL;
  GString *out = g_string_new(NULL);
  for (const char *p = narrow != NULL ? narrow : ""; *p != '\0'; p++) {
    if (!g_ascii_isspace(*p)) {
      g_string_append_c(out, g_ascii_tolower(*p));
    }
  }
  return g_string_free(out, FALSE);
}

static const char *find_start(const char *folded) {
  const char *real = strstr(folded, REAL ":"), *practice = strstr(folded, PRACTICE ":");
  return real == NULL || (practice != NULL && practice < real) ? practice : real;
}

static gboolean number_of(const char *text, int most, int *value) {
  gsize n = strspn(text, "0123456789");
  if (n == 0 || n > 6 || text[n] != '\0') {
    return FALSE;
  }
  *value = (int)g_ascii_strtoull(text, NULL, 10);
  return *value <= most;
}

gboolean formcode_parse(const char *text, FormCode *code, char **problem) {
  *code = (FormCode){0};
  g_autofree char *folded = fold(text);
  const char *start = find_start(folded);
  if (start == NULL) {
    *problem = g_strdup("这里没有表单号。");
    return FALSE;
  }
  g_auto(GStrv) fields = g_strsplit(start, ":", -1);
  const char *last = strrchr(start, ':');
  char check[3];
  check_characters(start, (gsize)(last - start), check);
  int year = 0, version = 0;
  if (g_strv_length(fields) != N_FIELDS || g_ascii_strcasecmp(fields[FIELD_CHECK], check) != 0 ||
      !number_of(fields[FIELD_YEAR], YEAR_MOST, &year) || !number_of(fields[FIELD_VERSION], G_MAXINT, &version) ||
      strlen(fields[FIELD_DEFINITION]) != FORMCODE_DIGITS || *fields[FIELD_STORE] == '\0' ||
      *fields[FIELD_CHECKLIST] == '\0' || *fields[FIELD_KEY] == '\0') {
    *problem = g_strdup("表单号和它的校验码对不上，有字写错了，或没有写全。");
    return FALSE;
  }
  code->practice = strcmp(fields[FIELD_MARK], PRACTICE) == 0;
  code->store = g_strdup(fields[FIELD_STORE]);
  code->year = year;
  code->checklist = g_strdup(fields[FIELD_CHECKLIST]);
  code->version = version;
  code->definition = g_strdup(fields[FIELD_DEFINITION]);
  code->key = g_strdup(fields[FIELD_KEY]);
  /* occurrences are written with a capital T */
  char *at = strrchr(code->key, '@');
  for (char *p = at; p != NULL && *p != '\0'; p++) {
    *p = *p == 't' && p - at == 11 ? 'T' : *p;
  }
  return TRUE;
}
