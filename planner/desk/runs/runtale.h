/* The entries of one run, in memory, as the record has them: replayed whenever a state has to be thrown away, which must work even when the disk
 * does not. */
#pragma once
#include "desk/record/record.h"
#include "run/run.h"

typedef struct {
  char *key, *subject;
  GArray *entries;            /* of RunEntry */
  GPtrArray *texts;           /* owned */
  GArray *times;              /* of gint64: UTC milliseconds, an entry each */
  gint64 last;                /* sequence of the newest; 0 before the first */
  gint64 begun_ms, closed_ms; /* UTC: of the first entry, and of the newest that finishes or confirms; 0 */
} RunTale;
RunTale *runtale_new(const char *key);
void runtale_free(RunTale *tale);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunTale, runtale_free)

/* Reads what is newer than what it has. *grown (may be NULL) when there was something. A workspace without a record reads as an empty one. */
gboolean runtale_read(RunTale *tale, Desk *desk, gboolean *grown, GError **error);
void runtale_add(RunTale *tale, const char *kind, const char *body, gint64 sequence, gint64 utc_ms);
/* NULL and an error; never of an empty one. */
RunState *runtale_replay(const RunTale *tale, Desk *desk, GError **error);
/* The card of `state`, which these entries made, and after them the drafts (of RecordDraft; NULL: none) of that time. Caller frees. */
char *runtale_card(const RunTale *tale, const RunState *state, const GArray *drafts, gint64 drafts_ms);
