/* Counts are the tally's; the gates are judged as if there were always somebody for a second look, so that the card depends on nothing but the
 * run's entries. */
#include "run/card.h"
#include "run/judge.h"

void card_of(const RunState *state, gint64 begun_ms, gint64 closed_ms, RunCard *card) {
  static const RunPerson somebody[] = {{"\x01", "\x01"}, {"\x02", "\x02"}};
  static const RunPeople always = {somebody, G_N_ELEMENTS(somebody), NULL};
  const RunTally *tally = &state->tally;
  *card = (RunCard){.checklist = state->checklist->id,
                    .version = state->checklist->version,
                    .stage = state->stage,
                    .total = tally->total,
                    .answered = tally->answered,
                    .required = tally->required,
                    .required_answered = tally->required_answered,
                    .na = tally->na,
                    .failed = tally->failed,
                    .judged = tally->judged,
                    .found = tally->found,
                    .evidence_missing = tally->evidence_missing,
                    .seconds_missing = tally->seconds_missing,
                    .fixes = state->fixes->len,
                    .fixes_open = state->fixes_open,
                    .gates = judge_gates(state, &always, NULL),
                    .inspector = state->inspector,
                    .second = state->second,
                    .step = state->step,
                    .begun_ms = begun_ms,
                    .finished_ms = state->stage == RUN_FINISHED ? closed_ms : 0};
}
