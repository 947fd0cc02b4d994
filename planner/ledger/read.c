/* Reading the record. What is asked by subject is found through an index and a table (ledger/projection.h), which are faster than the chain and may be
 * damaged where the chain is not: so each is held against the other and against what the entries themselves say, and where they do not agree the
 * chain answers. Entries are handed out only when that is settled. */
#include "ledger/ledger.h"
#include "ledger/ledger_work.h"
#include "ledger/projection.h"
#include <string.h>

typedef enum {
  ANSWER_SOUND,
  ANSWER_DOUBTFUL, /* the chain has to be asked */
  ANSWER_FAULT     /* an entry itself is damaged */
} Answer;

static gboolean entry_fits(const Entry *entry, const LedgerQuery *query) {
  return (!query->kind || strcmp(entry->kind, query->kind) == 0) &&
         (!query->subject || strcmp(entry->subject, query->subject) == 0) &&
         (!query->prefix || g_str_has_prefix(entry->subject, query->prefix));
}

/* ---- the chain ---- */

typedef struct {
  gint64 sequence;
  gboolean known;
  guint8 hash[ENTRY_HASH_SIZE];
} Before;

static gboolean follows(const Entry *entry, Before *before) {
  gboolean linked = entry->sequence == before->sequence + 1 &&
                    (!before->known || memcmp(entry->prev, before->hash, ENTRY_HASH_SIZE) == 0);
  before->sequence = entry->sequence;
  before->known = TRUE;
  memcpy(before->hash, entry->hash, ENTRY_HASH_SIZE);
  return linked;
}

static gboolean check_end(Ledger *ledger, gint64 reached, GError **error) {
  gint64 last = 0;
  if (!sql_number(ledger->sql, SQL_COUNT, &last, error)) {
    return FALSE;
  }
  last = MAX(last, projection_last(ledger));
  return last <= reached || ledger_chain_fault(error, ledger, reached + 1, ROW_SHAPE);
}

gboolean ledger_walk(Ledger *ledger, gint64 from, LedgerVisit visit, gpointer data, GError **error) {
  sqlite3_stmt *statement = sql_get(ledger->sql, SQL_FROM, error);
  SqlStep step = statement ? SQL_STEP_ROW : SQL_STEP_FAILED;
  Before before = {.sequence = MAX(from, 1) - 1, .known = from <= 1}; /* before the first there are zeros */
  Entry entry = {0};
  gboolean stopped = FALSE;
  if (statement) {
    sql_bind_int(statement, ":from", MAX(from, 1));
  }
  while (!stopped && step == SQL_STEP_ROW && (step = sql_step(ledger->sql, statement, error)) == SQL_STEP_ROW) {
    RowState state = row_read(statement, &entry, ledger->scratch);
    gint64 expected = before.sequence + 1;
    if (state != ROW_SOUND || !follows(&entry, &before)) {
      ledger_chain_fault(error, ledger, state == ROW_SOUND ? expected : entry.sequence,
                         state == ROW_SOUND ? ROW_SHAPE : state);
      step = SQL_STEP_FAILED;
    } else {
      stopped = !visit(&entry, data);
    }
  }
  if (statement) {
    sqlite3_reset(statement);
  }
  entry_clear(&entry);
  return stopped || (step == SQL_STEP_DONE && check_end(ledger, before.sequence, error));
}

typedef struct {
  const LedgerQuery *query;
  LedgerVisit visit;
  gpointer data;
} Sieve;

static gboolean sift(const Entry *entry, gpointer data) {
  const Sieve *sieve = data;
  return !entry_fits(entry, sieve->query) || sieve->visit(entry, sieve->data);
}

/* ---- by subject ---- */

/* What the table says that there must be. FALSE when it cannot be believed. */
static gboolean expect(Ledger *ledger, const LedgerQuery *query, const char *end, gint64 *entries, gint64 *last) {
  if (query->prefix) {
    return projection_range(ledger, query->prefix, end, entries, last);
  }
  Topic topic;
  gboolean sound = projection_topic(ledger, query->subject, &topic);
  g_free(topic.subject);
  g_free(topic.card);
  *entries = topic.entries;
  *last = topic.last;
  return sound;
}

static sqlite3_stmt *by_index(Ledger *ledger, const LedgerQuery *query, const char *end) {
  sqlite3_stmt *statement = sql_get(ledger->sql, query->subject ? SQL_BY_SUBJECT : SQL_BY_PREFIX, NULL);
  if (statement && query->subject) {
    sql_bind_text(statement, ":subject", query->subject);
  } else if (statement) {
    sql_bind_text(statement, ":prefix", query->prefix);
    sql_bind_text(statement, ":end", end);
  }
  return statement;
}

/* Everything about the subject into `found`, also what comes before `from`: it has to be counted. */
static Answer collect(Ledger *ledger, const LedgerQuery *query, GPtrArray *found, GError **error) {
  gint64 entries = 0;
  gint64 last = 0;
  LedgerQuery whole = {.subject = query->subject, .prefix = query->prefix};
  g_autofree char *end = g_strdup(query->prefix);
  if (end) {
    end[strlen(end) - 1]++;
  }
  sqlite3_stmt *statement = expect(ledger, query, end, &entries, &last) ? by_index(ledger, query, end) : NULL;
  if (!statement) {
    return ANSWER_DOUBTFUL;
  }
  gint64 n = 0;
  gint64 before = 0;
  Answer answer = ANSWER_SOUND;
  SqlStep step = SQL_STEP_ROW;
  while (answer == ANSWER_SOUND && (step = sql_step(ledger->sql, statement, NULL)) == SQL_STEP_ROW) {
    g_autoptr(Entry) entry = g_new0(Entry, 1);
    RowState state = row_read(statement, entry, ledger->scratch);
    if (state != ROW_SOUND) {
      ledger_chain_fault(error, ledger, entry->sequence, state);
      answer = ANSWER_FAULT;
    } else if (!entry_fits(entry, &whole) || entry->sequence <= before) {
      answer = ANSWER_DOUBTFUL;
    } else {
      before = entry->sequence;
      n++;
      if (entry->sequence >= query->from && entry_fits(entry, query)) {
        g_ptr_array_add(found, g_steal_pointer(&entry));
      }
    }
  }
  sqlite3_reset(statement);
  if (answer != ANSWER_SOUND) {
    return answer;
  }
  return step == SQL_STEP_DONE && n == entries && before == last ? ANSWER_SOUND : ANSWER_DOUBTFUL;
}

/* Once for each opening: what is wrong again after that is not the tables' fault. */
static gboolean mend(Ledger *ledger) {
  if (ledger->mode == LEDGER_READ || ledger->doubted || !sqlite3_get_autocommit(sql_db(ledger->sql))) {
    return FALSE;
  }
  ledger->doubted = TRUE;
  return ledger_rebuild(ledger, NULL);
}

/* A few new entries are found faster, and more surely, at the end of the chain. */
enum { NEAR = 256 };

static gboolean near_end(Ledger *ledger, gint64 from) {
  gint64 last = 0;
  return from > 1 && sql_number(ledger->sql, SQL_COUNT, &last, NULL) && last - from < NEAR;
}

static Answer answer_by_subject(Ledger *ledger, const LedgerQuery *query, GPtrArray *found, GError **error) {
  gboolean own = FALSE;
  if (!sql_snapshot(ledger->sql, &own, error)) {
    return ANSWER_FAULT;
  }
  Answer answer = near_end(ledger, query->from) ? ANSWER_DOUBTFUL : collect(ledger, query, found, error);
  if (answer == ANSWER_DOUBTFUL) {
    g_ptr_array_set_size(found, 0);
  }
  if (own) {
    sql_rollback(ledger->sql);
  }
  return answer;
}

static gboolean answer_by_chain(Ledger *ledger, const LedgerQuery *query, LedgerVisit visit, gpointer data,
                                GError **error) {
  Sieve sieve = {query, visit, data};
  gboolean own = FALSE;
  gboolean done = sql_snapshot(ledger->sql, &own, error) && ledger_walk(ledger, query->from, sift, &sieve, error);
  if (own) {
    sql_rollback(ledger->sql);
  }
  return done;
}

gboolean ledger_each(Ledger *ledger, const LedgerQuery *query, LedgerVisit visit, gpointer data, GError **error) {
  g_assert(!query->prefix || (*query->prefix && !query->subject));
  gboolean listed = (query->subject || query->prefix) && ledger->version >= 2;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  Answer answer = listed ? answer_by_subject(ledger, query, found, error) : ANSWER_DOUBTFUL;
  if (listed && answer == ANSWER_DOUBTFUL && !near_end(ledger, query->from) && mend(ledger)) {
    answer = answer_by_subject(ledger, query, found, error);
  }
  if (answer == ANSWER_DOUBTFUL) {
    return answer_by_chain(ledger, query, visit, data, error);
  }
  for (guint i = 0; answer == ANSWER_SOUND && i < found->len && visit(g_ptr_array_index(found, i), data); i++) {}
  return answer == ANSWER_SOUND;
}

/* ---- subjects ---- */

static int by_last(gconstpointer a, gconstpointer b) {
  const Topic *one = *(const Topic *const *)a;
  const Topic *other = *(const Topic *const *)b;
  return one->last < other->last ? -1 : one->last > other->last;
}

/* Sound ones, or NULL without an error when the tables cannot be believed. */
static GPtrArray *listed_topics(Ledger *ledger) {
  g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func((GDestroyNotify)topic_free);
  gint64 entries = 0;
  gboolean own = FALSE;
  gboolean sound = ledger->version >= 2 && sql_snapshot(ledger->sql, &own, NULL) &&
                   sql_number(ledger->sql, SQL_COUNT, &entries, NULL) && projection_topics(ledger, entries, topics);
  if (own) {
    sql_rollback(ledger->sql);
  }
  return sound ? g_steal_pointer(&topics) : NULL;
}

static GPtrArray *derived_topics(Ledger *ledger, GError **error) {
  gboolean own = FALSE;
  GPtrArray *topics = sql_snapshot(ledger->sql, &own, error) ? projection_derive(ledger, error) : NULL;
  if (own) {
    sql_rollback(ledger->sql);
  }
  return topics;
}

gboolean ledger_topics(Ledger *ledger, const char *prefix, LedgerTopicVisit visit, gpointer data, GError **error) {
  g_autoptr(GPtrArray) topics = listed_topics(ledger);
  if (!topics && mend(ledger)) {
    topics = listed_topics(ledger);
  }
  if (!topics && !(topics = derived_topics(ledger, error))) {
    return FALSE;
  }
  g_ptr_array_sort(topics, by_last);
  for (guint i = 0; i < topics->len; i++) {
    const Topic *topic = g_ptr_array_index(topics, i);
    if (!prefix || g_str_has_prefix(topic->subject, prefix)) {
      LedgerTopic shown = {topic->subject, topic->card, topic->entries, topic->first, topic->last};
      visit(&shown, data);
    }
  }
  return TRUE;
}
