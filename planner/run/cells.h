/* What follows from the answers of a row: which items are asked, what fails, what is missing; and the run's counts, kept up to date by
 * taking a row out of them before it changes and adding it again after. Nothing here looks at more than one row. */
#pragma once
#include "model/run.h"

static inline Answer *cell_at(const RunState *state, guint row, guint item) {
  return &state->cells[(gsize)row * state->n_items + item];
}
static inline const ChecklistItem *cell_item(const RunState *state, guint item) {
  return g_ptr_array_index(state->checklist->items, item);
}
/* Says what a cell holds. `text` may be NULL. The evidence stays. */
void cell_say(Answer *cell, AnswerState answered, const char *text, const char *by, const char *recorded_by,
              guint32 action);
void cell_clear(Answer *cell);

/* Whether the answer asks for evidence and has none. */
gboolean cell_lacks_evidence(const ChecklistItem *item, const Answer *cell);

void cells_leave(RunState *state, guint row);
/* Settles the row: failed items open a corrective action (found by `by`), those that no longer fail take back one that nobody has worked on. */
void cells_enter(RunState *state, guint row, const char *by);
/* What a second has seen is no longer what is there. */
void cells_unconfirm(RunState *state, guint row);
/* Sets the relevance of one item from those before it. */
void cell_ask(const RunState *state, guint row, guint item);

/* Only adds what the row holds, as cells_enter left it: for recounts. */
void cells_count(const RunState *state, guint row, RunTally *tally);
