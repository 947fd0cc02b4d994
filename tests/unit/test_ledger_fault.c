/* The record on a disk that fails at every possible moment: what was acknowledged is there, the chain verifies, and what failed is not half there.
 * Backup and restore included. */
#include "fault/ledger_help.h"
#include "fault/ledger_vfs.h"
#include "ledger/backup.h"

enum { BASE = 5, STEPS = 6, SEEDS = 3, CALLS_MOST = 3000 };

/* What is done under faults: open (or create), append one by one and two at once, close. Returns the newest acknowledged sequence, or 0. */
static gint64 work(const char *path, LedgerMode mode, int *tried) {
  LedgerOptions options = help_options(mode);
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_open(path, &options, &error);
  gint64 acknowledged = 0;
  *tried = 0;
  if (!ledger) {
    g_assert_true(error->domain == LEDGER_FAULT && g_str_has_suffix(error->message, "。"));
    return 0;
  }
  for (int i = 0; i < STEPS; i++) {
    g_autoptr(Entry) one = help_draft(100 + i);
    g_autoptr(Entry) two = help_draft(200 + i);
    Entry *const both[] = {one, two};
    const char *cards[] = {one->body, i % 3 ? two->body : NULL}; /* so that each can be told to be its entry's */
    guint n = i % 2 ? 2 : 1;
    *tried = (int)n;
    g_clear_error(&error);
    if (ledger_append(ledger, both, cards, n, LEDGER_ANY_HEAD, &error)) {
      acknowledged = both[n - 1]->sequence;
      *tried = 0;
    } else {
      g_assert_true(error->domain == LEDGER_FAULT && g_str_has_suffix(error->message, "。"));
    }
  }
  return acknowledged;
}

static gboolean take_body(const Entry *entry, gpointer data) {
  char **body = data;
  g_free(*body);
  *body = g_strdup(entry->body);
  return TRUE;
}

/* What the card of a subject must be. */
static char *derive_card(const char *subject, gpointer ledger) {
  LedgerQuery query = {.subject = subject};
  char *body = NULL;
  g_assert_true(ledger_each(ledger, &query, take_body, &body, NULL));
  return body;
}

static VerifyReport *verify_cards(const char *path) {
  LedgerOptions options = {.mode = LEDGER_READ};
  g_autoptr(Ledger) ledger = ledger_open(path, &options, NULL);
  g_autoptr(Ledger) beside = ledger_open(path, &options, NULL);
  VerifyOptions how = {.full = TRUE, .card = derive_card, .card_data = beside};
  return ledger && beside ? verify_ledger(ledger, &how, NULL) : NULL;
}

/* With the real disk again: the chain is whole, holds everything acknowledged and nothing half, and tables and cards say what it says. */
static void check(const char *path, gint64 least, int slack, const char *what) {
  g_autoptr(VerifyReport) report = verify_cards(path);
  if (!report || report->faults || report->last < least || report->last > least + slack) {
    g_error("%s: %d entries, %d acknowledged, %d faults", what, report ? (int)report->last : -1, (int)least,
            report ? (int)report->faults : -1);
  }
  LedgerOptions options = help_options(LEDGER_WRITE);
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) again = ledger_open(path, &options, &error);
  g_assert_no_error(error);
  help_fill(again, 300, 1); /* and goes on */
}

static void remove_record(const char *path) {
  static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-journal"};
  for (gsize i = 0; i < G_N_ELEMENTS(SUFFIXES); i++) {
    g_autofree char *part = g_strconcat(path, SUFFIXES[i], NULL);
    g_unlink(part);
  }
}

typedef struct {
  VfsMode mode;
  int code;
  gboolean sticky;
  gboolean create; /* from nothing, instead of going on with a record */
} Case;

/* k = 1, 2, 3 … until the work gets through without reaching it. */
static void test_every_call(HelpPlace *f, gconstpointer data) {
  const Case *how = data;
  g_autofree char *kept = g_build_filename(f->folder, "kept.db", NULL);
  help_record(kept, BASE - 1);
  int reached = 0;
  int seeds = how->mode == VFS_CUT ? SEEDS : 1;
  for (int k = 1; k < CALLS_MOST; k++) {
    gboolean came = FALSE;
    for (int seed = 0; seed < seeds; seed++) {
      int tried = 0;
      remove_record(f->path);
      if (!how->create) {
        help_copy(kept, f->path);
      }
      vfs_begin(how->mode, k, how->code, how->sticky, (guint32)(k * 31 + seed));
      gint64 acknowledged = work(f->path, how->create ? LEDGER_CREATE : LEDGER_WRITE, &tried);
      came = vfs_end();
      g_autofree char *what = g_strdup_printf("call %d, seed %d", k, seed);
      if (how->create &&
          acknowledged == 0) { /* nothing was promised: opening again makes a record, or finds a whole one */
        g_autoptr(Ledger) again = help_open(f->path, LEDGER_CREATE);
        ledger_close(g_steal_pointer(&again));
        check(f->path, 1, STEPS * 2, what);
      } else {
        check(f->path, MAX(acknowledged, how->create ? 1 : BASE), how->mode == VFS_CUT || how->sticky ? 2 : tried,
              what);
      }
    }
    if (!came) {
      reached = k;
      break;
    }
  }
  g_test_message("%d calls", reached - 1);
  g_assert_cmpint(reached, >, 20);
}

/* Full disks are called full. */
static void test_full_is_said(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 3);
  vfs_begin(VFS_FAIL, 1, SQLITE_FULL, TRUE, 1);
  {
    g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
    g_autoptr(Entry) draft = help_draft(4);
    g_autoptr(GError) error = NULL;
    g_assert_false(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error));
    g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_FULL);
    g_assert_nonnull(strstr(error->message, "磁盘满了"));
  }
  g_assert_true(vfs_end());
}

/* Each acknowledged append has been synced: with a disk that loses all that was not, it is there. */
static void test_synced(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 3);
  vfs_begin(VFS_CUT, 0, SQLITE_IOERR, FALSE, 5);
  {
    g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
    help_fill(ledger, 4, 3);
    disk.random = (g_rand_free(disk.random), g_rand_new_with_seed(6));
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, disk.nodes);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
      g_array_set_size(((VfsNode *)value)->pending, 0);
    }
    disk.off = TRUE;
  }
  vfs_end();
  check(f->path, 7, 0, "synced");
}

/* Between the call and its answer the log of changes is synced: one time for each answer at the least, and not only at the end. */
static void test_synced_each(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 3);
  vfs_begin(VFS_FAIL, 0, SQLITE_OK, FALSE, 1);
  {
    g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
    for (int i = 0; i < 50; i++) {
      int before = disk.log_syncs;
      help_fill(ledger, 4 + i, 1);
      g_assert_cmpint(disk.log_syncs, >, before);
    }
  }
  vfs_end();
}

/* ---- backup and restore ---- */

static const char *const ROOTS[] = {"store.yaml", NULL};

static void test_backup_faults(HelpPlace *f, gconstpointer data) {
  const Case *how = data;
  g_autofree char *store = g_build_filename(f->folder, "store.yaml", NULL);
  g_autofree char *archive = g_build_filename(f->folder, "a.backup", NULL);
  g_autofree char *fresh = g_build_filename(f->folder, "fresh", NULL);
  g_autofree char *restored = g_build_filename(fresh, BACKUP_LEDGER, NULL);
  g_assert_true(g_file_set_contents(store, "store: {}\n", -1, NULL));
  help_record(f->path, BASE - 1);
  EntryTime now = help_time(9);
  BackupReport report;
  int reached = 0;
  for (int k = 1; k < CALLS_MOST && !reached; k++) {
    g_unlink(archive);
    help_remove(fresh);
    vfs_begin(how->mode, k, how->code, how->sticky, (guint32)k);
    gboolean saved = FALSE;
    {
      LedgerOptions options = help_options(LEDGER_WRITE);
      g_autoptr(Ledger) ledger = ledger_open(f->path, &options, NULL);
      saved = ledger && backup_write(ledger, f->folder, ROOTS, archive, 1, &report, NULL);
    }
    gboolean came = vfs_end();
    g_assert_cmpint(saved, ==, g_file_test(archive, G_FILE_TEST_EXISTS));
    if (!saved) {
      continue;
    }
    g_assert_true(backup_restore(archive, fresh, &now, "a", "a", &report, NULL));
    g_assert_true(help_sound(restored, TRUE, NULL));
    reached = came ? 0 : k;
  }
  g_assert_cmpint(reached, >, 10);
  /* the other way: from a sound archive */
  reached = 0;
  for (int k = 1; k < CALLS_MOST && !reached; k++) {
    help_remove(fresh);
    vfs_begin(how->mode, k, how->code, how->sticky, (guint32)k);
    gboolean done = backup_restore(archive, fresh, &now, "a", "a", &report, NULL);
    gboolean came = vfs_end();
    g_assert_cmpint(done, ==, g_file_test(restored, G_FILE_TEST_EXISTS));
    if (done) {
      check(restored, BASE + 1, 0, "restore");
      reached = came ? 0 : k;
    } else {
      g_assert_true(backup_restore(archive, fresh, &now, "a", "a", &report, NULL)); /* a second try gets through */
    }
  }
  g_assert_cmpint(reached, >, 4);
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    Case how;
  } CASES[] = {
      {"full-once", {VFS_FAIL, SQLITE_FULL, FALSE, FALSE}},
      {"full-sticky", {VFS_FAIL, SQLITE_FULL, TRUE, FALSE}},
      {"eio-once", {VFS_FAIL, SQLITE_IOERR_WRITE, FALSE, FALSE}},
      {"eio-sticky", {VFS_FAIL, SQLITE_IOERR_FSYNC, TRUE, FALSE}},
      {"eio-once-new", {VFS_FAIL, SQLITE_IOERR_WRITE, FALSE, TRUE}},
      {"full-sticky-new", {VFS_FAIL, SQLITE_FULL, TRUE, TRUE}},
      {"power", {VFS_CUT, SQLITE_IOERR, FALSE, FALSE}},
      {"power-new", {VFS_CUT, SQLITE_IOERR, FALSE, TRUE}},
  };
  static const Case BACKUPS[] = {{VFS_FAIL, SQLITE_FULL, TRUE, FALSE},
                                 {VFS_FAIL, SQLITE_FULL, FALSE, FALSE},
                                 {VFS_FAIL, SQLITE_IOERR_WRITE, FALSE, FALSE},
                                 {VFS_FAIL, SQLITE_IOERR_FSYNC, TRUE, FALSE},
                                 {VFS_CUT, SQLITE_IOERR, FALSE, FALSE}};
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strconcat("/ledger-fault/", CASES[i].name, NULL);
    g_test_add(path, HelpPlace, &CASES[i].how, help_set_up, test_every_call, help_tear_down);
  }
  g_test_add("/ledger-fault/full-said", HelpPlace, NULL, help_set_up, test_full_is_said, help_tear_down);
  g_test_add("/ledger-fault/synced", HelpPlace, NULL, help_set_up, test_synced, help_tear_down);
  g_test_add("/ledger-fault/synced-each", HelpPlace, NULL, help_set_up, test_synced_each, help_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS(BACKUPS); i++) {
    g_autofree char *path = g_strdup_printf("/ledger-fault/backup-%d", (int)i);
    g_test_add(path, HelpPlace, &BACKUPS[i], help_set_up, test_backup_faults, help_tear_down);
  }
  return g_test_run();
}
