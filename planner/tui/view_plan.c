/* The chart: rows of work down, days across, what is known of the chosen row below. Three cells a day, so that days can be read; today is shown in
 * reverse. */
#include "base/text.h"
#include "tui/layout.h"
#include "tui/views.h"

/* Three cells each. */
static const char *const marks[N_BAR_MARKS] = {"   ", " · ", "───", " ■ ", " ◆ ", " ▼ "};

static Attr day_attr(const App *app, int day) {
  return day == app->scene->plan->today ? ATTR_REVERSE : ATTR_PLAIN;
}

static void draw_ruler(const App *app, Canvas *canvas, const ChartLayout *chart) {
  const PlanBoard *board = app->scene->plan;
  g_auto(GStrv) parts = g_strsplit(board->summary, " · ", -1);
  g_autoptr(GString) summary = g_string_new(NULL);
  for (char **part = parts; *part != NULL && text_width(summary->str) + text_width(*part) + 3 < chart->left; part++) {
    g_string_append_printf(summary, "%s%s", summary->len > 0 ? " · " : "", *part); /* half a number is another number */
  }
  canvas_put(canvas, 1, 1, summary->str, ATTR_DIM);
  for (int i = 0; i < chart->days && app->plan_left + i < board->bars->days; i++) {
    int of = app->plan_left + i, column = chart->left + i * DAY_CELLS;
    const BoardDay *day = &board->days[of];
    Attr attr = day_attr(app, of) | (day->gala ? ATTR_BOLD | ATTR_ALERT : ATTR_PLAIN);
    if (i == 0 || day->mday == 1) {
      g_autofree char *month = g_strdup_printf("%d月", day->month);
      canvas_put(canvas, 1, column, month, ATTR_BOLD);
    }
    g_autofree char *number = g_strdup_printf("%2d ", day->mday);
    g_autofree char *weekday = g_strdup_printf("%s ", day->weekday);
    canvas_put(canvas, 2, column, number, attr);
    canvas_put(canvas, 3, column, weekday, day->monday ? attr | ATTR_BOLD : attr);
  }
}

static const char *mark_of(const BarRow *row, int day) {
  gboolean phase = row->kind == BAR_OF_PHASE;
  return phase && row->marks[day] == BAR_WORK ? "■■■" : marks[row->marks[day]];
}

static void draw_row(const App *app, Canvas *canvas, const ChartLayout *chart, int at, int index) {
  const PlanBoard *board = app->scene->plan;
  const BarRow *row = g_ptr_array_index(board->rows, (guint)index);
  gboolean chosen = index == app->plan_row;
  gboolean task = row != NULL && row->kind == BAR_OF_TASK;
  Attr attr = (chosen ? ATTR_REVERSE : ATTR_PLAIN) | (task ? ATTR_PLAIN : ATTR_BOLD);
  if (!task) {
    g_autofree char *label = g_strdup_printf("%s%s", chosen ? ">" : " ", row != NULL ? row->label : "【其他日期】");
    canvas_field(canvas, at, 0, chart->left - 1, label, attr);
  } else {
    g_autofree char *label = g_strdup_printf("%s%s", chosen ? ">" : " ", row->label);
    canvas_field(canvas, at, 0, chart->title + 1, label, attr);
    canvas_put(canvas, at, chart->title + 1, " ", attr);
    canvas_field(canvas, at, chart->title + 2, chart->owner, row->owner, attr);
  }
  for (int i = 0; row != NULL && i < chart->days && app->plan_left + i < board->bars->days; i++) {
    int of = app->plan_left + i;
    Attr colour = row->marks[of] == BAR_DUE ? ATTR_ALERT : row->marks[of] == BAR_WORK ? ATTR_ACCENT : ATTR_PLAIN;
    canvas_put(canvas, at, chart->left + i * DAY_CELLS, mark_of(row, of), day_attr(app, of) | colour);
  }
}

static void draw_details(const App *app, Canvas *canvas, const ChartLayout *chart) {
  const PlanBoard *board = app->scene->plan;
  int row = chart->row + chart->height;
  canvas_rule(canvas, row++);
  const BarRow *chosen = g_ptr_array_index(board->rows, (guint)app->plan_row);
  if (chosen == NULL) {
    return;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  g_auto(GStrv) facts = planboard_details(board, chosen);
  for (char **fact = facts; *fact != NULL; fact++) {
    g_string_append_printf(text, "%s%s", text->len > 0 ? "　" : "", *fact);
  }
  int end = row + chart->details;
  canvas_field(canvas, row++, 1, canvas->columns - 2, chosen->label, ATTR_BOLD);
  g_auto(GStrv) lines = text_wrap(text->str, canvas->columns - 2);
  for (char **line = lines; *line != NULL && row < end; line++) {
    gboolean cut = row + 1 == end && line[1] != NULL;
    g_autofree char *shown = cut ? g_strconcat(*line, "…", NULL) : g_strdup(*line);
    canvas_field(canvas, row++, 1, canvas->columns - 2, shown, ATTR_PLAIN);
  }
}

void view_plan(const App *app, Canvas *canvas) {
  const PlanBoard *board = app->scene->plan;
  ChartLayout chart = layout_chart(app);
  if (board->rows->len == 0) {
    canvas_put(canvas, BODY_ROW, 1, board->summary, ATTR_BOLD);
    canvas_put(canvas, BODY_ROW + 2, 1, "计划里没有活动期，也没有工作。", ATTR_PLAIN);
    return;
  }
  draw_ruler(app, canvas, &chart);
  for (int i = 0; i < chart.height && app->plan_top + i < (int)board->rows->len; i++) {
    draw_row(app, canvas, &chart, chart.row + i, app->plan_top + i);
  }
  draw_details(app, canvas, &chart);
  if (app->notice == NULL) {
    g_autofree char *place = g_strdup_printf("■ 当天有这项工作　◆ 截止日　▼ 3月15日　· 周一　第 %d 行，共 %u 行",
                                             app->plan_row + 1, board->rows->len);
    canvas_put(canvas, canvas->rows - 2, 1, place, ATTR_DIM);
  }
}
