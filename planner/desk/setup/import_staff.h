/* `staff import`: a list of people becomes staff.yaml. */
#pragma once
#include "desk/desk.h"

/* Appends to `report` what was added, changed and removed. FALSE with *error when the world failed; FALSE with *needs_book as tables_open; FALSE
 * with problems in desk->diags, and then nothing was written. */
gboolean import_staff(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error);
