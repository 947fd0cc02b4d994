/* The chart of a plan as data: rows with a mark a day. The chart on paper (out/chart) folds several days into a cell where it is narrow, the screen
 * scrolls; both read the same marks. Computes no dates, only where they lie. */
#pragma once
#include "out/planview.h"

/* What a day shows, the stronger one winning where several fall together. */
typedef enum { BAR_BLANK, BAR_MONDAY, BAR_LINE, BAR_WORK, BAR_DUE, BAR_315, N_BAR_MARKS } BarMark;
typedef enum { BAR_OF_PHASE, BAR_OF_OVERLAY, BAR_OF_HOLIDAY, BAR_OF_DAYS, BAR_OF_TASK } BarKind;

typedef struct {
  BarKind kind;
  char *label;          /* 【备战】3月1日至3月10日，10 天; the task's title */
  const Phase *phase;   /* of a phase or task; NULL outside all phases */
  const PlanLine *line; /* of a task; NULL otherwise */
  char *when, *owner;   /* of a task: 3月5日 10:00; 王芳 */
  char *due;            /* 截止 3月8日; NULL without a deadline */
  guint8 *marks;        /* BarMark, one a day */
} BarRow;

typedef struct {
  const PlanView *view; /* ref */
  Day first;            /* DAY_NONE when there is nothing to show */
  int days;
  GPtrArray *rows; /* BarRow*: phases, overlays, holidays, the row of Mondays and 15 March, then tasks by phase */
} Bars;
Bars *bars_new(const PlanView *view);
void bars_free(Bars *bars);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bars, bars_free)
