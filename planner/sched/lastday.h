/* The last day on which an occurrence may still be begun so that it, and what waits for it, is done in time. Pure; what is settled already is told by the
 * caller.
 *
 * Counted back from the day by which it has to be done: its due day, or earlier the last day of the next occurrence of a task that waits for it (`needs`;
 * the next one that is due no earlier than this one and not settled). It takes one working day of its department, or its effort in working days of eight
 * hours, or without an effort the days of its bar. A day on which the plan itself lets it begin is never too late before its due day. */
#pragma once
#include "model/plan.h"

#define LAST_DAY_MINUTES 480 /* of work in a working day */

/* By index into the plan's tasks, DAY_NONE for what is settled; g_free. `settled`: a byte an occurrence; NULL = nothing is. */
Day *sched_last_days(const Plan *plan, const guint8 *settled);
