/* Messages for a group chat, and the day that they are made from. */
#include "out/daysheet.h"
#include "out/message.h"
#include "unit/shop.h"

/* Whatever the body, no message is over the limit, none is broken inside a character, nothing is lost. */
static void test_split_limits(void) {
  static const char head[] = "【315】3月12日 周五 客服部";
  for (int lines = 0; lines < 60; lines++) {
    g_autoptr(GString) body = g_string_new(NULL);
    for (int i = 0; i < lines; i++) {
      g_string_append_printf(body, "%s· 第 %d 项工作，内容长短不一", i > 0 ? "\n" : "", i);
      for (int j = 0; j < (i * 7) % 30; j++) {
        g_string_append(body, "字");
      }
    }
    g_auto(GStrv) messages = message_split(head, body->str, 400);
    g_autoptr(GString) joined = g_string_new(NULL);
    guint n = g_strv_length(messages);
    for (guint i = 0; i < n; i++) {
      g_assert_cmpuint(strlen(messages[i]), <=, 400);
      g_assert_true(g_utf8_validate(messages[i], -1, NULL));
      g_assert_true(g_str_has_prefix(messages[i], head));
      g_autofree char *number = g_strdup_printf("（%u/%u）", i + 1, n);
      g_assert_true((strstr(messages[i], number) != NULL) == (n > 1));
      const char *text = strchr(messages[i], '\n');
      g_string_append_printf(joined, "%s%s", i > 0 ? "\n" : "", text != NULL ? text + 1 : "");
    }
    g_assert_cmpstr(joined->str, ==, body->str);
  }
}

static void test_split_exact(void) {
  g_autofree char *body = g_strnfill(200 - 1 - strlen("【315】"), 'x');
  g_auto(GStrv) one = message_split("【315】", body, 200);
  g_assert_cmpuint(g_strv_length(one), ==, 1);
  g_assert_cmpuint(strlen(one[0]), ==, 200);
  g_autofree char *longer = g_strconcat(body, "x", NULL);
  g_auto(GStrv) two = message_split("【315】", longer, 200);
  g_assert_cmpuint(g_strv_length(two), ==, 2);
}

/* One line that is longer than a message is broken between characters. */
static void test_split_long_line(void) {
  g_autoptr(GString) line = g_string_new(NULL);
  for (int i = 0; i < 200; i++) {
    g_string_append(line, "长");
  }
  g_auto(GStrv) messages = message_split("【315】", line->str, 150);
  g_autoptr(GString) joined = g_string_new(NULL);
  for (char **message = messages; *message; message++) {
    g_assert_cmpuint(strlen(*message), <=, 150);
    g_assert_true(g_utf8_validate(*message, -1, NULL));
    g_string_append(joined, strchr(*message, '\n') + 1);
  }
  g_assert_cmpstr(joined->str, ==, line->str);
}

/* A person whose lines are cut in two is called again. */
static void test_split_calls_again(void) {
  g_autoptr(GString) body = g_string_new("@王芳");
  for (int i = 0; i < 12; i++) {
    g_string_append(body, "\n· 二十个字二十个字二十个字二十个字二十个字");
  }
  g_auto(GStrv) messages = message_split("【315】", body->str, 300);
  g_assert_cmpuint(g_strv_length(messages), >, 2);
  for (char **message = messages; *message; message++) {
    g_assert_cmpuint(strlen(*message), <=, 300);
    assert_has(*message, "\n@王芳\n");
  }
}

static char *message_on(const Plan *plan, const char *date, const char *department, const char *person) {
  const Store *store = plan->campaign->store;
  Department *d = department ? store_department(store, department) : NULL;
  Person *p = person ? store_person(store, person) : NULL;
  g_autoptr(PlanView) view = planview_new(plan, NULL, d || p ? planview_audience(plan, d, p) : -1);
  g_autoptr(DayView) day = dayview_new(view, D(date));
  g_auto(GStrv) messages = message_of_day(day, d, p);
  g_assert_cmpuint(g_strv_length(messages), ==, 1);
  return g_strdup(messages[0]);
}

static void test_of_day(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  static const struct {
    const char *date, *department, *person, *expected;
  } rows[] = {
      /* she is away: her backup is called; the times of one task stand together; one @ a person */
      {"2027-03-12", NULL, NULL,
       "【315】3月12日 周五 杭州武林店 · 重点保障 · 距3月15日还有 3 天\n@赵敏\n· 全天 价签核对（代王芳）（今天截止）\n"
       "· 10:00、14:00、20:00 疑难问题清零（代王芳）"},
      {"2027-03-15", "service", NULL,
       "【315】3月15日 周一 客服部 · 重点保障 · 今天就是3月15日\n@王芳\n· 10:00、14:00、20:00 疑难问题清零"},
      /* a department that helps */
      {"2027-03-03", "service", NULL,
       "【315】3月3日 周三 客服部 · 自查准备 · 距3月15日还有 12 天\n@王芳\n· 全天 协助：广告文案审核（3月9日 "
       "周二截止）"},
      /* deadlines of work begun earlier: tomorrow, today, yesterday, and then silence */
      {"2027-03-08", NULL, "sun",
       "【315】3月8日 周一 杭州武林店 · 自查准备 · 距3月15日还有 7 天\n@孙丽\n· 明天截止：广告文案审核"},
      {"2027-03-09", NULL, "sun",
       "【315】3月9日 周二 杭州武林店 · 自查准备 · 距3月15日还有 6 天\n@孙丽\n· 今天截止：广告文案审核"},
      {"2027-03-10", NULL, "sun",
       "【315】3月10日 周三 杭州武林店 · 自查准备 · 距3月15日还有 5 天\n@孙丽\n· "
       "昨天截止：广告文案审核，没做完的请今天补上"},
      {"2027-03-11", NULL, "sun",
       "【315】3月11日 周四 杭州武林店 · 重点保障 · 距3月15日还有 4 天\n@孙丽 今天没有安排的工作。"},
      /* a supervisor is told of deadlines, not of the work */
      {"2027-03-03", NULL, "liu",
       "【315】3月3日 周三 杭州武林店 · 自查准备 · 距3月15日还有 12 天\n@刘洋\n· 今天截止：督促：商品自查"},
      {"2027-03-20", NULL, NULL, "【315】3月20日 周六 杭州武林店 · 整改回访\n今天没有安排的工作。"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *message = message_on(plan, rows[i].date, rows[i].department, rows[i].person);
    g_assert_cmpstr(message, ==, rows[i].expected);
    for (const char *const *mobile = shop_mobiles; *mobile; mobile++) {
      assert_lacks(message, *mobile);
    }
  }
  campaign->store->practice = TRUE;
  g_autofree char *practice = message_on(plan, "2027-03-20", NULL, NULL);
  g_assert_true(g_str_has_prefix(practice, "【315】【演练】"));
}

/* A post that nobody holds that day. */
static void test_nobody(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Task *task = make_on(campaign, g_ptr_array_index(campaign->phases, 1), "duty", FUNCTION_NONE, "03-14", NULL);
  task->post = intern_string("duty-manager");
  shop_title(task, "值守到位");
  make_post(campaign, "duty-manager", "2027-03-13", "wang - wang");
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *message = message_on(plan, "2027-03-14", NULL, NULL);
  assert_has(message, "还没有排人，请店长指定：\n· 全天 值守到位");
}

static char *sheet_on(const Plan *plan, const char *date, int columns) {
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  g_autoptr(DayView) day = dayview_new(view, D(date));
  GString *out = g_string_new(NULL);
  daysheet_print_text(day, NULL, columns, out);
  return g_string_free(out, FALSE);
}

static void test_sheet(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  static const struct {
    const char *date;
    const char *has[5], *lacks[3];
  } rows[] = {
      {"2027-02-20",
       {"还没到备战：3月1日 周一开始，还有 9 天", "距3月15日还有 23 天", "今天要做（0 项）"},
       {"已过截止日", "接下来三天"}},
      {"2027-02-27", {"接下来三天开始（1 项）", "商品自查"}, {"已过截止日"}},
      {"2027-03-01",
       {"【备战】3月1日至3月10日，今天是第 1 天", "快到了：women（3月6日至3月8日）",
        "商品自查 — 孙丽，运营部，3月3日 周三截止"},
       {NULL}},
      {"2027-03-05",
       {"已经开始，截止日还没到（1 项）", "3月9日 周二   广告文案审核", "已过截止日，本工具还没有完成记录",
        "14:00         应答口径培训 — 刘洋"},
       {NULL}},
      {"2027-03-07", {"正在进行：women（3月6日至3月8日）"}, {NULL}},
      {"2027-03-12",
       {"请假：王芳（婚假，到3月13日 周六），客服部由 赵敏 顶上。", "赵敏（代王芳）", "今天要做（2 项）",
        "另有反复做的工作 1 项，到昨天为止共 3 次"},
       {"\n今天截止（"}},
      {"2027-03-09", {"\n今天截止（1 项）"}, {NULL}},
      {"2027-03-15", {"今天就是3月15日"}, {"请假"}},
      {"2027-04-03",
       {"今年的 315 活动期已经在3月31日 周三结束。3月15日已经过去 19 天。", "快到了：清明节放假（4月5日）。",
        "放假安排待公布"},
       {NULL}},
      {"2027-04-05", {"今天是清明节放假。"}, {NULL}},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = sheet_on(plan, rows[i].date, 80);
    for (guint j = 0; j < 5 && rows[i].has[j] != NULL; j++) {
      assert_has(text, rows[i].has[j]);
    }
    for (guint j = 0; j < 3 && rows[i].lacks[j] != NULL; j++) {
      assert_lacks(text, rows[i].lacks[j]);
    }
  }
}

static void test_sheet_no_period(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *text = sheet_on(plan, "2027-03-12", 80);
  assert_has(text, "本店不设 315 活动期");
  assert_has(text, "没有安排的工作");
}

static void test_json(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  g_autoptr(DayView) day = dayview_new(view, D("2027-03-12"));
  g_autoptr(GString) out = g_string_new(NULL);
  static const char *const messages[] = {"【315】一", "【315】二", NULL};
  daysheet_print_json(day, NULL, messages, out);
  static const char *const has[] = {"\"schema\": 1",
                                    "\"day\": \"2027-03-12\"",
                                    "\"days_to_315\": 3",
                                    "\"holiday\": null",
                                    "\"reason\": \"婚假\"",
                                    "\"occurrence\": \"2027-03-12T1000\"",
                                    "\"repeated_without_record\": 3",
                                    "\"【315】二\""};
  for (guint i = 0; i < G_N_ELEMENTS(has); i++) {
    assert_has(out->str, has[i]);
  }
  g_autoptr(DayView) holiday = dayview_new(view, D("2027-04-05"));
  g_string_truncate(out, 0);
  daysheet_print_json(holiday, NULL, NULL, out);
  assert_has(out->str, "\"kind\": \"holiday\"");
  assert_has(out->str, "\"messages\": null");
  assert_has(out->str, "\"phase\": null");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/message/split-limits", test_split_limits);
  g_test_add_func("/message/split-exact", test_split_exact);
  g_test_add_func("/message/split-long-line", test_split_long_line);
  g_test_add_func("/message/split-calls-again", test_split_calls_again);
  g_test_add_func("/message/of-day", test_of_day);
  g_test_add_func("/message/nobody", test_nobody);
  g_test_add_func("/today/sheet", test_sheet);
  g_test_add_func("/today/no-period", test_sheet_no_period);
  g_test_add_func("/today/json", test_json);
  return g_test_run();
}
