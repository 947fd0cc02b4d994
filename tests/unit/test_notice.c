/* The deployment notice: what must stand in it, in each format; and the document printer below it. */
#include "out/notice.h"
#include "unit/shop.h"

static char *notice_of(const Plan *plan, DocumentFormat format) {
  const Notice notice = {plan, D("2027-03-01")};
  GString *out = g_string_new(NULL);
  notice_print(&notice, format, 80, out);
  return g_string_free(out, FALSE);
}

static void test_content(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  static const char *const has[] = {"关于做好 2027 年 315 期间投诉处理工作的通知",
                                    "一、时间安排",
                                    "2027-03-01 至 2027-03-31",
                                    "自查准备",
                                    "重点保障",
                                    "整改回访",
                                    "放假安排待公布",
                                    "二、工作要求",
                                    "谁先接到谁负责到底",
                                    "三、职责分工",
                                    "王芳",
                                    "李雷",
                                    "广告文案审核",
                                    "四、联络与升级",
                                    "0571-88880001",
                                    "30 分钟还没有解决",
                                    "五、用语提醒",
                                    "欧阳倩",
                                    "六、培训",
                                    "应答口径培训",
                                    "签收表",
                                    "杭州某某商贸有限公司",
                                    "店长 刘洋",
                                    "赵敏"};
  for (DocumentFormat format = DOCUMENT_HTML; format <= DOCUMENT_TEXT; format++) {
    g_autofree char *text = notice_of(plan, format);
    for (guint i = 0; i < G_N_ELEMENTS(has); i++) {
      assert_has(text, has[i]);
    }
    assert_lacks(text, "备战");
    assert_lacks(text, "作战");
    assert_lacks(text, "善后");
    for (const char *const *mobile = shop_mobiles; *mobile; mobile++) {
      assert_lacks(text, *mobile);
    }
  }
}

static void test_html(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_free(campaign->store->name);
  campaign->store->name = g_strdup("<b>店</b>");
  campaign->store->practice = TRUE;
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *text = notice_of(plan, DOCUMENT_HTML);
  assert_has(text, "page-break-before:always"); /* the receipt sheet begins on a page of its own */
  assert_has(text, "border=\"1\"");
  assert_has(text, "演练");
  assert_lacks(text, "<b>店");
  assert_lacks(text, "http");
  assert_lacks(text, "<script");
  g_autofree char *plain = notice_of(plan, DOCUMENT_TEXT), *markdown = notice_of(plan, DOCUMENT_MARKDOWN);
  assert_has(plain, "演练");
  assert_has(markdown, "演练");
}

/* The version is that of the content: another day keeps it, another owner changes it. */
static void test_version(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  const Notice one = {plan, D("2027-03-01")}, later = {plan, D("2027-03-02")};
  g_autofree char *a = notice_version(&one), *b = notice_version(&later);
  g_assert_cmpuint(strlen(a), ==, 8);
  g_assert_cmpstr(a, ==, b);
  g_free(store_person(campaign->store, "wang")->name);
  store_person(campaign->store, "wang")->name = g_strdup("王方");
  g_autofree char *c = notice_version(&one);
  g_assert_cmpstr(a, !=, c);
}

static void test_no_period(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(Plan) plan = make_shop_plan(campaign);
  g_autofree char *text = notice_of(plan, DOCUMENT_MARKDOWN);
  assert_has(text, "本店不设 315 活动期");
  assert_has(text, "签收表");
}

static void test_document_text(void) {
  g_autoptr(GString) out = g_string_new(NULL);
  Document document = {.format = DOCUMENT_TEXT, .columns = 20, .out = out};
  document_open(&document, "通知", "版本 1", FALSE);
  document_heading(&document, "一、时间");
  document_subheading(&document, "准备");
  document_item(&document, 1, "先听完再复述一遍顾客的要求");
  document_signature(&document, "店长\n三月");
  document_close(&document);
  g_assert_cmpstr(out->str, ==,
                  "        通知\n       版本 1\n\n一、时间\n\n准备\n  1. 先听完再复述一\n     遍顾客的要求\n\n         "
                  "       店长\n                三月\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/notice/content", test_content);
  g_test_add_func("/notice/html", test_html);
  g_test_add_func("/notice/version", test_version);
  g_test_add_func("/notice/no-period", test_no_period);
  g_test_add_func("/notice/document-text", test_document_text);
  return g_test_run();
}
