/* `staff import` and `roster import`: the two lists that offices keep in Excel. */
#include "cmd/entries.h"
#include "desk/setup/import_roster.h"
#include "desk/setup/import_staff.h"

typedef gboolean (*Import)(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error);

static int import(Run *run, Import function) {
  GError *error = NULL;
  gboolean needs_book = FALSE;
  if (function(run->desk, run->args[0], run->out, &needs_book, &error)) {
    return 0;
  }
  g_string_truncate(run->out, 0); /* nothing was written, so nothing is reported */
  return needs_book ? RUN_NEEDS_BOOK : error != NULL ? run_fail(run, error) : 1;
}

int cmd_staff_import(Run *run) {
  return import(run, import_staff);
}

int cmd_roster_import(Run *run) {
  return import(run, import_roster);
}
