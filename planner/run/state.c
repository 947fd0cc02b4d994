/* The state as a whole, and the table of what takes which event. */
#include "run/state.h"
#include "run/cells.h"
#include "run/entry.h"
#include "run/fixes.h"
#include "run/form.h"
#include "run/history.h"
#include "run/step.h"
#include "run/value.h"

/* ---- life cycle ---- */

RunState *state_new(const Checklist *checklist, const char *definition, const char *subject, const GPtrArray *rows) {
  RunState *state = g_new0(RunState, 1);
  state->checklist = checklist;
  state->definition = g_strdup(definition);
  state->subject = g_strdup(subject);
  state->rows = g_ptr_array_new_full(rows->len, (GDestroyNotify)row_free);
  state->row_of = g_hash_table_new(g_str_hash, g_str_equal);
  state->form = form_new(checklist);
  state->n_items = checklist->items->len;
  state->cells = g_new0(Answer, (gsize)rows->len * state->n_items);
  state->fixes = g_ptr_array_new_with_free_func((GDestroyNotify)fix_free);
  state->history = history_new();
  state->step = N_SECOND_STEPS;
  gboolean unique = TRUE;
  for (guint i = 0; i < rows->len; i++) {
    const Row *given = g_ptr_array_index(rows, i);
    Row *row = row_new(given->id, given->title, given->help);
    g_ptr_array_add(state->rows, row);
    unique = g_hash_table_insert(state->row_of, row->id, GUINT_TO_POINTER(i + 1)) && unique;
    cells_enter(state, i, NULL);
  }
  if (!unique) {
    state_clear(state);
    g_clear_pointer(&state, g_free);
  }
  return state;
}

void state_clear(RunState *state) {
  for (gsize i = 0; i < (gsize)state->rows->len * state->n_items; i++) {
    cell_clear(&state->cells[i]);
  }
  g_free(state->cells);
  g_free(state->definition);
  g_free(state->subject);
  form_free(state->form);
  g_hash_table_unref(state->row_of);
  g_ptr_array_unref(state->rows);
  g_ptr_array_unref(state->fixes);
  g_ptr_array_unref(state->history);
}

/* ---- one event ---- */

RunResult step_locate(Step *step) {
  const RunState *state = step->state;
  const char *id = step->event->row;
  guint row = id ? GPOINTER_TO_UINT(g_hash_table_lookup(state->row_of, id)) : 0;
  if (row == 0) {
    return RUN_NO_ROW;
  }
  step->row = row - 1;
  step->item = form_item(state->form, step->event->item);
  return step->item == G_MAXUINT ? RUN_NO_ITEM : RUN_DONE;
}

RunEffect *step_effect(Step *step, RunEffectKind kind, const char *row, const char *item) {
  if (!step->effects) {
    return NULL;
  }
  RunEffect *effect = g_new0(RunEffect, 1);
  effect->kind = kind;
  effect->row = g_strdup(row);
  effect->item = g_strdup(item);
  g_ptr_array_add(step->effects, effect);
  return effect;
}

void step_ask(Step *step, RunAsk ask, SecondStep who, const char *row, const char *item) {
  RunEffect *effect = step_effect(step, EFFECT_ASK, row, item);
  if (effect) {
    effect->ask = ask;
    effect->step = who;
  }
}

RunResult step_reason(Step *step) {
  step->value = value_text(step->event->reason, VALUE_REASON_MAX);
  step->record.reason = step->value;
  if (!step->value) {
    step_ask(step, ASK_REASON, N_SECOND_STEPS, step->event->row, step->event->item);
  }
  return step->value ? RUN_DONE : RUN_NO_REASON;
}

Evidence *step_evidence(Step *step) {
  Evidence *evidence = value_evidence(step->event->evidence);
  if (!evidence) {
    return NULL;
  }
  if (evidence->kind == EVIDENCE_FILE && step->event->path) {
    RunEffect *effect = step_effect(step, EFFECT_COPY, step->event->row, step->event->item);
    if (effect) {
      effect->path = g_strdup(step->event->path);
      effect->sha256 = g_strdup(evidence->sha256);
      effect->name = g_strdup(evidence->name);
      step->before++;
    }
  }
  evidence_free(step->evidence);
  step->evidence = evidence_copy(evidence);
  step->record.evidence = step->evidence;
  return evidence;
}

static const StepFunction functions[N_RUN_EVENTS] = {
    [EVENT_ANSWER] = answer_give,     [EVENT_NA] = answer_na,
    [EVENT_CLEAR] = answer_clear,     [EVENT_ATTACH] = answer_attach,
    [EVENT_DETACH] = answer_detach,   [EVENT_REST] = answer_rest,
    [EVENT_UNDO] = answer_undo,       [EVENT_MOVE] = course_move,
    [EVENT_CONFIRM] = course_confirm, [EVENT_FINISH] = course_finish,
    [EVENT_REOPEN] = course_reopen,   [EVENT_UPGRADE] = upgrade_take,
    [EVENT_FIX_DONE] = fix_done,      [EVENT_FIX_RECHECK] = fix_recheck,
    [EVENT_FIX_CLOSE] = fix_close,
};

/* The entry stands behind the copies that it names and before what is asked. */
static void append_entry(Step *step, guint first) {
  if (!step->effects) {
    return;
  }
  RunEffect *effect = g_new0(RunEffect, 1);
  effect->kind = EFFECT_APPEND;
  effect->entry = words_run_event[step->event->kind].id;
  effect->subject = g_strdup(step->state->subject);
  effect->body = entry_body(&step->record, step->dropped ? step->dropped->str : NULL);
  g_ptr_array_insert(step->effects, (gint)(first + step->before), effect);
}

RunResult state_apply(RunState *state, const RunPeople *people, const RunEvent *event, GPtrArray *effects,
                      RunEvent *record) {
  g_assert(event->kind > EVENT_BEGIN && event->kind < N_RUN_EVENTS);
  g_autofree char *by = value_person(event->by);
  if (!by) {
    return RUN_NOBODY;
  }
  g_autofree char *typed = value_person(event->recorded_by);
  gboolean same = !typed || g_str_equal(typed, by);
  Step step = {.state = state,
               .people = people,
               .event = event,
               .by = intern_string(by),
               .effects = effects,
               .recorded_by = same ? NULL : intern_string(typed)};
  step.record = *event;
  step.record.by = step.by;
  step.record.recorded_by = step.recorded_by;
  step.record.step = N_SECOND_STEPS;
  step.record.count = step.record.action = 0;
  step.record.alone = FALSE;
  guint first = effects ? effects->len : 0;
  gboolean recorded = event->kind != EVENT_MOVE;
  state->action += recorded;
  RunResult result = functions[event->kind](&step);
  if (result != RUN_DONE) {
    state->action -= recorded;
  } else if (recorded) {
    append_entry(&step, first);
  }
  if (record) {
    *record = (RunEvent){.kind = event->kind,
                         .step = step.record.step,
                         .count = step.record.count,
                         .action = step.record.action,
                         .alone = step.record.alone};
  }
  g_free(step.value);
  evidence_free(step.evidence);
  if (step.dropped) {
    g_string_free(step.dropped, TRUE);
  }
  return result;
}
