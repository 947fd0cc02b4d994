/* Weights, shares, percentages, and what is counted of a plan whose marks are set by hand. */
#include "desk/show/readiness.h"
#include "out/readywords.h"
#include "unit/maker.h"

static void test_weights(void) {
  static const struct {
    const char *risk;
    gint64 weight;
  } cases[] = {{NULL, 1000},   {"口碑", 2000},       {"下架", 3000},
               {"罚款", 4000}, {"口碑、下架", 3000}, {"口碑、罚款", 4000}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Task) task = task_new();
    task->risk = g_strdup(cases[i].risk);
    g_assert_cmpint(ready_weight(task), ==, cases[i].weight);
  }
}

/* However many share it, all of it is given out. */
static void test_shares(void) {
  for (guint n = 1; n <= 400; n++) {
    gint64 sum = 0, least = G_MAXINT64, most = 0;
    for (guint i = 0; i < n; i++) {
      gint64 share = ready_share(4000, i, n);
      sum += share;
      least = MIN(least, share);
      most = MAX(most, share);
    }
    g_assert_cmpint(sum, ==, 4000);
    g_assert_cmpint(most - least, <=, 1);
  }
}

static void test_numbers(void) {
  static const struct {
    gint64 part, whole;
    int percent;
  } percents[] = {{0, 0, -1}, {0, 10, 0}, {10, 10, 100}, {999, 1000, 99}, {2, 3, 66}, {1, 1000, 0}};
  static const struct {
    gint64 thousandths;
    const char *text;
  } points[] = {{0, "0"}, {1000, "1"}, {1500, "1.5"}, {143, "0.143"}, {12345, "12.345"}, {-26600, "-26.6"}};
  for (guint i = 0; i < G_N_ELEMENTS(percents); i++) {
    g_assert_cmpint(ready_percent(percents[i].part, percents[i].whole), ==, percents[i].percent);
  }
  for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
    g_autofree char *text = ready_points(points[i].thousandths);
    g_assert_cmpstr(text, ==, points[i].text);
  }
}

/* ---- a plan of seven points before 15 March and one after: fine (4) due on the 4th, page (1) on the 6th, look (2) on the 9th and 10th, once
 * each, late (1) on the 17th ---- */

typedef struct {
  Campaign *campaign;
  DiagList *diags;
  Plan *plan;
  DutyMark *marks;
  Department *floor;
} Shop;

static void shop_open(Shop *shop) {
  shop->campaign = make_campaign(2026);
  shop->diags = diag_list_new();
  Phase *prepare = make_phase(shop->campaign, "prepare", "备战", "2026-03-02", "2026-03-10");
  Phase *after = make_phase(shop->campaign, "aftermath", "善后", "2026-03-16", "2026-03-18");
  shop->floor = make_department(shop->campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "li");
  make_on(shop->campaign, prepare, "fine", FUNCTION_FLOOR, "03-02", "03-04")->risk = g_strdup("罚款");
  make_on(shop->campaign, prepare, "page", FUNCTION_OPERATIONS, "03-06", NULL);
  Task *look = make_every(shop->campaign, prepare, "look", FUNCTION_FLOOR, EVERY_DAY);
  look->from = make_date("03-09");
  look->risk = g_strdup("口碑");
  make_on(shop->campaign, after, "late", FUNCTION_FLOOR, "03-17", NULL);
  shop->plan = sched_plan(shop->campaign, NULL, shop->diags);
  g_assert_cmpuint(shop->plan->tasks->len, ==, 5);
  shop->marks = g_new0(DutyMark, 6);
}

static void shop_close(Shop *shop) {
  g_free(shop->marks);
  plan_free(shop->plan);
  diag_list_free(shop->diags);
  campaign_free(shop->campaign);
}

/* "fine=done@2026-03-03 page=carried look=begun": the first occurrence of each. */
static void shop_mark(Shop *shop, const char *words) {
  g_auto(GStrv) all = g_strsplit(words, " ", -1);
  memset(shop->marks, 0, 6 * sizeof *shop->marks);
  for (char **word = all; *word != NULL && **word != '\0'; word++) {
    g_auto(GStrv) parts = g_strsplit_set(*word, "=@", 3);
    for (guint i = 0; i < shop->plan->tasks->len; i++) {
      if (strcmp(plan_task(shop->plan, i)->task->id, parts[0]) == 0 && shop->marks[i].state == DUTY_COMING) {
        shop->marks[i].state = (guint8)word_index(words_duty_state, parts[1]);
        shop->marks[i].done_day = parts[2] != NULL ? D(parts[2]) : DAY_NONE;
        break;
      }
    }
  }
}

/* What is done, due, late, today, carried, waived of all (in thousandths), then the state and by how many days. */
static char *told(const Readiness *made) {
  const gint64 *p = made->all.points;
  return g_strdup_printf("%d/%d/%d done %d late %d today %d off %d+%d %s %+d %+d", (int)p[READY_TOTAL],
                         (int)p[READY_DUE], (int)p[READY_DONE_DUE], (int)p[READY_DONE], (int)p[READY_LATE],
                         (int)p[READY_TODAY], (int)p[READY_CARRIED], (int)p[READY_WAIVED],
                         words_ready_state[made->state].id, (int)made->ahead, made->ahead_days);
}

static void test_counts(void) {
  static const struct {
    const char *today, *marks, *told;
  } cases[] = {
      {"2026-03-01", "", "8000/0/0 done 0 late 0 today 0 off 0+0 before +0 +0"},
      {"2026-03-03", "", "8000/0/0 done 0 late 0 today 0 off 0+0 level +0 +0"},
      {"2026-03-03", "fine=done@2026-03-03", "8000/0/0 done 4000 late 0 today 0 off 0+0 ahead +4000 +2"},
      {"2026-03-04", "fine=open", "8000/0/0 done 0 late 0 today 4000 off 0+0 level +0 +0"},
      {"2026-03-05", "fine=open", "8000/4000/0 done 0 late 4000 today 0 off 0+0 behind -4000 -1"},
      {"2026-03-05", "fine=done@2026-03-05", "8000/4000/4000 done 4000 late 0 today 0 off 0+0 level +0 +0"},
      {"2026-03-05", "fine=carried", "8000/4000/0 done 0 late 0 today 0 off 4000+0 behind -4000 -1"},
      {"2026-03-05", "fine=waived", "8000/4000/0 done 0 late 0 today 0 off 0+4000 behind -4000 -1"},
      {"2026-03-09", "fine=done@2026-03-03 page=begun",
       "8000/5000/4000 done 4000 late 1000 today 1000 off 0+0 behind -1000 -3"},
      {"2026-03-08", "fine=done@2026-03-03 page=done@2026-03-06 look=done@2026-03-08",
       "8000/5000/5000 done 6000 late 0 today 0 off 0+0 ahead +1000 +2"},
      {"2026-03-16", "fine=done@2026-03-03", "8000/7000/4000 done 4000 late 3000 today 0 off 0+0 behind -3000 -10"},
      {"2026-03-20", "", "8000/8000/0 done 0 late 8000 today 0 off 0+0 over -7000 -12"},
  };
  Shop shop;
  shop_open(&shop);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    shop_mark(&shop, cases[i].marks);
    g_autoptr(Readiness) made = readiness_new(shop.plan, shop.marks, D(cases[i].today), NULL);
    g_autofree char *said = told(made);
    g_autofree char *what = g_strdup_printf("%s %s: %s", cases[i].today, cases[i].marks, said);
    g_autofree char *wanted = g_strdup_printf("%s %s: %s", cases[i].today, cases[i].marks, cases[i].told);
    g_assert_cmpstr(what, ==, wanted);
  }
  shop_close(&shop);
}

static void test_rows(void) {
  Shop shop;
  shop_open(&shop);
  shop_mark(&shop, "fine=done@2026-03-03");
  g_autoptr(Readiness) made = readiness_new(shop.plan, shop.marks, D("2026-03-07"), NULL);
  g_assert_cmpuint(made->phases->len, ==, 2);
  const ReadyPhase *phase = &g_array_index(made->phases, ReadyPhase, 0);
  g_assert_cmpstr(phase->phase->id, ==, "prepare");
  g_assert_cmpint(phase->sum.points[READY_TOTAL], ==, 7000);
  g_assert_cmpuint(phase->sum.count[READY_LATE], ==, 1);
  g_assert_cmpuint(made->departments->len, ==, 2); /* nobody covers operations: a row without a department */
  const ReadyDepartment *none = &g_array_index(made->departments, ReadyDepartment, 1);
  g_assert_null(none->department);
  g_assert_cmpint(none->sum.points[READY_LATE], ==, 1000);
  g_autoptr(Readiness) part = readiness_new(shop.plan, shop.marks, D("2026-03-07"), shop.floor);
  g_assert_cmpint(part->all.points[READY_TOTAL], ==, 7000);
  g_assert_cmpuint(part->departments->len, ==, 1);
  shop_close(&shop);
}

/* Each done thing stands on the day on which it was done; what lies outside stands at the nearest end. */
static void test_trend(void) {
  static const struct {
    const char *day;
    int planned, done;
  } wanted[] = {{"2026-03-02", 0, 1000},    {"2026-03-04", 4000, 1000}, {"2026-03-05", 4000, 5000},
                {"2026-03-06", 5000, 5000}, {"2026-03-09", 6000, 6000}, {"2026-03-10", 7000, -1},
                {"2026-03-15", 7000, -1}};
  Shop shop;
  shop_open(&shop);
  shop_mark(&shop, "page=done@2026-02-20 fine=done@2026-03-05 look=done@2026-03-12");
  g_autoptr(Readiness) made = readiness_new(shop.plan, shop.marks, D("2026-03-09"), NULL);
  g_assert_cmpuint(made->points->len, ==, 14);
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    const ReadyPoint *point = &g_array_index(made->points, ReadyPoint, D(wanted[i].day) - made->first);
    g_assert_cmpint(point->day, ==, D(wanted[i].day));
    g_assert_cmpint(point->planned, ==, wanted[i].planned);
    g_assert_cmpint(point->done, ==, wanted[i].done);
  }
  shop_close(&shop);
}

static void test_items(void) {
  Shop shop;
  shop_open(&shop);
  shop_mark(&shop, "fine=open page=awaiting");
  g_autoptr(Readiness) made = readiness_new(shop.plan, shop.marks, D("2026-03-09"), NULL);
  const ReadyItem *items = (const ReadyItem *)made->items->data;
  g_assert_cmpuint(made->items->len, ==, 5);
  g_assert_cmpstr(items[0].task->task->id, ==, "fine");
  g_assert_true(items[0].too_late && items[0].overdue && !items[0].now);
  g_assert_cmpstr(items[1].task->task->id, ==, "page");
  g_assert_true(items[1].too_late);
  g_assert_cmpstr(items[2].task->task->id, ==, "look");
  g_assert_true(items[2].now && !items[2].too_late);
  g_assert_true(!items[3].now && !items[4].now);
  g_autoptr(Readiness) blind = readiness_new(shop.plan, NULL, D("2026-03-09"), NULL);
  g_assert_cmpint(blind->state, ==, READY_UNRECORDED);
  g_assert_cmpuint(blind->items->len, ==, 3); /* of what lies behind nothing is known */
  g_assert_cmpint(g_array_index(blind->points, ReadyPoint, 0).done, ==, -1);
  shop_close(&shop);
}

static void test_sentences(void) {
  static const struct {
    const char *today, *marks, *verdict, *advice;
  } cases[] = {
      {"2026-03-01", "", "准备从 3月2日 开始，还有 1 天，现在没有到期的工作。",
       "今天没有必须动手的。下一件是「fine」（卖场部 li），最晚 3月4日 周三 动手。"},
      {"2026-03-05", "fine=open",
       "照现在的进度，3月15日前的准备做到 0%，照计划到昨天应做到 57%，落后 1 天。有 1 件已过最晚动手日，都有罚款风险。",
       "今天先补：「fine」（罚款，卖场部 li）。"},
      {"2026-03-09", "fine=done@2026-03-03 page=done@2026-03-06",
       "照现在的进度，3月15日前的准备做到 71%，照计划到昨天应做到 "
       "71%，没有落后。没有过了最晚动手日的，也没有事情挡着签字。",
       "今天要动手的有 1 件，先做：「look」（口碑，卖场部 li）。"},
      {"2026-03-20", "fine=done@2026-03-03 page=carried look=waived",
       "活动期到 3月17日 已经结束，全部工作做到 50%：5 件里完成 1 件，遗留 1 件，特批放行 1 件，没有做 2 件。",
       "今天先补：「look」（口碑，卖场部 li）、「late」（卖场部 li）。"},
  };
  Shop shop;
  shop_open(&shop);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    shop_mark(&shop, cases[i].marks);
    g_autoptr(Readiness) made = readiness_new(shop.plan, shop.marks, D(cases[i].today), NULL);
    g_autofree char *verdict = readywords_verdict(made), *advice = readywords_advice(made);
    g_assert_cmpstr(verdict, ==, cases[i].verdict);
    g_assert_cmpstr(advice, ==, cases[i].advice);
  }
  shop_close(&shop);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/readiness/weights", test_weights);
  g_test_add_func("/readiness/shares", test_shares);
  g_test_add_func("/readiness/numbers", test_numbers);
  g_test_add_func("/readiness/counts", test_counts);
  g_test_add_func("/readiness/rows", test_rows);
  g_test_add_func("/readiness/trend", test_trend);
  g_test_add_func("/readiness/items", test_items);
  g_test_add_func("/readiness/sentences", test_sentences);
  return g_test_run();
}
