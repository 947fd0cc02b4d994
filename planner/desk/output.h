/* Writes the files that a command makes: all of them or none, and never over a file that the tool did not write or that somebody changed since
 * (unless --force). One run at a time writes in a workspace (desk_lock). What was written is remembered by path, size and digest in .ready315/written.json of the workspace. */
#pragma once
#include "base/file.h"
#include "desk/desk.h"

typedef struct OutputSet OutputSet;
OutputSet *output_new(Desk *desk);
/* A writer for `path` (relative to the current folder; folders are made). Owned by the set. NULL and FILE_FAULT_EXISTS when the file there is
 * not ours or was changed; "-" is standard output. */
FileWriter *output_open(OutputSet *set, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Everything that takes room on the disk: all files complete beside their places, and what is remembered of them. Nothing has changed yet. */
gboolean output_prepare(OutputSet *set, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Prepares what is not prepared, then renames all. On error nothing was renamed, or the message says which were. */
gboolean output_commit(OutputSet *set, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* After commit: whether the file's bytes differ from what stood there before (new files do). */
gboolean output_changed(const OutputSet *set, const char *path);
void output_free(OutputSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutputSet, output_free)

/* Whether the file is one that commands of this workspace wrote, and that nobody changed since. */
gboolean output_is_ours(Desk *desk, const char *path);

/* One file of known bytes: new, open, put, commit. */
gboolean output_write(Desk *desk, const char *path, const char *bytes, gsize length,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
