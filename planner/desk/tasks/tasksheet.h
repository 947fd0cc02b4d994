/* Tasks and their changes as text and JSON: what a change did, and lists from which the next one is picked. */
#pragma once
#include "desk/tasks/tasks.h"

void tasksheet_outcome_text(const Desk *desk, const TaskChange *change, const TaskOutcome *outcome, GString *out);
void tasksheet_outcome_json(const TaskChange *change, const TaskOutcome *outcome, GString *out);

typedef enum {
  TASKS_NOW,     /* today's and overdue ones */
  TASKS_OVERDUE, /* those alone */
  TASKS_ALL,     /* the whole plan */
  TASKS_CHANGES  /* what the record says was done to tasks */
} TaskListKind;
/* FALSE and an error when the record cannot be read. Needs desk_plan. */
gboolean tasksheet_list(Desk *desk, TaskListKind kind, gboolean json, int columns, GString *out, GError **error);
