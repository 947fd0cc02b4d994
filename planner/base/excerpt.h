/* A line of a source text around a place, with a caret under it. */
#pragma once
#include <glib.h>

/* A text that places point into. Lines end in LF, CR LF or CR; a byte order mark is not part of line 1; a byte that is not UTF-8 counts as
 * one character. Asking for places in ascending order costs time linear in the text, however long its lines are. */
typedef struct Excerpts Excerpts;
Excerpts *excerpts_new(GBytes *text); /* takes a reference */
void excerpts_free(Excerpts *excerpts);
GBytes *excerpts_text(const Excerpts *excerpts); /* no reference */

/* Appends the line and, when `column` is not 0, a caret line for `width` characters from there, each at most `columns` cells wide and indented
 * by two spaces. Nothing when there is no such line. */
void excerpts_append(Excerpts *excerpts, GString *out, guint32 line, guint32 column, guint32 width, int columns);
