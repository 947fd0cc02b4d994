/* What verify finds: flipped bits, missing, swapped and slipped-in entries; what it cannot find without a receipt, and does with one; where two
 * copies part. */
#include "fault/ledger_help.h"
#include "ledger/canonical.h"

enum { ENTRIES = 24, FLIPS = 2600, FLIPS_LEAST = 2000, RAW_FLIPS = 600 };

/* ---- an attacker's tools ---- */

static const char DROP_TRIGGERS[] =
    "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER entry_next; DROP TRIGGER entry_chain;";

/* With the verifying record open already: it checked the schema when it was opened, so what is found here is found by the chain alone. */
static gboolean sound_open(Ledger *ledger) {
  VerifyOptions how = {.full = FALSE};
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &how, NULL);
  return report && report->faults == 0;
}

typedef enum { NUMBER, TEXT, BYTES } Sort;
static const struct {
  const char *name;
  Sort sort;
} COLUMNS[] = {{"sequence", NUMBER}, {"format", NUMBER},     {"hash_id", NUMBER}, {"store", TEXT},
               {"device", BYTES},    {"prev", BYTES},        {"kind", TEXT},      {"utc_ms", NUMBER},
               {"boot", TEXT},       {"elapsed_ms", NUMBER}, {"done_by", TEXT},   {"subject", TEXT},
               {"body", TEXT},       {"recorded_by", TEXT},  {"hash", BYTES}};

/* One bit of one column, in a transaction of the verifier's own sort: written, looked for, written back. FALSE when SQLite refused the value or
 * the column is empty. */
static gboolean flip_found(sqlite3 *db, Ledger *ledger, gint64 sequence, guint column, guint bit) {
  const char *name = COLUMNS[column].name;
  g_autofree char *select = g_strdup_printf("SELECT %s FROM entry WHERE sequence = ?1", name);
  g_autofree char *update = g_strdup_printf("UPDATE entry SET %s = %s WHERE sequence = ?2", name,
                                            COLUMNS[column].sort == TEXT ? "CAST(?1 AS TEXT)" : "?1");
  sqlite3_stmt *read = NULL;
  sqlite3_stmt *write = NULL;
  g_assert_cmpint(sqlite3_prepare_v2(db, select, -1, &read, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(db, update, -1, &write, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64(read, 1, sequence);
  g_assert_cmpint(sqlite3_step(read), ==, SQLITE_ROW);
  gint64 number = sqlite3_column_int64(read, 0);
  int length = sqlite3_column_bytes(read, 0);
  g_autofree guint8 *bytes = length ? g_memdup2(sqlite3_column_blob(read, 0), (gsize)length) : NULL;
  sqlite3_finalize(read);
  gboolean possible = COLUMNS[column].sort == NUMBER || length > 0;
  for (int turn = 0; turn < 2 && possible; turn++) {
    if (COLUMNS[column].sort == NUMBER) {
      number ^= (gint64)1 << (bit % 62);
      sqlite3_bind_int64(write, 1, number);
    } else {
      bytes[bit / 8 % (guint)length] ^= (guint8)(1 << bit % 8);
      sqlite3_bind_blob(write, 1, bytes, length, SQLITE_STATIC);
    }
    sqlite3_bind_int64(write, 2, sequence);
    possible = sqlite3_step(write) == SQLITE_DONE;
    sqlite3_reset(write);
    if (possible && turn == 0) {
      if (sound_open(ledger)) {
        g_error("bit %u of %s in entry %d was not found", bit, name, (int)sequence);
      }
      sequence = column == 0 ? number : sequence; /* where the row is now */
    }
  }
  sqlite3_finalize(write);
  return possible;
}

static void test_flips(HelpPlace *f, gconstpointer data) {
  g_autoptr(GRand) random = g_rand_new_with_seed(315);
  help_record(f->path, ENTRIES - 1);
  LedgerOptions options = {.mode = LEDGER_READ};
  g_autoptr(Ledger) ledger = ledger_open(f->path, &options, NULL);
  g_assert_nonnull(ledger);
  sqlite3 *db = help_raw(f->path);
  help_exec(db, DROP_TRIGGERS);
  int found = 0;
  for (guint i = 0; i < FLIPS; i++) {
    found +=
        flip_found(db, ledger, g_rand_int_range(random, 1, ENTRIES + 1), i % G_N_ELEMENTS(COLUMNS), g_rand_int(random));
  }
  sqlite3_close(db);
  g_test_message("%d flips found", found);
  g_assert_cmpint(found, >=, FLIPS_LEAST);
  g_assert_true(sound_open(ledger)); /* each was undone */
}

/* Bits of the file itself, wherever they lie: what is read afterwards, in any of the ways in which screens read, is refused or is what was
 * written. */
static gboolean add_entry(const Entry *entry, gpointer data) {
  canonical_bytes(entry, data);
  return TRUE;
}

static void add_topic(const LedgerTopic *topic, gpointer data) {
  g_autofree char *line =
      g_strdup_printf("%s %d %d %d\n", topic->subject, (int)topic->entries, (int)topic->first, (int)topic->last);
  g_assert_true(!topic->card || g_str_has_prefix(topic->card, "card of "));
  g_byte_array_append(data, (const guint8 *)line, (guint)strlen(line));
}

enum { WAYS = 5 };
static GByteArray *read_all(const char *path, int way) {
  static const LedgerQuery QUERIES[] = {{0},
                                        {.subject = "run:screen-copy@2027-03-02"},
                                        {.kind = "signature", .prefix = "run:"},
                                        {.subject = "run:screen-copy@2027-03-09", .from = 20}};
  LedgerOptions options = {.mode = LEDGER_READ};
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(Ledger) ledger = ledger_open(path, &options, NULL);
  gboolean read = ledger && (way < WAYS - 1 ? ledger_each(ledger, &QUERIES[way], add_entry, bytes, NULL)
                                            : ledger_topics(ledger, NULL, add_topic, bytes, NULL));
  return read ? g_steal_pointer(&bytes) : NULL;
}

static void add_cards(const char *path) {
  g_autoptr(Ledger) ledger = help_open(path, LEDGER_WRITE);
  for (int i = 0; i < 12; i++) {
    g_autoptr(Entry) draft = help_draft(101 + i);
    g_autofree char *card = g_strdup_printf("card of %d", i);
    const char *const cards[] = {card};
    g_assert_true(ledger_append(ledger, &draft, cards, 1, LEDGER_ANY_HEAD, NULL));
  }
}

static void test_raw_flips(HelpPlace *f, gconstpointer data) {
  g_autoptr(GRand) random = g_rand_new_with_seed(2027);
  help_record(f->path, 100);
  add_cards(f->path);
  GByteArray *wanted[WAYS];
  for (int way = 0; way < WAYS; way++) {
    wanted[way] = read_all(f->path, way);
    g_assert_nonnull(wanted[way]);
  }
  g_autofree char *bytes = NULL;
  gsize length = 0;
  int refused = 0;
  int unchanged = 0;
  g_assert_true(g_file_get_contents(f->path, &bytes, &length, NULL));
  for (int i = 0; i < RAW_FLIPS; i++) {
    gsize at = (gsize)g_rand_int_range(random, 0, (gint32)length);
    guint8 bit = (guint8)(1 << g_rand_int_range(random, 0, 8));
    bytes[at] = (char)(bytes[at] ^ bit);
    FILE *out = fopen(f->path, "we"); /* no fsync: speed */
    g_assert_cmpint(fwrite(bytes, 1, length, out), ==, length);
    fclose(out);
    for (int way = 0; way < WAYS; way++) {
      g_autoptr(GByteArray) got = read_all(f->path, way);
      refused += !got;
      unchanged += got != NULL;
      if (got && (got->len != wanted[way]->len || memcmp(got->data, wanted[way]->data, got->len) != 0)) {
        g_error("bit %u of byte %u changed what is read in way %d", bit, (guint)at, way);
      }
    }
    bytes[at] = (char)(bytes[at] ^ bit);
  }
  for (int way = 0; way < WAYS; way++) {
    g_byte_array_unref(wanted[way]);
  }
  g_test_message("%d refused, %d without effect", refused, unchanged);
  g_assert_cmpint(refused, >, RAW_FLIPS / 4);
  g_assert_cmpint(unchanged, >, RAW_FLIPS / 4);
}

/* ---- entries taken out, moved, slipped in ---- */

static void expect_kinds(const char *path, const char *deed, const VerifyKind *kinds, guint n, gint64 at) {
  g_autoptr(VerifyReport) report = help_verify(path, FALSE, NULL);
  g_assert_nonnull(report);
  g_assert_cmpint(report->findings->len, >=, n);
  for (guint i = 0; i < n; i++) {
    const VerifyFinding *finding = g_ptr_array_index(report->findings, i);
    g_assert_cmpint(finding->kind, ==, kinds[i]);
    g_assert_true(g_str_has_suffix(finding->text, "。"));
  }
  g_assert_cmpint(((VerifyFinding *)g_ptr_array_index(report->findings, 0))->sequence, ==, at);
}

static void test_deeds(HelpPlace *f, gconstpointer data) {
  static const struct {
    const char *sql;
    VerifyKind kinds[3];
    guint n;
    gint64 at;
  } rows[] = {
      {"DELETE FROM topic; DELETE FROM entry WHERE sequence = 1", {VERIFY_GAP}, 1, 2},
      {"DELETE FROM topic; DELETE FROM entry WHERE sequence = 7", {VERIFY_GAP}, 1, 8},
      {"DELETE FROM topic; DELETE FROM entry WHERE sequence BETWEEN 5 AND 9", {VERIFY_GAP}, 1, 10},
      /* deleted, and those behind it moved up */
      {"DELETE FROM topic; DELETE FROM entry WHERE sequence = 7; UPDATE entry SET sequence = sequence - 1 WHERE "
       "sequence > 7",
       {VERIFY_HASH, VERIFY_LINK},
       2,
       7},
      {"DELETE FROM topic; UPDATE entry SET sequence = 1000 WHERE sequence = 5; UPDATE entry SET sequence = 5 WHERE "
       "sequence = 6; "
       "UPDATE entry SET sequence = 6 WHERE sequence = 1000",
       {VERIFY_HASH, VERIFY_LINK},
       2,
       5},
      {"UPDATE entry SET store = 'other' WHERE sequence = 4", {VERIFY_HASH, VERIFY_STORE}, 2, 4},
      {"UPDATE entry SET device = randomblob(16) WHERE sequence = 4", {VERIFY_HASH, VERIFY_DEVICE}, 2, 4},
      {"UPDATE entry SET format = 2 WHERE sequence = 4", {VERIFY_FORMAT}, 1, 4},
      {"UPDATE entry SET format = 257 WHERE sequence = 4", {VERIFY_SHAPE}, 1, 4},
      {"UPDATE entry SET body = body || char(0) || 'x' WHERE sequence = 4", {VERIFY_SHAPE}, 1, 4},
  };
  g_autofree char *kept = g_build_filename(f->folder, "kept.db", NULL);
  help_record(kept, 20);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    help_copy(kept, f->path);
    help_tamper(f->path, rows[i].sql);
    expect_kinds(f->path, rows[i].sql, rows[i].kinds, rows[i].n, rows[i].at);
  }
}

static void test_each_deletion(HelpPlace *f, gconstpointer data) {
  g_autofree char *kept = g_build_filename(f->folder, "kept.db", NULL);
  help_record(kept, ENTRIES - 1);
  for (int sequence = 1; sequence < ENTRIES; sequence++) {
    g_autofree char *sql = g_strdup_printf("DELETE FROM topic; DELETE FROM entry WHERE sequence = %d", sequence);
    help_copy(kept, f->path);
    help_tamper(f->path, sql);
    g_assert_false(help_sound(f->path, FALSE, NULL));
  }
}

/* Opening for work looks at the newest hundred. */
static void test_recent(HelpPlace *f, gconstpointer data) {
  g_autofree char *kept = g_build_filename(f->folder, "kept.db", NULL);
  help_record(kept, 249);
  for (int sequence = 100; sequence <= 250; sequence += 25) {
    g_autofree char *sql = g_strdup_printf("UPDATE entry SET body = '{}' WHERE sequence = %d", sequence);
    help_copy(kept, f->path);
    help_tamper(f->path, sql);
    g_assert_cmpint(help_open_fault(f->path, LEDGER_WRITE), ==, sequence > 150 ? LEDGER_FAULT_CHAIN : -1);
    g_assert_false(help_sound(f->path, FALSE, NULL));
  }
}

/* ---- what only a receipt can prove ---- */

static Receipt *receipt_of(const char *path) {
  g_autoptr(Ledger) ledger = help_open(path, LEDGER_WRITE);
  g_autoptr(Entry) head = ledger_head(ledger, NULL);
  Receipt *receipt = g_new0(Receipt, 1);
  receipt->store = g_strdup(head->store);
  receipt->name = g_strdup("杭州武林店");
  receipt->period = g_strdup("2027-03-12");
  receipt->signer = g_strdup("刘洋");
  receipt->sequence = head->sequence;
  memcpy(receipt->head, head->hash, RECEIPT_HEAD);
  return receipt;
}

static void cut_tail(const char *path, gint64 keep) {
  g_autofree char *sql = g_strdup_printf("DELETE FROM topic; DELETE FROM entry WHERE sequence > %d", (int)keep);
  help_tamper(path, sql);
  g_autoptr(Ledger) ledger = help_open(path, LEDGER_WRITE);
  g_assert_true(ledger_rebuild(ledger, NULL));
}

/* Everything from one entry on is written anew with other contents and fresh hashes, as somebody would who has this program's source. */
static void rewrite_from(const char *path, gint64 from, gint64 last) {
  cut_tail(path, from - 1);
  g_autoptr(Ledger) ledger = help_open(path, LEDGER_WRITE);
  for (gint64 i = from; i <= last; i++) {
    EntryTime now = help_time(i);
    g_autoptr(Entry) draft =
        entry_new(ENTRY_RUN_ANSWER, &now, "wang.fang", "wang.fang", "run:x", "{\"value\":\"都合格\"}");
    g_assert_true(ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, NULL));
  }
}

static void test_cut_tail(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 30);
  g_autoptr(Receipt) receipt = receipt_of(f->path);
  g_assert_true(help_sound(f->path, TRUE, receipt));
  cut_tail(f->path, 25);
  g_assert_true(help_sound(f->path, TRUE, NULL)); /* nothing can find it from inside */
  g_autoptr(VerifyReport) report = help_verify(f->path, TRUE, receipt);
  g_assert_cmpint(report->faults, ==, 1);
  const VerifyFinding *finding = g_ptr_array_index(report->findings, 0);
  g_assert_cmpint(finding->kind, ==, VERIFY_RECEIPT);
  g_assert_nonnull(strstr(finding->text, "第 31 条"));
}

static void test_rewritten(HelpPlace *f, gconstpointer data) {
  help_record(f->path, 30);
  g_autoptr(Receipt) early = receipt_of(f->path);
  {
    g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_WRITE);
    help_fill(ledger, 31, 10);
  }
  g_autoptr(Receipt) late = receipt_of(f->path);
  rewrite_from(f->path, 35, 45);
  g_assert_true(help_sound(f->path, TRUE, NULL));  /* not from inside */
  g_assert_true(help_sound(f->path, TRUE, early)); /* nor with a receipt from before that point */
  g_assert_false(help_sound(f->path, TRUE, late));
  early->head[7] ^= 1;
  g_assert_false(help_sound(f->path, TRUE, early));
  early->head[7] ^= 1;
  g_free(early->store);
  early->store = g_strdup("sh-nanjing");
  g_assert_false(help_sound(f->path, TRUE, early));
}

/* ---- two copies ---- */

static VerifyParting parting(const char *one, const char *two) {
  VerifyParting parting;
  g_autoptr(Ledger) a = help_open(one, LEDGER_READ);
  g_autoptr(Ledger) b = help_open(two, LEDGER_READ);
  g_assert_true(verify_against(a, b, &parting, NULL));
  return parting;
}

static void test_against(HelpPlace *f, gconstpointer data) {
  g_autofree char *copy = g_build_filename(f->folder, "copy.db", NULL);
  help_record(f->path, 9);
  help_copy(f->path, copy);
  g_assert_cmpint(parting(f->path, copy).parts_at, ==, 0);
  g_autoptr(Ledger) one = help_open(f->path, LEDGER_WRITE);
  help_fill(one, 10, 3);
  VerifyParting longer = parting(f->path, copy);
  g_assert_cmpint(longer.parts_at, ==, 11);
  g_assert_cmpint(longer.last, ==, 13);
  g_assert_cmpint(longer.other_last, ==, 10);
  /* the workspace was copied and both are used */
  g_autoptr(Ledger) two = help_open(copy, LEDGER_WRITE);
  help_fill(two, 500, 8);
  g_assert_cmpint(parting(f->path, copy).parts_at, ==, 11);
  g_assert_cmpint(parting(copy, f->path).parts_at, ==, 11);
}

static void count_progress(gint64 done, gint64 total, gpointer data) {
  g_assert_cmpint(done, <=, total);
  ++*(int *)data;
}

static void test_progress(HelpPlace *f, gconstpointer data) {
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_CREATE);
  enum { MANY = 9000 };
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  for (int i = 0; i < MANY; i++) {
    g_ptr_array_add(drafts, help_draft(i));
  }
  g_assert_true(ledger_append(ledger, (Entry *const *)drafts->pdata, NULL, drafts->len, LEDGER_ANY_HEAD, NULL));
  int calls = 0;
  VerifyOptions how = {.full = TRUE, .progress = count_progress, .data = &calls};
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &how, NULL);
  g_assert_cmpint(report->entries, ==, MANY + 1);
  g_assert_cmpint(report->faults, ==, 0);
  g_assert_cmpint(calls, ==, 2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/ledger-verify/" name, HelpPlace, NULL, help_set_up, function, help_tear_down)
  ADD("flips", test_flips);
  ADD("raw-flips", test_raw_flips);
  ADD("deeds", test_deeds);
  ADD("each-deletion", test_each_deletion);
  ADD("recent", test_recent);
  ADD("cut-tail", test_cut_tail);
  ADD("rewritten", test_rewritten);
  ADD("against", test_against);
  ADD("progress", test_progress);
  return g_test_run();
}
