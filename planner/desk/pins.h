/* PINs of signers: who may have one, asked for and checked with back-off and lock, each attempt an entry. The pepper lies in .ready315/pepper (0600), never
 * in the record or a backup. */
#pragma once
#include "desk/record.h"

typedef enum {
  PIN_GOOD,
  PIN_WRONG, /* recorded */
  PIN_WAIT,  /* too soon after wrong ones */
  PIN_LOCKED,
  PIN_NONE, /* has none yet */
  PIN_NOT_SIGNER
} PinAnswer;
/* FALSE and an error when the world failed. *sentence (caller frees) says what to do unless PIN_GOOD. */
gboolean pins_check(Desk *desk, const Person *person, const char *pin, PinAnswer *answer, char **sentence,
                    GError **error);
gboolean pins_has(Desk *desk, const Person *person, gboolean *has, GError **error);
/* Manager, deputy, owners and backups of departments, and (second = TRUE) whoever acts as second. */
gboolean pins_may_sign(const Desk *desk, const Person *person, gboolean second);
/* Sets or resets. The first of the manager needs nobody; his *recovery code (caller frees) is made then and shown once. Others are set by the manager
 * (`by`, already checked), who also unlocks. Refused: *problem. */
gboolean pins_set(Desk *desk, const Person *person, const char *pin, const Person *by, char **recovery, char **problem,
                  GError **error);
