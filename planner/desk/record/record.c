/* What goes before the entries of others, and the door to the ledger. */
#include "desk/record/record.h"
#include "base/clock.h"
#include "desk/record/body.h"
#include "desk/record/clockstep.h"
#include "desk/record/definitions.h"
#include "ledger/backup.h"
#include <string.h>

enum { TRIES = 50 };

typedef struct {
  gint64 sequence; /* 0: none */
  EntryTime time;
} Anchor;

struct Record {
  Desk *desk;
  Ledger *ledger; /* NULL where there is none */
  gboolean writing;
  gint64 seen;      /* the entry up to which the rest is known */
  char *definition; /* body of the newest entry about definitions; NULL when there is none */
  char *ours;       /* the same of the definitions that this program has loaded; NULL until needed */
  Anchor anchor;    /* the first entry of this start of the machine, or the last step in it */
  ClockDoubt doubt;
};

char *record_path(const Desk *desk) {
  return g_build_filename(desk->workspace, BACKUP_LEDGER, NULL);
}

Ledger *record_ledger(const Record *record) {
  return record->ledger;
}

static gboolean is_practice(const Desk *desk) {
  return desk->campaign->store->practice;
}

void record_now(const Desk *desk, EntryTime *now) {
  *now = (EntryTime){.utc_ms = clock_now_ms()};
  if (desk->now_given) {
    now->utc_ms = desk->now * 1000;
  } else {
    now->elapsed_ms = clock_elapsed_ms();
    g_strlcpy(now->boot, clock_boot_id(), sizeof now->boot);
  }
}

/* ---- opening ------------------------------------------------------------------------------------------------------------------------ */

static void tell_waiting(gint64 done, gint64 total, gpointer data) {
  const Desk *desk = data;
  desk->waiting();
}

static Ledger *open_ledger(const Desk *desk, RecordMode mode, GError **error) {
  g_autofree char *path = record_path(desk);
  LedgerOptions options = {.mode = mode == RECORD_WRITE ? LEDGER_CREATE : LEDGER_READ,
                           .nature = is_practice(desk) ? LEDGER_REHEARSAL : LEDGER_REAL,
                           .store = desk->campaign->store->id,
                           .progress = desk->waiting != NULL ? tell_waiting : NULL,
                           .data = (gpointer)(guintptr)desk};
  record_now(desk, &options.now);
  return ledger_open(path, &options, error);
}

static void forget(Record *record) {
  ledger_close(g_steal_pointer(&record->ledger));
  record->seen = 0;
  g_clear_pointer(&record->definition, g_free);
  record->anchor = (Anchor){0};
  record->doubt = (ClockDoubt){0};
}

/* FALSE where there is no file to read, which is no error. */
static gboolean is_there(const Desk *desk) {
  g_autofree char *path = record_path(desk);
  return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

Record *record_of(Desk *desk, RecordMode mode, GError **error) {
  if (desk->record == NULL) {
    desk->record = g_new0(Record, 1);
    desk->record->desk = desk;
  }
  Record *record = desk->record;
  gboolean open = record->ledger != NULL && (mode == RECORD_READ || record->writing);
  if (open || (mode == RECORD_READ && (!desk->has_workspace || !is_there(desk)))) {
    return record;
  }
  if (mode == RECORD_WRITE && desk->now_given && !is_practice(desk)) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER,
                "给了 --now 的时候不能写记录：记录里只有真实的时间。只有演练店铺（init --practice）可以这样用。");
    return NULL;
  }
  forget(record);
  record->ledger = open_ledger(desk, mode, error);
  record->writing = record->ledger != NULL && mode == RECORD_WRITE;
  return record->ledger != NULL ? record : NULL;
}

void record_close(Record *record) {
  if (record != NULL) {
    forget(record);
    g_free(record->ours);
    g_free(record);
  }
}

const char *record_definitions(const Record *record) {
  return record->ours;
}

gint64 record_head(Record *record, GError **error) {
  g_autoptr(Entry) head = record->ledger != NULL ? ledger_head(record->ledger, error) : NULL;
  return head != NULL ? head->sequence : record->ledger != NULL ? -1 : 0;
}

/* ---- the clock ---------------------------------------------------------------------------------------------------------------------- */

static gboolean take_time(const Entry *entry, gpointer data) {
  Anchor *anchor = data;
  *anchor = (Anchor){entry->sequence, entry->time};
  return FALSE;
}

static gboolean time_of(Ledger *ledger, gint64 sequence, Anchor *anchor, GError **error) {
  const LedgerQuery query = {.from = sequence};
  return ledger_each(ledger, &query, take_time, anchor, error);
}

/* The first entry of this start of the machine: those of one start stand together, so halving finds it. */
static gboolean find_first(Record *record, const Entry *head, GError **error) {
  Anchor found = {head->sequence, head->time};
  gint64 below = 0;
  while (found.sequence - below > 1) {
    Anchor middle = {0};
    if (!time_of(record->ledger, below + (found.sequence - below) / 2, &middle, error)) {
      return FALSE;
    }
    if (strcmp(middle.time.boot, head->time.boot) == 0) {
      found = middle;
    } else {
      below = middle.sequence;
    }
  }
  record->anchor = found;
  return TRUE;
}

static gboolean take_clock(const Entry *entry, gpointer data) {
  Record *record = data;
  g_autoptr(Doc) doc = body_read(entry->body);
  gint64 step = doc != NULL && doc->root != NULL ? body_get_number(doc->root, "ms") : 0;
  if (step != 0) {
    record->doubt.step_ms = step;
    record->doubt.sequence = entry->sequence;
    record->doubt.doubtful = record->doubt.doubtful || step < 0;
    if (strcmp(entry->time.boot, record->anchor.time.boot) == 0 && entry->sequence > record->anchor.sequence) {
      record->anchor = (Anchor){entry->sequence, entry->time};
    }
  } else {
    record->doubt = (ClockDoubt){0};
  }
  return TRUE;
}

static gboolean take_definition(const Entry *entry, gpointer data) {
  Record *record = data;
  g_free(record->definition);
  record->definition = g_strdup(entry->body);
  return TRUE;
}

/* What others added since. */
static gboolean catch_up(Record *record, const Entry *head, GError **error) {
  const LedgerQuery clocks = {.subject = RECORD_CLOCK, .from = record->seen + 1};
  const LedgerQuery definitions = {.subject = RECORD_DEFINITIONS, .from = record->seen + 1};
  if (head->sequence == record->seen) {
    return TRUE;
  }
  if (strcmp(record->anchor.time.boot, head->time.boot) != 0 || record->anchor.sequence == 0) {
    record->anchor = (Anchor){0};
    if (!find_first(record, head, error)) {
      return FALSE;
    }
  }
  if (!ledger_each(record->ledger, &clocks, take_clock, record, error) ||
      !ledger_each(record->ledger, &definitions, take_definition, record, error)) {
    return FALSE;
  }
  record->seen = head->sequence;
  return TRUE;
}

/* The step since the newest entry, else the many small ones since the first that together are one; *since is the entry it is counted from. */
static gint64 judge_clock(const Record *record, const Entry *head, const EntryTime *now, gint64 *since) {
  if (is_practice(record->desk)) {
    return 0;
  }
  gint64 step = clockstep_between(&head->time, now);
  *since = head->sequence;
  if (step == 0 && *now->boot && strcmp(record->anchor.time.boot, now->boot) == 0) {
    step = clockstep_between(&record->anchor.time, now);
    *since = record->anchor.sequence;
  }
  return step;
}

gboolean record_clock(Record *record, ClockDoubt *doubt, GError **error) {
  *doubt = (ClockDoubt){0};
  if (record->ledger == NULL || is_practice(record->desk)) {
    return TRUE;
  }
  g_autoptr(Entry) head = ledger_head(record->ledger, error);
  if (head == NULL || !catch_up(record, head, error)) {
    return FALSE;
  }
  EntryTime now;
  gint64 since = 0;
  record_now(record->desk, &now);
  *doubt = record->doubt;
  gint64 step = record->desk->now_given ? 0 : judge_clock(record, head, &now, &since);
  if (step != 0) {
    *doubt = (ClockDoubt){doubt->doubtful || step < 0, step, 0};
  }
  return TRUE;
}

/* ---- appending ---------------------------------------------------------------------------------------------------------------------- */

static Entry *clock_entry(const EntryTime *now, gint64 step, gint64 since) {
  GString *body = body_new('{');
  body_number(body, "ms", step);
  body_number(body, "since", since);
  g_autofree char *text = body_end(body);
  return entry_new(ENTRY_CLOCK, now, "", "", RECORD_CLOCK, text);
}

/* What has to be said before the drafts, in one list with them. */
static GPtrArray *gather(Record *record, const Entry *head, const RecordDraft *drafts, guint n, GPtrArray *cards) {
  GPtrArray *entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  EntryTime now;
  gint64 since = 0;
  record_now(record->desk, &now);
  const EntryTime *first = drafts->time != NULL ? drafts->time : &now;
  gint64 step = judge_clock(record, head, first, &since);
  if (step != 0) {
    g_ptr_array_add(entries, clock_entry(first, step, since));
  }
  if (g_strcmp0(record->definition, record->ours) != 0) {
    g_ptr_array_add(entries, entry_new(ENTRY_DEFINITION, first, "", "", RECORD_DEFINITIONS, record->ours));
  }
  g_ptr_array_set_size(cards, 0);
  for (guint i = 0; i < entries->len; i++) {
    g_ptr_array_add(cards, NULL);
  }
  for (guint i = 0; i < n; i++) {
    const RecordDraft *draft = &drafts[i];
    const char *recorded_by = draft->recorded_by != NULL ? draft->recorded_by : draft->done_by;
    g_ptr_array_add(entries, entry_new(draft->kind, draft->time != NULL ? draft->time : &now, draft->done_by,
                                       recorded_by, draft->subject, draft->body));
    g_ptr_array_add(cards, (gpointer)(guintptr)draft->card);
  }
  return entries;
}

/* TRUE, or FALSE and an error; LEDGER_FAULT_MOVED when another program was quicker. */
static gboolean add_once(Record *record, const RecordDraft *drafts, guint n, gint64 expect, RecordMark *mark,
                         GError **error) {
  g_autoptr(Entry) head = ledger_head(record->ledger, error);
  if (head == NULL || !catch_up(record, head, error)) {
    return FALSE;
  }
  g_autoptr(GPtrArray) cards = g_ptr_array_new();
  g_autoptr(GPtrArray) entries = gather(record, head, drafts, n, cards);
  if (!ledger_append(record->ledger, (Entry *const *)entries->pdata, (const char *const *)cards->pdata, entries->len,
                     expect == LEDGER_ANY_HEAD ? head->sequence : expect, error)) {
    return FALSE;
  }
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = g_ptr_array_index(entries, i);
    if (strcmp(entry->subject, RECORD_CLOCK) == 0) {
      take_clock(entry, record);
    } else if (strcmp(entry->subject, RECORD_DEFINITIONS) == 0) {
      take_definition(entry, record);
    }
    if (strcmp(entry->time.boot, record->anchor.time.boot) != 0) { /* the first of a new start of the machine */
      record->anchor = (Anchor){entry->sequence, entry->time};
    }
    record->seen = entry->sequence;
    if (mark != NULL && i == entries->len - 1) {
      *mark = (RecordMark){.sequence = entry->sequence, .utc_ms = entry->time.utc_ms};
      memcpy(mark->hash, entry->hash, ENTRY_HASH_SIZE);
    }
  }
  return TRUE;
}

gboolean record_add(Record *record, const RecordDraft *drafts, guint n, gint64 expect, RecordMark *mark,
                    GError **error) {
  g_assert(record->writing && n > 0);
  if (record->ours == NULL && (record->ours = definitions_body(record->desk, error)) == NULL) {
    return FALSE;
  }
  ledger_take_turn(record->ledger);
  GError *fault = NULL;
  gboolean done = FALSE;
  for (int i = 0; i < TRIES && !done; i++) {
    g_clear_error(&fault);
    done = add_once(record, drafts, n, expect, mark, &fault);
    if (!done && (expect != LEDGER_ANY_HEAD || !g_error_matches(fault, LEDGER_FAULT, LEDGER_FAULT_MOVED))) {
      break;
    }
  }
  ledger_give_turn(record->ledger);
  if (!done) {
    g_propagate_error(error, fault);
  }
  return done;
}

/* ---- subjects ----------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  RecordTopicVisit visit;
  gpointer data;
} Visit;

static void pass_on(const LedgerTopic *topic, gpointer data) {
  const Visit *visit = data;
  const RecordTopic shown = {topic->subject, topic->card, topic->entries, topic->first, topic->last};
  visit->visit(&shown, visit->data);
}

gboolean record_topics(Record *record, const char *prefix, RecordTopicVisit visit, gpointer data, GError **error) {
  Visit both = {visit, data};
  return record->ledger == NULL || ledger_topics(record->ledger, prefix, pass_on, &both, error);
}

void record_note_cards(Record *record, const LedgerCard *cards, guint n) {
  g_autoptr(GError) forgotten = NULL;
  if (record->writing && n > 0 && !ledger_note_cards(record->ledger, cards, n, &forgotten)) {
    g_debug("%s", forgotten->message);
  }
}
