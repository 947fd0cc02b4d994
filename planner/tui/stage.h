/* Between the state and the world: hands events to update and performs what it asks for through the desk. Knows no terminal, so that tests play whole
 * sessions on it. */
#pragma once
#include "tui/update.h"

typedef struct Stage Stage;
/* `desk` is loaded, planned and without errors; it stays the caller's. */
Stage *stage_new(Desk *desk, int columns, int rows);
void stage_free(Stage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stage, stage_free)
/* Opens the run with this key; with NULL the one that is meant by the checklist, asking where there are several. `by`: the 检查人, NULL
 * when he is to be asked for. */
void stage_check(Stage *stage, const char *key, const char *checklist, const char *by);
const App *stage_app(const Stage *stage);

/* TRUE when something that takes a moment follows: draw the state, then stage_perform. *quit is set when the session is over; *redraw when the
 * terminal is to be painted anew. */
gboolean stage_event(Stage *stage, const Input *input, gboolean *quit, gboolean *redraw);
void stage_perform(Stage *stage);
