/* Tasks: what a task may say, and which of its keys go together. */
#include "load/load_task.h"
#include "base/text.h"
#include "load/load_phase.h"
#include "load/scalars.h"
#include "load/times.h"
#include <string.h>

/* ---- values that only tasks have ---- */

static void read_assignee(Reader *reader, const Field *field, const Node *node, void *out) {
  Task *task = out;
  if (!g_str_has_prefix(node->text, "post:")) {
    if (task) {
      task->assignee = reader_person(reader, E031, node->pos, (guint32)g_utf8_strlen(node->text, -1), node->text);
    }
    return;
  }
  Node post = *node;
  post.text = node->text + strlen("post:");
  const char *id = NULL;
  if (scalar_id(reader, &post, FALSE, &id) && task) {
    task->post = id;
  }
}

static gint by_minute(gconstpointer a, gconstpointer b) {
  return *(const gint16 *)a - *(const gint16 *)b;
}

static void read_at(Reader *reader, const Field *field, const Node *node, void *out) {
  Task *task = out;
  const Node *item = node->kind == NODE_LIST ? node->first : node;
  guint n = node->kind == NODE_LIST ? node->count : 1;
  g_autofree gint16 *at = g_new(gint16, n + 1);
  guint read = 0;
  for (; item; item = node->kind == NODE_LIST ? item->next : NULL) {
    int minute;
    if (!reader_shape(reader, item, AS_SCALAR, "时间") || !scalar_minute(reader, item, &minute)) {
      continue;
    }
    gboolean twice = FALSE;
    for (guint i = 0; i < read && n <= 48; i++) {
      twice |= at[i] == minute;
    }
    if (twice) {
      diag_fix(reader_bad(reader, E017, item, "时间 `%s` 写了两次。", item->text), "删掉一个。");
      continue;
    }
    at[read++] = (gint16)minute;
  }
  if (n > 48) {
    diag_fix(reader_bad(reader, E022, node, "一天里的时间有 %u 个，最多 48 个。", n), "少写几个，或改成几个任务。");
    return;
  }
  if (task && read > 0) {
    qsort(at, read, sizeof *at, (GCompareFunc)by_minute);
    task->at = g_steal_pointer(&at);
    task->n_at = read;
  }
}

static void read_lasts(Reader *reader, const Field *field, const Node *node, void *out) {
  Task *task = out;
  int minutes;
  gboolean days;
  if (scalar_duration(reader, node, 60 * DAY_MINUTES, &minutes, &days) && task) {
    *(days ? &task->lasts_days : &task->lasts) = days ? minutes / DAY_MINUTES : minutes;
  }
}

static void read_needs(Reader *reader, const Field *field, const Node *node, void *out) {
  Task *task = out;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  if (task) {
    task->needs = g_new0(const char *, node->count + 1);
    task->needs_pos = g_new0(Pos, node->count + 1);
  }
  for (const Node *item = node->first; item; item = item->next) {
    const char *id = NULL;
    if (reader_shape(reader, item, AS_SCALAR, "前置任务") && scalar_id(reader, item, FALSE, &id) &&
        reader_unique(reader, seen, id, item, "前置任务") && task) {
      task->needs[task->n_needs] = id;
      task->needs_pos[task->n_needs++] = item->pos;
    }
  }
}

static void read_remind(Reader *reader, const Field *field, const Node *node, void *out) {
  Task *task = out;
  guint n = 0;
  for (const Node *item = node->first; item; item = item->next) {
    int minutes;
    gboolean days;
    if (!reader_shape(reader, item, AS_SCALAR, "提醒") ||
        !scalar_duration(reader, item, 30 * DAY_MINUTES, &minutes, &days)) {
      continue;
    }
    if (n == TASK_MAX_REMINDERS) {
      Diag *diag = reader_bad(reader, E044, item, "提醒最多 %d 次，这里写了 %u 次。", TASK_MAX_REMINDERS, node->count);
      diag_fix(diag, "留下最要紧的两次；提醒多了，手机上谁也不看。");
      return;
    }
    if (task) {
      task->remind[n] = (Reminder){.minutes = minutes, .pos = item->pos};
      task->n_remind = n + 1;
    }
    n++;
  }
}

static const Word words_risk[] = {{"罚款", "罚款"}, {"下架", "下架"}, {"口碑", "口碑"}, {NULL, NULL}};

static void read_risk(Reader *reader, const Field *field, const Node *node, void *out) {
  static const char *const ids[] = {"罚款", "下架", "口碑", NULL};
  g_autoptr(GString) all = g_string_new(NULL);
  for (const Node *item = node->first; item; item = item->next) {
    if (!reader_shape(reader, item, AS_SCALAR, "风险")) {
      continue;
    }
    if (word_index(words_risk, item->text) < 0) {
      reader_suggest(reader_bad(reader, E015, item, "风险不能是 `%s`。", reader_shown(reader, item->text)), item->text,
                     ids, NULL);
    } else {
      g_string_append_printf(all, "%s%s", all->len ? "、" : "", item->text);
    }
  }
  if (out && all->len) {
    *(char **)out = g_strdup(all->str);
  }
}

static void read_drop(Reader *reader, const Field *field, const Node *node, void *out) {
  static const char *const no_reasons[] = {"true", "false", "yes", "no", "是", "否"};
  for (guint i = 0; i < G_N_ELEMENTS(no_reasons); i++) {
    if (g_ascii_strcasecmp(node->text, no_reasons[i]) == 0) {
      diag_fix(reader_bad(reader, E052, node, "删除任务要写理由，`%s` 不是理由。", node->text),
               "写成 `drop: 理由`，一句话就行。");
      return;
    }
  }
  scalar_text(reader, node, "理由", 200, FALSE);
}

static void read_phase_name(Reader *reader, const Field *field, const Node *node, void *out) {
  const char *id = NULL;
  scalar_id(reader, node, FALSE, &id);
}

/* ---- the schema ---- */

#define TASK(member) .offset = offsetof(Task, member)
#define TASK_POS(member) .pos_offset = offsetof(Task, member)
#define TASK_FIELDS                                                                                                    \
  {"title", "标题", read_line, AS_SCALAR, .required = TRUE, TASK(title), TASK_POS(title_pos), .max = 60},              \
      {"function", "职能", read_word, AS_SCALAR, TASK(function), TASK_POS(function_pos), .arg = words_function},       \
      {"assignee", "负责人", read_assignee, AS_SCALAR, .offset = 0, TASK_POS(function_pos)},                           \
      {"support", "协助职能", read_words, AS_LIST, TASK(support), .arg = words_function},                              \
      {"for", "经营类型", read_words, AS_LIST, TASK(kinds), .arg = words_kind},                                        \
      {"on", "日期", read_date, AS_SCALAR, TASK(on), TASK_POS(on_pos)},                                                \
      {"every", "重复", read_word, AS_SCALAR, TASK(every), TASK_POS(every_pos), .arg = words_every},                   \
      {"weekday", "星期", read_word, AS_SCALAR, TASK(weekday), .arg = words_weekday},                                  \
      {"from", "从哪天起", read_date, AS_SCALAR, TASK(from)}, {"to", "到哪天止", read_date, AS_SCALAR, TASK(to)},      \
      {"at", "时间", read_at, AS_SCALAR | AS_LIST, .offset = 0, TASK_POS(at_pos)},                                     \
      {"lasts", "时长", read_lasts, AS_SCALAR, .offset = 0, TASK_POS(lasts_pos)},                                      \
      {"due", "截止", read_date, AS_SCALAR, TASK(due), TASK_POS(due_pos)},                                             \
      {"workday", "遇休息日", read_word, AS_SCALAR, TASK(workday), TASK_POS(workday_pos), .arg = words_day_shift},     \
      {"needs", "前置任务", read_needs, AS_LIST, .offset = 0}, {"remind", "提醒", read_remind, AS_LIST, .offset = 0},  \
      {"checklist", "检查表", read_id, AS_SCALAR, TASK(checklist), TASK_POS(checklist_pos)},                           \
      {"scales", "规模", read_words, AS_LIST, TASK(scales), .arg = words_scale},                                       \
      {"effort", "工作量", read_duration, AS_SCALAR, TASK(effort), .max = 12 * 60},                                    \
      {"risk", "风险", read_risk, AS_LIST, TASK(risk)},                                                                \
      {"notes", "备注", read_text, AS_SCALAR, TASK(notes), .max = 1000},                                               \
      {"locked", "锁定", read_bool, AS_SCALAR, TASK(locked)}, {"signs", "签字", read_bool, AS_SCALAR, TASK(signs)},    \
      {"drop", "删除理由", read_drop, AS_SCALAR, .offset = 0}, {                                                       \
    .key = NULL                                                                                                        \
  }

static const Field task_fields[] = {{"id", "代号", read_id, AS_SCALAR, .required = TRUE, TASK(id)}, TASK_FIELDS};
static const Schema task_schema = {"任务", task_fields};
static const Field task_patch_fields[] = {{"phase", "阶段", read_phase_name, AS_SCALAR, .offset = 0}, TASK_FIELDS};
static const Schema task_patch_schema = {"任务", task_patch_fields};

void load_phase_check_task(Reader *reader, const Node *task) {
  reader->partial = TRUE;
  schema_read(reader, &task_schema, task, NULL);
  reader->partial = FALSE;
}

void load_phase_check_task_patch(Reader *reader, const Node *patch) {
  reader->partial = TRUE;
  schema_read(reader, &task_patch_schema, patch, NULL);
  reader->partial = FALSE;
}

/* ---- keys that do not go together ---- */

static const Node *written(const Node *node, const char *key) {
  const Node *value = node_get(node, key);
  return value && value->kind != NODE_NULL ? value : NULL;
}

static Diag *at_key(Reader *reader, DiagCode code, const Node *value, const char *message) {
  Diag *diag = diag_add(reader->diags, code, value->key_pos, "%s", message);
  diag_underline(diag, (guint32)strlen(value->key));
  return diag;
}

static void check_repeat(Reader *reader, const Task *task, const Node *node) {
  const Node *on = written(node, "on"), *every = written(node, "every");
  if (on && every) {
    diag_fix(at_key(reader, E048, every, "任务同时写了 `on`（日期）和 `every`（重复）。"),
             "只做一次留 `on`，天天做留 `every`。");
    return;
  }
  if (!on && !every) {
    Diag *diag = diag_add(reader->diags, E048, node->pos, "任务 `%s` 没有写哪天做。", task->id ? task->id : "");
    diag_fix(diag, "加上 `on: 日期`（做一次）或 `every: day`（重复做）。");
    return;
  }
  static const char *const once[] = {"due", "workday"};
  for (guint i = 0; every && i < G_N_ELEMENTS(once); i++) {
    const Node *value = written(node, once[i]);
    if (value) {
      diag_fix(at_key(reader, E049, value,
                      i ? "重复任务不能写 `workday`。" : "重复任务不能写 `due`：每一次当天就是截止日。"),
               i ? "只在工作日做，写 `every: workday`。" : "删掉 `due`。");
    }
  }
  static const char *const repeated[] = {"weekday", "from", "to"};
  for (guint i = 0; on && i < G_N_ELEMENTS(repeated); i++) {
    const Node *value = written(node, repeated[i]);
    if (value) {
      g_autofree char *message = g_strdup_printf("`%s` 只用于重复任务（`every`）。", repeated[i]);
      diag_fix(at_key(reader, E048, value, message), "删掉它，或把 `on` 换成 `every`。");
    }
  }
  const Node *weekday = written(node, "weekday");
  if (task->every == EVERY_WEEK && !weekday) {
    diag_fix(at_key(reader, E049, every, "`every: week` 要写星期几。"), "加上一行 `weekday: mon`（mon 到 sun）。");
  } else if (every && task->every != EVERY_WEEK && task->every != EVERY_NONE && weekday) {
    diag_fix(at_key(reader, E049, weekday, "`weekday` 只用于 `every: week`。"), "删掉它，或写 `every: week`。");
  }
  if (task->every == EVERY_SHIFT && task->n_at > 0) {
    diag_fix(at_key(reader, E049, node_get(node, "at"), "`every: shift` 在每个班次开始时做，不能再写时间。"),
             "删掉 `at`，或改成 `every: day`。");
  }
}

static void check_times(Reader *reader, const Task *task, const Node *node) {
  gboolean timed = task->n_at > 0 || task->every == EVERY_SHIFT;
  if (timed && task->lasts_days > 0) {
    diag_fix(reader_bad(reader, E051, node_get(node, "lasts"), "有具体时间的任务，时长不能按天写。"),
             "写成分钟或小时，例如 2h；要连做几天，删掉 `at`。");
  } else if (!timed && task->lasts > 0) {
    diag_fix(reader_bad(reader, E051, node_get(node, "lasts"), "没有写时间的任务是全天的，时长只能按天写。"),
             "加上 `at: \"10:00\"`，或写成 1d；只想估计工作量，用 `effort`。");
  } else if (task->lasts > DAY_MINUTES) {
    diag_fix(reader_bad(reader, E051, node_get(node, "lasts"), "有具体时间的任务最长 24 小时。"),
             "要连做几天，删掉 `at`，写 `lasts: 2d`。");
  }
  for (guint i = 0; !timed && i < task->n_remind; i++) {
    if (task->remind[i].minutes % DAY_MINUTES != 0) {
      diag_fix(diag_add(reader->diags, E051, task->remind[i].pos, "全天的任务，提醒只能按天写，当天早上 9 点响。"),
               "写成 1d；要提前几小时，给任务加上 `at`。");
    }
  }
  if (task->n_remind == 2 && task->remind[0].minutes == task->remind[1].minutes) {
    diag_fix(diag_add(reader->diags, E017, task->remind[1].pos, "同一个提醒写了两次。"), "删掉一个。");
  }
}

static void check_task(Reader *reader, const Task *task, const Node *node, GHashTable *checklists) {
  if (!written(node, "function") && !written(node, "assignee")) {
    Diag *diag = diag_add(reader->diags, E014, node->pos, "任务 `%s` 没有写由谁做。", task->id);
    diag_fix(diag, "加上 `function: 职能`，或 `assignee: 人员代号`。");
  }
  check_repeat(reader, task, node);
  check_times(reader, task, node);
  if (task->checklist && !g_hash_table_contains(checklists, task->checklist)) {
    Diag *diag = reader_bad(reader, E033, node_get(node, "checklist"), "没有叫 `%s` 的检查表。", task->checklist);
    g_autofree gpointer *ids = g_hash_table_get_keys_as_array(checklists, NULL);
    const char *near = text_nearest(task->checklist, (const char *const *)ids);
    if (near) {
      diag_fix(diag, "是不是想写 `%s`？", near);
    } else {
      diag_fix(diag, "在 checklists 文件夹里加上 %s.yaml，或删掉这一项。", task->checklist);
    }
  }
}

/* A task with `drop` in the merged tree is gone; it is remembered for the reader. FALSE when it has none. */
static gboolean read_dropped(Reader *reader, const Node *node, const TaskTarget *target, const Task *task) {
  const Node *drop = node_get(node, "drop");
  if (!drop) {
    return FALSE;
  }
  if (drop->kind == NODE_NULL || (drop->kind == NODE_SCALAR && !drop->text[0])) {
    diag_fix(at_key(reader, E052, drop, "删除任务没有写理由。"), "写成 `drop: 理由`，一句话就行。");
  }
  DroppedTask *dropped = g_new0(DroppedTask, 1);
  *dropped = (DroppedTask){.id = task->id,
                           .phase = target->phase->id,
                           .title = g_strdup(task->title ? task->title : ""),
                           .reason = g_strdup(drop->text),
                           .layer = node->layer,
                           .pos = drop->pos};
  g_ptr_array_add(target->campaign->dropped, dropped);
  return TRUE;
}

/* A later layer's entry without a title that comes close to another task is a slip in the id, not a new task. */
static gboolean patches_nothing(Reader *reader, const Node *node, const Node *list, const Campaign *campaign) {
  const Node *id = node_get(node, "id");
  if (node->layer == 0 || written(node, "title") || !id || id->kind != NODE_SCALAR) {
    return FALSE;
  }
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (const Node *other = list->first; other; other = other->next) {
    const Node *name = other->kind == NODE_MAP && written(other, "title") ? node_get(other, "id") : NULL;
    if (name && name->kind == NODE_SCALAR) {
      g_ptr_array_add(ids, (gpointer)(guintptr)name->text);
    }
  }
  for (guint p = 0; p < campaign->phases->len; p++) {
    const Phase *phase = g_ptr_array_index(campaign->phases, p);
    for (guint t = 0; t < phase->tasks->len; t++) {
      g_ptr_array_add(ids, (gpointer)(guintptr)((const Task *)g_ptr_array_index(phase->tasks, t))->id);
    }
  }
  g_ptr_array_add(ids, NULL);
  const char *near = text_nearest(id->text, (const char *const *)ids->pdata);
  if (!near && !node_get(node, "drop")) {
    return FALSE;
  }
  Diag *diag = reader_bad(reader, E032, id, "没有代号为 `%s` 的任务可改。", reader_shown(reader, id->text));
  if (near && g_str_equal(near, id->text)) {
    diag_fix(diag, "`%s` 在别的阶段里；写到那个阶段的文件里，或 `campaign.tasks` 里。", near);
  } else if (near) {
    diag_fix(diag, "是不是想写 `%s`？新任务要写 `title`（标题）。", near);
  } else {
    diag_fix(diag, "用 `ready315 plan` 看现有的任务。");
  }
  return TRUE;
}

static void read_task(Reader *reader, const Node *node, const Node *list, const TaskTarget *target) {
  if (patches_nothing(reader, node, list, target->campaign)) {
    return;
  }
  g_autoptr(Task) task = task_new();
  schema_read(reader, &task_schema, node, task);
  task->pos = node->pos;
  task->layer = node->layer;
  const Node *id = node_get(node, "id");
  if (!task->id || !task->title || read_dropped(reader, node, target, task)) {
    return;
  }
  task->pos = id->pos;
  if (written(node, "assignee")) {
    task->function = FUNCTION_NONE; /* a person's task whatever the function */
  }
  check_task(reader, task, node, target->checklists);
  const Task *there = campaign_add_task(target->campaign, target->phase, task);
  if (there) {
    Diag *diag = reader_bad(reader, E017, id, "任务代号 `%s` 写了两次，第一次在 %s。", task->id,
                            reader_place(reader, there->pos));
    diag_fix(diag, "任务代号在整个活动里只能用一次，换一个；要改已有的任务，写在同一阶段里或 `campaign.tasks` 里。");
  }
  task = NULL; /* the phase's now */
}

void load_tasks(Reader *reader, const Node *list, const TaskTarget *target) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "任务")) {
      continue;
    }
    if (target) {
      read_task(reader, node, list, target);
      continue;
    }
    schema_read(reader, &task_schema, node, NULL);
    const Node *id = node_get(node, "id");
    if (!id) {
      diag_fix(diag_add(reader->diags, E014, node->pos, "任务缺少 `id`（代号）。"), "加上一行 `id: …`。");
    } else if (id->kind == NODE_SCALAR) {
      reader_unique(reader, seen, id->text, id, "任务代号");
    }
  }
}

void load_phase_check_needs(Reader *reader, const Campaign *campaign) {
  g_autoptr(GHashTable) dropped = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < campaign->dropped->len; i++) {
    g_hash_table_add(dropped, (gpointer)(guintptr)((const DroppedTask *)g_ptr_array_index(campaign->dropped, i))->id);
  }
  for (guint p = 0; p < campaign->phases->len; p++) {
    const Phase *phase = g_ptr_array_index(campaign->phases, p);
    for (guint t = 0; t < phase->tasks->len; t++) {
      const Task *task = g_ptr_array_index(phase->tasks, t);
      for (guint i = 0; i < task->n_needs; i++) {
        const char *id = task->needs[i];
        if (campaign_task(campaign, id) || g_hash_table_contains(dropped, id)) {
          continue;
        }
        Diag *diag = diag_add(reader->diags, E032, task->needs_pos[i], "没有代号为 `%s` 的任务。", id);
        diag_underline(diag, (guint32)strlen(id));
        g_autofree gpointer *ids = g_hash_table_get_keys_as_array(campaign->tasks_by_id, NULL);
        const char *near = text_nearest(id, (const char *const *)ids);
        if (near) {
          diag_fix(diag, "是不是想写 `%s`？", near);
        } else {
          diag_fix(diag, "从 `needs:` 里删掉它，或先写上这个任务。");
        }
      }
    }
  }
}
