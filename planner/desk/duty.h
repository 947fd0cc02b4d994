/* What the plan asks and what the record says came of it: each occurrence with its state. The one answer for home, `today`, gates and signatures. */
#pragma once
#include "desk/session.h"

typedef enum {
  DUTY_COMING,   /* its time has not come */
  DUTY_OPEN,     /* nothing done yet */
  DUTY_BEGUN,    /* its checklist is being worked through */
  DUTY_AWAITING, /* finished, waits for the second */
  DUTY_DONE,
  DUTY_CARRIED, /* signed 带遗留 */
  DUTY_WAIVED,  /* 特批 */
  N_DUTY_STATES
} DutyState;
extern const Word words_duty_state[];

typedef struct {
  const PlanTask *task; /* ref into the plan */
  char *key;            /* TASK, TASK@OCCURRENCE */
  DutyState state;
  gboolean overdue;    /* its due day lies behind and it is neither done, carried nor waived */
  gboolean late;       /* 补录: done after its due day */
  RunCard *card;       /* ref; NULL where it has no run */
  const char *done_by; /* interned; NULL */
  gint64 done_ms;      /* UTC; 0 */
} Duty;

typedef struct {
  Day today;
  GArray *
      duties; /* of Duty, in the plan's order: every occurrence whose first day is not after `today`, and all of today's */
  GArray *now;       /* guint into duties: of today (running or due), by time */
  GArray *overdue;   /* guint into duties, by due day */
  GHashTable *cards; /* owned */
  guint fixes_open;
} DutyBoard;
DutyBoard *dutyboard_new(Desk *desk, GError **error); /* needs desk_plan with checklists' ids */
void dutyboard_free(DutyBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DutyBoard, dutyboard_free)
const Duty *dutyboard_find(const DutyBoard *board, const char *key);
