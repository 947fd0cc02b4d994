/* The full-screen program, from the first screen to the last. What a program that starts it has to know, and nothing else. */
#pragma once
#include "desk/desk.h"

/* Runs until the manager leaves. `desk` is loaded and planned without errors. 0; 128 + N when signal N ended it; or -1 and *error (a Chinese sentence)
 * when this terminal cannot show it, which is found before anything is sent to it. With a key or a checklist it opens at that run (stage_check). */
int tui_run(Desk *desk, gboolean colour, const char *key, const char *checklist, const char *by, GError **error);

/* What every key does, for the manual. */
typedef void (*TuiKeyVisitor)(const char *group, const char *keys, const char *help, gpointer data);
void tui_each_key(TuiKeyVisitor visit, gpointer data);
