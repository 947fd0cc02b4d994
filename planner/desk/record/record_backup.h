/* Saving the whole workspace in one file and bringing it back: what belongs into it, where it goes, and what people are told. */
#pragma once
#include "desk/record/record.h"
#include "ledger/backup.h"

/* Definitions are not needed: a workspace whose store.yaml is broken is saved like any other. The PINs' key file (.ready315/pepper) never goes along. */
gboolean record_backup(const Desk *desk, const char *path, BackupReport *report, GError **error);

/* Into the folder that store.yaml names as backup_to, under a name of its own, e.g. hz-wulin-20270312-210311-1284.ready315. *sentence (caller frees) says
 * what became of it, also where the stick or the share is missing or full, which is no failure; NULL where no folder is named. FALSE and an error only
 * when there is no record to save. Needs desk_load. */
gboolean record_backup_to(Desk *desk, char **sentence, GError **error);

/* Into `folder` (the desk's), as a new device; refused where a record or other files stand. BACKUP_STANDARD is standard input, which is kept in a
 * temporary file meanwhile, on the disk that the workspace is on. */
gboolean record_restore(const Desk *desk, const char *path, BackupReport *report, GError **error);
