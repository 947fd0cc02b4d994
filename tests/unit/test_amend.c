/* The record's layer of the plan: changes in, the changed rows and the sentences below the plan out. */
#include "sched/diff.h"
#include "unit/change.h"
#include "unit/shop.h"

static Campaign *shop_new(void) {
  Campaign *campaign = make_shop();
  Phase *prepare = g_ptr_array_index(campaign->phases, 0);
  Task *price = make_on(campaign, prepare, "post-price", FUNCTION_SERVICE, "03-08", NULL);
  shop_title(price, "价签换新");
  price->locked = TRUE;
  Task *twice = make_on(campaign, prepare, "twice", FUNCTION_SERVICE, "03-02", "03-05");
  shop_title(twice, "早晚巡店");
  make_at(twice, "09:00 17:00");
  return campaign;
}

static void say_row(const Plan *plan, const PlanTask *task, GString *out) {
  char start[DAY_TEXT], end[DAY_TEXT], due[DAY_TEXT], from[DAY_TEXT], to[DAY_TEXT];
  plan_key(task, out);
  g_string_append_printf(out, " %s", day_iso(moment_day(task->start), start));
  if (!task->all_day) {
    g_string_append_printf(out, "T%s-%s", minute_clock(moment_minute(task->start), from),
                           minute_clock(moment_minute(task->end), to));
  } else if (moment_day(task->end - 1) != moment_day(task->start)) {
    g_string_append_printf(out, "/%s", day_iso(moment_day(task->end - 1), end));
  }
  g_string_append_printf(out, "%s%s", task->has_due ? " due " : "", task->has_due ? day_iso(task->due, due) : "");
  g_string_append_printf(out, " %s %s%s%s", task->owner != NULL ? task->owner->id : "-",
                         task->phase != NULL ? task->phase->id : "-", task->department != NULL ? " " : "",
                         task->department != NULL ? task->department->id : "");
  g_string_append_c(out, '\n');
}

static char *said(const Plan *plan) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < plan->tasks->len; i++) {
    if (plan_task_layer(plan_task(plan, i)) == LAYER_RECORD) {
      say_row(plan, plan_task(plan, i), out);
    }
  }
  for (guint i = 0; i < plan->notes->len; i++) {
    g_string_append_printf(out, "! %s\n", ((const PlanNote *)g_ptr_array_index(plan->notes, i))->text);
  }
  return g_string_free(out, FALSE);
}

static const struct {
  const char *changes, *expected;
} rows[] = {
    /* added: the phase that holds its day, else none; by function or person; timed or not; with a deadline */
    {"add add-1 on=2027-03-04 title=擦冷柜 function=service", "add-1 2027-03-04 wang prepare service\n"},
    {"add add-1 on=2027-03-16 at=15:00 title=接待 to=qian", "add-1 2027-03-16T15:00-15:30 qian combat\n"},
    {"add add-1 on=2027-04-10 at=09:00 lasts=120 due=2027-04-12 title=复盘 to=sun",
     "add-1 2027-04-10T09:00-11:00 due 2027-04-12 sun - operations\n"},
    {"add add-1 on=2027-03-04 lasts=4320 title=盘点 function=warehouse", "add-1 2027-03-04/2027-03-06 liu prepare\n"},
    {"add train on=2027-03-04 title=重名 function=service",
     "! 任务记录里3月1日 周一刘洋的一次新增（train）现在用不上：已经有代号叫 train 的任务。\n"},
    {"add add-1 on=2026-03-04 title=去年 function=service",
     "! 任务记录里3月1日 周一刘洋的一次新增（add-1）现在用不上：「去年」写的日子 2026-03-04 不在 2027 年。\n"},
    {"add add-1 on=2027-03-04 title=离职 to=nobody",
     "! 任务记录里3月1日 周一刘洋的一次新增（add-1）现在用不上：名单上没有“nobody”。\n"},
    {"add add-1 on=2027-03-04 due=2027-03-03 title=倒着 to=sun",
     "! 任务记录里3月1日 周一刘洋的一次新增（add-1）现在用不上：「倒着」的截止日 3月3日 周三 早于要做的 3月4日 "
     "周四。\n"},
    /* moved: what is not named stays */
    {"move screen-copy on=2027-03-04", "screen-copy 2027-03-04 due 2027-03-09 sun prepare operations\n"},
    {"move screen-copy on=2027-03-04 due=2027-03-10", "screen-copy 2027-03-04 due 2027-03-10 sun prepare operations\n"},
    {"move screen-copy on=2027-03-04 at=10:00",
     "screen-copy 2027-03-04T10:00-10:30 due 2027-03-09 sun prepare operations\n"},
    {"move train on=2027-03-09", "train 2027-03-09T14:00-16:00 liu prepare\n"},
    {"move train on=2027-03-09 at=09:00 lasts=60", "train 2027-03-09T09:00-10:00 liu prepare\n"},
    {"move train on=2027-02-20", "train 2027-02-20T14:00-16:00 liu prepare\n"},
    {"move hourly-watch@2027-03-12T1400 on=2027-03-12 at=15:00",
     "hourly-watch@2027-03-12T1400 2027-03-12T15:00-15:30 wang combat service\n"},
    {"move twice on=2027-03-03", "twice@2027-03-02T0900 2027-03-03T09:00-09:30 due 2027-03-05 wang prepare service\n"
                                 "twice@2027-03-02T1700 2027-03-03T17:00-17:30 due 2027-03-05 wang prepare service\n"},
    {"move train on=2027-03-08\nmove train on=2027-03-09 at=09:00", "train 2027-03-09T09:00-11:00 liu prepare\n"},
    {"add add-1 on=2027-03-04 title=擦冷柜 function=service\nmove add-1 on=2027-03-20",
     "add-1 2027-03-20 wang aftermath service\n"},
    {"move train on=2027-03-11",
     "! 任务记录里3月1日 周一刘洋的一次改期（train）现在用不上：「应答口径培训」要排到 3月11日 "
     "周四，晚于所在阶段「备战」的最后一天 3月10日 周三。要放到后面的阶段，就取消这一项，再新增一项。\n"},
    {"move screen-copy on=2027-03-10",
     "! 任务记录里3月1日 周一刘洋的一次改期（screen-copy）现在用不上：「广告文案审核」的截止日 3月9日 周二 "
     "早于要做的 3月10日 周三，请同时写新的截止日。\n"},
    {"move hourly-watch on=2027-03-12",
     "! 任务记录里3月1日 "
     "周一刘洋的一次改期（hourly-watch）现在用不上：「疑难问题清零」要做 21 次，请写明改哪一次，例如 "
     "hourly-watch@2027-03-11T1000。\n"},
    {"move twice on=2027-03-03 at=10:00",
     "! 任务记录里3月1日 周一刘洋的一次改期（twice）现在用不上：「早晚巡店」要做 2 次，请写明改哪一次，例如 "
     "twice@2027-03-02T0900。\n"},
    {"move hourly-watch@2027-03-12T1400 on=2027-03-12 due=2027-03-13",
     "! 任务记录里3月1日 "
     "周一刘洋的一次改期（hourly-watch）现在用不上：「疑难问题清零」是反复做的工作，没有截止日可改。\n"},
    {"move twice@2027-03-02T0900 on=2027-03-03 due=2027-03-06",
     "! 任务记录里3月1日 周一刘洋的一次改期（twice）现在用不上：「早晚巡店」的截止日是整个任务的，改截止日请写 "
     "twice，不写 @ 后面的场次。\n"},
    {"move hourly-watch@2027-03-12T1500 on=2027-03-12",
     "! 任务记录里3月1日 周一刘洋的一次改期（hourly-watch）现在用不上：「疑难问题清零」没有 2027-03-12T1500 "
     "这一次。\n"},
    {"move post-price on=2027-03-09",
     "! 任务记录里3月1日 "
     "周一刘洋的一次改期（post-price）现在用不上：「价签换新」是锁定的任务，可以完成、换人，不能改期或取消。\n"},
    {"move gone on=2027-03-09", "! 任务记录里3月1日 周一刘洋的一次改期（gone）现在用不上：计划里没有任务 gone。\n"},
    /* what others wait for */
    {"move screen-goods on=2027-03-03 due=2027-03-10",
     "screen-goods 2027-03-03 due 2027-03-10 sun prepare operations\n"
     "! 「广告文案审核」最迟 3月9日 周二 完成，它等的「商品自查」却要到 3月10日 周三 才完成，请把其中一项再改一改。\n"},
    /* assigned: the whole task or one time */
    {"assign train to=wang", "train 2027-03-05T14:00-16:00 wang prepare service\n"},
    {"assign post-price to=zhao", "post-price 2027-03-08 zhao prepare service\n"},
    {"assign hourly-watch@2027-03-12T1400 to=zhao",
     "hourly-watch@2027-03-12T1400 2027-03-12T14:00-14:30 zhao combat service\n"},
    {"assign train to=gone", "! 任务记录里3月1日 周一刘洋的一次换人（train）现在用不上：名单上没有“gone”。\n"},
    /* dropped, and who waited for it */
    {"drop screen-goods reason=供货商已查", "! 「商品自查」已经取消：供货商已查（刘洋）。\n"
                                            "! 「广告文案审核」不再等「商品自查」（已经取消）。\n"},
    {"drop hourly-watch@2027-03-12T1400", "! 「疑难问题清零」3月12日 周五 14:00 这一次已经取消：缺人（刘洋）。\n"},
    {"drop train\nmove train on=2027-03-09",
     "! 「应答口径培训」已经取消：缺人（刘洋）。\n"
     "! 任务记录里3月1日 周一刘洋的一次改期（train）现在用不上：「应答口径培训」（train）不在现在的计划里。\n"},
    {"drop twice@2027-03-02T0900\ndrop twice@2027-03-02T1700",
     "! 「早晚巡店」3月2日 周二 09:00 这一次已经取消：缺人（刘洋）。\n"
     "! 「早晚巡店」3月2日 周二 17:00 这一次已经取消：缺人（刘洋）。\n"},
    {"drop post-price",
     "! 任务记录里3月1日 "
     "周一刘洋的一次取消（post-price）现在用不上：「价签换新」是锁定的任务，可以完成、换人，不能改期或取消。\n"},
    /* done changes no plan, whatever became of the task */
    {"done train\ndone gone\ndone post-price", ""},
    /* taken back */
    {"move train on=2027-03-08\nundo train undoes=1", ""},
    {"move train on=2027-03-08\nmove train on=2027-03-09\nundo train undoes=2",
     "train 2027-03-08T14:00-16:00 liu prepare\n"},
    {"add add-1 on=2027-03-04 title=擦冷柜 function=service\nundo add-1 undoes=1", ""},
};

static void test_rows(void) {
  g_autoptr(DiagList) none = diag_list_new();
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Campaign *campaign = shop_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GPtrArray) changes = make_changes(rows[i].changes);
    g_autoptr(Plan) plan = sched_plan(campaign, changes, diags);
    g_autofree char *text = said(plan);
    g_test_message("%s", rows[i].changes);
    g_assert_cmpstr(text, ==, rows[i].expected);
    g_assert_false(diag_has_errors(diags)); /* whatever the record holds, the plan is made */
    g_clear_pointer(&plan, plan_free);
    campaign_free(campaign);
  }
}

static void test_same_rules(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Campaign *campaign = shop_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GPtrArray) changes = make_changes(rows[i].changes);
    TaskChange *last = g_ptr_array_index(changes, changes->len - 1);
    g_autoptr(GPtrArray) before = g_ptr_array_new();
    for (guint k = 0; k + 1 < changes->len; k++) {
      g_ptr_array_add(before, g_ptr_array_index(changes, k));
    }
    g_autoptr(Plan) plan = sched_plan(campaign, before, diags);
    g_autofree char *why = sched_refusal(plan, last);
    const char *noted = last->kind == TASK_DONE ? NULL : strstr(rows[i].expected, "现在用不上：");
    g_test_message("%s", rows[i].changes);
    if (noted != NULL) {
      g_autofree char *expected = g_strchomp(g_strdup(noted + strlen("现在用不上：")));
      g_assert_cmpstr(why, ==, expected);
    } else {
      g_assert_cmpstr(why, ==, NULL);
    }
    g_clear_pointer(&plan, plan_free);
    campaign_free(campaign);
  }
}

static char *uids(const Plan *plan, const char *task) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < plan->events->len; i++) {
    const PlanEvent *event = plan_event(plan, i);
    if (event->kind != EVENT_BANNER && strcmp(plan_task(plan, event->index)->task->id, task) == 0) {
      plan_event_uid(plan, event, out);
      g_string_append_c(out, ' ');
    }
  }
  return g_string_free(out, FALSE);
}

/* A moved occurrence is the same event in everybody's calendar. */
static void test_uids(void) {
  static const char *const tasks[] = {"screen-copy", "hourly-watch", "twice", "train"};
  Campaign *campaign = shop_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GPtrArray) changes =
      make_changes("move screen-copy on=2027-03-04 due=2027-03-10\nmove hourly-watch@2027-03-11T1000 on=2027-03-11 "
                   "at=11:00\nmove twice on=2027-03-03\nassign train to=wang\nmove train on=2027-03-08");
  g_autoptr(Plan) before = sched_plan(campaign, NULL, diags);
  g_autoptr(Plan) after = sched_plan(campaign, changes, diags);
  for (guint i = 0; i < G_N_ELEMENTS(tasks); i++) {
    g_autofree char *one = uids(before, tasks[i]), *other = uids(after, tasks[i]);
    g_assert_cmpstr(one, ==, other);
  }
  g_clear_pointer(&before, plan_free);
  g_clear_pointer(&after, plan_free);
  campaign_free(campaign);
}

static void test_occurrence(void) {
  static const struct {
    const char *text;
    gboolean good;
    int minute;
  } names[] = {{"2027-03-11", TRUE, -1},  {"2027-03-11T1000", TRUE, 600}, {"2027-03-11T2400", FALSE, -1},
               {"2027-02-30", FALSE, -1}, {"2027-03-11T10:0", FALSE, -1}, {"2027-03-11X1000", FALSE, -1},
               {"", FALSE, -1},           {"2027-03-1", FALSE, -1}};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    Day day;
    int minute;
    gboolean good = plan_parse_occurrence(names[i].text, &day, &minute);
    g_assert_cmpint(good, ==, names[i].good);
    if (good) {
      g_assert_cmpint(day, ==, D("2027-03-11"));
      g_assert_cmpint(minute, ==, names[i].minute);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/amend/rows", test_rows);
  g_test_add_func("/amend/same-rules", test_same_rules);
  g_test_add_func("/amend/uids", test_uids);
  g_test_add_func("/amend/occurrence", test_occurrence);
  return g_test_run();
}
