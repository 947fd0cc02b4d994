/* Counts what is done, due, late and put off. Whether something is done, carried or overdue was decided in desk/tasks/duty, what blocks in desk/sign/gates and
 * how late one may begin in sched/lastday; here it is only weighed and added up. */
#include "desk/show/readiness.h"
#include "desk/sign/signoff.h"
#include "sched/lastday.h"

typedef struct {
  Readiness *made;
  const Plan *plan;
  const DutyMark *marks; /* NULL: unrecorded */
  gint64 *points;        /* by index */
  guint8 *settled;       /* by index */
  Day *last;             /* by index */
  GHashTable *open;      /* interned task id → due day of its earliest open occurrence + 1, so that 0 is none */
} Work;

static gboolean is_ours(const Work *work, guint i) {
  const Department *department = work->made->department;
  return department == NULL || plan_task(work->plan, i)->department == department;
}

static DutyState state_of(const Work *work, guint i) {
  return work->marks != NULL ? (DutyState)work->marks[i].state : DUTY_COMING;
}

/* Each occurrence's share of its task's weight, in the plan's order. */
static void weigh(Work *work) {
  g_autoptr(GHashTable) all = g_hash_table_new(g_direct_hash, g_direct_equal); /* const Task* → occurrences */
  g_autoptr(GHashTable) so_far = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    gpointer task = (gpointer)(guintptr)plan_task(work->plan, i)->task;
    g_hash_table_insert(all, task, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(all, task)) + 1));
  }
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    const Task *task = plan_task(work->plan, i)->task;
    gpointer key = (gpointer)(guintptr)task;
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(so_far, key));
    work->points[i] = ready_share(ready_weight(task), before, GPOINTER_TO_UINT(g_hash_table_lookup(all, key)));
    g_hash_table_insert(so_far, key, GUINT_TO_POINTER(before + 1));
  }
}

/* ---- sums ---- */

static void put(ReadySum *sum, ReadyMeasure measure, gint64 points) {
  sum->count[measure]++;
  sum->points[measure] += points;
}

static void count(const Work *work, guint i, ReadySum *sum) {
  const PlanTask *task = plan_task(work->plan, i);
  gint64 points = work->points[i];
  DutyState state = state_of(work, i);
  gboolean due = task->due < work->made->today;
  put(sum, READY_TOTAL, points);
  if (due) {
    put(sum, READY_DUE, points);
  }
  if (state == DUTY_DONE) {
    put(sum, READY_DONE, points);
    if (due) {
      put(sum, READY_DONE_DUE, points);
    }
  } else if (state == DUTY_CARRIED || state == DUTY_WAIVED) {
    put(sum, state == DUTY_CARRIED ? READY_CARRIED : READY_WAIVED, points);
  } else if (due || task->due == work->made->today) {
    put(sum, due ? READY_LATE : READY_TODAY, points);
  }
}

static ReadySum *phase_sum(Readiness *made, const Phase *phase) {
  for (guint i = 0; i < made->phases->len; i++) {
    ReadyPhase *row = &g_array_index(made->phases, ReadyPhase, i);
    if (row->phase == phase) {
      return &row->sum;
    }
  }
  g_assert_not_reached();
}

static ReadySum *department_sum(Readiness *made, const Department *department) {
  for (guint i = 0; i < made->departments->len; i++) {
    ReadyDepartment *row = &g_array_index(made->departments, ReadyDepartment, i);
    if (row->department == department) {
      return &row->sum;
    }
  }
  g_assert_not_reached();
}

/* A row for each phase and department, and one for what has none. */
static void make_rows(Readiness *made) {
  const Plan *plan = made->plan;
  const GPtrArray *departments = plan->campaign->store->departments;
  for (guint i = 0; i <= plan->phases->len; i++) {
    const ReadyPhase row = {.phase = i < plan->phases->len ? g_ptr_array_index(plan->phases, i) : NULL};
    g_array_append_val(made->phases, row);
  }
  for (guint i = 0; i <= departments->len; i++) {
    const ReadyDepartment row = {.department = i < departments->len ? g_ptr_array_index(departments, i) : NULL};
    g_array_append_val(made->departments, row);
  }
}

static void drop_empty_rows(Readiness *made) {
  for (guint i = made->phases->len; i-- > 0;) {
    if (g_array_index(made->phases, ReadyPhase, i).sum.count[READY_TOTAL] == 0) {
      g_array_remove_index(made->phases, i);
    }
  }
  for (guint i = made->departments->len; i-- > 0;) {
    if (g_array_index(made->departments, ReadyDepartment, i).sum.count[READY_TOTAL] == 0) {
      g_array_remove_index(made->departments, i);
    }
  }
}

static void sum_up(Work *work) {
  Readiness *made = work->made;
  make_rows(made);
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(work->plan, i);
    if (!is_ours(work, i)) {
      continue;
    }
    Day start = MIN(moment_day(task->start), task->due);
    made->first = made->first == DAY_NONE ? start : MIN(made->first, start);
    made->last = MAX(made->last, task->due);
    count(work, i, &made->all);
    count(work, i, phase_sum(made, task->phase));
    count(work, i, department_sum(made, task->department));
    if (task->due <= made->gala) {
      count(work, i, &made->to_gala);
    }
  }
  drop_empty_rows(made);
}

/* ---- what is open ---- */

static void find_open(Work *work) {
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(work->plan, i);
    gpointer key = (gpointer)(guintptr)task->task->id, before = g_hash_table_lookup(work->open, key);
    if (!work->settled[i] && (before == NULL || task->due + 1 < GPOINTER_TO_INT(before))) {
      g_hash_table_insert(work->open, key, GINT_TO_POINTER(task->due + 1));
    }
  }
}

static GPtrArray *waits_for(const Work *work, const PlanTask *task) {
  GPtrArray *found = NULL;
  for (guint k = 0; k < task->task->n_needs; k++) {
    int due = GPOINTER_TO_INT(g_hash_table_lookup(work->open, task->task->needs[k]));
    if (due != 0 && due - 1 <= task->due) {
      found = found != NULL ? found : g_ptr_array_new();
      g_ptr_array_add(found, g_hash_table_lookup(work->plan->by_id, task->task->needs[k]));
    }
  }
  return found;
}

static gint by_urgency(gconstpointer a, gconstpointer b) {
  const ReadyItem *one = a, *other = b;
  if (one->last != other->last) {
    return one->last < other->last ? -1 : 1;
  }
  gint64 weight = ready_weight(one->task->task), against = ready_weight(other->task->task);
  if (weight != against) {
    return weight > against ? -1 : 1;
  }
  return one->task->due != other->task->due ? (one->task->due < other->task->due ? -1 : 1)
                                            : (one->task > other->task) - (one->task < other->task);
}

/* Without a record nothing is known of the days that lie behind. */
static void list_items(Work *work) {
  Day today = work->made->today;
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(work->plan, i);
    DutyState state = state_of(work, i);
    if (work->settled[i] || !is_ours(work, i) || (work->marks == NULL && task->due < today)) {
      continue;
    }
    gboolean begun = state == DUTY_BEGUN || state == DUTY_AWAITING, overdue = task->due < today;
    gboolean too_late = overdue || (!begun && work->last[i] < today);
    ReadyItem item = {.task = task,
                      .points = work->points[i],
                      .state = state,
                      .last = work->last[i],
                      .overdue = overdue,
                      .too_late = too_late,
                      .now = !too_late && !begun && work->last[i] == today,
                      .waits_for = waits_for(work, task)};
    g_array_append_val(work->made->items, item);
  }
  g_array_sort(work->made->items, by_urgency);
}

/* ---- the way to 15 March ---- */

static void draw_points(Work *work) {
  Readiness *made = work->made;
  for (Day day = made->first; made->to_gala.count[READY_TOTAL] > 0 && day <= made->gala; day++) {
    const ReadyPoint point = {day, 0, work->marks != NULL && day <= made->today ? 0 : -1};
    g_array_append_val(made->points, point);
  }
  guint n = made->points->len;
  ReadyPoint *points = (ReadyPoint *)made->points->data;
  for (guint i = 0; i < work->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(work->plan, i);
    if (!is_ours(work, i) || task->due > made->gala) {
      continue;
    }
    points[task->due - made->first].planned += work->points[i];
    if (state_of(work, i) == DUTY_DONE) {
      /* what was done before the first day, or by an earlier clock than the record's, stands at the nearest day there is */
      Day day = CLAMP(work->marks[i].done_day, made->first, MAX(made->today, made->first));
      if (day <= made->gala && points[day - made->first].done >= 0) {
        points[day - made->first].done += work->points[i];
      }
    }
  }
  for (guint i = 1; i < n; i++) {
    points[i].planned += points[i - 1].planned;
    points[i].done += points[i].done >= 0 ? points[i - 1].done : 0;
  }
}

/* The last day at whose end the plan asks no more than `done`, the day before the first where it asks more on that one already. Who is ahead has not
 * won a day on which nothing was asked: then only days with work count. */
static Day day_reached(const Readiness *made, gint64 done, gboolean ahead) {
  Day day = made->first - 1;
  gint64 before = 0;
  for (guint i = 0; i < made->points->len; i++) {
    const ReadyPoint *point = &g_array_index(made->points, ReadyPoint, i);
    if (point->planned <= done && (!ahead || point->planned > before)) {
      day = point->day;
    }
    before = point->planned;
  }
  return day;
}

static void compare(Readiness *made) {
  gint64 done = made->to_gala.points[READY_DONE];
  Day asked = MIN(made->today - 1, made->gala);
  made->ahead = done - made->to_gala.points[READY_DUE];
  if (made->ahead < 0) {
    made->ahead_days = day_reached(made, done, FALSE) - asked;
  } else if (made->ahead > 0) {
    made->ahead_days = MAX(day_reached(made, done, TRUE) - asked, 0);
  }
}

/* After 15 March the rest of the period counts, too: whatever is open then and was due is behind. */
static ReadyState judge(const Readiness *made) {
  const gint64 *all = made->all.points;
  if (made->all.count[READY_TOTAL] == 0) {
    return READY_NOTHING;
  }
  if (!made->recorded) {
    return READY_UNRECORDED;
  }
  if (made->today < made->first) {
    return READY_BEFORE;
  }
  if (made->today > made->last) {
    return READY_OVER;
  }
  if (made->today > made->gala || made->points->len == 0) {
    return all[READY_DONE_DUE] < all[READY_DUE] ? READY_BEHIND : READY_LEVEL;
  }
  return made->ahead < 0 ? READY_BEHIND : made->ahead_days > 0 ? READY_AHEAD : READY_LEVEL;
}

/* ---- all ---- */

Readiness *readiness_new(const Plan *plan, const DutyMark *marks, Day today, const Department *department) {
  guint n = plan->tasks->len;
  g_autofree gint64 *points = g_new0(gint64, n + 1);
  g_autofree guint8 *settled = g_new0(guint8, n + 1);
  g_autoptr(GHashTable) open = g_hash_table_new(g_direct_hash, g_direct_equal);
  Readiness *made = readiness_alloc(plan);
  made->today = today;
  made->department = department;
  made->recorded = marks != NULL;
  for (guint i = 0; marks != NULL && i < n; i++) {
    settled[i] = (guint8)duty_settled((DutyState)marks[i].state);
  }
  g_autofree Day *last = sched_last_days(plan, settled);
  Work work = {made, plan, marks, points, settled, last, open};
  weigh(&work);
  sum_up(&work);
  find_open(&work);
  list_items(&work);
  draw_points(&work);
  compare(made);
  made->state = judge(made);
  return made;
}

/* What is due today stands among the items; so do checklists that nobody did, which are overdue. */
static gboolean read_blocks(Desk *desk, const DutyBoard *duties, Readiness *made, GError **error) {
  g_autoptr(GPtrArray) gates = gates_open(desk, duties, made->today, made->today, made->department, error);
  for (guint i = 0; gates != NULL && i < gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(gates, i);
    if (gate->waived || gate->carried || gate->gate == GATE_DEPT_UNSIGNED || gate->since == made->today) {
      continue;
    }
    ReadyBlock *block = g_new0(ReadyBlock, 1);
    *block = (ReadyBlock){.gate = words_gate[gate->gate].id,
                          .blocks = gate->blocks,
                          .name = g_strdup(gate->name),
                          .text = g_strdup(gate->text),
                          .department = gate->department,
                          .since = gate->since};
    g_ptr_array_add(made->blocks, block);
  }
  return gates != NULL;
}

static gboolean read_unsigned(Desk *desk, Readiness *made, GError **error) {
  g_autoptr(GPtrArray) due = signoff_due(desk, error);
  for (guint i = 0; due != NULL && i < due->len; i++) {
    const SignDue *page = g_ptr_array_index(due, i);
    if (page->span.last < made->today) {
      ReadyUnsigned *left = g_new0(ReadyUnsigned, 1);
      *left = (ReadyUnsigned){g_strdup(page->title), page->span.first, page->span.last};
      g_ptr_array_add(made->unsigned_, left);
    }
  }
  return due != NULL;
}

Readiness *readiness_of(Desk *desk, const Department *department, GError **error) {
  g_autoptr(DutyBoard) duties = dutyboard_new(desk, error);
  if (duties == NULL) {
    return NULL;
  }
  g_autofree DutyMark *marks = dutyboard_marks(duties, desk->plan);
  g_autoptr(Readiness) made = readiness_new(desk->plan, marks, duties->today, department);
  made->now = desk_moment(desk);
  if (marks != NULL &&
      (!read_blocks(desk, duties, made, error) || (department == NULL && !read_unsigned(desk, made, error)))) {
    return NULL;
  }
  return g_steal_pointer(&made);
}
