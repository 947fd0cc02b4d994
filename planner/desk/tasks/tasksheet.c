/* The words of `task`. Computes nothing: states come from desk/tasks/duty, differences from sched/diff. */
#include "desk/tasks/tasksheet.h"
#include "base/clock.h"
#include "base/text.h"
#include "data/json.h"
#include "desk/show/plan_out.h"
#include "desk/tasks/duty.h"
#include "out/daylist.h"
#include "out/daysheet.h"
#include "out/grid.h"
#include <string.h>

enum { MIN_TEXT = 30 };

static const char *name_of(const Desk *desk, const char *id) {
  const Person *person = id != NULL ? store_person(desk->campaign->store, id) : NULL;
  return person != NULL ? person->name : id;
}

/* ---- one change ------------------------------------------------------------------------------------------------------------------- */

static void say_what(const Desk *desk, const TaskChange *change, const TaskOutcome *outcome, GString *out) {
  const char *by = name_of(desk, change->by);
  gboolean one = strchr(outcome->key, '@') != NULL;
  switch (change->kind) {
  case TASK_ADD:
    g_string_append_printf(out, "新增了「%s」，代号 %s。\n", outcome->title, outcome->key);
    break;
  case TASK_DONE:
    g_string_append_printf(out, "记下了：「%s」（%s）由%s完成%s。\n", outcome->title, outcome->key, by,
                           outcome->late ? "，过了截止日，算补录" : "");
    break;
  case TASK_UNDO:
    g_string_append_printf(out, "撤回了「%s」最近的一次改动（%s），原来的记录还在。\n", outcome->title,
                           words_task_change[word_index(words_task_change, outcome->undone)].title);
    break;
  case TASK_MOVE:
  case TASK_ASSIGN:
  case TASK_DROP:
  case N_TASK_CHANGES:
    g_string_append_printf(out, "记下了：「%s」%s%s%s%s。\n", outcome->title, one ? "（" : "", one ? outcome->key : "",
                           one ? "）" : "", words_task_change[change->kind].title);
    break;
  }
}

void tasksheet_outcome_text(const Desk *desk, const TaskChange *change, const TaskOutcome *outcome, GString *out) {
  if (desk->campaign->store->practice) {
    g_string_append(out, "【演练】");
  }
  say_what(desk, change, outcome, out);
  g_auto(GStrv) sentences = diff_summary(outcome->changes);
  for (char **sentence = sentences; outcome->changes->len > 0 && *sentence != NULL; sentence++) {
    g_string_append_printf(out, "%s\n", *sentence);
  }
  for (guint i = 0; i < outcome->notes->len; i++) {
    g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(outcome->notes, i));
  }
  for (guint i = 0; i < outcome->hands->len; i++) {
    const TaskHand *hand = g_ptr_array_index(outcome->hands, i);
    g_string_append_printf(out, "%s%s（", i == 0 ? "日历要换新的：" : "、", hand->person->name);
    for (guint k = 0; k < hand->files->len; k++) {
      g_string_append_printf(out, "%s%s", k > 0 ? "、" : "", (const char *)g_ptr_array_index(hand->files, k));
    }
    g_string_append(out, i + 1 < outcome->hands->len ? "）" : "）。先写出来：ready315 calendar\n");
  }
}

void tasksheet_outcome_json(const TaskChange *change, const TaskOutcome *outcome, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  const char *at = strchr(outcome->key, '@');
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_int(json, "entry", outcome->sequence);
  json_put_string(json, "action", words_task_change[change->kind].id);
  json_put_string(json, "task", outcome->id);
  json_put_string(json, "occurrence", at != NULL ? at + 1 : NULL);
  json_put_string(json, "title", outcome->title);
  json_put_bool(json, "late", outcome->late);
  json_put_string(json, "undone", outcome->undone);
  plan_out_changes(json, outcome->changes);
  json_open(json, "notes", '[');
  for (guint i = 0; i < outcome->notes->len; i++) {
    json_put_string(json, NULL, g_ptr_array_index(outcome->notes, i));
  }
  json_close(json);
  json_open(json, "calendars", '[');
  for (guint i = 0; i < outcome->hands->len; i++) {
    const TaskHand *hand = g_ptr_array_index(outcome->hands, i);
    json_open(json, NULL, '{');
    json_put_string(json, "person", hand->person->id);
    json_put_string(json, "name", hand->person->name);
    json_open(json, "files", '[');
    for (guint k = 0; k < hand->files->len; k++) {
      json_put_string(json, NULL, g_ptr_array_index(hand->files, k));
    }
    json_close(json);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------------ */

/* Indexes into the plan's tasks. */
static GArray *chosen(const Desk *desk, const DutyBoard *board, TaskListKind kind) {
  GArray *out = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint32 i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    gboolean today = moment_day(task->start) <= board->today && board->today <= moment_day(task->end - 1);
    today |= task->has_due && task->due == board->today;
    const Duty *duty = kind != TASKS_ALL ? dutyboard_of(board, task) : NULL;
    gboolean overdue = duty != NULL && duty->overdue;
    if (kind == TASKS_ALL || overdue || (today && kind == TASKS_NOW)) {
      g_array_append_val(out, i);
    }
  }
  return out;
}

static char *when_of(const PlanTask *task) {
  char day[DAY_TEXT];
  GString *out = g_string_new(day_words(moment_day(task->start), day));
  if (!task->all_day) {
    g_string_append_c(out, ' ');
    dayview_time(task, out);
  }
  return g_string_free(out, FALSE);
}

static char *state_of(const DayView *day, const PlanTask *task, guint32 index) {
  char *state = daylist_state(day, index);
  if (state == NULL && day->marks != NULL && day->marks[index].overdue) {
    char due[DAY_TEXT];
    state = task->has_due ? g_strdup_printf("已逾期，%s截止", day_words(task->due, due)) : g_strdup("已逾期");
  }
  return state;
}

/* No table: a key that is broken over two lines cannot be copied. */
static void list_text(const DayView *day, const GArray *list, int columns, GString *out) {
  const Plan *plan = day->view->plan;
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  int widest = 0;
  for (guint i = 0; i < list->len; i++) {
    g_autoptr(GString) key = g_string_new(NULL);
    plan_key(plan_task(plan, g_array_index(list, guint32, i)), key);
    widest = MAX(widest, (int)key->len);
    g_ptr_array_add(keys, g_string_free(g_steal_pointer(&key), FALSE));
  }
  for (guint i = 0; i < list->len; i++) {
    guint32 index = g_array_index(list, guint32, i);
    const PlanTask *task = plan_task(plan, index);
    g_autofree char *when = when_of(task), *state = state_of(day, task, index);
    g_autofree char *text = g_strdup_printf("%s %s — %s%s%s", when, task->task->title,
                                            task->owner != NULL ? task->owner->name : "还没有排人",
                                            state != NULL ? " · " : "", state != NULL ? state : "");
    g_auto(GStrv) lines = text_wrap(text, MAX(columns - widest - 2, MIN_TEXT));
    for (guint k = 0; lines[k] != NULL; k++) {
      g_string_append_printf(out, "%-*s  %s\n", widest, k == 0 ? (const char *)g_ptr_array_index(keys, i) : "",
                             lines[k]);
    }
  }
  if (list->len == 0) {
    g_string_append(out, "没有这样的任务。\n");
  }
}

static gboolean list_tasks(Desk *desk, TaskListKind kind, gboolean json, int columns, GString *out, GError **error) {
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return FALSE;
  }
  g_autofree DutyMark *marks = dutyboard_marks(board, desk->plan);
  g_autoptr(PlanView) view = planview_new(desk->plan, NULL, -1);
  g_autoptr(DayView) day = dayview_recorded(view, board->today, marks);
  g_autoptr(GArray) list = chosen(desk, board, kind);
  if (json) {
    daysheet_print_tasks(day, list, out);
  } else {
    list_text(day, list, columns, out);
  }
  return TRUE;
}

/* What the change asked for, in few words: 改到 3月12日 周五 10:00. */
static char *asked_of(const Desk *desk, const TaskChange *change) {
  GString *out = g_string_new(NULL);
  char day[DAY_TEXT], clock[DAY_TEXT];
  if (change->on != DAY_NONE) {
    g_string_append_printf(out, "%s %s", change->kind == TASK_MOVE ? "改到" : "定在", day_words(change->on, day));
    g_string_append_printf(out, "%s%s", change->at >= 0 ? " " : "",
                           change->at >= 0 ? minute_clock(change->at, clock) : "");
  }
  if (change->due != DAY_NONE) {
    g_string_append_printf(out, "%s%s截止", out->len > 0 ? "，" : "", day_words(change->due, day));
  }
  if (change->person != NULL) {
    g_string_append_printf(out, "%s由%s负责", out->len > 0 ? "，" : "", name_of(desk, change->person));
  } else if (change->function != FUNCTION_NONE) {
    g_string_append_printf(out, "%s归%s", out->len > 0 ? "，" : "", words_function[change->function].title);
  }
  if (change->undoes > 0) {
    g_string_append_printf(out, "撤回第 %" G_GINT64_FORMAT " 条", change->undoes);
  }
  return g_string_free(out, FALSE);
}

static const char *title_of(const Desk *desk, const TaskChange *change) {
  const Task *task = campaign_task(desk->campaign, change->task);
  for (guint i = 0; task == NULL && i < desk->changes->len; i++) {
    const TaskChange *other = g_ptr_array_index(desk->changes, i);
    if (other->task == change->task && other->title != NULL) {
      return other->title;
    }
  }
  return task != NULL ? task->title : change->task;
}

static void changes_text(const Desk *desk, int columns, GString *out) {
  static const GridColumn heads[] = {{"entry", "编号", TRUE, 4, 0},   {"when", "记录时间", FALSE, 12, 0},
                                     {"kind", "改动", FALSE, 4, 0},   {"title", "工作", FALSE, 8, 24},
                                     {"asked", "内容", FALSE, 8, 30}, {"reason", "理由", FALSE, 6, 24},
                                     {"who", "谁", FALSE, 6, 0}};
  g_autoptr(GPtrArray) live = taskchange_live(desk->changes);
  g_autoptr(Grid) grid = grid_new(NULL, heads, G_N_ELEMENTS(heads));
  for (guint i = 0; i < desk->changes->len; i++) {
    const TaskChange *change = g_ptr_array_index(desk->changes, i);
    Moment moment = moment_from_instant(change->utc_ms / 1000, desk->campaign->store->utc_offset);
    char day[DAY_TEXT], clock[DAY_TEXT];
    gboolean undone = change->kind != TASK_UNDO && !g_ptr_array_find(live, change, NULL);
    g_autofree char *entry = g_strdup_printf("%" G_GINT64_FORMAT, change->sequence);
    g_autofree char *when =
        g_strdup_printf("%s %s", day_words(moment_day(moment), day), minute_clock(moment_minute(moment), clock));
    g_autofree char *kind = g_strdup_printf("%s%s", words_task_change[change->kind].title, undone ? "（已撤回）" : "");
    g_autofree char *title = g_strdup_printf("%s%s%s", title_of(desk, change), change->occurrence != NULL ? " " : "",
                                             change->occurrence != NULL ? change->occurrence : "");
    g_autofree char *asked = asked_of(desk, change);
    g_autofree char *who = change->recorded_by != NULL ? g_strdup_printf("%s（由%s代录）", name_of(desk, change->by),
                                                                         name_of(desk, change->recorded_by))
                                                       : g_strdup(name_of(desk, change->by));
    grid_cell(grid, entry);
    grid_cell(grid, when);
    grid_cell(grid, kind);
    grid_cell(grid, title);
    grid_cell(grid, asked);
    grid_cell(grid, change->reason);
    grid_cell(grid, who);
    grid_end_row(grid);
  }
  if (desk->changes->len == 0) {
    g_string_append(out, "任务还没有改动过。\n");
    return;
  }
  grid_print_text(grid, columns, out);
}

static void put_day(JsonWriter *json, const char *key, Day day) {
  char text[DAY_TEXT];
  json_put_string(json, key, day != DAY_NONE ? day_iso(day, text) : NULL);
}

static void changes_json(const Desk *desk, GString *out) {
  g_autoptr(GPtrArray) live = taskchange_live(desk->changes);
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_open(json, "changes", '[');
  for (guint i = 0; i < desk->changes->len; i++) {
    const TaskChange *change = g_ptr_array_index(desk->changes, i);
    char clock[DAY_TEXT];
    json_open(json, NULL, '{');
    json_put_int(json, "entry", change->sequence);
    json_put_int(json, "utc_ms", change->utc_ms);
    json_put_string(json, "action", words_task_change[change->kind].id);
    json_put_string(json, "task", change->task);
    json_put_string(json, "occurrence", change->occurrence);
    json_put_string(json, "title", title_of(desk, change));
    put_day(json, "on", change->on);
    json_put_string(json, "at", change->at >= 0 ? minute_clock(change->at, clock) : NULL);
    put_day(json, "due", change->due);
    json_put_string(json, "function", change->function != FUNCTION_NONE ? words_function[change->function].id : NULL);
    json_put_string(json, "person", change->person);
    json_put_string(json, "checklist", change->checklist);
    json_put_string(json, "reason", change->reason);
    json_put_string(json, "by", change->by);
    json_put_string(json, "recorded_by", change->recorded_by != NULL ? change->recorded_by : change->by);
    json_put_bool(json, "undone", change->kind != TASK_UNDO && !g_ptr_array_find(live, change, NULL));
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

gboolean tasksheet_list(Desk *desk, TaskListKind kind, gboolean json, int columns, GString *out, GError **error) {
  if (kind != TASKS_CHANGES) {
    return list_tasks(desk, kind, json, columns, out, error);
  }
  if (json) {
    changes_json(desk, out);
  } else {
    changes_text(desk, columns, out);
  }
  return TRUE;
}
