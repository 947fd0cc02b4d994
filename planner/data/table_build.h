/* For the readers of this room (csv, xlsx): tables as they grow, within the limits of data/table.h. */
#pragma once
#include "data/table.h"

typedef struct TableBuilder TableBuilder;
/* `n_cells` counts over all sheets of a file against TABLE_MAX_CELLS; it must outlive the builder. */
TableBuilder *table_builder_new(const char *file, const char *sheet, gsize *n_cells, DiagList *diags);
void table_builder_free(TableBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableBuilder, table_builder_free)

/* A cell of the row under way, in any order; the later one of two in one place stands. Trimmed; cells without text only hold places
 * before others. FALSE and E071 beyond the limits. */
gboolean table_builder_cell(TableBuilder *builder, guint index, const char *text, gsize length, guint32 line,
                            guint32 column);
/* Ends the row; without any text it leaves no trace. */
gboolean table_builder_end_row(TableBuilder *builder, guint32 line);
Table *table_builder_finish(TableBuilder *builder);

/* Empties the cells from (line, index) to (last_line, last_index) but the first: what a merged range covers. Returns how many were looked
 * at. The rows must be in order. */
gsize table_blank(Table *table, guint32 line, guint index, guint32 last_line, guint last_index);
/* Gives the rows below (line, index), down to last_line, its text in the same column: what people mean by merging downwards. */
gsize table_repeat_down(Table *table, guint32 line, guint index, guint32 last_line);
/* Takes out rows that have become empty, and empty cells at the ends of rows. */
void table_compact(Table *table);

/* A file of another kind altogether (.xls, encrypted, PDF, a picture, a web page called .xls): TRUE and E070 that says so. */
gboolean table_refuse_foreign(const char *file, const char *bytes, gsize length, DiagList *diags);
