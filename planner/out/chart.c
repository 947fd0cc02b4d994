/* The chart. Everything is measured in cells, so it fits any terminal from about 60 columns up; nothing is cut, long titles wrap. */
#include "out/chart.h"

#include "base/text.h"
#include "out/bars.h"
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
  const Bars *bars;
  GString *out;
  int per;            /* days a cell stands for */
  int cells;          /* of the bar area */
  int title;          /* cells of the title area */
  int owner;          /* of the owners' names */
  guint8 number[256]; /* by layer: its mark in the margin, counted from 1; 0 = nothing shown was changed by it */
} Chart;

static const char *const mark_text[N_BAR_MARKS] = {" ", "·", "─", "■", "◆", "▼"};

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
    chart->cells = (chart->bars->days + chart->per - 1) / chart->per;
    if (room - chart->cells >= MIN_TITLE || chart->cells <= 8) {
      break;
    }
  }
  chart->title = CLAMP(room - chart->cells, MIN_TITLE, MAX_TITLE);
}

static void blanks(int n, GString *out) {
  for (int i = 0; i < n; i++) {
    g_string_append_c(out, ' ');
  }
}

/* The strongest mark of the days that a cell stands for. */
static const char *cell_text(const Chart *chart, const BarRow *row, int cell) {
  guint8 mark = BAR_BLANK;
  for (int day = cell * chart->per; day < MIN((cell + 1) * chart->per, chart->bars->days); day++) {
    mark = MAX(mark, row->marks[day]);
  }
  return mark_text[mark];
}

/* Label flush left under the titles, then the bar area. */
static void band(const Chart *chart, const BarRow *row) {
  g_autofree char *cut = text_cut(row->label, WHEN_CELLS + chart->title + chart->owner + 2);
  g_autofree char *padded = text_pad(cut, WHEN_CELLS + chart->title + chart->owner + 3, FALSE);
  g_autoptr(GString) bar = g_string_new(NULL);
  for (int i = 0; i < chart->cells; i++) {
    g_string_append(bar, cell_text(chart, row, i));
  }
  g_string_append_printf(chart->out, "%s%s\n", padded, g_strchomp(bar->str));
}

/* 3/1 above each Monday, the first day and 15 March, where there is room. */
static void ruler(const Chart *chart) {
  g_autoptr(GString) row = g_string_new(NULL);
  int before = WHEN_CELLS + chart->title + chart->owner + 3;
  Day gala = day_from(chart->sheet->view->plan->year, 3, 15);
  int gala_cell = before + (gala - chart->bars->first) / chart->per;
  for (int i = 0; i < chart->bars->days; i++) {
    Day day = chart->bars->first + i;
    int cell = before + i / chart->per, month, mday;
    if (i > 0 && day_weekday(day) != MONDAY && day != gala) {
      continue;
    }
    day_split(day, NULL, &month, &mday);
    g_autofree char *label = g_strdup_printf("%d/%d", month, mday);
    int end = cell + (int)strlen(label);
    gboolean in_the_way =
        day < gala && end >= gala_cell && gala < chart->bars->first + chart->bars->days; /* 3/15 always has its place */
    if (in_the_way || (row->len > 0 && cell <= (int)row->len) || end > before + chart->cells + 2) {
      continue;
    }
    blanks(cell - (int)row->len, row);
    g_string_append(row, label);
  }
  g_string_append_printf(chart->out, "%s\n", row->str);
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
    seen[planview_layer(view, line)] = 1;
    if (line->phase != NULL) {
      seen[line->phase->layer] = 1;
    }
  }
  guint8 next = 0;
  for (guint layer = 1; layer < G_N_ELEMENTS(seen); layer++) {
    chart->number[layer] = seen[layer] ? ++next : 0;
  }
}

static void task_row(const Chart *chart, const BarRow *bar) {
  g_autofree char *when = bar->due != NULL ? g_strdup_printf("%s\n%s", bar->when, bar->due) : g_strdup(bar->when);
  g_auto(GStrv) when_lines = text_wrap(when, WHEN_CELLS);
  g_auto(GStrv) titles = text_wrap(bar->label, chart->title);
  g_auto(GStrv) owners = text_wrap(bar->owner, chart->owner);
  guint n_when = g_strv_length(when_lines), n_titles = g_strv_length(titles), n_owners = g_strv_length(owners);
  guint height = MAX(MAX(n_when, n_titles), n_owners);
  for (guint i = 0; i < height; i++) {
    g_autoptr(GString) row = g_string_new(NULL);
    g_autofree char *a = text_pad(i < n_when ? when_lines[i] : "", WHEN_CELLS + 1, FALSE);
    g_autofree char *b = text_pad(i < n_titles ? titles[i] : "", chart->title + 1, FALSE);
    g_autofree char *c = text_pad(i < n_owners ? owners[i] : "", chart->owner + 1, FALSE);
    g_string_append_printf(row, "%s%s%s", a, b, c);
    if (i == 0) {
      for (int m = 0; m < chart->cells; m++) {
        g_string_append(row, cell_text(chart, bar, m));
      }
      g_string_append_printf(row, " %s", layer_mark(chart, planview_layer(chart->sheet->view, bar->line)));
    }
    g_strchomp(row->str);
    g_string_append_printf(chart->out, "%s\n", row->str);
  }
}

static void tasks(const Chart *chart) {
  const Phase *phase = NULL;
  gboolean any = FALSE;
  for (guint i = 0; i < chart->bars->rows->len; i++) {
    const BarRow *row = g_ptr_array_index(chart->bars->rows, i);
    if (row->kind != BAR_OF_TASK) {
      continue;
    }
    if (!any || row->phase != phase) {
      g_autofree char *days = row->phase != NULL ? phrase_days(row->phase->first, row->phase->last) : NULL;
      g_string_append_printf(chart->out, "\n【%s】%s%s%s\n", row->phase != NULL ? row->phase->title : "其他日期",
                             days != NULL ? days : "", row->phase != NULL && row->phase->layer > 0 ? " " : "",
                             row->phase != NULL ? layer_mark(chart, row->phase->layer) : "");
    }
    any = TRUE;
    phase = row->phase;
    task_row(chart, row);
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
  g_autoptr(Bars) bars = bars_new(sheet->view);
  Chart chart = {.sheet = sheet, .bars = bars, .out = out};
  g_autofree char *title = plansheet_title(sheet);
  g_autofree char *summary = plansheet_summary(sheet);
  g_string_append_printf(out, "%s\n%s\n", title, summary);
  if (bars->days > 0) {
    measure(&chart, columns);
    number_layers(&chart);
    g_string_append_c(out, '\n');
    ruler(&chart);
    for (guint i = 0; i < bars->rows->len; i++) {
      const BarRow *row = g_ptr_array_index(bars->rows, i);
      if (row->kind != BAR_OF_TASK) {
        band(&chart, row);
      }
    }
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
