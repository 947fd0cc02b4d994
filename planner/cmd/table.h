/* Looking things up in the command table. */
#pragma once
#include "cmd/command.h"

/* The command that the words begin with, two-word names first; *used says how many of the words are its name. */
const Command *table_match(char *const *words, int n, int *used);
/* The nearest command name to what was typed, NULL when none is near. */
const char *table_nearest(const char *typed);
/* An option's closed values, joined; caller frees. */
char *table_values(const Option *option, const char *separator);
