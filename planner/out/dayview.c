/* Picks a day out of a plan. An occurrence belongs to the day on which it starts by the calendar (that is how its id reads); whose "today" it
 * is after midnight is for the caller to say (day_ends). */
#include "out/dayview.h"

Person *dayview_actor(const PlanTask *task, Day day) {
  Person *owner = task->owner;
  if (owner == NULL || person_leave(owner, day) == NULL || task->department == NULL) {
    return owner;
  }
  Person *backup = task->department->backup;
  return backup != NULL && backup != owner && person_leave(backup, day) == NULL ? backup : owner;
}

void dayview_time(const PlanTask *task, GString *out) {
  char clock[DAY_TEXT];
  g_string_append(out, task->all_day ? "全天" : minute_clock(moment_minute(task->start), clock));
}

static const PlanTask *task_at(const DayView *day, guint32 index) {
  return plan_task(day->view->plan, index);
}

static gboolean repeated(const PlanTask *task) {
  return task->task->every != EVERY_NONE;
}

gboolean dayview_in(const GArray *list, guint32 index) {
  for (guint i = 0; i < list->len; i++) {
    if (g_array_index(list, guint32, i) == index) {
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean covers(const PlanTask *task, Day day) {
  return moment_day(task->start) <= day && day <= moment_day(task->end - 1);
}

gboolean dayview_settled(const DayView *day, guint32 index) {
  return day->marks != NULL && duty_settled((DutyState)day->marks[index].state);
}

static void select_past(DayView *day, guint32 index, GHashTable *repeats) {
  const PlanTask *task = task_at(day, index);
  if (day->marks != NULL) {
    if (day->marks[index].overdue && task->due <= day->day) { /* of a day gone by: not what came after it */
      g_array_append_val(day->past, index);
    }
  } else if (!repeated(task)) {
    if (task->due < day->day && !covers(task, day->day)) {
      g_array_append_val(day->past, index);
    }
  } else if (moment_day(task->start) < day->day && !covers(task, day->day)) {
    day->past_repeated++;
    day->past_repeated_tasks += (guint)g_hash_table_add(repeats, (gpointer)(guintptr)task->task);
  }
}

static void select_tasks(DayView *day) {
  g_autoptr(GHashTable) repeats = g_hash_table_new(NULL, NULL);
  const GArray *tasks = day->view->tasks;
  for (int all_day = TRUE; all_day >= FALSE; all_day--) {
    for (guint i = 0; i < tasks->len; i++) {
      guint32 index = g_array_index(tasks, guint32, i);
      const PlanTask *task = task_at(day, index);
      gboolean works = day->view->does[index];
      if ((task->all_day != 0) == all_day && works && covers(task, day->day)) {
        g_array_append_val(day->today, index);
      }
    }
  }
  for (guint i = 0; i < tasks->len; i++) {
    guint32 index = g_array_index(tasks, guint32, i);
    const PlanTask *task = task_at(day, index);
    Day first = moment_day(task->start);
    gboolean settled = dayview_settled(day, index);
    if (task->has_due && task->due == day->day && !settled) {
      g_array_append_val(day->due, index);
    } else if (task->has_due && task->due > day->day && moment_day(task->end - 1) < day->day && !settled) {
      g_array_append_val(day->open, index);
    }
    select_past(day, index, repeats);
    if (!repeated(task) && !settled && day->view->does[index] && first > day->day &&
        first <= day->day + DAYVIEW_AHEAD) {
      g_array_append_val(day->next, index);
    }
  }
}

static gint by_due(gconstpointer a, gconstpointer b, gpointer data) {
  const DayView *day = data;
  guint32 i = *(const guint32 *)a, j = *(const guint32 *)b;
  Day x = task_at(day, i)->due, y = task_at(day, j)->due;
  return x != y ? (x < y ? -1 : 1) : i < j ? -1 : i > j;
}

static void select_around(DayView *day) {
  const Campaign *campaign = day->view->plan->campaign;
  const Store *store = campaign->store;
  for (guint i = 0; i < store->overlays->len; i++) {
    Overlay *overlay = g_ptr_array_index(store->overlays, i);
    if (overlay->days.first <= day->day + DAYVIEW_SOON && overlay->days.last >= day->day) {
      g_ptr_array_add(day->overlays, overlay);
    }
  }
  for (guint i = 0; i < campaign->days->days->len; i++) {
    const SpecialDay *special = &g_array_index(campaign->days->days, SpecialDay, i);
    if (special->day > day->day && special->day <= day->day + DAYVIEW_SOON) {
      g_array_append_val(day->holidays, i);
      i = daytable_run_end(campaign->days, i);
    }
  }
  for (guint i = 0; i < store->people->len; i++) {
    Person *person = g_ptr_array_index(store->people, i);
    if (person_leave(person, day->day) != NULL) {
      g_ptr_array_add(day->leave, person);
    }
  }
}

DayView *dayview_new(const PlanView *view, Day of) {
  return dayview_recorded(view, of, NULL);
}

DayView *dayview_recorded(const PlanView *view, Day of, const DutyMark *marks) {
  const Plan *plan = view->plan;
  DayView *day = g_new0(DayView, 1);
  day->view = view;
  day->marks = marks;
  day->day = of;
  day->phase = plan_phase_on(plan, of);
  day->to_315 = day_from(plan->year, 3, 15) - of;
  day->special = daytable_find(plan->campaign->days, of);
  day->today = g_array_new(FALSE, FALSE, sizeof(guint32));
  day->due = g_array_new(FALSE, FALSE, sizeof(guint32));
  day->open = g_array_new(FALSE, FALSE, sizeof(guint32));
  day->past = g_array_new(FALSE, FALSE, sizeof(guint32));
  day->next = g_array_new(FALSE, FALSE, sizeof(guint32));
  day->holidays = g_array_new(FALSE, FALSE, sizeof(guint));
  day->overlays = g_ptr_array_new();
  day->leave = g_ptr_array_new();
  day->titles = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < plan->phases->len && day->coming == NULL; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    day->coming = phase->first > of ? phase : NULL;
  }
  select_tasks(day);
  g_array_sort_with_data(day->past, by_due, day);
  select_around(day);
  return day;
}

void dayview_free(DayView *day) {
  if (day == NULL) {
    return;
  }
  g_array_unref(day->today);
  g_array_unref(day->due);
  g_array_unref(day->open);
  g_array_unref(day->past);
  g_array_unref(day->next);
  g_array_unref(day->holidays);
  g_ptr_array_unref(day->overlays);
  g_ptr_array_unref(day->leave);
  g_hash_table_unref(day->titles);
  g_free(day);
}
