/* Dates against GLib's own calendar, day by day, and the forms in which they are read and written. */
#include "base/date.h"

static void every_day(void) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1970);
  char iso[DAY_TEXT], theirs[DAY_TEXT];
  for (Day day = 0; g_date_get_year(&date) <= 2100; day++) {
    int year, month, mday;
    day_split(day, &year, &month, &mday);
    g_assert_cmpint(year, ==, g_date_get_year(&date));
    g_assert_cmpint(month, ==, (int)g_date_get_month(&date));
    g_assert_cmpint(mday, ==, g_date_get_day(&date));
    g_assert_cmpint(day_from(year, month, mday), ==, day);
    g_assert_cmpint((int)day_weekday(day), ==, (int)g_date_get_weekday(&date) - 1);
    g_date_strftime(theirs, sizeof theirs, "%Y-%m-%d", &date);
    g_assert_cmpstr(day_iso(day, iso), ==, theirs);
    g_assert_cmpint(day_parse(iso), ==, day);
    g_date_add_days(&date, 1);
  }
}

/* Far days, and days before 1970, which offsets such as start-400d may reach. */
static void far_days(void) {
  Day last = day_from(5999, 12, 31);
  Day expected = day_from(1970, 1, 1);
  for (int year = 1970; year <= 5999; year++) {
    g_assert_cmpint(day_from(year, 1, 1), ==, expected);
    g_assert_cmpint(day_year(expected), ==, year);
    g_assert_cmpint(day_year(expected - 1), ==, year - 1);
    expected += g_date_is_leap_year((GDateYear)year) ? 366 : 365;
  }
  g_assert_cmpint(last, ==, expected - 1);
  g_assert_cmpint(moment_day(moment_at(last, 1439)), ==, last); /* fits a Moment */
  char out[DAY_TEXT];
  g_assert_cmpstr(day_iso(-1, out), ==, "1969-12-31");
  g_assert_cmpint((int)day_weekday(-1), ==, WEDNESDAY);
  g_assert_cmpint((int)day_weekday(-7), ==, THURSDAY);
  g_assert_cmpstr(day_iso(-719468, out), ==, "0000-03-01");
  g_assert_cmpstr(day_iso(-719469, out), ==, "0000-02-29");
  int year = 0, month = 0, mday = 0;
  day_split(G_MININT32 + 1, &year, &month, &mday);
  g_assert_cmpint(year, <, -5000000);
  g_assert_cmpint(month, >=, 1);
  g_assert_cmpint(mday, >=, 1);
}

static void validity(void) {
  static const struct {
    int year, month, day;
    gboolean valid;
  } ROWS[] = {
      {2027, 2, 28, TRUE},  {2027, 2, 29, FALSE}, {2028, 2, 29, TRUE},  {2028, 2, 30, FALSE},  {2100, 2, 29, FALSE},
      {2000, 2, 29, TRUE},  {2027, 4, 30, TRUE},  {2027, 4, 31, FALSE}, {2027, 12, 31, TRUE},  {2027, 12, 32, FALSE},
      {2027, 0, 1, FALSE},  {2027, 13, 1, FALSE}, {2027, 1, 0, FALSE},  {1969, 12, 31, FALSE}, {1970, 1, 1, TRUE},
      {5999, 12, 31, TRUE}, {6000, 1, 1, FALSE},  {2027, -1, 1, FALSE}, {2027, 1, -1, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpint(day_valid(ROWS[i].year, ROWS[i].month, ROWS[i].day), ==, ROWS[i].valid);
  }
}

static void parse_days(void) {
  static const struct {
    const char *text, *iso; /* NULL = refused */
  } ROWS[] = {
      {"2027-03-15", "2027-03-15"},
      {"2028-02-29", "2028-02-29"},
      {"2027-02-29", NULL},
      {"2027-3-15", NULL},
      {"2027-03-15 ", NULL},
      {" 2027-03-15", NULL},
      {"2027/03/15", NULL},
      {"2027-03-1", NULL},
      {"2027-03-155", NULL},
      {"", NULL},
      {"2", NULL},
      {"2027", NULL},
      {"2027-", NULL},
      {"2027-03", NULL},
      {"2027-03-", NULL},
      {"+027-03-15", NULL},
      {"2027-00-10", NULL},
      {"2027-03-00", NULL},
      {"0000-01-01", NULL},
      {"1969-12-31", NULL},
      {"２０２７-03-15", NULL},
      {"9999-12-31", NULL},
      {"2027-03-1x", NULL},
      {"2027-03-15T09:00", NULL},
  };
  char out[DAY_TEXT];
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    Day day = day_parse(ROWS[i].text);
    g_assert_cmpstr(day == DAY_NONE ? NULL : day_iso(day, out), ==, ROWS[i].iso);
  }
}

static void parse_minutes(void) {
  static const struct {
    const char *text;
    int minute, with_24;
  } ROWS[] = {
      {"00:00", 0, 0},   {"09:05", 545, 545}, {"23:59", 1439, 1439}, {"24:00", -1, 1440}, {"24:01", -1, -1},
      {"25:00", -1, -1}, {"9:00", -1, -1},    {"09:60", -1, -1},     {"09:5", -1, -1},    {"09:555", -1, -1},
      {"", -1, -1},      {"09", -1, -1},      {"09:", -1, -1},       {"0900", -1, -1},    {"09：00", -1, -1},
      {"-1:00", -1, -1}, {"09:00 ", -1, -1},  {"29:00", -1, -1},     {"90:00", -1, -1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpint(minute_parse(ROWS[i].text, FALSE), ==, ROWS[i].minute);
    g_assert_cmpint(minute_parse(ROWS[i].text, TRUE), ==, ROWS[i].with_24);
  }
}

static void moments(void) {
  static const struct {
    Moment moment;
    Day day;
    int minute;
  } ROWS[] = {{0, 0, 0}, {1439, 0, 1439}, {1440, 1, 0}, {-1, -1, 1439}, {-1440, -1, 0}, {-1441, -2, 1439}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpint(moment_day(ROWS[i].moment), ==, ROWS[i].day);
    g_assert_cmpint(moment_minute(ROWS[i].moment), ==, ROWS[i].minute);
    g_assert_cmpint(moment_at(ROWS[i].day, ROWS[i].minute), ==, ROWS[i].moment);
  }
}

static void words(void) {
  char out[DAY_TEXT];
  g_assert_cmpstr(day_words(day_from(2027, 3, 15), out), ==, "3月15日 周一");
  g_assert_cmpstr(day_words(day_from(2027, 12, 5), out), ==, "12月5日 周日");
  g_assert_cmpstr(minute_clock(0, out), ==, "00:00");
  g_assert_cmpstr(minute_clock(545, out), ==, "09:05");
  g_assert_cmpstr(minute_clock(1440, out), ==, "24:00");
  g_assert_cmpstr(weekday_words(SATURDAY), ==, "周六");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/date/every-day", every_day);
  g_test_add_func("/date/far-days", far_days);
  g_test_add_func("/date/validity", validity);
  g_test_add_func("/date/parse-days", parse_days);
  g_test_add_func("/date/parse-minutes", parse_minutes);
  g_test_add_func("/date/moments", moments);
  g_test_add_func("/date/words", words);
  return g_test_run();
}
