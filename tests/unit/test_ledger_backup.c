/* One archive there and back: complete or not there, everything checked, nothing overwritten, a new device afterwards. */
#include "fault/ledger_help.h"
#include "ledger/archive.h"
#include "ledger/backup.h"
#include <sys/stat.h>

static const char *const ROOTS[] = {"store.yaml", "phases", "凭证", "not-there", NULL};

static void put(const HelpPlace *f, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(f->folder, "ws", name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

typedef struct {
  char *workspace, *record, *archive, *fresh, *fresh_record;
} Names;

static Names names_of(const HelpPlace *f) {
  Names names = {g_build_filename(f->folder, "ws", NULL), g_build_filename(f->folder, "ws", BACKUP_LEDGER, NULL),
                 g_build_filename(f->folder, "315.backup", NULL), g_build_filename(f->folder, "fresh", NULL),
                 g_build_filename(f->folder, "fresh", BACKUP_LEDGER, NULL)};
  return names;
}

static void names_free(Names *names) {
  g_free(names->workspace);
  g_free(names->record);
  g_free(names->archive);
  g_free(names->fresh);
  g_free(names->fresh_record);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Names, names_free)

static void make_workspace(const HelpPlace *f, const Names *names) {
  put(f, "store.yaml", "store: {id: hz-wulin}\n");
  put(f, "phases/prepare.yaml", "phase: prepare\n");
  put(f, "凭证/ab/照片 1.jpg", "not really a picture");
  put(f, "凭证/空", "");
  put(f, "calendars/x.ics", "left out");
  help_record(names->record, 40);
}

static BackupReport save(const Names *names) {
  BackupReport report;
  GError *error = NULL;
  g_autoptr(Ledger) ledger = help_open(names->record, LEDGER_WRITE);
  g_assert_true(backup_write(ledger, names->workspace, ROOTS, names->archive, 1804900000000, &report, &error));
  g_assert_no_error(error);
  return report;
}

/* The fault, or -1. */
static int restore(const Names *names, const char *folder, BackupReport *report) {
  g_autoptr(GError) error = NULL;
  EntryTime now = help_time(900);
  if (backup_restore(names->archive, folder, &now, "liu.yang", "liu.yang", report, &error)) {
    return -1;
  }
  g_assert_true(g_str_has_suffix(error->message, "。"));
  return error->domain == LEDGER_FAULT ? error->code : 1000 + error->code;
}

static void assert_text(const char *folder, const char *name, const char *wanted) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, wanted);
}

static void assert_no_scraps(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_assert_false(g_str_has_prefix(name, ".ready315-"));
  }
}

static void test_there_and_back(HelpPlace *f, gconstpointer data) {
  g_auto(Names) names = names_of(f);
  make_workspace(f, &names);
  BackupReport saved = save(&names);
  g_assert_cmpint(saved.sequence, ==, 41);
  g_assert_cmpint(saved.files, ==, 4);
  BackupReport back;
  g_assert_cmpint(restore(&names, names.fresh, &back), ==, -1);
  g_assert_cmpint(back.sequence, ==, saved.sequence);
  g_assert_cmpmem(back.hash, sizeof back.hash, saved.hash, sizeof saved.hash);
  g_assert_cmpuint(back.files, ==, saved.files);
  g_assert_cmpint(back.utc_ms, ==, saved.utc_ms);
  assert_text(names.fresh, "store.yaml", "store: {id: hz-wulin}\n");
  assert_text(names.fresh, "凭证/ab/照片 1.jpg", "not really a picture");
  assert_text(names.fresh, "凭证/空", "");
  assert_no_scraps(names.fresh);
  assert_no_scraps(names.workspace);
  g_autofree char *log = g_strconcat(names.fresh_record, "-wal", NULL);
  g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
  g_assert_true(help_sound(names.fresh_record, TRUE, NULL));
  /* a new device that names the old one and its head */
  g_autoptr(Ledger) old = help_open(names.record, LEDGER_WRITE);
  g_autoptr(Ledger) restored = help_open(names.fresh_record, LEDGER_WRITE);
  g_autoptr(Entry) old_head = ledger_head(old, NULL);
  g_autoptr(Entry) head = ledger_head(restored, NULL);
  g_assert_true(entry_is(head, ENTRY_RESTORE));
  g_assert_cmpint(head->sequence, ==, 42);
  g_assert_cmpmem(head->prev, ENTRY_HASH_SIZE, old_head->hash, ENTRY_HASH_SIZE);
  g_assert_cmpint(memcmp(head->device, old_head->device, ENTRY_DEVICE_SIZE), !=, 0);
  g_autofree char *device = g_malloc0(2 * ENTRY_DEVICE_SIZE + 1);
  for (int i = 0; i < ENTRY_DEVICE_SIZE; i++) {
    g_snprintf(device + 2 * (gsize)i, 3, "%02x", old_head->device[i]);
  }
  g_assert_nonnull(strstr(head->body, device));
  /* both go on: where they part is found */
  help_fill(old, 41, 3);
  help_fill(restored, 900, 3);
  VerifyParting parting;
  g_assert_true(verify_against(old, restored, &parting, NULL));
  g_assert_cmpint(parting.parts_at, ==, 42);
}

/* Readable without this program. */
static void test_plain_sqlar(HelpPlace *f, gconstpointer data) {
  g_auto(Names) names = names_of(f);
  make_workspace(f, &names);
  save(&names);
  sqlite3 *db = help_raw(names.archive);
  sqlite3_stmt *row = NULL;
  g_assert_cmpint(sqlite3_prepare_v2(
                      db,
                      "SELECT CAST(data AS TEXT) FROM sqlar WHERE name = 'phases/prepare.yaml' AND sz = length(data)",
                      -1, &row, NULL),
                  ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(row), ==, SQLITE_ROW);
  g_assert_cmpstr((const char *)sqlite3_column_text(row, 0), ==, "phase: prepare\n");
  sqlite3_finalize(row);
  sqlite3_close(db);
}

static void test_nothing_overwritten(HelpPlace *f, gconstpointer data) {
  g_auto(Names) names = names_of(f);
  make_workspace(f, &names);
  save(&names);
  g_autoptr(Ledger) ledger = help_open(names.record, LEDGER_WRITE);
  BackupReport report;
  g_autoptr(GError) error = NULL;
  g_assert_false(backup_write(ledger, names.workspace, ROOTS, names.archive, 0, &report, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_EXISTS);
  g_assert_cmpint(restore(&names, names.workspace, &report), ==, LEDGER_FAULT_EXISTS);
  /* a leftover log alone, a differing file, the same file */
  g_assert_cmpint(g_mkdir(names.fresh, 0700), ==, 0);
  g_autofree char *log = g_strconcat(names.fresh_record, "-wal", NULL);
  g_assert_true(g_file_set_contents(log, "", 0, NULL));
  g_assert_cmpint(restore(&names, names.fresh, &report), ==, LEDGER_FAULT_EXISTS);
  g_assert_cmpint(g_unlink(log), ==, 0);
  g_autofree char *store = g_build_filename(names.fresh, "store.yaml", NULL);
  g_assert_true(g_file_set_contents(store, "other\n", -1, NULL));
  g_assert_cmpint(restore(&names, names.fresh, &report), ==, LEDGER_FAULT_EXISTS);
  assert_text(names.fresh, "store.yaml", "other\n");
  g_assert_false(g_file_test(names.fresh_record, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_set_contents(store, "store: {id: hz-wulin}\n", -1, NULL));
  g_assert_cmpint(restore(&names, names.fresh, &report), ==, -1);
}

static void test_bad_archives(HelpPlace *f, gconstpointer data) {
  static const struct {
    const char *sql;
    int fault;
  } rows[] = {
      {"UPDATE sqlar SET data = CAST('xx' AS BLOB), sz = 2 WHERE name = 'store.yaml'", LEDGER_FAULT_DAMAGED},
      {"DELETE FROM content WHERE name = 'store.yaml'", LEDGER_FAULT_DAMAGED},
      {"DELETE FROM sqlar WHERE name = 'store.yaml'", LEDGER_FAULT_DAMAGED},
      {"DELETE FROM sqlar WHERE name = 'ready315.db'; DELETE FROM content WHERE name = 'ready315.db'",
       LEDGER_FAULT_DAMAGED},
      {"DELETE FROM backup", LEDGER_FAULT_DAMAGED},
      {"UPDATE backup SET hash = randomblob(32)", LEDGER_FAULT_CHAIN},
      {"UPDATE backup SET sequence = 50", LEDGER_FAULT_CHAIN},
      {"UPDATE backup SET store = 'other'", LEDGER_FAULT_FOREIGN},
      {"UPDATE sqlar SET name = '../outside' WHERE name = 'store.yaml'; UPDATE content SET name = '../outside' WHERE "
       "name = 'store.yaml'",
       LEDGER_FAULT_DAMAGED},
      {"UPDATE sqlar SET name = '/tmp/x' WHERE name = 'store.yaml'; UPDATE content SET name = '/tmp/x' WHERE name = "
       "'store.yaml'",
       LEDGER_FAULT_DAMAGED},
      {"UPDATE sqlar SET sz = 7 WHERE name = 'store.yaml'", LEDGER_FAULT_DAMAGED},
      {"UPDATE sqlar SET data = 'text', sz = 4 WHERE name = 'store.yaml'", LEDGER_FAULT_DAMAGED},
      {"PRAGMA application_id = 5", LEDGER_FAULT_FOREIGN},
      {"PRAGMA user_version = 9", LEDGER_FAULT_NEWER},
      {"CREATE TABLE more (x)", LEDGER_FAULT_DAMAGED},
  };
  g_auto(Names) names = names_of(f);
  make_workspace(f, &names);
  save(&names);
  g_autofree char *kept = g_strconcat(names.archive, ".kept", NULL);
  help_copy(names.archive, kept);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    BackupReport report;
    help_copy(kept, names.archive);
    sqlite3 *db = help_raw(names.archive);
    help_exec(db, rows[i].sql);
    sqlite3_close(db);
    g_assert_cmpint(restore(&names, names.fresh, &report), ==, rows[i].fault);
    g_assert_false(g_file_test(names.fresh_record, G_FILE_TEST_EXISTS));
    help_remove(names.fresh);
  }
  BackupReport report;
  help_copy(names.record, names.archive);
  g_assert_cmpint(restore(&names, names.fresh, &report), ==, LEDGER_FAULT_FOREIGN);
  g_assert_true(g_file_set_contents(names.archive, "not a database, not at all", -1, NULL));
  g_assert_cmpint(restore(&names, names.fresh, &report), ==, LEDGER_FAULT_DAMAGED);
  g_assert_cmpint(g_unlink(names.archive), ==, 0);
  g_assert_cmpint(restore(&names, names.fresh, &report), ==, LEDGER_FAULT_MISSING);
}

/* Any bit of a backup: refused, or what comes out is the same. */
static void test_flipped_archive(HelpPlace *f, gconstpointer data) {
  g_auto(Names) names = names_of(f);
  make_workspace(f, &names);
  save(&names);
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  int refused = 0;
  g_assert_true(g_file_get_contents(names.archive, &bytes, &length, NULL));
  for (int i = 0; i < 60; i++) {
    gsize at = (gsize)g_rand_int_range(random, 0, (gint32)length);
    BackupReport report;
    bytes[at] = (char)(bytes[at] ^ 4);
    g_assert_true(g_file_set_contents(names.archive, bytes, (gssize)length, NULL));
    bytes[at] = (char)(bytes[at] ^ 4);
    if (restore(&names, names.fresh, &report) >= 0) {
      refused++;
    } else {
      g_assert_true(help_sound(names.fresh_record, TRUE, NULL));
      assert_text(names.fresh, "凭证/ab/照片 1.jpg", "not really a picture");
    }
    help_remove(names.fresh);
  }
  g_assert_cmpint(refused, >, 30);
}

static void test_odd_files(HelpPlace *f, gconstpointer data) {
  g_auto(Names) names = names_of(f);
  make_workspace(f, &names);
  g_autofree char *pipe = g_build_filename(names.workspace, "凭证", "pipe", NULL);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  g_autoptr(Ledger) ledger = help_open(names.record, LEDGER_WRITE);
  BackupReport report;
  g_autoptr(GError) error = NULL;
  g_assert_false(backup_write(ledger, names.workspace, ROOTS, names.archive, 0, &report, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER);
  g_assert_false(g_file_test(names.archive, G_FILE_TEST_EXISTS));
  assert_no_scraps(names.workspace);
  g_assert_cmpint(g_unlink(pipe), ==, 0);
  static const char *const bad[] = {"", "/a", "a//b", "a/", "../a", "a/../b", ".", "a\\b", "a\nb", "\xff"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_assert_false(archive_name_safe(bad[i]));
  }
  g_assert_true(archive_name_safe("凭证/a b..c/.x"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/ledger-backup/" name, HelpPlace, NULL, help_set_up, function, help_tear_down)
  ADD("there-and-back", test_there_and_back);
  ADD("plain-sqlar", test_plain_sqlar);
  ADD("nothing-overwritten", test_nothing_overwritten);
  ADD("bad-archives", test_bad_archives);
  ADD("flipped-archive", test_flipped_archive);
  ADD("odd-files", test_odd_files);
  return g_test_run();
}
