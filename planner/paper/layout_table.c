/* Tables: how wide their columns are, and cards where they do not fit side by side. */
#include "paper/layout_work.h"
#include <string.h>

enum { DEFAULT_MIN = 3, NARROW_MAX = 12 };
#define LITTLE 2.5 /* ems */
#define TICK_ROOM 1.4
#define LEAST_TEXT 1.5 /* beside a box to tick */

gboolean layout_columns(const Layout *layout, const SheetColumn *columns, guint n, const double *wanted, double width,
                        double pad, double *widths) {
  g_autofree double *ceiling = g_new(double, n);
  double em = layout->size, sum = 0, wish = 0, weight = 0;
  for (guint c = 0; c < n; c++) {
    double least = (columns[c].min > 0 ? columns[c].min : DEFAULT_MIN) * em + 2 * pad;
    double want = wanted[c] + 2 * pad + 0.5;
    ceiling[c] = MAX(want, least);
    if (columns[c].weight <= 0) {
      ceiling[c] = MAX(MIN(want, NARROW_MAX * em), least);
      widths[c] = ceiling[c];
    } else {
      widths[c] = MIN(least, ceiling[c]);
    }
    sum += widths[c];
    wish += ceiling[c];
    weight += columns[c].weight;
  }
  if (sum > width) { /* the narrow ones can give way, too */
    for (guint c = 0; c < n && sum > width; c++) {
      double least = (columns[c].min > 0 ? columns[c].min : DEFAULT_MIN) * em + 2 * pad;
      if (columns[c].weight <= 0 && widths[c] > least) {
        double give = MIN(widths[c] - least, sum - width);
        widths[c] -= give;
        sum -= give;
      }
    }
    if (sum > width + 0.01) {
      return FALSE;
    }
  }
  /* First those that lack little: a department's name that breaks for want of one character makes every row of it two lines high. */
  for (gboolean given = TRUE; given && wish > width;) {
    guint least = n;
    given = FALSE;
    for (guint c = 0; c < n; c++) {
      double lack = ceiling[c] - widths[c];
      if (lack > 0.01 && (least == n || lack < ceiling[least] - widths[least])) {
        least = c;
      }
    }
    double lack = least < n ? ceiling[least] - widths[least] : 0;
    if (least < n && lack <= MIN(width - sum, LITTLE * em)) {
      widths[least] += lack;
      sum += lack;
      given = TRUE;
    }
  }
  /* What is left goes to those whose texts still break, by weight; when none does, to all. */
  for (int round = 0; round < 8 && width - sum > 0.01 && wish > width; round++) {
    double share = 0, rest = width - sum;
    for (guint c = 0; c < n; c++) {
      share += widths[c] < ceiling[c] ? MAX(columns[c].weight, 0.2) * (ceiling[c] - widths[c]) : 0;
    }
    for (guint c = 0; c < n && share > 0; c++) {
      if (widths[c] < ceiling[c]) {
        double part = rest * MAX(columns[c].weight, 0.2) * (ceiling[c] - widths[c]) / share;
        part = MIN(part, ceiling[c] - widths[c]);
        widths[c] += part;
        sum += part;
      }
    }
  }
  if (wish <= width) {
    memcpy(widths, ceiling, n * sizeof *widths);
    sum = wish;
  }
  double rest = width - sum;
  for (guint c = 0; c < n && rest > 0; c++) {
    widths[c] += weight > 0 ? rest * columns[c].weight / weight : rest / n;
  }
  return TRUE;
}

/* ---- side by side ---- */

static double pad_x(const Layout *layout) {
  return layout->size * 0.35;
}

static double tick_room(const Layout *layout, const SheetCell *cell) {
  return cell->tick != TICK_NONE ? layout->size * TICK_ROOM : 0;
}

static gboolean find_widths(const Layout *layout, const SheetTable *table, double *widths) {
  g_autofree double *wanted = g_new0(double, table->n_columns);
  g_autofree SheetColumn *columns = g_memdup2(table->columns, table->n_columns * sizeof *columns);
  for (guint c = 0; c < table->n_columns; c++) {
    gboolean ticks = FALSE;
    wanted[c] = flow_natural(layout, table->columns[c].title, 1, FLOW_BOLD);
    for (guint r = 0; r < table->rows->len; r++) {
      const SheetRow *row = &g_array_index(table->rows, SheetRow, r);
      if (row->group == NULL) {
        const SheetCell *cell = &row->cells[c];
        double natural = flow_natural(layout, cell->text, 1, cell->strong ? FLOW_BOLD : FLOW_PLAIN);
        wanted[c] = MAX(wanted[c], natural + tick_room(layout, cell));
        ticks |= cell->tick != TICK_NONE;
      }
    }
    columns[c].min = MAX(columns[c].min > 0 ? columns[c].min : DEFAULT_MIN, ticks ? LEAST_TEXT + TICK_ROOM : 0);
  }
  return layout_columns(layout, columns, table->n_columns, wanted, layout->width, pad_x(layout), widths);
}

static const Unit *put_head(Layout *layout, const SheetTable *table, const double *widths) {
  g_autofree RowCell *cells = g_new0(RowCell, table->n_columns);
  const RowStyle style = {.pad_x = pad_x(layout),
                          .pad_y = layout->size * 0.3,
                          .before = layout->size * 0.5,
                          .framed = TRUE,
                          .ground = 0.88,
                          .keep = TRUE};
  double x = 0;
  for (guint c = 0; c < table->n_columns; c++) {
    cells[c] = (RowCell){.x = x, .width = widths[c], .align = SHEET_CENTRE};
    cells[c].flow =
        flow_of(layout, table->columns[c].title, row_inner(layout, widths[c], TICK_NONE, &style), FLOW_BOLD);
    x += widths[c];
  }
  return row_add(layout, cells, table->n_columns, &style);
}

/* `names`: a row of its own follows, with which it stays. */
static const Unit *put_group(Layout *layout, const char *text, const Unit *head, gboolean names) {
  const RowStyle style = {.pad_x = pad_x(layout),
                          .pad_y = layout->size * 0.25,
                          .framed = TRUE,
                          .ground = 0.95,
                          .keep = names,
                          .before = head == NULL ? layout->size * 0.5 : 0,
                          .head = head};
  RowCell cell = {.width = layout->width};
  cell.flow = flow_of(layout, text, row_inner(layout, cell.width, TICK_NONE, &style), FLOW_BOLD);
  return row_add(layout, &cell, 1, &style);
}

static void put_row(Layout *layout, const SheetTable *table, const SheetRow *row, const double *widths,
                    const Unit *head, const Unit *group) {
  g_autofree RowCell *cells = g_new0(RowCell, table->n_columns);
  const RowStyle style = {.pad_x = pad_x(layout),
                          .pad_y = layout->size * 0.25,
                          .min_height = table->row_height * layout->size,
                          .framed = TRUE,
                          .ground = -1,
                          .head = head,
                          .group = group};
  double x = 0;
  for (guint c = 0; c < table->n_columns; c++) {
    const SheetCell *cell = &row->cells[c];
    cells[c] = (RowCell){
        .x = x, .width = widths[c], .align = table->columns[c].align, .tick = (SheetTick)cell->tick, .ticks = TRUE};
    if (*cell->text != '\0') {
      cells[c].flow = flow_of(layout, cell->text, row_inner(layout, widths[c], cells[c].tick, &style),
                              cell->strong ? FLOW_BOLD : FLOW_PLAIN);
    }
    x += widths[c];
  }
  row_add(layout, cells, table->n_columns, &style);
}

/* A head or group line is said again on each page only while it leaves room for what it names. */
static const Unit *repeated(const Layout *layout, const Unit *unit) {
  return unit != NULL && unit->height <= layout->room / 4 ? unit : NULL;
}

/* ---- one card a row ---- */

#define LABEL_SHARE 0.3

/* An empty cell is a line to write on where the table is to be filled in by hand; elsewhere nothing happened, and a page of such lines buries what did. */
static gboolean on_card(const SheetTable *table, const SheetCell *cell) {
  return strcmp(cell->text, "—") != 0 && (*cell->text != '\0' || cell->tick != TICK_NONE || table->row_height > 0);
}

/* What the card is called: its first cell; where that is a box alone, what stands out of the row. */
static guint name_of(const SheetTable *table, const SheetRow *row) {
  for (guint c = 1; *row->cells[0].text == '\0' && row->cells[0].tick != TICK_NONE && c < table->n_columns; c++) {
    if (row->cells[c].strong && *row->cells[c].text != '\0') {
      return c;
    }
  }
  return 0;
}

static void put_card(Layout *layout, const SheetTable *table, const SheetRow *row, const Unit *group) {
  double em = layout->size;
  const guint called = name_of(table, row);
  guint end = table->n_columns; /* after the last cell that is shown */
  while (end > 1 && (end - 1 == called || !on_card(table, &row->cells[end - 1]))) {
    end--;
  }
  RowStyle style = {.pad_x = pad_x(layout), .pad_y = em * 0.15, .ground = -1, .keep = TRUE, .group = group};
  const SheetCell *first = &row->cells[0];
  RowCell name = {.width = layout->width, .tick = (SheetTick)first->tick};
  /* To be written by hand: it says what goes there. */
  const char *named =
      *first->text != '\0' || name.tick != TICK_NONE ? row->cells[called].text : table->columns[0].title;
  name.flow = flow_of(layout, named, row_inner(layout, name.width, name.tick, &style), FLOW_BOLD);
  style.before = em * 0.4;
  style.ground = 0.92;
  style.keep = end > 1;
  row_add(layout, &name, 1, &style);
  style.before = 0;
  style.ground = -1;
  Unit *last = g_ptr_array_index(layout->units, layout->units->len - 1);
  for (guint c = 1; c < end; c++) {
    const SheetCell *cell = &row->cells[c];
    if (c == called || !on_card(table, cell)) {
      continue;
    }
    double split = layout->width * LABEL_SHARE;
    RowCell cells[2] = {{.width = split},
                        {.x = split, .width = layout->width - split, .tick = (SheetTick)cell->tick, .ticks = TRUE}};
    style.keep = c + 1 < end;
    style.min_height = *cell->text == '\0' ? MAX(table->row_height * em, em * 1.6) : 0;
    cells[0].flow = flow_of(layout, table->columns[c].title, row_inner(layout, split, TICK_NONE, &style), FLOW_PALE);
    cells[1].flow = flow_of(layout, cell->text, row_inner(layout, cells[1].width, cells[1].tick, &style),
                            cell->strong ? FLOW_BOLD : FLOW_PLAIN);
    row_add(layout, cells, 2, &style);
    last = g_ptr_array_index(layout->units, layout->units->len - 1);
    if (*cell->text == '\0' && cell->tick == TICK_NONE) {
      unit_rule(last, split + style.pad_x, last->height - 1, layout->width - style.pad_x, last->height - 1, 0.4);
    }
  }
  unit_rule(last, 0, last->height, layout->width, last->height, 0.8);
}

void layout_table(Layout *layout, const SheetTable *table) {
  g_autofree double *widths = g_new0(double, table->n_columns);
  gboolean fits = find_widths(layout, table, widths);
  const Unit *head = fits ? repeated(layout, put_head(layout, table, widths)) : NULL;
  const Unit *group = NULL;
  for (guint r = 0; r < table->rows->len; r++) {
    const SheetRow *row = &g_array_index(table->rows, SheetRow, r);
    if (row->group != NULL) {
      gboolean names = r + 1 < table->rows->len && g_array_index(table->rows, SheetRow, r + 1).group == NULL;
      group = repeated(layout, put_group(layout, row->group, head, names));
    } else if (fits) {
      put_row(layout, table, row, widths, head, group);
    } else {
      put_card(layout, table, row, group);
    }
  }
}
