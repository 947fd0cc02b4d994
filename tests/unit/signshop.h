/* A rehearsal shop for the tests of signing: manager, deputy, two departments, a phase by day, one by week, one at its end. Times are given, so that what
 * happens when is the test's own doing. */
#pragma once
#include "base/clock.h"
#include "desk/sign/signoff.h"
#include "workspace.h"

#define SIGN_STORE(people)                                                                                             \
  "store:\n  id: hz-wulin\n  name: 武林店\n  kinds: [shop]\n  scale: standard\n  manager: liu.yang\n"               \
  "  deputy: sun.li\n  practice: true\ncampaign:\n  year: 2026\n" people
#define SIGN_PEOPLE                                                                                                    \
  "departments:\n"                                                                                                     \
  "  - {id: service, name: 客服部, covers: [service], owner: wang.fang, backup: zhao.min, duty_phone: "             \
  "\"0571-88880001\"}\n"                                                                                               \
  "  - {id: floor, name: 卖场部, covers: [floor], owner: liu.yang, duty_phone: \"0571-88880002\"}\n"                \
  "staff:\n"                                                                                                           \
  "  - {id: liu.yang, name: 刘洋, no: \"1001\"}\n"                                                                   \
  "  - {id: sun.li, name: 孙丽, no: \"1002\", department: floor}\n"                                                  \
  "  - {id: wang.fang, name: 王芳, no: \"1003\", department: service, phone: \"13800004826\"}\n"                     \
  "  - {id: zhao.min, name: 赵敏, no: \"1004\", department: service}\n"
#define SIGN_ALONE                                                                                                     \
  "store:\n  id: hz-wulin\n  name: 武林店\n  kinds: [shop]\n  scale: standard\n  manager: liu.yang\n"               \
  "  practice: true\ncampaign:\n  year: 2026\nstaff:\n  - {id: liu.yang, name: 刘洋}\n"

#define SIGN_COMBAT                                                                                                    \
  "phase: combat\ntitle: 作战\norder: 2\ndates:\n  standard: {from: 03-11, to: 03-13}\nsign: daily\n"                \
  "tasks:\n"                                                                                                           \
  "  - {id: cold, title: 冷柜温度, function: service, every: day, at: [\"10:00\"], checklist: cold}\n"             \
  "  - {id: talk, title: 晨会, function: floor, every: day}\n"
#define SIGN_PREPARE                                                                                                   \
  "phase: prepare\ntitle: 备战\norder: 1\ndates:\n  standard: {from: 03-04, to: 03-10}\nsign: weekly\ntasks:\n"      \
  "  - {id: early, title: 布置, function: floor, on: 03-05}\n"
#define SIGN_AFTER                                                                                                     \
  "phase: aftermath\ntitle: 善后\norder: 3\ndates:\n  standard: {from: 03-16, to: 03-20}\nsign: end\ntasks:\n"       \
  "  - {id: late, title: 回访, function: floor, on: 03-17}\n"
#define SIGN_CHECKLIST                                                                                                 \
  "checklist: cold\ntitle: 冷柜温度记录\nversion: 1\nfunction: service\nsource: list\n"                          \
  "rows:\n  - {id: a, title: 一号柜}\n"                                                                             \
  "items:\n  - {id: ok, ask: 正常吗, type: pass-fail, required: true}\n"                                            \
  "gate: {carry: [required, open-fix]}\n"

static inline void signshop_new(Workspace *w, const char *store) {
  *w = (Workspace){.share = folder_new(1), .home = folder_new(2), .diags = diag_list_new()};
  folder_put(&w->share, "phases/prepare.yaml", SIGN_PREPARE);
  folder_put(&w->share, "phases/combat.yaml", SIGN_COMBAT);
  folder_put(&w->share, "phases/aftermath.yaml", SIGN_AFTER);
  folder_put(&w->share, "checklists/cold.yaml", SIGN_CHECKLIST);
  folder_put(&w->share, "holidays/cn.yaml", HOLIDAYS);
  folder_put(&w->home, "store.yaml", store);
}

/* A program started at this time. */
static inline Desk *signshop_at(Workspace *w, const char *now) {
  static const Tools tools = {0};
  Moment moment = MOMENT_NONE;
  Desk *desk = desk_new(w->home.path, w->share.path, &tools);
  g_assert_true(moment_parse(now, &moment));
  desk_set_now(desk, moment);
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    g_autofree char *said = messages(desk->diags);
    g_error("%s", said);
  }
  return desk;
}

static inline const Person *signshop_person(const Desk *desk, const char *id) {
  const Person *person = store_person(desk->campaign->store, id);
  g_assert_nonnull(person);
  return person;
}
