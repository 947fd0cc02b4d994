/* What `today` says. It says only what a plan can know: that a day has gone by, never that somebody is late. */
#include "out/daysheet.h"

#include "base/text.h"
#include "out/phrase.h"
#include "out/planjson.h"

#include <string.h>

#define TIME_CELLS 13
#define PAST_DAYS 7 /* what is older is counted only: without a record the list would bury the day */

static const PlanTask *nth(const DayView *day, const GArray *list, guint i) {
  return plan_task(day->view->plan, g_array_index(list, guint32, i));
}

static Day holiday_last(const DayTable *table, guint first) {
  return g_array_index(table->days, SpecialDay, daytable_run_end(table, first)).day;
}

/* ---- the head ---------------------------------------------------------------------------------------------------------------- */

static void say_phase(const DayView *day, GString *out) {
  char text[DAY_TEXT];
  const Plan *plan = day->view->plan;
  if (day->phase != NULL) {
    g_autofree char *days = phrase_days(day->phase->first, day->phase->last);
    g_string_append_printf(out, "【%s】%s，今天是第 %d 天", day->phase->title, days, day->day - day->phase->first + 1);
  } else if (plan->phases->len == 0) {
    g_string_append(out, "本店不设 315 活动期，日常投诉处理照常进行");
  } else if (day->coming != NULL) {
    g_string_append_printf(out, "还没到%s：%s开始，还有 %d 天", day->coming->title, day_words(day->coming->first, text),
                           day->coming->first - day->day);
  } else {
    const Phase *last = g_ptr_array_index(plan->phases, plan->phases->len - 1);
    g_string_append_printf(out, "今年的 315 活动期已经在%s结束", day_words(last->last, text));
  }
  if (day->to_315 > 0) {
    g_string_append_printf(out, "。距3月15日还有 %d 天。\n", day->to_315);
  } else if (day->to_315 == 0) {
    g_string_append(out, "。今天就是3月15日。\n");
  } else {
    g_string_append_printf(out, "。3月15日已经过去 %d 天。\n", -day->to_315);
  }
}

static void say_around(const DayView *day, GString *out) {
  const DayTable *table = day->view->plan->campaign->days;
  if (day->special != NULL) {
    g_string_append_printf(out, day->special->kind == DAY_HOLIDAY ? "今天是%s放假。\n" : "今天因%s调休，要上班。\n",
                           day->special->name != NULL ? day->special->name : "");
  }
  for (guint i = 0; i < day->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(day->overlays, i);
    g_autofree char *days = phrase_days(overlay->days.first, overlay->days.last);
    g_string_append_printf(out, "%s：%s（%s）。\n", overlay->days.first <= day->day ? "正在进行" : "快到了",
                           overlay->title, days);
  }
  for (guint i = 0; i < day->holidays->len; i++) {
    guint first = g_array_index(day->holidays, guint, i);
    const SpecialDay *special = &g_array_index(table->days, SpecialDay, first);
    g_autofree char *days = phrase_days(special->day, holiday_last(table, first));
    g_string_append_printf(out, "%s%s%s（%s）。\n", special->kind == DAY_HOLIDAY ? "快到了：" : "",
                           special->name != NULL ? special->name : "",
                           special->kind == DAY_HOLIDAY ? "放假" : "调休上班", days);
  }
  for (guint i = 0; i < day->leave->len; i++) {
    const Person *person = g_ptr_array_index(day->leave, i);
    const Leave *leave = person_leave(person, day->day);
    char until[DAY_TEXT];
    const Department *d = person->department;
    g_string_append_printf(out, "请假：%s（%s%s到%s）", person->name, leave->reason != NULL ? leave->reason : "",
                           leave->reason != NULL ? "，" : "", day_words(leave->days.last, until));
    if (d != NULL && d->owner == person && d->backup != NULL) {
      g_string_append_printf(out, "，%s由 %s 顶上", d->name, d->backup->name);
    }
    g_string_append(out, "。\n");
  }
  if (daytable_status(table, day_year(day->day)) == YEAR_PROVISIONAL && day->view->plan->phases->len > 0) {
    g_string_append(out, "放假安排待公布，涉及工作日的日期可能会变。\n");
  }
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------- */

static void say_who(const DayView *day, const PlanTask *task, GString *out) {
  const Person *actor = dayview_actor(task, day->day);
  if (task->owner == NULL) {
    g_string_append(out, "还没有排人");
  } else if (actor != task->owner) {
    g_string_append_printf(out, "%s（代%s）", actor->name, task->owner->name);
  } else {
    g_string_append(out, task->owner->name);
  }
  if (task->department != NULL) {
    g_string_append_printf(out, "，%s", task->department->name);
  }
}

/* "  10:00        疑难问题清零 — 王芳，客服部", wrapped under itself. */
static void item(const char *when, const char *text, int columns, GString *out) {
  g_auto(GStrv) lines = text_wrap(text, MAX(columns - TIME_CELLS - 3, 20));
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *label = text_pad(i == 0 ? when : "", TIME_CELLS, FALSE);
    g_string_append_printf(out, "  %s %s\n", label, lines[i]);
  }
}

static void task_item(const DayView *day, const char *when, const PlanTask *task, int columns, GString *out) {
  g_autoptr(GString) text = g_string_new(task->task->title);
  char due[DAY_TEXT];
  g_string_append(text, " — ");
  say_who(day, task, text);
  if (task->has_due) {
    g_string_append_printf(text, "，%s截止", task->due == day->day ? "今天" : day_words(task->due, due));
  }
  if (task->task->checklist != NULL) {
    const char *title = g_hash_table_lookup(day->titles, task->task->checklist);
    title = title != NULL ? title : planview_checklist(day->view->plan, task->task);
    if (strcmp(title, task->task->title) != 0) { /* 仓库抽查 · 检查表 仓库抽查 would say nothing */
      g_string_append_printf(text, " · 检查表「%s」", title);
    } else {
      g_string_append(text, " · 有检查表");
    }
  }
  item(when, text->str, columns, out);
}

static Day day_of(const PlanTask *task, gboolean by_due) {
  return by_due ? task->due : moment_day(task->start);
}

/* Whether the same task and person stand earlier in the list on the same day. */
static gboolean told_before(const DayView *day, const GArray *list, guint i, gboolean by_due) {
  const PlanTask *task = nth(day, list, i);
  for (guint j = 0; j < i; j++) {
    const PlanTask *earlier = nth(day, list, j);
    if (earlier->task == task->task && earlier->owner == task->owner &&
        day_of(earlier, by_due) == day_of(task, by_due)) {
      return TRUE;
    }
  }
  return FALSE;
}

/* Occurrences of one task and person stand on one line: 10:00、14:00、20:00. */
static void say_today(const DayView *day, int columns, GString *out) {
  guint n = 0;
  g_autoptr(GString) list = g_string_new(NULL);
  for (guint i = 0; i < day->today->len; i++) {
    const PlanTask *task = nth(day, day->today, i);
    if (told_before(day, day->today, i, FALSE)) {
      continue;
    }
    g_autoptr(GString) times = g_string_new(NULL);
    for (guint j = i; j < day->today->len; j++) {
      const PlanTask *later = nth(day, day->today, j);
      if (later->task == task->task && later->owner == task->owner) {
        g_string_append(times, times->len > 0 ? "、" : "");
        dayview_time(later, times);
      }
    }
    n++;
    gboolean fits = text_width(times->str) <= TIME_CELLS;
    if (!fits) { /* the times on lines of their own, the task below them */
      g_auto(GStrv) lines = text_wrap(times->str, columns - 2);
      for (char **line = lines; *line != NULL; line++) {
        g_string_append_printf(list, "  %s\n", *line);
      }
    }
    task_item(day, fits ? times->str : "", task, columns, list);
  }
  g_string_append_printf(out, "\n今天要做（%u 项）\n%s", n, n > 0 ? list->str : "  没有安排的工作。\n");
}

/* One line a day, its tasks after each other: lists of what a plan knows little about should be short. */
static void say_by_day(const DayView *day, const char *heading, const GArray *list, gboolean by_due, Day since,
                       int columns, GString *out) {
  guint n = 0, older = 0;
  Day current = DAY_NONE;
  g_autoptr(GString) lines = g_string_new(NULL), text = g_string_new(NULL);
  for (guint i = 0; i <= list->len; i++) {
    const PlanTask *task = i < list->len ? nth(day, list, i) : NULL;
    Day of = task == NULL ? DAY_NONE : day_of(task, by_due);
    if (of != current && current != DAY_NONE && text->len > 0) {
      char when[DAY_TEXT];
      item(day_words(current, when), text->str, columns, lines);
      g_string_truncate(text, 0);
    }
    current = of;
    if (task == NULL || dayview_in(day->today, g_array_index(list, guint32, i)) || told_before(day, list, i, by_due)) {
      continue; /* what is done today stands above, with its deadline */
    }
    n++;
    if (since != DAY_NONE && of < since) {
      older++;
      continue;
    }
    g_string_append_printf(text, "%s%s（%s）", text->len > 0 ? "；" : "", task->task->title,
                           task->owner != NULL ? task->owner->name : "还没有排人");
  }
  if (n > 0) {
    g_string_append_printf(out, "\n%s（%u 项）\n%s", heading, n, lines->str);
  }
  if (older > 0) {
    char when[DAY_TEXT];
    g_string_append_printf(out, "  %s%u 项在%s以前截止，“ready315 plan”里有日期。\n", older < n ? "另有 " : "", older,
                           day_words(since, when));
  }
}

void daysheet_print_text(const DayView *day, int columns, GString *out) {
  const Store *store = day->view->plan->campaign->store;
  char text[DAY_TEXT];
  g_string_append_printf(out, "%s%s %s\n", store->practice ? "【演练】" : "", store->name, day_words(day->day, text));
  say_phase(day, out);
  say_around(day, out);
  say_today(day, columns, out);
  say_by_day(day, "今天截止", day->due, TRUE, DAY_NONE, columns, out);
  say_by_day(day, "已经开始，截止日还没到", day->open, TRUE, DAY_NONE, columns, out);
  say_by_day(day, "已过截止日，本工具还没有完成记录；做完的不必理会", day->past, TRUE, day->day - PAST_DAYS, columns,
             out);
  if (day->past_repeated > 0) {
    g_string_append_printf(out, "%s  另有反复做的工作 %u 项，到昨天为止共 %u 次，同样没有记录。\n",
                           day->past->len == 0 ? "\n" : "", day->past_repeated_tasks, day->past_repeated);
  }
  say_by_day(day, "接下来三天开始", day->next, FALSE, DAY_NONE, columns, out);
}

/* ---- JSON -------------------------------------------------------------------------------------------------------------------- */

static void json_day(JsonWriter *json, const char *key, Day day) {
  char text[DAY_TEXT];
  json_put_string(json, key, day_iso(day, text));
}

static void json_phase(JsonWriter *json, const char *key, const Phase *phase) {
  if (phase == NULL) {
    json_put_null(json, key);
    return;
  }
  json_open(json, key, '{');
  json_put_string(json, "id", phase->id);
  json_put_string(json, "title", phase->title);
  json_day(json, "from", phase->first);
  json_day(json, "to", phase->last);
  json_close(json);
}

static void json_tasks(JsonWriter *json, const DayView *day, const char *key, const GArray *list) {
  json_open(json, key, '[');
  for (guint i = 0; i < list->len; i++) {
    planjson_task(json, day->view->plan, nth(day, list, i));
  }
  json_close(json);
}

static void json_special(JsonWriter *json, const char *key, const SpecialDay *special, Day last) {
  json_open(json, key, '{');
  json_put_string(json, "kind", special->kind == DAY_HOLIDAY ? "holiday" : "makeup");
  json_put_string(json, "name", special->name);
  json_day(json, "from", special->day);
  json_day(json, "to", last);
  json_close(json);
}

static void json_around(JsonWriter *json, const DayView *day) {
  const DayTable *table = day->view->plan->campaign->days;
  if (day->special != NULL) {
    json_special(json, "holiday", day->special, day->special->day);
  } else {
    json_put_null(json, "holiday");
  }
  json_open(json, "holidays_soon", '[');
  for (guint i = 0; i < day->holidays->len; i++) {
    guint first = g_array_index(day->holidays, guint, i);
    json_special(json, NULL, &g_array_index(table->days, SpecialDay, first), holiday_last(table, first));
  }
  json_close(json);
  json_open(json, "overlays", '[');
  for (guint i = 0; i < day->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(day->overlays, i);
    json_open(json, NULL, '{');
    json_put_string(json, "id", overlay->id);
    json_put_string(json, "title", overlay->title);
    json_day(json, "from", overlay->days.first);
    json_day(json, "to", overlay->days.last);
    json_close(json);
  }
  json_close(json);
  json_open(json, "leave", '[');
  for (guint i = 0; i < day->leave->len; i++) {
    const Person *person = g_ptr_array_index(day->leave, i);
    const Leave *leave = person_leave(person, day->day);
    json_open(json, NULL, '{');
    json_put_string(json, "id", person->id);
    json_put_string(json, "name", person->name);
    json_put_string(json, "reason", leave->reason);
    json_day(json, "to", leave->days.last);
    json_close(json);
  }
  json_close(json);
}

void daysheet_print_json(const DayView *day, const char *const *messages, GString *out) {
  const Plan *plan = day->view->plan;
  JsonWriter *json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "store", plan->campaign->store->id);
  json_put_bool(json, "practice", plan->campaign->store->practice);
  json_day(json, "day", day->day);
  json_put_int(json, "days_to_315", day->to_315);
  json_phase(json, "phase", day->phase);
  json_phase(json, "next_phase", day->coming);
  json_put_string(json, "holidays", plan->holidays == YEAR_OFFICIAL ? "official" : "provisional");
  json_around(json, day);
  json_tasks(json, day, "today", day->today);
  json_tasks(json, day, "due", day->due);
  json_tasks(json, day, "open", day->open);
  json_tasks(json, day, "past_due_without_record", day->past);
  json_put_int(json, "repeated_without_record", day->past_repeated);
  json_tasks(json, day, "next", day->next);
  if (messages != NULL) {
    json_open(json, "messages", '[');
    for (const char *const *message = messages; *message != NULL; message++) {
      json_put_string(json, NULL, *message);
    }
    json_close(json);
  } else {
    json_put_null(json, "messages");
  }
  json_close(json);
  json_writer_free(json);
}
