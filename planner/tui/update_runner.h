/* What keys do in a checklist that is being worked through, and what becomes of its prompts. */
#pragma once
#include "tui/update.h"

/* Asks for a run to be opened: give EFFECT_RUN_OPEN afterwards. `checklist` may be NULL where the key says enough. */
void runner_want(App *app, const char *key, const char *checklist);
/* One of several occurrences (PlanTask*) that name the checklist. */
void runner_ask_which(App *app, const GPtrArray *several);

/* Takes what concerns a run; FALSE leaves it to the keys of every view. */
gboolean update_runner(App *app, Action action, const Input *input, Effect *effect);
/* Submitted prompts. */
Effect runner_submit_which(App *app);
Effect runner_submit_who(App *app);
Effect runner_submit_value(App *app);
Effect runner_submit_na(App *app);
Effect runner_submit_rest(App *app);
Effect runner_submit_find(App *app);
Effect runner_submit_evidence(App *app);
Effect runner_submit_file(App *app);
Effect runner_submit_paper(App *app);
Effect runner_submit_link(App *app);
Effect runner_submit_finish(App *app);
Effect runner_submit_second(App *app);
Effect runner_submit_reopen(App *app);
Effect runner_submit_newer(App *app);

/* Makes the rows ready to be searched, which takes a moment where there are thousands. */
void runner_index(App *app);

/* Results, from the stage. */
typedef struct {
  const char *path, *name; /* of a new picture */
  const char *when;        /* 10:32 */
} RunnerPicture;
void runner_ask_evidence(App *app, const RunnerPicture *pictures, guint n);
void runner_photo(App *app, const char *path); /* the step that attaches it: EFFECT_RUN_STEP */
void runner_ask_second(App *app);              /* of the run, or of the item where one is */
/* The step came through, or not: a sentence, or NULL for the runner's own. A prompt stays open with what was typed where it did not. */
void runner_stepped(App *app, RunResult result, const GPtrArray *asked, const char *failure);
