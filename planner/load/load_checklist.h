/* Checklists (CONTRACT §4): the schema, and which keys go together. */
#pragma once
#include "load/schema.h"
#include "model/campaign.h"

void load_checklist_check(Reader *reader, const Node *root); /* shape of one layer's file, required keys apart */
void load_checklist(Reader *reader, Campaign *campaign, const Node *root);

/* One complete checklist on its own, as it was kept when a run began (JSON or YAML). NULL and problems where it is not in order; caller frees. */
Checklist *load_checklist_text(const char *name, GBytes *text, DiagList *diags);
