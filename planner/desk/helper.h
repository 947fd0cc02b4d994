/* Runs a command that another of our programs carries (desk/tools.h has why there are several) and gives back what it said: for a screen, which
 * cannot be replaced by that program as the command line is. */
#pragma once
#include "desk/desk.h"

/* `ready315 COMMAND` (words with a blank between them) of this workspace by libexec/ready315/ready315-PROGRAM, its page made for `columns`. What it printed on both outputs is appended
 * to `out` as clean text. Returns its exit status, or -1 and *error when it could not be started. */
int helper_run(const Desk *desk, const char *program, const char *command, int columns, GString *out, GError **error);

/* Where ready315-PROGRAM should be (caller frees), and the sentence for when it is not: it names the package to install, which is called as the
 * program is. */
char *helper_path(const char *program);
char *helper_missing(const char *program);
