/* The functions of the commands, one a file cmd_NAME.c. */
#pragma once
#include "cmd/command.h"

int cmd_check(Run *run);
int cmd_init(Run *run);
int cmd_help(Run *run);
int cmd_staff_import(Run *run);
int cmd_roster_import(Run *run);
int cmd_holidays_import(Run *run);
int cmd_contacts(Run *run);
int cmd_notice(Run *run);
int cmd_plan(Run *run);
int cmd_report(Run *run);
int cmd_today(Run *run);
int cmd_calendar(Run *run);
int cmd_calendar_lint(Run *run);
int cmd_signoff(Run *run);
int cmd_waive(Run *run);
int cmd_reopen(Run *run);
int cmd_clock_confirm(Run *run);
int cmd_staff_pin(Run *run);
int cmd_staff_pepper(Run *run);
int cmd_receipts_check(Run *run);
int cmd_register_list(Run *run);
int cmd_register_show(Run *run);
int cmd_register_add(Run *run);
int cmd_register_change(Run *run);
int cmd_register_close(Run *run);
int cmd_register_reopen(Run *run);
int cmd_register_import(Run *run);
int cmd_task_add(Run *run);
int cmd_task_done(Run *run);
int cmd_task_move(Run *run);
int cmd_task_assign(Run *run);
int cmd_task_drop(Run *run);
int cmd_task_undo(Run *run);
int cmd_task_list(Run *run);
int cmd_run(Run *run);
int cmd_fix_list(Run *run);
int cmd_fix_done(Run *run);
int cmd_fix_recheck(Run *run);
int cmd_fix_close(Run *run);
int cmd_log(Run *run);
int cmd_verify(Run *run);
int cmd_backup(Run *run);
int cmd_restore(Run *run);
