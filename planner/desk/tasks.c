/* Task changes as entries of the record: written after they were judged by the very rules by which the plan applies them, read back each time a plan is
 * made. Where another program was faster, it is judged again on what that one left. */
#include "desk/tasks.h"
#include "base/text.h"
#include "desk/body.h"
#include "desk/duty.h"
#include "run/value.h"
#include <string.h>

enum { TITLE_MOST = 60, TRIES = 5 };

/* ---- bodies ----------------------------------------------------------------------------------------------------------------------- */

static void put_day(GString *body, const char *key, Day day) {
  char text[DAY_TEXT];
  body_text(body, key, day != DAY_NONE ? day_iso(day, text) : NULL);
}

char *tasks_body(const TaskChange *change) {
  GString *body = body_new('{');
  char clock[DAY_TEXT];
  body_text(body, "action", words_task_change[change->kind].id);
  body_text(body, "at", change->at >= 0 ? minute_clock(change->at, clock) : NULL);
  body_text(body, "checklist", change->checklist);
  put_day(body, "due", change->due);
  body_text(body, "function", change->function != FUNCTION_NONE ? words_function[change->function].id : NULL);
  body_number(body, "lasts", change->lasts);
  body_text(body, "occurrence", change->occurrence);
  put_day(body, "on", change->on);
  body_text(body, "person", change->person);
  body_text(body, "reason", change->reason);
  body_text(body, "title", change->title);
  body_number(body, "undoes", change->undoes);
  return body_end(body);
}

static Day get_day(const Node *map, const char *key) {
  const char *text = body_get_text(map, key);
  return text != NULL ? day_parse(text) : DAY_NONE;
}

static const char *get_word(const Node *map, const char *key) {
  return g_intern_string(body_get_text(map, key)); /* NULL stays NULL */
}

/* Whether everything is there that its kind needs. */
static gboolean complete(const TaskChange *change) {
  switch (change->kind) {
  case TASK_ADD:
    return change->title != NULL && change->on != DAY_NONE;
  case TASK_MOVE:
    return change->on != DAY_NONE;
  case TASK_ASSIGN:
    return change->person != NULL;
  case TASK_UNDO:
    return change->undoes > 0;
  case TASK_DONE:
  case TASK_DROP:
  case N_TASK_CHANGES:
    break;
  }
  return TRUE;
}

TaskChange *tasks_read(const char *subject, const char *body) {
  g_autoptr(Doc) doc = body_read(body);
  const Node *map = doc != NULL ? doc->root : NULL;
  const char *action = map != NULL ? body_get_text(map, "action") : NULL;
  int kind = action != NULL ? word_index(words_task_change, action) : -1;
  if (kind < 0 || !g_str_has_prefix(subject, "task:") || subject[strlen("task:")] == '\0') {
    return NULL;
  }
  g_autoptr(TaskChange) change = g_new0(TaskChange, 1);
  const char *function = body_get_text(map, "function"), *at = body_get_text(map, "at"),
             *reason = body_get_text(map, "reason");
  change->kind = (TaskChangeKind)kind;
  change->task = g_intern_string(subject + strlen("task:"));
  change->occurrence = get_word(map, "occurrence");
  change->title = g_strdup(body_get_text(map, "title"));
  change->function = function != NULL ? (Function)word_index(words_function, function) : FUNCTION_NONE;
  change->person = get_word(map, "person");
  change->checklist = get_word(map, "checklist");
  change->on = get_day(map, "on");
  change->due = get_day(map, "due");
  change->at = at != NULL ? minute_parse(at, FALSE) : -1;
  change->lasts = (int)CLAMP(body_get_number(map, "lasts"), 0, 400 * DAY_MINUTES);
  change->reason = g_strdup(reason != NULL ? reason : "");
  change->undoes = body_get_number(map, "undoes");
  return complete(change) ? g_steal_pointer(&change) : NULL;
}

typedef struct {
  GPtrArray *changes;
  gint64 unread; /* the first that was not understood */
} Reading;

static gboolean read_entry(const Entry *entry, gpointer data) {
  Reading *reading = data;
  if (!entry_is(entry, ENTRY_TASK)) {
    return TRUE; /* another room's, about a task */
  }
  TaskChange *change = tasks_read(entry->subject, entry->body);
  if (change == NULL) {
    reading->unread = entry->sequence;
    return FALSE;
  }
  change->by = g_intern_string(entry->done_by);
  change->recorded_by = strcmp(entry->recorded_by, entry->done_by) != 0 ? g_intern_string(entry->recorded_by) : NULL;
  change->sequence = entry->sequence;
  change->utc_ms = entry->time.utc_ms;
  g_ptr_array_add(reading->changes, change);
  return TRUE;
}

static void destroy(gpointer data) {
  taskchange_free(data);
}

GPtrArray *tasks_changes(Desk *desk, GError **error) {
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(destroy);
  Record *record = record_of(desk, RECORD_READ, error);
  if (record == NULL) {
    return NULL;
  }
  Ledger *ledger = record_ledger(record);
  Reading reading = {changes, 0};
  LedgerQuery query = {.prefix = "task:"}; /* by subject, for by kind would read the whole chain */
  if (ledger != NULL && !ledger_each(ledger, &query, read_entry, &reading, error)) {
    return NULL;
  }
  if (reading.unread > 0) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_NEWER,
                "店铺记录里第 %" G_GINT64_FORMAT " 条任务改动看不懂，可能是更新的版本写的。请换用新版本的 ready315。",
                reading.unread);
    return NULL;
  }
  return g_steal_pointer(&changes);
}

/* ---- may it be recorded? ---------------------------------------------------------------------------------------------------------- */

static const char *name_of(const Desk *desk, const char *id) {
  const Person *person = store_person(desk->campaign->store, id);
  return person != NULL ? person->name : id;
}

static const PlanTask *first_of(const Desk *desk, const TaskChange *change, guint *count) {
  const PlanTask *first = NULL;
  g_autoptr(GString) occurrence = g_string_new(NULL);
  *count = 0;
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    if (task->task->id != change->task) {
      continue;
    }
    g_string_truncate(occurrence, 0);
    plan_occurrence(task, occurrence);
    if (change->occurrence == NULL || strcmp(occurrence->str, change->occurrence) == 0) {
      first = first != NULL ? first : task;
      ++*count;
    }
  }
  return first;
}

static char *refuse_texts(const TaskChange *change) {
  static const char *const needed[N_TASK_CHANGES] = {[TASK_ADD] = "新增任务",
                                                     [TASK_MOVE] = "改期",
                                                     [TASK_ASSIGN] = "换人",
                                                     [TASK_DROP] = "取消任务",
                                                     [TASK_UNDO] = "撤回"};
  g_autofree char *reason = value_text(change->reason != NULL ? change->reason : "", VALUE_REASON_MAX);
  gboolean blank = change->reason == NULL || *g_strstrip(change->reason) == '\0';
  if (reason == NULL && !blank) {
    return g_strdup_printf("理由太长或有不能用的字符，最多 %d 个字。", VALUE_REASON_MAX);
  }
  if (reason == NULL && needed[change->kind] != NULL) {
    return g_strdup_printf("%s要写明理由（--reason）。", needed[change->kind]);
  }
  if (change->kind == TASK_ADD) {
    g_autofree char *title = value_text(change->title != NULL ? change->title : "", TITLE_MOST);
    if (title == NULL || strchr(title, '\n') != NULL) {
      return g_strdup_printf("任务的名称写一行，1 到 %d 个字。", TITLE_MOST);
    }
  }
  return NULL;
}

/* What is answered on a checklist is done when the checklist is. */
static char *refuse_unchecked(const Desk *desk, const PlanTask *task, const Duty *duty, const char *key) {
  const Checklist *checklist =
      task->task->checklist != NULL ? campaign_checklist(desk->campaign, task->task->checklist) : NULL;
  gboolean runs = checklist != NULL && (checklist->source == SOURCE_LIST || checklist->source == SOURCE_REGISTER);
  if (!runs && (duty == NULL || duty->card == NULL)) {
    return NULL;
  }
  return g_strdup_printf("「%s」要填检查表「%s」，填完就算完成：ready315 run %s --task %s", task->task->title,
                         checklist != NULL ? checklist->title : task->task->checklist, task->task->checklist, key);
}

static char *refuse_done(Desk *desk, const TaskChange *change, GError **error) {
  guint count;
  const PlanTask *task = first_of(desk, change, &count);
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return NULL;
  }
  const Duty *duty = dutyboard_of(board, task);
  g_autoptr(GString) key = g_string_new(NULL);
  char day[DAY_TEXT];
  plan_key(task, key);
  if (duty != NULL && duty->state == DUTY_DONE) {
    return change->kind == TASK_DONE
               ? g_strdup_printf("「%s」已经由%s完成了。", task->task->title, name_of(desk, duty->done_by))
               : g_strdup_printf("「%s」已经完成，不用再改；真要改，先撤回完成：ready315 task undo %s",
                                 task->task->title, key->str);
  }
  if (change->kind != TASK_DONE) {
    return NULL;
  }
  if (task->task->every != EVERY_NONE && moment_day(task->start) > board->today) {
    return g_strdup_printf("「%s」这一次在 %s，还没有到。", task->task->title, day_words(moment_day(task->start), day));
  }
  return refuse_unchecked(desk, task, duty, key->str);
}

static char *refuse_idle(const Desk *desk, const TaskChange *change) {
  guint count, same = 0;
  const PlanTask *first = first_of(desk, change, &count);
  g_autoptr(GString) occurrence = g_string_new(NULL);
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    g_string_truncate(occurrence, 0);
    plan_occurrence(task, occurrence);
    if (task->task->id != change->task ||
        (change->occurrence != NULL && strcmp(occurrence->str, change->occurrence) != 0)) {
      continue;
    }
    gboolean stays = moment_day(task->start) == change->on && change->lasts == 0 &&
                     (change->at < 0 || (!task->all_day && moment_minute(task->start) == change->at)) &&
                     (change->due == DAY_NONE || (task->has_due && task->due == change->due));
    gboolean owned = task->owner != NULL && task->owner->id == change->person;
    same += change->kind == TASK_MOVE ? stays : owned;
  }
  if (same < count) {
    return NULL;
  }
  return change->kind == TASK_MOVE
             ? g_strdup_printf("「%s」本来就在这一天，没有要改的。", first->task->title)
             : g_strdup_printf("「%s」本来就由%s负责。", first->task->title, name_of(desk, change->person));
}

/* The newest change that still holds; NULL when there is none. */
static const TaskChange *to_undo(const Desk *desk, const TaskChange *change) {
  g_autoptr(GPtrArray) live = taskchange_live(desk->changes);
  for (guint i = live->len; i-- > 0;) {
    const TaskChange *earlier = g_ptr_array_index(live, i);
    if (earlier->task == change->task &&
        (change->occurrence == NULL || g_strcmp0(earlier->occurrence, change->occurrence) == 0)) {
      return earlier;
    }
  }
  return NULL;
}

static const char *title_of(const Desk *desk, const char *id) {
  const Task *task = g_hash_table_lookup(desk->plan->by_id, id);
  task = task != NULL ? task : campaign_task(desk->campaign, id);
  for (guint i = 0; task == NULL && i < desk->changes->len; i++) {
    const TaskChange *change = g_ptr_array_index(desk->changes, i);
    if (change->task == id && change->title != NULL) {
      return change->title;
    }
  }
  return task != NULL ? task->title : id;
}

/* NULL when it may be recorded, or with an error. */
static char *refuse(Desk *desk, const TaskChange *change, GError **error) {
  char *problem = refuse_texts(change);
  if (problem != NULL) {
    return problem;
  }
  if (change->kind == TASK_UNDO) {
    return to_undo(desk, change) != NULL ? NULL
                                         : g_strdup_printf("「%s」没有可以撤回的改动。", title_of(desk, change->task));
  }
  if (change->checklist != NULL && campaign_checklist(desk->campaign, change->checklist) == NULL) {
    return g_strdup_printf("没有检查表 %s。", change->checklist);
  }
  problem = sched_refusal(desk->plan, change);
  if (problem == NULL && (change->kind == TASK_MOVE || change->kind == TASK_ASSIGN)) {
    problem = refuse_idle(desk, change);
  }
  guint count = 0;
  const PlanTask *task = problem == NULL && change->kind != TASK_ADD ? first_of(desk, change, &count) : NULL;
  if (task != NULL && count == 1 && change->kind != TASK_ASSIGN) {
    problem = refuse_done(desk, change, error);
  }
  return problem;
}

/* ---- recording -------------------------------------------------------------------------------------------------------------------- */

/* Frozen and unique: numbered by the entry that it will be at the earliest, so that no two devices of a store choose alike. */
static const char *new_id(const Desk *desk, gint64 head) {
  for (gint64 n = head + 1;; n++) {
    g_autofree char *id = g_strdup_printf("add-%" G_GINT64_FORMAT, n);
    gboolean used = campaign_task(desk->campaign, id) != NULL;
    for (guint i = 0; i < desk->changes->len && !used; i++) {
      used = strcmp(((const TaskChange *)g_ptr_array_index(desk->changes, i))->task, id) == 0;
    }
    for (guint i = 0; i < desk->campaign->dropped->len && !used; i++) {
      used = strcmp(((const DroppedTask *)g_ptr_array_index(desk->campaign->dropped, i))->id, id) == 0;
    }
    if (!used) {
      return g_intern_string(id);
    }
  }
}

typedef enum { TRIED_DONE, TRIED_REFUSED, TRIED_MOVED, TRIED_FAILED } Tried;

static Tried try_once(Desk *desk, TaskChange *change, const char *recorded_by, RecordMark *mark, char **problem,
                      GError **error) {
  Record *record = record_of(desk, RECORD_WRITE, error);
  gint64 head = record != NULL ? record_head(record, error) : -1;
  if (head < 0 || !desk_replan(desk, error)) {
    return TRIED_FAILED;
  }
  if (change->kind == TASK_ADD) {
    change->task = new_id(desk, head);
  }
  GError *failed = NULL;
  *problem = refuse(desk, change, &failed);
  if (*problem != NULL) {
    return TRIED_REFUSED;
  }
  if (failed != NULL) {
    g_propagate_error(error, failed);
    return TRIED_FAILED;
  }
  if (change->kind == TASK_UNDO) {
    change->undoes = to_undo(desk, change)->sequence;
  }
  g_autofree char *subject = g_strconcat("task:", change->task, NULL);
  g_autofree char *body = tasks_body(change);
  const RecordDraft draft = {
      .kind = ENTRY_TASK, .done_by = change->by, .recorded_by = recorded_by, .subject = subject, .body = body};
  if (record_add(record, &draft, 1, head, mark, &failed)) {
    return TRIED_DONE;
  }
  if (g_error_matches(failed, LEDGER_FAULT, LEDGER_FAULT_MOVED)) {
    g_error_free(failed);
    return TRIED_MOVED;
  }
  g_propagate_error(error, failed);
  return TRIED_FAILED;
}

static TaskChange *copy_of(const TaskChange *change) {
  TaskChange *copy = g_memdup2(change, sizeof *change);
  copy->title = change->title != NULL ? g_strstrip(g_strdup(change->title)) : NULL;
  copy->reason = g_strstrip(g_strdup(change->reason != NULL ? change->reason : ""));
  return copy;
}

/* `change` gets what was settled: the new id, what is taken back. */
static gboolean record_change(Desk *desk, TaskChange *change, const char *recorded_by, RecordMark *mark, char **problem,
                              GError **error) {
  GError *failed = NULL;
  const char *named = change->task;
  change->task = change->kind == TASK_ADD ? g_intern_static_string("add-0") : named;
  *problem = refuse(desk, change, &failed); /* before a record is made for nothing */
  if (*problem != NULL) {
    return FALSE;
  }
  if (failed != NULL) {
    g_propagate_error(error, failed);
    return FALSE;
  }
  Tried tried = TRIED_MOVED;
  for (int i = 0; i < TRIES && tried == TRIED_MOVED; i++) {
    tried = try_once(desk, change, recorded_by, mark, problem, error);
  }
  if (tried == TRIED_MOVED) {
    *problem = g_strdup("另一个程序正在不停地写店铺记录，这一次没有记上。请过一会儿再试。");
  }
  return tried == TRIED_DONE;
}

/* ---- what it did ------------------------------------------------------------------------------------------------------------------ */

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
  const PlanTask *task = change->kind == TASK_DONE ? first_of(desk, change, &count) : NULL;
  g_autoptr(DutyBoard) board = task != NULL ? dutyboard_new(desk, NULL) : NULL;
  const Duty *duty = board != NULL ? dutyboard_of(board, task) : NULL;
  outcome->late = duty != NULL && duty->late;
}

TaskOutcome *tasks_tell(Desk *desk, const TaskChange *change, const char *recorded_by, char **problem, GError **error) {
  g_autoptr(OldPlan) old = oldplan_of(desk->plan);
  g_autoptr(GHashTable) notes = notes_of(desk->plan);
  g_autoptr(GHashTable) before = events_of(desk->plan, change->task);
  g_autoptr(TaskChange) settled = copy_of(change);
  g_autofree char *title =
      g_strdup(change->kind == TASK_ADD ? settled->title : title_of(desk, change->task)); /* it may be gone then */
  RecordMark mark;
  if (!record_change(desk, settled, recorded_by, &mark, problem, error) || !desk_replan(desk, error)) {
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
