/* Phases: head, dates by scale, rules. Tasks are in load_task. */
#include "load/load_phase.h"
#include "base/text.h"
#include "load/load_task.h"
#include "load/scalars.h"
#include "load/times.h"

/* ---- dates ---- */

typedef struct {
  DayRange of[N_SCALES];
} ScaleDates;

static const Field range_fields[] = {
    {"from", "第一天", read_day, AS_SCALAR, .required = TRUE, .offset = offsetof(DayRange, first)},
    {"to", "最后一天", read_day, AS_SCALAR, .required = TRUE, .offset = offsetof(DayRange, last)},
    {.key = NULL}};
static const Schema range_schema = {"阶段日期", range_fields};

#define SCALE(id, title, scale)                                                                                        \
  { id, title, read_map, AS_MAP, .offset = sizeof(DayRange) * (scale), .arg = &range_schema }
static const Field scale_fields[] = {SCALE("solo", "单人店", SCALE_SOLO),
                                     SCALE("small", "小店", SCALE_SMALL),
                                     SCALE("standard", "一般规模", SCALE_STANDARD),
                                     SCALE("large", "大型", SCALE_LARGE),
                                     {.key = NULL}};
static const Schema scale_schema = {"各规模的日期", scale_fields};

/* ---- the head ---- */

typedef struct {
  const char *id;
  char *title, *formal, *note;
  int order;
  SignRhythm sign;
  const Node *dates, *rules, *tasks;
} Head;

static void keep_node(Reader *reader, const Field *field, const Node *node, void *out) {
  if (out) {
    *(const Node **)out = node;
  }
}

#define HEAD_TEXTS                                                                                                     \
  {"formal", "正式名称", read_line, AS_SCALAR, .offset = offsetof(Head, formal), .max = 20},                           \
      {"note", "说明", read_text, AS_SCALAR, .offset = offsetof(Head, note), .max = 500}, {                            \
    "sign", "签字方式", read_word, AS_SCALAR, .offset = offsetof(Head, sign), .arg = words_sign                        \
  }

static const Field phase_fields[] = {
    {"phase", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(Head, id)},
    {"title", "标题", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Head, title), .max = 20},
    {"order", "次序", read_int, AS_SCALAR, .offset = offsetof(Head, order), .min = 0, .max = 99},
    HEAD_TEXTS,
    {"dates", "日期", keep_node, AS_MAP, .required = TRUE, .offset = offsetof(Head, dates)},
    {"rules", "规矩", keep_node, AS_LIST, .offset = offsetof(Head, rules)},
    {"tasks", "任务", keep_node, AS_LIST, .offset = offsetof(Head, tasks)},
    {.key = NULL}};
static const Schema phase_schema = {"阶段", phase_fields};

static const Field patch_fields[] = {{"from", "第一天", read_day, AS_SCALAR, .offset = 0},
                                     {"to", "最后一天", read_day, AS_SCALAR, .offset = 0},
                                     {"title", "标题", read_line, AS_SCALAR, .max = 20},
                                     HEAD_TEXTS,
                                     {"rules", "规矩", keep_node, AS_LIST, .offset = offsetof(Head, rules)},
                                     {.key = NULL}};
static const Schema patch_schema = {"阶段的改动", patch_fields};

static const Field rule_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(PhaseRule, id)},
    {"text", "内容", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(PhaseRule, text), .max = 200},
    {.key = NULL}};
static const Schema rule_schema = {"规矩", rule_fields};

/* `phase` NULL: only check. */
static void read_rules(Reader *reader, const Node *list, Phase *phase) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "规矩")) {
      continue;
    }
    PhaseRule *rule = g_new0(PhaseRule, 1);
    rule->pos = node->pos;
    schema_read(reader, &rule_schema, node, rule);
    if (rule->id) {
      reader_unique(reader, seen, rule->id, node_get(node, "id"), "规矩代号");
    }
    if (phase && rule->id && rule->text) {
      g_ptr_array_add(phase->rules, rule);
    } else {
      g_free(rule->text);
      g_free(rule);
    }
  }
}

/* ---- checks of one layer ---- */

static void check_lists(Reader *reader, const Node *root) {
  const Node *dates = node_get(root, "dates"), *rules = node_get(root, "rules"), *tasks = node_get(root, "tasks");
  if (dates && dates->kind == NODE_MAP) {
    schema_read(reader, &scale_schema, dates, NULL);
  }
  if (rules && rules->kind == NODE_LIST) {
    read_rules(reader, rules, NULL);
  }
  if (tasks && tasks->kind == NODE_LIST) {
    load_tasks(reader, tasks, NULL);
  }
}

void load_phase_check(Reader *reader, const Node *root) {
  reader->partial = TRUE;
  schema_read(reader, &phase_schema, root, NULL);
  check_lists(reader, root);
  reader->partial = FALSE;
}

void load_phase_check_patch(Reader *reader, const Node *patch) {
  reader->partial = TRUE;
  schema_read(reader, &patch_schema, patch, NULL);
  check_lists(reader, patch);
  reader->partial = FALSE;
}

/* ---- reading ---- */

/* Where somebody has to look who wants other dates: at what a later layer wrote, else at the scale's own line. */
static Pos place_of_dates(const Node *dates, const Node *mine) {
  static const char *const keys[] = {"from", "to"};
  Pos pos = mine ? mine->pos : dates->pos;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const Node *value = mine ? node_get(mine, keys[i]) : NULL;
    if (value && value->pos.file != mine->pos.file) {
      pos = value->pos;
    }
  }
  return pos;
}

static void read_dates(Reader *reader, const Node *node, Phase *phase) {
  ScaleDates dates;
  for (int i = 0; i < N_SCALES; i++) {
    dates.of[i] = (DayRange){DAY_NONE, DAY_NONE};
  }
  schema_read(reader, &scale_schema, node, &dates);
  const DayRange *range = &dates.of[reader->store->scale];
  phase->dates_pos = place_of_dates(node, node_get(node, words_scale[reader->store->scale].id));
  phase->on = range->first != DAY_NONE && range->last != DAY_NONE;
  if (phase->on) {
    phase->first = range->first;
    phase->last = range->last;
  }
}

void load_phase(Reader *reader, Campaign *campaign, const Node *root, gboolean off, GHashTable *checklists) {
  Head head = {.sign = SIGN_END};
  schema_read(reader, &phase_schema, root, &head);
  Phase *phase = phase_new();
  phase->id = head.id ? head.id : intern_string("");
  phase->title = head.title ? head.title : g_strdup("");
  phase->formal = head.formal;
  phase->note = head.note;
  phase->order = head.order;
  phase->sign = head.sign;
  phase->layer = root->layer;
  phase->pos = root->pos;
  g_ptr_array_add(campaign->phases, phase);
  if (head.dates) {
    read_dates(reader, head.dates, phase);
  }
  phase->on = phase->on && !off;
  if (head.rules) {
    read_rules(reader, head.rules, phase);
  }
  if (head.tasks) {
    TaskTarget target = {campaign, phase, checklists};
    load_tasks(reader, head.tasks, &target);
  }
  if (phase->on && phase->note) {
    diag_add(reader->diags, N008, node_get(root, "note")->pos, "%s：%s", phase->title,
             reader_shown(reader, phase->note));
  }
}
