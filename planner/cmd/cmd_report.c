/* `report`: how ready the shop is. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/record/record.h"
#include "desk/show/report.h"
#include <string.h>

int cmd_report(Run *run) {
  g_autofree char *record = record_path(run->desk);
  if (!desk_load(run->desk, g_file_test(record, G_FILE_TEST_EXISTS)) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  const DeskReport asked = {.format = format != NULL ? format : "html", .who = run_option(run, "for")};
  g_autoptr(GString) sheet = g_string_new(NULL);
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = report_make(run->desk, &asked, sheet, &problem, &error);
  return deliver(run, result, sheet, strcmp(asked.format, "xlsx") == 0 || strcmp(asked.format, "pdf") == 0, problem,
                 error);
}
