/* roster.yaml: who works which shift on which day. */
#pragma once
#include "load/schema.h"

/* `rows` (a list) into reader->store; people and shift codes must be known. */
void load_roster(Reader *reader, const Node *rows);
