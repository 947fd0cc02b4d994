/* store.yaml: its sections are taken apart first and read in the order in which they need each other. */
#include "load/load_store.h"
#include "base/text.h"
#include "data/yaml.h"
#include "load/load_people.h"
#include "load/load_roster.h"
#include "load/scalars.h"
#include "load/times.h"
#include <string.h>

typedef struct {
  const Node *store, *closed, *open, *packs, *roles, *campaign, *departments, *staff, *shift_hours, *external,
      *escalation, *overlays, *stock;
} Sections;

static void keep_node(Reader *reader, const Field *field, const Node *node, void *out) {
  *(const Node **)out = node;
}

#define SECTION(key, title, shape)                                                                                     \
  { #key, title, keep_node, shape, .offset = offsetof(Sections, key) }
static const Field root_fields[] = {
    {"store", "门店", keep_node, AS_MAP, .required = TRUE, .offset = offsetof(Sections, store)},
    SECTION(closed, "休店日", AS_LIST),
    SECTION(open, "照常营业日", AS_LIST),
    SECTION(packs, "定义包", AS_LIST),
    SECTION(roles, "个人承担的职能", AS_MAP),
    {"campaign", "活动", keep_node, AS_MAP, .required = TRUE, .offset = offsetof(Sections, campaign)},
    SECTION(departments, "部门", AS_LIST),
    SECTION(staff, "人员", AS_LIST),
    SECTION(shift_hours, "班次时间", AS_MAP),
    SECTION(external, "外部联系人", AS_LIST),
    SECTION(escalation, "升级", AS_LIST),
    SECTION(overlays, "促销活动", AS_LIST),
    SECTION(stock, "库存", AS_MAP),
    {.key = NULL}};
static const Schema root_schema = {"store.yaml ", root_fields};

/* ---- store: ---- */

/* On the clock's circle: what crosses midnight meets the morning. */
static gboolean hours_overlap(const Hours *a, const Hours *b) {
  for (int turn = -DAY_MINUTES; turn <= DAY_MINUTES; turn += DAY_MINUTES) {
    if (a->from + turn < b->to && b->from < a->to + turn) {
      return TRUE;
    }
  }
  return FALSE;
}

static void read_hours_list(Reader *reader, const Field *field, const Node *node, void *out) {
  GArray *list = *(GArray **)out;
  for (const Node *item = node->first; item; item = item->next) {
    Hours hours;
    if (!reader_shape(reader, item, AS_SCALAR, "营业时间") || !scalar_hours(reader, item, &hours)) {
      continue;
    }
    for (guint i = 0; i < list->len; i++) {
      if (hours_overlap(&hours, &g_array_index(list, Hours, i))) {
        diag_fix(reader_bad(reader, E053, item, "营业时间 `%s` 与前面写的重叠。", item->text),
                 "合成一段，或错开时间。");
        break;
      }
    }
    g_array_append_val(list, hours);
  }
}

static const Field store_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(Store, id)},
    {"name", "店名", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Store, name), .max = 60},
    {"licence_name", "执照名称", read_line, AS_SCALAR, .offset = offsetof(Store, licence_name)},
    {"province", "省份", read_line, AS_SCALAR, .offset = offsetof(Store, province), .max = 20},
    {"kinds", "经营类型", read_words, AS_LIST, .required = TRUE, .offset = offsetof(Store, kinds), .arg = words_kind},
    {"scale", "规模", read_word, AS_SCALAR, .required = TRUE, .offset = offsetof(Store, scale), .arg = words_scale},
    {"timezone", "时区", read_line, AS_SCALAR, .offset = offsetof(Store, timezone),
     .pos_offset = offsetof(Store, timezone_pos)},
    {"hours", "营业时间", read_hours_list, AS_LIST, .offset = offsetof(Store, hours)},
    {"day_ends", "一天结束于", read_minute, AS_SCALAR, .offset = offsetof(Store, day_ends)},
    {"sign_by", "签字截止", read_minute, AS_SCALAR, .offset = offsetof(Store, sign_by)},
    {"manager", "店长", read_person, AS_SCALAR, .required = TRUE, .offset = offsetof(Store, manager),
     .pos_offset = offsetof(Store, manager_pos)},
    {"deputy", "副店长", read_person, AS_SCALAR, .offset = offsetof(Store, deputy)},
    {"backup_to", "备份文件夹", read_line, AS_SCALAR, .offset = offsetof(Store, backup_to), .max = 1000},
    {"practice", "演练", read_bool, AS_SCALAR, .offset = offsetof(Store, practice)},
    {.key = NULL}};
static const Schema store_schema = {"门店", store_fields};

static void read_store(Reader *reader, const Node *node) {
  Store *store = reader->store;
  store->pos = node->pos;
  schema_read(reader, &store_schema, node, store);
  if (!store->timezone) {
    store->timezone = g_strdup("Asia/Shanghai");
    store->timezone_pos = node->pos;
  }
  if (store->hours->len == 0) {
    Hours usual = {9 * 60, 21 * 60};
    g_array_append_val(store->hours, usual);
  }
  const Node *kinds = node_get(node, "kinds");
  if (kinds && kinds->kind == NODE_LIST && kinds->count == 0) {
    reader_suggest(reader_bad(reader, E014, kinds, "经营类型至少写一种。"), "", word_ids(words_kind), words_kind);
  }
}

/* ---- campaign: ---- */

typedef struct {
  int year;
  Pos year_pos;
  const Node *phases, *tasks;
} CampaignText;

static const Field campaign_fields[] = {{"year", "年份", read_int, AS_SCALAR, .required = TRUE,
                                         .offset = offsetof(CampaignText, year),
                                         .pos_offset = offsetof(CampaignText, year_pos), .min = 2000, .max = 2100},
                                        {"phases", "阶段", keep_node, AS_MAP, .offset = offsetof(CampaignText, phases)},
                                        {"tasks", "任务", keep_node, AS_MAP, .offset = offsetof(CampaignText, tasks)},
                                        {.key = NULL}};
static const Schema campaign_schema = {"活动", campaign_fields};

static void read_campaign(Reader *reader, const Node *node, int year, StoreFiles *files) {
  CampaignText text = {.year = 0};
  schema_read(reader, &campaign_schema, node, &text);
  files->phases = text.phases;
  files->tasks = text.tasks;
  reader->year = year ? year : text.year;
  reader->store->year = reader->year;
  reader->store->year_pos = text.year_pos.line ? text.year_pos : node->pos;
}

/* ---- the smaller sections ---- */

static void read_shift_hours(Reader *reader, const Node *node) {
  for (const Node *item = node->first; item; item = item->next) {
    ShiftHours shift = {.pos = item->key_pos};
    if (strpbrk(item->key, " \t\n-/") || !item->key[0] || g_str_equal(item->key, "休") ||
        g_utf8_strlen(item->key, -1) > 8) {
      Diag *diag =
          diag_add(reader->diags, E016, item->key_pos, "`%s` 不能当班次的名字。", reader_shown(reader, item->key));
      diag_fix(diag, "用一到八个字，不带空格和 -；“休”留给休息。");
    } else if (reader_shape(reader, item, AS_SCALAR, "班次时间") && scalar_hours(reader, item, &shift.hours)) {
      GArray *shifts = reader->store->shift_hours;
      g_array_append_val(shifts, shift);
      g_array_index(shifts, ShiftHours, shifts->len - 1).code = g_strdup(item->key);
    }
  }
}

static const Field external_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(External, id)},
    {"name", "名称", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(External, name), .max = 60},
    {"phone", "电话", read_phone, AS_SCALAR, .offset = offsetof(External, phone)},
    {"for", "事项", read_line, AS_SCALAR, .offset = offsetof(External, purpose)},
    {.key = NULL}};
static const Schema external_schema = {"外部联系人", external_fields};

static void read_external(Reader *reader, const Node *list) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    if (reader_shape(reader, node, AS_MAP, "外部联系人")) {
      External *external = g_new0(External, 1);
      external->pos = node->pos;
      schema_read(reader, &external_schema, node, external);
      if (external->id) {
        reader_unique(reader, seen, external->id, node_get(node, "id"), "外部联系人代号");
      }
      g_ptr_array_add(reader->store->external, external);
    }
  }
}

typedef struct {
  const char *id;
  char *title;
  Day first, last;
} OverlayText;

static const Field overlay_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(OverlayText, id)},
    {"title", "名称", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(OverlayText, title), .max = 40},
    {"from", "第一天", read_day, AS_SCALAR, .required = TRUE, .offset = offsetof(OverlayText, first), .min = 1},
    {"to", "最后一天", read_day, AS_SCALAR, .required = TRUE, .offset = offsetof(OverlayText, last), .min = 1},
    {.key = NULL}};
static const Schema overlay_schema = {"促销活动", overlay_fields};

static void read_overlays(Reader *reader, const Node *list) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "促销活动")) {
      continue;
    }
    OverlayText text = {.first = DAY_NONE, .last = DAY_NONE};
    schema_read(reader, &overlay_schema, node, &text);
    const Node *id = node_get(node, "id");
    if (text.id && (g_str_equal(text.id, "start") || g_str_equal(text.id, "end") || g_str_equal(text.id, "315"))) {
      diag_fix(reader_bad(reader, E016, id, "代号 `%s` 已有别的意思：它在任务日期里指阶段的日子。", text.id),
               "换一个代号，例如 `sale-%s`。", text.id);
    }
    if (text.first != DAY_NONE && text.last != DAY_NONE && text.last < text.first) {
      diag_fix(reader_bad(reader, E040, node_get(node, "to"), "促销活动的最后一天早于第一天。"), "把两个日期对调。");
      text.last = text.first;
    }
    if (!text.id || !reader_unique(reader, seen, text.id, id, "促销活动代号") || text.first == DAY_NONE ||
        text.last == DAY_NONE) {
      g_free(text.title);
      continue;
    }
    Overlay *overlay = g_new0(Overlay, 1);
    *overlay = (Overlay){.id = text.id, .title = text.title, .days = {text.first, text.last}, .pos = node->pos};
    g_ptr_array_add(reader->store->overlays, overlay);
  }
}

static const Field step_fields[] = {
    {"to", "升级给", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(EscalationStep, to)},
    {"after", "多久以后", read_duration, AS_SCALAR, .required = TRUE, .offset = offsetof(EscalationStep, after),
     .max = 7 * DAY_MINUTES},
    {.key = NULL}};
static const Schema step_schema = {"升级步骤", step_fields};

static void find_step(Reader *reader, const Node *to, EscalationStep *step) {
  const Store *store = reader->store;
  step->function = (Function)word_index(words_function, step->to);
  if (step->function != FUNCTION_NONE) {
    step->person = store_responsible(store, step->function, NULL);
  } else if (g_str_equal(step->to, "manager")) {
    step->person = store->manager;
  } else if (g_str_equal(step->to, "deputy")) {
    step->person = store->deputy;
  } else if (!g_str_equal(step->to, "supervisor")) {
    step->person = store_person(store, step->to);
    if (!step->person) {
      static const char *const posts[] = {"supervisor", "manager", "deputy", NULL};
      const char *near = text_nearest(step->to, posts);
      near = near ? near : text_nearest(step->to, word_ids(words_function));
      Diag *diag = reader_bad(reader, E031, to, "升级步骤里的 `%s` 既不是岗位，也不是职能或人。",
                              reader_shown(reader, step->to));
      if (near) {
        diag_fix(diag, "是不是想写 `%s`？", near);
      } else {
        diag_fix(diag, "可以写 supervisor（监督人）、manager（店长）、deputy（副店长）、职能或人员的代号。");
      }
    }
  }
}

static void read_escalation(Reader *reader, const Node *list) {
  for (const Node *node = list->first; node; node = node->next) {
    EscalationStep step = {.function = FUNCTION_NONE, .pos = node->pos};
    if (!reader_shape(reader, node, AS_MAP, "升级步骤")) {
      continue;
    }
    schema_read(reader, &step_schema, node, &step);
    if (step.to) {
      find_step(reader, node_get(node, "to"), &step);
      g_array_append_val(reader->store->escalation, step);
    }
  }
}

static const Word words_count_from[] = {{"next_day", "生产次日起算"}, {"same_day", "生产当日起算"}, {NULL, NULL}};

static void read_count_from(Reader *reader, const Field *field, const Node *node, void *out) {
  static const char *const ids[] = {"next_day", "same_day", NULL};
  int index = word_index(words_count_from, node->text);
  if (index < 0) {
    reader_suggest(reader_bad(reader, E015, node, "保质期起算不能是 `%s`。", reader_shown(reader, node->text)),
                   node->text, ids, words_count_from);
  } else {
    *(gboolean *)out = index == 1;
  }
}

static void read_profile(Reader *reader, const Field *field, const Node *node, void *out) {
  const char *id = NULL;
  if (scalar_id(reader, node, FALSE, &id)) {
    *(char **)out = g_strdup(id);
  }
}

static const Field stock_fields[] = {
    {"profile", "临期规则", read_profile, AS_SCALAR, .offset = offsetof(Store, stock_profile)},
    {"count_from", "保质期起算", read_count_from, AS_SCALAR, .offset = offsetof(Store, stock_same_day)},
    {.key = NULL}};
static const Schema stock_schema = {"库存", stock_fields};

static const Field closed_list = {.key = "closed", .title = "休店日"},
                   open_list = {.key = "open", .title = "照常营业日"};

/* One warning for all of them, at the first. */
static void warn_samples(Reader *reader) {
  const GPtrArray *people = reader->store->people;
  const Person *first = NULL;
  guint n = 0;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < people->len; i++) {
    const Person *person = g_ptr_array_index(people, i);
    if (person->sample) {
      first = first ? first : person;
      if (++n <= 3) {
        g_string_append_printf(names, "%s%s", n > 1 ? "、" : "", person->name);
      }
    }
  }
  if (first) {
    g_autofree char *rest = n > 3 ? g_strdup_printf("等 %u 位", n) : g_strdup("");
    Diag *diag = diag_add(reader->diags, W001, first->pos, "名单里的示例人员还没有改成真人：%s%s。", names->str, rest);
    diag_fix(diag, "改成真实的姓名和电话，并删去 `sample: true`；人多就先用 `ready315 staff import` 导入名单，"
                   "再把店长、对接人、监督人换成名单上的代号，删去示例人员。");
  }
}

/* The list in staff.yaml or roster.yaml: either the whole document or under its key. NULL when the file is not there or has no list. */
static const Node *list_file(Reader *reader, const char *workspace, const char *name, const char *key, const char *what,
                             Doc **doc) {
  g_autofree char *path = g_build_filename(workspace, name, NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    return NULL;
  }
  *doc = yaml_read(path, reader->diags);
  const Node *root = (*doc)->root;
  if (!root || root->kind == NODE_LIST) {
    return root;
  }
  if (!reader_shape(reader, root, AS_MAP | AS_LIST, what)) {
    return NULL;
  }
  g_autofree char *title = g_strconcat(name, " ", NULL);
  const Field fields[] = {{key, what, keep_node, AS_LIST, .required = TRUE}, {.key = NULL}};
  const Schema schema = {title, fields};
  const Node *list = NULL;
  schema_read(reader, &schema, root, &list);
  return list;
}

void load_store(Reader *reader, const char *workspace, int year, StoreFiles *files) {
  Sections at = {0};
  g_autofree char *path = g_build_filename(workspace, "store.yaml", NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    diag_fix(diag_add(reader->diags, E001, pos_of_file(path), "这个文件夹里没有 store.yaml，它还不是一家店的工作区。"),
             "用 `ready315 init 文件夹` 建一个，或用 `-C 文件夹` 指定已有的。");
  } else {
    files->store = yaml_read(path, reader->diags);
    files->complete = files->store->root && files->store->root->kind == NODE_MAP;
  }
  reader->blind = !files->complete;
  reader->year = reader->store->year = year;
  if (files->complete) {
    schema_read(reader, &root_schema, files->store->root, &at);
  } else if (files->store && files->store->root) {
    reader_shape(reader, files->store->root, AS_MAP, "store.yaml ");
  }
  if (at.campaign) {
    read_campaign(reader, at.campaign, year, files);
  }
  files->packs = at.packs;
  if (at.store) {
    read_store(reader, at.store);
  }
  if (at.closed) {
    read_ranges(reader, &closed_list, at.closed, &reader->store->closed);
  }
  if (at.open) {
    read_ranges(reader, &open_list, at.open, &reader->store->open);
  }
  if (at.overlays) {
    read_overlays(reader, at.overlays);
  }
  if (at.shift_hours) {
    read_shift_hours(reader, at.shift_hours);
  }
  if (at.external) {
    read_external(reader, at.external);
  }
  if (at.stock) {
    schema_read(reader, &stock_schema, at.stock, reader->store);
  }
  const Node *staff[] = {at.staff, list_file(reader, workspace, "staff.yaml", "staff", "人员名单", &files->staff)};
  reader->blind = reader->blind || (files->staff && !staff[1]); /* then nobody can say who is on the list */
  for (guint i = 0; i < G_N_ELEMENTS(staff); i++) {
    if (staff[i]) {
      load_staff(reader, staff[i]);
    }
  }
  load_departments(reader, at.departments, at.roles, staff, G_N_ELEMENTS(staff));
  if (at.escalation) {
    read_escalation(reader, at.escalation);
  }
  warn_samples(reader);
  const Node *roster = list_file(reader, workspace, "roster.yaml", "roster", "排班表", &files->roster);
  if (roster && !reader->blind) {
    load_roster(reader, roster);
  }
}

void store_files_clear(StoreFiles *files) {
  doc_free(files->store);
  doc_free(files->staff);
  doc_free(files->roster);
  *files = (StoreFiles){0};
}
