/* `holidays import`: the year's notice on days off becomes holidays/YEAR.json, and what it moves is told. */
#pragma once
#include "desk/desk.h"
#include "load/holiday_notice.h"

/* `path` is JSON in holiday-cn's form or the notice as pasted text; "-" is standard input. FALSE with *error when the world failed, or with problems
 * in desk->diags, and then nothing was written. */
gboolean holidays_import(Desk *desk, const char *path, GString *report, GError **error);
