/* Who has to look a second time, given who is there: other department → other person → manager → nobody (CONTRACT §4). Pure. */
#pragma once
#include "model/run.h"

/* The highest step not above the rule for which there is somebody beside `first`. */
SecondStep second_step(const RunPeople *people, const char *first, Second rule);
/* Whether `by` may be the second of `first` at this step. Nobody may at STEP_NONE. */
gboolean second_allowed(const RunPeople *people, const char *first, const char *by, SecondStep step);
/* Whether there is anybody beside `first`. */
gboolean second_exists(const RunPeople *people, const char *first);
