/* A DayView as text for the terminal and as JSON. */
#pragma once
#include "out/dayview.h"

void daysheet_print_text(const DayView *day, int columns, GString *out);
/* `messages` may be NULL: not asked for. */
void daysheet_print_json(const DayView *day, const char *const *messages, GString *out);
