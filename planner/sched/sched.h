/* Campaign → Plan: references between tasks, dates, working days, repetition, owners, audiences. Pure: no files, no clock. */
#pragma once
#include "model/plan.h"

/* Adds every problem of dates and references that needs resolving (E010, E018, E040–E043, E050, E056, W003, W004, N001–N007). Never NULL; what could not be dated
 * is left out. */
Plan *sched_plan(const Campaign *campaign, DiagList *diags);

/* For a campaign that was loaded with errors: the errors of dates and references that can be told all the same, so that `check` does not stop
 * at the first kind of problem. No warnings and notes: they would speak of what is missing only because it could not be read. */
void sched_check_broken(const Campaign *campaign, DiagList *diags);

/* Working days as the owner sees them: the store's own closed/open days, then the table, then the rule of the department
 * (calendar: every day the store is open; workday: the notice; shift: somebody of the department is rostered). */
gboolean sched_is_workday(const Campaign *campaign, const Department *department, const Person *person, Day day);
gboolean sched_is_closed(const Store *store, Day day);
/* Whether a person works that day and when (roster, else shifts, else department's rule with the store's hours). FALSE on leave. */
gboolean sched_on_duty(const Campaign *campaign, const Person *person, Day day, Hours *hours);
/* Who holds a post that day by the roster; NULL when nobody. A post that no row of the roster names is held by the store's manager. */
Person *sched_post_holder(const Store *store, const char *post, Day day);

/* Minutes of work per person and day (the foot of `plan`). Rows by person in file order. */
typedef struct {
  Person *person;
  int total, worst; /* minutes in all; on the fullest day */
  Day worst_day;
  int worst_but_315; /* on the fullest day other than 15 March */
  guint unknown;     /* all-day occurrences without an estimate */
} Workload;
GArray *sched_workload(const Plan *plan); /* of Workload; free with g_array_unref */
