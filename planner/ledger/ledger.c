/* Opening the record and reading it. Everything that can be wrong with a file is found here, before anybody relies on it. */
#include "ledger/ledger.h"
#include "ledger/ledger_work.h"
#include "ledger/place.h"
#include "ledger/projection.h"
#include "ledger/schema.h"
#include "ledger/scratch.h"
#include "ledger/verify.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 5000, WAL_TRIES = 100, WAL_PAUSE_US = 20000, SYNCHRONOUS_FULL = 2 };
enum { TELL_EVERY = 300000 }; /* instructions of SQLite's machine: some tens of milliseconds */

#define REHEARSAL "\"practice\":true"

gboolean ledger_chain_fault(GError **error, const Ledger *ledger, gint64 sequence, RowState state) {
  g_autofree char *shown = g_filename_display_name(ledger->path);
  g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_CHAIN,
              "记录 %s 的第 %" G_GINT64_FORMAT " 条%s。请在命令行用 ready315 verify 核验，再从备份恢复。", shown,
              sequence, state == ROW_FORMAT ? "是更新版本的 ready315 写的，这里核对不了" : "被改动过，或者缺了");
  return FALSE;
}

SqlStep ledger_read_head(Ledger *ledger, Entry *head, GError **error) {
  sqlite3_stmt *statement = sql_get(ledger->sql, SQL_HEAD, error);
  SqlStep step = statement ? sql_step(ledger->sql, statement, error) : SQL_STEP_FAILED;
  if (step == SQL_STEP_ROW) {
    RowState state = row_read(statement, head, ledger->scratch);
    if (state != ROW_SOUND) {
      ledger_chain_fault(error, ledger, head->sequence, state);
      step = SQL_STEP_FAILED;
    }
    sqlite3_reset(statement);
  }
  return step;
}

Entry *ledger_head(Ledger *ledger, GError **error) {
  g_autoptr(Entry) head = g_new0(Entry, 1);
  SqlStep step = ledger_read_head(ledger, head, error);
  if (step == SQL_STEP_DONE) {
    ledger_chain_fault(error, ledger, 1, ROW_SHAPE);
  }
  return step == SQL_STEP_ROW ? g_steal_pointer(&head) : NULL;
}

/* ---- opening ---- */

static gboolean set_missing(GError **error, const char *path, int code) {
  fault_from_errno(error, code, "打不开记录文件", path);
  return FALSE;
}

/* What lies at the path before SQLite looks: *exists, and whether a log of changes lies beside it that nobody has folded in. */
static gboolean look_at_path(const char *path, gboolean *exists, gboolean *pending, GError **error) {
  struct stat st;
  *exists = stat(path, &st) == 0;
  if (!*exists && errno != ENOENT) {
    return set_missing(error, path, errno);
  }
  if (*exists && !S_ISREG(st.st_mode)) {
    return set_missing(error, path, EISDIR);
  }
  g_autofree char *log = g_strconcat(path, "-wal", NULL);
  *pending = stat(log, &st) == 0 && st.st_size > 0;
  return TRUE;
}

/* Turning a new file's log on needs it for itself a moment, and SQLite does not wait for that. */
static gboolean set_modes(Ledger *ledger, GError **error) {
  g_autoptr(GError) last = NULL;
  gboolean on = FALSE;
  for (int i = 0; i < WAL_TRIES && !on; i++) {
    if (last) {
      g_usleep(WAL_PAUSE_US);
    }
    g_clear_error(&last);
    on = sql_run(ledger->sql, SQL_SET_WAL, &last);
    if (!on && !g_error_matches(last, LEDGER_FAULT, LEDGER_FAULT_BUSY)) {
      break;
    }
  }
  gint64 synchronous = 0;
  if (!on) {
    g_propagate_error(error, g_steal_pointer(&last));
    return FALSE;
  }
  if (!sql_number(ledger->sql, SQL_SYNCHRONOUS, &synchronous, error)) {
    return FALSE;
  }
  g_assert(synchronous == SYNCHRONOUS_FULL);
  return TRUE;
}

static gboolean begin_record(Ledger *ledger, const LedgerOptions *options, GError **error) {
  guint8 device[ENTRY_DEVICE_SIZE];
  randombytes_buf(device, sizeof device);
  g_autofree char *body =
      g_strdup_printf("{%s\"version\":%d}", options->nature == LEDGER_REHEARSAL ? REHEARSAL "," : "", SCHEMA_VERSION);
  g_autoptr(Entry) first = entry_new(ENTRY_BEGIN, &options->now, "", "", "", body);
  return ledger_append_open(ledger, options->store, device, &first, NULL, 1, error);
}

static gboolean note_migration(Ledger *ledger, const LedgerOptions *options, int from, GError **error) {
  g_autofree char *body = g_strdup_printf("{\"from\":%d,\"to\":%d}", from, SCHEMA_VERSION);
  g_autoptr(Entry) note = entry_new(ENTRY_MIGRATION, &options->now, "", "", "", body);
  return ledger_append_open(ledger, NULL, NULL, &note, NULL, 1, error);
}

/* Another program may have done it between our look and our lock, so the version is read again under the lock. */
static gboolean migrate(Ledger *ledger, const LedgerOptions *options, GError **error) {
  int from = 0;
  gboolean done = sql_run(ledger->sql, SQL_BEGIN_WRITE, error) && schema_look(ledger->sql, ledger->path, &from, error);
  if (done && from < SCHEMA_VERSION) {
    done = schema_migrate(ledger->sql, from, error) && (from == 0 || projection_rebuild(ledger, error)) &&
           (from == 0 ? begin_record(ledger, options, error) : note_migration(ledger, options, from, error));
  }
  done = done && sql_run(ledger->sql, SQL_COMMIT, error);
  sql_rollback(ledger->sql);
  return done;
}

static gboolean copy_before_migrating(Ledger *ledger, GError **error) {
  g_autofree char *copy = g_strdup_printf("%s.v%d", ledger->path, ledger->version);
  if (g_file_test(copy, G_FILE_TEST_EXISTS)) {
    return TRUE; /* of an attempt that did not come to its end */
  }
  return ledger_copy(ledger, copy, error);
}

static int tell_progress(void *data) {
  const LedgerOptions *options = data;
  options->progress(0, 0, options->data);
  return 0;
}

static gboolean check_file(Ledger *ledger, const LedgerOptions *options, GError **error) {
  sqlite3_stmt *check = sql_get(ledger->sql, SQL_QUICK_CHECK, error);
  if (options->progress) {
    sqlite3_progress_handler(sql_db(ledger->sql), TELL_EVERY, tell_progress, (gpointer)(guintptr)options);
  }
  SqlStep step = check ? sql_step(ledger->sql, check, error) : SQL_STEP_FAILED;
  sqlite3_progress_handler(sql_db(ledger->sql), 0, NULL, NULL);
  gboolean sound = step == SQL_STEP_ROW && g_strcmp0((const char *)sqlite3_column_text(check, 0), "ok") == 0;
  if (check) {
    sqlite3_reset(check);
  }
  if (!sound && step != SQL_STEP_FAILED) {
    sql_fail(ledger->sql, SQLITE_CORRUPT, error);
  }
  return sound;
}

static gboolean check_store(Ledger *ledger, const char *store, GError **error) {
  g_autoptr(Entry) head = ledger_head(ledger, error);
  if (!head) {
    return FALSE;
  }
  if (store && strcmp(head->store, store) != 0) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_FOREIGN,
                "这份记录属于门店 %s，不是 %s。请核对 store.yaml 的 id，或把记录文件放回它自己的文件夹。", head->store,
                store);
    return FALSE;
  }
  return TRUE;
}

static gboolean check_nature(Ledger *ledger, LedgerNature wanted, GError **error) {
  sqlite3_stmt *statement = wanted == LEDGER_EITHER ? NULL : sql_get(ledger->sql, SQL_ENTRY, error);
  if (!statement) {
    return wanted == LEDGER_EITHER;
  }
  Entry first = {0};
  sql_bind_int(statement, ":sequence", 1);
  SqlStep step = sql_step(ledger->sql, statement, error);
  RowState state = step == SQL_STEP_ROW ? row_read(statement, &first, ledger->scratch) : ROW_SHAPE;
  gboolean rehearsal = state == ROW_SOUND && strstr(first.body, REHEARSAL);
  entry_clear(&first);
  sqlite3_reset(statement);
  if (step == SQL_STEP_FAILED) {
    return FALSE;
  }
  if (state != ROW_SOUND) {
    return ledger_chain_fault(error, ledger, 1, state);
  }
  if (rehearsal != (wanted == LEDGER_REHEARSAL)) {
    g_set_error_literal(
        error, LEDGER_FAULT, LEDGER_FAULT_FOREIGN,
        rehearsal ? "这份记录是演练的，时间可以随意给，不能当作真的。请把 store.yaml 的 practice: true "
                    "写回去，或为真的工作在命令行另建一个店铺文件夹：ready315 init 文件夹名。"
                  : "这份记录是真的，不能改作演练。请去掉 store.yaml 的 practice: true；要演练，在命令行另建一个："
                    "ready315 init 文件夹名 --practice。");
    return FALSE;
  }
  return TRUE;
}

static gboolean open_for_writing(Ledger *ledger, const LedgerOptions *options, gboolean unclean, GError **error) {
  if (!schema_look(ledger->sql, ledger->path, &ledger->version, error)) {
    return FALSE;
  }
  if (ledger->version == 0 && options->mode != LEDGER_CREATE) {
    g_autofree char *shown = g_filename_display_name(ledger->path);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_DAMAGED,
                "记录文件 %s 是空的。请在命令行用 ready315 restore 从最近的备份恢复。", shown);
    return FALSE;
  }
  if (!set_modes(ledger, error) || (unclean && !check_file(ledger, options, error))) {
    return FALSE;
  }
  if (ledger->version < SCHEMA_VERSION) {
    if (ledger->version > 0 &&
        (!schema_check(ledger->sql, ledger->path, ledger->version, error) || !copy_before_migrating(ledger, error))) {
      return FALSE;
    }
    if (!migrate(ledger, options, error)) {
      return FALSE;
    }
    ledger->version = SCHEMA_VERSION;
  }
  return schema_check(ledger->sql, ledger->path, SCHEMA_VERSION, error) && check_store(ledger, options->store, error) &&
         check_nature(ledger, options->nature, error) && verify_recent(ledger, error);
}

static gboolean open_for_reading(Ledger *ledger, const LedgerOptions *options, GError **error) {
  if (!schema_look(ledger->sql, ledger->path, &ledger->version, error)) {
    return FALSE;
  }
  if (ledger->version == 0) {
    g_autofree char *shown = g_filename_display_name(ledger->path);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_FOREIGN, "%s 是空的，里面没有记录。请核对是不是选错了文件。", shown);
    return FALSE;
  }
  return schema_check(ledger->sql, ledger->path, ledger->version, error) &&
         (!options->store || check_store(ledger, options->store, error)) &&
         check_nature(ledger, options->nature, error);
}

/* Reading goes through the ordinary door where it can, so that a running program's newest entries are seen; a finished file on a read-only disk, or
 * on a share, is read as it lies. */
static Sql *connect(const char *path, const LedgerOptions *options, int busy_ms, gboolean pending, GError **error) {
  if (options->mode != LEDGER_READ) {
    return place_check(path, error)
               ? sql_open(path, options->mode == LEDGER_CREATE ? SQL_OPEN_CREATE : SQL_OPEN_WRITE, busy_ms, error)
               : NULL;
  }
  g_autofree char *folder = g_path_get_dirname(path);
  gboolean plain = pending || (place_check(path, NULL) && access(path, W_OK) == 0 && access(folder, W_OK) == 0);
  return sql_open(path, plain ? SQL_OPEN_READ : SQL_OPEN_FROZEN, busy_ms, error);
}

static gboolean open_by_mode(Ledger *ledger, const LedgerOptions *options, gboolean pending, GError **error) {
  ledger->sql = connect(ledger->path, options, ledger->busy_ms, pending, error);
  return ledger->sql && (options->mode == LEDGER_READ ? open_for_reading(ledger, options, error)
                                                      : open_for_writing(ledger, options, pending, error));
}

/* On a full disk even a reader finds no room for what readers and writers share. Nobody can be writing there then, so that where no log of changes waits
 * the file is read as it lies: what there is to do can still be looked at, and the record saved elsewhere. */
static gboolean read_on_full_disk(Ledger *ledger, const LedgerOptions *options, GError **error) {
  gboolean exists = FALSE;
  gboolean pending = TRUE;
  if (!look_at_path(ledger->path, &exists, &pending, error) || !exists || pending) {
    return FALSE;
  }
  sql_close(ledger->sql);
  ledger->sql = sql_open(ledger->path, SQL_OPEN_FROZEN, ledger->busy_ms, error);
  return ledger->sql && open_for_reading(ledger, options, error);
}

static Ledger *open_at(const char *path, const LedgerOptions *options, GError **error) {
  gboolean exists = FALSE;
  gboolean pending = FALSE;
  struct stat st;
  if (!look_at_path(path, &exists, &pending, error)) {
    return NULL;
  }
  if (!exists && options->mode != LEDGER_CREATE) {
    set_missing(error, path, ENOENT);
    return NULL;
  }
  g_autoptr(Ledger) ledger = g_new0(Ledger, 1);
  ledger->path = g_strdup(path);
  ledger->mode = options->mode;
  ledger->busy_ms = options->busy_ms ? options->busy_ms : BUSY_MS;
  ledger->turn = -1;
  ledger->scratch = g_byte_array_new();
  g_autoptr(GError) fault = NULL;
  if (!open_by_mode(ledger, options, pending, &fault) &&
      !(options->mode == LEDGER_READ && g_error_matches(fault, LEDGER_FAULT, LEDGER_FAULT_FULL) &&
        read_on_full_disk(ledger, options, NULL))) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return NULL;
  }
  if (stat(path, &st) != 0) {
    set_missing(error, path, errno);
    return NULL;
  }
  ledger->device = st.st_dev;
  ledger->inode = st.st_ino;
  return g_steal_pointer(&ledger);
}

/* A record shows under its name with its first entry in it, or not at all: who reads meanwhile, or comes after a crash, must not take an empty file for a
 * record that lost everything. Another program may have been quicker, and then its record is the one. */
static gboolean create_whole(const char *path, const LedgerOptions *options, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(Scratch) scratch = place_check(path, error) ? scratch_new(folder, error) : NULL;
  if (!scratch) {
    return FALSE;
  }
  g_autofree char *fresh = g_build_filename(scratch, "record", NULL);
  g_autofree char *log = g_strconcat(fresh, "-wal", NULL);
  Ledger *ledger = open_at(fresh, options, error);
  if (!ledger) {
    return FALSE;
  }
  ledger_close(ledger);
  if (access(log, F_OK) == 0) { /* the first entry is still in it */
    fault_from_errno(error, EIO, "建不了记录文件", path);
    return FALSE;
  }
  g_autoptr(GError) fault = NULL;
  if (scratch_sync(fresh, 0, &fault) && !scratch_deliver(fresh, path, &fault) &&
      g_error_matches(fault, LEDGER_FAULT, LEDGER_FAULT_EXISTS)) {
    g_clear_error(&fault);
  }
  if (fault) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return FALSE;
  }
  return TRUE;
}

Ledger *ledger_open(const char *path, const LedgerOptions *options, GError **error) {
  gboolean exists = FALSE;
  gboolean pending = FALSE;
  g_assert(options->store || options->mode != LEDGER_CREATE);
  if (sodium_init() < 0) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER, "系统给不出随机数，密码和记录都用不了。请重启电脑后再试。");
    return NULL;
  }
  if (!look_at_path(path, &exists, &pending, error)) {
    return NULL;
  }
  return exists || options->mode != LEDGER_CREATE || create_whole(path, options, error) ? open_at(path, options, error)
                                                                                        : NULL;
}

void ledger_close(Ledger *ledger) {
  if (!ledger) {
    return;
  }
  sql_close(ledger->sql);
  if (ledger->turn >= 0) {
    close(ledger->turn);
  }
  g_byte_array_unref(ledger->scratch);
  entry_clear(&ledger->own);
  g_free(ledger->path);
  g_free(ledger);
}

/* ---- tables ---- */

gboolean ledger_rebuild(Ledger *ledger, GError **error) {
  g_assert(ledger->mode != LEDGER_READ);
  gboolean done = sql_run(ledger->sql, SQL_BEGIN_WRITE, error) && projection_rebuild(ledger, error) &&
                  sql_run(ledger->sql, SQL_COMMIT, error);
  sql_rollback(ledger->sql);
  return done;
}

static gboolean note_card(Ledger *ledger, const LedgerCard *card, GError **error) {
  Topic topic;
  gboolean belongs = projection_topic(ledger, card->subject, &topic) && topic.entries && topic.last == card->last;
  g_free(topic.subject);
  g_free(topic.card);
  return !belongs || projection_put_card(ledger->sql, card->subject, card->last, card->text, error);
}

gboolean ledger_note_cards(Ledger *ledger, const LedgerCard *cards, guint n, GError **error) {
  g_assert(ledger->mode != LEDGER_READ);
  ledger_take_turn(ledger);
  gboolean done = sql_run(ledger->sql, SQL_BEGIN_WRITE, error);
  for (guint i = 0; done && i < n; i++) {
    done = note_card(ledger, &cards[i], error);
  }
  done = done && sql_run(ledger->sql, SQL_COMMIT, error);
  sql_rollback(ledger->sql);
  ledger_give_turn(ledger);
  return done;
}
