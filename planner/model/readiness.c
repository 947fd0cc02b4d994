/* The arithmetic of readiness that both who makes the figures and who shows them must agree on. Knows no record and no words of the report. */
#include "model/readiness.h"
#include "base/decimal.h"
#include <string.h>

enum { ONE = 1000 };

const Word words_ready_state[] = {
    {"nothing", "没有工作"}, {"unrecorded", "没有记录"}, {"before", "还没开始"}, {"behind", "落后"},
    {"level", "没有落后"},   {"ahead", "超前"},          {"over", "已经结束"},   {NULL, NULL}};

gint64 ready_weight(const Task *task) {
  static const struct {
    const char *risk;
    int weight;
  } risks[] = {{"罚款", 4}, {"下架", 3}, {"口碑", 2}}; /* the gravest first */
  for (guint i = 0; task->risk != NULL && i < G_N_ELEMENTS(risks); i++) {
    if (strstr(task->risk, risks[i].risk) != NULL) {
      return risks[i].weight * ONE;
    }
  }
  return ONE;
}

gint64 ready_share(gint64 weight, guint i, guint n) {
  return weight * (i + 1) / n - weight * i / n;
}

int ready_percent(gint64 part, gint64 whole) {
  return whole > 0 ? (int)(part * 100 / whole) : -1;
}

char *ready_points(gint64 thousandths) {
  return decimal_text(thousandths * (DECIMAL_ONE / ONE));
}

static void item_clear(gpointer data) {
  g_clear_pointer(&((ReadyItem *)data)->waits_for, g_ptr_array_unref);
}

static void block_free(gpointer data) {
  ReadyBlock *block = data;
  g_free(block->name);
  g_free(block->text);
  g_free(block);
}

static void unsigned_free(gpointer data) {
  g_free(((ReadyUnsigned *)data)->title);
  g_free(data);
}

Readiness *readiness_alloc(const Plan *plan) {
  Readiness *readiness = g_new0(Readiness, 1);
  readiness->plan = plan;
  readiness->now = MOMENT_NONE;
  readiness->first = readiness->last = DAY_NONE;
  readiness->gala = day_from(plan->year, 3, 15);
  readiness->phases = g_array_new(FALSE, TRUE, sizeof(ReadyPhase));
  readiness->departments = g_array_new(FALSE, TRUE, sizeof(ReadyDepartment));
  readiness->items = g_array_new(FALSE, TRUE, sizeof(ReadyItem));
  g_array_set_clear_func(readiness->items, item_clear);
  readiness->blocks = g_ptr_array_new_with_free_func(block_free);
  readiness->unsigned_ = g_ptr_array_new_with_free_func(unsigned_free);
  readiness->points = g_array_new(FALSE, TRUE, sizeof(ReadyPoint));
  return readiness;
}

void readiness_free(Readiness *readiness) {
  if (readiness == NULL) {
    return;
  }
  g_array_unref(readiness->phases);
  g_array_unref(readiness->departments);
  g_array_unref(readiness->items);
  g_ptr_array_unref(readiness->blocks);
  g_ptr_array_unref(readiness->unsigned_);
  g_array_unref(readiness->points);
  g_free(readiness);
}
