/* What screens and signatures need of a run without reading its entries again. Made from a RunState (run/card.h), kept by the record beside the run's
 * entries, and derived anew from them whenever it does not belong to the newest of them. Plain data and its text form. */
#pragma once
#include "model/run.h"

typedef struct {
  const char *checklist; /* interned */
  int version;
  RunStage stage;
  guint total, answered, required, required_answered, na, failed, judged, found; /* as in RunTally */
  guint evidence_missing, seconds_missing, fixes, fixes_open;
  WordSet gates;                  /* open ones of those that the checklist names, by words_gate */
  const char *inspector, *second; /* interned; NULL until finished */
  SecondStep step;
  gint64 begun_ms, finished_ms; /* UTC; 0 = not yet */
} RunCard;

char *runcard_text(const RunCard *card); /* one line; caller frees */
gboolean runcard_parse(const char *text, RunCard *card);
