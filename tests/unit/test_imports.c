/* Imports into a workspace: what is written, what is said, and that nothing is written when something is wrong. */
#include "desk/setup/holidays.h"
#include "desk/setup/import_roster.h"
#include "desk/setup/import_staff.h"
#include "workspace.h"

typedef gboolean (*Importer)(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error);

static gboolean run_holidays(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error) {
  return holidays_import(desk, path, report, error);
}

/* Imports `text`; the report, or the codes of what was wrong. */
static char *import(Workspace *w, Importer importer, const char *text) {
  static const Tools tools = {0};
  folder_put(&w->share, "input.csv", text);
  g_autofree char *path = g_build_filename(w->share.path, "input.csv", NULL);
  g_autoptr(Desk) desk = desk_new(w->home.path, w->share.path, &tools);
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  gboolean needs_book = FALSE;
  gboolean fine = importer(desk, path, report, &needs_book, &error);
  g_assert_false(needs_book);
  if (error != NULL) {
    return g_strdup(error->message);
  }
  g_assert_cmpint(fine, ==, !diag_has_errors(desk->diags));
  return fine ? g_strdup(report->str) : problems(desk->diags);
}

static char *file_text(const Workspace *w, const char *name) {
  g_autofree char *path = g_build_filename(w->home.path, name, NULL);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  return text;
}

#define assert_import(w, importer, text, expected)                                                                     \
  G_STMT_START {                                                                                                       \
    g_autofree char *assert_got_ = import((w), (importer), (text));                                                    \
    g_assert_cmpstr(assert_got_, ==, (expected));                                                                      \
  }                                                                                                                    \
  G_STMT_END

#define assert_has(w, name, part)                                                                                      \
  G_STMT_START {                                                                                                       \
    g_autofree char *assert_text_ = file_text((w), (name));                                                            \
    if (assert_text_ == NULL || strstr(assert_text_, (part)) == NULL) {                                                \
      g_error("no “%s” in %s", (part), assert_text_ != NULL ? assert_text_ : "(no file)");                             \
    }                                                                                                                  \
  }                                                                                                                    \
  G_STMT_END

static void assert_sound(Workspace *w) {
  workspace_load(w);
  g_autofree char *said = messages(w->diags);
  g_test_message("%s", said);
  g_assert_false(diag_has_errors(w->diags));
  g_clear_pointer(&w->campaign, campaign_free);
}

static void test_staff(void) {
  Workspace w;
  workspace_new(&w);
  /* 王芳 stands in store.yaml and stays there; 客服 is understood as 客服部 */
  static const char first[] =
      "姓名,工号,部门,岗位,手机\n王芳,,客服部,,\n赵敏,1003,客服,客服,13800000003\n李雷,1004,,,\n李雷,1005,,,\n";
  assert_import(&w, import_staff, first,
                "王芳（wang.fang）已经写在 store.yaml 里，以那里为准。\n"
                "新增 赵敏（zhao.min）\n新增 李雷（li.lei）\n新增 李雷（li.lei2）\n写好了 staff.yaml，共 3 人。\n");
  assert_has(
      &w, "staff.yaml",
      "  - {id: zhao.min, no: \"1003\", name: 赵敏, department: service, title: 客服, phone: \"13800000003\"}\n");
  assert_sound(&w);
  g_autofree char *before = file_text(&w, "staff.yaml");
  assert_import(&w, import_staff, first,
                "王芳（wang.fang）已经写在 store.yaml 里，以那里为准。\n名单没有变化，共 3 人。\n");
  assert_has(&w, "staff.yaml", before);
  /* a new name with the old 工号 is the same person, with the same id */
  assert_import(&w, import_staff, "姓名,工号,手机\n赵敏敏,1003,13800000004\n李雷,1005,\n韩梅梅,,\n",
                "改动 赵敏敏（zhao.min）：姓名 赵敏 → 赵敏敏；部门 service → （空）；岗位 客服 → （空）；手机 "
                "13800000003 → 13800000004\n"
                "新增 韩梅梅（han.meimei）\n去掉 李雷（li.lei）\n写好了 staff.yaml，共 3 人。\n");
  assert_sound(&w);
  workspace_free(&w);
}

static void test_staff_kept(void) {
  Workspace w;
  workspace_new(&w);
  assert_import(&w, import_staff, "姓名,工号\n赵敏,1003\n", "新增 赵敏（zhao.min）\n写好了 staff.yaml，共 1 人。\n");
  folder_put(
      &w.home, "staff.yaml",
      "staff:\n  - {id: zhao.min, no: \"1003\", name: 赵敏, shifts: [{days: [mon, sun], hours: \"22:00-06:00\"}], "
      "leave: [{from: 03-03, to: 03-04, reason: 婚假}]}\n");
  g_autofree char *got = import(&w, import_staff, "姓名,工号,岗位\n赵敏,1003,主管\n");
  g_assert_nonnull(strstr(got, "被人改过")); /* edited by hand: only with --force */
  folder_free(&w.home);
  w.home = folder_new(2);
  folder_put(&w.home, "store.yaml", STORE);
  assert_import(&w, import_staff, "姓名,工号\n赵敏,1003\n", "新增 赵敏（zhao.min）\n写好了 staff.yaml，共 1 人。\n");
  static const Tools tools = {0};
  folder_put(
      &w.home, "staff.yaml",
      "staff:\n  - {id: zhao.min, no: \"1003\", name: 赵敏, shifts: [{days: [mon, sun], hours: \"22:00-06:00\"}], "
      "leave: [{from: 03-03, to: 03-04, reason: 婚假}]}\n");
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  desk->force = TRUE;
  folder_put(&w.share, "input.csv", "姓名,工号,岗位\n赵敏,1003,主管\n");
  g_autofree char *path = g_build_filename(w.share.path, "input.csv", NULL);
  g_autoptr(GString) report = g_string_new(NULL);
  gboolean needs_book = FALSE;
  g_assert_true(import_staff(desk, path, report, &needs_book, NULL));
  assert_has(&w, "staff.yaml",
             "shifts: [{days: [mon, sun], hours: \"22:00-06:00\"}], leave: [{from: 2026-03-03, to: 2026-03-04, reason: "
             "婚假}]}");
  assert_sound(&w);
  workspace_free(&w);
}

static void test_staff_problems(void) {
  static const struct {
    const char *csv, *problems;
  } rows[] = {
      {"姓名,部门,手机\n赵敏,财务,abc\n", "E035@2:4 E021@2:7"},
      {"姓名,工号\n刘洋,1001\n刘洋,1001\n", "E075@3:1"},
      {"姓名,工号,代号\n赵敏,1001,\n刘洋,,liu.yang\n", "E075@3:1"}, /* both are the same person of store.yaml */
      {"", "E077@0:0"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    workspace_new(&w);
    g_autofree char *got = import(&w, import_staff, rows[i].csv);
    if (i + 1 < G_N_ELEMENTS(rows)) {
      g_assert_cmpstr(got, ==, rows[i].problems);
    } else {
      g_assert_true(g_str_has_prefix(got, "E"));
    }
    g_autofree char *text = file_text(&w, "staff.yaml");
    g_assert_null(text);
    workspace_free(&w);
  }
}

/* Definitions with errors do not keep anybody from importing: what is missing there is for `check` to say. */
static void test_staff_broken_store(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "store.yaml",
             STORE_HEAD "campaign:\n  year: 2026\ndepartments:\n  - {id: service, owner: wang.fang}\n"
                        "staff:\n  - {id: liu.yang}\n  - {name: 王芳}\n  - {id: sun.li, department: service}\n");
  assert_import(&w, import_staff, "姓名,部门\n王芳,service\n",
                "新增 王芳（wang.fang）\n写好了 staff.yaml，共 1 人。\n");
  g_autofree char *got = import(&w, import_staff, "姓名,部门\n王芳,财务\n");
  g_assert_cmpstr(got, ==, "E035@2:4");
  got = (g_free(got), import(&w, import_roster, "姓名,3/1\nsun.li,早\n"));
  g_assert_cmpstr(got, ==, "E055@2:8");
  workspace_free(&w);
}

/* Who is still somebody in store.yaml cannot just vanish from the list. */
static void test_staff_gone(void) {
  Workspace w;
  workspace_new(&w);
  assert_import(&w, import_staff, "姓名,工号\n赵敏,1003\n韩梅梅,1004\n",
                "新增 赵敏（zhao.min）\n新增 韩梅梅（han.meimei）\n写好了 staff.yaml，共 2 人。\n");
  g_autoptr(GString) store = g_string_new(STORE);
  g_string_replace(store, "supervisor: liu.yang", "supervisor: zhao.min", 1);
  folder_put(&w.home, "store.yaml", store->str);
  g_autofree char *before = file_text(&w, "staff.yaml");
  g_autofree char *got = import(&w, import_staff, "姓名,工号\n韩梅梅,1004\n");
  g_assert_true(g_str_has_prefix(got, "E031@"));
  g_autofree char *after = file_text(&w, "staff.yaml");
  g_assert_cmpstr(after, ==, before);
  workspace_free(&w);
}

#define SHIFTS "shift_hours: {早: \"07:00-15:00\", 晚: \"15:00-23:00\"}\n"

static void test_roster(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "store.yaml", STORE SHIFTS);
  static const char march[] = "姓名,3/1,3/2,3/3\n王芳,早,晚,休\n值班经理,刘洋,王芳,\n";
  assert_import(&w, import_roster, march,
                "新增 王芳 3 天\n新增 值班经理 3 天\n写好了 roster.yaml，这次导入 2 行、3 天。\n");
  assert_has(&w, "roster.yaml", "  - {who: wang.fang, from: 2026-03-01, codes: \"早 晚 休\"}\n");
  assert_has(&w, "roster.yaml", "  - {post: duty-manager, from: 2026-03-01, people: \"liu.yang wang.fang -\"}\n");
  assert_sound(&w);
  assert_import(&w, import_roster, march, "排班没有变化。\n");
  /* the days of the new table are replaced, the others stay */
  assert_import(&w, import_roster, "姓名,3/3,3/4\n刘洋,早,早\n值班经理,王芳,刘洋\n",
                "新增 值班经理 1 天\n改动 值班经理 1 天：3月3日 周二 无人 → 王芳\n新增 刘洋 2 天\n去掉 王芳 1 天\n"
                "写好了 roster.yaml，这次导入 2 行、2 天。\n");
  assert_has(&w, "roster.yaml", "  - {who: wang.fang, from: 2026-03-01, codes: \"早 晚\"}\n");
  assert_has(&w, "roster.yaml", "people: \"liu.yang wang.fang wang.fang liu.yang\"}\n");
  assert_sound(&w);
  g_autofree char *before = file_text(&w, "roster.yaml");
  assert_import(&w, import_roster, "姓名,3/1\n王芳,夜\n", "E055@2:4");
  g_autofree char *after = file_text(&w, "roster.yaml");
  g_assert_cmpstr(after, ==, before);
  workspace_free(&w);
}

#define DAY(name, date, off) "{\"name\":\"" name "\",\"date\":\"" date "\",\"isOffDay\":" off "}"
#define STATUTORY                                                                                                      \
  DAY("元旦", "2026-01-01", "true")                                                                                    \
  "," DAY("劳动节", "2026-05-01", "true") "," DAY("国庆节", "2026-10-01", "true") "," DAY(                             \
      "国庆节", "2026-10-02", "true") "," DAY("国庆节", "2026-10-03", "true")

static void test_holidays(void) {
  Workspace w;
  workspace_new(&w);
  g_autoptr(GString) store = g_string_new(STORE);
  g_string_replace(store, "duty_phone", "workdays: workday, duty_phone", 1);
  folder_put(&w.home, "store.yaml", store->str);
  /* 3 March is made a day off: the task due to be moved to a working day moves */
  static const char json[] = "{\"year\":2026,\"papers\":[\"https://www.gov.cn/x\"],\"days\":[" STATUTORY
                             "," DAY("试假", "2026-03-03", "true") "," DAY("试假", "2026-03-07", "false") "]}";
  g_autofree char *got = import(&w, run_holidays, json);
  g_assert_nonnull(strstr(got, "  试假：3月3日 周二 放假\n  试假：3月7日 周六 上班\n"));
  g_assert_nonnull(strstr(got, "「文案审核」从3月3日 周二改到3月4日 周三。"));
  assert_has(&w, "holidays/2026.json", "{\"name\": \"试假\", \"date\": \"2026-03-07\", \"isOffDay\": false}");
  assert_sound(&w);
  g_autofree char *again = import(&w, run_holidays, json);
  g_assert_nonnull(strstr(again, "计划没有变化"));
  workspace_free(&w);
}

static void test_holidays_problems(void) {
  static const struct {
    const char *text, *problems;
  } rows[] = {
      {"{", "E080@"},
      {"{\"days\":[]}", "E081@0:0"},
      {"{\"year\":2026,\"papers\":[],\"days\":[]}", "E081@0:0"},
      {"{\"year\":2026,\"days\":[" STATUTORY
       "," DAY("x", "2026-03-08", "true") "," DAY("x", "2026-03-08", "false") "]}",
       "E081@0:0"},
      {"{\"year\":2026,\"days\":[" STATUTORY "," DAY("x", "2026-03-09", "false") "]}",
       "E081@0:0"}, /* a Monday is worked anyway */
      {"{\"year\":2026,\"days\":[" STATUTORY "," DAY("x", "2027-03-09", "true") "]}", "E081@0:0"},
      {"{\"year\":2026,\"days\":[" STATUTORY "," DAY("x", "2026-02-30", "true") "]}", "E081@0:0"},
      {"{\"year\":2026,\"days\":[" STATUTORY ",{\"name\":\"x\"}]}", "E081@0:0"},
      {"{\"year\":2026,\"days\":[" DAY("x", "2026-03-09", "true") "]}", "E081@0:0 E081@0:0 E081@0:0 E081@0:0 E081@0:0"},
      {"今天天气很好。", "E082@"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    workspace_new(&w);
    g_autofree char *got = import(&w, run_holidays, rows[i].text);
    g_test_message("%u: %s", i, got);
    g_assert_true(g_str_has_prefix(got, rows[i].problems));
    g_autofree char *text = file_text(&w, "holidays/2026.json");
    g_assert_null(text);
    workspace_free(&w);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/imports/staff", test_staff);
  g_test_add_func("/imports/staff-kept", test_staff_kept);
  g_test_add_func("/imports/staff-problems", test_staff_problems);
  g_test_add_func("/imports/staff-broken-store", test_staff_broken_store);
  g_test_add_func("/imports/staff-gone", test_staff_gone);
  g_test_add_func("/imports/roster", test_roster);
  g_test_add_func("/imports/holidays", test_holidays);
  g_test_add_func("/imports/holidays-problems", test_holidays_problems);
  return g_test_run();
}
