/* The report of a roll-over. Dates of the year before are named by weekday only: nobody needs them any more. */
#include "desk/setup/roll_report.h"
#include <string.h>

enum { TASKS_MOST = 12 };

static const char *words(Day day, char out[DAY_TEXT]) {
  return day_words(day, out);
}

static Day same_date(Day day, int year) {
  int month = 0, mday = 0;
  day_split(day, NULL, &month, &mday);
  return day_valid(year, month, mday) ? day_from(year, month, mday) : DAY_NONE;
}

static const Phase *phase_of(const Plan *plan, const char *id) {
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (phase->id == id) {
      return phase;
    }
  }
  return NULL;
}

/* ---- weekdays ------------------------------------------------------------------------------------------------------------------------------ */

static void say_shift(GString *out, const char *what, Day then, Day now) {
  char text[DAY_TEXT];
  g_string_append_printf(out, "  %s：%s", what, words(now, text));
  if (day_weekday(then) != day_weekday(now)) {
    g_string_append_printf(out, "（%d 年是%s）", day_year(then), weekday_words(day_weekday(then)));
  }
  g_string_append_c(out, '\n');
}

static void say_weekdays(const Plan *before, const Plan *after, GString *out) {
  g_string_append_printf(out, "\n日期和星期：\n");
  say_shift(out, "3·15", day_from(before->year, 3, 15), day_from(after->year, 3, 15));
  for (guint i = 0; i < after->phases->len; i++) {
    const Phase *now = g_ptr_array_index(after->phases, i);
    const Phase *then = phase_of(before, now->id);
    if (then != NULL) {
      g_autofree char *first = g_strdup_printf("%s第一天", now->title);
      g_autofree char *last = g_strdup_printf("%s最后一天", now->title);
      say_shift(out, first, then->first, now->first);
      say_shift(out, last, then->last, now->last);
    }
  }
  const Store *store = after->campaign->store, *old = before->campaign->store;
  for (guint i = 0; i < store->overlays->len; i++) {
    const Overlay *now = g_ptr_array_index(store->overlays, i);
    const Overlay *then = store_overlay(old, now->id);
    if (then != NULL) {
      g_autofree char *first = g_strdup_printf("%s开始", now->title);
      say_shift(out, first, then->days.first, now->days.first);
    }
  }
}

/* ---- collisions ---------------------------------------------------------------------------------------------------------------------------- */

static const char *where(const Plan *plan, Day day) {
  const Phase *phase = plan_phase_on(plan, day);
  return phase != NULL ? phase->title : NULL;
}

/* The campaign's first and last day; FALSE when this store has none. */
static gboolean window(const Plan *plan, Day *first, Day *last) {
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    *first = i == 0 ? phase->first : MIN(*first, phase->first);
    *last = i == 0 ? phase->last : MAX(*last, phase->last);
  }
  return plan->phases->len > 0;
}

static void say_special_days(const Plan *plan, Day first, Day last, GString *out) {
  const GArray *days = plan->campaign->days->days;
  char text[DAY_TEXT];
  for (guint i = 0; i < days->len; i++) {
    const SpecialDay *special = &g_array_index(days, SpecialDay, i);
    if (special->day < first || special->day > last) {
      continue;
    }
    const char *phase = where(plan, special->day);
    g_autofree char *place = phase != NULL ? g_strdup_printf("在%s阶段里", phase) : g_strdup("不在任何阶段里");
    g_string_append_printf(out, "  %s：%s%s，%s\n", words(special->day, text), special->name,
                           special->kind == DAY_HOLIDAY ? "放假" : "调休，要上班", place);
  }
}

static void say_collisions(const Plan *plan, GString *out) {
  Day first = DAY_NONE, last = DAY_NONE;
  char text[DAY_TEXT];
  if (!window(plan, &first, &last)) {
    return;
  }
  g_string_append(out, "\n撞上的日子：\n");
  Day d315 = day_from(plan->year, 3, 15), women = day_from(plan->year, 3, 8);
  if (day_weekday(d315) >= SATURDAY) {
    g_string_append_printf(out, "  %s：3·15 在周末，按工作日上班的部门要安排人\n", words(d315, text));
  }
  if (women >= first && women <= last) {
    const char *phase = where(plan, women);
    g_string_append_printf(out, "  %s：妇女节，女员工放假半天%s%s%s\n", words(women, text), phase != NULL ? "，在" : "",
                           phase != NULL ? phase : "", phase != NULL ? "阶段里" : "");
  }
  const Store *store = plan->campaign->store;
  for (guint i = 0; i < store->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(store->overlays, i);
    char end[DAY_TEXT];
    if (overlay->days.last >= first && overlay->days.first <= last) {
      g_string_append_printf(out, "  %s 至 %s：%s，日期是照以前写的，请核对\n", words(overlay->days.first, text),
                             words(overlay->days.last, end), overlay->title);
    }
  }
  say_special_days(plan, first, last, out);
  if (plan->holidays != YEAR_OFFICIAL) {
    g_string_append_printf(
        out, "  %d 年的放假安排待公布；公布后用 ready315 holidays import 导入，会再说明哪些任务改期\n", plan->year);
  }
}

/* ---- tasks on days off ------------------------------------------------------------------------------------------------------------------------ */

static gboolean is_off(const Plan *plan, Day day) {
  const DayTable *days = plan->campaign->days;
  return daytable_status(days, day_year(day)) != YEAR_UNKNOWN && !daytable_is_workday(days, day);
}

static gboolean was_off(const Plan *before, const PlanTask *task) {
  for (guint i = 0; i < before->tasks->len; i++) {
    const PlanTask *then = plan_task(before, i);
    if (then->task->id == task->task->id) {
      return is_off(before, moment_day(then->start));
    }
  }
  return FALSE;
}

/* Office work that now falls on a weekend or holiday and did not before: each such task once. */
static void say_tasks(const Plan *before, const Plan *after, GString *out) {
  guint n = 0;
  char text[DAY_TEXT];
  for (guint i = 0; i < after->tasks->len; i++) {
    const PlanTask *task = plan_task(after, i);
    gboolean office = task->department != NULL && task->department->workdays == WORKDAYS_WORKDAY;
    if (task->task->every != EVERY_NONE || !office || !is_off(after, moment_day(task->start)) ||
        was_off(before, task)) {
      continue;
    }
    if (n++ < TASKS_MOST) {
      g_string_append_printf(out, "%s  %s：%s（%s）\n",
                             n == 1 ? "\n以前不在休息日、现在落在休息日的任务，要换日子就写 workday: next：\n" : "",
                             words(moment_day(task->start), text), task->task->title, task->department->name);
    }
  }
  if (n > TASKS_MOST) {
    g_string_append_printf(out, "  还有 %u 项\n", n - TASKS_MOST);
  }
}

/* ---- left behind ------------------------------------------------------------------------------------------------------------------------------ */

static void say_days(GString *out, const char *what, const GArray *ranges, int year) {
  char first[DAY_TEXT], last[DAY_TEXT];
  for (guint i = 0; i < ranges->len; i++) {
    const DayRange *range = &g_array_index(ranges, DayRange, i);
    Day from = same_date(range->first, year), to = same_date(range->last, year);
    if (from != DAY_NONE && to != DAY_NONE) {
      g_string_append_printf(out, "  %s %s", what, words(from, first));
      if (to != from) {
        g_string_append_printf(out, " 至 %s", words(to, last));
      }
      g_string_append(out, "，放在 store.yaml 的注释里，还要就去掉行首的井号和说明\n");
    }
  }
}

static void say_dropped(const Plan *before, const RollDropped *dropped, int year, GString *out) {
  g_string_append(out, "\n请核对：\n");
  if (dropped->closed) {
    say_days(out, "歇业", before->campaign->store->closed, year);
  }
  if (dropped->open) {
    say_days(out, "照常上班", before->campaign->store->open, year);
  }
  if (dropped->roster) {
    g_string_append(out, "  排班没有带过来，请用 ready315 roster import 导入今年的\n");
  }
  if (dropped->leave > 0) {
    g_string_append_printf(out, "  %u 个人的请假没有带过来\n", dropped->leave);
  }
  if (dropped->holidays) {
    g_string_append(out, "  以前导入的放假安排没有带过来\n");
  }
  g_string_append(out, "  人员有没有离职、换岗，对接人和电话还对不对\n");
}

void roll_report(const Plan *before, const Plan *after, const char *folder, const char *old, const RollDropped *dropped,
                 GString *out) {
  const Store *store = after->campaign->store;
  if (before->year == after->year) {
    g_string_append_printf(out, "照“%s”建好了“%s”：%s，还是 %d 年，定义、人员、排班都带过来了。\n", old, folder,
                           store->name, after->year);
    return;
  }
  g_string_append_printf(out, "照“%s”建好了“%s”：%s，从 %d 年到 %d 年，%u 个部门、%u 个人，代号不变。\n", old, folder,
                         store->name, before->year, after->year, store->departments->len, store->people->len);
  say_weekdays(before, after, out);
  say_collisions(after, out);
  say_tasks(before, after, out);
  say_dropped(before, dropped, after->year, out);
}
