/* PINs of signers: how they are hashed, which are too weak, and how long to wait after wrong ones. The hash lives in the record (an entry pin-set);
 * the pepper lives in a file of its own outside of it and of every backup, because six digits alone can be tried out in two days by
 * whoever has the hash. Failures are counted from the entries, so that a restart forgives nothing. */
#pragma once
#include "ledger/ledger.h"

enum { PIN_PEPPER_SIZE = 32, PIN_FREE_TRIES = 3, PIN_LOCK_AFTER = 10, PIN_MARK = 16 };

/* NULL when the PIN will do, else why not, as a static Chinese sentence. `known`: what colleagues know of the person (phone, 工号, licence), may be
 * NULL, NULL-terminated. */
const char *pin_weakness(const char *pin, const char *const *known);

/* A new file with mode 0600; never over an old one. */
gboolean pin_pepper_create(const char *path, GError **error);
/* Refuses a file that others may read, that belongs to somebody else, or that is a link. */
gboolean pin_pepper_read(const char *path, guint8 pepper[PIN_PEPPER_SIZE], GError **error);

/* Another file with the same pepper, mode 0600; never over an old one. Where a disk knows no permissions, *open_to_others is TRUE and the file there is
 * for everybody's eyes; with NULL that is a failure. */
gboolean pin_pepper_copy(const char *from, const char *to, gboolean *open_to_others, GError **error);
/* Sixteen digits that tell one pepper from another and say nothing of it; kept beside each hash. Caller frees. */
char *pin_pepper_mark(const guint8 pepper[PIN_PEPPER_SIZE]);

gboolean pin_pepper_equal(const guint8 a[PIN_PEPPER_SIZE], const guint8 b[PIN_PEPPER_SIZE]);
/* Overwrites a secret in memory, whatever the compiler thinks of it. */
void pin_wipe(void *secret, gsize size);

/* Argon2id in the usual text form; NULL when there is not enough memory. */
char *pin_hash(const char *pin, const guint8 pepper[PIN_PEPPER_SIZE], GError **error);
/* Takes the same time when `hash` is NULL (nobody by that name, or no PIN yet). */
gboolean pin_matches(const char *hash, const char *pin, const guint8 pepper[PIN_PEPPER_SIZE]);

char *pin_subject(const char *staff);                   /* of the four kinds ENTRY_PIN_… */
char *pin_set_body(const char *hash, const char *mark); /* of an entry pin-set; mark NULL: hashed without the pepper */

typedef struct {
  char *hash;     /* of the PIN in force; NULL: none was set */
  char *mark;     /* of the pepper that it was hashed with; NULL */
  int failures;   /* in a row, since the last success, new PIN or unlocking */
  EntryTime last; /* of the last failure */
} PinState;
void pin_state_clear(PinState *state);
gboolean pin_state_read(Ledger *ledger, const char *staff, PinState *state, GError **error);
gboolean pin_locked(const PinState *state);
/* Milliseconds until the next try is allowed: none for the first three failures, then 1, 2, 4 … 64 seconds. Counted on the machine's own
 * clock while it runs, so that setting the wall clock forward helps nobody. */
gint64 pin_wait_ms(const PinState *state, const EntryTime *now);
