/* The receipts of many stores, out of a pasted group chat (`receipts check`): who has signed a day and how, and lines that cannot be right. Needs no
 * workspace. Whether a code is true only `verify --receipt` in that store can say. */
#pragma once
#include "desk/desk.h"
#include "ledger/receipt.h"

typedef enum {
  STORE_MISSING,  /* no receipt for the day */
  STORE_MISTYPED, /* only a mistyped one */
  STORE_SIGNED,
  STORE_OPEN, /* 带遗留 */
  STORE_LATE, /* 补签, with or without 遗留 */
  N_STORE_STATES
} StoreState;
typedef enum {
  FINDING_MISTYPED,
  FINDING_UNKNOWN,   /* a store that the list does not have */
  FINDING_NAME,      /* another name than in the list */
  FINDING_PRACTICE,  /* of a rehearsal: does not count */
  FINDING_BACKWARDS, /* a later day with a smaller number */
  FINDING_TWO_CODES, /* one number with two contents */
  N_RECEIPT_FINDINGS
} ReceiptFindingKind;
extern const Word words_store_state[], words_receipt_finding[];

typedef struct {
  char *id, *name; /* of the list */
  StoreState state;
  const Receipt *receipt; /* ref; NULL where there is none */
  guint line;             /* of the chat; 0 */
} StoreLine;
typedef struct {
  ReceiptFindingKind kind;
  guint line;  /* of the chat, from 1 */
  char *store; /* id, where it can be told; NULL */
  char *text;  /* a whole sentence */
} ReceiptFinding;

typedef struct {
  Day day;
  GPtrArray *stores;   /* StoreLine*, in the list's order */
  GPtrArray *findings; /* ReceiptFinding*, by line */
  guint counts[N_STORE_STATES];
  guint receipts, copies; /* right ones: different ones, and further copies of them */
  GPtrArray *read;        /* of receipts.c */
} ReceiptReport;
void receipt_report_free(ReceiptReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReceiptReport, receipt_report_free)

/* The lists and the chat are files or "-". NULL with *error, with *needs_book (tables_open), or with problems in desk->diags. */
ReceiptReport *receipts_check(Desk *desk, const char *chat, const char *stores, Day day, gboolean *needs_book,
                              GError **error);
/* The parts, for tests: a chat's text against a list (StoreLine* with id and name). Takes the list. */
ReceiptReport *receipts_compare(const char *chat, gsize length, GPtrArray *stores, Day day);
StoreLine *store_line_new(const char *id, const char *name);
void store_line_free(StoreLine *store);
/* Which day is asked about when none is given: the one that is still open before its usual hour of signing next morning. */
Day receipts_usual_day(const Desk *desk);
