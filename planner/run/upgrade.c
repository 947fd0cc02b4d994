/* The move of an open run to a newer definition: what was asked the same way keeps its answer, everything else is listed and asked again.
 * Second looks and the history of undoing end here, because what they were about may have changed. */
#include "data/json.h"
#include "run/cells.h"
#include "run/fixes.h"
#include "run/form.h"
#include "run/place.h"
#include "run/state.h"
#include "run/step.h"

static gboolean same_choices(char **a, char **b) {
  return a && b ? g_strv_equal((const char *const *)(gpointer)a, (const char *const *)(gpointer)b) : a == b;
}

/* Whether an answer to the one answers the other. Conditions, evidence and seconds may differ: they are judged anew. */
static gboolean same_item(const ChecklistItem *a, const ChecklistItem *b) {
  return a->type == b->type && g_strcmp0(a->ask, b->ask) == 0 && g_strcmp0(a->unit, b->unit) == 0 &&
         a->has_min == b->has_min && a->has_max == b->has_max && a->min == b->min && a->max == b->max &&
         same_choices(a->choices, b->choices);
}

/* Where an old cell goes; NULL when what it answered is not asked any more. */
static Answer *target(const RunState *old, const RunState *fresh, guint row, guint item) {
  const Row *old_row = g_ptr_array_index(old->rows, row);
  guint new_row = GPOINTER_TO_UINT(g_hash_table_lookup(fresh->row_of, old_row->id));
  guint new_item = form_item(fresh->form, cell_item(old, item)->id);
  if (new_row == 0 || new_item == G_MAXUINT) {
    return NULL;
  }
  const Row *row_now = g_ptr_array_index(fresh->rows, new_row - 1);
  gboolean same =
      g_str_equal(row_now->title, old_row->title) && same_item(cell_item(old, item), cell_item(fresh, new_item));
  return same ? cell_at(fresh, new_row - 1, new_item) : NULL;
}

static void drop(Step *step, guint row, guint item) {
  const RunState *state = step->state;
  const char *row_id = ((const Row *)g_ptr_array_index(state->rows, row))->id, *item_id = cell_item(state, item)->id;
  g_string_append(step->dropped, step->record.count ? ",[" : "[");
  json_append_quoted(step->dropped, row_id);
  g_string_append_c(step->dropped, ',');
  json_append_quoted(step->dropped, item_id);
  g_string_append_c(step->dropped, ']');
  step->record.count++;
  RunEffect *effect = step_effect(step, EFFECT_DROPPED, row_id, item_id);
  if (effect) {
    effect->value = g_strdup(cell_at(state, row, item)->text);
  }
}

static void carry(Step *step, RunState *fresh) {
  RunState *old = step->state;
  for (guint row = 0; row < old->rows->len; row++) {
    for (guint item = 0; item < old->n_items; item++) {
      Answer *cell = cell_at(old, row, item), *to = target(old, fresh, row, item);
      if (to) {
        *to = *cell;
        cell->text = NULL;
        cell->evidence = NULL;
      } else if (cell->state != ANSWER_NONE || cell->evidence) {
        drop(step, row, item);
      }
    }
  }
}

RunResult upgrade_take(Step *step) {
  RunState *state = step->state;
  const RunEvent *event = step->event;
  g_assert(event->to && event->rows);
  if (state->stage != RUN_OPEN) {
    return RUN_CLOSED;
  }
  if (!g_str_equal(event->to->id, state->checklist->id)) {
    return RUN_OTHER_CHECKLIST;
  }
  if (event->to->version < state->checklist->version) {
    return RUN_OLDER;
  }
  if (event->reason && step_reason(step) != RUN_DONE) {
    return RUN_NO_REASON;
  }
  RunState *fresh = state_new(event->to, event->definition, state->subject, event->rows);
  if (!fresh) {
    return RUN_BAD_ROWS;
  }
  step->dropped = g_string_new(NULL);
  carry(step, fresh);
  fresh->action = state->action;
  fresh->fixes_open = state->fixes_open;
  fresh->row = fresh->item = 0;
  GPtrArray *none = fresh->fixes; /* a corrective action stays with its cell; without one it goes on alone */
  fresh->fixes = state->fixes;
  state->fixes = none;
  const Row *at = state->rows->len ? g_ptr_array_index(state->rows, state->row) : NULL;
  guint row = at ? GPOINTER_TO_UINT(g_hash_table_lookup(fresh->row_of, at->id)) : 0;
  guint item = state->n_items ? form_item(fresh->form, cell_item(state, state->item)->id) : G_MAXUINT;
  fresh->tally = (RunTally){0};
  for (guint i = 0; i < fresh->rows->len; i++) {
    cells_unconfirm(fresh, i);
    cells_enter(fresh, i, step->by);
  }
  if (fresh->rows->len && fresh->n_items) {
    place_at(fresh, row ? row - 1 : 0, row && item != G_MAXUINT ? item : 0);
  }
  state_clear(state);
  *state = *fresh;
  g_free(fresh);
  return RUN_DONE;
}
