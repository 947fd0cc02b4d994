/* What the cells held before each change, so that the last own one can be undone. A list in memory; the record keeps everything anyway. */
#pragma once
#include "model/run.h"

typedef struct {
  gsize cell;
  AnswerState state;
  char *text; /* GRefString */
  const char *by, *recorded_by;
  GPtrArray *evidence; /* reference */
  guint32 action;
} Saved;
typedef struct {
  guint32 number; /* of the entry */
  const char *by; /* interned */
  GArray *cells;  /* of Saved */
} Change;
GPtrArray *history_new(void); /* Change* */

/* Keeps what a cell holds, under the entry that is being made; before the cell changes, and once a cell and entry. */
void history_save(RunState *state, const char *by, gsize cell);
/* The index of the last change of this person; G_MAXUINT when there is none. */
guint history_last(const RunState *state, const char *by);
/* Gives a cell back what was saved. */
void history_restore(RunState *state, const Saved *saved);
