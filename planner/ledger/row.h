/* A row of the table `entry` ↔ an Entry. */
#pragma once
#include "ledger/sql.h"
#include "model/entry.h"

typedef enum {
  ROW_SOUND,
  ROW_SHAPE,  /* a column has the wrong type or length */
  ROW_FORMAT, /* written by a newer program: it cannot be hashed here */
  ROW_HASH    /* the columns do not give the hash that stands beside them */
} RowState;

/* Columns in the order of ENTRY_COLUMNS (sql.c). Replaces what `entry` held; after ROW_SHAPE only `sequence` may be used. */
RowState row_read(sqlite3_stmt *statement, Entry *entry, GByteArray *scratch);
void row_bind(sqlite3_stmt *insert, const Entry *entry);
