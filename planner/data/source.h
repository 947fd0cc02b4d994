/* A user's file from disk: what goes wrong with it is a finding at that file (E001 cannot be read, E002 a folder, E003 too big). */
#pragma once
#include "base/diag.h"

/* At most `limit` bytes; "-" is standard input. NULL when a problem was added. */
GBytes *source_read(const char *path, gsize limit, DiagList *diags);
/* E003 for `file`. */
void source_too_big(const char *file, gsize limit, DiagList *diags);
