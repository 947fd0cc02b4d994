/* What the plan asks and what the record says came of it: each occurrence with its state. The one answer for home, `today`, gates and signatures. */
#pragma once
#include "desk/runs/session.h"
#include "model/duty.h"

typedef struct {
  const PlanTask *task; /* ref into the plan */
  char *key;            /* TASK, TASK@OCCURRENCE */
  DutyState state;
  gboolean overdue;    /* its due day lies behind and it is neither done, carried nor waived */
  gboolean late;       /* 补录: done after its due day */
  RunCard *card;       /* ref; NULL where it has no run */
  const char *done_by; /* interned; NULL */
  gint64 done_ms;      /* UTC; 0 */
  Day done_day;        /* the store's day to which that belongs; DAY_NONE unless it is done */
} Duty;

typedef struct {
  Day today;
  gboolean recorded; /* the workspace has a record: what is not known to be done is not done */
  GArray *
      duties; /* of Duty, in the plan's order: every occurrence whose first day is not after `today`, and of the later ones those that were worked
                     on already */
  GArray *now;        /* guint into duties: of today (running or due), by time */
  GArray *overdue;    /* guint into duties, by due day */
  GHashTable *cards;  /* owned; KEY → RunCard* */
  GHashTable *by_key; /* KEY → index + 1 into duties */
  guint fixes_open;   /* of all runs, those outside the plan too */
} DutyBoard;
DutyBoard *dutyboard_new(Desk *desk, GError **error); /* needs desk_plan; a few reads of the record, no replay */
void dutyboard_free(DutyBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DutyBoard, dutyboard_free)
const Duty *dutyboard_find(const DutyBoard *board, const char *key);
const Duty *dutyboard_of(const DutyBoard *board, const PlanTask *task); /* NULL: not to be done yet, and not begun */
/* By index into the plan's tasks, for out/; g_free. NULL where nothing was ever recorded. */
DutyMark *dutyboard_marks(const DutyBoard *board, const Plan *plan);
