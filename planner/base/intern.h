/* One copy of each id and file name for the life of the program, so that they are compared by pointer and never freed.
 *
 * Not g_intern_string(): GLib means that for names in program text and abandons its table whenever it grows, which is a leak once the names
 * come from people's files. Mixing the two would compare pointers of different tables, so GLib's are refused below. */
#pragma once
#include <glib.h>

/* The program's copy of `text`; NULL stays NULL. From any thread. What is interned stays, so it must be bounded by its reader. */
const char *intern_string(const char *text);

#pragma GCC poison g_intern_string g_intern_static_string
