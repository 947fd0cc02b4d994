/* `register import`: what a platform's export lists becomes rows of a register. */
#pragma once
#include "desk/registers/registers.h"

typedef struct {
  const char *name, *path;      /* register; csv or xlsx, "-" is standard input */
  const char *by, *recorded_by; /* as users name people; recorded_by may be NULL */
  const RegisterValue *values;  /* of columns that the file lacks, the same in every row */
  guint n_values;
} RegisterImport;
/* Columns are found by title, id and `aliases`. A row whose outside number is in the register already is passed over; one with a result is closed at once.
 * Appends to `report` what was added. All or none: FALSE with *error when the world failed; FALSE with *needs_book as tables_open; FALSE with *problem when it
 * was asked wrongly; FALSE with problems in desk->diags, and then nothing was recorded. */
gboolean registers_import(Desk *desk, const RegisterImport *ask, GString *report, gboolean *needs_book, char **problem,
                          GError **error);
