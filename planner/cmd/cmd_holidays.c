/* `holidays import`: the year's notice, and what it moves. */
#include "cmd/entries.h"
#include "desk/setup/holidays.h"

int cmd_holidays_import(Run *run) {
  GError *error = NULL;
  if (holidays_import(run->desk, run->args[0], run->out, &error)) {
    return 0;
  }
  g_string_truncate(run->out, 0); /* nothing was written, so nothing is reported */
  return error != NULL ? run_fail(run, error) : 1;
}
