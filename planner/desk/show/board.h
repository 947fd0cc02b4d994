/* What a screen shows of the plan, as data: the day, and the chart with its days already named and today found in it. A screen draws and scrolls it and
 * computes no date. */
#pragma once
#include "desk/tasks/duty.h"
#include "out/bars.h"
#include "out/daylist.h"

/* A checklist that the day's work names. */
typedef struct {
  const char *title; /* ref */
  char *uses;        /* 孙艺，服务台 10:00、14:00；徐敏 17:00 */
} DayChecklist;

typedef struct {
  PlanView *view;
  DutyMark *marks; /* NULL where nothing is recorded */
  DayView *day;
  char *date;                    /* 3月15日 周一 */
  char *phase, *to_315;          /* sentences without full stop */
  GPtrArray *around;             /* char*: sentences */
  GPtrArray *parts[N_DAY_PARTS]; /* DayItem* */
  guint older;                   /* of parts[DAY_PAST]: how many at the head are too old to list */
  char *repeated;                /* sentence; NULL when there is none */
  GPtrArray *checklists;         /* DayChecklist*, by first use */
  GArray *left;                  /* guint into parts[DAY_TODAY]: what has a time still to come, or lasts all day */
} DayBoard;
DayBoard *dayboard_new(const Desk *desk); /* needs desk_plan; by the plan alone */
/* With how each item stands (DayItem.state, overdue ones in DAY_PAST). `duties` may be NULL, and is needed only now. */
DayBoard *dayboard_recorded(const Desk *desk, const DutyBoard *duties);
void dayboard_free(DayBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DayBoard, dayboard_free)

typedef struct {
  int month, mday;
  const char *weekday; /* 一 … 日 */
  gboolean monday, gala;
} BoardDay;

typedef struct {
  PlanView *view;
  Bars *bars;
  GPtrArray *
      rows; /* const BarRow*, in the order of reading: what lies over the days, then each phase's bar with its tasks below; NULL stands
                      above tasks outside all phases */
  BoardDay *days; /* bars->days of them */
  int today;      /* index into days; before the first -1, after the last bars->days */
  char *summary;  /* 一般规模 · 3月1日至3月31日 · 62 项工作，共 148 次 */
} PlanBoard;
PlanBoard *planboard_new(const Desk *desk); /* needs desk_plan */
void planboard_free(PlanBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlanBoard, planboard_free)
/* Index into rows of the first task with work today, else of the day's phase, else 0. */
guint planboard_today_row(const PlanBoard *board);
/* All that is known of a row beyond its label, a line a fact: "时间：3月5日 周五 10:00-12:00", of a phase its rules. NULL-terminated; g_strfreev. */
char **planboard_details(const PlanBoard *board, const BarRow *row);
