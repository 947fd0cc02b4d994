/* Cards: from a run's state, as text, and back. */
#include "run/card.h"
#include "runs.h"

static const ItemRow ITEMS[] = {{.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ON_FAIL},
                                {.id = "how", .type = ITEM_CONFIRM, .second = SECOND_OTHER_PERSON},
                                {.id = NULL}};

static void test_of_run(void) {
  g_autoptr(Checklist) checklist = make_checklist(ITEMS, SECOND_OTHER_PERSON, 3);
  g_autoptr(GPtrArray) rows = make_rows("r s");
  Recorded r = {.people = alone};
  recorded_begin(&r, checklist, rows, "a");
  g_assert_cmpstr(answer(&r, "a", "r", "ok", "fail"), ==, "done");
  g_assert_cmpstr(answer(&r, "a", "r", "how", "yes"), ==, "done");
  RunCard card;
  card_of(r.state, 1000, 5000, &card);
  g_assert_cmpstr(card.checklist, ==, "stock");
  g_assert_cmpint(card.version, ==, 3);
  g_assert_cmpuint(card.total, ==, 4);
  g_assert_cmpuint(card.answered, ==, 2);
  g_assert_cmpuint(card.required, ==, 2);
  g_assert_cmpuint(card.required_answered, ==, 1);
  g_assert_cmpuint(card.failed, ==, 1);
  g_assert_cmpuint(card.fixes, ==, 1);
  g_assert_cmpuint(card.fixes_open, ==, 1);
  /* whoever is at work today: the second is missing even where there is nobody */
  g_assert_cmpuint(card.gates, ==, 1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX | 1u << GATE_SECOND_MISSING);
  g_assert_cmpint(card.begun_ms, ==, 1000);
  g_assert_cmpint(card.finished_ms, ==, 0); /* it is not finished */
  g_assert_null(card.inspector);
  g_assert_cmpstr(at_cell(&r, EVENT_NA, "a", "r", "ok"), ==, "done");
  g_assert_cmpstr(answer(&r, "a", "s", "ok", "pass"), ==, "done");
  g_assert_cmpstr(act(&r, EVENT_FINISH, "a"), ==, "done");
  card_of(r.state, 1000, 5000, &card);
  g_assert_cmpint(card.stage, ==, RUN_FINISHED);
  g_assert_cmpint(card.finished_ms, ==, 5000);
  g_assert_cmpstr(card.inspector, ==, "a");
  g_assert_cmpint(card.step, ==, STEP_NONE);
  g_assert_cmpuint(card.gates, ==, 0);
  recorded_free(&r);
}

/* A page never says 未发现问题 of what nobody judged, or where a choice says something else. */
static void test_finding(void) {
  static const ItemRow items[] = {{.id = "sure", .type = ITEM_CONFIRM},
                                  {.id = "state", .type = ITEM_CHOICE},
                                  {.id = "ok", .type = ITEM_PASS_FAIL},
                                  {.id = "how", .type = ITEM_CHOICE},
                                  {.id = NULL}};
  static const struct {
    const char *answers, *said;
  } rows[] = {{"", NULL},
              {"sure=yes how=甲", NULL},
              {"state=未发现问题 how=甲", "未发现问题"},
              {"ok=pass", "未发现问题"},
              {"ok=fail", "1 项不合格"},
              {"state=乙", "发现问题 1 项"},
              {"state=乙 ok=fail sure=no", "发现问题 3 项"},
              {"state=乙 state=未发现问题 ok=fail ok=pass", "未发现问题"}};
  g_autoptr(Checklist) checklist = make_checklist(items, SECOND_NONE, 1);
  g_autoptr(GPtrArray) one = make_rows("r");
  ChecklistItem *state = g_ptr_array_index(checklist->items, 1);
  g_free(state->choices[0]);
  state->choices[0] = g_strdup(CHOICE_NOTHING_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Recorded r = {.people = alone};
    recorded_begin(&r, checklist, one, "a");
    g_auto(GStrv) answers = g_strsplit(rows[i].answers, " ", -1);
    for (char **word = answers; *word && **word; word++) {
      char *equals = strchr(*word, '=');
      *equals = '\0';
      g_assert_cmpstr(answer(&r, "a", "r", *word, equals + 1), ==, "done");
    }
    RunCard card;
    card_of(r.state, 1, 2, &card);
    g_autofree char *said = run_finding(card.judged, card.failed, card.found);
    g_assert_cmpstr(said, ==, rows[i].said);
    recorded_free(&r);
  }
}

static void test_text(void) {
  RunCard card = {.checklist = intern_string("food-daily"),
                  .version = 2,
                  .stage = RUN_AWAITING,
                  .total = 20,
                  .answered = 19,
                  .required = 18,
                  .required_answered = 17,
                  .na = 1,
                  .failed = 2,
                  .judged = 8,
                  .found = 7,
                  .evidence_missing = 3,
                  .seconds_missing = 4,
                  .fixes = 6,
                  .fixes_open = 5,
                  .gates = 1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX,
                  .inspector = intern_string("wang fang"),
                  .step = STEP_PERSON,
                  .begun_ms = 1795395600000,
                  .finished_ms = 1795395600001};
  g_autofree char *text = runcard_text(&card);
  g_assert_cmpstr(text, ==,
                  "run2 food-daily 2 awaiting 20 19 18 17 1 2 3 4 6 5 8 7 required+open-fix wang%20fang - other-person "
                  "1795395600000 1795395600001");
  RunCard back;
  g_assert_true(runcard_parse(text, &back));
  g_autofree char *again = runcard_text(&back);
  g_assert_cmpstr(again, ==, text);
  g_assert_true(back.inspector == card.inspector);
  g_assert_null(back.second);
}

/* Whatever a card may have become: it is a card, or it is refused. */
static void test_refused(void) {
  static const char *const rows[] = {
      "",
      "run2",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 - - - - 1 1",
      "run2 - 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 1",
      "run2 a x open 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 1",
      "run2 a 2 shut 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 1",
      "run2 a 2 open -1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 1",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 nothing - - - 1 1",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - %ff - - 1 1",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - - - third 1 1",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 1 1",
      "run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 99999999999999999999",
  };
  RunCard card;
  g_assert_true(runcard_parse("run2 a 2 open 1 1 1 1 1 1 1 1 1 1 1 1 - - - - 1 1", &card));
  g_assert_cmpint(card.step, ==, N_SECOND_STEPS);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i]);
    g_assert_false(runcard_parse(rows[i], &card));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/runcard/of-run", test_of_run);
  g_test_add_func("/runcard/text", test_text);
  g_test_add_func("/runcard/refused", test_refused);
  g_test_add_func("/runcard/finding", test_finding);
  return g_test_run();
}
