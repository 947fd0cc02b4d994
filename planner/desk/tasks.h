/* Tasks in the record: `task add|done|move|assign|drop|undo`, and what desk_plan applies as the plan's last layer. */
#pragma once
#include "desk/record.h"
#include "model/taskchange.h"

/* TaskChange*, in order of the record; of a workspace without a record empty. NULL and an error. Frees its elements. */
GPtrArray *tasks_changes(Desk *desk, GError **error);

/* A task as users name it: TASK, TASK@OCCURRENCE, or a title or part of it that only one unfinished task has. FALSE and a Chinese sentence with the
 * candidates in *problem. */
gboolean tasks_find(Desk *desk, const char *which, const PlanTask **task, char **problem);
/* Refused changes (locked, unknown, no reason, a date outside) are a sentence in *problem: FALSE with *error NULL. `change` needs neither sequence nor
 * time. The plan of `desk` is made anew. */
gboolean tasks_record(Desk *desk, const TaskChange *change, const char *recorded_by, char **problem, GError **error);
