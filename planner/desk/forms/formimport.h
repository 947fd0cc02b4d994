/* Filled forms into the record (CONTRACT §1: form import): read, compared with what stands, checked as every file of answers is, recorded as a whole.
 *
 * Each form that gives something is an entry `import` about form:KEY: {"answers":N,"by":…,"file":…,"note":…,"sha256":…}, in the transaction of its
 * answers; the file is kept as evidence is. A file that such an entry names is not read again. */
#pragma once
#include "desk/book.h"
#include "desk/desk.h"

typedef enum { FORM_KEEP_NONE, FORM_KEEP_OLD, FORM_KEEP_NEW } FormKeep; /* NONE: nothing is to be imported */
/* A form says something else than what stands, in the record or on a form before it. All texts as people read them. */
typedef struct {
  const char *row, *item;
  const char *is, *is_by, *place; /* on the form: the answer, its 检查人, the cell */
  const char *was, *was_by;       /* before */
} FormConflict;
typedef FormKeep (*FormChooser)(const FormConflict *conflict, gpointer data);

typedef struct {
  char *const *files; /* NULL-terminated */
  const Person *by;   /* the importer */
  FormKeep keep;      /* for all conflicts; NONE: as `choose` says, and without it each is a problem */
  FormChooser choose; /* may be NULL */
  gpointer data;
  gboolean done, dry_run;
} FormImport;

/* DESK_DONE with a report in `out`; DESK_FINDINGS: desk->diags say what is wrong, or *problem (caller frees) does; nothing was recorded. */
DeskResult formimport(Desk *desk, const FormImport *ask, GString *out, char **problem, GError **error);
