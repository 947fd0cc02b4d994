/* Knows widths (base/text) and nothing of terminals or of what is shown. */
#include "tui/canvas.h"
#include "base/text.h"
#include <string.h>

static const ScreenCell blank = {" ", 1, ATTR_PLAIN};

Canvas *canvas_new(int columns, int rows) {
  Canvas *canvas = g_new0(Canvas, 1);
  canvas->columns = MAX(columns, 1);
  canvas->rows = MAX(rows, 1);
  canvas->cells = g_new(ScreenCell, (gsize)canvas->columns * (gsize)canvas->rows);
  for (int i = 0; i < canvas->columns * canvas->rows; i++) {
    canvas->cells[i] = blank;
  }
  canvas->cursor_row = canvas->cursor_column = -1;
  return canvas;
}

void canvas_free(Canvas *canvas) {
  if (canvas == NULL) {
    return;
  }
  g_free(canvas->cells);
  g_free(canvas);
}

static ScreenCell *cell_at(const Canvas *canvas, int row, int column) {
  return &canvas->cells[row * canvas->columns + column];
}

const ScreenCell *canvas_at(const Canvas *canvas, int row, int column) {
  g_assert(row >= 0 && row < canvas->rows && column >= 0 && column < canvas->columns);
  return cell_at(canvas, row, column);
}

/* Makes room for a character of `width` cells: of the characters that it covers in part, the other half becomes blank. */
static void make_room(Canvas *canvas, int row, int column, int width) {
  if (cell_at(canvas, row, column)->cells == 0) {
    cell_at(canvas, row, column - 1)->cells = 1;
    strcpy(cell_at(canvas, row, column - 1)->text, " ");
  }
  int behind = column + width;
  if (behind < canvas->columns && cell_at(canvas, row, behind)->cells == 0) {
    *cell_at(canvas, row, behind) = blank;
  }
}

static void put_cluster(Canvas *canvas, int row, int column, const char *text, int bytes, int width, Attr attr) {
  make_room(canvas, row, column, width);
  ScreenCell *cell = cell_at(canvas, row, column);
  *cell = (ScreenCell){.cells = (guint8)width, .attr = (guint8)attr};
  memcpy(cell->text, text, (gsize)(bytes < CELL_BYTES ? bytes : text_next(text) - text));
  if (width == 2) {
    *cell_at(canvas, row, column + 1) = (ScreenCell){.cells = 0, .attr = (guint8)attr};
  }
}

int canvas_put(Canvas *canvas, int row, int column, const char *text, Attr attr) {
  gboolean visible = row >= 0 && row < canvas->rows;
  for (const char *p = text; *p != '\0';) {
    int width;
    const char *end = text_cluster(p, &width);
    if (width > 0 && visible && column >= 0 && column + width <= canvas->columns) {
      put_cluster(canvas, row, column, p, (int)(end - p), width, attr);
    } else if (width == 2 && visible) { /* half inside: a blank, so that nothing older shows through */
      int inside = column == -1 ? 0 : column;
      if (inside >= 0 && inside < canvas->columns) {
        put_cluster(canvas, row, inside, " ", 1, 1, attr);
      }
    }
    column += width;
    p = end;
  }
  return column;
}

void canvas_field(Canvas *canvas, int row, int column, int cells, const char *text, Attr attr) {
  if (cells <= 0) {
    return;
  }
  g_autofree char *cut = text_cut(text, cells);
  g_autofree char *padded = text_pad(cut, cells, FALSE);
  canvas_put(canvas, row, column, padded, attr);
}

void canvas_rule(Canvas *canvas, int row) {
  for (int column = 0; column < canvas->columns; column++) {
    canvas_put(canvas, row, column, "─", ATTR_DIM);
  }
}

void canvas_cursor(Canvas *canvas, int row, int column) {
  canvas->cursor_row = CLAMP(row, 0, canvas->rows - 1);
  canvas->cursor_column = CLAMP(column, 0, canvas->columns - 1);
}

/* ---- what differs --------------------------------------------------------------------------------------------------------------- */

static gboolean same(const ScreenCell *a, const ScreenCell *b) {
  return a->cells == b->cells && a->attr == b->attr && strcmp(a->text, b->text) == 0;
}

int canvas_diff(const Canvas *before, const Canvas *after, CanvasVisitor visit, gpointer data) {
  gboolean all = before == NULL || before->columns != after->columns || before->rows != after->rows;
  int sum = 0;
  for (int row = 0; row < after->rows; row++) {
    int column = 0;
    while (column < after->columns) {
      if (!all && same(cell_at(before, row, column), cell_at(after, row, column))) {
        column++;
        continue;
      }
      int first = column;
      while (first > 0 && cell_at(after, row, first)->cells == 0) {
        first--; /* a continuation is sent with its lead */
      }
      while (column < after->columns && (all || cell_at(after, row, column)->cells == 0 ||
                                         !same(cell_at(before, row, column), cell_at(after, row, column)))) {
        column++;
      }
      visit(after, row, first, column - first, data);
      sum += column - first;
    }
  }
  return sum;
}
