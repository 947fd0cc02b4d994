/* The recovery code: sixteen letters and digits in four groups, printed once when the manager sets his first PIN, for the day on which he has forgotten it.
 * Made by chance (73 bits), so that no pepper is needed and it also helps where that file is lost. No letter looks like another (0 O 1 I L U are
 * left out); the last one is a check (ISO/IEC 7064, hybrid system MOD 31,30), so that a slip of the pen is told apart from a wrong code. */
#pragma once
#include <glib.h>

#define RECOVERY_STAFF "#recovery" /* stands in for a staff id in pin_subject: no id looks like it */

char *recovery_new(void); /* "7K4P-…"; caller frees */
/* As typed: case, blanks and dashes do not count. NULL when it is none or was mistyped; otherwise the code as recovery_new made it. */
char *recovery_read(const char *typed);
