/* The list of projections and what is done with all of them. A projection is SQL alone: the entry's columns go in as parameters. */
#include "ledger/projection.h"
#include <string.h>

typedef struct {
  const char *name;
  SqlId clear, fill, apply;
  SqlId derive, dump; /* the same rows in the same order: as the chain says, and as they are stored */
} Projection;

static const Projection PROJECTIONS[] = {
    {"topic", SQL_TOPIC_CLEAR, SQL_TOPIC_FILL, SQL_TOPIC_APPLY, SQL_TOPIC_DERIVE, SQL_TOPIC_DUMP},
};

static void bind_entry(sqlite3_stmt *apply, const Entry *entry) {
  sql_bind_int(apply, ":sequence", entry->sequence);
  sql_bind_text(apply, ":kind", entry->kind);
  sql_bind_text(apply, ":subject", entry->subject);
}

gboolean projection_apply(Sql *sql, const Entry *entry, GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(PROJECTIONS); i++) {
    sqlite3_stmt *apply = sql_get(sql, PROJECTIONS[i].apply, error);
    if (!apply) {
      return FALSE;
    }
    bind_entry(apply, entry);
    if (!sql_finish(sql, apply, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

gboolean projection_rebuild(Sql *sql, GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(PROJECTIONS); i++) {
    if (!sql_run(sql, PROJECTIONS[i].clear, error) || !sql_run(sql, PROJECTIONS[i].fill, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean same_value(sqlite3_stmt *one, sqlite3_stmt *other, int column) {
  int type = sqlite3_column_type(one, column);
  if (type != sqlite3_column_type(other, column)) {
    return FALSE;
  }
  if (type == SQLITE_INTEGER) {
    return sqlite3_column_int64(one, column) == sqlite3_column_int64(other, column);
  }
  const void *bytes = sqlite3_column_blob(one, column);
  const void *against = sqlite3_column_blob(other, column);
  int length = sqlite3_column_bytes(one, column);
  return length == sqlite3_column_bytes(other, column) && (length == 0 || memcmp(bytes, against, (gsize)length) == 0);
}

static gboolean same_row(sqlite3_stmt *one, sqlite3_stmt *other) {
  for (int column = 0; column < sqlite3_column_count(one); column++) {
    if (!same_value(one, other, column)) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean compare_one(Sql *sql, const Projection *projection, gboolean *same, GError **error) {
  sqlite3_stmt *derive = sql_get(sql, projection->derive, error);
  sqlite3_stmt *dump = derive ? sql_get(sql, projection->dump, error) : NULL;
  if (!dump) {
    return FALSE;
  }
  SqlStep wanted;
  SqlStep stored;
  do {
    wanted = sql_step(sql, derive, error);
    stored = wanted == SQL_STEP_FAILED ? SQL_STEP_FAILED : sql_step(sql, dump, error);
    *same = wanted == stored && (wanted != SQL_STEP_ROW || same_row(derive, dump));
  } while (*same && wanted == SQL_STEP_ROW);
  sqlite3_reset(derive);
  sqlite3_reset(dump);
  return wanted != SQL_STEP_FAILED && stored != SQL_STEP_FAILED;
}

gboolean projection_compare(Sql *sql, const char **differs, GError **error) {
  *differs = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(PROJECTIONS) && !*differs; i++) {
    gboolean same = FALSE;
    if (!compare_one(sql, &PROJECTIONS[i], &same, error)) {
      return FALSE;
    }
    if (!same) {
      *differs = PROJECTIONS[i].name;
    }
  }
  return TRUE;
}
