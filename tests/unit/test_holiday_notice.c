/* The State Council's notice as pasted text. The days of 2024–2026 are the announced ones, 2027 is made up; the wording here is our own. */
#include "base/date.h"
#include "load/holiday_notice.h"
#include <string.h>

#define Y2024                                                                                                                                                              \
  "关于2024年部分节假日安排的通知\n经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休" \
  "日期的具体安排通知如下。\n"                                                                                                                                 \
  "一、元旦：1月1日放假，与周末连休。\n"                                                                                                                   \
  "二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日"    \
  "）休息。\n"                                                                                                                                                         \
  "三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。\n"                                                                           \
  "四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。\n"                                               \
  "五、端午节：6月10日放假，与周末连休。\n"                                                                                                               \
  "六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。\n"                                                                        \
  "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。\n"                                             \
  "节假日期间，各单位要安排好值班。\n2023年10月25日\n"

#define Y2025                                                                                                                                                            \
  "国务院办公厅关于2025年部分节假日安排的通知 https://www.gov.cn/zhengce/content/202411/content_6986382.htm "                                         \
  "（2025年1月1日起）\n"                                                                                                                                           \
  "一、元旦：1月1日（周三）放假1天，不调休。\n"                                                                                                       \
  "二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）" \
  "上班。\n"                                                                                                                                                          \
  "三、清明节：4月4日（周五）至6日（周日）放假，共3天。\n"                                                                                       \
  "四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。\n"                                                   \
  "五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。\n"                                                                                  \
  "六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。\n"

/* 2026: full-width digits, other signs, broken lines, no numbering */
#define Y2026                                                                                                              \
  "２０２６年部分节假日安排如下\n"                                                                           \
  "元旦：１月１日（周四）至３日（周六）放假调休，\n共３天。１月４日（周日）上班。\n" \
  "春节: 2 月 15 日(农历腊月二十八、周日)至 23 日(农历正月初七、周一)放假调休, 共 9 "        \
  "天。2月14日(周六)、\n2月28日（周六）上班。\n"                                                           \
  "清明节：4月4日（周六）—6日（周一）放假，共3天。\n"                                               \
  "劳动节：5月1日（周五）到5日（周二）放假调休，共五天；5月9日（周六）正常上班。\n"    \
  "端午节：6月19日（周五）至21日（周日）放假，共3天。\n"                                             \
  "中秋节：9月25日（周五）至27日（周日）放假，共3天。\n"                                             \
  "“国庆节”：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"

/* 2027, made up: New Year begins in December, with a day worked in December; dates in two ranges; 补休; a regional line */
#define Y2027                                                                                                                                               \
  "国务院办公厅关于2027年部分节假日安排的通知\n"                                                                                         \
  "（一）元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。12月27日（星期日）上班。\n"              \
  "（二）春节：2月5日（除夕、周五）至12日（周五）放假调休，共8天。1月30日（周六）、2月20日（周六）要上班。\n" \
  "（三）清明节：4月5日（周一）放假，与周末连休。\n"                                                                                  \
  "（四）五一国际劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。\n"                        \
  "（五）端午节：6月9日（周三）放假1天。\n"                                                                                                \
  "（六）中秋节：9月15日（周三）放假。\n"                                                                                                   \
  "（七）国庆节：10月1日（周五）、2日（周六）、3日（周日）放假，10月4日（周一）至5日（周二）补休。\n"            \
  "八、三月三：4月9日（周五）放假，共1天。\n"

static HolidayNotice *parse(const char *text, char **problems) {
  g_autoptr(DiagList) diags = diag_list_new();
  HolidayNotice *notice = holiday_notice_parse("notice.txt", text, strlen(text), diags);
  g_autofree char *shown = diag_render_text(diags, 200);
  *problems = g_steal_pointer(&shown);
  g_assert_cmpint(notice != NULL, ==, !diag_has_errors(diags));
  return notice;
}

/* "元旦 01-01…01-03 +01-04; …": ranges of days off, then days worked, of each name in order of appearance. */
static char *listing(const HolidayNotice *notice) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < notice->days->len;) {
    const HolidayNoticeDay *first = &g_array_index(notice->days, HolidayNoticeDay, i);
    guint last = i;
    while (last + 1 < notice->days->len) {
      const HolidayNoticeDay *next = &g_array_index(notice->days, HolidayNoticeDay, last + 1);
      if (next->off != first->off || next->day != first->day + (Day)(last + 1 - i) ||
          strcmp(next->name, first->name) != 0) {
        break;
      }
      last++;
    }
    char a[DAY_TEXT], b[DAY_TEXT];
    g_string_append_printf(out, "%s%s%s %s", out->len ? "; " : "", first->off ? "" : "+", first->name,
                           day_iso(first->day, a));
    if (last > i) {
      g_string_append_printf(out, "…%s", day_iso(first->day + (Day)(last - i), b) + 5);
    }
    i = last + 1;
  }
  return g_string_free(out, FALSE);
}

static void test_years(void) {
  static const struct {
    int year;
    const char *text, *days;
  } ROWS[] = {
      {2024, Y2024,
       "元旦 2024-01-01; +春节 2024-02-04; 春节 2024-02-10…02-17; +春节 2024-02-18; 清明节 2024-04-04…04-06; "
       "+清明节 2024-04-07; +劳动节 2024-04-28; 劳动节 2024-05-01…05-05; +劳动节 2024-05-11; 端午节 2024-06-10; "
       "+中秋节 2024-09-14; 中秋节 2024-09-15…09-17; +国庆节 2024-09-29; 国庆节 2024-10-01…10-07; +国庆节 2024-10-12"},
      {2025, Y2025,
       "元旦 2025-01-01; +春节 2025-01-26; 春节 2025-01-28…02-04; +春节 2025-02-08; 清明节 2025-04-04…04-06; "
       "+劳动节 2025-04-27; 劳动节 2025-05-01…05-05; 端午节 2025-05-31…06-02; +国庆节、中秋节 2025-09-28; "
       "国庆节、中秋节 2025-10-01…10-08; +国庆节、中秋节 2025-10-11"},
      {2026, Y2026,
       "元旦 2026-01-01…01-03; +元旦 2026-01-04; +春节 2026-02-14; 春节 2026-02-15…02-23; +春节 2026-02-28; "
       "清明节 2026-04-04…04-06; 劳动节 2026-05-01…05-05; +劳动节 2026-05-09; 端午节 2026-06-19…06-21; "
       "+国庆节 2026-09-20; 中秋节 2026-09-25…09-27; 国庆节 2026-10-01…10-07; +国庆节 2026-10-10"},
      {2027, Y2027,
       "+元旦 2026-12-27; 元旦 2026-12-31…01-02; +春节 2027-01-30; 春节 2027-02-05…02-12; +春节 2027-02-20; "
       "清明节 2027-04-05; 三月三 2027-04-09; 劳动节 2027-05-01…05-05; +劳动节 2027-05-08; 端午节 2027-06-09; "
       "中秋节 2027-09-15; 国庆节 2027-10-01…10-05"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *problems = NULL;
    g_autoptr(HolidayNotice) notice = parse(ROWS[i].text, &problems);
    g_assert_cmpstr(problems, ==, "");
    g_assert_nonnull(notice);
    g_autofree char *days = listing(notice),
                    *title = g_strdup_printf("国务院办公厅关于%d年部分节假日安排的通知", ROWS[i].year);
    g_assert_cmpint(notice->year, ==, ROWS[i].year);
    g_assert_cmpstr(days, ==, ROWS[i].days);
    g_assert_cmpstr(notice->title, ==, title);
    g_assert_cmpstr(notice->url, ==,
                    ROWS[i].year == 2025 ? "https://www.gov.cn/zhengce/content/202411/content_6986382.htm" : NULL);
  }
}

/* Y2025 with one text replaced by another: what is said. */
static void test_mistakes(void) {
  static const struct {
    const char *from, *to, *says;
  } ROWS[] = {
      {"1月1日（周三）", "1月1日（周四）", "2:11: 错误[E082]: 2025年1月1日是周三，通知里写的是周四。"},
      {"放假调休，共8天。1月", "放假调休，共7天。1月", "3:42: 错误[E082]: 「春节」写的是放假 7 天，按日期数是 8 天。"},
      {"4月4日（周五）", "4月31日（周五）", "4:7: 错误[E082]: 2025 年没有4月31日。"},
      {"至6日（周日）放假", "至3日（周四）放假", "4:7: 错误[E082]: 放假的最后一天早于第一天。"},
      {"4月27日（周日）上班", "4月27日（周日）上搬，其他日子照常放假",
       "5:31: 错误[E082]: 「劳动节」一条里，看不懂这个日期是放假还是上班。"},
      {"4月27日（周日）上班。", "",
       "5:1: 错误[E082]: 「劳动节」占用 3 个周一至周五，调休上班 0 天，相减得 3 天，与法定的 2 天不符。"},
      {"4月27日（周日）上班", "4月28日（周一）上班",
       "5:1: 错误[E082]: 「劳动节」里调休上班的4月28日 周一本来就不是周末。"},
      {"4月27日（周日）上班", "3月2日（周日）上班", "5:1: 错误[E082]: 「劳动节」里调休上班的3月2日 周日离假期太远。"},
      {"10月1日（周三）至8日", "10月2日（周四）至8日",
       "7:33: 错误[E082]: 「国庆节、中秋节」写的是放假 8 天，按日期数是 7 天。"},
      {"10月1日（周三）至8日（周三）放假调休，共8天", "10月2日（周四）至9日（周四）放假调休，共8天",
       "7:1: 错误[E082]: 「国庆节、中秋节」的放假日子里没有国庆节（10月1日 周三至10月3日 周五）。"},
      {"三、清明节：4月4日（周五）至6日（周日）放假，共3天。", "", "1:1: 错误[E082]: 通知不完整，缺少：清明节。"},
      {"4月4日（周五）至6日（周日）放假，共3天", "另行通知", "4:1: 错误[E082]: 「清明节」一条里没有找到放假的日期。"},
      {"4月4日（周五）至", "5月4日（周日）至", "4:19: 错误[E082]: 2025年5月6日是周二，通知里写的是周日。"},
      {"4月4日（周五）至6日（周日）", "4月4日（周五）至30日（周三）",
       "4:7: 错误[E082]: 一次放假超过 16 天，日期多半写错了。"},
      {"4月4日（周五）至6日", "2023年4月4日（周二）至6日", "4:7: 错误[E082]: 2023年4月4日不在 2025 年的放假安排之内。"},
      {"5月31日（周六）至6月2日（周一）", "31日（周六）至6月2日（周一）",
       "6:7: 错误[E082]: 「端午节」一条里的“31日”没有写是几月。"},
      {"国务院办公厅关于2025年部分节假日安排的通知", "关于放假", "1:1: 错误[E082]: 看不出这是哪一年的放假通知。"},
      {"5月31日（周六）至6月2日（周一）放假", "10月11日（周六）至13日（周一）放假",
       "6:1: 错误[E082]: 「端午节」的放假日子里没有端午节（5月25日 周日至6月28日 周六之间）。"},
      {"4月27日（周日）上班", "4月6日（周日）上班", "1:1: 错误[E082]: 4月6日 周日在“劳动节”和“清明节”两条里都写了。"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *problems = NULL;
    const char *at = strstr(Y2025, ROWS[i].from);
    g_assert_nonnull(at);
    g_autoptr(GString) text = g_string_new(Y2025);
    g_string_replace(text, ROWS[i].from, ROWS[i].to, 1);
    g_autoptr(HolidayNotice) notice = parse(text->str, &problems);
    g_assert_null(notice);
    g_autofree char *wanted = g_strconcat("notice.txt:", ROWS[i].says, NULL);
    if (!g_str_has_prefix(problems, wanted)) {
      g_test_message("%s →\n%swanted %s", ROWS[i].to, problems, wanted);
      g_test_fail();
    }
  }
}

static void test_not_a_notice(void) {
  static const struct {
    const char *text, *says;
  } ROWS[] = {
      {"", "notice.txt: 错误[E082]: 看不出这是哪一年的放假通知。"},
      {"2027年部分节假日安排", "notice.txt:1:1: 错误[E082]: 没有找到“元旦：1月1日放假”这样的条目。"},
      {"\xff\xfe", "notice.txt: 错误[E004]: 放假通知不是 UTF-8 文字。"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *problems = NULL;
    g_autoptr(HolidayNotice) notice = parse(ROWS[i].text, &problems);
    g_assert_null(notice);
    g_test_message("%s", problems);
    g_assert_true(g_str_has_prefix(problems, ROWS[i].says));
  }
}

/* What stands around the days does not disturb: advice, other addresses, a tenth and eleventh item, long dashes. */
static void test_around(void) {
  g_autoptr(GString) text = g_string_new("转自 http://example.com/2024 与 https://www.gov.cn/zhengce/x.htm\n" Y2024);
  g_string_replace(text, "除夕（2月9日）休息", "2月9日休息", 1);
  g_string_replace(text, "10月1日至7日", "10月1日——7日", 1);
  g_string_append(text, "十一、三月三：4月11日放假\n十二、值班\n十三、2024年值守：4月12日放假");
  g_autofree char *problems = NULL;
  g_autoptr(HolidayNotice) notice = parse(text->str, &problems);
  g_assert_cmpstr(problems, ==, "");
  g_autofree char *days = listing(notice);
  g_assert_nonnull(strstr(days, "; 三月三 2024-04-11"));
  g_assert_nonnull(strstr(days, "; 国庆节 2024-10-01…10-07; "));
  g_assert_null(strstr(days, "02-09"));
  g_assert_cmpstr(notice->url, ==, "https://www.gov.cn/zhengce/x.htm");
}

static void test_too_long(void) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autofree char *text = g_strnfill(70000, ' ');
  g_assert_null(holiday_notice_parse("notice.txt", text, 70000, diags));
  g_autofree char *shown = diag_render_text(diags, 100);
  g_assert_true(g_str_has_prefix(shown, "notice.txt: 错误[E003]: 文件有 70000 字节，不像是一份放假通知。\n"));
}

/* An older way of writing (before 2014): 其中…为法定节假日, 照常公休, 公休日调至. */
static void test_older_words(void) {
  g_autoptr(GString) text = g_string_new(Y2024);
  g_string_replace(text, "一、元旦：1月1日放假，与周末连休。",
                   "一、元旦：1月1日至3日放假公休，共3天。其中，1月1日（星期一）为法定节假日；1月2日（星期二）、1月3日"
                   "（星期三）公休日调至"
                   "1月6日（星期六）、1月7日（星期日），1月6日（星期六）、1月7日（星期日）照常上班。",
                   1);
  g_autofree char *problems = NULL;
  g_autoptr(HolidayNotice) notice = parse(text->str, &problems);
  g_assert_cmpstr(problems, ==, "");
  g_autofree char *days = listing(notice);
  g_assert_true(g_str_has_prefix(days, "元旦 2024-01-01…01-03; +元旦 2024-01-06…01-07; "));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/holiday-notice/years", test_years);
  g_test_add_func("/holiday-notice/mistakes", test_mistakes);
  g_test_add_func("/holiday-notice/not-a-notice", test_not_a_notice);
  g_test_add_func("/holiday-notice/around", test_around);
  g_test_add_func("/holiday-notice/too-long", test_too_long);
  g_test_add_func("/holiday-notice/older-words", test_older_words);
  return g_test_run();
}
