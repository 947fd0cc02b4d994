/* Any bytes as events: the runner refuses or obeys, never ends in a state that cannot be, and its record read back gives the same state.
 * What follows a zero byte is a record of its own, which may be anything. */
#include "unit/runs.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ItemRow ITEMS[] = {{.id = "ok", .type = ITEM_PASS_FAIL, .required = TRUE, .evidence = EVIDENCE_ON_FAIL},
                                {.id = "n", .type = ITEM_NUMBER, .min = "-2", .max = "100"},
                                {.id = "mark", .type = ITEM_SCORE, .max = "5", .when = "n > 1.5"},
                                {.id = "todo",
                                 .type = ITEM_CHOICE,
                                 .when = "ok = fail",
                                 .second = SECOND_OTHER_DEPARTMENT,
                                 .second_when = "todo = 销毁 and n >= 0"},
                                {.id = "day", .type = ITEM_DATE, .evidence = EVIDENCE_ALWAYS, .when = "ok != pass"},
                                {.id = "yes", .type = ITEM_CONFIRM, .required = TRUE, .second = SECOND_OTHER_PERSON},
                                {.id = NULL}};
static const ItemRow NEWER[] = {{.id = "ok", .type = ITEM_PASS_FAIL},
                                {.id = "yes", .type = ITEM_CONFIRM, .when = "ok = fail"},
                                {.id = "n", .type = ITEM_NUMBER, .required = TRUE, .min = "-2", .max = "100"},
                                {.id = "mark", .type = ITEM_TEXT},
                                {.id = NULL}};
static const char *const VALUES[] = {"pass", "fail", "yes",  "no", "2",          "1.5",  "-3",   "5",
                                     "甲",   "销毁", "09:0", "",   "2027-03-15", "x\ny", "\xff", "不合格"};
static const char *const ROWS[] = {"r", "s", "t", "z", NULL}, *const WHO[] = {"a", "b", "c", "m", "", NULL};

/* Takes the next byte; 0 at the end. */
typedef struct {
  const uint8_t *data;
  size_t size;
} Bytes;

static guint next(Bytes *bytes, guint below) {
  if (bytes->size == 0) {
    return 0;
  }
  bytes->size--;
  return *bytes->data++ % below;
}

static void read_proof(Bytes *bytes, Evidence *proof) {
  static char sum[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", name[] = "一.jpg",
              link[] = "https://example.com";
  *proof = (Evidence){.kind = (EvidenceKind)next(bytes, N_EVIDENCE_KINDS)};
  guint which = next(bytes, 8);
  proof->sha256 = which & 1 ? sum : link;
  proof->name = proof->folder = proof->page = name;
  proof->keeper = which & 2 ? name : NULL;
  proof->link = which & 4 ? link : name;
}

static void play(Bytes *bytes, Checklist *checklist, Checklist *newer) {
  static const RunPeople *const crowds[] = {&all_there, &two_there, &one_there, &alone};
  g_autoptr(GPtrArray) rows = make_rows("r s t");
  Recorded r = {.people = *crowds[next(bytes, G_N_ELEMENTS(crowds))]};
  recorded_begin(&r, checklist, rows, "a");
  while (bytes->size > 0 && *bytes->data && r.count < RECORD_MAX) {
    const guint kind = 1 + next(bytes, N_RUN_EVENTS - 1), item = next(bytes, 7);
    Evidence proof;
    RunEvent event = {.kind = (RunEventKind)kind,
                      .by = WHO[next(bytes, G_N_ELEMENTS(WHO))],
                      .row = ROWS[next(bytes, G_N_ELEMENTS(ROWS))],
                      .item = item < 6 ? ITEMS[item].id : "zz",
                      .value = VALUES[next(bytes, G_N_ELEMENTS(VALUES))]};
    event.reason = event.value;
    event.number = next(bytes, 5);
    event.pass = event.number & 1;
    event.recorded_by = event.number & 2 ? "b" : NULL;
    event.to = newer;
    event.rows = rows;
    if (kind == EVENT_ATTACH || kind == EVENT_FIX_DONE) {
      read_proof(bytes, &proof);
      event.evidence = &proof;
    }
    (void)recorded_step(&r, &event);
  }
  recorded_compare(&r);
  recorded_free(&r);
}

/* Lines of `kind body`: whatever a hostile database could hold. */
static void replay(const char *text, const Checklist *checklist, const Checklist *newer) {
  Recorded r = {.known = {NULL, checklist, newer}};
  g_auto(GStrv) lines = g_strsplit(text, "\n", 64);
  g_autofree RunEntry *entries = g_new0(RunEntry, g_strv_length(lines) + 1);
  gsize count = 0;
  for (guint i = 0; lines[i]; i++) {
    char *blank = strchr(lines[i], ' ');
    if (blank) {
      *blank = '\0';
      entries[count++] = (RunEntry){lines[i], blank + 1};
    }
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(RunState) state = run_replay("x", entries, count, recorded_find, &r, &error);
  g_assert_true((state != NULL) == (error == NULL));
  if (state) {
    run_check(state);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 4096) {
    return 0;
  }
  g_autoptr(Checklist) checklist = make_checklist(ITEMS, SECOND_OTHER_DEPARTMENT, 1);
  g_autoptr(Checklist) newer = make_checklist(NEWER, SECOND_OTHER_PERSON, 2);
  Bytes bytes = {data, size};
  play(&bytes, checklist, newer);
  if (bytes.size > 1) {
    g_autofree char *text = g_strndup((const char *)bytes.data + 1, bytes.size - 1);
    replay(text, checklist, newer);
  }
  return 0;
}
