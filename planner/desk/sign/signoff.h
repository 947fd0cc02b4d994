/* Signatures of departments, days and phases; special release, reopening. The page that is shown is the page whose hash is signed. */
#pragma once
#include "desk/sign/gates.h"
#include "desk/sign/pins.h"
#include "ledger/receipt.h"

typedef struct {
  Day date;                     /* DAY_NONE with `phase` */
  const char *phase;            /* id; NULL */
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
  gboolean early; /* the period is not at its last day yet: nobody can sign */
  gboolean late;  /* a signature now is 补签 */
  gboolean doubt; /* the record's clock is in doubt: nobody can sign before `clock confirm` */
  gboolean blocked, carries;
  gboolean second;  /* the end of a phase: a second is asked for where there is somebody */
  guint open_items; /* 遗留 after a signature now: those carried already and those that it would carry */
  gint64 head;      /* of the record that it was made from */
  Period span;
  const Department *department; /* ref; NULL: the store */
  Receipt *receipt; /* of the signature that holds it, as it was given out; NULL: none, or a department's page */
} SignPage;
/* NULL and *problem: no such phase, a day outside what can be; NULL and an error. Needs desk_plan. */
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
typedef enum {
  SIGN_DONE,
  SIGN_REFUSED,
  SIGN_STALE
} SignResult; /* stale: other entries came since the page was made, or the deadline passed */
/* SIGN_REFUSED: *sentence says what blocks. SIGN_DONE: *receipt (NULL for a department), and *sentence about the backup. FALSE and an error when the
 * world failed. SIGN_STALE: make the page anew and show it. */
gboolean signoff_sign(Desk *desk, const SignPage *page, const SignBy *by, SignResult *result, Receipt **receipt,
                      char **sentence, GError **error);
/* What would be refused whatever the PINs are: NULL when nothing, else a sentence (caller frees). For asking before a PIN is typed. */
char *signoff_hindrance(const Desk *desk, const SignPage *page, const SignBy *by);
/* Whether `by` needs a second for this page, and who may be it, as a sentence; NULL when none. */
char *signoff_asks_second(const Desk *desk, const SignPage *page, const Person *by);
/* The same for any rule: *step, and a sentence when a second is missing, wrong or not asked for. */
char *signoff_second(const Desk *desk, const SignBy *by, Second rule, const char *what, SecondStep *step);
/* `ask`: the page on which the gate stands; NULL: today's. */
gboolean signoff_waive(Desk *desk, const char *gate, const SignAsk *ask, const SignBy *by, SignResult *result,
                       char **sentence, GError **error);
gboolean signoff_reopen(Desk *desk, const SignAsk *ask, const SignBy *by, SignResult *result, char **sentence,
                        GError **error);
gboolean signoff_confirm_clock(Desk *desk, const SignBy *by, SignResult *result, char **sentence, GError **error);

/* What waits for the store's signature: periods that end today or ended since the record began and have none, oldest first. */
typedef struct {
  Period span;
  char *title;
  gboolean late; /* a signature now is 补签 */
} SignDue;
GPtrArray *signoff_due(Desk *desk, GError **error); /* SignDue*; frees its elements */
