/* Asks the program whether it can write workbooks; ready315 itself cannot (DESIGN: it starts in a millisecond because it does not link that). */
#include "desk/book.h"

DeskResult book_write_all(const Desk *desk, const BookSheet *sheets, guint n, GString *out, GError **error) {
  if (desk->tools->write_workbook == NULL) {
    return DESK_NEEDS_BOOK;
  }
  g_autoptr(GBytes) bytes = desk->tools->write_workbook(sheets, n, error);
  if (bytes == NULL) {
    return DESK_FAULT;
  }
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_string_append_len(out, data, (gssize)length);
  return DESK_DONE;
}

DeskResult book_write(const Desk *desk, const char *name, const Grid *grid, gboolean landscape, GString *out,
                      GError **error) {
  const BookSheet sheet = {name, grid, NULL, landscape};
  return book_write_all(desk, &sheet, 1, out, error);
}
