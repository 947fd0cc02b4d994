#include "desk/record/clockstep.h"
#include <string.h>

enum { LEAST_MS = 5000, DAY_MS = 24 * 3600 * 1000, A_DAY_MS = 120 * 1000 };

gint64 clockstep_between(const EntryTime *then, const EntryTime *now) {
  gint64 wall = now->utc_ms - then->utc_ms;
  if (!*then->boot || !*now->boot || strcmp(then->boot, now->boot) != 0) {
    return wall < -LEAST_MS ? wall : 0;
  }
  gint64 passed = now->elapsed_ms - then->elapsed_ms;
  gint64 step = wall - passed;
  gint64 tolerance = MAX(LEAST_MS, (gint64)((double)passed / DAY_MS * A_DAY_MS));
  return ABS(step) > tolerance ? step : 0;
}
