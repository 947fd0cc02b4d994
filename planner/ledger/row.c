/* Reads rows with distrust: a changed bit may have changed a type or a length, and what does not fit must not slip through a cast. */
#include "ledger/row.h"
#include "ledger/canonical.h"
#include <string.h>

/* As ENTRY_COLUMNS and SQL_INSERT (sql.c) have them. */
typedef enum {
  ROW_SEQUENCE,
  ROW_ENTRY_FORMAT,
  ROW_HASH_ID,
  ROW_STORE,
  ROW_DEVICE,
  ROW_PREV,
  ROW_KIND,
  ROW_UTC,
  ROW_BOOT,
  ROW_ELAPSED,
  ROW_DONE_BY,
  ROW_RECORDED_BY,
  ROW_SUBJECT,
  ROW_BODY,
  ROW_OWN_HASH
} RowColumn;

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
  if (!number(row, ROW_SEQUENCE, 1, G_MAXINT64, &entry->sequence) ||
      !number(row, ROW_ENTRY_FORMAT, 0, G_MAXUINT8, &format) || !number(row, ROW_HASH_ID, 0, G_MAXUINT8, &hash_id) ||
      !text(row, ROW_STORE, &entry->store) || !bytes(row, ROW_DEVICE, entry->device, ENTRY_DEVICE_SIZE) ||
      !bytes(row, ROW_PREV, entry->prev, ENTRY_HASH_SIZE) || !text(row, ROW_KIND, &entry->kind) ||
      !number(row, ROW_UTC, G_MININT64, G_MAXINT64, &entry->time.utc_ms) ||
      !short_text(row, ROW_BOOT, entry->time.boot, sizeof entry->time.boot) ||
      !number(row, ROW_ELAPSED, G_MININT64, G_MAXINT64, &entry->time.elapsed_ms) ||
      !text(row, ROW_DONE_BY, &entry->done_by) || !text(row, ROW_RECORDED_BY, &entry->recorded_by) ||
      !text(row, ROW_SUBJECT, &entry->subject) || !text(row, ROW_BODY, &entry->body) ||
      !bytes(row, ROW_OWN_HASH, entry->hash, ENTRY_HASH_SIZE)) {
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

/* Parameters count from 1. By place and not by name: looking fifteen names up took as long as finding the row. */
static void put_int(sqlite3_stmt *insert, RowColumn column, gint64 value) {
  int code = sqlite3_bind_int64(insert, (int)column + 1, value);
  g_assert(code == SQLITE_OK);
}

static void put_text(sqlite3_stmt *insert, RowColumn column, const char *value) {
  int code = sqlite3_bind_text(insert, (int)column + 1, value, (int)strlen(value), SQLITE_STATIC);
  g_assert(code == SQLITE_OK);
}

static void put_bytes(sqlite3_stmt *insert, RowColumn column, const guint8 *value, int length) {
  int code = sqlite3_bind_blob(insert, (int)column + 1, value, length, SQLITE_STATIC);
  g_assert(code == SQLITE_OK);
}

void row_bind(sqlite3_stmt *insert, const Entry *entry) {
  put_int(insert, ROW_SEQUENCE, entry->sequence);
  put_int(insert, ROW_ENTRY_FORMAT, entry->format);
  put_int(insert, ROW_HASH_ID, entry->hash_id);
  put_text(insert, ROW_STORE, entry->store);
  put_bytes(insert, ROW_DEVICE, entry->device, ENTRY_DEVICE_SIZE);
  put_bytes(insert, ROW_PREV, entry->prev, ENTRY_HASH_SIZE);
  put_text(insert, ROW_KIND, entry->kind);
  put_int(insert, ROW_UTC, entry->time.utc_ms);
  put_text(insert, ROW_BOOT, entry->time.boot);
  put_int(insert, ROW_ELAPSED, entry->time.elapsed_ms);
  put_text(insert, ROW_DONE_BY, entry->done_by);
  put_text(insert, ROW_RECORDED_BY, entry->recorded_by);
  put_text(insert, ROW_SUBJECT, entry->subject);
  put_text(insert, ROW_BODY, entry->body);
  put_bytes(insert, ROW_OWN_HASH, entry->hash, ENTRY_HASH_SIZE);
}
