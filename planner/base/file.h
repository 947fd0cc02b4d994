/* Files as the program needs them: bounded reads, and writes that are complete or not there.
 * World failures are GErrors of domain FILE_FAULT (exit status 3), with a Chinese message that names the path and what to do. */
#pragma once
#include <glib.h>

typedef enum {
  FILE_FAULT_MISSING, /* no such file */
  FILE_FAULT_FOLDER,  /* a folder where a file is expected, or the other way round */
  FILE_FAULT_ACCESS,  /* permissions */
  FILE_FAULT_FULL,    /* no space, quota */
  FILE_FAULT_TOO_BIG, /* over the limit given */
  FILE_FAULT_EXISTS,  /* would overwrite what the tool did not write */
  FILE_FAULT_OTHER
} FileFault;
#define FILE_FAULT (file_fault_quark())
GQuark file_fault_quark(void);

/* The whole file, at most `limit` bytes; "-" is standard input. NULL and an error otherwise. */
GBytes *file_read(const char *path, gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A file being written beside its final place (same folder, 0644 less umask): nothing shows under `path` until file_commit, which flushes,
 * fsyncs, renames and fsyncs the folder. Dropping it without commit removes the temporary file and leaves the old one.
 * "-" writes to standard output. A link stays a link and its target is replaced; a file that was closed to others stays closed; a device or a
 * pipe takes the bytes as they come. A killed program may leave a .ready315-XXXXXX behind, never half a file. */
typedef struct FileWriter FileWriter;
FileWriter *file_writer_new(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Buffered; the first failure is remembered and reported by file_commit, so callers need not check each write. */
void file_put(FileWriter *writer, const void *bytes, gsize length);
void file_puts(FileWriter *writer, const char *text);
gboolean file_commit(FileWriter *writer, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void file_writer_free(FileWriter *writer); /* NULL-safe; aborts when not committed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FileWriter, file_writer_free)
/* Removes from a folder what killed runs left there: temporary files, and folders of files, that nobody has touched for an hour. */
void file_sweep(const char *folder);
/* Stages without renaming: all data is on disk, the rename is left to file_commit. For writing several files together: prepare all, then
 * commit all. */
gboolean file_prepare(FileWriter *writer, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* file_commit in two steps, for many files of one folder: take the place under the final name, then make the folder's names safe, once. */
gboolean file_place(FileWriter *writer, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean file_settle(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of any file in the folder */

/* file_writer_new + put + commit. */
gboolean file_write(const char *path, const void *bytes, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean file_make_folder(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* mkdir -p */

/* Accident detection, not security: a fast 64-bit digest of everything put so far, and the same over bytes in memory. */
guint64 file_writer_digest(const FileWriter *writer);
guint64 file_writer_size(const FileWriter *writer);
guint64 file_digest(const void *bytes, gsize length);
/* The same of a file, without holding it in memory. FALSE and an error when it cannot be read. */
gboolean file_digest_of(const char *path, guint64 *size, guint64 *digest, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Lower-case hex SHA-256 (64 characters); caller frees. */
char *file_sha256(const void *bytes, gsize length);
