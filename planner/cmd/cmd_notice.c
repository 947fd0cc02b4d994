/* `notice`: the deployment notice with its receipt sheet. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/show/notice.h"

int cmd_notice(Run *run) {
  if (!desk_load(run->desk, TRUE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  g_autoptr(GString) sheet = g_string_new(NULL);
  notice_make(run->desk, format != NULL ? format : "html", run->columns, sheet);
  return deliver(run, DESK_DONE, sheet, FALSE, NULL, NULL);
}
