/* Which entries, and how they stand on a page. */
#include "desk/record/logbook.h"
#include "base/clock.h"
#include "base/text.h"
#include "data/json.h"
#include "desk/record/logwords.h"
#include <string.h>

static void line_free(gpointer data) {
  LogLine *line = data;
  g_free(line->subject);
  g_free(line->done_by);
  g_free(line->recorded_by);
  g_free(line->when);
  g_free(line->who);
  g_free(line->text);
  g_free(line);
}

/* ---- choosing ----------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const Desk *desk;
  const LogAsk *ask;
  GQueue *found; /* Entry* */
} Choice;

static Moment wall_of(const Desk *desk, gint64 utc_ms) {
  return moment_from_instant(utc_ms / 1000, desk->campaign->store->utc_offset);
}

static gboolean is_asked(const Choice *choice, const Entry *entry) {
  const LogAsk *ask = choice->ask;
  if (ask->person != NULL && strcmp(entry->done_by, ask->person) != 0 && strcmp(entry->recorded_by, ask->person) != 0) {
    return FALSE;
  }
  if (ask->subject != NULL && !g_str_has_prefix(entry->subject, ask->subject)) {
    return FALSE;
  }
  Day day = moment_day(wall_of(choice->desk, entry->time.utc_ms) - choice->desk->campaign->store->day_ends);
  return (ask->first == DAY_NONE || day >= ask->first) && (ask->last == DAY_NONE || day <= ask->last);
}

static gboolean take(const Entry *entry, gpointer data) {
  Choice *choice = data;
  if (!is_asked(choice, entry)) {
    return TRUE;
  }
  Entry *copy = g_memdup2(entry, sizeof *entry);
  copy->store = g_strdup(entry->store);
  copy->kind = g_strdup(entry->kind);
  copy->done_by = g_strdup(entry->done_by);
  copy->recorded_by = g_strdup(entry->recorded_by);
  copy->subject = g_strdup(entry->subject);
  copy->body = g_strdup(entry->body);
  g_queue_push_tail(choice->found, copy);
  if (choice->ask->most > 0 && choice->found->length > choice->ask->most) {
    entry_free(g_queue_pop_head(choice->found));
  }
  return TRUE;
}

static char *when_words(const Desk *desk, gint64 utc_ms) {
  Moment wall = wall_of(desk, utc_ms);
  char clock[DAY_TEXT];
  int year = 0, month = 0, mday = 0;
  day_split(moment_day(wall), &year, &month, &mday);
  const char *time = minute_clock(moment_minute(wall), clock);
  return year == desk->campaign->store->year ? g_strdup_printf("%d月%d日 %s", month, mday, time)
                                             : g_strdup_printf("%d年%d月%d日 %s", year, month, mday, time);
}

static LogLine *make_line(const Desk *desk, LogWords *words, const Entry *entry) {
  LogLine *line = g_new0(LogLine, 1);
  line->sequence = entry->sequence;
  line->utc_ms = entry->time.utc_ms;
  line->kind = intern_string(entry->kind);
  line->subject = g_strdup(entry->subject);
  line->done_by = g_strdup(entry->done_by);
  line->recorded_by = g_strdup(entry->recorded_by);
  line->when = when_words(desk, entry->time.utc_ms);
  line->who = logwords_who(words, entry);
  g_autofree char *text = logwords_sentence(words, entry);
  g_strdelimit(text, "\n", ' '); /* answers may have several lines */
  line->text = text_shown(text);
  return line;
}

GPtrArray *logbook_read(Desk *desk, const LogAsk *ask, GError **error) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(line_free);
  Record *record = record_of(desk, RECORD_READ, error);
  Ledger *ledger = record != NULL ? record_ledger(record) : NULL;
  if (record == NULL || ledger == NULL) {
    return record != NULL ? g_steal_pointer(&lines) : NULL;
  }
  gboolean plain =
      ask->subject != NULL && *ask->subject != '\0' && g_ascii_isprint(ask->subject[strlen(ask->subject) - 1]);
  gint64 head = record_head(record, error);
  gboolean newest = ask->most > 0 && ask->subject == NULL && ask->person == NULL && ask->first == DAY_NONE &&
                    ask->last == DAY_NONE; /* then what is before them need not be read */
  const LedgerQuery query = {.prefix = plain ? ask->subject : NULL, .from = newest ? MAX(0, head - ask->most + 1) : 0};
  g_autoptr(GQueue) found = g_queue_new();
  Choice choice = {desk, ask, found};
  gboolean read = head >= 0 && ledger_each(ledger, &query, take, &choice, error);
  g_autoptr(LogWords) words = logwords_new(desk, ledger);
  for (Entry *entry; (entry = g_queue_pop_head(found)) != NULL;) {
    if (read) {
      g_ptr_array_add(lines, make_line(desk, words, entry));
    }
    entry_free(entry);
  }
  return read ? g_steal_pointer(&lines) : NULL;
}

/* ---- showing ------------------------------------------------------------------------------------------------------------------------ */

enum { TEXT_LEAST = 20, GAP = 2 };

void logbook_text(const Desk *desk, const GPtrArray *lines, int columns, GString *out) {
  int widths[3] = {0};
  for (guint i = 0; i < lines->len; i++) {
    const LogLine *line = g_ptr_array_index(lines, i);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, line->sequence);
    widths[0] = MAX(widths[0], text_width(number));
    widths[1] = MAX(widths[1], text_width(line->when));
    widths[2] = MAX(widths[2], text_width(line->who));
  }
  int left = widths[0] + widths[1] + widths[2] + 3 * GAP;
  g_autofree char *indent = text_repeat(" ", left);
  if (desk->campaign->store->practice) {
    g_string_append(out, "【演练】\n");
  }
  for (guint i = 0; i < lines->len; i++) {
    const LogLine *line = g_ptr_array_index(lines, i);
    g_autofree char *sequence = g_strdup_printf("%" G_GINT64_FORMAT, line->sequence);
    g_autofree char *number = text_pad(sequence, widths[0], TRUE);
    g_autofree char *when = text_pad(line->when, widths[1], FALSE);
    g_autofree char *who = text_pad(line->who, widths[2], FALSE);
    g_auto(GStrv) text = text_wrap(line->text, MAX(columns - left, TEXT_LEAST));
    g_string_append_printf(out, "%s  %s  %s  ", number, when, who);
    for (char **piece = text; *piece != NULL; piece++) {
      g_string_append_printf(out, "%s%s\n", piece != text ? indent : "", *piece);
    }
  }
}

void logbook_json(const Desk *desk, const GPtrArray *lines, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  int offset = desk->campaign->store->utc_offset;
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "store", desk->campaign->store->id);
  json_put_bool(json, "practice", desk->campaign->store->practice);
  json_open(json, "entries", '[');
  for (guint i = 0; i < lines->len; i++) {
    const LogLine *line = g_ptr_array_index(lines, i);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(line->utc_ms / 1000);
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(offset * 60);
    g_autoptr(GDateTime) wall = utc != NULL ? g_date_time_to_timezone(utc, zone) : NULL;
    g_autofree char *time = wall != NULL ? g_date_time_format(wall, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
    json_open(json, NULL, '{');
    json_put_int(json, "sequence", line->sequence);
    json_put_string(json, "time", time);
    json_put_string(json, "kind", line->kind);
    json_put_string(json, "subject", line->subject);
    json_put_string(json, "done_by", *line->done_by ? line->done_by : NULL);
    json_put_string(json, "recorded_by", *line->recorded_by ? line->recorded_by : NULL);
    json_put_string(json, "text", line->text);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}
