/* Phases with their tasks: the schema, and the rules of CONTRACT §3 that need no dates. */
#pragma once
#include "load/schema.h"
#include "model/campaign.h"

/* Shapes only, required keys apart: one layer's file, a task of one, and what store.yaml says under campaign.phases.ID and campaign.tasks.ID. */
void load_phase_check(Reader *reader, const Node *root);
void load_phase_check_task(Reader *reader, const Node *task);
void load_phase_check_patch(Reader *reader, const Node *patch);
void load_phase_check_task_patch(Reader *reader, const Node *patch);

/* A merged phase into the campaign, its tasks included; `off`: switched off by the campaign. Ids of checklists are looked up in
 * `checklists` (id → anything). reader_resolve is left to the caller. */
void load_phase(Reader *reader, Campaign *campaign, const Node *root, gboolean off, GHashTable *checklists);
/* After all phases: `needs` that name no task at all. */
void load_phase_check_needs(Reader *reader, const Campaign *campaign);
