/* From what somebody typed to the task that is meant: by id, by id and occurrence, or by its title. Never guesses between several. */
#include "base/text.h"
#include "desk/tasks/duty.h"
#include "desk/tasks/tasks.h"
#include <string.h>

enum { CANDIDATES = 6 };

/* What a word may mean: occurrences that are in the plan. */
typedef struct {
  Desk *desk;
  DutyBoard *board;   /* NULL until asked for */
  const char *which;  /* as typed */
  char *name;         /* before the @ */
  const char *suffix; /* behind it; NULL when there is none */
  GPtrArray *ones;    /* const PlanTask* of the one task */
} Search;

static void search_clear(Search *search) {
  g_free(search->name);
  g_ptr_array_unref(search->ones);
  dutyboard_free(search->board);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

static const PlanTask *nth(const Search *search, guint i) {
  return g_ptr_array_index(search->ones, i);
}

static gboolean unfinished(Search *search, const PlanTask *task) {
  if (search->board == NULL) {
    search->board =
        dutyboard_new(search->desk, NULL); /* the record could be read a moment ago, when the plan was made */
  }
  const Duty *duty = search->board != NULL ? dutyboard_of(search->board, task) : NULL;
  return duty == NULL || !duty_settled(duty->state);
}

static void gather(Search *search, const Task *task) {
  for (guint i = 0; i < search->desk->plan->tasks->len; i++) {
    PlanTask *one = plan_task(search->desk->plan, i);
    if (one->task == task) {
      g_ptr_array_add(search->ones, one);
    }
  }
}

/* The tasks whose title is the word, or else has it within. */
static GPtrArray *tasks_titled(const Search *search) {
  GPtrArray *exact = g_ptr_array_new(), *within = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < search->desk->plan->tasks->len; i++) {
    const Task *task = plan_task(search->desk->plan, i)->task;
    if (!g_hash_table_add(seen, (gpointer)(guintptr)task) || strstr(task->title, search->name) == NULL) {
      continue;
    }
    g_ptr_array_add(strcmp(task->title, search->name) == 0 ? exact : within, (gpointer)(guintptr)task);
  }
  gboolean take_exact = exact->len > 0;
  g_ptr_array_unref(take_exact ? within : exact);
  return take_exact ? exact : within;
}

/* Leaves those of which something is still to be done; all where nothing is. */
static void keep_unfinished(Search *search, GPtrArray *tasks) {
  g_autoptr(GHashTable) open = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < search->desk->plan->tasks->len; i++) {
    const PlanTask *one = plan_task(search->desk->plan, i);
    if (g_ptr_array_find(tasks, one->task, NULL) && !g_hash_table_contains(open, one->task) &&
        unfinished(search, one)) {
      g_hash_table_add(open, (gpointer)(guintptr)one->task);
    }
  }
  for (guint i = tasks->len; g_hash_table_size(open) > 0 && i-- > 0;) {
    if (!g_hash_table_contains(open, g_ptr_array_index(tasks, i))) {
      g_ptr_array_remove_index(tasks, i);
    }
  }
}

static char *nothing_like(const Search *search) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  GHashTableIter iter;
  gpointer id, task;
  g_hash_table_iter_init(&iter, search->desk->plan->by_id);
  while (g_hash_table_iter_next(&iter, &id, &task)) {
    g_ptr_array_add(names, id);
    g_ptr_array_add(names, ((const Task *)task)->title);
  }
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(search->name, (const char *const *)names->pdata);
  g_autofree char *how = desk_advice(search->desk, ADVICE_TASKS, NULL, NULL);
  return near != NULL ? g_strdup_printf("计划里没有任务“%s”。是不是想写“%s”？", search->name, near)
                      : g_strdup_printf("计划里没有任务“%s”。写任务的代号或名称%s。", search->name, how);
}

static char *several_tasks(const Search *search, const GPtrArray *tasks) {
  GString *out = g_string_new(NULL);
  g_string_printf(out, "“%s”对应 %u 项任务：", search->name, tasks->len);
  for (guint i = 0; i < tasks->len && i < CANDIDATES; i++) {
    const Task *task = g_ptr_array_index(tasks, i);
    g_string_append_printf(out, "%s「%s」（%s）", i > 0 ? "、" : "", task->title, task->id);
  }
  g_string_append(out, tasks->len > CANDIDATES ? "……请写代号。" : "。请写代号。");
  return g_string_free(out, FALSE);
}

static char *several_times(const GPtrArray *ones) {
  GString *out = g_string_new(NULL);
  const PlanTask *first = g_ptr_array_index(ones, 0);
  g_string_printf(out, "「%s」有 %u 次，请写明是哪一次：", first->task->title, ones->len);
  for (guint i = 0; i < ones->len && i < CANDIDATES; i++) {
    g_string_append(out, i > 0 ? "、" : "");
    plan_key(g_ptr_array_index(ones, i), out);
  }
  g_string_append(out, ones->len > CANDIDATES ? "……" : "。");
  return g_string_free(out, FALSE);
}

/* FALSE and a sentence unless exactly one task is meant. */
static gboolean find_task(Search *search, char **problem) {
  const char *id = intern_string(search->name);
  const Task *task = g_hash_table_lookup(search->desk->plan->by_id, id);
  if (task == NULL && *search->name != '\0') {
    g_autoptr(GPtrArray) tasks = tasks_titled(search);
    if (tasks->len > 1) {
      keep_unfinished(search, tasks);
    }
    if (tasks->len > 1) {
      *problem = several_tasks(search, tasks);
      return FALSE;
    }
    task = tasks->len == 1 ? g_ptr_array_index(tasks, 0) : NULL;
  }
  if (task == NULL) {
    *problem = nothing_like(search);
    return FALSE;
  }
  gather(search, task);
  return TRUE;
}

static gboolean keep_named(Search *search, char **problem) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < search->ones->len; i++) {
    g_string_truncate(text, 0);
    plan_occurrence(nth(search, i), text);
    if (strcmp(text->str, search->suffix) == 0) {
      gpointer found = g_ptr_array_index(search->ones, i);
      g_ptr_array_set_size(search->ones, 0);
      g_ptr_array_add(search->ones, found);
      return TRUE;
    }
  }
  const char *title = nth(search, 0)->task->title;
  if (search->ones->len == 1 && nth(search, 0)->nominal == OCC_NONE) {
    *problem = g_strdup_printf("「%s」只有一次，不写 @ 后面的日子。", title);
  } else {
    g_autofree char *times = several_times(search->ones);
    *problem = g_strdup_printf("「%s」没有“%s”这一次。%s", title, search->suffix, times);
  }
  return FALSE;
}

/* Of several occurrences the only unfinished one up to today. */
static gboolean keep_due(Search *search, char **problem) {
  if (search->ones->len == 1) {
    return TRUE;
  }
  g_autoptr(GPtrArray) due = g_ptr_array_new();
  for (guint i = 0; i < search->ones->len; i++) {
    if (moment_day(nth(search, i)->start) <= desk_today(search->desk) && unfinished(search, nth(search, i))) {
      g_ptr_array_add(due, g_ptr_array_index(search->ones, i));
    }
  }
  if (due->len != 1) {
    *problem = several_times(due->len > 1 ? due : search->ones);
    return FALSE;
  }
  g_ptr_array_set_size(search->ones, 0);
  g_ptr_array_add(search->ones, g_ptr_array_index(due, 0));
  return TRUE;
}

static void search_init(Search *search, Desk *desk, const char *which) {
  const char *at = strrchr(which, '@');
  *search = (Search){.desk = desk, .which = which, .ones = g_ptr_array_new()};
  search->name = g_strstrip(at != NULL ? g_strndup(which, (gsize)(at - which)) : g_strdup(which));
  search->suffix = at != NULL ? at + 1 : NULL;
}

/* Of the changed tasks that left the plan, or whose title is the word. */
static gboolean find_changed(Search *search, TaskChange *change, char **problem) {
  g_autoptr(GPtrArray) live = taskchange_live(search->desk->changes);
  for (guint i = live->len; i-- > 0;) {
    const TaskChange *earlier = g_ptr_array_index(live, i);
    const Task *task = campaign_task(search->desk->campaign, earlier->task);
    const char *title = task != NULL ? task->title : earlier->title;
    if (strcmp(earlier->task, search->name) == 0 || (title != NULL && strcmp(title, search->name) == 0)) {
      change->task = earlier->task;
      change->occurrence = search->suffix != NULL ? intern_string(search->suffix) : NULL;
      return TRUE;
    }
  }
  return find_task(search, problem);
}

gboolean tasks_aim(Desk *desk, const char *which, TaskChange *change, char **problem) {
  g_auto(Search) search;
  search_init(&search, desk, which);
  if (change->kind == TASK_UNDO) {
    if (!find_changed(&search, change, problem)) {
      return FALSE;
    }
    if (change->task != NULL) {
      return TRUE;
    }
  } else if (!find_task(&search, problem)) {
    return FALSE;
  }
  change->task = nth(&search, 0)->task->id;
  change->occurrence = NULL;
  gboolean single = change->kind == TASK_DONE;
  if (search.suffix == NULL && !single) {
    return TRUE;
  }
  if (!(search.suffix != NULL ? keep_named(&search, problem) : keep_due(&search, problem))) {
    return FALSE;
  }
  g_autoptr(GString) occurrence = g_string_new(NULL);
  plan_occurrence(nth(&search, 0), occurrence);
  change->occurrence = occurrence->len > 0 ? intern_string(occurrence->str) : NULL;
  return TRUE;
}
