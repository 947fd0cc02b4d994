/* A checklist's conditions, read once so that a key press only compares. load/condition has checked them; here they are believed.
 * Knows answers, not runs. */
#pragma once
#include "model/run.h"

RunForm *form_new(const Checklist *checklist);
void form_free(RunForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunForm, form_free)

guint form_item(const RunForm *form, const char *id); /* G_MAXUINT when absent */
/* Whether an item is asked, and whether it asks for a second; `row` is the row's answers by item, of which the earlier ones (for the second
 * also its own) are settled. What is unanswered, n/a or not asked itself makes a condition false. */
gboolean form_asks(const RunForm *form, guint item, const Answer *row);
gboolean form_seconds(const RunForm *form, guint item, const Answer *row);
