/* The command line → which command, which options, which arguments. Pure: reads argv and the table, nothing else. */
#pragma once
#include "cmd/command.h"

typedef struct {
  const Command *command; /* NULL when none was named */
  const char *directory;  /* of -C; NULL when not given; borrowed from argv */
  gboolean help, version;
  gboolean json;      /* --format json was asked for, even if the rest is wrong */
  GHashTable *values; /* name → GPtrArray of char* (flags: one ""); owned */
  GPtrArray *args;    /* char*, positional; ends with NULL, which does not count in n_args; owned */
  int n_args;
  char *problem; /* wrong usage: whole Chinese sentences; owned; NULL when all is well */
} Options;

/* argv is not changed. Never NULL; ask `problem` first, but `help` wins over it. */
Options *options_parse(int argc, char *const *argv);
void options_free(Options *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Options, options_free)

/* What a user typed, fit to stand in a sentence: valid, without control characters, not too long. Caller frees. */
char *options_quote(const char *typed);
