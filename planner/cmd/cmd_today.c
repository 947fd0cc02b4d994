/* `today`: what a plan alone can say. Checklists stay unread but for the titles of those that the day names: this must be quick. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/today.h"

int cmd_today(Run *run) {
  if (!desk_load(run->desk, FALSE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  const DeskToday asked = {
      .format = format != NULL ? format : "text", .who = run_option(run, "for"), .columns = run->columns};
  g_autoptr(GString) sheet = g_string_new(NULL);
  char *problem = NULL;
  DeskResult result = today_make(run->desk, &asked, sheet, &problem);
  return deliver(run, result, sheet, FALSE, problem, NULL);
}
