/* Minutes of work per person and day, from the plan's occurrences: the foot of `plan`. */
#include "sched/sched.h"

typedef struct {
  Workload sum;
  GHashTable *days; /* Day → minutes */
} Tally;

static void tally_free(gpointer data) {
  Tally *tally = data;
  g_hash_table_unref(tally->days);
  g_free(tally);
}

/* A bar of several days is spread evenly over them, to the minute. */
static void spread(Tally *tally, const PlanTask *task) {
  int effort = plan_task_effort(task);
  Day first = moment_day(task->start);
  int n = task->all_day ? moment_day(task->end) - first : 1;
  if (effort == 0) {
    tally->sum.unknown++;
    return;
  }
  tally->sum.total += effort;
  for (int i = 0; i < n; i++) {
    int minutes = (int)((gint64)effort * (i + 1) / n - (gint64)effort * i / n);
    gpointer day = GINT_TO_POINTER(first + i);
    gpointer before = g_hash_table_lookup(tally->days, day);
    g_hash_table_insert(tally->days, day, GINT_TO_POINTER(GPOINTER_TO_INT(before) + minutes));
  }
}

static void find_worst(Tally *tally, Day gala) {
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, tally->days);
  tally->sum.worst_day = DAY_NONE;
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    Day day = GPOINTER_TO_INT(key);
    int minutes = GPOINTER_TO_INT(value);
    gboolean earlier = tally->sum.worst_day == DAY_NONE || day < tally->sum.worst_day;
    if (minutes > tally->sum.worst || (minutes == tally->sum.worst && earlier)) {
      tally->sum.worst = minutes;
      tally->sum.worst_day = day;
    }
    if (day != gala) {
      tally->sum.worst_but_315 = MAX(tally->sum.worst_but_315, minutes);
    }
  }
}

GArray *sched_workload(const Plan *plan) {
  const GPtrArray *people = plan->campaign->store->people;
  g_autoptr(GHashTable) tallies = g_hash_table_new_full(NULL, NULL, NULL, tally_free);
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(Workload));
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    if (!task->owner) {
      continue;
    }
    Tally *tally = g_hash_table_lookup(tallies, task->owner);
    if (!tally) {
      tally = g_new0(Tally, 1);
      tally->sum.person = task->owner;
      tally->days = g_hash_table_new(NULL, NULL);
      g_hash_table_insert(tallies, task->owner, tally);
    }
    spread(tally, task);
  }
  for (guint i = 0; i < people->len; i++) {
    Tally *tally = g_hash_table_lookup(tallies, g_ptr_array_index(people, i));
    if (tally) {
      find_worst(tally, day_from(plan->year, 3, 15));
      g_array_append_val(rows, tally->sum);
    }
  }
  return rows;
}
