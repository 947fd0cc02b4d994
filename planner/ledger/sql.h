/* A connection and the one table of every SQL statement. Parameters have names (but those of SQL_INSERT, which are the columns of an entry in their order); no statement is built at run time. Files of this room see SQLite
 * through here; no other room sees it at all. */
#pragma once
#include "ledger/fault.h"

typedef enum {
  SQL_BEGIN_READ,
  SQL_BEGIN_WRITE,
  SQL_COMMIT,
  SQL_ROLLBACK,
  SQL_APPLICATION_ID,
  SQL_USER_VERSION,
  SQL_SET_WAL,
  SQL_SYNCHRONOUS,
  SQL_OBJECTS,
  SQL_SCHEMA,
  SQL_QUICK_CHECK,
  SQL_INTEGRITY_CHECK,
  SQL_COUNT,
  SQL_HEAD,
  SQL_TIP,
  SQL_ENTRY,
  SQL_INSERT,
  SQL_FROM,
  SQL_BY_SUBJECT,
  SQL_BY_PREFIX,
  SQL_SUBJECT_COUNT,
  SQL_TOPIC_GET,
  SQL_TOPIC_PUT,
  SQL_TOPIC_CLEAR,
  SQL_TOPIC_DERIVE,
  SQL_TOPIC_COUNTS,
  SQL_TOPIC_DUMP,
  SQL_TOPIC_RANGE,
  SQL_CARD_PUT,
  SQL_REINDEX,
  SQL_ARCHIVE_HEAD,
  SQL_ARCHIVE_SET_HEAD,
  SQL_ARCHIVE_ADD,
  SQL_ARCHIVE_ADD_SUM,
  SQL_ARCHIVE_FILES,
  SQL_ARCHIVE_STRAYS,
  N_SQL
} SqlId;

/* Scripts that make tables: run once, whole, inside a transaction of the caller. */
typedef enum { SQL_SCRIPT_CHAIN, SQL_SCRIPT_TOPIC, SQL_SCRIPT_ARCHIVE, N_SQL_SCRIPTS } SqlScript;

typedef enum {
  SQL_OPEN_CREATE, /* read and write; made when missing */
  SQL_OPEN_WRITE,
  SQL_OPEN_READ,   /* nothing is changed through it, though other programs may be writing */
  SQL_OPEN_FROZEN, /* nobody is writing and nothing lies beside the file: works on read-only media */
  SQL_OPEN_MEMORY  /* an empty database of its own */
} SqlOpen;

typedef struct Sql Sql;
Sql *sql_open(const char *path, SqlOpen how, int busy_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sql_close(Sql *sql); /* NULL-safe; rolls back what is open */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sql, sql_close)
sqlite3 *sql_db(Sql *sql);

/* Ready for its parameters; belongs to the connection. NULL and an error when it cannot be prepared (a damaged or foreign file). */
sqlite3_stmt *sql_get(Sql *sql, SqlId id, GError **error);
/* Values must live until the statement has been stepped. A name that the statement does not have is our mistake. */
void sql_bind_int(sqlite3_stmt *statement, const char *name, gint64 value);
void sql_bind_text(sqlite3_stmt *statement, const char *name, const char *value);
void sql_bind_blob(sqlite3_stmt *statement, const char *name, const void *value, gsize length);
typedef enum { SQL_STEP_ROW, SQL_STEP_DONE, SQL_STEP_FAILED } SqlStep;
SqlStep sql_step(Sql *sql, sqlite3_stmt *statement, GError **error); /* resets unless a row came */
/* Stepped to its end; rows are passed over. */
gboolean sql_finish(Sql *sql, sqlite3_stmt *statement, GError **error);
gboolean sql_run(Sql *sql, SqlId id, GError **error);
gboolean sql_run_script(Sql *sql, SqlScript script, GError **error);
/* The first column of the first row; `value` is untouched without one. */
gboolean sql_number(Sql *sql, SqlId id, gint64 *value, GError **error);
void sql_rollback(Sql *sql); /* when a transaction is open */
/* A snapshot to read from; *own is FALSE inside a transaction that somebody else will end. */
gboolean sql_snapshot(Sql *sql, gboolean *own, GError **error);
void sql_fail(Sql *sql, int code, GError **error);
