/* A screen in memory: cells with text and attributes. Views draw here, the terminal is sent what differs, and tests read it. A wide character is a lead
 * cell and a continuation cell; drawing over one half blanks the other, so that no half of a character can remain. */
#pragma once
#include <glib.h>

/* Everything must be readable with the first row alone; colours are an extra. */
typedef enum {
  ATTR_PLAIN = 0,
  ATTR_BOLD = 1 << 0,
  ATTR_REVERSE = 1 << 1,
  ATTR_DIM = 1 << 2,
  ATTR_ALERT = 1 << 3,  /* red where there are colours */
  ATTR_ACCENT = 1 << 4, /* cyan where there are colours */
} Attr;

#define CELL_BYTES 20 /* of a cluster, NUL included; longer ones keep their first character */

typedef struct {
  char text[CELL_BYTES]; /* "" in a continuation cell */
  guint8 cells;          /* 1, 2; 0 = continuation */
  guint8 attr;
} ScreenCell;

typedef struct {
  int columns, rows;
  ScreenCell *cells;             /* rows × columns */
  int cursor_row, cursor_column; /* -1: hidden */
} Canvas;

Canvas *canvas_new(int columns, int rows); /* at least 1 × 1; blank */
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)
const ScreenCell *canvas_at(const Canvas *canvas, int row, int column); /* inside, asserted */

/* Text from (row, column) on, clipped at all edges. Control characters are passed over. Returns the column behind it, clipped or not. */
int canvas_put(Canvas *canvas, int row, int column, const char *text, Attr attr);
/* The same in exactly `cells` cells: cut with … or padded with blanks of the same attribute. */
void canvas_field(Canvas *canvas, int row, int column, int cells, const char *text, Attr attr);
void canvas_rule(Canvas *canvas, int row); /* a line across */
void canvas_cursor(Canvas *canvas, int row, int column);

/* Runs of cells that must be sent to turn `before` into `after`; everything when before is NULL or of another size. Runs begin and end between
 * characters. Returns how many cells were visited. */
typedef void (*CanvasVisitor)(const Canvas *after, int row, int column, int cells, gpointer data);
int canvas_diff(const Canvas *before, const Canvas *after, CanvasVisitor visit, gpointer data);
