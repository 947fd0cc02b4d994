/* Text broken into lines, and rows of cells made of it. */
#include "paper/layout_work.h"
#include <string.h>

/* ---- flows ---- */

static void line_clear(gpointer data) {
  FlowLine *line = data;
  g_free(line->text);
}

Flow *flow_new(double width) {
  Flow *flow = g_new0(Flow, 1);
  flow->width = width;
  flow->lines = g_array_new(FALSE, TRUE, sizeof(FlowLine));
  g_array_set_clear_func(flow->lines, line_clear);
  return flow;
}

void flow_free(Flow *flow) {
  if (flow != NULL) {
    g_array_unref(flow->lines);
    g_free(flow);
  }
}

#define LEADING 1.32 /* height of a line, in ems of its type: Chinese without air between the lines is hard to read */

/* A character wider than the whole column (there are Arabic ligatures of ten ems) is drawn smaller rather than over its neighbour. */
static void add_line(Flow *flow, char *text, const TextLine *found, double size, FlowStyle style, gboolean begins) {
  double width = found->width + found->lead;
  double scale = width > flow->width && width > 0 ? flow->width / width : 1;
  FlowLine line = {.text = text,
                   .width = width * scale,
                   .size = size * scale,
                   .base = found->ascent * scale,
                   .lead = found->lead * scale,
                   .box = (found->ascent + found->descent) * scale,
                   .bold = (style & FLOW_BOLD) != 0,
                   .pale = (style & FLOW_PALE) != 0,
                   .begins = begins};
  line.height = MAX(size * LEADING, line.box);
  line.top = (line.height - line.box) / 2;
  g_array_append_val(flow->lines, line);
}

/* The next of the lines that the user typed, cleaned and measured into the scratch; NULL after the last. Caller frees. */
static char *next_line(const Layout *layout, const char **rest, double size, FlowStyle style, double width) {
  if (*rest == NULL) {
    return NULL;
  }
  const Measure *measure = layout->measure;
  const char *end = strchr(*rest, '\n');
  g_autofree char *own = end != NULL ? g_strndup(*rest, (gsize)(end - *rest)) : NULL;
  char *clean = measure->clean(measure->data, own != NULL ? own : *rest);
  g_array_set_size(layout->scratch, 0);
  measure->wrap(measure->data, clean, size, (style & FLOW_BOLD) != 0, width, layout->scratch);
  *rest = end != NULL ? end + 1 : NULL;
  return clean;
}

void flow_add(Flow *flow, const Layout *layout, const char *text, double ems, FlowStyle style) {
  double size = layout->size * ems;
  const GArray *lines = layout->scratch;
  for (char *clean = NULL; (clean = next_line(layout, &text, size, style, flow->width)) != NULL;) {
    gboolean whole = lines->len == 1 && clean[g_array_index(lines, TextLine, 0).length] == '\0';
    for (guint l = 0; l < lines->len; l++) {
      const TextLine *line = &g_array_index(lines, TextLine, l);
      add_line(flow, whole ? clean : g_strndup(clean + line->start, line->length), line, size, style, l == 0);
    }
    if (!whole) {
      g_free(clean);
    }
  }
}

Flow *flow_of(const Layout *layout, const char *text, double width, FlowStyle style) {
  Flow *flow = flow_new(width);
  if (*text != '\0') {
    flow_add(flow, layout, text, 1, style);
  }
  return flow;
}

double flow_height(const Flow *flow, guint from, guint to) {
  double height = 0;
  for (guint i = from; i < to; i++) {
    height += g_array_index(flow->lines, FlowLine, i).height;
  }
  return height;
}

double flow_natural(const Layout *layout, const char *text, double ems, FlowStyle style) {
  double widest = 0;
  if (*text == '\0') {
    return 0;
  }
  for (char *clean = NULL; (clean = next_line(layout, &text, layout->size * ems, style, G_MAXINT)) != NULL;) {
    for (guint l = 0; l < layout->scratch->len; l++) {
      const TextLine *line = &g_array_index(layout->scratch, TextLine, l);
      widest = MAX(widest, line->width + line->lead);
    }
    g_free(clean);
  }
  return widest;
}

/* ---- units ---- */

static Unit *add_unit(Layout *layout, double height, guint draws) {
  Unit *unit = g_new0(Unit, 1);
  unit->draws = g_array_sized_new(FALSE, FALSE, sizeof(Draw), draws);
  g_array_set_clear_func(unit->draws, draw_clear);
  unit->height = height;
  unit->title = layout->title;
  g_ptr_array_add(layout->units, unit);
  return unit;
}

Unit *unit_add(Layout *layout, double height) {
  return add_unit(layout, height, 2);
}

void unit_free(gpointer data) {
  Unit *unit = data;
  g_clear_pointer(&unit->draws, g_array_unref);
  g_free(unit->edges);
  g_free(unit);
}

Draw *unit_draw(Unit *unit, DrawKind kind, double x, double y, double width, double height) {
  const Draw draw = {.kind = kind, .x = x, .y = y, .width = width, .height = height};
  g_array_append_val(unit->draws, draw);
  return &g_array_index(unit->draws, Draw, unit->draws->len - 1);
}

Draw *unit_rule(Unit *unit, double x1, double y1, double x2, double y2, double line) {
  Draw *draw = unit_draw(unit, DRAW_RULE, x1, y1, x2 - x1, y2 - y1);
  draw->line = line;
  return draw;
}

void unit_lines(Unit *unit, Flow *flow, guint from, guint to, double x, double y, SheetAlign align) {
  for (guint i = from; i < to; i++) {
    FlowLine *line = &g_array_index(flow->lines, FlowLine, i);
    double free_width = flow->width - line->width;
    double left = align == SHEET_RIGHT ? free_width : align == SHEET_CENTRE ? free_width / 2 : 0;
    if (*line->text != '\0') {
      Draw *draw = unit_draw(unit, DRAW_TEXT, x + left, y + line->top, line->width, line->box);
      draw->text = g_steal_pointer(&line->text);
      draw->size = line->size;
      draw->base = line->base;
      draw->lead = line->lead;
      draw->bold = line->bold;
      draw->pale = line->pale;
    }
    y += line->height;
  }
}

/* ---- rows ---- */

enum { MAX_CELLS = 64 };
#define TICK_EMS 1.35 /* a box and the air behind it */

double row_inner(const Layout *layout, double width, SheetTick tick, const RowStyle *style) {
  return width - 2 * style->pad_x - (tick != TICK_NONE ? TICK_EMS * layout->size : 0);
}

static void frame_cells(Unit *unit, const RowCell *cells, guint n) {
  unit->edges = g_new(double, n + 1);
  unit->n_edges = n + 1;
  for (guint c = 0; c < n; c++) {
    unit->edges[c] = cells[c].x;
  }
  unit->edges[n] = cells[n - 1].x + cells[n - 1].width;
}

static void put_ticks(const Layout *layout, Unit *unit, const RowCell *cell, double x, double y, guint from, guint to) {
  const double side = layout->size * 0.86;
  const guint last = MAX(to, from + 1); /* one without words, too */
  for (guint i = from; i < last; i++) {
    gboolean has = cell->flow != NULL && i < cell->flow->lines->len;
    const FlowLine *line = has ? &g_array_index(cell->flow->lines, FlowLine, i) : NULL;
    if (i == 0 || (cell->ticks && line != NULL && line->begins)) {
      unit_draw(unit, DRAW_TICK, x, y + (layout->size * LEADING - side) / 2, side, side)->tick = cell->tick;
    }
    y += line != NULL ? line->height : 0;
  }
}

static void put_cell(const Layout *layout, Unit *unit, const RowCell *cell, const RowStyle *style, guint from,
                     guint to) {
  double x = cell->x + style->pad_x, y = style->pad_y;
  if (cell->tick != TICK_NONE) {
    put_ticks(layout, unit, cell, x, y, from, to);
    x += TICK_EMS * layout->size;
  }
  if (cell->flow != NULL) {
    unit_lines(unit, cell->flow, from, to, x, y, cell->align);
  }
}

/* How many lines of the cell from `from` on fit into `room`; at least one, for a line cannot be torn. */
static guint lines_that_fit(const Flow *flow, guint from, double room) {
  guint to = from;
  double height = 0;
  while (to < flow->lines->len) {
    height += g_array_index(flow->lines, FlowLine, to).height;
    if (height > room && to > from) {
      break;
    }
    to++;
  }
  return to;
}

Unit *row_add(Layout *layout, RowCell *cells, guint n, const RowStyle *style) {
  g_assert(n > 0 && n <= MAX_CELLS);
  guint from[MAX_CELLS] = {0}, to[MAX_CELLS] = {0};
  double room = layout->room - 2 * style->pad_y - (style->head != NULL ? style->head->height : 0) -
                (style->group != NULL ? style->group->height : 0);
  Unit *first = NULL;
  for (gboolean left = TRUE; left;) {
    double height = 0;
    left = FALSE;
    for (guint c = 0; c < n; c++) {
      const Flow *flow = cells[c].flow;
      to[c] = flow != NULL ? lines_that_fit(flow, from[c], room) : 1;
      double taken = flow != NULL ? flow_height(flow, from[c], to[c]) : 0;
      if (cells[c].tick != TICK_NONE && from[c] == 0) {
        taken = MAX(taken, layout->size * LEADING);
      }
      height = MAX(height, taken);
      left |= flow != NULL && to[c] < flow->lines->len;
    }
    height += 2 * style->pad_y;
    double high = first == NULL ? MAX(height, MIN(style->min_height, layout->room / 2)) : height;
    Unit *unit = add_unit(layout, high, n);
    unit->before = first == NULL ? style->before : 0;
    unit->keep = style->keep && !left;
    unit->head = style->head;
    unit->group = style->group;
    if (style->ground >= 0) {
      double right = cells[n - 1].x + cells[n - 1].width;
      unit_draw(unit, DRAW_GROUND, cells[0].x, 0, right - cells[0].x, unit->height)->grey = style->ground;
    }
    if (style->ground_draw != NULL) {
      style->ground_draw(unit, style->data);
    }
    if (style->framed) {
      frame_cells(unit, cells, n);
    }
    for (guint c = 0; c < n; c++) {
      put_cell(layout, unit, &cells[c], style, from[c], to[c]);
      from[c] = to[c];
    }
    first = first == NULL ? unit : first;
  }
  for (guint c = 0; c < n; c++) {
    g_clear_pointer(&cells[c].flow, flow_free);
  }
  return first;
}
