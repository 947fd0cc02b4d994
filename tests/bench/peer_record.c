/* peer_record append FILE N | walk FILE | home FILE TIMES: what the record is measured against. The same bytes into a bare table with the same pragmas, a transaction each;
 * and the rows of the real record read and hashed, and nothing else done with them. */
#include "rows.h"
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *db;

static void run(const char *sql) {
  char *why = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
    fprintf(stderr, "%s: %s\n", sql, why);
    exit(3);
  }
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
    fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
    exit(3);
  }
  return statement;
}

static void step(sqlite3_stmt *statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    exit(3);
  }
  sqlite3_reset(statement);
}

static void text(sqlite3_stmt *statement, int at, const char *value) {
  sqlite3_bind_text(statement, at, value, (int)strlen(value), SQLITE_STATIC);
}

static void append(int64_t count) {
  run("PRAGMA journal_mode = WAL");
  run("CREATE TABLE IF NOT EXISTS entry (sequence INTEGER PRIMARY KEY, format INTEGER, hash_id INTEGER, store TEXT, "
      "device BLOB, prev BLOB, kind TEXT,"
      " utc_ms INTEGER, boot TEXT, elapsed_ms INTEGER, done_by TEXT, recorded_by TEXT, subject TEXT, body TEXT, hash "
      "BLOB) STRICT;"
      "CREATE TABLE IF NOT EXISTS card (subject TEXT PRIMARY KEY, card TEXT) STRICT, WITHOUT ROWID");
  sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
  sqlite3_stmt *insert =
      prepare("INSERT INTO entry VALUES (NULL, 1, 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11)");
  sqlite3_stmt *card =
      prepare("INSERT INTO card VALUES (?1, ?2) ON CONFLICT (subject) DO UPDATE SET card = excluded.card");
  for (int64_t i = 0; i < count; i++) {
    BenchRow row;
    rows_make(&row, i);
    text(insert, 1, row.store);
    sqlite3_bind_blob(insert, 2, row.device, ROWS_DEVICE, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 3, row.prev, ROWS_HASH, SQLITE_STATIC);
    text(insert, 4, row.kind);
    sqlite3_bind_int64(insert, 5, row.utc_ms);
    text(insert, 6, row.boot);
    sqlite3_bind_int64(insert, 7, row.elapsed_ms);
    text(insert, 8, row.by);
    text(insert, 9, row.subject);
    text(insert, 10, row.body);
    sqlite3_bind_blob(insert, 11, row.hash, ROWS_HASH, SQLITE_STATIC);
    text(card, 1, row.subject);
    text(card, 2, row.card);
    step(begin);
    step(insert);
    step(card);
    step(commit);
  }
  sqlite3_finalize(begin);
  sqlite3_finalize(commit);
  sqlite3_finalize(insert);
  sqlite3_finalize(card);
}

static void hash_number(crypto_hash_sha256_state *state, int64_t value) {
  uint8_t bytes[8];
  for (int i = 0; i < 8; i++) {
    bytes[i] = (uint8_t)((uint64_t)value >> (56 - 8 * i));
  }
  crypto_hash_sha256_update(state, bytes, sizeof bytes);
}

/* The values of each row, one after the other, into one hash a row. */
static void walk(void) {
  sqlite3_stmt *rows = prepare("SELECT sequence, format, hash_id, store, device, prev, kind, utc_ms, boot, elapsed_ms, "
                               "done_by, recorded_by, subject, body, "
                               "hash FROM entry ORDER BY sequence");
  long count = 0;
  unsigned mixed = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    crypto_hash_sha256_state state;
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&state);
    for (int column = 0; column < 14; column++) {
      if (sqlite3_column_type(rows, column) == SQLITE_INTEGER) {
        hash_number(&state, sqlite3_column_int64(rows, column));
      } else {
        crypto_hash_sha256_update(&state, sqlite3_column_blob(rows, column),
                                  (unsigned long long)sqlite3_column_bytes(rows, column));
      }
    }
    crypto_hash_sha256_final(&state, hash);
    mixed += hash[0];
    count++;
  }
  sqlite3_finalize(rows);
  printf("%ld rows, %u\n", count, mixed);
}

static int64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Every value of every row is fetched, and that is all. */
static long fetch(sqlite3_stmt *statement) {
  long bytes = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
      sqlite3_column_blob(statement, column);
      bytes += sqlite3_column_bytes(statement, column);
    }
  }
  sqlite3_reset(statement);
  return bytes;
}

/* What a board of duties needs: how long the record is, the card of each run, and what was decided about tasks and signed. */
static void home(long times) {
  sqlite3_stmt *statements[] = {
      prepare("SELECT coalesce(max(sequence), 0) FROM entry"),
      prepare("SELECT subject, entries, first, last, sum, card, card_sum FROM topic ORDER BY subject"),
      prepare("SELECT * FROM entry WHERE subject >= 'task:' AND subject < 'task;' ORDER BY sequence"),
      prepare("SELECT * FROM entry WHERE subject >= 'day:' AND subject < 'day;' ORDER BY sequence"),
      prepare("SELECT * FROM entry WHERE subject >= 'phase:' AND subject < 'phase;' ORDER BY sequence")};
  int64_t *took = calloc((size_t)times, sizeof *took);
  long bytes = 0;
  for (long i = 0; i < times; i++) {
    int64_t begun = now_us();
    run("BEGIN");
    for (size_t k = 0; k < sizeof statements / sizeof *statements; k++) {
      bytes += fetch(statements[k]);
    }
    run("COMMIT");
    took[i] = now_us() - begun;
  }
  qsort(took, (size_t)times, sizeof *took, by_size);
  printf("%ld bytes, %ld us\n", bytes / times, (long)took[times / 2]);
  free(took);
  for (size_t k = 0; k < sizeof statements / sizeof *statements; k++) {
    sqlite3_finalize(statements[k]);
  }
}

int main(int argc, char **argv) {
  if (argc < 3 || sqlite3_open(argv[2], &db) != SQLITE_OK) {
    return 2;
  }
  run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON; "
      "PRAGMA synchronous = FULL;"
      "PRAGMA temp_store = MEMORY");
  if (argc == 4 && strcmp(argv[1], "append") == 0) {
    append(strtoll(argv[3], NULL, 10));
  } else if (argc == 3 && strcmp(argv[1], "walk") == 0) {
    walk();
  } else if (argc == 4 && strcmp(argv[1], "home") == 0) {
    home(strtol(argv[3], NULL, 10));
  } else {
    return 2;
  }
  sqlite3_close(db);
  return 0;
}
