/* The plan as a chart for the wall: a row for each piece of work, by phase and department, a column a day. Dates come from the plan; here is only decided
 * what stands in which row. */
#include "desk/print/sheets.h"
#include "desk/whom.h"
#include "out/bars.h"
#include "out/phrase.h"
#include "out/plansheet.h"
#include <string.h>

static const SheetColumn columns[] = {{"title", "工作", 3, 9, SHEET_LEFT},
                                      {"department", "部门", 1, 4, SHEET_LEFT},
                                      {"owner", "负责人", 1, 3.5, SHEET_LEFT},
                                      {"when", "时间", 1.5, 6, SHEET_LEFT},
                                      {"due", "截止", 0, 3.5, SHEET_LEFT}};

/* Phases in their order wear these in turn. */
static const SheetFill phase_fills[] = {FILL_HATCH, FILL_DARK, FILL_DOTS};

static guint phase_number(const Plan *plan, const Phase *phase) {
  guint number = 0;
  return phase != NULL && g_ptr_array_find(plan->phases, phase, &number) ? number : plan->phases->len;
}

static SheetFill fill_of(const Plan *plan, const Phase *phase) {
  guint number = phase_number(plan, phase);
  return number < plan->phases->len ? phase_fills[number % G_N_ELEMENTS(phase_fills)] : FILL_OPEN;
}

typedef struct {
  const PlanView *view;
  const PlanLine *line;
  guint phase, department; /* numbers to sort by */
  guint index;
} Line;

static int compare_lines(gconstpointer a, gconstpointer b) {
  const Line *x = a, *y = b;
  if (x->phase != y->phase) {
    return x->phase < y->phase ? -1 : 1;
  }
  if (x->department != y->department) {
    return x->department < y->department ? -1 : 1;
  }
  return x->index < y->index ? -1 : 1;
}

static GArray *sorted_lines(const PlanView *view) {
  const Store *store = view->plan->campaign->store;
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  for (guint i = 0; i < view->lines->len; i++) {
    const PlanLine *line = g_ptr_array_index(view->lines, i);
    guint department = store->departments->len;
    const PlanTask *first = planview_first(view, line);
    if (first->department != NULL) {
      g_ptr_array_find(store->departments, first->department, &department);
    }
    const Line entry = {view, line, phase_number(view->plan, line->phase), department, i};
    g_array_append_val(lines, entry);
  }
  g_array_sort(lines, compare_lines);
  return lines;
}

/* Days on which occurrences follow each other are one bar. */
static void put_spans(SheetBarRow *row, const PlanView *view, const PlanLine *line, SheetFill fill) {
  Day first = DAY_NONE, last = DAY_NONE;
  for (guint i = 0; i < line->indexes->len; i++) {
    const PlanTask *task = plan_task(view->plan, g_array_index(line->indexes, guint32, i));
    Day from = moment_day(task->start), to = moment_day(task->end - 1);
    if (first != DAY_NONE && from <= last + 1) {
      last = MAX(last, to);
      continue;
    }
    if (first != DAY_NONE) {
      sheet_bar_span(row, first, last, fill);
    }
    first = from;
    last = to;
  }
  const PlanTask *head = planview_first(view, line);
  if (first != DAY_NONE) {
    sheet_bar_span(row, first, last, fill);
  }
  if (head->has_due) {
    if (head->due > last + 1) {
      sheet_bar_span(row, last + 1, head->due - 1, FILL_LINE);
    }
    row->mark = head->due;
  }
}

static void put_line(SheetBars *bars, const PlanView *view, const PlanLine *line) {
  const PlanTask *first = planview_first(view, line);
  g_autofree char *title = planview_title(view, line);
  g_autofree char *department = planview_department(line, view);
  g_autofree char *owner = planview_owner(view, line);
  g_autofree char *when = planview_when_short(view, line);
  char due[DAY_TEXT] = "";
  if (first->has_due) {
    int month = 0, mday = 0;
    day_split(first->due, NULL, &month, &mday);
    g_snprintf(due, sizeof due, "%d月%d日", month, mday);
  }
  const char *cells[G_N_ELEMENTS(columns)] = {title, department, owner, when, due};
  put_spans(sheet_bar(bars, cells), view, line, fill_of(view->plan, line->phase));
}

static void put_group(SheetBars *bars, const Phase *phase) {
  if (phase == NULL) {
    sheet_bar_group(bars, "另外安排的工作");
    return;
  }
  g_autofree char *days = phrase_days(phase->first, phase->last);
  g_autofree char *text =
      g_strdup_printf("%s（%s，%d 天）", phrase_phase(phase, TRUE), days, phase->last - phase->first + 1);
  sheet_bar_group(bars, text);
}

/* Overlays and holidays, which explain why days are busy or shaded. */
static void put_around(SheetBars *bars, const Bars *chart) {
  gboolean begun = FALSE;
  for (guint r = 0; r < chart->rows->len; r++) {
    const BarRow *row = g_ptr_array_index(chart->rows, r);
    if (row->kind != BAR_OF_OVERLAY && row->kind != BAR_OF_HOLIDAY) {
      continue;
    }
    if (!begun) {
      sheet_bar_group(bars, "店里的活动和节假日");
      begun = TRUE;
    }
    const char *cells[G_N_ELEMENTS(columns)] = {row->label};
    SheetBarRow *bar = sheet_bar(bars, cells);
    for (int day = 0; day < chart->days; day++) {
      int end = day;
      while (end < chart->days && row->marks[end] == BAR_LINE) {
        end++;
      }
      if (end > day) {
        sheet_bar_span(bar, chart->first + day, chart->first + end - 1, FILL_OPEN);
        day = end;
      }
    }
  }
}

static gboolean is_off(const DayTable *table, Day day) {
  return daytable_status(table, day_year(day)) == YEAR_UNKNOWN ? day_weekday(day) >= SATURDAY
                                                               : !daytable_is_workday(table, day);
}

static void put_legend(SheetBars *bars, const Plan *plan) {
  for (guint i = 0; i < plan->phases->len && i < G_N_ELEMENTS(phase_fills); i++) {
    bars->legend[phase_fills[i]] = g_strdup_printf("%s的工作", phrase_phase(g_ptr_array_index(plan->phases, i), TRUE));
  }
  bars->legend[FILL_OPEN] = g_strdup("活动、节假日");
  bars->legend[FILL_LINE] = g_strdup("等截止");
  bars->mark_legend = g_strdup("截止日");
  bars->off_legend = g_strdup("周末和放假");
}

static void put_chart(Sheet *sheet, const PlanView *view) {
  const Plan *plan = view->plan;
  g_autoptr(Bars) chart = bars_new(view);
  if (chart->days == 0) {
    sheet_text(sheet, TEXT_PLAIN, "没有要做的工作。");
    return;
  }
  SheetBars *bars = sheet_bars(sheet, chart->first, chart->days, columns, G_N_ELEMENTS(columns));
  sheet_key(sheet, "tasks");
  bars->special = day_from(plan->year, 3, 15);
  bars->special_text = g_strdup("315");
  for (int day = 0; day < chart->days; day++) {
    if (is_off(plan->campaign->days, chart->first + day)) {
      sheet_bars_off(bars, chart->first + day);
    }
  }
  put_legend(bars, plan);
  put_around(bars, chart);
  g_autoptr(GArray) lines = sorted_lines(view);
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = &g_array_index(lines, Line, i);
    if (i == 0 || line->phase != g_array_index(lines, Line, i - 1).phase) {
      put_group(bars, line->line->phase);
    }
    put_line(bars, view, line->line);
  }
}

static const Phase *find_phase(const Plan *plan, const char *id, char **problem) {
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (strcmp(phase->id, id) == 0 || strcmp(phase->title, id) == 0 || strcmp(phrase_phase(phase, TRUE), id) == 0) {
      return phase;
    }
  }
  *problem = g_strdup_printf("计划里没有叫“%s”的阶段。ready315 plan 列出全部阶段。", id);
  return NULL;
}

DeskResult print_plan(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Phase *phase = NULL;
  Whom whom;
  if ((ask->phase != NULL && (phase = find_phase(desk->plan, ask->phase, problem)) == NULL) ||
      !whom_find(desk, ask->who, &whom, problem)) {
    return DESK_REFUSED;
  }
  g_autoptr(PlanView) view = planview_new(desk->plan, phase, whom.audience);
  const PlanSheet words = {view, NULL, whom_name(&whom), desk_today(desk)};
  const char *whose = whom_name(&whom);
  g_autofree char *title = g_strdup_printf("%d 年 315 工作计划%s%s", desk->plan->year, whose != NULL ? " · " : "",
                                           whose != NULL ? whose : "");
  g_autofree char *summary = plansheet_summary(&words);
  sheet->one_page = TRUE;
  prints_provisional(desk, sheet);
  sheet_title(sheet, title, summary);
  put_chart(sheet, view);
  g_autoptr(GPtrArray) notes = plansheet_notes(&words);
  gboolean open = desk->plan->holidays != YEAR_OFFICIAL && notes->len > 0;
  if (open) { /* the note tells the manager a command; on the wall it is about the dates */
    sheet_text(sheet, TEXT_SMALL, "放假安排待公布：通知公布以后，涉及工作日的日期可能会变，请以新的计划为准。");
  }
  for (guint i = open ? 1 : 0; i < notes->len; i++) {
    sheet_text(sheet, TEXT_SMALL, g_ptr_array_index(notes, i));
  }
  return DESK_DONE;
}
