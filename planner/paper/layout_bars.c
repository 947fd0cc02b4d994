/* Charts: texts at the left, a column a day at the right; on narrow paper the days stand below the texts. */
#include "paper/layout_work.h"
#include <string.h>

#define DAY_LEAST 4.6 /* points: a day narrower than this cannot be told from the next on paper */
#define DAY_MOST 26.0
#define ROW_PAD 0.12   /* ems */
#define NUMBER_EMS 0.8 /* type of the calendar above the days, at most */

typedef struct {
  Layout *layout;
  const SheetBars *bars;
  gboolean stacked;
  double left, day; /* where the days begin; width of one */
  double *widths;   /* of the columns, side by side */
  double mini;      /* ems of the calendar's type */
} Chart;

static double day_x(const Chart *chart, Day day) {
  return chart->left + (day - chart->bars->first) * chart->day;
}

static gboolean shown(const SheetBars *bars, Day day) {
  return day != DAY_NONE && day >= bars->first && day < bars->first + bars->days;
}

/* Shaded days, and the heavy line around the special one, over the height of a row. */
static void ground(const Chart *chart, Unit *unit, double top, double bottom) {
  const SheetBars *bars = chart->bars;
  for (int d = 0; d < bars->days;) {
    int end = d;
    while (end < bars->days && bars->off[end]) {
      end++;
    }
    if (end > d) {
      unit_draw(unit, DRAW_GROUND, day_x(chart, bars->first + d), top, (end - d) * chart->day, bottom - top)->grey =
          0.87;
    }
    d = end + 1;
  }
  for (int d = 0; d <= bars->days; d++) {
    gboolean monday = day_weekday(bars->first + d) == MONDAY;
    unit_rule(unit, chart->left + d * chart->day, top, chart->left + d * chart->day, bottom, 0.4)->grey =
        monday ? 0.35 : 0.75;
  }
  if (shown(bars, bars->special)) {
    double x = day_x(chart, bars->special);
    unit_rule(unit, x, top, x, bottom, 1.4);
    unit_rule(unit, x + chart->day, top, x + chart->day, bottom, 1.4);
  }
}

/* ---- the calendar above the days ---- */

static Flow *mini_flow(const Chart *chart, const char *text, double width, FlowStyle style) {
  Flow *flow = flow_new(width);
  flow_add(flow, chart->layout, text, chart->mini, style);
  return flow;
}

static void put_mini(const Chart *chart, Unit *unit, const char *text, double x, double y, double width,
                     SheetAlign align, FlowStyle style) {
  g_autoptr(Flow) flow = mini_flow(chart, text, width, style);
  unit_lines(unit, flow, 0, 1, x, y, align);
}

static const char *const letters[] = {"一", "二", "三", "四", "五", "六", "日"};

static void put_calendar(const Chart *chart, Unit *unit, double top, double line) {
  const SheetBars *bars = chart->bars;
  double em = chart->mini * chart->layout->size;
  if (shown(bars, bars->special) && bars->special_text != NULL) {
    double width = MIN(em * 6, bars->days * chart->day);
    double x = CLAMP(day_x(chart, bars->special) + chart->day / 2 - width / 2, chart->left,
                     chart->left + bars->days * chart->day - width);
    put_mini(chart, unit, bars->special_text, x, top, width, SHEET_CENTRE, FLOW_BOLD);
  }
  for (int d = 0; d < bars->days;) {
    int month = 0, mday = 0, end = d;
    day_split(bars->first + d, NULL, &month, &mday);
    for (int m = month; end < bars->days && m == month; end++) {
      day_split(bars->first + end, NULL, &m, NULL);
      end -= m != month; /* the first of the next month is not counted, and ends the loop */
    }
    g_autofree char *text = g_strdup_printf("%d月", month);
    double width = (end - d) * chart->day;
    if (width >= flow_natural(chart->layout, text, chart->mini, FLOW_BOLD)) {
      put_mini(chart, unit, text, day_x(chart, bars->first + d), top + line, width, SHEET_LEFT, FLOW_BOLD);
    }
    d = end;
  }
  int step = (int)(em * 1.3 / chart->day) + 1; /* numbers on every day, or as many as there is room for */
  for (int d = 0; d + step <= bars->days; d += step) {
    char number[8];
    int mday = 0;
    day_split(bars->first + d, NULL, NULL, &mday);
    g_snprintf(number, sizeof number, "%d", mday);
    put_mini(chart, unit, number, day_x(chart, bars->first + d), top + 2 * line, step * chart->day,
             step > 1 ? SHEET_LEFT : SHEET_CENTRE, FLOW_PLAIN);
  }
  if (chart->day >= em) {
    for (int d = 0; d < bars->days; d++) {
      put_mini(chart, unit, letters[day_weekday(bars->first + d)], day_x(chart, bars->first + d), top + 3 * line,
               chart->day, SHEET_CENTRE, FLOW_PLAIN);
    }
  }
}

static const Unit *put_head(const Chart *chart) {
  Layout *layout = chart->layout;
  const SheetBars *bars = chart->bars;
  double line = chart->mini * layout->size * 1.45, height = 4 * line + 2;
  double pad = layout->size * 0.3;
  g_autofree Flow **flows = g_new0(Flow *, bars->n_columns);
  for (guint c = 0; !chart->stacked && c < bars->n_columns; c++) {
    flows[c] = flow_of(layout, bars->columns[c].title, chart->widths[c] - 2 * pad, FLOW_BOLD);
    height = MAX(height, flow_height(flows[c], 0, flows[c]->lines->len) + pad);
  }
  Unit *unit = unit_add(layout, height);
  unit->before = layout->size * 0.5;
  unit->keep = TRUE;
  ground(chart, unit, height - 2 * line, height);
  unit_rule(unit, 0, height, layout->width, height, 0.8);
  double x = 0;
  for (guint c = 0; c < bars->n_columns && flows[c] != NULL; c++) {
    double text = flow_height(flows[c], 0, flows[c]->lines->len);
    unit_lines(unit, flows[c], 0, flows[c]->lines->len, x + pad, height - pad / 2 - text, SHEET_LEFT);
    x += chart->widths[c];
    flow_free(flows[c]);
  }
  put_calendar(chart, unit, 1, line);
  return unit;
}

/* ---- rows ---- */

typedef struct {
  const Chart *chart;
  const SheetBarRow *row;
  gboolean drawn;
} RowWork;

static void put_spans(const Chart *chart, const SheetBarRow *row, Unit *unit, double middle, double thick) {
  const SheetBars *bars = chart->bars;
  Day end = bars->first + bars->days - 1;
  for (guint i = 0; i < row->spans->len; i++) {
    const SheetSpan *span = &g_array_index(row->spans, SheetSpan, i);
    Day first = MAX(span->first, bars->first), last = MIN(span->last, end);
    if (first > last) {
      continue;
    }
    double x = day_x(chart, first), width = (last - first + 1) * chart->day;
    if (span->fill == FILL_LINE) {
      unit_rule(unit, x, middle, x + width, middle, 1.2);
    } else {
      unit_draw(unit, DRAW_BAR, x + 0.4, middle - thick / 2, width - 0.8, thick)->fill = span->fill;
    }
  }
  if (shown(bars, row->mark)) {
    double side = MIN(thick, chart->day - 0.6);
    unit_draw(unit, DRAW_MARK, day_x(chart, row->mark) + (chart->day - side) / 2, middle - side / 2, side, side);
  }
}

static void row_ground(Unit *unit, gpointer data) {
  RowWork *work = data;
  ground(work->chart, unit, 0, unit->height);
  unit_rule(unit, 0, unit->height, work->chart->layout->width, unit->height, 0.4)->grey = 0.6;
  if (!work->drawn) {
    double thick = work->chart->layout->size * 0.75;
    double middle = MIN(work->chart->layout->size * (ROW_PAD + 0.66), unit->height / 2); /* beside the first line */
    put_spans(work->chart, work->row, unit, middle, MIN(thick, unit->height - 2));
  }
  work->drawn = TRUE;
}

static void put_row(const Chart *chart, const SheetBarRow *row, const Unit *head, const Unit *group) {
  Layout *layout = chart->layout;
  RowWork work = {chart, row, FALSE};
  const RowStyle style = {.pad_x = layout->size * 0.3,
                          .pad_y = layout->size * ROW_PAD,
                          .ground = -1,
                          .head = head,
                          .group = group,
                          .ground_draw = row_ground,
                          .data = &work};
  g_autofree RowCell *cells = g_new0(RowCell, chart->bars->n_columns);
  double x = 0;
  for (guint c = 0; c < chart->bars->n_columns; c++) {
    cells[c] = (RowCell){.x = x, .width = chart->widths[c], .align = chart->bars->columns[c].align};
    cells[c].flow = flow_of(layout, row->cells[c], chart->widths[c] - 2 * style.pad_x, c == 0 ? FLOW_BOLD : FLOW_PLAIN);
    x += chart->widths[c];
  }
  row_add(layout, cells, chart->bars->n_columns, &style);
}

/* The first text in bold, the others after it in small type, and the days below. */
static void put_stacked(const Chart *chart, const SheetBarRow *row, const Unit *head, const Unit *group) {
  Layout *layout = chart->layout;
  const SheetBars *bars = chart->bars;
  const RowStyle style = {.pad_y = layout->size * 0.15, .ground = -1, .keep = TRUE, .head = head, .group = group};
  g_autoptr(GString) rest = g_string_new(NULL);
  for (guint c = 1; c < bars->n_columns; c++) {
    if (*row->cells[c] != '\0') {
      g_string_append_printf(rest, "%s%s：%s", rest->len > 0 ? "　" : "", bars->columns[c].title, row->cells[c]);
    }
  }
  RowCell cell = {.width = layout->width, .flow = flow_of(layout, row->cells[0], layout->width, FLOW_BOLD)};
  if (rest->len > 0) {
    flow_add(cell.flow, layout, rest->str, 0.85, FLOW_PLAIN);
  }
  row_add(layout, &cell, 1, &style);
  double thick = layout->size * 0.8;
  Unit *unit = unit_add(layout, thick + layout->size * 0.5);
  unit->head = head;
  unit->group = group;
  ground(chart, unit, 0, unit->height - layout->size * 0.25);
  put_spans(chart, row, unit, (unit->height - layout->size * 0.25) / 2, thick * 0.9);
}

static const Unit *put_group(const Chart *chart, const char *text, const Unit *head, gboolean names) {
  Layout *layout = chart->layout;
  const RowStyle style = {
      .pad_x = layout->size * 0.3, .pad_y = layout->size * 0.12, .ground = 0.93, .keep = names, .head = head};
  RowCell cell = {.width = layout->width};
  cell.flow = flow_of(layout, text, layout->width - 2 * style.pad_x, FLOW_BOLD);
  Unit *unit = row_add(layout, &cell, 1, &style);
  return unit->height <= layout->room / 4 ? unit : NULL;
}

/* ---- the legend ---- */

typedef struct {
  const char *text;
  DrawKind kind;
  SheetFill fill;
} Sample;

/* Only what occurs is explained. */
static gboolean has_fill(const SheetBars *bars, SheetFill fill) {
  for (guint r = 0; r < bars->rows->len; r++) {
    const SheetBarRow *row = g_ptr_array_index(bars->rows, r);
    for (guint i = 0; i < row->spans->len; i++) {
      if (g_array_index(row->spans, SheetSpan, i).fill == fill) {
        return TRUE;
      }
    }
  }
  return FALSE;
}

static gboolean has_mark(const SheetBars *bars) {
  for (guint r = 0; r < bars->rows->len; r++) {
    if (shown(bars, ((const SheetBarRow *)g_ptr_array_index(bars->rows, r))->mark)) {
      return TRUE;
    }
  }
  return FALSE;
}

/* Samples with their words, as many in a line as fit. */
static void put_legend(const Chart *chart) {
  Layout *layout = chart->layout;
  const SheetBars *bars = chart->bars;
  Sample samples[N_FILLS + 2];
  guint n = 0;
  for (int f = 0; f < N_FILLS; f++) {
    if (bars->legend[f] != NULL && has_fill(bars, (SheetFill)f)) {
      samples[n++] = (Sample){bars->legend[f], f == FILL_LINE ? DRAW_RULE : DRAW_BAR, (SheetFill)f};
    }
  }
  if (bars->mark_legend != NULL && has_mark(bars)) {
    samples[n++] = (Sample){bars->mark_legend, DRAW_MARK, FILL_DARK};
  }
  if (bars->off_legend != NULL && memchr(bars->off, TRUE, (gsize)bars->days) != NULL) {
    samples[n++] = (Sample){bars->off_legend, DRAW_GROUND, FILL_DARK};
  }
  double em = layout->size, line = em * 1.6, box = em * 2, x = 0;
  Unit *unit = NULL;
  for (guint i = 0; i < n; i++) {
    double natural = flow_natural(layout, samples[i].text, 0.85, FLOW_PLAIN) + 0.5;
    double width = MIN(natural, layout->width - box - em * 0.4);
    g_autoptr(Flow) flow = flow_new(width);
    flow_add(flow, layout, samples[i].text, 0.85, FLOW_PLAIN);
    double height = MAX(line, flow_height(flow, 0, flow->lines->len));
    if (unit == NULL || x + box + em * 0.4 + width > layout->width || height > line) {
      unit = unit_add(layout, height);
      unit->before = i == 0 ? em * 0.4 : 0;
      x = 0;
    }
    double middle = line / 2, thick = em * 0.75;
    if (samples[i].kind == DRAW_RULE) {
      unit_rule(unit, x, middle, x + box, middle, 1.2);
    } else if (samples[i].kind == DRAW_MARK) {
      unit_draw(unit, DRAW_MARK, x + box - thick, middle - thick / 2, thick, thick);
    } else {
      Draw *draw = unit_draw(unit, samples[i].kind, x, middle - thick / 2, box, thick);
      draw->fill = samples[i].fill;
      draw->grey = 0.87;
    }
    unit_lines(unit, flow, 0, flow->lines->len, x + box + em * 0.4, middle - em * 0.56, SHEET_LEFT);
    x += box + width + em * 1.6;
  }
}

/* ---- all of it ---- */

static gboolean side_by_side(Chart *chart) {
  const SheetBars *bars = chart->bars;
  Layout *layout = chart->layout;
  g_autofree double *wanted = g_new0(double, bars->n_columns);
  for (guint c = 0; c < bars->n_columns; c++) {
    wanted[c] = flow_natural(layout, bars->columns[c].title, 1, FLOW_BOLD);
    for (guint r = 0; r < bars->rows->len; r++) {
      const SheetBarRow *row = g_ptr_array_index(bars->rows, r);
      if (row->group == NULL) {
        wanted[c] = MAX(wanted[c], flow_natural(layout, row->cells[c], 1, c == 0 ? FLOW_BOLD : FLOW_PLAIN));
      }
    }
  }
  /* The texts get what they would like, as long as the days keep half of the width and are no narrower than they must be. */
  double pad = layout->size * 0.3, sum = 0;
  for (guint c = 0; c < bars->n_columns; c++) {
    double least = (bars->columns[c].min > 0 ? bars->columns[c].min : 3) * layout->size;
    sum += MAX(wanted[c] + 0.5, least) + 2 * pad;
  }
  double texts = MIN(sum, layout->width - MAX(bars->days * DAY_LEAST, layout->width * 0.45));
  texts = MAX(texts, layout->width - bars->days * DAY_MOST); /* a short season: no wider days than can be used */
  if (texts < MIN(sum, layout->width * 0.2) ||
      !layout_columns(layout, bars->columns, bars->n_columns, wanted, texts, pad, chart->widths)) {
    return FALSE;
  }
  chart->left = texts;
  chart->day = MIN((layout->width - texts) / bars->days, DAY_MOST);
  return TRUE;
}

void layout_bars(Layout *layout, const SheetBars *bars) {
  g_autofree double *widths = g_new0(double, bars->n_columns);
  Chart chart = {.layout = layout, .bars = bars, .widths = widths};
  chart.stacked = !side_by_side(&chart);
  if (chart.stacked) {
    chart.left = 0;
    chart.day = MIN(layout->width / bars->days, DAY_MOST);
  }
  chart.mini = MIN(NUMBER_EMS, chart.day / 1.3 / layout->size);
  chart.mini = MAX(chart.mini, 4.5 / layout->size);
  const Unit *head = put_head(&chart), *group = NULL;
  for (guint r = 0; r < bars->rows->len; r++) {
    const SheetBarRow *row = g_ptr_array_index(bars->rows, r);
    if (row->group != NULL) {
      const SheetBarRow *next = r + 1 < bars->rows->len ? g_ptr_array_index(bars->rows, r + 1) : NULL;
      group = put_group(&chart, row->group, head, next != NULL && next->group == NULL);
    } else if (chart.stacked) {
      put_stacked(&chart, row, head, group);
    } else {
      put_row(&chart, row, head, group);
    }
  }
  put_legend(&chart);
}
