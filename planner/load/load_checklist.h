/* Checklists (CONTRACT §4): the schema, and which keys go together. */
#pragma once
#include "load/schema.h"
#include "model/campaign.h"

void load_checklist_check(Reader *reader, const Node *root); /* shape of one layer's file, required keys apart */
void load_checklist(Reader *reader, Campaign *campaign, const Node *root);
