/* What the record holds of one checklist on a day or over a time, for sheets that count days. A day's run is the one that was due on it, or one made without a
 * task that was finished on it. */
#pragma once
#include "desk/tasks/duty.h"

typedef struct {
  guint planned, done, late;      /* runs due that day; done: with those made without a task */
  guint total, answered;          /* items of those that were begun */
  guint found, fixes, fixes_open; /* problems, and what came of them */
  const char *by;                 /* interned: who finished the last; NULL */
  gint64 done_ms;                 /* 0 */
} DayTally;
DayTally tally_day(const Desk *desk, const DutyBoard *board, const char *checklist, Day day);
/* The newest finished run: its card, or NULL where there is none. */
const RunCard *tally_last(const DutyBoard *board, const char *checklist);
