/* `init --from OLD --year Y`: last year's workspace becomes this year's. */
#pragma once
#include "desk/setup/init.h"

/* Makes `folder` from the definitions and people of `old`, ids and comments kept, and appends to `report` what shifts, what collides and what was
 * left behind. FALSE with *error when the world failed; FALSE with problems in desk->diags. */
gboolean init_roll(Desk *desk, const char *folder, const char *old, int year, GString *report, GError **error);
