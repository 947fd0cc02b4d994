/* Asks the program whether it can write workbooks; ready315 itself cannot (DESIGN: it starts in a millisecond because it does not link that). */
#include "desk/book.h"

DeskResult book_write(const Desk *desk, const char *name, const Grid *grid, gboolean landscape, GString *out,
                      GError **error) {
  if (desk->tools->write_workbook == NULL) {
    return DESK_NEEDS_BOOK;
  }
  const BookSheet sheet = {name, grid, NULL, landscape};
  g_autoptr(GBytes) bytes = desk->tools->write_workbook(&sheet, 1, error);
  if (bytes == NULL) {
    return DESK_FAULT;
  }
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_string_append_len(out, data, (gssize)length);
  return DESK_DONE;
}
