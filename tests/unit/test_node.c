/* The tree and its arena. */
#include "data/node.h"

#include <string.h>

static void test_tree(void) {
  g_autoptr(Doc) doc = doc_new("a.yaml");
  g_assert_true(doc->file == intern_string("a.yaml"));
  Pos pos = {.file = doc->file, .line = 3, .column = 4};
  Node *map = node_new(doc, NODE_MAP, pos);
  g_assert_cmpuint(map->pos.line, ==, 3);
  g_assert_cmpstr(map->text, ==, "");
  for (int i = 0; i < 100000; i++) { /* several blocks of the arena */
    char key[16];
    g_snprintf(key, sizeof key, "k%d", i);
    Node *child = node_new(doc, NODE_SCALAR, pos);
    child->key = doc_text(doc, key);
    child->text = doc_text_len(doc, key, 1);
    node_append(map, child);
  }
  g_assert_cmpuint(map->count, ==, 100000);
  int i = 0;
  for (const Node *child = map->first; child; child = child->next, i++) {
    char key[16];
    g_snprintf(key, sizeof key, "k%d", i);
    g_assert_cmpstr(child->key, ==, key);
    g_assert_cmpstr(child->text, ==, "k");
    g_assert_cmpuint((guint)((gsize)child % _Alignof(Node)), ==, 0);
  }
  g_assert_true(node_get(map, "k99999") == map->last);
  g_assert_null(node_get(map, "k"));
  g_assert_null(node_get(map, ""));
  g_assert_null(node_get(map->first, "k0"));
  g_assert_null(node_get(NULL, "k0"));
  Node *copy = node_copy(doc, map->first);
  g_assert_null(copy->next);
  g_assert_cmpstr(copy->key, ==, "k0");
  Node *list = node_new(doc, NODE_LIST, pos);
  node_append(list, copy);
  g_assert_true(list->first == copy && list->last == copy);
  g_assert_null(node_get(list, "k0"));
}

/* A text larger than any block, and texts of every small length. */
static void test_texts(void) {
  g_autoptr(Doc) doc = doc_new("a");
  g_autofree char *large = g_strnfill(5 << 20, 'x');
  const char *copy = doc_text(doc, large);
  g_assert_cmpuint(strlen(copy), ==, 5 << 20);
  for (gsize n = 0; n < 300; n++) {
    const char *text = doc_text_len(doc, large, n);
    g_assert_cmpuint(strlen(text), ==, n);
  }
  g_assert_cmpuint(strlen(copy), ==, 5 << 20);
}

static void test_words(void) {
  g_autoptr(Doc) doc = doc_new("a");
  static const char *const words[] = {"空", "文字", "清单", "键值"};
  for (int kind = NODE_NULL; kind <= NODE_MAP; kind++) {
    g_assert_cmpstr(node_kind_words(node_new(doc, (NodeKind)kind, POS_NONE)), ==, words[kind]);
  }
  g_assert_cmpstr(node_kind_words(NULL), ==, "空");
  doc_free(NULL);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/node/tree", test_tree);
  g_test_add_func("/node/texts", test_texts);
  g_test_add_func("/node/words", test_words);
  return g_test_run();
}
