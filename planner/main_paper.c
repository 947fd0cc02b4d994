/* ready315-paper: the commands that draw pages, with pango, harfbuzz and cairo, which take longer to load than all the rest. Started by ready315 with the
 * arguments that it was started with. */
#include "cmd/command.h"
#include "cmd/entries.h"
#include "paper/paper.h"

int main(int argc, char **argv) {
  static const CommandEntry entries[] = {
      {"print", cmd_print}, {"report", cmd_report}, {"form", cmd_form}, {NULL, NULL}};
  static const Tools tools = {.draw_sheet = paper_draw};
  return command_main(argc, argv, entries, &tools, NULL);
}
