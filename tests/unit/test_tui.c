/* The parts below the views: cells, what differs, events from bytes in pieces, the actions table, the telephone book. */
#include "base/place.h"
#include "tui/actions.h"
#include "tui/canvas.h"
#include "tui/tui.h"
#include <string.h>

/* ---- cells ---------------------------------------------------------------------------------------------------------------------- */

static char *row_text(const Canvas *canvas, int row) {
  GString *out = g_string_new(NULL);
  for (int column = 0; column < canvas->columns; column++) {
    const ScreenCell *cell = canvas_at(canvas, row, column);
    g_string_append(out, cell->cells == 0 ? "<" : cell->text); /* < stands for the second half */
  }
  return g_string_free(out, FALSE);
}

static void test_put(void) {
  static const struct {
    int column;
    const char *text, *expected;
    int end;
  } ROWS[] = {
      {0, "ab", "ab......", 2},       {0, "王芳", "王<芳<....", 4},
      {5, "王芳", ".....王< ", 9},                                              /* half outside: a blank */
      {6, "王芳", "......王<", 10},                                             /* wholly outside */
      {-1, "王芳", " 芳<.....", 3},                                             /* half outside on the left */
      {-2, "王芳", "芳<......", 2},   {0, "e\xcc\x81x", "e\xcc\x81x......", 2}, /* a mark stays with its letter */
      {0, "a\tb\x1b", "ab......", 2},                                           /* control characters show nothing */
      {8, "x", "........", 9},        {0, "👍🏽.", "👍🏽<......", 3},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Canvas) canvas = canvas_new(8, 1);
    canvas_put(canvas, 0, 0, "........", ATTR_PLAIN);
    g_assert_cmpint(canvas_put(canvas, 0, ROWS[i].column, ROWS[i].text, ATTR_BOLD), ==, ROWS[i].end);
    g_autofree char *got = row_text(canvas, 0);
    g_assert_cmpstr(got, ==, ROWS[i].expected);
  }
  g_autoptr(Canvas) canvas = canvas_new(4, 2);
  canvas_put(canvas, -1, 0, "xx", ATTR_PLAIN);
  canvas_put(canvas, 2, 0, "xx", ATTR_PLAIN);
  g_autofree char *first = row_text(canvas, 0), *second = row_text(canvas, 1);
  g_assert_cmpstr(first, ==, "    ");
  g_assert_cmpstr(second, ==, "    ");
}

/* Drawing over half a character leaves no half behind. */
static void test_halves(void) {
  static const struct {
    int column;
    const char *text, *expected;
  } ROWS[] = {{0, "x", "x 芳<"}, {1, "x", " x芳<"}, {1, "刘", " 刘< "}, {2, "刘", "王<刘<"}, {3, "x", "王< x"}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Canvas) canvas = canvas_new(4, 1);
    canvas_put(canvas, 0, 0, "王芳", ATTR_PLAIN);
    canvas_put(canvas, 0, ROWS[i].column, ROWS[i].text, ATTR_PLAIN);
    g_autofree char *got = row_text(canvas, 0);
    g_assert_cmpstr(got, ==, ROWS[i].expected);
  }
}

static void test_field(void) {
  g_autoptr(Canvas) canvas = canvas_new(8, 1);
  canvas_field(canvas, 0, 1, 6, "王芳刘洋", ATTR_REVERSE);
  g_autofree char *got = row_text(canvas, 0);
  g_assert_cmpstr(got, ==, " 王<芳<…  ");
  g_assert_cmpint(canvas_at(canvas, 0, 6)->attr, ==, ATTR_REVERSE); /* the padding, too */
  g_assert_cmpint(canvas_at(canvas, 0, 7)->attr, ==, ATTR_PLAIN);
  canvas_field(canvas, 0, 0, 0, "x", ATTR_PLAIN);
  g_assert_cmpstr(canvas_at(canvas, 0, 0)->text, ==, " ");
}

/* ---- what differs --------------------------------------------------------------------------------------------------------------- */

static void note_run(const Canvas *after, int row, int column, int cells, gpointer data) {
  g_string_append_printf(data, "%d:%d+%d ", row, column, cells);
}

static void test_diff(void) {
  static const struct {
    const char *before, *after, *runs;
    Attr attr;
    int cells;
  } ROWS[] = {
      {"abcdef", "abcdef", "", ATTR_PLAIN, 0},
      {"abcdef", "abXdef", "0:2+1 ", ATTR_PLAIN, 1},
      {"abcdef", "Xbcdef", "0:0+1 ", ATTR_PLAIN, 1},
      {"abcdef", "aXcdXX", "0:1+1 0:4+2 ", ATTR_PLAIN, 3},
      {"王芳ef", "王洋ef", "0:2+2 ", ATTR_PLAIN, 2},
      {"abcdef", "王cdef", "0:0+2 ", ATTR_PLAIN, 2},
      {"王cdef", "abcdef", "0:0+2 ", ATTR_PLAIN, 2},
      {"a王def", "王bdef", "0:0+3 ", ATTR_PLAIN, 3}, /* a lead where a continuation was */
      {"abcdef", "abcdef", "0:0+6 ", ATTR_BOLD, 6},  /* only the attribute */
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Canvas) before = canvas_new(6, 1), after = canvas_new(6, 1);
    canvas_put(before, 0, 0, ROWS[i].before, ATTR_PLAIN);
    canvas_put(after, 0, 0, ROWS[i].after, ROWS[i].attr);
    g_autoptr(GString) runs = g_string_new(NULL);
    g_assert_cmpint(canvas_diff(before, after, note_run, runs), ==, ROWS[i].cells);
    g_assert_cmpstr(runs->str, ==, ROWS[i].runs);
  }
  g_autoptr(Canvas) wide = canvas_new(6, 2), narrow = canvas_new(5, 2);
  g_autoptr(GString) runs = g_string_new(NULL);
  g_assert_cmpint(canvas_diff(NULL, wide, note_run, runs), ==, 12);
  g_assert_cmpint(canvas_diff(wide, narrow, note_run, runs), ==, 10);
  g_assert_cmpstr(runs->str, ==, "0:0+6 1:0+6 0:0+5 1:0+5 ");
}

/* ---- bytes ---------------------------------------------------------------------------------------------------------------------- */

/* Events in short: characters as they are, {k} for a key, ^u; | in the input is a pause, < and > begin and end a paste. */
static char *decode(const char *bytes) {
  InputDecoder decoder = {0};
  GString *out = g_string_new(NULL);
  for (const char *p = bytes; *p != '\0'; p++) {
    Input input = {.kind = INPUT_NONE};
    gboolean complete = FALSE;
    if (*p == '<' || *p == '>') {
      input_paste(&decoder, *p == '<');
    } else {
      complete = *p == '|' ? input_idle(&decoder, &input) : input_byte(&decoder, (guint8)*p, &input);
    }
    if (complete && input.kind == INPUT_CHAR) {
      g_string_append(out, input.pasted ? "'" : "");
      g_string_append_unichar(out, input.c);
    } else if (complete) {
      const char *const names[] = {[INPUT_ENTER] = "{enter}", [INPUT_ESCAPE] = "{esc}", [INPUT_BACKSPACE] = "{back}",
                                   [INPUT_TAB] = "{tab}",     [INPUT_UP] = "{up}",      [INPUT_DOWN] = "{down}"};
      g_string_append(out, input.kind == INPUT_CONTROL ? "^" : names[input.kind]);
      if (input.kind == INPUT_CONTROL) {
        g_string_append_unichar(out, input.c);
      }
    }
  }
  return g_string_free(out, FALSE);
}

static void test_bytes(void) {
  static const struct {
    const char *bytes, *events;
  } ROWS[] = {
      {"ab", "ab"},
      {"王芳", "王芳"},
      {"\xe7|\x8e|\x8b", "王"}, /* in pieces, with pauses between */
      {"\xe7\x8e"
       "a",
       "a"},                      /* broken off */
      {"\xe7\xe7\x8e\x8b", "王"}, /* begun anew */
      {"\x8e\x8b"
       "a",
       "a"}, /* continuations alone */
      {"\xff\xc0\xc1\xf5"
       "a",
       "a"}, /* never in UTF-8 */
      {"\xe0\x80\x80"
       "a",
       "a"}, /* overlong */
      {"\xed\xa0\x80"
       "a",
       "a"}, /* a surrogate */
      {"\xf0\x9f\x91\x8d", "👍"},
      {"\r\n\t\x7f\x08", "{enter}{enter}{tab}{back}{back}"},
      {"\x15\x0c", "^u^l"},
      {"\x1b|", "{esc}"},
      {"\x1b|\x1b|", "{esc}{esc}"},
      {"\x1b\x1b|", "{esc}{esc}"},
      {"\x1b[1;5Cx", "x"}, /* a key that nobody knows is swallowed whole */
      {"\x1b[15~\x1b[?0;3;4Mx", "x"},
      {"\x1bOPx", "x"},
      {"\x1b[B\x1bOA\x1b[1Bx", "{down}{up}x"},
      {"\x1bqx", "x"},  /* Alt with a letter */
      {"\x1b[|q", "q"}, /* broken off by a pause */
      {"<a\nb\tc\x15\x1b>q", "'a' 'b' 'cq"},
      {"<\x1b[31m红\x1b[0;1m x\x1b[Ay>q", "'红' 'x'yq"}, /* what was copied with its colours */
      {"<\x1b|a\x1b\x1b\x1b"
       "b>q",
       "'a'bq"},
      {"<\xe7>\x8e\x8b"
       "a",
       "a"}, /* a paste cut inside a character */
      {"\xc2\x85\xe2\x80\x8b"
       "a",
       "a"}, /* what shows nothing is not typed */
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *got = decode(ROWS[i].bytes);
    g_assert_cmpstr(got, ==, ROWS[i].events);
  }
}

static void test_burst(void) {
  static const struct {
    const char *typed, *text; /* \n is Enter; in `text` the characters taken for text are marked * */
  } ROWS[] = {{"q", "."},          {"3w", ".."},      {"jjjjj", "....."},
              {"jj\n", "..."},     {"690\n", "****"}, {"6904010123456\nq", "**************."},
              {"ab\ncd", "....."}, {"abc", "***"},    {"\n\n", ".."}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(GArray) inputs = g_array_new(FALSE, FALSE, sizeof(Input));
    for (const char *p = ROWS[i].typed; *p != '\0'; p++) {
      Input input = {.kind = *p == '\n' ? INPUT_ENTER : INPUT_CHAR, .c = (gunichar)*p};
      g_array_append_val(inputs, input);
    }
    input_mark_burst(inputs);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint k = 0; k < inputs->len; k++) {
      g_string_append_c(got, g_array_index(inputs, Input, k).pasted ? '*' : '.');
    }
    g_assert_cmpstr(got->str, ==, ROWS[i].text);
  }
}

/* ---- the actions table ---------------------------------------------------------------------------------------------------------- */

/* No key means two things in one view, every key is found, and every view can be left, helped and quit. */
static void test_actions(void) {
  for (int view = 0; view < N_VIEWS; view++) {
    gboolean helped = FALSE, left = FALSE;
    for (const ActionRow *row = actions; row->action != ACTION_NONE; row++) {
      g_assert_true(g_utf8_validate(row->help, -1, NULL) && g_str_has_suffix(row->help, "。"));
      for (int i = 0; (row->views & VIEW_BIT(view)) != 0 && i < ACTION_KEYS && row->key[i].kind != INPUT_NONE; i++) {
        Input input = {.kind = row->key[i].kind, .c = row->key[i].c};
        gboolean text = actions_typing((ViewKind)view) && input.kind == INPUT_CHAR;
        g_assert_cmpint(actions_find((ViewKind)view, &input), ==, text ? ACTION_NONE : row->action);
        helped = helped || (row->action == ACTION_HELP && !text);
        left = left || ((row->action == ACTION_BACK || row->action == ACTION_QUIT) && !text);
        input.pasted = TRUE;
        g_assert_cmpint(actions_find((ViewKind)view, &input), ==, ACTION_NONE);
      }
    }
    g_assert_true(helped && left);
  }
  const Input unknown = {.kind = INPUT_CHAR, .c = 0x738b};
  g_assert_cmpint(actions_find(VIEW_HOME, &unknown), ==, ACTION_NONE);
}

static void note_key(const char *group, const char *keys, const char *help, gpointer data) {
  g_string_append_printf(data, "%s|%s|%s\n", group, keys, help);
}

/* The menu's keys, and the manual names each entry. */
static void test_menu(void) {
  g_autoptr(GString) manual = g_string_new(NULL);
  tui_each_key(note_key, manual);
  g_autoptr(GString) keys = g_string_new(NULL);
  int n = 0;
  for (const ActionRow *row; (row = actions_menu(n)) != NULL; n++) {
    g_string_append_unichar(keys, row->key[0].c);
    g_autofree char *entry = g_strdup_printf("首页|%s|%s：", row->keys, row->menu);
    g_assert_nonnull(strstr(manual->str, entry));
  }
  g_assert_cmpstr(keys->str, ==, "123456789eh0");
}

/* ---- the telephone book --------------------------------------------------------------------------------------------------------- */

static void test_phonebook(void) {
  static const struct {
    const char *query, *first;
    int n; /* -1: some */
  } ROWS[] = {{"", "孙艺", 45},        {"wf", "魏芳", 1},          {"WF", "魏芳", 1},          {"ｗｆ", "魏芳", 1},
              {"weifang", "魏芳", 1},  {"fang", "魏芳", 1},        {"魏", "魏芳", 1},          {"芳", "魏芳", 1},
              {"2003", "魏芳", 1},     {"13800000203", "魏芳", 1}, {"00000203", "魏芳", 1},    {"xxg", NULL, 0},
              {"88880202", "高峰", 1}, {"法务", "邵华", 1},        {"生鲜 对接人", "陆刚", 1}, {"fwt", "孙艺", -1},
              {"  wf  ", "魏芳", 1},   {"wei.fang", "魏芳", 1},    {"外部", NULL, -1},         {"王芳李四", NULL, 0}};
  g_setenv("SOURCE_DATE_EPOCH", "1805068800", TRUE);
  g_autofree char *folder = g_build_filename(place_share(), "stores", "supermarket", NULL);
  static const Tools tools = {0};
  g_autoptr(Desk) desk = desk_new(folder, place_share(), &tools);
  g_assert_true(desk_load(desk, FALSE));
  g_autoptr(Phonebook) book = phonebook_new(desk);
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].query);
    g_autoptr(GArray) found = phonebook_find(book, ROWS[i].query);
    if (ROWS[i].n >= 0) {
      g_assert_cmpint((int)found->len, ==, ROWS[i].n);
    } else {
      g_assert_cmpint((int)found->len, >, 0);
    }
    if (ROWS[i].first != NULL) {
      const Contact *contact = g_ptr_array_index(book->contacts, g_array_index(found, guint, 0));
      g_assert_cmpstr(contact->name, ==, ROWS[i].first);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tui/put", test_put);
  g_test_add_func("/tui/halves", test_halves);
  g_test_add_func("/tui/field", test_field);
  g_test_add_func("/tui/diff", test_diff);
  g_test_add_func("/tui/bytes", test_bytes);
  g_test_add_func("/tui/burst", test_burst);
  g_test_add_func("/tui/actions", test_actions);
  g_test_add_func("/tui/menu", test_menu);
  g_test_add_func("/tui/phonebook", test_phonebook);
  return g_test_run();
}
