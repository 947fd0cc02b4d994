/* The four stages of a corrective action. */
#include "run/fixes.h"
#include "run/second.h"
#include "run/step.h"
#include "run/value.h"

void fix_free(Fix *fix) {
  if (!fix) {
    return;
  }
  g_free(fix->row);
  g_free(fix->item);
  g_free(fix->done);
  g_free(fix->rejected);
  g_clear_pointer(&fix->evidence, g_ptr_array_unref);
  g_free(fix);
}

gboolean fix_live(const Fix *fix) {
  return fix->stage < FIX_CLOSED;
}

static Fix *find(const RunState *state, guint number) {
  return number > 0 && number <= state->fixes->len ? g_ptr_array_index(state->fixes, number - 1) : NULL;
}

const Fix *fixes_get(const RunState *state, guint number) {
  return find(state, number);
}

void fixes_open(RunState *state, guint row, guint item, const char *by) {
  Answer *cell = &state->cells[(gsize)row * state->n_items + item];
  const Fix *old = find(state, cell->fix);
  if (old && fix_live(old)) {
    return;
  }
  Fix *fix = g_new0(Fix, 1);
  fix->number = state->fixes->len + 1;
  fix->action = state->action;
  fix->row = g_strdup(((const Row *)g_ptr_array_index(state->rows, row))->id);
  fix->item = g_strdup(((const ChecklistItem *)g_ptr_array_index(state->checklist->items, item))->id);
  fix->found_by = by;
  g_ptr_array_add(state->fixes, fix);
  state->fixes_open++;
  cell->fix = fix->number;
}

void fixes_withdraw(RunState *state, const Answer *cell) {
  Fix *fix = find(state, cell->fix);
  if (fix && fix->stage == FIX_FOUND && !fix->done_by) {
    fix->stage = FIX_WITHDRAWN;
    state->fixes_open--;
  }
}

/* The live fix of the event, at the stage from which the event leads on. */
static RunResult at_stage(const Step *step, FixStage stage, Fix **fix) {
  *fix = find(step->state, step->event->number);
  if (!*fix || !fix_live(*fix)) {
    return RUN_NO_FIX;
  }
  return (*fix)->stage == stage ? RUN_DONE : RUN_FIX_STAGE;
}

RunResult fix_done(Step *step) {
  Fix *fix = NULL;
  RunResult result = at_stage(step, FIX_FOUND, &fix);
  if (result != RUN_DONE) {
    return result;
  }
  step->value = value_text(step->event->value, VALUE_TEXT_MAX);
  if (!step->value) {
    return RUN_BAD_TEXT;
  }
  if (step->event->evidence) {
    Evidence *evidence = step_evidence(step);
    if (!evidence) {
      return RUN_BAD_EVIDENCE;
    }
    if (!fix->evidence) {
      fix->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    }
    g_ptr_array_add(fix->evidence, evidence);
  }
  step->record.value = step->value;
  g_free(fix->done);
  fix->done = g_strdup(step->value);
  fix->done_by = step->by;
  fix->stage = FIX_DONE;
  return RUN_DONE;
}

RunResult fix_recheck(Step *step) {
  Fix *fix = NULL;
  RunResult result = at_stage(step, FIX_DONE, &fix);
  if (result != RUN_DONE) {
    return result;
  }
  gboolean same = step->by == fix->done_by;
  if (same && (step->people ? second_exists(step->people, step->by) : !step->event->alone)) {
    return RUN_SAME_PERSON;
  }
  step->record.reason = NULL;
  if (!step->event->pass && step_reason(step) != RUN_DONE) {
    return RUN_NO_REASON;
  }
  g_clear_pointer(&fix->rejected, g_free);
  fix->rejected = step->event->pass ? NULL : g_strdup(step->record.reason);
  fix->stage = step->event->pass ? FIX_RECHECKED : FIX_FOUND;
  fix->rechecked_by = step->by;
  fix->alone = step->record.alone = same;
  return RUN_DONE;
}

RunResult fix_close(Step *step) {
  Fix *fix = NULL;
  RunResult result = at_stage(step, FIX_RECHECKED, &fix);
  if (result == RUN_DONE) {
    fix->closed_by = step->by;
    fix->stage = FIX_CLOSED;
    step->state->fixes_open--;
  }
  return result;
}
