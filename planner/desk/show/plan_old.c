/* Reads an earlier plan. People keep such files for months, mail them and open them in editors: everything is checked, nothing is assumed. */
#include "desk/show/plan_old.h"
#include "base/clock.h"
#include "data/json.h"
#include <stdlib.h>
#include <string.h>

static void bad(DiagList *diags, const char *path, const char *what) {
  Diag *diag = diag_add(diags, E083, pos_of_file(path), "%s", what);
  diag_fix(diag, "请给出以前用“ready315 plan --format json --out 文件”存下的计划。");
}

static const char *text_of(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node != NULL && node->kind == NODE_SCALAR ? node->text : NULL;
}

/* "2027-03-11T10:00:00+08:00" → wall time; the offset is the store's and is not looked at. */
static Moment moment_of(const char *text) {
  Moment moment = MOMENT_NONE;
  g_autofree char *wall = text != NULL && strlen(text) >= 16 ? g_strndup(text, 16) : NULL;
  return wall != NULL && moment_parse(wall, &moment) ? moment : MOMENT_NONE;
}

static gboolean read_task(OldPlan *plan, const Node *node) {
  OldTask task = {.id = text_of(node, "id"),
                  .occurrence = text_of(node, "occurrence"),
                  .phase = text_of(node, "phase"),
                  .title = text_of(node, "title"),
                  .department = text_of(node, "department"),
                  .owner = text_of(node, "owner"),
                  .all_day = g_strcmp0(text_of(node, "all_day"), "true") == 0,
                  .due = DAY_NONE};
  const char *start = text_of(node, "start"), *end = text_of(node, "end"), *due = text_of(node, "due");
  if (task.id == NULL || task.title == NULL || start == NULL || end == NULL) {
    return FALSE;
  }
  if (task.all_day) {
    Day first = day_parse(start), last = day_parse(end);
    if (first == DAY_NONE || last == DAY_NONE || last < first) {
      return FALSE;
    }
    task.start = moment_at(first, 0);
    task.end = moment_at(last + 1, 0);
  } else {
    task.start = moment_of(start);
    task.end = moment_of(end);
    if (task.start == MOMENT_NONE || task.end == MOMENT_NONE || task.end < task.start) {
      return FALSE;
    }
  }
  if (due != NULL) {
    task.due = day_parse(due);
    if (task.due == DAY_NONE) {
      return FALSE;
    }
  }
  oldplan_add_task(plan, &task);
  return TRUE;
}

static gboolean read_phase(OldPlan *plan, const Node *node) {
  const char *id = text_of(node, "id"), *title = text_of(node, "title");
  const char *from = text_of(node, "from"), *to = text_of(node, "to");
  Day first = from != NULL ? day_parse(from) : DAY_NONE, last = to != NULL ? day_parse(to) : DAY_NONE;
  if (id == NULL || title == NULL || first == DAY_NONE || last == DAY_NONE || last < first) {
    return FALSE;
  }
  oldplan_add_phase(plan, id, title, first, last);
  return TRUE;
}

OldPlan *plan_old_read(const char *path, DiagList *diags) {
  g_autoptr(Doc) doc = json_read(path, diags);
  if (doc == NULL || doc->root == NULL) {
    return NULL; /* said already */
  }
  const Node *tasks = node_get(doc->root, "tasks"), *phases = node_get(doc->root, "phases");
  const char *schema = text_of(doc->root, "schema"), *year = text_of(doc->root, "year");
  if (schema == NULL || year == NULL || tasks == NULL || tasks->kind != NODE_LIST || phases == NULL ||
      phases->kind != NODE_LIST) {
    bad(diags, path, "这个文件不是计划：里面没有年份、阶段和任务。");
    return NULL;
  }
  if (strcmp(schema, "1") != 0) {
    bad(diags, path, "这份计划是别的版本的 ready315 写的，看不懂。");
    return NULL;
  }
  g_autoptr(OldPlan) plan = oldplan_new();
  plan->year = atoi(year);
  plan->store = g_strdup(text_of(doc->root, "store"));
  guint n = 1;
  for (const Node *node = phases->first; node != NULL; node = node->next, n++) {
    if (!read_phase(plan, node)) {
      g_autofree char *what = g_strdup_printf("这份计划的第 %u 个阶段缺少代号或名称，或者日期不对。", n);
      bad(diags, path, what);
      return NULL;
    }
  }
  n = 1;
  for (const Node *node = tasks->first; node != NULL; node = node->next, n++) {
    if (!read_task(plan, node)) {
      g_autofree char *what = g_strdup_printf("这份计划的第 %u 项任务缺少代号或名称，或者日期不对。", n);
      bad(diags, path, what);
      return NULL;
    }
  }
  return g_steal_pointer(&plan);
}
