/* Statements and the care that each connection takes. Does not know what an entry means. */
#include "ledger/sql.h"
#include "ledger/log.h"
#include <string.h>

#define DOING "用不了记录文件"
/* In the order of RowColumn (row.c), as the parameters of SQL_INSERT are. */
#define ENTRY_COLUMNS                                                                                                  \
  "e.sequence, e.format, e.hash_id, e.store, e.device, e.prev, e.kind, e.utc_ms, e.boot, e.elapsed_ms, e.done_by, "    \
  "e.recorded_by, "                                                                                                    \
  "e.subject, e.body, e.hash"
static const char *const STATEMENTS[] = {
    [SQL_BEGIN_READ] = "BEGIN",
    [SQL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_APPLICATION_ID] = "PRAGMA application_id",
    [SQL_USER_VERSION] = "PRAGMA user_version",
    [SQL_SET_WAL] = "PRAGMA journal_mode = WAL",
    [SQL_SYNCHRONOUS] = "PRAGMA synchronous",
    [SQL_OBJECTS] = "SELECT count(*) FROM sqlite_schema",
    [SQL_SCHEMA] = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
    [SQL_QUICK_CHECK] = "PRAGMA quick_check(5)",
    [SQL_INTEGRITY_CHECK] = "PRAGMA integrity_check(5)",
    [SQL_COUNT] = "SELECT coalesce(max(sequence), 0) FROM entry",
    [SQL_HEAD] = "SELECT " ENTRY_COLUMNS " FROM entry e ORDER BY e.sequence DESC LIMIT 1",
    [SQL_TIP] = "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1",
    [SQL_ENTRY] = "SELECT " ENTRY_COLUMNS " FROM entry e WHERE e.sequence = :sequence",
    [SQL_INSERT] =
        "INSERT INTO entry (sequence, format, hash_id, store, device, prev, kind, utc_ms, boot, elapsed_ms, done_by, "
        "recorded_by, subject, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    [SQL_FROM] = "SELECT " ENTRY_COLUMNS " FROM entry e WHERE e.sequence >= :from ORDER BY e.sequence",
    [SQL_BY_SUBJECT] =
        "SELECT " ENTRY_COLUMNS " FROM entry e INDEXED BY entry_subject WHERE e.subject = :subject ORDER BY e.sequence",
    [SQL_BY_PREFIX] = "SELECT " ENTRY_COLUMNS " FROM entry e INDEXED BY entry_subject "
                      "WHERE e.subject >= :prefix AND e.subject < :end ORDER BY e.sequence",
    [SQL_SUBJECT_COUNT] = "SELECT count(*), min(sequence), max(sequence) FROM entry INDEXED BY entry_subject "
                          "WHERE subject = :subject",
    [SQL_TOPIC_GET] = "SELECT subject, entries, first, last, sum, card, card_sum FROM topic WHERE subject = :subject",
    [SQL_TOPIC_PUT] = "INSERT OR REPLACE INTO topic (subject, entries, first, last, sum, card, card_sum) "
                      "VALUES (:subject, :entries, :first, :last, :sum, :card, :card_sum)",
    [SQL_TOPIC_CLEAR] = "DELETE FROM topic",
    /* Of the table itself: an index may be what is damaged. */
    [SQL_TOPIC_DERIVE] = "SELECT subject, count(*), min(sequence), max(sequence) FROM entry NOT INDEXED "
                         "GROUP BY subject ORDER BY subject",
    [SQL_TOPIC_COUNTS] = "SELECT subject, entries, first, last, sum FROM topic WHERE subject = :subject",
    [SQL_TOPIC_DUMP] = "SELECT subject, entries, first, last, sum, card, card_sum FROM topic ORDER BY subject",
    [SQL_TOPIC_RANGE] = "SELECT subject, entries, first, last, sum FROM topic WHERE subject >= :prefix AND "
                        "subject < :end ORDER BY subject",
    [SQL_CARD_PUT] = "UPDATE topic SET card = :card, card_sum = :card_sum WHERE subject = :subject AND last = :last",
    [SQL_REINDEX] = "REINDEX",
    [SQL_ARCHIVE_HEAD] = "SELECT store, device, sequence, hash, utc_ms FROM backup WHERE id = 1",
    [SQL_ARCHIVE_SET_HEAD] = "INSERT INTO backup (id, store, device, sequence, hash, utc_ms) "
                             "VALUES (1, :store, :device, :sequence, :hash, :utc_ms)",
    [SQL_ARCHIVE_ADD] =
        "INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (:name, 33188, :mtime, :size, zeroblob(:size))",
    [SQL_ARCHIVE_ADD_SUM] = "INSERT INTO content (name, sha256) VALUES (:name, :sha256)",
    [SQL_ARCHIVE_FILES] =
        "SELECT s.rowid, s.name, s.sz, length(s.data), c.sha256 FROM sqlar s JOIN content c ON c.name = s.name "
        "ORDER BY s.name",
    [SQL_ARCHIVE_STRAYS] = "SELECT (SELECT count(*) FROM sqlar WHERE name NOT IN (SELECT name FROM content)) + "
                           "(SELECT count(*) FROM content WHERE name NOT IN (SELECT name FROM sqlar))",
};
G_STATIC_ASSERT(G_N_ELEMENTS(STATEMENTS) == N_SQL);

static const char *const SCRIPTS[] = {
    /* The triggers are there against accidents and against our own mistakes; who means harm can drop them, and the hashes are for him. */
    [SQL_SCRIPT_CHAIN] =
        "CREATE TABLE entry ("
        " sequence INTEGER PRIMARY KEY CHECK (sequence > 0),"
        " format INTEGER NOT NULL,"
        " hash_id INTEGER NOT NULL,"
        " store TEXT NOT NULL,"
        " device BLOB NOT NULL CHECK (length(device) = 16),"
        " prev BLOB NOT NULL UNIQUE CHECK (length(prev) = 32),"
        " kind TEXT NOT NULL,"
        " utc_ms INTEGER NOT NULL,"
        " boot TEXT NOT NULL,"
        " elapsed_ms INTEGER NOT NULL,"
        " done_by TEXT NOT NULL,"
        " recorded_by TEXT NOT NULL,"
        " subject TEXT NOT NULL,"
        " body TEXT NOT NULL,"
        " hash BLOB NOT NULL CHECK (length(hash) = 32)"
        ") STRICT;"
        "CREATE INDEX entry_subject ON entry (subject);"
        "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); "
        "END;"
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); "
        "END;"
        "CREATE TRIGGER entry_next BEFORE INSERT ON entry"
        " WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)"
        " BEGIN SELECT RAISE(ABORT, 'entries follow one another'); END;"
        "CREATE TRIGGER entry_chain BEFORE INSERT ON entry"
        " WHEN NEW.sequence > 1 AND NEW.prev IS NOT (SELECT hash FROM entry WHERE sequence = NEW.sequence - 1)"
        " BEGIN SELECT RAISE(ABORT, 'entries are chained'); END;"
        "PRAGMA application_id = 1379086645;" /* "R315" */
        "PRAGMA user_version = 1;",
    /* Nothing here is believed by itself: `sum` is over the row, and rows are counted against the chain (ledger/projection.h). A table of its own for
     * cards would be one more page in each transaction. */
    [SQL_SCRIPT_TOPIC] = "CREATE TABLE topic ("
                         " subject TEXT PRIMARY KEY,"
                         " entries INTEGER NOT NULL,"
                         " first INTEGER NOT NULL,"
                         " last INTEGER NOT NULL,"
                         " sum INTEGER NOT NULL,"
                         " card TEXT,"
                         " card_sum INTEGER"
                         ") STRICT, WITHOUT ROWID;"
                         "PRAGMA user_version = 2;",
    /* The first table is the one that `sqlite3 -A` reads, so that a backup can be opened without this program. */
    [SQL_SCRIPT_ARCHIVE] =
        "CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB);"
        "CREATE TABLE content (name TEXT PRIMARY KEY, sha256 BLOB NOT NULL CHECK (length(sha256) = 32)) STRICT;"
        "CREATE TABLE backup (id INTEGER PRIMARY KEY CHECK (id = 1), store TEXT NOT NULL, device BLOB NOT NULL,"
        " sequence INTEGER NOT NULL, hash BLOB NOT NULL, utc_ms INTEGER NOT NULL) STRICT;"
        "PRAGMA application_id = 1379090754;" /* "R3AB" */
        "PRAGMA user_version = 1;",
};
G_STATIC_ASSERT(G_N_ELEMENTS(SCRIPTS) == N_SQL_SCRIPTS);

/* Set at once on each connection; the file may be hostile, and other builds of SQLite have other defaults. */
static const char CARE[] = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; "
                           "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;";
static const char CARE_READ[] = "PRAGMA query_only = ON;";

struct Sql {
  sqlite3 *db;
  char *path;
  int busy_ms;
  sqlite3_stmt *statements[N_SQL];
};

void sql_fail(Sql *sql, int code, GError **error) {
  fault_from_sqlite(error, sql->db, code, DOING, sql->path);
}

/* A path as an URI, for the one option (immutable) that has no flag. */
static char *frozen_uri(const char *path) {
  g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
  return g_strconcat(g_path_is_absolute(path) ? "file://" : "file:", escaped, "?immutable=1", NULL);
}

/* One Ledger belongs to one thread (ledger.h), so the connection needs no lock of its own around each value that is read. */
static int open_database(const char *path, SqlOpen how, sqlite3 **db) {
  if (how == SQL_OPEN_MEMORY) {
    return sqlite3_open_v2(":memory:", db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  }
  if (how == SQL_OPEN_FROZEN) {
    g_autofree char *uri = frozen_uri(path);
    return sqlite3_open_v2(uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
  }
  int create = how == SQL_OPEN_CREATE ? SQLITE_OPEN_CREATE : 0;
  /* "./" keeps a file named ":memory:" or "file:x" a file. */
  g_autofree char *plain = g_path_is_absolute(path) ? g_strdup(path) : g_strconcat("./", path, NULL);
  return sqlite3_open_v2(plain, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | create, log_layer());
}

/* SQLite's own waiting sleeps longer and longer, so that a program which writes without pause leaves nothing to the others. */
static int wait_a_little(void *data, int times) {
  const Sql *sql = data;
  if (times >= sql->busy_ms) {
    return 0;
  }
  g_usleep(1000);
  return 1;
}

/* SQLite counts what it asks of memory, under a lock, for whoever wants statistics. Nobody does. Refused, and no matter, when a program has begun with
 * SQLite before us. */
static void forget_statistics(void) {
  static gsize once;
  if (g_once_init_enter(&once)) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    g_once_init_leave(&once, 1);
  }
}

Sql *sql_open(const char *path, SqlOpen how, int busy_ms, GError **error) {
  g_autoptr(Sql) sql = g_new0(Sql, 1);
  sql->path = g_strdup(path);
  sql->busy_ms = busy_ms;
  forget_statistics();
  int code = open_database(path, how, &sql->db);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(sql->db, 1);
    sqlite3_busy_handler(sql->db, wait_a_little, sql);
    sqlite3_db_config(sql->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sql->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    code = sqlite3_exec(sql->db, CARE, NULL, NULL, NULL);
  }
  if (code == SQLITE_OK && (how == SQL_OPEN_READ || how == SQL_OPEN_FROZEN)) {
    code = sqlite3_exec(sql->db, CARE_READ, NULL, NULL, NULL);
  }
  if (code != SQLITE_OK) {
    sql_fail(sql, code, error);
    return NULL;
  }
  return g_steal_pointer(&sql);
}

void sql_close(Sql *sql) {
  if (!sql) {
    return;
  }
  for (int id = 0; id < N_SQL; id++) {
    sqlite3_finalize(sql->statements[id]);
  }
  sqlite3_close_v2(sql->db);
  g_free(sql->path);
  g_free(sql);
}

sqlite3 *sql_db(Sql *sql) {
  return sql->db;
}

sqlite3_stmt *sql_get(Sql *sql, SqlId id, GError **error) {
  sqlite3_stmt **statement = &sql->statements[id];
  if (*statement) {
    sqlite3_reset(*statement);
    sqlite3_clear_bindings(*statement);
    return *statement;
  }
  int code = sqlite3_prepare_v3(sql->db, STATEMENTS[id], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
  if (code != SQLITE_OK) {
    sql_fail(sql, code, error);
    return NULL;
  }
  return *statement;
}

static int parameter(sqlite3_stmt *statement, const char *name) {
  int index = sqlite3_bind_parameter_index(statement, name);
  g_assert(index > 0);
  return index;
}

void sql_bind_int(sqlite3_stmt *statement, const char *name, gint64 value) {
  int code = sqlite3_bind_int64(statement, parameter(statement, name), value);
  g_assert(code == SQLITE_OK);
}

void sql_bind_text(sqlite3_stmt *statement, const char *name, const char *value) {
  int code = sqlite3_bind_text(statement, parameter(statement, name), value, (int)strlen(value), SQLITE_STATIC);
  g_assert(code == SQLITE_OK);
}

void sql_bind_blob(sqlite3_stmt *statement, const char *name, const void *value, gsize length) {
  int code = sqlite3_bind_blob64(statement, parameter(statement, name), value, length, SQLITE_STATIC);
  g_assert(code == SQLITE_OK);
}

SqlStep sql_step(Sql *sql, sqlite3_stmt *statement, GError **error) {
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) {
    return SQL_STEP_ROW;
  }
  if (code != SQLITE_DONE) {
    sql_fail(sql, code, error); /* before the reset, which may overwrite the system's own code */
  }
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? SQL_STEP_DONE : SQL_STEP_FAILED;
}

gboolean sql_finish(Sql *sql, sqlite3_stmt *statement, GError **error) {
  SqlStep step;
  do {
    step = sql_step(sql, statement, error);
  } while (step == SQL_STEP_ROW);
  return step == SQL_STEP_DONE;
}

gboolean sql_run(Sql *sql, SqlId id, GError **error) {
  sqlite3_stmt *statement = sql_get(sql, id, error);
  return statement && sql_finish(sql, statement, error);
}

gboolean sql_run_script(Sql *sql, SqlScript script, GError **error) {
  int code = sqlite3_exec(sql->db, SCRIPTS[script], NULL, NULL, NULL);
  if (code != SQLITE_OK) {
    sql_fail(sql, code, error);
  }
  return code == SQLITE_OK;
}

gboolean sql_number(Sql *sql, SqlId id, gint64 *value, GError **error) {
  sqlite3_stmt *statement = sql_get(sql, id, error);
  SqlStep step = statement ? sql_step(sql, statement, error) : SQL_STEP_FAILED;
  if (step == SQL_STEP_ROW) {
    *value = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
  }
  return step != SQL_STEP_FAILED;
}

void sql_rollback(Sql *sql) {
  if (!sqlite3_get_autocommit(sql->db)) {
    /* Fails only when SQLite has rolled back by itself, which is what is wanted. */
    sqlite3_stmt *statement = sql_get(sql, SQL_ROLLBACK, NULL);
    if (statement) {
      sqlite3_step(statement);
      sqlite3_reset(statement);
    }
  }
}

gboolean sql_snapshot(Sql *sql, gboolean *own, GError **error) {
  *own = sqlite3_get_autocommit(sql->db) != 0;
  return !*own || sql_run(sql, SQL_BEGIN_READ, error);
}
