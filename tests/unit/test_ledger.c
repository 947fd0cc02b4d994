/* The record: bytes that are hashed, opening in every state that a file can be in, appending, reading, and two programs at one file. */
#include "fault/ledger_help.h"
#include "ledger/canonical.h"
#include "ledger/place.h"
#include "ledger/schema.h"
#include <sodium.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- bytes ---- */

static void fill_vector(Entry *entry) {
  EntryTime time = {1804813200123, "boot", -1};
  g_autoptr(Entry) draft = entry_new(ENTRY_RUN_ANSWER, &time, "wang.fang", "liu.yang", "run:a", "{\"值\":1}");
  *entry = *draft;
  *draft = (Entry){0};
  entry->format = ENTRY_FORMAT;
  entry->hash_id = ENTRY_HASH_SHA256;
  entry->store = g_strdup("hz");
  entry->sequence = 258;
  for (int i = 0; i < ENTRY_DEVICE_SIZE; i++) {
    entry->device[i] = (guint8)i;
  }
  for (int i = 0; i < ENTRY_HASH_SIZE; i++) {
    entry->prev[i] = (guint8)(255 - i);
  }
}

static void test_vector(void) {
  static const char WANTED[] = "72656164793331352f656e7472792f3100" /* label */
                               "0000000101"
                               "0000000101"
                               "00000002687a"
                               "00000010000102030405060708090a0b0c0d0e0f"
                               "000000080000000000000102"
                               "00000020fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0"
                               "0000000a72756e2e616e73776572"
                               "00000008000001a4373feafb"
                               "00000004626f6f74"
                               "00000008ffffffffffffffff"
                               "0000000977616e672e66616e67"
                               "000000086c69752e79616e67"
                               "0000000572756e3a61"
                               "000000097b22e580bc223a317d";
  Entry entry = {0};
  fill_vector(&entry);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  canonical_bytes(&entry, bytes);
  g_autofree char *text = g_malloc(2 * bytes->len + 1);
  g_assert_cmpstr(sodium_bin2hex(text, 2 * bytes->len + 1, bytes->data, bytes->len), ==, WANTED);
  guint8 hash[ENTRY_HASH_SIZE];
  char digits[2 * ENTRY_HASH_SIZE + 1];
  g_autofree char *glib = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data, bytes->len);
  canonical_hash(&entry, bytes, hash);
  g_assert_cmpstr(sodium_bin2hex(digits, sizeof digits, hash, sizeof hash), ==, glib);
  entry_clear(&entry);
}

/* Bytes that wander from one field to the next give another hash. */
static void test_fields_apart(void) {
  Entry entry = {0};
  fill_vector(&entry);
  g_autoptr(GByteArray) scratch = g_byte_array_new();
  guint8 one[ENTRY_HASH_SIZE];
  guint8 two[ENTRY_HASH_SIZE];
  canonical_hash(&entry, scratch, one);
  g_free(entry.done_by);
  g_free(entry.recorded_by);
  entry.done_by = g_strdup("wang.fangl");
  entry.recorded_by = g_strdup("iu.yang");
  canonical_hash(&entry, scratch, two);
  g_assert_cmpint(memcmp(one, two, sizeof one), !=, 0);
  entry_clear(&entry);
}

static void test_kinds(void) {
  for (int kind = 0; kind < N_ENTRY_KINDS; kind++) {
    g_assert_cmpint(entry_kind_parse(entry_kind_id((EntryKind)kind)), ==, kind);
    g_assert_true(*entry_kind_title((EntryKind)kind));
  }
  g_assert_cmpint(entry_kind_parse("of-tomorrow"), ==, ENTRY_UNKNOWN);
  g_assert_true(*entry_kind_title(ENTRY_UNKNOWN));
}

/* ---- appending and reading ---- */

typedef struct {
  gint64 n, first, last;
  const char *kind;
} Count;

static gboolean count_one(const Entry *entry, gpointer data) {
  Count *count = data;
  g_assert_cmpint(entry->sequence, >, count->last);
  g_assert_true(!count->kind || strcmp(entry->kind, count->kind) == 0);
  count->first = count->n++ ? count->first : entry->sequence;
  count->last = entry->sequence;
  return count->n < 1000;
}

static void test_append(HelpPlace *f, gconstpointer data) {
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_CREATE);
  g_autoptr(Entry) begin = ledger_head(ledger, NULL);
  g_assert_true(entry_is(begin, ENTRY_BEGIN));
  g_assert_cmpint(begin->sequence, ==, 1);
  g_autoptr(Entry) one = help_draft(1);
  g_autoptr(Entry) two = help_draft(2);
  Entry *const both[] = {one, two};
  GError *error = NULL;
  g_assert_true(ledger_append(ledger, both, NULL, 2, 1, &error));
  g_assert_no_error(error);
  g_assert_cmpint(one->sequence, ==, 2);
  g_assert_cmpmem(one->prev, ENTRY_HASH_SIZE, begin->hash, ENTRY_HASH_SIZE);
  g_assert_cmpmem(two->prev, ENTRY_HASH_SIZE, one->hash, ENTRY_HASH_SIZE);
  g_assert_cmpmem(two->device, ENTRY_DEVICE_SIZE, begin->device, ENTRY_DEVICE_SIZE);
  g_assert_cmpstr(two->store, ==, "hz-wulin");
  /* decided on what is no longer the newest */
  g_autoptr(Entry) late = help_draft(3);
  g_assert_false(ledger_append(ledger, &late, NULL, 1, 2, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_MOVED);
  g_clear_error(&error);
  g_autoptr(Entry) head = ledger_head(ledger, NULL);
  g_assert_cmpint(head->sequence, ==, 3);
  g_assert_cmpmem(head->hash, ENTRY_HASH_SIZE, two->hash, ENTRY_HASH_SIZE);
  g_assert_cmpstr(head->body, ==, two->body);
}

static void test_refused_drafts(HelpPlace *f, gconstpointer data) {
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_CREATE);
  EntryTime now = help_time(1);
  g_autofree char *huge = g_strnfill(ENTRY_BODY_MOST + 1, 'x');
  g_autofree char *wide = g_strnfill(ENTRY_WORD_MOST + 1, 'x');
  const char *const bad[][3] = {
      {"a", "s", huge}, {wide, "s", "{}"}, {"a", wide, "{}"}, {"a", "s", "\xff"}, {"\xe7\x8e", "s", "{}"}};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(Entry) fine = help_draft(1);
    g_autoptr(Entry) draft = entry_new(ENTRY_RUN_ANSWER, &now, bad[i][0], "a", bad[i][1], bad[i][2]);
    Entry *const both[] = {fine, draft};
    g_autoptr(GError) error = NULL;
    g_assert_false(ledger_append(ledger, both, NULL, 2, LEDGER_ANY_HEAD, &error));
    g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER);
  }
  g_autoptr(Entry) head = ledger_head(ledger, NULL);
  g_assert_cmpint(head->sequence, ==, 1);
}

static void test_queries(HelpPlace *f, gconstpointer data) {
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_CREATE);
  help_fill(ledger, 1, 63);
  const struct {
    LedgerQuery query;
    gint64 n;
  } rows[] = {{{0}, 64},
              {{.from = 60}, 5},
              {{.kind = "run.answer"}, 27},
              {{.kind = "signature"}, 9},
              {{.subject = "run:screen-copy@2027-03-02"}, 7},
              {{.kind = "run.answer", .subject = "run:screen-copy@2027-03-02"}, 3},
              {{.kind = "signature", .from = 40}, 4},
              {{.subject = "run:screen-copy@2027-03-02", .from = 30}, 3},
              {{.subject = "run:nobody"}, 0},
              {{.prefix = "run:"}, 63},
              {{.prefix = "run:screen-copy@2027-03-0", .from = 60}, 5},
              {{.prefix = "task:"}, 0},
              {{.kind = "signature", .prefix = "run:", .from = 300}, 0},
              {{.kind = "of-tomorrow"}, 0}};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    Count count = {.kind = rows[i].query.kind};
    g_assert_true(ledger_each(ledger, &rows[i].query, count_one, &count, NULL));
    g_assert_cmpint(count.n, ==, rows[i].n);
  }
}

static void add_topic(const LedgerTopic *topic, gpointer data) {
  g_string_append_printf(data, "%s %d %d-%d %s\n", topic->subject, (int)topic->entries, (int)topic->first,
                         (int)topic->last, topic->card ? topic->card : "-");
}

static char *topics(Ledger *ledger) {
  GString *out = g_string_new(NULL);
  g_assert_true(ledger_topics(ledger, "run:", add_topic, out, NULL));
  return g_string_free(out, FALSE);
}

/* Tables: kept while appending, and the same when thrown away and made from the chain; what is wrong in them is found, and never shown. */
static void test_projection(HelpPlace *f, gconstpointer data) {
  static const char *const deeds[] = {
      "DELETE FROM topic WHERE subject = 'run:screen-copy@2027-03-05'",
      "UPDATE topic SET entries = entries + 1 WHERE subject = 'run:screen-copy@2027-03-05'",
      "UPDATE topic SET last = 7 WHERE subject = 'run:screen-copy@2027-03-05'",
      "UPDATE topic SET subject = 'run:screen-copy@2027-03-0u' WHERE subject = 'run:screen-copy@2027-03-05'",
      "INSERT INTO topic SELECT 'run:screen-copy@2027-03-99', entries, first, last, sum, card, card_sum FROM topic "
      "LIMIT 1",
      "DELETE FROM topic",
  };
  help_record(f->path, 200);
  g_autofree char *kept_file = g_build_filename(f->folder, "kept.db", NULL);
  help_copy(f->path, kept_file);
  g_autoptr(Ledger) whole = help_open(kept_file, LEDGER_READ);
  g_autofree char *kept = topics(whole);
  g_assert_nonnull(strstr(kept, "run:screen-copy@2027-03-05 22 5-194 -\n"));
  for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
    help_copy(kept_file, f->path);
    help_tamper(f->path, deeds[i]);
    g_autoptr(VerifyReport) report = help_verify(f->path, TRUE, NULL);
    g_assert_cmpint(report->faults, ==, 1);
    g_assert_cmpint(((VerifyFinding *)g_ptr_array_index(report->findings, 0))->kind, ==, VERIFY_PROJECTION);
    {
      g_autoptr(Ledger) reading = help_open(f->path, LEDGER_READ);
      g_autofree char *read = topics(reading);
      g_assert_cmpstr(read, ==, kept);
      Count count = {0};
      LedgerQuery fifth = {.subject = "run:screen-copy@2027-03-05"};
      g_assert_true(ledger_each(reading, &fifth, count_one, &count, NULL));
      g_assert_cmpint(count.n, ==, 22);
    }
    g_assert_false(help_sound(f->path, TRUE, NULL)); /* reading mends nothing */
    g_autoptr(Ledger) writing = help_open(f->path, LEDGER_WRITE);
    g_autofree char *read = topics(writing);
    g_assert_cmpstr(read, ==, kept);
    g_assert_true(help_sound(f->path, TRUE, NULL)); /* writing does */
  }
}

/* An index that lost an entry, or leads elsewhere. */
static void test_index(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 300);
  g_autoptr(Ledger) whole = help_open(f->path, LEDGER_READ);
  Count later = {0};
  LedgerQuery from_ten = {.subject = "run:screen-copy@2027-03-05", .from = 10};
  g_assert_true(ledger_each(whole, &from_ten, count_one, &later, NULL));
  g_assert_cmpint(later.n, ==, 32);
  g_assert_cmpint(later.first, ==, 14);
  ledger_close(g_steal_pointer(&whole));
  help_tamper(f->path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM "
                       "sqlite_schema WHERE name = 'topic') WHERE name = 'entry_subject'");
  g_autoptr(Ledger) reading = help_open(f->path, LEDGER_READ);
  Count count = {0};
  LedgerQuery fifth = {.subject = "run:screen-copy@2027-03-05"};
  g_assert_true(ledger_each(reading, &fifth, count_one, &count, NULL));
  g_assert_cmpint(count.n, ==, 33);
  g_assert_false(help_sound(f->path, TRUE, NULL));
}

static gboolean append_with_card(Ledger *ledger, gint64 step, const char *card) {
  g_autoptr(Entry) draft = help_draft(step);
  return ledger_append(ledger, &draft, &card, 1, LEDGER_ANY_HEAD, NULL);
}

static char *card_of(Ledger *ledger, const char *subject) {
  g_autoptr(GString) out = g_string_new(NULL);
  g_assert_true(ledger_topics(ledger, subject, add_topic, out, NULL));
  char *blank = strrchr(out->str, ' ');
  return blank ? g_strchomp(g_strdup(blank + 1)) : NULL;
}

static char *derive_card(const char *subject, gpointer data) {
  return g_str_has_suffix(subject, "02") ? g_strdup(data) : NULL;
}

static gboolean cards_sound(const char *path, const char *anew) {
  LedgerOptions options = {.mode = LEDGER_READ};
  g_autofree char *text = g_strdup(anew);
  VerifyOptions how = {.full = TRUE, .card = derive_card, .card_data = text};
  g_autoptr(Ledger) ledger = ledger_open(path, &options, NULL);
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &how, NULL);
  return report->faults == 0;
}

static void test_cards(HelpPlace *f, gconstpointer data) {
  static const char SUBJECT[] = "run:screen-copy@2027-03-02";
  help_record(f->path, 9);
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
  g_assert_true(append_with_card(ledger, 10, "card-of-12"));
  g_autofree char *fresh = card_of(ledger, SUBJECT);
  g_assert_cmpstr(fresh, ==, "card-of-12");
  g_assert_true(cards_sound(f->path, "card-of-12"));
  g_assert_false(cards_sound(f->path, "something-else"));
  g_assert_true(append_with_card(ledger, 19, NULL)); /* the card is of an older entry now */
  g_autofree char *stale = card_of(ledger, SUBJECT);
  g_assert_cmpstr(stale, ==, "-");
  g_assert_true(cards_sound(f->path, "something-else"));
  const LedgerCard late = {SUBJECT, 11, "too-late"};
  const LedgerCard anew = {SUBJECT, 12, "anew"};
  g_assert_true(ledger_note_cards(ledger, &late, 1, NULL));
  g_autofree char *still = card_of(ledger, SUBJECT);
  g_assert_cmpstr(still, ==, "-");
  g_assert_true(ledger_note_cards(ledger, &anew, 1, NULL));
  g_autofree char *noted = card_of(ledger, SUBJECT);
  g_assert_cmpstr(noted, ==, "anew");
  help_tamper(f->path, "UPDATE topic SET card = 'another' WHERE card IS NOT NULL");
  g_autofree char *flipped = card_of(ledger, SUBJECT);
  g_assert_cmpstr(flipped, ==, "-");
  g_assert_false(help_sound(f->path, TRUE, NULL));
  g_autofree char *nobody = card_of(ledger, "run:nobody");
  g_assert_null(nobody);
}

/* A changed entry is never shown, and nothing is built upon it. */
static void test_reads_distrust(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 10);
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
  help_tamper(f->path, "UPDATE entry SET body = replace(body, '合格', '很好') WHERE sequence = 11");
  Count count = {0};
  LedgerQuery all = {0};
  g_autoptr(GError) error = NULL;
  g_assert_false(ledger_each(ledger, &all, count_one, &count, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_CHAIN);
  g_assert_nonnull(strstr(error->message, "第 11 条"));
  g_assert_cmpint(count.last, ==, 10);
  g_autoptr(Entry) draft = help_draft(11);
  g_clear_error(&error);
  g_assert_false(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_CHAIN);
}

static void test_triggers(HelpPlace *f, gconstpointer data) {
  static const char *const accidents[] = {
      "UPDATE entry SET body = '{}' WHERE sequence = 2",
      "DELETE FROM entry",
      "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
      "INSERT INTO entry SELECT sequence + 5, format, hash_id, store, device, randomblob(32), kind, utc_ms, boot, "
      "elapsed_ms, done_by, "
      "recorded_by, subject, body, hash FROM entry WHERE sequence = 3",
      "INSERT INTO entry SELECT sequence + 1, format, hash_id, store, device, randomblob(32), kind, utc_ms, boot, "
      "elapsed_ms, done_by, "
      "recorded_by, subject, body, hash FROM entry WHERE sequence = 4",
  };
  help_record(f->path, 3);
  sqlite3 *db = help_raw(f->path);
  for (gsize i = 0; i < G_N_ELEMENTS(accidents); i++) {
    g_assert_cmpint(sqlite3_exec(db, accidents[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  }
  sqlite3_close(db);
  g_assert_true(help_sound(f->path, TRUE, NULL));
}

/* ---- states of a file ---- */

static void test_missing(HelpPlace *f, gconstpointer data) {
  g_assert_cmpint(help_open_fault(f->path, LEDGER_WRITE), ==, LEDGER_FAULT_MISSING);
  g_assert_cmpint(help_open_fault(f->path, LEDGER_READ), ==, LEDGER_FAULT_MISSING);
  g_assert_false(g_file_test(f->path, G_FILE_TEST_EXISTS));
  g_autofree char *deep = g_build_filename(f->folder, "no", "ready315.db", NULL);
  g_assert_cmpint(help_open_fault(deep, LEDGER_CREATE), ==, LEDGER_FAULT_MISSING);
  g_assert_cmpint(g_mkdir(f->path, 0700), ==, 0);
  g_assert_cmpint(help_open_fault(f->path, LEDGER_CREATE), ==, LEDGER_FAULT_OTHER);
}

static void test_foreign(HelpPlace *f, gconstpointer data) {
  static const struct {
    const char *sql;
    int fault;
  } rows[] = {
      {"CREATE TABLE contacts (name TEXT)", LEDGER_FAULT_FOREIGN},
      {"PRAGMA application_id = 252006674", LEDGER_FAULT_FOREIGN}, /* Fossil's */
      {"CREATE TABLE x (y); PRAGMA application_id = 1379086645; PRAGMA user_version = 99", LEDGER_FAULT_NEWER},
      {"CREATE TABLE x (y); PRAGMA application_id = 1379086645; PRAGMA user_version = -4", LEDGER_FAULT_DAMAGED},
      {"CREATE TABLE x (y); PRAGMA application_id = 1379086645; PRAGMA user_version = 2", LEDGER_FAULT_DAMAGED},
      {"CREATE TABLE x (y); PRAGMA application_id = 1379086645; PRAGMA user_version = 1", LEDGER_FAULT_DAMAGED},
      {"PRAGMA application_id = 1379090754", LEDGER_FAULT_FOREIGN},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    sqlite3 *db = help_raw(f->path);
    help_exec(db, rows[i].sql);
    sqlite3_close(db);
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    gsize length = 0;
    gsize left = 0;
    g_assert_true(g_file_get_contents(f->path, &before, &length, NULL));
    g_assert_cmpint(help_open_fault(f->path, LEDGER_READ), ==, rows[i].fault);
    if (rows[i].fault != LEDGER_FAULT_DAMAGED) { /* those have our name on them, and may have been switched to WAL */
      g_assert_cmpint(help_open_fault(f->path, LEDGER_CREATE), ==, rows[i].fault);
      g_assert_true(g_file_get_contents(f->path, &after, &left, NULL));
      g_assert_cmpmem(before, length, after, left);
    } else {
      g_assert_cmpint(help_open_fault(f->path, LEDGER_CREATE), ==, rows[i].fault);
    }
    g_assert_cmpint(g_unlink(f->path), ==, 0);
  }
  g_assert_true(g_file_set_contents(f->path, "姓名,电话\n王芳,13800000001\n", -1, NULL));
  g_assert_cmpint(help_open_fault(f->path, LEDGER_CREATE), ==, LEDGER_FAULT_DAMAGED);
  g_assert_true(g_file_set_contents(f->path, "", 0, NULL));
  g_assert_cmpint(help_open_fault(f->path, LEDGER_READ), ==, LEDGER_FAULT_FOREIGN);
  g_assert_cmpint(help_open_fault(f->path, LEDGER_WRITE), ==, LEDGER_FAULT_DAMAGED);
  help_record(f->path, 1); /* what a crash in the middle of creating leaves */
}

static void test_other_store(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 2);
  LedgerOptions options = help_options(LEDGER_CREATE);
  options.store = "sh-nanjing";
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_open(f->path, &options, &error);
  g_assert_null(ledger);
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_FOREIGN);
  g_assert_nonnull(strstr(error->message, "hz-wulin"));
}

static void test_emptied(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 5);
  help_tamper(f->path, "DELETE FROM topic; DELETE FROM entry");
  g_assert_cmpint(help_open_fault(f->path, LEDGER_CREATE), ==, LEDGER_FAULT_CHAIN);
  g_assert_false(help_sound(f->path, FALSE, NULL));
}

static void test_changed_schema(HelpPlace *f, gconstpointer data) {
  static const char *const changes[] = {"DROP TRIGGER entry_no_update", "DROP INDEX entry_subject", "DROP TABLE topic",
                                        "CREATE TRIGGER spy AFTER INSERT ON topic BEGIN SELECT 1; END",
                                        "CREATE VIEW v AS SELECT 1"};
  for (gsize i = 0; i < G_N_ELEMENTS(changes); i++) {
    help_record(f->path, 3);
    sqlite3 *db = help_raw(f->path);
    help_exec(db, changes[i]);
    sqlite3_close(db);
    g_assert_cmpint(help_open_fault(f->path, LEDGER_WRITE), ==, LEDGER_FAULT_DAMAGED);
    g_assert_cmpint(help_open_fault(f->path, LEDGER_READ), ==, LEDGER_FAULT_DAMAGED);
    g_assert_cmpint(g_unlink(f->path), ==, 0);
  }
}

/* Truncated at every page and in the middle of pages: refused, or whole. */
static void test_truncated(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 120);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(f->path, &bytes, &length, NULL));
  for (gsize keep = 1; keep < length; keep += 1365) {
    g_assert_true(g_file_set_contents(f->path, bytes, (gssize)keep, NULL));
    int fault = help_open_fault(f->path, LEDGER_WRITE);
    g_assert_true(fault == LEDGER_FAULT_DAMAGED || fault == LEDGER_FAULT_CHAIN);
    g_assert_false(help_sound(f->path, TRUE, NULL));
  }
}

static void test_locked(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 2);
  sqlite3 *db = help_raw(f->path);
  help_exec(db, "BEGIN IMMEDIATE");
  LedgerOptions options = help_options(LEDGER_WRITE);
  options.busy_ms = 60;
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_open(f->path, &options, &error);
  g_assert_no_error(error);
  g_autoptr(Entry) draft = help_draft(3);
  g_assert_false(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_BUSY);
  g_clear_error(&error);
  sqlite3_close(db);
  g_assert_true(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error));
  g_assert_cmpint(draft->sequence, ==, 4);
}

/* The file is taken away while it is open: nothing is acknowledged that others would not find. */
static void test_replaced(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 2);
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
  g_autofree char *away = g_strconcat(f->path, ".away", NULL);
  g_autoptr(Entry) draft = help_draft(3);
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(g_rename(f->path, away), ==, 0);
  g_assert_false(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_REPLACED);
  g_clear_error(&error);
  help_copy(away, f->path);
  g_assert_false(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_REPLACED);
}

/* As somebody without rights over the folder; in a child, because root may do anything. */
static int as_reader(const char *path, LedgerMode mode) {
  pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0)) {
      _exit(99);
    }
    _exit(100 + help_open_fault(path, mode));
  }
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status));
  return WEXITSTATUS(status) - 100;
}

static void test_read_only(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 20);
  g_assert_cmpint(g_chmod(f->path, 0444), ==, 0);
  g_assert_cmpint(g_chmod(f->folder, 0555), ==, 0);
  g_assert_cmpint(as_reader(f->path, LEDGER_WRITE), ==, LEDGER_FAULT_ACCESS);
  g_assert_cmpint(as_reader(f->path, LEDGER_READ), ==, -1);
  g_assert_cmpint(g_chmod(f->path, 0000), ==, 0);
  g_assert_cmpint(as_reader(f->path, LEDGER_READ), ==, LEDGER_FAULT_ACCESS);
  g_assert_cmpint(g_chmod(f->folder, 0755), ==, 0);
}

/* An older form: copied as it was, brought up to date by the steps that a new file goes through, and said in the chain. */
static void test_migration(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 30);
  help_tamper(f->path, "DROP TABLE topic; PRAGMA user_version = 1");
  g_assert_true(help_sound(f->path, TRUE, NULL)); /* read as it is, without changing it */
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
  g_autoptr(Entry) head = ledger_head(ledger, NULL);
  g_assert_true(entry_is(head, ENTRY_MIGRATION));
  g_assert_cmpint(head->sequence, ==, 32);
  g_assert_cmpstr(head->body, ==, "{\"from\":1,\"to\":2}");
  g_assert_true(help_sound(f->path, TRUE, NULL));
  g_autofree char *copy = g_strconcat(f->path, ".v1", NULL);
  g_autoptr(VerifyReport) old = help_verify(copy, TRUE, NULL);
  g_assert_cmpint(old->last, ==, 31);
  g_assert_cmpint(old->faults, ==, 0);
  Count count = {.kind = "signature"};
  LedgerQuery signatures = {.kind = "signature"};
  g_assert_true(ledger_each(ledger, &signatures, count_one, &count, NULL));
  g_assert_cmpint(count.n, ==, 4);
}

/* ---- where it lies ---- */

static void test_place(void) {
  static const char MOUNTS[] = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
                               "30 22 0:40 / /mnt/share rw - nfs4 server:/x rw\n"
                               "31 22 0:41 / /mnt/my\\040disk rw shared:7 master:2 - fuseblk /dev/sdb1 rw\n"
                               "32 30 8:2 / /mnt/share/local rw - xfs /dev/sdc1 rw\n"
                               "33 22 0:43 / /mnt/cloud rw - fuse.rclone remote: rw\n"
                               "34 22 0:44 / /mnt/twice rw - ext4 /dev/sdd rw\n"
                               "35 22 0:45 / /mnt/twice rw - cifs //nas/x rw\nbroken line\n"
                               "36 22 0:46 / /mnt/c rw - 9p C:\\134 rw\n37 22 0:47 / /mnt/d rw - virtiofs d rw\n";
  static const struct {
    const char *path, *type;
    gboolean refused;
  } rows[] = {{"/home/shop", "ext4", FALSE},        {"/mnt/share", "nfs4", TRUE},
              {"/mnt/share/315", "nfs4", TRUE},     {"/mnt/shared", "ext4", FALSE},
              {"/mnt/share/local/a", "xfs", FALSE}, {"/mnt/my disk/a", "fuseblk", FALSE},
              {"/mnt/c/shop", "9p", TRUE},          {"/mnt/d/shop", "virtiofs", TRUE},
              {"/mnt/cloud", "fuse.rclone", TRUE},  {"/mnt/twice/b", "cifs", TRUE}};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *type = place_type(MOUNTS, rows[i].path);
    g_autofree char *refusal = place_refusal(type);
    g_assert_cmpstr(type, ==, rows[i].type);
    g_assert_cmpint(refusal != NULL, ==, rows[i].refused);
  }
  g_assert_null(place_type("", "/x"));
}

/* A long look at the whole file, after a program that was killed, is told of; a short one is not. */
static void count_progress(gint64 done, gint64 total, gpointer data) {
  g_assert_cmpint(total, ==, 0);
  ++*(int *)data;
}

static void test_progress(HelpPlace *f, gconstpointer data) {
  enum { LONG = 20000, STEP = 1000 };
  g_autofree char *killed = g_build_filename(f->folder, "killed.db", NULL);
  g_autofree char *log_from = g_strconcat(f->path, "-wal", NULL);
  g_autofree char *log_to = g_strconcat(killed, "-wal", NULL);
  for (int n = 20; n <= LONG; n = n == 20 ? LONG : LONG + 1) {
    g_unlink(f->path);
    g_autoptr(Ledger) writing = help_open(f->path, LEDGER_CREATE);
    for (int i = 0; i < n; i += STEP) {
      g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
      for (int k = i; k < MIN(n, i + STEP); k++) {
        g_ptr_array_add(drafts, help_draft(k));
      }
      g_assert_true(ledger_append(writing, (Entry *const *)drafts->pdata, NULL, drafts->len, LEDGER_ANY_HEAD, NULL));
    }
    g_autofree char *bytes = NULL, *log = NULL;
    gsize length = 0, log_length = 0;
    g_assert_true(g_file_get_contents(f->path, &bytes, &length, NULL)); /* as a kill leaves them */
    g_assert_true(g_file_get_contents(log_from, &log, &log_length, NULL));
    g_assert_true(g_file_set_contents(killed, bytes, (gssize)length, NULL));
    g_assert_true(g_file_set_contents(log_to, log, (gssize)log_length, NULL));
    int told = 0;
    LedgerOptions options = help_options(LEDGER_WRITE);
    options.progress = count_progress;
    options.data = &told;
    g_autoptr(GError) error = NULL;
    g_autoptr(Ledger) opened = ledger_open(killed, &options, &error);
    g_assert_no_error(error);
    g_assert_cmpint(told > 0, ==, n == LONG);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/ledger/" name, HelpPlace, NULL, help_set_up, function, help_tear_down)
  g_test_add_func("/ledger/vector", test_vector);
  g_test_add_func("/ledger/fields", test_fields_apart);
  g_test_add_func("/ledger/kinds", test_kinds);
  g_test_add_func("/ledger/place", test_place);
  g_test_add("/ledger/progress", HelpPlace, NULL, help_set_up, test_progress, help_tear_down);
  ADD("append", test_append);
  ADD("refused-drafts", test_refused_drafts);
  ADD("queries", test_queries);
  ADD("projection", test_projection);
  ADD("index", test_index);
  ADD("cards", test_cards);
  ADD("distrust", test_reads_distrust);
  ADD("triggers", test_triggers);
  ADD("missing", test_missing);
  ADD("foreign", test_foreign);
  ADD("other-store", test_other_store);
  ADD("emptied", test_emptied);
  ADD("changed-schema", test_changed_schema);
  ADD("truncated", test_truncated);
  ADD("locked", test_locked);
  ADD("replaced", test_replaced);
  ADD("read-only", test_read_only);
  ADD("migration", test_migration);
  return g_test_run();
}
