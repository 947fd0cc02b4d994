/* Rosters as offices write them: rows of csv → what was understood, or the problems with their cells. */
#include "desk/setup/roster_table.h"
#include "desk/tables.h"
#include "problems.h"

static void test_dates(void) {
  static const struct {
    const char *text, *day;
    int weekday;
  } rows[] = {{"2027-03-01", "2027-03-01", -1},
              {"3/1", "2027-03-01", -1},
              {"3-1", "2027-03-01", -1},
              {"03.01", "2027-03-01", -1},
              {"3月1日", "2027-03-01", -1},
              {"3月1号", "2027-03-01", -1},
              {"2026年12月31日", "2026-12-31", -1},
              {"2027/3/1", "2027-03-01", -1},
              {"2027-03-01 00:00", "2027-03-01", -1},
              {"3/1（周一）", "2027-03-01", MONDAY},
              {"3月7日 星期天", "2027-03-07", SUNDAY},
              {"3/1(礼拜一)", "2027-03-01", MONDAY},
              {"2/30", NULL, -1},
              {"13/1", NULL, -1},
              {"1", NULL, -1},
              {"姓名", NULL, -1},
              {"", NULL, -1},
              {"3/1/1", NULL, -1}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    int weekday = -2;
    Day day = roster_day(rows[i].text, 2027, &weekday);
    char text[DAY_TEXT];
    g_assert_cmpstr(day != DAY_NONE ? day_iso(day, text) : NULL, ==, rows[i].day);
    if (day != DAY_NONE) {
      g_assert_cmpint(weekday, ==, rows[i].weekday);
    }
  }
}

/* 王芳 has the number 1002; there are two 李雷. */
static GPtrArray *find(const char *who, gpointer data) {
  static const char *const people[][3] = {
      {"wang.fang", "王芳", "1002"}, {"li.lei", "李雷", "1003"}, {"li.lei2", "李雷", "1004"}};
  GPtrArray *ids = g_ptr_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(people); i++) {
    if (g_strv_contains(((const char *const[]){people[i][0], people[i][1], people[i][2], NULL}), who)) {
      g_ptr_array_add(ids, (gpointer)(guintptr)people[i][0]);
    }
  }
  return ids;
}

static GPtrArray *read_csv(const char *text, DiagList *diags) {
  static const char *const codes[] = {"早", "中", "晚", "行政班", NULL};
  RosterContext context = {.year = 2027, .codes = codes, .find = find};
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(Table) table = csv_parse("roster.csv", bytes, diags);
  return roster_table_read(table, &context, diags);
}

static void test_read(void) {
  static const struct {
    const char *csv, *yaml; /* the rows of roster.yaml */
  } rows[] = {
      {"姓名,3/1,3/2,3/3\n王芳,早,晚班,休息\n", "  - {who: wang.fang, from: 2027-03-01, codes: \"早 晚 休\"}\n"},
      {"2027年3月排班表\n\n工号,部门,3/1,3/2,合计\n,,一,二,\n1002,客服,早,,1\n1003,,,中,1\n",
       "  - {who: wang.fang, from: 2027-03-01, codes: \"早 休\"}\n  - {who: li.lei, from: 2027-03-01, codes: \"休 "
       "中\"}\n"},
      {"姓名,3/1,3/3,3/2,3/5\n王芳,早,中,晚,行政班\n", "  - {who: wang.fang, from: 2027-03-01, codes: \"早 晚 中\"}\n  "
                                                       "- {who: wang.fang, from: 2027-03-05, codes: \"行政班\"}\n"},
      {"姓名,3/1,3/2\n值班经理,王芳,\nwang.fang,早,早\n",
       "  - {post: duty-manager, from: 2027-03-01, people: \"wang.fang -\"}\n"
       "  - {who: wang.fang, from: 2027-03-01, codes: \"早 早\"}\n"},
      {"姓名,3/1,3/2,3/3\n说明：每人一行,,,\n例：王芳,早,早,早\n王芳,早,早,\n", /* nobody has anything for the 3rd */
       "  - {who: wang.fang, from: 2027-03-01, codes: \"早 早\"}\n"},
      {"姓名,2026/12/31,1/1\n王芳,早,早\n", "  - {who: wang.fang, from: 2026-12-31, codes: \"早 早\"}\n"},
      {"姓名,3/1\n", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GPtrArray) lines = read_csv(rows[i].csv, diags);
    g_autofree char *found = messages(diags);
    g_assert_cmpstr(found, ==, "");
    g_autofree char *yaml = roster_yaml(lines, "三月.xlsx");
    const char *list = strstr(yaml, "\nroster:") + strlen("\nroster:");
    g_assert_cmpstr(*rows[i].yaml != '\0' ? list + 1 : list, ==, *rows[i].yaml != '\0' ? rows[i].yaml : " []\n");
    g_assert_nonnull(strstr(yaml, "三月.xlsx"));
  }
}

static void test_problems(void) {
  static const struct {
    const char *csv, *problems, *part;
  } rows[] = {
      {"王芳,早\n", "E072@1:1", "标题行"},
      {"姓名,班次\n王芳,早\n", "E072@1:1", "标题行"},
      {"姓名,3/1,2/30\n王芳,早,早\n", "E018@1:8", "不是日期"},
      {"姓名,3/1,下周三,周小计,3/4,合计\n王芳,早,早,2,早,3\n", "E018@1:8", "不是日期"},
      {"姓名,3/1（周二）\n王芳,早\n", "E018@1:4", "3月1日 周一"},
      {"姓名,3/1,3月1日\n王芳,早,早\n", "E073@1:8", "有两列"},
      {"姓名,3/1\n张三,早\n李雷,早\n,早\n", "E054@2:1 E057@3:1 E074@4:1", "li.lei、li.lei2"},
      {"姓名,3/1,3/2\n王芳,早,夜\n值班经理,张三,李雷\n", "E055@2:6 E054@3:6 E057@3:9", "早、中、晚、行政班、休"},
      {"姓名,3/1\n王芳,早\n1002,晚\n", "E075@3:1", "第 2 行"},
      {"姓名,3/1\n值班经理,王芳\n值班经理,王芳\n", "E075@3:1", "第 2 行"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(DiagList) diags = diag_list_new();
    g_assert_null(read_csv(rows[i].csv, diags));
    g_autofree char *codes = problems(diags), *said = messages(diags);
    g_assert_cmpstr(codes, ==, rows[i].problems);
    if (strstr(said, rows[i].part) == NULL) {
      g_error("no “%s” in %s", rows[i].part, said);
    }
  }
}

static void test_people(void) {
  static const struct {
    const char *csv, *names, *problems;
  } rows[] = {
      {"姓名,工号,部门,岗位,手机\n王芳,1002,客服部,主管,13800000001\n李雷,,,,\n",
       "王芳/1002/客服部/主管/13800000001 李雷/-//-/- ", ""},
      {"手机号码,员工姓名\n0571-88880001,王芳\n", "王芳/-//-/0571-88880001 ", ""},
      {"姓名,手机\n王芳,（0571）8888 0001\n李雷,1380000001\n", "王芳/-//-/0571-8888-0001 李雷/-//-/- ", "E021@3:4"},
      {"姓名,手机\n王芳,没有\n,13800000001\n", "王芳/-//-/- ", "E021@2:4 E074@3:1"},
      {"姓名,工号\n王芳,1\n李雷,1\n", "王芳/1//-/- ", "E075@3:1"},
      {"姓名\n王芳\n王芳\n", "王芳/-//-/- ", "E075@3:1"},
      {"姓名,代号\n王芳,wang.fang\n李雷,../x\n", "王芳/-//-/- 李雷/-//-/- ", "E016@3:4"},
      {"姓名\n例：王芳\n", "", "E077@1:1"},
      {"姓名\n王芳\n合计 1 人\n以上是全部人员\n", "王芳/-//-/- ", ""},
      {"工号\n1\n", "", "E072@1:1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GBytes) bytes = g_bytes_new(rows[i].csv, strlen(rows[i].csv));
    g_autoptr(Table) table = csv_parse("staff.csv", bytes, diags);
    g_autoptr(GPtrArray) people = tables_people(table, diags);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint p = 0; p < people->len; p++) {
      const PersonRow *row = g_ptr_array_index(people, p);
      const SetupPerson *person = row->person;
      g_string_append_printf(names, "%s/%s/%s/%s/%s ", person->name, person->no != NULL ? person->no : "-",
                             row->department, person->title != NULL ? person->title : "-",
                             person->phone != NULL ? person->phone : "-");
    }
    g_assert_cmpstr(names->str, ==, rows[i].names);
    g_autofree char *codes = problems(diags);
    g_assert_cmpstr(codes, ==, rows[i].problems);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/roster/dates", test_dates);
  g_test_add_func("/roster/read", test_read);
  g_test_add_func("/roster/problems", test_problems);
  g_test_add_func("/roster/people", test_people);
  return g_test_run();
}
