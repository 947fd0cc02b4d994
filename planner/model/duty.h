/* How an occurrence of the plan stands by the record. Found out by desk/tasks/duty, shown by out/. Plain data. */
#pragma once
#include "base/date.h"
#include "model/words.h"

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
  guint8 state;        /* DutyState */
  guint8 overdue;      /* its due day lies behind and it is not settled */
  guint8 late;         /* 补录: done after its due day */
  guint answered, all; /* of its run; 0 where it has none */
  guint fixes_open;
  const char *done_by; /* interned; NULL */
  gint64 done_ms;      /* UTC; 0 */
  Day done_day;        /* the store's day to which that belongs (day_ends); meaningless unless it is done */
} DutyMark;

/* Nothing is left to do: done, carried or released. */
gboolean duty_settled(DutyState state);
