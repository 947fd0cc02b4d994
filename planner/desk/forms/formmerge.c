/* Cell by cell. Records nothing. */
#include "desk/forms/formmerge.h"
#include "base/text.h"
#include "desk/runs/runpage.h"
#include "run/run.h"
#include "run/value.h"
#include <string.h>

enum { SHOWN = 60 };

/* What stands in a cell. */
typedef struct {
  AnswerState state;
  char *text;
  const char *by; /* staff id; NULL when unknown */
} Standing;

typedef struct {
  Desk *desk;
  const RunState *state;
  const FormImport *ask;
  GHashTable *standing; /* cell + 1 → Standing* */
  GHashTable *placed;   /* cell + 1 → GivenAnswer* of an earlier form */
  GPtrArray *merged;
  FilledForm *form;
} Merge;

static void standing_free(gpointer data) {
  Standing *standing = data;
  g_free(standing->text);
  g_free(standing);
}

static const ChecklistItem *item_at(const Merge *merge, guint item) {
  return g_ptr_array_index(merge->state->checklist->items, item);
}

static char *words_of(const ChecklistItem *item, AnswerState state, char *text) {
  const Answer answer = {.state = state, .text = text};
  g_autofree char *words = runpage_answer(item, &answer);
  g_autofree char *clean = text_clean(words, FALSE);
  return text_limit_chars(clean, SHOWN);
}

static const char *name_of(const Merge *merge, const char *id) {
  const Person *person = id != NULL ? store_person(merge->desk->campaign->store, id) : NULL;
  return person != NULL ? person->name : id != NULL ? id : "";
}

static FormKeep decide(const Merge *merge, guint row, guint item, const Standing *was, const Standing *is,
                       const Said *said) {
  if (merge->ask->keep != FORM_KEEP_NONE) {
    return merge->ask->keep;
  }
  g_autofree char *before = words_of(item_at(merge, item), was->state, was->text);
  g_autofree char *now = words_of(item_at(merge, item), is->state, is->text);
  g_autofree char *place = pos_format(said->pos);
  const FormConflict conflict = {.row = ((const Row *)g_ptr_array_index(merge->state->rows, row))->title,
                                 .item = item_at(merge, item)->ask,
                                 .is = now,
                                 .is_by = name_of(merge, is->by),
                                 .place = place,
                                 .was = before,
                                 .was_by = name_of(merge, was->by)};
  if (merge->ask->choose != NULL) {
    return merge->ask->choose(&conflict, merge->ask->data);
  }
  Diag *diag = diag_add(merge->desk->diags, E117, said->pos, "「%s」的「%s」填的是“%s”（%s），已有的答案是“%s”（%s）。",
                        conflict.row, conflict.item, now, conflict.is_by, before, conflict.was_by);
  diag_fix(diag, "问清以后，加 --keep old 留已有的，或加 --keep new 改成表上的。");
  return FORM_KEEP_OLD;
}

static void drop_answer(GivenAnswer *given) {
  g_clear_pointer(&given->value.text, g_free);
  g_clear_pointer(&given->na.text, g_free);
}

/* Whether the cell has all the evidence that is given; of files nobody can tell before they are read. */
static gboolean proofs_known(const Answer *cell, const GivenAnswer *given) {
  for (guint i = 0; i < given->proofs->len; i++) {
    const Proof *proof = g_ptr_array_index(given->proofs, i);
    gboolean known = FALSE;
    g_autoptr(Evidence) read = proof->evidence->kind != EVIDENCE_FILE ? value_evidence(proof->evidence) : NULL;
    for (guint e = 0; read != NULL && cell->evidence != NULL && e < cell->evidence->len; e++) {
      known = known || evidence_equal(g_ptr_array_index(cell->evidence, e), read);
    }
    if (!known) {
      return FALSE;
    }
  }
  return TRUE;
}

static Standing *find_standing(const Merge *merge, gpointer cell, const Answer *answer) {
  Standing *standing = g_hash_table_lookup(merge->standing, cell);
  if (standing == NULL && answer->state != ANSWER_NONE) {
    standing = g_new0(Standing, 1);
    *standing = (Standing){answer->state, g_strdup(answer->text), answer->by};
    g_hash_table_insert(merge->standing, cell, standing);
  }
  return standing;
}

/* What the form says; FALSE when it is no answer that could stand (it is then refused with its reason later on). */
static gboolean read_given(const Merge *merge, const GivenAnswer *given, guint item, Standing *is) {
  *is = (Standing){.by = merge->form->by->id};
  if (given->na.text != NULL) {
    is->state = ANSWER_NA;
    is->text = value_text(given->na.text, VALUE_REASON_MAX);
    return is->text != NULL;
  }
  is->state = ANSWER_GIVEN;
  return value_read(item_at(merge, item), given->value.text, &is->text) == RUN_DONE;
}

/* TRUE when the answer is to be given. FALSE in *go_on: the chooser gave up. */
static gboolean merge_answer(Merge *merge, GivenAnswer *given, guint row, guint item, gboolean *go_on) {
  gpointer cell = GSIZE_TO_POINTER((gsize)row * merge->state->n_items + item + 1);
  const Answer *answer = run_cell(merge->state, row, item);
  Standing *was = find_standing(merge, cell, answer);
  Standing is;
  if (!read_given(merge, given, item, &is)) {
    g_free(is.text);
    return TRUE;
  }
  FormKeep keep = FORM_KEEP_NEW;
  const gboolean same = was != NULL && was->state == is.state && strcmp(was->text, is.text) == 0;
  if (was != NULL && !same) {
    keep = decide(merge, row, item, was, &is, given->na.text != NULL ? &given->na : &given->value);
  }
  *go_on = keep != FORM_KEEP_NONE;
  if (same || keep != FORM_KEEP_NEW) {
    g_free(is.text);
    drop_answer(given);
    return FALSE;
  }
  Standing *now = g_new0(Standing, 1);
  *now = is;
  g_hash_table_insert(merge->standing, cell, now);
  return TRUE;
}

/* One answer a cell goes on, with the evidence of all. */
static void put(Merge *merge, gpointer cell, GivenAnswer *given) {
  GivenAnswer *before = g_hash_table_lookup(merge->placed, cell);
  if (before == NULL) {
    g_ptr_array_add(merge->merged, given);
    g_hash_table_insert(merge->placed, cell, given);
    return;
  }
  const gboolean answers = given->value.text != NULL || given->na.text != NULL;
  GivenAnswer *stays = answers ? given : before, *goes = answers ? before : given;
  while (goes->proofs->len > 0) {
    g_ptr_array_add(stays->proofs, g_ptr_array_steal_index(goes->proofs, 0));
  }
  if (answers) {
    drop_answer(before);
    g_ptr_array_remove(merge->merged, before);
    g_ptr_array_add(merge->merged, given);
    g_hash_table_insert(merge->placed, cell, given);
  }
}

/* The same cell twice on one form is the check's to refuse; here the first one counts. */
static gboolean merge_form(Merge *merge) {
  const Answers *answers = merge->form->answers;
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  gboolean go_on = TRUE;
  for (guint i = 0; i < answers->given->len && go_on; i++) {
    GivenAnswer *given = g_ptr_array_index(answers->given, i);
    const guint row = run_row(merge->state, given->row.text), item = run_item(merge->state, given->item.text);
    gpointer cell = GSIZE_TO_POINTER((gsize)row * merge->state->n_items + item + 1);
    if (!g_hash_table_add(seen, cell)) {
      g_ptr_array_add(merge->merged, given);
      continue;
    }
    const gboolean answers_it = given->value.text != NULL || given->na.text != NULL;
    const gboolean wanted = answers_it && merge_answer(merge, given, row, item, &go_on);
    if (wanted || !proofs_known(run_cell(merge->state, row, item), given)) {
      put(merge, cell, given);
    }
  }
  return go_on;
}

/* Whose answers are given; the runner is told of everybody but the first 检查人, who stands for all. */
static void name_givers(const GPtrArray *forms, const GPtrArray *merged) {
  g_autoptr(GHashTable) chosen = g_hash_table_new(NULL, NULL);
  const FilledForm *first = forms->len > 0 ? g_ptr_array_index(forms, 0) : NULL;
  for (guint i = 0; i < merged->len; i++) {
    g_hash_table_add(chosen, g_ptr_array_index(merged, i));
  }
  for (guint i = 0; i < forms->len; i++) {
    FilledForm *form = g_ptr_array_index(forms, i);
    for (guint g = 0; g < form->answers->given->len; g++) {
      GivenAnswer *given = g_ptr_array_index(form->answers->given, g);
      if (g_hash_table_contains(chosen, given)) {
        form->given++;
        if (form->by != first->by) {
          said_set(&given->by, form->by->id, form->answers->by.pos);
        }
      }
    }
  }
}

gboolean formmerge(Desk *desk, const RunState *state, GPtrArray *forms, const FormImport *ask, GPtrArray *merged) {
  g_autoptr(GHashTable) standing = g_hash_table_new_full(NULL, NULL, NULL, standing_free);
  g_autoptr(GHashTable) placed = g_hash_table_new(NULL, NULL);
  Merge merge = {desk, state, ask, standing, placed, merged, NULL};
  gboolean go_on = TRUE;
  for (guint i = 0; i < forms->len && go_on; i++) {
    merge.form = g_ptr_array_index(forms, i);
    go_on = merge_form(&merge);
  }
  name_givers(forms, merged);
  return go_on;
}
