/* Counting runs by day. It reads cards, and runs themselves only where items are counted; it computes no date. */
#include "desk/print/tally.h"
#include "desk/sign/signoff_work.h"
#include <string.h>

static void add_card(DayTally *tally, const RunCard *card) {
  tally->answered += card->answered;
  tally->found += card->failed + card->found;
  tally->fixes += card->fixes;
  tally->fixes_open += card->fixes_open;
}

static void add_done(DayTally *tally, gint64 done_ms) {
  tally->done++;
  tally->done_ms = MAX(tally->done_ms, done_ms);
}

static gboolean is_kind(const Desk *desk, TallyKind kind, const char *id) {
  if (kind.checklist != NULL) {
    return g_strcmp0(id, kind.checklist) == 0;
  }
  const Checklist *checklist = id != NULL ? campaign_checklist(desk->campaign, id) : NULL;
  return checklist != NULL && g_strcmp0(checklist->official, kind.official) == 0;
}

static gboolean duty_is_kind(const Desk *desk, TallyKind kind, const PlanTask *task, const Duty *duty) {
  return is_kind(desk, kind, duty != NULL && duty->card != NULL ? duty->card->checklist : task->task->checklist);
}

/* Made without a task, and finished: only then it belongs to a day. */
static gboolean is_adhoc(const Desk *desk, TallyKind kind, const char *key, const RunCard *card) {
  return g_str_has_prefix(key, "adhoc@") && card->stage == RUN_FINISHED && is_kind(desk, kind, card->checklist);
}

DayTally tally_day(const Desk *desk, const DutyBoard *board, TallyKind kind, Day day) {
  DayTally tally = {.planned = 0};
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    const Duty *duty = task->due == day ? dutyboard_of(board, task) : NULL;
    if (task->due != day || !duty_is_kind(desk, kind, task, duty)) {
      continue;
    }
    tally.planned++;
    if (duty != NULL && duty->card != NULL) {
      add_card(&tally, duty->card);
    }
    if (duty != NULL && duty->state == DUTY_DONE) {
      tally.late += duty->late;
      add_done(&tally, duty->done_ms);
    }
  }
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, board->cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if (is_adhoc(desk, kind, key, card) && store_day_at(desk->campaign->store, card->finished_ms) == day) {
      add_card(&tally, card);
      add_done(&tally, card->finished_ms);
    }
  }
  return tally;
}

void tally_state(const RunState *state, guint *asked, guint *checked) {
  for (guint row = 0; row < state->rows->len; row++) {
    for (guint i = 0; i < state->n_items; i++) {
      const ChecklistItem *item = g_ptr_array_index(state->checklist->items, i);
      const Answer *cell = run_cell(state, row, i);
      if (item->type != ITEM_TEXT && cell->relevant) {
        *asked += 1;
        *checked += cell->state != ANSWER_NONE;
      }
    }
  }
}

/* Takes over the run; NULL where it could not be read. */
static gboolean add_items(const Desk *desk, RunState *taken, const char *by, ItemTally *tally) {
  g_autoptr(RunState) state = taken;
  if (state == NULL) {
    return FALSE;
  }
  tally_state(state, &tally->asked, &tally->checked);
  const char *name = by != NULL ? person_words(desk, by) : NULL;
  if (name != NULL && !g_ptr_array_find_with_equal_func(tally->inspectors, name, g_str_equal, NULL)) {
    g_ptr_array_add(tally->inspectors, g_strdup(name));
  }
  return TRUE;
}

gboolean tally_items(Desk *desk, const DutyBoard *board, TallyKind kind, Day day, ItemTally *tally, GError **error) {
  *tally = (ItemTally){.inspectors = g_ptr_array_new_with_free_func(g_free)};
  for (guint i = 0; i < board->duties->len; i++) {
    const Duty *duty = &g_array_index(board->duties, Duty, i);
    const char *id = duty->card != NULL ? duty->card->checklist : duty->task->task->checklist;
    if (duty->task->due != day || !duty_is_kind(desk, kind, duty->task, duty)) {
      continue;
    }
    const RunRef ref = {.key = duty->key, .checklist = id, .task = duty->task};
    if (!add_items(desk, session_look(desk, &ref, NULL, error), duty->state == DUTY_DONE ? duty->done_by : NULL,
                   tally)) {
      return FALSE;
    }
  }
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, board->cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if (is_adhoc(desk, kind, key, card) && store_day_at(desk->campaign->store, card->finished_ms) == day &&
        !add_items(desk, session_read(desk, key, error), card->inspector, tally)) {
      return FALSE;
    }
  }
  return TRUE;
}

void tally_items_clear(ItemTally *tally) {
  g_clear_pointer(&tally->inspectors, g_ptr_array_unref);
}

static int by_finish(gconstpointer a, gconstpointer b, gpointer data) {
  GHashTable *cards = data;
  const char *one = *(const char *const *)a, *two = *(const char *const *)b;
  const RunCard *first = g_hash_table_lookup(cards, one), *second = g_hash_table_lookup(cards, two);
  return first->finished_ms != second->finished_ms ? (first->finished_ms > second->finished_ms ? 1 : -1)
                                                   : strcmp(one, two);
}

GPtrArray *tally_unplanned(const Desk *desk, const DutyBoard *board, Day day) {
  GPtrArray *keys = g_ptr_array_new();
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, board->cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if (g_str_has_prefix(key, "adhoc@") && card->stage == RUN_FINISHED &&
        store_day_at(desk->campaign->store, card->finished_ms) == day) {
      g_ptr_array_add(keys, key);
    }
  }
  g_ptr_array_sort_with_data(keys, by_finish, board->cards);
  return keys;
}

gboolean tally_whole(const DayTally *tally) {
  return tally->done > 0 && tally->done >= tally->planned;
}

static int by_day(gconstpointer a, gconstpointer b) {
  const TallyRun *one = a, *two = b;
  return one->day != two->day
             ? one->day - two->day
             : (one->card->finished_ms > two->card->finished_ms) - (one->card->finished_ms < two->card->finished_ms);
}

static void add_run(GArray *runs, const RunCard *card, Day day, gboolean late, Day first, Day last) {
  const TallyRun run = {card, day, late};
  if (day >= first && day <= last) {
    g_array_append_val(runs, run);
  }
}

GArray *tally_finished(const Desk *desk, const DutyBoard *board, TallyKind kind, Day first, Day last) {
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(TallyRun));
  for (guint i = 0; i < board->duties->len; i++) {
    const Duty *duty = &g_array_index(board->duties, Duty, i);
    if (duty->card != NULL && duty->card->stage == RUN_FINISHED && duty_is_kind(desk, kind, duty->task, duty)) {
      add_run(runs, duty->card, duty->task->due, duty->late, first, last);
    }
  }
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, board->cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if (is_adhoc(desk, kind, key, card)) {
      add_run(runs, card, store_day_at(desk->campaign->store, card->finished_ms), FALSE, first, last);
    }
  }
  g_array_sort(runs, by_day);
  return runs;
}

const RunCard *tally_last(const DutyBoard *board, const char *checklist) {
  const RunCard *last = NULL;
  GHashTableIter each;
  gpointer value = NULL;
  g_hash_table_iter_init(&each, board->cards);
  while (g_hash_table_iter_next(&each, NULL, &value)) {
    const RunCard *card = value;
    if (strcmp(card->checklist, checklist) == 0 && card->stage == RUN_FINISHED &&
        (last == NULL || card->finished_ms > last->finished_ms)) {
      last = card;
    }
  }
  return last;
}
