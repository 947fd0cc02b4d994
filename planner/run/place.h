/* Where in a run the user is: always a cell that is asked now. */
#pragma once
#include "model/run.h"

/* The cell itself, or the nearest asked one before it in its row. */
void place_at(RunState *state, guint row, guint item);
/* The next open cell after this one; the cell itself when none is left behind it. */
void place_after(RunState *state, guint row, guint item);
