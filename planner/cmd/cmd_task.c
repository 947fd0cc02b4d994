/* `task …`: what happens to tasks, kept in the record with a reason. Turns options into a TaskChange; what may be is for the desk to say. */
#include "cmd/entries.h"
#include "desk/tasks/tasksheet.h"
#include <stdio.h>
#include <string.h>

/* ---- options ---------------------------------------------------------------------------------------------------------------------- */

static gboolean read_day(Run *run, const char *name, Day *day) {
  const char *text = run_option(run, name);
  if (text == NULL) {
    return TRUE;
  }
  return run_day(run, text, day) || run_refuse(run, "选项 --%s 看不懂“%s”。写法：03-12，或 %d-03-12。", name, text,
                                               run->desk->campaign->store->year) == 0;
}

/* 30m, 2h, 3d: minutes. */
static gboolean read_lasts(Run *run, TaskChange *change) {
  const char *text = run_option(run, "lasts");
  int number = 0, end = 0;
  char unit = '\0';
  if (text == NULL) {
    return TRUE;
  }
  if (sscanf(text, "%3d%c%n", &number, &unit, &end) == 2 && text[end] == '\0' && number > 0 &&
      strchr("mhd", unit) != NULL) {
    change->lasts = number * (unit == 'm' ? 1 : unit == 'h' ? 60 : DAY_MINUTES);
    gboolean timed = change->at >= 0;
    if ((unit == 'd' && !timed && number <= 60) ||
        (unit != 'd' && change->lasts <= DAY_MINUTES && (timed || change->kind == TASK_MOVE))) {
      return TRUE;
    }
  }
  return run_refuse(run, "选项 --lasts 看不懂“%s”。有钟点（--at）的写 30m 或 2h，全天的写 2d。", text) == 0;
}

static gboolean read_at(Run *run, TaskChange *change) {
  const char *text = run_option(run, "at");
  change->at = text != NULL ? minute_parse(text, FALSE) : -1;
  return text == NULL || change->at >= 0 || run_refuse(run, "选项 --at 看不懂“%s”。写法：09:30。", text) == 0;
}

static gboolean read_person(Run *run, const char *name, const char **id) {
  const char *who = run_option(run, name);
  g_autofree char *problem = NULL;
  const Person *person = who != NULL ? desk_find_person(run->desk, who, &problem) : NULL;
  *id = person != NULL ? person->id : NULL;
  return who == NULL || person != NULL || run_refuse(run, "选项 --%s：%s", name, problem) == 0;
}

/* Who did it. One person's shop need not say. */
static gboolean read_by(Run *run, TaskChange *change, const char **recorded_by) {
  const Store *store = run->desk->campaign->store;
  if (!read_person(run, "by", &change->by) || !read_person(run, "recorded-by", recorded_by)) {
    return FALSE;
  }
  if (change->by == NULL && store->scale == SCALE_SOLO && store->manager != NULL) {
    change->by = store->manager->id;
  }
  return change->by != NULL ||
         run_refuse(run, "请用 --by 写明是谁，例如 --by %s。替别人录入，再加 --recorded-by 录入的人。",
                    store->manager != NULL ? store->manager->name : "王芳") == 0;
}

/* What a new task is and whose. */
static gboolean read_new(Run *run, TaskChange *change) {
  const char *function = run_option(run, "function"), *checklist = run_option(run, "checklist");
  const Store *store = run->desk->campaign->store;
  change->title = g_strdup(run->args[0]);
  change->checklist = intern_string(checklist);
  if (!read_person(run, "assignee", &change->person)) {
    return FALSE;
  }
  if (function != NULL && change->person != NULL) {
    return run_refuse(run, "--function 和 --assignee 只写一个。") == 0;
  }
  change->function = function != NULL ? (Function)word_index(words_function, function) : FUNCTION_NONE;
  if (function == NULL && change->person == NULL) {
    if (store->departments->len > 0 || store->manager == NULL) {
      return run_refuse(run, "请写明归哪个职能（--function）或由谁来做（--assignee）。") == 0;
    }
    change->person = store->manager->id;
  }
  return change->on != DAY_NONE || run_refuse(run, "请用 --on 写明哪一天，例如 --on 03-12。") == 0;
}

static gboolean read_change(Run *run, TaskChange *change, const char **recorded_by) {
  change->function = FUNCTION_NONE;
  change->on = change->due = DAY_NONE;
  change->reason = g_strdup(run_option(run, "reason") != NULL ? run_option(run, "reason") : "");
  if (!read_day(run, "on", &change->on) || !read_day(run, "due", &change->due) || !read_at(run, change) ||
      !read_lasts(run, change) || !read_by(run, change, recorded_by)) {
    return FALSE;
  }
  if (change->kind == TASK_ADD) {
    return read_new(run, change);
  }
  g_autofree char *problem = NULL;
  if (!tasks_aim(run->desk, run->args[0], change, &problem)) {
    return run_refuse(run, "%s", problem) == 0;
  }
  if (change->kind == TASK_MOVE && change->on == DAY_NONE) {
    return run_refuse(run, "请用 --on 写明改到哪一天，例如 --on 03-12。") == 0;
  }
  if (change->kind == TASK_ASSIGN && (!read_person(run, "to", &change->person) || change->person == NULL)) {
    return change->person == NULL && run_option(run, "to") == NULL
               ? run_refuse(run, "请用 --to 写明换成谁，例如 --to 王芳。") == 0
               : FALSE;
  }
  return TRUE;
}

/* ---- the commands ----------------------------------------------------------------------------------------------------------------- */

static gboolean wants_json(const Run *run) {
  const char *format = run_option(run, "format");
  return format != NULL && strcmp(format, "json") == 0;
}

static int record(Run *run, TaskChangeKind kind) {
  enum { REFUSED = 2 };
  if (!desk_load(run->desk, TRUE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  g_autoptr(TaskChange) change = g_new0(TaskChange, 1);
  const char *recorded_by = NULL;
  change->kind = kind;
  if (!read_change(run, change, &recorded_by)) {
    return REFUSED; /* the sentence is among the failures */
  }
  g_autofree char *problem = NULL;
  GError *error = NULL;
  g_autoptr(TaskOutcome) outcome = tasks_tell(run->desk, change, recorded_by, &problem, &error);
  if (outcome == NULL) {
    return problem != NULL ? run_refuse(run, "%s", problem) : run_fail(run, error);
  }
  if (wants_json(run)) {
    tasksheet_outcome_json(change, outcome, run->out);
  } else {
    tasksheet_outcome_text(run->desk, change, outcome, run->out);
  }
  return 0;
}

int cmd_task_add(Run *run) {
  return record(run, TASK_ADD);
}
int cmd_task_done(Run *run) {
  return record(run, TASK_DONE);
}
int cmd_task_move(Run *run) {
  return record(run, TASK_MOVE);
}
int cmd_task_assign(Run *run) {
  return record(run, TASK_ASSIGN);
}
int cmd_task_drop(Run *run) {
  return record(run, TASK_DROP);
}
int cmd_task_undo(Run *run) {
  return record(run, TASK_UNDO);
}

int cmd_task_list(Run *run) {
  static const char *const options[] = {[TASKS_OVERDUE] = "overdue", [TASKS_ALL] = "all", [TASKS_CHANGES] = "changes"};
  TaskListKind kind = TASKS_NOW;
  for (guint i = TASKS_OVERDUE; i < G_N_ELEMENTS(options); i++) {
    if (run_flag(run, options[i])) {
      if (kind != TASKS_NOW) {
        return run_refuse(run, "--overdue、--all、--changes 只写一个。");
      }
      kind = (TaskListKind)i;
    }
  }
  if (!desk_load(run->desk, FALSE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  GError *error = NULL;
  return tasksheet_list(run->desk, kind, wants_json(run), run->columns, run->out, &error) ? 0 : run_fail(run, error);
}
