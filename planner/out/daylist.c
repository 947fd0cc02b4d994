/* The wording of a day. Without a record it says only what a plan can know: that a day has gone by, never that somebody is late. */
#include "out/daylist.h"

#include "out/phrase.h"
#include <string.h>

static const PlanTask *nth(const DayView *day, const GArray *list, guint i) {
  return plan_task(day->view->plan, g_array_index(list, guint32, i));
}

/* ---- the head ---------------------------------------------------------------------------------------------------------------- */

char *daylist_phase(const DayView *day) {
  char text[DAY_TEXT];
  const Plan *plan = day->view->plan;
  if (day->phase != NULL) {
    g_autofree char *days = phrase_days(day->phase->first, day->phase->last);
    return g_strdup_printf("【%s】%s，今天是第 %d 天", day->phase->title, days, day->day - day->phase->first + 1);
  }
  if (plan->phases->len == 0) {
    return g_strdup("本店不设 315 活动期，日常投诉处理照常进行");
  }
  if (day->coming != NULL) {
    return g_strdup_printf("还没到%s：%s开始，还有 %d 天", day->coming->title, day_words(day->coming->first, text),
                           day->coming->first - day->day);
  }
  const Phase *last = g_ptr_array_index(plan->phases, plan->phases->len - 1);
  return g_strdup_printf("今年的 315 活动期已经在%s结束", day_words(last->last, text));
}

char *daylist_to_315(const DayView *day) {
  if (day->to_315 > 0) {
    return g_strdup_printf("距3月15日还有 %d 天", day->to_315);
  }
  return day->to_315 == 0 ? g_strdup("今天就是3月15日") : g_strdup_printf("3月15日已经过去 %d 天", -day->to_315);
}

static char *leave_sentence(const DayView *day, const Person *person) {
  const Leave *leave = person_leave(person, day->day);
  const Department *d = person->department;
  char until[DAY_TEXT];
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "请假：%s（%s%s到%s）", person->name, leave->reason != NULL ? leave->reason : "",
                         leave->reason != NULL ? "，" : "", day_words(leave->days.last, until));
  if (d != NULL && d->owner == person && d->backup != NULL) {
    g_string_append_printf(out, "，%s由 %s 顶上", d->name, d->backup->name);
  }
  g_string_append(out, "。");
  return g_string_free(out, FALSE);
}

GPtrArray *daylist_around(const DayView *day) {
  GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
  const DayTable *table = day->view->plan->campaign->days;
  if (day->special != NULL) {
    const char *name = day->special->name != NULL ? day->special->name : "";
    g_ptr_array_add(out, day->special->kind == DAY_HOLIDAY ? g_strdup_printf("今天是%s放假。", name)
                                                           : g_strdup_printf("今天因%s调休，要上班。", name));
  }
  for (guint i = 0; i < day->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(day->overlays, i);
    g_autofree char *days = phrase_days(overlay->days.first, overlay->days.last);
    g_ptr_array_add(out, g_strdup_printf("%s：%s（%s）。", overlay->days.first <= day->day ? "正在进行" : "快到了",
                                         overlay->title, days));
  }
  for (guint i = 0; i < day->holidays->len; i++) {
    guint first = g_array_index(day->holidays, guint, i);
    const SpecialDay *special = &g_array_index(table->days, SpecialDay, first);
    g_autofree char *days =
        phrase_days(special->day, g_array_index(table->days, SpecialDay, daytable_run_end(table, first)).day);
    g_ptr_array_add(out, g_strdup_printf("%s%s%s（%s）。", special->kind == DAY_HOLIDAY ? "快到了：" : "",
                                         special->name != NULL ? special->name : "",
                                         special->kind == DAY_HOLIDAY ? "放假" : "调休上班", days));
  }
  for (guint i = 0; i < day->leave->len; i++) {
    g_ptr_array_add(out, leave_sentence(day, g_ptr_array_index(day->leave, i)));
  }
  if (daytable_status(table, day_year(day->day)) == YEAR_PROVISIONAL && day->view->plan->phases->len > 0) {
    g_ptr_array_add(out, g_strdup("放假安排待公布，涉及工作日的日期可能会变。"));
  }
  return out;
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------- */

const char *daylist_heading(DayPart part) {
  static const char *const headings[N_DAY_PARTS] = {
      [DAY_TODAY] = "今天要做",
      [DAY_DUE] = "今天截止",
      [DAY_OPEN] = "已经开始，截止日还没到",
      [DAY_PAST] = "已过截止日，本工具还没有完成记录；做完的不必理会",
      [DAY_NEXT] = "接下来三天开始",
  };
  return headings[part];
}

const char *daylist_title(const DayView *day, DayPart part) {
  return part == DAY_PAST && day->marks != NULL ? "已逾期，还没有完成" : daylist_heading(part);
}

static const char *name_of(const DayView *day, const char *id) {
  const Person *person = store_person(day->view->plan->campaign->store, id);
  return person != NULL ? person->name : id;
}

char *daylist_state(const DayView *day, guint32 index) {
  const DutyMark *mark = day->marks != NULL ? &day->marks[index] : NULL;
  GString *out = g_string_new(NULL);
  switch (mark != NULL ? (DutyState)mark->state : DUTY_OPEN) {
  case DUTY_BEGUN:
    g_string_append_printf(out, "进行中 %u/%u", mark->answered, mark->all);
    break;
  case DUTY_DONE:
    g_string_append_printf(out, "已完成（%s%s）", mark->done_by != NULL ? name_of(day, mark->done_by) : "",
                           mark->late ? "，补录" : "");
    break;
  case DUTY_AWAITING:
  case DUTY_CARRIED:
  case DUTY_WAIVED:
    g_string_append(out, words_duty_state[mark->state].title);
    break;
  case DUTY_COMING:
  case DUTY_OPEN:
  case N_DUTY_STATES:
    break;
  }
  if (mark != NULL && mark->fixes_open > 0) {
    g_string_append_printf(out, "%s%u 项整改没有关闭", out->len > 0 ? "，" : "", mark->fixes_open);
  }
  return g_string_free(out, out->len == 0);
}

static char *owner_of(const PlanTask *task) {
  return g_strdup(task->owner != NULL ? task->owner->name : "还没有排人");
}

/* Who does it today, with the department: 邓丽（代孙怡），服务台. */
static char *actor_of(const DayView *day, const PlanTask *task) {
  const Person *actor = dayview_actor(task, day->day);
  const char *comma = task->department != NULL ? "，" : "",
             *name = task->department != NULL ? task->department->name : "";
  if (task->owner != NULL && actor != task->owner) {
    return g_strdup_printf("%s（代%s）%s%s", actor->name, task->owner->name, comma, name);
  }
  g_autofree char *owner = owner_of(task);
  return g_strdup_printf("%s%s%s", owner, comma, name);
}

static Day day_of(const PlanTask *task, gboolean by_due) {
  return by_due ? task->due : moment_day(task->start);
}

/* Whether two occurrences are told together: of the same task and person, on the same day; of repeated work that is overdue on any. */
static gboolean together(const DayView *day, const PlanTask *a, const PlanTask *b, DayPart part) {
  gboolean by_due = part == DAY_DUE || part == DAY_OPEN || part == DAY_PAST;
  gboolean overdue = part == DAY_PAST && day->marks != NULL && a->task->every != EVERY_NONE;
  return a->task == b->task && a->owner == b->owner && (overdue || day_of(a, by_due) == day_of(b, by_due));
}

static gboolean told_before(const DayView *day, const GArray *list, guint i, DayPart part) {
  for (guint j = 0; j < i; j++) {
    if (together(day, nth(day, list, j), nth(day, list, i), part)) {
      return TRUE;
    }
  }
  return FALSE;
}

/* Of several times a day each that has something to say: 10:00 已完成（王芳）、14:00 待复核. */
static char *states_of(const DayView *day, const GArray *list, guint i, DayPart part, guint *count) {
  GString *states = g_string_new(NULL);
  g_autofree char *first = daylist_state(day, g_array_index(list, guint32, i));
  *count = 0;
  for (guint j = i; j < list->len; j++) {
    *count += together(day, nth(day, list, i), nth(day, list, j), part);
  }
  for (guint j = i; j<list->len && * count> 1 && part == DAY_TODAY; j++) {
    guint32 index = g_array_index(list, guint32, j);
    g_autofree char *state = daylist_state(day, index);
    if (state != NULL && together(day, nth(day, list, i), nth(day, list, j), part)) {
      g_string_append(states, states->len > 0 ? "、" : "");
      dayview_time(nth(day, list, j), states);
      g_string_append_printf(states, " %s", state);
    }
  }
  if (*count > 1 && part == DAY_PAST && nth(day, list, i)->task->every != EVERY_NONE) {
    g_string_append_printf(states, "共 %u 次", *count);
  } else if (*count == 1 && first != NULL) {
    g_string_append(states, first);
  }
  return g_string_free(states, states->len == 0);
}

/* The times of one task and person today: 10:00、14:00、20:00. */
static char *times_of(const DayView *day, guint i) {
  GString *times = g_string_new(NULL);
  const PlanTask *task = nth(day, day->today, i);
  for (guint j = i; j < day->today->len; j++) {
    const PlanTask *later = nth(day, day->today, j);
    if (later->task == task->task && later->owner == task->owner) {
      g_string_append(times, times->len > 0 ? "、" : "");
      dayview_time(later, times);
    }
  }
  return g_string_free(times, FALSE);
}

static void item_free(gpointer data) {
  DayItem *item = data;
  g_free(item->when);
  g_free(item->who);
  g_free(item->due);
  g_free(item->state);
  g_free(item);
}

static const char *checklist_of(const DayView *day, const Task *task) {
  const char *title = task->checklist != NULL ? g_hash_table_lookup(day->titles, task->checklist) : NULL;
  return title != NULL ? title : planview_checklist(day->view->plan, task);
}

GPtrArray *daylist_items(const DayView *day, DayPart part) {
  const GArray *const lists[N_DAY_PARTS] = {[DAY_TODAY] = day->today,
                                            [DAY_DUE] = day->due,
                                            [DAY_OPEN] = day->open,
                                            [DAY_PAST] = day->past,
                                            [DAY_NEXT] = day->next};
  const GArray *list = lists[part];
  gboolean by_due = part == DAY_DUE || part == DAY_OPEN || part == DAY_PAST;
  GPtrArray *items = g_ptr_array_new_with_free_func(item_free);
  for (guint i = 0; i < list->len; i++) {
    if ((part != DAY_TODAY && dayview_in(day->today, g_array_index(list, guint32, i))) ||
        told_before(day, list, i, part)) {
      continue; /* what is done today stands above, with its deadline */
    }
    const PlanTask *task = nth(day, list, i);
    char text[DAY_TEXT];
    DayItem *item = g_new0(DayItem, 1);
    item->task = task;
    item->when = part == DAY_TODAY ? times_of(day, i) : g_strdup(day_words(day_of(task, by_due), text));
    item->who = part == DAY_TODAY ? actor_of(day, task) : owner_of(task);
    item->due = task->has_due && !by_due ? g_strdup(task->due == day->day ? "今天" : day_words(task->due, text)) : NULL;
    item->checklist = checklist_of(day, task->task);
    item->state = states_of(day, list, i, part, &item->count);
    g_ptr_array_add(items, item);
  }
  return items;
}

guint daylist_older(const DayView *day, const GPtrArray *past) {
  guint older = 0;
  while (day->marks == NULL && older < past->len &&
         ((const DayItem *)g_ptr_array_index(past, older))->task->due < day->day - DAYLIST_PAST_DAYS) {
    older++;
  }
  return older;
}

void daylist_say(const DayItem *item, GString *out) {
  const char *title = item->task->task->title;
  g_string_append_printf(out, "%s — %s", title, item->who);
  if (item->due != NULL) {
    g_string_append_printf(out, "，%s截止", item->due);
  }
  if (item->checklist != NULL && strcmp(item->checklist, title) != 0) {
    g_string_append_printf(out, " · 检查表「%s」", item->checklist);
  } else if (item->checklist != NULL) { /* 仓库抽查 · 检查表 仓库抽查 would say nothing */
    g_string_append(out, " · 有检查表");
  }
  if (item->state != NULL) {
    g_string_append_printf(out, " · %s", item->state);
  }
}

char *daylist_repeated(const DayView *day) {
  return day->past_repeated > 0 ? g_strdup_printf("另有反复做的工作 %u 项，到昨天为止共 %u 次，同样没有记录。",
                                                  day->past_repeated_tasks, day->past_repeated)
                                : NULL;
}
