/* Proving the record together with what it names: evidence, copies of definitions, cards of screens (`verify`). Works on records whose definitions or
 * newest entries are broken, which is when it is needed. */
#pragma once
#include "desk/record/record.h"
#include "ledger/verify.h"

typedef struct {
  gboolean full;
  const Receipt *receipt; /* may be NULL */
  const char *against;    /* another record, or a backup; may be NULL */
  LedgerProgress progress;
  gpointer data;
} ProofAsk;

typedef struct {
  VerifyReport *report;
  guint files;           /* evidence and copies of definitions that entries name */
  gboolean cards;        /* cards were compared: with `full`, where the definitions are in order */
  VerifyParting parting; /* with `against` */
  gboolean forked;       /* both go on differently, or differ in what they share; not: one only goes on longer */
} ProofReport;
/* FALSE and an error when there is nothing that could be looked at. */
gboolean proof_make(Desk *desk, const ProofAsk *ask, ProofReport *proof, GError **error);
void proof_clear(ProofReport *proof);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ProofReport, proof_clear)
