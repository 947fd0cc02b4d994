/* What the commands that make one sheet have in common: where it goes (standard output or --out FILE), and how they end. */
#pragma once
#include "cmd/command.h"
#include "desk/book.h"

/* Takes over `problem` and `error`. With DESK_DONE writes `sheet` (to --out where given, with a sentence on standard output) and returns 0;
 * otherwise the exit status. `binary` sheets are refused on a terminal. */
int deliver(Run *run, DeskResult result, const GString *sheet, gboolean binary, char *problem, GError *error);
