/* `today`. Without a record checklists stay unread but for the titles of those that the day names: this must be quick. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/record/record.h"
#include "desk/show/today.h"

int cmd_today(Run *run) {
  g_autofree char *record = record_path(run->desk);
  if (!desk_load(run->desk, g_file_test(record, G_FILE_TEST_EXISTS)) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  const DeskToday asked = {
      .format = format != NULL ? format : "text", .who = run_option(run, "for"), .columns = run->columns};
  g_autoptr(GString) sheet = g_string_new(NULL);
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = today_make(run->desk, &asked, sheet, &problem, &error);
  return deliver(run, result, sheet, FALSE, problem, error);
}
