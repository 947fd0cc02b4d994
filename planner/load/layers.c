/* Merging of trees, and what a later layer may not do. Knows the handful of task keys that replace each other; what keys mean otherwise is
 * for load_phase and load_checklist. */
#include "load/layers.h"
#include "base/text.h"
#include "data/yaml.h"
#include "load/load_phase.h"
#include <string.h>

typedef struct {
  Definition *definition;
  Node *node;
} TaskPlace;

static void doc_destroy(gpointer data) {
  doc_free(data);
}

Layers *layers_new(const DefinitionKind *kind, Reader *reader) {
  Layers *layers = g_new0(Layers, 1);
  layers->kind = kind;
  layers->reader = reader;
  layers->definitions = g_ptr_array_new_with_free_func(g_free);
  layers->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  layers->docs = g_ptr_array_new_with_free_func(doc_destroy);
  layers->made = doc_new("merged");
  return layers;
}

void layers_free(Layers *layers) {
  if (!layers) {
    return;
  }
  g_clear_pointer(&layers->tasks, g_hash_table_unref);
  g_hash_table_unref(layers->by_id);
  g_ptr_array_unref(layers->definitions);
  g_ptr_array_unref(layers->docs);
  doc_free(layers->made);
  g_free(layers);
}

static Definition *find(const Layers *layers, const char *id) {
  return g_hash_table_lookup(layers->by_id, id);
}

/* NULL-terminated, for repairs; free with g_free. */
static const char **ids_of(const Layers *layers) {
  const char **ids = g_new0(const char *, layers->definitions->len + 1);
  for (guint i = 0; i < layers->definitions->len; i++) {
    ids[i] = ((const Definition *)g_ptr_array_index(layers->definitions, i))->id;
  }
  return ids;
}

/* ---- trees ---- */

static gboolean node_equal(const Node *a, const Node *b) {
  if (a->kind != b->kind || a->count != b->count || (a->kind == NODE_SCALAR && strcmp(a->text, b->text) != 0)) {
    return FALSE;
  }
  const Node *y = b->first;
  for (const Node *x = a->first; x; x = x->next, y = y->next) {
    if ((x->key && strcmp(x->key, y->key) != 0) || !node_equal(x, y)) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean is_list_of_ids(const Node *list) {
  return list->kind == NODE_LIST && list->first && node_get(list->first, "id");
}

static const char *node_id(const Node *map) {
  const Node *id = node_get(map, "id");
  return id && id->kind == NODE_SCALAR ? id->text : NULL;
}

/* Overwrites a node where it hangs in its parent. */
static void replace(Node *old, const Node *new) {
  Node *next = old->next;
  *old = *new;
  old->next = next;
}

static void remove_key(Node *map, const char *key) {
  Node *before = NULL;
  for (Node *child = map->first; child; before = child, child = child->next) {
    if (strcmp(child->key, key) == 0) {
      *(before ? &before->next : &map->first) = child->next;
      map->last = map->last == child ? before : map->last;
      map->count--;
      return;
    }
  }
}

static gboolean merge_map(Layers *layers, Node *base, const Node *patch, guint8 layer);

static GHashTable *index_by_id(const Node *list) {
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
  for (Node *node = list->first; node; node = node->next) {
    const char *id = node_id(node);
    if (id && !g_hash_table_contains(index, id)) {
      g_hash_table_insert(index, (gpointer)(guintptr)id, node);
    }
  }
  return index;
}

static gboolean merge_by_id(Layers *layers, Node *base, const Node *patch, guint8 layer) {
  g_autoptr(GHashTable) index = index_by_id(base);
  gboolean changed = FALSE;
  for (const Node *node = patch->first; node; node = node->next) {
    const char *id = node_id(node);
    Node *there = id ? g_hash_table_lookup(index, id) : NULL;
    if (there && node->kind == NODE_MAP) {
      changed |= merge_map(layers, there, node, layer);
    } else {
      node_append(base, node_copy(layers->made, node));
      changed = TRUE;
    }
  }
  return changed;
}

static gboolean merge_map(Layers *layers, Node *base, const Node *patch, guint8 layer) {
  gboolean changed = FALSE;
  for (const Node *child = patch->first; child; child = child->next) {
    Node *there = node_get(base, child->key);
    if (!there) {
      if (child->kind != NODE_NULL || g_str_equal(child->key, "drop")) {
        node_append(base, node_copy(layers->made, child));
        changed = TRUE;
      }
    } else if (there->kind == NODE_MAP && child->kind == NODE_MAP) {
      changed |= merge_map(layers, there, child, layer);
    } else if (is_list_of_ids(there) && is_list_of_ids(child)) {
      changed |= merge_by_id(layers, there, child, layer);
    } else if (!node_equal(there, child)) {
      replace(there, child);
      changed = TRUE;
    }
  }
  return changed;
}

/* ---- tasks ---- */

static gboolean has(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node && node->kind != NODE_NULL;
}

/* Keys of the earlier layer that make no sense beside the new way of dating or assigning. */
static void drop_replaced(Node *base, const Node *patch) {
  static const struct {
    const char *by, *key;
  } replaced[] = {{"on", "every"},          {"on", "weekday"},       {"on", "from"},   {"on", "to"},
                  {"every", "on"},          {"every", "workday"},    {"every", "due"}, {"every", "weekday"},
                  {"assignee", "function"}, {"function", "assignee"}};
  for (guint i = 0; i < G_N_ELEMENTS(replaced); i++) {
    if (has(patch, replaced[i].by) && !node_get(patch, replaced[i].key)) {
      const Node *every = node_get(patch, "every");
      gboolean keeps_weekday = g_str_equal(replaced[i].key, "weekday") && every && g_str_equal(every->text, "week");
      if (!keeps_weekday) {
        remove_key(base, replaced[i].key);
      }
    }
  }
  const Node *every = node_get(patch, "every");
  if (every && g_str_equal(every->text, "shift") && !node_get(patch, "at")) {
    remove_key(base, "at");
  }
}

/* The first key by which the patch would change the task; NULL when none. An empty `drop` is kept: it is an error to be told (E052). */
static const Node *first_change(const Node *base, const Node *patch) {
  for (const Node *child = patch->first; child; child = child->next) {
    const Node *there = node_get(base, child->key);
    gboolean empty = child->kind == NODE_NULL && !g_str_equal(child->key, "drop");
    if (!g_str_equal(child->key, "id") && !(there ? node_equal(there, child) : empty)) {
      return child;
    }
  }
  return NULL;
}

static void merge_task(Layers *layers, Node *base, const Node *patch, const char *id, guint8 layer) {
  const Node *lock = node_get(base, "locked");
  const Node *change = first_change(base, patch);
  if (!change) {
    return;
  }
  if (lock && lock->kind == NODE_SCALAR && g_str_equal(lock->text, "true")) {
    Reader *reader = layers->reader;
    Diag *diag = diag_add(reader->diags, E047, change->key_pos, "任务 `%s` 在 %s 锁定了，这里不能改它的 `%s`。", id,
                          reader_place(reader, lock->key_pos), reader_shown(reader, change->key));
    diag_underline(diag, (guint32)g_utf8_strlen(change->key, -1));
    diag_fix(diag, "删掉这一处改动；确实要改，请锁定它的一方先解锁。");
    return;
  }
  const Node *drop = node_get(patch, "drop");
  gboolean undo = drop && drop->kind == NODE_NULL && has(base, "drop");
  drop_replaced(base, patch);
  merge_map(layers, base, patch, layer);
  if (undo) {
    remove_key(base, "drop");
  }
  base->layer = layer;
}

static void merge_tasks(Layers *layers, Node *base, const Node *patch, guint8 layer) {
  g_autoptr(GHashTable) index = index_by_id(base);
  for (const Node *node = patch->first; node; node = node->next) {
    const char *id = node_id(node);
    Node *there = id ? g_hash_table_lookup(index, id) : NULL;
    if (!id) {
      continue; /* told by the check */
    }
    if (there) {
      merge_task(layers, there, node, id, layer);
    } else {
      Node *copy = node_copy(layers->made, node);
      copy->layer = layer;
      node_append(base, copy);
    }
  }
}

/* ---- files ---- */

static void merge_definition(Layers *layers, Definition *definition, const Node *patch, guint8 layer) {
  const char *list = layers->kind->list;
  Node *base = definition->root;
  gboolean changed = FALSE;
  for (const Node *child = patch->first; child; child = child->next) {
    Node *there = node_get(base, child->key);
    if (list && g_str_equal(child->key, list) && there && there->kind == NODE_LIST && child->kind == NODE_LIST) {
      merge_tasks(layers, there, child, layer);
      continue;
    }
    Node alone = *patch;
    Node only = *child;
    only.next = NULL;
    alone.first = alone.last = &only;
    alone.count = 1;
    changed |= merge_map(layers, base, &alone, layer);
  }
  base->layer = changed ? layer : base->layer;
}

static void set_layer(const Layers *layers, Node *root, guint8 layer) {
  root->layer = layer;
  Node *list = layers->kind->list ? node_get(root, layers->kind->list) : NULL;
  for (Node *node = list && layer ? list->first : NULL; node; node = node->next) {
    node->layer = layer;
  }
}

static Definition *new_definition(Layers *layers, const char *id) {
  Definition *definition = g_new0(Definition, 1);
  definition->id = intern_string(id);
  g_ptr_array_add(layers->definitions, definition);
  g_hash_table_insert(layers->by_id, (gpointer)(guintptr)definition->id, definition);
  return definition;
}

/* The name inside must be the file's, or nobody finds the file again. Returns the one inside: a slip in the file's name is likelier. */
static const char *check_name(Layers *layers, const Node *root, const char *stem) {
  const Node *name = node_get(root, layers->kind->key);
  if (!name || name->kind != NODE_SCALAR || !name->text[0]) {
    return stem;
  }
  if (!g_str_equal(name->text, stem)) {
    Diag *diag = reader_bad(layers->reader, E016, name, "文件名是 `%s`，里面写的却是 `%s`。",
                            reader_shown(layers->reader, stem), reader_shown(layers->reader, name->text));
    diag_fix(diag, "两处写成一样：改成 `%s: %s`，或给文件改名。", layers->kind->key,
             reader_shown(layers->reader, stem));
  }
  return name->text;
}

static void add_file(Layers *layers, const char *path, const char *stem, guint8 layer) {
  Doc *doc = yaml_read(path, layers->reader->diags);
  g_ptr_array_add(layers->docs, doc);
  if (!doc->root || !reader_shape(layers->reader, doc->root, AS_MAP, "整个文件")) {
    if (!find(layers, stem)) {
      new_definition(layers, stem); /* unreadable, but there: a reference to it is not wrong */
    }
    return;
  }
  const char *id = check_name(layers, doc->root, stem);
  Definition *definition = find(layers, id);
  definition = definition ? definition : new_definition(layers, id);
  if (!definition->root) {
    definition->root = doc->root;
    definition->files = 1;
    set_layer(layers, doc->root, layer);
    return;
  }
  /* What one layer alone writes is checked as it is read; what several write must be checked before they cover each other. */
  if (definition->files == 1) {
    layers->kind->check(layers->reader, definition->root);
  }
  layers->kind->check(layers->reader, doc->root);
  set_layer(layers, doc->root, layer); /* its list may be taken over as a whole */
  merge_definition(layers, definition, doc->root, layer);
  definition->files++;
}

/* Takes the path. */
static void pass_over(Layers *layers, char *path, const char *stem) {
  Definition *definition = find(layers, stem);
  definition = definition ? definition : new_definition(layers, stem);
  GPtrArray *paths = g_hash_table_lookup(layers->files, definition->id);
  if (!paths) {
    paths = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(layers->files, (gpointer)(guintptr)definition->id, paths);
  }
  g_ptr_array_add(paths, path);
}

static gint by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

gboolean layers_add_folder(Layers *layers, const char *base, guint8 layer, gboolean ids_only) {
  g_autofree char *folder = g_build_filename(base, layers->kind->folder, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (!dir) {
    if (g_file_test(folder, G_FILE_TEST_EXISTS)) {
      Diag *diag =
          diag_add(layers->reader->diags, E001, pos_of_file(folder), "读不到文件夹 %s。", layers->kind->folder);
      diag_fix(diag, "看看它是不是文件夹，有没有读的权限。");
      return TRUE;
    }
    return FALSE;
  }
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir));) {
    if (name[0] != '.' && (g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml"))) {
      g_ptr_array_add(names, g_strdup(name));
    }
  }
  g_ptr_array_sort(names, by_name);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *stem = g_strndup(name, (gsize)(strrchr(name, '.') - name));
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (ids_only) {
      pass_over(layers, g_steal_pointer(&path), stem);
    } else {
      add_file(layers, path, stem, layer);
    }
  }
  return TRUE;
}

/* ---- campaign: of store.yaml ---- */

/* {from, to, …} → {dates: {SCALE: {from, to}}, …}; keys that campaign.phases does not have stay behind, having been told. */
static Node *phase_patch(Layers *layers, const Node *node) {
  Node *patch = node_new(layers->made, NODE_MAP, node->pos), *range = NULL;
  for (const Node *child = node->first; child; child = child->next) {
    static const char *const same[] = {"title", "formal", "note", "sign", "rules", NULL};
    gboolean date = g_str_equal(child->key, "from") || g_str_equal(child->key, "to");
    if (!date && !g_strv_contains(same, child->key)) {
      continue;
    }
    Node *copy = node_copy(layers->made, child);
    if (!date) {
      node_append(patch, copy);
      continue;
    }
    if (!range) {
      Node *dates = node_new(layers->made, NODE_MAP, node->pos);
      dates->key = "dates";
      dates->key_pos = node->key_pos;
      range = node_new(layers->made, NODE_MAP, node->pos);
      range->key = words_scale[layers->reader->store->scale].id;
      range->key_pos = node->key_pos;
      node_append(dates, range);
      node_append(patch, dates);
    }
    node_append(range, copy);
  }
  return patch;
}

static void unknown_phase(Layers *layers, Pos pos, const char *id) {
  g_autofree const char **ids = ids_of(layers);
  Diag *diag = diag_add(layers->reader->diags, E034, pos, "没有代号为 `%s` 的阶段。", reader_shown(layers->reader, id));
  diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(id, -1), 1, 60));
  reader_suggest(diag, id, ids, NULL);
}

static void add_campaign_phases(Layers *layers, const Node *phases, guint8 layer) {
  for (const Node *node = phases->first; node; node = node->next) {
    Definition *definition = find(layers, node->key);
    if (!definition) {
      unknown_phase(layers, node->key_pos, node->key);
    } else if (node->kind == NODE_NULL) {
      definition->off = TRUE;
      definition->off_layer = layer;
    } else if (reader_shape(layers->reader, node, AS_MAP, "阶段的改动")) {
      load_phase_check_patch(layers->reader, node);
      if (definition->root) {
        layers->kind->check(layers->reader, definition->root);
        merge_definition(layers, definition, phase_patch(layers, node), layer);
      }
    }
  }
}

static void index_tasks(Layers *layers) {
  layers->tasks = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < layers->definitions->len; i++) {
    Definition *definition = g_ptr_array_index(layers->definitions, i);
    Node *list = definition->root ? node_get(definition->root, "tasks") : NULL;
    for (Node *node = list ? list->first : NULL; node; node = node->next) {
      const char *id = node_id(node);
      if (id && !g_hash_table_contains(layers->tasks, id)) {
        TaskPlace *place = g_new(TaskPlace, 1);
        *place = (TaskPlace){definition, node};
        g_hash_table_insert(layers->tasks, (gpointer)(guintptr)id, place);
      }
    }
  }
}

static void unknown_task(Layers *layers, const Node *node) {
  Reader *reader = layers->reader;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array(layers->tasks, NULL);
  const char *near = text_nearest(node->key, (const char *const *)ids);
  Diag *diag =
      diag_add(reader->diags, E032, node->key_pos, "没有代号为 `%s` 的任务。", reader_shown(reader, node->key));
  diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(node->key, -1), 1, 60));
  if (near) {
    diag_fix(diag, "是不是想写 `%s`？要新增任务，就写上 `title` 和 `phase`。", near);
  } else {
    diag_fix(
        diag,
        "要新增任务，就写上 `title`（标题）和 `phase`（阶段）；现有任务的代号用 `ready315 plan --format csv` 查看。");
  }
}

/* A task that only the campaign has: into the list of its phase. */
static void new_task(Layers *layers, const Node *node, const Node *phase, guint8 layer) {
  Definition *definition = find(layers, phase->text);
  if (!definition || !definition->root) {
    unknown_phase(layers, phase->pos, phase->text);
    return;
  }
  Node *task = node_new(layers->made, NODE_MAP, node->pos);
  Node *id = node_new(layers->made, NODE_SCALAR, node->key_pos);
  id->key = "id";
  id->key_pos = node->key_pos;
  id->text = node->key;
  node_append(task, id);
  for (const Node *child = node->first; child; child = child->next) {
    if (child != phase) {
      node_append(task, node_copy(layers->made, child));
    }
  }
  task->layer = layer;
  Node *list = node_get(definition->root, "tasks");
  if (!list || list->kind != NODE_LIST) {
    remove_key(definition->root, "tasks");
    list = node_new(layers->made, NODE_LIST, node->pos);
    list->key = "tasks";
    list->key_pos = node->key_pos;
    node_append(definition->root, list);
  }
  node_append(list, task);
}

static void add_campaign_task(Layers *layers, Node *node, guint8 layer) {
  Reader *reader = layers->reader;
  if (node->kind == NODE_NULL) {
    Diag *diag =
        diag_add(reader->diags, E052, node->key_pos, "删除任务 `%s` 要写理由。", reader_shown(reader, node->key));
    diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(node->key, -1), 1, 60));
    diag_fix(diag, "写成 `%s: {drop: 理由}`。", reader_shown(reader, node->key));
    return;
  }
  if (!reader_shape(reader, node, AS_MAP, "任务的改动")) {
    return;
  }
  load_phase_check_task_patch(reader, node);
  const TaskPlace *place = g_hash_table_lookup(layers->tasks, node->key);
  const Node *phase = node_get(node, "phase");
  if (phase && phase->kind != NODE_SCALAR) {
    return; /* told by the check */
  }
  if (!place && phase && has(node, "title")) {
    new_task(layers, node, phase, layer);
  } else if (!place) {
    unknown_task(layers, node);
  } else if (phase && !g_str_equal(phase->text, place->definition->id)) {
    Diag *diag = reader_bad(reader, E012, phase, "任务 `%s` 在阶段 `%s` 里，不能换到别的阶段。", node->key,
                            place->definition->id);
    diag_fix(diag, "删掉 `phase`；要改日子，改 `on`。");
  } else {
    if (phase) {
      remove_key(node, "phase");
    }
    load_phase_check_task(reader, place->node); /* before it is covered */
    merge_task(layers, place->node, node, node->key, layer);
  }
}

void layers_add_campaign(Layers *layers, const Node *phases, const Node *tasks, guint8 layer) {
  if (phases) {
    add_campaign_phases(layers, phases, layer);
  }
  if (tasks && tasks->first) {
    index_tasks(layers);
    for (Node *node = tasks->first; node; node = node->next) {
      add_campaign_task(layers, node, layer);
    }
  }
}
