/* A workspace and a share folder for the tests of load/: a shop with two people, one department and two small phases. */
#pragma once
#include "load/load.h"
#include "problems.h"

#define STORE_HEAD                                                                                                     \
  "store:\n  id: hz-wulin\n  name: 武林店\n  kinds: [shop, food]\n  scale: standard\n  manager: liu.yang\n"
#define STORE_CAMPAIGN "campaign:\n  year: 2026\n"
#define STORE_REST                                                                                                     \
  "departments:\n"                                                                                                     \
  "  - {id: service, name: 客服部, covers: [service], owner: wang.fang, supervisor: liu.yang, duty_phone: "         \
  "\"0571-88880001\"}\n"                                                                                               \
  "staff:\n"                                                                                                           \
  "  - {id: liu.yang, name: 刘洋, no: \"1001\"}\n"                                                                   \
  "  - {id: wang.fang, name: 王芳, department: service, phone: \"13800000001\"}\n"
#define STORE STORE_HEAD STORE_CAMPAIGN STORE_REST

#define PREPARE                                                                                                         \
  "phase: prepare\ntitle: 备战\norder: 1\n"                                                                           \
  "dates:\n  standard: {from: 03-01, to: 03-10}\n  large: {from: 02-25, to: 03-10}\n  small: null\n"                    \
  "sign: weekly\n"                                                                                                      \
  "rules:\n  - {id: first, text: 谁先接到谁负责}\n"                                                              \
  "tasks:\n"                                                                                                            \
  "  - {id: screen-copy, title: 文案审核, function: service, on: start+2d, due: end-1d, workday: next}\n"           \
  "  - {id: watch, title: 清零, function: service, every: day, at: [\"10:00\", \"14:00\"]}\n"                         \
  "  - {id: stock, title: 效期自查, function: service, on: 03-05, needs: [screen-copy], checklist: stock-expiry}\n" \
  "  - {id: safety, title: 锁定的, function: service, on: start, locked: true}\n"
#define COMBAT                                                                                                         \
  "phase: combat\ntitle: 作战\norder: 2\ndates:\n  standard: {from: 03-11, to: 03-17}\nsign: daily\n"                \
  "tasks:\n  - {id: morning, title: 晨会, function: service, every: day, at: \"08:00\"}\n"
#define CHECKLIST                                                                                                      \
  "checklist: stock-expiry\ntitle: 效期自查\nversion: 2\nfunction: service\nfor: [food]\nsource: list\n"           \
  "rows:\n  - {id: shelf, title: 货架}\n  - {id: back, title: 后仓, help: 含冷库, for: [fresh]}\n"              \
  "items:\n  - {id: look, ask: 外观正常吗, type: pass-fail, required: true, evidence: on-fail}\n"                 \
  "  - {id: left, ask: 剩余天数, type: number, unit: 天, min: 0, max: 3650}\n"                                    \
  "  - {id: note, ask: 备注, type: text, when: look = fail and left < 3}\n"                                          \
  "second: other-person\ngate: {block: [expired-undisposed], carry: [required, open-fix]}\n"
#define HOLIDAYS                                                                                                       \
  "years:\n  - year: 2026\n    status: official\n    title: 通知\n    url: https://example.gov.cn/2026\n    days:\n" \
  "      - {date: 2026-02-28, name: 春节, off: false}\n      - {date: 2026-04-06, name: 清明节, off: true}\n"     \
  "  - year: 2027\n    status: provisional\n    days:\n      - {date: 2027-04-05, name: 清明节, off: true}\n"

typedef struct {
  Folder share, home;
  DiagList *diags;
  Campaign *campaign;
} Workspace;

static inline void workspace_new(Workspace *w) {
  *w = (Workspace){.share = folder_new(1), .home = folder_new(2), .diags = diag_list_new()};
  folder_put(&w->share, "phases/prepare.yaml", PREPARE);
  folder_put(&w->share, "phases/combat.yaml", COMBAT);
  folder_put(&w->share, "checklists/stock-expiry.yaml", CHECKLIST);
  folder_put(&w->share, "holidays/cn.yaml", HOLIDAYS);
  folder_put(&w->home, "store.yaml", STORE);
}

static inline void workspace_load(Workspace *w) {
  LoadOptions options = {.workspace = w->home.path, .share = w->share.path, .checklists = TRUE};
  w->campaign = load_campaign(&options, w->diags);
}

static inline void workspace_free(Workspace *w) {
  campaign_free(w->campaign);
  diag_list_free(w->diags);
  folder_free(&w->share);
  folder_free(&w->home);
}

/* Loads with one file of the workspace replaced; the codes with places, warnings and notes included, those of other files with the file's name. */
typedef struct {
  GString *out;
  const char *file;
} PlacesOf;

static inline void places_add(const Diag *diag, gpointer data) {
  PlacesOf *places = data;
  g_autofree char *base = g_path_get_basename(diag->pos.file);
  gboolean same = g_str_equal(base, places->file);
  g_string_append_printf(places->out, "%s%s@%s%s%u:%u", places->out->len ? " " : "", diag_code_name(diag->code),
                         same ? "" : base, same ? "" : ":", diag->pos.line, diag->pos.column);
}

static inline char *workspace_places(Workspace *w, const char *file) {
  PlacesOf places = {g_string_new(NULL), file};
  diag_each(w->diags, places_add, &places);
  return g_string_free(places.out, FALSE);
}

/* One row of a table: the workspace with `file` holding `text`, and what is found. */
static inline void workspace_expect(const char *file, const char *text, const char *expected, const char *part) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, file, text);
  workspace_load(&w);
  g_autofree char *base = g_path_get_basename(file);
  g_autofree char *got = workspace_places(&w, base), *said = messages(w.diags);
  g_test_message("%s\n%s", text, said);
  g_assert_cmpstr(got, ==, expected);
  if (part && !strstr(said, part)) {
    g_error("no “%s” in %s", part, said);
  }
  workspace_free(&w);
}
