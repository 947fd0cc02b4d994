/* One run being worked on, by one program and by two, through changes of its definition, and what is left when a step fails. */
#include "desk/record/definitions.h"
#include "desk/runs/session.h"
#include "run/judge.h"
#include "workspace.h"
#include <glib/gstdio.h>

static const char MORE[] =
    "checklist: stock-expiry\ntitle: 效期自查\nversion: 3\nfunction: service\nfor: [food]\nsource: list\n"
    "rows:\n  - {id: shelf, title: 货架}\n  - {id: till, title: 收银台}\n"
    "items:\n  - {id: look, ask: 外观正常吗, type: pass-fail, required: true}\n"
    "  - {id: note, ask: 备注, type: text, when: look = fail}\n";

static Desk *open_desk(Workspace *w) {
  static const Tools tools = {0};
  Desk *desk = desk_new(w->home.path, w->share.path, &tools);
  g_assert_true(desk_load(desk, TRUE));
  return desk;
}

static RunSession *open_run(Desk *desk, const char *key) {
  g_autofree char *name = g_strdup(key);
  const RunRef ref = {name, intern_string("stock-expiry"), NULL};
  GError *error = NULL;
  RunSession *session = session_open(desk, &ref, "wang.fang", NULL, &error);
  g_assert_no_error(error);
  g_assert_nonnull(session);
  return session;
}

static const char *step(RunSession *session, RunEvent event) {
  GError *error = NULL;
  RunResult result = N_RUN_RESULTS;
  gboolean done = session_step(session, &event, &result, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(done);
  return words_run_result[result].id;
}

static const char *answer(RunSession *session, const char *item, const char *value) {
  return step(session,
              (RunEvent){.kind = EVENT_ANSWER, .by = "wang.fang", .row = "shelf", .item = item, .value = value});
}

static const char *text_of(const RunSession *session, const char *item) {
  const RunState *state = session_state(session);
  return run_cell(state, run_row(state, "shelf"), run_item(state, item))->text;
}

static void expect_card(Desk *desk, const char *key, guint answered, RunStage stage) {
  GError *error = NULL;
  g_autoptr(GHashTable) cards = session_cards(desk, &error);
  g_assert_no_error(error);
  const RunCard *card = g_hash_table_lookup(cards, key);
  g_assert_nonnull(card);
  g_assert_cmpuint(card->answered, ==, answered);
  g_assert_cmpint(card->stage, ==, stage);
  g_autofree char *kept = runcard_text(card), *anew = session_card_text(desk, key, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(kept, ==, anew);
}

static void test_resume(void) {
  Workspace w;
  workspace_new(&w);
  Desk *desk = open_desk(&w);
  RunSession *session = open_run(desk, "stock");
  g_assert_cmpuint(session_state(session)->action, ==, 1);
  g_assert_cmpstr(answer(session, "look", "fail"), ==, "done");
  g_assert_cmpstr(answer(session, "look", "不合格"), ==, "unchanged");
  g_assert_cmpstr(answer(session, "left", "abc"), ==, "bad-number");
  g_assert_cmpuint(session_state(session)->item, ==, 1); /* after the answer, the next open one */
  session_close(session);
  desk_free(desk);

  desk = open_desk(&w);
  expect_card(desk, "stock", 1, RUN_OPEN);
  session = open_run(desk, "stock");
  g_assert_cmpuint(session_state(session)->action, ==, 2); /* resumed, not begun again */
  g_assert_cmpstr(text_of(session, "look"), ==, "fail");
  g_assert_cmpuint(session_state(session)->item, ==, 1);
  g_assert_cmpstr(step(session, (RunEvent){.kind = EVENT_MOVE, .by = "wang.fang", .row = "shelf", .item = "look"}), ==,
                  "done");
  session_close(session);
  desk_free(desk);

  desk = open_desk(&w);
  session = open_run(desk, "stock");
  g_assert_cmpuint(session_state(session)->item, ==, 0); /* where the user had gone */
  g_assert_cmpstr(answer(session, "left", "12"), ==, "done");
  session_close(session);
  desk_free(desk);

  desk = open_desk(&w);
  session = open_run(desk, "stock");
  g_assert_cmpuint(session_state(session)->action, ==, 3);
  g_assert_cmpuint(session_state(session)->item, !=, 0); /* an answer since then counts more */
  session_close(session);
  desk_free(desk);
  workspace_free(&w);
}

/* What a position file may have become costs a position, nothing else. */
static void test_positions(void) {
  static const char *const rows[] = {"stock\t2\tshelf\tnothing\n", "stock\t2\n", "\xff\xfe", "stock\tx\tshelf\tlook\n",
                                     "stock\t2\tgone\tlook\textra\n"};
  Workspace w;
  workspace_new(&w);
  Desk *desk = open_desk(&w);
  RunSession *session = open_run(desk, "stock");
  g_assert_cmpstr(answer(session, "look", "pass"), ==, "done");
  session_close(session);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    folder_put(&w.home, ".ready315/positions", rows[i]);
    session = open_run(desk, "stock");
    g_assert_cmpuint(session_state(session)->item, ==, 1);
    session_close(session);
  }
  desk_free(desk);
  workspace_free(&w);
}

/* Two programs, a desk each. */
static void test_two(void) {
  Workspace w;
  workspace_new(&w);
  Desk *one = open_desk(&w), *two = open_desk(&w);
  RunSession *first = open_run(one, "stock"), *second = open_run(two, "stock");
  g_assert_cmpuint(session_state(second)->action, ==, 1);
  g_assert_cmpstr(answer(first, "left", "12"), ==, "done");
  g_assert_null(text_of(second, "left"));
  /* another cell: both answers are there */
  g_assert_cmpstr(answer(second, "look", "pass"), ==, "done");
  g_assert_cmpstr(text_of(second, "left"), ==, "12");
  g_assert_cmpuint(session_state(second)->action, ==, 3);
  /* the same cell: who saw something else is told first */
  g_assert_cmpstr(answer(first, "look", "fail"), ==, "overtaken");
  g_assert_cmpstr(text_of(first, "look"), ==, "pass");
  g_assert_cmpstr(answer(first, "look", "fail"), ==, "done");
  GError *error = NULL;
  g_assert_true(session_refresh(second, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(text_of(second, "look"), ==, "fail");
  expect_card(two, "stock", 2, RUN_OPEN);
  session_close(first);
  session_close(second);
  desk_free(one);
  desk_free(two);
  workspace_free(&w);
}

/* Several at once: all or none. */
static void test_steps(void) {
  Workspace w;
  workspace_new(&w);
  Desk *desk = open_desk(&w);
  RunSession *session = open_run(desk, "adhoc@2026-03-05/stock-expiry");
  RunEvent events[] = {{.kind = EVENT_ANSWER, .by = "wang.fang", .row = "shelf", .item = "look", .value = "pass"},
                       {.kind = EVENT_ANSWER, .by = "wang.fang", .row = "shelf", .item = "look", .value = "pass"},
                       {.kind = EVENT_ANSWER, .by = "wang.fang", .row = "shelf", .item = "left", .value = "9999"}};
  GError *error = NULL;
  guint failed = 99;
  RunResult result = N_RUN_RESULTS;
  g_assert_true(session_steps(session, events, 3, &failed, &result, NULL, &error));
  g_assert_no_error(error);
  g_assert_cmpint(result, ==, RUN_OUT_OF_RANGE);
  g_assert_cmpuint(failed, ==, 2);
  g_assert_null(text_of(session, "look"));
  g_assert_cmpuint(session_state(session)->action, ==, 1);
  events[2].value = "30";
  g_assert_true(session_steps(session, events, 3, &failed, &result, NULL, &error));
  g_assert_cmpint(result, ==, RUN_DONE);
  g_assert_cmpuint(session_state(session)->action, ==, 3); /* what changes nothing leaves no entry */
  RunEvent end = {.kind = EVENT_FINISH, .by = "wang.fang"};
  g_autoptr(GPtrArray) asked = run_effects_new();
  g_assert_true(session_step(session, &end, &result, asked, &error));
  g_assert_cmpint(result, ==, RUN_DONE);
  g_assert_cmpuint(asked->len, ==, 1);
  g_assert_cmpint(((const RunEffect *)g_ptr_array_index(asked, 0))->ask, ==, ASK_SECOND);
  expect_card(desk, "adhoc@2026-03-05/stock-expiry", 2, RUN_AWAITING);
  g_assert_cmpstr(step(session, (RunEvent){.kind = EVENT_CONFIRM, .by = "wang.fang"}), ==, "not-second");
  g_assert_cmpstr(step(session, (RunEvent){.kind = EVENT_CONFIRM, .by = "liu.yang"}), ==, "done");
  expect_card(desk, "adhoc@2026-03-05/stock-expiry", 2, RUN_FINISHED);
  session_close(session);
  desk_free(desk);
  workspace_free(&w);
}

/* Evidence that cannot be copied: no entry, and the state as the record says. */
static void test_failure(void) {
  Workspace w;
  workspace_new(&w);
  Desk *desk = open_desk(&w);
  RunSession *session = open_run(desk, "stock");
  g_assert_cmpstr(answer(session, "look", "fail"), ==, "done");
  Evidence *evidence = evidence_new(EVIDENCE_FILE);
  evidence->sha256 = g_strnfill(64, 'a');
  evidence->name = g_strdup("1.jpg");
  g_autofree char *path = g_build_filename(w.home.path, "gone.jpg", NULL);
  RunEvent attach = {
      .kind = EVENT_ATTACH, .by = "wang.fang", .row = "shelf", .item = "look", .evidence = evidence, .path = path};
  RunResult result = N_RUN_RESULTS;
  GError *error = NULL;
  g_assert_false(session_step(session, &attach, &result, NULL, &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
  g_assert_cmpuint(session_state(session)->action, ==, 2);
  g_assert_null(run_cell(session_state(session), 0, 0)->evidence);
  g_assert_cmpstr(text_of(session, "look"), ==, "fail");
  evidence_free(evidence);
  session_close(session);
  desk_free(desk);
  workspace_free(&w);
}

/* A checklist that changes, and one that goes: the run goes on with what it began with; moving is asked for and recorded. */
static void test_definitions(void) {
  Workspace w;
  workspace_new(&w);
  Desk *desk = open_desk(&w);
  RunSession *session = open_run(desk, "stock");
  g_assert_cmpstr(answer(session, "look", "pass"), ==, "done");
  g_assert_cmpstr(answer(session, "left", "3"), ==, "done");
  g_assert_null(session_newer(session));
  session_close(session);
  desk_free(desk);

  folder_put(&w.share, "checklists/stock-expiry.yaml", MORE);
  desk = open_desk(&w);
  session = open_run(desk, "stock");
  g_assert_cmpint(session_state(session)->checklist->version, ==, 2);
  g_assert_cmpuint(session_state(session)->rows->len, ==, 1);
  g_assert_nonnull(session_newer(session));
  g_assert_cmpstr(answer(session, "left", "4"), ==, "done");
  RunResult result = N_RUN_RESULTS;
  GError *error = NULL;
  g_autoptr(GPtrArray) asked = run_effects_new();
  g_assert_true(session_upgrade(session, "wang.fang", NULL, "加了收银台", &result, asked, &error));
  g_assert_no_error(error);
  g_assert_cmpint(result, ==, RUN_DONE);
  g_assert_cmpint(session_state(session)->checklist->version, ==, 3);
  g_assert_cmpuint(session_state(session)->rows->len, ==, 2);
  g_assert_cmpstr(text_of(session, "look"), ==, "pass");
  g_assert_cmpuint(asked->len, ==, 1); /* `left` is asked no more */
  g_assert_cmpstr(((const RunEffect *)g_ptr_array_index(asked, 0))->value, ==, "4");
  g_assert_null(session_newer(session));
  g_assert_true(session_upgrade(session, "wang.fang", NULL, "再来", &result, NULL, &error));
  g_assert_cmpint(result, ==, RUN_UNCHANGED);
  session_close(session);
  desk_free(desk);

  g_autofree char *file = g_build_filename(w.share.path, "checklists", "stock-expiry.yaml", NULL);
  g_assert_cmpint(g_remove(file), ==, 0);
  folder_put(
      &w.share, "phases/prepare.yaml",
      "phase: prepare\ntitle: 备战\norder: 1\ndates:\n  standard: {from: 03-01, to: 03-10}\nsign: weekly\ntasks: []\n");
  desk = open_desk(&w);
  session = open_run(desk, "stock");
  g_assert_cmpint(session_state(session)->checklist->version, ==, 3);
  g_assert_null(session_newer(session));
  g_assert_cmpstr(answer(session, "look", "fail"), ==, "done");
  expect_card(desk, "stock", 1, RUN_OPEN);
  const RunRef other = {g_strdup("adhoc@2026-03-05/stock-expiry"), intern_string("stock-expiry"), NULL};
  g_assert_null(session_open(desk, &other, "wang.fang", NULL, &error));
  g_assert_error(error, SESSION_FAULT, SESSION_FAULT_REFUSED);
  g_clear_error(&error);
  g_free(other.key);
  session_close(session);
  desk_free(desk);
  workspace_free(&w);
}

/* The record is taken away meanwhile: that is said, and not that somebody else is busy with it. */
static void test_replaced(void) {
  Workspace w;
  workspace_new(&w);
  g_autoptr(Desk) desk = open_desk(&w);
  g_autoptr(RunSession) session = open_run(desk, "stock");
  g_autofree char *path = record_path(desk), *away = g_strconcat(path, ".away", NULL);
  g_assert_cmpint(g_rename(path, away), ==, 0);
  const RunEvent event = {.kind = EVENT_ANSWER, .by = "wang.fang", .row = "shelf", .item = "look", .value = "pass"};
  g_autoptr(GError) error = NULL;
  RunResult result = N_RUN_RESULTS;
  g_assert_false(session_step(session, &event, &result, NULL, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_REPLACED);
  workspace_free(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/session/resume", test_resume);
  g_test_add_func("/session/positions", test_positions);
  g_test_add_func("/session/two", test_two);
  g_test_add_func("/session/steps", test_steps);
  g_test_add_func("/session/failure", test_failure);
  g_test_add_func("/session/definitions", test_definitions);
  g_test_add_func("/session/replaced", test_replaced);
  return g_test_run();
}
