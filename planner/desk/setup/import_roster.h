/* `roster import`: a table of shifts becomes roster.yaml. The days that the table has are replaced as a whole; other days stay. */
#pragma once
#include "desk/desk.h"

/* As import_staff. */
gboolean import_roster(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error);
