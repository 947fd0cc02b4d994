/* DATE expressions: every base, calendar and working-day offsets, and the ways in which a date cannot be found. */
#include "sched/dates.h"
#include "unit/maker.h"

typedef enum { OFFICE, FLOOR, ROLE } Who;

static void test_resolve(void) {
  static const struct {
    int year;
    Who who;
    const char *expr, *day;
  } ROWS[] = {
      {2027, FLOOR, "03-05", "2027-03-05"},
      {2027, FLOOR, "start", "2027-03-01"},
      {2027, FLOOR, "start+2d", "2027-03-03"},
      {2027, FLOOR, "start-4d", "2027-02-25"},
      {2027, FLOOR, "end", "2027-03-10"},
      {2027, FLOOR, "end-1d", "2027-03-09"},
      {2027, FLOOR, "315", "2027-03-15"},
      {2027, FLOOR, "315+21d", "2027-04-05"},
      {2027, FLOOR, "women", "2027-03-06"},
      {2027, FLOOR, "women.end", "2027-03-08"},
      {2027, FLOOR, "women.end+1d", "2027-03-09"},
      {2027, FLOOR, "start+6wd", "2027-03-07"}, /* a shop floor works on Sundays */
      {2027, OFFICE, "start+4wd", "2027-03-05"},
      {2027, OFFICE, "start+5wd", "2027-03-08"},
      {2027, OFFICE, "women+0wd", "2027-03-06"}, /* 0 stays, though a Saturday */
      {2027, OFFICE, "women+1wd", "2027-03-08"}, /* from a day off: the next working day */
      {2027, OFFICE, "women-1wd", "2027-03-05"},
      {2027, OFFICE, "315+15wd", "2027-04-06"},  /* over Qingming Monday */
      {2027, ROLE, "315+15wd", "2027-04-06"},    /* a role: the person's own department */
      {2026, OFFICE, "start-1wd", "2026-02-28"}, /* a Saturday worked by the notice */
      {2026, OFFICE, "02-27", "2026-02-27"},
      {2026, OFFICE, "315+16wd", "2026-04-07"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = make_campaign(ROWS[i].year);
    g_autoptr(DiagList) diags = diag_list_new();
    Department *office = make_department(campaign, "office", "行政部", 1u << FUNCTION_LEGAL, WORKDAYS_WORKDAY, "fa");
    Department *floor = make_department(campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
    Phase *phase = ROWS[i].year == 2027 ? make_phase(campaign, "prepare", "备战", "2027-03-01", "2027-03-10")
                                        : make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-10");
    make_overlay(campaign, "women", "2027-03-06", "2027-03-08");
    g_autoptr(Days) days = days_new(campaign);
    DateAsker asker = {.campaign = campaign, .days = days, .phase = phase, .title = "任务", .diags = diags};
    asker.department = ROWS[i].who == OFFICE ? office : ROWS[i].who == FLOOR ? floor : NULL;
    asker.person = ROWS[i].who == ROLE ? office->owner : NULL;
    DateExpr expr = make_date(ROWS[i].expr);
    Day day = DAY_NONE;
    g_assert_cmpint(dates_resolve(&asker, &expr, &day), ==, DATE_FOUND);
    char iso[DAY_TEXT];
    g_test_message("%s", ROWS[i].expr);
    g_assert_cmpstr(day_iso(day, iso), ==, ROWS[i].day);
    g_assert_cmpuint(diag_count(diags, DIAG_ERROR), ==, 0);
  }
}

static void test_refused(void) {
  static const struct {
    const char *expr, *says; /* a part of the message; NULL: no overlay, no message */
  } ROWS[] = {
      {"02-29", "E018: 「任务」的日期不对：2027 年没有2月29日。"},
      {"02-30", "E018: 「任务」的日期不对：2027 年没有2月30日。"},
      {"women", NULL},
      {"women.end-2d", NULL},
      {"end+2000d", "E018: 「任务」的日期算出来是 2032-08-30，离 2027 年的活动太远。"},
      {"start+32767wd", "E018: 「任务」的日期算不出来：往后数 32767 个工作日，800 天之内数不到。"},
      {"start-700wd", "E018: 「任务」的日期算不出来：往前数 700 个工作日，800 天之内数不到。"},
      {"end+230wd", "E056: 「任务」的日期要数 2028 年的工作日，可是没有这一年的放假安排。"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = make_campaign(2027);
    g_autoptr(DiagList) diags = diag_list_new();
    Department *office = make_department(campaign, "office", "行政部", 1u << FUNCTION_LEGAL, WORKDAYS_WORKDAY, "fa");
    Phase *phase = make_phase(campaign, "prepare", "备战", "2027-03-01", "2027-03-10");
    g_autoptr(Days) days = days_new(campaign);
    DateAsker asker = {campaign, days, phase, office, NULL, "任务", diags};
    DateExpr expr = make_date(ROWS[i].expr);
    Day day;
    g_test_message("%s", ROWS[i].expr);
    g_assert_cmpint(dates_resolve(&asker, &expr, &day), ==, ROWS[i].says ? DATE_WRONG : DATE_NO_OVERLAY);
    g_autofree char *messages = make_messages(diags);
    g_autofree char *wanted = ROWS[i].says ? g_strconcat(ROWS[i].says, "\n", NULL) : g_strdup("");
    g_assert_cmpstr(messages, ==, wanted);
  }
}

/* A department in which nobody ever works: the search ends. */
static void test_nobody_works(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(DiagList) diags = diag_list_new();
  Department *service = make_department(campaign, "service", "客服部", 1u << FUNCTION_SERVICE, WORKDAYS_SHIFT, "wang");
  make_shift(service->owner, 0, 540, 1080);
  g_autoptr(Days) days = days_new(campaign);
  DateAsker asker = {campaign, days, NULL, service, NULL, "任务", diags};
  g_assert_cmpint(dates_nearest(&asker, D("2027-03-01"), 1), ==, DAY_NONE);
  g_assert_cmpint(dates_nearest(&asker, D("2027-03-01"), -1), ==, DAY_NONE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/dates/resolve", test_resolve);
  g_test_add_func("/dates/refused", test_refused);
  g_test_add_func("/dates/nobody-works", test_nobody_works);
  return g_test_run();
}
