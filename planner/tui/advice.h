/* What the screen answers where the desk says that something is missing: the key, or what to type after leaving. */
#pragma once
#include "desk/advice.h"

char *tui_advice(Advice advice, const char *about, const char *more); /* an Adviser */
