/* A plan that `plan --format json` wrote earlier, read back for comparing. */
#pragma once
#include "desk/desk.h"
#include "sched/diff.h"

/* NULL when the file cannot be read, is no JSON or no plan: E001–E004, E080 and E083 in `diags`. */
OldPlan *plan_old_read(const char *path, DiagList *diags);
