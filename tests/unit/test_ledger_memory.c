/* The record when SQLite gets no memory: its allocator fails at the k-th request, once or from then on. No crash, a sentence, what was acknowledged is
 * there, what failed is not half there. OOM_STEP=1 tries every k (53 is usual; `make crash` takes 5). */
#include "fault/ledger_help.h"
#include "ledger/backup.h"

enum { BASE = 5, STEP = 53, CALLS_MOST = 200000 };

static struct {
  sqlite3_mem_methods real;
  gint64 calls, at; /* at = 0: never */
  gboolean sticky;
} memory;

static gboolean refuse(void) {
  memory.calls++;
  return memory.at > 0 && (memory.calls == memory.at || (memory.sticky && memory.calls > memory.at));
}

static void *scarce_malloc(int size) {
  return refuse() ? NULL : memory.real.xMalloc(size);
}

static void *scarce_realloc(void *block, int size) {
  return refuse() ? NULL : memory.real.xRealloc(block, size);
}

/* Before SQLite is used for the first time. */
static void install(void) {
  int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real);
  g_assert_cmpint(code, ==, SQLITE_OK);
  sqlite3_mem_methods scarce = memory.real;
  scarce.xMalloc = scarce_malloc;
  scarce.xRealloc = scarce_realloc;
  code = sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce);
  g_assert_cmpint(code, ==, SQLITE_OK);
  code = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* every request goes through the allocator */
  g_assert_cmpint(code, ==, SQLITE_OK);
}

static void begin(gint64 at, gboolean sticky) {
  memory.calls = 0;
  memory.at = at;
  memory.sticky = sticky;
}

/* TRUE when a request was refused. */
static gboolean end(void) {
  gboolean came = memory.at > 0 && memory.calls >= memory.at;
  memory.at = 0;
  return came;
}

static gboolean fair(gboolean done, GError **error) {
  g_assert_true(done == (*error == NULL));
  g_assert_true(done || ((*error)->domain == LEDGER_FAULT && g_str_has_suffix((*error)->message, "。")));
  g_clear_error(error);
  return done;
}

static void no_topic(const LedgerTopic *topic, gpointer data) {}

static gboolean no_entry(const Entry *entry, gpointer data) {
  return TRUE;
}

/* Opens, appends one and two, reads, verifies, closes. The newest acknowledged sequence, or 0. */
static gint64 work(const char *path, LedgerMode mode) {
  LedgerOptions options = help_options(mode);
  GError *error = NULL;
  gint64 acknowledged = 0;
  g_autoptr(Ledger) ledger = ledger_open(path, &options, &error);
  if (!fair(ledger != NULL, &error)) {
    return 0;
  }
  for (int i = 0; i < 2; i++) {
    g_autoptr(Entry) one = help_draft(100 + i);
    g_autoptr(Entry) two = help_draft(200 + i);
    Entry *const both[] = {one, two};
    const char *cards[] = {one->body, two->body};
    guint n = i ? 2 : 1;
    if (fair(ledger_append(ledger, both, cards, n, LEDGER_ANY_HEAD, &error), &error)) {
      acknowledged = both[n - 1]->sequence;
    }
  }
  LedgerQuery one_subject = {.subject = "run:screen-copy@2027-03-05"};
  VerifyOptions how = {.full = TRUE};
  fair(ledger_topics(ledger, NULL, no_topic, NULL, &error), &error);
  fair(ledger_each(ledger, &one_subject, no_entry, NULL, &error), &error);
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &how, &error);
  fair(report != NULL, &error);
  g_assert_true(!report || report->faults == 0); /* too little memory is no damage */
  return acknowledged;
}

static void check(const char *path, gint64 least, gint64 at) {
  g_autoptr(VerifyReport) report = help_verify(path, TRUE, NULL);
  if (!report || report->faults || report->last < least) {
    g_error("request %d: %d entries, %d acknowledged, %d faults", (int)at, report ? (int)report->last : -1, (int)least,
            report ? (int)report->faults : -1);
  }
  g_autoptr(Ledger) again = help_open(path, LEDGER_WRITE);
  help_fill(again, 300, 1); /* and goes on */
}

static void clear(const char *path) {
  static const char *const PARTS[] = {"", "-wal", "-shm", "-journal", "-turn"};
  for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++) {
    g_autofree char *part = g_strconcat(path, PARTS[i], NULL);
    g_unlink(part);
  }
}

static gint64 stride(void) {
  const char *step = g_getenv("OOM_STEP");
  return step ? MAX(g_ascii_strtoll(step, NULL, 10), 1) : STEP;
}

typedef struct {
  gboolean sticky, create;
} Case;

static void test_work(HelpPlace *f, gconstpointer data) {
  const Case *how = data;
  g_autofree char *kept = g_build_filename(f->folder, "kept.db", NULL);
  help_record(kept, BASE - 1);
  gint64 tried = 0;
  for (gint64 at = 1;; at += stride()) {
    g_assert_cmpint(at, <, CALLS_MOST);
    clear(f->path);
    if (!how->create) {
      help_copy(kept, f->path);
    }
    begin(at, how->sticky);
    gint64 acknowledged = work(f->path, how->create ? LEDGER_CREATE : LEDGER_WRITE);
    gboolean came = end();
    if (how->create && acknowledged == 0) {
      ledger_close(help_open(f->path, LEDGER_CREATE));
    }
    check(f->path, MAX(acknowledged, how->create ? 1 : BASE), at);
    tried++;
    if (!came) {
      break;
    }
  }
  g_test_message("%d of the requests refused", (int)tried - 1);
  g_assert_cmpint(tried, >, 20);
}

static void test_backup(HelpPlace *f, gconstpointer data) {
  const Case *how = data;
  static const char *const ROOTS[] = {"store.yaml", NULL};
  g_autofree char *store = g_build_filename(f->folder, "store.yaml", NULL);
  g_autofree char *archive = g_build_filename(f->folder, "a.backup", NULL);
  g_autofree char *fresh = g_build_filename(f->folder, "fresh", NULL);
  g_autofree char *restored = g_build_filename(fresh, BACKUP_LEDGER, NULL);
  g_assert_true(g_file_set_contents(store, "store: {}\n", -1, NULL));
  help_record(f->path, BASE - 1);
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
  EntryTime now = help_time(9);
  BackupReport report;
  gboolean came = TRUE;
  for (gint64 at = 1; came; at += stride() * 2) {
    GError *error = NULL;
    g_unlink(archive);
    help_remove(fresh);
    begin(at, how->sticky);
    gboolean saved = fair(backup_write(ledger, f->folder, ROOTS, archive, 1, &report, &error), &error);
    came = end();
    g_assert_cmpint(saved, ==, g_file_test(archive, G_FILE_TEST_EXISTS));
    if (!saved) {
      g_assert_true(backup_write(ledger, f->folder, ROOTS, archive, 1, &report, NULL));
    }
    begin(at, how->sticky);
    gboolean done = fair(backup_restore(archive, fresh, &now, "a", "a", &report, &error), &error);
    came = end() || came;
    g_assert_cmpint(done, ==, g_file_test(restored, G_FILE_TEST_EXISTS));
    g_assert_true(done || backup_restore(archive, fresh, &now, "a", "a", &report, NULL));
    g_assert_true(help_sound(restored, TRUE, NULL));
  }
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    Case how;
  } CASES[] = {
      {"once", {FALSE, FALSE}}, {"sticky", {TRUE, FALSE}}, {"once-new", {FALSE, TRUE}}, {"sticky-new", {TRUE, TRUE}}};
  install();
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strconcat("/ledger-memory/", CASES[i].name, NULL);
    g_test_add(path, HelpPlace, &CASES[i].how, help_set_up, test_work, help_tear_down);
  }
  g_test_add("/ledger-memory/backup-once", HelpPlace, &CASES[0].how, help_set_up, test_backup, help_tear_down);
  g_test_add("/ledger-memory/backup-sticky", HelpPlace, &CASES[1].how, help_set_up, test_backup, help_tear_down);
  return g_test_run();
}
