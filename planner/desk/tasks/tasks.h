/* Tasks in the record: `task add|done|move|assign|drop|undo`, and what desk_plan applies as the plan's last layer.
 *
 * One entry of the kind `task` a change, subject task:ID. Body (keys sorted, absent left out):
 *   {"action":"add|done|move|assign|drop|undo","at":"10:00","checklist":ID,"due":DAY,"function":F,"lasts":MINUTES,"occurrence":…,"on":DAY,"person":ID,
 *    "reason":…,"title":…,"undoes":SEQUENCE} */
#pragma once
#include "desk/record/record.h"
#include "model/taskchange.h"
#include "sched/diff.h"

/* TaskChange*, in order of the record; of a workspace without a record empty. NULL and an error. Frees its elements. */
GPtrArray *tasks_changes(Desk *desk, GError **error);
char *tasks_body(const TaskChange *change); /* caller frees */
/* NULL when it is no such body. Takes what is not in the body from the other arguments. */
TaskChange *tasks_read(const char *subject, const char *body);

/* A task as users name it: TASK, TASK@OCCURRENCE, or a title or part of it that only one unfinished task has; fills `change` (task, occurrence), whose
 * kind is set. One that is to be done is an occurrence: of a repeated task named as a whole the only unfinished one up to today. One that is taken back may
 * have left the plan. FALSE and a Chinese sentence with the candidates in *problem. */
gboolean tasks_aim(Desk *desk, const char *which, TaskChange *change, char **problem);

/* Refused changes (locked, unknown, no reason, a date outside) are a sentence in *problem: FALSE with *error NULL. `change` needs neither sequence nor
 * time; TASK_ADD no task, TASK_UNDO nothing but the task. The plan of `desk` is made anew: pointers into the old one are gone. */
gboolean tasks_record(Desk *desk, const TaskChange *change, const char *recorded_by, char **problem, GError **error);

/* What it did. */
typedef struct {
  char *id;           /* of the task */
  char *key;          /* TASK@OCCURRENCE, or the id again */
  char *title;        /* of the task */
  const char *undone; /* TASK_UNDO: which kind of change was taken back, by words_task_change; else NULL */
  gint64 sequence;    /* of its entry */
  gboolean late;      /* TASK_DONE: 补录 */
  GPtrArray *changes; /* Change*, as `plan --diff` tells them */
  GPtrArray *notes;   /* char*: sentences that stand below the plan since then */
  GPtrArray *hands;   /* TaskHand*: who needs a new calendar; empty when none was ever written */
} TaskOutcome;
typedef struct {
  const Person *person; /* ref */
  GPtrArray *files;     /* char*: file names */
} TaskHand;
void taskoutcome_free(TaskOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskOutcome, taskoutcome_free)
/* As tasks_record; NULL instead of FALSE. */
TaskOutcome *tasks_tell(Desk *desk, const TaskChange *change, const char *recorded_by, char **problem, GError **error);
