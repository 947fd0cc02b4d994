/* A run's card (model/runcard.h) from its state. Pure, and the same whoever is at work that day: a second that is missing counts as missing even
 * where nobody could give it, which is for whoever shows the card to judge (desk/runs/session.h). */
#pragma once
#include "model/runcard.h"

/* Times in milliseconds UTC: of the entry that began it, and of the newest run.finish or run.confirm (ignored while it is not finished). */
void card_of(const RunState *state, gint64 begun_ms, gint64 closed_ms, RunCard *card);
