/* Minutes of work per person and day. */
#include "unit/maker.h"

static void test_rows(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  Department *floor = make_department(campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
  make_person(campaign, "idle", "闲人", floor);
  Person *zhao = make_person(campaign, "zhao", "赵敏", floor);
  Phase *phase = make_phase(campaign, "combat", "作战", "2026-03-11", "2026-03-17");
  make_at(make_every(campaign, phase, "rounds", FUNCTION_FLOOR, EVERY_DAY), "09:00 21:00"); /* 2 × 30 a day */
  Task *gala = make_on(campaign, phase, "gala", FUNCTION_FLOOR, "315", NULL);
  make_at(gala, "19:30");
  gala->lasts = 240;
  make_on(campaign, phase, "short", FUNCTION_FLOOR, "03-12", NULL)->effort = 45; /* all-day, with an estimate */
  make_on(campaign, phase, "vague", FUNCTION_FLOOR, "03-12", NULL);              /* and without */
  Task *bar = make_on(campaign, phase, "bar", FUNCTION_NONE, "03-11", NULL);
  bar->assignee = zhao;
  bar->lasts_days = 3;
  bar->effort = 100;                                                             /* 33, 33, 34 */
  Task *night = make_on(campaign, phase, "night", FUNCTION_NONE, "03-16", NULL); /* counts on the day it begins */
  night->assignee = zhao;
  make_at(night, "23:50");
  make_on(campaign, phase, "nobody", FUNCTION_NONE, "03-16", NULL)->post = intern_string("guard");
  make_post(campaign, "guard", "2026-03-16", "-");
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autoptr(GArray) rows = sched_workload(plan);
  static const struct {
    const char *person;
    int total, worst;
    const char *worst_day;
    int worst_but_315;
    guint unknown;
  } WANTED[] = {{"mai", 7 * 60 + 240 + 45, 300, "2026-03-15", 105, 1}, {"zhao", 130, 34, "2026-03-13", 34, 0}};
  g_assert_cmpuint(rows->len, ==, G_N_ELEMENTS(WANTED));
  for (guint i = 0; i < rows->len; i++) {
    const Workload *row = &g_array_index(rows, Workload, i);
    char iso[DAY_TEXT];
    g_assert_cmpstr(row->person->id, ==, WANTED[i].person);
    g_assert_cmpint(row->total, ==, WANTED[i].total);
    g_assert_cmpint(row->worst, ==, WANTED[i].worst);
    g_assert_cmpstr(day_iso(row->worst_day, iso), ==, WANTED[i].worst_day);
    g_assert_cmpint(row->worst_but_315, ==, WANTED[i].worst_but_315);
    g_assert_cmpuint(row->unknown, ==, WANTED[i].unknown);
  }
}

static void test_nothing(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  Phase *phase = make_phase(campaign, "combat", "作战", "2026-03-11", "2026-03-17");
  g_autoptr(Plan) empty = sched_plan(campaign, NULL, diags);
  g_autoptr(GArray) none = sched_workload(empty);
  g_assert_cmpuint(none->len, ==, 0);
  make_on(campaign, phase, "vague", FUNCTION_FLOOR, "03-12", NULL);
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autoptr(GArray) rows = sched_workload(plan);
  g_assert_cmpuint(rows->len, ==, 1);
  const Workload *row = &g_array_index(rows, Workload, 0);
  g_assert_cmpint(row->total, ==, 0);
  g_assert_cmpint(row->worst_day, ==, DAY_NONE);
  g_assert_cmpuint(row->unknown, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/workload/rows", test_rows);
  g_test_add_func("/workload/nothing", test_nothing);
  return g_test_run();
}
