/* What the files of this room share about an open record. Not for others. */
#pragma once
#include "ledger/ledger.h"
#include "ledger/row.h"
#include <sys/types.h>

struct Ledger {
  Sql *sql;
  char *path;
  LedgerMode mode;
  int version; /* of the file's form */
  int busy_ms;
  dev_t device;
  ino_t inode;         /* which file was opened, to see when it is replaced */
  GByteArray *scratch; /* for hashing */
  Entry own;           /* the last that this program wrote: store, device, sequence and hash of it; owned */
  gboolean doubted;    /* its tables were found wanting once, and made anew */
  int turn;            /* descriptor of the file of turns; -1 */
  guint turns;         /* how often it was taken by ourselves */
};

/* LEDGER_FAULT_CHAIN, naming the entry. */
gboolean ledger_chain_fault(GError **error, const Ledger *ledger, gint64 sequence, RowState state);
/* SQL_STEP_DONE when there is none. The entry is filled; a row that is not sound is a failure. */
SqlStep ledger_read_head(Ledger *ledger, Entry *head, GError **error);
/* The chain itself from `from` on: every entry sound and following the one before, up to the newest that anything here knows of; otherwise a
 * LEDGER_FAULT_CHAIN. */
gboolean ledger_walk(Ledger *ledger, gint64 from, LedgerVisit visit, gpointer data, GError **error);
/* Inside a write transaction. `device` is taken by the drafts when not NULL (a new record, a restored one), else the head's. `cards` as in
 * ledger_append. */
gboolean ledger_append_open(Ledger *ledger, const char *store, const guint8 *device, Entry *const *drafts,
                            const char *const *cards, guint n, GError **error);
/* A copy of the database at `path`, which must not exist, by SQLite's own means; complete and on disk, or not there. */
gboolean ledger_copy(Ledger *ledger, const char *path, GError **error);
