/* Signatures of departments, days and phases; special release, reopening. The page that is shown is the page whose hash is signed. */
#pragma once
#include "desk/gates.h"
#include "desk/pins.h"
#include "ledger/receipt.h"

typedef struct {
  Day date;                     /* DAY_NONE with `phase` */
  const char *phase;            /* interned; NULL */
  const Department *department; /* NULL: the store */
} SignAsk;

typedef struct {
  Day first, last;
  char *subject, *period; /* day:2027-03-12, phase:…; as receipts say it */
  char *title;            /* 3月12日 周五 每日签字 */
  char *text;             /* the rendered page, whole; its SHA-256 is signed */
  char *sha256;
  GPtrArray *gates;   /* OpenGate* */
  GPtrArray *missing; /* const Department*: not signed yet; of a store's page */
  gboolean signed_already;
  gboolean late; /* a signature now is 补签 */
  gboolean blocked, carries;
  gint64 head; /* of the record that it was made from */
} SignPage;
SignPage *signpage_new(Desk *desk, const SignAsk *ask, char **problem, GError **error);
void signpage_free(SignPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SignPage, signpage_free)

typedef struct {
  const Person *by, *second; /* second may be NULL */
  const char *pin, *second_pin;
  const char *reason;  /* of 带遗留 and 补签 */
  const Person *owner; /* of what is carried; NULL: each department's owner */
  Day due;             /* of what is carried; DAY_NONE: the next day */
} SignBy;
typedef enum { SIGN_DONE, SIGN_REFUSED } SignResult;
/* SIGN_REFUSED: *sentence says what blocks. SIGN_DONE: *receipt (NULL for a department), and *sentence about the backup. FALSE and an error when the
 * world failed. */
gboolean signoff_sign(Desk *desk, const SignPage *page, const SignBy *by, SignResult *result, Receipt **receipt,
                      char **sentence, GError **error);
gboolean signoff_waive(Desk *desk, const char *gate, const SignBy *by, SignResult *result, char **sentence,
                       GError **error);
gboolean signoff_reopen(Desk *desk, const SignAsk *ask, const SignBy *by, SignResult *result, char **sentence,
                        GError **error);
gboolean signoff_confirm_clock(Desk *desk, const SignBy *by, SignResult *result, char **sentence, GError **error);
