/* Plans made of definitions: which tasks, on which days, called what; and the texts that are derived from them. */
#include "unit/maker.h"

typedef struct {
  Campaign *campaign;
  Phase *prepare, *combat;
  Department *office, *floor; /* legal: working days by the notice; floor: every day */
  DiagList *diags;
} Shop;

static Shop shop_new(int year) {
  Shop shop = {.campaign = make_campaign(year), .diags = diag_list_new()};
  shop.office = make_department(shop.campaign, "office", "法务部", 1u << FUNCTION_LEGAL, WORKDAYS_WORKDAY, "fa");
  shop.floor = make_department(shop.campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
  g_autofree char *start = g_strdup_printf("%d-03-01", year), *end = g_strdup_printf("%d-03-10", year);
  g_autofree char *next = g_strdup_printf("%d-03-11", year), *last = g_strdup_printf("%d-03-17", year);
  shop.prepare = make_phase(shop.campaign, "prepare", "备战", start, end);
  shop.combat = make_phase(shop.campaign, "combat", "作战", next, last);
  return shop;
}

static void shop_clear(Shop *shop) {
  campaign_free(shop->campaign);
  diag_list_free(shop->diags);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shop, shop_clear)

#define assert_listing(plan, expected)                                                                                 \
  do {                                                                                                                 \
    g_autofree char *got_ = make_listing(plan);                                                                        \
    g_assert_cmpstr(got_, ==, expected);                                                                               \
  } while (0)
#define assert_codes(diags, expected)                                                                                  \
  do {                                                                                                                 \
    g_autofree char *got_ = make_codes(diags);                                                                         \
    g_assert_cmpstr(got_, ==, expected);                                                                               \
  } while (0)
#define assert_messages(diags, expected)                                                                               \
  do {                                                                                                                 \
    g_autofree char *got_ = make_messages(diags);                                                                      \
    g_assert_cmpstr(got_, ==, expected);                                                                               \
  } while (0)

/* One task on one day: `on`, `at`, lasts in minutes or days, due, workday → its line, and the codes of problems besides N006. */
static void test_on(void) {
  static const struct {
    int year;
    Function function;
    const char *on, *at;
    int lasts, lasts_days;
    const char *due;
    DayShift workday;
    const char *listing, *codes;
  } ROWS[] = {
      {2027, FUNCTION_FLOOR, "start+2d", NULL, 0, 0, NULL, SHIFT_AS_IS, "t 03-03\n", ""},
      {2027, FUNCTION_FLOOR, "03-04", "10:00", 0, 0, NULL, SHIFT_AS_IS, "t 03-04T10:00…10:30\n", ""},
      {2027, FUNCTION_FLOOR, "03-04", "10:00", 120, 0, "end-1d", SHIFT_AS_IS, "t 03-04T10:00…12:00 !03-09\n", ""},
      {2027, FUNCTION_FLOOR, "03-04", "23:00", 120, 0, NULL, SHIFT_AS_IS, "t 03-04T23:00…01:00…03-05\n", ""},
      {2027, FUNCTION_FLOOR, "03-04", "22:00", 120, 0, NULL, SHIFT_AS_IS, "t 03-04T22:00…00:00\n", ""},
      {2027, FUNCTION_FLOOR, "03-04", NULL, 0, 3, NULL, SHIFT_AS_IS, "t 03-04…03-06\n", ""},
      {2027, FUNCTION_FLOOR, "03-04", "10:00 14:00", 0, 0, "03-05", SHIFT_AS_IS,
       "t@2027-03-04T1000 03-04T10:00…10:30 !03-05\nt@2027-03-04T1400 03-04T14:00…14:30 !03-05\n", ""},
      /* workday moves `on` only, after the offset; the name keeps the nominal day */
      {2027, FUNCTION_LEGAL, "03-06", NULL, 0, 0, NULL, SHIFT_AS_IS, "t 03-06\n", ""},
      {2027, FUNCTION_LEGAL, "03-06", NULL, 0, 0, NULL, SHIFT_NEXT, "t 03-08\n", ""},
      {2027, FUNCTION_LEGAL, "03-06", NULL, 0, 0, NULL, SHIFT_PREVIOUS, "t 03-05\n", ""},
      {2027, FUNCTION_LEGAL, "start+5d", "09:00 17:00", 0, 0, NULL, SHIFT_NEXT,
       "t@2027-03-06T0900 03-08T09:00…09:30\nt@2027-03-06T1700 03-08T17:00…17:30\n", ""},
      {2027, FUNCTION_FLOOR, "03-06", NULL, 0, 0, NULL, SHIFT_NEXT, "t 03-06\n", ""}, /* the floor works on Saturdays */
      {2026, FUNCTION_LEGAL, "start", NULL, 0, 0, NULL, SHIFT_PREVIOUS, "t 02-28\n", "N002"}, /* the make-up Saturday */
      /* due on a day off: the day before; but never before the task itself */
      {2027, FUNCTION_LEGAL, "03-03", NULL, 0, 0, "03-07", SHIFT_AS_IS, "t 03-03 !03-05\n", ""},
      {2027, FUNCTION_FLOOR, "03-03", NULL, 0, 0, "03-07", SHIFT_AS_IS, "t 03-03 !03-07\n", ""},
      {2027, FUNCTION_LEGAL, "03-06", NULL, 0, 0, "03-07", SHIFT_AS_IS, "t 03-06 !03-06\n", ""},
      {2027, FUNCTION_LEGAL, "03-05", NULL, 0, 0, "03-04", SHIFT_AS_IS, "", "E040"},
      {2027, FUNCTION_LEGAL, "03-06", NULL, 0, 0, "03-06", SHIFT_NEXT, "t 03-08 !03-08\n",
       ""}, /* moved past its own due day */
      /* before its phase a note, after it an error */
      {2027, FUNCTION_FLOOR, "start-3d", NULL, 0, 0, NULL, SHIFT_AS_IS, "t 02-26\n", "N002"},
      {2027, FUNCTION_FLOOR, "start-3d", "09:00 10:00", 0, 0, NULL, SHIFT_AS_IS,
       "t@2027-02-26T0900 02-26T09:00…09:30\nt@2027-02-26T1000 02-26T10:00…10:30\n", "N002"},
      {2027, FUNCTION_FLOOR, "end+1d", NULL, 0, 0, NULL, SHIFT_AS_IS, "", "E050"},
      {2026, FUNCTION_LEGAL, "02-29", NULL, 0, 0, NULL, SHIFT_AS_IS, "", "E018"},
      {2027, FUNCTION_FLOOR, "03-03", NULL, 0, 0, "02-29", SHIFT_AS_IS, "", "E018"},
      {2027, FUNCTION_FLOOR, "women", NULL, 0, 0, NULL, SHIFT_AS_IS, "", "N004"},
      {2027, FUNCTION_FLOOR, "03-03", NULL, 0, 0, "women.end", SHIFT_AS_IS, "", "N004"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_auto(Shop) shop = shop_new(ROWS[i].year);
    Task *task = make_on(shop.campaign, shop.prepare, "t", ROWS[i].function, ROWS[i].on, ROWS[i].due);
    if (ROWS[i].at) {
      make_at(task, ROWS[i].at);
    }
    task->lasts = ROWS[i].lasts;
    task->lasts_days = ROWS[i].lasts_days;
    task->workday = ROWS[i].workday;
    g_test_message("%u: %s", i, ROWS[i].on);
    g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
    assert_listing(plan, ROWS[i].listing);
    g_autofree char *codes = make_codes(shop.diags);
    g_autoptr(GString) others = g_string_new(codes);
    g_string_replace(others, " N006", "", 0);
    g_string_replace(others, "N006 ", "", 0);
    g_string_replace(others, "N006", "", 0);
    g_assert_cmpstr(others->str, ==, ROWS[i].codes);
    g_assert_cmpint(plan_has_task(plan, intern_string("t")), ==, *ROWS[i].listing != '\0');
    g_assert_cmpuint(plan->notes->len, ==, strcmp(ROWS[i].codes, "N004") == 0 ? 1 : 0);
  }
}

static void test_every(void) {
  static const struct {
    Every every;
    Function function;
    const char *from, *to, *at;
    int weekday;
    const char *listing;
  } ROWS[] = {
      {EVERY_DAY, FUNCTION_LEGAL, "end-3d", NULL, NULL, 0,
       "t@2027-03-07 03-07\nt@2027-03-08 03-08\nt@2027-03-10 03-10\n"}, /* the 9th is closed */
      {EVERY_WORKDAY, FUNCTION_LEGAL, "03-05", NULL, NULL, 0,
       "t@2027-03-05 03-05\nt@2027-03-08 03-08\nt@2027-03-10 03-10\n"},
      {EVERY_WORKDAY, FUNCTION_FLOOR, "03-07", NULL, "09:00", 0,
       "t@2027-03-07 03-07T09:00…09:30\nt@2027-03-08 03-08T09:00…09:30\nt@2027-03-10 03-10T09:00…09:30\n"},
      {EVERY_DAY, FUNCTION_FLOOR, "start", "start", "10:00 10:00 14:00", 0,
       "t@2027-03-01T1000 03-01T10:00…10:30\nt@2027-03-01T1400 03-01T14:00…14:30\n"},
      {EVERY_WEEK, FUNCTION_FLOOR, NULL, NULL, NULL, WEDNESDAY, "t@2027-03-03 03-03\nt@2027-03-10 03-10\n"},
      {EVERY_SHIFT, FUNCTION_FLOOR, "03-07", "03-08", NULL, 0,
       "t@2027-03-07T0700 03-07T07:00…07:30\nt@2027-03-07T1500 03-07T15:00…15:30\nt@2027-03-08T0700 "
       "03-08T07:00…07:30\n"},
      {EVERY_SHIFT, FUNCTION_LEGAL, "03-07", "03-07", NULL, 0, "t@2027-03-07T0900 03-07T09:00…09:30\n"},
      {EVERY_WEEK, FUNCTION_FLOOR, "03-04", "03-06", NULL, MONDAY, ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_auto(Shop) shop = shop_new(2027);
    make_range(shop.campaign->store->closed, "2027-03-09", "2027-03-09");
    make_code(shop.campaign, "早", 420, 900);
    make_code(shop.campaign, "晚", 900, 1380);
    make_roster(shop.campaign, shop.floor->owner, "2027-03-07", "早 早");
    make_roster(shop.campaign, make_person(shop.campaign, "b", "乙", shop.floor), "2027-03-07", "晚 休");
    Task *task = make_every(shop.campaign, shop.prepare, "t", ROWS[i].function, ROWS[i].every);
    task->weekday = ROWS[i].weekday;
    if (ROWS[i].from) {
      task->from = make_date(ROWS[i].from);
    }
    if (ROWS[i].to) {
      task->to = make_date(ROWS[i].to);
    }
    if (ROWS[i].at) {
      make_at(task, ROWS[i].at);
    }
    g_test_message("%u", i);
    g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
    assert_listing(plan, ROWS[i].listing);
    assert_codes(shop.diags, "N006");
    g_assert_cmpuint(plan->notes->len, ==, *ROWS[i].listing ? 0 : 1);
  }
}

static void test_every_refused(void) {
  static const struct {
    const char *from, *to, *messages;
  } ROWS[] = {
      {"end", "start", "E040: 「t」从 3月10日 周三 重复到 3月1日 周一，结束早于开始。\n"},
      {"start", "end+2d", "E050: 「t」排到了 3月12日 周五，晚于所在阶段「备战」的最后一天 3月10日 周三。\n"},
      {"start-1d", "start", "N002: 「t」排在 2月28日 周日，早于所在阶段「备战」的第一天 3月1日 周一。\n"},
      {"02-29", "start", "E018: 「t」的日期不对：2027 年没有2月29日。\n"},
      {"women", "end", "N004: 本店的 overlays 里没有「women」，「t」不排进计划。\n"},
      {"start", "women", "N004: 本店的 overlays 里没有「women」，「t」不排进计划。\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_auto(Shop) shop = shop_new(2027);
    Task *task = make_every(shop.campaign, shop.prepare, "t", FUNCTION_FLOOR, EVERY_DAY);
    task->from = make_date(ROWS[i].from);
    task->to = make_date(ROWS[i].to);
    plan_free(sched_plan(shop.campaign, NULL, shop.diags));
    g_autofree char *messages = make_messages(shop.diags);
    g_assert_true(g_str_has_suffix(messages, ROWS[i].messages));
  }
}

/* Days that cannot be counted: an office in a year without table, and a department in which nobody ever works. */
static void test_uncountable(void) {
  static const struct {
    Function function;
    const char *on, *due;
    DayShift workday;
    Every every;
    const char *message;
  } ROWS[] = {
      {FUNCTION_LEGAL, "03-03", "end+300d", SHIFT_AS_IS, EVERY_NONE,
       "E056: 「t」的日期要数 2028 年的工作日，可是没有这一年的放假安排。"},
      {FUNCTION_SERVICE, "03-03", NULL, SHIFT_NEXT, EVERY_NONE,
       "E018: 「t」要挪到工作日，可是前后 800 天里没有一个工作日。"},
      {FUNCTION_SERVICE, "03-03", "03-05", SHIFT_AS_IS, EVERY_NONE, NULL}, /* nothing to move to: the day stays */
      {FUNCTION_NONE, NULL, NULL, SHIFT_AS_IS, EVERY_NONE, NULL},          /* no date at all: load has said so */
      {FUNCTION_LEGAL, NULL, NULL, SHIFT_AS_IS, EVERY_WORKDAY,
       "E056: 「t」的日期要数 2028 年的工作日，可是没有这一年的放假安排。"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_auto(Shop) shop = shop_new(2027);
    Department *service =
        make_department(shop.campaign, "service", "客服部", 1u << FUNCTION_SERVICE, WORKDAYS_SHIFT, "wang");
    make_shift(service->owner, 0, 540, 1080);
    Task *task = make_task(shop.campaign, shop.combat, "t", "t", ROWS[i].function);
    task->every = ROWS[i].every;
    task->workday = ROWS[i].workday;
    if (ROWS[i].every != EVERY_NONE) { /* a phase of the next year but one */
      shop.combat->first = D("2027-12-30");
      shop.combat->last = D("2028-01-05");
    }
    if (ROWS[i].on) {
      task->on = make_date("315");
    }
    if (ROWS[i].due) {
      task->due = make_date(i == 0 ? ROWS[i].due : "315+2d");
    }
    g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
    g_autofree char *messages = make_messages(shop.diags);
    g_test_message("%s", messages);
    g_assert_cmpint(strstr(messages, ROWS[i].message ? ROWS[i].message : "E0") != NULL, ==, ROWS[i].message != NULL);
    g_assert_cmpuint(plan->tasks->len, ==, i == 2 ? 1 : 0);
  }
}

/* A campaign that was loaded with errors: the other errors, no notes; nothing where no day can be counted. */
static void test_broken(void) {
  g_auto(Shop) shop = shop_new(2027);
  make_on(shop.campaign, shop.prepare, "late", FUNCTION_FLOOR, "end+1d", NULL);
  make_on(shop.campaign, shop.prepare, "early", FUNCTION_HR, "start-1d", NULL);
  sched_check_broken(shop.campaign, shop.diags);
  assert_messages(shop.diags, "E050: 「late」排到了 3月11日 周四，晚于所在阶段「备战」的最后一天 3月10日 周三。\n");
  g_autoptr(DiagList) none = diag_list_new();
  daytable_drop_year(shop.campaign->days, 2027);
  sched_check_broken(shop.campaign, none);
  shop.campaign->store->year = 0;
  sched_check_broken(shop.campaign, none);
  assert_messages(none, "");
}

/* Tasks before their phase are told once a phase. */
static void test_early(void) {
  g_auto(Shop) shop = shop_new(2026);
  for (int i = 1; i <= 6; i++) {
    g_autofree char *id = g_strdup_printf("t%d", i), *on = g_strdup_printf("start-%dd", i);
    make_on(shop.campaign, i <= 5 ? shop.prepare : shop.combat, id, FUNCTION_FLOOR, on, NULL);
  }
  plan_free(sched_plan(shop.campaign, NULL, shop.diags));
  assert_messages(
      shop.diags,
      "N002: 有 5 项任务排在所在阶段「备战」的第一天 3月1日 周日 之前：「t1」（2月28日 周六）、「t2」（2月27日 周五）、"
      "「t3」（2月26日 周四）、「t4」（2月25日 周三） 等。\n"
      "N002: 「t6」排在 3月5日 周四，早于所在阶段「作战」的第一天 3月11日 周三。\n");
}

/* Too many occurrences end in a sentence, not in a full memory. */
static void test_too_many(void) {
  g_auto(Shop) shop = shop_new(2027);
  shop.prepare->first = D("2026-01-01");
  for (int i = 0; i < 2; i++) {
    Task *task = make_every(shop.campaign, shop.prepare, i ? "b" : "a", FUNCTION_FLOOR, EVERY_DAY);
    task->at = g_new(gint16, 1440);
    task->n_at = 1440;
    for (gint16 m = 0; m < 1440; m++) {
      task->at[m] = m;
    }
  }
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_assert_cmpuint(plan->tasks->len, ==, 1000000);
  assert_codes(shop.diags, "N006 E010");
}

static void test_scales_and_kinds(void) {
  static const struct {
    Scale scale;
    WordSet kinds;
    const char *listing;
  } ROWS[] = {
      {SCALE_STANDARD, 0, "all 03-01\nstandard 03-01\n"},
      {SCALE_STANDARD, 1u << KIND_FOOD, "all 03-01\nfood 03-01\nstandard 03-01\n"},
      {SCALE_LARGE, 1u << KIND_ONLINE | 1u << KIND_SHOP, "all 03-01\nonline 03-01\n"},
      {SCALE_SOLO, 1u << KIND_PREPAID, "all 03-01\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_auto(Shop) shop = shop_new(2027);
    shop.campaign->store->scale = ROWS[i].scale;
    shop.campaign->store->kinds = ROWS[i].kinds;
    make_on(shop.campaign, shop.prepare, "standard", FUNCTION_FLOOR, "start", NULL)->scales = 1u << SCALE_STANDARD;
    make_on(shop.campaign, shop.prepare, "online", FUNCTION_FLOOR, "start", NULL)->kinds = 1u << KIND_ONLINE;
    make_on(shop.campaign, shop.prepare, "food", FUNCTION_FLOOR, "start", NULL)->kinds =
        1u << KIND_FOOD | 1u << KIND_FRESH;
    make_on(shop.campaign, shop.prepare, "all", FUNCTION_FLOOR, "start", NULL);
    g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
    assert_listing(plan, ROWS[i].listing);
  }
}

static void test_phases(void) {
  static const struct {
    const char *first, *last; /* of a phase beside 备战 03-01…03-10 */
    const char *messages, *order;
  } ROWS[] = {
      {"2027-03-11", "2027-03-17", "", "prepare other"},
      {"2027-02-20", "2027-02-28", "", "other prepare"},
      {"2027-03-10", "2027-03-17", "E041: 阶段「作战」和「备战」（made.yaml:N:1）的日期重叠：3月10日。\n",
       "prepare other"},
      {"2027-03-02", "2027-03-04", "E041: 阶段「作战」和「备战」（made.yaml:N:1）的日期重叠：3月2日—3月4日。\n",
       "prepare other"},
      {"2027-03-13", "2027-03-17", "N001: 阶段「备战」和「作战」之间有 2 天不属于任何阶段：3月11日—3月12日。\n",
       "prepare other"},
      {"2027-03-17", "2027-03-11", "E040: 阶段「作战」的结束日 3月11日 周四 早于开始日 3月17日 周三。\n", "prepare"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = make_campaign(2027);
    g_autoptr(DiagList) diags = diag_list_new();
    Phase *prepare = make_phase(campaign, "prepare", "备战", "2027-03-01", "2027-03-10");
    make_phase(campaign, "other", "作战", ROWS[i].first, ROWS[i].last);
    daytable_drop_year(campaign->days, 2027);
    make_year(campaign, 2027, YEAR_OFFICIAL);
    g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
    g_autofree char *place = g_strdup_printf("made.yaml:%u:1", prepare->pos.line), *messages = make_messages(diags);
    g_autoptr(GString) wanted = g_string_new(ROWS[i].messages);
    g_autoptr(GString) order = g_string_new(NULL);
    g_string_replace(wanted, "made.yaml:N:1", place, 0);
    g_assert_cmpstr(messages, ==, wanted->str);
    for (guint p = 0; p < plan->phases->len; p++) {
      g_string_append_printf(order, "%s%s", p ? " " : "", ((Phase *)g_ptr_array_index(plan->phases, p))->id);
    }
    g_assert_cmpstr(order->str, ==, ROWS[i].order);
  }
}

/* Three overlapping phases: each is compared with the one that reaches farthest. */
static void test_phases_within(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(DiagList) diags = diag_list_new();
  make_phase(campaign, "a", "甲", "2027-03-01", "2027-03-31");
  make_phase(campaign, "b", "乙", "2027-03-05", "2027-03-06");
  make_phase(campaign, "c", "丙", "2027-03-20", "2027-04-02");
  plan_free(sched_plan(campaign, NULL, diags));
  assert_codes(diags, "N006 E041 E041");
}

static void test_empty(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(DiagList) diags = diag_list_new();
  campaign->store->scale = SCALE_SMALL;
  Phase *phase = make_phase(campaign, "prepare", "备战", NULL, NULL);
  make_on(campaign, phase, "t", FUNCTION_FLOOR, "start", NULL);
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_assert_cmpuint(plan->tasks->len + plan->events->len + plan->phases->len, ==, 0);
  g_assert_cmpuint(plan->audiences->len, ==, 2); /* the campaign and the manager */
  assert_codes(diags, "N006 N007");
  g_assert_false(diag_has_errors(diags));
}

static void test_holidays(void) {
  g_auto(Shop) shop = shop_new(2026);
  make_on(shop.campaign, shop.prepare, "t", FUNCTION_FLOOR, "start", NULL);
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_assert_cmpint(plan->holidays, ==, YEAR_OFFICIAL);
  assert_codes(shop.diags, "");
  make_on(shop.campaign, shop.combat, "late", FUNCTION_FLOOR, "start", "end+300d"); /* due in January 2027 */
  g_autoptr(Plan) longer = sched_plan(shop.campaign, NULL, shop.diags);
  g_assert_cmpint(longer->holidays, ==, YEAR_PROVISIONAL);
  assert_messages(shop.diags, "N006: 2027 年的放假安排待公布，计划暂按法定节日和周末来排。\n");
  daytable_drop_year(shop.campaign->days, 2027);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Plan) unknown = sched_plan(shop.campaign, NULL, diags);
  g_assert_cmpint(unknown->holidays, ==, YEAR_UNKNOWN);
  assert_messages(diags, "E056: 没有 2027 年的放假安排，排不了计划。\n");
}

/* ---- derived texts ---------------------------------------------------------------------------------------------------------------- */

/* "uid | summary" of every event, in order. */
static char *events_of(const Plan *plan) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < plan->events->len; i++) {
    plan_event_uid(plan, plan_event(plan, i), out);
    g_string_append(out, " | ");
    plan_event_summary(plan, plan_event(plan, i), out);
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

static void test_events(void) {
  g_auto(Shop) shop = shop_new(2027);
  Task *copy = make_on(shop.campaign, shop.prepare, "screen-copy", FUNCTION_FLOOR, "start", "start+1d");
  g_free(copy->title);
  copy->title = g_strdup("广告文案审核");
  make_on(shop.campaign, shop.prepare, "screen", FUNCTION_FLOOR, "start",
          "start+1d"); /* "screen." comes after "screen-copy." */
  make_at(make_every(shop.campaign, shop.combat, "watch", FUNCTION_FLOOR, EVERY_WEEK), "10:00 14:00");
  make_on(shop.campaign, shop.combat, "combat", FUNCTION_FLOOR, "start", NULL); /* a task called like its phase */
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_autofree char *events = events_of(plan);
  g_assert_cmpstr(events, ==,
                  "2027.prepare.p@hz.ready315.invalid | 315备战阶段（3月1日—3月10日）\n"
                  "2027.screen-copy.e@hz.ready315.invalid | 【备战】广告文案审核\n"
                  "2027.screen.e@hz.ready315.invalid | 【备战】screen\n"
                  "2027.screen-copy.d@hz.ready315.invalid | 【截止】广告文案审核\n"
                  "2027.screen.d@hz.ready315.invalid | 【截止】screen\n"
                  "2027.combat.e@hz.ready315.invalid | 【作战】combat\n"
                  "2027.combat.p@hz.ready315.invalid | 315作战阶段（3月11日—3月17日）\n"
                  "2027.watch.20270315T1000.e@hz.ready315.invalid | 【作战】watch\n"
                  "2027.watch.20270315T1400.e@hz.ready315.invalid | 【作战】watch\n");
  shop.campaign->store->practice = TRUE;
  g_free(shop.combat->title);
  shop.combat->title = g_strdup("重点期");
  g_autofree char *practice = events_of(plan);
  g_assert_nonnull(strstr(practice, "| 【演练】【备战】广告文案审核\n"));
  g_assert_nonnull(strstr(practice, "| 【演练】315重点期（3月11日—3月17日）\n"));
}

/* The order of events is that of start and then UID as bytes; that of tasks start, id, occurrence. */
static void test_order(void) {
  g_auto(Shop) shop = shop_new(2027);
  g_autoptr(GRand) rand = g_rand_new_with_seed(315);
  static const char *const PARTS[] = {"a", "b", "a-b", "ab", "a1", "prepare", "combat", "z-9"};
  for (int i = 0; i < 200; i++) {
    g_autofree char *id = g_strdup_printf("%s-%s%d", PARTS[g_rand_int_range(rand, 0, 8)],
                                          PARTS[g_rand_int_range(rand, 0, 8)], g_rand_int_range(rand, 0, 20));
    id[g_rand_int_range(rand, 1, (gint32)strlen(id) + 1)] = '\0';
    if (campaign_task(shop.campaign, id)) {
      continue;
    }
    if (g_rand_boolean(rand)) {
      g_autofree char *on = g_strdup_printf("start+%dd", g_rand_int_range(rand, 0, 4));
      make_on(shop.campaign, shop.prepare, id, FUNCTION_FLOOR, on, g_rand_boolean(rand) ? "start+4d" : NULL);
    } else {
      Task *task = make_every(shop.campaign, shop.prepare, id, FUNCTION_FLOOR, EVERY_DAY);
      if (g_rand_boolean(rand)) {
        make_at(task, "09:00 10:00");
      }
    }
  }
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_assert_cmpuint(plan->events->len, >, 300);
  g_autoptr(GString) before = g_string_new(NULL);
  g_autoptr(GString) after = g_string_new(NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < plan->events->len; i++) {
    const PlanEvent *event = plan_event(plan, i);
    g_string_truncate(after, 0);
    plan_event_uid(plan, event, after);
    g_assert_true(g_hash_table_add(seen, g_strdup(after->str)));
    if (i > 0) {
      const PlanEvent *last = plan_event(plan, i - 1);
      g_assert_cmpint(last->start, <=, event->start);
      if (last->start == event->start) {
        g_assert_cmpstr(before->str, <, after->str);
      }
    }
    g_string_assign(before, after->str);
  }
  for (guint i = 1; i < plan->tasks->len; i++) {
    const PlanTask *one = plan_task(plan, i - 1), *other = plan_task(plan, i);
    g_assert_cmpint(one->start, <=, other->start);
    if (one->start == other->start) {
      g_assert_cmpstr(one->task->id, <, other->task->id);
    }
  }
}

static void test_alarms(void) {
  static const struct {
    const char *at;
    int remind[2];
    const char *alarms[3];
  } ROWS[] = {
      {NULL, {0, 0}, {NULL}},
      {NULL, {1440, 0}, {"2027-03-02T09:00", NULL}}, /* all-day: days before, at nine */
      {NULL, {1440, 3 * 1440}, {"2027-02-28T09:00", "2027-03-02T09:00"}},
      {"10:00", {1440, 120}, {"2027-03-02T10:00", "2027-03-03T08:00"}},
      {"10:00", {120, 1440}, {"2027-03-02T10:00", "2027-03-03T08:00"}}, /* sorted */
      {"10:00", {120, 120}, {"2027-03-03T08:00", NULL}},                /* and each once */
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_auto(Shop) shop = shop_new(2027);
    Task *task = make_on(shop.campaign, shop.prepare, "t", FUNCTION_FLOOR, "03-03", "03-05");
    if (ROWS[i].at) {
      make_at(task, ROWS[i].at);
    }
    if (ROWS[i].remind[0]) {
      make_remind(task, ROWS[i].remind[0], ROWS[i].remind[1]);
    }
    g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
    Moment out[TASK_MAX_REMINDERS];
    for (guint e = 0; e < plan->events->len; e++) {
      const PlanEvent *event = plan_event(plan, e);
      guint n = plan_event_alarms(plan, event, out), wanted = ROWS[i].alarms[0] == NULL   ? 0
                                                              : ROWS[i].alarms[1] == NULL ? 1
                                                                                          : 2;
      if (event->kind == EVENT_BANNER) {
        g_assert_cmpuint(n, ==, 0);
      } else if (event->kind == EVENT_DEADLINE) { /* rings once, at nine of its day, whatever the reminders */
        g_assert_cmpuint(n, ==, 1);
        g_assert_cmpint(out[0], ==, make_moment("2027-03-05T09:00"));
      } else {
        g_assert_cmpuint(n, ==, wanted);
        for (guint a = 0; a < n; a++) {
          g_assert_cmpint(out[a], ==, make_moment(ROWS[i].alarms[a]));
        }
      }
    }
  }
}

static const PlanEvent *find_event(const Plan *plan, EventKind kind) {
  for (guint i = 0; i < plan->events->len; i++) {
    if (plan_event(plan, i)->kind == kind) {
      return plan_event(plan, i);
    }
  }
  g_assert_not_reached();
}

static void test_descriptions(void) {
  g_auto(Shop) shop = shop_new(2027);
  Checklist *checklist = checklist_new();
  checklist->id = intern_string("ad-copy");
  checklist->title = g_strdup("广告文案审核表");
  g_ptr_array_add(shop.campaign->checklists, checklist);
  shop.campaign->store->roles[FUNCTION_PR] = make_person(shop.campaign, "sun", "孙立", NULL);
  make_on(shop.campaign, shop.prepare, "goods", FUNCTION_FLOOR, "start-1d", NULL);
  make_on(shop.campaign, shop.prepare, "far", FUNCTION_FLOOR, "start", NULL)->scales = 1u << SCALE_SOLO;
  Task *task = make_on(shop.campaign, shop.prepare, "copy", FUNCTION_FLOOR, "start-2d", "03-05");
  make_needs(task, "goods far");
  task->support = 1u << FUNCTION_LEGAL | 1u << FUNCTION_PR | 1u << FUNCTION_FLOOR | 1u << FUNCTION_HR;
  task->checklist = intern_string("ad-copy");
  task->notes = g_strdup("主图、标题、详情页\n逐一核对");
  PhaseRule *rule = g_new0(PhaseRule, 1);
  rule->text = g_strdup("谁先接到谁负责到底");
  g_ptr_array_add(shop.prepare->rules, rule);
  shop.prepare->note = g_strdup("日期也有写到 4月5日 的。");
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_autoptr(GString) text = g_string_new("前面的");
  plan_event_description(plan, find_event(plan, EVENT_EVENT), text);
  g_assert_cmpstr(
      text->str, ==,
      "前面的负责人：mai\n部门：卖场部\n协助：孙立、法务部\n检查表：广告文案审核表\n截止：3月5日 周五\n前置：goods\n"
      "备注：主图、标题、详情页\n逐一核对");
  g_string_truncate(text, 0);
  plan_event_description(plan, find_event(plan, EVENT_BANNER), text);
  g_assert_cmpstr(text->str, ==,
                  "起止：3月1日 周一至3月10日 周三，共 10 天\n放假安排待公布：2027 年的放假通知出来以后，日期可能有变\n"
                  "规矩：谁先接到谁负责到底\n说明：日期也有写到 4月5日 的。");
}

static void test_limits(void) {
  g_auto(Shop) shop = shop_new(2027);
  Task *task = make_on(shop.campaign, shop.prepare, "t", FUNCTION_FLOOR, "start", "start");
  g_free(task->title);
  GString *title = g_string_new(NULL), *notes = g_string_new(NULL);
  for (int i = 0; i < 200; i++) {
    g_string_append(title, "核");
    g_string_append(notes, "对价签和标签。");
  }
  task->title = g_strdup(title->str);
  task->notes = g_string_free(notes, FALSE);
  g_free(shop.prepare->title);
  shop.prepare->title = g_string_free(title, FALSE);
  shop.campaign->store->practice = TRUE;
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_assert_cmpuint(plan->events->len, ==, 4);
  for (guint i = 0; i < plan->events->len; i++) {
    g_autoptr(GString) summary = g_string_new(NULL);
    g_autoptr(GString) description = g_string_new(NULL);
    const PlanEvent *event = plan_event(plan, i);
    plan_event_summary(plan, event, summary);
    plan_event_description(plan, event, description);
    g_assert_true(g_utf8_validate(summary->str, -1, NULL));
    g_assert_cmpint(g_utf8_strlen(summary->str, -1), <=, 128);
    g_assert_cmpint(g_utf8_strlen(description->str, -1), <=, 1000);
    if (event->kind == EVENT_DEADLINE) {
      g_assert_cmpint(g_utf8_strlen(summary->str, -1), ==, 128);
      g_assert_cmpint(g_utf8_strlen(description->str, -1), ==, 1000);
      g_assert_true(g_str_has_suffix(summary->str, "核…"));
      g_assert_true(g_str_has_suffix(description->str, "…"));
    } else if (event->kind == EVENT_BANNER && event->index == 0) {
      g_assert_true(g_str_has_suffix(summary->str, "…（3月1日—3月10日）")); /* the days are kept */
    }
  }
}

static void test_phase_on(void) {
  g_auto(Shop) shop = shop_new(2027);
  g_autoptr(Plan) plan = sched_plan(shop.campaign, NULL, shop.diags);
  g_assert_null(plan_phase_on(plan, D("2027-02-28")));
  g_assert_true(plan_phase_on(plan, D("2027-03-10")) == shop.prepare);
  g_assert_true(plan_phase_on(plan, D("2027-03-11")) == shop.combat);
  g_assert_null(plan_phase_on(plan, D("2027-03-18")));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plan/on", test_on);
  g_test_add_func("/plan/every", test_every);
  g_test_add_func("/plan/every-refused", test_every_refused);
  g_test_add_func("/plan/uncountable", test_uncountable);
  g_test_add_func("/plan/broken", test_broken);
  g_test_add_func("/plan/early", test_early);
  g_test_add_func("/plan/too-many", test_too_many);
  g_test_add_func("/plan/scales-and-kinds", test_scales_and_kinds);
  g_test_add_func("/plan/phases", test_phases);
  g_test_add_func("/plan/phases-within", test_phases_within);
  g_test_add_func("/plan/empty", test_empty);
  g_test_add_func("/plan/holidays", test_holidays);
  g_test_add_func("/plan/events", test_events);
  g_test_add_func("/plan/order", test_order);
  g_test_add_func("/plan/alarms", test_alarms);
  g_test_add_func("/plan/descriptions", test_descriptions);
  g_test_add_func("/plan/limits", test_limits);
  g_test_add_func("/plan/phase-on", test_phase_on);
  return g_test_run();
}
