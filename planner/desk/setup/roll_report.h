/* What another year does to a plan, in sentences: which weekdays shift, what collides, what was left behind. Pure. */
#pragma once
#include "model/plan.h"

typedef struct {
  guint leave; /* people whose leave was dropped */
  gboolean roster, holidays, closed, open;
} RollDropped;

void roll_report(const Plan *before, const Plan *after, const char *folder, const char *old, const RollDropped *dropped,
                 GString *out);
