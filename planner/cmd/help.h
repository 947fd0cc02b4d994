/* The command table as people read it: the first page, everything, one command; and as man pages and completions. */
#pragma once
#include "cmd/command.h"

void help_first_page(int columns, GString *out);
void help_all(int columns, GString *out);
void help_command(const Command *command, int columns, GString *out);

typedef struct {
  char *name; /* "ready315-staff-import.1" */
  char *text;
} HelpFile;
/* `screen` may be NULL: no page of its keys. */
GPtrArray *help_man_pages(const Screen *screen); /* HelpFile*, owned by the array */
GPtrArray *help_completions(void);               /* the same for bash and zsh */
