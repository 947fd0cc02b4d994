/* `plan` in a terminal: the campaign as a chart, a column a day (or two, where it is narrow), phases as bars, then each phase's tasks. */
#pragma once
#include "out/plansheet.h"

void chart_print(const PlanSheet *sheet, int columns, GString *out);
