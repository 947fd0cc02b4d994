/* Any workbook, and any cells, as a filled form: problems with places, or answers that are merged, checked and taken by the runner. The first byte says
 * whether what follows is a workbook or the cells themselves (parted by tabs), and which checklist the form is of. */
#include "desk/forms/formimport.h"
#include "desk/forms/formmerge.h"
#include "desk/forms/formread.h"
#include "desk/runs/answers_check.h"
#include "unit/runs.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ItemRow ITEMS[] = {{.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ON_FAIL},
                                {.id = "n", .type = ITEM_NUMBER, .min = "-2", .max = "100"},
                                {.id = "todo", .type = ITEM_CHOICE, .when = "ok = fail and n > 1"},
                                {.id = "day", .type = ITEM_DATE, .evidence = EVIDENCE_ALWAYS},
                                {.id = "at", .type = ITEM_TIME},
                                {.id = "yes", .type = ITEM_CONFIRM, .required = TRUE},
                                {.id = "mark", .type = ITEM_SCORE, .max = "5"},
                                {.id = "note", .type = ITEM_TEXT},
                                {.id = NULL}};
enum { ACROSS = 6, N_KINDS_OF_FORM = 2 }; /* of a form with items across: the first ones */

typedef struct {
  Desk desk;
  Checklist *checklists[N_KINDS_OF_FORM];
  GPtrArray *rows;
  Person *by;
} Ground;

static Ground *ground(void) {
  static Ground *g;
  if (g == NULL) {
    g = g_new0(Ground, 1);
    ItemRow few[ACROSS + 1];
    memcpy(few, ITEMS, sizeof few);
    few[ACROSS].id = NULL;
    g->checklists[0] = make_checklist(few, SECOND_NONE, 1);
    g->checklists[1] = make_checklist(ITEMS, SECOND_OTHER_PERSON, 1);
    g->rows = make_rows("r s t");
    g->desk.workspace = g_strdup("/nowhere");
    g->desk.campaign = campaign_new();
    for (guint i = 0; i < all_there.count; i++) {
      Person *person = person_new();
      person->id = intern_string(all_there.list[i].id);
      person->name = g_strdup_printf("人%s", person->id);
      g_assert_null(store_add_person(g->desk.campaign->store, person));
      g->by = g->by != NULL ? g->by : person;
    }
  }
  return g;
}

static RunState *new_run(const Ground *g, guint kind) {
  g_autoptr(GPtrArray) effects = run_effects_new();
  const RunSetup setup = {g->checklists[kind], NULL, "x", g->rows, "a", NULL};
  return run_new(&setup, effects);
}

/* What was read is checked on one state and happens to another. */
static void import_all(Ground *g, guint kind, GPtrArray *forms) {
  g_autoptr(RunState) scratch = new_run(g, kind), state = new_run(g, kind);
  g_autoptr(GPtrArray) merged = g_ptr_array_new();
  const FormImport ask = {.by = g->by, .keep = FORM_KEEP_NEW};
  g_assert_true(formmerge(&g->desk, state, forms, &ask, merged));
  const Answers answers = {.file = "form", .given = merged};
  const AnswersAsk how = {.by = g->by, .finish = TRUE};
  g_autofree char *problem = NULL;
  g_autoptr(AnswersPlan) plan = answers_check(&g->desk, &answers, scratch, &all_there, &how, &problem);
  run_check(scratch);
  for (guint i = 0; !diag_has_errors(g->desk.diags) && problem == NULL && i < plan->events->len; i++) {
    g_autoptr(GPtrArray) effects = run_effects_new();
    RunResult result = run_step(state, &all_there, &g_array_index(plan->events, RunEvent, i), effects);
    g_assert_cmpint(result, ==, RUN_DONE);
  }
}

static void free_filled(gpointer data) {
  FilledForm *form = data;
  answers_free(form->answers);
  g_free(form);
}

static void read_table(Ground *g, guint kind, const Table *table, GPtrArray *forms) {
  g_autoptr(RunState) state = new_run(g, kind);
  const FoundForm found = {.table = table, .from_1904 = kind > 0, .pos = pos_of_file("form")};
  g_autofree char *note = NULL;
  FilledForm *form = g_new0(FilledForm, 1);
  form->answers = formread_answers(&found, state, &note, g->desk.diags);
  form->by = g->by;
  g_ptr_array_add(forms, form);
  for (guint i = 0; i < form->answers->given->len; i++) { /* only what is there, where it is */
    const GivenAnswer *given = g_ptr_array_index(form->answers->given, i);
    g_assert_cmpuint(run_row(state, given->row.text), <, state->rows->len);
    g_assert_cmpuint(run_item(state, given->item.text), <, state->n_items);
    g_assert_cmpuint(given->row.pos.line, >, 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || size > 65536) {
    return 0;
  }
  Ground *g = ground();
  const guint kind = data[0] & 1;
  g->desk.diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new(data + 1, size - 1);
  g_autoptr(GPtrArray) forms = g_ptr_array_new_with_free_func(free_filled);
  const gboolean whole = table_is_xlsx(bytes);
  g_autoptr(Workbook) book = whole ? xlsx_parse("form.xlsx", bytes, g->desk.diags) : NULL;
  g_autoptr(Table) cells = whole ? NULL : csv_parse("form.csv", bytes, g->desk.diags);
  Table *only[] = {cells};
  const Workbook one = {.n_sheets = cells != NULL, .sheets = only};
  const Workbook *given = whole ? book : &one;
  if (cells != NULL) {
    cells->sheet = intern_string("检查");
  }
  g_autoptr(GPtrArray) found = given != NULL ? formread_find("form", given, g->desk.diags) : NULL;
  g_assert_true(found == NULL || found->len > 0 || diag_has_errors(g->desk.diags));
  for (guint i = 0; given != NULL && i < MIN(given->n_sheets, 3u);
       i++) { /* read even without a code, which is hard to guess */
    read_table(g, kind, given->sheets[i], forms);
  }
  import_all(g, kind, forms);
  g_clear_pointer(&g->desk.diags, diag_list_free);
  return 0;
}
