/* Writing, reading with distrust, and deriving of the tables that screens read. */
#include "ledger/projection.h"
#include <sodium.h>
#include <string.h>

void topic_free(Topic *topic) {
  if (topic) {
    g_free(topic->subject);
    g_free(topic->card);
    g_free(topic);
  }
}

/* ---- sums ---- */

/* Against accidents only, so the key is no secret. */
static gint64 sum_of(const char *subject, const gint64 *numbers, guint n, const char *text) {
  static const guint8 KEY[crypto_shorthash_KEYBYTES] = "ready315 table 1";
  guint8 digest[crypto_shorthash_BYTES];
  gint64 sum;
  gsize subject_length = strlen(subject) + 1;
  gsize text_length = text ? strlen(text) + 1 : 0;
  gsize length = subject_length + n * sizeof *numbers + text_length;
  guint8 small[1024];
  g_autofree guint8 *large = length > sizeof small ? g_malloc(length) : NULL;
  guint8 *bytes = large ? large : small;
  memcpy(bytes, subject, subject_length);
  for (guint i = 0; i < n; i++) {
    gint64 wire = GINT64_TO_LE(numbers[i]);
    memcpy(bytes + subject_length + i * sizeof wire, &wire, sizeof wire);
  }
  if (text) {
    memcpy(bytes + subject_length + n * sizeof *numbers, text, text_length);
  }
  crypto_shorthash(digest, bytes, length, KEY);
  memcpy(&sum, digest, sizeof sum);
  return GINT64_FROM_LE(sum);
}

static gint64 topic_sum(const Topic *topic) {
  const gint64 numbers[] = {topic->entries, topic->first, topic->last};
  return sum_of(topic->subject, numbers, G_N_ELEMENTS(numbers), NULL);
}

static gint64 card_sum(const char *subject, gint64 last, const char *text) {
  return sum_of(subject, &last, 1, text);
}

/* ---- rows ---- */

static gboolean column_number(sqlite3_stmt *row, int column, gint64 *value) {
  *value = sqlite3_column_int64(row, column);
  return sqlite3_column_type(row, column) == SQLITE_INTEGER;
}

static const char *column_text(sqlite3_stmt *row, int column) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  gboolean sound = text && sqlite3_column_type(row, column) == SQLITE_TEXT &&
                   strlen(text) == (gsize)sqlite3_column_bytes(row, column);
  return sound ? text : NULL;
}

/* `topic` borrows its subject from the row. */
static gboolean read_topic(sqlite3_stmt *row, Topic *topic) {
  gint64 sum = 0;
  *topic = (Topic){.subject = (char *)(guintptr)column_text(row, 0)};
  return topic->subject && column_number(row, 1, &topic->entries) && column_number(row, 2, &topic->first) &&
         column_number(row, 3, &topic->last) && column_number(row, 4, &sum) && sum == topic_sum(topic);
}

/* The card of a topic that was read from the same row; NULL when it has none, or one that is not sound. */
static const char *read_card(sqlite3_stmt *row, const Topic *topic) {
  const char *text = column_text(row, 5);
  gint64 sum = 0;
  return text && column_number(row, 6, &sum) && sum == card_sum(topic->subject, topic->last, text) ? text : NULL;
}

static gboolean put_topic(Sql *sql, const Topic *topic, GError **error) {
  sqlite3_stmt *put = sql_get(sql, SQL_TOPIC_PUT, error);
  if (!put) {
    return FALSE;
  }
  sql_bind_text(put, ":subject", topic->subject);
  sql_bind_int(put, ":entries", topic->entries);
  sql_bind_int(put, ":first", topic->first);
  sql_bind_int(put, ":last", topic->last);
  sql_bind_int(put, ":sum", topic_sum(topic));
  if (topic->card) {
    sql_bind_text(put, ":card", topic->card);
    sql_bind_int(put, ":card_sum", card_sum(topic->subject, topic->last, topic->card));
  }
  return sql_finish(sql, put, error);
}

gboolean projection_put_card(Sql *sql, const char *subject, gint64 last, const char *text, GError **error) {
  sqlite3_stmt *put = sql_get(sql, SQL_CARD_PUT, error);
  if (!put) {
    return FALSE;
  }
  sql_bind_text(put, ":subject", subject);
  sql_bind_int(put, ":last", last);
  sql_bind_text(put, ":card", text);
  sql_bind_int(put, ":card_sum", card_sum(subject, last, text));
  return sql_finish(sql, put, error);
}

/* ---- reading ---- */

/* The row of a subject; entries = 0 when there is none. FALSE when it is not sound. `how` is SQL_TOPIC_GET, which copies a card for the caller, or
 * SQL_TOPIC_COUNTS, which leaves it where it is. */
static gboolean find_topic(Sql *sql, SqlId how, const char *subject, Topic *topic) {
  sqlite3_stmt *get = sql_get(sql, how, NULL);
  *topic = (Topic){0};
  if (!get) {
    return FALSE;
  }
  sql_bind_text(get, ":subject", subject);
  SqlStep step = sql_step(sql, get, NULL);
  gboolean sound = step == SQL_STEP_DONE;
  if (step == SQL_STEP_ROW) {
    sound = read_topic(get, topic) && strcmp(topic->subject, subject) == 0;
    topic->card = sound && how == SQL_TOPIC_GET ? g_strdup(read_card(get, topic)) : NULL;
    topic->subject = NULL;
    sqlite3_reset(get);
  }
  return sound;
}

gboolean projection_topic(Ledger *ledger, const char *subject, Topic *topic) {
  Sql *sql = ledger->sql;
  sqlite3_stmt *count = find_topic(sql, SQL_TOPIC_GET, subject, topic) ? sql_get(sql, SQL_SUBJECT_COUNT, NULL) : NULL;
  if (!count) {
    g_clear_pointer(&topic->card, g_free);
    return FALSE;
  }
  sql_bind_text(count, ":subject", subject);
  gboolean same = sql_step(sql, count, NULL) == SQL_STEP_ROW && sqlite3_column_int64(count, 0) == topic->entries &&
                  sqlite3_column_int64(count, 1) == topic->first && sqlite3_column_int64(count, 2) == topic->last;
  sqlite3_reset(count);
  if (same && topic->entries) {
    topic->subject = g_strdup(subject);
  } else {
    g_clear_pointer(&topic->card, g_free);
  }
  return same;
}

gboolean projection_topics(Ledger *ledger, gint64 entries, GPtrArray *topics) {
  sqlite3_stmt *dump = sql_get(ledger->sql, SQL_TOPIC_DUMP, NULL);
  SqlStep step = dump ? SQL_STEP_ROW : SQL_STEP_FAILED;
  gboolean sound = TRUE;
  gint64 counted = 0;
  while (sound && step == SQL_STEP_ROW && (step = sql_step(ledger->sql, dump, NULL)) == SQL_STEP_ROW) {
    Topic row;
    const Topic *before = topics->len ? g_ptr_array_index(topics, topics->len - 1) : NULL;
    sound = read_topic(dump, &row) && row.last <= entries && (!before || strcmp(before->subject, row.subject) < 0);
    if (sound) {
      Topic *topic = g_memdup2(&row, sizeof row);
      topic->subject = g_strdup(row.subject);
      topic->card = g_strdup(read_card(dump, &row));
      counted += topic->entries;
      g_ptr_array_add(topics, topic);
    }
  }
  if (dump) {
    sqlite3_reset(dump);
  }
  return sound && step == SQL_STEP_DONE && counted == entries;
}

gboolean projection_range(Ledger *ledger, const char *prefix, const char *end, gint64 *entries, gint64 *last) {
  sqlite3_stmt *range = sql_get(ledger->sql, SQL_TOPIC_RANGE, NULL);
  SqlStep step = range ? SQL_STEP_ROW : SQL_STEP_FAILED;
  gboolean sound = TRUE;
  if (range) {
    sql_bind_text(range, ":prefix", prefix);
    sql_bind_text(range, ":end", end);
  }
  while (sound && step == SQL_STEP_ROW && (step = sql_step(ledger->sql, range, NULL)) == SQL_STEP_ROW) {
    Topic row;
    sound = read_topic(range, &row) && g_str_has_prefix(row.subject, prefix);
    *entries += sound ? row.entries : 0;
    *last = sound ? MAX(*last, row.last) : *last;
  }
  if (range) {
    sqlite3_reset(range);
  }
  return sound && step == SQL_STEP_DONE;
}

gint64 projection_last(Ledger *ledger) {
  sqlite3_stmt *dump = ledger->version >= 2 ? sql_get(ledger->sql, SQL_TOPIC_DUMP, NULL) : NULL;
  gint64 last = 0;
  Topic row;
  while (dump && sql_step(ledger->sql, dump, NULL) == SQL_STEP_ROW) {
    last = read_topic(dump, &row) ? MAX(last, row.last) : last;
  }
  if (dump) {
    sqlite3_reset(dump);
  }
  return last;
}

/* ---- deriving ---- */

static gboolean count_entry(const Entry *entry, gpointer data) {
  GHashTable *topics = data;
  Topic *topic = g_hash_table_lookup(topics, entry->subject);
  if (!topic) {
    topic = g_new0(Topic, 1);
    topic->subject = g_strdup(entry->subject);
    topic->first = entry->sequence;
    g_hash_table_insert(topics, topic->subject, topic);
  }
  topic->entries++;
  topic->last = entry->sequence;
  return TRUE;
}

static int by_subject(gconstpointer a, gconstpointer b) {
  return strcmp((*(const Topic *const *)a)->subject, (*(const Topic *const *)b)->subject);
}

GPtrArray *projection_derive(Ledger *ledger, GError **error) {
  g_autoptr(GHashTable) topics = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean done = ledger_walk(ledger, 0, count_entry, topics, error);
  GPtrArray *sorted = g_ptr_array_new_with_free_func((GDestroyNotify)topic_free);
  GHashTableIter iter;
  gpointer topic;
  g_hash_table_iter_init(&iter, topics);
  while (g_hash_table_iter_next(&iter, NULL, &topic)) {
    g_ptr_array_add(sorted, topic);
  }
  if (!done) {
    g_ptr_array_unref(sorted);
    return NULL;
  }
  g_ptr_array_sort(sorted, by_subject);
  return sorted;
}

gboolean projection_rebuild(Ledger *ledger, GError **error) {
  g_autoptr(GPtrArray) topics = projection_derive(ledger, error);
  gboolean done = topics && sql_run(ledger->sql, SQL_TOPIC_CLEAR, error) && sql_run(ledger->sql, SQL_REINDEX, error);
  for (guint i = 0; done && i < topics->len; i++) {
    done = put_topic(ledger->sql, g_ptr_array_index(topics, i), error);
  }
  return done;
}

gboolean projection_apply(Ledger *ledger, const Entry *entry, const char *card, GError **error) {
  Topic topic;
  if (!find_topic(ledger->sql, SQL_TOPIC_COUNTS, entry->subject, &topic)) {
    return projection_rebuild(ledger, error) && /* which counts this entry, too */
           (!card || projection_put_card(ledger->sql, entry->subject, entry->sequence, card, error));
  }
  topic.card = (char *)(guintptr)card;
  topic.subject = entry->subject;
  topic.first = topic.entries++ ? topic.first : entry->sequence;
  topic.last = entry->sequence;
  return put_topic(ledger->sql, &topic, error);
}

/* ---- comparing ---- */

static gboolean compare_topics(Sql *sql, gboolean *same, GError **error) {
  sqlite3_stmt *derive = sql_get(sql, SQL_TOPIC_DERIVE, error);
  sqlite3_stmt *dump = derive ? sql_get(sql, SQL_TOPIC_DUMP, error) : NULL;
  if (!dump) {
    return FALSE;
  }
  SqlStep wanted;
  SqlStep stored;
  do {
    Topic row;
    wanted = sql_step(sql, derive, error);
    stored = wanted == SQL_STEP_FAILED ? SQL_STEP_FAILED : sql_step(sql, dump, error);
    *same = wanted == stored &&
            (wanted != SQL_STEP_ROW ||
             (read_topic(dump, &row) && g_strcmp0(row.subject, column_text(derive, 0)) == 0 &&
              row.entries == sqlite3_column_int64(derive, 1) && row.first == sqlite3_column_int64(derive, 2) &&
              row.last == sqlite3_column_int64(derive, 3)));
  } while (*same && wanted == SQL_STEP_ROW);
  sqlite3_reset(derive);
  sqlite3_reset(dump);
  return wanted != SQL_STEP_FAILED && stored != SQL_STEP_FAILED;
}

/* Every card must be sound, and say what is derived anew. The rows themselves have been compared. */
static gboolean compare_cards(Ledger *ledger, ProjectionCard derive, gpointer data, gboolean *same, GError **error) {
  g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func((GDestroyNotify)topic_free);
  sqlite3_stmt *dump = sql_get(ledger->sql, SQL_TOPIC_DUMP, error);
  SqlStep step = dump ? SQL_STEP_ROW : SQL_STEP_FAILED;
  *same = TRUE;
  while (*same && step == SQL_STEP_ROW && (step = sql_step(ledger->sql, dump, error)) == SQL_STEP_ROW) {
    Topic row;
    gboolean sound = read_topic(dump, &row);
    const char *text = sound ? read_card(dump, &row) : NULL;
    *same = sound && (text || sqlite3_column_type(dump, 5) == SQLITE_NULL);
    if (text && derive) {
      Topic *kept = g_new0(Topic, 1);
      kept->subject = g_strdup(row.subject);
      kept->card = g_strdup(text);
      g_ptr_array_add(topics, kept);
    }
  }
  if (dump) {
    sqlite3_reset(dump);
  }
  for (guint i = 0; derive && *same && i < topics->len; i++) {
    const Topic *topic = g_ptr_array_index(topics, i);
    g_autofree char *anew = derive(topic->subject, data);
    *same = !anew || strcmp(anew, topic->card) == 0;
  }
  return !*same || step == SQL_STEP_DONE;
}

gboolean projection_compare(Ledger *ledger, ProjectionCard card, gpointer data, const char **differs, GError **error) {
  gboolean same = FALSE;
  *differs = NULL;
  if (!compare_topics(ledger->sql, &same, error)) {
    return FALSE;
  }
  if (!same) {
    *differs = "topic";
    return TRUE;
  }
  if (!compare_cards(ledger, card, data, &same, error)) {
    return FALSE;
  }
  *differs = same ? NULL : "card";
  return TRUE;
}
