/* Civil dates by counting days in 400-year cycles that begin on 1 March, so that the leap day is the last day of its year and months need
 * no table. Knows nothing of zones, holidays or the clock. */
#include "base/date.h"

#define CYCLE_DAYS 146097  /* days of 400 Gregorian years */
#define MARCH_EPOCH 719468 /* days from 0000-03-01 to 1970-01-01 */

static gboolean leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

gboolean day_valid(int year, int month, int day) {
  static const int LENGTH[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1970 || year > 5999 || month < 1 || month > 12 || day < 1) {
    return FALSE;
  }
  return day <= LENGTH[month - 1] + (month == 2 && leap_year(year) ? 1 : 0);
}

static gint64 floor_divide(gint64 a, gint64 b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

Day day_from(int year, int month, int day) {
  g_assert(day_valid(year, month, day));
  int march_year = month > 2 ? year : year - 1; /* never negative here: years begin at 1970 */
  int march_month = (month + 9) % 12;           /* March is 0 */
  int cycle = march_year / 400;
  int in_cycle = march_year % 400;
  /* Months from March run 31 30 31 30 31 | 31 30 31 30 31 | 31 28: five months are 153 days, and the rounding gives each its length. */
  int in_year = (153 * march_month + 2) / 5 + day - 1;
  return cycle * CYCLE_DAYS + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + in_year - MARCH_EPOCH;
}

void day_split(Day day, int *year, int *month, int *mday) {
  gint64 days = (gint64)day + MARCH_EPOCH;
  gint64 cycle = floor_divide(days, CYCLE_DAYS);
  int rest = (int)(days - cycle * CYCLE_DAYS); /* 0…146096 */
  /* Take out the leap days before `rest`: one each 4 years (1460 days and one), none each 100 (36524), and the last day of the cycle. */
  int in_cycle = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
  int in_year = rest - (in_cycle * 365 + in_cycle / 4 - in_cycle / 100);
  int march_month = (5 * in_year + 2) / 153;
  int m = march_month < 10 ? march_month + 3 : march_month - 9;
  if (year) {
    *year = (int)(cycle * 400) + in_cycle + (m <= 2 ? 1 : 0);
  }
  if (month) {
    *month = m;
  }
  if (mday) {
    *mday = in_year - (153 * march_month + 2) / 5 + 1;
  }
}

int day_year(Day day) {
  int year;
  day_split(day, &year, NULL, NULL);
  return year;
}

Weekday day_weekday(Day day) {
  gint64 shifted = (gint64)day + THURSDAY; /* 1970-01-01 was a Thursday */
  return (Weekday)(shifted - floor_divide(shifted, 7) * 7);
}

/* Reads exactly `count` digits; -1 when there are fewer. */
static int digits(const char *text, int count) {
  int value = 0;
  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit(text[i])) {
      return -1;
    }
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

Day day_parse(const char *text) {
  int year = digits(text, 4);
  if (year < 0 || text[4] != '-') {
    return DAY_NONE;
  }
  int month = digits(text + 5, 2);
  if (month < 0 || text[7] != '-') {
    return DAY_NONE;
  }
  int day = digits(text + 8, 2);
  if (day < 0 || text[10] != '\0' || !day_valid(year, month, day)) {
    return DAY_NONE;
  }
  return day_from(year, month, day);
}

int minute_parse(const char *text, gboolean allow_24) {
  int hour = digits(text, 2);
  if (hour < 0 || text[2] != ':') {
    return -1;
  }
  int minute = digits(text + 3, 2);
  if (minute < 0 || minute > 59 || text[5] != '\0') {
    return -1;
  }
  if (hour > 23 && !(allow_24 && hour == 24 && minute == 0)) {
    return -1;
  }
  return hour * 60 + minute;
}

Day moment_day(Moment moment) {
  return (Day)floor_divide(moment, DAY_MINUTES);
}

int moment_minute(Moment moment) {
  return (int)(moment - floor_divide(moment, DAY_MINUTES) * DAY_MINUTES);
}

const char *day_iso(Day day, char out[DAY_TEXT]) {
  int year, month, mday;
  day_split(day, &year, &month, &mday);
  g_snprintf(out, DAY_TEXT, "%04d-%02d-%02d", year, month, mday);
  return out;
}

const char *weekday_words(Weekday weekday) {
  static const char *const WORDS[7] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  g_assert((int)weekday >= MONDAY && weekday <= SUNDAY);
  return WORDS[weekday];
}

const char *day_words(Day day, char out[DAY_TEXT]) {
  int month, mday;
  day_split(day, NULL, &month, &mday);
  g_snprintf(out, DAY_TEXT, "%d月%d日 %s", month, mday, weekday_words(day_weekday(day)));
  return out;
}

const char *minute_clock(int minute, char out[DAY_TEXT]) {
  g_assert(minute >= 0 && minute <= DAY_MINUTES);
  g_snprintf(out, DAY_TEXT, "%02d:%02d", minute / 60, minute % 60);
  return out;
}
