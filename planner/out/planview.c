/* Selection and gathering. The order of lines is that of the work: by phase, then by first start. Computes no dates, only says them. */
#include "out/planview.h"

#include "out/phrase.h"
#include <string.h>

static void line_free(gpointer data) {
  PlanLine *line = data;
  g_array_unref(line->indexes);
  g_free(line);
}

/* Phases of a plan do not overlap, so the first day says which comes first; `order` is for those that have no days. */
static int phase_rank(const Phase *phase) {
  return phase != NULL ? phase->first : G_MAXINT;
}

static gint compare_lines(gconstpointer a, gconstpointer b) {
  const PlanLine *x = *(const PlanLine *const *)a, *y = *(const PlanLine *const *)b;
  int first = phase_rank(x->phase), second = phase_rank(y->phase);
  guint32 i = g_array_index(x->indexes, guint32, 0), j = g_array_index(y->indexes, guint32, 0);
  return first != second ? (first < second ? -1 : 1) : i < j ? -1 : i > j;
}

static gboolean phase_matches(const Phase *wanted, const Phase *phase) {
  return wanted == NULL || wanted == phase;
}

PlanView *planview_new(const Plan *plan, const Phase *phase, int audience) {
  PlanView *view = g_new0(PlanView, 1);
  view->plan = plan;
  view->tasks = g_array_new(FALSE, FALSE, sizeof(guint32));
  view->events = g_array_new(FALSE, FALSE, sizeof(guint32));
  view->lines = g_ptr_array_new_with_free_func(line_free);
  g_autofree guint8 *wanted = g_new0(guint8, plan->tasks->len + 1);
  view->does = g_new0(guint8, plan->tasks->len + 1);
  for (guint32 i = 0; i < plan->events->len; i++) {
    const PlanEvent *event = plan_event(plan, i);
    const Phase *of = event->kind == EVENT_BANNER ? g_ptr_array_index(plan->phases, event->index)
                                                  : plan_task(plan, event->index)->phase;
    if (!phase_matches(phase, of) || (audience >= 0 && !plan_event_reaches(plan, event, (guint)audience))) {
      continue;
    }
    g_array_append_val(view->events, i);
    if (event->kind != EVENT_BANNER) {
      wanted[event->index] = TRUE;
      view->does[event->index] |= event->kind == EVENT_EVENT;
    }
  }
  g_autoptr(GHashTable) by_task = g_hash_table_new(NULL, NULL);
  for (guint32 i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    if (!wanted[i] || !phase_matches(phase, task->phase)) {
      continue;
    }
    g_array_append_val(view->tasks, i);
    PlanLine *line = g_hash_table_lookup(by_task, task->task);
    if (line == NULL) {
      line = g_new0(PlanLine, 1);
      line->task = task->task;
      line->phase = task->phase;
      line->indexes = g_array_new(FALSE, FALSE, sizeof(guint32));
      g_hash_table_insert(by_task, (gpointer)(guintptr)task->task, line);
      g_ptr_array_add(view->lines, line);
    }
    g_array_append_val(line->indexes, i);
  }
  g_ptr_array_sort(view->lines, compare_lines);
  return view;
}

void planview_free(PlanView *view) {
  if (view == NULL) {
    return;
  }
  g_array_unref(view->tasks);
  g_array_unref(view->events);
  g_ptr_array_unref(view->lines);
  g_free(view->does);
  g_free(view);
}

int planview_audience(const Plan *plan, const Department *department, const Person *person) {
  for (guint i = 0; i < plan->audiences->len; i++) {
    const Audience *audience = plan_audience(plan, i);
    if ((audience->kind == AUDIENCE_DEPARTMENT && department != NULL && audience->department == department) ||
        (audience->kind == AUDIENCE_STAFF && person != NULL && audience->person == person)) {
      return (int)i;
    }
  }
  return -1;
}

static const PlanTask *nth(const PlanView *view, const PlanLine *line, guint i) {
  return plan_task(view->plan, g_array_index(line->indexes, guint32, i));
}
const PlanTask *planview_first(const PlanView *view, const PlanLine *line) {
  return nth(view, line, 0);
}

guint8 planview_layer(const PlanView *view, const PlanLine *line) {
  guint8 layer = line->task->layer;
  for (guint i = 0; i < line->indexes->len && layer != LAYER_RECORD; i++) {
    layer = plan_task_layer(nth(view, line, i));
  }
  return layer;
}

/* Whether the occurrence was moved away from the others of its task, so that it has to be told apart. */
static gboolean strays(const PlanLine *line, const PlanTask *task) {
  return (task->recorded & RECORDED_MOVED) && (line->task->every != EVERY_NONE || line->task->n_at > 1);
}

/* The first or last one that did not stray; the first of all when all did. */
static const PlanTask *settled(const PlanView *view, const PlanLine *line, gboolean last) {
  for (guint i = 0; i < line->indexes->len; i++) {
    const PlanTask *task = nth(view, line, last ? line->indexes->len - 1 - i : i);
    if (!strays(line, task)) {
      return task;
    }
  }
  return planview_first(view, line);
}

/* ---- when ------------------------------------------------------------------------------------------------------------------- */

static Day last_day(const PlanTask *task) {
  return task->all_day || moment_minute(task->end) == 0 ? moment_day(task->end - 1) : moment_day(task->end);
}

static void append_clock(Moment moment, GString *out) {
  char text[DAY_TEXT];
  g_string_append(out, minute_clock(moment_minute(moment), text));
}

/* 3月3日, 3月3日—9日, 3月29日—4月2日 */
static void append_days_short(Day first, Day last, GString *out) {
  int month, mday, last_month, last_mday;
  day_split(first, NULL, &month, &mday);
  day_split(last, NULL, &last_month, &last_mday);
  g_string_append_printf(out, "%d月%d日", month, mday);
  if (last != first && last_month == month) {
    g_string_append_printf(out, "—%d日", last_mday);
  } else if (last != first) {
    g_string_append_printf(out, "—%d月%d日", last_month, last_mday);
  }
}

static void append_every(const Task *task, GString *out) {
  if (task->every == EVERY_WEEK) {
    g_string_append_printf(out, "每%s", weekday_words((Weekday)task->weekday));
  } else {
    g_string_append(out, words_every[task->every].title);
  }
}

/* The clock times of a task that has several in a day: 10:00、14:00. */
static void append_times(const Task *task, GString *out) {
  for (guint i = 0; i < task->n_at; i++) {
    char text[DAY_TEXT];
    g_string_append_printf(out, "%s%s", i > 0 ? "、" : "", minute_clock(task->at[i], text));
  }
}

char *planview_when_short(const PlanView *view, const PlanLine *line) {
  GString *out = g_string_new(NULL);
  const PlanTask *first = settled(view, line, FALSE);
  const Task *task = line->task;
  if (task->every != EVERY_NONE) {
    append_every(task, out);
  } else {
    append_days_short(moment_day(first->start), first->all_day ? last_day(first) : moment_day(first->start), out);
  }
  if (task->n_at > 1) {
    g_string_append_printf(out, " %u 次", task->n_at);
  } else if (!first->all_day && task->every != EVERY_SHIFT) {
    g_string_append_c(out, ' ');
    append_clock(first->start, out);
  }
  return g_string_free(out, FALSE);
}

/* （其中 3月12日 周五 10:00 的改到 3月13日 周六 15:00） */
static void append_strays(const PlanView *view, const PlanLine *line, GString *out) {
  enum { SHOWN = 3 };
  guint n = 0;
  char text[DAY_TEXT];
  for (guint i = 0; i < line->indexes->len; i++) {
    const PlanTask *task = nth(view, line, i);
    if (!strays(line, task) || n++ >= SHOWN) {
      continue;
    }
    g_string_append_printf(out, "%s%s", n == 1 ? "（其中 " : "；", day_words(task->nominal, text));
    g_string_append_printf(out, "%s%s", task->nominal_minute >= 0 ? " " : "",
                           task->nominal_minute >= 0 ? minute_clock(task->nominal_minute, text) : "");
    g_string_append_printf(out, " 的改到 %s", day_words(moment_day(task->start), text));
    g_string_append_printf(out, "%s%s", task->all_day ? "" : " ",
                           task->all_day ? "" : minute_clock(moment_minute(task->start), text));
  }
  if (n > 0) {
    g_string_append_printf(out, "%s）", n > SHOWN ? " 等" : "");
  }
}

char *planview_when(const PlanView *view, const PlanLine *line) {
  GString *out = g_string_new(NULL);
  const PlanTask *first = settled(view, line, FALSE), *last = settled(view, line, TRUE);
  const Task *task = line->task;
  char text[DAY_TEXT];
  if (task->every != EVERY_NONE) {
    g_autofree char *days = phrase_days(moment_day(first->start), last_day(last));
    g_string_append_printf(out, "%s ", days);
    append_every(task, out);
  } else if (first->all_day && last_day(first) != moment_day(first->start)) {
    g_autofree char *days = phrase_days(moment_day(first->start), last_day(first));
    g_string_append(out, days);
  } else {
    g_string_append(out, day_words(moment_day(first->start), text));
  }
  if (task->n_at > 1) {
    g_string_append_c(out, ' ');
    append_times(task, out);
  } else if (!first->all_day && task->every != EVERY_SHIFT) {
    g_string_append_c(out, ' ');
    append_clock(first->start, out);
    g_string_append_c(out, '-');
    g_string_append(out,
                    moment_day(first->end) != moment_day(first->start) && moment_minute(first->end) > 0 ? "次日" : "");
    g_string_append(out, moment_minute(first->end) == 0 ? "24:00" : minute_clock(moment_minute(first->end), text));
  }
  if (line->indexes->len > 1) {
    g_string_append_printf(out, "，共 %u 次", line->indexes->len);
  }
  append_strays(view, line, out);
  return g_string_free(out, FALSE);
}

/* ---- who and what ----------------------------------------------------------------------------------------------------------- */

char *planview_owner(const PlanView *view, const PlanLine *line) {
  enum { SHOWN = 3 };
  GString *out = g_string_new(NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  gboolean nobody = FALSE;
  for (guint i = 0; i < line->indexes->len; i++) {
    Person *owner = nth(view, line, i)->owner;
    if (owner == NULL) {
      nobody = TRUE;
    } else if (g_hash_table_add(seen, owner) && g_hash_table_size(seen) <= SHOWN) {
      g_string_append_printf(out, "%s%s", out->len > 0 ? "、" : "", owner->name);
    }
  }
  if (g_hash_table_size(seen) > SHOWN) {
    g_string_append_printf(out, "等 %u 人", g_hash_table_size(seen));
  } else if (nobody) {
    g_string_append(out, out->len > 0 ? "（有的日子没有排人）" : "按排班");
  }
  return g_string_free(out, FALSE);
}

char *planview_department(const PlanLine *line, const PlanView *view) {
  const PlanTask *first = planview_first(view, line);
  if (first->department != NULL) {
    return g_strdup(first->department->name);
  }
  return g_strdup(line->task->function != FUNCTION_NONE ? words_function[line->task->function].title : "");
}

char *planview_support(const Store *store, const Task *task) {
  GString *out = g_string_new(NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  if (task->function != FUNCTION_NONE && store->covering[task->function] != NULL) {
    g_hash_table_add(seen, store->covering[task->function]); /* nobody supports himself */
  }
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if ((task->support & (1u << f)) == 0) {
      continue;
    }
    Department *covering = store->covering[f];
    if (covering == NULL ? store->roles[f] == NULL : !g_hash_table_add(seen, covering)) {
      continue; /* nobody here does that; or a department that stands there already */
    }
    g_string_append_printf(out, "%s%s", out->len > 0 ? "、" : "",
                           covering != NULL ? covering->name : words_function[f].title);
  }
  return g_string_free(out, FALSE);
}

char *planview_title(const PlanView *view, const PlanLine *line) {
  return phrase_formal(view->plan->campaign, line->task->title);
}

char *planview_remarks(const PlanView *view, const PlanLine *line) {
  const Task *task = line->task;
  GString *out = g_string_new(task->notes != NULL ? task->notes : "");
  gboolean any = FALSE;
  for (guint i = 0; i < task->n_needs; i++) {
    const Task *before = g_hash_table_lookup(view->plan->by_id, task->needs[i]);
    if (before != NULL) {
      g_string_append_printf(out, "%s「%s」", any ? "" : out->len > 0 ? "\n先完成：" : "先完成：", before->title);
      any = TRUE;
    }
  }
  char *formal = phrase_formal(view->plan->campaign, out->str);
  g_string_free(out, TRUE);
  return formal;
}

const char *planview_checklist(const Plan *plan, const Task *task) {
  if (task->checklist == NULL) {
    return NULL;
  }
  const Checklist *checklist = g_hash_table_lookup(plan->checklists, task->checklist);
  return checklist != NULL && checklist->title != NULL ? checklist->title : task->checklist;
}
