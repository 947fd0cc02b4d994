/* Tables that screens read, derived from the chain: each new entry is applied to all of them in its own transaction, and each can be thrown away
 * and filled again. A new one is a row of the table in projection.c, five statements in sql.c, and a migration. */
#pragma once
#include "ledger/sql.h"
#include "model/entry.h"

/* Inside the transaction that inserted the entry. */
gboolean projection_apply(Sql *sql, const Entry *entry, GError **error);
/* Empties and fills all. Inside a transaction. */
gboolean projection_rebuild(Sql *sql, GError **error);
/* The name of the first projection that holds something else than the chain says, or NULL. Static. FALSE when they cannot be read. */
gboolean projection_compare(Sql *sql, const char **differs, GError **error);
