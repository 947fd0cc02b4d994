/* What a recorded change did to the plan, and who needs a new calendar for it: the plans before and after, compared. */
#include "desk/tasks/duty.h"
#include "desk/tasks/taskrules.h"
#include <string.h>

static void hand_free(gpointer data) {
  TaskHand *hand = data;
  g_ptr_array_unref(hand->files);
  g_free(hand);
}

static void change_destroy(gpointer data) {
  change_free(data);
}

void taskoutcome_free(TaskOutcome *outcome) {
  if (outcome == NULL) {
    return;
  }
  g_free(outcome->id);
  g_free(outcome->key);
  g_free(outcome->title);
  g_clear_pointer(&outcome->changes, g_ptr_array_unref);
  g_clear_pointer(&outcome->notes, g_ptr_array_unref);
  g_clear_pointer(&outcome->hands, g_ptr_array_unref);
  g_free(outcome);
}

static void hand_to(TaskOutcome *outcome, const Person *person, const char *file) {
  TaskHand *hand = NULL;
  for (guint i = 0; i < outcome->hands->len && person != NULL; i++) {
    TaskHand *known = g_ptr_array_index(outcome->hands, i);
    hand = known->person == person ? known : hand;
  }
  if (person == NULL) {
    return;
  }
  if (hand == NULL) {
    hand = g_new0(TaskHand, 1);
    hand->person = person;
    hand->files = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(outcome->hands, hand);
  }
  g_ptr_array_add(hand->files, g_strdup(file));
}

/* The files that `calendar` would write anew without being asked for somebody by name. */
static gboolean is_written(const Desk *desk, const Audience *audience, const char *file) {
  const Store *store = desk->campaign->store;
  gboolean always =
      audience->kind != AUDIENCE_STAFF || audience->person == store->manager || audience->person == store->deputy;
  for (guint i = 0; i < store->departments->len && !always; i++) {
    always = ((const Department *)g_ptr_array_index(store->departments, i))->owner == audience->person;
  }
  g_autofree char *path = g_build_filename(desk->workspace, "calendars", file, NULL);
  return always || g_file_test(path, G_FILE_TEST_EXISTS);
}

static void tell_hands(const Desk *desk, const gboolean *touched, TaskOutcome *outcome) {
  const Store *store = desk->campaign->store;
  g_autofree char *memory = g_build_filename(desk->workspace, ".ready315", "export.json", NULL);
  for (guint i = 0; i < desk->plan->audiences->len && g_file_test(memory, G_FILE_TEST_EXISTS); i++) {
    const Audience *audience = plan_audience(desk->plan, i);
    g_autoptr(GString) id = g_string_new(NULL);
    plan_audience_id(audience, id);
    g_autofree char *file = g_strdup_printf("%s.ics", g_strdelimit(id->str, ":", '-'));
    if (!touched[i] || !is_written(desk, audience, file)) {
      continue;
    }
    if (audience->kind == AUDIENCE_CAMPAIGN) {
      hand_to(outcome, store->manager, file);
      hand_to(outcome, store->deputy, file);
    } else {
      hand_to(outcome, audience->kind == AUDIENCE_STAFF ? audience->person : audience->department->owner, file);
    }
  }
}

/* uid → everything that a calendar shows of it, and whom it reaches, of the task's events and of those that wait for it. */
static GHashTable *events_of(const Plan *plan, const char *task) {
  GHashTable *events = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < plan->events->len; i++) {
    const PlanEvent *event = plan_event(plan, i);
    const Task *of = event->kind != EVENT_BANNER ? plan_task(plan, event->index)->task : NULL;
    gboolean near = of != NULL && of->id == task;
    for (guint k = 0; of != NULL && k < of->n_needs && !near; k++) {
      near = of->needs[k] == task;
    }
    if (!near) {
      continue;
    }
    g_autoptr(GString) uid = g_string_new(NULL), shown = g_string_new(NULL);
    plan_event_uid(plan, event, uid);
    const GArray *set = g_ptr_array_index(plan->audience_sets, event->audience_set);
    for (guint k = 0; k < set->len; k++) {
      g_string_append_printf(shown, "%u,", g_array_index(set, guint16, k));
    }
    g_string_append_printf(shown, " %d %d %d ", event->start, event->end, event->all_day);
    plan_event_summary(plan, event, shown);
    plan_event_description(plan, event, shown);
    g_hash_table_replace(events, g_string_free(g_steal_pointer(&uid), FALSE),
                         g_string_free(g_steal_pointer(&shown), FALSE));
  }
  return events;
}

/* Marks whom `events` reaches as far as `other` has it differently. */
static void touch(GHashTable *events, GHashTable *other, gboolean *touched) {
  GHashTableIter iter;
  gpointer uid, shown;
  g_hash_table_iter_init(&iter, events);
  while (g_hash_table_iter_next(&iter, &uid, &shown)) {
    if (g_strcmp0(shown, g_hash_table_lookup(other, uid)) == 0) {
      continue;
    }
    for (const char *at = shown; *at != ' ';) {
      char *end;
      touched[g_ascii_strtoull(at, &end, 10)] = TRUE;
      at = end + 1;
    }
  }
}

static GHashTable *notes_of(const Plan *plan) {
  GHashTable *notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < plan->notes->len; i++) {
    g_hash_table_add(notes, g_strdup(((const PlanNote *)g_ptr_array_index(plan->notes, i))->text));
  }
  return notes;
}

static void tell_state(Desk *desk, const TaskChange *change, TaskOutcome *outcome) {
  guint count;
  const PlanTask *task = change->kind == TASK_DONE ? taskrules_first(desk, change, &count) : NULL;
  g_autoptr(DutyBoard) board = task != NULL ? dutyboard_new(desk, NULL) : NULL;
  const Duty *duty = board != NULL ? dutyboard_of(board, task) : NULL;
  outcome->late = duty != NULL && duty->late;
}

TaskOutcome *tasks_tell(Desk *desk, const TaskChange *change, const char *recorded_by, char **problem, GError **error) {
  g_autoptr(OldPlan) old = oldplan_of(desk->plan);
  g_autoptr(GHashTable) notes = notes_of(desk->plan);
  g_autoptr(GHashTable) before = events_of(desk->plan, change->task);
  g_autoptr(TaskChange) settled = tasks_copy(change);
  g_autofree char *title = g_strdup(
      change->kind == TASK_ADD ? settled->title : taskrules_title(desk, change->task)); /* it may be gone then */
  RecordMark mark;
  if (!tasks_put(desk, settled, recorded_by, &mark, problem, error) || !desk_replan(desk, error)) {
    return NULL;
  }
  g_autoptr(TaskOutcome) outcome = g_new0(TaskOutcome, 1);
  g_autoptr(GHashTable) after = events_of(desk->plan, settled->task);
  g_autofree gboolean *touched = g_new0(gboolean, desk->plan->audiences->len + 1);
  outcome->id = g_strdup(settled->task);
  outcome->key = settled->occurrence != NULL ? g_strconcat(settled->task, "@", settled->occurrence, NULL)
                                             : g_strdup(settled->task);
  outcome->title = g_steal_pointer(&title);
  outcome->sequence = mark.sequence;
  for (guint i = 0; i < desk->changes->len && settled->kind == TASK_UNDO; i++) {
    const TaskChange *undone = g_ptr_array_index(desk->changes, i);
    if (undone->sequence == settled->undoes) {
      outcome->undone = words_task_change[undone->kind].id;
    }
  }
  outcome->changes = diff_plans(old, desk->plan);
  g_ptr_array_set_free_func(outcome->changes, change_destroy);
  outcome->notes = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < desk->plan->notes->len; i++) {
    const PlanNote *note = g_ptr_array_index(desk->plan->notes, i);
    if (!g_hash_table_contains(notes, note->text)) {
      g_ptr_array_add(outcome->notes, g_strdup(note->text));
    }
  }
  outcome->hands = g_ptr_array_new_with_free_func(hand_free);
  touch(before, after, touched);
  touch(after, before, touched);
  tell_hands(desk, touched, outcome);
  tell_state(desk, settled, outcome);
  return g_steal_pointer(&outcome);
}

gboolean tasks_record(Desk *desk, const TaskChange *change, const char *recorded_by, char **problem, GError **error) {
  g_autoptr(TaskOutcome) outcome = tasks_tell(desk, change, recorded_by, problem, error);
  return outcome != NULL;
}
