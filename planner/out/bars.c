/* Which day carries which mark. What the marks look like is the printer's business. */
#include "out/bars.h"

#include "out/phrase.h"
#include <string.h>

static void bar_free(gpointer data) {
  BarRow *row = data;
  g_free(row->label);
  g_free(row->when);
  g_free(row->owner);
  g_free(row->due);
  g_free(row->marks);
  g_free(row);
}

static void scope(Bars *bars) {
  const Plan *plan = bars->view->plan;
  Day first = DAY_NONE, last = DAY_NONE;
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    first = first == DAY_NONE ? phase->first : MIN(first, phase->first);
    last = last == DAY_NONE ? phase->last : MAX(last, phase->last);
  }
  const GArray *tasks = bars->view->tasks;
  for (guint i = 0; i < tasks->len; i++) { /* a task may lie before its phase */
    const PlanTask *task = plan_task(plan, g_array_index(tasks, guint32, i));
    Day from = moment_day(task->start), to = MAX(moment_day(task->end - 1), task->due);
    first = first == DAY_NONE ? from : MIN(first, from);
    last = last == DAY_NONE ? to : MAX(last, to);
  }
  bars->first = first;
  bars->days = first == DAY_NONE ? 0 : last - first + 1;
}

static void put(const Bars *bars, BarRow *row, Day day, BarMark mark) {
  if (day >= bars->first && day < bars->first + bars->days) {
    guint8 *cell = &row->marks[day - bars->first];
    *cell = MAX(*cell, (guint8)mark);
  }
}

static void put_range(const Bars *bars, BarRow *row, Day first, Day last, BarMark mark) {
  for (Day day = MAX(first, bars->first); day <= MIN(last, bars->first + bars->days - 1); day++) {
    put(bars, row, day, mark);
  }
}

static BarRow *add_row(Bars *bars, BarKind kind, char *label) {
  BarRow *row = g_new0(BarRow, 1);
  row->kind = kind;
  row->label = label;
  row->marks = g_new0(guint8, (gsize)bars->days + 1);
  g_ptr_array_add(bars->rows, row);
  return row;
}

static void put_mondays(const Bars *bars, BarRow *row) {
  for (Day day = bars->first; day < bars->first + bars->days; day++) {
    if (day_weekday(day) == MONDAY) {
      put(bars, row, day, BAR_MONDAY);
    }
  }
}

/* Holidays of the notice that fall into the chart, a row each: 清明节放假 4月3日至4月5日. */
static void add_holidays(Bars *bars) {
  const DayTable *table = bars->view->plan->campaign->days;
  for (guint i = 0; i < table->days->len; i++) {
    const SpecialDay *day = &g_array_index(table->days, SpecialDay, i);
    guint last = daytable_run_end(table, i);
    Day to = g_array_index(table->days, SpecialDay, last).day;
    if (to >= bars->first && day->day < bars->first + bars->days) {
      g_autofree char *days = phrase_days(day->day, to);
      BarRow *row = add_row(bars, BAR_OF_HOLIDAY,
                            g_strdup_printf("%s%s %s", day->name != NULL ? day->name : "",
                                            day->kind == DAY_HOLIDAY ? "放假" : "调休上班", days));
      put_range(bars, row, day->day, to, BAR_LINE);
    }
    i = last;
  }
}

static void add_head(Bars *bars) {
  const Plan *plan = bars->view->plan;
  const Store *store = plan->campaign->store;
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    g_autofree char *days = phrase_days(phase->first, phase->last);
    BarRow *row = add_row(bars, BAR_OF_PHASE,
                          g_strdup_printf("【%s】%s，%d 天", phase->title, days, phase->last - phase->first + 1));
    row->phase = phase;
    put_range(bars, row, phase->first, phase->last, BAR_WORK);
  }
  for (guint i = 0; i < store->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(store->overlays, i);
    g_autofree char *days = phrase_days(overlay->days.first, overlay->days.last);
    BarRow *row = add_row(bars, BAR_OF_OVERLAY, g_strdup_printf("%s %s", overlay->title, days));
    put_range(bars, row, overlay->days.first, overlay->days.last, BAR_LINE);
  }
  add_holidays(bars);
  BarRow *row = add_row(bars, BAR_OF_DAYS, g_strdup("周一 · 　3月15日 ▼"));
  put_mondays(bars, row);
  put(bars, row, day_from(plan->year, 3, 15), BAR_315);
}

static void add_task(Bars *bars, const PlanLine *line) {
  const PlanView *view = bars->view;
  const PlanTask *first = planview_first(view, line);
  BarRow *row = add_row(bars, BAR_OF_TASK, g_strdup(line->task->title));
  row->line = line;
  row->phase = line->phase;
  row->when = planview_when_short(view, line);
  row->owner = planview_owner(view, line);
  put_mondays(bars, row);
  for (guint i = 0; i < line->indexes->len; i++) {
    const PlanTask *task = plan_task(view->plan, g_array_index(line->indexes, guint32, i));
    put_range(bars, row, moment_day(task->start), moment_day(task->end - 1), BAR_WORK);
  }
  if (first->has_due) {
    int month, mday;
    day_split(first->due, NULL, &month, &mday);
    row->due = g_strdup_printf("截止 %d月%d日", month, mday);
    put_range(bars, row, moment_day(first->end - 1) + 1, first->due - 1, BAR_LINE);
    put(bars, row, first->due, BAR_DUE);
  }
}

Bars *bars_new(const PlanView *view) {
  Bars *bars = g_new0(Bars, 1);
  bars->view = view;
  bars->rows = g_ptr_array_new_with_free_func(bar_free);
  scope(bars);
  if (bars->days > 0) {
    add_head(bars);
    for (guint i = 0; i < view->lines->len; i++) {
      add_task(bars, g_ptr_array_index(view->lines, i));
    }
  }
  return bars;
}

void bars_free(Bars *bars) {
  if (bars == NULL) {
    return;
  }
  g_ptr_array_unref(bars->rows);
  g_free(bars);
}
