/* Which form is made by whom. */
#include "desk/show/report.h"
#include "desk/print/prints.h"
#include "desk/show/readiness.h"
#include "desk/whom.h"
#include "out/readyjson.h"
#include "out/readysheet.h"
#include "out/readytables.h"
#include <string.h>

static DeskResult write_book(const Desk *desk, const Readiness *readiness, GString *out, GError **error) {
  BookSheet sheets[N_READY_TABLES];
  g_autoptr(GPtrArray) grids = g_ptr_array_new_with_free_func((GDestroyNotify)grid_free);
  for (int i = 0; i < N_READY_TABLES; i++) {
    g_ptr_array_add(grids, readytables_grid(readiness, (ReadyTable)i));
    sheets[i] = (BookSheet){.name = readytables_name((ReadyTable)i), .grid = grids->pdata[i], .landscape = TRUE};
  }
  return book_write_all(desk, sheets, N_READY_TABLES, out, error);
}

/* The same sheet as `print report`. */
static DeskResult draw(Desk *desk, const Department *department, GString *out, char **problem, GError **error) {
  const Print *print = prints_find("report", problem);
  const PrintAsk ask = {.department = department != NULL ? department->id : NULL, .date = DAY_NONE};
  const PrintOrder order = {.format = PAPER_PDF, .out = "-"};
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(Sheet) sheet = NULL;
  DeskResult result = prints_sheet(desk, print, &ask, &sheet, problem, error);
  return result == DESK_DONE ? prints_write(desk, print, &ask, &order, sheet, written, out, problem, error) : result;
}

DeskResult report_make(Desk *desk, const DeskReport *asked, GString *out, char **problem, GError **error) {
  Whom whom;
  if (strcmp(asked->format, "xlsx") == 0 && desk->tools->write_workbook == NULL) {
    return DESK_NEEDS_BOOK;
  }
  gboolean pdf = strcmp(asked->format, "pdf") == 0;
  if (pdf && desk->tools->draw_sheet == NULL) {
    return DESK_NEEDS_PAPER;
  }
  if (!whom_find(desk, asked->who, &whom, problem)) {
    return DESK_REFUSED;
  }
  if (whom.person != NULL) {
    *problem = g_strdup_printf("准备情况按部门算，不按人算。请用 --for 写部门，例如 --for dept:%s。",
                               whom.person->department != NULL ? whom.person->department->id : "service");
    return DESK_REFUSED;
  }
  if (pdf) {
    return draw(desk, whom.department, out, problem, error);
  }
  g_autoptr(Readiness) readiness = readiness_of(desk, whom.department, error);
  if (readiness == NULL) {
    return DESK_FAULT;
  }
  if (strcmp(asked->format, "xlsx") == 0) {
    return write_book(desk, readiness, out, error);
  }
  (strcmp(asked->format, "json") == 0 ? readyjson_print : readysheet_print)(readiness, out);
  return DESK_DONE;
}
