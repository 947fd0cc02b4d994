/* Dates and times as people type them in a hurry. Pure; `today` and `now` are the store's. */
#pragma once
#include "base/date.h"

/* 今天 昨天 明天 后天, +1, -1, 3-15, 3.15, 3/15, 3月15日, 0315 (of today's year), 2027-03-15, 20270315. DAY_NONE for anything else. */
Day typed_day(const char *text, Day today);
/* 现在 (also now), 9, 930, 0930, 9:30, 9：30, 9点, 9点半. -1 for anything else. */
int typed_minute(const char *text, int now);
