/* Questions on a terminal, a line each. */
#pragma once
#include <glib.h>

/* Understands one answer: returns NULL and remembers it through `data`, or a sentence that says what is wrong (caller frees). */
typedef char *(*PromptReader)(const char *answer, gpointer data);

/* A line of its own, before the questions. */
void prompt_say(const char *sentence);
/* Asks until the answer is understood; an empty line stands for `usual`. FALSE when there is no more input (Ctrl-D). */
gboolean prompt_ask(const char *question, const char *usual, PromptReader reader, gpointer data);
/* Asks once without showing what is typed. NULL when there is no more input; the caller wipes and frees it (pins_forget). */
char *prompt_secret(const char *question);
