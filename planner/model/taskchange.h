/* What was done to tasks in the record (CONTRACT §3, Layers): read by desk/ from entries of the kind `task`, applied by sched/ as the plan's last
 * layer, shown as changed_by `record`. Plain data. */
#pragma once
#include "base/date.h"
#include "model/words.h"

typedef enum { TASK_ADD, TASK_DONE, TASK_MOVE, TASK_ASSIGN, TASK_DROP, TASK_UNDO, N_TASK_CHANGES } TaskChangeKind;
extern const Word words_task_change[]; /* add 新增, done 完成 … */

typedef struct {
  TaskChangeKind kind;
  const char *task;        /* interned id; of TASK_ADD the new one */
  const char *occurrence;  /* interned "2027-03-11T1000"; NULL: the task as a whole */
  char *title;             /* TASK_ADD */
  Function function;       /* TASK_ADD; FUNCTION_NONE where a person is named */
  const char *person;      /* interned staff id: TASK_ADD, TASK_ASSIGN; NULL */
  const char *checklist;   /* interned; TASK_ADD; NULL */
  Day on, due;             /* TASK_ADD, TASK_MOVE; DAY_NONE = unchanged or none */
  int at;                  /* minute of the day; -1 = all day, of TASK_MOVE unchanged */
  int lasts;               /* minutes; 0 = 30 of a timed task, one day otherwise, of TASK_MOVE unchanged */
  char *reason;            /* never NULL; may be "" for TASK_DONE */
  const char *by;          /* interned */
  const char *recorded_by; /* interned; NULL when the same */
  gint64 undoes;           /* TASK_UNDO: the sequence of the change that is taken back */
  gint64 sequence, utc_ms; /* of its entry */
} TaskChange;
void taskchange_free(TaskChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskChange, taskchange_free)
/* Those that were not taken back, in order, without the takings back: borrowed; free with g_ptr_array_unref. */
GPtrArray *taskchange_live(const GPtrArray *changes);
