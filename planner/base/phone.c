/* Telephone numbers of the mainland: what is one, which are private mobiles, and how they are written. Knows nobody's number. */
#include "base/phone.h"
#include "base/text.h"
#include <string.h>

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

gboolean phone_is_mobile(const char *phone) {
  g_autoptr(GString) digits = g_string_new(NULL);
  for (const char *p = phone; *p != '\0'; p++) {
    if (g_ascii_isdigit(*p)) {
      g_string_append_c(digits, *p);
    }
  }
  const char *number = digits->len == 13 && g_str_has_prefix(digits->str, "86") ? digits->str + 2 : digits->str;
  return strlen(number) == 11 && number[0] == '1' && number[1] >= '3';
}

char *phone_tidy(const char *text) {
  g_autofree char *narrow = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  g_autoptr(GString) plain = g_string_new(NULL);
  for (const char *c = narrow != NULL ? narrow : ""; *c != '\0'; c = text_next(c)) {
    gboolean divides = strchr(" -()#", *c) != NULL;
    gboolean again = plain->len == 0 || g_str_has_suffix(plain->str, "-") || g_str_has_suffix(plain->str, "转");
    if (divides && !again) {
      g_string_append_c(plain, '-');
    } else if (!divides) {
      if (g_str_has_prefix(c, "转") && g_str_has_suffix(plain->str, "-")) {
        g_string_truncate(plain, plain->len - 1);
      }
      g_string_append_len(plain, c, text_next(c) - c);
    }
  }
  if (g_str_has_suffix(plain->str, "-")) {
    g_string_truncate(plain, plain->len - 1);
  }
  if (phone_valid(text)) {
    return g_strdup(text); /* as it was written */
  }
  return phone_valid(plain->str) ? g_strdup(plain->str) : NULL;
}
