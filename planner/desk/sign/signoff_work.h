/* What signatures, releases, reopenings and answers for the clock have in common: who may, with whom, and the PINs. Only for desk/sign/signoff*.c. */
#pragma once
#include "desk/sign/signoff.h"

/* Everybody in the store, as the runner asks about seconds. Free `list` only. */
typedef struct {
  RunPeople people;
  RunPerson *list;
} Crew;
Crew crew_of(const Desk *desk);

/* Room for the successes of two PINs and the entry that they are for. */
enum { SIGN_DRAFTS = 3 };
typedef struct {
  RecordDraft drafts[SIGN_DRAFTS];
  guint n;
  SecondStep step; /* N_SECOND_STEPS where no second is asked */
} Consent;

/* Who would have to stand beside `by`: the step, and a sentence in *sentence when `second` is missing, wrong or not asked for. */
gboolean consent_second(const Desk *desk, const SignBy *by, Second rule, const char *what, SecondStep *step,
                        char **sentence);
/* Tries the PINs (wrong ones are entries) and fills in the entries of success. Refused: *sentence, *granted FALSE. */
gboolean consent_take(Desk *desk, const SignBy *by, Second rule, const char *what, Consent *consent, gboolean *granted,
                      char **sentence, GError **error);
/* Appends the entries of success and this one, if nothing was recorded since `head` but PINs; LEDGER_ANY_HEAD: whatever was. *moved tells a refusal. */
gboolean consent_record(Desk *desk, Consent *consent, const RecordDraft *draft, gint64 head, RecordMark *mark,
                        gboolean *moved, GError **error);

gboolean is_manager(const Desk *desk, const Person *person); /* manager or deputy */
char *managers_words(const Desk *desk);                      /* 店长刘洋或副店长王芳 */
const char *person_words(const Desk *desk, const char *id);
/* FALSE and *problem when the ask names no period. */
gboolean span_of(const Desk *desk, const SignAsk *ask, Period *span, char **problem);
/* What is given out for a signature of the store, and the same again later. */
Receipt *sign_receipt(const Desk *desk, const char *period, const Signature *of, const guint8 *hash);
Moment sign_deadline(const Desk *desk, const Period *span);
