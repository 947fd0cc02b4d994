/* What a run amounts to: what stands in the way of finishing it, which gates are open, and its score. Reads the whole run; for pages and
 * signatures, not for key presses (those have RunState.tally). */
#pragma once
#include "model/run.h"

/* What keeps it from being finished (RunReason, in the order of rows and items): required items, evidence, seconds where there is somebody.
 * Free with g_array_unref. */
GArray *judge_blockers(const RunState *state, const RunPeople *people);
/* Which of the gates that the checklist names are open as far as the run itself can tell (required, open-fix, second-missing), as bits by
 * words_gate; each reason for them is added to `reasons` (of RunReason; may be NULL). */
WordSet judge_gates(const RunState *state, const RunPeople *people, GArray *reasons);

typedef struct {
  gboolean scored;      /* there are scores at all, and none is open */
  Decimal points, full; /* as they stand; full counts n/a items too */
  Decimal answered_full;
  gboolean scaled;  /* some were n/a */
  Decimal counted;  /* what the band is taken from: points × full ÷ answered_full rounded down where scaled */
  const char *band; /* of the checklist; NULL when below all, open or all n/a */
} RunScore;
RunScore judge_score(const RunState *state);

/* Every count anew, for comparing with RunState.tally. */
RunTally judge_recount(const RunState *state);
