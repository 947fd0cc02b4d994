/* Checklists: items of eight types, rows that fit their source, columns of registers, gates and bands. */
#include "load/load_checklist.h"
#include "data/yaml.h"
#include "load/condition.h"
#include "load/scalars.h"
#include <string.h>

/* char**: different lines of at most 40 characters. */
static void read_lines(Reader *reader, const Field *field, const Node *node, void *out) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *item = node->first; item; item = item->next) {
    if (reader_shape(reader, item, AS_SCALAR, field->title) && scalar_text(reader, item, field->title, 40, FALSE) &&
        reader_unique(reader, seen, item->text, item, field->title)) {
      g_ptr_array_add(lines, (gpointer)(guintptr)item->text);
    }
  }
  if (out) {
    g_ptr_array_add(lines, NULL);
    *(char ***)out = g_strdupv((char **)lines->pdata);
  }
}

static const Node *written(const Node *node, const char *key) {
  const Node *value = node_get(node, key);
  return value && value->kind != NODE_NULL ? value : NULL;
}

static Diag *bad_key(Reader *reader, DiagCode code, const Node *value, const char *message) {
  Diag *diag = diag_add(reader->diags, code, value->key_pos, "%s", message);
  diag_underline(diag, (guint32)strlen(value->key));
  return diag;
}

/* ---- rows ---- */

static void read_column_type(Reader *reader, const Field *field, const Node *node, void *out) {
  int type = scalar_word(reader, node, words_column_type, "列的类型");
  if (type >= 0 && out) {
    *(char **)out = g_strdup(words_column_type[type].id);
  }
}

#define ROW(member) .offset = offsetof(ChecklistRow, member)
static const Field row_fields[] = {{"id", "代号", read_id, AS_SCALAR, .required = TRUE, ROW(id)},
                                   {"title", "标题", read_line, AS_SCALAR, .required = TRUE, ROW(title), .max = 120},
                                   {"help", "说明", read_text, AS_SCALAR, ROW(help), .max = 1000},
                                   {"for", "经营类型", read_words, AS_LIST, ROW(kinds), .arg = words_kind},
                                   {"type", "列的类型", read_column_type, AS_SCALAR, ROW(column_type)},
                                   {"required", "必填", read_bool, AS_SCALAR, ROW(required)},
                                   {"role", "列的用途", read_word, AS_SCALAR, ROW(role), .arg = words_column_role},
                                   {"choices", "选项", read_lines, AS_LIST, ROW(choices)},
                                   {"aliases", "导入时的列名", read_lines, AS_LIST, ROW(aliases)},
                                   {"authority", "监管和媒体的来源", read_lines, AS_LIST, ROW(authority)},
                                   {.key = NULL}};
static const Schema row_schema = {"检查表的行", row_fields};

static void row_free(ChecklistRow *row) {
  g_free(row->title);
  g_free(row->help);
  g_free(row->column_type);
  g_strfreev(row->choices);
  g_strfreev(row->aliases);
  g_strfreev(row->authority);
  g_free(row);
}

/* Which types a column of each use may have. */
#define TYPE(type) (1u << (type))
static const WordSet role_types[N_COLUMN_ROLES] = {
    [ROLE_NUMBER] = TYPE(ITEM_TEXT),
    [ROLE_SUBJECT] = TYPE(ITEM_TEXT),
    [ROLE_OPENED] = TYPE(ITEM_DATE) | TYPE(COLUMN_MOMENT),
    [ROLE_SOURCE] = TYPE(ITEM_CHOICE) | TYPE(ITEM_TEXT),
    [ROLE_OWNER] = TYPE(COLUMN_PERSON) | TYPE(ITEM_TEXT),
    [ROLE_DUE] = TYPE(ITEM_DATE) | TYPE(COLUMN_MOMENT),
    [ROLE_PROMISED] = TYPE(ITEM_DATE) | TYPE(COLUMN_MOMENT),
    [ROLE_LEVEL] = TYPE(ITEM_CHOICE) | TYPE(ITEM_TEXT) | TYPE(ITEM_NUMBER),
    [ROLE_RESULT] = TYPE(ITEM_TEXT) | TYPE(ITEM_CHOICE),
    [ROLE_AFTER] = TYPE(N_COLUMN_TYPES) - 1,
};

static void check_authority(Reader *reader, const ChecklistRow *column, const Node *node) {
  if (column->role != ROLE_SOURCE || !column->choices) {
    diag_fix(bad_key(reader, E094, node, "`authority` 要写在有选项的来源列上，说明哪些来源是监管部门或媒体。"),
             "给这一列写 `role: source` 和 `choices`，或删掉 `authority`。");
    return;
  }
  for (const Node *item = node->first; item; item = item->next) {
    if (item->kind == NODE_SCALAR && !g_strv_contains((const char *const *)(gpointer)column->choices, item->text)) {
      Diag *diag = reader_bad(reader, E094, item, "“%s”不在这一列的选项里。", reader_shown(reader, item->text));
      reader_suggest(diag, item->text, (const char *const *)(gpointer)column->choices, NULL);
    }
  }
}

static void check_role(Reader *reader, const Checklist *checklist, const ChecklistRow *column, const Node *node) {
  const Node *role = node_get(node, "role"), *required = written(node, "required");
  const char *title = words_column_role[column->role].title;
  const ChecklistRow *other = column->role == ROLE_AFTER ? NULL : checklist_column(checklist, column->role);
  if (other) {
    diag_fix(reader_bad(reader, E094, role, "“%s”已经是列 `%s`，一张台账只能有一列。", title, other->id), "改掉一个。");
  }
  if (!(role_types[column->role] & TYPE(column_type(column)))) {
    g_autoptr(GString) types = g_string_new(NULL);
    for (guint i = 0; i < N_COLUMN_TYPES; i++) {
      if (role_types[column->role] & TYPE(i)) {
        g_string_append_printf(types, "%s`type: %s`（%s）", types->len ? "或 " : "", words_column_type[i].id,
                               words_column_type[i].title);
      }
    }
    Diag *diag =
        reader_bad(reader, E094, role, "用作“%s”的列不能是%s。", title, words_column_type[column_type(column)].title);
    diag_fix(diag, "写成 %s。", types->str);
  }
  if (required && column->required && (column->role == ROLE_RESULT || column->role == ROLE_AFTER)) {
    diag_fix(bad_key(reader, E094, required, "登记的时候还没有结果，这一列不能必填。"), "删掉 `required`。");
  }
}

/* What only columns of registers have. */
static void check_column(Reader *reader, const Checklist *checklist, const ChecklistRow *column, const Node *node) {
  static const char *const keys[] = {"type", "required", "role", "choices", "aliases", "authority"};
  for (guint i = 0; i < G_N_ELEMENTS(keys) && checklist->source != SOURCE_REGISTER; i++) {
    const Node *value = written(node, keys[i]);
    if (value) {
      g_autofree char *message = g_strdup_printf("只有台账（source: register）的列才写 `%s`。", keys[i]);
      diag_fix(bad_key(reader, E092, value, message), "删掉 `%s`。", keys[i]);
    }
  }
  if (checklist->source != SOURCE_REGISTER) {
    return;
  }
  const Node *choices = written(node, "choices"), *authority = written(node, "authority");
  if (choices && column_type(column) != ITEM_CHOICE) {
    diag_fix(bad_key(reader, E094, choices, "`choices` 只用于选择（choice）的列。"), "删掉它，或写 `type: choice`。");
  } else if (choices && (!column->choices || g_strv_length(column->choices) < 2)) {
    diag_fix(reader_bad(reader, E094, choices, "选择列至少要有两个选项。"),
             "写成 `choices: [甲, 乙]`，或删掉 `choices`。");
  }
  if (authority && authority->kind == NODE_LIST) {
    check_authority(reader, column, authority);
  }
  if (column->role != ROLE_NONE) {
    check_role(reader, checklist, column, node);
  }
}

/* `checklist` NULL: only check. */
static void read_rows(Reader *reader, const Node *list, Checklist *checklist) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "检查表的行")) {
      continue;
    }
    ChecklistRow *row = g_new0(ChecklistRow, 1);
    row->role = ROLE_NONE;
    row->pos = node->pos;
    schema_read(reader, &row_schema, node, row);
    if (row->id) {
      reader_unique(reader, seen, row->id, node_get(node, "id"), "行的代号");
    }
    if (checklist) {
      check_column(reader, checklist, row, node);
    }
    if (checklist && row->id && row->title) {
      g_ptr_array_add(checklist->rows, row);
    } else {
      row_free(row);
    }
  }
}

/* ---- items ---- */

typedef struct {
  const Node *when_node;
  Second who;
} SecondText;

static void keep_line(Reader *reader, const Field *field, const Node *node, void *out) {
  if (scalar_text(reader, node, "条件", 200, FALSE) && out) {
    *(const Node **)out = node;
  }
}

static const Field second_fields[] = {{"when", "条件", keep_line, AS_SCALAR, .offset = offsetof(SecondText, when_node)},
                                      {"who", "谁来复核", read_word, AS_SCALAR, .required = TRUE,
                                       .offset = offsetof(SecondText, who), .arg = words_second},
                                      {.key = NULL}};
static const Schema second_schema = {"复核", second_fields};

typedef struct {
  ChecklistItem item;
  const Node *when, *second_when;
} ItemText;

static void read_second(Reader *reader, const Field *field, const Node *node, void *out) {
  SecondText text = {.who = SECOND_NONE};
  if (node->kind == NODE_SCALAR) {
    int who = scalar_word(reader, node, words_second, "复核");
    text.who = who >= 0 ? (Second)who : SECOND_NONE;
  } else {
    schema_read(reader, &second_schema, node, &text);
  }
  ItemText *item = out;
  if (item) {
    item->second_when = text.when_node;
    item->item.second = text.who;
  }
}

#define ITEM(member) .offset = offsetof(ItemText, item.member)
static const Field item_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, ITEM(id)},
    {"ask", "问题", read_line, AS_SCALAR, .required = TRUE, ITEM(ask), .max = 200},
    {"type", "类型", read_word, AS_SCALAR, .required = TRUE, ITEM(type), .arg = words_item_type},
    {"required", "必答", read_bool, AS_SCALAR, ITEM(required)},
    {"evidence", "凭证", read_word, AS_SCALAR, ITEM(evidence), .arg = words_evidence},
    {"unit", "单位", read_line, AS_SCALAR, ITEM(unit), .max = 10},
    {"min", "最小", read_decimal, AS_SCALAR, ITEM(min)},
    {"max", "最大", read_decimal, AS_SCALAR, ITEM(max)},
    {"choices", "选项", read_lines, AS_LIST, ITEM(choices)},
    {"when", "条件", keep_line, AS_SCALAR, .offset = offsetof(ItemText, when)},
    {"second", "复核", read_second, AS_SCALAR | AS_MAP, .offset = 0},
    {.key = NULL}};
static const Schema item_schema = {"检查项", item_fields};

#define MAX_SCORE (1000 * DECIMAL_ONE) /* so that the sums of every checklist can be counted */

/* Keys that belong to some types only. */
static void check_item(Reader *reader, ChecklistItem *item, const Node *node) {
  gboolean counted = item->type == ITEM_NUMBER || item->type == ITEM_SCORE;
  static const char *const of_numbers[] = {"min", "max", "unit"};
  for (guint i = 0; i < G_N_ELEMENTS(of_numbers); i++) {
    const Node *value = written(node, of_numbers[i]);
    if (value && !counted) {
      g_autofree char *message = g_strdup_printf("`%s` 只用于数字（number）和评分（score），这一项是%s。",
                                                 of_numbers[i], words_item_type[item->type].title);
      diag_fix(bad_key(reader, E093, value, message), "删掉它，或改类型。");
    }
  }
  const Node *choices = written(node, "choices"), *type = node_get(node, "type");
  if (item->type == ITEM_CHOICE && (!item->choices || g_strv_length(item->choices) < 2)) {
    diag_fix(reader_bad(reader, E093, choices ? choices : type, "选择项至少要有两个选项。"),
             "写成 `choices: [甲, 乙]`。");
  } else if (item->type != ITEM_CHOICE && choices) {
    diag_fix(bad_key(reader, E093, choices, "`choices` 只用于选择（choice）。"), "删掉它，或把类型改成 choice。");
  }
  item->has_min = written(node, "min") != NULL;
  item->has_max = written(node, "max") != NULL;
  if (item->type == ITEM_SCORE && !item->has_max) {
    diag_fix(reader_bad(reader, E093, type, "评分项要写满分。"), "加上一行 `max: 10`。");
  }
  if (item->type == ITEM_SCORE && item->has_max && (item->max <= 0 || item->max > MAX_SCORE)) {
    diag_fix(reader_bad(reader, E093, node_get(node, "max"), "评分的满分要大于 0，不超过 1000。"), "例如 `max: 10`。");
  }
  if (item->has_min && item->has_max && item->min > item->max) {
    diag_fix(reader_bad(reader, E093, node_get(node, "min"), "最小值比最大值还大。"), "把两个数对调。");
  }
}

static void item_clear(ItemText *text) {
  g_free(text->item.ask);
  g_free(text->item.unit);
  g_strfreev(text->item.choices);
}

static void read_item(Reader *reader, const Node *node, Checklist *checklist, GHashTable *seen, GHashTable *later) {
  ItemText text = {.item = {.type = ITEM_CONFIRM, .pos = node->pos}};
  schema_read(reader, &item_schema, node, &text);
  ChecklistItem *item = &text.item;
  if (item->id) {
    g_hash_table_remove(later, item->id);
    reader_unique(reader, seen, item->id, node_get(node, "id"), "检查项代号");
  }
  if (!checklist || !item->id || !item->ask) {
    item_clear(&text);
    return;
  }
  if (written(node, "type")) {
    check_item(reader, item, node);
  }
  if (text.when) {
    condition_check(reader, text.when, checklist->items, item->id, later);
    item->when = g_strdup(text.when->text);
  }
  g_ptr_array_add(checklist->items, g_memdup2(item, sizeof *item));
  if (text.second_when) {
    ChecklistItem *kept = g_ptr_array_index(checklist->items, checklist->items->len - 1);
    condition_check(reader, text.second_when, checklist->items, NULL, later);
    kept->second_when = g_strdup(text.second_when->text);
  }
}

static void read_items(Reader *reader, const Node *list, Checklist *checklist) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) later = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    const Node *id = node_get(node, "id");
    if (id && id->kind == NODE_SCALAR) {
      g_hash_table_add(later, (gpointer)(guintptr)id->text);
    }
  }
  for (const Node *node = list->first; node; node = node->next) {
    if (reader_shape(reader, node, AS_MAP, "检查项")) {
      read_item(reader, node, checklist, seen, later);
    }
  }
}

/* ---- bands and gates ---- */

static const Field band_fields[] = {
    {"from", "起点", read_decimal, AS_SCALAR, .required = TRUE, .offset = offsetof(Band, from)},
    {"title", "标题", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Band, title), .max = 40},
    {.key = NULL}};
static const Schema band_schema = {"等级", band_fields};

static gint by_from(gconstpointer a, gconstpointer b) {
  Decimal x = ((const Band *)a)->from, y = ((const Band *)b)->from;
  return x < y ? 1 : x > y ? -1 : 0;
}

static void read_bands(Reader *reader, const Field *field, const Node *node, void *out) {
  g_autoptr(GArray) none = g_array_new(FALSE, TRUE, sizeof(Band));
  GArray *bands = out ? *(GArray **)out : none;
  for (const Node *item = node->first; item; item = item->next) {
    Band band = {0};
    if (!reader_shape(reader, item, AS_MAP, "等级")) {
      continue;
    }
    schema_read(reader, &band_schema, item, &band);
    for (guint i = 0; i < bands->len; i++) {
      if (g_array_index(bands, Band, i).from == band.from && band.title) {
        diag_fix(reader_bad(reader, E017, node_get(item, "from") ? node_get(item, "from") : item,
                            "两个等级从同一分数开始。"),
                 "改掉一个。");
        break;
      }
    }
    if (band.title && out) {
      g_array_append_val(bands, band);
    } else {
      g_free(band.title);
    }
  }
  g_array_sort(bands, by_from);
}

/* Which gates block and which are carried is fixed for every store; naming one in the wrong list is an error as well. */
static void read_gate(Reader *reader, const Field *field, const Node *node, void *out) {
  gboolean carry = g_str_equal(field->key, "carry");
  const char *ids[16] = {NULL};
  for (int i = carry ? N_GATE_BLOCKS : 0, n = 0; words_gate[i].id && (carry || i < N_GATE_BLOCKS); i++) {
    ids[n++] = words_gate[i].id;
  }
  WordSet set = 0;
  for (const Node *item = node->first; item; item = item->next) {
    if (!reader_shape(reader, item, AS_SCALAR, "签字关卡")) {
      continue;
    }
    int gate = word_index(words_gate, item->text);
    if (gate < 0) {
      reader_suggest(reader_bad(reader, E091, item, "没有叫 `%s` 的签字关卡。", reader_shown(reader, item->text)),
                     item->text, ids, words_gate);
    } else if ((gate < N_GATE_BLOCKS) == carry) {
      Diag *diag = reader_bad(reader, E091, item, "`%s`（%s）%s。", item->text, words_gate[gate].title,
                              carry ? "一律挡住签字，不能带遗留" : "只能带遗留签字，不能挡住签字");
      diag_fix(diag, "移到 `%s:` 里。", carry ? "block" : "carry");
    } else {
      set |= 1u << gate;
    }
  }
  if (out) {
    *(WordSet *)out = set;
  }
}

static const Field gate_fields[] = {
    {"block", "挡住签字的", read_gate, AS_LIST, .offset = offsetof(Checklist, gate_block)},
    {"carry", "可带遗留的", read_gate, AS_LIST, .offset = offsetof(Checklist, gate_carry)},
    {.key = NULL}};
static const Schema gate_schema = {"签字关卡", gate_fields};

static void read_gates(Reader *reader, const Field *field, const Node *node, void *out) {
  schema_read(reader, &gate_schema, node, out);
}

/* ---- the whole ---- */

/* Rows and items need what the head says, so they are read after it. */
static void read_later(Reader *reader, const Field *field, const Node *node, void *out) {}

static const Field checklist_fields[] = {
    {"checklist", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(Checklist, id)},
    {"title", "标题", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Checklist, title), .max = 60},
    {"version", "版本", read_int, AS_SCALAR, .offset = offsetof(Checklist, version), .min = 1, .max = 9999},
    {"function", "职能", read_word, AS_SCALAR, .offset = offsetof(Checklist, function), .arg = words_function},
    {"for", "经营类型", read_words, AS_LIST, .offset = offsetof(Checklist, kinds), .arg = words_kind},
    {"source", "来源", read_word, AS_SCALAR, .offset = offsetof(Checklist, source), .arg = words_source},
    {"official", "官方记录", read_line, AS_SCALAR, .offset = offsetof(Checklist, official)},
    {"why", "依据", read_text, AS_SCALAR, .offset = offsetof(Checklist, why), .max = 1000},
    {"rows", "行", read_later, AS_LIST, .offset = 0},
    {"items", "检查项", read_later, AS_LIST, .offset = 0},
    {"bands", "等级", read_bands, AS_LIST, .offset = offsetof(Checklist, bands)},
    {"second", "复核", read_word, AS_SCALAR, .offset = offsetof(Checklist, second), .arg = words_second},
    {"gate", "签字关卡", read_gates, AS_MAP, .offset = 0},
    {.key = NULL}};
static const Schema checklist_schema = {"检查表", checklist_fields};

static const Node *list_of(const Node *root, const char *key) {
  const Node *list = node_get(root, key);
  return list && list->kind == NODE_LIST ? list : NULL;
}

void load_checklist_check(Reader *reader, const Node *root) {
  reader->partial = TRUE;
  schema_read(reader, &checklist_schema, root, NULL);
  if (list_of(root, "rows")) {
    read_rows(reader, list_of(root, "rows"), NULL);
  }
  if (list_of(root, "items")) {
    read_items(reader, list_of(root, "items"), NULL);
  }
  reader->partial = FALSE;
}

/* A gate of a register that no column can trip looks like safety and is none. */
static void check_register_gates(Reader *reader, const Checklist *checklist, const Node *gate) {
  const ChecklistRow *source = checklist_column(checklist, ROLE_SOURCE);
  if ((checklist->gate_block & 1u << GATE_AUTHORITY_UNOWNED) &&
      (!source || !source->authority || !checklist_column(checklist, ROLE_OWNER))) {
    diag_fix(bad_key(reader, W006, node_get(gate, "block"),
                     "`authority-unowned` 要看来源和现责任人，这张台账没有写哪一列是，所以挡不住签字。"),
             "给列写上 `role: source` 和 `authority: […]`、`role: owner`。");
  }
  if ((checklist->gate_carry & 1u << GATE_REGISTER_OVERDUE) && !checklist_column(checklist, ROLE_DUE) &&
      !checklist_column(checklist, ROLE_PROMISED)) {
    diag_fix(bad_key(reader, W006, node_get(gate, "carry"),
                     "`register-overdue` 要看承诺时间或截止，这张台账没有写哪一列是，所以看不出超期。"),
             "给列写上 `role: due` 或 `role: promised`。");
  }
}

/* What the source gives by itself cannot be written, and what it does not give must be. */
static void check_source(Reader *reader, const Checklist *checklist, const Node *root) {
  const Node *rows = node_get(root, "rows"), *items = node_get(root, "items"), *bands = node_get(root, "bands");
  const char *source = words_source[checklist->source].title;
  gboolean own_rows = checklist->source == SOURCE_LIST || checklist->source == SOURCE_REGISTER;
  if (own_rows && checklist->rows->len == 0 && !(rows && rows->count > 0)) {
    Diag *diag = diag_add(reader->diags, E092, rows ? rows->pos : root->pos, "检查表的来源是“%s”，却没有写%s。", source,
                          checklist->source == SOURCE_LIST ? "要检查的行" : "台账的列");
    diag_fix(diag, "加上 `rows:`，每行写 `id` 和 `title`。");
  } else if (!own_rows && rows && rows->kind == NODE_LIST) {
    Diag *diag = bad_key(reader, E092, rows, "这种来源的行由软件给出，不能自己写。");
    diag_fix(diag, "删掉 `rows`，或把来源改成 `source: list`。");
  }
  gboolean asks = checklist->source == SOURCE_LIST || checklist->source == SOURCE_AD_COPY ||
                  checklist->source == SOURCE_STOCK_SAMPLE;
  if (asks && checklist->items->len == 0 && !(items && items->count > 0)) {
    Diag *diag = diag_add(reader->diags, E092, items ? items->pos : root->pos, "检查表没有写要问什么。");
    diag_fix(diag, "加上 `items:`，例如 `- {id: look, ask: 是否合格, type: pass-fail, required: true}`。");
  }
  const Node *gate = node_get(root, "gate");
  if (checklist->source == SOURCE_REGISTER && gate && gate->kind == NODE_MAP && checklist->rows->len > 0) {
    check_register_gates(reader, checklist, gate);
  }
  gboolean scored = FALSE;
  for (guint i = 0; i < checklist->items->len; i++) {
    scored |= ((const ChecklistItem *)g_ptr_array_index(checklist->items, i))->type == ITEM_SCORE;
  }
  if (bands && checklist->bands->len > 0 && !scored) {
    diag_fix(bad_key(reader, E092, bands, "检查表写了等级，却没有评分（score）的检查项。"),
             "加上评分项，或删掉 `bands`。");
  }
}

void load_checklist(Reader *reader, Campaign *campaign, const Node *root) {
  Checklist *checklist = checklist_new();
  checklist->pos = root->pos;
  checklist->layer = root->layer;
  schema_read(reader, &checklist_schema, root, checklist);
  checklist->id = checklist->id ? checklist->id : intern_string("");
  checklist->title = checklist->title ? checklist->title : g_strdup("");
  g_ptr_array_add(campaign->checklists, checklist);
  if (list_of(root, "rows")) {
    read_rows(reader, list_of(root, "rows"), checklist);
  }
  if (list_of(root, "items")) {
    read_items(reader, list_of(root, "items"), checklist);
  }
  check_source(reader, checklist, root);
}

Checklist *load_checklist_text(const char *name, GBytes *text, DiagList *diags) {
  g_autoptr(Doc) doc = yaml_parse(name, text, diags);
  if (!doc->root || diag_has_errors(diags)) {
    return NULL;
  }
  Campaign *campaign = campaign_new();
  Reader reader;
  reader_init(&reader, diags);
  reader.store = campaign->store;
  load_checklist(&reader, campaign, doc->root);
  reader_clear(&reader);
  Checklist *checklist = diag_has_errors(diags) ? NULL : g_ptr_array_steal_index(campaign->checklists, 0);
  campaign_free(campaign);
  return checklist;
}
