/* One file that holds many: an SQLite archive (https://sqlite.org/sqlar.html; `sqlite3 -A` lists and extracts it without this program), with the SHA-256
 * of each file and the head of the record beside it. Chosen over tar because its reader and writer are already linked, checked and
 * fuzzed by others. Contents are stored as they are; memory does not grow with them. */
#pragma once
#include "ledger/sql.h"
#include "model/entry.h"

typedef struct {
  char *store;
  guint8 device[ENTRY_DEVICE_SIZE];
  gint64 sequence;
  guint8 hash[ENTRY_HASH_SIZE];
  gint64 utc_ms; /* when the backup was made */
} ArchiveHead;
void archive_head_clear(ArchiveHead *head);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArchiveHead, archive_head_clear)

typedef struct {
  gint64 row;
  char *name; /* relative, with '/' */
  gint64 size;
  guint8 sha256[32];
} ArchiveFile;

typedef struct Archive Archive;
Archive *archive_create(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean archive_add(Archive *archive, const char *name, const char *path, GError **error);
/* Nothing counts before this. */
gboolean archive_finish(Archive *archive, const ArchiveHead *head, GError **error);

/* Opened for reading: form, names and every content's hash are checked. */
Archive *archive_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void archive_close(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_close)
gboolean archive_read_head(Archive *archive, ArchiveHead *head, GError **error);
const GPtrArray *archive_files(const Archive *archive); /* of ArchiveFile, by name */
gboolean archive_extract(Archive *archive, const ArchiveFile *file, const char *path, GError **error);
/* A name that stays inside the folder it is extracted to. */
gboolean archive_name_safe(const char *name);
/* SHA-256 of a file, without holding it. */
gboolean archive_sum_of(const char *path, guint8 sha256[32], GError **error);
