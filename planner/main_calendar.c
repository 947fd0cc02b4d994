/* ready315-calendar: the commands that need libical, which takes 3 to 5 ms to load. ready315 starts it in its own place. */
#include "cmd/command.h"
#include "cmd/entries.h"

int main(int argc, char **argv) {
  static const CommandEntry entries[] = {
      {"calendar", cmd_calendar}, {"calendar lint", cmd_calendar_lint}, {NULL, NULL}};
  static const Tools tools = {0};
  return command_main(argc, argv, entries, &tools, NULL);
}
