/* Asking on a terminal. Goes through stdio, not curses: five questions need no screen, and the answers stay in view above the next one. */
#include "cmd/prompt.h"
#include "base/text.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

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

/* The terminal shows what is typed again whatever happens: a signal that would end the program waits until then. */
char *prompt_secret(const char *question) {
  enum { SECRET_MOST = 256 };
  char line[SECRET_MOST];
  struct termios before;
  struct termios quiet;
  sigset_t held;
  sigset_t usual;
  printf("%s", question);
  fflush(stdout);
  gboolean shown = tcgetattr(STDIN_FILENO, &before) != 0;
  sigemptyset(&held);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGTERM);
  sigaddset(&held, SIGHUP);
  sigaddset(&held, SIGTSTP);
  sigprocmask(SIG_BLOCK, &held, &usual);
  if (!shown) {
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG); /* without ISIG, Ctrl-C is a character; it ends the line, too */
    quiet.c_cc[VEOL] = '\3';
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  gsize length = 0;
  int c = fgetc(stdin);
  while (c != EOF && c != '\n' && c != '\3' && length < sizeof line - 1) {
    line[length++] = (char)c;
    c = fgetc(stdin);
  }
  line[length] = '\0';
  if (!shown) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  }
  sigprocmask(SIG_SETMASK, &usual, NULL);
  printf("\n");
  char *secret = NULL;
  if (c == '\n') {
    secret = g_strdup(line);
  }
  explicit_bzero(line, sizeof line);
  return secret;
}
