/* Each view's own part of the canvas, between title bar and foot. For view.c. */
#pragma once
#include "tui/app.h"
#include "tui/canvas.h"

void view_home(const App *app, Canvas *canvas);
void view_plan(const App *app, Canvas *canvas);
void view_contacts(const App *app, Canvas *canvas);
void view_run(const App *app, Canvas *canvas);
void view_prompt(const Prompt *prompt, Canvas *canvas); /* over all of it */
