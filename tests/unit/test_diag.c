/* Problems: kept once, sorted, counted, and shown under the right place of the right line. */
#include "base/diag.h"
#include <stdio.h>
#include <string.h>

static Pos place(const char *file, guint32 line, guint32 column) {
  return (Pos){.file = intern_string(file), .line = line, .column = column};
}

static Pos cell(const char *file, const char *sheet, guint32 row, guint32 column) {
  return (Pos){.file = intern_string(file), .sheet = intern_string(sheet), .line = row, .column = column};
}

static void positions(void) {
  const struct {
    Pos pos;
    const char *text;
  } ROWS[] = {
      {place("store.yaml", 12, 5), "store.yaml:12:5"},
      {place("store.yaml", 12, 0), "store.yaml:12"},
      {pos_of_file("store.yaml"), "store.yaml"},
      {cell("people.xlsx", "人员", 7, 4), "people.xlsx:人员!D7"},
      {cell("people.xlsx", "人员", 7, 26), "people.xlsx:人员!Z7"},
      {cell("people.xlsx", "人员", 7, 27), "people.xlsx:人员!AA7"},
      {cell("people.xlsx", "人员", 7, 702), "people.xlsx:人员!ZZ7"},
      {cell("people.xlsx", "人员", 1048576, 16384), "people.xlsx:人员!XFD1048576"},
      {cell("people.xlsx", "人员", 7, 0), "people.xlsx:人员!7"},
      {cell("people.xlsx", "人员", 0, 0), "people.xlsx:人员"},
      {cell("people.xlsx", "人\n员\x1b", 1, 1), "people.xlsx:人员!A1"},
      {POS_NONE, ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *text = pos_format(ROWS[i].pos);
    g_assert_cmpstr(text, ==, ROWS[i].text);
  }
}

static void codes(void) {
  g_assert_cmpstr(diag_code_name(E012), ==, "E012");
  g_assert_cmpstr(diag_code_title(E012), ==, "没有这个键");
  g_assert_cmpint(diag_code_status(E001), ==, 3);
  g_assert_cmpint((int)diag_code_severity(W001), ==, DIAG_WARNING);
  g_assert_cmpstr(diag_severity_word(DIAG_NOTE), ==, "说明");
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) titles = g_hash_table_new(g_str_hash, g_str_equal);
  for (int code = 0; code < N_DIAG_CODES; code++) {
    const char *name = diag_code_name((DiagCode)code);
    static const char LETTER[] = "EWN";
    g_assert_cmpuint(strlen(name), ==, 4);
    g_assert_cmpint(name[0], ==, LETTER[diag_code_severity((DiagCode)code)]); /* the letter is the severity */
    int status = diag_code_status((DiagCode)code);
    g_assert_true(name[0] == 'E' ? status == 1 || status == 3 : status == 0);
    g_assert_true(g_hash_table_add(seen, (gpointer)(gsize)name));
    char *title = (gpointer)(gsize)diag_code_title((DiagCode)code);
    g_assert_true(g_hash_table_add(titles, title)); /* no two codes for one thing */
  }
}

static void count_one(const Diag *diag, gpointer data) {
  ++*(guint *)data;
}

static void kept_once(void) {
  g_autoptr(DiagList) list = diag_list_new();
  g_assert_cmpint(diag_status(list), ==, 0);
  g_assert_false(diag_has_errors(list));
  Diag *first = diag_add(list, W001, place("a", 1, 1), "张%s还没有改", "三");
  g_assert_cmpstr(first->message, ==, "张三还没有改");
  diag_fix(first, "请改成%d人", 2);
  Diag *again = diag_add(list, W001, place("a", 1, 1), "张三还没有改");
  g_assert_true(first == again);
  diag_fix(again, "请改成%d人", 3);
  g_assert_cmpstr(first->fix, ==, "请改成3人");
  g_assert_cmpint(diag_status(list), ==, 0);
  diag_add(list, W001, place("a", 1, 2), "张三还没有改");
  diag_add(list, W001, place("a", 2, 1), "张三还没有改");
  diag_add(list, W001, place("b", 1, 1), "张三还没有改");
  diag_add(list, W001, cell("a", "甲", 1, 1), "张三还没有改");
  diag_add(list, W002, place("a", 1, 1), "张三还没有改");
  diag_add(list, W001, place("a", 1, 1), "李四还没有改");
  g_assert_cmpuint(diag_count(list, DIAG_WARNING), ==, 7);
  diag_add(list, E012, place("a", 1, 1), "错");
  g_assert_cmpint(diag_status(list), ==, 1);
  diag_add(list, E001, POS_NONE, "错");
  diag_add(list, E012, POS_NONE, "错");
  diag_add(list, N001, POS_NONE, "空档");
  g_assert_cmpint(diag_status(list), ==, 3);
  g_assert_true(diag_has_errors(list));
  g_assert_cmpuint(diag_count(list, DIAG_ERROR), ==, 3);
  g_assert_cmpuint(diag_count(list, DIAG_NOTE), ==, 1);
  guint n = 0;
  diag_each(list, count_one, &n);
  g_assert_cmpuint(n, ==, 11);
}

static void sorted(void) {
  g_autoptr(DiagList) list = diag_list_new();
  diag_add(list, E014, place("b.yaml", 1, 1), "8");
  diag_add(list, E014, place("a.yaml", 10, 1), "6");
  diag_add(list, E014, place("a.yaml", 9, 20), "5");
  diag_add(list, E014, place("a.yaml", 9, 3), "3");
  diag_add(list, E012, place("a.yaml", 9, 3), "2");
  diag_add(list, E014, place("a.yaml", 9, 3), "4"); /* the same place and code: in the order of finding */
  diag_add(list, E001, POS_NONE, "0");
  diag_add(list, E014, cell("a.yaml", "表", 1, 1), "7");
  diag_add(list, E002, pos_of_file("a.yaml"), "1");
  for (int round = 0; round < 2; round++) {
    g_autofree char *text = diag_render_text(list, 80);
    char order[16];
    guint n = 0;
    for (const char *p = text; (p = strstr(p, "]: ")); p += 3) {
      order[n++] = p[3];
    }
    order[n] = '\0';
    g_assert_cmpstr(order, ==, "012345678");
  }
}

/* Text, one problem, what is shown. */
static void excerpts(void) {
  static const struct {
    const char *source;
    guint32 line, column, width;
    const char *shown;
  } ROWS[] = {
      {"a: 1\nopration: 2\n", 2, 1, 8, "  2 | opration: 2\n    | ^~~~~~~~\n"},
      {"a: 1\nopration: 2\n", 2, 11, 0, "  2 | opration: 2\n    |           ^\n"},
      /* a byte order mark is no character of line 1, and CR LF is one line end */
      {"\xEF\xBB\xBF"
       "ab: 1\r\ncd: 2\r\n",
       1, 2, 1, "  1 | ab: 1\n    |  ^\n"},
      {"\xEF\xBB\xBF"
       "ab: 1\r\ncd: 2\r\n",
       2, 5, 1, "  2 | cd: 2\n    |     ^\n"},
      {"甲\r乙\r丙", 2, 1, 1, "  2 | 乙\n    | ^~\n"}, /* as old spreadsheets end lines */
      {"甲\n\r乙", 3, 1, 1, "  3 | 乙\n    | ^~\n"},
      /* under wide characters by cells */
      {"名称: 门店 x", 1, 5, 2, "  1 | 名称: 门店 x\n    |       ^~~~\n"},
      {"名称: 门店 x", 1, 8, 1, "  1 | 名称: 门店 x\n    |            ^\n"},
      {"e\u0301e\u0301x", 1, 5, 1, "  1 | e\u0301e\u0301x\n    |   ^\n"},
      {"😀: x", 1, 4, 1, "  1 | 😀: x\n    |     ^\n"},
      {"👍🏽x", 1, 3, 1, "  1 | 👍🏽x\n    |   ^\n"},
      /* what cannot be shown is one space */
      {"\ta: b", 1, 2, 1, "  1 |  a: b\n    |  ^\n"},
      {"a\x1b[31mb", 1, 7, 1, "  1 | a [31mb\n    |       ^\n"},
      {"a\u200b\u202e"
       "b",
       1, 2, 2, "  1 | a  b\n    |  ^~\n"},
      {"a\xc2\x85"
       "b",
       1, 3, 1, "  1 | a b\n    |   ^\n"},
      /* broken bytes are one character each */
      {"a\xff\xfe"
       "b",
       1, 2, 1, "  1 | a\uFFFD\uFFFDb\n    |  ^\n"},
      {"\xb5\xea x", 1, 4, 1, "  1 | \uFFFD\uFFFD x\n    |    ^\n"},
      {"x\xe4\xb8", 1, 3, 1, "  1 | x\uFFFD\uFFFD\n    |   ^\n"},
      /* the end of a line, and of the file */
      {"a:\nb", 1, 3, 1, "  1 | a:\n    |   ^\n"},
      {"a:\nb", 1, 99, 5, "  1 | a:\n    |   ^\n"},
      {"a:\n", 2, 1, 1, "  2 |\n    | ^\n"},
      {"a:\n", 3, 1, 1, ""},
      {"", 1, 1, 1, "  1 |\n    | ^\n"},
      {"abc", 1, 2, 99, "  1 | abc\n    |  ^~\n"},
      {"a:   ", 1, 1, 1, "  1 | a:   \n    | ^\n"},
      /* a line without a column; the file as a whole */
      {"abc", 1, 0, 0, "  1 | abc\n"},
      {"abc", 0, 0, 0, ""},
      /* longer than the screen: 40 cells, of which the gutter takes 6 */
      {"0123456789012345678901234567890123456789", 1, 1, 3, "  1 | 012345678901234567890123456789012…\n    | ^~~\n"},
      {"0123456789012345678901234567890123456789", 1, 40, 1,
       "  1 | …789012345678901234567890123456789\n    |                                  ^\n"},
      {"0123456789012345678901234567890123", 1, 34, 1,
       "  1 | 0123456789012345678901234567890123\n    |                                  ^\n"},
      {"abcdefghij1234567890abcdefghij1234567890abcdefghij1234567890", 1, 31, 50,
       "  1 | …567890abcdefghij1234567890abcdef…\n    |                  ^~~~~~~~~~~~~~~~\n"},
      {"门店门店门店门店门店门店门店门店门店门店门店门店", 1, 13, 1,
       "  1 | …门店门店门店门店门店门店门店门店…\n    |                  ^~\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(DiagList) list = diag_list_new();
    g_autoptr(GBytes) source = g_bytes_new_static(ROWS[i].source, strlen(ROWS[i].source));
    g_autofree char *name = g_strdup("store.yaml"); /* the list may not need the name that it was given */
    diag_add_source(list, name, source);
    Diag *diag = diag_add(list, E012, place("store.yaml", ROWS[i].line, ROWS[i].column), "句子。");
    diag_underline(diag, ROWS[i].width);
    diag_fix(diag, "改法。");
    g_autofree char *text = diag_render_text(list, 40);
    g_autofree char *pos = pos_format(diag->pos);
    g_autofree char *expected = g_strdup_printf("%s: 错误[E012]: 句子。\n%s  改法：改法。\n", pos, ROWS[i].shown);
    g_assert_cmpstr(text, ==, expected);
  }
}

/* Several on one line, in any order of finding; and files without a text, cells, and no file at all. */
static void rendering(void) {
  g_autoptr(DiagList) list = diag_list_new();
  static const char TEXT[] = "a: 1\nb: {甲: 1, 乙: 2}\n";
  g_autoptr(GBytes) source = g_bytes_new_static(TEXT, strlen(TEXT));
  diag_add_source(list, "b.yaml", source);
  diag_add(list, E012, place("b.yaml", 2, 11), "没有叫 乙 的键。");
  diag_add(list, E012, place("b.yaml", 2, 5), "没有叫 甲 的键。");
  diag_add(list, W001, place("a.yaml", 3, 4), "没有原文。");
  diag_add(list, N001, POS_NONE, "没有文件。");
  Diag *diag = diag_add(list, E074, cell("b.yaml", "人员", 7, 4), "不是电话。");
  diag_fix(diag, "请写数字。");
  diag_add(list, E012, place("b.yaml", 2, 5), "引用的字\n带着\x1b[31m控制字符\xff。");
  g_autofree char *text = diag_render_text(list, 80);
  g_assert_cmpstr(text, ==,
                  "说明[N001]: 没有文件。\n"
                  "a.yaml:3:4: 警告[W001]: 没有原文。\n"
                  "b.yaml:2:5: 错误[E012]: 没有叫 甲 的键。\n"
                  "  2 | b: {甲: 1, 乙: 2}\n"
                  "    |     ^~\n"
                  "b.yaml:2:5: 错误[E012]: 引用的字带着[31m控制字符\uFFFD。\n"
                  "  2 | b: {甲: 1, 乙: 2}\n"
                  "    |     ^~\n"
                  "b.yaml:2:11: 错误[E012]: 没有叫 乙 的键。\n"
                  "  2 | b: {甲: 1, 乙: 2}\n"
                  "    |            ^~\n"
                  "b.yaml:人员!D7: 错误[E074]: 不是电话。\n"
                  "  改法：请写数字。\n");
  g_autofree char *narrow = diag_render_text(list, 1); /* too narrow for anything: still shows the place */
  g_assert_nonnull(strstr(narrow, "b: {甲: 1, 乙: 2}\n"));
}

static void limit(void) {
  g_autoptr(DiagList) list = diag_list_new();
  for (int i = 0; i < DIAG_LIMIT; i++) {
    diag_add(list, W001, place("a", 1, (guint32)i + 1), "一样的句子");
  }
  g_assert_cmpuint(diag_unlisted(list), ==, 0);
  for (int i = 0; i < 5; i++) {
    Diag *diag = diag_add(list, E012, place("b", 1, (guint32)i + 1), "多出来的"); /* can be written to all the same */
    diag_fix(diag, "改");
    diag_underline(diag, 3);
  }
  diag_add(list, W001, place("a", 1, 1), "一样的句子"); /* a known one is known */
  g_assert_cmpuint(diag_count(list, DIAG_WARNING), ==, DIAG_LIMIT);
  g_assert_cmpuint(diag_count(list, DIAG_ERROR), ==, 5);
  g_assert_cmpuint(diag_unlisted(list), ==, 5);
  g_assert_true(diag_has_errors(list));
  g_assert_cmpint(diag_status(list), ==, 1); /* what is not listed counts */
  guint n = 0;
  diag_each(list, count_one, &n);
  g_assert_cmpuint(n, ==, DIAG_LIMIT);
  g_autofree char *text = diag_render_text(list, 80);
  g_assert_true(g_str_has_suffix(text, "还有 5 个问题没有列出。请先改好上面的，再检查一次。\n"));

  g_autofree char *endless = g_strnfill(1 << 20, 'x');
  g_autoptr(DiagList) other = diag_list_new();
  Diag *diag = diag_add(other, E012, POS_NONE, "没有叫 %s 的键", endless);
  g_assert_cmpuint(strlen(diag->message), <, 2000); /* no megabyte on the screen */
}

/* A thousand problems at the far end of a line of four megabytes: the line is walked once, not a thousand times. */
static void long_line(void) {
  const gsize chars = 1 << 21;
  GString *line = g_string_sized_new(chars * 3);
  for (gsize i = 0; i < chars; i++) {
    g_string_append(line, i % 2 ? "店" : "x");
  }
  gsize size = line->len;
  g_autoptr(GBytes) source = g_bytes_new_take(g_string_free(line, FALSE), size);
  g_autoptr(DiagList) list = diag_list_new();
  diag_add_source(list, "a", source);
  for (guint i = 0; i < DIAG_LIMIT; i++) {
    diag_add(list, E012, place("a", 1, (guint32)(chars - i * 7)), "错");
  }
  gint64 begin = g_get_monotonic_time();
  g_autofree char *text = diag_render_text(list, 80);
  g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_USEC_PER_SEC); /* quadratic takes a minute */
  g_assert_nonnull(strstr(text, "  1 | …x店x店"));
  g_assert_true(g_utf8_validate(text, -1, NULL));
  guint carets = 0;
  for (const char *p = text; (p = strchr(p, '^')); p++) {
    carets++;
  }
  g_assert_cmpuint(carets, ==, DIAG_LIMIT);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/diag/positions", positions);
  g_test_add_func("/diag/codes", codes);
  g_test_add_func("/diag/kept-once", kept_once);
  g_test_add_func("/diag/sorted", sorted);
  g_test_add_func("/diag/excerpts", excerpts);
  g_test_add_func("/diag/rendering", rendering);
  g_test_add_func("/diag/limit", limit);
  g_test_add_func("/diag/long-line", long_line);
  return g_test_run();
}
