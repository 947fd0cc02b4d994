/* Whether the definitions' files are still those that were loaded, as seen from outside: names, sizes, times. For programs that stay open for days. */
#pragma once
#include "desk/desk.h"

/* Differs when a definition's file was changed, added or removed; caller frees. Needs desk_load. */
char *stamp_of(const Desk *desk);
