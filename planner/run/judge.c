/* Blockers, gates, bands. */
#include "run/judge.h"
#include "run/cells.h"
#include "run/fixes.h"
#include "run/form.h"
#include "run/second.h"

__extension__ typedef __int128 Wide; /* the product of two sums of scores */

static void add_reason(GArray *reasons, RunReasonKind kind, int gate, guint row, guint item, guint fix) {
  if (reasons) {
    RunReason reason = {.kind = kind, .gate = gate, .row = row, .item = item, .fix = fix};
    g_array_append_val(reasons, reason);
  }
}

/* Evidence belongs to an answer, so an answer without it is not complete: the gate is the same. */
static void cell_reasons(const RunState *state, const RunPeople *people, guint row, guint item, GArray *reasons) {
  const Answer *cell = cell_at(state, row, item);
  const ChecklistItem *asked = cell_item(state, item);
  if (!cell->relevant) {
    return;
  }
  if (asked->required && cell->state == ANSWER_NONE) {
    add_reason(reasons, REASON_REQUIRED, GATE_REQUIRED, row, item, 0);
  }
  if (cell_lacks_evidence(asked, cell)) {
    add_reason(reasons, REASON_EVIDENCE, GATE_REQUIRED, row, item, 0);
  }
  if (cell->wants_second && !cell->seconded && second_step(people, cell->by, asked->second) != STEP_NONE) {
    add_reason(reasons, REASON_SECOND, GATE_SECOND_MISSING, row, item, 0);
  }
}

GArray *judge_blockers(const RunState *state, const RunPeople *people) {
  GArray *reasons = g_array_new(FALSE, TRUE, sizeof(RunReason));
  const RunTally *tally = &state->tally;
  if (tally->required_answered == tally->required && !tally->evidence_missing && !tally->seconds_missing) {
    return reasons;
  }
  for (guint row = 0; row < state->rows->len; row++) {
    for (guint item = 0; item < state->n_items; item++) {
      cell_reasons(state, people, row, item, reasons);
    }
  }
  return reasons;
}

WordSet judge_gates(const RunState *state, const RunPeople *people, GArray *reasons) {
  const WordSet named = state->checklist->gate_block | state->checklist->gate_carry;
  g_autoptr(GArray) all = judge_blockers(state, people);
  if (state->stage == RUN_AWAITING) {
    add_reason(all, REASON_SECOND, GATE_SECOND_MISSING, G_MAXUINT, G_MAXUINT, 0);
  }
  for (guint i = 0; state->fixes_open && i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    if (fix_live(fix)) {
      guint row = GPOINTER_TO_UINT(g_hash_table_lookup(state->row_of, fix->row)) - 1;
      add_reason(all, REASON_FIX, GATE_OPEN_FIX, row, form_item(state->form, fix->item), fix->number);
    }
  }
  WordSet open = 0;
  for (guint i = 0; i < all->len; i++) {
    const RunReason *reason = &g_array_index(all, RunReason, i);
    if (named & (1u << reason->gate)) {
      open |= 1u << reason->gate;
      add_reason(reasons, reason->kind, reason->gate, reason->row, reason->item, reason->fix);
    }
  }
  return open;
}

/* Whole points, rounded down also below zero. */
static Decimal scale(Decimal points, Decimal full, Decimal answered_full) {
  Wide product = (Wide)points * full, unit = (Wide)answered_full * DECIMAL_ONE;
  Wide whole = product / unit;
  whole -= product < 0 && whole * unit != product;
  return (Decimal)(whole * DECIMAL_ONE);
}

RunScore judge_score(const RunState *state) {
  const RunTally *tally = &state->tally;
  RunScore score = {.scored = tally->scores && !tally->scores_open,
                    .points = tally->points,
                    .full = tally->full,
                    .answered_full = tally->answered_full,
                    .scaled = tally->scores_na > 0,
                    .counted = tally->points};
  if (!score.scored || tally->answered_full <= 0) {
    return score;
  }
  if (score.scaled) {
    score.counted = scale(tally->points, tally->full, tally->answered_full);
  }
  for (guint i = 0; i < state->checklist->bands->len && !score.band; i++) {
    const Band *band = &g_array_index(state->checklist->bands, Band, i);
    score.band = score.counted >= band->from ? band->title : NULL;
  }
  return score;
}

RunTally judge_recount(const RunState *state) {
  RunTally tally = {0};
  for (guint row = 0; row < state->rows->len; row++) {
    cells_count(state, row, &tally);
  }
  return tally;
}
