/* Tasks of a phase. */
#pragma once
#include "load/schema.h"
#include "model/campaign.h"

typedef struct {
  Campaign *campaign;
  Phase *phase;
  GHashTable *checklists; /* id → anything: the checklists there are */
} TaskTarget;

/* `target` NULL: only the shapes. */
void load_tasks(Reader *reader, const Node *list, const TaskTarget *target);
