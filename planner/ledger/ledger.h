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

/* A rehearsal's record never becomes a real one, nor the other way round: times in it are what somebody wished them to be. The first entry says which. */
typedef enum { LEDGER_EITHER, LEDGER_REAL, LEDGER_REHEARSAL } LedgerNature;

typedef struct {
  LedgerMode mode;
  LedgerNature nature; /* refused when the record is of the other; LEDGER_EITHER is made as LEDGER_REAL */
  const char *store;   /* refused when the record belongs to another; NULL (not with LEDGER_CREATE): any */
  EntryTime now;       /* for the first entry, and the entry about a migration; not used by LEDGER_READ */
  int busy_ms;         /* how long to wait for another program; 0 is five seconds */
  LedgerProgress
      progress; /* while the whole file is checked: how much there is to do is not known (total 0); may be NULL */
  gpointer data;
} LedgerOptions;

typedef struct Ledger Ledger;
/* For writing the newest hundred entries are verified, and the whole file is checked when it was not closed properly the last time. */
Ledger *ledger_open(const char *path, const LedgerOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ledger_close(Ledger *ledger); /* NULL-safe */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)

/* The newest entry, verified by itself; the caller frees it. */
Entry *ledger_head(Ledger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define LEDGER_ANY_HEAD ((gint64)-1)
/* All of the drafts or none, in order, on disk when it returns TRUE; the drafts then hold what was stored. With `expect` other than
 * LEDGER_ANY_HEAD it refuses (LEDGER_FAULT_MOVED) unless that is the newest sequence: for whoever decided on what he had read.
 * `cards` (may be NULL) has a text or NULL for each draft: what screens need of its subject after it. */
gboolean ledger_append(Ledger *ledger, Entry *const *drafts, const char *const *cards, guint n, gint64 expect,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Programs that write without pause take turns: whoever has to read before he appends, and wants nobody to append in between, takes his turn for both. It
 * is politeness, not a lock: a program that stands still too long is passed by. Calls may be nested. */
void ledger_take_turn(Ledger *ledger);
void ledger_give_turn(Ledger *ledger);

typedef struct {
  const char *kind;    /* NULL: all */
  const char *subject; /* NULL: all */
  const char *prefix;  /* of subjects, ending in ASCII; NULL: all; not together with `subject` */
  gint64 from;         /* first sequence; 0: from the beginning */
} LedgerQuery;
/* FALSE stops the walk. The entry belongs to the walk; the function must not use the ledger. */
typedef gboolean (*LedgerVisit)(const Entry *entry, gpointer data);
/* In order of sequence. Each entry is hashed again as it is read, and that none is missing is made sure: what does not fit ends the walk with
 * LEDGER_FAULT_CHAIN and is not shown. Damage outside of the entries changes nothing. By subject or prefix it holds what it found in memory; without
 * either it reads the whole chain from `from` on, in little memory. */
gboolean ledger_each(Ledger *ledger, const LedgerQuery *query, LedgerVisit visit, gpointer data, GError **error);

/* All that is known of one subject without reading its entries. */
typedef struct {
  const char *subject; /* only during the visit, as is the card */
  const char *card;    /* of its last entry; NULL when there is none, or one that cannot be believed: derive it anew */
  gint64 entries, first, last;
} LedgerTopic;
typedef void (*LedgerTopicVisit)(const LedgerTopic *topic, gpointer data);
/* Subjects that begin with `prefix` (NULL: all), by their last entry. */
gboolean ledger_topics(Ledger *ledger, const char *prefix, LedgerTopicVisit visit, gpointer data, GError **error);
/* Cards that were derived anew, kept for the next time; one whose subject has gone on since is passed over. */
typedef struct {
  const char *subject;
  gint64 last; /* the entry that it was derived from, with all before it */
  const char *text;
} LedgerCard;
gboolean ledger_note_cards(Ledger *ledger, const LedgerCard *cards, guint n, GError **error);
/* Throws the tables and indexes away and makes them again from the chain. */
gboolean ledger_rebuild(Ledger *ledger, GError **error);
