/* Dates and times as people type them. What is not one of the forms is refused, never guessed. */
#include "tui/typed.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Half-width, without blanks; caller frees. */
static char *plain(const char *text) {
  g_autofree char *half = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new(NULL);
  for (const char *p = half; p != NULL && *p != '\0'; p++) {
    if (*p != ' ') {
      g_string_append_c(out, *p);
    }
  }
  return g_string_free(out, FALSE);
}

/* Numbers of at most four digits and what stands between them: "3月15日" → 3, 15 and "月", "日". */
typedef struct {
  int number[3], digits[3];
  char between[3][8]; /* behind each number */
  int n;
} Parts;

static gboolean split(const char *text, Parts *parts) {
  *parts = (Parts){.n = 0};
  for (const char *p = text; *p != '\0'; parts->n++) {
    if (parts->n == 3 || !g_ascii_isdigit(*p)) {
      return FALSE;
    }
    for (; g_ascii_isdigit(*p); p++) {
      if (++parts->digits[parts->n] > 8) {
        return FALSE;
      }
      parts->number[parts->n] = parts->number[parts->n] * 10 + (*p - '0');
    }
    gsize rest = strcspn(p, "0123456789");
    if (rest >= sizeof(parts->between[0])) {
      return FALSE;
    }
    memcpy(parts->between[parts->n], p, rest);
    p += rest;
  }
  return parts->n > 0;
}

static Day valid(int year, int month, int mday) {
  return day_valid(year, month, mday) ? day_from(year, month, mday) : DAY_NONE;
}

static gboolean in(const char *text, const char *const *words) {
  for (; *words != NULL; words++) {
    if (strcmp(text, *words) == 0) {
      return TRUE;
    }
  }
  return FALSE;
}

Day typed_day(const char *text, Day today) {
  static const struct {
    const char *word;
    int days;
  } words[] = {{"今天", 0}, {"今日", 0}, {"昨天", -1}, {"前天", -2}, {"明天", 1}, {"后天", 2}};
  static const char *const month_ends[] = {"-", ".", "/", "月", NULL}, *const year_ends[] = {"-", ".", "/", "年", NULL},
                           *const day_ends[] = {"", "日", "号", NULL};
  g_autofree char *typed = plain(text);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    if (strcmp(typed, words[i].word) == 0) {
      return today + words[i].days;
    }
  }
  Parts parts;
  if ((*typed == '+' || *typed == '-') && split(typed + 1, &parts) && parts.n == 1 && parts.digits[0] <= 3 &&
      in(parts.between[0], (const char *const[]){"", "天", NULL})) {
    return *typed == '+' ? today + parts.number[0] : today - parts.number[0];
  }
  if (!split(typed, &parts)) {
    return DAY_NONE;
  }
  if (parts.n == 1 && parts.between[0][0] == '\0' && (parts.digits[0] == 4 || parts.digits[0] == 8)) {
    int year = parts.digits[0] == 8 ? parts.number[0] / 10000 : day_year(today), rest = parts.number[0] % 10000;
    return valid(year, rest / 100, rest % 100);
  }
  if (parts.n == 2 && parts.digits[0] <= 2 && in(parts.between[0], month_ends) && in(parts.between[1], day_ends)) {
    return valid(day_year(today), parts.number[0], parts.number[1]);
  }
  if (parts.n == 3 && parts.digits[0] == 4 && in(parts.between[0], year_ends) && in(parts.between[1], month_ends) &&
      in(parts.between[2], day_ends)) {
    return valid(parts.number[0], parts.number[1], parts.number[2]);
  }
  return DAY_NONE;
}

int typed_minute(const char *text, int now) {
  static const char *const hour_ends[] = {":", "点", "时", ".", NULL}, *const minute_ends[] = {"", "分", NULL},
                           *const whole[] = {"", "点", "时", "点整", NULL};
  g_autofree char *typed = plain(text);
  if (in(typed, (const char *const[]){"现在", "now", NULL})) {
    return now;
  }
  Parts parts;
  if (!split(typed, &parts)) {
    return -1;
  }
  int hour = parts.number[0], minute = 0;
  if (parts.n == 1 && (parts.digits[0] == 3 || parts.digits[0] == 4) && parts.between[0][0] == '\0') {
    minute = hour % 100;
    hour /= 100;
  } else if (parts.n == 1 && parts.digits[0] <= 2 && strcmp(parts.between[0], "点半") == 0) {
    minute = 30;
  } else if (parts.n == 2 && parts.digits[0] <= 2 && parts.digits[1] == 2 && in(parts.between[0], hour_ends) &&
             in(parts.between[1], minute_ends)) {
    minute = parts.number[1];
  } else if (parts.n != 1 || parts.digits[0] > 2 || !in(parts.between[0], whole)) {
    return -1;
  }
  return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}
