/* The runner's door. */
#include "run/run.h"
#include "run/entry.h"
#include "run/form.h"
#include "run/state.h"

GPtrArray *run_own_rows(const Checklist *checklist, WordSet kinds) {
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  for (guint i = 0; checklist->source == SOURCE_LIST && i < checklist->rows->len; i++) {
    const ChecklistRow *row = g_ptr_array_index(checklist->rows, i);
    if (!row->kinds || (row->kinds & kinds)) {
      g_ptr_array_add(rows, row_new(row->id, row->title, row->help));
    }
  }
  return rows;
}

RunState *run_new(const RunSetup *setup, GPtrArray *effects) {
  RunState *state = state_new(setup->checklist, setup->definition, setup->subject, setup->rows);
  g_assert(state);
  RunEvent begin = {.kind = EVENT_BEGIN,
                    .by = setup->by,
                    .recorded_by = setup->recorded_by,
                    .to = setup->checklist,
                    .rows = setup->rows,
                    .definition = setup->definition};
  RunEffect *effect = g_new0(RunEffect, 1);
  effect->kind = EFFECT_APPEND;
  effect->entry = words_run_event[EVENT_BEGIN].id;
  effect->subject = g_strdup(setup->subject);
  effect->body = entry_body(&begin, NULL);
  g_ptr_array_add(effects, effect);
  state->action = 1;
  return state;
}

void run_free(RunState *state) {
  if (state) {
    state_clear(state);
    g_free(state);
  }
}

RunResult run_step(RunState *state, const RunPeople *people, const RunEvent *event, GPtrArray *effects) {
  g_assert(people && effects);
  return state_apply(state, people, event, effects, NULL);
}

guint run_row(const RunState *state, const char *id) {
  guint row = id ? GPOINTER_TO_UINT(g_hash_table_lookup(state->row_of, id)) : 0;
  return row ? row - 1 : G_MAXUINT;
}

guint run_item(const RunState *state, const char *id) {
  return form_item(state->form, id);
}

const Answer *run_cell(const RunState *state, guint row, guint item) {
  return row < state->rows->len && item < state->n_items ? &state->cells[(gsize)row * state->n_items + item] : NULL;
}
