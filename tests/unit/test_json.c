/* JSON in: trees and refusals; JSON out: the layout, byte for byte, and that what is written reads back. */
#include "data/json.h"

#include <string.h>

static void dump(const Node *node, GString *out) {
  if (node->kind == NODE_NULL) {
    g_string_append_c(out, '~');
  } else if (node->kind == NODE_SCALAR) {
    g_string_append_printf(out, node->quoted ? "\"%s\"" : "%s", node->text);
  } else {
    g_string_append_c(out, node->kind == NODE_LIST ? '[' : '{');
    for (const Node *child = node->first; child; child = child->next) {
      g_string_append_printf(out, "%s%s%s", child == node->first ? "" : ", ", child->key ? child->key : "",
                             child->key ? ": " : "");
      dump(child, out);
    }
    g_string_append_c(out, node->kind == NODE_LIST ? ']' : '}');
  }
}

static void add_problem(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s@%u:%u %s", out->len ? " " : "", diag_code_name(diag->code), diag->pos.line,
                         diag->pos.column, diag->message);
  g_assert_true(g_str_has_suffix(diag->message, "。"));
  g_assert_nonnull(diag->fix);
}

static char *parse(const char *text, gsize length, char **tree) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, length);
  g_autoptr(Doc) doc = json_parse("a.json", bytes, diags);
  GString *out = g_string_new(NULL);
  if (doc->root) {
    dump(doc->root, out);
  }
  *tree = g_string_free(out, FALSE);
  GString *found = g_string_new(NULL);
  diag_each(diags, add_problem, found);
  return g_string_free(found, FALSE);
}

static void test_trees(void) {
  static const struct {
    const char *text, *tree;
  } rows[] = {
      {"{\"b\": 1, \"a\": [true, false, null, \"x\"]}", "{b: 1, a: [true, false, ~, \"x\"]}"},
      {"\xEF\xBB\xBF{}\r\n", "{}"},
      {"[]", "[]"},
      {"\"\\uFFFF\\u2028\"", "\"\xEF\xBF\xBF\xE2\x80\xA8\""},
      {"\"\x7F\xEF\xBF\xBF\"", "\"\x7F\xEF\xBF\xBF\""},
      {"\"王\\u82b3\\n\"", "\"王芳\n\""},
      {"[0, -7, 9223372036854775807, 0.1, 1e3, -2.50, 1e300, 0.30000000000000004]",
       "[0, -7, 9223372036854775807, 0.1, 1000, -2.5, 1e+300, 0.30000000000000004]"},
      {"null", "~"},
      {"{\"a\": \"\"}", "{a: \"\"}"},
      {"{\"a\": {\"b\": [[{}]]}}", "{a: {b: [[{}]]}}"},
      {"[\"[{,\\\"\", \"]\"]", "[\"[{,\"\", \"]\"]"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *tree = NULL;
    g_autofree char *found = parse(rows[i].text, strlen(rows[i].text), &tree);
    g_assert_cmpstr(found, ==, "");
    g_assert_cmpstr(tree, ==, rows[i].tree);
  }
}

static void test_faults(void) {
  static const struct {
    const char *text, *problem; /* beginning of what is said */
  } rows[] = {
      {"", "E011@0:0"},
      {" \n\t", "E011@0:0"},
      {"\xEF\xBB\xBF", "E011@0:0"},
      {"{\"a\": 1,\n \"a\": 2}", "E007@2:2 键 \"a\" 在这里又写了一次。"},
      {"{\"王\": 1,\n \"b\": 2", "E080@2:8 文件到这里就断了"},
      {"[1, 2", "E080@1:6 文件到这里就断了"},
      {"[\"a", "E080@1:2 文件到这里就断了"},
      {"{\"a\": 1} x", "E080@1:10 内容到这里已经结束"},
      {"{\"a\" 1}", "E080@1:6 键后面缺少英文冒号"},
      {"{\"a\": 1 \"b\": 2}", "E080@1:9 这里应当是逗号或者“}”"},
      {"[1 2]", "E080@1:4 这里应当是逗号或者“]”"},
      {"{\"a\": 1,}", "E080@1:9 这里应当是双引号里的键"},
      {"[1,]", "E080@1:4 这里应当是一个值"},
      {"{a: 1}", "E080@1:2"},
      {"{'a': 1}", "E080@1:2 这里用了单引号"},
      {"{\"王芳\"：1}", "E080@1:6 这里用了中文标点“：”"},
      {"[1，2]", "E080@1:3 这里用了中文标点“，”"},
      {"[“a”]", "E080@1:2 这里用了中文标点““”"},
      {"[\"a\nb\"]", "E080@1:2 双引号里的文字中间断了行"},
      {"[\"a\tb\"]", "E080@1:2 双引号里有看不见的控制字符"},
      {"[\"\\d\"]", "E080@1:"},
      {"[\"\\u00\"]", "E080@1:"},
      {"[\"\\ud800\"]", "E080@1:"},
      {"[\"\\u0000\"]", "E080@1:"},
      {"[99999999999999999999]", "E080@1:2 这个数字太大"},
      {"[1e999]", "E080@1:2 这个数字太大"},
      {"[01]", "E080@1:"},
      {"nul", "E080@1:1"},
      {"{\"a\": \"\xCD\xF5\"}", "E004@1:8"},
      {"{\"a\": \"\x01\"}", "E080@1:7 双引号里有看不见的控制字符"},
      {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]", "E010@1:33"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *tree = NULL;
    g_autofree char *found = parse(rows[i].text, strlen(rows[i].text), &tree);
    g_test_message("%s → %s", rows[i].text, found);
    g_assert_true(g_str_has_prefix(found, rows[i].problem));
    g_assert_cmpstr(tree, ==, "");
  }
}

static void test_limits(void) {
  GString *text = g_string_new("[0");
  for (int i = 0; i < NODE_MAX_COUNT; i++) {
    g_string_append(text, ",0");
  }
  g_string_append_c(text, ']');
  g_autofree char *tree = NULL, *tree2 = NULL;
  g_autofree char *many = parse(text->str, text->len, &tree);
  g_assert_true(g_str_has_prefix(many, "E010@1:4000001 "));
  g_string_set_size(text, NODE_MAX_BYTES + 1);
  g_autofree char *big = parse(text->str, text->len, &tree2);
  g_assert_true(g_str_has_prefix(big, "E003@0:0"));
  g_string_free(text, TRUE);
}

static void write_sample(JsonWriter *json) {
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "name", "王 \"芳\"\n");
  json_put_null(json, "note");
  json_open(json, "tasks", '[');
  for (int i = 0; i < 2; i++) {
    json_open(json, NULL, '{');
    json_put_string(json, "id", i ? NULL : "a");
    json_put_bool(json, "all_day", i == 0);
    json_open(json, "needs", '[');
    json_put_string(json, NULL, "x");
    json_put_int(json, NULL, -3);
    json_close(json);
    json_close(json);
  }
  json_close(json);
  json_open(json, "empty", '[');
  json_close(json);
  json_open(json, "none", '{');
  json_close(json);
  json_close(json);
}

static char *sample(int flat_depth) {
  GString *out = g_string_new(NULL);
  JsonWriter *json = json_writer_new(out, flat_depth);
  write_sample(json);
  json_writer_free(json);
  return g_string_free(out, FALSE);
}

static void test_writer(void) {
  g_autofree char *one = sample(0);
  g_assert_cmpstr(
      one, ==,
      "{\"schema\": 1, \"name\": \"王 \\\"芳\\\"\\n\", \"note\": null, \"tasks\": [{\"id\": \"a\", \"all_day\": true, "
      "\"needs\": [\"x\", -3]}, {\"id\": null, \"all_day\": false, \"needs\": [\"x\", -3]}], \"empty\": [], \"none\": "
      "{}}\n");
  g_autofree char *two = sample(2);
  g_assert_cmpstr(
      two, ==,
      "{\n  \"schema\": 1,\n  \"name\": \"王 \\\"芳\\\"\\n\",\n  \"note\": null,\n  \"tasks\": [\n"
      "    {\"id\": \"a\", \"all_day\": true, \"needs\": [\"x\", -3]},\n"
      "    {\"id\": null, \"all_day\": false, \"needs\": [\"x\", -3]}\n  ],\n  \"empty\": [],\n  \"none\": {}\n}\n");
  g_autofree char *deep = sample(9);
  g_assert_nonnull(strstr(deep, "      \"needs\": [\n        \"x\",\n        -3\n      ]\n    },\n"));
  const char *const all[] = {one, two, deep};
  for (guint i = 0; i < 3; i++) {
    g_autofree char *tree = NULL;
    g_autofree char *found = parse(all[i], strlen(all[i]), &tree);
    g_assert_cmpstr(found, ==, "");
    g_assert_cmpstr(
        tree, ==,
        "{schema: 1, name: \"王 \"芳\"\n\", note: ~, tasks: [{id: \"a\", all_day: true, needs: [\"x\", -3]}, "
        "{id: ~, all_day: false, needs: [\"x\", -3]}], empty: [], none: {}}");
  }
}

static void test_quoted(void) {
  static const struct {
    const char *text, *quoted;
  } rows[] = {
      {"", "\"\""},
      {"王芳 a/b", "\"王芳 a/b\""},
      {"\"\\\b\f\n\r\t\x01\x1F", "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\""},
      {"\x7F\xE2\x80\xA8", "\"\x7F\xE2\x80\xA8\""},
      {"a\xFFz", "\"a\xEF\xBF\xBDz\""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new("x");
    json_append_quoted(out, rows[i].text);
    g_assert_true(strcasecmp(out->str + 1, rows[i].quoted) == 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/json/trees", test_trees);
  g_test_add_func("/json/faults", test_faults);
  g_test_add_func("/json/limits", test_limits);
  g_test_add_func("/json/writer", test_writer);
  g_test_add_func("/json/quoted", test_quoted);
  return g_test_run();
}
