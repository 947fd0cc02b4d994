/* An empty form of a run, for Excel and WPS (CONTRACT §1: form). Writes nothing into the record. */
#pragma once
#include "desk/book.h"
#include "desk/runs/session.h"
#include "out/formsheet.h"

typedef struct {
  const char *checklist;  /* id or title */
  const char *occurrence; /* NULL: as `run` chooses it */
  const char *department; /* id or name; NULL: any */
} FormAsk;

/* The sheet of a run as it stands, without its answers. `department` (may be NULL) is what it is called by where the run belongs to no task. */
FormSheet *formmake_sheet(Desk *desk, const RunRef *ref, const RunState *state, const Department *department);
/* The workbook's bytes are appended to `out`; *note (caller frees; may stay NULL) is a sentence about what was chosen. As other use cases: a sentence in
 * *problem with DESK_REFUSED, an error with DESK_FAULT. */
DeskResult formmake(Desk *desk, const FormAsk *ask, GString *out, char **note, char **problem, GError **error);

/* The name of exactly this definition, as the form's code has it. Caller frees. */
char *formmake_definition(const RunState *state);
