/* Campaign → Plan: references between tasks, dates, working days, repetition, owners, audiences. Pure: no files, no clock. */
#pragma once
#include "model/plan.h"
#include "model/taskchange.h"

/* `changes` (TaskChange*, in order of the record; NULL = none) are the last layer; one that no longer fits the definitions is a note below the plan.
 * Adds every problem of dates and references that needs resolving (E010, E018, E040–E043, E050, E056, W003, W004, N001–N007). Never NULL; what could not be dated
 * is left out. */
Plan *sched_plan(const Campaign *campaign, const GPtrArray *changes, DiagList *diags);

/* For a campaign that was loaded with errors: the errors of dates and references that can be told all the same, so that `check` does not stop
 * at the first kind of problem. No warnings and notes: they would speak of what is missing only because it could not be read. */
void sched_check_broken(const Campaign *campaign, DiagList *diags);

/* Why the record may not change the plan like this, as a whole Chinese sentence without its end's advice; NULL when it may. `plan` is the plan before it.
 * Caller frees. The very rules by which sched_plan applies it. */
char *sched_refusal(const Plan *plan, const TaskChange *change);

/* Minutes of work per person and day (the foot of `plan`). Rows by person in file order. */
typedef struct {
  Person *person;
  int total, worst; /* minutes in all; on the fullest day */
  Day worst_day;
  int worst_but_315; /* on the fullest day other than 15 March */
  guint unknown;     /* all-day occurrences without an estimate */
} Workload;
GArray *sched_workload(const Plan *plan); /* of Workload; free with g_array_unref */
