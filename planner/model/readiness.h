/* How ready the shop is, as figures: what `report` shows in every format. Made by desk/show/readiness from the plan and what the record says came of it;
 * shown by out/ready*, which adds nothing to it.
 *
 * A task has a weight by its gravest risk; its occurrences share it (ready_share), so that a thermometer read three times a day does not outweigh the
 * one price check. Points are counted in thousandths, whole numbers, so that sums are exact. */
#pragma once
#include "model/duty.h"
#include "model/plan.h"

/* Points of a task in thousandths: 罚款 4, 下架 3, 口碑 2, without a risk 1; of several the gravest. */
gint64 ready_weight(const Task *task);
/* What the `i`th (from 0) of `n` occurrences gets of a weight: all of them together get exactly the weight. */
gint64 ready_share(gint64 weight, guint i, guint n);
/* Hundredths of part in whole, rounded down, so that 100 means all; -1 when there is no whole. */
int ready_percent(gint64 part, gint64 whole);
/* "12.5", at most three places, by Decimal's rules; caller frees. */
char *ready_points(gint64 thousandths);

/* What is counted of a group of occurrences, by number and by points. */
typedef enum {
  READY_TOTAL,
  READY_DUE,      /* due before today */
  READY_DONE,     /* of all */
  READY_DONE_DUE, /* done of those that were due before today */
  READY_LATE,     /* due before today and open: neither done nor put off */
  READY_TODAY,    /* due today and open */
  READY_CARRIED,  /* signed 带遗留: put off, not done */
  READY_WAIVED,   /* 特批: released, not done */
  N_READY
} ReadyMeasure;
typedef struct {
  guint count[N_READY];
  gint64 points[N_READY];
} ReadySum;

typedef struct {
  const Phase *phase; /* ref; NULL outside all phases */
  ReadySum sum;
} ReadyPhase;
typedef struct {
  const Department *department; /* ref; NULL: work of no department */
  ReadySum sum;
} ReadyDepartment;

/* An occurrence that is not settled. */
typedef struct {
  const PlanTask *task; /* ref */
  gint64 points;
  DutyState state;
  Day last;             /* the last day to begin on (sched/lastday) */
  gboolean overdue;     /* due before today */
  gboolean too_late;    /* overdue, or not begun and `last` lies behind */
  gboolean now;         /* neither, but `last` is today: to be begun today */
  GPtrArray *waits_for; /* const Task*: what it needs that is still open; NULL when none */
} ReadyItem;

/* What stands in the way of a signature today. */
typedef struct {
  const char *gate; /* interned id of words_gate */
  gboolean blocks;  /* otherwise it may be carried */
  char *name, *text;
  const Department *department; /* ref; NULL */
  Day since;                    /* DAY_NONE: not known */
} ReadyBlock;
/* A period that ended and that the store has not signed. */
typedef struct {
  char *title;
  Day first, last;
} ReadyUnsigned;

/* The end of a day on the way to 15 March, of what is due by then. */
typedef struct {
  Day day;
  gint64 planned; /* points due until then */
  gint64 done;    /* finished until then; -1 after today and without a record */
} ReadyPoint;

typedef enum {
  READY_NOTHING,    /* no work at all: a store without a period */
  READY_UNRECORDED, /* nothing was ever recorded: what is done cannot be said */
  READY_BEFORE,     /* the first day is still to come */
  READY_BEHIND,
  READY_LEVEL,
  READY_AHEAD,
  READY_OVER, /* the last day lies behind */
  N_READY_STATES
} ReadyState;
extern const Word words_ready_state[];

typedef struct {
  const Plan *plan; /* ref */
  Day today, first, last, gala;
  Moment now;                   /* wall clock, of printing; MOMENT_NONE */
  const Department *department; /* ref: of --for; NULL = the store */
  gboolean recorded;
  ReadyState state;
  ReadySum all, to_gala; /* to_gala: what is due by 15 March */
  GArray *phases;        /* of ReadyPhase, in the plan's order */
  GArray *departments;   /* of ReadyDepartment, in the store's order */
  GArray *items;         /* of ReadyItem: by the last day to begin, then the weightiest */
  GPtrArray *blocks;     /* ReadyBlock*, those that stop a signature first */
  GPtrArray *unsigned_;  /* ReadyUnsigned*, oldest first */
  GArray *points;        /* of ReadyPoint; empty when nothing is due by 15 March */
  gint64 ahead;          /* done to now minus what was due until yesterday, of to_gala; behind is negative */
  int ahead_days;        /* the same in days of the plan */
} Readiness;
Readiness *readiness_alloc(const Plan *plan);
void readiness_free(Readiness *readiness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Readiness, readiness_free)
