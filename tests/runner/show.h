/* A run as one line of JSON, and what must hold in every state, for the tests that compare runs. */
#pragma once
#include "data/json.h"
#include "run/judge.h"
#include "run/run.h"
#include <string.h>

static inline void show_text(GString *out, const char *text) {
  if (out->str[out->len - 1] != '[') {
    g_string_append_c(out, ',');
  }
  if (text) {
    json_append_quoted(out, text);
  } else {
    g_string_append(out, "null");
  }
}

static inline void show_number(GString *out, gint64 number) {
  g_string_append_printf(out, "%s%" G_GINT64_FORMAT, out->str[out->len - 1] == '[' ? "" : ",", number);
}

static inline const char *show_row_id(const RunState *state, guint row) {
  return row < state->rows->len ? ((const Row *)g_ptr_array_index(state->rows, row))->id : NULL;
}

static inline const char *show_item_id(const RunState *state, guint item) {
  return item < state->n_items ? ((const ChecklistItem *)g_ptr_array_index(state->checklist->items, item))->id : NULL;
}

static inline const char *show_evidence(const Evidence *e) {
  return e->kind == EVIDENCE_FILE ? e->name : e->kind == EVIDENCE_PAPER ? e->page : e->link;
}

static inline void show_cells(GString *out, const RunState *state) {
  static const char *const states[] = {"none", "given", "na"};
  for (guint row = 0; row < state->rows->len; row++) {
    for (guint item = 0; item < state->n_items; item++) {
      const Answer *cell = run_cell(state, row, item);
      g_string_append(out, out->str[out->len - 1] == '[' ? "[" : ",[");
      show_text(out, states[cell->state]);
      show_text(out, cell->text);
      show_text(out, cell->by);
      show_text(out, cell->recorded_by);
      show_number(out, cell->relevant);
      show_number(out, cell->failing);
      show_number(out, cell->wants_second && !cell->seconded);
      show_number(out, cell->seconded);
      show_text(out, cell->second);
      show_text(out, cell->seconded ? words_second_step[cell->step].id : NULL);
      g_string_append(out, ",[");
      for (guint i = 0; cell->evidence && i < cell->evidence->len; i++) {
        show_text(out, show_evidence(g_ptr_array_index(cell->evidence, i)));
      }
      g_string_append(out, "]]");
    }
  }
}

static inline void show_fixes(GString *out, const RunState *state) {
  for (guint i = 0; i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    g_string_append(out, i ? ",[" : "[");
    show_number(out, fix->number);
    const char *const texts[] = {fix->row,       fix->item,    words_fix_stage[fix->stage].id,
                                 fix->found_by,  fix->done_by, fix->rechecked_by,
                                 fix->closed_by, fix->done,    fix->rejected};
    for (guint t = 0; t < G_N_ELEMENTS(texts); t++) {
      show_text(out, texts[t]);
    }
    show_number(out, fix->alone);
    g_string_append(out, "]");
  }
}

static inline void show_tally(GString *out, const RunState *state) {
  const RunTally *t = &state->tally;
  const gint64 numbers[] = {t->total,  t->answered,      t->required,         t->required_answered,
                            t->na,     t->failed,        t->evidence_missing, t->seconds_missing,
                            t->scores, t->scores_open,   t->scores_na,        t->points,
                            t->full,   t->answered_full, state->fixes_open,   state->action};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    show_number(out, numbers[i]);
  }
}

static inline void show_reasons(GString *out, const RunState *state, const GArray *reasons) {
  for (guint i = 0; i < reasons->len; i++) {
    const RunReason *r = &g_array_index(reasons, RunReason, i);
    g_string_append(out, i ? ",[" : "[");
    show_text(out, words_run_reason[r->kind].id);
    show_text(out, show_row_id(state, r->row));
    show_text(out, show_item_id(state, r->item));
    show_number(out, r->fix);
    g_string_append(out, "]");
  }
}

static inline void show_judgement(GString *out, const RunState *state, const RunPeople *people) {
  RunScore score = judge_score(state);
  g_string_append(out, ",\"score\":[");
  show_number(out, score.scored);
  show_number(out, score.scaled);
  show_number(out, score.counted);
  show_text(out, score.band);
  g_string_append(out, "],\"blockers\":[");
  g_autoptr(GArray) blockers = judge_blockers(state, people);
  show_reasons(out, state, blockers);
  g_string_append(out, "],\"gates\":[");
  g_autoptr(GArray) reasons = g_array_new(FALSE, TRUE, sizeof(RunReason));
  WordSet open = judge_gates(state, people, reasons);
  for (int i = 0; words_gate[i].id; i++) {
    if (open & (1u << i)) {
      show_text(out, words_gate[i].id);
    }
  }
  g_string_append(out, "],\"reasons\":[");
  show_reasons(out, state, reasons);
  g_string_append(out, "]");
}

/* Position only where asked for: moves are not recorded, so a replay may stand elsewhere. Caller frees. */
static inline char *run_show(const RunState *state, const RunPeople *people, gboolean position) {
  GString *out = g_string_new("{\"stage\":[");
  show_text(out, words_run_stage[state->stage].id);
  show_text(out, state->inspector);
  show_text(out, state->second);
  show_text(out, words_second_step[state->step].id);
  g_string_append(out, "],\"tally\":[");
  show_tally(out, state);
  g_string_append(out, "],\"cells\":[");
  show_cells(out, state);
  g_string_append(out, "],\"fixes\":[");
  show_fixes(out, state);
  g_string_append(out, "]");
  show_judgement(out, state, people);
  if (position) {
    g_string_append(out, ",\"at\":[");
    show_number(out, state->row);
    show_number(out, state->item);
    g_string_append(out, "]");
  }
  g_string_append(out, "}");
  return g_string_free(out, FALSE);
}

/* What holds in every state: the counts are those of a recount, and within each other; the position is asked; corrective actions are counted;
 * what fails has one. */
static inline void run_check(const RunState *state) {
  RunTally t = judge_recount(state);
  g_assert_cmpmem(&t, sizeof t, &state->tally, sizeof t);
  g_assert_cmpuint(t.answered, <=, t.total);
  g_assert_cmpuint(t.required_answered, <=, t.required);
  g_assert_cmpuint(t.required, <=, t.total);
  guint open = 0;
  for (guint i = 0; i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    g_assert_cmpuint(fix->number, ==, i + 1);
    open += fix->stage < FIX_CLOSED;
    g_assert_true(fix->stage != FIX_CLOSED || (fix->done_by && fix->rechecked_by && fix->closed_by));
  }
  g_assert_cmpuint(open, ==, state->fixes_open);
  if (state->rows->len && state->n_items) {
    g_assert_true(run_cell(state, state->row, state->item)->relevant);
  }
  for (gsize i = 0; i < (gsize)state->rows->len * state->n_items; i++) {
    const Answer *cell = &state->cells[i];
    const Fix *fix = cell->fix ? g_ptr_array_index(state->fixes, cell->fix - 1) : NULL;
    g_assert_true(!cell->failing || (fix && fix->stage != FIX_WITHDRAWN));
    g_assert_true(cell->state != ANSWER_GIVEN || (cell->text && cell->by));
    g_assert_true(!cell->evidence || cell->evidence->len > 0);
    g_assert_true(state->stage != RUN_FINISHED || !cell->wants_second || cell->seconded);
  }
  g_assert_true(state->stage == RUN_OPEN || t.required_answered == t.required);
}

/* ---- a run with its record ---- */

#define RECORD_MAX 512
typedef struct {
  RunState *state;
  RunPeople people;
  const Checklist *known[4]; /* by version */
  RunEntry entries[RECORD_MAX];
  guint count;
  gboolean moved; /* by a move, which is not recorded */
} Recorded;

/* Takes the entries out of the effects. */
static inline void recorded_keep(Recorded *r, const GPtrArray *effects) {
  for (guint i = 0; i < effects->len; i++) {
    const RunEffect *effect = g_ptr_array_index(effects, i);
    r->moved |= effect->kind == EFFECT_POSITION;
    if (effect->kind == EFFECT_APPEND) {
      g_assert_cmpuint(r->count, <, RECORD_MAX);
      g_assert_cmpstr(effect->subject, ==, r->state->subject);
      r->entries[r->count++] = (RunEntry){effect->entry, g_strdup(effect->body)};
    }
  }
}

static inline void recorded_begin(Recorded *r, const Checklist *checklist, const GPtrArray *rows, const char *by) {
  g_autoptr(GPtrArray) effects = run_effects_new();
  const RunSetup setup = {.checklist = checklist, .subject = "stock@2027-03-05", .rows = rows, .by = by};
  r->known[checklist->version % 4] = checklist;
  r->state = run_new(&setup, effects);
  recorded_keep(r, effects);
}

static inline RunResult recorded_step(Recorded *r, const RunEvent *event) {
  g_autoptr(GPtrArray) effects = run_effects_new();
  if (event->kind == EVENT_UPGRADE) {
    r->known[event->to->version % 4] = event->to;
  }
  const guint before = r->count;
  RunResult result = run_step(r->state, &r->people, event, effects);
  recorded_keep(r, effects);
  g_assert_cmpuint(r->count - before, ==, result == RUN_DONE && event->kind != EVENT_MOVE);
  g_assert_cmpuint(r->count, ==, r->state->action);
  run_check(r->state);
  return result;
}

static inline const Checklist *recorded_find(const char *id, int version, const char *definition, gpointer data) {
  const Recorded *r = data;
  return r->known[version % 4];
}

/* The record read back gives the same state. */
static inline void recorded_compare(Recorded *r) {
  g_autoptr(GError) error = NULL;
  g_autoptr(RunState) again = run_replay(r->state->subject, r->entries, r->count, recorded_find, r, &error);
  g_assert_no_error(error);
  run_check(again);
  g_autofree char *was = run_show(r->state, &r->people, !r->moved), *is = run_show(again, &r->people, !r->moved);
  g_assert_cmpstr(is, ==, was);
}

static inline void recorded_free(Recorded *r) {
  run_free(r->state);
  for (guint i = 0; i < r->count; i++) {
    g_free((gpointer)(guintptr)r->entries[i].body);
  }
}
