/* Grids → a workbook in memory, through libxlsxwriter. Lives in the helper program for workbooks (DESIGN §3): it is what Tools.write_workbook
 * points to. The same sheets give the same bytes. */
#pragma once
#include "base/file.h"
#include "out/formsheet.h"
#include "out/grid.h"

/* NULL and a FILE_FAULT when the temporary file cannot be written. */
GBytes *xlsx_write(const BookSheet *sheets, guint n_sheets, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A sheet to be filled in: what is not a field is locked, without a password; drop-downs, limits and hints at the fields; as xlsx_write. */
GBytes *xlsx_write_form(const FormSheet *sheet, GError **error) G_GNUC_WARN_UNUSED_RESULT;
