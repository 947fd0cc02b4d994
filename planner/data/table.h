/* Rows of cells with positions: what csv, tsv and xlsx are read into, and the columns found in them by their usual names. */
#pragma once
#include "base/diag.h"

/* Line and column count from 1. csv: where the text begins in the file; xlsx: row and column of the cell in its sheet. */
typedef struct {
  const char *text; /* UTF-8, trimmed of outer white space; "" when empty; owned by the table */
  guint32 line, column;
} Cell;

typedef struct {
  guint n_cells; /* up to the last one with text; rows differ */
  Cell *cells;   /* cells[i] is the row's column i + 1 */
  guint32 line;  /* csv: the line it starts on; xlsx: the row */
} TableRow;

typedef struct {
  const char *file;  /* interned */
  const char *sheet; /* interned; NULL for csv */
  guint n_rows;
  TableRow *rows; /* rows without any text are left out */
  GStringChunk *strings;
} Table;
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* `index` from 0 as in TableRow.cells; beyond the row's last cell: the line as a whole (csv), the empty cell (xlsx). */
Pos table_pos(const Table *table, const TableRow *row, guint index);

#define TABLE_MAX_BYTES (256u << 20)
#define TABLE_MAX_ROWS 1048576
#define TABLE_MAX_COLUMNS 4096
#define TABLE_MAX_CELLS (16u << 20) /* of all sheets together, empty ones before a filled one included */

/* Separator found from the first lines: comma, tab, semicolon or the fullwidth comma. RFC 4180 quoting; line breaks inside quotes. NULL
 * only when nothing could be read (E003, E070, E078); after a later problem (E070, E071) the rows before it. */
Table *csv_parse(const char *file, GBytes *bytes, DiagList *diags);

/* All sheets of a workbook, in order. Numbers as shown in the file's text where they have no format, dates (by number format, 1900 and 1904
 * systems) as YYYY-MM-DD[ HH:MM], times as HH:MM, percentages as 95%, booleans as TRUE/FALSE, formulas by their stored value, merged cells only in the first, but
 * those merged downwards in one column in each row that has other text. Bounded against zip bombs (E071); encrypted and .xls files are told
 * apart in the message (E070). Whole numbers in a format of zeros only (0000) keep their leading zeros. NULL when there was a problem. */
typedef struct Workbook {
  guint n_sheets;
  gboolean from_1904; /* serials of days that have no date format count from 1904 */
  Table **sheets;
} Workbook;
void workbook_free(Workbook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Workbook, workbook_free)
/* In data/xlsx.c, which brings libzip and libxml2 with it: programs that must start quickly do not call it. */
Workbook *xlsx_parse(const char *file, GBytes *bytes, DiagList *diags);
gboolean table_is_xlsx(GBytes *bytes); /* by content, PK\003\004 */

/* Columns by name. Names are compared folded: width, case, white space and brackets with what they hold are ignored. */
typedef struct {
  const char *id;
  gboolean required;
  const char *const *aliases; /* NULL-terminated, Chinese and English */
} ColumnSpec;

/* Finds the header row among the first 20 rows (the one naming most columns) and fills index[n] with column indexes from 0, or -1. A
 * heading equal to an alias goes before one that merely contains it; of those the longest alias counts, and only Chinese ones of two
 * characters or more. Returns the header's row index, or -1 with problems: an empty table is E077, missing required columns are E072 with
 * their aliases named, two columns for one E073. */
int table_find_columns(const Table *table, const ColumnSpec *specs, guint n, int *index, DiagList *diags);
const char *table_cell(const TableRow *row, int index); /* "" when index is -1 or beyond the row */
