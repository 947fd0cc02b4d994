/* load/load_phase and load_task: what a phase and its tasks may say. */
#include "workspace.h"

#define OWN "phase: own\ntitle: 本店\norder: 5\ndates:\n  standard: {from: 03-20, to: 03-22}\n"

static void test_whole(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(
      &w.home, "phases/own.yaml",
      "phase: own\ntitle: 本店阶段\nformal: 正式名\nnote: 一句说明\norder: 5\n"
      "dates:\n  standard: {from: 03-20, to: 03-22}\n  solo: {from: 03-20, to: 03-21}\nsign: daily\n"
      "rules: [{id: r, text: 规矩}]\n"
      "tasks:\n"
      "  - {id: once, title: 一次, function: pr, support: [legal, it], for: [shop], on: 315-1wd, at: \"10:00\", lasts: "
      "2h,\n"
      "     due: end, workday: previous, needs: [watch, once2], remind: [1d, 2h], scales: [standard, large], effort: "
      "20m,\n"
      "     risk: [罚款, 口碑], notes: \"甲\\n乙\", locked: true, checklist: stock-expiry}\n"
      "  - {id: once2, title: 两天, assignee: wang.fang, on: 03-20, lasts: 2d, remind: [1d]}\n"
      "  - {id: weekly, title: 每周, assignee: post:duty-manager, every: week, weekday: fri, from: start, to: end-1d,\n"
      "     at: [\"14:00\", \"10:00\"]}\n"
      "  - {id: shifts, title: 每班, function: floor, every: shift, lasts: 15m}\n");
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "N008 本店阶段：一句说明\n");
  const Phase *p = campaign_phase(w.campaign, "own");
  g_assert_cmpstr(p->formal, ==, "正式名");
  g_assert_true(p->on);
  g_assert_cmpint(p->first, ==, day_from(2026, 3, 20));
  g_assert_cmpint(p->last, ==, day_from(2026, 3, 22));
  g_assert_cmpint(p->sign, ==, SIGN_DAILY);
  g_assert_cmpuint(p->rules->len, ==, 1);
  g_assert_cmpuint(p->layer, ==, 1);
  g_assert_cmpstr(layer_title(w.campaign, p->layer), ==, "本店文件");
  const Task *t = campaign_task(w.campaign, "once");
  g_assert_cmpint(t->function, ==, FUNCTION_PR);
  g_assert_cmpuint(t->support, ==, 1u << FUNCTION_LEGAL | 1u << FUNCTION_IT);
  g_assert_cmpuint(t->kinds, ==, 1u << KIND_SHOP);
  g_assert_cmpuint(t->scales, ==, 1u << SCALE_STANDARD | 1u << SCALE_LARGE);
  g_assert_cmpint(t->on.base, ==, DATE_315);
  g_assert_cmpint(t->on.offset, ==, -1);
  g_assert_cmpint(t->every, ==, EVERY_NONE);
  g_assert_cmpuint(t->n_at, ==, 1);
  g_assert_cmpint(t->lasts, ==, 120);
  g_assert_cmpint(t->due.base, ==, DATE_END);
  g_assert_cmpint(t->workday, ==, SHIFT_PREVIOUS);
  g_assert_cmpuint(t->n_needs, ==, 2);
  g_assert_cmpstr(t->needs[1], ==, "once2");
  g_assert_cmpuint(t->n_remind, ==, 2);
  g_assert_cmpint(t->remind[0].minutes, ==, 1440);
  g_assert_cmpint(t->effort, ==, 20);
  g_assert_cmpstr(t->risk, ==, "罚款、口碑");
  g_assert_cmpstr(t->notes, ==, "甲\n乙");
  g_assert_true(t->locked);
  g_assert_cmpstr(t->checklist, ==, "stock-expiry");
  g_assert_cmpuint(t->layer, ==, 1);
  g_assert_cmpuint(t->pos.line, ==, 12);
  t = campaign_task(w.campaign, "once2");
  g_assert_cmpint(t->function, ==, FUNCTION_NONE);
  g_assert_cmpstr(t->assignee->name, ==, "王芳");
  g_assert_cmpint(t->lasts_days, ==, 2);
  t = campaign_task(w.campaign, "weekly");
  g_assert_cmpstr(t->post, ==, "duty-manager");
  g_assert_cmpint(t->weekday, ==, FRIDAY);
  g_assert_cmpint(t->at[0], ==, 600);
  g_assert_cmpint(t->at[1], ==, 840);
  g_assert_cmpint(t->to.offset, ==, -1);
  g_assert_cmpint(campaign_task(w.campaign, "shifts")->every, ==, EVERY_SHIFT);
  g_assert_null(campaign_task(w.campaign, "none"));
  g_assert_cmpint(campaign_task(w.campaign, "watch")->layer, ==, 0);
  workspace_free(&w);
}

/* One task in a phase of the store's own; the task stands on line 7. */
static void test_task_problems(void) {
  static const struct {
    const char *task, *expected, *part;
  } rows[] = {
      {"{id: a, title: 甲, function: pr, on: start}", "", NULL},
      {"{title: 甲, function: pr, on: start}", "E014@7:5", "`id`"},
      {"{id: a, function: pr, on: start}", "E014@7:5", "`title`"},
      {"{id: a, title: 甲, on: start}", "E014@7:5", "由谁做"},
      {"{id: a, title: 甲, function: pr}", "E048@7:5", "没有写哪天做"},
      {"{id: a, title: 甲, function: pr, on: start, every: day}", "E048@7:48", "同时"},
      {"{id: a, title: 甲, function: pr, every: day, due: end}", "E049@7:49", "`due`"},
      {"{id: a, title: 甲, function: pr, every: day, workday: next}", "E049@7:49", "every: workday"},
      {"{id: a, title: 甲, function: pr, on: start, from: start}", "E048@7:48", "`from`"},
      {"{id: a, title: 甲, function: pr, on: start, weekday: mon}", "E048@7:48", "`weekday`"},
      {"{id: a, title: 甲, function: pr, every: week}", "E049@7:37", "weekday: mon"},
      {"{id: a, title: 甲, function: pr, every: day, weekday: mon}", "E049@7:49", "every: week"},
      {"{id: a, title: 甲, function: pr, every: shift, at: \"10:00\"}", "E049@7:51", "every: day"},
      {"{id: a, title: 甲, function: pr, every: sometimes}", "E015@7:44", NULL},
      {"{id: a, title: 甲, function: pr, on: start, at: \"10:00\", lasts: 2d}", "E051@7:68", "2h"},
      {"{id: a, title: 甲, function: pr, on: start, lasts: 2h}", "E051@7:55", "全天"},
      {"{id: a, title: 甲, function: pr, on: start, at: \"10:00\", lasts: 25h}", "E051@7:68", "24 小时"},
      {"{id: a, title: 甲, function: pr, on: start, remind: [2h]}", "E051@7:57", "早上 9 点"},
      {"{id: a, title: 甲, function: pr, on: start, remind: [1d, 1d]}", "E017@7:61", NULL},
      {"{id: a, title: 甲, function: pr, on: start, at: \"10:00\", remind: [1d, 2h, 1h]}", "E044@7:78", "最多 2 次"},
      {"{id: a, title: 甲, function: pr, on: start, at: [\"10:00\", \"10:00\", x, [y]]}",
       "E017@7:62 E019@7:71 E013@7:74", NULL},
      {"{id: a, title: 甲, function: pr, on: start, at: []}", "", NULL},
      {"{id: a, title: 甲, function: pr, on: start, needs: [watsh, watch, watch, a/b, [x]]}",
       "E032@7:56 E017@7:70 E016@7:77 E013@7:82", "`watch`"},
      {"{id: a, title: 甲, function: pr, on: start, checklist: stock-expirey}", "E033@7:59", "`stock-expiry`"},
      {"{id: a, title: 甲, function: pr, on: start, checklist: nothing}", "E033@7:59", "nothing.yaml"},
      {"{id: a, title: 甲, assignee: li.lei, on: start}", "E031@7:33", NULL},
      {"{id: a, title: 甲, assignee: \"post:值班\", on: start}", "E016@7:33", NULL},
      {"{id: a, title: 甲, function: pr, on: start, risk: [罚款, 罚, [x]]}", "E015@7:59 E013@7:62", "罚款、下架"},
      {"{id: a, title: 甲, function: pr, on: start, drop: 不需要}", "", NULL},
      {"{id: a, title: 甲, function: pr, on: start, drop: true}", "E052@7:54", "不是理由"},
      {"{id: a, title: 甲, function: pr, on: start, drop: }", "E052@7:48", NULL},
      {"{id: watch, title: 甲, function: pr, on: start}", "E017@7:10", "整个活动"},
      {"{id: a, title: 甲, function: pr, on: start, phase: own}", "E012@7:48", NULL},
      {"{id: wach, on: start}", "E032@7:10", "`watch`"},
      {"{id: watch, on: start}", "E032@7:10", "别的阶段"},
      {"{id: nowhere-near, drop: 不做}", "E032@7:10", "ready315 plan"},
      {"x", "E013@7:5", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strdup_printf(OWN "tasks:\n  - %s\n", rows[i].task);
    workspace_expect("phases/own.yaml", text, rows[i].expected, rows[i].part);
  }
  GString *many = g_string_new(OWN "tasks:\n  - {id: a, title: 甲, function: pr, on: start, at: [");
  for (int i = 0; i < 49; i++) {
    g_string_append_printf(many, "\"%02d:%02d\", ", i / 3, i % 3);
  }
  g_string_append(many, "]}\n");
  workspace_expect("phases/own.yaml", many->str, "E022@7:52", "48");
  g_string_free(many, TRUE);
}

static void test_phase_problems(void) {
  static const struct {
    const char *text, *expected, *part;
  } rows[] = {
      {OWN, "", NULL},
      {"phase: own\n", "E014@1:1 E014@1:1", "`dates`"},
      {"phase: prepare2\ntitle: 甲\ndates: {}\n", "E016@1:8", "`phase: own`"},
      {"- x\n", "E013@1:1", NULL},
      {OWN "tasks: x\nrules: {a: b}\n", "E013@6:8 E013@7:8", NULL},
      {OWN "rules: [{id: a, text: 甲}, {id: a, text: 乙}, {id: b}, x]\n", "E017@6:32 E014@6:45 E013@6:54", NULL},
      {OWN "sign: monthly\n", "E015@6:7", "daily（每天签字）"},
      {"phase: own\ntitle: 甲\ndates: {standard: {from: 02-30, to: 03-02}, huge: {from: 03-01}, large: {from: 03-01}, "
       "solo: 3}\n",
       "E018@3:26 E012@3:45 E014@3:73 E013@3:94", NULL},
      {"phase: own\ntitle: 甲\ndates: {standard: null}\n", "", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    workspace_expect("phases/own.yaml", rows[i].text, rows[i].expected, rows[i].part);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/load-phase/whole", test_whole);
  g_test_add_func("/load-phase/tasks", test_task_problems);
  g_test_add_func("/load-phase/phases", test_phase_problems);
  return g_test_run();
}
