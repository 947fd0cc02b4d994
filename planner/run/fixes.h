/* Corrective actions: 发现 → 整改 → 复查 → 关闭. Opened by a failed item; taken back (撤回) when the answer is corrected before anybody
 * worked on it; afterwards they go to their end whatever the answer becomes. */
#pragma once
#include "model/run.h"

void fixes_open(RunState *state, guint row, guint item, const char *by); /* unless the cell has a live one */
void fixes_withdraw(RunState *state, const Answer *cell);
gboolean fix_live(const Fix *fix);
const Fix *fixes_get(const RunState *state, guint number); /* NULL when there is none of this number */
void fix_free(Fix *fix);
