/* Pictures of the full-screen program for the manual: `drive_screen STORE CLOCK practice|- COLUMNSxROWS [SETUP]` plays the key script on standard input
 * (player.h has its words) and prints the screen, as the tests of screens keep it, at each line `shot`. */
#include "unit/player.h"

int main(int argc, char **argv) {
  int columns, rows;
  if (argc < 5 || sscanf(argv[4], "%dx%d", &columns, &rows) != 2) {
    fprintf(stderr, "usage: drive_screen STORE CLOCK practice|- COLUMNSxROWS [SETUP]\n");
    return 2;
  }
  set_clock(argv[2]);
  g_autoptr(Session) session =
      session_new(argv[1], strcmp(argv[3], "practice") == 0 ? argv[2] : NULL, argv[5], columns, rows);
  char line[4096];
  while (fgets(line, sizeof line, stdin) != NULL) {
    g_strchomp(line);
    if (strcmp(line, "shot") == 0) {
      g_autoptr(GString) screen = g_string_new(NULL);
      dump(session->shown, screen);
      fputs(screen->str, stdout);
      fputs("====\n", stdout);
    } else if (*line != '\0' && *line != '#') {
      perform(session, line);
    }
  }
  return 0;
}
