/* Display width, cutting, wrapping with the rules of Chinese line breaks, and the small repairs. */
#include "base/text.h"

#define FAMILY "👨\u200d👩\u200d👧"

static void width(void) {
  static const struct {
    const char *text;
    int cells;
  } ROWS[] = {
      {"", 0},
      {"abc", 3},
      {"门店", 4},
      {"门店abc", 7},
      {"ＡＢ", 4}, /* fullwidth */
      {"ｱｲ", 2},   /* halfwidth kana */
      {"，。", 4},
      {"“”…—·", 5},   /* ambiguous: one each */
      {"e\u0301", 1}, /* combining */
      {"\u0301", 0},
      {"門\u3099", 2}, /* a mark on a wide character */
      {"a\u200bb", 2}, /* zero width space */
      {"\ufeff", 0},
      {"😀", 2},
      {"👍🏽", 2}, /* with skin tone */
      {FAMILY, 2},
      {"🇨🇳", 2},
      {"🇨🇳🇨🇳", 4},
      {"☎", 1},
      {"☎\ufe0f", 2},       /* the same in emoji style */
      {"1\ufe0f\u20e3", 2}, /* keycap */
      {"a\ufe0f", 1},       /* no emoji */
      {"❤\ufe0f\u200d🔥", 2},
      {"\x01\x1b[0m\x7f", 3}, /* controls show nothing: [0m */
      {"\xc2\x85", 0},
      {"한국", 4},
      {"\u1112\u1161\u11ab", 2}, /* 한 in pieces */
      {"กำ", 2},
      {"é", 1},
      {"𠀀", 2},
      {"a\nb", 2},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].text);
    g_assert_cmpint(text_width(ROWS[i].text), ==, ROWS[i].cells);
  }
  g_assert_cmpint(text_char_width(0), ==, 0);
  g_assert_cmpint(text_char_width(0xad), ==, 1);
  g_assert_cmpint(text_char_width(0x4e2d), ==, 2);
}

static void pad(void) {
  static const struct {
    const char *text;
    int cells;
    const char *left, *right;
  } ROWS[] = {
      {"门店", 6, "门店  ", "  门店"},
      {"门店", 4, "门店", "门店"},
      {"门店", 3, "门店", "门店"},
      {"", 2, "  ", "  "},
      {"a", -1, "a", "a"},
      {"e\u0301", 2, "e\u0301 ", " e\u0301"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *left = text_pad(ROWS[i].text, ROWS[i].cells, FALSE);
    g_autofree char *right = text_pad(ROWS[i].text, ROWS[i].cells, TRUE);
    g_assert_cmpstr(left, ==, ROWS[i].left);
    g_assert_cmpstr(right, ==, ROWS[i].right);
  }
}

static void cut(void) {
  static const struct {
    const char *text;
    int cells;
    const char *cut;
  } ROWS[] = {
      {"广告文案审核", 12, "广告文案审核"},
      {"广告文案审核", 11, "广告文案审…"},
      {"广告文案审核", 10, "广告文案…"},
      {"广告", 3, "广…"},
      {"广告", 2, "…"},
      {"广告", 1, "…"},
      {"广告", 0, ""},
      {"广告", -5, ""},
      {"", 0, ""},
      {"abc", 3, "abc"},
      {"abcd", 3, "ab…"},
      {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
      {"e\u0301", 1, "e\u0301"},
      {FAMILY "好", 3, FAMILY "…"},
      {FAMILY "好", 2, "…"},
      {"a\u200b", 1, "a\u200b"},
      {"ab\u200b", 1, "…"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *cut = text_cut(ROWS[i].text, ROWS[i].cells);
    g_assert_cmpstr(cut, ==, ROWS[i].cut);
  }
}

static void wrap(void) {
  static const struct {
    const char *text;
    int cells;
    const char *lines; /* joined by | */
  } ROWS[] = {
      {"", 10, ""},
      {"短", 10, "短"},
      {"主图标题详情页逐一核对", 10, "主图标题详|情页逐一核|对"},
      {"主图、标题、详情页", 6, "主图、|标题、|详情页"},
      {"主图标、题", 6, "主图|标、题"},          /* 、 does not begin a line and takes 标 along */
      {"他说（好的）吧", 6, "他说|（好|的）吧"}, /* （ does not end a line */
      {"他说“好”了", 6, "他说|“好”了"},
      {"等等……再说", 6, "等等……|再说"},
      {"先查——后改", 6, "先查——|后改"},
      {"先查——后改", 5, "先查|——后|改"}, /* the dash is one mark */
      {"check the price tags", 10, "check the|price tags"},
      {"check  the", 5, "check|the"}, /* spaces at a break vanish */
      {"  缩进两格的说明", 8, "  缩进两|格的说明"},
      {"打12315电话", 6, "打|12315|电话"},     /* numbers stay whole where they fit */
      {"0571-88880001", 6, "0571-8|888000|1"}, /* and are broken where they do not */
      {"甲\n\n乙", 4, "甲||乙"},
      {"甲\n", 4, "甲|"},
      {"\n", 4, "|"},
      {"   ", 2, ""},
      {"a   ", 2, "a"},
      {"中文", 1, "中|文"}, /* a character wider than the line stands alone */
      {"中文", 0, "中|文"},
      {"））））", 4, "））|））"}, /* nothing but marks has to be broken somewhere */
      {"a\tb", 3, "a b"},
      {"don’t stop", 6, "don’t|stop"},
      {"好的 ，再见", 6, "好|的 ，|再见"}, /* not even behind a space */
      {"价格（ 含税）", 6, "价格|（ 含|税）"},
      {"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
      {"一" FAMILY "二", 2, "一|" FAMILY "|二"},
      {"用50%折扣", 4, "用|50%|折扣"},
      {"甲　　乙", 4, "甲|乙"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].text);
    g_auto(GStrv) lines = text_wrap(ROWS[i].text, ROWS[i].cells);
    g_autofree char *joined = g_strjoinv("|", lines);
    g_assert_cmpstr(joined, ==, ROWS[i].lines);
  }
  g_auto(GStrv) empty = text_wrap("", 5);
  g_assert_cmpuint(g_strv_length(empty), ==, 1); /* an empty text is one empty line */
}

/* A megabyte without a place to break, and one of spaces, take no time to speak of. */
static void wrap_long(void) {
  gint64 begin = g_get_monotonic_time();
  g_autofree char *word = g_strnfill(1 << 20, 'a');
  g_auto(GStrv) broken = text_wrap(word, 80);
  g_assert_cmpuint(g_strv_length(broken), ==, (1 << 20) / 80 + 1);
  g_autofree char *spaces = g_strnfill(1 << 20, ' ');
  g_auto(GStrv) blank = text_wrap(spaces, 80);
  g_assert_cmpuint(g_strv_length(blank), ==, 1);
  GString *marks = g_string_new("a");
  for (int i = 0; i < 200000; i++) {
    g_string_append(marks, "\u0301");
  }
  g_autofree char *stacked = g_string_free(marks, FALSE);
  g_assert_cmpint(text_width(stacked), ==, 1);
  g_auto(GStrv) one = text_wrap(stacked, 80);
  g_assert_cmpstr(one[0], ==, stacked);
  g_assert_cmpint(g_get_monotonic_time() - begin, <, 20 * G_USEC_PER_SEC); /* quadratic would be minutes */
}

static void clean(void) {
  static const struct {
    const char *text, *line, *lines;
  } ROWS[] = {
      {"", "", ""},
      {"a\tb", "a b", "a b"},
      {"甲\r\n乙\r丙\n丁", "甲乙丙丁", "甲\n乙\n丙\n丁"},
      {"\x1b[31m红\x07\x7f", "[31m红", "[31m红"},
      {"\n\r\n\r", "", "\n\n\n"},
      {"\xC2\x9B\x33\x31m红\xC2\x85", "31m红", "31m红"}, /* what terminals obey in UTF-8, too */
      {"\u202e店\u2066\u200e\u00a0\u202f", "店\u200e\u00a0\u202f", "店\u200e\u00a0\u202f"}, /* turned around */
      {"😀\u0301", "😀\u0301", "😀\u0301"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *line = text_clean(ROWS[i].text, FALSE);
    g_autofree char *lines = text_clean(ROWS[i].text, TRUE);
    g_assert_cmpstr(line, ==, ROWS[i].line);
    g_assert_cmpstr(lines, ==, ROWS[i].lines);
  }
}

static void shown(void) {
  static const struct {
    const char *bytes, *shown;
  } ROWS[] = {{"店.csv", "店.csv"},
              {"a\x1b[1m\nb", "a[1mb"},
              {"\xff\xfe", "\uFFFD\uFFFD"},
              {"\xb5\xea", "\uFFFD\uFFFD"},
              {"", ""}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *got = text_shown(ROWS[i].bytes);
    g_assert_cmpstr(got, ==, ROWS[i].shown);
  }
}

static void limits(void) {
  static const struct {
    const char *text;
    gsize limit;
    const char *chars;
  } ROWS[] = {
      {"门店", 6, "门店"},
      {"门店", 5, "门店"},
      {"门店", 4, "门店"},
      {"门店", 3, "门店"},
      {"门店", 2, "门店"},
      {"门店", 1, "…"},
      {"门店", 0, ""},
      {"", 0, ""},
      {"abcd", 4, "abcd"},
      {"abcd", 3, "ab…"},
      {"a门店部", 7, "a门店部"},
      {"ab", 1, "…"},
      {"门店一二三四五", 7, "门店一二三四五"},
      {"一二三四五六七八", 7, "一二三四五六…"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *chars = text_limit_chars(ROWS[i].text, ROWS[i].limit);
    g_assert_cmpstr(chars, ==, ROWS[i].chars);
  }
}

static void escape_and_repeat(void) {
  g_autofree char *html = text_escape_html("<a href=\"x\">甲&乙's</a>");
  g_assert_cmpstr(html, ==, "&lt;a href=&quot;x&quot;&gt;甲&amp;乙&#39;s&lt;/a&gt;");
  g_autofree char *twice = text_repeat("─", 2);
  g_assert_cmpstr(twice, ==, "──");
  g_autofree char *none = text_repeat("─", -1);
  g_assert_cmpstr(none, ==, "");
}

static void nearest(void) {
  static const char *const WORDS[] = {"service", "operations",  "merchandise", "floor",    "it",    "pr",
                                      "fresh",   "food-safety", "客服部",      "客服二部", "store", NULL};
  static const struct {
    const char *word, *found;
  } ROWS[] = {
      {"opration", "operations"},   /* two letters short */
      {"opertaions", "operations"}, /* swapped: one step */
      {"servcie", "service"},
      {"Service", "service"},
      {"FLOOR", "floor"},
      {"flor", "floor"},
      {"fresh-food", NULL},
      {"ti", NULL}, /* a swap is half of so short a word */
      {"it", "it"},
      {"xyz", NULL},
      {"", NULL},
      {"客服", NULL}, /* one of two characters is too much */
      {"客户部", "客服部"},
      {"food_safty", "food-safety"},
      {"stroe", "store"},
      {"serviceservice", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].word);
    g_assert_cmpstr(text_nearest(ROWS[i].word, WORDS), ==, ROWS[i].found);
  }
  static const char *const TIE[] = {"boat", "coat", "goat", NULL};
  g_assert_cmpstr(text_nearest("moat", TIE), ==, "boat"); /* the first of equals */
  static const char *const NOTHING[] = {NULL};
  g_assert_null(text_nearest("moat", NOTHING));
  g_autofree char *endless = g_strnfill(1 << 20, 'a');
  const char *const long_words[] = {endless, NULL};
  g_assert_null(text_nearest(endless, long_words));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/width", width);
  g_test_add_func("/text/pad", pad);
  g_test_add_func("/text/cut", cut);
  g_test_add_func("/text/wrap", wrap);
  g_test_add_func("/text/wrap-long", wrap_long);
  g_test_add_func("/text/clean", clean);
  g_test_add_func("/text/shown", shown);
  g_test_add_func("/text/limits", limits);
  g_test_add_func("/text/escape-and-repeat", escape_and_repeat);
  g_test_add_func("/text/nearest", nearest);
  return g_test_run();
}
