/* Inside the layout: the pieces that blocks make of themselves and the paginator places. Included by layout*.c alone. */
#pragma once
#include "paper/layout.h"

/* Something that stands on one page as a whole. Its draws lie relative to its own top and to the left margin. */
typedef struct Unit {
  GArray *draws; /* of Draw; NULL once they have gone to their page */
  double *edges; /* n_edges places across: rules there, and across above and below; NULL without */
  guint n_edges;
  double height, before;           /* before: air above, none at the top of a page */
  gboolean keep;                   /* not the last on a page: the next one belongs to it */
  gboolean breaks;                 /* begins a page */
  const struct Unit *head, *group; /* refs; said again where this one comes first on a page */
  const char *title;               /* of the sheet it belongs to: for running heads; ref */
} Unit;

typedef struct {
  const Sheet *sheet;
  const Measure *measure;
  Paper paper;
  double size;  /* points of one em of body text */
  double width; /* between the margins */
  double room;  /* height that units have on a page that begins with a running head */
  const char *title;
  GPtrArray *units; /* Unit* */
  GArray *scratch;  /* of TextLine: what was measured last */
} Layout;

/* ---- text that was broken into lines ---- */

typedef struct {
  char *text;
  double width, height, top, size, base, lead; /* height of the line; top: from there to the box of the text */
  double box;                                  /* height of that box */
  gboolean bold, pale;
  gboolean begins; /* the text's, or after a newline */
} FlowLine;
typedef struct {
  double width;  /* to fit into */
  GArray *lines; /* of FlowLine */
} Flow;
typedef enum { FLOW_PLAIN = 0, FLOW_BOLD = 1, FLOW_PALE = 2 } FlowStyle;
Flow *flow_new(double width);
void flow_free(Flow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Flow, flow_free)
/* `ems` type size; newlines begin lines. */
void flow_add(Flow *flow, const Layout *layout, const char *text, double ems, FlowStyle style);
Flow *flow_of(const Layout *layout, const char *text, double width, FlowStyle style);
double flow_height(const Flow *flow, guint from, guint to);
/* The width that it would need if nothing had to break. */
double flow_natural(const Layout *layout, const char *text, double ems, FlowStyle style);

/* ---- units ---- */

Unit *unit_add(Layout *layout, double height);
void unit_free(gpointer unit);
Draw *unit_draw(Unit *unit, DrawKind kind, double x, double y, double width, double height);
Draw *unit_rule(Unit *unit, double x1, double y1, double x2, double y2, double line);
/* Takes the lines' texts: what is said twice is broken twice. */
void unit_lines(Unit *unit, Flow *flow, guint from, guint to, double x, double y, SheetAlign align);

/* ---- rows: cells side by side, which break over pages only where one is taller than a page ---- */

typedef struct {
  double x, width; /* padding included */
  Flow *flow;      /* made for the inner width; owned by the row. NULL = nothing in it */
  SheetAlign align;
  SheetTick tick;
  gboolean ticks; /* a box to tick for each line that begins, not for the first alone */
} RowCell;
typedef struct {
  double pad_x, pad_y, min_height, before;
  gboolean framed; /* rules around each cell */
  double ground;   /* grey below everything; negative = none */
  gboolean keep;
  const Unit *head, *group;
  /* called for each piece before its texts are put; may be NULL */
  void (*ground_draw)(Unit *unit, gpointer data);
  gpointer data;
} RowStyle;
/* Takes the flows. Returns the first piece. */
Unit *row_add(Layout *layout, RowCell *cells, guint n, const RowStyle *style);
double row_inner(const Layout *layout, double width, SheetTick tick, const RowStyle *style);

/* ---- blocks ---- */

void layout_table(Layout *layout, const SheetTable *table);
void layout_bars(Layout *layout, const SheetBars *bars);
void layout_fields(Layout *layout, const SheetBlock *block);
void layout_ticks(Layout *layout, const SheetBlock *block);
void layout_signatures(Layout *layout, const SheetBlock *block);
void layout_code(Layout *layout, const SheetBlock *block);
void layout_pictures(Layout *layout, const SheetBlock *block);
/* Widths of columns for the texts in them; FALSE when they do not fit side by side. `texts` gives the widest of a column, in points. */
gboolean layout_columns(const Layout *layout, const SheetColumn *columns, guint n, const double *wanted, double width,
                        double pad, double *widths);
