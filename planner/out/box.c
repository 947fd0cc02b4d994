/* A Grid in a terminal. CJK text is two cells a character, so widths are cells and never bytes or characters. What cannot be shown as a
 * table in the width given, without breaking telephone numbers and ids apart, is shown as a card a row. */
#include "out/box.h"

#include "base/text.h"
#include <string.h>

#define MIN_CELLS 6     /* three Chinese characters a line can still be read */
#define MAX_UNBROKEN 24 /* longer runs (addresses of pages) may be cut anywhere */

typedef struct {
  const Grid *grid;
  guint n;
  int *width;     /* cells of each column without air */
  int air;        /* blanks on each side of a text */
  gboolean rules; /* a line between rows, once a row takes several lines */
  GString *out;
} Box;

/* The widest line of a text, and its longest run that should not be broken. */
static void measure(const char *text, int *widest, int *unbroken) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    *widest = MAX(*widest, text_width(*line));
  }
  int run = 0;
  for (const char *p = text; *p != '\0'; p++) {
    run = *p > ' ' && *p < 0x7f ? run + 1 : 0;
    *unbroken = MAX(*unbroken, MIN(run, MAX_UNBROKEN));
  }
}

/* Narrows the widest columns first, none below its floor. FALSE when even the floors are too wide. */
static gboolean narrow(int *width, const int *floor, guint n, int budget) {
  int total = 0;
  for (guint c = 0; c < n; c++) {
    total += width[c];
  }
  while (total > budget) {
    guint widest = n;
    for (guint c = 0; c < n; c++) {
      if (width[c] > floor[c] && (widest == n || width[c] > width[widest])) {
        widest = c;
      }
    }
    if (widest == n) {
      return FALSE;
    }
    width[widest]--;
    total--;
  }
  return TRUE;
}

static gboolean fit(Box *box, int columns) {
  const Grid *grid = box->grid;
  g_autofree int *natural = g_new0(int, box->n);
  g_autofree int *floor = g_new0(int, box->n);
  for (guint c = 0; c < box->n; c++) {
    const GridColumn *column = grid_column(grid, c);
    int unbroken = 0;
    measure(column->title, &natural[c], &unbroken);
    for (guint r = 0; r < grid_n_rows(grid); r++) {
      if (grid_row_kind(grid, r) == GRID_ROW) {
        measure(grid_text(grid, r, c), &natural[c], &unbroken);
      }
    }
    natural[c] = MAX(natural[c], column->min);
    floor[c] = MIN(natural[c], MAX(MAX(column->min, unbroken), MIN_CELLS));
    if (column->max > 0) {
      natural[c] = MAX(floor[c], MIN(natural[c], column->max));
    }
  }
  for (box->air = 1; box->air >= 0; box->air--) {
    memcpy(box->width, natural, box->n * sizeof *natural);
    int frame = (int)box->n * (2 * box->air + 1) + 1;
    if (columns == 0 || narrow(box->width, floor, box->n, columns - frame)) {
      return TRUE;
    }
  }
  return FALSE;
}

/* ┌──┬──┐ and its sisters; `above` and `below` say whether columns meet the line there. */
static void rule(const Box *box, gboolean above, gboolean below, gboolean top, gboolean bottom) {
  const char *joint = above && below ? "┼" : above ? "┴" : below ? "┬" : "─";
  g_string_append(box->out, top ? "┌" : bottom ? "└" : "├");
  for (guint c = 0; c < box->n; c++) {
    for (int i = 0; i < box->width[c] + 2 * box->air; i++) {
      g_string_append(box->out, "─");
    }
    g_string_append(box->out, c + 1 == box->n ? (top ? "┐" : bottom ? "┘" : "┤") : joint);
  }
  g_string_append_c(box->out, '\n');
}

static void padded(const Box *box, const char *text, int cells, gboolean right) {
  g_autofree char *text_padded = text_pad(text, cells, right);
  g_string_append(box->out, box->air ? " " : "");
  g_string_append(box->out, text_padded);
  g_string_append(box->out, box->air ? " " : "");
}

/* One row of cells as lines. `texts` are n_columns texts, or one that stretches over all columns. */
static void lines_of(const Box *box, const char *const *texts, guint n_texts, gboolean heading) {
  guint height = 1;
  g_autoptr(GPtrArray) wrapped = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  int whole = -1 - 2 * box->air;
  for (guint c = 0; c < box->n; c++) {
    whole += box->width[c] + 2 * box->air + 1;
  }
  for (guint c = 0; c < n_texts; c++) {
    char **lines = text_wrap(texts[c], n_texts == 1 && box->n > 1 ? whole : box->width[c]);
    height = MAX(height, g_strv_length(lines));
    g_ptr_array_add(wrapped, lines);
  }
  for (guint h = 0; h < height; h++) {
    g_string_append(box->out, "│");
    for (guint c = 0; c < n_texts; c++) {
      char **lines = g_ptr_array_index(wrapped, c);
      const char *line = h < g_strv_length(lines) ? lines[h] : "";
      gboolean stretched = n_texts == 1 && box->n > 1;
      padded(box, line, stretched ? whole : box->width[c], !stretched && !heading && grid_column(box->grid, c)->right);
      g_string_append(box->out, "│");
    }
    g_string_append_c(box->out, '\n');
  }
}

static gboolean needs_rules(const Box *box) {
  const Grid *grid = box->grid;
  for (guint r = 0; r < grid_n_rows(grid); r++) {
    for (guint c = 0; grid_row_kind(grid, r) == GRID_ROW && c < box->n; c++) {
      if (strchr(grid_text(grid, r, c), '\n') != NULL || text_width(grid_text(grid, r, c)) > box->width[c]) {
        return TRUE;
      }
    }
  }
  return FALSE;
}

static void print_box(Box *box) {
  const Grid *grid = box->grid;
  box->rules = needs_rules(box);
  g_autofree const char **texts = g_new0(const char *, box->n);
  for (guint c = 0; c < box->n; c++) {
    texts[c] = grid_column(grid, c)->title;
  }
  rule(box, FALSE, TRUE, TRUE, FALSE);
  lines_of(box, texts, box->n, TRUE);
  gboolean above_cells = TRUE;
  guint n_rows = grid_n_rows(grid);
  for (guint r = 0; r < n_rows; r++) {
    gboolean cells = grid_row_kind(grid, r) == GRID_ROW;
    if (r == 0 || box->rules || !cells || !above_cells) {
      rule(box, above_cells, cells, FALSE, FALSE);
    }
    for (guint c = 0; c < (cells ? box->n : 1); c++) {
      texts[c] = grid_text(grid, r, c);
    }
    lines_of(box, texts, cells ? box->n : 1, FALSE);
    above_cells = cells;
  }
  rule(box, above_cells, FALSE, FALSE, TRUE);
}

/* 标题   文字, the texts under each other, for terminals that are too narrow for a table. */
static void print_cards(const Box *box, int columns) {
  const Grid *grid = box->grid;
  int label = 0;
  for (guint c = 0; c < box->n; c++) {
    label = MAX(label, text_width(grid_column(grid, c)->title));
  }
  int room = MAX(columns - label - 4, MIN_CELLS);
  for (guint r = 0; r < grid_n_rows(grid); r++) {
    gboolean cells = grid_row_kind(grid, r) == GRID_ROW;
    g_autofree char *head = text_cut(grid_text(grid, r, 0), MAX(columns - 8, MIN_CELLS));
    g_autofree char *dashes = text_repeat("─", MAX(columns - text_width(head) - 4, 2));
    g_string_append_printf(box->out, cells ? "── %s %s\n" : "\n【%s】\n", head, dashes);
    for (guint c = 1; cells && c < box->n; c++) {
      const char *text = grid_text(grid, r, c);
      if (*text == '\0' || strcmp(text, "—") == 0) {
        continue; /* on a card a line that says nothing is in the way */
      }
      g_auto(GStrv) lines = text_wrap(text, room);
      g_autofree char *name = text_pad(grid_column(grid, c)->title, label, FALSE);
      g_autofree char *blank = text_repeat(" ", label);
      for (guint i = 0; lines[i] != NULL; i++) {
        g_string_append_printf(box->out, "  %s  %s\n", i == 0 ? name : blank, lines[i]);
      }
    }
  }
}

void grid_print_text(const Grid *grid, int columns, GString *out) {
  guint n = grid_n_columns(grid);
  g_autofree int *width = g_new0(int, n);
  Box box = {.grid = grid, .n = n, .width = width, .out = out};
  if (grid_title(grid) != NULL) {
    g_string_append_printf(out, "%s\n", grid_title(grid));
  }
  if (fit(&box, columns)) {
    print_box(&box);
  } else {
    print_cards(&box, columns);
  }
  for (guint i = 0; i < grid_n_notes(grid); i++) {
    g_auto(GStrv) lines = text_wrap(grid_note_text(grid, i), columns > 0 ? columns : G_MAXINT);
    for (char **line = lines; *line != NULL; line++) {
      g_string_append_printf(out, "%s\n", *line);
    }
  }
}
