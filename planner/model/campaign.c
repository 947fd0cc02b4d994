/* Life cycle of campaigns and the look-ups by id. */
#include "model/campaign.h"

void task_free(Task *task) {
  if (!task) {
    return;
  }
  g_free(task->title);
  g_free(task->at);
  g_free(task->needs);
  g_free(task->needs_pos);
  g_free(task->notes);
  g_free(task->risk);
  g_free(task);
}

Task *task_new(void) {
  Task *task = g_new0(Task, 1);
  task->function = FUNCTION_NONE;
  task->every = EVERY_NONE;
  task->workday = SHIFT_AS_IS;
  return task;
}

static void task_destroy(gpointer data) {
  task_free(data);
}

static void rule_free(gpointer data) {
  PhaseRule *rule = data;
  g_free(rule->text);
  g_free(rule);
}

Phase *phase_new(void) {
  Phase *phase = g_new0(Phase, 1);
  phase->rules = g_ptr_array_new_with_free_func(rule_free);
  phase->tasks = g_ptr_array_new_with_free_func(task_destroy);
  phase->first = phase->last = DAY_NONE;
  return phase;
}

void phase_free(Phase *phase) {
  if (!phase) {
    return;
  }
  g_free(phase->title);
  g_free(phase->formal);
  g_free(phase->note);
  g_ptr_array_unref(phase->rules);
  g_ptr_array_unref(phase->tasks);
  g_free(phase);
}

static void phase_destroy(gpointer data) {
  phase_free(data);
}
static void checklist_destroy(gpointer data) {
  checklist_free(data);
}

static void layer_free(gpointer data) {
  Layer *layer = data;
  g_free(layer->name);
  g_free(layer->title);
  g_free(layer);
}

static void dropped_free(gpointer data) {
  DroppedTask *dropped = data;
  g_free(dropped->title);
  g_free(dropped->reason);
  g_free(dropped);
}

Campaign *campaign_new(void) {
  Campaign *campaign = g_new0(Campaign, 1);
  campaign->store = store_new();
  campaign->layers = g_ptr_array_new_with_free_func(layer_free);
  campaign->phases = g_ptr_array_new_with_free_func(phase_destroy);
  campaign->checklists = g_ptr_array_new_with_free_func(checklist_destroy);
  campaign->dropped = g_ptr_array_new_with_free_func(dropped_free);
  campaign->days = daytable_new();
  campaign->checklist_files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  campaign->tasks_by_id = g_hash_table_new(g_str_hash, g_str_equal);
  return campaign;
}

void campaign_free(Campaign *campaign) {
  if (!campaign) {
    return;
  }
  g_hash_table_unref(campaign->tasks_by_id);
  g_hash_table_unref(campaign->checklist_files);
  g_ptr_array_unref(campaign->phases);
  g_ptr_array_unref(campaign->checklists);
  g_ptr_array_unref(campaign->dropped);
  g_ptr_array_unref(campaign->layers);
  daytable_free(campaign->days);
  store_free(campaign->store);
  g_free(campaign->workspace);
  g_free(campaign);
}

const Task *campaign_add_task(Campaign *campaign, Phase *phase, Task *task) {
  const Task *there = g_hash_table_lookup(campaign->tasks_by_id, task->id);
  g_ptr_array_add(phase->tasks, task);
  if (!there) {
    g_hash_table_insert(campaign->tasks_by_id, (gpointer)(guintptr)task->id, task);
  }
  return there;
}

const Phase *campaign_phase(const Campaign *campaign, const char *id) {
  for (guint i = 0; i < campaign->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(campaign->phases, i);
    if (g_str_equal(phase->id, id)) {
      return phase;
    }
  }
  return NULL;
}

const Task *campaign_task(const Campaign *campaign, const char *id) {
  return g_hash_table_lookup(campaign->tasks_by_id, id);
}

const Checklist *campaign_checklist(const Campaign *campaign, const char *id) {
  for (guint i = 0; i < campaign->checklists->len; i++) {
    const Checklist *checklist = g_ptr_array_index(campaign->checklists, i);
    if (g_str_equal(checklist->id, id)) {
      return checklist;
    }
  }
  return NULL;
}

const char *layer_title(const Campaign *campaign, guint8 layer) {
  g_assert(layer < campaign->layers->len || layer == LAYER_RECORD);
  return layer == LAYER_RECORD ? "任务记录" : ((const Layer *)g_ptr_array_index(campaign->layers, layer))->title;
}

const char *layer_name(const Campaign *campaign, guint8 layer) {
  g_assert(layer < campaign->layers->len || layer == LAYER_RECORD);
  return layer == LAYER_RECORD ? "record" : ((const Layer *)g_ptr_array_index(campaign->layers, layer))->name;
}
