/* ready315: everything that needs neither libical nor workbooks, so that it starts in a millisecond or two. What needs more is in the helper
 * programs beside this file (main_calendar.c, main_book.c, main_paper.c). */
#include "cmd/command.h"
#include "cmd/entries.h"
#include "tui/tui.h"

/* The screen is shown only for definitions without errors; those are listed as for every other command. */
static int open_screen(Run *run, const char *key, const char *checklist, const char *by) {
  if (!desk_load(run->desk, TRUE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  GError *error = NULL;
  int status = tui_run(run->desk, run->colour, key, checklist, by, &error);
  run->own_report = TRUE; /* warnings are for `check`, not for whoever closes the screen */
  return error != NULL ? run_fail(run, error) : status;
}

static int run_screen(Run *run) {
  return open_screen(run, NULL, NULL, NULL);
}

int main(int argc, char **argv) {
  static const CommandEntry entries[] = {{"help", cmd_help},
                                         {"check", cmd_check},
                                         {"init", cmd_init},
                                         {"plan", cmd_plan},
                                         {"report", cmd_report},
                                         {"today", cmd_today},
                                         {"contacts", cmd_contacts},
                                         {"notice", cmd_notice},
                                         {"print", cmd_print},
                                         {"staff import", cmd_staff_import},
                                         {"roster import", cmd_roster_import},
                                         {"holidays import", cmd_holidays_import},
                                         {"receipts check", cmd_receipts_check},
                                         {"register list", cmd_register_list},
                                         {"register show", cmd_register_show},
                                         {"register add", cmd_register_add},
                                         {"register change", cmd_register_change},
                                         {"register close", cmd_register_close},
                                         {"register reopen", cmd_register_reopen},
                                         {"register import", cmd_register_import},
                                         {"signoff", cmd_signoff},
                                         {"waive", cmd_waive},
                                         {"reopen", cmd_reopen},
                                         {"clock confirm", cmd_clock_confirm},
                                         {"staff pin", cmd_staff_pin},
                                         {"staff pepper", cmd_staff_pepper},
                                         {"task list", cmd_task_list},
                                         {"task add", cmd_task_add},
                                         {"task done", cmd_task_done},
                                         {"task move", cmd_task_move},
                                         {"task assign", cmd_task_assign},
                                         {"task drop", cmd_task_drop},
                                         {"task undo", cmd_task_undo},
                                         {"run", cmd_run},
                                         {"fix list", cmd_fix_list},
                                         {"fix done", cmd_fix_done},
                                         {"fix recheck", cmd_fix_recheck},
                                         {"fix close", cmd_fix_close},
                                         {"log", cmd_log},
                                         {"verify", cmd_verify},
                                         {"backup", cmd_backup},
                                         {"restore", cmd_restore},
                                         {NULL, NULL}};
  static const Tools tools = {0};
  static const Screen screen = {run_screen, open_screen, tui_each_key};
  return command_main(argc, argv, entries, &tools, &screen);
}
