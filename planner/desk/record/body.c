/* JSON of bodies, by data/json. */
#include "desk/record/body.h"
#include "data/json.h"
#include <string.h>

GString *body_new(char bracket) {
  GString *body = g_string_new(NULL);
  return g_string_append_c(body, bracket);
}

char *body_end(GString *body) {
  g_string_append_c(body, body->str[0] == '{' ? '}' : ']');
  return g_string_free(body, FALSE);
}

static void put_key(GString *body, const char *key) {
  g_assert((key != NULL) == (body->str[0] == '{'));
  if (body->len > 1) {
    g_string_append_c(body, ',');
  }
  if (key) {
    json_append_quoted(body, key);
    g_string_append_c(body, ':');
  }
}

void body_text(GString *body, const char *key, const char *text) {
  if (text) {
    put_key(body, key);
    json_append_quoted(body, text);
  }
}

void body_number(GString *body, const char *key, gint64 number) {
  if (number) {
    put_key(body, key);
    g_string_append_printf(body, "%" G_GINT64_FORMAT, number);
  }
}

void body_flag(GString *body, const char *key, gboolean flag) {
  if (flag) {
    put_key(body, key);
    g_string_append(body, "true");
  }
}

void body_raw(GString *body, const char *key, const char *json) {
  put_key(body, key);
  g_string_append(body, json);
}

Doc *body_read(const char *body) {
  g_autoptr(GBytes) bytes = g_bytes_new_static(body, strlen(body));
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Doc) doc = json_parse("entry", bytes, diags);
  return doc && doc->root && doc->root->kind == NODE_MAP && !diag_has_errors(diags) ? g_steal_pointer(&doc) : NULL;
}

const char *body_get_text(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node && node->kind == NODE_SCALAR ? node->text : NULL;
}

gint64 body_get_number(const Node *map, const char *key) {
  const char *text = body_get_text(map, key);
  gint64 number = 0;
  return text && g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &number, NULL) ? number : 0;
}

gboolean body_get_flag(const Node *map, const char *key) {
  return g_strcmp0(body_get_text(map, key), "true") == 0;
}
