/* What changes answers and evidence: each is one entry and one change that can be undone. */
#include "run/cells.h"
#include "run/history.h"
#include "run/place.h"
#include "run/second.h"
#include "run/step.h"
#include "run/value.h"

#define MAX_EVIDENCE 20

/* The cell of the event, which must be asked now; the run must be open. */
static RunResult open_cell(Step *step) {
  if (step->state->stage != RUN_OPEN) {
    return RUN_CLOSED;
  }
  RunResult result = step_locate(step);
  if (result == RUN_DONE && !cell_at(step->state, step->row, step->item)->relevant) {
    result = RUN_HIDDEN;
  }
  return result;
}

static Answer *begin_change(Step *step) {
  RunState *state = step->state;
  Answer *cell = cell_at(state, step->row, step->item);
  history_save(state, step->by, (gsize)(cell - state->cells));
  cells_leave(state, step->row);
  return cell;
}

static void end_change(Step *step) {
  cells_enter(step->state, step->row, step->by);
}

/* What the answer now asks for. */
static void ask_for_more(Step *step) {
  const Answer *cell = cell_at(step->state, step->row, step->item);
  const ChecklistItem *item = cell_item(step->state, step->item);
  if (cell_lacks_evidence(item, cell)) {
    step_ask(step, ASK_EVIDENCE, N_SECOND_STEPS, step->event->row, step->event->item);
  }
  if (cell->wants_second && !cell->seconded && step->people) {
    SecondStep who = second_step(step->people, step->by, item->second);
    if (who != STEP_NONE) {
      step_ask(step, ASK_SECOND, who, step->event->row, step->event->item);
    }
  }
}

static RunResult say(Step *step, AnswerState answered, const char *text) {
  Answer *cell = cell_at(step->state, step->row, step->item);
  if (cell->state == answered && g_strcmp0(cell->text, text) == 0) {
    return RUN_UNCHANGED;
  }
  begin_change(step);
  cells_unconfirm(step->state, step->row);
  gboolean none = answered == ANSWER_NONE;
  cell_say(cell, answered, text, none ? NULL : step->by, none ? NULL : step->recorded_by, step->state->action);
  end_change(step);
  if (none) {
    place_at(step->state, step->row, step->item);
  } else {
    place_after(step->state, step->row, step->item);
    ask_for_more(step);
  }
  return RUN_DONE;
}

RunResult answer_give(Step *step) {
  RunResult result = open_cell(step);
  if (result == RUN_DONE) {
    result = value_read(cell_item(step->state, step->item), step->event->value, &step->value);
  }
  step->record.value = step->value;
  return result == RUN_DONE ? say(step, ANSWER_GIVEN, step->value) : result;
}

RunResult answer_na(Step *step) {
  RunResult result = open_cell(step);
  if (result == RUN_DONE) {
    result = step_reason(step);
  }
  return result == RUN_DONE ? say(step, ANSWER_NA, step->record.reason) : result;
}

RunResult answer_clear(Step *step) {
  RunResult result = open_cell(step);
  return result == RUN_DONE ? say(step, ANSWER_NONE, NULL) : result;
}

/* A new list: the old one may be part of the history. */
static GPtrArray *list_without(const GPtrArray *old, guint skip) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  for (guint i = 0; old && i < old->len; i++) {
    if (i != skip) {
      g_ptr_array_add(list, evidence_copy(g_ptr_array_index(old, i)));
    }
  }
  return list;
}

static void set_evidence(Step *step, GPtrArray *list) {
  Answer *cell = begin_change(step);
  g_clear_pointer(&cell->evidence, g_ptr_array_unref);
  cell->evidence = list;
  cell->action = step->state->action;
}

static gboolean has_evidence(const Answer *cell, const Evidence *evidence) {
  for (guint i = 0; cell->evidence && i < cell->evidence->len; i++) {
    if (evidence_equal(g_ptr_array_index(cell->evidence, i), evidence)) {
      return TRUE;
    }
  }
  return FALSE;
}

/* More evidence does not undo what a second has confirmed; less does. */
RunResult answer_attach(Step *step) {
  RunResult result = open_cell(step);
  if (result != RUN_DONE) {
    return result;
  }
  const Answer *cell = cell_at(step->state, step->row, step->item);
  g_autoptr(Evidence) evidence = value_evidence(step->event->evidence);
  if (!evidence) {
    return RUN_BAD_EVIDENCE;
  }
  if (has_evidence(cell, evidence)) {
    return RUN_UNCHANGED;
  }
  if (cell->evidence && cell->evidence->len >= MAX_EVIDENCE) {
    return RUN_TOO_MUCH_EVIDENCE;
  }
  GPtrArray *list = list_without(cell->evidence, G_MAXUINT);
  g_ptr_array_add(list, step_evidence(step));
  set_evidence(step, list);
  end_change(step);
  place_at(step->state, step->row, step->item);
  return RUN_DONE;
}

RunResult answer_detach(Step *step) {
  RunResult result = open_cell(step);
  if (result != RUN_DONE) {
    return result;
  }
  const Answer *cell = cell_at(step->state, step->row, step->item);
  if (!cell->evidence || step->event->number >= cell->evidence->len) {
    return RUN_NO_EVIDENCE;
  }
  set_evidence(step, cell->evidence->len > 1 ? list_without(cell->evidence, step->event->number) : NULL);
  cells_unconfirm(step->state, step->row);
  end_change(step);
  place_at(step->state, step->row, step->item);
  return RUN_DONE;
}

static guint rest_of_row(Step *step, guint row) {
  RunState *state = step->state;
  guint count = 0;
  for (guint i = 0; i < state->n_items; i++) {
    Answer *cell = cell_at(state, row, i);
    cell_ask(state, row, i);
    if (cell_item(state, i)->type == ITEM_PASS_FAIL && cell->relevant && cell->state == ANSWER_NONE) {
      history_save(state, step->by, (gsize)(cell - state->cells));
      cell_say(cell, ANSWER_GIVEN, "pass", step->by, step->recorded_by, state->action);
      count++;
    }
  }
  return count;
}

RunResult answer_rest(Step *step) {
  RunState *state = step->state;
  if (state->stage != RUN_OPEN) {
    return RUN_CLOSED;
  }
  for (guint row = 0; row < state->rows->len; row++) {
    cells_leave(state, row);
    guint count = rest_of_row(step, row);
    if (count) {
      cells_unconfirm(state, row);
    }
    cells_enter(state, row, step->by);
    step->record.count += count;
  }
  return step->record.count ? RUN_DONE : RUN_NOTHING_LEFT;
}

RunResult answer_undo(Step *step) {
  RunState *state = step->state;
  if (state->stage != RUN_OPEN) {
    return RUN_CLOSED;
  }
  guint index = history_last(state, step->by);
  if (index == G_MAXUINT) {
    return RUN_NOTHING_TO_UNDO;
  }
  const Change *change = g_ptr_array_index(state->history, index);
  for (guint i = 0; i < change->cells->len; i++) {
    const Saved *saved = &g_array_index(change->cells, Saved, i);
    if (state->cells[saved->cell].action != change->number) {
      return RUN_OVERTAKEN;
    }
  }
  for (guint i = 0; i < change->cells->len; i++) {
    const Saved *saved = &g_array_index(change->cells, Saved, i);
    guint row = (guint)(saved->cell / state->n_items);
    cells_leave(state, row);
    history_restore(state, saved);
    cells_unconfirm(state, row);
    cells_enter(state, row, step->by);
  }
  gsize first = g_array_index(change->cells, Saved, 0).cell;
  place_at(state, (guint)(first / state->n_items), (guint)(first % state->n_items));
  step->record.action = change->number;
  step->record.count = change->cells->len;
  g_ptr_array_remove_index(state->history, index);
  return RUN_DONE;
}
