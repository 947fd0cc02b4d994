/* What may be recorded of a task, and which task or change is meant. Only for desk/tasks/tasks and its neighbours. */
#pragma once
#include "desk/tasks/tasks.h"

/* NULL when it may be recorded; a whole Chinese sentence (caller frees) when not; NULL and an error when the record cannot be read. */
char *taskrules_refuse(Desk *desk, const TaskChange *change, GError **error);
/* The first of the occurrences that are meant, and how many there are; NULL when there is none. */
const PlanTask *taskrules_first(const Desk *desk, const TaskChange *change, guint *count);
/* The newest change of the task that still holds; NULL when there is none. */
const TaskChange *taskrules_undone(const Desk *desk, const TaskChange *change);
/* Of a task that may have left the plan; its id where nothing else is known. */
const char *taskrules_title(const Desk *desk, const char *id);

/* desk/tasks/tasks.c for desk/tasks/tasktold.c: a copy with its texts trimmed, and its way into the record, which settles what is open in it (a new id, what is taken
 * back). */
TaskChange *tasks_copy(const TaskChange *change);
gboolean tasks_put(Desk *desk, TaskChange *change, const char *recorded_by, RecordMark *mark, char **problem,
                   GError **error);
