/* What the record holds of a kind of check on a day or over a time, for sheets that count days. A day's run is the one that was due on it, or one made without a
 * task that was finished on it.
 *
 * A kind is one checklist by its id, or all that serve an official record by its title (`official` of a checklist): so a store's own checklist counts that stands
 * in for a shipped one. What a run was begun with decides, not what its task names now. */
#pragma once
#include "desk/tasks/duty.h"

typedef struct {
  const char *checklist, *official; /* one of them; the other NULL */
} TallyKind;

typedef struct {
  guint planned, done, late;      /* runs due that day; done: with those made without a task */
  guint total, answered;          /* items of those that were begun */
  guint found, fixes, fixes_open; /* problems, and what came of them */
  const char *by;                 /* interned: who finished the last; NULL */
  gint64 done_ms;                 /* 0 */
} DayTally;
DayTally tally_day(const Desk *desk, const DutyBoard *board, TallyKind kind, Day day);
/* Something was finished, and all that was due. */
gboolean tally_whole(const DayTally *tally);

typedef struct {
  const RunCard *card; /* ref */
  Day day;             /* to which it belongs */
  gboolean late;       /* finished after it was due */
} TallyRun;
/* The finished runs of these days, by day; of TallyRun, g_array_unref. */
GArray *tally_finished(const Desk *desk, const DutyBoard *board, TallyKind kind, Day first, Day last);
/* The newest finished run of a checklist: its card, or NULL where there is none. */
const RunCard *tally_last(const DutyBoard *board, const char *checklist);
