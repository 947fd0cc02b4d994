/* The prompts of a checklist. */
#pragma once
#include "tui/update_runner.h"

/* What a prompt is about. */
typedef struct {
  char *row, *item;
} RunnerCell;

/* Values of the choice of evidence; the others are words_evidence_kind. */
#define EVIDENCE_PICTURE "picture:" /* path */
#define EVIDENCE_TAKE "take:"       /* number of what is there */

void runner_ask_who(App *app);
void runner_ask_value(App *app, gunichar first); /* `first`: already typed; 0 none */
void runner_ask_na(App *app);
void runner_ask_rest(App *app);
void runner_ask_find(App *app);
void runner_ask_evidence_of(App *app, const char *kind); /* in place of the choice, about the same cell */
/* Ids of the cell that evidence is for: the one where one is, unless another was just answered that asks for it and this one is still open. */
void runner_evidence_at(const RunnerView *runner, const char **row, const char **item);
void runner_ask_finish(App *app);
void runner_ask_reopen(App *app);
void runner_ask_newer(App *app);
void runner_say_blockers(App *app, const GArray *blockers); /* of RunReason */
void runner_say_dropped(App *app, const GPtrArray *asked);  /* RunEffect* */
