/* `check`: every definition is read, the plan is made, and all problems are the result. */
#include "cmd/entries.h"
#include "cmd/report.h"
#include <string.h>

int cmd_check(Run *run) {
  Desk *desk = run->desk;
  run->own_report = TRUE;
  if (desk_load(desk, TRUE)) {
    desk_plan(desk); /* what only dates can show: cycles, uncovered shifts, leave; meaningless on broken definitions */
  }
  const char *format = run_option(run, "format");
  if (format != NULL && strcmp(format, "json") == 0) {
    report_json(desk->diags, NULL, run->out);
  } else {
    g_autofree char *text = diag_render_text(desk->diags, run->columns);
    g_autofree char *summary = report_summary(desk->diags);
    g_string_append_printf(run->out, "%s%s\n", text, summary);
  }
  return diag_status(desk->diags);
}
