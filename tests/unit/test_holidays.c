/* load/holidays: the shipped years and what a store imported over them. */
#include "workspace.h"

static void test_shipped(void) {
  Workspace w;
  workspace_new(&w);
  g_autoptr(DayTable) table = load_holidays(w.share.path, NULL, w.diags);
  g_assert_cmpuint(table->years->len, ==, 2);
  g_assert_cmpint(daytable_status(table, 2026), ==, YEAR_OFFICIAL);
  g_assert_cmpint(daytable_status(table, 2027), ==, YEAR_PROVISIONAL);
  g_assert_cmpint(daytable_status(table, 2028), ==, YEAR_UNKNOWN);
  g_assert_cmpstr(daytable_year(table, 2026)->url, ==, "https://example.gov.cn/2026");
  g_assert_true(daytable_is_workday(table, day_from(2026, 2, 28))); /* a Saturday that is worked */
  g_assert_false(daytable_is_workday(table, day_from(2026, 4, 6)));
  g_assert_false(daytable_is_workday(table, day_from(2026, 3, 1)));
  g_assert_true(daytable_is_workday(table, day_from(2026, 3, 2)));
  g_assert_cmpstr(daytable_find(table, day_from(2026, 4, 6))->name, ==, "清明节");
  g_assert_null(daytable_find(table, day_from(2026, 4, 7)));
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "");
  workspace_free(&w);
}

static void test_own(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "holidays/2027.json",
             "{\"$schema\": \"x\", \"year\": 2027, \"papers\": [\"https://example.gov.cn/2027\"], \"days\": [\n"
             "{\"name\": \"元旦\", \"date\": \"2026-12-31\", \"isOffDay\": true},\n"
             "{\"name\": \"清明节\", \"date\": \"2027-04-03\", \"isOffDay\": false},\n"
             "{\"name\": \"清明节\", \"date\": \"2027-04-06\", \"isOffDay\": true}]}\n");
  folder_put(&w.home, "holidays/2028.json", "{\"year\": 2028, \"papers\": [], \"days\": []}\n");
  folder_put(&w.home, "holidays/readme.json", "x");
  g_autoptr(DayTable) table = load_holidays(w.share.path, w.home.path, w.diags);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "");
  const DayYear *year = daytable_year(table, 2027);
  g_assert_cmpint(year->status, ==, YEAR_OFFICIAL);
  g_assert_true(year->own);
  g_assert_cmpstr(year->url, ==, "https://example.gov.cn/2027");
  g_assert_null(daytable_find(table, day_from(2027, 4, 5))); /* the shipped guess is gone */
  g_assert_true(daytable_is_workday(table, day_from(2027, 4, 3)));
  g_assert_false(daytable_is_workday(table, day_from(2026, 12, 31))); /* December in next year's file */
  g_assert_cmpint(daytable_find(table, day_from(2026, 2, 28))->kind, ==, DAY_MAKEUP);
  g_assert_cmpint(daytable_status(table, 2028), ==, YEAR_UNKNOWN); /* nothing announced */
  workspace_free(&w);
}

static void test_problems(void) {
  static const struct {
    const char *file, *text, *expected;
  } rows[] = {
      {"holidays/2027.json", "{\"year\": 2027", "E080"},
      {"holidays/2027.json", "[]", "E013"},
      {"holidays/2027.json", "{\"year\": 2028, \"papers\": [\"x\"], \"days\": []}", "E081"},
      {"holidays/2027.json",
       "{\"year\": 2027, \"papers\": [\"x\"], \"days\": [{\"name\": \"a\", \"date\": \"2025-01-01\", \"isOffDay\": "
       "true}]}",
       "E081"},
      {"holidays/2027.json",
       "{\"year\": 2027, \"papers\": [\"x\"], \"days\": [{\"name\": \"a\", \"date\": \"2027-02-29\", \"isOffDay\": "
       "true}]}",
       "E018"},
      {"holidays/2027.json",
       "{\"year\": 2027, \"papers\": [\"x\"], \"days\": [{\"name\": \"a\", \"date\": \"2027-02-28\"}, 3]}",
       "E013 E014"},
      {"holidays/2027.json", "{\"year\": 2027, \"papers\": [\"x\"]}", "E014"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    workspace_new(&w);
    folder_put(&w.home, rows[i].file, rows[i].text);
    daytable_free(load_holidays(w.share.path, w.home.path, w.diags));
    g_autofree char *got = problems(w.diags);
    g_autoptr(GString) codes = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit(got, " ", -1);
    for (int k = 0; words[k]; k++) {
      g_string_append_printf(codes, "%s%.4s", k ? " " : "", words[k]);
    }
    g_assert_cmpstr(codes->str, ==, rows[i].expected);
    workspace_free(&w);
  }
}

static void test_shipped_problems(void) {
  static const struct {
    const char *text, *expected;
  } rows[] = {
      {"- x\n", "E013@1:1"},
      {"years: [x, {year: 2026, status: maybe, days: []}]\n", "E013@1:9 E015@1:33"},
      {"years: [{year: 2026, status: official, days: []}, {year: 2026, status: official, days: []}]\n", "E017@1:58"},
      {"years: [{year: 2026, status: official, days: [{date: 2026-02-30, name: 甲, off: true}, {date: 2024-01-01, "
       "name: 乙, off: maybe}, x]}]\n",
       "E018@1:54 E081@1:94 E015@1:120 E013@1:128"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    workspace_new(&w);
    folder_put(&w.share, "holidays/cn.yaml", rows[i].text);
    daytable_free(load_holidays(w.share.path, NULL, w.diags));
    g_autofree char *got = problems(w.diags);
    g_assert_cmpstr(got, ==, rows[i].expected);
    workspace_free(&w);
  }
}

/* The years that the program ships: the notices' days, as many off as worked instead, and no year twice. */
static void test_real(void) {
  g_autofree char *share = g_test_build_filename(G_TEST_DIST, "..", "share", NULL);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(DayTable) table = load_holidays(share, NULL, diags);
  g_autofree char *said = messages(diags);
  g_assert_cmpstr(said, ==, "");
  g_assert_cmpint(daytable_status(table, 2026), ==, YEAR_OFFICIAL);
  g_assert_true(daytable_is_workday(table, day_from(2026, 2, 28)));
  g_assert_false(daytable_is_workday(table, day_from(2026, 4, 6)));
  g_assert_false(daytable_is_workday(table, day_from(2027, 4, 5)));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/holidays/shipped", test_shipped);
  g_test_add_func("/holidays/own", test_own);
  g_test_add_func("/holidays/problems", test_problems);
  g_test_add_func("/holidays/shipped-problems", test_shipped_problems);
  g_test_add_func("/holidays/real", test_real);
  return g_test_run();
}
