/* Where the rows of a run come from (CONTRACT §4, `source`): one function a source. A new source is a row of the table in sources.c. */
#pragma once
#include "desk/desk.h"
#include "model/run.h"

/* Row*, in the order in which they are asked; g_ptr_array_unref. NULL with a Chinese sentence in *problem (caller frees) where this version has no such
 * source or a list has no row for this store, or with an error when the world failed. */
GPtrArray *sources_rows(Desk *desk, const Checklist *checklist, char **problem, GError **error);
/* The sentence alone, without making rows; NULL where there is such a source. */
char *sources_lack(const Checklist *checklist);
