/* ready315-book: the commands that can meet a workbook, with the libraries that read and write them. Started by ready315 with the arguments that
 * it was started with. */
#include "cmd/command.h"
#include "cmd/entries.h"
#include "out/xlsx.h"

int main(int argc, char **argv) {
  static const CommandEntry entries[] = {{"init", cmd_init},
                                         {"plan", cmd_plan},
                                         {"report", cmd_report},
                                         {"contacts", cmd_contacts},
                                         {"staff import", cmd_staff_import},
                                         {"roster import", cmd_roster_import},
                                         {"receipts check", cmd_receipts_check},
                                         {"register list", cmd_register_list},
                                         {"register import", cmd_register_import},
                                         {"form", cmd_form},
                                         {"form import", cmd_form_import},
                                         {NULL, NULL}};
  static const Tools tools = {.read_workbook = xlsx_parse, .write_workbook = xlsx_write, .write_form = xlsx_write_form};
  return command_main(argc, argv, entries, &tools, NULL);
}
