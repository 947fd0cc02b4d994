/* Everyday words → what definitions call them. */
#include "desk/names.h"

static void test_functions(void) {
  static const struct {
    const char *name, *ids;
  } rows[] = {{"客服部", "客服"},
              {"售后服务台", "客服"},
              {"仓储物流部", "仓储、物流"},
              {"采购商品中心", "商品、采购"},
              {"食品安全部", "食品安全"},
              {"品控", "食品安全"},
              {"电商运营", "运营"},
              {"生鲜处", "生鲜"},
              {"人力行政部", "人事"},
              {"IT", ""},
              {"信息技术部", "信息技术"},
              {"神秘部", ""},
              {"", ""}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *words = words_of_set(words_function, names_functions(rows[i].name));
    g_assert_cmpstr(words, ==, rows[i].ids);
  }
}

static void test_words(void) {
  static const struct {
    int (*understand)(const char *);
    const char *typed;
    int value;
  } rows[] = {{names_kind, "网店", KIND_ONLINE},
              {names_kind, "shop", KIND_SHOP},
              {names_kind, "门店", KIND_SHOP},
              {names_kind, "化妆品", KIND_COSMETICS},
              {names_kind, "玩具", -1},
              {names_scale, "一般", SCALE_STANDARD},
              {names_scale, "solo", SCALE_SOLO},
              {names_scale, "", -1},
              {names_workdays, "按排班", WORKDAYS_SHIFT},
              {names_workdays, "双休", WORKDAYS_WORKDAY},
              {names_complaint, "质量", COMPLAINT_QUALITY},
              {names_complaint, "quality", COMPLAINT_QUALITY},
              {names_function, "pr", FUNCTION_PR},
              {names_function, "公关", FUNCTION_PR},
              {names_function, "公关部", -1}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_cmpint(rows[i].understand(rows[i].typed), ==, rows[i].value);
  }
}

static void test_provinces(void) {
  static const struct {
    const char *typed, *province, *near;
  } rows[] = {{"浙江", "浙江", NULL},           {"浙江省", "浙江", NULL}, {"上海市", "上海", NULL},
              {"广西壮族自治区", "广西", NULL}, {"淅江", NULL, "浙江"},   {"黑龙红", NULL, "黑龙江"},
              {"浙江市场", NULL, NULL},         {"湖", NULL, NULL},       {"江东", NULL, NULL}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_cmpstr(names_province(rows[i].typed), ==, rows[i].province);
    if (rows[i].province == NULL) {
      g_assert_cmpstr(names_near_province(rows[i].typed), ==, rows[i].near);
    }
  }
}

static void test_ids(void) {
  static const struct {
    const char *name, *id;
  } rows[] = {{"王芳", "wang.fang"},     {"王芳", "wang.fang2"}, {"王方", "wang.fang3"},
              {"李小明", "li.xiaoming"}, {"单田", "shan.tian"},  {"单", "shan"},
              {"Alice Wu", "alicewu"},   {"！！", "staff"},      {"～", "staff2"}};
  g_autoptr(GHashTable) taken = names_taken_new();
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *id = names_person_id(taken, rows[i].name);
    g_assert_cmpstr(id, ==, rows[i].id);
  }
  static const struct {
    const char *wanted, *id;
  } wanted[] = {
      {"HZ_Wu lin", "hz-wu-lin"},
      {"../etc", "etc"},
      {"a/b", "ab"},
      {"-x-", "x"},
      {"", "store"},
      {"0123456789012345678901234567890123456789012345678901234567890",
       "012345678901234567890123456789012345678901234567"},
      {"012345678901234567890123456789012345678901234567", "012345678901234567890123456789012345678901234562"}};
  g_autoptr(GHashTable) others = names_taken_new();
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autofree char *id = names_unique_id(others, wanted[i].wanted, "store");
    g_assert_cmpstr(id, ==, wanted[i].id);
  }
}

static void test_split(void) {
  g_auto(GStrv) parts = names_split("客服部、采购部，仓储；收银 / 生鲜,,it");
  g_autofree char *joined = g_strjoinv("|", parts);
  g_assert_cmpstr(joined, ==, "客服部|采购部|仓储|收银|生鲜|it");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/names/functions", test_functions);
  g_test_add_func("/names/words", test_words);
  g_test_add_func("/names/provinces", test_provinces);
  g_test_add_func("/names/ids", test_ids);
  g_test_add_func("/names/split", test_split);
  return g_test_run();
}
