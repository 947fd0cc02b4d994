/* Several forms of one run become one set of answers. What stands already, in the run or on a form before, is never replaced without being told to. */
#pragma once
#include "desk/forms/formimport.h"
#include "desk/runs/answers.h"

typedef struct {
  Answers *answers; /* owned; what is not to be given is taken out of them */
  const Person *by; /* 检查人 */
  guint given;      /* after merging: answers that differ from what stood, or add evidence */
} FilledForm;

/* `merged` borrows of the forms; `forms` are FilledForm*. FALSE when a chooser gave up. Conflicts that nobody decides are problems (E117). */
gboolean formmerge(Desk *desk, const RunState *state, GPtrArray *forms, const FormImport *ask, GPtrArray *merged);
