/* What a command line answers where the desk says that something is missing: the option or the command. */
#pragma once
#include "desk/advice.h"

char *cmd_advice(Advice advice, const char *about, const char *more); /* an Adviser */
