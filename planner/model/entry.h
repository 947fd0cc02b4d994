/* One entry of the record (CONTRACT §6), as it crosses rooms: what somebody did, when, and the links that chain it to the entry before. How it is
 * hashed stands in ledger/canonical.h; what a body means is known by the room that wrote it. */
#pragma once
#include <glib.h>

enum { ENTRY_HASH_SIZE = 32, ENTRY_DEVICE_SIZE = 16, ENTRY_FORMAT = 1, ENTRY_HASH_SHA256 = 1 };
enum { ENTRY_BODY_MOST = 1024 * 1024, ENTRY_WORD_MOST = 200 }; /* bytes of a body, and of each of the short texts */

/* New kinds go to the end; a kind's id is frozen, for it is hashed. */
typedef enum {
  ENTRY_BEGIN,      /* the first entry of a store's record */
  ENTRY_RESTORE,    /* a new device goes on where an old one's backup ended */
  ENTRY_MIGRATION,  /* the file was brought to a newer form */
  ENTRY_DEFINITION, /* store.yaml, phases or checklists changed */
  ENTRY_CLOCK,      /* the clock stepped, or somebody answered for it */
  ENTRY_DECISION,   /* about a finding of the ad-law review, a lot */
  ENTRY_IMPORT,     /* a file was read in */
  ENTRY_TASK,       /* a task was added, done, moved, assigned, dropped */
  ENTRY_REGISTER,   /* a row of a register was added, changed, closed */
  ENTRY_SIGNATURE,
  ENTRY_REOPEN,
  ENTRY_WAIVE,
  ENTRY_PIN_SET,
  ENTRY_PIN_FAILED,
  ENTRY_PIN_PASSED,
  ENTRY_PIN_UNLOCKED,
  ENTRY_RUN_FIRST, /* what happens in a run: ids and order of words_run_event (model/run.h), without what is not recorded */
  ENTRY_RUN_BEGIN = ENTRY_RUN_FIRST,
  ENTRY_RUN_ANSWER,
  ENTRY_RUN_NA,
  ENTRY_RUN_CLEAR,
  ENTRY_RUN_ATTACH,
  ENTRY_RUN_DETACH,
  ENTRY_RUN_REST,
  ENTRY_RUN_UNDO,
  ENTRY_RUN_CONFIRM,
  ENTRY_RUN_FINISH,
  ENTRY_RUN_REOPEN,
  ENTRY_RUN_UPGRADE,
  ENTRY_FIX_DONE,
  ENTRY_FIX_RECHECK,
  ENTRY_FIX_CLOSE,
  ENTRY_RUN_LAST = ENTRY_FIX_CLOSE,
  N_ENTRY_KINDS,
  ENTRY_UNKNOWN = -1 /* written by a newer program; hashed and kept like any other */
} EntryKind;
const char *entry_kind_id(EntryKind kind);    /* as stored: "run.answer" */
const char *entry_kind_title(EntryKind kind); /* as read by people: 作答 */
EntryKind entry_kind_parse(const char *id);

/* When something happened, as the machine sees it: the wall clock may be set by anybody, the time since the machine started may not. */
typedef struct {
  gint64 utc_ms;     /* since the epoch */
  char boot[40];     /* id of this start of the machine; "" when unknown */
  gint64 elapsed_ms; /* since that start, sleep included */
} EntryTime;

typedef struct {
  guint8 format, hash_id;
  char *store;
  guint8 device[ENTRY_DEVICE_SIZE]; /* random, one a copy of the record */
  gint64 sequence;                  /* 1, 2, 3 …; a new device goes on counting */
  guint8 prev[ENTRY_HASH_SIZE];     /* zeros before the first */
  char *kind;
  EntryTime time;
  char *done_by;     /* staff id; "" for the program itself */
  char *recorded_by; /* who typed it */
  char *subject;     /* what it is about: "run:TASK@DAY", "task:ID", "day:2027-03-12", "pin:ID"; may be "" */
  char *body;        /* JSON, UTF-8 */
  guint8 hash[ENTRY_HASH_SIZE];
} Entry; /* owns its texts */

/* A draft: the writer of the record fills in what is missing (format, store, device, sequence, prev, hash). Copies. */
Entry *entry_new(EntryKind kind, const EntryTime *time, const char *done_by, const char *recorded_by,
                 const char *subject, const char *body);
void entry_clear(Entry *entry); /* frees what it owns, not the struct */
void entry_free(Entry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entry, entry_free)
gboolean entry_is(const Entry *entry, EntryKind kind);
