/* The record: one SQLite file, entries appended and never changed (CONTRACT §6). Opens it with care, appends durably, reads what was written.
 * Knows nothing of checklists or signatures: they are kinds, subjects and bodies here. Reads no clock; time is handed in.
 *
 * Failures are GErrors of LEDGER_FAULT (ledger/fault.h) in Chinese. One Ledger is used by one thread; several programs may have the same file
 * open, and neither lose nor fork anything. */
#pragma once
#include "ledger/fault.h"
#include "model/entry.h"

typedef enum {
  LEDGER_READ,  /* for log and verify: changes nothing, reads any older form too, and does not judge the chain */
  LEDGER_WRITE, /* must exist; an older form is copied beside itself and brought up to date */
  LEDGER_CREATE /* as LEDGER_WRITE, made when it does not exist */
} LedgerMode;

/* What is done, out of how much; called now and then while something takes long. */
typedef void (*LedgerProgress)(gint64 done, gint64 total, gpointer data);

typedef struct {
  LedgerMode mode;
  const char *store; /* refused when the record belongs to another; NULL (not with LEDGER_CREATE): any */
  EntryTime now;     /* for the first entry, and the entry about a migration; not used by LEDGER_READ */
  int busy_ms;       /* how long to wait for another program; 0 is five seconds */
} LedgerOptions;

typedef struct Ledger Ledger;
/* For writing the newest hundred entries are verified, and the whole file is checked when it was not closed properly the last time. */
Ledger *ledger_open(const char *path, const LedgerOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ledger_close(Ledger *ledger); /* NULL-safe */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)
const char *ledger_path(const Ledger *ledger);

/* The newest entry, verified by itself; the caller frees it. */
Entry *ledger_head(Ledger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define LEDGER_ANY_HEAD ((gint64)-1)
/* All of the drafts or none, in order, on disk when it returns TRUE; the drafts then hold what was stored. With `expect` other than
 * LEDGER_ANY_HEAD it refuses (LEDGER_FAULT_MOVED) unless that is the newest sequence: for whoever decided on what he had read. */
gboolean ledger_append(Ledger *ledger, Entry *const *drafts, guint n, gint64 expect,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  const char *kind;    /* NULL: all */
  const char *subject; /* NULL: all */
  gint64 from;         /* first sequence; 0: from the beginning */
} LedgerQuery;
/* FALSE stops the walk. The entry belongs to the walk; the function must not use the ledger. */
typedef gboolean (*LedgerVisit)(const Entry *entry, gpointer data);
/* In order of sequence. Each entry is hashed again as it is read: one that does not fit ends the walk with LEDGER_FAULT_CHAIN and is not shown. */
gboolean ledger_each(Ledger *ledger, const LedgerQuery *query, LedgerVisit visit, gpointer data, GError **error);

/* All that is known of one subject in one kind, without reading its entries. */
typedef struct {
  const char *subject; /* only during the visit */
  gint64 entries, first, last;
} LedgerTopic;
typedef void (*LedgerTopicVisit)(const LedgerTopic *topic, gpointer data);
/* By the last entry. */
gboolean ledger_topics(Ledger *ledger, const char *kind, LedgerTopicVisit visit, gpointer data, GError **error);
/* Throws the projections away and fills them from the chain. */
gboolean ledger_rebuild(Ledger *ledger, GError **error);
