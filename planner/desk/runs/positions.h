/* Where the user was in each run: .ready315/positions. Not evidence: it may be lost, and what does not fit the run any more is ignored. */
#pragma once
#include "desk/desk.h"
#include "model/run.h"

/* Survives a killed program, not a power cut: it is written at every move. */
void positions_save(const Desk *desk, const char *key, const RunState *state);
/* Ids of row and item (callers free) when the position was saved after exactly so many entries. */
gboolean positions_find(const Desk *desk, const char *key, guint32 action, char **row, char **item);
