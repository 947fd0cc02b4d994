/* Who does what and who gets what (CONTRACT §3), and the warnings about people. */
#include "unit/maker.h"

/* service: owner wang, supervisor li, backup zhao; office: owner fa, supervisor li; sun holds pr without a department, xu training in service. */
static Campaign *shop_new(void) {
  Campaign *campaign = make_campaign(2027);
  daytable_drop_year(campaign->days, 2027);
  make_year(campaign, 2027, YEAR_OFFICIAL);
  Department *service =
      make_department(campaign, "service", "客服部", 1u << FUNCTION_SERVICE, WORKDAYS_CALENDAR, "wang");
  Department *office = make_department(campaign, "office", "法务部", 1u << FUNCTION_LEGAL, WORKDAYS_CALENDAR, "fa");
  service->supervisor = office->supervisor = make_person(campaign, "li", "李雷", NULL);
  service->backup = make_person(campaign, "zhao", "赵敏", service);
  campaign->store->roles[FUNCTION_PR] = make_person(campaign, "sun", "孙立", NULL);
  campaign->store->roles[FUNCTION_TRAINING] = make_person(campaign, "xu", "徐静", service);
  make_phase(campaign, "prepare", "备战", "2027-03-01", "2027-03-10");
  return campaign;
}

static Phase *phase_of(Campaign *campaign) {
  return g_ptr_array_index(campaign->phases, 0);
}

/* "e campaign dept:service staff:wang" */
static char *audiences_of(const Plan *plan, EventKind kind) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < plan->events->len; i++) {
    const PlanEvent *event = plan_event(plan, i);
    if (event->kind != kind) {
      continue;
    }
    for (guint a = 0; a < plan->audiences->len; a++) {
      if (plan_event_reaches(plan, event, a)) {
        g_string_append(out, out->len ? " " : "");
        plan_audience_id(plan_audience(plan, a), out);
      }
    }
  }
  return g_string_free(out, FALSE);
}

static void test_who(void) {
  static const struct {
    Function function;
    const char *assignee;
    WordSet support;
    const char *owner, *department;
    gboolean assigned;
    const char *event, *deadline;
  } ROWS[] = {
      /* a department's task: the department, its owner; the supervisor only for the deadline */
      {FUNCTION_SERVICE, NULL, 0, "wang", "service", FALSE, "campaign dept:service staff:wang",
       "campaign dept:service staff:wang staff:li"},
      {FUNCTION_SERVICE, NULL, 1u << FUNCTION_LEGAL, "wang", "service", FALSE,
       "campaign dept:service dept:office staff:wang", "campaign dept:service dept:office staff:wang staff:li"},
      {FUNCTION_SERVICE, NULL, 1u << FUNCTION_SERVICE | 1u << FUNCTION_HR, "wang", "service", FALSE,
       "campaign dept:service staff:wang", "campaign dept:service staff:wang staff:li"},
      /* assigned to somebody of the department: not the owner's, who reads it in the department's */
      {FUNCTION_NONE, "zhao", 0, "zhao", "service", TRUE, "campaign dept:service staff:zhao",
       "campaign dept:service staff:li staff:zhao"},
      {FUNCTION_NONE, "wang", 0, "wang", "service", TRUE, "campaign dept:service staff:wang",
       "campaign dept:service staff:wang staff:li"},
      /* to the supervisor himself: once */
      {FUNCTION_NONE, "li", 0, "li", NULL, TRUE, "campaign staff:li", "campaign staff:li"},
      /* a role, with and without a department of the person's own */
      {FUNCTION_PR, NULL, 1u << FUNCTION_SERVICE, "sun", NULL, TRUE, "campaign dept:service staff:sun",
       "campaign dept:service staff:sun"},
      {FUNCTION_TRAINING, NULL, 0, "xu", "service", TRUE, "campaign dept:service staff:xu",
       "campaign dept:service staff:li staff:xu"},
      /* nobody covers it: the manager */
      {FUNCTION_FLOOR, NULL, 0, "liu", NULL, TRUE, "campaign staff:liu", "campaign staff:liu"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = shop_new();
    g_autoptr(DiagList) diags = diag_list_new();
    Task *task = make_on(campaign, phase_of(campaign), "t", ROWS[i].function, "start", "end");
    task->assignee = ROWS[i].assignee ? store_person(campaign->store, ROWS[i].assignee) : NULL;
    task->support = ROWS[i].support;
    g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
    const PlanTask *one = plan_task(plan, 0);
    g_test_message("%u", i);
    g_assert_cmpstr(one->owner->id, ==, ROWS[i].owner);
    g_assert_cmpstr(one->department ? one->department->id : NULL, ==, ROWS[i].department);
    g_assert_cmpint(one->assigned, ==, ROWS[i].assigned);
    g_autofree char *event = audiences_of(plan, EVENT_EVENT), *deadline = audiences_of(plan, EVENT_DEADLINE);
    g_assert_cmpstr(event, ==, ROWS[i].event);
    g_assert_cmpstr(deadline, ==, ROWS[i].deadline);
    g_autofree char *banner = audiences_of(plan, EVENT_BANNER); /* everybody, those with nothing else too */
    g_assert_cmpstr(
        banner, ==,
        "campaign dept:service dept:office staff:liu staff:wang staff:fa staff:li staff:zhao staff:sun staff:xu");
  }
}

/* A post goes to whoever holds it that day. */
static void test_post(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  make_post(campaign, "duty-manager", "2027-03-01", "wang fa wang - - sun");
  Task *task = make_every(campaign, phase_of(campaign), "round", FUNCTION_NONE, EVERY_DAY);
  task->post = intern_string("duty-manager");
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  static const char *const OWNERS[] = {"wang", "fa", "wang", NULL, NULL, "sun", NULL, NULL, NULL, NULL};
  static const char *const DEPARTMENTS[] = {"service", "office", "service", NULL, NULL, NULL, NULL, NULL, NULL, NULL};
  g_assert_cmpuint(plan->tasks->len, ==, 10);
  for (guint i = 0; i < 10; i++) {
    const PlanTask *one = plan_task(plan, i);
    g_assert_cmpstr(one->owner ? one->owner->id : NULL, ==, OWNERS[i]);
    g_assert_cmpstr(one->department ? one->department->id : NULL, ==, DEPARTMENTS[i]);
  }
  g_assert_cmpuint(plan->audience_sets->len, ==,
                   5); /* everybody; wang; fa; nobody but the campaign; sun: each set once */
  g_autofree char *messages = make_messages(diags);
  g_assert_cmpstr(messages, ==,
                  "W003: 值班经理没有人值班：3月4日—3月5日、3月7日—3月10日。「round」这些天没有负责人。\n");
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < plan->events->len; i++) {
    if (plan_event(plan, i)->kind == EVENT_EVENT) {
      plan_event_description(plan, plan_event(plan, i), text);
      g_string_append_c(text, '|');
    }
  }
  g_assert_true(
      g_str_has_prefix(text->str, "负责人：wang（值班经理）\n部门：客服部|负责人：fa（值班经理）\n部门：法务部|"));
  g_assert_nonnull(strstr(text->str, "|负责人：当天没有排值班经理|"));
}

static void test_post_without_roster(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  Task *task = make_on(campaign, phase_of(campaign), "round", FUNCTION_NONE, "start", NULL);
  task->post = intern_string("guard");
  make_at(task, "09:00 21:00");
  plan_free(sched_plan(campaign, NULL, diags));
  Task *manager = make_on(campaign, phase_of(campaign), "walk", FUNCTION_NONE, "start", NULL);
  manager->post = intern_string("manager");
  g_autoptr(Plan) again = sched_plan(campaign, NULL, diags);
  for (guint i = 0; i < again->tasks->len; i++) {
    g_assert_true(plan_task(again, i)->owner == campaign->store->manager);
  }
  g_autofree char *messages = make_messages(diags); /* 店长 needs no note */
  g_assert_cmpstr(messages, ==, "N003: 排班表里没有guard这一行，该岗位的任务归店长刘洋。\n");
}

/* Departments by shifts: days of the campaign on which the roster has nobody. */
static void test_empty_shifts(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  Department *service = store_department(campaign->store, "service");
  service->workdays = WORKDAYS_SHIFT;
  make_code(campaign, "早", 420, 900);
  /* from 26 February: the 1st, 3rd, 5th, 7th and 9th stand alone, the 10th is not on the roster */
  make_roster(campaign, service->owner, "2027-02-26", "休 休 休 休 早 休 早 休 早 休 早 休");
  make_range(campaign->store->closed, "2027-03-03", "2027-03-03");
  plan_free(sched_plan(campaign, NULL, diags));
  g_autofree char *messages = make_messages(diags);
  g_assert_cmpstr(messages, ==, "W003: 客服部没有人当班：3月1日、3月5日、3月7日、3月9日。\n");
  make_leave(service->owner, "2027-03-02", "2027-03-10", NULL);
  g_autoptr(DiagList) more = diag_list_new();
  plan_free(sched_plan(campaign, NULL, more));
  g_autofree char *longer = make_messages(more);
  g_assert_cmpstr(longer, ==, "W003: 客服部没有人当班：3月1日—3月2日、3月4日—3月9日。\n");
}

static void test_many_days(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  phase_of(campaign)->last = D("2027-03-20");
  make_post(campaign, "duty-manager", "2027-03-01", "- fa - fa - fa - fa - fa - fa - fa - fa - fa - fa");
  Task *task = make_every(campaign, phase_of(campaign), "round", FUNCTION_NONE, EVERY_DAY);
  task->post = intern_string("duty-manager");
  plan_free(sched_plan(campaign, NULL, diags));
  g_autofree char *messages = make_messages(diags);
  g_assert_cmpstr(
      messages, ==,
      "W003: 值班经理没有人值班：3月1日、3月3日、3月5日、3月7日、3月9日 等 10 天。「round」这些天没有负责人。\n");
}

static void test_leave(void) {
  static const struct {
    const char *who, *backup, *backup_away, *reason, *says;
  } ROWS[] = {
      {"wang", "zhao", NULL, "婚假",
       "W004: wang 3月2日—3月3日请假（婚假），这几天要由本人负责：「a」（3月2日）、「b」（3月3日）；备份人是赵敏。\n"},
      {"wang", "zhao", "2027-03-03", NULL,
       "W004: wang 3月2日—3月3日请假，这几天要由本人负责：「a」（3月2日）、「b」（3月3日）；备份人赵敏当天也请假。\n"},
      {"wang", NULL, NULL, NULL,
       "W004: wang 3月2日—3月3日请假，这几天要由本人负责：「a」（3月2日）、「b」（3月3日）；备份人是刘洋。\n"},
      {"fa", "zhao", NULL, NULL, ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = shop_new();
    g_autoptr(DiagList) diags = diag_list_new();
    store_department(campaign->store, "service")->backup =
        ROWS[i].backup ? store_person(campaign->store, ROWS[i].backup) : NULL;
    make_leave(store_person(campaign->store, ROWS[i].who), "2027-03-02", "2027-03-03", ROWS[i].reason);
    if (ROWS[i].backup_away) {
      make_leave(store_person(campaign->store, ROWS[i].backup), ROWS[i].backup_away, ROWS[i].backup_away, NULL);
    }
    make_at(make_on(campaign, phase_of(campaign), "a", FUNCTION_SERVICE, "03-02", NULL), "09:00 15:00"); /* told once */
    make_on(campaign, phase_of(campaign), "b", FUNCTION_SERVICE, "03-03", NULL);
    make_on(campaign, phase_of(campaign), "c", FUNCTION_SERVICE, "03-04", NULL);
    make_every(campaign, phase_of(campaign), "d", FUNCTION_SERVICE, EVERY_DAY); /* routine goes on without */
    plan_free(sched_plan(campaign, NULL, diags));
    g_autofree char *messages = make_messages(diags);
    g_assert_cmpstr(messages, ==, ROWS[i].says);
  }
}

static void test_manager_on_leave(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  make_leave(campaign->store->manager, "2027-03-02", "2027-03-02", NULL);
  for (int i = 0; i < 7; i++) {
    g_autofree char *id = g_strdup_printf("t%d", i);
    make_on(campaign, phase_of(campaign), id, FUNCTION_FLOOR, "03-02", NULL);
  }
  plan_free(sched_plan(campaign, NULL, diags));
  g_autofree char *messages = make_messages(diags);
  g_assert_nonnull(strstr(
      messages, "W004: 刘洋 3月2日请假，这几天要由本人负责：「t0」（3月2日）、「t1」（3月2日）、「t2」（3月2日）、"
                "「t3」（3月2日）、「t4」（3月2日） 等 7 项；没有备份人。\n"));
}

static void test_uncovered(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  make_on(campaign, phase_of(campaign), "a", FUNCTION_FLOOR, "start", NULL);
  make_on(campaign, phase_of(campaign), "b", FUNCTION_WAREHOUSE, "start", NULL);
  make_on(campaign, phase_of(campaign), "c", FUNCTION_FLOOR, "end", NULL);
  make_on(campaign, phase_of(campaign), "d", FUNCTION_PR, "end", NULL);                             /* a role covers */
  make_on(campaign, phase_of(campaign), "e", FUNCTION_IT, "end", NULL)->scales = 1u << SCALE_LARGE; /* not here */
  plan_free(sched_plan(campaign, NULL, diags));
  g_autofree char *messages = make_messages(diags);
  g_assert_cmpstr(messages, ==, "N003: 这些职能没有部门承担，任务归店长刘洋：仓储、卖场。\n");
}

static void test_alone(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  Phase *phase = make_phase(campaign, "prepare", "备战", "2026-03-05", "2026-03-14");
  make_on(campaign, phase, "a", FUNCTION_FLOOR, "start", "end");
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autofree char *messages = make_messages(diags), *event = audiences_of(plan, EVENT_EVENT);
  g_assert_cmpstr(messages, ==, "N003: 本店没有设部门，任务都归店长刘洋。\n");
  g_assert_cmpstr(event, ==, "campaign staff:liu");
}

/* More people than can be numbered: a sentence, and nobody gets another's calendar. */
static void test_too_many_people(void) {
  g_autoptr(Campaign) campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  for (int i = 0; i < 66000; i++) {
    make_person(campaign, "p", "某人", NULL);
  }
  Task *task = make_on(campaign, phase_of(campaign), "t", FUNCTION_NONE, "start", NULL);
  task->assignee = g_ptr_array_index(campaign->store->people, campaign->store->people->len - 1);
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autofree char *messages = make_messages(diags), *event = audiences_of(plan, EVENT_EVENT);
  g_assert_cmpstr(messages, ==, "E010: 部门和人员一共 66009 个，超过了 65534 个。\n");
  g_assert_cmpstr(event, ==, "campaign");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/audience/who", test_who);
  g_test_add_func("/audience/post", test_post);
  g_test_add_func("/audience/post-without-roster", test_post_without_roster);
  g_test_add_func("/audience/empty-shifts", test_empty_shifts);
  g_test_add_func("/audience/many-days", test_many_days);
  g_test_add_func("/audience/leave", test_leave);
  g_test_add_func("/audience/manager-on-leave", test_manager_on_leave);
  g_test_add_func("/audience/uncovered", test_uncovered);
  g_test_add_func("/audience/alone", test_alone);
  g_test_add_func("/audience/too-many-people", test_too_many_people);
  return g_test_run();
}
