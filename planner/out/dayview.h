/* One day of a plan: what is on, what is due, what lies behind, what comes next. Pure selection; daysheet and message say it. Without the record nothing
 * is known to be finished, so `past` is "its last day has gone by", not "late"; with it `past` is what is overdue, and what is done stands only among
 * the work of the day. */
#pragma once
#include "model/duty.h"
#include "out/planview.h"

#define DAYVIEW_AHEAD 3 /* days looked ahead for tasks */
#define DAYVIEW_SOON 7  /* days looked ahead for overlays and holidays */

typedef struct {
  const PlanView *view;  /* ref; already narrowed to whom it is for */
  const DutyMark *marks; /* ref; by index into plan->tasks; NULL where nothing is recorded */
  Day day;
  const Phase *phase;        /* NULL outside all phases */
  const Phase *coming;       /* the next one to begin; NULL when none follows */
  int to_315;                /* days; negative afterwards */
  const SpecialDay *special; /* what the notice says of the day; NULL for nothing */
  GArray *today;             /* of guint32 into plan->tasks: work of the day, all-day first, then by time */
  GArray *due;               /* deadlines on the day */
  GArray *open;              /* begun earlier, with a deadline still to come */
  GArray *past; /* single tasks whose last day has gone by, by due day; with a record whatever is overdue */
  guint past_repeated, past_repeated_tasks; /* occurrences of repeated tasks before the day, and of how many tasks */
  GArray *next;                             /* single tasks that begin within DAYVIEW_AHEAD days */
  GPtrArray *overlays;                      /* const Overlay*, running or beginning soon */
  GArray *holidays; /* of guint into campaign->days->days: first days of those that begin soon */
  GPtrArray *leave; /* const Person*, away on the day */
  GHashTable
      *titles; /* interned checklist id → title, owned: empty, for a caller who has the checklists unread to fill */
} DayView;
DayView *dayview_new(const PlanView *view, Day day);
DayView *dayview_recorded(const PlanView *view, Day day, const DutyMark *marks); /* `marks` may be NULL */
void dayview_free(DayView *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DayView, dayview_free)

gboolean dayview_settled(const DayView *day, guint32 index); /* done, carried or released, as far as is known */
gboolean dayview_in(const GArray *list, guint32 index);      /* one of the lists above */
/* Who does it that day: the owner, or where he is away the department's backup. NULL for a post that nobody holds. */
Person *dayview_actor(const PlanTask *task, Day day);
/* 全天, 10:00 */
void dayview_time(const PlanTask *task, GString *out);
