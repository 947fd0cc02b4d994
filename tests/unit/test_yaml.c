/* YAML in: the trees that texts give, the place of every node, and each way in which a text can be refused, told in Chinese. */
#include "data/yaml.h"

#include <glib/gstdio.h>
#include <string.h>

static GBytes *bytes_of(const char *text) {
  return g_bytes_new_static(text, strlen(text));
}

/* {key: value, …}, [a, b], text, "quoted", ~ */
static void dump(const Node *node, GString *out) {
  switch (node->kind) {
  case NODE_NULL:
    g_string_append_c(out, '~');
    break;
  case NODE_SCALAR:
    g_string_append_printf(out, node->quoted ? "\"%s\"" : "%s", node->text);
    break;
  case NODE_LIST:
  case NODE_MAP:
    g_string_append_c(out, node->kind == NODE_LIST ? '[' : '{');
    for (const Node *child = node->first; child; child = child->next) {
      g_string_append(out, child == node->first ? "" : ", ");
      if (child->key) {
        g_string_append_printf(out, "%s: ", child->key);
      }
      dump(child, out);
    }
    g_string_append_c(out, node->kind == NODE_LIST ? ']' : '}');
    break;
  }
}

static void add_problem(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s@%u:%u", out->len ? " " : "", diag_code_name(diag->code), diag->pos.line,
                         diag->pos.column);
  /* Never a word of English to the user but what stands in the text itself or is YAML's name. */
  g_assert_null(strstr(diag->message, "expected"));
  g_assert_null(strstr(diag->message, "found"));
  g_assert_true(g_str_has_suffix(diag->message, "。"));
  g_assert_true(g_utf8_validate(diag->message, -1, NULL));
  g_assert_nonnull(diag->fix);
  g_assert_true(g_str_has_suffix(diag->fix, "。"));
}

static char *problems(DiagList *diags) {
  GString *out = g_string_new(NULL);
  diag_each(diags, add_problem, out);
  return g_string_free(out, FALSE);
}

static void check_tree(const char *text, const char *tree, const char *expected) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = bytes_of(text);
  g_autoptr(Doc) doc = yaml_parse("a.yaml", bytes, diags);
  g_autofree char *found = problems(diags);
  g_assert_cmpstr(found, ==, expected);
  g_assert_true(doc->file == intern_string("a.yaml"));
  GString *out = g_string_new(NULL);
  if (doc->root) {
    dump(doc->root, out);
  }
  g_autofree char *seen = g_string_free(out, FALSE);
  g_assert_cmpstr(seen, ==, tree);
}

static const struct {
  const char *text, *tree, *problems;
} trees[] = {
    {"a: 1\nb: [x, \"y\", 'z']\n", "{a: 1, b: [x, \"y\", \"z\"]}", ""},
    {"a: null\nb: ~\nc:\nd: 'null'\ne: \"\"\nf: Null\n", "{a: ~, b: ~, c: ~, d: \"null\", e: \"\", f: Null}", ""},
    {"- {id: x, on: 03-01, yes: no}\n- 07:00\n-\n", "[{id: x, on: 03-01, yes: no}, 07:00, ~]", ""},
    {"a: |\n  one\n  two\nb: >-\n  x\n  y\n", "{a: \"one\ntwo\n\", b: \"x y\"}", ""},
    {"a: one\n  two\n", "{a: one two}", ""},
    {"---\na: 1\n...\n", "{a: 1}", ""},
    {"%YAML 1.2\n---\na: 1\n", "{a: 1}", ""},
    {"\xEF\xBB\xBF"
     "a: 1\r\nb: 2\r\n",
     "{a: 1, b: 2}", ""},
    {"a: {}\nb: []\n", "{a: {}, b: []}", ""},
    {"text\n", "text", ""},
    {"a:\n- 1\n- 2\nb: 3\n", "{a: [1, 2], b: 3}", ""},
    {"? a\n: 1\n", "{a: 1}", ""},
    {"a: \"\\u738B\\n\"", "{a: \"王\n\"}", ""},
    {"a: 1 # 说明\n# 说明\nb: x#y\n", "{a: 1, b: x#y}", ""},
    {"url: http://a.cn/b\nat: 10:30\n", "{url: http://a.cn/b, at: 10:30}", ""},
    /* the text was read, something in it is refused */
    {"a: 1\nb: 2\na: 3\n", "{a: 1, b: 2}", "E007@3:1"},
    {"x:\n  a: 1\n  a: {a: 1, a: 2}\n  a: 3\n", "{x: {a: 1}}", "E007@3:3 E007@3:13 E007@4:3"},
    {"a: &x 1\nb: *x\nc: !!int 3\n", "{a: 1, b: ~, c: 3}", "E008@1:4 E008@2:4 E008@3:4"},
    {"a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n", "{a: {b: 1}, c: {d: 2}}", "E008@1:4 E008@3:3 E008@3:7"},
    {"a: ! x\nb: \"<<\"\n\"<<\": 1\n", "{a: x, b: \"<<\", <<: 1}", "E008@1:4"},
    {"a: 1\n---\nb: 2\n", "{a: 1}", "E009@2:1"},
    {"? [a, b]\n: 1\nc: 2\n", "{c: 2}", "E005@1:3"},
    {"? {a: b}\n: {c: d}\nc: 2\n", "{c: 2}", "E005@1:3"},
    {"? \n: 1\nb: 2\n", "{b: 2}", "E005@1:2"},
    {"{a: b, }: c\n", "{}", "E005@1:1"},
    {"- {id: x, phone:\"138\"}\n", "[{id: x}]", "E005@1:16"},
    {"- {id: x, 电话：138}\n", "[{id: x}]", "E005@1:13"},
    {"- {10:30, x}\n", "[{10:30: ~, x: ~}]", ""},
    {"a: \"x\\0y\"\n", "{a: \"x\"}", "E022@1:4"},
};

static void test_trees(void) {
  for (guint i = 0; i < G_N_ELEMENTS(trees); i++) {
    g_test_message("%s", trees[i].text);
    check_tree(trees[i].text, trees[i].tree, trees[i].problems);
  }
}

/* Nothing is left of a text that cannot be read to its end. `words` stand in the message or the repair. */
static const struct {
  const char *text, *problems, *words;
} faults[] = {
    {"", "E011@0:0", "文件是空的"},
    {"\n\n", "E011@0:0", "只有注释"},
    {"# 只有注释\n", "E011@0:0", "只有注释"},
    {"---\n", "E011@0:0", "只有注释"},
    {"\xEF\xBB\xBF", "E011@0:0", "文件是空的"},
    {"a:\n\tb: 1\n", "E006@2:1", "制表符"},
    {"a:\n  b: 1\n\t\tc: 1\n", "E006@3:1", "制表符"},
    {"a:\n  - x\n \t- y\n", "E006@3:2", "制表符"},
    {"a: |\n\tx\n", "E006@2:1", "制表符"},
    {"a: 1\nb:\xFF\n", "E004@2:3", "不是 UTF-8"},
    {"name: \xCD\xF5\xB7\xBC\n", "E004@1:7", "GBK"},
    {"\xFF\xFE"
     "a",
     "E004@1:1", "UTF-16"},
    {"a: 1\r\nb: x\x07y\r\n", "E004@2:5", "U+0007"},
    {"a: x\xE2\x80\xA8y\n", "E004@1:5", "U+2028"},
    {"a: x\xC2\x85y\n", "E004@1:5", "U+0085"},
    {"\xEF\xBB\xBF"
     "王\x7F: 1",
     "E004@1:2", "U+007F"},
    {"a: \xED\xA0\x80\n", "E004@1:4", "UTF-8"},
    {"name:王芳\nb: 1\n", "E005@1:5", "冒号后面缺少空格"},
    {"a: 1\nname：王芳\nb: 1\n", "E005@2:5", "中文冒号"},
    {"店：\n  id: x\n", "E005@1:2", "中文冒号"},
    {"a: 1\nname 王芳\nb: 1\n", "E005@2:1", "没有冒号"},
    {"a: x: y\n", "E005@1:5", "又出现了冒号"},
    {"a: 王芳: y\n", "E005@1:6", "又出现了冒号"},
    {"a: 1\n   b: 2\n", "E005@2:4", "缩进得太多"},
    {"x:\n  a: 1\n b: 2\n", "E005@3:2", "没有对齐"},
    {"x:\n  - a\n  b: 2\n", "E005@3:3", "每一项都要以“- ”开头"},
    {"a: 1\n- b\n", "E005@2:1", "清单项"},
    {"a: \"x\nb: 2\n", "E005@1:4", "没有配对"},
    {"a: 'x\nb: 2\n", "E005@1:4", "单引号"},
    {"a: \"x\" y\n", "E005@1:8", "多出了内容"},
    {"a: @x\n", "E005@1:4", "“@”"},
    {"a: `x`\n", "E005@1:4", "“`”"},
    {"a: %x\n", "E005@1:4", "“%”"},
    {"%x\n", "E005@1:1", "指令"},
    {"a: [x, y\nb: 1\n", "E005@1:4", "还没有“]”"},
    {"a: {x: 1\nb: 1\n", "E005@1:4", "还没有“}”"},
    {"a: {x: 1 y: 2}\n", "E005@1:11", "缺少逗号"},
    {"a: {x: 1，y: 2}\n", "E005@1:9", "中文逗号"},
    {"a: [\"x\" \"y\"]\n", "E005@1:9", "缺少逗号"},
    {"a: x]\nb: ]\n", "E005@2:4", "空的或多了一个符号"},
    {"a: 1\n]\n", "E005@2:1", "多了一个“]”"},
    {"a: - b\n", "E005@1:4", "清单项"},
    {"a: \"C:\\dir\"\n", "E005@1:7", "反斜杠"},
    {"a: \"\\xZ\"\n", "E005@1:7", "十六进制"},
    {"a: | x\n  y\n", "E005@1:6", "不能在同一行写文字"},
    {"a: & b\n", "E008@1:4", "锚点"},
    {"a: * b\n", "E008@1:4", "别名"},
    {"a: !x!y z\n", "E008@1:4", "标签"},
    {"  a: 1\nb: 2\n", "E005@2:1", "接不上"},
    {"{: 1, b: 2}\n", "E005@1:2", "应当有内容"},
    {"a: ? b\n", "E005@1:4", "问号"},
    {": 1\nb: 2\n", "E005@1:1", "前面没有键"},
    {"a: x\n\tb: y\n", "E006@2:1", "制表符"},
    {"%YAML 3.0\n---\na: 1\n", "E005@1:1", "版本"},
    {"%TAG ! a:\n%TAG ! b:\n---\na: 1\n", "E005@2:1", "指令"},
    {"a: \"\\uD800\"\n", "E005@1:7", "有效的字符"},
    {"a: |0\n  x\n", "E005@1:5", "不能是 0"},
    {"a: !<x y\n", "E008@1:4", "标签"},
    {"{a:}\n", "E005@1:3", "空格或值"},
    {"[a:]\n", "E005@1:3", "空格或值"},
    {"a: 'x\n---\nb: '\n", "E005@1:4", "没有配对"},
};

typedef struct {
  const char *words;
  gboolean found;
} Words;
static void look_for(const Diag *diag, gpointer data) {
  Words *words = data;
  words->found = words->found || strstr(diag->message, words->words) || strstr(diag->fix, words->words);
}

static void test_faults(void) {
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    g_test_message("%s", faults[i].text);
    check_tree(faults[i].text, "", faults[i].problems);
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GBytes) bytes = bytes_of(faults[i].text);
    doc_free(yaml_parse("a.yaml", bytes, diags));
    Words words = {.words = faults[i].words};
    diag_each(diags, look_for, &words);
    g_assert_true(words.found);
  }
}

static void test_places(void) {
  static const char text[] = "\xEF\xBB\xBF店: 王芳\r\n\r\nb:\r\n  - {x: 王, yy: \"z\"}\r\n  -\r\n𠀀𠀀: |\r\n  z\r\n";
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = bytes_of(text);
  g_autoptr(Doc) doc = yaml_parse("a.yaml", bytes, diags);
  g_autofree char *found = problems(diags);
  g_assert_cmpstr(found, ==, "");
  const Node *list = node_get(doc->root, "b");
  const struct {
    const Node *node;
    guint line, column, key_line, key_column;
  } places[] = {
      {doc->root, 1, 1, 0, 0},   {node_get(doc->root, "店"), 1, 4, 1, 1},   {list, 4, 3, 3, 1},
      {list->first, 4, 5, 0, 0}, {node_get(list->first, "x"), 4, 9, 4, 6},  {node_get(list->first, "yy"), 4, 16, 4, 12},
      {list->last, 5, 4, 0, 0},  {node_get(doc->root, "𠀀𠀀"), 6, 5, 6, 1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    g_test_message("place %u", i);
    g_assert_nonnull(places[i].node);
    g_assert_cmpuint(places[i].node->pos.line, ==, places[i].line);
    g_assert_cmpuint(places[i].node->pos.column, ==, places[i].column);
    g_assert_cmpuint(places[i].node->key_pos.line, ==, places[i].key_line);
    g_assert_cmpuint(places[i].node->key_pos.column, ==, places[i].key_column);
    g_assert_true(places[i].node->pos.file == doc->file);
  }
}

static char *parse_problems(const char *text, gsize length, gboolean *rooted) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, length);
  g_autoptr(Doc) doc = yaml_parse("a.yaml", bytes, diags);
  *rooted = doc->root != NULL;
  return problems(diags);
}

static void test_limits(void) {
  gboolean rooted = FALSE;
  GString *text = g_string_new(NULL);
  for (int depth = NODE_MAX_DEPTH; depth <= NODE_MAX_DEPTH + 1; depth++) {
    g_string_truncate(text, 0);
    for (int i = 0; i < depth; i++) {
      g_string_append_c(text, '[');
    }
    for (int i = 0; i < depth; i++) {
      g_string_append_c(text, ']');
    }
    g_autofree char *found = parse_problems(text->str, text->len, &rooted);
    g_assert_cmpstr(found, ==, depth > NODE_MAX_DEPTH ? "E010@1:33" : "");
    g_assert_cmpint(rooted, ==, depth <= NODE_MAX_DEPTH);
  }
  g_string_assign(text, "a: ");
  for (guint i = 0; i < NODE_MAX_SCALAR; i++) {
    g_string_append_c(text, 'x');
  }
  g_autofree char *fits = parse_problems(text->str, text->len, &rooted);
  g_assert_cmpstr(fits, ==, "");
  g_string_append_c(text, 'x');
  g_autofree char *long_text = parse_problems(text->str, text->len, &rooted);
  g_assert_cmpstr(long_text, ==, "E022@1:4");

  g_string_truncate(text, 0);
  for (int i = 0; i <= NODE_MAX_COUNT; i++) {
    g_string_append(text, "- a\n");
  }
  g_autofree char *many = parse_problems(text->str, text->len, &rooted);
  g_assert_cmpstr(many, ==, "E010@2000000:3");
  g_assert_false(rooted);
  g_string_set_size(text, NODE_MAX_BYTES + 1);
  g_autofree char *big = parse_problems(text->str, text->len, &rooted);
  g_assert_cmpstr(big, ==, "E003@0:0");
  g_string_free(text, TRUE);
}

/* Large maps take another way than small ones. */
static void test_many_keys(void) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 5000; i++) {
    g_string_append_printf(text, "k%d: %d\n", i, i);
  }
  g_string_append(text, "k17: x\nother: y\nk17: z\nk4999: w\n");
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(text->str, text->len);
  g_autoptr(Doc) doc = yaml_parse("a.yaml", bytes, diags);
  g_autofree char *found = problems(diags);
  g_assert_cmpstr(found, ==, "E007@5001:1 E007@5003:1 E007@5004:1");
  g_assert_cmpuint(doc->root->count, ==, 5001);
  g_assert_cmpstr(node_get(doc->root, "k17")->text, ==, "17");
  g_assert_cmpstr(doc->root->last->key, ==, "other");
  g_string_free(text, TRUE);
}

/* Whatever the text, what yaml_quote writes reads back as the same text and never as null. */
static void test_quote(void) {
  static const struct {
    const char *text, *written;
  } rows[] = {
      {"杭州武林店", "杭州武林店"},
      {"liu.yang", "liu.yang"},
      {"王 芳", "王 芳"},
      {"a-b", "a-b"},
      {"（甲）", "（甲）"},
      {"07:00-15:00", "\"07:00-15:00\""},
      {"null", "\"null\""},
      {"", "\"\""},
      {"~", "\"~\""},
      {"No", "\"No\""},
      {"0571-88880001", "\"0571-88880001\""},
      {"a: b", "\"a: b\""},
      {"a #b", "\"a #b\""},
      {"- a", "\"- a\""},
      {" a", "\" a\""},
      {"a ", "\"a \""},
      {"a\nb", "\"a\\nb\""},
      {"a\tb", "\"a\\x09b\""},
      {"\"x\" \\", "\"\\\"x\\\" \\\\\""},
      {"a,b", "\"a,b\""},
      {"\x7F", "\"\\x7F\""},
      {"\xC2\x85", "\"\\x85\""},
      {"\xE2\x80\xA8", "\"\\u2028\""},
      {"\xEF\xBB\xBF", "\"\\uFEFF\""},
      {"👩‍🔧", NULL},
      {"?", NULL},
      {"...", NULL},
      {"---", NULL},
      {"{", NULL},
      {"]", NULL},
      {"!x", NULL},
      {"&x", NULL},
      {"*x", NULL},
      {"|", NULL},
      {">", NULL},
      {"%x", NULL},
      {"@x", NULL},
      {"`", NULL},
      {"'", NULL},
      {"<<", NULL},
      {"=", NULL},
      {"a:", NULL},
      {":a", NULL},
      {"#a", NULL},
      {"\xEF\xBF\xBE", NULL},
      {"1e3", NULL},
      {".5", NULL},
      {"+1", NULL},
      {"0x1F", NULL},
      {"　全角", NULL},
      {"\xF3\xB0\x80\x80", NULL},
      {"\r\n", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *written = yaml_quote(rows[i].text);
    if (rows[i].written) {
      g_assert_cmpstr(written, ==, rows[i].written);
    }
    static const char *const frames[] = {"%s\n", "a: %s\n", "- %s\n", "[x, %s, y]\n", "{a: %s}\n"};
    for (guint k = 0; k < G_N_ELEMENTS(frames); k++) {
      g_auto(GStrv) around = g_strsplit(frames[k], "%s", 2);
      g_autofree char *text = g_strconcat(around[0], written, around[1], NULL);
      g_autoptr(DiagList) diags = diag_list_new();
      g_autoptr(GBytes) bytes = bytes_of(text);
      g_autoptr(Doc) doc = yaml_parse("a.yaml", bytes, diags);
      g_autofree char *found = problems(diags);
      g_assert_cmpstr(found, ==, "");
      const Node *node = k == 0 ? doc->root : k == 3 ? doc->root->first->next : doc->root->first;
      g_assert_cmpint(node->kind, ==, NODE_SCALAR);
      g_assert_cmpstr(node->text, ==, rows[i].text);
    }
  }
}

static void test_read(void) {
  g_autofree char *folder = g_dir_make_tmp("yaml-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "a.yaml", NULL);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Doc) missing = yaml_read(path, diags);
  g_assert_null(missing->root);
  g_assert_cmpint(diag_status(diags), ==, 3);
  g_autoptr(Doc) is_folder = yaml_read(folder, diags);
  g_assert_null(is_folder->root);
  g_assert_true(g_file_set_contents(path, "a: 1\n", -1, NULL));
  g_autoptr(Doc) doc = yaml_read(path, diags);
  g_assert_cmpstr(node_get(doc->root, "a")->text, ==, "1");
  g_assert_true(doc->file == intern_string(path));
  g_assert_cmpuint(diag_count(diags, DIAG_ERROR), ==, 2);
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* A look at one key: the first kilobytes, no further than the key, and nothing where the file is not in order. */
static void test_peek(void) {
  static const struct {
    const char *text, *title;
  } rows[] = {{"checklist: a\ntitle: 开门巡检\nrows: [\n", "开门巡检"}, /* what comes after it is not read */
              {"\xEF\xBB\xBFtitle: 甲\r\n", "甲"},
              {"a: {title: 里面的}\nb: [title, x]\ntitle: \"外: 面\"\n", "外: 面"},
              {"x: title\ny: 1\n", NULL},
              {"title: [a]\n", NULL},
              {"- title: a\n", NULL},
              {"a: b: c\ntitle: x\n", NULL},
              {"", NULL},
              {"title\n", NULL}};
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "ready315-peek-XXXXXX", NULL);
  int file = g_mkstemp(path);
  g_assert_cmpint(file, >=, 0);
  g_close(file, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_true(g_file_set_contents(path, rows[i].text, -1, NULL));
    g_autofree char *title = yaml_peek(path, "title");
    g_assert_cmpstr(title, ==, rows[i].title);
  }
  g_autoptr(GString) late = g_string_new("why: |\n");
  while (late->len < 5000) {
    g_string_append(late, "  一二三四五六七\n");
  }
  g_string_append(late, "title: 太晚\n");
  g_assert_true(g_file_set_contents(path, late->str, -1, NULL));
  g_assert_null(yaml_peek(path, "title"));
  g_unlink(path);
  g_assert_null(yaml_peek(path, "title"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/yaml/trees", test_trees);
  g_test_add_func("/yaml/faults", test_faults);
  g_test_add_func("/yaml/places", test_places);
  g_test_add_func("/yaml/limits", test_limits);
  g_test_add_func("/yaml/many-keys", test_many_keys);
  g_test_add_func("/yaml/quote", test_quote);
  g_test_add_func("/yaml/read", test_read);
  g_test_add_func("/yaml/peek", test_peek);
  return g_test_run();
}
