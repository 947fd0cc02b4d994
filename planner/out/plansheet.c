/* The plan on paper and in spreadsheets. Takes what planview gathered; decides columns and words, never dates. */
#include "out/plansheet.h"

#include "out/page.h"
#include "out/phrase.h"

char *plansheet_title(const PlanSheet *sheet) {
  const Plan *plan = sheet->view->plan;
  const Store *store = plan->campaign->store;
  return g_strdup_printf("%s %d 年 315 工作计划%s%s%s", store->name, plan->year, sheet->whose != NULL ? " · " : "",
                         sheet->whose != NULL ? sheet->whose : "", store->practice ? "（演练）" : "");
}

char *plansheet_summary(const PlanSheet *sheet) {
  const Plan *plan = sheet->view->plan;
  const char *scale = words_scale[plan->campaign->store->scale].title;
  if (plan->phases->len == 0) {
    return g_strdup_printf("%s · 不设 315 活动期", scale);
  }
  const Phase *first = g_ptr_array_index(plan->phases, 0),
              *last = g_ptr_array_index(plan->phases, plan->phases->len - 1);
  g_autofree char *days = phrase_days(first->first, last->last);
  return g_strdup_printf("%s · %s · %u 项工作，共 %u 次", scale, days, sheet->view->lines->len,
                         sheet->view->tasks->len);
}

GPtrArray *plansheet_notes(const PlanSheet *sheet) {
  const Plan *plan = sheet->view->plan;
  GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
  if (plan->holidays != YEAR_OFFICIAL && plan->phases->len > 0) {
    g_ptr_array_add(
        notes, g_strdup_printf("放假安排待公布：国务院办公厅 %d 年的通知公布以后，请用 ready315 holidays import 导入，"
                               "涉及工作日的日期可能会变。",
                               plan->year));
  }
  for (guint i = 0; i < plan->notes->len; i++) {
    g_ptr_array_add(notes, g_strdup(((const PlanNote *)g_ptr_array_index(plan->notes, i))->text));
  }
  return notes;
}

/* 定义包 hq; NULL when only shipped. */
static const char *changed_by(const Plan *plan, guint8 layer) {
  return layer == 0 ? NULL : layer_title(plan->campaign, layer);
}

/* ---- one row an occurrence -------------------------------------------------------------------------------------------------- */

static void cell_moment(Grid *grid, Moment moment, gboolean all_day, gboolean end) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  if (all_day) {
    grid_cell(grid, day_iso(moment_day(end ? moment - 1 : moment), day));
    return;
  }
  g_autofree char *text =
      g_strdup_printf("%s %s", day_iso(moment_day(moment), day), minute_clock(moment_minute(moment), clock));
  grid_cell(grid, text);
}

Grid *plansheet_rows(const PlanSheet *sheet) {
  static const GridColumn columns[] = {
      {"phase", "阶段", FALSE, 8, 0},       {"start", "开始", FALSE, 16, 0},     {"end", "结束", FALSE, 16, 0},
      {"title", "工作", FALSE, 20, 40},     {"department", "部门", FALSE, 8, 0}, {"owner", "负责人", FALSE, 8, 0},
      {"support", "协助", FALSE, 8, 24},    {"due", "截止", FALSE, 10, 0},       {"checklist", "检查表", FALSE, 10, 24},
      {"notes", "备注", FALSE, 10, 40},     {"changed_by", "改动", FALSE, 8, 0}, {"id", "代号", FALSE, 8, 0},
      {"occurrence", "场次", FALSE, 10, 0},
  };
  const PlanView *view = sheet->view;
  const Plan *plan = view->plan;
  g_autofree char *title = plansheet_title(sheet);
  Grid *grid = grid_new(title, columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < view->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, g_array_index(view->tasks, guint32, i));
    const Task *t = task->task;
    const char *department = task->department != NULL       ? task->department->name
                             : t->function != FUNCTION_NONE ? words_function[t->function].title
                                                            : NULL;
    g_autofree char *support = planview_support(plan->campaign->store, t);
    g_autoptr(GString) occurrence = g_string_new(NULL);
    char due[DAY_TEXT];
    plan_occurrence(task, occurrence);
    grid_cell(grid, task->phase != NULL ? phrase_phase(task->phase, TRUE) : NULL);
    cell_moment(grid, task->start, task->all_day, FALSE);
    cell_moment(grid, task->end, task->all_day, TRUE);
    g_autofree char *formal = phrase_formal(plan->campaign, t->title);
    g_autofree char *notes = t->notes != NULL ? phrase_formal(plan->campaign, t->notes) : NULL;
    grid_cell(grid, formal);
    grid_cell(grid, department);
    grid_cell(grid, task->owner != NULL ? task->owner->name : "按排班");
    grid_cell(grid, support);
    grid_cell(grid, task->due != DAY_NONE ? day_iso(task->due, due) : NULL);
    grid_cell(grid, planview_checklist(plan, t));
    grid_cell(grid, notes);
    grid_cell(grid, changed_by(plan, plan_task_layer(task)));
    grid_cell(grid, t->id);
    grid_cell(grid, occurrence->str);
    grid_end_row(grid);
  }
  if (plan->campaign->store->practice) {
    grid_note(grid, PAGE_PRACTICE);
  }
  return grid;
}

/* ---- one line a task -------------------------------------------------------------------------------------------------------- */

/* Only the columns that hold something: most shops have no 改动 and many tasks no 协助. */
typedef enum {
  L_WHEN,
  L_TITLE,
  L_DEPARTMENT,
  L_OWNER,
  L_SUPPORT,
  L_DUE,
  L_CHECKLIST,
  L_REMARKS,
  L_CHANGED,
  N_LINE_CELLS
} LineCell;
static const GridColumn line_columns[N_LINE_CELLS] = {[L_WHEN] = {"when", "时间", FALSE, 14, 30},
                                                      [L_TITLE] = {"title", "工作", FALSE, 12, 30},
                                                      [L_DEPARTMENT] = {"department", "部门", FALSE, 6, 14},
                                                      [L_OWNER] = {"owner", "负责人", FALSE, 6, 16},
                                                      [L_SUPPORT] = {"support", "协助", FALSE, 6, 20},
                                                      [L_DUE] = {"due", "截止", FALSE, 8, 14},
                                                      [L_CHECKLIST] = {"checklist", "检查表", FALSE, 8, 20},
                                                      [L_REMARKS] = {"remarks", "备注", FALSE, 8, 40},
                                                      [L_CHANGED] = {"changed_by", "改动", FALSE, 6, 14}};

static char *line_cell(const PlanView *view, const PlanLine *line, LineCell cell) {
  const PlanTask *first = planview_first(view, line);
  char day[DAY_TEXT];
  switch (cell) {
  case L_WHEN:
    return planview_when(view, line);
  case L_TITLE:
    return planview_title(view, line);
  case L_DEPARTMENT:
    return planview_department(line, view);
  case L_OWNER:
    return planview_owner(view, line);
  case L_SUPPORT:
    return planview_support(view->plan->campaign->store, line->task);
  case L_DUE:
    return first->has_due ? g_strdup(day_words(first->due, day)) : NULL;
  case L_CHECKLIST:
    return g_strdup(planview_checklist(view->plan, line->task));
  case L_REMARKS:
    return planview_remarks(view, line);
  case L_CHANGED:
    return g_strdup(changed_by(view->plan, planview_layer(view, line)));
  case N_LINE_CELLS:
    break;
  }
  g_assert_not_reached();
}

static Grid *phase_grid(const PlanView *view, const Phase *phase, const gboolean *used) {
  GridColumn columns[N_LINE_CELLS];
  guint n = 0;
  for (int c = 0; c < N_LINE_CELLS; c++) {
    if (used[c]) {
      columns[n++] = line_columns[c];
    }
  }
  Grid *grid = grid_new(NULL, columns, n);
  for (guint i = 0; i < view->lines->len; i++) {
    const PlanLine *line = g_ptr_array_index(view->lines, i);
    if (line->phase != phase) {
      continue;
    }
    for (int c = 0; c < N_LINE_CELLS; c++) {
      g_autofree char *text = used[c] ? line_cell(view, line, (LineCell)c) : NULL;
      if (used[c]) {
        grid_cell(grid, text);
      }
    }
    grid_end_row(grid);
  }
  return grid;
}

static void used_cells(const PlanView *view, gboolean used[N_LINE_CELLS]) {
  for (int c = 0; c < N_LINE_CELLS; c++) {
    used[c] = c <= L_OWNER;
    for (guint i = 0; !used[c] && i < view->lines->len; i++) {
      g_autofree char *text = line_cell(view, g_ptr_array_index(view->lines, i), (LineCell)c);
      used[c] = text != NULL && *text != '\0';
    }
  }
}

typedef void (*SectionPrinter)(const char *heading, const Grid *grid, GString *out);

static void each_section(const PlanSheet *sheet, SectionPrinter print, GString *out) {
  const PlanView *view = sheet->view;
  gboolean used[N_LINE_CELLS];
  used_cells(view, used);
  for (guint p = 0; p <= view->plan->phases->len; p++) {
    const Phase *phase = p < view->plan->phases->len ? g_ptr_array_index(view->plan->phases, p) : NULL;
    g_autoptr(Grid) grid = phase_grid(view, phase, used);
    if (grid_n_rows(grid) == 0) {
      continue;
    }
    g_autofree char *days = phase != NULL ? phrase_days(phase->first, phase->last) : NULL;
    g_autofree char *heading =
        phase != NULL ? g_strdup_printf("%s（%s）", phrase_phase(phase, TRUE), days) : g_strdup("其他日期");
    print(heading, grid, out);
  }
}

static void html_section(const char *heading, const Grid *grid, GString *out) {
  page_heading(heading, out);
  grid_print_html(grid, out);
}

static void markdown_section(const char *heading, const Grid *grid, GString *out) {
  g_string_append_printf(out, "## %s\n\n", heading);
  grid_print_markdown(grid, out);
  g_string_append_c(out, '\n');
}

void plansheet_print_html(const PlanSheet *sheet, GString *out) {
  const Store *store = sheet->view->plan->campaign->store;
  g_autofree char *title = plansheet_title(sheet);
  g_autofree char *summary = plansheet_summary(sheet);
  char day[DAY_TEXT];
  g_autofree char *subtitle = g_strdup_printf("%s · %s 印", summary, day_iso(sheet->date, day));
  Page page = {.title = title, .subtitle = subtitle, .landscape = TRUE, .practice = store->practice, .cards = TRUE};
  page_open(&page, out);
  each_section(sheet, html_section, out);
  if (sheet->workload != NULL && grid_n_rows(sheet->workload) > 0) {
    html_section(grid_title(sheet->workload), sheet->workload, out);
  }
  g_autoptr(GPtrArray) notes = plansheet_notes(sheet);
  if (notes->len > 0) {
    page_heading("说明", out);
  }
  for (guint i = 0; i < notes->len; i++) {
    page_paragraph(g_ptr_array_index(notes, i), out);
  }
  page_close(out);
}

void plansheet_print_markdown(const PlanSheet *sheet, GString *out) {
  g_autofree char *title = plansheet_title(sheet);
  g_autofree char *summary = plansheet_summary(sheet);
  g_string_append_printf(out, "# %s\n\n%s\n\n", title, summary);
  each_section(sheet, markdown_section, out);
  if (sheet->workload != NULL && grid_n_rows(sheet->workload) > 0) {
    grid_print_markdown(sheet->workload, out);
    g_string_append_c(out, '\n');
  }
  g_autoptr(GPtrArray) notes = plansheet_notes(sheet);
  for (guint i = 0; i < notes->len; i++) {
    g_string_append_printf(out, "%s- %s\n", i == 0 ? "## 说明\n\n" : "", (const char *)g_ptr_array_index(notes, i));
  }
}
