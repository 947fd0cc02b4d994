/* What a program was linked with. ready315 itself leaves out libraries that are slow to start (DESIGN §3); a use case that needs one
 * asks here and is handed over to a helper program where the pointer is NULL. */
#pragma once
#include "data/table.h"
#include "out/formsheet.h"
#include "out/grid.h"
#include "paper/kinds.h"

struct Sheet;

typedef struct {
  Workbook *(*read_workbook)(const char *file, GBytes *bytes, DiagList *diags);       /* data/xlsx */
  GBytes *(*write_workbook)(const BookSheet *sheets, guint n_sheets, GError **error); /* out/xlsx */
  GBytes *(*write_form)(const FormSheet *sheet, GError **error);                      /* out/xlsx */
  /* paper/paper: GBytes*, one for a PDF, else one a page; NULL and *error */
  GPtrArray *(*draw_sheet)(const struct Sheet *sheet, Paper paper, PaperFormat format, GError **error);
} Tools;
