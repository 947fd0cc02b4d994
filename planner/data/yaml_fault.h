/* What libyaml refuses, said in Chinese with a repair. */
#pragma once
#include "base/diag.h"

typedef struct {
  const char *problem, *context; /* libyaml's own words; context may be NULL */
  guint32 line, column;          /* of the problem, from 0 as libyaml counts */
  guint32 context_line, context_column;
} YamlFault;

/* Adds one E005, E006 or E008. `text` is the whole file without its BOM. */
void yaml_fault_report(const YamlFault *fault, const char *file, const char *text, gsize length, DiagList *diags);

/* The column (from 0) of the first colon in `line` that reads as part of a word: no space after it, or the Chinese one; -1 when the
 * line has a proper "key: " before that, or no such colon. */
int yaml_fault_glued_colon(const char *line, gsize length, gboolean *chinese);
