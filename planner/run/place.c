/* The position. A row's first item has no condition, so going back always ends. */
#include "run/place.h"
#include "run/cells.h"

void place_at(RunState *state, guint row, guint item) {
  while (item > 0 && !cell_at(state, row, item)->relevant) {
    item--;
  }
  state->row = row;
  state->item = item;
}

void place_after(RunState *state, guint row, guint item) {
  gsize n = (gsize)state->rows->len * state->n_items;
  gsize cell = (gsize)row * state->n_items + item;
  gsize next = state->tally.answered < state->tally.total ? cell + 1 : n;
  while (next < n && (!state->cells[next].relevant || state->cells[next].state != ANSWER_NONE)) {
    next++;
  }
  if (next < n) {
    row = (guint)(next / state->n_items);
    item = (guint)(next % state->n_items);
  }
  place_at(state, row, item);
}
