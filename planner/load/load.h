/* Definitions → checked model. Reads every file, reports every problem, returns what could be understood.
 * Layers (CONTRACT §3): shipped phases/ and checklists/, packs in order, the workspace's own, campaign: of store.yaml. */
#pragma once
#include "model/campaign.h"

typedef struct {
  const char *workspace; /* folder with a store.yaml */
  const char *share;     /* the program's data: phases/, checklists/, holidays/ */
  int year;              /* 0 = what store.yaml says */
  gboolean
      checklists; /* FALSE: only look which checklist ids exist (quick start of `today`); TRUE: load and check them all */
} LoadOptions;

/* Never NULL. A campaign loaded with errors is for looking at, not for planning: ask diag_has_errors first. */
Campaign *load_campaign(const LoadOptions *options, DiagList *diags);

/* A checklist's title where checklists were not loaded: a look at the beginning of its files, the latest layer's first. NULL when none
 * says it. Caller frees. */
char *load_checklist_title(const Campaign *campaign, const char *id);

/* The shipped working-day table, plus workspace/holidays/YEAR.json over it (workspace may be NULL). */
DayTable *load_holidays(const char *share, const char *workspace, DiagList *diags);
