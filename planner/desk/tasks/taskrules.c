/* The rules of `task` that need more than a plan (sched_refusal has the others): reasons, who has done it already, what a checklist settles. */
#include "desk/tasks/taskrules.h"
#include "desk/tasks/duty.h"
#include "run/value.h"
#include <string.h>

enum { TITLE_MOST = 60 };

static const char *name_of(const Desk *desk, const char *id) {
  const Person *person = store_person(desk->campaign->store, id);
  return person != NULL ? person->name : id;
}

const PlanTask *taskrules_first(const Desk *desk, const TaskChange *change, guint *count) {
  const PlanTask *first = NULL;
  g_autoptr(GString) occurrence = g_string_new(NULL);
  *count = 0;
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    if (task->task->id != change->task) {
      continue;
    }
    g_string_truncate(occurrence, 0);
    plan_occurrence(task, occurrence);
    if (change->occurrence == NULL || strcmp(occurrence->str, change->occurrence) == 0) {
      first = first != NULL ? first : task;
      ++*count;
    }
  }
  return first;
}

static char *refuse_texts(const Desk *desk, const TaskChange *change) {
  static const char *const needed[N_TASK_CHANGES] = {[TASK_ADD] = "新增任务",
                                                     [TASK_MOVE] = "改期",
                                                     [TASK_ASSIGN] = "换人",
                                                     [TASK_DROP] = "取消任务",
                                                     [TASK_UNDO] = "撤回"};
  g_autofree char *reason = value_text(change->reason != NULL ? change->reason : "", VALUE_REASON_MAX);
  gboolean blank = change->reason == NULL || *g_strstrip(change->reason) == '\0';
  if (reason == NULL && !blank) {
    return g_strdup_printf("理由太长或有不能用的字符，最多 %d 个字。", VALUE_REASON_MAX);
  }
  if (reason == NULL && needed[change->kind] != NULL) {
    g_autofree char *how = desk_advice(desk, ADVICE_REASON, NULL, NULL);
    return g_strdup_printf("%s要写明理由%s。", needed[change->kind], how);
  }
  if (change->kind == TASK_ADD) {
    g_autofree char *title = value_text(change->title != NULL ? change->title : "", TITLE_MOST);
    if (title == NULL || strchr(title, '\n') != NULL) {
      return g_strdup_printf("任务的名称写一行，1 到 %d 个字。", TITLE_MOST);
    }
  }
  return NULL;
}

/* What is answered on a checklist is done when the checklist is. */
static char *refuse_unchecked(const Desk *desk, const PlanTask *task, const Duty *duty, const char *key) {
  const Checklist *checklist =
      task->task->checklist != NULL ? campaign_checklist(desk->campaign, task->task->checklist) : NULL;
  gboolean runs = checklist != NULL && (checklist->source == SOURCE_LIST || checklist->source == SOURCE_REGISTER);
  if (task->task->signs) {
    g_autofree char *how = desk_advice(desk, ADVICE_SIGN, NULL, NULL);
    return g_strdup_printf("「%s」签了字就算完成%s。", task->task->title, how);
  }
  if (!runs && (duty == NULL || duty->card == NULL)) {
    return NULL;
  }
  g_autofree char *how = desk_advice(desk, ADVICE_RUN, task->task->checklist, key);
  return g_strdup_printf("「%s」要填检查表「%s」，填完就算完成%s。", task->task->title,
                         checklist != NULL ? checklist->title : task->task->checklist, how);
}

static char *refuse_done(Desk *desk, const TaskChange *change, GError **error) {
  guint count;
  const PlanTask *task = taskrules_first(desk, change, &count);
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return NULL;
  }
  const Duty *duty = dutyboard_of(board, task);
  g_autoptr(GString) key = g_string_new(NULL);
  char day[DAY_TEXT];
  plan_key(task, key);
  if (duty != NULL && duty->state == DUTY_DONE) {
    g_autofree char *how = desk_advice(desk, ADVICE_TASK_UNDO, key->str, NULL);
    return change->kind == TASK_DONE
               ? g_strdup_printf("「%s」已经由%s完成了。", task->task->title, name_of(desk, duty->done_by))
               : g_strdup_printf("「%s」已经完成，不用再改；真要改，先撤回完成%s。", task->task->title, how);
  }
  if (change->kind != TASK_DONE) {
    return NULL;
  }
  if (task->task->every != EVERY_NONE && moment_day(task->start) > board->today) {
    return g_strdup_printf("「%s」这一次在 %s，还没有到。", task->task->title, day_words(moment_day(task->start), day));
  }
  return refuse_unchecked(desk, task, duty, key->str);
}

static char *refuse_idle(const Desk *desk, const TaskChange *change) {
  guint count, same = 0;
  const PlanTask *first = taskrules_first(desk, change, &count);
  g_autoptr(GString) occurrence = g_string_new(NULL);
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    g_string_truncate(occurrence, 0);
    plan_occurrence(task, occurrence);
    if (task->task->id != change->task ||
        (change->occurrence != NULL && strcmp(occurrence->str, change->occurrence) != 0)) {
      continue;
    }
    gboolean stays = moment_day(task->start) == change->on && change->lasts == 0 &&
                     (change->at < 0 || (!task->all_day && moment_minute(task->start) == change->at)) &&
                     (change->due == DAY_NONE || (task->has_due && task->due == change->due));
    gboolean owned = task->owner != NULL && task->owner->id == change->person;
    same += change->kind == TASK_MOVE ? stays : owned;
  }
  if (same < count) {
    return NULL;
  }
  return change->kind == TASK_MOVE
             ? g_strdup_printf("「%s」本来就在这一天，没有要改的。", first->task->title)
             : g_strdup_printf("「%s」本来就由%s负责。", first->task->title, name_of(desk, change->person));
}

/* The newest change that still holds; NULL when there is none. */
const TaskChange *taskrules_undone(const Desk *desk, const TaskChange *change) {
  g_autoptr(GPtrArray) live = taskchange_live(desk->changes);
  for (guint i = live->len; i-- > 0;) {
    const TaskChange *earlier = g_ptr_array_index(live, i);
    if (earlier->task == change->task &&
        (change->occurrence == NULL || g_strcmp0(earlier->occurrence, change->occurrence) == 0)) {
      return earlier;
    }
  }
  return NULL;
}

const char *taskrules_title(const Desk *desk, const char *id) {
  const Task *task = g_hash_table_lookup(desk->plan->by_id, id);
  task = task != NULL ? task : campaign_task(desk->campaign, id);
  for (guint i = 0; task == NULL && i < desk->changes->len; i++) {
    const TaskChange *change = g_ptr_array_index(desk->changes, i);
    if (change->task == id && change->title != NULL) {
      return change->title;
    }
  }
  return task != NULL ? task->title : id;
}

/* NULL when it may be recorded, or with an error. */
char *taskrules_refuse(Desk *desk, const TaskChange *change, GError **error) {
  char *problem = refuse_texts(desk, change);
  if (problem != NULL) {
    return problem;
  }
  if (change->kind == TASK_UNDO) {
    return taskrules_undone(desk, change) != NULL
               ? NULL
               : g_strdup_printf("「%s」没有可以撤回的改动。", taskrules_title(desk, change->task));
  }
  if (change->checklist != NULL && campaign_checklist(desk->campaign, change->checklist) == NULL) {
    return g_strdup_printf("没有检查表 %s。", change->checklist);
  }
  problem = sched_refusal(desk->plan, change);
  if (problem == NULL && (change->kind == TASK_MOVE || change->kind == TASK_ASSIGN)) {
    problem = refuse_idle(desk, change);
  }
  guint count = 0;
  const PlanTask *task = problem == NULL && change->kind != TASK_ADD ? taskrules_first(desk, change, &count) : NULL;
  if (task != NULL && count == 1 && change->kind != TASK_ASSIGN) {
    problem = refuse_done(desk, change, error);
  }
  return problem;
}
