/* The record as use cases meet it: definitions and clock steps before the first draft, time of a rehearsal, and checklists kept as they were. */
#include "base/clock.h"
#include "base/file.h"
#include "desk/record/body.h"
#include "desk/record/clockstep.h"
#include "desk/record/definitions.h"
#include "desk/record/record.h"
#include "load/load_checklist.h"
#include <glib/gstdio.h>
#include <string.h>

static const Tools NO_TOOLS = {0};

typedef struct {
  char *folder;
} Place;

static char *root_of(const char *below) {
  return g_test_build_filename(G_TEST_DIST, "..", below, NULL);
}

static void remove_all(const char *path) {
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *inside = g_build_filename(path, name, NULL);
    remove_all(inside);
  }
  g_remove(path);
}

static void set_up(Place *place, gconstpointer practice) {
  gboolean memory = g_access("/dev/shm", W_OK | X_OK) == 0;
  place->folder = g_build_filename(memory ? "/dev/shm" : g_get_tmp_dir(), "ready315-record-XXXXXX", NULL);
  g_assert_nonnull(g_mkdtemp(place->folder));
  g_autofree char *store = g_build_filename(place->folder, "store.yaml", NULL);
  g_autofree char *text =
      g_strdup_printf("store: {id: hz-wulin, name: 杭州武林店, kinds: [shop], scale: solo, manager: liu.yang%s}\n"
                      "campaign: {year: 2027}\nstaff: [{id: liu.yang, name: 刘洋, phone: \"13800000009\"}]\n",
                      practice ? ", practice: true" : "");
  g_assert_true(g_file_set_contents(store, text, -1, NULL));
}

static void tear_down(Place *place, gconstpointer practice) {
  remove_all(place->folder);
  g_free(place->folder);
}

/* The program's own data is not needed: an empty folder will do. */
static Desk *open_desk(const Place *place) {
  g_autofree char *share = g_build_filename(place->folder, "share", NULL);
  Desk *desk = desk_new(place->folder, intern_string(share), &NO_TOOLS);
  desk_load(desk, TRUE);
  desk->campaign->store->utc_offset = 480;
  return desk;
}

static gboolean show_entry(const Entry *entry, gpointer data) {
  g_string_append_printf(data, "%s %s\n", entry->kind, entry->subject);
  return TRUE;
}

static char *kinds_of(Record *record) {
  GString *out = g_string_new(NULL);
  const LedgerQuery all = {0};
  g_assert_true(ledger_each(record_ledger(record), &all, show_entry, out, NULL));
  return g_string_free(out, FALSE);
}

static RecordMark add(Record *record, const EntryTime *time, gint64 expect, int wanted) {
  const RecordDraft draft = {
      .kind = ENTRY_TASK, .done_by = "liu.yang", .subject = "task:a", .body = "{}", .time = time};
  RecordMark mark = {0};
  g_autoptr(GError) error = NULL;
  gboolean done = record_add(record, &draft, 1, expect, &mark, &error);
  g_assert_cmpint(done ? 0 : error->code, ==, wanted);
  return mark;
}

static void test_definitions_first(Place *place, gconstpointer data) {
  {
    g_autoptr(Desk) desk = open_desk(place);
    Record *record = record_of(desk, RECORD_READ, NULL);
    g_assert_nonnull(record);
    g_assert_null(record_ledger(record)); /* nothing there, and reading makes nothing */
    g_assert_cmpint(record_head(record, NULL), ==, 0);
    g_assert_true(record_of(desk, RECORD_WRITE, NULL) == record);
    RecordMark mark = add(record, NULL, 1, 0);
    g_assert_cmpint(mark.sequence, ==, 3);
    mark = add(record, NULL, LEDGER_ANY_HEAD, 0);
    g_assert_cmpint(mark.sequence, ==, 4);
    add(record, NULL, 2, LEDGER_FAULT_MOVED);
    g_autofree char *kinds = kinds_of(record);
    g_assert_cmpstr(kinds, ==, "begin \ndefinition definitions\ntask task:a\ntask task:a\n");
  }
  g_autofree char *store = g_build_filename(place->folder, "store.yaml", NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(store, &text, NULL, NULL));
  g_autofree char *old = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  g_autofree char *changed = g_strconcat(text, "# 改了一句\n", NULL);
  g_autoptr(Desk) before = open_desk(place);
  g_assert_true(g_file_set_contents(store, changed, -1, NULL));
  g_autoptr(Desk) after = open_desk(place);
  add(record_of(before, RECORD_WRITE, NULL), NULL, LEDGER_ANY_HEAD, 0); /* it has the old ones loaded */
  RecordMark mark = add(record_of(after, RECORD_WRITE, NULL), NULL, LEDGER_ANY_HEAD, 0);
  g_assert_cmpint(mark.sequence, ==, 7);
  mark = add(record_of(before, RECORD_WRITE, NULL), NULL, LEDGER_ANY_HEAD, 0); /* and says so again */
  g_assert_cmpint(mark.sequence, ==, 9);
  g_autofree char *copy = g_build_filename(place->folder, ".ready315", "definitions", old, NULL);
  g_autofree char *kept = NULL;
  g_assert_true(g_file_get_contents(copy, &kept, NULL, NULL));
  g_assert_cmpstr(kept, ==, text);
}

static void test_given_time(Place *place, gconstpointer practice) {
  g_autoptr(Desk) desk = open_desk(place);
  desk_set_now(desk, (Moment)(day_from(2027, 3, 12) * DAY_MINUTES + 9 * 60));
  g_autoptr(GError) error = NULL;
  Record *record = record_of(desk, RECORD_WRITE, &error);
  if (!practice) {
    g_assert_null(record);
    g_assert_nonnull(strstr(error->message, "--now"));
    return;
  }
  RecordMark first = add(record, NULL, LEDGER_ANY_HEAD, 0);
  desk_set_now(desk, (Moment)(day_from(2027, 3, 11) * DAY_MINUTES));
  RecordMark second = add(record, NULL, LEDGER_ANY_HEAD, 0);
  g_assert_cmpint(first.utc_ms - second.utc_ms, ==, 33 * 3600 * 1000);
  ClockDoubt doubt;
  g_assert_true(record_clock(record, &doubt, NULL));
  g_assert_false(doubt.doubtful);
  g_autofree char *kinds = kinds_of(record);
  g_assert_null(strstr(kinds, "clock"));
}

/* ---- the clock ---- */

static void test_steps(void) {
  static const struct {
    EntryTime then, now;
    gint64 step;
  } rows[] = {
      {{1000000, "a", 1000}, {1060000, "a", 61000}, 0},
      {{1000000, "a", 1000}, {1064000, "a", 61000}, 0},                           /* 4 s in a minute */
      {{1000000, "a", 1000}, {1067000, "a", 61000}, 7000},                        /* 7 s */
      {{1000000, "a", 1000}, {999000, "a", 61000}, -61000},                       /* back */
      {{1000000, "a", 0}, {1000000 + 86400000 + 110000, "a", 86400000}, 0},       /* 110 s in a day */
      {{1000000, "a", 0}, {1000000 + 86400000 + 130000, "a", 86400000}, 130000},  /* 130 s in a day */
      {{1000000, "a", 0}, {1000000 + 86400000 - 130000, "a", 86400000}, -130000}, /* and back */
      {{1000000, "a", 900000}, {99000000, "b", 10}, 0},                           /* machine was off */
      {{1000000, "a", 900000}, {996000, "b", 10}, 0},                             /* 4 s back */
      {{1000000, "a", 900000}, {900000, "b", 10}, -100000},                       /* started with an earlier clock */
      {{1000000, "", 0}, {900000, "", 0}, -100000},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_cmpint(clockstep_between(&rows[i].then, &rows[i].now), ==, rows[i].step);
  }
}

/* Entries at times of a made-up machine. */
static void test_clock_entries(Place *place, gconstpointer data) {
  g_autoptr(Desk) desk = open_desk(place);
  Record *record = record_of(desk, RECORD_WRITE, NULL);
  EntryTime now;
  record_now(desk, &now);
  add(record, &now, LEDGER_ANY_HEAD, 0);
  ClockDoubt doubt;
  /* many small steps back, each within the tolerance */
  for (int i = 0; i < 3; i++) {
    now.utc_ms -= 2500;
    now.elapsed_ms += 10;
    add(record, &now, LEDGER_ANY_HEAD, 0);
  }
  g_autofree char *small = kinds_of(record);
  g_assert_nonnull(strstr(small, "task task:a\nclock clock\ntask task:a\n"));
  g_assert_true(record_clock(record, &doubt, NULL));
  g_assert_true(doubt.doubtful);
  const RecordDraft answer = {.kind = ENTRY_CLOCK,
                              .done_by = "liu.yang",
                              .subject = RECORD_CLOCK,
                              .body = "{\"reason\":\"电池\"}",
                              .time = &now};
  g_assert_true(record_add(record, &answer, 1, LEDGER_ANY_HEAD, NULL, NULL));
  /* a step that is recorded once, and is the new ground */
  now.utc_ms += 3600000;
  add(record, &now, LEDGER_ANY_HEAD, 0);
  now.utc_ms += 1000;
  now.elapsed_ms += 1000;
  RecordMark mark = add(record, &now, LEDGER_ANY_HEAD, 0);
  g_autofree char *forward = kinds_of(record);
  g_assert_true(g_str_has_suffix(forward, "clock clock\nclock clock\ntask task:a\ntask task:a\n"));
  /* another program sees the same */
  g_autoptr(Desk) other = open_desk(place);
  Record *there = record_of(other, RECORD_WRITE, NULL);
  now.utc_ms -= 7200000;
  RecordMark next = add(there, &now, LEDGER_ANY_HEAD, 0);
  g_assert_cmpint(next.sequence, ==, mark.sequence + 2);
  g_assert_true(record_clock(record, &doubt, NULL));
  g_assert_true(doubt.doubtful);
}

/* ---- kept checklists ---- */

static gboolean same_lines(char *const *a, char *const *b) {
  return a == NULL || b == NULL ? a == b : g_strv_equal((const char *const *)a, (const char *const *)b);
}

static void assert_rows(const Checklist *a, const Checklist *b) {
  g_assert_cmpuint(a->rows->len, ==, b->rows->len);
  for (guint i = 0; i < a->rows->len; i++) {
    const ChecklistRow *x = g_ptr_array_index(a->rows, i);
    const ChecklistRow *y = g_ptr_array_index(b->rows, i);
    g_assert_true(x->id == y->id && x->kinds == y->kinds && x->required == y->required && x->role == y->role);
    g_assert_cmpstr(x->title, ==, y->title);
    g_assert_cmpstr(x->help, ==, y->help);
    g_assert_cmpstr(x->column_type, ==, y->column_type);
    g_assert_true(same_lines(x->choices, y->choices) && same_lines(x->aliases, y->aliases) &&
                  same_lines(x->authority, y->authority));
  }
}

static void assert_items(const Checklist *a, const Checklist *b) {
  g_assert_cmpuint(a->items->len, ==, b->items->len);
  for (guint i = 0; i < a->items->len; i++) {
    const ChecklistItem *x = g_ptr_array_index(a->items, i);
    const ChecklistItem *y = g_ptr_array_index(b->items, i);
    g_assert_true(x->id == y->id && x->type == y->type && x->required == y->required && x->evidence == y->evidence &&
                  x->has_min == y->has_min && x->has_max == y->has_max && x->min == y->min && x->max == y->max &&
                  x->second == y->second);
    g_assert_cmpstr(x->ask, ==, y->ask);
    g_assert_cmpstr(x->unit, ==, y->unit);
    g_assert_cmpstr(x->when, ==, y->when);
    g_assert_cmpstr(x->second_when, ==, y->second_when);
    g_assert_true(same_lines(x->choices, y->choices));
  }
}

static void assert_equal(const Checklist *a, const Checklist *b) {
  g_assert_true(a->id == b->id && a->version == b->version && a->function == b->function && a->kinds == b->kinds &&
                a->source == b->source && a->second == b->second && a->gate_block == b->gate_block &&
                a->gate_carry == b->gate_carry);
  g_assert_cmpstr(a->title, ==, b->title);
  g_assert_cmpstr(a->official, ==, b->official);
  g_assert_cmpstr(a->why, ==, b->why);
  assert_rows(a, b);
  assert_items(a, b);
  g_assert_cmpuint(a->bands->len, ==, b->bands->len);
  for (guint i = 0; i < a->bands->len; i++) {
    g_assert_cmpint(g_array_index(a->bands, Band, i).from, ==, g_array_index(b->bands, Band, i).from);
    g_assert_cmpstr(g_array_index(a->bands, Band, i).title, ==, g_array_index(b->bands, Band, i).title);
  }
}

static Checklist *there_and_back(const Checklist *checklist) {
  g_autofree char *text = definitions_text(checklist);
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(DiagList) diags = diag_list_new();
  Checklist *back = load_checklist_text("kept", bytes, diags);
  if (!back) {
    g_autofree char *why = diag_render_text(diags, 100);
    g_error("%s", why);
  }
  return back;
}

static void test_shipped(void) {
  static const char *const stores[] = {"brand", "region", "solo-taobao", "supermarket"};
  g_autofree char *share = root_of("build/check/share/ready315");
  g_autofree char *examples = root_of("share/stores");
  const char *built = g_getenv("B");
  if (built) {
    g_free(share);
    g_autofree char *below = g_build_filename(built, "share", "ready315", NULL);
    share = root_of(below);
  }
  guint seen = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(stores); i++) {
    g_autofree char *workspace = g_build_filename(examples, stores[i], NULL);
    g_autoptr(DiagList) diags = diag_list_new();
    LoadOptions options = {.workspace = workspace, .share = share, .checklists = TRUE};
    g_autoptr(Campaign) campaign = load_campaign(&options, diags);
    for (guint k = 0; k < campaign->checklists->len; k++) {
      const Checklist *checklist = g_ptr_array_index(campaign->checklists, k);
      g_autoptr(Checklist) back = there_and_back(checklist);
      assert_equal(checklist, back);
      g_autofree char *one = definitions_text(checklist);
      g_autofree char *two = definitions_text(back);
      g_assert_cmpstr(one, ==, two);
      seen++;
    }
  }
  g_test_message("%u checklists", seen);
  g_assert_cmpuint(seen, >, 80);
}

/* Everything that a checklist can have, with texts that try to be something else. */
static const char ODD[] =
    "checklist: odd\ntitle: \"a: b # {c}\"\nversion: 12\nfunction: service\nfor: [food, online]\nsource: list\n"
    "official: \"null\"\nwhy: |\n  两行\n  第二行 \"引号\" \\反斜杠\n"
    "rows: [{id: r1, title: \"123\", help: \"- x\"}, {id: r2, title: '~', for: [shop]}]\n"
    "items:\n- {id: a, ask: 多少, type: number, unit: 天, min: -1.5, max: 0.1, required: true, evidence: always}\n"
    "- {id: b, ask: 怎样, type: choice, choices: [\"yes\", \"1.0\", \"a,b\"], when: a >= 0.05}\n"
    "- {id: c, ask: 分, type: score, max: 10, second: {when: c < 3, who: other-department}}\n"
    "- {id: d, ask: 行, type: pass-fail, evidence: on-fail, second: other-person}\n"
    "bands: [{from: 2.5, title: 好}, {from: 0, title: 差}]\nsecond: other-person\n"
    "gate: {block: [stop-sale-open], carry: [required, open-fix]}\n";

static void test_odd(void) {
  g_autoptr(GBytes) bytes = g_bytes_new_static(ODD, strlen(ODD));
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Checklist) odd = load_checklist_text("odd", bytes, diags);
  g_assert_nonnull(odd);
  g_autoptr(Checklist) back = there_and_back(odd);
  assert_equal(odd, back);
}

static void test_kept(Place *place, gconstpointer data) {
  g_autoptr(Desk) desk = open_desk(place);
  g_autoptr(GBytes) bytes = g_bytes_new_static(ODD, strlen(ODD));
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Checklist) odd = load_checklist_text("odd", bytes, diags);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = definitions_keep(desk, odd, &error);
  g_assert_no_error(error);
  const Checklist *found = definitions_find(desk, "odd", name, &error);
  g_assert_no_error(error);
  assert_equal(odd, found);
  g_assert_true(definitions_find(desk, "odd", name, &error) == found);
  g_assert_null(definitions_find(desk, "other", name, &error));
  g_clear_error(&error);
  g_autofree char *path = g_build_filename(place->folder, ".ready315", "definitions", name, NULL);
  g_autoptr(Desk) later = open_desk(place);
  g_assert_true(g_file_set_contents(path, "{}", -1, NULL));
  g_assert_null(definitions_find(later, "odd", name, &error));
  g_assert_nonnull(strstr(error->message, "被人改过"));
  g_clear_error(&error);
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_null(definitions_find(later, "odd", name, &error));
  g_assert_nonnull(strstr(error->message, "不见了"));
  g_clear_error(&error);
  g_autofree char *again = definitions_keep(desk, odd, &error);
  g_assert_nonnull(definitions_find(later, "odd", again, &error));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, practice, function) g_test_add("/record/" name, Place, practice, set_up, function, tear_down)
  g_test_add_func("/record/steps", test_steps);
  g_test_add_func("/record/shipped", test_shipped);
  g_test_add_func("/record/odd", test_odd);
  ADD("definitions-first", NULL, test_definitions_first);
  ADD("given-time", NULL, test_given_time);
  ADD("given-time-practice", "yes", test_given_time);
  ADD("clock-entries", NULL, test_clock_entries);
  ADD("kept", NULL, test_kept);
  return g_test_run();
}
