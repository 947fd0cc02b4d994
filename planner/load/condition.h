/* Conditions of checklist items: `look = fail and left <= 30`. Only checked here; they are evaluated by the runner. */
#pragma once
#include "load/schema.h"
#include "model/checklist.h"

/* Adds E090 for everything that is wrong with the condition in `node`. `items` (ChecklistItem*) are those that may be asked about, `later` the
 * ids of those that come after. `self` is the item that holds the condition; NULL where it may ask about itself. */
void condition_check(Reader *reader, const Node *node, const GPtrArray *items, const char *self, GHashTable *later);
