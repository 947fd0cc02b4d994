/* The last day to begin, by working days, effort, bars and what waits. 2026: 8 March is a Sunday, 15 March, too. */
#include "sched/lastday.h"
#include "unit/maker.h"

typedef struct {
  const char *id, *on, *due, *needs;
  int effort, lasts_days;
  gboolean office; /* works Monday to Friday; otherwise every day */
  const char *last;
} Row;

static const Row rows[] = {
    {"plain", "03-05", NULL, NULL, 30, 0, FALSE, "2026-03-05"},           /* one day, its own */
    {"until", "03-02", "03-06", NULL, 30, 0, FALSE, "2026-03-06"},        /* up to its due day */
    {"sunday", "03-02", "03-08", NULL, 30, 0, TRUE, "2026-03-06"},        /* an office does not work on Sunday */
    {"open-sunday", "03-02", "03-08", NULL, 30, 0, FALSE, "2026-03-08"},  /* the shop does */
    {"eight-hours", "03-02", "03-06", NULL, 480, 0, TRUE, "2026-03-06"},  /* one working day */
    {"more", "03-02", "03-06", NULL, 481, 0, TRUE, "2026-03-05"},         /* two */
    {"over-weekend", "03-02", "03-09", NULL, 960, 0, TRUE, "2026-03-06"}, /* Friday and Monday */
    {"bar", "03-02", "03-09", NULL, 0, 3, FALSE, "2026-03-07"},           /* no effort: the days of its bar */
    {"bar-effort", "03-02", "03-09", NULL, 20, 3, FALSE, "2026-03-09"},   /* the effort says otherwise */
    {"as-planned", "03-08", NULL, NULL, 30, 0, TRUE,
     "2026-03-08"}, /* the plan puts it on a Sunday: not too late before */
    {"first", "03-02", "03-06", NULL, 30, 0, TRUE, "2026-03-05"},          /* `second` must begin on the 5th */
    {"second", "03-03", "03-06", "first", 960, 0, TRUE, "2026-03-05"},     /* two days */
    {"chain-a", "03-02", "03-10", NULL, 960, 0, TRUE, "2026-03-04"},       /* two days up to the 5th */
    {"chain-b", "03-02", "03-10", "chain-a", 960, 0, TRUE, "2026-03-05"},  /* two days up to the 6th, over no weekend */
    {"chain-c", "03-02", "03-10", "chain-b", 1440, 0, TRUE, "2026-03-06"}, /* three: 6th, 9th, 10th */
};

static void make(Campaign *campaign) {
  Phase *phase = make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-12");
  make_department(campaign, "office", "办公室", 1u << FUNCTION_OPERATIONS, WORKDAYS_WORKDAY, "sun");
  make_department(campaign, "shop", "卖场", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "li");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const Row *row = &rows[i];
    Task *task =
        make_on(campaign, phase, row->id, row->office ? FUNCTION_OPERATIONS : FUNCTION_FLOOR, row->on, row->due);
    task->workday = SHIFT_AS_IS;
    task->effort = row->effort;
    task->lasts_days = row->lasts_days;
    if (row->needs != NULL) {
      make_needs(task, row->needs);
    }
  }
}

static guint find(const Plan *plan, const char *id) {
  for (guint i = 0; i < plan->tasks->len; i++) {
    if (strcmp(plan_task(plan, i)->task->id, id) == 0) {
      return i;
    }
  }
  g_assert_not_reached();
}

static void test_rows(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  make(campaign);
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_assert_cmpuint(plan->tasks->len, ==, G_N_ELEMENTS(rows));
  g_autofree Day *last = sched_last_days(plan, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    char iso[DAY_TEXT];
    g_autofree char *said = g_strdup_printf("%s %s", rows[i].id, day_iso(last[find(plan, rows[i].id)], iso));
    g_autofree char *wanted = g_strdup_printf("%s %s", rows[i].id, rows[i].last);
    g_assert_cmpstr(said, ==, wanted);
  }
}

/* Nobody has to hurry for what is done. */
static void test_settled(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  make(campaign);
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autofree guint8 *settled = g_new0(guint8, plan->tasks->len);
  settled[find(plan, "second")] = settled[find(plan, "chain-c")] = TRUE;
  g_autofree Day *last = sched_last_days(plan, settled);
  g_assert_cmpint(last[find(plan, "second")], ==, DAY_NONE);
  g_assert_cmpint(last[find(plan, "first")], ==, D("2026-03-06"));
  g_assert_cmpint(last[find(plan, "chain-b")], ==, D("2026-03-09"));
  g_assert_cmpint(last[find(plan, "chain-a")], ==, D("2026-03-06"));
}

/* A repeated task waits day by day: for each the next one counts that is due no earlier. */
static void test_repeated(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  Phase *phase = make_phase(campaign, "combat", "作战", "2026-03-11", "2026-03-17");
  make_department(campaign, "shop", "卖场", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "li");
  make_every(campaign, phase, "look", FUNCTION_FLOOR, EVERY_DAY);
  Task *sum = make_on(campaign, phase, "sum", FUNCTION_FLOOR, "03-11", "03-17");
  sum->effort = 2 * LAST_DAY_MINUTES;
  make_needs(sum, "look");
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autofree Day *last = sched_last_days(plan, NULL);
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    gboolean is_last = task->due == D("2026-03-17");
    g_assert_cmpint(last[i], ==, strcmp(task->task->id, "sum") == 0 || is_last ? D("2026-03-16") : task->due);
  }
  g_assert_cmpuint(plan->tasks->len, ==, 8);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lastday/rows", test_rows);
  g_test_add_func("/lastday/settled", test_settled);
  g_test_add_func("/lastday/repeated", test_repeated);
  return g_test_run();
}
