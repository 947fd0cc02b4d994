/* load/load_checklist and condition: what a checklist may ask. */
#include "workspace.h"

static void test_whole(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "checklists/all.yaml",
             "checklist: all\ntitle: 全部类型\nversion: 3\nfunction: pr\nfor: [shop]\nsource: ad-copy\nofficial: "
             "官方记录\nwhy: 因为\n"
             "items:\n"
             "  - {id: a, ask: 确认, type: confirm}\n"
             "  - {id: b, ask: 合格, type: pass-fail, required: true, evidence: on-fail}\n"
             "  - {id: c, ask: 选择, type: choice, choices: [放行, 退回]}\n"
             "  - {id: d, ask: 数字, type: number, min: -1.5, max: 10, unit: 天}\n"
             "  - {id: e, ask: 评分, type: score, max: 5}\n"
             "  - {id: f, ask: 日期, type: date, when: a = yes and c != 退回}\n"
             "  - {id: g, ask: 时间, type: time, when: f >= 2026-03-15}\n"
             "  - {id: h, ask: 文字, type: text, when: \"g < 09:00 and d <= 3.5 and h2 = x\", second: other-person}\n"
             "  - {id: i, ask: 决定, type: choice, choices: [release, hold], second: {when: i = release, who: "
             "other-department}}\n"
             "bands: [{from: 0, title: 一般}, {from: 4, title: 领先}]\nsecond: other-department\n"
             "gate: {block: [copy-live], carry: [required, open-fix]}\n");
  folder_put(&w.home, "checklists/book.yaml",
             "checklist: book\ntitle: 台账\nsource: register\nrows:\n  - {id: what, title: 事由, type: text}\n"
             "  - {id: done, title: 办结, type: date}\n");
  folder_put(&w.home, "checklists/course.yaml", "checklist: course\ntitle: 培训\nsource: training\n");
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "E090 条件里的 `h2` 不是这张表的检查项。 / 可以写：a、b、c、d、e、f、g。\n");
  const Checklist *c = campaign_checklist(w.campaign, "all");
  g_assert_cmpint(c->version, ==, 3);
  g_assert_cmpint(c->function, ==, FUNCTION_PR);
  g_assert_cmpint(c->source, ==, SOURCE_AD_COPY);
  g_assert_cmpstr(c->official, ==, "官方记录");
  g_assert_cmpstr(c->why, ==, "因为");
  g_assert_cmpuint(c->items->len, ==, 9);
  const ChecklistItem *item = g_ptr_array_index(c->items, 1);
  g_assert_true(item->required);
  g_assert_cmpint(item->evidence, ==, EVIDENCE_ON_FAIL);
  item = g_ptr_array_index(c->items, 2);
  g_assert_cmpstr(item->choices[1], ==, "退回");
  g_assert_null(item->choices[2]);
  item = g_ptr_array_index(c->items, 3);
  g_assert_true(item->has_min && item->has_max);
  g_assert_cmpint(item->min, ==, -1500000);
  g_assert_cmpstr(item->unit, ==, "天");
  item = g_ptr_array_index(c->items, 5);
  g_assert_cmpstr(item->when, ==, "a = yes and c != 退回");
  item = g_ptr_array_index(c->items, 7);
  g_assert_cmpint(item->second, ==, SECOND_OTHER_PERSON);
  g_assert_null(item->second_when);
  item = g_ptr_array_index(c->items, 8);
  g_assert_cmpint(item->second, ==, SECOND_OTHER_DEPARTMENT);
  g_assert_cmpstr(item->second_when, ==, "i = release");
  g_assert_cmpint(g_array_index(c->bands, Band, 0).from, ==, 4 * DECIMAL_ONE);
  g_assert_cmpint(c->second, ==, SECOND_OTHER_DEPARTMENT);
  g_assert_cmpuint(c->gate_block, ==, 1u << 1);
  g_assert_cmpuint(c->gate_carry, ==, 1u << 4 | 1u << 5);
  const Checklist *book = campaign_checklist(w.campaign, "book");
  g_assert_cmpstr(((const ChecklistRow *)g_ptr_array_index(book->rows, 1))->column_type, ==, "date");
  g_assert_cmpint(book->version, ==, 1);
  workspace_free(&w);
}

#define HEAD "checklist: x\ntitle: 甲\nsource: list\nrows: [{id: r, title: 行}]\n"

static void test_problems(void) {
  static const struct {
    const char *text, *expected, *part;
  } rows[] = {
      {HEAD "items: [{id: a, ask: 甲, type: confirm}]\n", "", NULL},
      {"checklist: x\ntitle: 甲\n", "E092@1:1 E092@1:1", "`rows:`"},
      {"checklist: x\ntitle: 甲\nsource: register\n", "E092@1:1", "台账的列"},
      {"checklist: x\ntitle: 甲\nsource: stock-sample\nrows: [{id: a, title: 甲}]\nitems: [{id: a, ask: 甲, type: "
       "confirm}]\n",
       "E092@4:1", "软件给出"},
      {"checklist: x\ntitle: 甲\nsource: excel\n", "E092@1:1 E092@1:1 E015@3:9", "list（固定清单）"},
      {HEAD, "E092@1:1", "`items:`"},
      {HEAD "items: []\n", "E092@5:8", NULL},
      {HEAD "items: [x, {id: a}, {id: b, ask: 甲, type: confirm}, {id: b, ask: 乙, type: text}]\n",
       "E013@5:9 E014@5:12 E014@5:12 E017@5:58", NULL},
      {HEAD "items: [{id: a, ask: 甲, type: tick}]\n", "E015@5:31", "confirm（确认）"},
      {HEAD "items: [{id: a, ask: 甲, type: text, min: 1, unit: 天, choices: [a, b]}]\n",
       "E093@5:37 E093@5:45 E093@5:54", "number"},
      {HEAD "items: [{id: a, ask: 甲, type: choice}, {id: b, ask: 乙, type: choice, choices: [a, a]}]\n",
       "E093@5:31 E093@5:79 E017@5:83", "choices: [甲, 乙]"},
      {HEAD "items: [{id: a, ask: 甲, type: score}, {id: b, ask: 乙, type: number, min: 5, max: 3}]\n",
       "E093@5:31 E093@5:74", "max: 10"},
      {HEAD "items: [{id: a, ask: 甲, type: score, max: 0}, {id: b, ask: 乙, type: score, max: 1000.5}]\n",
       "E093@5:43 E093@5:81", "不超过 1000"},
      {HEAD "items: [{id: a, ask: 甲, type: confirm, min: x}]\n", "E093@5:40 E015@5:45", NULL},
      {HEAD "items: [{id: a, ask: 甲, type: confirm}]\nbands: [{from: 1, title: 甲}, {from: 1, title: 乙}, {title: "
            "丙}, x]\n",
       "E092@6:1 E017@6:37 E014@6:51 E013@6:63", "score"},
      {HEAD "items: [{id: a, ask: 甲, type: confirm}]\ngate: {block: [required, copy-life], carry: [copy-live, xx], "
            "stop: [a]}\n",
       "E091@6:16 E091@6:26 E091@6:46 E091@6:57 E012@6:62", "`copy-live`（违规文案未处理）"},
      {HEAD "items: [{id: a, ask: 甲, type: confirm}]\nsecond: nobody\nversion: 0\ngate: {block: [[x]]}\n",
       "E015@6:9 E015@7:10 E013@8:16", NULL},
      {HEAD "items: [{id: a, ask: 甲, type: confirm, second: {when: a = yes}}]\n", "E014@5:48", "`who`"},
      {HEAD "items: [{id: a, ask: 甲, type: confirm, second: boss}]\n", "E015@5:48", NULL},
      {"checklist: x\ntitle: 甲\nrows: [{id: r, title: 行, type: text}, {id: r, title: 二}, x]\nitems: [{id: a, ask: "
       "甲, type: confirm}]\n",
       "E092@3:26 E017@3:44 E013@3:58", "台账"},
      {"checklist: x\ntitle: 甲\nsource: register\nrows: [{id: r, title: 行, type: tick}]\n", "E015@4:32", NULL},
      {"checklist: y\ntitle: 甲\nsource: training\n", "E016@1:12", "`checklist: x`"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    workspace_expect("checklists/x.yaml", rows[i].text, rows[i].expected, rows[i].part);
  }
}

/* The last item's condition stands on line 13, from column 42. */
static void test_conditions(void) {
  static const struct {
    const char *condition, *expected, *part;
  } rows[] = {
      {"ok = pass", "", NULL},
      {"ok = pass and n <= 3", "", NULL},
      {"n = 3", "", NULL},
      {"n != 3", "", NULL},
      {"t = 随便", "", NULL},
      {"pick = 甲 乙", "", NULL},
      {"ok", "E090@13:42", "look = fail"},
      {"ok =", "E090@13:42", "比较符"},
      {"= pass", "E090@13:42", NULL},
      {"ok ! pass", "E090@13:42", NULL},
      {"ok == pass", "E090@13:42", NULL},
      {"ok = pass and", "E090@13:47", NULL},
      {"ok = pass and ", "E090@13:47", NULL},
      {"ok = good", "E090@13:47", "pass、fail"},
      {"yes = true", "E090@13:48", "yes、no"},
      {"pick = 丙", "E090@13:49", "甲 乙"},
      {"n < 三", "E090@13:46", "只写数字"},
      {"n < 1e3", "E090@13:46", "只写数字"},
      {"n < -0.5", "", NULL},
      {"d < 3月", "E090@13:46", "2027-03-15"},
      {"c < 九点", "E090@13:46", "09:00"},
      {"ok > fail", "E090@13:45", "不分大小"},
      {"noone = 1", "E090@13:42", "可以写"},
      {"later = x", "E090@13:42", "排在这一项后面"},
      {"self = x", "E090@13:42", "自己"},
      {"ok = pass and nn = 3 and ok = maybe", "E090@13:56 E090@13:72", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text =
        g_strdup_printf(HEAD "items:\n  - {id: ok, ask: 一, type: pass-fail}\n  - {id: n, ask: 二, type: number}\n"
                             "  - {id: pick, ask: 三, type: choice, choices: [甲 乙, 丁]}\n"
                             "  - {id: t, ask: 四, type: text}\n  - {id: d, ask: 日, type: date}\n"
                             "  - {id: c, ask: 时, type: time}\n  - {id: yes, ask: 是, type: confirm}\n"
                             "  - {id: self, ask: 五, type: text, when: %s}\n"
                             "  - {id: later, ask: 六, type: text}\n",
                        rows[i].condition);
    workspace_expect("checklists/x.yaml", text, rows[i].expected, rows[i].part);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/load-checklist/whole", test_whole);
  g_test_add_func("/load-checklist/problems", test_problems);
  g_test_add_func("/load-checklist/conditions", test_conditions);
  return g_test_run();
}
