/* Any bytes as JSON: no crash, a tree within bounds, or a problem; and what was read, written again, reads as the same tree. */
#include "data/json.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(JsonWriter *json, const Node *node, guint depth) {
  g_assert(depth <= NODE_MAX_DEPTH);
  if (node->kind == NODE_NULL) {
    json_put_null(json, node->key);
  } else if (node->kind == NODE_SCALAR) {
    json_put_string(json, node->key, node->text);
  } else {
    json_open(json, node->key, node->kind == NODE_LIST ? '[' : '{');
    for (const Node *child = node->first; child; child = child->next) {
      put(json, child, depth + 1);
    }
    json_close(json);
  }
}

static char *write_tree(const Node *root) {
  GString *out = g_string_new(NULL);
  JsonWriter *json = json_writer_new(out, 2);
  put(json, root, 0);
  json_writer_free(json);
  return g_string_free(out, FALSE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Doc) doc = json_parse("fuzz.json", bytes, diags);
  g_autofree char *text = diag_render_text(diags, 80);
  g_assert(g_utf8_validate(text, -1, NULL));
  if (!doc->root) {
    g_assert(diag_has_errors(diags));
    return 0;
  }
  g_autofree char *once = write_tree(doc->root);
  g_autoptr(GBytes) again = g_bytes_new(once, strlen(once));
  g_autoptr(DiagList) none = diag_list_new();
  g_autoptr(Doc) copy = json_parse("again.json", again, none);
  g_assert(copy->root && !diag_has_errors(none));
  g_autofree char *twice = write_tree(copy->root);
  g_assert(strcmp(once, twice) == 0);
  return 0;
}
