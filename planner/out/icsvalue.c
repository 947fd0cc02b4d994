#include "out/icsvalue.h"

#include <string.h>

#include "base/date.h"

static gboolean digits(const char *text, guint n, int *value) {
  *value = 0;
  for (guint i = 0; i < n; i++) {
    if (!g_ascii_isdigit(text[i])) {
      return FALSE;
    }
    *value = *value * 10 + (text[i] - '0');
  }
  return TRUE;
}

IcsTime icsvalue_time(const char *text, gboolean zoned) {
  int year, month, mday, hour, minute, second;
  IcsTime bad = {ICSTIME_BAD, 0};
  if (strlen(text) < 8 || !digits(text, 4, &year) || !digits(text + 4, 2, &month) || !digits(text + 6, 2, &mday) ||
      !day_valid(year, month, mday)) {
    return bad;
  }
  gint64 at = (gint64)day_from(year, month, mday) * 86400;
  if (!text[8]) {
    return (IcsTime){ICSTIME_DAY, at};
  }
  if (text[8] != 'T' || strlen(text) < 15 || !digits(text + 9, 2, &hour) || !digits(text + 11, 2, &minute) ||
      !digits(text + 13, 2, &second) || hour > 23 || minute > 59 || second > 60 ||
      (text[15] && strcmp(text + 15, "Z") != 0)) {
    return bad;
  }
  at += hour * 3600 + minute * 60 + second;
  return (IcsTime){text[15] ? ICSTIME_UTC : zoned ? ICSTIME_ZONED : ICSTIME_FLOATING, at};
}

/* RFC 5545 §3.3.6. */
gboolean icsvalue_is_duration(const char *c) {
  if (*c == '+' || *c == '-') {
    c++;
  }
  if (*c++ != 'P') {
    return FALSE;
  }
  const char *units = "WD";
  gboolean any = FALSE, in_time = FALSE;
  while (*c) {
    if (*c == 'T' && !in_time) {
      in_time = TRUE;
      any = FALSE;
      units = "HMS";
      c++;
      continue;
    }
    guint n = 0;
    while (g_ascii_isdigit(*c)) {
      c++, n++;
    }
    const char *unit = *c ? strchr(units, *c) : NULL;
    if (n == 0 || n > 9 || !unit) {
      return FALSE;
    }
    if (*c == 'W') {
      return c[1] == '\0' && !any;
    }
    units = unit + 1;
    any = TRUE;
    c++;
  }
  return any;
}

gboolean icsvalue_is_number(const char *text) {
  gsize n = strspn(text, "0123456789");
  return n > 0 && n <= 10 && !text[n];
}
