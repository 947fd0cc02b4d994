/* An empty form of a run, for Excel and WPS (CONTRACT §1: form). Writes nothing into the record. */
#pragma once
#include "desk/book.h"
#include "desk/runs/session.h"
#include "out/formsheet.h"

typedef struct {
  const char *checklist;  /* id or title; NULL with an occurrence: the one that it has */
  const char *occurrence; /* NULL: as `run` chooses it; also one that has not come yet */
  const char *department; /* id or name; NULL: any */
  gboolean
      by_hand; /* on paper: a run without rows, or whose rows this version cannot make, has its own written by hand */
} FormAsk;

/* Which run is meant, and how it stands. NULL with a sentence in *problem, or an error. `department` (may be NULL) gets the one that was asked for. */
RunState *formmake_choose(Desk *desk, const FormAsk *ask, RunRef *ref, const Department **department, char **problem,
                          GError **error);
/* adhoc@DATE/CHECKLIST of a day that has come, begun or not; FALSE when it is none. */
gboolean formmake_adhoc(const Desk *desk, const char *key, RunRef *ref);
/* What stands above the table: task, day, department, version; and the form's code. Caller frees. */
char *formmake_about(const RunRef *ref, const RunState *state, const Department *department);
char *formmake_code(const Desk *desk, const RunState *state);
/* The workbook's bytes are appended to `out`; *note (caller frees; may stay NULL) is a sentence about what was chosen. As other use cases: a sentence in
 * *problem with DESK_REFUSED, an error with DESK_FAULT. */
DeskResult formmake(Desk *desk, const FormAsk *ask, GString *out, char **note, char **problem, GError **error);

/* The name of exactly this definition, as the form's code has it. Caller frees. */
char *formmake_definition(const RunState *state);
