/* Making and taking apart of the state, for run/ only. */
#pragma once
#include "model/run.h"

/* NULL when two rows have the same id. Nothing is answered; every row is entered. */
RunState *state_new(const Checklist *checklist, const char *definition, const char *subject, const GPtrArray *rows);
/* Frees what it holds, not itself. */
void state_clear(RunState *state);

/* One event: `people` and `effects` are NULL on replay, when `record` gets what was found out, to be compared with what was recorded. */
RunResult state_apply(RunState *state, const RunPeople *people, const RunEvent *event, GPtrArray *effects,
                      RunEvent *record);
