/* The record, its evidence and the definitions in one file, and back. Complete or not there: a backup shows under its name only when it is on disk and
 * has been read back; a restored record shows only when everything else is in place. */
#pragma once
#include "ledger/ledger.h"

#define BACKUP_LEDGER "ready315.db" /* the record's name in an archive and in a workspace */
#define BACKUP_STANDARD "-"

typedef struct {
  gint64 sequence; /* the newest entry in it */
  guint8 hash[ENTRY_HASH_SIZE];
  guint files;   /* besides the record */
  gint64 utc_ms; /* when the backup was made */
} BackupReport;

/* `roots` are files and folders under `folder`, NULL-terminated; those that do not exist are passed over, and so is the record, which is copied by
 * SQLite's own means while others go on writing. Links are followed. `path` must not exist; it may lie on a share or a stick. BACKUP_STANDARD is
 * standard output: nothing is sent before the archive is complete and was read back, but what arrives cannot be read again. */
gboolean backup_write(Ledger *ledger, const char *folder, const char *const *roots, const char *path, gint64 utc_ms,
                      BackupReport *report, GError **error);

/* Into a folder that holds no record, and no file that differs from one in the backup. The chain is verified, then goes on with an entry of a
 * new device that names the old one and its head, so that both copies can be told apart if the old one comes back. */
gboolean backup_restore(const char *path, const char *folder, const EntryTime *now, const char *done_by,
                        const char *recorded_by, BackupReport *report, GError **error);

/* The record alone out of a backup, to look at it: a file at `to`, which must not exist. */
gboolean backup_take_record(const char *path, const char *to, GError **error);
