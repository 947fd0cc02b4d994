/* Readiness (model/readiness.h) made: from the plan and the marks that the record left on it, and for the report with what stands in the way of today's
 * signature. */
#pragma once
#include "desk/desk.h"
#include "model/readiness.h"

/* Pure. `marks` by index into the plan's tasks (dutyboard_marks), NULL where nothing was ever recorded; `department` NULL = the whole store. */
Readiness *readiness_new(const Plan *plan, const DutyMark *marks, Day today, const Department *department);
/* Of the workspace: reads the record once. NULL and an error. Needs desk_plan, with checklists where there is a record. */
Readiness *readiness_of(Desk *desk, const Department *department, GError **error);
