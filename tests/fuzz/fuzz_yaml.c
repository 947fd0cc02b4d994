/* Any bytes as YAML: no crash, every node within bounds, every problem a whole sentence; and a scalar read is a scalar that can be written. */
#include "data/yaml.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const Node *node, guint depth) {
  g_assert(depth <= NODE_MAX_DEPTH);
  g_assert(g_utf8_validate(node->text, -1, NULL));
  g_assert(node->pos.line > 0 && node->pos.column > 0);
  guint n = 0;
  for (const Node *child = node->first; child; child = child->next, n++) {
    g_assert((child->key != NULL) == (node->kind == NODE_MAP));
    look(child, depth + 1);
  }
  g_assert(n == node->count);
}

static const Node *some_scalar(const Node *node) {
  while (node && node->first) {
    node = node->last;
  }
  return node && node->kind == NODE_SCALAR ? node : NULL;
}

static void check_quote(const char *text) {
  g_autofree char *quoted = yaml_quote(text);
  g_autoptr(GBytes) bytes = g_bytes_new(quoted, strlen(quoted));
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Doc) doc = yaml_parse("quoted", bytes, diags);
  g_assert(doc->root && doc->root->kind == NODE_SCALAR && strcmp(doc->root->text, text) == 0);
}

static void whole(const Diag *diag, gpointer data) {
  g_assert(g_utf8_validate(diag->message, -1, NULL) && g_str_has_suffix(diag->message, "。") && diag->fix);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Doc) doc = yaml_parse("fuzz.yaml", bytes, diags);
  if (doc->root) {
    look(doc->root, 0);
    const Node *scalar = some_scalar(doc->root);
    if (scalar) {
      check_quote(scalar->text);
    }
  } else {
    g_assert(diag_has_errors(diags));
  }
  diag_each(diags, whole, NULL);
  g_autofree char *text = diag_render_text(diags, 80);
  g_assert(g_utf8_validate(text, -1, NULL));
  return 0;
}
