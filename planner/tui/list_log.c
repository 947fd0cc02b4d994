/* The record, newest first, those entries that hold every word which was typed. */
#include "base/text.h"
#include "tui/listing.h"
#include <string.h>

enum { WHEN_CELLS = 15, WHO_CELLS = 20 };

static gboolean holds(const LogLine *line, char *const *words) {
  if (*words == NULL) {
    return TRUE;
  }
  g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, line->sequence);
  g_autofree char *text = g_strconcat(line->when, " ", line->who, " ", line->text, " ", number, NULL);
  g_autofree char *folded = g_utf8_casefold(text, -1);
  for (char *const *word = words; *word != NULL; word++) {
    if (strstr(folded, *word) == NULL) {
      return FALSE;
    }
  }
  return TRUE;
}

void listing_log(const App *app, Listing *listing) {
  *listing = (Listing){.rows = listing->rows, .widths = {WHEN_CELLS, WHO_CELLS, LISTING_REST}};
  const GPtrArray *log = app->scene->log;
  g_autofree char *query = g_utf8_casefold(app->log_query->str, -1);
  g_auto(GStrv) words = g_strsplit(query, " ", -1);
  const LogLine *oldest = log != NULL && log->len > 0 ? g_ptr_array_index(log, 0) : NULL;
  if (oldest != NULL && oldest->sequence > 1) {
    g_autofree char *text = g_strdup_printf("这里只有最近的 %u 条；更早的，退出后输入 ready315 log。", log->len);
    listing_sentence(listing, text, app->columns);
  }
  guint found = 0;
  for (guint i = log != NULL ? log->len : 0; i > 0; i--) {
    const LogLine *line = g_ptr_array_index(log, i - 1);
    if (holds(line, words)) {
      found++;
      ListingRow *row =
          listing_add(listing, line, g_strdup(line->when), g_strdup(line->who), g_strdup(line->text), NULL, NULL);
      row->details =
          g_strdup_printf("第 %" G_GINT64_FORMAT " 条　%s　%s\n%s", line->sequence, line->when, line->who, line->text);
    }
  }
  if (found == 0) {
    listing_sentence(listing,
                     log == NULL || log->len == 0 ? "记录里还什么都没有。"
                                                  : "没有找到。退格改一改，或者按 Ctrl-U 清空再打。",
                     app->columns);
  }
}
