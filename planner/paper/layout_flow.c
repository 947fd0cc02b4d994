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
static void add_line(Flow *flow, const char *text, const TextLine *found, double size, FlowStyle style,
                     gboolean begins) {
  double width = found->width + found->lead;
  double scale = width > flow->width && width > 0 ? flow->width / width : 1;
  FlowLine line = {.text = g_strndup(text + found->start, found->length),
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

void flow_add(Flow *flow, const Layout *layout, const char *text, double ems, FlowStyle style) {
  double size = layout->size * ems;
  const Measure *measure = layout->measure;
  g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
  for (guint i = 0; paragraphs[i] != NULL; i++) {
    g_autofree char *clean = measure->clean(measure->data, paragraphs[i]);
    g_array_set_size(lines, 0);
    measure->wrap(measure->data, clean, size, (style & FLOW_BOLD) != 0, flow->width, lines);
    for (guint l = 0; l < lines->len; l++) {
      add_line(flow, clean, &g_array_index(lines, TextLine, l), size, style, l == 0);
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
  if (*text == '\0') {
    return 0;
  }
  g_autoptr(Flow) flow = flow_new(G_MAXINT);
  flow_add(flow, layout, text, ems, style);
  double width = 0;
  for (guint i = 0; i < flow->lines->len; i++) {
    width = MAX(width, g_array_index(flow->lines, FlowLine, i).width);
  }
  return width;
}

/* ---- units ---- */

static void draw_clear(gpointer data) {
  Draw *draw = data;
  g_free(draw->text);
}

Unit *unit_add(Layout *layout, double height) {
  Unit *unit = g_new0(Unit, 1);
  unit->draws = g_array_new(FALSE, TRUE, sizeof(Draw));
  g_array_set_clear_func(unit->draws, draw_clear);
  unit->height = height;
  unit->title = layout->title;
  g_ptr_array_add(layout->units, unit);
  return unit;
}

void unit_free(gpointer data) {
  Unit *unit = data;
  g_array_unref(unit->draws);
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

void unit_lines(Unit *unit, const Flow *flow, guint from, guint to, double x, double y, SheetAlign align) {
  for (guint i = from; i < to; i++) {
    const FlowLine *line = &g_array_index(flow->lines, FlowLine, i);
    double free_width = flow->width - line->width;
    double left = align == SHEET_RIGHT ? free_width : align == SHEET_CENTRE ? free_width / 2 : 0;
    if (*line->text != '\0') {
      Draw *draw = unit_draw(unit, DRAW_TEXT, x + left, y + line->top, line->width, line->box);
      draw->text = g_strdup(line->text);
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
  const double line = 0.5;
  double left = cells[0].x, right = cells[n - 1].x + cells[n - 1].width;
  unit_rule(unit, left, 0, right, 0, line);
  unit_rule(unit, left, unit->height, right, unit->height, line);
  for (guint c = 0; c < n; c++) {
    unit_rule(unit, cells[c].x, 0, cells[c].x, unit->height, line);
  }
  unit_rule(unit, right, 0, right, unit->height, line);
}

static void put_ticks(const Layout *layout, Unit *unit, const RowCell *cell, double x, double y, guint from, guint to) {
  const double side = layout->size * 0.86;
  const guint last = MAX(to, from + 1); /* one without words, too */
  for (guint i = from; i < last; i++) {
    const FlowLine *line = i < cell->flow->lines->len ? &g_array_index(cell->flow->lines, FlowLine, i) : NULL;
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
  unit_lines(unit, cell->flow, from, to, x, y, cell->align);
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
      to[c] = lines_that_fit(flow, from[c], room);
      double taken = flow_height(flow, from[c], to[c]);
      if (cells[c].tick != TICK_NONE && from[c] == 0) {
        taken = MAX(taken, layout->size * LEADING);
      }
      height = MAX(height, taken);
      left |= to[c] < flow->lines->len;
    }
    height += 2 * style->pad_y;
    Unit *unit = unit_add(layout, first == NULL ? MAX(height, MIN(style->min_height, layout->room / 2)) : height);
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
