/* What the record holds of a kind of check on a day or over a time, for sheets that count days. A day's run is the one that was due on it, or one made without a
 * task that was finished on it.
 *
 * A kind is one checklist by its id, or all that serve an official record by its title (`official` of a checklist): so a store's own checklist counts that stands
 * in for a shipped one. What a run was begun with decides, not what its task names now. */
#pragma once
#include "desk/runs/session.h"
#include "desk/tasks/duty.h"

typedef struct {
  const char *checklist, *official; /* one of them; the other NULL */
} TallyKind;

typedef struct {
  guint planned, done, late;      /* runs due that day; done: with those made without a task */
  guint total, answered;          /* items of those that were begun */
  guint found, fixes, fixes_open; /* problems, and what came of them */
  gint64 done_ms;                 /* the last; 0 */
} DayTally;
DayTally tally_day(const Desk *desk, const DutyBoard *board, TallyKind kind, Day day);
typedef struct {
  guint asked, checked;  /* what was to be judged, and of it what was */
  GPtrArray *inspectors; /* of runs that were finished, each name once; owned texts */
} ItemTally;
/* What is written down about a problem is no item that was to be checked. */
void tally_state(const RunState *state, guint *asked, guint *checked);
/* The day's items counted as its daily record counts them, of what was not begun as well. FALSE: the record cannot be read. Free with tally_items_clear. */
gboolean tally_items(Desk *desk, const DutyBoard *board, TallyKind kind, Day day, ItemTally *tally, GError **error);
void tally_items_clear(ItemTally *tally);
/* Runs made without a task that were finished on the day: keys, owned by the board, by the time; g_ptr_array_unref. */
GPtrArray *tally_unplanned(const Desk *desk, const DutyBoard *board, Day day);
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
