/* The pictures of the readiness report as SVG inside HTML: whole numbers only, so that the bytes are the same everywhere; patterns instead of colours, so that they
 * survive a black-and-white printer. */
#pragma once
#include "model/readiness.h"

/* The bar of a group: done black, put off hatched, late dotted, the rest white, a mark where the plan should be. Nothing without a record but the mark. */
void readychart_bar(const Readiness *readiness, const ReadySum *sum, GString *out);
/* The way to 15 March, what the plan asks dashed, what was done solid. Nothing when there are no points. */
void readychart_trend(const Readiness *readiness, GString *out);
/* The patterns; once, before the first bar. */
void readychart_patterns(GString *out);
