/* What a workbook stores is not what its user sees: dates are numbers with a format, phone numbers are doubles, times are fractions of a
 * day. This file knows the rules of that and nothing of zip or XML. */
#include "data/xlsx_value.h"

#include <math.h>
#include <string.h>

#define GENERAL ((XlsxFormat){.kind = XLSX_GENERAL})

/* ---- formats ---- */

XlsxFormat xlsx_value_format_id(guint id) {
  static const struct {
    guint first, last;
    int kind;
  } built_in[] = {
      {9, 10, XLSX_PERCENT}, {14, 17, XLSX_DATE}, {18, 21, XLSX_TIME}, {22, 22, XLSX_DATE_TIME}, {27, 31, XLSX_DATE},
      {32, 35, XLSX_TIME},   {36, 36, XLSX_DATE}, {45, 45, XLSX_TIME}, {46, 46, XLSX_ELAPSED},   {47, 47, XLSX_TIME},
      {50, 54, XLSX_DATE},   {55, 56, XLSX_TIME}, {57, 58, XLSX_DATE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(built_in); i++) {
    if (id >= built_in[i].first && id <= built_in[i].last) {
      XlsxFormat format = GENERAL;
      format.kind = built_in[i].kind;
      return format;
    }
  }
  return GENERAL;
}

typedef struct {
  gboolean date, month, time, elapsed, percent;
} Letters;

/* [h], [mm], [ss] count on beyond a day; colours, conditions and languages say nothing. Returns the place after the bracket. */
static const char *skip_bracket(const char *p, Letters *letters) {
  const char *end = strchr(p, ']');
  if (!end) {
    return p + strlen(p);
  }
  gsize n = (gsize)(end - p - 1);
  if (n > 0 && strspn(p + 1, "hH") == n) {
    letters->elapsed = letters->time = TRUE;
  } else if (n > 0 && (strspn(p + 1, "mM") == n || strspn(p + 1, "sS") == n)) {
    letters->elapsed = letters->time = TRUE;
  }
  return end + 1;
}

static const char *take_letter(const char *p, Letters *letters) {
  switch (g_ascii_tolower(*p)) {
  case 'a':
    if (g_ascii_strncasecmp(p, "am/pm", 5) == 0) {
      letters->time = TRUE;
      return p + 5;
    }
    if (g_ascii_strncasecmp(p, "a/p", 3) == 0) {
      letters->time = TRUE;
      return p + 3;
    }
    letters->date = TRUE; /* aaaa: the weekday in Chinese formats */
    break;
  case 'e':
    if (p[1] == '+' || p[1] == '-') { /* scientific */
      return p + 2;
    }
    letters->date = TRUE;
    break;
  case 'y':
  case 'd':
    letters->date = TRUE;
    break;
  case 'm':
    letters->month = TRUE;
    break;
  case 'h':
  case 's':
    letters->time = TRUE;
    break;
  case '%':
    letters->percent = TRUE;
    break;
  case 'g':
    if (g_ascii_strncasecmp(p, "general", 7) == 0) {
      return p + 7;
    }
    letters->date = TRUE;
    break;
  default:
    break;
  }
  return p + 1;
}

XlsxFormat xlsx_value_format_code(const char *code) {
  XlsxFormat format = GENERAL;
  gsize zeros = strspn(code, "0");
  if (zeros > 1 && zeros <= 30 && (code[zeros] == '\0' || code[zeros] == ';')) {
    format.zeros = (guint)zeros;
    return format;
  }
  if (g_str_has_prefix(code, "reserved-0x")) { /* how WPS writes down the built-in ones */
    return xlsx_value_format_id((guint)g_ascii_strtoull(code + strlen("reserved-0x"), NULL, 16));
  }
  Letters letters = {0};
  for (const char *p = code; *p && *p != ';';) {
    if (*p == '"') {
      const char *end = strchr(p + 1, '"');
      p = end ? end + 1 : p + strlen(p);
    } else if (*p == '\\' || *p == '_' || *p == '*') {
      p += p[1] ? 2 : 1;
    } else if (*p == '[') {
      p = skip_bracket(p, &letters);
    } else {
      p = take_letter(p, &letters);
    }
  }
  gboolean date = letters.date || (letters.month && !letters.time);
  if (date) {
    format.kind = letters.time ? XLSX_DATE_TIME : XLSX_DATE;
  } else if (letters.time) {
    format.kind = letters.elapsed ? XLSX_ELAPSED : XLSX_TIME;
  } else if (letters.percent) {
    format.kind = XLSX_PERCENT;
  }
  return format;
}

/* ---- numbers ---- */

/* Fifteen significant digits, as the spreadsheet itself keeps them, and no exponent where a person would write none. */
static char *plain_number(double value) {
  char digits[64];
  g_ascii_formatd(digits, sizeof digits, "%.14e", fabs(value));
  char *e = strchr(digits, 'e');
  int exponent = (int)g_ascii_strtoll(e + 1, NULL, 10);
  if (exponent > 20 || exponent < -10) {
    g_ascii_formatd(digits, sizeof digits, "%.15g", value);
    return g_strdup(digits);
  }
  *e = '\0';
  memmove(digits + 1, digits + 2, strlen(digits + 1)); /* the point out */
  gsize n = strlen(digits);
  while (n > 1 && digits[n - 1] == '0') {
    digits[--n] = '\0';
  }
  GString *out = g_string_new(value < 0 ? "-" : "");
  if (exponent < 0) {
    g_string_append(out, "0.");
    for (int i = -1; i > exponent; i--) {
      g_string_append_c(out, '0');
    }
    g_string_append(out, digits);
    return g_string_free(out, FALSE);
  }
  for (int i = 0; i <= exponent || (gsize)i < n; i++) {
    if (i == exponent + 1) {
      g_string_append_c(out, '.');
    }
    g_string_append_c(out, (gsize)i < n ? digits[i] : '0');
  }
  return g_string_free(out, FALSE);
}

static gboolean is_whole(const char *raw) {
  const char *digits = *raw == '-' ? raw + 1 : raw;
  gsize n = strspn(digits, "0123456789");
  return n > 0 && digits[n] == '\0' && (digits[0] != '0' || n == 1);
}

static char *general(const char *raw, double value, guint zeros) {
  g_autofree char *text = is_whole(raw) ? g_strdup(raw) : plain_number(value);
  gsize n = strlen(text);
  if (n < zeros && strspn(text, "0123456789") == n) {
    g_autofree char *fill = g_strnfill(zeros - n, '0');
    return g_strconcat(fill, text, NULL);
  }
  return g_steal_pointer(&text);
}

/* Day 60 of the 1900 system is a 29 February that never was; everybody copied it. */
static char *date_text(gint64 day, gboolean from_1904) {
  if (!from_1904 && day == 60) {
    return g_strdup("1900-02-29");
  }
  GDate date;
  g_date_clear(&date, 1);
  if (from_1904) {
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1904);
    g_date_add_days(&date, (guint)day);
  } else {
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1900);
    g_date_add_days(&date, (guint)(day < 60 ? day - 1 : day - 2));
  }
  return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date), (int)g_date_get_month(&date), g_date_get_day(&date));
}

char *xlsx_value_number(const char *raw, XlsxFormat format, gboolean from_1904) {
  char *end = NULL;
  double value = g_ascii_strtod(raw, &end);
  if (end == raw || *end != '\0' || !isfinite(value)) {
    return g_strdup(raw);
  }
  if (format.kind == XLSX_PERCENT) {
    g_autofree char *hundredths = plain_number(value * 100);
    return g_strconcat(hundredths, "%", NULL);
  }
  const double last = from_1904 ? 2957004 : 2958466; /* 10000-01-01 */
  if (format.kind == XLSX_GENERAL || value < 0 || value >= last) {
    return general(raw, value, format.zeros);
  }
  gint64 seconds = (gint64)(value * 86400 + 0.5);
  gint64 day = seconds / 86400;
  int minutes = (int)(seconds % 86400 / 60);
  if (format.kind == XLSX_ELAPSED) {
    return g_strdup_printf("%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60));
  }
  if (format.kind == XLSX_TIME || (format.kind == XLSX_DATE_TIME && day == 0)) {
    return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
  }
  if (day == 0 && !from_1904) {
    return general(raw, value, 0);
  }
  g_autofree char *date = date_text(day, from_1904);
  if (format.kind == XLSX_DATE_TIME && minutes > 0) {
    return g_strdup_printf("%s %02d:%02d", date, minutes / 60, minutes % 60);
  }
  return g_steal_pointer(&date);
}

char *xlsx_value_iso(const char *raw) {
  static const char SHAPE[] = "0000-00-00T00:00";
  for (guint i = 0; i < sizeof SHAPE - 1; i++) {
    if (SHAPE[i] == '0' ? !g_ascii_isdigit(raw[i]) : raw[i] != SHAPE[i]) {
      return g_strdup(raw); /* something else, told as it stands */
    }
  }
  return strncmp(raw + 11, "00:00", 5) == 0 ? g_strndup(raw, 10) : g_strdup_printf("%.10s %.5s", raw, raw + 11);
}

/* ---- places and escapes ---- */

gboolean xlsx_value_ref(const char *ref, guint *column, guint32 *row, const char **end) {
  guint number = 0, letters = 0;
  for (; g_ascii_isalpha(*ref) && letters < 4; ref++, letters++) {
    number = number * 26 + (guint)(g_ascii_toupper(*ref) - 'A') + 1;
  }
  guint32 line = 0, digits = 0;
  for (; g_ascii_isdigit(*ref) && digits < 8; ref++, digits++) {
    line = line * 10 + (guint32)(*ref - '0');
  }
  if (letters == 0 || letters > 3 || line == 0 || (!end && *ref != '\0')) {
    return FALSE;
  }
  *column = number - 1;
  if (row) {
    *row = line;
  }
  if (end) {
    *end = ref;
  }
  return TRUE;
}

static gboolean escape_at(const char *p, guint *unit) {
  if (p[0] != '_' || p[1] != 'x') {
    return FALSE;
  }
  guint value = 0;
  for (int i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit(p[i])) {
      return FALSE;
    }
    value = value * 16 + (guint)g_ascii_xdigit_value(p[i]);
  }
  *unit = value;
  return p[6] == '_';
}

void xlsx_value_unescape(GString *text) {
  if (!strstr(text->str, "_x")) {
    return;
  }
  g_autoptr(GString) out = g_string_sized_new(text->len);
  for (const char *p = text->str; *p;) {
    guint unit = 0, low = 0;
    if (!escape_at(p, &unit)) {
      g_string_append_c(out, *p++);
      continue;
    }
    p += 7;
    if (unit >= 0xD800 && unit < 0xDC00 && escape_at(p, &low) && low >= 0xDC00 && low < 0xE000) {
      p += 7;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    if (unit >= 0xD800 && unit < 0xE000) {
      unit = 0xFFFD;
    }
    if (unit >= 0x20 || unit == '\n' || unit == '\t') {
      g_string_append_unichar(out, unit);
    }
  }
  g_string_assign(text, out->str);
}
