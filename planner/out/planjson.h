/* `plan --format json` (CONTRACT §3): field names and formats are a promise; absent values are null, never left out. */
#pragma once
#include "data/json.h"
#include "out/planview.h"

void planjson_print(const PlanView *view, GString *out);
/* One element of "tasks", left open for more members: end it with json_close. */
void planjson_task_open(JsonWriter *json, const Plan *plan, const PlanTask *task);
/* RFC 3339 with the store's offset: 2027-03-11T10:00:00+08:00. */
void planjson_instant(Moment moment, int offset_minutes, GString *out);
