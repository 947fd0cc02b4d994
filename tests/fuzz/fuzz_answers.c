/* Any bytes as a file of answers: problems with places, or events that the runner takes as they stand. What was taken, written as a form and read again,
 * changes nothing. The first byte says which form it is in and how many people there are. */
#include "desk/runs/answers_check.h"
#include "unit/runs.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ItemRow ITEMS[] = {{.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ON_FAIL},
                                {.id = "n", .type = ITEM_NUMBER, .min = "-2", .max = "100"},
                                {.id = "mark", .type = ITEM_SCORE, .max = "5", .when = "n > 1.5"},
                                {.id = "todo",
                                 .type = ITEM_CHOICE,
                                 .when = "ok = fail",
                                 .second = SECOND_OTHER_DEPARTMENT,
                                 .second_when = "todo = 销毁 and n >= 0"},
                                {.id = "day", .type = ITEM_DATE, .evidence = EVIDENCE_ALWAYS, .when = "ok != pass"},
                                {.id = "at", .type = ITEM_TIME},
                                {.id = "yes", .type = ITEM_CONFIRM, .required = TRUE},
                                {.id = "note", .type = ITEM_TEXT},
                                {.id = NULL}};

typedef struct {
  Desk desk;
  Checklist *checklist;
  GPtrArray *rows;
  RunPeople people;
} Ground;

static Ground *ground(void) {
  static Ground *g;
  if (g == NULL) {
    g = g_new0(Ground, 1);
    g->checklist = make_checklist(ITEMS, SECOND_OTHER_PERSON, 1);
    g->rows = make_rows("r s t");
    g->desk.workspace = g_strdup("/nowhere");
    g->desk.campaign = campaign_new();
    for (guint i = 0; i < all_there.count; i++) {
      Person *person = person_new();
      person->id = intern_string(all_there.list[i].id);
      person->name = g_strdup_printf("人%s", person->id);
      g_assert_null(store_add_person(g->desk.campaign->store, person));
    }
  }
  return g;
}

static RunState *new_run(const Ground *g) {
  g_autoptr(GPtrArray) effects = run_effects_new();
  const RunSetup setup = {g->checklist, NULL, "x", g->rows, "a", NULL};
  return run_new(&setup, effects);
}

/* Tries the file; the events when there was nothing wrong with it. */
static AnswersPlan *try_file(Ground *g, const Answers *answers, RunState *state, gboolean finish) {
  char *problem = NULL;
  const AnswersAsk ask = {
      .by = g_ptr_array_index(g->desk.campaign->store->people, 0), .second = NULL, .finish = finish};
  AnswersPlan *plan = answers_check(&g->desk, answers, state, &all_there, &ask, &problem);
  run_check(state);
  if (diag_has_errors(g->desk.diags) || problem != NULL) {
    g_clear_pointer(&plan, answersplan_free);
  }
  g_free(problem);
  return plan;
}

static void read_back(Ground *g, const RunState *state, AnswersFormat format) {
  g_autoptr(GString) text = g_string_new(NULL);
  answers_form(state, format, text);
  g_autoptr(GBytes) bytes = g_bytes_new_static(text->str, text->len);
  g_autoptr(Answers) answers = answers_parse("form", bytes, format, g->desk.diags);
  g_autoptr(RunState) fresh = new_run(g);
  g_assert_true(answers != NULL || format == ANSWERS_CSV);
  g_autoptr(AnswersPlan) plan = answers != NULL ? try_file(g, answers, fresh, FALSE) : NULL;
  if (format == ANSWERS_CSV) { /* whose cells are trimmed and may be cut apart */
    return;
  }
  g_assert_nonnull(plan);
  for (guint row = 0; row < state->rows->len; row++) {
    for (guint item = 0; item < state->n_items; item++) {
      const Answer *was = run_cell(state, row, item), *is = run_cell(fresh, row, item);
      g_assert_true(!was->relevant || (was->state == is->state && g_strcmp0(was->text, is->text) == 0));
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || size > 65536) {
    return 0;
  }
  Ground *g = ground();
  g->desk.diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new(data + 1, size - 1);
  static const char *const names[] = {"a.yaml", "a.json", "a.csv", "-"};
  const AnswersFormat format = answers_format(names[data[0] & 3], bytes);
  g_autoptr(Answers) answers = answers_parse("answers", bytes, format, g->desk.diags);
  g_assert_true(answers != NULL || diag_has_errors(g->desk.diags));
  if (answers != NULL) {
    g_autoptr(RunState) scratch = new_run(g), state = new_run(g);
    g_autoptr(AnswersPlan) plan = try_file(g, answers, scratch, data[0] & 4);
    for (guint i = 0; plan != NULL && i < plan->events->len; i++) {
      g_autoptr(GPtrArray) effects = run_effects_new();
      RunResult result = run_step(state, &all_there, &g_array_index(plan->events, RunEvent, i), effects);
      g_assert_cmpint(result, ==, RUN_DONE);
    }
    if (plan != NULL) {
      g_assert_cmpint(state->stage, ==, scratch->stage);
      g_assert_cmpuint(state->tally.answered, ==, scratch->tally.answered);
      read_back(g, state, ANSWERS_YAML);
      read_back(g, state, ANSWERS_JSON);
      read_back(g, state, ANSWERS_CSV);
    }
  }
  g_clear_pointer(&g->desk.diags, diag_list_free);
  return 0;
}
