/* A table of texts that every flat export is made of, and the printers that turn it into text, csv, Markdown, HTML or a workbook.
 * A Grid knows nothing of stores or plans: the writers (out/contacts …) fill it, the printers show it. */
#pragma once
#include <glib.h>

typedef struct {
  const char *id;    /* machine name of the column */
  const char *title; /* heading */
  gboolean right;    /* flush right (numbers) */
  int min, max;      /* width in cells for text; max 0 = no limit, longer cells wrap */
} GridColumn;

typedef struct Grid Grid;
Grid *grid_new(const char *title, const GridColumn *columns,
               guint n_columns); /* columns are copied shallowly: static strings */
void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)
void grid_cell(Grid *grid,
               const char *text); /* appends the next cell; NULL = empty; copied, control characters cleaned */
void grid_end_row(Grid *grid);    /* asserts that the row is full */
void grid_subheading(Grid *grid, const char *text); /* a line across all columns (external block) */
/* For sheets that people fill in with a pen: HTML rows high enough to write in, columns as wide as their `min`. */
void grid_set_by_hand(Grid *grid);
void grid_note(Grid *grid, const char *text); /* a line below the table */

guint grid_n_rows(const Grid *grid);

/* `columns`: terminal cells to fit into, by wrapping; 0 = as wide as needed. Box drawing. */
void grid_print_text(const Grid *grid, int columns, GString *out);
void grid_print_csv(
    const Grid *grid,
    GString *out); /* RFC 4180, CRLF, UTF-8 BOM; cells that a spreadsheet would take for a formula get a leading ' */
void grid_print_markdown(const Grid *grid, GString *out);
void grid_print_html(const Grid *grid, GString *out); /* the <table> alone; out/page.h makes the document */

/* Workbook writing is out/xlsx.c's (libxlsxwriter); this is what it is given. */
typedef struct {
  const char *name; /* sheet name */
  const Grid *grid;
  const char *const *drop_downs; /* per column a "甲,乙,丙" list or NULL; may be NULL altogether */
  gboolean landscape;
} BookSheet;

/* For printers of other files. */
guint grid_n_columns(const Grid *grid);
const GridColumn *grid_column(const Grid *grid, guint column);
typedef enum { GRID_ROW, GRID_SUBHEADING } GridRowKind;
GridRowKind grid_row_kind(const Grid *grid, guint row);
const char *grid_text(const Grid *grid, guint row, guint column); /* subheading: column 0 */
const char *grid_title(const Grid *grid);
guint grid_n_notes(const Grid *grid);
const char *grid_note_text(const Grid *grid, guint i);
