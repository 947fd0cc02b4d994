/* Which contact table in which form. */
#include "desk/show/contacts.h"
#include "out/contacts.h"
#include "out/vcard.h"
#include <string.h>

DeskResult contacts_make(Desk *desk, const DeskContacts *asked, GString *out, char **problem, GError **error) {
  const Store *store = desk->campaign->store;
  ContactsOptions options = {.wall = asked->wall, .date = desk_today(desk)};
  if (asked->department != NULL) {
    options.department = desk_find_department(desk, asked->department, problem);
    if (options.department == NULL) {
      return DESK_REFUSED;
    }
  }
  if (strcmp(asked->format, "vcf") == 0) {
    vcard_print(store, &options, out);
  } else if (strcmp(asked->format, "json") == 0) {
    contacts_print_json(store, &options, out);
  } else if (strcmp(asked->format, "html") == 0) {
    contacts_print_html(store, &options, out);
  } else if (strcmp(asked->format, "csv") == 0 || strcmp(asked->format, "xlsx") == 0) {
    g_autoptr(Grid) grid = contacts_grid(store, &options, CONTACTS_CELLS);
    if (asked->format[0] == 'x') {
      return book_write(desk, "联络表", grid, TRUE, out, error);
    }
    grid_print_csv(grid, out);
  } else {
    g_autoptr(Grid) grid = contacts_grid(store, &options, CONTACTS_READING);
    if (strcmp(asked->format, "md") == 0) {
      grid_print_markdown(grid, out);
    } else {
      grid_print_text(grid, asked->columns, out);
    }
  }
  return DESK_DONE;
}
