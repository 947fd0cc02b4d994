/* DateExpr → Day: CONTRACT §3's `MM-DD` and `start|end|315|OVERLAY|OVERLAY.end ±Nd|±Nwd`, and steps over working days. No loop runs longer
 * than DATES_REACH days. */
#pragma once
#include "sched/days.h"

#define DATES_REACH 800

/* Whose days are counted, and where to complain. */
typedef struct {
  const Campaign *campaign;
  Days *days;
  const Phase *phase; /* `start` and `end` are its ends */
  const Department *department;
  const Person *person;
  const char *title; /* of the task, for messages */
  DiagList *diags;
} DateAsker;

typedef enum {
  DATE_FOUND,
  DATE_NO_OVERLAY, /* the store has no such overlay: the task is left out, no problem */
  DATE_WRONG       /* a problem was added */
} DateFound;
DateFound dates_resolve(const DateAsker *asker, const DateExpr *expr, Day *day);

/* The nearest working day from `day` on, itself included, in steps of +1 or -1; DAY_NONE when none is within reach. */
Day dates_nearest(const DateAsker *asker, Day day, int step);
/* Adds E056 at `pos` when a year without table was counted in since the last call. FALSE then. */
gboolean dates_year_known(const DateAsker *asker, Pos pos);
