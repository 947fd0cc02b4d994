/* ready315: everything that needs neither libical nor workbooks, so that it starts in a millisecond or two. What needs more is in the helper
 * programs beside this file (main_calendar.c, main_book.c). */
#include "cmd/command.h"
#include "cmd/entries.h"

int main(int argc, char **argv) {
  static const CommandEntry entries[] = {{"help", cmd_help},
                                         {"check", cmd_check},
                                         {"init", cmd_init},
                                         {"plan", cmd_plan},
                                         {"today", cmd_today},
                                         {"contacts", cmd_contacts},
                                         {"notice", cmd_notice},
                                         {"staff import", cmd_staff_import},
                                         {"roster import", cmd_roster_import},
                                         {"holidays import", cmd_holidays_import},
                                         {NULL, NULL}};
  static const Tools tools = {0};
  return command_main(argc, argv, entries, &tools);
}
