/* Files that commands make. Two promises: a set of files is written as a whole or not at all, and nothing is overwritten that the tool did not
 * write. For the second, path, size and digest of each written file stand in .ready315/written.json; they are put there before the files take
 * their places, beside what stood there till then, so that a crash between the two does not turn our own files into strangers. */
#include "desk/output.h"
#include "base/text.h"
#include "data/json.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  guint64 size, digest;
} Content;

/* What we remember of a file: what it should hold now, and what it held before the last writing. */
typedef struct {
  Content now, before;
  gboolean has_before;
} Memory;

typedef struct {
  char *path; /* as the caller named it */
  char *key;  /* as written.json names it; NULL for standard output and outside workspaces */
  FileWriter *writer;
  gboolean existed, ours;
  Content old;      /* when existed */
  gboolean changed; /* after commit */
} Output;

struct OutputSet {
  Desk *desk;
  GPtrArray *outputs;   /* Output* */
  GHashTable *memories; /* key → Memory; NULL until read */
  gboolean prepared;
};

static void output_drop(gpointer data) {
  Output *output = data;
  file_writer_free(output->writer);
  g_free(output->path);
  g_free(output->key);
  g_free(output);
}

OutputSet *output_new(Desk *desk) {
  OutputSet *set = g_new0(OutputSet, 1);
  set->desk = desk;
  set->outputs = g_ptr_array_new_with_free_func(output_drop);
  return set;
}

void output_free(OutputSet *set) {
  if (set == NULL) {
    return;
  }
  g_ptr_array_unref(set->outputs);
  g_clear_pointer(&set->memories, g_hash_table_unref);
  g_free(set);
}

/* ---- written.json --------------------------------------------------------------------------------------------------------------- */

static char *memory_path(const Desk *desk) {
  return g_build_filename(desk->workspace, ".ready315", "written.json", NULL);
}

static gboolean content_read(const Node *map, const char *size_key, const char *digest_key, Content *content) {
  const Node *size = node_get(map, size_key), *digest = node_get(map, digest_key);
  if (size == NULL || digest == NULL || size->kind != NODE_SCALAR || digest->kind != NODE_SCALAR) {
    return FALSE;
  }
  return g_ascii_string_to_unsigned(size->text, 10, 0, G_MAXUINT64, &content->size, NULL) &&
         g_ascii_string_to_unsigned(digest->text, 16, 0, G_MAXUINT64, &content->digest, NULL);
}

/* A damaged memory is none: then the files count as not ours, which is the safe side. */
static void memories_load(OutputSet *set) {
  set->memories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = memory_path(set->desk);
  if (!set->desk->has_workspace || !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    return;
  }
  g_autoptr(DiagList) ignored = diag_list_new();
  g_autoptr(Doc) doc = json_read(path, ignored);
  const Node *files = doc->root != NULL ? node_get(doc->root, "files") : NULL;
  for (const Node *file = files != NULL ? files->first : NULL; file != NULL; file = file->next) {
    const Node *key = node_get(file, "path");
    Memory memory = {0};
    if (key != NULL && key->kind == NODE_SCALAR && content_read(file, "size", "digest", &memory.now)) {
      memory.has_before = content_read(file, "size_before", "digest_before", &memory.before);
      g_hash_table_insert(set->memories, g_strdup(key->text), g_memdup2(&memory, sizeof memory));
    }
  }
}

static void put_content(JsonWriter *json, const char *size_key, const char *digest_key, const Content *content) {
  g_autofree char *digest = content != NULL ? g_strdup_printf("%016" G_GINT64_MODIFIER "x", content->digest) : NULL;
  if (content != NULL) {
    json_put_int(json, size_key, (gint64)content->size);
  } else {
    json_put_null(json, size_key);
  }
  json_put_string(json, digest_key, digest);
}

static gboolean memories_save(OutputSet *set, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(JsonWriter) json = json_writer_new(text, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_open(json, "files", '[');
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(set->memories), (GCompareFunc)(void (*)(void))strcmp);
  for (const GList *k = keys; k != NULL; k = k->next) {
    const Memory *memory = g_hash_table_lookup(set->memories, k->data);
    json_open(json, NULL, '{');
    json_put_string(json, "path", k->data);
    put_content(json, "size", "digest", &memory->now);
    put_content(json, "size_before", "digest_before", memory->has_before ? &memory->before : NULL);
    json_close(json);
  }
  json_close(json);
  json_close(json);
  g_clear_pointer(&json, json_writer_free);
  g_autofree char *folder = g_build_filename(set->desk->workspace, ".ready315", NULL);
  g_autofree char *path = memory_path(set->desk);
  return file_make_folder(folder, error) && file_write(path, text->str, text->len, error);
}

/* ---- opening -------------------------------------------------------------------------------------------------------------------- */

/* Inside the workspace relative to it, so that a moved folder keeps its memory; elsewhere absolute. */
static char *key_of(const Desk *desk, const char *path) {
  if (!desk->has_workspace) {
    return NULL;
  }
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *base = g_path_get_basename(path);
  char *real = realpath(folder, NULL), *home = realpath(desk->workspace, NULL); /* malloc's, not GLib's */
  g_autofree char *full = g_build_filename(real != NULL ? real : folder, base, NULL);
  g_autofree char *inside = home != NULL ? g_strdup_printf("%s/", home) : NULL;
  const char *name = inside != NULL && g_str_has_prefix(full, inside) ? full + strlen(inside) : full;
  char *key = g_utf8_validate(name, -1, NULL) ? g_strdup(name) : g_strescape(name, NULL); /* JSON holds only text */
  free(real);
  free(home);
  return key;
}

static gboolean same(const Content *a, const Content *b) {
  return a->size == b->size && a->digest == b->digest;
}

/* What no output may replace, --force or not: the record with its evidence and memories, and what the owner defined. Written by nobody through here
 * (tables that imports make, as staff.yaml, are outputs). Also through a link: `real` is where the bytes would go. */
static gboolean is_precious(const Desk *desk, const char *path) {
  char *real = realpath(path, NULL);
  g_autofree char *key = key_of(desk, real != NULL ? real : path);
  free(real);
  return key != NULL && (strcmp(key, "store.yaml") == 0 || g_str_has_prefix(key, "ready315.db") ||
                         g_str_has_prefix(key, ".ready315/") || g_str_has_prefix(key, "evidence/") ||
                         ((g_str_has_prefix(key, "phases/") || g_str_has_prefix(key, "checklists/")) &&
                          g_str_has_suffix(key, ".yaml")));
}

/* Looks at what stands at the path now. FALSE when it must not be overwritten. */
static gboolean look(OutputSet *set, Output *output, GError **error) {
  struct stat status;
  if (is_precious(set->desk, output->path)) {
    g_autofree char *shown = text_shown(output->path);
    g_set_error(error, FILE_FAULT, FILE_FAULT_EXISTS,
                "“%s”是店铺文件夹里的定义或记录，不能用输出的文件盖掉它。请换一个文件名。", shown);
    return FALSE;
  }
  if (g_lstat(output->path, &status) != 0) {
    return TRUE; /* nothing there; what else is wrong with the path, writing will tell */
  }
  if (g_file_test(output->path, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_FOLDER, "“%s”是文件夹，不能当作文件来写。请换一个文件名。", output->path);
    return FALSE;
  }
  g_autoptr(GError) unreadable = NULL;
  output->existed = g_stat(output->path, &status) == 0 &&
                    S_ISREG(status.st_mode) && /* through a link, as writing goes */
                    file_digest_of(output->path, &output->old.size, &output->old.digest, &unreadable);
  const Memory *memory = output->key != NULL ? g_hash_table_lookup(set->memories, output->key) : NULL;
  output->ours = memory != NULL && output->existed &&
                 (same(&memory->now, &output->old) || (memory->has_before && same(&memory->before, &output->old)));
  if (output->ours || set->desk->force) {
    return TRUE;
  }
  g_autofree char *how = desk_advice(set->desk, ADVICE_OVERWRITE, NULL, NULL);
  g_set_error(error, FILE_FAULT, FILE_FAULT_EXISTS,
              memory != NULL ? "文件“%s”写好以后被人改过，没有覆盖它。确实不要那些改动，就%s。"
                             : "已经有文件“%s”，它不是本程序写的，没有覆盖它。确实要覆盖，就%s。",
              output->path, *how != '\0' ? how : "先把它移到别处，再写一次");
  return FALSE;
}

FileWriter *output_open(OutputSet *set, const char *path, GError **error) {
  if (!desk_lock(set->desk, error)) {
    return NULL;
  }
  if (set->memories == NULL) {
    memories_load(set);
  }
  Output *output = g_new0(Output, 1);
  output->path = g_strdup(path);
  if (strcmp(path, "-") != 0) {
    g_autofree char *folder = g_path_get_dirname(path);
    if (!file_make_folder(folder, error)) {
      output_drop(output);
      return NULL;
    }
    output->key = key_of(set->desk, path);
    if (!look(set, output, error)) {
      output_drop(output);
      return NULL;
    }
  }
  output->writer = file_writer_new(path, error);
  if (output->writer == NULL) {
    output_drop(output);
    return NULL;
  }
  g_ptr_array_add(set->outputs, output);
  return output->writer;
}

/* ---- committing ----------------------------------------------------------------------------------------------------------------- */

static gboolean prepare_all(OutputSet *set, GError **error) {
  for (guint i = 0; i < set->outputs->len; i++) {
    Output *output = g_ptr_array_index(set->outputs, i);
    Content fresh = {file_writer_size(output->writer), file_writer_digest(output->writer)};
    output->changed = !output->existed || !same(&fresh, &output->old);
    if (output->changed && !file_prepare(output->writer, error)) {
      return FALSE;
    }
    if (output->key != NULL) {
      Memory memory = {.now = fresh, .before = output->old, .has_before = output->ours};
      g_hash_table_replace(set->memories, g_strdup(output->key), g_memdup2(&memory, sizeof memory));
    }
  }
  return TRUE;
}

static gboolean any_remembered(const OutputSet *set) {
  for (guint i = 0; i < set->outputs->len; i++) {
    const Output *output = g_ptr_array_index(set->outputs, i);
    if (output->key != NULL && (output->changed || !output->ours)) {
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean all_elsewhere(const OutputSet *set) {
  for (guint i = 0; i < set->outputs->len; i++) {
    const Output *output = g_ptr_array_index(set->outputs, i);
    if (output->key != NULL && !g_path_is_absolute(output->key)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* Of a workspace that may only be read, tables can still be written elsewhere; what is not remembered is asked --force for the next time. */
static gboolean remember(OutputSet *set, GError **error) {
  g_autoptr(GError) failed = NULL;
  if (!any_remembered(set) || memories_save(set, &failed) ||
      (g_error_matches(failed, FILE_FAULT, FILE_FAULT_ACCESS) && all_elsewhere(set))) {
    return TRUE;
  }
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

gboolean output_prepare(OutputSet *set, GError **error) {
  set->prepared = set->prepared || (prepare_all(set, error) && remember(set, error));
  return set->prepared;
}

/* The new names are safe when their folders are: once each, not once a file. */
static gboolean settle(const OutputSet *set, GError **error) {
  g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < set->outputs->len; i++) {
    const Output *output = g_ptr_array_index(set->outputs, i);
    gboolean named = output->changed && strcmp(output->path, "-") != 0;
    gboolean linked =
        named && g_file_test(output->path, G_FILE_TEST_IS_SYMLINK); /* its file is in a folder of its own */
    if (named && (g_hash_table_add(folders, g_path_get_dirname(output->path)) || linked) &&
        !file_settle(output->path, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

gboolean output_commit(OutputSet *set, GError **error) {
  if (!output_prepare(set, error)) {
    return FALSE;
  }
  g_autoptr(GString) done = g_string_new(NULL);
  for (guint i = 0; i < set->outputs->len; i++) {
    Output *output = g_ptr_array_index(set->outputs, i);
    if (!output->changed) {
      g_clear_pointer(&output->writer, file_writer_free); /* the same bytes stand there already */
      continue;
    }
    if (!file_place(output->writer, error)) {
      if (done->len > 0 && error != NULL && *error != NULL) {
        g_autofree char *first = g_strdup((*error)->message);
        g_free((*error)->message);
        (*error)->message = g_strdup_printf("%s已经换成新的：%s；其余没有动。", first, done->str);
      }
      return FALSE;
    }
    g_string_append_printf(done, "%s%s", done->len > 0 ? "、" : "", output->path);
  }
  return settle(set, error);
}

gboolean output_changed(const OutputSet *set, const char *path) {
  for (guint i = 0; i < set->outputs->len; i++) {
    const Output *output = g_ptr_array_index(set->outputs, i);
    if (strcmp(output->path, path) == 0) {
      return output->changed;
    }
  }
  g_assert_not_reached();
}

gboolean output_write(Desk *desk, const char *path, const char *bytes, gsize length, GError **error) {
  g_autoptr(OutputSet) set = output_new(desk);
  FileWriter *writer = output_open(set, path, error);
  if (writer == NULL) {
    return FALSE;
  }
  file_put(writer, bytes, length);
  return output_commit(set, error);
}

gboolean output_is_ours(Desk *desk, const char *path) {
  g_autoptr(OutputSet) set = output_new(desk);
  memories_load(set);
  Output output = {.path = g_strdup(path), .key = key_of(desk, path)};
  g_autoptr(GError) refused = NULL;
  gboolean there = look(set, &output, &refused);
  g_free(output.path);
  g_free(output.key);
  return there && output.ours;
}
