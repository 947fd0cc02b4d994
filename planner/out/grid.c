/* The table behind every flat export. One description of columns and cells, so that a contact table on the wall, in a spreadsheet and on a
 * phone can never disagree. Must not know stores, plans, files or the clock; workbooks are out/xlsx's, documents out/page's. */
#include "out/grid.h"

#include "base/text.h"
#include "out/page.h"
#include <string.h>

#define UNBROKEN_CELLS 14 /* names, numbers and days stay on one line in HTML */

typedef struct {
  GridRowKind kind;
  char **cells; /* n_columns texts of a row, one of a subheading; owned */
} GridRow;

struct Grid {
  char *title;
  GridColumn *columns;
  guint n_columns;
  GArray *rows;       /* of GridRow */
  GPtrArray *pending; /* cells of the row being filled */
  GPtrArray *notes;
  gboolean by_hand;
};

static void row_clear(gpointer data) {
  GridRow *row = data;
  g_strfreev(row->cells);
}

Grid *grid_new(const char *title, const GridColumn *columns, guint n_columns) {
  g_assert(n_columns > 0);
  Grid *grid = g_new0(Grid, 1);
  grid->title = g_strdup(title);
  grid->columns = g_memdup2(columns, n_columns * sizeof *columns);
  grid->n_columns = n_columns;
  grid->rows = g_array_new(FALSE, FALSE, sizeof(GridRow));
  g_array_set_clear_func(grid->rows, row_clear);
  grid->pending = g_ptr_array_new_with_free_func(g_free);
  grid->notes = g_ptr_array_new_with_free_func(g_free);
  return grid;
}

void grid_free(Grid *grid) {
  if (grid == NULL) {
    return;
  }
  g_free(grid->title);
  g_free(grid->columns);
  g_array_unref(grid->rows);
  g_ptr_array_unref(grid->pending);
  g_ptr_array_unref(grid->notes);
  g_free(grid);
}

void grid_cell(Grid *grid, const char *text) {
  g_assert(grid->pending->len < grid->n_columns);
  g_ptr_array_add(grid->pending, text_clean(text != NULL ? text : "", TRUE));
}

void grid_end_row(Grid *grid) {
  g_assert(grid->pending->len == grid->n_columns);
  GridRow row = {GRID_ROW, g_new0(char *, grid->n_columns + 1)};
  memcpy(row.cells, grid->pending->pdata, grid->n_columns * sizeof(char *));
  g_ptr_array_set_free_func(grid->pending, NULL); /* the texts moved */
  g_ptr_array_set_size(grid->pending, 0);
  g_ptr_array_set_free_func(grid->pending, g_free);
  g_array_append_val(grid->rows, row);
}

void grid_subheading(Grid *grid, const char *text) {
  g_assert(grid->pending->len == 0);
  GridRow row = {GRID_SUBHEADING, g_new0(char *, 2)};
  row.cells[0] = text_clean(text, FALSE);
  g_array_append_val(grid->rows, row);
}

void grid_set_by_hand(Grid *grid) {
  grid->by_hand = TRUE;
}

void grid_note(Grid *grid, const char *text) {
  g_ptr_array_add(grid->notes, text_clean(text, TRUE));
}

guint grid_n_rows(const Grid *grid) {
  return grid->rows->len;
}
guint grid_n_columns(const Grid *grid) {
  return grid->n_columns;
}
const GridColumn *grid_column(const Grid *grid, guint column) {
  g_assert(column < grid->n_columns);
  return &grid->columns[column];
}
static const GridRow *grid_row(const Grid *grid, guint row) {
  g_assert(row < grid->rows->len);
  return &g_array_index(grid->rows, GridRow, row);
}
GridRowKind grid_row_kind(const Grid *grid, guint row) {
  return grid_row(grid, row)->kind;
}
const char *grid_text(const Grid *grid, guint row, guint column) {
  const GridRow *r = grid_row(grid, row);
  g_assert(column < (r->kind == GRID_ROW ? grid->n_columns : 1));
  return r->cells[column];
}
const char *grid_title(const Grid *grid) {
  return grid->title;
}
guint grid_n_notes(const Grid *grid) {
  return grid->notes->len;
}
const char *grid_note_text(const Grid *grid, guint i) {
  return g_ptr_array_index(grid->notes, i);
}

/* ---- csv -------------------------------------------------------------------------------------------------------------------- */

/* Spreadsheets run what begins with these; a leading apostrophe makes it text (OWASP, CSV injection). */
static gboolean looks_like_formula(const char *text) {
  return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static void csv_field(const char *text, GString *out) {
  gboolean guard = looks_like_formula(text);
  if (!guard && strpbrk(text, ",\"\r\n") == NULL && !g_str_has_prefix(text, " ") && !g_str_has_suffix(text, " ")) {
    g_string_append(out, text);
    return;
  }
  g_string_append_c(out, '"');
  if (guard) {
    g_string_append_c(out, '\'');
  }
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"') {
      g_string_append_c(out, '"');
    }
    g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

/* RFC 4180 §2.4: every line has the same number of fields, so a line across all columns is padded with empty ones. */
static void csv_wide(const Grid *grid, const char *text, GString *out) {
  csv_field(text, out);
  for (guint c = 1; c < grid->n_columns; c++) {
    g_string_append_c(out, ',');
  }
  g_string_append(out, "\r\n");
}

void grid_print_csv(const Grid *grid, GString *out) {
  g_string_append(out, "\xEF\xBB\xBF"); /* without it Excel on Chinese Windows reads GBK */
  for (guint c = 0; c < grid->n_columns; c++) {
    if (c > 0) {
      g_string_append_c(out, ',');
    }
    csv_field(grid->columns[c].title, out);
  }
  g_string_append(out, "\r\n");
  for (guint r = 0; r < grid->rows->len; r++) {
    const GridRow *row = grid_row(grid, r);
    if (row->kind == GRID_SUBHEADING) {
      csv_wide(grid, row->cells[0], out);
      continue;
    }
    for (guint c = 0; c < grid->n_columns; c++) {
      if (c > 0) {
        g_string_append_c(out, ',');
      }
      csv_field(row->cells[c], out);
    }
    g_string_append(out, "\r\n");
  }
  for (guint i = 0; i < grid->notes->len; i++) {
    csv_wide(grid, g_ptr_array_index(grid->notes, i), out);
  }
}

/* ---- Markdown --------------------------------------------------------------------------------------------------------------- */

static void markdown_cell(const char *text, GString *out) {
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\n') {
      g_string_append(out, "<br>");
    } else if (*p == '<') {
      g_string_append(out, "&lt;");
    } else {
      if (strchr("\\|*`", *p) != NULL) {
        g_string_append_c(out, '\\');
      }
      g_string_append_c(out, *p);
    }
  }
}

void grid_print_markdown(const Grid *grid, GString *out) {
  if (grid->title != NULL) {
    g_string_append(out, "## ");
    markdown_cell(grid->title, out);
    g_string_append(out, "\n\n");
  }
  for (guint c = 0; c < grid->n_columns; c++) {
    g_string_append(out, c == 0 ? "| " : " | ");
    markdown_cell(grid->columns[c].title, out);
  }
  g_string_append(out, " |\n|");
  for (guint c = 0; c < grid->n_columns; c++) {
    g_string_append(out, grid->columns[c].right ? " ---: |" : " --- |");
  }
  g_string_append_c(out, '\n');
  for (guint r = 0; r < grid->rows->len; r++) {
    const GridRow *row = grid_row(grid, r);
    for (guint c = 0; c < grid->n_columns; c++) {
      g_string_append(out, c == 0 ? "| " : " | ");
      if (row->kind == GRID_ROW) {
        markdown_cell(row->cells[c], out);
      } else if (c == 0) {
        g_string_append(out, "**");
        markdown_cell(row->cells[0], out);
        g_string_append(out, "**");
      }
    }
    g_string_append(out, " |\n");
  }
  for (guint i = 0; i < grid->notes->len; i++) {
    g_string_append(out, "\n");
    markdown_cell(g_ptr_array_index(grid->notes, i), out);
    g_string_append(out, "\n");
  }
}

/* ---- HTML ------------------------------------------------------------------------------------------------------------------- */

/* border and cellpadding as attributes: Word and WPS draw those even where they drop style sheets. */
void grid_print_html(const Grid *grid, GString *out) {
  g_string_append(
      out, "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" style=\"border-collapse:collapse;width:100%\">\n"
           "<thead><tr>");
  for (guint c = 0; c < grid->n_columns; c++) {
    if (grid->by_hand) {
      g_string_append_printf(out, "<th style=\"width:%dem\">", grid->columns[c].min / 2);
    } else {
      g_string_append(out, "<th nowrap>");
    }
    page_text(grid->columns[c].title, out);
    g_string_append(out, "</th>");
  }
  g_string_append(out, "</tr></thead>\n<tbody>\n");
  for (guint r = 0; r < grid->rows->len; r++) {
    const GridRow *row = grid_row(grid, r);
    if (row->kind == GRID_SUBHEADING) {
      g_string_append_printf(out, "<tr class=\"sub\"><th colspan=\"%u\" align=\"left\">", grid->n_columns);
      page_text(row->cells[0], out);
      g_string_append(out, "</th></tr>\n");
      continue;
    }
    g_string_append(out, grid->by_hand ? "<tr style=\"height:9mm\">" : "<tr>");
    for (guint c = 0; c < grid->n_columns; c++) {
      /* the heading travels with the cell: on a phone out/page.c's style shows a row as a card, without the cells that hold nothing */
      gboolean nothing = *row->cells[c] == '\0' || strcmp(row->cells[c], "—") == 0;
      gboolean short_text = strchr(row->cells[c], '\n') == NULL && text_width(row->cells[c]) <= UNBROKEN_CELLS;
      g_string_append_printf(out, "<td%s%s%s data-label=\"", grid->columns[c].right ? " align=\"right\"" : "",
                             nothing ? " class=\"none\"" : "", short_text && !nothing ? " nowrap" : "");
      page_text(grid->columns[c].title, out);
      g_string_append(out, "\">");
      page_text(row->cells[c], out);
      g_string_append(out, "</td>");
    }
    g_string_append(out, "</tr>\n");
  }
  g_string_append(out, "</tbody>\n</table>\n");
  for (guint i = 0; i < grid->notes->len; i++) {
    g_string_append(out, "<p class=\"note\">");
    page_text(g_ptr_array_index(grid->notes, i), out);
    g_string_append(out, "</p>\n");
  }
}
