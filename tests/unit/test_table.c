/* Columns found by the names that people give them. */
#include "data/table.h"

#include <string.h>

static const char *const name_aliases[] = {"姓名", "员工姓名", "name", NULL};
static const char *const dept_aliases[] = {"部门", "所属部门", "department", NULL};
static const char *const phone_aliases[] = {"电话", "手机", "手机号码", "phone", NULL};
static const char *const no_aliases[] = {"工号", "no", NULL};
static const char *const boss_aliases[] = {"部门负责人", NULL};
static const ColumnSpec specs[] = {
    {"name", TRUE, name_aliases}, {"department", TRUE, dept_aliases}, {"phone", FALSE, phone_aliases},
    {"no", FALSE, no_aliases},    {"boss", FALSE, boss_aliases},
};

static void add_problem(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s@%u:%u %s %s ", diag_code_name(diag->code), diag->pos.line, diag->pos.column,
                         diag->message, diag->fix);
}

static void test_columns(void) {
  static const struct {
    const char *text;
    int row, index[5];
    const char *problem; /* beginning; "" none */
  } rows[] = {
      {"姓名,部门\n王芳,客服\n", 0, {0, 1, -1, -1, -1}, ""},
      {"Department,NAME,Phone,No.\n", 0, {1, 0, 2, 3, -1}, ""},
      {"2027 年员工姓名表\n\n* 姓 名（必填）,所属部门：,【选填】手机号码\n王芳,客服部,1\n", 1, {0, 1, 2, -1, -1}, ""},
      {"ＮＡＭＥ,ｄｅｐａｒｔｍｅｎｔ\n", 0, {0, 1, -1, -1, -1}, ""},
      {"【姓名】,（部门）\n", 0, {0, 1, -1, -1, -1}, ""},
      {"员工的姓名,门店部门名称,个人手机号码\n", 0, {0, 1, 2, -1, -1}, ""},
      {"紧急联系人姓名,姓名,部门,部门负责人\n", 0, {1, 2, -1, -1, 3}, ""},
      {"负责人/部门负责人,姓名,部门\n", 0, {1, 2, -1, -1, 0}, ""},
      {"姓名,部门,notes\n", 0, {0, 1, -1, -1, -1}, ""},
      {"部门经理,电话客服\n姓名,部门\n", 1, {0, 1, -1, -1, -1}, ""},
      {"姓名,电话\n王芳,1\n",
       -1,
       {0, -1, 1, -1, -1},
       "E072@1:1 表头里缺少 1 列：部门（也可以叫 所属部门、department）。"},
      {"甲,乙\n1,2\n", -1, {-1, -1, -1, -1, -1}, "E072@1:1 前 20 行里没有找到表头，要有 2 列：姓名"},
      {"姓名,部门,手机,电话\n", -1, {0, 1, 2, -1, -1}, "E073@1:10 “手机”和“电话”两列都像是电话"},
      {"姓名,部门,联系电话1,联系电话2\n", -1, {0, 1, 2, -1, -1}, "E073@1:13 “联系电话1”和“联系电话2”"},
      {"姓名,姓名,部门\n", -1, {0, 2, -1, -1, -1}, "E073@1:4 "},
      {"", -1, {-1, -1, -1, -1, -1}, "E077@0:0 "},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(rows[i].text, strlen(rows[i].text));
    g_autoptr(Table) table = csv_parse("a.csv", bytes, diags);
    int index[G_N_ELEMENTS(specs)];
    int row = table_find_columns(table, specs, G_N_ELEMENTS(specs), index, diags);
    g_autoptr(GString) found = g_string_new(NULL);
    diag_each(diags, add_problem, found);
    if (*rows[i].problem) {
      g_assert_true(g_str_has_prefix(found->str, rows[i].problem));
    } else {
      g_assert_cmpstr(found->str, ==, "");
    }
    g_assert_cmpint(row, ==, rows[i].row);
    for (guint s = 0; s < G_N_ELEMENTS(specs); s++) {
      g_assert_cmpint(index[s], ==, rows[i].index[s]);
    }
  }
}

/* The header is looked for in the first 20 rows and no further. */
static void test_depth(void) {
  for (int above = 19; above <= 20; above++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < above; i++) {
      g_string_append(text, "x,y\n");
    }
    g_string_append(text, "姓名,部门\n");
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(text->str, text->len);
    g_autoptr(Table) table = csv_parse("a.csv", bytes, diags);
    int index[G_N_ELEMENTS(specs)];
    g_assert_cmpint(table_find_columns(table, specs, G_N_ELEMENTS(specs), index, diags), ==, above == 19 ? 19 : -1);
    g_assert_cmpint(diag_has_errors(diags), ==, above == 20);
  }
}

static void test_missing_words(void) {
  g_autoptr(DiagList) diags = diag_list_new();
  static const char text[] = "工号,\"很长很长很长很长很长很长很长很长很长很长很长的\n列名\"\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
  g_autoptr(Table) table = csv_parse("a.csv", bytes, diags);
  int index[G_N_ELEMENTS(specs)];
  g_assert_cmpint(table_find_columns(table, specs, G_N_ELEMENTS(specs), index, diags), ==, -1);
  g_autoptr(GString) found = g_string_new(NULL);
  diag_each(diags, add_problem, found);
  g_assert_cmpstr(found->str, ==,
                  "E072@1:1 表头里缺少 2 列：姓名（也可以叫 员工姓名、name）、部门（也可以叫 所属部门、department）。 "
                  "请在表头里写上列名；现在的表头是：工号、很长很长很长很长很长很长很长很长很长很…。 ");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table/columns", test_columns);
  g_test_add_func("/table/depth", test_depth);
  g_test_add_func("/table/missing-words", test_missing_words);
  return g_test_run();
}
