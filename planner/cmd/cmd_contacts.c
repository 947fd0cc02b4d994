/* `contacts`: the per-department contact table. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/show/contacts.h"
#include <string.h>

int cmd_contacts(Run *run) {
  if (!desk_load(run->desk, FALSE)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  const DeskContacts asked = {.format = format != NULL ? format : "text",
                              .department = run_option(run, "dept"),
                              .wall = run_flag(run, "wall"),
                              .columns = run->columns};
  g_autoptr(GString) sheet = g_string_new(NULL);
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = contacts_make(run->desk, &asked, sheet, &problem, &error);
  return deliver(run, result, sheet, strcmp(asked.format, "xlsx") == 0, problem, error);
}
