/* The chart. Everything is measured in cells, so it fits any terminal from about 60 columns up; nothing is cut, long titles wrap. */
#include "out/chart.h"

#include "base/text.h"
#include "out/phrase.h"
#include <string.h>

#define WHEN_CELLS 13 /* 3月15日 10:00 */
#define MIN_OWNER 6
#define MAX_OWNER 8 /* four characters; several people wrap */
#define MIN_TITLE 16
#define MAX_TITLE 44
#define MIN_COLUMNS 60

typedef struct {
  const PlanSheet *sheet;
  GString *out;
  Day first;          /* of the chart */
  int days, per;      /* days shown; days a cell stands for */
  int bars;           /* cells of the bar area */
  int title;          /* cells of the title area */
  int owner;          /* of the owners' names */
  guint8 number[256]; /* by layer: its mark in the margin, counted from 1; 0 = nothing shown was changed by it */
} Chart;

/* What a cell of a bar shows, the stronger one winning where a cell stands for several days. */
typedef enum { MARK_BLANK, MARK_MONDAY, MARK_BAR, MARK_WORK, MARK_DUE, MARK_315, N_MARKS } Mark;
static const char *const mark_text[N_MARKS] = {" ", "·", "─", "■", "◆", "▼"};

static void scope(Chart *chart) {
  const Plan *plan = chart->sheet->view->plan;
  Day first = DAY_NONE, last = DAY_NONE;
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    first = first == DAY_NONE ? phase->first : MIN(first, phase->first);
    last = last == DAY_NONE ? phase->last : MAX(last, phase->last);
  }
  const GArray *tasks = chart->sheet->view->tasks;
  for (guint i = 0; i < tasks->len; i++) { /* a task may lie before its phase */
    const PlanTask *task = plan_task(plan, g_array_index(tasks, guint32, i));
    Day from = moment_day(task->start), to = MAX(moment_day(task->end - 1), task->due);
    first = first == DAY_NONE ? from : MIN(first, from);
    last = last == DAY_NONE ? to : MAX(last, to);
  }
  chart->first = first;
  chart->days = first == DAY_NONE ? 0 : last - first + 1;
}

/* As wide as the widest single name needs, within bounds. */
static int owner_cells(const PlanView *view) {
  int widest = MIN_OWNER;
  for (guint i = 0; i < view->tasks->len; i++) {
    const PlanTask *task = plan_task(view->plan, g_array_index(view->tasks, guint32, i));
    if (task->owner != NULL && widest < MAX_OWNER) {
      widest = MAX(widest, MIN(text_width(task->owner->name), MAX_OWNER));
    }
  }
  return widest;
}

static void measure(Chart *chart, int columns) {
  chart->owner = owner_cells(chart->sheet->view);
  int room = MAX(columns, MIN_COLUMNS) - WHEN_CELLS - chart->owner - 6; /* blanks between, and the mark */
  for (chart->per = 1;; chart->per++) {
    chart->bars = (chart->days + chart->per - 1) / chart->per;
    if (room - chart->bars >= MIN_TITLE || chart->bars <= 8) {
      break;
    }
  }
  chart->title = CLAMP(room - chart->bars, MIN_TITLE, MAX_TITLE);
}

static void blanks(int n, GString *out) {
  for (int i = 0; i < n; i++) {
    g_string_append_c(out, ' ');
  }
}

static void put(Mark *marks, const Chart *chart, Day day, Mark mark) {
  if (day >= chart->first && day < chart->first + chart->days) {
    Mark *cell = &marks[(day - chart->first) / chart->per];
    *cell = MAX(*cell, mark);
  }
}

static Mark *marks_new(const Chart *chart, gboolean mondays) {
  Mark *marks = g_new0(Mark, (gsize)chart->bars + 1);
  for (int i = 0; mondays && i < chart->days; i++) {
    if (day_weekday(chart->first + i) == MONDAY) {
      put(marks, chart, chart->first + i, MARK_MONDAY);
    }
  }
  return marks;
}

static void print_marks(const Chart *chart, const Mark *marks) {
  int last = chart->bars;
  while (last > 0 && marks[last - 1] == MARK_BLANK) {
    last--;
  }
  for (int i = 0; i < last; i++) {
    g_string_append(chart->out, mark_text[marks[i]]);
  }
}

/* Label flush left under the titles, then the bar area, then what is said behind it. */
static void band(const Chart *chart, const char *label, const Mark *marks, const char *behind) {
  g_autofree char *cut = text_cut(label, WHEN_CELLS + chart->title + chart->owner + 2);
  g_autofree char *padded = text_pad(cut, WHEN_CELLS + chart->title + chart->owner + 3, FALSE);
  g_string_append(chart->out, padded);
  print_marks(chart, marks);
  if (behind != NULL) {
    g_string_append_printf(chart->out, " %s", behind);
  }
  g_string_append_c(chart->out, '\n');
}

/* 3/1 above each Monday, the first day and 15 March, where there is room. */
static void ruler(const Chart *chart) {
  g_autoptr(GString) row = g_string_new(NULL);
  int before = WHEN_CELLS + chart->title + chart->owner + 3;
  Day gala = day_from(chart->sheet->view->plan->year, 3, 15);
  int gala_cell = before + (gala - chart->first) / chart->per;
  for (int i = 0; i < chart->days; i++) {
    Day day = chart->first + i;
    int cell = before + i / chart->per, month, mday;
    if (i > 0 && day_weekday(day) != MONDAY && day != gala) {
      continue;
    }
    day_split(day, NULL, &month, &mday);
    g_autofree char *label = g_strdup_printf("%d/%d", month, mday);
    int end = cell + (int)strlen(label);
    gboolean in_the_way =
        day < gala && end >= gala_cell && gala < chart->first + chart->days; /* 3/15 always has its place */
    if (in_the_way || (row->len > 0 && cell <= (int)row->len) || end > before + chart->bars + 2) {
      continue;
    }
    blanks(cell - (int)row->len, row);
    g_string_append(row, label);
  }
  g_string_append_printf(chart->out, "%s\n", row->str);
}

static void range_band(const Chart *chart, const char *label, Day first, Day last, Mark mark) {
  g_autofree Mark *marks = marks_new(chart, FALSE);
  for (Day day = MAX(first, chart->first); day <= MIN(last, chart->first + chart->days - 1); day++) {
    put(marks, chart, day, mark);
  }
  band(chart, label, marks, NULL);
}

/* Holidays of the notice that fall into the chart, a line each: 清明节放假 4月3日至4月5日. */
static void holiday_bands(const Chart *chart) {
  const DayTable *table = chart->sheet->view->plan->campaign->days;
  for (guint i = 0; i < table->days->len; i++) {
    const SpecialDay *day = &g_array_index(table->days, SpecialDay, i);
    guint last = daytable_run_end(table, i);
    Day to = g_array_index(table->days, SpecialDay, last).day;
    if (to >= chart->first && day->day < chart->first + chart->days) {
      g_autofree char *days = phrase_days(day->day, to);
      g_autofree char *label = g_strdup_printf("%s%s %s", day->name != NULL ? day->name : "",
                                               day->kind == DAY_HOLIDAY ? "放假" : "调休上班", days);
      range_band(chart, label, day->day, to, MARK_BAR);
    }
    i = last;
  }
}

static void head(const Chart *chart) {
  const Plan *plan = chart->sheet->view->plan;
  const Store *store = plan->campaign->store;
  ruler(chart);
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    g_autofree char *days = phrase_days(phase->first, phase->last);
    g_autofree char *label = g_strdup_printf("【%s】%s，%d 天", phase->title, days, phase->last - phase->first + 1);
    range_band(chart, label, phase->first, phase->last, MARK_WORK);
  }
  for (guint i = 0; i < store->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(store->overlays, i);
    g_autofree char *days = phrase_days(overlay->days.first, overlay->days.last);
    g_autofree char *label = g_strdup_printf("%s %s", overlay->title, days);
    range_band(chart, label, overlay->days.first, overlay->days.last, MARK_BAR);
  }
  holiday_bands(chart);
  g_autofree Mark *marks = marks_new(chart, TRUE);
  put(marks, chart, day_from(plan->year, 3, 15), MARK_315);
  band(chart, "周一 · 　3月15日 ▼", marks, NULL);
}

static const char *const circled[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"};
static const char *layer_mark(const Chart *chart, guint8 layer) {
  guint8 number = chart->number[layer];
  return number == 0 ? "" : number <= G_N_ELEMENTS(circled) ? circled[number - 1] : "*";
}

/* ①②③ for the layers that changed something shown, earlier layers first; the shipped one needs no mark. */
static void number_layers(Chart *chart) {
  const PlanView *view = chart->sheet->view;
  guint8 seen[256] = {0};
  for (guint i = 0; i < view->lines->len; i++) {
    const PlanLine *line = g_ptr_array_index(view->lines, i);
    seen[line->task->layer] = 1;
    if (line->phase != NULL) {
      seen[line->phase->layer] = 1;
    }
  }
  guint8 next = 0;
  for (guint layer = 1; layer < G_N_ELEMENTS(seen); layer++) {
    chart->number[layer] = seen[layer] ? ++next : 0;
  }
}

static void task_row(const Chart *chart, const PlanLine *line) {
  const PlanView *view = chart->sheet->view;
  g_autofree Mark *marks = marks_new(chart, TRUE);
  const PlanTask *first = planview_first(view, line);
  for (guint i = 0; i < line->indexes->len; i++) {
    const PlanTask *task = plan_task(view->plan, g_array_index(line->indexes, guint32, i));
    for (Day day = moment_day(task->start); day <= moment_day(task->end - 1); day++) {
      put(marks, chart, day, MARK_WORK);
    }
  }
  g_autofree char *when = planview_when_short(view, line);
  if (first->has_due) {
    int month, mday;
    day_split(first->due, NULL, &month, &mday);
    put(marks, chart, first->due, MARK_DUE);
    for (Day day = moment_day(first->end - 1) + 1; day < first->due; day++) {
      put(marks, chart, day, MARK_BAR);
    }
    char *both = g_strdup_printf("%s\n截止 %d月%d日", when, month, mday);
    g_free(when);
    when = both;
  }
  g_autofree char *owner = planview_owner(view, line);
  g_auto(GStrv) when_lines = text_wrap(when, WHEN_CELLS);
  g_auto(GStrv) titles = text_wrap(line->task->title, chart->title);
  g_auto(GStrv) owners = text_wrap(owner, chart->owner);
  guint n_when = g_strv_length(when_lines), n_titles = g_strv_length(titles), n_owners = g_strv_length(owners);
  guint height = MAX(MAX(n_when, n_titles), n_owners);
  for (guint i = 0; i < height; i++) {
    g_autoptr(GString) row = g_string_new(NULL);
    g_autofree char *a = text_pad(i < n_when ? when_lines[i] : "", WHEN_CELLS + 1, FALSE);
    g_autofree char *b = text_pad(i < n_titles ? titles[i] : "", chart->title + 1, FALSE);
    g_autofree char *c = text_pad(i < n_owners ? owners[i] : "", chart->owner + 1, FALSE);
    g_string_append_printf(row, "%s%s%s", a, b, c);
    if (i == 0) {
      for (int m = 0; m < chart->bars; m++) {
        g_string_append(row, mark_text[marks[m]]);
      }
      g_string_append_printf(row, " %s", layer_mark(chart, line->task->layer));
    }
    g_strchomp(row->str);
    g_string_append_printf(chart->out, "%s\n", row->str);
  }
}

static void tasks(const Chart *chart) {
  const PlanView *view = chart->sheet->view;
  const Phase *phase = NULL;
  gboolean any = FALSE;
  for (guint i = 0; i < view->lines->len; i++) {
    const PlanLine *line = g_ptr_array_index(view->lines, i);
    if (!any || line->phase != phase) {
      g_autofree char *days = line->phase != NULL ? phrase_days(line->phase->first, line->phase->last) : NULL;
      g_string_append_printf(chart->out, "\n【%s】%s%s%s\n", line->phase != NULL ? line->phase->title : "其他日期",
                             days != NULL ? days : "", line->phase != NULL && line->phase->layer > 0 ? " " : "",
                             line->phase != NULL ? layer_mark(chart, line->phase->layer) : "");
    }
    any = TRUE;
    phase = line->phase;
    task_row(chart, line);
  }
}

/* ■ 当天有这项工作 …, and which layers ①②③ are, of those that occur. */
static void legend(const Chart *chart) {
  const PlanView *view = chart->sheet->view;
  g_string_append(chart->out, "\n■ 当天有这项工作　◆ 截止日");
  if (chart->per > 1) {
    g_string_append_printf(chart->out, "　每格 %d 天", chart->per);
  }
  for (guint layer = 1; layer < G_N_ELEMENTS(chart->number); layer++) {
    if (chart->number[layer] > 0) {
      g_string_append_printf(chart->out, "\n%s 由「%s」改动", layer_mark(chart, (guint8)layer),
                             layer_title(view->plan->campaign, (guint8)layer));
    }
  }
  g_string_append_c(chart->out, '\n');
}

static void wrapped(const char *text, int columns, GString *out) {
  g_auto(GStrv) lines = text_wrap(text, columns - 2);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_string_append_printf(out, "%s%s\n", i == 0 ? "· " : "  ", lines[i]);
  }
}

void chart_print(const PlanSheet *sheet, int columns, GString *out) {
  Chart chart = {.sheet = sheet, .out = out};
  g_autofree char *title = plansheet_title(sheet);
  g_autofree char *summary = plansheet_summary(sheet);
  g_string_append_printf(out, "%s\n%s\n", title, summary);
  scope(&chart);
  if (chart.days > 0) {
    measure(&chart, columns);
    number_layers(&chart);
    g_string_append_c(out, '\n');
    head(&chart);
    if (sheet->view->lines->len > 0) {
      tasks(&chart);
      legend(&chart);
    } else {
      g_string_append(out, "\n没有分派的工作，只有各阶段的日期。\n");
    }
  }
  if (sheet->workload != NULL && grid_n_rows(sheet->workload) > 0) {
    g_string_append_c(out, '\n');
    grid_print_text(sheet->workload, columns, out);
  }
  g_autoptr(GPtrArray) notes = plansheet_notes(sheet);
  for (guint i = 0; i < notes->len; i++) {
    g_string_append(out, i == 0 ? "\n说明\n" : "");
    wrapped(g_ptr_array_index(notes, i), MAX(columns, MIN_COLUMNS), out);
  }
}
