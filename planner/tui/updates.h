/* What each view's own actions do; for update.c. The ..._asked are told when a prompt that they opened was submitted. */
#pragma once
#include "tui/update.h"

void update_ask_who(App *app);
Effect update_who_asked(App *app);

Effect update_today(App *app, Action action); /* also of the checklists */
Effect update_task_asked(App *app);

Effect update_registers(App *app, Action action);
Effect update_row_asked(App *app);
void update_register_opened(App *app); /* the register is there: a row may have been asked for before */

Effect update_fixes(App *app, Action action);
Effect update_fix_asked(App *app);
gboolean update_fix_passed(const Prompt *prompt); /* of a re-check */

Effect update_sign(App *app, Action action);
Effect update_sign_open(App *app);
Effect update_sign_day(App *app, int step);
Effect update_sign_asked(App *app);
