/* A folder beside the record in which things are made that must be complete or not there. It goes with what is left in it. */
#pragma once
#include <glib.h>

typedef char Scratch; /* its path */
char *scratch_new(const char *folder, GError **error);
void scratch_remove(Scratch *scratch); /* NULL-safe; frees it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scratch, scratch_remove)

gboolean scratch_sync(const char *path, int flags, GError **error); /* flags of open(2): O_DIRECTORY for a folder */
/* Renames, never over something that is there (LEDGER_FAULT_EXISTS); on disk when it returns TRUE. */
gboolean scratch_deliver(const char *from, const char *to, GError **error);
