/* Rows: relevance, failure, counts. */
#include "run/cells.h"
#include "run/fixes.h"
#include "run/form.h"
#include <string.h>

void cell_say(Answer *cell, AnswerState answered, const char *text, const char *by, const char *recorded_by,
              guint32 action) {
  g_clear_pointer(&cell->text, g_ref_string_release);
  cell->state = answered;
  cell->text = text ? g_ref_string_new(text) : NULL;
  cell->by = by;
  cell->recorded_by = recorded_by;
  cell->action = action;
}

void cell_clear(Answer *cell) {
  g_clear_pointer(&cell->text, g_ref_string_release);
  g_clear_pointer(&cell->evidence, g_ptr_array_unref);
}

gboolean cell_lacks_evidence(const ChecklistItem *item, const Answer *cell) {
  gboolean asked = item->evidence == EVIDENCE_ALWAYS ? cell->state == ANSWER_GIVEN
                                                     : item->evidence == EVIDENCE_ON_FAIL && cell->failing;
  return asked && !(cell->evidence && cell->evidence->len);
}

static void count_score(const ChecklistItem *item, const Answer *cell, RunTally *tally) {
  tally->scores++;
  tally->scores_open += cell->state == ANSWER_NONE;
  tally->scores_na += cell->state == ANSWER_NA;
  tally->full += item->max;
  Decimal points = 0;
  if (cell->state == ANSWER_GIVEN && decimal_parse(cell->text, &points)) {
    tally->points += points;
    tally->answered_full += item->max;
  }
}

static void count_judged(const ChecklistItem *item, const Answer *cell, RunTally *tally) {
  gboolean says =
      item->type == ITEM_CHOICE && g_strv_contains((const char *const *)(gpointer)item->choices, CHOICE_NOTHING_FOUND);
  gboolean judged = cell->state == ANSWER_GIVEN && (says || item->type == ITEM_PASS_FAIL);
  tally->judged += judged;
  tally->found += judged && says && strcmp(cell->text, CHOICE_NOTHING_FOUND) != 0;
}

void cells_count(const RunState *state, guint row, RunTally *tally) {
  for (guint i = 0; i < state->n_items; i++) {
    const ChecklistItem *item = cell_item(state, i);
    const Answer *cell = cell_at(state, row, i);
    if (!cell->relevant) {
      continue;
    }
    gboolean answered = cell->state != ANSWER_NONE;
    tally->total++;
    tally->answered += answered;
    tally->required += item->required != FALSE;
    tally->required_answered += item->required && answered;
    tally->na += cell->state == ANSWER_NA;
    tally->failed += cell->failing;
    count_judged(item, cell, tally);
    tally->evidence_missing += cell_lacks_evidence(item, cell);
    tally->seconds_missing += cell->wants_second && !cell->seconded;
    if (item->type == ITEM_SCORE) {
      count_score(item, cell, tally);
    }
  }
}

/* tally += sign × row. Unsigned counts wrap as they should. */
static void weigh(RunState *state, guint row, int sign) {
  RunTally one = {0};
  RunTally *sum = &state->tally;
  cells_count(state, row, &one);
  const guint unit = (guint)sign;
  sum->total += unit * one.total;
  sum->answered += unit * one.answered;
  sum->required += unit * one.required;
  sum->required_answered += unit * one.required_answered;
  sum->na += unit * one.na;
  sum->failed += unit * one.failed;
  sum->judged += unit * one.judged;
  sum->found += unit * one.found;
  sum->evidence_missing += unit * one.evidence_missing;
  sum->seconds_missing += unit * one.seconds_missing;
  sum->scores += unit * one.scores;
  sum->scores_open += unit * one.scores_open;
  sum->scores_na += unit * one.scores_na;
  sum->points += sign * one.points;
  sum->full += sign * one.full;
  sum->answered_full += sign * one.answered_full;
}

void cells_leave(RunState *state, guint row) {
  weigh(state, row, -1);
}

void cell_ask(const RunState *state, guint row, guint item) {
  cell_at(state, row, item)->relevant = form_asks(state->form, item, cell_at(state, row, 0));
}

static gboolean fails(const ChecklistItem *item, const Answer *cell) {
  const char *bad = item->type == ITEM_PASS_FAIL ? "fail" : item->type == ITEM_CONFIRM ? "no" : NULL;
  return bad && cell->relevant && cell->state == ANSWER_GIVEN && strcmp(cell->text, bad) == 0;
}

void cells_enter(RunState *state, guint row, const char *by) {
  for (guint i = 0; i < state->n_items; i++) {
    Answer *cell = cell_at(state, row, i);
    gboolean failed = cell->failing;
    cell_ask(state, row, i);
    cell->failing = fails(cell_item(state, i), cell);
    cell->wants_second = form_seconds(state->form, i, cell_at(state, row, 0));
    if (cell->failing && !failed) {
      fixes_open(state, row, i, by);
    } else if (failed && !cell->failing) {
      fixes_withdraw(state, cell);
    }
  }
  weigh(state, row, 1);
}

void cells_unconfirm(RunState *state, guint row) {
  for (guint i = 0; i < state->n_items; i++) {
    Answer *cell = cell_at(state, row, i);
    cell->seconded = FALSE;
    cell->second = NULL;
    cell->step = STEP_NONE;
  }
}
