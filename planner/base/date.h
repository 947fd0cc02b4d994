/* Civil dates and wall-clock times without zones: the arithmetic that every dated thing rests on.
 * Pure; knows no holidays (sched/days) and no clock (base/clock). Proleptic Gregorian calendar. */
#pragma once
#include <glib.h>

typedef gint32 Day;    /* days since 1970-01-01 */
typedef gint32 Moment; /* minutes of local wall time since 1970-01-01T00:00: day * 1440 + minute of day */

#define DAY_NONE G_MININT32
#define MOMENT_NONE G_MININT32
#define DAY_MINUTES 1440

typedef enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY } Weekday;

gboolean day_valid(int year, int month, int day);          /* years 1970…5999: so far every Moment fits its type */
Day day_from(int year, int month, int day);                /* asserts day_valid */
void day_split(Day day, int *year, int *month, int *mday); /* any of them may be NULL */
int day_year(Day day);
Weekday day_weekday(Day day);

/* "YYYY-MM-DD" exactly; DAY_NONE when it is anything else or no such day. */
Day day_parse(const char *text);
/* "HH:MM" 00:00…23:59 (24:00 → 1440 when `allow_24`); -1 when it is anything else. */
int minute_parse(const char *text, gboolean allow_24);

static inline Moment moment_at(Day day, int minute) {
  return day * DAY_MINUTES + minute;
}
Day moment_day(Moment moment);    /* floor */
int moment_minute(Moment moment); /* 0…1439 */

/* Results in a caller's buffer, which is returned. */
#define DAY_TEXT 48
const char *day_iso(Day day, char out[DAY_TEXT]);         /* 2027-03-15 */
const char *day_words(Day day, char out[DAY_TEXT]);       /* 3月15日 周一 */
const char *minute_clock(int minute, char out[DAY_TEXT]); /* 09:05; 1440 is 24:00 */
const char *weekday_words(Weekday weekday);               /* 周一 */
