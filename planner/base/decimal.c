/* Decimal numbers as whole millionths: sums and comparisons are those of integers. Must not know units or limits. */
#include "base/decimal.h"

#define MAX_WHOLE 12
#define MAX_PLACES 6

/* Up to `max` digits into *value; how many there were, or -1 when there were none or too many. */
static int read_digits(const char **text, int max, gint64 *value) {
  int count = 0;
  for (; g_ascii_isdigit(**text); (*text)++) {
    if (++count > max) {
      return -1;
    }
    *value = *value * 10 + g_ascii_digit_value(**text);
  }
  return count ? count : -1;
}

gboolean decimal_parse(const char *text, Decimal *value) {
  gboolean negative = *text == '-';
  gint64 number = 0;
  text += *text == '-' || *text == '+';
  while (*text == '0' && g_ascii_isdigit(text[1])) {
    text++;
  }
  if (read_digits(&text, MAX_WHOLE, &number) < 0) {
    return FALSE;
  }
  int places = 0;
  if (*text == '.') {
    text++;
    places = read_digits(&text, MAX_PLACES, &number);
  }
  if (places < 0 || *text) {
    return FALSE;
  }
  for (; places < MAX_PLACES; places++) {
    number *= 10;
  }
  if (value) {
    *value = negative ? -number : number;
  }
  return TRUE;
}

char *decimal_text(Decimal value) {
  guint64 size = value < 0 ? -(guint64)value : (guint64)value;
  guint64 whole = size / DECIMAL_ONE, part = size % DECIMAL_ONE;
  GString *out = g_string_new(value < 0 ? "-" : "");
  g_string_append_printf(out, "%" G_GUINT64_FORMAT, whole);
  if (part) {
    g_string_append_printf(out, ".%06" G_GUINT64_FORMAT, part);
    while (out->str[out->len - 1] == '0') {
      g_string_truncate(out, out->len - 1);
    }
  }
  return g_string_free(out, FALSE);
}
