/* PINs of signers: who may have one, asked for and checked with back-off and lock, each attempt an entry. The pepper lies in .ready315/pepper (0600), never
 * in the record or a backup. */
#pragma once
#include "desk/record/record.h"

typedef enum {
  PIN_GOOD,
  PIN_WRONG, /* recorded */
  PIN_WAIT,  /* too soon after wrong ones */
  PIN_LOCKED,
  PIN_NONE, /* has none yet */
  PIN_NOT_SIGNER
} PinAnswer;
/* FALSE and an error when the world failed. *sentence (caller frees) says what to do unless PIN_GOOD. The success is an entry of its own. */
gboolean pins_check(Desk *desk, const Person *person, const char *pin, PinAnswer *answer, char **sentence,
                    GError **error);
/* The same, but the entry of a success is left to the caller, who records it together with what it was for: pins_passed. */
gboolean pins_try(Desk *desk, const Person *person, const char *pin, PinAnswer *answer, char **sentence,
                  GError **error);
RecordDraft pins_passed(const Person *person);

gboolean pins_has(Desk *desk, const Person *person, gboolean *has, GError **error);
/* Manager, deputy, owners and backups of departments, and (second = TRUE) whoever acts as second. */
gboolean pins_may_sign(const Desk *desk, const Person *person, gboolean second);
/* Sets or resets. The first of the manager needs nobody (`by` NULL); his *recovery code (caller frees) is made then and shown once. Others are set by the
 * manager (`by`, already checked), who also unlocks; everybody may change his own. Refused: *problem. */
gboolean pins_set(Desk *desk, const Person *person, const char *pin, const Person *by, char **recovery, char **problem,
                  GError **error);
/* The manager's PIN anew with the recovery code, which is used up: *next is the new one, shown once. Works without the old pepper, too. */
gboolean pins_recover(Desk *desk, const char *code, const char *pin, char **next, char **problem, GError **error);
gboolean pins_unlock(Desk *desk, const Person *person, const Person *by, char **problem, GError **error);

/* A PIN (or recovery code) from a file that only its owner may read; "-" is standard input. NULL with *problem when it is refused, with an error when it
 * cannot be read. Free with pins_forget. */
char *pins_file(const char *path, char **problem, GError **error);
void pins_forget(char *pin); /* NULL-safe; wipes it */

/* For a new computer: the pepper into a file of mode 0600, and back where there is none. *open_to_others: where it was written others can read it. */
gboolean pins_pepper_export(const Desk *desk, const char *path, gboolean *open_to_others, GError **error);
gboolean pins_pepper_import(const Desk *desk, const char *path, char **problem, GError **error);
