/* Reads rows with distrust: a changed bit may have changed a type or a length, and what does not fit must not slip through a cast. */
#include "ledger/row.h"
#include "ledger/canonical.h"
#include <string.h>

static gboolean number(sqlite3_stmt *row, int column, gint64 least, gint64 most, gint64 *value) {
  *value = sqlite3_column_int64(row, column);
  return sqlite3_column_type(row, column) == SQLITE_INTEGER && *value >= least && *value <= most;
}

static gboolean bytes(sqlite3_stmt *row, int column, guint8 *into, int length) {
  if (sqlite3_column_type(row, column) != SQLITE_BLOB || sqlite3_column_bytes(row, column) != length) {
    return FALSE;
  }
  memcpy(into, sqlite3_column_blob(row, column), (gsize)length);
  return TRUE;
}

/* NULL when it is no text, or one with a NUL in it. Until the next step. */
static const char *look(sqlite3_stmt *row, int column, gsize *length) {
  if (sqlite3_column_type(row, column) != SQLITE_TEXT) {
    return NULL;
  }
  const char *value = (const char *)sqlite3_column_text(row, column);
  *length = (gsize)sqlite3_column_bytes(row, column);
  return value && strlen(value) == *length ? value : NULL;
}

static gboolean text(sqlite3_stmt *row, int column, char **into) {
  gsize length = 0;
  const char *value = look(row, column, &length);
  *into = value ? g_memdup2(value, length + 1) : NULL;
  return value != NULL;
}

static gboolean short_text(sqlite3_stmt *row, int column, char *into, gsize size) {
  gsize length = 0;
  const char *value = look(row, column, &length);
  if (!value || length >= size) {
    return FALSE;
  }
  memcpy(into, value, length + 1);
  return TRUE;
}

static gboolean read_columns(sqlite3_stmt *row, Entry *entry) {
  gint64 format;
  gint64 hash_id;
  if (!number(row, 0, 1, G_MAXINT64, &entry->sequence) || !number(row, 1, 0, G_MAXUINT8, &format) ||
      !number(row, 2, 0, G_MAXUINT8, &hash_id) || !text(row, 3, &entry->store) ||
      !bytes(row, 4, entry->device, ENTRY_DEVICE_SIZE) || !bytes(row, 5, entry->prev, ENTRY_HASH_SIZE) ||
      !text(row, 6, &entry->kind) || !number(row, 7, G_MININT64, G_MAXINT64, &entry->time.utc_ms) ||
      !short_text(row, 8, entry->time.boot, sizeof entry->time.boot) ||
      !number(row, 9, G_MININT64, G_MAXINT64, &entry->time.elapsed_ms) || !text(row, 10, &entry->done_by) ||
      !text(row, 11, &entry->recorded_by) || !text(row, 12, &entry->subject) || !text(row, 13, &entry->body) ||
      !bytes(row, 14, entry->hash, ENTRY_HASH_SIZE)) {
    return FALSE;
  }
  entry->format = (guint8)format;
  entry->hash_id = (guint8)hash_id;
  return TRUE;
}

RowState row_read(sqlite3_stmt *statement, Entry *entry, GByteArray *scratch) {
  entry_clear(entry);
  if (!read_columns(statement, entry)) {
    return ROW_SHAPE;
  }
  if (entry->format != ENTRY_FORMAT || entry->hash_id != ENTRY_HASH_SHA256) {
    return ROW_FORMAT;
  }
  guint8 hash[ENTRY_HASH_SIZE];
  canonical_hash(entry, scratch, hash);
  return memcmp(hash, entry->hash, ENTRY_HASH_SIZE) == 0 ? ROW_SOUND : ROW_HASH;
}

void row_bind(sqlite3_stmt *insert, const Entry *entry) {
  sql_bind_int(insert, ":sequence", entry->sequence);
  sql_bind_int(insert, ":format", entry->format);
  sql_bind_int(insert, ":hash_id", entry->hash_id);
  sql_bind_text(insert, ":store", entry->store);
  sql_bind_blob(insert, ":device", entry->device, ENTRY_DEVICE_SIZE);
  sql_bind_blob(insert, ":prev", entry->prev, ENTRY_HASH_SIZE);
  sql_bind_text(insert, ":kind", entry->kind);
  sql_bind_int(insert, ":utc_ms", entry->time.utc_ms);
  sql_bind_text(insert, ":boot", entry->time.boot);
  sql_bind_int(insert, ":elapsed_ms", entry->time.elapsed_ms);
  sql_bind_text(insert, ":done_by", entry->done_by);
  sql_bind_text(insert, ":recorded_by", entry->recorded_by);
  sql_bind_text(insert, ":subject", entry->subject);
  sql_bind_text(insert, ":body", entry->body);
  sql_bind_blob(insert, ":hash", entry->hash, ENTRY_HASH_SIZE);
}
