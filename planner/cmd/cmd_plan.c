/* `plan`: the dated plan, and with --diff what changed since an earlier one. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/show/plan_out.h"
#include <string.h>

static int compare(Run *run, const char *format) {
  gboolean json = strcmp(format, "json") == 0;
  if (!json && strcmp(format, "text") != 0) {
    return run_refuse(run, "--diff 的结果只有 text 和 json 两种格式。");
  }
  if (run_option(run, "phase") != NULL || run_option(run, "for") != NULL) {
    return run_refuse(run, "--diff 比较整个计划，不能和 --phase、--for 一起用。");
  }
  g_autoptr(GString) sheet = g_string_new(NULL);
  DeskResult result = plan_out_diff(run->desk, run_option(run, "diff"), json, sheet);
  return deliver(run, result, sheet, FALSE, NULL, NULL);
}

int cmd_plan(Run *run) {
  if (!desk_load(run->desk, TRUE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  const DeskPlan asked = {.format = format != NULL ? format : "text",
                          .phase = run_option(run, "phase"),
                          .who = run_option(run, "for"),
                          .columns = run->columns};
  if (run_option(run, "diff") != NULL) {
    return compare(run, asked.format);
  }
  g_autoptr(GString) sheet = g_string_new(NULL);
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = plan_out_make(run->desk, &asked, sheet, &problem, &error);
  return deliver(run, result, sheet, strcmp(asked.format, "xlsx") == 0, problem, error);
}
