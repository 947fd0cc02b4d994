/* Repairs that change how a value is written, never what it says. */
#include "desk/forms/formvalue.h"
#include "base/text.h"
#include "data/xlsx_value.h"
#include "desk/forms/formlayout.h"
#include <string.h>

enum { SERIAL_LEAST = 20000, SERIAL_MOST = 80000 }; /* days since 1900 that are meant as days: 1954 to 2119 */

/* Only characters that have one form alone: nearly every answer, which then need not be normalized. */
static gboolean is_narrow(const char *text) {
  for (const char *p = text; *p != '\0'; p = text_next(p)) {
    const gunichar c = g_utf8_get_char(p);
    if (c >= 0x7f && (c < 0x4e00 || c > 0x9fff)) {
      return FALSE;
    }
  }
  return TRUE;
}

static char *narrow(const char *text) {
  if (is_narrow(text)) {
    char *copy = g_strdup(text);
    return g_strstrip(copy);
  }
  char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  return plain != NULL ? g_strstrip(plain) : g_strdup(text);
}

static gboolean all_digits(const char *text) {
  gsize n = strspn(text, "0123456789");
  return n > 0 && text[n] == '\0';
}

/* 1,200.5 → 1200.5; a comma anywhere else stays. */
static void drop_commas(char *text) {
  char *from = text, *to = text;
  for (; *from != '\0'; from++) {
    const gboolean parts =
        *from == ',' && from > text && g_ascii_isdigit(from[-1]) && strspn(from + 1, "0123456789") == 3;
    if (!parts) {
      *to++ = *from;
    }
  }
  *to = '\0';
}

static char *number(const ChecklistItem *item, const char *text) {
  g_autofree char *plain = narrow(text);
  g_autofree char *unit = item->unit != NULL ? narrow(item->unit) : NULL;
  if (unit != NULL && *unit != '\0' && g_str_has_suffix(plain, unit)) {
    plain[strlen(plain) - strlen(unit)] = '\0';
    g_strstrip(plain);
  }
  drop_commas(plain);
  return g_steal_pointer(&plain);
}

/* The numbers of a text of the given parts, e.g. 2027/3/15; FALSE when it is made otherwise. */
static gboolean take_parts(const char *text, const char *const *marks, int *parts, guint n) {
  for (guint i = 0; i < n; i++) {
    const gsize digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 4) {
      return FALSE;
    }
    parts[i] = (int)g_ascii_strtoull(text, NULL, 10);
    text += digits;
    text += strspn(text, " ");
    if (!g_str_has_prefix(text, marks[i])) {
      return FALSE;
    }
    text += strlen(marks[i]);
    text += strspn(text, " ");
  }
  return *text == '\0';
}

static char *date(const char *text, gboolean from_1904) {
  static const char *const forms[][3] = {{"-", "-", ""},     {"/", "/", ""},     {".", ".", ""},
                                         {"年", "月", "日"}, {"年", "月", "号"}, {"年", "月", ""}};
  g_autofree char *plain = narrow(text);
  int parts[3];
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (take_parts(plain, forms[i], parts, 3)) {
      return g_strdup_printf("%04d-%02d-%02d", parts[0], parts[1], parts[2]);
    }
  }
  if (all_digits(plain) && strlen(plain) == 8) {
    return g_strdup_printf("%.4s-%.2s-%.2s", plain, plain + 4, plain + 6);
  }
  const guint64 serial = all_digits(plain) && strlen(plain) == 5 ? g_ascii_strtoull(plain, NULL, 10) : 0;
  if (serial >= SERIAL_LEAST && serial <= SERIAL_MOST) {
    return xlsx_value_number(plain, (XlsxFormat){.kind = XLSX_DATE}, from_1904);
  }
  return g_steal_pointer(&plain);
}

static char *time_of_day(const char *text) {
  static const char *const full[][3] = {{":", ":", ""}, {"点", "分", "秒"}, {"时", "分", "秒"}};
  static const char *const plain_forms[][2] = {{":", ""}, {"点", "分"}, {"时", "分"}, {"点", ""}, {"时", ""}};
  static const char *const alone[][1] = {{"点"}, {"时"}, {"点整"}};
  g_autofree char *plain = narrow(text);
  int parts[3];
  for (guint i = 0; i < G_N_ELEMENTS(plain_forms); i++) {
    if (take_parts(plain, plain_forms[i], parts, 2)) {
      return g_strdup_printf("%02d:%02d", parts[0], parts[1]);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(full); i++) {
    if (take_parts(plain, full[i], parts, 3)) {
      return g_strdup_printf("%02d:%02d", parts[0], parts[1]);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(alone); i++) {
    if (take_parts(plain, alone[i], parts, 1)) {
      return g_strdup_printf("%02d:00", parts[0]);
    }
  }
  static const char *const half[] = {"点半"};
  if (take_parts(plain, half, parts, 1)) {
    return g_strdup_printf("%02d:30", parts[0]);
  }
  if (g_str_has_prefix(plain, "0.") && all_digits(plain + 2)) { /* part of a day */
    return xlsx_value_number(plain, (XlsxFormat){.kind = XLSX_TIME}, FALSE);
  }
  return g_steal_pointer(&plain);
}

/* The choice that is written so, but for the width of its characters. */
static char *choice(const ChecklistItem *item, const char *text) {
  if (!g_strv_contains((const char *const *)(gpointer)item->choices, text)) {
    for (guint i = 0; item->choices[i] != NULL; i++) {
      if (formvalue_same(item->choices[i], text)) {
        return g_strdup(item->choices[i]);
      }
    }
  }
  return g_strdup(text);
}

char *formvalue_plain(const ChecklistItem *item, const char *text, gboolean from_1904) {
  switch (item->type) {
  case ITEM_NUMBER:
  case ITEM_SCORE:
    return number(item, text);
  case ITEM_DATE:
    return date(text, from_1904);
  case ITEM_TIME:
    return time_of_day(text);
  case ITEM_CHOICE:
    return choice(item, text);
  case ITEM_CONFIRM:
    return strcmp(text, "TRUE") == 0 ? g_strdup("是") : strcmp(text, "FALSE") == 0 ? g_strdup("否") : narrow(text);
  case ITEM_PASS_FAIL:
    return narrow(text);
  case ITEM_TEXT:
  case N_ITEM_TYPES:
    break;
  }
  return g_strdup(text);
}

gboolean formvalue_is_na(const ChecklistItem *item, const char *text) {
  return formvalue_same(text, LAYOUT_NA) &&
         !(item->type == ITEM_CHOICE && g_strv_contains((const char *const *)(gpointer)item->choices, LAYOUT_NA));
}

static const char *skip_blank(const char *p) {
  while (*p != '\0' && g_unichar_isspace(g_utf8_get_char(p))) {
    p = text_next(p);
  }
  return p;
}

/* Nearly all are alike byte by byte, so nothing is copied. */
static gboolean alike(const char *a, const char *b) {
  for (a = skip_blank(a), b = skip_blank(b); *a != '\0' && *b != '\0';
       a = skip_blank(text_next(a)), b = skip_blank(text_next(b))) {
    if (g_utf8_get_char(a) != g_utf8_get_char(b)) {
      return FALSE;
    }
  }
  return *a == *b;
}

gboolean formvalue_same(const char *a, const char *b) {
  if (alike(a, b)) {
    return TRUE;
  }
  if (is_narrow(a) && is_narrow(b)) {
    return FALSE;
  }
  g_autofree char *one = narrow(a), *two = narrow(b);
  return alike(one, two);
}
