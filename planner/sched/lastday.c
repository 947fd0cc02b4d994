/* One pass over the tasks, each following what waits for it; nothing waits for itself (E042). Must not know what is recorded, only whether it is settled. */
#include "sched/lastday.h"
#include "sched/days.h"

enum { DAYS_BACK = 400 }; /* a department that does not work for longer than that has no last working day */

typedef struct {
  const Plan *plan;
  const guint8 *settled;
  Days *days;
  GHashTable *waiting; /* interned task id → GArray of guint: occurrences that need it and are open, by due day */
  Day *last;
  guint8 *known;
} Work;

static gint by_due(gconstpointer a, gconstpointer b, gpointer data) {
  guint i = *(const guint *)a, j = *(const guint *)b;
  Day one = plan_task((const Plan *)data, i)->due, other = plan_task((const Plan *)data, j)->due;
  return one != other ? (one < other ? -1 : 1) : (i > j) - (i < j);
}

static void find_waiting(Work *work) {
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    const Task *task = plan_task(work->plan, i)->task;
    for (guint k = 0; k < task->n_needs && !(work->settled && work->settled[i]); k++) {
      GArray *list = g_hash_table_lookup(work->waiting, task->needs[k]);
      if (!list) {
        list = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(work->waiting, (gpointer)(guintptr)task->needs[k], list);
      }
      g_array_append_val(list, i);
    }
  }
  GHashTableIter iter;
  gpointer list;
  g_hash_table_iter_init(&iter, work->waiting);
  while (g_hash_table_iter_next(&iter, NULL, &list)) {
    g_array_sort_with_data(list, by_due, (gpointer)(guintptr)work->plan);
  }
}

/* The first of `list` that is due on `day` or later; its length where there is none. */
static guint first_due(const Work *work, const GArray *list, Day day) {
  guint low = 0, high = list->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (plan_task(work->plan, g_array_index(list, guint, middle))->due < day) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static int days_needed(const PlanTask *task) {
  if (task->task->effort > 0) {
    return (task->task->effort + LAST_DAY_MINUTES - 1) / LAST_DAY_MINUTES;
  }
  return task->all_day ? moment_day(task->end) - moment_day(task->start) : 1;
}

static Day count_back(const Work *work, const PlanTask *task, Day end) {
  int left = days_needed(task);
  for (Day day = end; day > end - DAYS_BACK; day--) {
    if (days_is_workday(work->days, task->department, task->owner, day) && --left == 0) {
      return day;
    }
  }
  return end;
}

static Day last_of(Work *work, guint index) {
  const PlanTask *task = plan_task(work->plan, index);
  if (work->known[index]) {
    return work->last[index];
  }
  const GArray *list = g_hash_table_lookup(work->waiting, task->task->id);
  guint next = list ? first_due(work, list, task->due) : 0;
  Day end = task->due;
  if (list && next < list->len) {
    end = MIN(end, last_of(work, g_array_index(list, guint, next)));
  }
  Day start = moment_day(task->start);
  work->last[index] = MAX(count_back(work, task, end), MIN(start, end));
  work->known[index] = TRUE;
  return work->last[index];
}

Day *sched_last_days(const Plan *plan, const guint8 *settled) {
  guint n = plan->tasks->len;
  g_autofree guint8 *known = g_new0(guint8, n + 1);
  g_autoptr(Days) days = days_new(plan->campaign);
  g_autoptr(GHashTable) waiting = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  Work work = {plan, settled, days, waiting, g_new(Day, n + 1), known};
  find_waiting(&work);
  for (guint i = 0; i < n; i++) {
    if (settled && settled[i]) {
      work.last[i] = DAY_NONE;
      known[i] = TRUE;
    } else {
      last_of(&work, i);
    }
  }
  return work.last;
}
