/* Copies of definitions, named by what they hold. */
#include "desk/record/definitions.h"
#include "base/file.h"
#include "data/json.h"
#include "data/yaml.h"
#include "desk/record/body.h"
#include "load/load_checklist.h"
#include <glib/gstdio.h>
#include <string.h>

enum { TEXT_MOST = NODE_MAX_BYTES, SHA256_DIGITS = 64 };

/* ---- a checklist as text ------------------------------------------------------------------------------------------------------------ */

static void put_text(JsonWriter *json, const char *key, const char *text) {
  if (text != NULL) {
    json_put_string(json, key, text);
  }
}

static void put_flag(JsonWriter *json, const char *key, gboolean flag) {
  if (flag) {
    json_put_bool(json, key, TRUE);
  }
}

static void put_lines(JsonWriter *json, const char *key, char *const *lines) {
  if (lines == NULL) {
    return;
  }
  json_open(json, key, '[');
  for (; *lines != NULL; lines++) {
    json_put_string(json, NULL, *lines);
  }
  json_close(json);
}

static void put_set(JsonWriter *json, const char *key, const Word *words, WordSet set, int first, int end) {
  gboolean open = FALSE;
  for (int i = first; i < end && words[i].id != NULL; i++) {
    if (set & 1u << i) {
      if (!open) {
        json_open(json, key, '[');
      }
      open = TRUE;
      json_put_string(json, NULL, words[i].id);
    }
  }
  if (open) {
    json_close(json);
  }
}

/* As text, for the reader takes the text of a number as it is written. */
static void put_decimal(JsonWriter *json, const char *key, Decimal value) {
  g_autofree char *text = decimal_text(value);
  json_put_string(json, key, text);
}

static void put_row(JsonWriter *json, const ChecklistRow *row) {
  json_open(json, NULL, '{');
  json_put_string(json, "id", row->id);
  json_put_string(json, "title", row->title);
  put_text(json, "help", row->help);
  put_set(json, "for", words_kind, row->kinds, 0, N_KINDS);
  put_text(json, "type", row->column_type);
  put_flag(json, "required", row->required);
  if (row->role != ROLE_NONE) {
    json_put_string(json, "role", words_column_role[row->role].id);
  }
  put_lines(json, "choices", row->choices);
  put_lines(json, "aliases", row->aliases);
  put_lines(json, "authority", row->authority);
  json_close(json);
}

static void put_item(JsonWriter *json, const ChecklistItem *item) {
  json_open(json, NULL, '{');
  json_put_string(json, "id", item->id);
  json_put_string(json, "ask", item->ask);
  json_put_string(json, "type", words_item_type[item->type].id);
  put_flag(json, "required", item->required);
  if (item->evidence != EVIDENCE_NONE) {
    json_put_string(json, "evidence", words_evidence[item->evidence].id);
  }
  put_text(json, "unit", item->unit);
  if (item->has_min) {
    put_decimal(json, "min", item->min);
  }
  if (item->has_max) {
    put_decimal(json, "max", item->max);
  }
  put_lines(json, "choices", item->choices);
  put_text(json, "when", item->when);
  if (item->second_when != NULL) {
    json_open(json, "second", '{');
    json_put_string(json, "when", item->second_when);
    json_put_string(json, "who", words_second[item->second].id);
    json_close(json);
  } else if (item->second != SECOND_NONE) {
    json_put_string(json, "second", words_second[item->second].id);
  }
  json_close(json);
}

static void put_bands(JsonWriter *json, const GArray *bands) {
  if (bands->len == 0) {
    return;
  }
  json_open(json, "bands", '[');
  for (guint i = 0; i < bands->len; i++) {
    const Band *band = &g_array_index(bands, Band, i);
    json_open(json, NULL, '{');
    put_decimal(json, "from", band->from);
    json_put_string(json, "title", band->title);
    json_close(json);
  }
  json_close(json);
}

static void put_head(JsonWriter *json, const Checklist *checklist) {
  json_put_string(json, "checklist", checklist->id);
  json_put_string(json, "title", checklist->title);
  if (checklist->version != 0) {
    json_put_int(json, "version", checklist->version);
  }
  if (checklist->function != FUNCTION_NONE) {
    json_put_string(json, "function", words_function[checklist->function].id);
  }
  put_set(json, "for", words_kind, checklist->kinds, 0, N_KINDS);
  json_put_string(json, "source", words_source[checklist->source].id);
  put_text(json, "official", checklist->official);
  put_text(json, "why", checklist->why);
}

char *definitions_text(const Checklist *checklist) {
  g_autoptr(GString) text = g_string_new(NULL);
  JsonWriter *json = json_writer_new(text, 2);
  json_open(json, NULL, '{');
  put_head(json, checklist);
  if (checklist->rows->len > 0) {
    json_open(json, "rows", '[');
    for (guint i = 0; i < checklist->rows->len; i++) {
      put_row(json, g_ptr_array_index(checklist->rows, i));
    }
    json_close(json);
  }
  if (checklist->items->len > 0) {
    json_open(json, "items", '[');
    for (guint i = 0; i < checklist->items->len; i++) {
      put_item(json, g_ptr_array_index(checklist->items, i));
    }
    json_close(json);
  }
  put_bands(json, checklist->bands);
  if (checklist->second != SECOND_NONE) {
    json_put_string(json, "second", words_second[checklist->second].id);
  }
  if (checklist->gate_block != 0 || checklist->gate_carry != 0) {
    json_open(json, "gate", '{');
    put_set(json, "block", words_gate, checklist->gate_block, 0, N_GATE_BLOCKS);
    put_set(json, "carry", words_gate, checklist->gate_carry, N_GATE_BLOCKS, G_MAXINT);
    json_close(json);
  }
  json_close(json);
  json_writer_free(json);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- copies ------------------------------------------------------------------------------------------------------------------------- */

static char *copy_path(const Desk *desk, const char *sha256) {
  return g_build_filename(desk->workspace, ".ready315", "definitions", sha256, NULL);
}

/* One that was half written by a crash has another size or was never named; one that somebody changed is found when it is read. */
static gboolean is_kept(const char *path, gsize length) {
  GStatBuf found;
  return g_stat(path, &found) == 0 && S_ISREG(found.st_mode) && (gsize)found.st_size == length;
}

/* *fresh: a name that has still to be made safe. */
static gboolean keep(const Desk *desk, const char *sha256, const char *bytes, gsize length, char **fresh,
                     GError **error) {
  g_autofree char *path = copy_path(desk, sha256);
  if (is_kept(path, length)) {
    return TRUE;
  }
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(FileWriter) writer = file_make_folder(folder, error) ? file_writer_new(path, error) : NULL;
  if (writer == NULL) {
    return FALSE;
  }
  file_put(writer, bytes, length);
  if (!file_prepare(writer, error) || !file_place(writer, error)) {
    return FALSE;
  }
  g_free(*fresh);
  *fresh = g_steal_pointer(&path);
  return TRUE;
}

char *definitions_keep(const Desk *desk, const Checklist *checklist, GError **error) {
  g_autofree char *text = definitions_text(checklist);
  g_autofree char *sha256 = file_sha256(text, strlen(text));
  g_autofree char *fresh = NULL;
  gboolean done = keep(desk, sha256, text, strlen(text), &fresh, error) && (fresh == NULL || file_settle(fresh, error));
  return done ? g_steal_pointer(&sha256) : NULL;
}

/* ---- the files of a campaign -------------------------------------------------------------------------------------------------------- */

typedef struct {
  const Desk *desk;
  GTree *files; /* name → SHA-256 */
  char *fresh;
  GError *error;
} Gathering;

static gboolean is_definition(const char *name) {
  static const char *const alone[] = {"store.yaml", "staff.yaml", "roster.yaml", NULL};
  static const char *const folders[] = {"phases/", "checklists/", "holidays/"};
  gboolean found = g_strv_contains(alone, name);
  for (guint i = 0; i < G_N_ELEMENTS(folders) && !found; i++) {
    found = g_str_has_prefix(name, folders[i]) && strchr(name + strlen(folders[i]), '/') == NULL;
  }
  return found;
}

static const char *below(const char *folder, const char *path) {
  gsize length = strlen(folder);
  while (length > 1 && folder[length - 1] == '/') {
    length--;
  }
  if (strncmp(path, folder, length) != 0 || path[length] != '/') {
    return NULL;
  }
  const char *name = path + length;
  while (*name == '/') {
    name++;
  }
  return name;
}

/* NULL when the file is none of the campaign's. */
static char *name_of(const Desk *desk, const char *path) {
  const char *name = strcmp(desk->workspace, ".") == 0 && !g_path_is_absolute(path) && !g_str_has_prefix(path, "../")
                         ? (g_str_has_prefix(path, "./") ? path + 2 : path)
                         : below(desk->workspace, path);
  if (name != NULL && is_definition(name)) {
    return g_strdup(name);
  }
  name = below(desk->share, path);
  if (name != NULL && is_definition(name)) {
    return g_strconcat("shipped/", name, NULL);
  }
  g_autofree char *file = g_path_get_basename(path);
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *kind = g_path_get_basename(folder);
  g_autofree char *pack = g_path_get_dirname(folder);
  g_autofree char *pack_name = g_path_get_basename(pack);
  g_autofree char *inside = g_strconcat(kind, "/", file, NULL);
  gboolean of_pack = is_definition(inside) && g_str_has_suffix(file, ".yaml");
  return of_pack ? g_strconcat("packs/", pack_name, "/", inside, NULL) : NULL;
}

static void gather(const char *file, GBytes *text, gpointer data) {
  Gathering *gathering = data;
  g_autofree char *name = name_of(gathering->desk, file);
  if (name == NULL || gathering->error != NULL) {
    return;
  }
  gsize length = 0;
  const char *bytes = g_bytes_get_data(text, &length);
  g_autofree char *sha256 = file_sha256(bytes, length);
  if (keep(gathering->desk, sha256, bytes, length, &gathering->fresh, &gathering->error)) {
    g_tree_replace(gathering->files, g_steal_pointer(&name), g_steal_pointer(&sha256));
  }
}

/* Checklists that were not needed so far are in force all the same. */
static void gather_unread(Gathering *gathering) {
  GHashTableIter iter;
  gpointer files;
  g_hash_table_iter_init(&iter, gathering->desk->campaign->checklist_files);
  while (gathering->error == NULL && g_hash_table_iter_next(&iter, NULL, &files)) {
    const GPtrArray *paths = files;
    for (guint i = 0; i < paths->len && gathering->error == NULL; i++) {
      const char *path = g_ptr_array_index(paths, i);
      g_autoptr(GBytes) text = file_read(path, TEXT_MOST, &gathering->error);
      if (text != NULL) {
        gather(path, text, gathering);
      }
    }
  }
}

static gboolean put_file(gpointer name, gpointer sha256, gpointer data) {
  GString *file = body_new('{');
  body_text(file, "name", name);
  body_text(file, "sha256", sha256);
  g_autofree char *text = body_end(file);
  body_raw(data, NULL, text);
  return FALSE;
}

static gint by_name(gconstpointer a, gconstpointer b, gpointer data) {
  return strcmp(a, b);
}

char *definitions_body(const Desk *desk, GError **error) {
  g_autoptr(GTree) files = g_tree_new_full(by_name, NULL, g_free, g_free);
  Gathering gathering = {.desk = desk, .files = files};
  diag_each_source(desk->diags, gather, &gathering);
  gather_unread(&gathering);
  g_autofree char *fresh = gathering.fresh;
  if (gathering.error != NULL) {
    g_propagate_error(error, gathering.error);
    return NULL;
  }
  if (fresh != NULL && !file_settle(fresh, error)) {
    return NULL;
  }
  GString *list = body_new('[');
  g_tree_foreach(files, put_file, list);
  g_autofree char *listed = body_end(list);
  GString *body = body_new('{');
  body_raw(body, "files", listed);
  body_text(body, "program", READY315_VERSION);
  return body_end(body);
}

/* ---- who was in them ---------------------------------------------------------------------------------------------------------------- */

static char *name_in(const Desk *desk, const char *sha256, const char *id) {
  g_autofree char *path = copy_path(desk, sha256);
  g_autoptr(DiagList) ignored = diag_list_new();
  g_autoptr(GBytes) text = file_read(path, TEXT_MOST, NULL);
  g_autoptr(Doc) doc = text != NULL ? yaml_parse(path, text, ignored) : NULL;
  const Node *root = doc != NULL ? doc->root : NULL;
  const Node *staff = root != NULL && root->kind == NODE_MAP ? node_get(root, "staff") : NULL;
  for (const Node *one = staff != NULL && staff->kind == NODE_LIST ? staff->first : NULL; one != NULL;
       one = one->next) {
    if (one->kind == NODE_MAP && g_strcmp0(body_get_text(one, "id"), id) == 0) {
      return g_strdup(body_get_text(one, "name"));
    }
  }
  return NULL;
}

char *definitions_person(const Desk *desk, const char *body, const char *id) {
  g_autoptr(Doc) doc = body_read(body);
  const Node *list = doc != NULL ? node_get(doc->root, "files") : NULL;
  char *found = NULL;
  for (const Node *file = list != NULL ? list->first : NULL; file != NULL && found == NULL; file = file->next) {
    const char *name = body_get_text(file, "name"), *sha256 = body_get_text(file, "sha256");
    if (sha256 != NULL && strspn(sha256, "0123456789abcdef") == SHA256_DIGITS &&
        (g_strcmp0(name, "store.yaml") == 0 || g_strcmp0(name, "staff.yaml") == 0)) {
      found = name_in(desk, sha256, id);
    }
  }
  return found;
}

/* ---- finding ------------------------------------------------------------------------------------------------------------------------ */

static const Checklist *refuse(GError **error, const char *id, const char *why) {
  g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER,
              "检查表 `%s` 当时的版本%s，这次检查读不出来。请从备份里取回 .ready315/definitions 文件夹。", id, why);
  return NULL;
}

static Checklist *read_copy(const Desk *desk, const char *id, const char *definition, GError **error) {
  g_autofree char *path = copy_path(desk, definition);
  if (strlen(definition) != SHA256_DIGITS || strspn(definition, "0123456789abcdef") != SHA256_DIGITS ||
      !g_file_test(path, G_FILE_TEST_EXISTS)) {
    refuse(error, id, "不见了");
    return NULL;
  }
  g_autoptr(GBytes) text = file_read(path, TEXT_MOST, error);
  if (text == NULL) {
    return NULL;
  }
  g_autofree char *sha256 = file_sha256(g_bytes_get_data(text, NULL), g_bytes_get_size(text));
  if (strcmp(sha256, definition) != 0) {
    refuse(error, id, "被人改过");
    return NULL;
  }
  g_autoptr(DiagList) diags = diag_list_new();
  Checklist *checklist = load_checklist_text(path, text, diags);
  if (checklist == NULL || strcmp(checklist->id, id) != 0) {
    checklist_free(checklist);
    refuse(error, id, "这个版本的 ready315 看不懂");
    return NULL;
  }
  return checklist;
}

const Checklist *definitions_find(Desk *desk, const char *id, const char *definition, GError **error) {
  if (desk->kept == NULL) {
    desk->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)checklist_free);
  }
  if (definition == NULL) {
    return refuse(error, id, "没有记下来");
  }
  Checklist *found = g_hash_table_lookup(desk->kept, definition);
  if (found == NULL) {
    found = read_copy(desk, id, definition, error);
    if (found != NULL) {
      g_hash_table_insert(desk->kept, g_strdup(definition), found);
    }
  }
  return found != NULL && strcmp(found->id, id) == 0 ? found : found != NULL ? refuse(error, id, "对不上") : NULL;
}
