/* run/: answers, conditions, undo, seconds, finishing, upgrades – what an event does to a run and to its record. */
#include "runs.h"

static void test_values(void) {
  static const ItemRow items[] = {{.id = "yes", .type = ITEM_CONFIRM},
                                  {.id = "ok", .type = ITEM_PASS_FAIL},
                                  {.id = "pick", .type = ITEM_CHOICE},
                                  {.id = "n", .type = ITEM_NUMBER},
                                  {.id = "t", .type = ITEM_NUMBER, .min = "-18", .max = "0.3"},
                                  {.id = "mark", .type = ITEM_SCORE, .max = "5"},
                                  {.id = "day", .type = ITEM_DATE},
                                  {.id = "at", .type = ITEM_TIME},
                                  {.id = "note", .type = ITEM_TEXT},
                                  {.id = NULL}};
  static const struct {
    const char *item, *value, *result, *kept;
  } rows[] = {
      {"yes", "yes", "done", "yes"},
      {"yes", "否", "done", "no"},
      {"yes", "pass", "bad-choice", NULL},
      {"ok", "合格", "done", "pass"},
      {"ok", " fail\n", "done", "fail"},
      {"ok", "yes", "bad-choice", NULL},
      {"ok", "不适用", "bad-choice", NULL},
      {"pick", "乙", "done", "乙"},
      {"pick", "丙", "bad-choice", NULL},
      {"n", "+04.50", "done", "4.5"},
      {"n", "-0", "done", "0"},
      {"n", "999999999999", "done", "999999999999"},
      {"n", "1e3", "bad-number", NULL},
      {"n", "3天", "bad-number", NULL},
      {"n", "0.1234567", "bad-number", NULL},
      {"t", "0.3", "done", "0.3"},
      {"t", "0.300001", "out-of-range", NULL},
      {"t", "-18.000001", "out-of-range", NULL},
      {"t", "-18", "done", "-18"},
      {"mark", "0", "done", "0"},
      {"mark", "5", "done", "5"},
      {"mark", "5.5", "out-of-range", NULL},
      {"mark", "-1", "out-of-range", NULL},
      {"day", "2028-02-29", "done", "2028-02-29"},
      {"day", "2027-02-29", "bad-date", NULL},
      {"day", "3月15日", "bad-date", NULL},
      {"at", "23:59", "done", "23:59"},
      {"at", "24:00", "bad-time", NULL},
      {"at", "9:00", "bad-time", NULL},
      {"note", " 两行\n文字 ", "done", "两行\n文字"},
      {"note", "", "bad-text", NULL},
      {"note", " 　\n", "bad-text", NULL},
      {"note", "a\tb", "bad-text", NULL},
      {"note",
       "a\xe2\x80\xae"
       "b",
       "bad-text", NULL},
      {"note", "\xff", "bad-text", NULL},
      {"note", NULL, "bad-text", NULL},
      {"nothing", "x", "no-item", NULL},
      {NULL, "x", "no-item", NULL},
  };
  g_autoptr(Checklist) checklist = make_checklist(items, SECOND_NONE, 1);
  g_autoptr(GPtrArray) shelf = make_rows("r");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Recorded r = {.people = all_there};
    recorded_begin(&r, checklist, shelf, "a");
    g_test_message("%s = %s", rows[i].item, rows[i].value);
    g_assert_cmpstr(answer(&r, "a", "r", rows[i].item, rows[i].value), ==, rows[i].result);
    const Answer *cell = rows[i].kept ? cell_of(&r, "r", rows[i].item) : NULL;
    g_assert_cmpstr(cell ? cell->text : NULL, ==, rows[i].kept);
    g_assert_cmpuint(r.state->tally.answered, ==, rows[i].kept != NULL);
    recorded_compare(&r);
    recorded_free(&r);
  }
}

/* The last item is asked when the condition holds for: ok = fail, n = 2.5, day = 2027-03-15, pick = 销毁, mark n/a, gone unanswered. */
static void test_conditions(void) {
  static const struct {
    const char *when;
    gboolean asked;
  } rows[] = {
      {"ok = fail", TRUE},
      {"ok != fail", FALSE},
      {"ok=fail", TRUE},
      {"ok = pass", FALSE},
      {"n = 2.50", TRUE},
      {"n != 2.5", FALSE},
      {"n < 10", TRUE}, /* a number, not a text */
      {"n <= 2.5", TRUE},
      {"n < 2.5", FALSE},
      {"n > -3", TRUE},
      {"n >= 2.500001", FALSE},
      {"day >= 2027-03-15", TRUE},
      {"day < 2027-03-15", FALSE},
      {"pick = 销毁", TRUE},
      {"mark > 0", FALSE}, /* n/a */
      {"mark != 3", FALSE},
      {"gone = 甲", FALSE}, /* not answered */
      {"gone != 甲", FALSE},
      {"hidden = 甲", FALSE}, /* answered while it was asked, but it is not any more */
      {"hidden != 乙", FALSE},
      {"ok = fail and n = 2.5", TRUE},
      {"ok = fail and n = 2", FALSE},
      {"ok = fail and n = 2.5 and pick != 销毁", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const ItemRow items[] = {{.id = "ok", .type = ITEM_PASS_FAIL},
                             {.id = "n", .type = ITEM_NUMBER},
                             {.id = "day", .type = ITEM_DATE},
                             {.id = "pick", .type = ITEM_CHOICE},
                             {.id = "mark", .type = ITEM_SCORE, .max = "5"},
                             {.id = "gone", .type = ITEM_TEXT},
                             {.id = "hidden", .type = ITEM_TEXT, .when = "ok = pass"},
                             {.id = "last", .type = ITEM_TEXT, .required = TRUE, .when = rows[i].when},
                             {.id = NULL}};
    g_autoptr(Checklist) checklist = make_checklist(items, SECOND_NONE, 1);
    g_autoptr(GPtrArray) shelf = make_rows("q r");
    Recorded r = {.people = all_there};
    recorded_begin(&r, checklist, shelf, "a");
    answer(&r, "a", "r", "ok", "pass");
    g_assert_cmpstr(answer(&r, "a", "r", "hidden", "甲"), ==, "done");
    answer(&r, "a", "r", "ok", "fail");
    answer(&r, "a", "r", "n", "2.5");
    answer(&r, "a", "r", "day", "2027-03-15");
    answer(&r, "a", "r", "pick", "销毁");
    at_cell(&r, EVENT_NA, "a", "r", "mark");
    g_test_message("%s", rows[i].when);
    g_assert_cmpint(cell_of(&r, "r", "last")->relevant, ==, rows[i].asked);
    g_assert_false(cell_of(&r, "q", "last")->relevant); /* the other row has no answers */
    g_assert_cmpuint(r.state->tally.required, ==, rows[i].asked);
    g_assert_cmpstr(answer(&r, "a", "r", "last", "写"), ==, rows[i].asked ? "done" : "hidden");
    g_assert_cmpstr(cell_of(&r, "r", "hidden")->text, ==, "甲"); /* kept, though not asked */
    recorded_compare(&r);
    recorded_free(&r);
  }
}

static const ItemRow SHELF[] = {{.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ON_FAIL},
                                {.id = "what", .type = ITEM_TEXT, .required = TRUE, .when = "ok = fail"},
                                {.id = "todo",
                                 .type = ITEM_CHOICE,
                                 .when = "ok = fail",
                                 .second = SECOND_OTHER_PERSON,
                                 .second_when = "todo = 销毁"},
                                {.id = "seen", .type = ITEM_PASS_FAIL},
                                {.id = NULL}};

typedef struct {
  Checklist *checklist;
  GPtrArray *rows;
  Recorded run;
} Fixture;

static void begin(Fixture *f, const ItemRow *items, Second second, const RunPeople *people, const char *rows) {
  *f = (Fixture){.checklist = make_checklist(items, second, 1), .rows = make_rows(rows), .run = {.people = *people}};
  recorded_begin(&f->run, f->checklist, f->rows, "a");
}

/* Every test ends with its record read back. */
static void end(Fixture *f) {
  recorded_compare(&f->run);
  recorded_free(&f->run);
  g_ptr_array_unref(f->rows);
  checklist_free(f->checklist);
}

static void test_not_applicable(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r s");
  Recorded *r = &f.run;
  static const char *const bad[] = {NULL, "", " \n "};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GPtrArray) effects = run_effects_new();
    const RunEvent event = {.kind = EVENT_NA, .by = "a", .row = "r", .item = "ok", .reason = bad[i]};
    g_assert_cmpint(run_step(r->state, &r->people, &event, effects), ==, RUN_NO_REASON);
    const RunEffect *ask = g_ptr_array_index(effects, 0);
    g_assert_cmpint(ask->kind, ==, EFFECT_ASK);
    g_assert_cmpint(ask->ask, ==, ASK_REASON);
    g_assert_cmpstr(ask->row, ==, "r");
  }
  g_assert_cmpstr(at_cell(r, EVENT_NA, "a", "r", "ok"), ==, "done");
  g_assert_cmpstr(at_cell(r, EVENT_NA, "a", "r", "ok"), ==, "unchanged");
  g_assert_cmpstr(cell_of(r, "r", "ok")->text, ==, "没有这种货");
  g_assert_cmpuint(r->state->tally.na, ==, 1);
  g_assert_cmpuint(r->state->tally.required_answered, ==, 1);
  g_assert_cmpstr(last_entry(r), ==, "{\"by\":\"a\",\"item\":\"ok\",\"reason\":\"没有这种货\",\"row\":\"r\"}");
  end(&f);
}

/* by and recorded_by are kept apart; who is nobody is refused; the row is there. */
static void test_people_of_entries(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r s");
  Recorded *r = &f.run;
  g_assert_cmpstr(answer(r, NULL, "r", "ok", "pass"), ==, "nobody");
  g_assert_cmpstr(answer(r, " ", "r", "ok", "pass"), ==, "nobody");
  g_assert_cmpstr(answer(r, "a", "z", "ok", "pass"), ==, "no-row");
  g_assert_cmpstr(answer(r, "a", NULL, "ok", "pass"), ==, "no-row");
  RunEvent event = {.kind = EVENT_ANSWER, .by = "a", .recorded_by = "b", .row = "r", .item = "ok", .value = "合格"};
  g_assert_cmpstr(took(r, event), ==, "done");
  g_assert_cmpstr(last_entry(r), ==,
                  "{\"by\":\"a\",\"item\":\"ok\",\"recorded_by\":\"b\",\"row\":\"r\",\"value\":\"pass\"}");
  g_assert_cmpstr(cell_of(r, "r", "ok")->recorded_by, ==, "b");
  event.row = "s";
  event.recorded_by = "a";
  g_assert_cmpstr(took(r, event), ==, "done");
  g_assert_null(cell_of(r, "s", "ok")->recorded_by);
  end(&f);
}

static Evidence photo(const char *name) {
  static char sum[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  return (Evidence){.kind = EVIDENCE_FILE, .sha256 = sum, .name = (char *)(guintptr)name};
}

static void test_evidence_forms(void) {
#define SUM "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  static const struct {
    EvidenceKind kind;
    const char *one, *two, *three, *result;
  } rows[] = {
      {EVIDENCE_FILE, SUM, "货架.jpg", NULL, "done"},
      {EVIDENCE_FILE, SUM, "../货架.jpg", NULL, "bad-evidence"},
      {EVIDENCE_FILE, SUM, "", NULL, "bad-evidence"},
      {EVIDENCE_FILE, SUM "a", "x", NULL, "bad-evidence"},
      {EVIDENCE_FILE, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "x", NULL, "bad-evidence"},
      {EVIDENCE_FILE, NULL, "x", NULL, "bad-evidence"},
      {EVIDENCE_PAPER, "三号夹", "12", "王芳", "done"},
      {EVIDENCE_PAPER, "三号夹", "12", NULL, "bad-evidence"},
      {EVIDENCE_PAPER, "三号夹", " ", "王芳", "bad-evidence"},
      {EVIDENCE_PAPER, NULL, "12", "王芳", "bad-evidence"},
      {EVIDENCE_LINK, "https://example.com/1", NULL, NULL, "done"},
      {EVIDENCE_LINK, "http://example.com/1", NULL, NULL, "done"},
      {EVIDENCE_LINK, "javascript:alert(1)", NULL, NULL, "bad-evidence"},
      {EVIDENCE_LINK, "https://example.com/\n1", NULL, NULL, "bad-evidence"},
      {EVIDENCE_LINK, NULL, NULL, NULL, "bad-evidence"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Fixture f;
    begin(&f, SHELF, SECOND_NONE, &all_there, "r");
    Evidence e = {.kind = rows[i].kind};
    char **const into[N_EVIDENCE_KINDS][3] = {
        {&e.sha256, &e.name, NULL}, {&e.folder, &e.page, &e.keeper}, {&e.link, NULL, NULL}};
    const char *const texts[] = {rows[i].one, rows[i].two, rows[i].three};
    for (guint t = 0; t < 3 && into[e.kind][t]; t++) {
      *into[e.kind][t] = (char *)(guintptr)texts[t];
    }
    g_test_message("row %u", i);
    const RunEvent event = {.kind = EVENT_ATTACH, .by = "a", .row = "r", .item = "ok", .evidence = &e};
    g_assert_cmpstr(took(&f.run, event), ==, rows[i].result);
    g_assert_cmpint(cell_of(&f.run, "r", "ok")->evidence != NULL, ==, g_str_equal(rows[i].result, "done"));
    end(&f);
  }
}

/* What is asked for, and the order of effects: the copy, then the entry that names it. */
static void test_evidence(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r");
  Recorded *r = &f.run;
  g_autoptr(GPtrArray) effects = run_effects_new();
  RunEvent event = {.kind = EVENT_ANSWER, .by = "a", .row = "r", .item = "ok", .value = "fail"};
  g_assert_cmpint(run_step(r->state, &r->people, &event, effects), ==, RUN_DONE);
  g_assert_cmpuint(effects->len, ==, 2);
  const RunEffect *effect = g_ptr_array_index(effects, 0);
  g_assert_cmpint(effect->kind, ==, EFFECT_APPEND);
  g_assert_cmpstr(effect->entry, ==, "run.answer");
  effect = g_ptr_array_index(effects, 1);
  g_assert_cmpint(effect->kind, ==, EFFECT_ASK);
  g_assert_cmpint(effect->ask, ==, ASK_EVIDENCE);
  g_assert_cmpstr(effect->item, ==, "ok");
  recorded_keep(r, effects);
  g_assert_cmpuint(r->state->tally.evidence_missing, ==, 1);
  g_ptr_array_set_size(effects, 0);
  Evidence one = photo("一.jpg");
  event =
      (RunEvent){.kind = EVENT_ATTACH, .by = "a", .row = "r", .item = "ok", .evidence = &one, .path = "/照片/1.jpg"};
  g_assert_cmpint(run_step(r->state, &r->people, &event, effects), ==, RUN_DONE);
  g_assert_cmpuint(effects->len, ==, 2);
  effect = g_ptr_array_index(effects, 0);
  g_assert_cmpint(effect->kind, ==, EFFECT_COPY);
  g_assert_cmpstr(effect->path, ==, "/照片/1.jpg");
  g_assert_cmpstr(effect->sha256, ==, one.sha256);
  effect = g_ptr_array_index(effects, 1);
  g_assert_cmpstr(effect->body, ==,
                  "{\"by\":\"a\",\"evidence\":{\"kind\":\"file\",\"name\":\"一.jpg\",\"sha256\":\"" SUM
                  "\"},\"item\":\"ok\",\"row\":\"r\"}");
  recorded_keep(r, effects);
  g_assert_cmpuint(r->state->tally.evidence_missing, ==, 0);
  g_assert_cmpstr(took(r, event), ==, "unchanged");
  for (guint i = 2; i <= 21; i++) {
    g_autofree char *name = g_strdup_printf("%u.jpg", i);
    Evidence more = photo(name);
    event.evidence = &more;
    g_assert_cmpstr(took(r, event), ==, i <= 20 ? "done" : "too-much-evidence");
  }
  g_assert_cmpstr(took(r, (RunEvent){.kind = EVENT_DETACH, .by = "a", .row = "r", .item = "ok", .number = 20}), ==,
                  "no-evidence");
  g_assert_cmpstr(took(r, (RunEvent){.kind = EVENT_DETACH, .by = "a", .row = "r", .item = "ok", .number = 0}), ==,
                  "done");
  g_assert_cmpuint(cell_of(r, "r", "ok")->evidence->len, ==, 19);
  g_assert_cmpstr(((const Evidence *)g_ptr_array_index(cell_of(r, "r", "ok")->evidence, 0))->name, ==, "2.jpg");
  end(&f);
}

static void test_rest_and_undo(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r s t");
  Recorded *r = &f.run;
  g_assert_cmpstr(answer(r, "a", "s", "ok", "fail"), ==, "done");
  g_assert_cmpstr(act(r, EVENT_REST, "b"), ==, "done");
  g_assert_cmpstr(last_entry(r), ==, "{\"by\":\"b\",\"count\":5}");
  g_assert_cmpstr(cell_of(r, "s", "ok")->text, ==, "fail");
  g_assert_cmpstr(cell_of(r, "s", "seen")->text, ==, "pass");
  g_assert_cmpstr(act(r, EVENT_REST, "b"), ==, "nothing-left");
  g_assert_cmpstr(act(r, EVENT_UNDO, "c"), ==, "nothing-to-undo");
  g_assert_cmpstr(act(r, EVENT_UNDO, "a"), ==, "done"); /* the last own one, though b came after */
  g_assert_cmpint(cell_of(r, "s", "ok")->state, ==, ANSWER_NONE);
  g_assert_cmpstr(answer(r, "a", "t", "ok", "fail"), ==, "done");
  g_assert_cmpstr(act(r, EVENT_UNDO, "b"), ==, "overtaken"); /* one of its cells is a's now */
  g_assert_cmpstr(act(r, EVENT_UNDO, "a"), ==, "done");
  g_assert_cmpstr(cell_of(r, "t", "ok")->text, ==, "pass");
  g_assert_cmpstr(act(r, EVENT_UNDO, "b"), ==, "done");
  g_assert_cmpstr(last_entry(r), ==, "{\"action\":3,\"by\":\"b\",\"count\":5}");
  g_assert_cmpuint(r->state->tally.answered, ==, 0);
  g_assert_cmpuint(r->count, ==, 7); /* nothing is forgotten */
  end(&f);
}

static void test_position(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r s");
  Recorded *r = &f.run;
  static const struct {
    const char *row, *item, *value;
    guint at_row, at_item;
  } rows[] = {
      {"r", "ok", "pass", 0, 3}, /* what and todo are not asked */
      {"r", "ok", "fail", 0, 1},   {"r", "what", "锈", 0, 2},
      {"r", "seen", "pass", 1, 0}, {"s", "seen", "pass", 1, 3}, /* none open after it */
      {"s", "ok", "pass", 1, 0},   {"r", "ok", "pass", 0, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_cmpstr(answer(r, "a", rows[i].row, rows[i].item, rows[i].value), ==, "done");
    g_test_message("%s.%s", rows[i].row, rows[i].item);
    g_assert_cmpuint(r->state->row, ==, rows[i].at_row);
    g_assert_cmpuint(r->state->item, ==, rows[i].at_item);
  }
  recorded_compare(r); /* resumed at the exact row and item */
  g_assert_cmpstr(at_cell(r, EVENT_MOVE, "a", "s", "what"), ==, "hidden");
  g_assert_cmpstr(at_cell(r, EVENT_MOVE, "a", "s", "seen"), ==, "done");
  g_assert_cmpuint(r->state->row, ==, 1);
  g_assert_cmpuint(r->state->item, ==, 3);
  end(&f);
}

/* second on an item: of its row, when its condition holds; a change in the row takes it back. */
static void test_item_second(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r");
  Recorded *r = &f.run;
  Evidence one = photo("一.jpg");
  answer(r, "a", "r", "ok", "fail");
  answer(r, "a", "r", "what", "胀袋");
  answer(r, "a", "r", "todo", "甲");
  took(r, (RunEvent){.kind = EVENT_ATTACH, .by = "a", .row = "r", .item = "ok", .evidence = &one});
  g_assert_cmpstr(at_cell(r, EVENT_CONFIRM, "b", "r", "todo"), ==, "no-second");
  answer(r, "a", "r", "todo", "销毁");
  g_assert_cmpuint(r->state->tally.seconds_missing, ==, 1);
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "blocked");
  g_assert_cmpstr(at_cell(r, EVENT_CONFIRM, "a", "r", "todo"), ==, "not-second");
  g_assert_cmpstr(at_cell(r, EVENT_CONFIRM, "z", "r", "todo"), ==, "not-second");
  g_assert_cmpstr(at_cell(r, EVENT_CONFIRM, "b", "r", "todo"), ==, "done");
  g_assert_cmpstr(last_entry(r), ==, "{\"by\":\"b\",\"item\":\"todo\",\"row\":\"r\",\"step\":\"other-person\"}");
  g_assert_cmpstr(at_cell(r, EVENT_CONFIRM, "b", "r", "todo"), ==, "no-second");
  answer(r, "a", "r", "what", "胀袋三件");
  g_assert_cmpuint(r->state->tally.seconds_missing, ==, 1);
  g_assert_cmpstr(at_cell(r, EVENT_CONFIRM, "m", "r", "todo"), ==, "done");
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "done");
  g_assert_cmpint(r->state->stage, ==, RUN_FINISHED);
  end(&f);
}

/* How a second steps down, and what the record says about it. */
static void test_steps_down(void) {
  static const struct {
    const RunPeople *people;
    Second rule;
    const char *second, *result, *step;
  } rows[] = {
      {&all_there, SECOND_OTHER_DEPARTMENT, "c", "done", "other-department"},
      {&all_there, SECOND_OTHER_DEPARTMENT, "b", "not-second", "other-department"},
      {&all_there, SECOND_OTHER_DEPARTMENT, "m", "not-second", "other-department"},
      {&all_there, SECOND_OTHER_PERSON, "b", "done", "other-person"},
      {&all_there, SECOND_OTHER_PERSON, "c", "done", "other-person"},
      {&all_there, SECOND_OTHER_PERSON, "m", "done", "other-person"},
      {&all_there, SECOND_OTHER_PERSON, "a", "not-second", "other-person"},
      {&two_there, SECOND_OTHER_DEPARTMENT, "b", "done", "other-person"},
      {&one_there, SECOND_OTHER_DEPARTMENT, "m", "done", "manager"},
      {&one_there, SECOND_OTHER_PERSON, "b", "not-second", "manager"},
      {&alone, SECOND_OTHER_PERSON, NULL, NULL, "none"},
      {&alone, SECOND_OTHER_DEPARTMENT, NULL, NULL, "none"},
      {&all_there, SECOND_NONE, NULL, NULL, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Fixture f;
    begin(&f, SHELF, rows[i].rule, rows[i].people, "r");
    Recorded *r = &f.run;
    g_test_message("row %u", i);
    g_assert_cmpstr(act(r, EVENT_CONFIRM, "b"), ==, "no-second");
    g_assert_cmpstr(answer(r, "a", "r", "ok", "pass"), ==, "done");
    g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "done");
    g_assert_cmpint(r->state->stage, ==, rows[i].second ? RUN_AWAITING : RUN_FINISHED);
    g_assert_cmpstr(words_second_step[r->state->step].id, ==, rows[i].step);
    g_autofree char *body = rows[i].step ? g_strdup_printf("{\"by\":\"a\",\"count\":0,\"step\":\"%s\"}", rows[i].step)
                                         : g_strdup("{\"by\":\"a\",\"count\":0}");
    g_assert_cmpstr(last_entry(r), ==, body);
    g_assert_cmpstr(answer(r, "a", "r", "ok", "fail"), ==, "closed");
    if (rows[i].second) {
      g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "closed");
      g_assert_cmpstr(act(r, EVENT_CONFIRM, rows[i].second), ==, rows[i].result);
      g_assert_cmpint(r->state->stage, ==, g_str_equal(rows[i].result, "done") ? RUN_FINISHED : RUN_AWAITING);
    }
    end(&f);
  }
}

/* One person alone: an item's second is left out, and the entry says how many; opened again, it is missing again. */
static void test_left_out(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_OTHER_PERSON, &alone, "r");
  Recorded *r = &f.run;
  Evidence one = photo("一.jpg");
  answer(r, "a", "r", "ok", "fail");
  answer(r, "a", "r", "what", "胀袋");
  answer(r, "a", "r", "todo", "销毁");
  took(r, (RunEvent){.kind = EVENT_ATTACH, .by = "a", .row = "r", .item = "ok", .evidence = &one});
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "done");
  g_assert_cmpstr(last_entry(r), ==, "{\"by\":\"a\",\"count\":1,\"step\":\"none\"}");
  g_assert_cmpint(cell_of(r, "r", "todo")->step, ==, STEP_NONE);
  g_assert_cmpstr(words_second_step[STEP_NONE].title, ==, "单人自查，无复核");
  r->people = all_there;
  g_assert_cmpstr(took(r, (RunEvent){.kind = EVENT_REOPEN, .by = "b"}), ==, "no-reason");
  g_assert_cmpstr(act(r, EVENT_REOPEN, "b"), ==, "done");
  g_assert_cmpstr(act(r, EVENT_REOPEN, "b"), ==, "not-closed");
  g_assert_cmpuint(r->state->tally.seconds_missing, ==, 1);
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "blocked");
  end(&f);
}

/* People who have left while the run waits for them. */
static void test_second_gone(void) {
  Fixture f;
  begin(&f, SHELF, SECOND_OTHER_PERSON, &two_there, "r");
  Recorded *r = &f.run;
  answer(r, "a", "r", "ok", "pass");
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "done");
  g_assert_cmpint(r->state->stage, ==, RUN_AWAITING);
  r->people = alone;
  g_assert_cmpstr(act(r, EVENT_CONFIRM, "b"), ==, "no-second");
  g_assert_cmpstr(act(r, EVENT_FINISH, "a"), ==, "done");
  g_assert_cmpint(r->state->stage, ==, RUN_FINISHED);
  end(&f);
}

static void test_upgrade(void) {
  static const ItemRow newer_items[] = {
      {.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ALWAYS},
      {.id = "what", .type = ITEM_CHOICE, .required = TRUE, .when = "ok = fail"}, /* another type */
      {.id = "seen", .type = ITEM_PASS_FAIL},
      {.id = "more", .type = ITEM_CONFIRM, .required = TRUE},
      {.id = NULL}};
  Fixture f;
  begin(&f, SHELF, SECOND_NONE, &all_there, "r s t");
  Recorded *r = &f.run;
  answer(r, "a", "r", "ok", "fail");
  answer(r, "a", "r", "what", "胀袋");
  answer(r, "a", "r", "seen", "pass");
  answer(r, "a", "s", "ok", "fail");
  answer(r, "a", "t", "ok", "pass");
  g_autoptr(Checklist) newer = make_checklist(newer_items, SECOND_NONE, 2);
  g_autoptr(Checklist) older = make_checklist(SHELF, SECOND_NONE, 0);
  g_autoptr(Checklist) other = make_checklist(SHELF, SECOND_NONE, 3);
  other->id = intern_string("another");
  g_autoptr(GPtrArray) rows = make_rows("t r u");
  ((Row *)g_ptr_array_index(rows, 0))->title[0] = 'T'; /* t asks something else now */
  RunEvent event = {.kind = EVENT_UPGRADE, .by = "b", .to = other, .rows = rows, .reason = "新版"};
  g_assert_cmpstr(took(r, event), ==, "other-checklist");
  event.to = older;
  g_assert_cmpstr(took(r, event), ==, "older");
  event.to = newer;
  g_autoptr(GPtrArray) effects = run_effects_new();
  r->known[2] = newer;
  g_assert_cmpint(run_step(r->state, &r->people, &event, effects), ==, RUN_DONE);
  static const struct {
    const char *row, *item, *value;
  } dropped[] = {{"r", "what", "胀袋"}, {"s", "ok", "fail"}, {"t", "ok", "pass"}};
  guint found = 0;
  for (guint i = 0; i < effects->len; i++) {
    const RunEffect *effect = g_ptr_array_index(effects, i);
    if (effect->kind == EFFECT_DROPPED) {
      g_assert_cmpstr(effect->row, ==, dropped[found].row);
      g_assert_cmpstr(effect->item, ==, dropped[found].item);
      g_assert_cmpstr(effect->value, ==, dropped[found].value);
      found++;
    }
  }
  g_assert_cmpuint(found, ==, G_N_ELEMENTS(dropped));
  recorded_keep(r, effects);
  run_check(r->state);
  g_assert_nonnull(strstr(last_entry(r), "\"count\":3,\"dropped\":[[\"r\",\"what\"],[\"s\",\"ok\"],[\"t\",\"ok\"]]"));
  g_assert_cmpstr(cell_of(r, "r", "ok")->text, ==, "fail");
  g_assert_cmpstr(cell_of(r, "r", "seen")->text, ==, "pass");
  g_assert_cmpint(cell_of(r, "r", "what")->state, ==, ANSWER_NONE);
  g_assert_cmpint(cell_of(r, "t", "ok")->state, ==, ANSWER_NONE);
  g_assert_cmpuint(r->state->fixes_open, ==, 2); /* that of s goes on without its row */
  g_assert_cmpuint(r->state->tally.evidence_missing, ==, 1);
  g_assert_cmpstr(act(r, EVENT_UNDO, "a"), ==, "nothing-to-undo");
  g_assert_cmpstr(took(r, (RunEvent){.kind = EVENT_FIX_DONE, .by = "a", .number = 2, .value = "已下架"}), ==, "done");
  end(&f);
}

static void test_own_rows(void) {
  g_autoptr(Checklist) checklist = make_checklist(SHELF, SECOND_NONE, 1);
  static const struct {
    const char *id;
    WordSet kinds;
  } rows[] = {
      {"all", 0}, {"food", 1u << KIND_FOOD}, {"both", 1u << KIND_FOOD | 1u << KIND_SHOP}, {"net", 1u << KIND_ONLINE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    ChecklistRow *row = g_new0(ChecklistRow, 1);
    row->id = rows[i].id;
    row->title = g_strdup(rows[i].id);
    row->kinds = rows[i].kinds;
    g_ptr_array_add(checklist->rows, row);
  }
  static const struct {
    WordSet kinds;
    RowSource source;
    const char *ids;
  } cases[] = {{1u << KIND_SHOP, SOURCE_LIST, "all both"},
               {1u << KIND_FOOD, SOURCE_LIST, "all food both"},
               {1u << KIND_ONLINE | 1u << KIND_FOOD, SOURCE_LIST, "all food both net"},
               {0, SOURCE_LIST, "all"},
               {1u << KIND_FOOD, SOURCE_REGISTER, ""}}; /* there they are columns */
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    checklist->source = cases[i].source;
    g_autoptr(GPtrArray) own = run_own_rows(checklist, cases[i].kinds);
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint n = 0; n < own->len; n++) {
      g_string_append_printf(ids, "%s%s", n ? " " : "", ((const Row *)g_ptr_array_index(own, n))->id);
    }
    g_assert_cmpstr(ids->str, ==, cases[i].ids);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/run/values", test_values);
  g_test_add_func("/run/conditions", test_conditions);
  g_test_add_func("/run/not-applicable", test_not_applicable);
  g_test_add_func("/run/people-of-entries", test_people_of_entries);
  g_test_add_func("/run/evidence-forms", test_evidence_forms);
  g_test_add_func("/run/evidence", test_evidence);
  g_test_add_func("/run/rest-and-undo", test_rest_and_undo);
  g_test_add_func("/run/position", test_position);
  g_test_add_func("/run/item-second", test_item_second);
  g_test_add_func("/run/steps-down", test_steps_down);
  g_test_add_func("/run/left-out", test_left_out);
  g_test_add_func("/run/second-gone", test_second_gone);
  g_test_add_func("/run/upgrade", test_upgrade);
  g_test_add_func("/run/own-rows", test_own_rows);
  return g_test_run();
}
