/* One event on its way through the runner, and the functions that take the kinds. Only for run/. */
#pragma once
#include "model/run.h"

typedef struct {
  RunState *state;
  const RunPeople *people; /* NULL on replay: then what the record says has applied */
  const RunEvent *event;
  const char *by, *recorded_by; /* of the event, interned; recorded_by NULL when the same */
  guint row, item;              /* of the event, when step_locate found them */
  char *value;                  /* of the event in its canonical form, when there is one; owned */
  RunEvent record;    /* what will be written: the event and what was found out; borrows from the event and `value` */
  Evidence *evidence; /* of the record; owned */
  GString *dropped;   /* of an upgrade: JSON; owned */
  GPtrArray *effects; /* RunEffect*, NULL on replay */
  guint before;       /* how many of these come before the entry */
} Step;

typedef RunResult (*StepFunction)(Step *step);

/* The row and item of the event; RUN_NO_ROW or RUN_NO_ITEM. */
RunResult step_locate(Step *step);
/* A new effect at the end; NULL on replay. Row and item are ids, NULL when it is about the run. */
RunEffect *step_effect(Step *step, RunEffectKind kind, const char *row, const char *item);
void step_ask(Step *step, RunAsk ask, SecondStep who, const char *row, const char *item);
/* The reason of the event, trimmed, into the record; otherwise asks for it. */
RunResult step_reason(Step *step);
/* Evidence of the event, checked and copied, and its file's copying as an effect. NULL when it is wrong. */
Evidence *step_evidence(Step *step);

RunResult answer_give(Step *step);
RunResult answer_na(Step *step);
RunResult answer_clear(Step *step);
RunResult answer_attach(Step *step);
RunResult answer_detach(Step *step);
RunResult answer_rest(Step *step);
RunResult answer_undo(Step *step);
RunResult course_move(Step *step);
RunResult course_confirm(Step *step);
RunResult course_finish(Step *step);
RunResult course_reopen(Step *step);
RunResult upgrade_take(Step *step);
RunResult fix_done(Step *step);
RunResult fix_recheck(Step *step);
RunResult fix_close(Step *step);
