/* The one walker over schema tables. Knows nothing of stores or tasks beyond looking people up. */
#include "load/schema.h"
#include "base/text.h"
#include <string.h>

typedef struct {
  const Node *node;
  Person **slot;
} PendingPerson;

void reader_init(Reader *reader, DiagList *diags) {
  *reader = (Reader){.diags = diags};
  reader->pending = g_array_new(FALSE, FALSE, sizeof(PendingPerson));
  reader->shown = g_string_chunk_new(256);
}

void reader_clear(Reader *reader) {
  g_array_unref(reader->pending);
  g_string_chunk_free(reader->shown);
}

const char *reader_shown(Reader *reader, const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_autofree char *cut = text_limit_chars(clean, 40);
  return g_string_chunk_insert(reader->shown, cut);
}

const char *reader_place(Reader *reader, Pos pos) {
  if (pos.line == 0) {
    return pos.file ? pos.file : "别处";
  }
  g_autofree char *place = g_strdup_printf("%s 第 %u 行", pos.file ? pos.file : "", pos.line);
  return g_string_chunk_insert(reader->shown, place);
}

/* Characters that the value takes in its line, quotes included. */
static guint32 extent(const Node *node) {
  if (node->kind != NODE_SCALAR || strchr(node->text, '\n')) {
    return 1;
  }
  glong chars = g_utf8_strlen(node->text, -1) + (node->quoted ? 2 : 0);
  return (guint32)CLAMP(chars, 1, 60);
}

Diag *reader_bad(Reader *reader, DiagCode code, const Node *node, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  Diag *diag = diag_add(reader->diags, code, node->pos, "%s", message);
  diag_underline(diag, extent(node));
  return diag;
}

void reader_suggest(Diag *diag, const char *word, const char *const *ids, const Word *titles) {
  const char *near = NULL, *title = NULL;
  for (int i = 0; titles && titles[i].id; i++) {
    if (g_str_equal(titles[i].title, word)) {
      near = titles[i].id;
    }
  }
  near = near ? near : text_nearest(word, ids);
  if (near && titles) {
    title = titles[word_index(titles, near)].title;
  }
  if (near && title) {
    diag_fix(diag, "是不是想写 `%s`（%s）？", near, title);
  } else if (near) {
    diag_fix(diag, "是不是想写 `%s`？", near);
  } else if (ids[0]) {
    g_autoptr(GString) all = g_string_new(NULL);
    for (int i = 0; i < 16 && ids[i]; i++) {
      g_string_append_printf(all, "%s%s", i ? "、" : "", ids[i]);
      if (titles) {
        g_string_append_printf(all, "（%s）", titles[word_index(titles, ids[i])].title);
      }
    }
    diag_fix(diag, "可以写：%s%s。", all->str, g_strv_length((char **)(guintptr)ids) > 16 ? " 等" : "");
  }
}

/* 文字, 清单 or 键值 – as the writer of the file sees them. */
static const char *shape_words(guint8 shapes) {
  switch (shapes) {
  case AS_SCALAR:
    return "一个值";
  case AS_LIST:
    return "清单（每项以 - 开头，或写成 [甲, 乙]）";
  case AS_MAP:
    return "一组“键: 值”";
  case AS_SCALAR | AS_LIST:
    return "一个值或清单";
  case AS_SCALAR | AS_MAP:
    return "一个值或一组“键: 值”";
  default:
    return "清单或一组“键: 值”";
  }
}

static guint8 shape_of(const Node *node) {
  switch (node->kind) {
  case NODE_SCALAR:
    return AS_SCALAR;
  case NODE_LIST:
    return AS_LIST;
  case NODE_MAP:
    return AS_MAP;
  default:
    return 0;
  }
}

gboolean reader_shape(Reader *reader, const Node *node, guint8 shapes, const char *what) {
  guint8 shape = shape_of(node);
  if (shape & shapes) {
    return TRUE;
  }
  Diag *diag;
  if (shape == 0) {
    diag = reader_bad(reader, E013, node, "%s应当是%s，这里是空的。", what, shape_words(shapes));
  } else {
    diag =
        reader_bad(reader, E013, node, "%s应当是%s，这里写的是%s。", what, shape_words(shapes), node_kind_words(node));
  }
  if (shape == AS_SCALAR && shapes == AS_LIST) {
    diag_fix(diag, "只有一项也写成清单：[%s]。", reader_shown(reader, node->text));
  } else if (shape == AS_MAP && shapes == AS_LIST) {
    diag_fix(diag, "每一项前面加上“- ”。");
  } else if (shape == AS_LIST && shapes == AS_SCALAR) {
    diag_fix(diag, "这里只能写一个值，去掉方括号或“- ”。");
  } else if (shape == AS_SCALAR && shapes == AS_MAP) {
    diag_fix(diag, "换一行，缩进两格，写“键: 值”；或写成 {键: 值}。");
  }
  return FALSE;
}

static const char *id_of(Reader *reader, const Node *map) {
  static const char *const names[] = {"id", "phase", "checklist"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    const Node *id = node_get(map, names[i]);
    if (id && id->kind == NODE_SCALAR) {
      g_autofree char *text = g_strdup_printf(" `%s` ", reader_shown(reader, id->text));
      return g_string_chunk_insert(reader->shown, text);
    }
  }
  return "";
}

static char *field_words(const Field *field) {
  return field->title ? g_strdup_printf("`%s`（%s）", field->key, field->title) : g_strdup_printf("`%s`", field->key);
}

/* Returns the field that was meant, or NULL. */
static const Field *unknown_key(Reader *reader, const Schema *schema, const Node *child) {
  Diag *diag = diag_add(reader->diags, E012, child->key_pos, "%s没有 `%s` 这个键。", schema->title,
                        reader_shown(reader, child->key));
  diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(child->key, -1), 1, 60));
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  for (const Field *field = schema->fields; field->key; field++) {
    if (field->title && g_str_equal(field->title, child->key)) {
      diag_fix(diag, "键用英文写：`%s`（%s）。", field->key, field->title);
      return field;
    }
    g_ptr_array_add(keys, (gpointer)(guintptr)field->key);
  }
  g_ptr_array_add(keys, NULL);
  const char *const *ids = (const char *const *)keys->pdata;
  const char *near = text_nearest(child->key, ids);
  for (const Field *field = schema->fields; near && field->key; field++) {
    if (g_str_equal(field->key, near)) {
      g_autofree char *words = field_words(field);
      diag_fix(diag, "是不是想写 %s？", words);
      return field;
    }
  }
  g_autofree char *all = g_strjoinv("、", (char **)keys->pdata);
  diag_fix(diag, "%s可以有这些键：%s。", schema->title, all);
  return NULL;
}

static void missing(Reader *reader, const Schema *schema, const Field *field, const Node *map, const Node *empty) {
  g_autofree char *words = field_words(field);
  const char *id = id_of(reader, map);
  if (empty) {
    Diag *diag = diag_add(reader->diags, E014, empty->key_pos.line ? empty->key_pos : empty->pos,
                          "%s%s的 %s不能是空的。", schema->title, id, words);
    diag_underline(diag, (guint32)strlen(field->key));
    diag_fix(diag, "在 `%s:` 后面写上内容。", field->key);
  } else {
    Diag *diag = diag_add(reader->diags, E014, map->pos, "%s%s缺少 %s。", schema->title, id, words);
    diag_fix(diag, "加上一行 `%s: …`。", field->key);
  }
}

void schema_read(Reader *reader, const Schema *schema, const Node *node, void *out) {
  guint64 seen = 0;
  const Field *fields = schema->fields, *expected = fields;
  for (const Node *child = node->first; child; child = child->next) {
    /* Files usually keep the table's order, so the search begins behind the last hit. */
    const Field *field = expected;
    while (field->key && strcmp(field->key, child->key) != 0) {
      field++;
    }
    if (!field->key) {
      field = fields;
      while (field->key && strcmp(field->key, child->key) != 0) {
        field++;
      }
    }
    if (!field->key) {
      const Field *meant = unknown_key(reader, schema, child);
      seen |= meant ? G_GUINT64_CONSTANT(1) << (meant - fields) : 0; /* one problem, told once */
      continue;
    }
    expected = field + 1;
    if (child->kind == NODE_NULL || (child->kind == NODE_SCALAR && !child->text[0])) {
      if (field->required) {
        missing(reader, schema, field, node, child);
        seen |= G_GUINT64_CONSTANT(1) << (field - fields);
      }
      continue;
    }
    seen |= G_GUINT64_CONSTANT(1) << (field - fields);
    if (!(shape_of(child) & field->shapes)) {
      g_autofree char *words = field_words(field);
      reader_shape(reader, child, field->shapes, words);
      continue;
    }
    if (out && field->pos_offset) {
      *(Pos *)(gpointer)((char *)out + field->pos_offset) = child->pos;
    }
    field->read(reader, field, child, out ? (char *)out + field->offset : NULL);
  }
  for (const Field *field = fields; !reader->partial && field->key; field++) {
    if (field->required && !(seen & (G_GUINT64_CONSTANT(1) << (field - fields)))) {
      missing(reader, schema, field, node, NULL);
    }
  }
}

void read_map(Reader *reader, const Field *field, const Node *node, void *out) {
  schema_read(reader, field->arg, node, out);
}

gboolean reader_unique(Reader *reader, GHashTable *seen, const char *id, const Node *node, const char *what) {
  const Node *first = g_hash_table_lookup(seen, id);
  if (!first) {
    g_hash_table_insert(seen, (gpointer)(guintptr)id, (gpointer)(guintptr)node);
    return TRUE;
  }
  Diag *diag = reader_bad(reader, E017, node, "%s `%s` 写了两次，第一次在 %s。", what, reader_shown(reader, id),
                          reader_place(reader, first->pos));
  diag_fix(diag, "删掉其中一个，或改成别的代号。");
  return FALSE;
}

void reader_person_later(Reader *reader, const Node *node, Person **slot) {
  PendingPerson pending = {.node = node, .slot = slot};
  g_array_append_val(reader->pending, pending);
}

Person *reader_person(Reader *reader, DiagCode code, Pos pos, guint32 width, const char *id) {
  Person *person = store_person(reader->store, id);
  if (person || reader->blind) {
    return person;
  }
  Diag *diag = diag_add(reader->diags, code, pos, "名单里没有代号为 `%s` 的人。", reader_shown(reader, id));
  diag_underline(diag, width);
  const GPtrArray *people = reader->store->people;
  g_autoptr(GPtrArray) ids = g_ptr_array_sized_new(people->len + 1);
  const Person *namesake = NULL;
  for (guint i = 0; i < people->len; i++) {
    const Person *other = g_ptr_array_index(people, i);
    if (other->name && g_str_equal(other->name, id)) {
      namesake = other;
    }
    g_ptr_array_add(ids, (gpointer)(guintptr)other->id);
  }
  g_ptr_array_add(ids, NULL);
  const char *near = text_nearest(id, (const char *const *)ids->pdata);
  const Person *meant = namesake ? namesake : near ? store_person(reader->store, near) : NULL;
  if (meant) {
    diag_fix(diag, "是不是想写 `%s`（%s）？", meant->id, meant->name);
  } else {
    diag_fix(diag, "在 store.yaml 的 `staff:` 里加上此人，或用 `ready315 staff import` 导入名单。");
  }
  return NULL;
}

void reader_resolve(Reader *reader) {
  for (guint i = 0; i < reader->pending->len; i++) {
    const PendingPerson *pending = &g_array_index(reader->pending, PendingPerson, i);
    *pending->slot = reader_person(reader, E031, pending->node->pos, extent(pending->node), pending->node->text);
  }
  g_array_set_size(reader->pending, 0);
}
