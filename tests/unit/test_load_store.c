/* load/load_store, load_people, load_roster: the store and everybody in it. */
#include "workspace.h"

static void test_whole(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(
      &w.home, "store.yaml",
      "store:\n  id: hz-wulin\n  name: 武林店\n  licence_name: 杭州某某公司\n  province: 浙江\n  kinds: [shop, food]\n"
      "  scale: standard\n  timezone: Asia/Shanghai\n  hours: [\"09:00-12:00\", \"18:00-02:00\"]\n  day_ends: "
      "\"05:00\"\n"
      "  sign_by: \"11:00\"\n  manager: liu.yang\n  deputy: wang.fang\n  backup_to: /media/usb\n  practice: true\n"
      "closed: [03-02]\nopen: [{from: 03-07, to: 03-08}]\nroles: {pr: sun.li, legal: null}\ncampaign:\n  year: 2026\n"
      "departments:\n  - id: service\n    name: 客服部\n    covers: [service, training]\n    owner: wang.fang\n"
      "    supervisor: liu.yang\n    backup: sun.li\n    duty_phone: \"0571-88880001\"\n    landline: \"801\"\n"
      "    complaints: [service, fee]\n    respond: 10m\n    workdays: shift\n"
      "staff:\n  - {id: liu.yang, name: 刘洋}\n"
      "  - {id: wang.fang, no: \"1024\", name: 王芳, department: service, title: 主管, phone: \"13800000001\",\n"
      "     shifts: [{days: [mon, tue], hours: \"09:00-18:00\"}], leave: [{from: 03-03, to: 03-04, reason: 婚假}, "
      "{from: 03-09}]}\n"
      "shift_hours: {早: \"07:00-15:00\", 晚: \"22:00-06:00\"}\n"
      "external:\n  - {id: samr, name: 监管所, phone: \"0571-12315\", for: 监管}\n"
      "escalation: [{to: supervisor, after: 30m}, {to: manager, after: 2h}, {to: deputy, after: 3h}, {to: pr, after: "
      "4h}, "
      "{to: sun.li, after: 5h}]\n"
      "overlays:\n  - {id: women-day, title: 38节, from: 03-06, to: 03-08}\n"
      "stock: {profile: zhejiang-2012, count_from: same_day}\n");
  folder_put(&w.home, "staff.yaml", "staff:\n  - {id: sun.li, name: 孙丽, department: service}\n");
  folder_put(&w.home, "roster.yaml",
             "- {who: wang.fang, from: 2026-03-01, codes: \"早 晚 休 -\"}\n"
             "- {post: duty-manager, from: 2026-03-01, people: \"liu.yang - sun.li\"}\n"
             "- {who: wang.fang, from: 2026-03-05, codes: 早}\n");
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "");
  const Store *s = w.campaign->store;
  g_assert_cmpstr(s->licence_name, ==, "杭州某某公司");
  g_assert_cmpuint(s->hours->len, ==, 2);
  g_assert_cmpint(g_array_index(s->hours, Hours, 1).to, ==, 26 * 60);
  g_assert_cmpint(s->day_ends, ==, 300);
  g_assert_cmpint(s->sign_by, ==, 660);
  g_assert_cmpstr(s->manager->name, ==, "刘洋");
  g_assert_cmpstr(s->deputy->name, ==, "王芳");
  g_assert_true(s->practice);
  g_assert_cmpint(s->utc_offset, ==, 480);
  g_assert_cmpint(g_array_index(s->closed, DayRange, 0).last, ==, day_from(2026, 3, 2));
  g_assert_cmpint(g_array_index(s->open, DayRange, 0).last, ==, day_from(2026, 3, 8));
  g_assert_cmpstr(s->roles[FUNCTION_PR]->name, ==, "孙丽");
  g_assert_null(s->roles[FUNCTION_LEGAL]);
  const Department *d = store_department(s, "service");
  g_assert_true(s->covering[FUNCTION_TRAINING] == d);
  g_assert_cmpstr(d->backup->name, ==, "孙丽");
  g_assert_cmpstr(d->landline, ==, "801");
  g_assert_cmpuint(d->complaints, ==, 1u << COMPLAINT_SERVICE | 1u << COMPLAINT_FEE);
  g_assert_cmpint(d->respond, ==, 10);
  g_assert_cmpint(d->workdays, ==, WORKDAYS_SHIFT);
  const Person *p = store_person(s, "wang.fang");
  g_assert_true(p->department == d);
  g_assert_cmpuint(p->shifts->len, ==, 1);
  g_assert_cmpuint(p->leave->len, ==, 2);
  g_assert_cmpstr(g_array_index(p->leave, Leave, 0).reason, ==, "婚假");
  g_assert_cmpint(g_array_index(p->leave, Leave, 1).days.last, ==, day_from(2026, 3, 9));
  g_assert_cmpint(store_shift(s, "晚")->hours.to, ==, 30 * 60);
  g_assert_null(store_shift(s, "夜"));
  g_assert_cmpstr(((const External *)g_ptr_array_index(s->external, 0))->purpose, ==, "监管");
  static const char *const to[] = {NULL, "刘洋", "王芳", "孙丽", "孙丽"};
  for (guint i = 0; i < G_N_ELEMENTS(to); i++) {
    const EscalationStep *step = &g_array_index(s->escalation, EscalationStep, i);
    g_assert_cmpstr(step->person ? step->person->name : NULL, ==, to[i]);
  }
  g_assert_cmpint(g_array_index(s->escalation, EscalationStep, 3).function, ==, FUNCTION_PR);
  g_assert_cmpint(store_overlay(s, "women-day")->days.first, ==, day_from(2026, 3, 6));
  g_assert_cmpstr(s->stock_profile, ==, "zhejiang-2012");
  g_assert_true(s->stock_same_day);
  g_assert_cmpuint(s->roster->len, ==, 3);
  const RosterRow *row = g_ptr_array_index(s->roster, 0);
  g_assert_cmpuint(row->n_days, ==, 4);
  g_assert_cmpstr(row->codes[1], ==, "晚");
  g_assert_cmpstr(row->codes[2], ==, "");
  g_assert_cmpstr(row->codes[3], ==, "");
  const RosterRow *post = g_ptr_array_index(s->roster, 1);
  g_assert_cmpstr(post->post, ==, "duty-manager");
  g_assert_null(post->people[1]);
  g_assert_cmpstr(post->people[2]->name, ==, "孙丽");
  workspace_free(&w);
}

static void test_defaults(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "store.yaml",
             "store: {id: a, name: 甲, kinds: [online], scale: solo, manager: a}\ncampaign: {year: 2026}\nroles: "
             "{service: a}\n"
             "staff: [{id: a, name: 甲}]\n");
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "");
  const Store *s = w.campaign->store;
  g_assert_cmpstr(s->timezone, ==, "Asia/Shanghai");
  g_assert_cmpint(s->day_ends, ==, 360);
  g_assert_cmpint(s->sign_by, ==, 600);
  g_assert_cmpint(g_array_index(s->hours, Hours, 0).from, ==, 540);
  workspace_free(&w);
}

static void test_store_problems(void) {
  static const struct {
    const char *text, *expected, *part;
  } rows[] = {
      {STORE, "", NULL},
      {"- a\n", "E013@1:1", "一组"},
      {STORE_HEAD STORE_REST, "E014@1:1", "`campaign`"},
      {STORE_CAMPAIGN STORE_REST, "E014@1:1", "`store`"},
      {STORE_HEAD "  kinds2: [x]\n" STORE_CAMPAIGN STORE_REST, "E012@7:3", "`kinds`"},
      {STORE_HEAD "  hours: [\"09:00-12:00\", \"11:00-13:00\"]\n" STORE_CAMPAIGN STORE_REST, "E053@7:26", NULL},
      {STORE_HEAD "  hours: [\"00:00-03:00\", \"18:00-02:00\"]\n" STORE_CAMPAIGN STORE_REST, "E053@7:26", NULL},
      {STORE_HEAD "  hours: [x, [y]]\n" STORE_CAMPAIGN STORE_REST, "E019@7:11 E013@7:14", NULL},
      {STORE_HEAD "  timezone: Asia/Hangzhou\n" STORE_CAMPAIGN STORE_REST, "E045@7:13", "Asia/Shanghai"},
      {STORE_HEAD "  timezone: Europe/Berlin\n" STORE_CAMPAIGN STORE_REST, "E046@7:13", NULL},
      {STORE_HEAD "  deputy: li.lei\n" STORE_CAMPAIGN STORE_REST, "E031@7:11", "staff import"},
      {STORE_HEAD "  deputy: 王芳\n" STORE_CAMPAIGN STORE_REST, "E031@7:11", "`wang.fang`（王芳）"},
      {STORE_HEAD "campaign: {year: 1999}\n" STORE_REST, "E015@7:18", NULL},
      {STORE_HEAD "campaign: {year: 2099}\n" STORE_REST, "E056@7:18", "holidays import"},
      {STORE_HEAD "campaign: {}\n" STORE_REST, "E014@7:11", "`year`"},
      {STORE "roles: {service: liu.yang, guard: wang.fang}\n", "E036@14:9 E030@14:28", "客服部"},
      {STORE "roles: {pr: [x]}\n", "E013@14:13", NULL},
      {STORE "closed: [02-29]\n", "E018@14:10", "不是闰年"},
      {STORE "packs: [nowhere, [x], .]\n", "E001@14:9 E013@14:18 E001@14:23", "packs"},
      {STORE "shift_hours: {休: \"07:00-15:00\", 早: 7-15, 很长很长很长很长的名字: \"07:00-15:00\", 中: [x]}\n",
       "E016@14:15 E019@14:36 E016@14:42 E013@14:73", "休息"},
      {STORE "external:\n  - {id: a, name: 甲, phone: x}\n  - {id: a, name: 乙}\n  - x\n",
       "E021@15:29 E017@16:10 E013@17:5", NULL},
      {STORE "escalation: [{to: manger, after: 1h}, {to: li.lei, after: 2h}, {after: 1h}, x]\n",
       "E031@14:19 E031@14:44 E014@14:64 E013@14:77", "`manager`"},
      {STORE
       "overlays:\n  - {id: start, title: 甲, from: 03-06, to: 03-08}\n  - {id: b, title: 乙, from: 03-08, to: 03-06}\n"
       "  - {id: b, title: 丙, from: 03-06, to: 03-08}\n  - x\n",
       "E016@15:10 E040@16:40 E017@17:10 E013@18:5", NULL},
      {STORE "stock: {profile: \"浙江\", count_from: next-day}\n", "E016@14:18 E015@14:36", "`next_day`"},
      {STORE "  - {id: liu.yang, name: 刘阳}\n", "E017@14:10", "写了两次"},
      {STORE "  - {id: sun.li, name: 孙丽, department: 客服部}\n", "E035@14:40", "`service`"},
      {STORE "  - {id: sun.li, name: 孙丽, department: servce}\n", "E035@14:40", "`service`"},
      {STORE "  - {id: sun.li, name: 孙丽, shifts: [{days: [mon], hours: \"09:00-18:00\"}, {days: [mon, tue], hours: "
             "\"17:00-20:00\"}]}\n",
       "E053@14:74", "周一"},
      {STORE "  - {id: sun.li, name: 孙丽, shifts: [{days: [sun], hours: \"20:00-04:00\"}, {days: [mon], hours: "
             "\"03:00-08:00\"}]}\n",
       "E053@14:74", "周一"},
      {STORE "  - {id: sun.li, name: 孙丽, shifts: [{days: [mon], hours: \"09:00-12:00\"}, {days: [mon], hours: "
             "\"12:00-18:00\"}, x]}\n",
       "E013@14:111", NULL},
      {STORE "  - {id: sun.li, name: 孙丽, leave: [{from: 03-04, to: 03-03}, {to: 03-03}, x]}\n",
       "E040@14:54 E014@14:62 E013@14:75", NULL},
      {STORE "  - {id: sun.li, name: 孙丽, sample: true}\n  - {id: sun.yi, name: 孙艺, sample: true}\n", "W001@14:10",
       "孙丽、孙艺。"},
      {STORE "  - {name: 孙丽}\n  - x\n", "E014@14:5 E013@15:5", NULL},
      {STORE_HEAD STORE_CAMPAIGN
       "staff: [{id: liu.yang, name: 刘洋}, {id: a, name: 甲}]\n"
       "departments:\n  - {id: x, name: 一, owner: a, supervisor: a, covers: [it]}\n"
       "  - {id: x, name: 二, owner: a, duty_phone: 110, covers: [it]}\n  - {name: 三}\n  - x\n",
       "W005@11:5 W002@11:44 E017@12:10 E036@12:58 E014@13:5 E014@13:5 E013@14:5", "没有人监督"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    workspace_expect("store.yaml", rows[i].text, rows[i].expected, rows[i].part);
  }
}

static void test_people_of_two_files(void) {
  workspace_expect("staff.yaml", "staff:\n  - {id: liu.yang, name: 刘洋}\n", "E037@2:10", "store.yaml");
  workspace_expect("staff.yaml", "- {id: a, name: 甲}\n", "", NULL);
  workspace_expect("staff.yaml", "people: []\n", "E012@1:1 E014@1:1", NULL);
  workspace_expect("staff.yaml", "x\n", "E013@1:1", NULL);
  workspace_expect(
      "roster.yaml",
      "- {who: wang.fan, from: 2026-03-01, codes: \"早\"}\n- {who: wang.fang, from: 2026-03-01, codes: \"休 夜 夜\"}\n"
      "- {post: duty-manager, from: 2026-03-01, people: \"liu.yang li.lei\"}\n- {from: 2026-03-01}\n"
      "- {who: wang.fang, from: 03-01, codes: \"休\"}\n- {who: wang.fang, from: 2026-03-03, codes: \"休\"}\n- x\n"
      "- {who: liu.yang, from: 2026-04-01}\n",
      "E054@1:9 E055@1:45 E055@2:48 E055@2:50 E054@3:60 E014@4:3 E018@5:26 E053@6:3 E013@7:3 E014@8:3", "3月3日");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/load-store/whole", test_whole);
  g_test_add_func("/load-store/defaults", test_defaults);
  g_test_add_func("/load-store/problems", test_store_problems);
  g_test_add_func("/load-store/two-files", test_people_of_two_files);
  return g_test_run();
}
