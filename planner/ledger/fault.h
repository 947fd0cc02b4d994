/* Why the record cannot be used: the world's failures (GError, Chinese), told from SQLite's result codes in one place. A record whose file is sound
 * but whose chain is broken is LEDGER_FAULT_CHAIN, so that callers can give it the status of a finding. */
#pragma once
#include <glib.h>
#include <sqlite3.h>

typedef enum {
  LEDGER_FAULT_MISSING, /* no such file */
  LEDGER_FAULT_ACCESS,  /* read-only, no permission */
  LEDGER_FAULT_FULL,    /* no space */
  LEDGER_FAULT_BUSY,    /* another program holds it too long */
  LEDGER_FAULT_FOREIGN, /* another program's file, or another store's */
  LEDGER_FAULT_NEWER,   /* written by a newer ready315 */
  LEDGER_FAULT_DAMAGED, /* not a sound database */
  LEDGER_FAULT_CHAIN,   /* a sound database, but the entries do not chain */
  LEDGER_FAULT_NETWORK, /* on a file system that cannot keep it safe */
  LEDGER_FAULT_MOVED,   /* entries that the caller has not seen: read them and decide again */
  LEDGER_FAULT_REPLACED, /* the file that is open stands no longer at its place, or has another form now: open it again */
  LEDGER_FAULT_EXISTS,   /* would overwrite something */
  LEDGER_FAULT_OTHER
} LedgerFault;
#define LEDGER_FAULT (ledger_fault_quark())
GQuark ledger_fault_quark(void);

/* What SQLite reports, as a sentence that begins with `doing` ("写不了记录"). Copies what it needs from `db`, which may be NULL. */
void fault_from_sqlite(GError **error, sqlite3 *db, int code, const char *doing, const char *path);
/* The same for a call of the system. */
void fault_from_errno(GError **error, int code, const char *doing, const char *path);
