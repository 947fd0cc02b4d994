/* Plans on screen, on paper and as JSON, from one small shop. */
#include "base/text.h"
#include "data/json.h"
#include "out/chart.h"
#include "out/daysheet.h"
#include "out/planjson.h"
#include "unit/shop.h"

static char *chart_of(const Plan *plan, int columns, const Grid *workload) {
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  const PlanSheet sheet = {view, workload, NULL, D("2027-03-01")};
  GString *out = g_string_new(NULL);
  chart_print(&sheet, columns, out);
  return g_string_free(out, FALSE);
}

/* No line of the chart is wider than the terminal, however wide that is. */
static void test_chart_width(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Task *task = make_on(campaign, g_ptr_array_index(campaign->phases, 0), "early", FUNCTION_SERVICE, "02-20", NULL);
  shop_title(task, "很早就要开始做的一件名字特别长特别长的准备工作");
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  for (int columns = 60; columns <= 200; columns++) {
    g_autofree char *text = chart_of(plan, columns, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
      g_assert_cmpint(text_width(*line), <=, columns);
      g_assert_false(g_str_has_suffix(*line, " "));
    }
  }
}

static void test_chart(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  static const GridColumn columns[] = {{"name", "姓名", FALSE, 0, 0}};
  g_autoptr(Grid) workload = grid_new("每人要花的时间", columns, 1);
  grid_cell(workload, "王芳");
  grid_end_row(workload);
  g_autofree char *text = chart_of(plan, 80, workload);
  static const char *const has[] = {
      "杭州武林店 2027 年 315 工作计划\n一般规模 · 3月1日至3月31日 · 5 项工作，共 25 次\n",
      "3/1    3/8    3/15   3/22   3/29\n",
      "【备战】3月1日至3月10日，10 天",
      "■■■■■■■■■■\n",
      "▼",
      "\n3月3日        广告文案审核",
      "· ■─────◆     ·      ·      ·   ①\n截止 3月9日\n",
      "\n每天 3 次     疑难问题清零",
      "·      ·  ■■■■■■■    ·      ·\n",
      "① 由「本店文件」改动\n",
      "│ 王芳 │",
      "说明\n· 放假安排待公布：",
  };
  for (guint i = 0; i < G_N_ELEMENTS(has); i++) {
    assert_has(text, has[i]);
  }
}

/* Narrow: a cell stands for two days, and says so. */
static void test_chart_narrow(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *text = chart_of(plan, 60, NULL);
  assert_has(text, "每格 2 天");
  assert_has(text, "【备战】3月1日至3月10日，10 天");
}

/* What the notice of days off says stands above the tasks, days in a row together. */
static void test_chart_holidays(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Phase *aftermath = g_ptr_array_index(campaign->phases, 2);
  aftermath->last = D("2027-04-10");
  daytable_put(campaign->days, D("2027-04-03"), DAY_HOLIDAY, "清明节");
  daytable_put(campaign->days, D("2027-04-04"), DAY_HOLIDAY, "清明节");
  daytable_put(campaign->days, D("2027-04-10"), DAY_MAKEUP, "清明节");
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *text = chart_of(plan, 100, NULL);
  assert_has(text, "清明节放假 4月3日至4月5日");
  assert_has(text, "───\n");
  assert_has(text, "清明节调休上班 4月10日");
  for (int columns = 60; columns <= 120; columns++) {
    g_autofree char *any = chart_of(plan, columns, NULL);
    assert_has(any, "3/15");
  }
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  g_autoptr(DayView) day = dayview_new(view, D("2027-04-01"));
  g_autoptr(GString) today = g_string_new(NULL);
  daysheet_print_text(day, NULL, 80, today);
  assert_has(today->str, "快到了：清明节放假（4月3日至4月5日）。");
  g_autoptr(DayView) makeup = dayview_new(view, D("2027-04-10"));
  g_string_truncate(today, 0);
  daysheet_print_text(makeup, NULL, 80, today);
  assert_has(today->str, "今天因清明节调休，要上班。");
}

static void test_no_period(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *text = chart_of(plan, 80, NULL);
  assert_has(text, "不设 315 活动期");
  assert_lacks(text, "放假安排待公布");
}

static void test_when(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Phase *combat = g_ptr_array_index(campaign->phases, 1);
  Task *several = make_on(campaign, combat, "several", FUNCTION_SERVICE, "315", NULL);
  make_at(several, "08:00 22:30");
  Task *days = make_on(campaign, combat, "days", FUNCTION_SERVICE, "03-14", NULL);
  days->lasts_days = 3;
  Task *weekly = make_every(campaign, combat, "weekly", FUNCTION_SERVICE, EVERY_WEEK);
  weekly->weekday = FRIDAY;
  make_at(weekly, "17:00");
  Task *night = make_on(campaign, combat, "night", FUNCTION_SERVICE, "315", NULL);
  make_at(night, "23:00");
  night->lasts = 120;
  Task *midnight = make_on(campaign, combat, "midnight", FUNCTION_SERVICE, "315", NULL);
  make_at(midnight, "23:00");
  midnight->lasts = 60;
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  static const struct {
    const char *id, *brief, *full;
  } rows[] = {
      {"screen-goods", "3月1日", "3月1日 周一"},
      {"train", "3月5日 14:00", "3月5日 周五 14:00-16:00"},
      {"hourly-watch", "每天 3 次", "3月11日至3月17日 每天 10:00、14:00、20:00，共 21 次"},
      {"several", "3月15日 2 次", "3月15日 周一 08:00、22:30，共 2 次"},
      {"days", "3月14日—16日", "3月14日至3月16日"},
      {"weekly", "每周五 17:00", "3月12日 每周五 17:00-17:30"},
      {"night", "3月15日 23:00", "3月15日 周一 23:00-次日01:00"},
      {"midnight", "3月15日 23:00", "3月15日 周一 23:00-24:00"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const PlanLine *line = NULL;
    for (guint j = 0; j < view->lines->len; j++) {
      const PlanLine *other = g_ptr_array_index(view->lines, j);
      line = strcmp(other->task->id, rows[i].id) == 0 ? other : line;
    }
    g_assert_nonnull(line);
    g_autofree char *brief = planview_when_short(view, line), *full = planview_when(view, line);
    g_assert_cmpstr(brief, ==, rows[i].brief);
    g_assert_cmpstr(full, ==, rows[i].full);
  }
}

/* --phase and --for */
static void test_view(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  const Store *store = campaign->store;
  struct {
    const Phase *phase;
    const char *department, *person;
    guint lines, tasks, events;
  } rows[] = {
      {NULL, NULL, NULL, 5, 25, 31},      {campaign_phase(campaign, "combat"), NULL, NULL, 2, 22, 24},
      {NULL, "service", NULL, 3, 23, 28}, /* with the task that it supports, and its deadline */
      {NULL, NULL, "zhao", 0, 0, 3},      /* nothing to do: the banners */
      {NULL, NULL, "liu", 3, 3, 6},       /* his own, and the deadlines of the department that he supervises */
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Department *d = rows[i].department ? store_department(store, rows[i].department) : NULL;
    Person *p = rows[i].person ? store_person(store, rows[i].person) : NULL;
    g_autoptr(PlanView) view = planview_new(plan, rows[i].phase, d || p ? planview_audience(plan, d, p) : -1);
    g_assert_cmpuint(view->lines->len, ==, rows[i].lines);
    g_assert_cmpuint(view->tasks->len, ==, rows[i].tasks);
    g_assert_cmpuint(view->events->len, ==, rows[i].events);
  }
  g_assert_cmpint(planview_audience(plan, NULL, NULL), ==, -1);
}

/* ---- sheets ----------------------------------------------------------------------------------------------------------------- */

static void test_rows(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  const PlanSheet sheet = {view, NULL, NULL, D("2027-03-01")};
  g_autoptr(Grid) grid = plansheet_rows(&sheet);
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_csv(grid, out);
  static const char *const has[] = {
      "2027-03-03,2027-03-03,广告文案审核,运营部,孙丽,客服部,2027-03-09,ad-copy-review,",
      "ad-copy-review,主图、标题、详情页逐一核对,本店文件,screen-copy,\r\n",
      "自查准备,2027-03-05 14:00,2027-03-05 16:00,应答口径培训,培训,刘洋,,2027-03-05,,,,train,\r\n",
      "重点保障,2027-03-11 10:00,2027-03-11 10:30,疑难问题清零,客服部,",
      "疑难问题清零,客服部,王芳,,2027-03-11,,,,hourly-watch,2027-03-11T1000\r\n"};
  for (guint i = 0; i < G_N_ELEMENTS(has); i++) {
    assert_has(out->str, has[i]);
  }
}

/* Sheets that leave the house use the formal words, in headings and inside titles. */
static void test_formal(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Task *task = make_on(campaign, g_ptr_array_index(campaign->phases, 0), "check", FUNCTION_SERVICE, "03-10", NULL);
  shop_title(task, "备战总检");
  task->notes = g_strdup("作战以前做完");
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  const PlanSheet sheet = {view, NULL, "客服部", D("2027-03-01")};
  g_autoptr(GString) out = g_string_new(NULL);
  plansheet_print_html(&sheet, out);
  plansheet_print_markdown(&sheet, out);
  g_autoptr(Grid) grid = plansheet_rows(&sheet);
  grid_print_csv(grid, out);
  assert_lacks(out->str, "备战");
  assert_lacks(out->str, "作战");
  assert_has(out->str, "自查准备总检");
  assert_has(out->str, "重点保障以前做完");
  assert_has(out->str, "杭州武林店 2027 年 315 工作计划 · 客服部");
  assert_has(out->str, "先完成：「商品自查」");
  assert_has(out->str, "放假安排待公布");
  g_autofree char *screen = chart_of(plan, 80, NULL);
  assert_has(screen, "备战总检");
}

static void test_practice(void) {
  g_autoptr(Campaign) campaign = make_shop();
  campaign->store->practice = TRUE;
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  const PlanSheet sheet = {view, NULL, NULL, D("2027-03-01")};
  g_autofree char *title = plansheet_title(&sheet);
  assert_has(title, "演练");
  g_autoptr(Grid) rows = plansheet_rows(&sheet);
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_csv(rows, out);
  assert_has(out->str, "演练");
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------- */

static const char *text_at(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  g_assert_nonnull(node); /* never left out */
  return node->kind == NODE_NULL ? NULL : node->text;
}

static void test_json(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  g_autoptr(GString) out = g_string_new(NULL);
  planjson_print(view, out);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new(out->str, out->len);
  g_autoptr(Doc) doc = json_parse("plan.json", bytes, diags);
  g_assert_false(diag_has_errors(diags));
  g_assert_cmpstr(text_at(doc->root, "schema"), ==, "1");
  g_assert_cmpstr(text_at(doc->root, "store"), ==, "hz");
  g_assert_cmpstr(text_at(doc->root, "year"), ==, "2027");
  g_assert_cmpstr(text_at(doc->root, "scale"), ==, words_scale[campaign->store->scale].id);
  g_assert_cmpstr(text_at(doc->root, "holidays"), ==, "provisional");
  g_assert_null(text_at(doc->root, "note"));
  static const char *const phase_keys[] = {"id", "title", "from", "to", "changed_by"};
  static const char *const task_keys[] = {"id",        "occurrence", "phase",  "title",     "function", "department",
                                          "owner",     "support",    "start",  "end",       "all_day",  "due",
                                          "checklist", "needs",      "remind", "changed_by"};
  static const char *const event_keys[] = {"uid",     "kind",  "phase", "task",    "occurrence", "audiences",
                                           "summary", "start", "end",   "all_day", "alarms"};
  const struct {
    const char *list;
    const char *const *keys;
    guint n_keys, n;
  } lists[] = {{"phases", phase_keys, G_N_ELEMENTS(phase_keys), 3},
               {"tasks", task_keys, G_N_ELEMENTS(task_keys), 25},
               {"events", event_keys, G_N_ELEMENTS(event_keys), 31}};
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    const Node *list = node_get(doc->root, lists[i].list);
    g_assert_cmpuint(list->count, ==, lists[i].n);
    for (const Node *element = list->first; element; element = element->next) {
      g_assert_cmpuint(element->count, ==, lists[i].n_keys);
      guint k = 0;
      for (const Node *value = element->first; value; value = value->next, k++) {
        g_assert_cmpstr(value->key, ==, lists[i].keys[k]);
      }
    }
  }
  assert_has(
      out->str,
      "\"start\": \"2027-03-03\", \"end\": \"2027-03-03\", \"all_day\": true, \"due\": \"2027-03-09\", \"checklist\": "
      "\"ad-copy-review\", \"needs\": [\"screen-goods\"], \"remind\": [\"1d\"], \"changed_by\": \"workspace\"");
  assert_has(out->str, "\"remind\": [\"2h\", \"30m\"]");
  assert_has(out->str,
             "\"start\": \"2027-03-11T10:00:00+08:00\", \"end\": \"2027-03-11T10:30:00+08:00\", \"all_day\": false");
}

static void test_instant(void) {
  static const struct {
    int offset;
    const char *expected;
  } rows[] = {
      {480, "2027-03-11T09:05:00+08:00"}, {0, "2027-03-11T09:05:00+00:00"}, {-210, "2027-03-11T09:05:00-03:30"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    planjson_instant(make_moment("2027-03-11T09:05"), rows[i].offset, out);
    g_assert_cmpstr(out->str, ==, rows[i].expected);
  }
}

static void test_json_notes(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Task *task = make_on(campaign, g_ptr_array_index(campaign->phases, 0), "gone", FUNCTION_SERVICE, "women", NULL);
  task->on.overlay = intern_string("singles-day"); /* the store has no such activity */
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  g_autoptr(GString) out = g_string_new(NULL);
  planjson_print(view, out);
  assert_lacks(out->str, "\"note\": null");
  assert_has(out->str, "gone");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plan/chart-width", test_chart_width);
  g_test_add_func("/plan/chart", test_chart);
  g_test_add_func("/plan/chart-narrow", test_chart_narrow);
  g_test_add_func("/plan/chart-holidays", test_chart_holidays);
  g_test_add_func("/plan/no-period", test_no_period);
  g_test_add_func("/plan/when", test_when);
  g_test_add_func("/plan/view", test_view);
  g_test_add_func("/plan/rows", test_rows);
  g_test_add_func("/plan/formal", test_formal);
  g_test_add_func("/plan/practice", test_practice);
  g_test_add_func("/plan/json", test_json);
  g_test_add_func("/plan/json-instant", test_instant);
  g_test_add_func("/plan/json-notes", test_json_notes);
  return g_test_run();
}
