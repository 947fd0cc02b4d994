/* Event ↔ body of its entry. */
#include "run/register_entry.h"
#include "data/json.h"
#include <string.h>

static gint by_column(gconstpointer a, gconstpointer b) {
  return strcmp(((const RegisterValue *)a)->column, ((const RegisterValue *)b)->column);
}

void register_entry_sort(GArray *values) {
  g_array_sort(values, by_column);
}

static void put(GString *out, const char *key, const char *text) {
  if (text) {
    g_string_append(out, out->str[out->len - 1] == '{' ? "" : ",");
    json_append_quoted(out, key);
    g_string_append_c(out, ':');
    json_append_quoted(out, text);
  }
}

char *register_entry_body(RegisterEventKind kind, const char *row, const GArray *values, const char *result,
                          const char *reason) {
  GString *out = g_string_new("{");
  put(out, "event", words_register_event[kind].id);
  put(out, "reason", reason);
  put(out, "result", result);
  put(out, "row", row);
  if (values->len > 0) {
    g_string_append(out, ",\"values\":{");
    for (guint i = 0; i < values->len; i++) {
      const RegisterValue *value = &g_array_index(values, RegisterValue, i);
      put(out, value->column, value->value);
    }
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}

/* Which members each kind must (2) or may (1) have, besides `event` and `row`. */
static const struct {
  guint8 reason, result, values;
} needs[N_REGISTER_EVENTS] = {[REGISTER_ADD] = {0, 0, 2},
                              [REGISTER_CHANGE] = {1, 0, 2},
                              [REGISTER_CLOSE] = {1, 1, 1},
                              [REGISTER_REOPEN] = {2, 0, 1}};

/* FALSE when it is there and may not, is missing, or is no text. */
static gboolean get(const Node *root, const char *key, guint8 need, const char **out, guint *known) {
  const Node *node = node_get(root, key);
  *known += node != NULL;
  *out = node ? node->text : NULL;
  return node ? need > 0 && node->kind == NODE_SCALAR && node->quoted : need < 2;
}

static gboolean get_values(const Node *root, guint8 need, GArray *out, guint *known) {
  const Node *values = node_get(root, "values");
  *known += values != NULL;
  if (!values || need == 0 || values->kind != NODE_MAP || values->count == 0) {
    return !values && need < 2;
  }
  for (const Node *node = values->first; node; node = node->next) {
    RegisterValue value = {node->key, node->text};
    if (node->kind != NODE_SCALAR || !node->quoted) {
      return FALSE;
    }
    g_array_append_val(out, value);
  }
  return TRUE;
}

gboolean register_entry_read(const char *body, RegisterEntry *out) {
  *out = (RegisterEntry){.values = g_array_new(FALSE, FALSE, sizeof(RegisterValue))};
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new(body, strlen(body));
  out->doc = json_parse("台账", bytes, diags);
  const Node *root = out->doc && !diag_has_errors(diags) ? out->doc->root : NULL;
  const char *event;
  guint known = 0;
  if (!root || root->kind != NODE_MAP || !get(root, "event", 2, &event, &known)) {
    return FALSE;
  }
  int kind = word_index(words_register_event, event);
  if (kind < 0) {
    return FALSE;
  }
  out->kind = (RegisterEventKind)kind;
  return get(root, "row", 2, &out->row, &known) && get(root, "reason", needs[kind].reason, &out->reason, &known) &&
         get(root, "result", needs[kind].result, &out->result, &known) &&
         get_values(root, needs[kind].values, out->values, &known) && known == root->count;
}

void register_entry_clear(RegisterEntry *entry) {
  g_clear_pointer(&entry->values, g_array_unref);
  g_clear_pointer(&entry->doc, doc_free);
}
