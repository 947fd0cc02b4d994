/* Edits are collected as byte ranges of the original and applied from the end, so that places stay true. Knows as much of YAML's surface as its
 * few edits need: where a scalar or a flow collection ends, and which lines belong to a block entry. */
#include "desk/setup/yaml_edit.h"
#include "base/text.h"
#include <string.h>

typedef struct {
  gsize from, to;
  char *text;
} Change;

struct YamlEdit {
  char *text;
  GArray *lines;      /* of gsize: where each line begins */
  GPtrArray *changes; /* Change* */
};

static void change_drop(gpointer data) {
  Change *change = data;
  g_free(change->text);
  g_free(change);
}

YamlEdit *yaml_edit_new(const char *text) {
  YamlEdit *edit = g_new(YamlEdit, 1);
  *edit =
      (YamlEdit){g_strdup(text), g_array_new(FALSE, FALSE, sizeof(gsize)), g_ptr_array_new_with_free_func(change_drop)};
  gsize start = 0;
  g_array_append_val(edit->lines, start);
  for (gsize i = 0; text[i] != '\0'; i++) {
    if (text[i] == '\n') {
      start = i + 1;
      g_array_append_val(edit->lines, start);
    }
  }
  return edit;
}

void yaml_edit_free(YamlEdit *edit) {
  if (edit != NULL) {
    g_free(edit->text);
    g_array_unref(edit->lines);
    g_ptr_array_unref(edit->changes);
    g_free(edit);
  }
}

static gsize offset_of(const YamlEdit *edit, Pos pos) {
  g_assert(pos.line >= 1 && pos.line <= edit->lines->len && pos.column >= 1);
  const char *place = edit->text + g_array_index(edit->lines, gsize, pos.line - 1);
  for (guint32 c = 1; c < pos.column && *place != '\0'; c++) {
    place = text_next(place);
  }
  return (gsize)(place - edit->text);
}

static void add(YamlEdit *edit, gsize from, gsize to, char *text) {
  Change *change = g_new(Change, 1);
  *change = (Change){from, to, text};
  g_ptr_array_add(edit->changes, change);
}

/* Past the closing quote. */
static gsize quoted_end(const char *text, gsize at) {
  char quote = text[at++];
  while (text[at] != '\0' && text[at] != quote) {
    at += text[at] == '\\' && quote == '"' && text[at + 1] != '\0' ? 2 : 1;
  }
  return text[at] != '\0' ? at + 1 : at;
}

static gsize flow_end(const char *text, gsize at) {
  int depth = 0;
  while (text[at] != '\0') {
    if (text[at] == '"' || text[at] == '\'') {
      at = quoted_end(text, at);
      continue;
    }
    if (text[at] == '#' && (at == 0 || strchr(" \t\n", text[at - 1]) != NULL)) {
      at += strcspn(text + at, "\n");
      continue;
    }
    depth += strchr("[{", text[at]) != NULL ? 1 : strchr("]}", text[at]) != NULL ? -1 : 0;
    at++;
    if (depth == 0) {
      break;
    }
  }
  return at;
}

static gsize plain_end(const char *text, gsize at, gboolean flow) {
  gsize end = at;
  for (; text[end] != '\0' && text[end] != '\n'; end++) {
    if ((flow && strchr(",]}", text[end]) != NULL) || (text[end] == '#' && end > at && text[end - 1] == ' ')) {
      break;
    }
  }
  while (end > at && text[end - 1] == ' ') {
    end--;
  }
  return end;
}

static gsize value_end(const char *text, gsize at, gboolean flow) {
  return text[at] == '"' || text[at] == '\''  ? quoted_end(text, at)
         : text[at] == '[' || text[at] == '{' ? flow_end(text, at)
                                              : plain_end(text, at, flow);
}

/* Where the comment of the line from `line` to `end` begins; `end` when it has none. */
static gsize comment_start(const char *text, gsize line, gsize end) {
  for (gsize at = line; at < end;) {
    if (text[at] == '#' && (at == line || text[at - 1] == ' ')) {
      return at;
    }
    gboolean opens = (text[at] == '"' || text[at] == '\'') && (at == line || strchr(" ,[{", text[at - 1]) != NULL);
    at = opens ? quoted_end(text, at) : at + 1;
  }
  return end;
}

/* Whether what begins at `at` is inside brackets: the first thing before it, but for white space and comments, says so. */
static gboolean in_flow(const char *text, gsize at) {
  while (at > 0 && strchr(" \n", text[at - 1]) != NULL) {
    at--;
    if (text[at] == '\n') {
      gsize line = at;
      while (line > 0 && text[line - 1] != '\n') {
        line--;
      }
      at = comment_start(text, line, at);
    }
  }
  return at > 0 && strchr("{,[", text[at - 1]) != NULL;
}

void yaml_edit_scalar(YamlEdit *edit, const Node *scalar, const char *text) {
  gsize from = offset_of(edit, scalar->pos);
  gboolean flow =
      scalar->key != NULL ? in_flow(edit->text, offset_of(edit, scalar->key_pos)) : in_flow(edit->text, from);
  add(edit, from, value_end(edit->text, from, flow), g_strdup(text));
}

static void cut_out(YamlEdit *edit, gsize from, gsize to) {
  const char *text = edit->text;
  while (strchr(" \n", text[to]) != NULL && text[to] != '\0') {
    to++;
  }
  if (text[to] == ',') {
    to++;
    to += strspn(text + to, " \n");
  } else { /* the last entry: the comma before it goes */
    while (from > 0 && strchr(" \n", text[from - 1]) != NULL) {
      from--;
    }
    from -= from > 0 && text[from - 1] == ',' ? 1 : 0;
  }
  add(edit, from, to, g_strdup(""));
}

static void comment_out(YamlEdit *edit, const Node *entry, const char *remark) {
  gsize indent = entry->key_pos.column - 1;
  for (guint32 line = entry->key_pos.line; line <= edit->lines->len; line++) {
    gsize from = g_array_index(edit->lines, gsize, line - 1);
    const char *text = edit->text + from;
    gsize inside = strspn(text, " ");
    gboolean item = text[inside] == '-' && inside == indent; /* a list may stand at the key's own column */
    if (*text == '\0' ||
        (line > entry->key_pos.line && text[inside] != '\n' && text[inside] != '#' && inside <= indent && !item)) {
      break;
    }
    if (text[inside] != '\n' && text[inside] != '#') {
      add(edit, from + MIN(inside, indent), from + MIN(inside, indent), g_strdup(remark));
    }
  }
}

gboolean yaml_edit_remove(YamlEdit *edit, const Node *entry, const char *remark) {
  gsize from = offset_of(edit, entry->key_pos);
  if (in_flow(edit->text, from)) {
    cut_out(edit, from, value_end(edit->text, offset_of(edit, entry->pos), TRUE));
    return TRUE;
  }
  gsize line = g_array_index(edit->lines, gsize, entry->key_pos.line - 1);
  if (strspn(edit->text + line, " ") != from - line) {
    return FALSE;
  }
  comment_out(edit, entry, remark);
  return TRUE;
}

static gint from_the_end(gconstpointer a, gconstpointer b) {
  const Change *x = *(const Change *const *)a, *y = *(const Change *const *)b;
  return (x->from < y->from) - (x->from > y->from);
}

char *yaml_edit_finish(YamlEdit *edit) {
  g_autoptr(GString) out = g_string_new(edit->text);
  g_ptr_array_sort(edit->changes, from_the_end);
  for (guint i = 0; i < edit->changes->len; i++) {
    const Change *change = g_ptr_array_index(edit->changes, i);
    g_string_erase(out, (gssize)change->from, (gssize)(change->to - change->from));
    g_string_insert(out, (gssize)change->from, change->text);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}
