/* Any file, broken ones too, with problems anywhere in it: what is shown can be printed, fits the screen, and has its caret in the line. Four
 * bytes a place (line, column, width, screen) up to a zero, then the file. */
#include "base/diag.h"
#include "base/text.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_shown(const char *text, int columns) {
  g_assert_true(g_utf8_validate(text, -1, NULL));
  for (const char *p = text; *p; p++) {
    g_assert_true(!g_ascii_iscntrl(*p) || *p == '\n');
  }
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  int above = 0;
  for (char **line = lines; *line; line++) {
    if (g_str_has_prefix(*line, "f")) {
      continue;
    }
    const char *bar = strstr(*line, "| ");
    if (bar && bar[2 + strspn(bar + 2, " ")] == '^' && strspn(*line, " ") == (gsize)(bar - *line)) {
      g_assert_cmpint(text_width(*line), <=, above + 1); /* at most one behind the end */
    }
    /* A cluster may be wider than its characters: an emoji style each may add a cell. */
    g_assert_cmpint(text_width(*line), <=, 2 * MAX(columns, 40));
    above = MAX(text_width(*line), 6);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(DiagList) list = diag_list_new();
  int columns = 0;
  while (size >= 4 && data[0]) {
    Pos pos = {.file = intern_string("f"), .line = data[0] % 8u, .column = data[1] * (1u + data[1] / 16u)};
    diag_underline(diag_add(list, E012, pos, "错"), data[2]);
    columns = data[3];
    data += 4;
    size -= 4;
  }
  g_autoptr(GBytes) source = g_bytes_new(data, size);
  diag_add_source(list, "f", source);
  g_autofree char *text = diag_render_text(list, columns);
  check_shown(text, columns);
  g_autofree char *again = diag_render_text(list, columns);
  g_assert_cmpstr(text, ==, again);
  return 0;
}
