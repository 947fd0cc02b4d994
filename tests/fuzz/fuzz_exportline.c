/* A line of the memory of exports, as somebody may have left it: what is taken is given back the same, and its pieces can be read. */
#include "desk/calendar/exportlines.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_strndup((const char *)data, size);
  ExportLine line, again;
  Span id, list;
  if (exportlines_parse_person(text, &id, &list)) {
    g_auto(GStrv) names = exportlines_list(list);
    g_assert_nonnull(names);
  }
  if (!exportlines_parse(text, &line)) {
    return 0;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  exportlines_put(out, &line);
  g_assert_true(exportlines_parse(out->str, &again));
  g_assert_true(again.sequence == line.sequence && again.stamp == line.stamp && again.hash == line.hash &&
                again.live == line.live);
  g_autoptr(GString) twice = g_string_new(NULL);
  exportlines_put(twice, &again);
  g_assert_cmpstr(out->str, ==, twice->str);
  ExportWhat what;
  if (line.live) {
    g_assert_true(exportlines_what(line.what, &what));
    g_assert_true(g_utf8_validate(what.summary, -1, NULL));
    g_free(what.summary);
  }
  ExportGone gone;
  for (Span rest = line.gone; exportlines_next_gone(&rest, &gone);) {
    g_auto(GStrv) names = exportlines_list(gone.to);
    g_assert_nonnull(names);
    g_assert_true(exportlines_what(gone.what, &what));
    g_free(what.summary);
  }
  return 0;
}
