/* The clock's fixed form, zones of the installed tables, and wall-clock times. */
#include "base/clock.h"

static void now(void) {
  g_setenv("SOURCE_DATE_EPOCH", "1805000000", TRUE);
  g_assert_cmpint(clock_now(), ==, 1805000000);
  static const char *const WRONG[] = {"", "soon", "-5", "12x", " 12", "99999999999999999999"};
  for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) { /* what is no number does not stop the clock */
    g_setenv("SOURCE_DATE_EPOCH", WRONG[i], TRUE);
    g_assert_cmpint(ABS(clock_now() - g_get_real_time() / G_USEC_PER_SEC), <=, 2);
  }
  g_setenv("SOURCE_DATE_EPOCH", "9223372036854775807", TRUE); /* a date that can be written all the same */
  g_assert_cmpint(day_year(moment_day(moment_from_instant(clock_now(), 0))), ==, 4999);
  g_unsetenv("SOURCE_DATE_EPOCH");
  g_assert_cmpint(ABS(clock_now() - g_get_real_time() / G_USEC_PER_SEC), <=, 2);
}

static void offsets(void) {
  static const struct {
    const char *zone;
    gint64 instant;
    int minutes; /* G_MININT = no such zone */
  } ROWS[] = {
      {"Asia/Shanghai", 1805000000, 480},
      {"Asia/Urumqi", 1805000000, 360},
      {"Asia/Kathmandu", 1805000000, 345},
      {"UTC", 1805000000, 0},
      {"America/St_Johns", 1800000000, -210},
      {"Etc/GMT+5", 1805000000, -300},
      {"Europe/Berlin", 1806195599, 60},
      {"Europe/Berlin", 1806195600, 120},
      {"Asia/Beijing", 0, G_MININT},
      {"asia/shanghai", 0, G_MININT},
      {"Asia", 0, G_MININT},
      {"", 0, G_MININT},
      {"+08:00", 0, G_MININT},
      {"CST-8", 0, G_MININT},
      {"EST5EDT4,M3.2.0,M11.1.0", 0, G_MININT},
      {"../../../etc/passwd", 0, G_MININT},
      {"/etc/localtime", 0, G_MININT},
      {"Asia/../Asia/Shanghai", 0, G_MININT},
      {"zone.tab", 0, G_MININT},
      {"tzdata.zi", 0, G_MININT},
      {"leapseconds", 0, G_MININT},
      {"Asia/Shanghai ", 0, G_MININT},
      {"北京", 0, G_MININT},
      {"Asia/Shanghai/x", 0, G_MININT},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    int minutes = G_MININT;
    gboolean known = zone_offset(ROWS[i].zone, ROWS[i].instant, &minutes);
    g_assert_cmpint(known, ==, ROWS[i].minutes != G_MININT);
    g_assert_cmpint(minutes, ==, ROWS[i].minutes);
  }
}

static void constant(void) {
  static const struct {
    const char *zone, *first, *last;
    gboolean constant;
    int minutes;
  } ROWS[] = {
      {"Asia/Shanghai", "2027-02-25", "2027-03-31", TRUE, 480},
      {"Asia/Shanghai", "2027-01-01", "2099-12-31", TRUE, 480},
      {"Asia/Shanghai", "1988-04-01", "1988-04-16", TRUE, 480}, /* summer time began on 17 April, in 1988 */
      {"Asia/Shanghai", "1988-04-01", "1988-04-17", FALSE, 480},
      {"Asia/Shanghai", "1988-04-18", "1988-05-01", TRUE, 540},
      {"Europe/Berlin", "2040-03-01", "2040-04-27", FALSE, 60}, /* beyond the table, by its rule */
      {"Europe/Berlin", "2027-03-01", "2027-03-27", TRUE, 60},
      {"Europe/Berlin", "2027-03-01", "2027-03-28", FALSE, 60},
      {"Europe/Berlin", "2027-03-28", "2027-03-28", FALSE, 60}, /* within one day */
      {"Europe/Berlin", "2027-03-29", "2027-04-30", TRUE, 120},
      {"Europe/Berlin", "2027-01-01", "2027-12-31", FALSE, 60}, /* there and back: both ends look alike */
      {"America/New_York", "2027-03-13", "2027-03-13", TRUE, -300},
      {"America/New_York", "2027-03-14", "2027-03-14", FALSE, -300},
      {"America/New_York", "2027-03-15", "2027-03-15", TRUE, -240},
      /* Where the clock jumps at midnight the day begins with the new offset. */
      {"Asia/Beirut", "2027-03-01", "2027-03-27", TRUE, 120},
      {"Asia/Beirut", "2027-03-01", "2027-03-28", FALSE, 120},
      {"Asia/Beirut", "2027-03-28", "2027-03-31", TRUE, 180},
      {"America/Havana", "2027-03-01", "2027-03-13", TRUE, -300},
      {"America/Havana", "2027-03-14", "2027-03-31", TRUE, -240},
      /* Where it falls back at midnight the evening before happens twice. */
      {"Asia/Beirut", "2027-10-29", "2027-10-29", TRUE, 180},
      {"Asia/Beirut", "2027-10-30", "2027-10-30", FALSE, 180},
      {"Asia/Beirut", "2027-10-31", "2027-11-30", TRUE, 120},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    int minutes = G_MININT;
    gboolean known = FALSE;
    g_assert_cmpint(zone_constant(ROWS[i].zone, day_parse(ROWS[i].first), day_parse(ROWS[i].last), &minutes, &known),
                    ==, ROWS[i].constant);
    g_assert_true(known);
    g_assert_cmpint(minutes, ==, ROWS[i].minutes);
  }
  int minutes;
  gboolean known = TRUE;
  g_assert_false(zone_constant("Asia/Beijing", 0, 10, &minutes, &known));
  g_assert_false(known);
}

static void parse_moments(void) {
  static const struct {
    const char *text;
    int minute; /* -1 = refused */
  } ROWS[] = {
      {"2027-03-12T09:00", 540},
      {"2027-03-12T00:00", 0},
      {"2027-03-12", 0},
      {"2027-03-12T23:59", 1439},
      {"2027-03-12T24:00", -1},
      {"2027-03-12 09:00", -1},
      {"2027-03-12T9:00", -1},
      {"2027-03-12T09:00:00", -1},
      {"2027-03-12T09:00Z", -1},
      {"2027-02-30T09:00", -1},
      {"2027-02-30", -1},
      {"2027-03-12T", -1},
      {"", -1},
      {"09:00", -1},
      {"2027-03-12T09：0", -1},
      {"2027-03-1", -1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    Moment moment = MOMENT_NONE;
    gboolean valid = moment_parse(ROWS[i].text, &moment);
    g_assert_cmpint(valid, ==, ROWS[i].minute >= 0);
    if (valid) {
      g_assert_cmpint(moment, ==, moment_at(day_from(2027, 3, 12), ROWS[i].minute));
    }
  }
}

static void instants(void) {
  char out[DAY_TEXT];
  Moment moment = moment_from_instant(1805039940, 480); /* 2027-03-14T23:59:00 +08:00 */
  g_assert_cmpstr(day_iso(moment_day(moment), out), ==, "2027-03-14");
  g_assert_cmpint(moment_minute(moment), ==, 1439);
  g_assert_cmpint(moment_from_instant(1805039999, 480), ==, moment); /* seconds are cut off */
  g_assert_cmpint(moment_from_instant(1805040000, 480), ==, moment + 1);
  g_assert_cmpint(moment_from_instant(-1, 0), ==, -1);
  g_assert_cmpint(moment_from_instant(-60, 0), ==, -1);
  g_assert_cmpint(moment_from_instant(-61, 0), ==, -2);
  g_assert_cmpint(moment_from_instant(G_MAXINT64, 840), >, 0); /* a mad clock stays on its side of the epoch */
  g_assert_cmpint(moment_from_instant(G_MININT64, -840), <, 0);
  g_assert_cmpint(moment_from_instant(G_MININT64, -840), !=, MOMENT_NONE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/clock/now", now);
  g_test_add_func("/clock/offsets", offsets);
  g_test_add_func("/clock/constant", constant);
  g_test_add_func("/clock/parse-moments", parse_moments);
  g_test_add_func("/clock/instants", instants);
  return g_test_run();
}
