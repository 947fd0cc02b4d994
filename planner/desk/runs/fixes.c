/* Corrective actions are part of their runs (run/fixes.h); here they are gathered from all of them. */
#include "desk/runs/fixes.h"
#include "base/text.h"
#include "desk/runs/runtale.h"
#include "run/fixes.h"
#include <string.h>

static void open_fix_free(gpointer data) {
  OpenFix *fix = data;
  g_free(fix->key);
  g_free(fix->name);
  g_free(fix->checklist);
  g_free(fix->row);
  g_free(fix->item);
  g_free(fix->done);
  g_free(fix->rejected);
  g_free(fix);
}

/* Who has to see to it: the task's department, else the one that covers the checklist's function, else the finder's own. */
static const Department *department_of(const Desk *desk, const PlanTask *task, const Checklist *checklist,
                                       const Fix *fix) {
  const Store *store = desk->campaign->store;
  Department *department = task != NULL ? task->department : NULL;
  if (department == NULL && checklist->function != FUNCTION_NONE) {
    department = store->covering[checklist->function];
  }
  const Person *finder = department == NULL && fix->found_by != NULL ? store_person(store, fix->found_by) : NULL;
  return finder != NULL ? finder->department : department;
}

static OpenFix *describe(const Desk *desk, const RunTale *tale, const RunState *state, const PlanTask *task,
                         const Fix *fix) {
  OpenFix *open = g_new0(OpenFix, 1);
  guint row = run_row(state, fix->row), item = run_item(state, fix->item);
  const Row *at = row != G_MAXUINT ? g_ptr_array_index(state->rows, row) : NULL;
  const ChecklistItem *asked = item != G_MAXUINT ? g_ptr_array_index(state->checklist->items, item) : NULL;
  open->key = g_strdup(tale->key);
  open->number = fix->number;
  open->name = g_strdup_printf("%s#%u", tale->key, fix->number);
  open->checklist = g_strdup(state->checklist->title);
  open->row = g_strdup(at != NULL ? at->title : fix->row);
  open->item = g_strdup(asked != NULL ? asked->ask : fix->item);
  open->stage = fix->stage;
  open->found_by = fix->found_by;
  open->done_by = fix->done_by;
  open->rechecked_by = fix->rechecked_by;
  open->done = g_strdup(fix->done);
  open->rejected = g_strdup(fix->rejected);
  open->department = department_of(desk, task, state->checklist, fix);
  if (fix->action > 0 && fix->action <= tale->times->len) {
    open->found_ms = g_array_index(tale->times, gint64, fix->action - 1);
  }
  return open;
}

static gint by_time(gconstpointer a, gconstpointer b) {
  const OpenFix *left = *(OpenFix *const *)a, *right = *(OpenFix *const *)b;
  gint order = left->found_ms < right->found_ms ? -1 : left->found_ms > right->found_ms;
  order = order != 0 ? order : strcmp(left->key, right->key);
  return order != 0 ? order : left->number < right->number ? -1 : left->number > right->number;
}

static gboolean add_of_run(Desk *desk, const char *key, gboolean closed_too, GPtrArray *list, GError **error) {
  g_autoptr(RunTale) tale = runtale_new(key);
  if (!runtale_read(tale, desk, NULL, error)) {
    return FALSE;
  }
  g_autoptr(RunState) state = runtale_replay(tale, desk, error);
  if (state == NULL) {
    return FALSE;
  }
  const PlanTask *task = session_task(desk, key);
  for (guint i = 0; i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    if (closed_too || fix_live(fix)) {
      g_ptr_array_add(list, describe(desk, tale, state, task, fix));
    }
  }
  return TRUE;
}

GPtrArray *fixes_list(Desk *desk, gboolean closed_too, GError **error) {
  g_autoptr(GHashTable) cards = session_cards(desk, error);
  if (cards == NULL) {
    return NULL;
  }
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(open_fix_free);
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if ((closed_too ? card->fixes : card->fixes_open) > 0 && !add_of_run(desk, key, closed_too, list, error)) {
      return NULL;
    }
  }
  g_ptr_array_sort(list, by_time);
  return g_steal_pointer(&list);
}

/* KEY#NUMBER */
static char *read_name(const char *name, guint *number) {
  const char *mark = strrchr(name, '#');
  guint64 count = 0;
  if (mark == NULL || mark == name || !g_ascii_string_to_unsigned(mark + 1, 10, 1, G_MAXUINT, &count, NULL)) {
    return NULL;
  }
  *number = (guint)count;
  return g_strndup(name, (gsize)(mark - name));
}

gboolean fixes_step(Desk *desk, const char *name, const RunEvent *event, RunResult *result, char **problem,
                    GError **error) {
  guint number = 0;
  g_autofree char *key = read_name(name, &number), *shown = text_shown(name);
  g_auto(RunRef) ref = {NULL, NULL, NULL};
  if (key == NULL) {
    g_autofree char *how = desk_advice(desk, ADVICE_FIXES, NULL, NULL);
    *problem = g_strdup_printf("“%s”不是整改的编号。编号写成 stock@2027-03-11#1%s。", shown, how);
    return FALSE;
  }
  if (!session_ref_of(desk, key, &ref, problem, error)) {
    return FALSE;
  }
  gboolean begun = FALSE;
  g_autoptr(RunState) state = session_look(desk, &ref, &begun, error);
  if (state == NULL && begun) {
    return FALSE;
  }
  if (!begun || fixes_get(state, number) == NULL) {
    g_clear_error(error); /* what it would begin with is of no interest */
    g_autofree char *how = desk_advice(desk, ADVICE_FIXES, NULL, NULL);
    *problem = g_strdup_printf("没有编号为“%s”的整改%s。", shown, how);
    return FALSE;
  }
  g_autoptr(RunSession) session = session_open(desk, &ref, event->by, event->recorded_by, error);
  RunEvent numbered = *event;
  numbered.number = number;
  return session != NULL && session_step(session, &numbered, result, NULL, error);
}
