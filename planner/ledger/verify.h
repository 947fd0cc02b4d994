/* Proving the record. What the chain can prove by itself: flipped bits, entries removed (but for the newest), swapped or put in between. What it cannot:
 * that a tail was cut off, or that everything from one point on was written anew with fresh hashes; for that somebody outside must have kept a
 * receipt from after that point (CONTRACT §6). */
#pragma once
#include "ledger/ledger.h"
#include "ledger/receipt.h"

typedef enum {
  VERIFY_FILE,       /* the database itself is damaged */
  VERIFY_SHAPE,      /* a column has a type or length that no entry has */
  VERIFY_FORMAT,     /* a newer format, or a changed byte that says so */
  VERIFY_HASH,       /* the contents do not give the hash */
  VERIFY_LINK,       /* does not name the entry before it */
  VERIFY_GAP,        /* entries are missing before this one */
  VERIFY_DEVICE,     /* another device goes on without a restore */
  VERIFY_STORE,      /* another store's entry */
  VERIFY_PROJECTION, /* a table for screens says something else than the chain */
  VERIFY_RECEIPT,    /* a receipt names what is not there */
  VERIFY_EVIDENCE    /* a file that an entry names by its hash is missing or changed */
} VerifyKind;

typedef struct {
  VerifyKind kind;
  gint64 sequence; /* 0 when it concerns no entry */
  char *text;      /* a Chinese sentence; owned */
} VerifyFinding;

enum { VERIFY_MOST = 100 }; /* findings kept; all are counted */
typedef struct {
  gint64 entries; /* looked at */
  gint64 last;    /* sequence of the newest */
  guint8 head[ENTRY_HASH_SIZE];
  gint64 faults;       /* all findings */
  GPtrArray *findings; /* of VerifyFinding, by sequence; owned */
} VerifyReport;
void verify_report_free(VerifyReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VerifyReport, verify_report_free)

typedef struct {
  gboolean full; /* also the file, its indexes and the projections */
  /* A card derived anew from the entries of its subject; NULL: no opinion. May read the ledger. Caller of it frees. Used with `full`; may be NULL. */
  char *(*card)(const char *subject, gpointer data);
  gpointer card_data;
  const Receipt *receipt; /* may be NULL */
  LedgerProgress progress;
  gpointer data;
  LedgerVisit
      visit; /* each sound entry on the way, for whoever looks at what it names; its answer does not matter; may be NULL */
  gpointer visit_data;
} VerifyOptions;
/* The whole chain, in one snapshot, whatever is wrong with it; memory does not grow with its length. NULL only when the file cannot be read at
 * all. */
VerifyReport *verify_ledger(Ledger *ledger, const VerifyOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One more finding, of somebody who looks at what entries name. `text` is taken. */
void verify_add(VerifyReport *report, VerifyKind kind, gint64 sequence, char *text);

/* The newest hundred, for opening: LEDGER_FAULT_CHAIN names the first that is wrong. */
gboolean verify_recent(Ledger *ledger, GError **error);

/* Where two copies of one record part: the first sequence that they do not share, or 0 when they are the same. When one only goes on longer,
 * that is the first entry that the shorter one lacks. */
typedef struct {
  gint64 parts_at;
  gint64 last, other_last;
} VerifyParting;
gboolean verify_against(Ledger *ledger, Ledger *other, VerifyParting *parting, GError **error);
