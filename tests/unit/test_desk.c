/* The desk's ground: what day it is in the store, and who is meant. */
#include "base/clock.h"
#include "desk/desk.h"
#include "workspace.h"

static Desk *open_desk(Workspace *w) {
  static const Tools tools = {0};
  workspace_new(w);
  folder_put(&w->home, "store.yaml",
             STORE
             "  - {id: wang.fei, name: 王飞, no: \"1003\"}\n  - {id: fang.li, name: 方丽, department: service}\n");
  Desk *desk = desk_new(w->home.path, w->share.path, &tools);
  g_assert_true(desk->has_workspace);
  g_assert_true(desk_load(desk, FALSE));
  return desk;
}

static void test_today(void) {
  static const struct {
    const char *now, *today;
  } rows[] = {{"2026-03-12T09:00", "2026-03-12"},
              {"2026-03-12T05:59", "2026-03-11"},
              {"2026-03-12T06:00", "2026-03-12"},
              {"2026-03-12", "2026-03-11"}};
  Workspace w;
  g_autoptr(Desk) desk = open_desk(&w);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Moment moment = MOMENT_NONE;
    char text[DAY_TEXT];
    g_assert_true(moment_parse(rows[i].now, &moment));
    desk_set_now(desk, moment);
    g_assert_cmpint(desk_moment(desk), ==, moment);
    g_assert_cmpint(desk->now, ==, ((gint64)moment - 480) * 60);
    g_assert_cmpstr(day_iso(desk_today(desk), text), ==, rows[i].today);
  }
  desk->now_given = FALSE;
  desk->now = 0; /* 1970-01-01T08:00 in Shanghai */
  g_assert_cmpint(desk_moment(desk), ==, 480);
  workspace_free(&w);
}

/* --now is told before the store, and its offset, is known. */
static void test_now_before_load(void) {
  static const Tools tools = {0};
  Workspace w;
  workspace_new(&w);
  g_autoptr(GString) store = g_string_new(STORE);
  g_string_replace(store, "  kinds:", "  timezone: Asia/Urumqi\n  kinds:", 1);
  folder_put(&w.home, "store.yaml", store->str);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  Moment moment = MOMENT_NONE;
  g_assert_true(moment_parse("2026-03-12T09:00", &moment));
  desk_set_now(desk, moment);
  g_assert_true(desk_load(desk, FALSE));
  g_assert_cmpint(desk->now, ==, ((gint64)moment - 360) * 60);
  g_assert_cmpint(desk_moment(desk), ==, moment);
  workspace_free(&w);
}

static void test_people(void) {
  static const struct {
    const char *who, *id, *part;
  } rows[] = {{"wang.fang", "wang.fang", NULL},
              {"staff:wang.fang", "wang.fang", NULL},
              {"王飞", "wang.fei", NULL},
              {"1001", "liu.yang", NULL},
              {"ly", "liu.yang", NULL},
              {"fl", "fang.li", NULL},
              {"wf", NULL, "“wf”对应 2 个人：王芳（wang.fang，客服部）、王飞（wang.fei）。"},
              {"wang.fan", NULL, "是不是想写“wang.fang”？"},
              {"张三丰", NULL, "名单上没有“张三丰”"}};
  Workspace w;
  g_autoptr(Desk) desk = open_desk(&w);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *problem = NULL;
    const Person *person = desk_find_person(desk, rows[i].who, &problem);
    g_assert_cmpstr(person != NULL ? person->id : NULL, ==, rows[i].id);
    g_assert_cmpint(problem != NULL, ==, rows[i].part != NULL);
    if (problem != NULL && strstr(problem, rows[i].part) == NULL) {
      g_error("no “%s” in %s", rows[i].part, problem);
    }
  }
  workspace_free(&w);
}

static void test_departments(void) {
  static const struct {
    const char *which, *id, *part;
  } rows[] = {{"service", "service", NULL},
              {"dept:service", "service", NULL},
              {"客服部", "service", NULL},
              {"servcie", NULL, "是不是想写“service”？"},
              {"财务", NULL, "本店有：客服部（service）。"}};
  Workspace w;
  g_autoptr(Desk) desk = open_desk(&w);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *problem = NULL;
    const Department *department = desk_find_department(desk, rows[i].which, &problem);
    g_assert_cmpstr(department != NULL ? department->id : NULL, ==, rows[i].id);
    g_assert_cmpint(problem != NULL, ==, rows[i].part != NULL);
    if (problem != NULL && strstr(problem, rows[i].part) == NULL) {
      g_error("no “%s” in %s", rows[i].part, problem);
    }
  }
  g_ptr_array_set_size(desk->campaign->store->departments, 0);
  g_autofree char *problem = NULL;
  g_assert_null(desk_find_department(desk, "财务", &problem));
  g_assert_nonnull(strstr(problem, "没有分部门"));
  workspace_free(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/desk/show/today", test_today);
  g_test_add_func("/desk/now-before-load", test_now_before_load);
  g_test_add_func("/desk/people", test_people);
  g_test_add_func("/desk/departments", test_departments);
  return g_test_run();
}
