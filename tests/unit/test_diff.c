/* What changed since an earlier plan, in sentences and fields. */
#include "sched/diff.h"
#include "unit/maker.h"

static Campaign *shop_new(void) {
  Campaign *campaign = make_campaign(2026);
  make_department(campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
  make_person(campaign, "zhao", "赵敏", NULL);
  make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-10");
  return campaign;
}

static Phase *phase_of(Campaign *campaign) {
  return g_ptr_array_index(campaign->phases, 0);
}

/* The plan as it would be read back from `plan --format json`. */
static OldPlan *old_of(const Plan *plan) {
  OldPlan *old = oldplan_new();
  old->year = plan->year;
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    oldplan_add_phase(old, phase->id, phase->title, phase->first, phase->last);
  }
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    g_autoptr(GString) occurrence = g_string_new(NULL);
    plan_occurrence(task, occurrence);
    OldTask one = {.id = task->task->id,
                   .occurrence = occurrence->len ? occurrence->str : NULL,
                   .phase = task->phase->id,
                   .title = task->task->title,
                   .department = task->department ? task->department->id : NULL,
                   .owner = task->owner ? task->owner->id : NULL,
                   .all_day = task->all_day,
                   .start = task->start,
                   .end = task->end,
                   .due = task->due};
    oldplan_add_task(old, &one);
  }
  return old;
}

static void set_on(Task *task, const char *on) {
  task->on = make_date(on);
}
static void set_title(Task *task, const char *title) {
  g_free(task->title);
  task->title = g_strdup(title);
}

typedef void (*Edit)(Campaign *campaign, Task *copy);

static void edit_nothing(Campaign *campaign, Task *copy) {}
static void edit_move(Campaign *campaign, Task *copy) {
  set_on(copy, "03-04");
}
static void edit_timed(Campaign *campaign, Task *copy) {
  make_at(copy, "10:00");
  copy->lasts = 120;
}
static void edit_night(Campaign *campaign, Task *copy) {
  make_at(copy, "23:30");
  copy->lasts = 60;
}
static void edit_bar(Campaign *campaign, Task *copy) {
  copy->lasts_days = 3;
}
static void edit_due(Campaign *campaign, Task *copy) {
  copy->due = make_date("03-06");
}
static void edit_assign(Campaign *campaign, Task *copy) {
  copy->assignee = store_person(campaign->store, "zhao");
}
static void edit_unassign(Campaign *campaign, Task *copy) {
  copy->post = intern_string("guard");
  make_post(campaign, "guard", "2026-03-03", "-");
}
static void edit_title(Campaign *campaign, Task *copy) {
  set_title(copy, "文案终审");
}
static void edit_withdraw(Campaign *campaign, Task *copy) {
  copy->scales = 1u << SCALE_LARGE;
}
static void edit_add(Campaign *campaign, Task *copy) {
  make_on(campaign, phase_of(campaign), "extra", FUNCTION_FLOOR, "03-02", NULL);
}
static void edit_everything(Campaign *campaign, Task *copy) {
  edit_move(campaign, copy);
  edit_assign(campaign, copy);
  edit_title(campaign, copy);
}
static void edit_phase(Campaign *campaign, Task *copy) {
  phase_of(campaign)->last = D("2026-03-11");
  g_free(phase_of(campaign)->title);
  phase_of(campaign)->title = g_strdup("筹备");
  make_phase(campaign, "combat", "作战", "2026-03-12", "2026-03-12");
}

/* "moved task copy: 2026-03-03/2026-03-03 → … | sentence" */
static char *lines_of(const GPtrArray *changes) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < changes->len; i++) {
    const Change *change = g_ptr_array_index(changes, i);
    g_string_append_printf(out, "%s %s %s%s%s: %s → %s | %s\n", change_kind_ids[change->kind],
                           change_subject_ids[change->subject], change->id, change->occurrence ? "@" : "",
                           change->occurrence ? change->occurrence : "", change->from ? change->from : "-",
                           change->to ? change->to : "-", change->sentence);
  }
  return g_string_free(out, FALSE);
}

static void test_changes(void) {
  static const struct {
    Edit edit;
    const char *lines;
  } ROWS[] = {
      {edit_nothing, ""},
      {edit_move, "moved task copy: 2026-03-03/2026-03-03 → 2026-03-04/2026-03-04 | 「广告文案审核」从3月3日 "
                  "周二改到3月4日 周三。\n"},
      {edit_timed, "moved task copy: 2026-03-03/2026-03-03 → 2026-03-03T10:00/2026-03-03T12:00 | "
                   "「广告文案审核」从3月3日 周二改到3月3日 周二 10:00—12:00。\n"},
      {edit_night, "moved task copy: 2026-03-03/2026-03-03 → 2026-03-03T23:30/2026-03-04T00:30 | "
                   "「广告文案审核」从3月3日 周二改到3月3日 周二 23:30—3月4日 周三 00:30。\n"},
      {edit_bar, "moved task copy: 2026-03-03/2026-03-03 → 2026-03-03/2026-03-05 | 「广告文案审核」从3月3日 "
                 "周二改到3月3日 周二至3月5日 周四。\n"},
      {edit_due,
       "moved deadline copy: 2026-03-03 → 2026-03-06 | 「广告文案审核」的截止日从3月3日 周二改到3月6日 周五。\n"},
      {edit_assign, "reassigned task copy: mai → zhao | 「广告文案审核」（3月3日 周二）的负责人从mai改为赵敏。\n"},
      {edit_unassign, "reassigned task copy: mai →  | 「广告文案审核」（3月3日 周二）的负责人从mai改为没有人。\n"},
      {edit_title, "retitled task copy: 广告文案审核 → 文案终审 | 「广告文案审核」改名为「文案终审」。\n"},
      {edit_withdraw,
       "withdrawn task copy: 2026-03-03/2026-03-03 → - | 取消「广告文案审核」：原定3月3日 周二，负责人mai。\n"},
      {edit_add, "added task extra: - → 2026-03-02/2026-03-02 | 新增「extra」：3月2日 周一，负责人mai。\n"},
      {edit_everything,
       "moved task copy: 2026-03-03/2026-03-03 → 2026-03-04/2026-03-04 | 「文案终审」从3月3日 周二改到3月4日 周三。\n"
       "reassigned task copy: mai → zhao | 「文案终审」（3月4日 周三）的负责人从mai改为赵敏。\n"
       "retitled task copy: 广告文案审核 → 文案终审 | 「广告文案审核」改名为「文案终审」。\n"},
      {edit_phase, "moved phase prepare: 2026-03-01/2026-03-10 → 2026-03-01/2026-03-11 | "
                   "阶段「筹备」从3月1日 周日至3月10日 周二改到3月1日 周日至3月11日 周三。\n"
                   "retitled phase prepare: 备战 → 筹备 | 阶段「备战」改名为「筹备」。\n"
                   "added phase combat: - → 2026-03-12/2026-03-12 | 新增阶段「作战」：3月12日 周四。\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = shop_new();
    g_autoptr(DiagList) diags = diag_list_new();
    Task *copy = make_on(campaign, phase_of(campaign), "copy", FUNCTION_FLOOR, "03-03", NULL);
    set_title(copy, "广告文案审核");
    g_autoptr(Plan) before = sched_plan(campaign, NULL, diags);
    g_autoptr(OldPlan) old = old_of(before);
    ROWS[i].edit(campaign, copy);
    g_autoptr(Plan) after = sched_plan(campaign, NULL, diags);
    g_autoptr(GPtrArray) changes = diff_plans(old, after);
    g_autofree char *lines = lines_of(changes);
    g_assert_cmpstr(lines, ==, ROWS[i].lines);
    g_auto(GStrv) summary = diff_summary(changes);
    g_assert_cmpuint(g_strv_length(summary), ==, MAX(changes->len, 1));
    g_assert_cmpstr(summary[0], ==,
                    changes->len ? ((Change *)g_ptr_array_index(changes, 0))->sentence : "计划没有变化。");
  }
}

/* A task with a deadline of its own that moves along, and one whose deadline stays. */
static void test_deadlines(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  Task *copy = make_on(campaign, phase_of(campaign), "copy", FUNCTION_FLOOR, "03-03", "03-06");
  make_at(copy, "10:00 14:00");
  g_autoptr(Plan) before = sched_plan(campaign, NULL, diags);
  g_autoptr(OldPlan) old = old_of(before);
  copy->due = make_date("03-09"); /* two occurrences, one deadline */
  g_autoptr(Plan) after = sched_plan(campaign, NULL, diags);
  g_autoptr(GPtrArray) changes = diff_plans(old, after);
  g_autofree char *lines = lines_of(changes);
  g_assert_cmpstr(lines, ==,
                  "moved deadline copy: 2026-03-06 → 2026-03-09 | 「copy」的截止日从3月6日 周五改到3月9日 周一。\n");
  for (guint i = 0; i < old->tasks->len; i++) { /* a file in which due is null */
    g_array_index(old->tasks, OldTask, i).due = DAY_NONE;
  }
  g_autoptr(GPtrArray) again = diff_plans(old, after);
  g_assert_cmpuint(again->len, ==, 1);
  copy->due = make_date("03-06");
  copy->on = make_date("03-04"); /* days are part of the names here: other occurrences */
  g_autoptr(Plan) moved = sched_plan(campaign, NULL, diags);
  g_autoptr(GPtrArray) others = diff_plans(old, moved);
  g_auto(GStrv) summary = diff_summary(others);
  g_assert_cmpuint(others->len, ==, 4);
  g_assert_cmpuint(g_strv_length(summary), ==, 2);
  g_assert_cmpstr(summary[0], ==, "取消「copy」2 次：原定3月3日，原负责人mai。");
  g_assert_cmpstr(summary[1], ==, "新增「copy」2 次：3月4日，负责人mai。");
}

static void test_series(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  Task *watch = make_every(campaign, phase_of(campaign), "watch", FUNCTION_FLOOR, EVERY_DAY);
  g_autoptr(Plan) before = sched_plan(campaign, NULL, diags);
  g_autoptr(OldPlan) old = old_of(before);
  phase_of(campaign)->first = D("2026-03-03");
  phase_of(campaign)->last = D("2026-03-12");
  watch->assignee = store_person(campaign->store, "zhao");
  set_title(watch, "巡店");
  g_autoptr(Plan) after = sched_plan(campaign, NULL, diags);
  g_autoptr(GPtrArray) changes = diff_plans(old, after);
  g_auto(GStrv) summary = diff_summary(changes);
  g_autofree char *text = g_strjoinv("\n", summary);
  g_assert_cmpstr(text, ==,
                  "阶段「备战」从3月1日 周日至3月10日 周二改到3月3日 周二至3月12日 周四。\n"
                  "取消「watch」2 次：原定3月1日—3月2日，原负责人mai。\n"
                  "「巡店」8 次（3月3日—3月10日）的负责人从mai改为赵敏。\n"
                  "「watch」改名为「巡店」。\n"
                  "新增「巡店」2 次：3月11日—3月12日，负责人赵敏。");
}

/* Files that others wrote: phases that are gone, people who left, missing fields, an occurrence twice. */
static void test_foreign(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(OldPlan) old = oldplan_new();
  oldplan_add_phase(old, "aftermath", NULL, D("2026-03-18"), D("2026-03-31"));
  oldplan_add_phase(old, "prepare", "备战", D("2026-03-01"), D("2026-03-10"));
  OldTask task = {.id = "gone", .owner = "left", .all_day = TRUE, .due = DAY_NONE};
  task.start = make_moment("2026-03-02");
  task.end = make_moment("2026-03-03");
  oldplan_add_task(old, &task);
  oldplan_add_task(old, &task);
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autoptr(GPtrArray) changes = diff_plans(old, plan);
  g_autofree char *lines = lines_of(changes);
  g_assert_cmpstr(
      lines, ==,
      "withdrawn phase aftermath: 2026-03-18/2026-03-31 → - | 取消阶段「aftermath」：原定3月18日 周三至3月31日 周二。\n"
      "withdrawn task gone: 2026-03-02/2026-03-02 → - | 取消「gone」：原定3月2日 周一，负责人left。\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/diff/changes", test_changes);
  g_test_add_func("/diff/deadlines", test_deadlines);
  g_test_add_func("/diff/series", test_series);
  g_test_add_func("/diff/foreign", test_foreign);
  return g_test_run();
}
