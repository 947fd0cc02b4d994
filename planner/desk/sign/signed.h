/* What the record says of signatures: which stand, which were voided by a reopening, what was carried along (带遗留) and released (特批). The one reading
 * of entries of the kinds signature, waive and reopen; duty, gates and signatures ask it.
 *
 * A period is a day, a week cut at its phase's ends, or a phase. Subjects: day:2027-03-12 · day:2027-03-01..2027-03-07 · phase:ID; of a
 * department's page with /DEPT behind it. Bodies (keys sorted, absent left out):
 *   signature {"carried":[{"due":…,"gate":…,"owner":…,"subject":…,"text":…}],"department":ID,"first":…,"last":…,"late":true,"open":N,"page":SHA256,"phase":ID,"reason":…,
 *              "second":ID,"step":…}                                  (open: 遗留 as the receipt says it, with what was carried before; absent: none)
 *   waive     {"gate":…,"reason":…,"second":ID,"step":…,"subject":…,"text":…,"until":DAY}          (until: only for what is a state, not a run)
 *   reopen    {"first":…,"last":…,"reason":…}                                                      (voids the signatures of that period and of what contains it) */
#pragma once
#include "desk/record/record.h"

typedef struct {
  char *subject;
  Day first, last;
  const char *phase;       /* interned; NULL unless the phase itself was signed */
  const char *department;  /* interned; NULL: the store */
  const char *by, *second; /* interned; second NULL */
  const char *step;        /* interned id of words_second_step; NULL where no second is asked */
  char *page;              /* SHA-256 of the page that was signed */
  char *reason;            /* NULL */
  gboolean late;           /* 补签 */
  gboolean voided;         /* by a reopening */
  guint carried;           /* items 带遗留 by this signature */
  guint open;              /* 遗留 after it, as its receipt says */
  gint64 sequence, utc_ms;
  guint8 hash[ENTRY_HASH_SIZE]; /* of its entry */
} Signature;

typedef struct {
  const char *gate;    /* interned id of words_gate */
  const char *subject; /* as in OpenGate */
  char *text;          /* as it stood on the page */
  const char *owner;   /* interned staff id */
  char *reason;
  Day due;
  gint64 sequence; /* of the signature */
} Carried;

typedef struct {
  const char *gate, *subject;
  char *text, *reason;
  Day until;               /* DAY_NONE: for good */
  const char *by, *second; /* second NULL */
  gint64 sequence;
} Waiver;

typedef struct {
  GPtrArray *signatures; /* Signature*, as signed */
  GPtrArray *carried;    /* Carried* of signatures in force; the newest of a gate and subject counts */
  GPtrArray *waivers;    /* Waiver* */
  GHashTable *by_name;   /* "GATE SUBJECT" → Carried*, the newest */
  GHashTable *waived;    /* "GATE SUBJECT" → Waiver*, the newest */
} Signed;
/* Of a workspace without a record: empty. NULL and an error. */
Signed *signed_read(Desk *desk, GError **error);
void signed_free(Signed *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Signed, signed_free)

/* In force on that day: carried beyond it (on its new due day it is owed again); NULL otherwise. `gate` as in words_gate, `subject` e.g. run:KEY. */
const Carried *signed_carried(const Signed *book, Gate gate, const char *subject, Day day);
const Waiver *signed_waived(const Signed *book, Gate gate, const char *subject, Day day);
/* The signature in force on this subject; NULL. */
const Signature *signed_find(const Signed *book, const char *subject);
