/* grid_print_text (declared in out/grid.h): a Grid as text in a terminal of so many cells.
 * Three steps, the first that fits: a box with air around the texts, a box without, and one card a row. */
#pragma once
#include "out/grid.h"
