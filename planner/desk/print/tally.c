/* Counting runs by day. */
#include "desk/print/tally.h"
#include <string.h>

static void add_card(DayTally *tally, const RunCard *card) {
  tally->total += card->total;
  tally->answered += card->answered;
  tally->found += card->failed + card->found;
  tally->fixes += card->fixes;
  tally->fixes_open += card->fixes_open;
}

static void add_done(DayTally *tally, const char *by, gint64 done_ms) {
  tally->done++;
  if (done_ms >= tally->done_ms) {
    tally->by = by;
    tally->done_ms = done_ms;
  }
}

DayTally tally_day(const Desk *desk, const DutyBoard *board, const char *checklist, Day day) {
  DayTally tally = {.by = NULL};
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    if (task->due != day || g_strcmp0(task->task->checklist, checklist) != 0) {
      continue;
    }
    const Duty *duty = dutyboard_of(board, task);
    tally.planned++;
    if (duty != NULL && duty->card != NULL) {
      add_card(&tally, duty->card);
    }
    if (duty != NULL && duty->state == DUTY_DONE) {
      tally.late += duty->late;
      add_done(&tally, duty->done_by, duty->done_ms);
    }
  }
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, board->cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if (g_str_has_prefix(key, "adhoc@") && strcmp(card->checklist, checklist) == 0 && card->stage == RUN_FINISHED &&
        store_day_at(desk->campaign->store, card->finished_ms) == day) {
      add_card(&tally, card);
      add_done(&tally, card->inspector, card->finished_ms);
    }
  }
  return tally;
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
