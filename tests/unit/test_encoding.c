/* Bytes of unknown origin become UTF-8, or are refused at the place where they stop making sense. */
#include "data/encoding.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

static void first_problem(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s@%u:%u", out->len ? " " : "", diag_code_name(diag->code), diag->pos.line,
                         diag->pos.column);
  g_assert_true(g_str_has_suffix(diag->message, "。"));
  g_assert_nonnull(diag->fix);
}

static void test_to_utf8(void) {
  static const struct {
    const char *bytes;
    gsize length;
    const char *text; /* NULL: refused */
    Encoding encoding;
    const char *problem;
  } rows[] = {
      {BYTES(""), "", ENCODING_UTF8, ""},
      {BYTES("abc\r\n"), "abc\r\n", ENCODING_UTF8, ""},
      {BYTES("王芳"), "王芳", ENCODING_UTF8, ""},
      {BYTES("\xEF\xBB\xBF王芳"), "王芳", ENCODING_UTF8_BOM, ""},
      {BYTES("\xEF\xBB\xBF"), "", ENCODING_UTF8_BOM, ""},
      {BYTES("\xFF\xFE\x8B\x73\xB3\x82\x0A\x00"), "王芳\n", ENCODING_UTF16, ""},
      {BYTES("\xFE\xFF\x73\x8B\x82\xB3"), "王芳", ENCODING_UTF16, ""},
      {BYTES("\xFF\xFE\x40\xD8\x00\xDC"), "𠀀", ENCODING_UTF16, ""},
      {BYTES("\xFF\xFE"), "", ENCODING_UTF16, ""},
      {BYTES("\xCD\xF5\xB7\xBC,1\n"), "王芳,1\n", ENCODING_GB18030, ""},
      {BYTES("\x95\x32\x82\x36"), "𠀀", ENCODING_GB18030, ""},
      {BYTES("\x80\x81"), NULL, ENCODING_GB18030, "E078@1:1"},
      {BYTES("a\r\n\xCD\xF5\xFF"), NULL, ENCODING_GB18030, "E078@2:2"},
      {BYTES("a\n\xCD\xF5\xB7"), NULL, ENCODING_GB18030, "E078@2:2"},
      {BYTES("\xEF\xBB\xBF"
             "a\n王\xFF"),
       NULL, ENCODING_UTF8_BOM, "E078@2:2"},
      {BYTES("\xFF\xFE\x8B\x73\x00\xD8\x00\x00"), NULL, ENCODING_UTF16, "E078@1:2"},
      {BYTES("\xFF\xFE\x8B\x73\x41"), NULL, ENCODING_UTF16, "E078@1:2"},
      {BYTES("ab\0c"), NULL, ENCODING_UTF8, "E078@1:3"},
      {BYTES("\xEF\xBB\xBF\0\xFF"), NULL, ENCODING_UTF8_BOM, "E078@1:1"},
      {BYTES("\xFF\xFE\x41\x00\x00\x00"), NULL, ENCODING_UTF16, "E078@1:2"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", i);
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(rows[i].bytes, rows[i].length);
    Encoding encoding = ENCODING_UTF8;
    g_autoptr(GBytes) result = encoding_to_utf8("a.csv", bytes, &encoding, diags);
    g_autoptr(GString) found = g_string_new(NULL);
    diag_each(diags, first_problem, found);
    g_assert_cmpstr(found->str, ==, rows[i].problem);
    g_assert_cmpint(encoding, ==, rows[i].encoding);
    g_assert_cmpint(result != NULL, ==, rows[i].text != NULL);
    if (result) {
      gsize length = 0;
      const char *text = g_bytes_get_data(result, &length);
      g_assert_cmpmem(text, length, rows[i].text, strlen(rows[i].text));
    }
  }
}

static void test_require(void) {
  static const struct {
    const char *bytes;
    gsize length;
    const char *problem;
  } rows[] = {
      {BYTES("a\tb\r\nc王\xEF\xBB\xBF"), ""}, {BYTES("\0"), "E004@1:1"},
      {BYTES("a\0\xFF"), "E004@1:2"},         {BYTES("a\x1B\xFF"), "E004@1:2"},
      {BYTES("a\xFF\x1B"), "E004@1:2"},       {BYTES("a\r王\x1B"), "E004@2:2"},
      {BYTES("\xC2\x9F"), "E004@1:1"},        {BYTES("\xC2\xA0"), ""},
      {BYTES("\xE2\x80\xA9"), "E004@1:1"},    {BYTES("\xE2\x80\xA7"), ""},
      {BYTES("\xEF\xBF\xBF"), "E004@1:1"},    {BYTES("\xEF\xBF\xBD"), ""},
      {BYTES("a\xE7\x8E"), "E004@1:2"},       {BYTES("\xF4\x90\x80\x80"), "E004@1:1"},
      {BYTES("\xC0\x80"), "E004@1:1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", i);
    g_autoptr(DiagList) diags = diag_list_new();
    gboolean good = encoding_require_visible("a.yaml", rows[i].bytes, rows[i].length, diags);
    g_autoptr(GString) found = g_string_new(NULL);
    diag_each(diags, first_problem, found);
    g_assert_cmpstr(found->str, ==, rows[i].problem);
    g_assert_cmpint(good, ==, found->len == 0);
    /* Without the controls only wrong bytes and NULs count. */
    g_autoptr(DiagList) others = diag_list_new();
    gboolean utf8 = g_utf8_validate_len(rows[i].bytes, rows[i].length, NULL);
    g_assert_cmpint(encoding_require_utf8("a.json", rows[i].bytes, rows[i].length, others), ==, utf8);
    g_assert_cmpint(diag_has_errors(others), ==, !utf8);
  }
}

static void test_pos(void) {
  static const char text[] = "\xEF\xBB\xBF"
                             "a王\r\nb\rc\n\n\xFF\xFF"
                             "z";
  static const struct {
    guint offset, line, column;
  } rows[] = {{0, 1, 1},  {3, 1, 1},  {4, 1, 2},  {7, 1, 3},  {9, 2, 1},
              {11, 3, 1}, {13, 4, 1}, {14, 5, 1}, {16, 5, 3}, {99, 5, 4}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Pos pos = encoding_pos("a", text, sizeof text - 1, rows[i].offset);
    g_assert_cmpuint(pos.line, ==, rows[i].line);
    g_assert_cmpuint(pos.column, ==, rows[i].column);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/encoding/to-utf8", test_to_utf8);
  g_test_add_func("/encoding/require", test_require);
  g_test_add_func("/encoding/pos", test_pos);
  return g_test_run();
}
