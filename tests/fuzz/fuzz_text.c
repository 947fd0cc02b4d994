/* Any text, any width: what comes out is valid, fits, and holds what went in. The first two bytes are the width and the limit. */
#include "base/text.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text without what a line break may swallow. */
static char *without_space(const char *text) {
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c != ' ' && c != '\t' && c != '\n' && c != 0x3000 && c != 0x200B) {
      g_string_append_unichar(out, c);
    }
  }
  return g_string_free(out, FALSE);
}

static void check_wrap(const char *text, int cells) {
  g_auto(GStrv) lines = text_wrap(text, cells);
  g_assert_nonnull(lines[0]);
  for (char **line = lines; *line; line++) {
    g_assert_true(g_utf8_validate(*line, -1, NULL));
    g_assert_cmpint(text_width(*line), <=, MAX(cells, 2)); /* one wide character stands alone where there is one cell */
    g_assert_null(strpbrk(*line, "\n\t"));
    g_assert_false(line > lines && lines[1] && g_str_has_suffix(*line, " "));
  }
  g_autofree char *joined = g_strjoinv("", lines);
  g_autofree char *out = without_space(joined);
  g_autofree char *in = without_space(text);
  g_assert_cmpstr(out, ==, in);
}

static void check_cut(const char *text, int cells) {
  int width = text_width(text);
  g_autofree char *cut = text_cut(text, cells);
  g_assert_true(g_utf8_validate(cut, -1, NULL));
  g_assert_cmpint(text_width(cut), <=, MAX(cells, 0));
  g_assert_true(width > cells || strcmp(cut, text) == 0);
  for (int right = 0; right < 2; right++) {
    g_autofree char *padded = text_pad(text, cells, right);
    g_assert_cmpint(text_width(padded), ==, MAX(width, cells));
  }
}

static void check_limits(const char *text, gsize limit) {
  g_autofree char *chars = text_limit_chars(text, limit);
  g_assert_true(g_utf8_validate(chars, -1, NULL));
  g_assert_cmpint(g_utf8_strlen(chars, -1), <=, (glong)limit);
  g_assert_true(g_utf8_strlen(text, -1) > (glong)limit || strcmp(chars, text) == 0);
}

static void check_clean(const char *text) {
  for (int keep = 0; keep < 2; keep++) {
    g_autofree char *clean = text_clean(text, keep);
    for (const char *p = clean; *p; p++) {
      g_assert_true(!g_ascii_iscntrl(*p) || (keep && *p == '\n'));
    }
    g_autofree char *again = text_clean(clean, keep);
    g_assert_cmpstr(again, ==, clean);
  }
  g_autofree char *html = text_escape_html(text);
  g_assert_null(strpbrk(html, "<>\"'"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2 || size > 4096) {
    return 0;
  }
  g_autofree char *text = g_utf8_make_valid((const char *)data + 2, (gssize)size - 2);
  int cells = data[0] % 64;
  check_wrap(text, cells);
  check_cut(text, cells);
  check_limits(text, data[1] % 64);
  check_clean(text);
  const char *const words[] = {"operations", "客服部", text, NULL};
  g_assert_nonnull(text_nearest("operation", words));
  text_nearest(text, words);
  return 0;
}
