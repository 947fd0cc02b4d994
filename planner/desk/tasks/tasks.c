/* Task changes as entries of the record: written after they were judged by the very rules by which the plan applies them, read back each time a plan is
 * made. Where another program was faster, it is judged again on what that one left. */
#include "desk/tasks/tasks.h"
#include "desk/record/body.h"
#include "desk/tasks/taskrules.h"
#include <string.h>

enum { TRIES = 5 };

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
  return intern_string(body_get_text(map, key)); /* NULL stays NULL */
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
  change->task = intern_string(subject + strlen("task:"));
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
  change->by = intern_string(entry->done_by);
  change->recorded_by = strcmp(entry->recorded_by, entry->done_by) != 0 ? intern_string(entry->recorded_by) : NULL;
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
      return intern_string(id);
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
  *problem = taskrules_refuse(desk, change, &failed);
  if (*problem != NULL) {
    return TRIED_REFUSED;
  }
  if (failed != NULL) {
    g_propagate_error(error, failed);
    return TRIED_FAILED;
  }
  if (change->kind == TASK_UNDO) {
    change->undoes = taskrules_undone(desk, change)->sequence;
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

TaskChange *tasks_copy(const TaskChange *change) {
  TaskChange *copy = g_memdup2(change, sizeof *change);
  copy->title = change->title != NULL ? g_strstrip(g_strdup(change->title)) : NULL;
  copy->reason = g_strstrip(g_strdup(change->reason != NULL ? change->reason : ""));
  return copy;
}

/* `change` gets what was settled: the new id, what is taken back. */
gboolean tasks_put(Desk *desk, TaskChange *change, const char *recorded_by, RecordMark *mark, char **problem,
                   GError **error) {
  GError *failed = NULL;
  const char *named = change->task;
  change->task = change->kind == TASK_ADD ? intern_string("add-0") : named;
  *problem = taskrules_refuse(desk, change, &failed); /* before a record is made for nothing */
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
