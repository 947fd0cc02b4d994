/* Filled forms in a workbook: found by their codes wherever the sheets went, read by the marks of rows and columns wherever these went. What was changed
 * that is not to be filled in is a problem of its cell. Reads no record and no clock. */
#pragma once
#include "data/table.h"
#include "desk/forms/formcode.h"
#include "desk/runs/answers.h"

typedef struct {
  const Table *table; /* the workbook's */
  gboolean from_1904;
  FormCode code;
  Pos pos; /* of the code */
} FoundForm;
void foundform_free(FoundForm *form);
/* FoundForm*, freed with the array; what is no form, or has a code that was mistyped, is a problem. */
GPtrArray *formread_find(const char *file, const Workbook *book, DiagList *diags);

/* The answers of a form that is one of this run's definition, rows and items by their ids; `by` is the cell's text, or without text the place where it is
 * missing. *note (caller frees): the remark at its foot, or NULL. */
Answers *formread_answers(const FoundForm *form, const RunState *state, char **note, DiagList *diags);
