/* Bits flipped in a record's file, wherever they lie, and entries that changed places. What a screen would show (the log, subjects and their cards, one
 * subject's entries) stays what it was, or is refused in a sentence; never anything else. FLIPS=n tries more than the 2,000 of each kind. */
#include "fault/ledger_help.h"
#include "ledger/canonical.h"
#include <fcntl.h>

enum { ENTRIES = 120, FLIPS = 2000, WRITES = 250, LOG_FLIPS = 400, SWAPPED = 24 };

static int flips_wanted(int usual) {
  const char *more = g_getenv("FLIPS");
  return more ? (int)g_ascii_strtoll(more, NULL, 10) : usual;
}

/* ---- what a screen shows ---- */

static gboolean show_entry(const Entry *entry, gpointer data) {
  canonical_bytes(entry, data);
  return TRUE;
}

typedef struct {
  GString *topics;  /* a line each */
  GPtrArray *cards; /* char* or NULL, beside the lines */
} Topics;

static void show_topic(const LedgerTopic *topic, gpointer data) {
  Topics *shown = data;
  g_string_append_printf(shown->topics, "%s %d %d-%d\n", topic->subject, (int)topic->entries, (int)topic->first,
                         (int)topic->last);
  g_ptr_array_add(shown->cards, g_strdup(topic->card));
}

typedef struct {
  GByteArray *log, *subject, *prefix; /* NULL: refused */
  GString *topics;
  GPtrArray *cards;
} Screen;

static void screen_free(Screen *screen) {
  GByteArray *const bytes[] = {screen->log, screen->subject, screen->prefix};
  for (gsize i = 0; i < G_N_ELEMENTS(bytes); i++) {
    if (bytes[i]) {
      g_byte_array_unref(bytes[i]);
    }
  }
  if (screen->topics) {
    g_string_free(screen->topics, TRUE);
  }
  g_ptr_array_unref(screen->cards);
  g_free(screen);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Screen, screen_free)

static void expect_sentence(const GError *error) {
  g_assert_true(error && error->domain == LEDGER_FAULT && g_str_has_suffix(error->message, "。"));
}

static GByteArray *read_entries(Ledger *ledger, const LedgerQuery *query) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(GError) error = NULL;
  if (!ledger_each(ledger, query, show_entry, bytes, &error)) {
    expect_sentence(error);
    return NULL;
  }
  return g_steal_pointer(&bytes);
}

/* NULL when the record is refused whole. */
static Screen *look(const char *path, LedgerMode mode) {
  static const LedgerQuery ALL = {0}, ONE = {.subject = "run:screen-copy@2027-03-05"},
                           SOME = {.prefix = "run:screen-copy@2027-03-0", .kind = "run.answer"};
  LedgerOptions options = {.mode = mode, .busy_ms = 50};
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_open(path, &options, &error);
  if (!ledger) {
    expect_sentence(error);
    return NULL;
  }
  Screen *screen = g_new0(Screen, 1);
  Topics shown = {g_string_new(NULL), screen->cards = g_ptr_array_new_with_free_func(g_free)};
  if (ledger_topics(ledger, NULL, show_topic, &shown, &error)) {
    screen->topics = shown.topics;
  } else {
    expect_sentence(error);
    g_string_free(shown.topics, TRUE);
  }
  screen->log = read_entries(ledger, &ALL);
  screen->subject = read_entries(ledger, &ONE);
  screen->prefix = read_entries(ledger, &SOME);
  return screen;
}

static gboolean same_bytes(const GByteArray *got, const GByteArray *wanted, gboolean *refused) {
  *refused = *refused || !got;
  return !got || (got->len == wanted->len && memcmp(got->data, wanted->data, got->len) == 0);
}

/* Whole, or refused; a card that is not believed is none, and derived anew by whoever wants one. */
static gboolean same_screen(const Screen *got, const Screen *wanted, gboolean *refused) {
  *refused = !got;
  if (!got) {
    return TRUE;
  }
  gboolean same = same_bytes(got->log, wanted->log, refused) && same_bytes(got->subject, wanted->subject, refused) &&
                  same_bytes(got->prefix, wanted->prefix, refused);
  if (!got->topics) {
    *refused = TRUE;
    return same;
  }
  same = same && g_string_equal(got->topics, wanted->topics);
  for (guint i = 0; same && i < got->cards->len; i++) {
    const char *card = g_ptr_array_index(got->cards, i);
    same = !card || g_strcmp0(card, g_ptr_array_index(wanted->cards, i)) == 0;
  }
  return same;
}

/* ---- a record with cards, and freed pages ---- */

static void make_record(const char *path) {
  g_autoptr(Ledger) ledger = help_open(path, LEDGER_CREATE);
  for (int i = 1; i < ENTRIES; i++) {
    g_autoptr(Entry) draft = help_draft(i);
    g_autofree char *card = g_strdup_printf("{\"answered\":%d,\"stage\":\"open\"}", i);
    const char *cards[] = {i % 5 ? card : NULL};
    g_assert_true(ledger_append(ledger, &draft, cards, 1, LEDGER_ANY_HEAD, NULL));
  }
  ledger_close(g_steal_pointer(&ledger));
  sqlite3 *db = help_raw(path);
  help_exec(db, "CREATE TABLE gone (x); INSERT INTO gone SELECT randomblob(3000) FROM entry LIMIT 12; DROP TABLE gone");
  sqlite3_close(db);
}

/* Which pages hold entries; the rest is indexes, tables, the schema and free pages. */
static gboolean *entry_pages(const char *path, guint *pages) {
  sqlite3 *db = help_raw(path);
  sqlite3_stmt *statement = NULL;
  g_assert_cmpint(sqlite3_prepare_v2(db, "PRAGMA page_count", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
  *pages = (guint)sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  gboolean *held = g_new0(gboolean, *pages);
  int code = sqlite3_prepare_v2(db, "SELECT pageno FROM dbstat WHERE name = 'entry'", -1, &statement, NULL);
  if (code == SQLITE_OK) { /* a build of SQLite without it: every page is a page of entries, too */
    while (sqlite3_step(statement) == SQLITE_ROW) {
      held[sqlite3_column_int(statement, 0) - 1] = TRUE;
    }
    sqlite3_finalize(statement);
  }
  sqlite3_close(db);
  return held;
}

enum { PAGE = 4096 };

static void flip(const char *path, gsize at, guint bit) {
  guint8 byte;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(pread(fd, &byte, 1, (off_t)at), ==, 1);
  byte ^= (guint8)(1 << bit);
  g_assert_cmpint(pwrite(fd, &byte, 1, (off_t)at), ==, 1);
  close(fd);
}

static void clear_side_files(const char *path) {
  static const char *const SIDES[] = {"-wal", "-shm", "-journal", "-turn"};
  for (gsize i = 0; i < G_N_ELEMENTS(SIDES); i++) {
    g_autofree char *side = g_strconcat(path, SIDES[i], NULL);
    g_unlink(side);
  }
}

static void test_flips_elsewhere(HelpPlace *f, gconstpointer data) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3150);
  make_record(f->path);
  guint pages = 0;
  g_autofree gboolean *held = entry_pages(f->path, &pages);
  g_autoptr(Screen) wanted = look(f->path, LEDGER_READ);
  g_assert_true(wanted && wanted->log && wanted->topics && wanted->subject && wanted->prefix);
  g_assert_cmpint(wanted->subject->len, >, 100);
  int done = 0;
  int refusals = 0;
  for (int wish = flips_wanted(FLIPS); done < wish;) {
    guint page = (guint)g_rand_int_range(random, 0, (gint32)pages);
    guint within = (guint)g_rand_int_range(random, 0, PAGE);
    guint bit = (guint)g_rand_int_range(random, 0, 8);
    if (held[page]) {
      continue;
    }
    gsize at = (gsize)page * PAGE + within;
    flip(f->path, at, bit);
    {
      gboolean refused = FALSE;
      g_autoptr(Screen) got = look(f->path, LEDGER_READ);
      if (!same_screen(got, wanted, &refused)) {
        g_error("bit %u of byte %u in page %u shows something else", bit, within, page + 1);
      }
      refusals += refused;
    }
    clear_side_files(f->path);
    flip(f->path, at, bit);
    done++;
  }
  g_test_message("%d flips elsewhere, %d refused", done, refusals);
  g_assert_cmpint(refusals, <, done / 2); /* most of them are read past */
  gboolean refused = FALSE;
  g_autoptr(Screen) after = look(f->path, LEDGER_READ);
  g_assert_true(same_screen(after, wanted, &refused) && !refused);
}

/* The same for a program that goes on writing, anywhere in the file. What it then adds is there, and nothing else has changed. */
static void test_flips_written_on(HelpPlace *f, gconstpointer data) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3151);
  g_autofree char *kept = g_build_filename(f->folder, "kept.db", NULL);
  make_record(kept);
  g_autoptr(Screen) wanted = look(kept, LEDGER_READ);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(kept, &bytes, &length, NULL));
  int went_on = 0;
  int wish = flips_wanted(WRITES);
  for (int i = 0; i < wish; i++) {
    FILE *out = fopen(f->path, "we"); /* no fsync: speed */
    g_assert_cmpint(fwrite(bytes, 1, length, out), ==, length);
    fclose(out);
    gsize at = (gsize)g_rand_int_range(random, 0, (gint32)length);
    flip(f->path, at, (guint)g_rand_int_range(random, 0, 8));
    gboolean refused = FALSE;
    g_autoptr(Screen) got = look(f->path, LEDGER_WRITE);
    if (!same_screen(got, wanted, &refused)) {
      g_error("a bit of byte %u shows something else to a writer", (guint)at);
    }
    if (!refused) {
      LedgerOptions options = help_options(LEDGER_WRITE);
      g_autoptr(GError) error = NULL;
      g_autoptr(Ledger) ledger = ledger_open(f->path, &options, &error);
      g_autoptr(Entry) draft = help_draft(5);
      if (ledger && ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error)) {
        GByteArray *log = read_entries(ledger, &(LedgerQuery){0});
        g_assert_true(log && log->len > wanted->log->len &&
                      memcmp(log->data, wanted->log->data, wanted->log->len) == 0);
        g_byte_array_unref(log);
        went_on++;
      } else {
        expect_sentence(error);
      }
    }
    clear_side_files(f->path);
  }
  g_test_message("%d of %d went on", went_on, wish);
  g_assert_cmpint(went_on, >, wish / 4);
}

/* What has not been folded in yet lies in the log of changes, whose frames carry SQLite's own sums: a bit flipped there ends the record earlier, like a
 * tail that was cut off, and only a receipt can tell. It never shows an entry that is not one. */
static void test_flips_in_log(HelpPlace *f, gconstpointer data) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3152);
  g_autofree char *killed = g_build_filename(f->folder, "killed.db", NULL);
  g_autofree char *log_from = g_strconcat(f->path, "-wal", NULL);
  g_autofree char *log_to = g_strconcat(killed, "-wal", NULL);
  help_record(f->path, 20);
  g_autoptr(Screen) before = look(f->path, LEDGER_READ);
  g_autoptr(Ledger) writing = help_open(f->path, LEDGER_WRITE);
  help_fill(writing, 21, 20);
  g_autofree char *main_bytes = NULL;
  g_autofree char *log_bytes = NULL;
  gsize main_length = 0;
  gsize log_length = 0;
  g_assert_true(g_file_get_contents(f->path, &main_bytes, &main_length, NULL)); /* as a kill leaves them */
  g_assert_true(g_file_get_contents(log_from, &log_bytes, &log_length, NULL));
  ledger_close(g_steal_pointer(&writing));
  g_autoptr(Screen) whole = look(f->path, LEDGER_READ);
  int wish = flips_wanted(LOG_FLIPS);
  int shorter = 0;
  for (int i = 0; i < wish; i++) {
    gsize at = (gsize)g_rand_int_range(random, 0, (gint32)log_length);
    FILE *out = fopen(killed, "we");
    g_assert_cmpint(fwrite(main_bytes, 1, main_length, out), ==, main_length);
    fclose(out);
    guint8 bit = (guint8)(1 << g_rand_int_range(random, 0, 8));
    log_bytes[at] = (char)(log_bytes[at] ^ bit);
    out = fopen(log_to, "we");
    g_assert_cmpint(fwrite(log_bytes, 1, log_length, out), ==, log_length);
    fclose(out);
    g_autoptr(Screen) got = look(killed, LEDGER_READ);
    if (got && got->log) {
      g_assert_cmpint(got->log->len, >=, before->log->len);
      g_assert_cmpint(got->log->len, <=, whole->log->len);
      g_assert_cmpmem(got->log->data, got->log->len, whole->log->data, got->log->len);
      shorter += got->log->len < whole->log->len;
    }
    clear_side_files(killed);
    log_bytes[at] = (char)(log_bytes[at] ^ bit);
  }
  g_test_message("%d flips in the log, %d cut the record", wish, shorter);
  g_assert_cmpint(shorter, >, wish / 4);
}

/* ---- entries that changed places ---- */

static gboolean sound(Ledger *ledger) {
  VerifyOptions how = {.full = FALSE};
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &how, NULL);
  return report && report->faults == 0;
}

static void test_each_swap(HelpPlace *f, gconstpointer data) {
  help_record(f->path, SWAPPED - 1);
  LedgerOptions options = {.mode = LEDGER_READ};
  g_autoptr(Ledger) ledger = ledger_open(f->path, &options, NULL);
  g_assert_nonnull(ledger);
  sqlite3 *db = help_raw(f->path);
  help_exec(db, "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER entry_next; "
                "DROP TRIGGER entry_chain;");
  for (int one = 1; one <= SWAPPED; one++) {
    for (int other = one + 1; other <= SWAPPED; other++) {
      g_autofree char *swap = g_strdup_printf("UPDATE entry SET sequence = 1000 WHERE sequence = %d; "
                                              "UPDATE entry SET sequence = %d WHERE sequence = %d; "
                                              "UPDATE entry SET sequence = %d WHERE sequence = 1000",
                                              one, one, other, other);
      help_exec(db, swap);
      if (sound(ledger)) {
        g_error("entries %d and %d changed places, and nobody saw it", one, other);
      }
      help_exec(db, swap);
    }
  }
  sqlite3_close(db);
  g_assert_true(sound(ledger));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/ledger-tamper/" name, HelpPlace, NULL, help_set_up, function, help_tear_down)
  ADD("elsewhere", test_flips_elsewhere);
  ADD("written-on", test_flips_written_on);
  ADD("log", test_flips_in_log);
  ADD("swaps", test_each_swap);
  return g_test_run();
}
