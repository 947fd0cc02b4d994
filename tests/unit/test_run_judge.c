/* run/: corrective actions to their end, what blocks and which gates are open, bands, broken records, and the cost of a key press. */
#include "runs.h"

static const ItemRow SHELF[] = {{.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ON_FAIL},
                                {.id = "what", .type = ITEM_TEXT, .required = TRUE, .when = "ok = fail"},
                                {.id = "todo",
                                 .type = ITEM_CHOICE,
                                 .when = "ok = fail",
                                 .second = SECOND_OTHER_PERSON,
                                 .second_when = "todo = 销毁"},
                                {.id = "done", .type = ITEM_CONFIRM},
                                {.id = NULL}};

typedef struct {
  Checklist *checklist;
  GPtrArray *rows;
  Recorded run;
} Fixture;

static void begin(Fixture *f, const ItemRow *items, const RunPeople *people, const char *rows) {
  *f = (Fixture){
      .checklist = make_checklist(items, SECOND_NONE, 1), .rows = make_rows(rows), .run = {.people = *people}};
  recorded_begin(&f->run, f->checklist, f->rows, "a");
}

static void end(Fixture *f) {
  recorded_compare(&f->run);
  recorded_free(&f->run);
  g_ptr_array_unref(f->rows);
  checklist_free(f->checklist);
}

static const char *fix(Recorded *r, RunEventKind kind, const char *by, guint number, const char *text, gboolean pass) {
  return took(r, (RunEvent){.kind = kind, .by = by, .number = number, .value = text, .reason = text, .pass = pass});
}

static const Fix *fix_at(const Recorded *r, guint number) {
  return g_ptr_array_index(r->state->fixes, number - 1);
}

/* 发现 → 整改 → 复查 → 关闭, each step by whoever may, and nothing out of order. */
static void test_fix_course(void) {
  static const struct {
    RunEventKind kind;
    const char *by;
    guint number;
    const char *text;
    gboolean pass;
    const char *result;
    FixStage stage;
  } rows[] = {
      {EVENT_FIX_RECHECK, "b", 1, NULL, TRUE, "fix-stage", FIX_FOUND},
      {EVENT_FIX_CLOSE, "b", 1, NULL, FALSE, "fix-stage", FIX_FOUND},
      {EVENT_FIX_DONE, "a", 0, "下架", FALSE, "no-fix", FIX_FOUND},
      {EVENT_FIX_DONE, "a", 2, "下架", FALSE, "no-fix", FIX_FOUND},
      {EVENT_FIX_DONE, "a", 1, " ", FALSE, "bad-text", FIX_FOUND},
      {EVENT_FIX_DONE, "a", 1, "下架", FALSE, "done", FIX_DONE},
      {EVENT_FIX_DONE, "a", 1, "下架", FALSE, "fix-stage", FIX_DONE},
      {EVENT_FIX_RECHECK, "a", 1, NULL, TRUE, "same-person", FIX_DONE},
      {EVENT_FIX_RECHECK, "b", 1, NULL, FALSE, "no-reason", FIX_DONE},
      {EVENT_FIX_RECHECK, "b", 1, "还有三件", FALSE, "done", FIX_FOUND},
      {EVENT_FIX_DONE, "b", 1, "全部下架", FALSE, "done", FIX_DONE},
      {EVENT_FIX_RECHECK, "b", 1, NULL, TRUE, "same-person", FIX_DONE},
      {EVENT_FIX_RECHECK, "a", 1, NULL, TRUE, "done", FIX_RECHECKED},
      {EVENT_FIX_RECHECK, "a", 1, NULL, TRUE, "fix-stage", FIX_RECHECKED},
      {EVENT_FIX_CLOSE, "a", 1, NULL, FALSE, "done", FIX_CLOSED},
      {EVENT_FIX_CLOSE, "a", 1, NULL, FALSE, "no-fix", FIX_CLOSED},
  };
  Fixture f;
  begin(&f, SHELF, &all_there, "r s");
  Recorded *r = &f.run;
  g_assert_cmpstr(answer(r, "c", "s", "ok", "fail"), ==, "done");
  g_assert_cmpstr(fix_at(r, 1)->row, ==, "s");
  g_assert_cmpstr(fix_at(r, 1)->found_by, ==, "c");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", i);
    g_assert_cmpstr(fix(r, rows[i].kind, rows[i].by, rows[i].number, rows[i].text, rows[i].pass), ==, rows[i].result);
    g_assert_cmpint(fix_at(r, 1)->stage, ==, rows[i].stage);
    g_assert_cmpuint(r->state->fixes_open, ==, rows[i].stage < FIX_CLOSED);
  }
  g_assert_cmpstr(fix_at(r, 1)->done, ==, "全部下架");
  g_assert_null(fix_at(r, 1)->rejected);
  g_assert_cmpstr(cell_of(r, "s", "ok")->text, ==, "fail"); /* the finding stays what it was */
  g_assert_cmpuint(r->state->tally.failed, ==, 1);
  end(&f);
}

/* What becomes of the corrective action when the answer changes. Each letter is an event: F fail, P pass, U undo, N n/a, C clear, D done,
 * R recheck passed, X recheck not passed, Z close. */
static void test_fix_and_answer(void) {
  static const struct {
    const char *events, *stages; /* one letter a fix: f d r c w */
    guint open;
  } rows[] = {
      {"P", "", 0},        {"F", "f", 1},     {"FP", "w", 0},      {"FU", "w", 0},   {"FN", "w", 0},
      {"FC", "w", 0},      {"FPF", "wf", 1},  {"FPU", "wf", 1},    {"FD", "d", 1},   {"FDP", "d", 1},
      {"FDPF", "d", 1},    {"FDXP", "f", 1},  {"FDR", "r", 1},     {"FDRZ", "c", 0}, {"FDRZP", "c", 0},
      {"FDRZPF", "cf", 1}, {"FDPRZ", "c", 0}, {"FDPRZF", "cf", 1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Fixture f;
    begin(&f, SHELF, &all_there, "r");
    Recorded *r = &f.run;
    g_test_message("%s", rows[i].events);
    for (const char *p = rows[i].events; *p; p++) {
      const guint last = r->state->fixes->len;
      const char *result = *p == 'F'   ? answer(r, "a", "r", "ok", "fail")
                           : *p == 'P' ? answer(r, "a", "r", "ok", "pass")
                           : *p == 'U' ? act(r, EVENT_UNDO, "a")
                           : *p == 'N' ? at_cell(r, EVENT_NA, "a", "r", "ok")
                           : *p == 'C' ? at_cell(r, EVENT_CLEAR, "a", "r", "ok")
                           : *p == 'D' ? fix(r, EVENT_FIX_DONE, "a", last, "改了", FALSE)
                           : *p == 'Z' ? fix(r, EVENT_FIX_CLOSE, "b", last, NULL, FALSE)
                                       : fix(r, EVENT_FIX_RECHECK, "b", last, "没改好", *p == 'R');
      g_assert_cmpstr(result, ==, "done");
    }
    g_autoptr(GString) stages = g_string_new(NULL);
    for (guint n = 1; n <= r->state->fixes->len; n++) {
      g_string_append_c(stages, "fdrcw"[fix_at(r, n)->stage]);
    }
    g_assert_cmpstr(stages->str, ==, rows[i].stages);
    g_assert_cmpuint(r->state->fixes_open, ==, rows[i].open);
    end(&f);
  }
}

/* 否 fails as well; nobody else there: the same person may re-check, and the record says so. */
static void test_fix_alone(void) {
  Fixture f;
  begin(&f, SHELF, &alone, "r");
  Recorded *r = &f.run;
  Evidence sheet = {.kind = EVIDENCE_PAPER,
                    .folder = (char *)(guintptr) "一号夹",
                    .page = (char *)(guintptr) "3",
                    .keeper = (char *)(guintptr) "王芳"};
  answer(r, "a", "r", "done", "no");
  g_assert_cmpuint(r->state->fixes_open, ==, 1);
  g_assert_cmpstr(
      took(r, (RunEvent){.kind = EVENT_FIX_DONE, .by = "a", .number = 1, .value = "补做", .evidence = &sheet}), ==,
      "done");
  g_assert_cmpstr(last_entry(r), ==,
                  "{\"by\":\"a\",\"evidence\":{\"folder\":\"一号夹\",\"keeper\":\"王芳\",\"kind\":\"paper\",\"page\":"
                  "\"3\"},\"number\":1,"
                  "\"value\":\"补做\"}");
  g_assert_cmpuint(fix_at(r, 1)->evidence->len, ==, 1);
  g_assert_cmpstr(fix(r, EVENT_FIX_RECHECK, "a", 1, NULL, TRUE), ==, "done");
  g_assert_true(fix_at(r, 1)->alone);
  g_assert_cmpstr(last_entry(r), ==, "{\"alone\":true,\"by\":\"a\",\"number\":1,\"pass\":true}");
  end(&f);
}

static char *reasons_text(const RunState *state, const GArray *reasons) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < reasons->len; i++) {
    const RunReason *r = &g_array_index(reasons, RunReason, i);
    g_string_append_printf(out, "%s%s %s %s.%s", out->len ? "; " : "", words_gate[r->gate].id,
                           words_run_reason[r->kind].id, show_row_id(state, r->row), show_item_id(state, r->item));
  }
  return g_string_free(out, FALSE);
}

static void test_blockers_and_gates(void) {
  Fixture f;
  begin(&f, SHELF, &all_there, "r s");
  Recorded *r = &f.run;
  answer(r, "a", "r", "ok", "fail");
  answer(r, "a", "r", "todo", "销毁");
  g_autoptr(GArray) blockers = judge_blockers(r->state, &r->people);
  g_autofree char *said = reasons_text(r->state, blockers);
  g_assert_cmpstr(
      said, ==,
      "required evidence r.ok; required required r.what; second-missing second r.todo; required required s.ok");
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "blocked");
  static const struct {
    WordSet carry;
    WordSet open;
    guint reasons;
  } rows[] = {
      {0, 0, 0},
      {1u << GATE_REQUIRED, 1u << GATE_REQUIRED, 3},
      {1u << GATE_OPEN_FIX | 1u << GATE_TRAINING_MISSING, 1u << GATE_OPEN_FIX, 1},
      {1u << GATE_SECOND_MISSING, 1u << GATE_SECOND_MISSING, 1},
      {1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX | 1u << GATE_SECOND_MISSING,
       1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX | 1u << GATE_SECOND_MISSING, 5},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    f.checklist->gate_carry = rows[i].carry;
    g_autoptr(GArray) reasons = g_array_new(FALSE, TRUE, sizeof(RunReason));
    g_assert_cmphex(judge_gates(r->state, &r->people, reasons), ==, rows[i].open);
    g_assert_cmpuint(reasons->len, ==, rows[i].reasons);
    g_assert_cmphex(judge_gates(r->state, &r->people, NULL), ==, rows[i].open);
  }
  r->people = alone; /* then nobody can be missing */
  g_assert_cmphex(judge_gates(r->state, &r->people, NULL), ==, 1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX);
  end(&f);
}

/* The eight items of the self-assessment: marks as letters, 1–5, - n/a, . open. */
static void test_bands(void) {
  static const ItemRow items[] = {{.id = "score", .type = ITEM_SCORE, .required = TRUE, .min = "1", .max = "5"},
                                  {.id = NULL}};
  static const struct {
    const char *marks;
    gboolean scored, scaled;
    const char *points, *full, *answered, *counted, *band;
  } rows[] = {
      {"55555555", TRUE, FALSE, "40", "40", "40", "40", "领先"},
      {"44444444", TRUE, FALSE, "32", "40", "40", "32", "领先"},
      {"44444443", TRUE, FALSE, "31", "40", "40", "31", "扎实"},
      {"11111111", TRUE, FALSE, "8", "40", "40", "8", "起步"},
      {"5555555.", FALSE, FALSE, "35", "40", "35", "35", NULL},
      {"........", FALSE, FALSE, "0", "40", "0", "0", NULL},
      {"444444--", TRUE, TRUE, "24", "40", "30", "32", "领先"},
      {"4444443-", TRUE, TRUE, "27", "40", "35", "30", "扎实"}, /* 30.857 */
      {"4444444-", TRUE, TRUE, "28", "40", "35", "32", "领先"},
      {"3------4", TRUE, TRUE, "7", "40", "10", "28", "扎实"},
      {"--------", TRUE, TRUE, "0", "40", "0", "0", NULL},
      {"1-------", TRUE, TRUE, "1", "40", "5", "8", "起步"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Fixture f;
    begin(&f, items, &all_there, "a b c d e f g h");
    Recorded *r = &f.run;
    static const struct {
      int from;
      const char *title;
    } bands[] = {{32, "领先"}, {24, "扎实"}, {8, "起步"}};
    for (guint b = 0; b < G_N_ELEMENTS(bands); b++) {
      Band band = {.from = bands[b].from * DECIMAL_ONE, .title = g_strdup(bands[b].title)};
      g_array_append_val(f.checklist->bands, band);
    }
    for (guint n = 0; n < 8; n++) {
      const char mark[] = {rows[i].marks[n], '\0'}, row[] = {(char)('a' + n), '\0'};
      const char *result = *mark == '.'   ? "done"
                           : *mark == '-' ? at_cell(r, EVENT_NA, "a", row, "score")
                                          : answer(r, "a", row, "score", mark);
      g_assert_cmpstr(result, ==, "done");
    }
    g_test_message("%s", rows[i].marks);
    RunScore score = judge_score(r->state);
    g_assert_cmpint(score.scored, ==, rows[i].scored);
    g_assert_cmpint(score.scaled, ==, rows[i].scaled);
    g_autofree char *points = decimal_text(score.points), *full = decimal_text(score.full);
    g_autofree char *answered = decimal_text(score.answered_full), *counted = decimal_text(score.counted);
    g_assert_cmpstr(points, ==, rows[i].points);
    g_assert_cmpstr(full, ==, rows[i].full);
    g_assert_cmpstr(answered, ==, rows[i].answered);
    g_assert_cmpstr(counted, ==, rows[i].counted);
    g_assert_cmpstr(score.band, ==, rows[i].band);
    end(&f);
  }
}

/* Rounded down below zero, too. */
static void test_band_below_zero(void) {
  static const ItemRow items[] = {{.id = "score", .type = ITEM_SCORE, .min = "-5", .max = "3"}, {.id = NULL}};
  Fixture f;
  begin(&f, items, &all_there, "a b c");
  Recorded *r = &f.run;
  answer(r, "a", "a", "score", "-1");
  answer(r, "a", "b", "score", "-0.5");
  at_cell(r, EVENT_NA, "a", "c", "score");
  g_assert_cmpint(judge_score(r->state).counted, ==, -3 * DECIMAL_ONE); /* -1.5 × 9 ÷ 6 = -2.25 */
  end(&f);
}

/* A record that run_step cannot have made: an error that names the entry. `entries` are pairs of kind and body after the beginning. */
#define BEGIN                                                                                                          \
  "{\"by\":\"a\",\"checklist\":\"stock\",\"rows\":[{\"id\":\"r\",\"title\":\"r\"},{\"id\":\"s\",\"title\":\"s\"}],"    \
  "\"version\":1}"
static void test_bad_records(void) {
  static const struct {
    const char *begin, *entry, *body, *part;
  } rows[] = {
      {BEGIN, NULL, NULL, NULL},
      {BEGIN, "run.answer", "{\"by\":\"a\",\"item\":\"ok\",\"row\":\"r\",\"value\":\"pass\"}", NULL},
      {"{", NULL, NULL, "第 1 条"},
      {"{\"by\":\"a\",\"checklist\":\"stock\",\"rows\":[{\"id\":\"r\",\"title\":\"r\"},{\"id\":\"r\",\"title\":\"s\"}],"
       "\"version\":1}",
       NULL, NULL, "代号相同"},
      {"{\"by\":\"a\",\"checklist\":\"stock\",\"rows\":{},\"version\":1}", NULL, NULL, "第 1 条"},
      {"{\"by\":\"a\",\"checklist\":\"stock\",\"rows\":[{\"id\":\"r\"}],\"version\":1}", NULL, NULL, "第 1 条"},
      {"{\"by\":\"\",\"checklist\":\"stock\",\"rows\":[],\"version\":1}", NULL, NULL, "第 1 条"},
      {"{\"by\":\"a\",\"checklist\":\"stock\",\"rows\":[],\"version\":7}", NULL, NULL,
       "找不到这次检查当时用的检查表 `stock` 第 7 版"},
      {"{\"by\":\"a\",\"checklist\":\"stock\",\"rows\":[],\"version\":-1}", NULL, NULL, "第 1 条"},
      {BEGIN, "run.begin", BEGIN, "第 2 条"},
      {BEGIN, "sign", "{}", "第 2 条"},
      {BEGIN, "", "{}", "第 2 条"},
      {BEGIN, "run.answer", "[]", "第 2 条"},
      {BEGIN, "run.answer", "{\"item\":\"ok\",\"row\":\"r\",\"value\":\"pass\"}", "内容不是检查的记录"},
      {BEGIN, "run.answer", "{\"by\":\"a\",\"extra\":1,\"item\":\"ok\",\"row\":\"r\",\"value\":\"pass\"}",
       "内容不是检查的记录"},
      {BEGIN, "run.answer", "{\"by\":\"a\",\"item\":\"ok\",\"reason\":\"x\",\"row\":\"r\",\"value\":\"pass\"}",
       "内容不是检查的记录"},
      {BEGIN, "run.answer", "{\"by\":\"a\",\"item\":\"ok\",\"row\":\"z\",\"value\":\"pass\"}", "没有这一行"},
      {BEGIN, "run.answer", "{\"by\":\"a\",\"item\":\"ok\",\"row\":\"r\",\"value\":\"maybe\"}", "不在选项里"},
      {BEGIN, "run.answer", "{\"by\":\"a\",\"item\":\"ok\",\"row\":[],\"value\":\"pass\"}", "内容不是检查的记录"},
      {BEGIN, "run.rest", "{\"by\":\"a\",\"count\":2}", NULL},
      {BEGIN, "run.rest", "{\"by\":\"a\",\"count\":3}", "和前面的记录对不上"},
      {BEGIN, "run.rest", "{\"by\":\"a\",\"count\":-2}", "内容不是检查的记录"},
      {BEGIN, "run.undo", "{\"action\":1,\"by\":\"a\",\"count\":1}", "没有可以撤销"},
      {BEGIN, "run.attach", "{\"by\":\"a\",\"evidence\":{\"kind\":\"video\"},\"item\":\"ok\",\"row\":\"r\"}",
       "内容不是检查的记录"},
      {BEGIN, "run.attach",
       "{\"by\":\"a\",\"evidence\":{\"kind\":\"file\",\"name\":\"x\"},\"item\":\"ok\",\"row\":\"r\"}", "凭证没有写全"},
      {BEGIN, "run.finish", "{\"by\":\"a\",\"count\":0}", "不能完成"},
      {BEGIN, "run.confirm", "{\"by\":\"a\",\"step\":\"boss\"}", "内容不是检查的记录"},
      {BEGIN, "fix.recheck", "{\"alone\":1,\"by\":\"a\",\"number\":1,\"pass\":true}", "内容不是检查的记录"},
  };
  g_autoptr(Checklist) checklist = make_checklist(SHELF, SECOND_NONE, 1);
  Recorded r = {.known = {NULL, checklist}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const RunEntry entries[] = {{"run.begin", rows[i].begin}, {rows[i].entry, rows[i].body}};
    g_autoptr(GError) error = NULL;
    g_autoptr(RunState) state =
        run_replay("adhoc@2027-03-05", entries, rows[i].entry ? 2 : 1, recorded_find, &r, &error);
    g_test_message("row %u: %s", i, error ? error->message : "");
    if (rows[i].part) {
      g_assert_null(state);
      g_assert_true(error && error->domain == RUN_FAULT && strstr(error->message, rows[i].part));
    } else {
      g_assert_no_error(error);
      run_check(state);
    }
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(run_replay("x", NULL, 0, recorded_find, &r, &error));
  g_assert_error(error, RUN_FAULT, RUN_FAULT_ENTRY);
}

/* A key press in ten thousand rows: far below 5 ms even in the slowest place, where all cells behind are answered but one. */
static void test_speed(void) {
  g_autoptr(Checklist) checklist = make_checklist(SHELF, SECOND_OTHER_PERSON, 1);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  for (guint i = 0; i < 10000; i++) {
    g_autofree char *id = g_strdup_printf("lot-%u", i);
    g_ptr_array_add(rows, row_new(id, id, NULL));
  }
  const RunSetup setup = {.checklist = checklist, .subject = "stock", .rows = rows, .by = "a"};
  g_autoptr(GPtrArray) effects = run_effects_new();
  g_autoptr(RunState) state = run_new(&setup, effects);
  const RunEvent rest = {.kind = EVENT_REST, .by = "a"};
  g_assert_cmpint(run_step(state, &all_there, &rest, effects), ==, RUN_DONE);
  for (guint i = 0; i + 1 < rows->len; i++) { /* so that the next open cell is the very last */
    const RunEvent done = {.kind = EVENT_ANSWER,
                           .by = "a",
                           .row = ((const Row *)g_ptr_array_index(rows, i))->id,
                           .item = "done",
                           .value = "yes"};
    g_assert_cmpint(run_step(state, &all_there, &done, effects), ==, RUN_DONE);
  }
  g_ptr_array_set_size(effects, 0);
  gint64 begun = g_get_monotonic_time();
  guint presses = 0;
  for (guint i = 0; i < 9990; i += 10, presses++) {
    const Row *row = g_ptr_array_index(rows, i);
    const RunEvent event = {.kind = EVENT_ANSWER, .by = "a", .row = row->id, .item = "done", .value = "no"};
    g_assert_cmpint(run_step(state, &all_there, &event, effects), ==, RUN_DONE);
    g_assert_cmpuint(state->row, ==, rows->len - 1);
    g_ptr_array_set_size(effects, 0);
  }
  double each = (double)(g_get_monotonic_time() - begun) / presses / 1000;
  run_check(state);
  g_test_message("%.4f ms a key press", each);
  g_assert_cmpfloat(each, <, 5);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/run-judge/fix-course", test_fix_course);
  g_test_add_func("/run-judge/fix-and-answer", test_fix_and_answer);
  g_test_add_func("/run-judge/fix-alone", test_fix_alone);
  g_test_add_func("/run-judge/blockers-and-gates", test_blockers_and_gates);
  g_test_add_func("/run-judge/bands", test_bands);
  g_test_add_func("/run-judge/band-below-zero", test_band_below_zero);
  g_test_add_func("/run-judge/bad-records", test_bad_records);
  g_test_add_func("/run-judge/speed", test_speed);
  return g_test_run();
}
