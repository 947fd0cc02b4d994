/* What the tests of the record share: a folder, a record with entries of every sort, and doors past the program that an attacker would use. */
#pragma once
#include "ledger/ledger.h"
#include "ledger/verify.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static inline EntryTime help_time(gint64 step) {
  EntryTime time = {1804813200000 + step * 1000, "3f1c9f6e-0000-4000-8000-000000000001", 5000 + step * 1000};
  return time;
}

static inline LedgerOptions help_options(LedgerMode mode) {
  LedgerOptions options = {.mode = mode, .store = "hz-wulin", .now = help_time(0), .busy_ms = 2000};
  return options;
}

static inline Ledger *help_open(const char *path, LedgerMode mode) {
  LedgerOptions options = help_options(mode);
  GError *error = NULL;
  Ledger *ledger = ledger_open(path, &options, &error);
  g_assert_no_error(error);
  return ledger;
}

/* The fault with which opening fails. */
static inline int help_open_fault(const char *path, LedgerMode mode) {
  LedgerOptions options = help_options(mode);
  options.busy_ms = 50;
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_open(path, &options, &error);
  if (ledger) {
    return -1;
  }
  g_assert_true(error && error->domain == LEDGER_FAULT);
  g_assert_true(g_str_has_suffix(error->message, "。"));
  return error->code;
}

static inline Entry *help_draft(gint64 step) {
  static const EntryKind KINDS[] = {ENTRY_RUN_ANSWER, ENTRY_RUN_ANSWER, ENTRY_FIX_DONE,  ENTRY_TASK,
                                    ENTRY_SIGNATURE,  ENTRY_RUN_ANSWER, ENTRY_DEFINITION};
  EntryTime time = help_time(step);
  g_autofree char *subject = g_strdup_printf("run:screen-copy@2027-03-%02d", 1 + (int)(step % 9));
  g_autofree char *body =
      g_strdup_printf("{\"row\":%d,\"value\":\"合格\",\"note\":\"第 %d 次\"}", (int)step, (int)(step * 7 % 13));
  return entry_new(KINDS[step % (gint64)G_N_ELEMENTS(KINDS)], &time, "wang.fang", step % 4 ? "wang.fang" : "liu.yang",
                   subject, body);
}

static inline void help_fill(Ledger *ledger, gint64 from, gint64 n) {
  for (gint64 i = from; i < from + n; i++) {
    g_autoptr(Entry) draft = help_draft(i);
    GError *error = NULL;
    gboolean done = ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error);
    g_assert_no_error(error);
    g_assert_true(done);
  }
}

/* A record of its first entry and n more, closed. */
static inline void help_record(const char *path, gint64 n) {
  g_autoptr(Ledger) ledger = help_open(path, LEDGER_CREATE);
  help_fill(ledger, 1, n);
}

static inline VerifyReport *help_verify(const char *path, gboolean full, const Receipt *receipt) {
  LedgerOptions options = {.mode = LEDGER_READ};
  VerifyOptions how = {.full = full, .receipt = receipt};
  g_autoptr(Ledger) ledger = ledger_open(path, &options, NULL);
  return ledger ? verify_ledger(ledger, &how, NULL) : NULL;
}

/* TRUE when verify finds nothing wrong; a file that cannot be read counts as found. */
static inline gboolean help_sound(const char *path, gboolean full, const Receipt *receipt) {
  g_autoptr(VerifyReport) report = help_verify(path, full, receipt);
  return report && report->faults == 0;
}

/* Past the program: any SQL, with the triggers out of the way. */
static inline sqlite3 *help_raw(const char *path) {
  sqlite3 *db = NULL;
  int code = sqlite3_open(path, &db);
  g_assert_cmpint(code, ==, SQLITE_OK);
  code = sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  g_assert_cmpint(code, ==, SQLITE_OK);
  return db;
}

static inline void help_exec(sqlite3 *db, const char *sql) {
  char *why = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
    g_error("%s: %s", sql, why);
  }
}

/* As somebody would who means harm: the triggers are dropped, the deed is done, the triggers are put back as they were. */
static inline void help_tamper(const char *path, const char *sql) {
  sqlite3 *db = help_raw(path);
  g_autoptr(GString) back = g_string_new(NULL);
  g_autoptr(GString) drop = g_string_new(NULL);
  sqlite3_stmt *triggers = NULL;
  g_assert_cmpint(
      sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &triggers, NULL), ==,
      SQLITE_OK);
  while (sqlite3_step(triggers) == SQLITE_ROW) {
    g_string_append_printf(drop, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(triggers, 0));
    g_string_append_printf(back, "%s;", (const char *)sqlite3_column_text(triggers, 1));
  }
  sqlite3_finalize(triggers);
  help_exec(db, drop->str);
  help_exec(db, sql);
  help_exec(db, back->str);
  sqlite3_close(db);
}

static inline void help_remove(const char *path) {
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *below = g_build_filename(path, name, NULL);
    help_remove(below);
  }
  g_remove(path);
}

static inline void help_copy(const char *from, const char *to) {
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(from, &bytes, &length, NULL));
  g_assert_true(g_file_set_contents(to, bytes, (gssize)length, NULL));
}

typedef struct {
  char *folder, *path;
} HelpPlace;
static inline void help_set_up(HelpPlace *place, gconstpointer data) {
  /* In memory where there is such a place: thousands of fsyncs take minutes on a disk. The kill loop (test_ledger_crash.py) uses a real one. */
  gboolean memory = g_access("/dev/shm", W_OK | X_OK) == 0;
  place->folder = g_build_filename(memory ? "/dev/shm" : g_get_tmp_dir(), "ready315-ledger-XXXXXX", NULL);
  g_assert_nonnull(g_mkdtemp(place->folder));
  place->path = g_build_filename(place->folder, "ready315.db", NULL);
}
static inline void help_tear_down(HelpPlace *place, gconstpointer data) {
  help_remove(place->folder);
  g_free(place->folder);
  g_free(place->path);
}
