/* The course of a run as a whole: where the user is, seconds, finishing and opening again. */
#include "run/cells.h"
#include "run/judge.h"
#include "run/place.h"
#include "run/second.h"
#include "run/step.h"

RunResult course_move(Step *step) {
  RunState *state = step->state;
  RunResult result = step_locate(step);
  if (result != RUN_DONE) {
    return result;
  }
  if (!cell_at(state, step->row, step->item)->relevant) {
    return RUN_HIDDEN;
  }
  if (state->row == step->row && state->item == step->item) {
    return RUN_UNCHANGED;
  }
  place_at(state, step->row, step->item);
  step_effect(step, EFFECT_POSITION, step->event->row, step->event->item);
  return RUN_DONE;
}

/* The step that applies between `first` and the one who confirms now. */
static RunResult judge_second(Step *step, const char *first, Second rule) {
  step->record.step = step->people ? second_step(step->people, first, rule) : step->event->step;
  if (step->record.step == STEP_NONE || step->record.step == N_SECOND_STEPS) {
    return RUN_NO_SECOND;
  }
  gboolean may = !step->people || second_allowed(step->people, first, step->by, step->record.step);
  return may && step->by != first ? RUN_DONE : RUN_NOT_SECOND;
}

static RunResult confirm_run(Step *step) {
  RunState *state = step->state;
  if (state->stage != RUN_AWAITING) {
    return RUN_NO_SECOND;
  }
  RunResult result = judge_second(step, state->inspector, state->checklist->second);
  if (result == RUN_DONE) {
    state->second = step->by;
    state->step = step->record.step;
    state->stage = RUN_FINISHED;
  }
  return result;
}

RunResult course_confirm(Step *step) {
  RunState *state = step->state;
  if (!step->event->row) {
    return confirm_run(step);
  }
  if (state->stage != RUN_OPEN) {
    return RUN_CLOSED;
  }
  RunResult result = step_locate(step);
  if (result != RUN_DONE) {
    return result;
  }
  Answer *cell = cell_at(state, step->row, step->item);
  if (!cell->wants_second || cell->seconded) {
    return RUN_NO_SECOND;
  }
  result = judge_second(step, cell->by, cell_item(state, step->item)->second);
  if (result == RUN_DONE) {
    cell->seconded = TRUE;
    cell->second = step->by;
    cell->step = step->record.step;
    state->tally.seconds_missing--;
    place_at(state, step->row, step->item);
  }
  return result;
}

/* Seconds for whom there is nobody are left out; the record says how many. On replay those that are missing were left out. */
static guint leave_out_seconds(RunState *state) {
  guint count = 0;
  for (gsize i = 0; state->tally.seconds_missing && i < (gsize)state->rows->len * state->n_items; i++) {
    Answer *cell = &state->cells[i];
    if (cell->wants_second && !cell->seconded) {
      cell->seconded = TRUE;
      state->tally.seconds_missing--;
      count++;
    }
  }
  return count;
}

static gboolean is_blocked(const Step *step) {
  const RunTally *tally = &step->state->tally;
  if (!step->people) {
    return tally->required_answered < tally->required || tally->evidence_missing;
  }
  g_autoptr(GArray) blockers = judge_blockers(step->state, step->people);
  return blockers->len > 0;
}

RunResult course_finish(Step *step) {
  RunState *state = step->state;
  if (state->stage == RUN_FINISHED) {
    return RUN_CLOSED;
  }
  if (is_blocked(step)) {
    return RUN_BLOCKED;
  }
  const Second rule = state->checklist->second;
  SecondStep asked = rule == SECOND_NONE ? N_SECOND_STEPS
                     : step->people      ? second_step(step->people, step->by, rule)
                                         : step->event->step;
  gboolean alone = asked == STEP_NONE || asked == N_SECOND_STEPS;
  if (state->stage == RUN_AWAITING && !alone) {
    return RUN_CLOSED;
  }
  step->record.step = asked;
  step->record.count = leave_out_seconds(state);
  state->inspector = step->by;
  state->step = asked;
  state->stage = alone ? RUN_FINISHED : RUN_AWAITING;
  if (!alone) {
    step_ask(step, ASK_SECOND, asked, NULL, NULL);
  }
  return RUN_DONE;
}

RunResult course_reopen(Step *step) {
  RunState *state = step->state;
  if (state->stage == RUN_OPEN) {
    return RUN_NOT_CLOSED;
  }
  RunResult result = step_reason(step);
  if (result != RUN_DONE) {
    return result;
  }
  state->stage = RUN_OPEN;
  state->inspector = state->second = NULL;
  state->step = N_SECOND_STEPS;
  for (gsize i = 0; i < (gsize)state->rows->len * state->n_items; i++) {
    Answer *cell = &state->cells[i];
    if (cell->seconded && !cell->second) { /* somebody may be there next time */
      cell->seconded = FALSE;
      state->tally.seconds_missing += cell->wants_second != FALSE;
    }
  }
  return RUN_DONE;
}
