/* What goes into a backup and in which order things become visible. Everything is prepared in a folder of its own beside the record. */
#include "ledger/backup.h"
#include "base/file.h"
#include "ledger/archive.h"
#include "ledger/ledger_work.h"
#include "ledger/scratch.h"
#include "ledger/verify.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 16, FILES_MOST = 100000 };

gboolean ledger_copy(Ledger *ledger, const char *path, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(Scratch) scratch = scratch_new(folder, error);
  if (!scratch) {
    return FALSE;
  }
  g_autofree char *fresh = g_build_filename(scratch, "copy", NULL);
  g_autoptr(Sql) into = sql_open(fresh, SQL_OPEN_CREATE, 0, error);
  if (!into) {
    return FALSE;
  }
  sqlite3_backup *copying = sqlite3_backup_init(sql_db(into), "main", sql_db(ledger->sql), "main");
  int step = copying ? sqlite3_backup_step(copying, -1) : SQLITE_DONE;
  int code = copying ? sqlite3_backup_finish(copying) : sqlite3_errcode(sql_db(into));
  if (code != SQLITE_OK || step != SQLITE_DONE) {
    sql_fail(into, code != SQLITE_OK ? code : step, error);
    return FALSE;
  }
  sql_close(g_steal_pointer(&into));
  return scratch_sync(fresh, 0, error) && scratch_deliver(fresh, path, error);
}

/* ---- what goes in ---- */

static gboolean is_record(const char *name) {
  return strcmp(name, BACKUP_LEDGER) == 0 || g_str_has_prefix(name, BACKUP_LEDGER "-") ||
         g_str_has_prefix(name, ".ready315-");
}

static int by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names below `name`, which is relative to `root`, files only, into `found`. */
static gboolean collect(const char *root, const char *name, int depth, GPtrArray *found, GError **error) {
  g_autofree char *path = g_build_filename(root, name, NULL);
  struct stat st;
  if (stat(path, &st) != 0) {
    if (depth == 0 && errno == ENOENT) {
      return TRUE;
    }
    fault_from_errno(error, errno, "读不了", path);
    return FALSE;
  }
  if (S_ISREG(st.st_mode)) {
    g_ptr_array_add(found, g_strdup(name));
    return TRUE;
  }
  g_autoptr(GDir) dir = S_ISDIR(st.st_mode) ? g_dir_open(path, 0, NULL) : NULL;
  if (!dir || depth >= DEPTH_MOST || found->len >= FILES_MOST) {
    g_autofree char *shown = g_filename_display_name(path);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER,
                "%s 不能进备份：它不是普通文件或文件夹、打不开，或里面的文件太多太深。请把它移出工作文件夹。", shown);
    return FALSE;
  }
  gboolean done = TRUE;
  for (const char *below; done && (below = g_dir_read_name(dir));) {
    g_autofree char *next = g_strconcat(name, "/", below, NULL);
    done = is_record(below) || collect(root, next, depth + 1, found, error);
  }
  return done;
}

static gboolean add_files(Archive *archive, const char *folder, const char *const *roots, guint *files,
                          GError **error) {
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  for (; *roots; roots++) {
    if (!collect(folder, *roots, 0, found, error)) {
      return FALSE;
    }
  }
  g_ptr_array_sort(found, by_name);
  for (guint i = 0; i < found->len; i++) {
    const char *name = g_ptr_array_index(found, i);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!archive_add(archive, name, path, error)) {
      return FALSE;
    }
  }
  *files = found->len;
  return TRUE;
}

/* Copied byte for byte, because an SQLite file can be read, but not be written, safely on a share. */
static gboolean deliver(const char *from, const char *to, GError **error) {
  g_autoptr(FileWriter) writer = file_writer_new(to, error);
  FILE *in = writer ? fopen(from, "rbe") : NULL;
  if (!in) {
    if (writer) {
      fault_from_errno(error, errno, "读不了", from);
    }
    return FALSE;
  }
  g_autofree char *chunk = g_malloc(G_MAXUINT16);
  for (gsize got; (got = fread(chunk, 1, G_MAXUINT16, in)) > 0;) {
    file_put(writer, chunk, got);
  }
  gboolean done = !ferror(in);
  fclose(in);
  if (!done) {
    fault_from_errno(error, EIO, "读不了", from);
  }
  return done && file_commit(writer, error);
}

static gboolean head_of(const char *path, gint64 utc_ms, ArchiveHead *head, GError **error) {
  LedgerOptions options = {.mode = LEDGER_READ};
  g_autoptr(Ledger) copy = ledger_open(path, &options, error);
  g_autoptr(Entry) entry = copy && verify_recent(copy, error) ? ledger_head(copy, error) : NULL;
  if (!entry) {
    return FALSE;
  }
  head->store = g_strdup(entry->store);
  memcpy(head->device, entry->device, ENTRY_DEVICE_SIZE);
  head->sequence = entry->sequence;
  memcpy(head->hash, entry->hash, ENTRY_HASH_SIZE);
  head->utc_ms = utc_ms;
  return TRUE;
}

static void report_head(BackupReport *report, const ArchiveHead *head, guint files) {
  *report = (BackupReport){.sequence = head->sequence, .files = files, .utc_ms = head->utc_ms};
  memcpy(report->hash, head->hash, ENTRY_HASH_SIZE);
}

static gboolean is_standard(const char *path) {
  return strcmp(path, BACKUP_STANDARD) == 0;
}

static gboolean read_again(const char *path, GError **error) {
  g_autoptr(Archive) archive = archive_open(path, error);
  return archive != NULL;
}

/* The record is copied and the archive packed in `room`, so that where it is going to needs nothing but space. */
static gboolean write_through(Ledger *ledger, const char *room, const char *folder, const char *const *roots,
                              const char *path, gint64 utc_ms, BackupReport *report, GError **error) {
  g_autoptr(Scratch) scratch = scratch_new(room, error);
  if (!scratch) {
    return FALSE;
  }
  g_autofree char *copy = g_build_filename(scratch, "record", NULL);
  g_autofree char *packed = g_build_filename(scratch, "archive", NULL);
  g_auto(ArchiveHead) head = {0};
  guint files = 0;
  Archive *archive = NULL;
  gboolean done = ledger_copy(ledger, copy, error) && head_of(copy, utc_ms, &head, error) &&
                  (archive = archive_create(packed, error)) && archive_add(archive, BACKUP_LEDGER, copy, error) &&
                  add_files(archive, folder, roots, &files, error) && archive_finish(archive, &head, error);
  archive_close(archive);
  done = done && read_again(packed, error) && deliver(packed, path, error);
  if (done && !is_standard(path) && !read_again(path, error)) {
    g_unlink(path);
    done = FALSE;
  }
  if (done) {
    report_head(report, &head, files);
  }
  return done;
}

static gboolean lies_elsewhere(const char *path, const char *folder) {
  struct stat there, here;
  if (is_standard(path)) {
    return TRUE;
  }
  g_autofree char *to = g_path_get_dirname(path);
  return stat(to, &there) == 0 && stat(folder, &here) == 0 && there.st_dev != here.st_dev;
}

gboolean backup_write(Ledger *ledger, const char *folder, const char *const *roots, const char *path, gint64 utc_ms,
                      BackupReport *report, GError **error) {
  if (!is_standard(path) && g_file_test(path, G_FILE_TEST_EXISTS)) {
    fault_from_errno(error, EEXIST, "写不了备份", path);
    return FALSE;
  }
  g_autoptr(GError) fault = NULL;
  gboolean done = write_through(ledger, folder, folder, roots, path, utc_ms, report, &fault);
  /* A workspace on a full or read-only disk is the one that most needs saving to another. */
  if (!done && lies_elsewhere(path, folder) &&
      (g_error_matches(fault, LEDGER_FAULT, LEDGER_FAULT_FULL) ||
       g_error_matches(fault, LEDGER_FAULT, LEDGER_FAULT_ACCESS))) {
    done = write_through(ledger, g_get_tmp_dir(), folder, roots, path, utc_ms, report, NULL);
  }
  if (!done) {
    g_propagate_error(error, g_steal_pointer(&fault));
  }
  return done;
}

/* ---- back ---- */

/* An old record's log beside a new record would be played into it. */
static gboolean check_record_gone(const char *folder, GError **error) {
  static const char *const PARTS[] = {BACKUP_LEDGER, BACKUP_LEDGER "-wal", BACKUP_LEDGER "-shm",
                                      BACKUP_LEDGER "-journal"};
  for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++) {
    g_autofree char *path = g_build_filename(folder, PARTS[i], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
      g_autofree char *shown = g_filename_display_name(path);
      g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_EXISTS,
                  "已经有 %s，没有恢复。请先把名字以 " BACKUP_LEDGER
                  " 开头的文件都移到别处保存，或恢复到一个新文件夹。",
                  shown);
      return FALSE;
    }
  }
  return TRUE;
}

/* Everything that would be overwritten is found before anything is written. */
static gboolean check_room(const Archive *archive, const char *folder, GError **error) {
  if (!check_record_gone(folder, error)) {
    return FALSE;
  }
  for (guint i = 0; i < archive_files(archive)->len; i++) {
    const ArchiveFile *file = g_ptr_array_index(archive_files(archive), i);
    g_autofree char *path = g_build_filename(folder, file->name, NULL);
    guint8 sha256[32];
    if (!g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
      continue;
    }
    if (!archive_sum_of(path, sha256, error)) {
      return FALSE;
    }
    if (memcmp(sha256, file->sha256, sizeof sha256) != 0) {
      g_autofree char *shown = g_filename_display_name(path);
      g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_EXISTS,
                  "文件 %s 和备份里的不一样，没有恢复。请先把它移走，或恢复到一个新文件夹。", shown);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean extract_all(Archive *archive, const char *folder, const char *record, GError **error) {
  gboolean seen = FALSE;
  for (guint i = 0; i < archive_files(archive)->len; i++) {
    const ArchiveFile *file = g_ptr_array_index(archive_files(archive), i);
    gboolean is_it = strcmp(file->name, BACKUP_LEDGER) == 0;
    seen = seen || is_it;
    g_autofree char *path = is_it ? g_strdup(record) : g_build_filename(folder, file->name, NULL);
    gboolean there = !is_it && g_file_test(path, G_FILE_TEST_EXISTS); /* and the same, says check_room */
    if (!there && !archive_extract(archive, file, path, error)) {
      return FALSE;
    }
  }
  if (!seen) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_DAMAGED, "备份里没有记录文件。请换一份备份。");
  }
  return seen;
}

static char *hex(const guint8 *bytes, gsize length) {
  char *text = g_malloc(2 * length + 1);
  return sodium_bin2hex(text, 2 * length + 1, bytes, length);
}

static gboolean append_restore(Ledger *ledger, const Entry *head, const EntryTime *now, const char *done_by,
                               const char *recorded_by, GError **error) {
  g_autofree char *old = hex(head->device, ENTRY_DEVICE_SIZE);
  g_autofree char *hash = hex(head->hash, ENTRY_HASH_SIZE);
  g_autofree char *body = g_strdup_printf("{\"device\":\"%s\",\"sequence\":%" G_GINT64_FORMAT ",\"head\":\"%s\"}", old,
                                          head->sequence, hash);
  g_autoptr(Entry) entry = entry_new(ENTRY_RESTORE, now, done_by, recorded_by, "", body);
  guint8 device[ENTRY_DEVICE_SIZE];
  randombytes_buf(device, sizeof device);
  gboolean done = sql_run(ledger->sql, SQL_BEGIN_WRITE, error) &&
                  ledger_append_open(ledger, NULL, device, &entry, NULL, 1, error) &&
                  sql_run(ledger->sql, SQL_COMMIT, error);
  sql_rollback(ledger->sql);
  return done;
}

/* The chain must be whole, and be the one that the backup says it is. */
static gboolean check_chain(Ledger *ledger, const Entry *head, const ArchiveHead *wanted, GError **error) {
  VerifyOptions options = {.full = TRUE};
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &options, error);
  if (!report) {
    return FALSE;
  }
  gboolean same = head->sequence > wanted->sequence /* brought up to date just now */ ||
                  (head->sequence == wanted->sequence && memcmp(head->hash, wanted->hash, ENTRY_HASH_SIZE) == 0);
  if (report->faults > 0 || !same) {
    const VerifyFinding *first = report->faults ? g_ptr_array_index(report->findings, 0) : NULL;
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_CHAIN, "备份里的记录不完整，没有恢复：%s请换一份备份。",
                first ? first->text : "它和备份里写的末尾对不上。");
    return FALSE;
  }
  return TRUE;
}

static gboolean prepare_record(const char *record, const ArchiveHead *wanted, const EntryTime *now, const char *done_by,
                               const char *recorded_by, GError **error) {
  LedgerOptions options = {.mode = LEDGER_WRITE, .store = wanted->store, .now = *now};
  g_autoptr(Ledger) ledger = ledger_open(record, &options, error); /* an older form is brought up to date here */
  g_autoptr(Entry) head = ledger ? ledger_head(ledger, error) : NULL;
  if (!head || !check_chain(ledger, head, wanted, error) ||
      !append_restore(ledger, head, now, done_by, recorded_by, error)) {
    return FALSE;
  }
  ledger_close(g_steal_pointer(&ledger));
  g_autofree char *log = g_strconcat(record, "-wal", NULL);
  if (g_file_test(log, G_FILE_TEST_EXISTS)) { /* the last entry is still in it */
    fault_from_errno(error, EIO, "写不了", record);
    return FALSE;
  }
  return scratch_sync(record, 0, error);
}

gboolean backup_restore(const char *path, const char *folder, const EntryTime *now, const char *done_by,
                        const char *recorded_by, BackupReport *report, GError **error) {
  g_autoptr(Archive) archive = archive_open(path, error);
  g_auto(ArchiveHead) head = {0};
  if (!archive || !archive_read_head(archive, &head, error)) {
    return FALSE;
  }
  g_autoptr(Scratch) scratch =
      check_room(archive, folder, error) && file_make_folder(folder, error) ? scratch_new(folder, error) : NULL;
  if (!scratch) {
    return FALSE;
  }
  g_autofree char *record = g_build_filename(scratch, BACKUP_LEDGER, NULL);
  g_autofree char *place = g_build_filename(folder, BACKUP_LEDGER, NULL);
  if (!extract_all(archive, folder, record, error) ||
      !prepare_record(record, &head, now, done_by, recorded_by, error) || !scratch_deliver(record, place, error)) {
    return FALSE;
  }
  report_head(report, &head, archive_files(archive)->len - 1);
  return TRUE;
}

gboolean backup_take_record(const char *path, const char *to, GError **error) {
  g_autoptr(Archive) archive = archive_open(path, error);
  const ArchiveFile *record = NULL;
  for (guint i = 0; archive && i < archive_files(archive)->len; i++) {
    const ArchiveFile *file = g_ptr_array_index(archive_files(archive), i);
    record = strcmp(file->name, BACKUP_LEDGER) == 0 ? file : record;
  }
  if (archive && !record) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_DAMAGED, "备份里没有记录文件。请换一份备份。");
  }
  return record && archive_extract(archive, record, to, error);
}
