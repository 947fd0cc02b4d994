/* Sheets to print: files in the folder 打印/ of the workspace, which a browser opens and prints. */
#pragma once
#include "desk/book.h"

typedef enum { PRINT_CONTACTS, PRINT_NOTICE, PRINT_PLAN, N_PRINTS } Print;
const char *prints_title(Print print); /* 联络表（上墙） */
const char *prints_what(Print print);  /* a sentence */
const char *prints_file(Print print);  /* its name in the folder */

/* Writes it. *path (caller frees) is where it lies, from the current folder. DESK_REFUSED: *problem; DESK_FAULT: *error. Needs desk_plan and keeps the
 * workspace's lock no longer than it writes: `desk` may stay open for hours. */
DeskResult prints_make(const Desk *desk, Print print, char **path, char **problem, GError **error);
