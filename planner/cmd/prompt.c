/* Asking on a terminal. Goes through stdio, not curses: five questions need no screen, and the answers stay in view above the next one. */
#include "cmd/prompt.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>

enum { ONE_LINE = 68 };

void prompt_say(const char *sentence) {
  printf("%s\n", sentence);
}

gboolean prompt_ask(const char *question, const char *usual, PromptReader reader, gpointer data) {
  char *line = NULL; /* getline's, not GLib's */
  size_t room = 0;
  gboolean understood = FALSE;
  while (!understood) {
    gboolean fits = text_width(question) + text_width(usual) <= ONE_LINE;
    printf(fits ? "%s [%s] " : "%s\n  [%s]\n  ", question, usual);
    fflush(stdout);
    if (getline(&line, &room, stdin) < 0) {
      printf("\n");
      break;
    }
    g_autofree char *valid = g_utf8_make_valid(line, -1);
    g_autofree char *clean = text_clean(valid, FALSE);
    g_strstrip(clean);
    g_autofree char *problem = reader(*clean != '\0' ? clean : usual, data);
    understood = problem == NULL;
    if (!understood) {
      printf("  %s\n", problem);
    }
  }
  free(line);
  return understood;
}
