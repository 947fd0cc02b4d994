/* Reading a run's entries and making its state of them. */
#include "desk/runs/runtale.h"
#include "desk/record/definitions.h"
#include "run/card.h"
#include <string.h>

#define SUBJECT "run:"

RunTale *runtale_new(const char *key) {
  RunTale *tale = g_new0(RunTale, 1);
  tale->key = g_strdup(key);
  tale->subject = g_strconcat(SUBJECT, key, NULL);
  tale->entries = g_array_new(FALSE, FALSE, sizeof(RunEntry));
  tale->texts = g_ptr_array_new_with_free_func(g_free);
  tale->times = g_array_new(FALSE, FALSE, sizeof(gint64));
  return tale;
}

void runtale_free(RunTale *tale) {
  if (tale != NULL) {
    g_free(tale->key);
    g_free(tale->subject);
    g_array_unref(tale->entries);
    g_ptr_array_unref(tale->texts);
    g_array_unref(tale->times);
    g_free(tale);
  }
}

/* What ends a run; the newest of these is when it was finished, if it is. */
static gboolean closes(const char *kind) {
  return strcmp(kind, words_run_event[EVENT_FINISH].id) == 0 || strcmp(kind, words_run_event[EVENT_CONFIRM].id) == 0;
}

void runtale_add(RunTale *tale, const char *kind, const char *body, gint64 sequence, gint64 utc_ms) {
  char *text = g_strdup(body);
  RunEntry entry = {intern_string(kind), text};
  g_ptr_array_add(tale->texts, text);
  g_array_append_val(tale->entries, entry);
  g_array_append_val(tale->times, utc_ms);
  tale->last = sequence;
  if (tale->begun_ms == 0) {
    tale->begun_ms = utc_ms;
  }
  if (closes(kind)) {
    tale->closed_ms = utc_ms;
  }
}

static gboolean take(const Entry *entry, gpointer data) {
  RunTale *tale = data;
  if (entry->sequence > tale->last) {
    runtale_add(tale, entry->kind, entry->body, entry->sequence, entry->time.utc_ms);
  }
  return TRUE;
}

gboolean runtale_read(RunTale *tale, Desk *desk, gboolean *grown, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  if (record == NULL) {
    return FALSE;
  }
  guint before = tale->entries->len;
  LedgerQuery query = {.subject = tale->subject, .from = tale->last + 1};
  Ledger *ledger = record_ledger(record);
  gboolean good = ledger == NULL || ledger_each(ledger, &query, take, tale, error);
  if (grown != NULL) {
    *grown = tale->entries->len > before;
  }
  return good;
}

typedef struct {
  Desk *desk;
  GError *error;
} Finder;

static const Checklist *find(const char *id, int version, const char *definition, gpointer data) {
  Finder *finder = data;
  if (definition == NULL || finder->error != NULL) {
    return NULL;
  }
  return definitions_find(finder->desk, id, definition, &finder->error);
}

RunState *runtale_replay(const RunTale *tale, Desk *desk, GError **error) {
  Finder finder = {desk, NULL};
  const RunEntry *entries = &g_array_index(tale->entries, RunEntry, 0);
  RunState *state = run_replay(tale->key, entries, tale->entries->len, find, &finder, error);
  if (state == NULL && finder.error != NULL) { /* which says more than that it was not found */
    g_clear_error(error);
    g_propagate_error(error, finder.error);
    finder.error = NULL;
  }
  if (state == NULL) {
    g_prefix_error(error, "检查“%s”的记录不能用：", tale->key);
  }
  g_clear_error(&finder.error);
  return state;
}

char *runtale_card(const RunTale *tale, const RunState *state, const GArray *drafts, gint64 drafts_ms) {
  RunCard card;
  gint64 closed = tale->closed_ms;
  for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
    if (closes(entry_kind_id(g_array_index(drafts, RecordDraft, i).kind))) {
      closed = drafts_ms;
    }
  }
  card_of(state, tale->begun_ms != 0 ? tale->begun_ms : drafts_ms, closed, &card);
  return runcard_text(&card);
}
