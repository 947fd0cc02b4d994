/* Tables that screens read, derived from the chain: `topic` (of each subject how many entries, the first and the last, and the card: a short text of
 * desk/'s about the subject after its last entry). Each new entry is applied in its own transaction, and everything can be thrown away and derived again.
 *
 * Nothing in them is believed by itself, for a bit flipped here must not change what is shown: each row carries a sum over its columns, rows must come
 * in their order, and their counts are held against the chain (ledger/read.c). The sums are against accidents; against harm there is the chain. */
#pragma once
#include "ledger/ledger_work.h"

typedef struct {
  char *subject;
  gint64 entries, first, last;
  char *card; /* NULL: none, or one that is not to be believed or belongs to an older entry */
} Topic;
void topic_free(Topic *topic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Topic, topic_free)

/* Inside the transaction that inserted the entry. `card` may be NULL. */
gboolean projection_apply(Ledger *ledger, const Entry *entry, const char *card, GError **error);
/* Empties and fills all from the verified chain, the indexes too; cards stay away until they are noted again. Inside a write transaction. */
gboolean projection_rebuild(Ledger *ledger, GError **error);
gboolean projection_put_card(Sql *sql, const char *subject, gint64 last, const char *text, GError **error);

/* Of a single subject: FALSE when its row is damaged or missing by what the index says. entries = 0 when there is none. Needs no error: what cannot be
 * read cannot be believed. */
gboolean projection_topic(Ledger *ledger, const char *subject, Topic *topic);
/* How many entries the subjects from `prefix` up to before `end` have, and the last of them: FALSE when a row is damaged. Whether rows are missing shows
 * when it is held against the index. */
gboolean projection_range(Ledger *ledger, const char *prefix, const char *end, gint64 *entries, gint64 *last);
/* All of them, by subject (Topic*): FALSE when a row is damaged or they do not add up to `entries`. */
gboolean projection_topics(Ledger *ledger, gint64 entries, GPtrArray *topics);
/* The same asked of the verified chain itself, without cards. */
GPtrArray *projection_derive(Ledger *ledger, GError **error);
/* The newest entry that any sound row knows of: a chain that ends before it has lost its end. */
gint64 projection_last(Ledger *ledger);

typedef char *(*ProjectionCard)(const char *subject, gpointer data);
/* For verify: the name of the first table that holds something else than the chain says, or NULL. Static. `card` (may be NULL) derives a card anew
 * (NULL: no opinion). FALSE when they cannot be read. */
gboolean projection_compare(Ledger *ledger, ProjectionCard card, gpointer data, const char **differs, GError **error);
