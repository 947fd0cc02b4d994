/* Changes that can be undone. */
#include "run/history.h"
#include "run/cells.h"

static void saved_clear(gpointer data) {
  Saved *saved = data;
  g_clear_pointer(&saved->text, g_ref_string_release);
  g_clear_pointer(&saved->evidence, g_ptr_array_unref);
}

static void change_free(gpointer data) {
  Change *change = data;
  g_array_unref(change->cells);
  g_free(change);
}

GPtrArray *history_new(void) {
  return g_ptr_array_new_with_free_func(change_free);
}

void history_save(RunState *state, const char *by, gsize cell) {
  Change *change = state->history->len ? g_ptr_array_index(state->history, state->history->len - 1) : NULL;
  if (!change || change->number != state->action) {
    change = g_new0(Change, 1);
    change->number = state->action;
    change->by = by;
    change->cells = g_array_new(FALSE, TRUE, sizeof(Saved));
    g_array_set_clear_func(change->cells, saved_clear);
    g_ptr_array_add(state->history, change);
  }
  const Answer *now = &state->cells[cell];
  Saved saved = {.cell = cell,
                 .state = now->state,
                 .text = now->text ? g_ref_string_acquire(now->text) : NULL,
                 .by = now->by,
                 .recorded_by = now->recorded_by,
                 .evidence = now->evidence ? g_ptr_array_ref(now->evidence) : NULL,
                 .action = now->action};
  g_array_append_val(change->cells, saved);
}

guint history_last(const RunState *state, const char *by) {
  for (guint i = state->history->len; i-- > 0;) {
    const Change *change = g_ptr_array_index(state->history, i);
    if (change->by == by) {
      return i;
    }
  }
  return G_MAXUINT;
}

void history_restore(RunState *state, const Saved *saved) {
  Answer *cell = &state->cells[saved->cell];
  cell_clear(cell);
  cell->state = saved->state;
  cell->text = saved->text ? g_ref_string_acquire(saved->text) : NULL;
  cell->by = saved->by;
  cell->recorded_by = saved->recorded_by;
  cell->evidence = saved->evidence ? g_ptr_array_ref(saved->evidence) : NULL;
  cell->action = saved->action;
}
