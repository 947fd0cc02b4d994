/* The screen as a function of the state. Reads nothing else; the same App always gives the same Canvas. */
#pragma once
#include "tui/app.h"
#include "tui/canvas.h"

Canvas *view_draw(const App *app); /* of the window's size */
