/* The workspace's record as the use cases meet it: opened when first needed, given the time, and told of every change of the definitions and every step
 * of the clock before anything else is appended, all in one transaction. What an entry's body means is each use case's own business.
 *
 * Subjects: run:KEY · form:KEY (filled forms that were read in) · register:NAME · task:ID · day:… and phase:… (signatures, waivers, reopenings) · pin:STAFF · definitions · clock.
 *
 * The kind `clock` has two bodies: {"ms":…,"since":SEQUENCE}, written here when the wall clock has gone another way than the machine's own clock since
 * that entry (ms < 0: back); every other body is somebody's answer for all steps before it (desk/sign/signoff). */
#pragma once
#include "desk/desk.h"
#include "ledger/ledger.h"

#define RECORD_CLOCK "clock"
#define RECORD_DEFINITIONS "definitions"

typedef struct Record Record;
typedef enum {
  RECORD_READ, /* a workspace without a record reads as an empty one */
  RECORD_WRITE /* made when missing; refused with --now outside a rehearsal */
} RecordMode;

/* The desk's one record: opened on the first call (again for writing when it was open for reading only), closed with the desk. NULL and an error when it
 * cannot be used. Needs desk_load. */
Record *record_of(Desk *desk, RecordMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void record_close(Record *record);           /* of desk_free; NULL-safe */
Ledger *record_ledger(const Record *record); /* NULL where nothing was ever recorded */
char *record_path(const Desk *desk);         /* of the file; caller frees */
/* In a rehearsal with --now that time, without a boot; otherwise the clock's. */
void record_now(const Desk *desk, EntryTime *now);
/* Sequence of the newest entry that is there now; 0 before the first. Hand it to record_add by whoever decided on what he saw after this. */
gint64 record_head(Record *record, GError **error); /* -1 and an error */

typedef struct {
  EntryKind kind;
  const char *done_by;     /* staff id; "" for the program itself */
  const char *recorded_by; /* NULL: the same */
  const char *subject;
  const char *body;      /* one line of JSON, keys sorted */
  const char *card;      /* what screens need of the subject after this entry; NULL: none */
  const EntryTime *time; /* of record_now, where the card depends on it; NULL: now */
} RecordDraft;
typedef struct {
  gint64 sequence;
  guint8 hash[ENTRY_HASH_SIZE];
  gint64 utc_ms;
} RecordMark;
/* All or none, on disk when TRUE. `expect` as in ledger_append; entries about definitions and the clock that go before do not count as moved. The drafts
 * get neighbouring sequences; `mark` (may be NULL) is of the last one. */
gboolean record_add(Record *record, const RecordDraft *drafts, guint n, gint64 expect, RecordMark *mark,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is known of each subject without reading its entries. */
typedef struct {
  const char *subject; /* only during the visit, as is the card */
  const char *card;    /* of its newest entry; NULL where there is none or it is not to be believed: derive it anew */
  gint64 entries, first, last; /* how many, and their sequences */
} RecordTopic;
typedef void (*RecordTopicVisit)(const RecordTopic *topic, gpointer data);
/* Subjects that begin with `prefix`, by their last entry. The visit must not use the record. */
gboolean record_topics(Record *record, const char *prefix, RecordTopicVisit visit, gpointer data,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The body of the entry about definitions that this program writes, or wrote; NULL before it has appended anything. */
const char *record_definitions(const Record *record);
/* Cards that were derived anew, kept for the next time where the record is open for writing; otherwise, and where that fails, forgotten. */
void record_note_cards(Record *record, const LedgerCard *cards, guint n);

/* Where the clock stands in doubt: a rollback that nobody has answered for yet. Never in a rehearsal. */
typedef struct {
  gboolean doubtful;
  gint64 step_ms;  /* of the last step, negative = back */
  gint64 sequence; /* of its entry; 0 when it would only be written with the next one */
} ClockDoubt;
gboolean record_clock(Record *record, ClockDoubt *doubt, GError **error);
