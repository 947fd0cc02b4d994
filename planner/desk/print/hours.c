/* 3月15日（或别的一天）按小时: what has its time that day, hour by hour, who does it, who is on duty by the roster, and whom to call. For the wall: it holds no
 * private number. */
#include "desk/print/sheets.h"
#include "desk/tasks/duty.h"
#include "out/contacts.h"
#include "out/phrase.h"
#include "out/planview.h"
#include "sched/days.h"
#include <string.h>

typedef struct {
  Desk *desk;
  Sheet *sheet;
  Day day;
  PlanView *view;
  const DutyMark *marks; /* NULL without a record */
} Page;

static const PlanTask *task_at(const Page *page, guint i) {
  return plan_task(page->desk->plan, g_array_index(page->view->tasks, guint32, i));
}

static gboolean is_on(const PlanTask *task, Day day) {
  return moment_day(task->start) <= day && day <= moment_day(task->end - 1);
}

/* ---- hour by hour ---- */

static char *time_words(const PlanTask *task, Day day) {
  char from[DAY_TEXT], to[DAY_TEXT];
  if (moment_day(task->start) < day) {
    return g_strdup("接前一天");
  }
  minute_clock(moment_minute(task->start), from);
  if (task->task->lasts == 0) {
    return g_strdup(from);
  }
  return g_strdup_printf("%s-%s%s", from, moment_day(task->end) > day ? "次日" : "",
                         minute_clock(moment_minute(task->end), to));
}

static void put_task(const Page *page, SheetTable *table, const PlanTask *task, guint32 index) {
  g_autofree char *title = phrase_formal(page->desk->campaign, task->task->title);
  g_autofree char *time = task->all_day ? g_strdup("全天") : time_words(task, page->day);
  const gboolean done = page->marks != NULL && duty_settled((DutyState)page->marks[index].state);
  sheet_cell_tick(table, done ? TICK_DONE : TICK_EMPTY, "");
  sheet_cell(table, time);
  sheet_cell_strong(table, title);
  sheet_cell(table, task->department != NULL                ? task->department->name
                    : task->task->function != FUNCTION_NONE ? words_function[task->task->function].title
                                                            : "店长及专人");
  sheet_cell(table, task->owner != NULL ? task->owner->name : "按排班");
  sheet_cell(table, planview_checklist(page->desk->plan, task->task));
  sheet_end_row(table);
}

/* `hour` -1: what lasts all day, or goes on from the day before. */
static void put_hour(const Page *page, SheetTable *table, int hour) {
  gboolean named = FALSE;
  for (guint i = 0; i < page->view->tasks->len; i++) {
    const PlanTask *task = task_at(page, i);
    const gboolean timed = !task->all_day && moment_day(task->start) == page->day;
    if (!is_on(task, page->day) || (timed ? moment_minute(task->start) / 60 : -1) != hour) {
      continue;
    }
    if (!named) {
      g_autofree char *words = hour < 0 ? g_strdup("全天") : g_strdup_printf("%d 时", hour);
      sheet_group(table, words);
      named = TRUE;
    }
    put_task(page, table, task, g_array_index(page->view->tasks, guint32, i));
  }
}

static void put_hours(const Page *page) {
  static const SheetColumn columns[] = {{.key = "done", .title = "完成", .min = 3.2},
                                        {.key = "time", .title = "时间", .min = 6.4},
                                        {.key = "work", .title = "工作", .weight = 3, .min = 9},
                                        {.key = "department", .title = "部门", .weight = 1, .min = 5},
                                        {.key = "owner", .title = "负责人", .weight = 1, .min = 4},
                                        {.key = "checklist", .title = "检查表", .weight = 2, .min = 6}};
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "hours");
  for (int hour = -1; hour < 24; hour++) {
    put_hour(page, table, hour);
  }
  if (table->rows->len == 0) {
    sheet_group(table, "这一天没有安排工作。");
  }
}

/* ---- who is there ---- */

static const char *code_of(const RosterRow *row, Day day) {
  const gint64 at = (gint64)day - row->first;
  return row->codes != NULL && at >= 0 && at < row->n_days ? row->codes[at] : "";
}

/* Names of those whom the roster gives this shift. */
static char *shift_people(const Store *store, const ShiftHours *shift, Day day) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < store->roster->len; i++) {
    const RosterRow *row = g_ptr_array_index(store->roster, i);
    if (row->person != NULL && strcmp(code_of(row, day), shift->code) == 0 && person_leave(row->person, day) == NULL) {
      g_string_append_printf(out, "%s%s", out->len > 0 ? "、" : "", row->person->name);
    }
  }
  return g_string_free(out, FALSE);
}

static void put_posts(const Page *page, Days *days) {
  const Store *store = page->desk->campaign->store;
  g_autoptr(GHashTable) told = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < store->roster->len; i++) {
    const RosterRow *row = g_ptr_array_index(store->roster, i);
    if (row->post != NULL && g_hash_table_add(told, (gpointer)(guintptr)row->post)) {
      const Person *person = days_post_holder(days, row->post, page->day);
      sheet_field(page->sheet, plan_post_words(row->post), person != NULL ? person->name : "排班表上没有人");
    }
  }
}

static void put_people(const Page *page) {
  const Store *store = page->desk->campaign->store;
  g_autoptr(Days) days = days_new(page->desk->campaign);
  sheet_heading(page->sheet, "当班人员");
  if (days_closed(days, page->day)) {
    sheet_text(page->sheet, TEXT_PLAIN, "这一天停业。");
  }
  if (store->manager != NULL) {
    sheet_field(page->sheet, "店长", store->manager->name);
  }
  if (store->deputy != NULL) {
    sheet_field(page->sheet, "副店长", store->deputy->name);
  }
  put_posts(page, days);
  sheet_across(page->sheet, 3);
  for (guint i = 0; i < store->shift_hours->len; i++) {
    const ShiftHours *shift = &g_array_index(store->shift_hours, ShiftHours, i);
    g_autofree char *names = shift_people(store, shift, page->day);
    if (*names != '\0') {
      g_autofree char *hours = phrase_hours(shift->hours);
      g_autofree char *line = g_strdup_printf("%s班 %s：%s", shift->code, hours, names);
      sheet_text(page->sheet, TEXT_PLAIN, line);
    }
  }
}

/* ---- whom to call ---- */

static void put_phones(const Page *page) {
  static const SheetColumn columns[] = {{.key = "who", .title = "找谁", .weight = 2, .min = 7},
                                        {.key = "name", .title = "对接人", .weight = 1, .min = 4},
                                        {.key = "phone", .title = "电话", .weight = 1.5, .min = 8},
                                        {.key = "purpose", .title = "什么事", .weight = 3, .min = 8}};
  const Store *store = page->desk->campaign->store;
  const ContactsOptions options = {.wall = TRUE, .date = page->day};
  sheet_heading(page->sheet, "电话");
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "phones");
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *d = g_ptr_array_index(store->departments, i);
    g_autofree char *complaints = words_of_set(words_complaint, d->complaints);
    sheet_cell_strong(table, d->name);
    sheet_cell(table, d->owner != NULL ? d->owner->name : "");
    sheet_cell(table, d->duty_phone != NULL ? d->duty_phone : d->landline);
    sheet_cell(table, complaints);
    sheet_end_row(table);
  }
  for (guint i = 0; i < store->external->len; i++) {
    const External *external = g_ptr_array_index(store->external, i);
    const char *phone = contacts_external_phone(external, &options);
    sheet_cell_strong(table, external->name);
    sheet_cell(table, "");
    sheet_cell(table, phone);
    sheet_cell(table, external->purpose);
    sheet_end_row(table);
  }
  if (table->rows->len == 0) {
    sheet_group(table, "店铺资料里还没有登记电话。");
  }
}

DeskResult print_hours(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Day gala = day_from(desk->plan->year, 3, 15), day = ask->date != DAY_NONE ? ask->date : gala;
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return DESK_FAULT;
  }
  g_autofree DutyMark *marks = dutyboard_marks(board, desk->plan);
  g_autoptr(PlanView) view = planview_new(desk->plan, NULL, -1);
  const Page page = {desk, sheet, day, view, marks};
  const Phase *phase = plan_phase_on(desk->plan, day);
  char words[DAY_TEXT];
  g_free(sheet->date); /* the day it tells of, which is not today's unless it is asked for */
  sheet->date = g_strdup_printf("%s %s", day_iso(day, words), weekday_words(day_weekday(day)));
  g_autofree char *title = g_strdup_printf("%s 按小时安排", day_words(day, words));
  sheet_title(sheet, title, phase != NULL ? phrase_phase(phase, TRUE) : "不在活动期间");
  put_hours(&page);
  put_people(&page);
  put_phones(&page);
  g_autofree char *ladder = contacts_ladder(desk->campaign->store);
  if (*ladder != '\0') {
    sheet_text(sheet, TEXT_PLAIN, ladder);
  }
  sheet_text(sheet, TEXT_BOXED,
             "监管部门、消委会、媒体来电来访：先记下单位、姓名和事由，马上报店长，不自行答复。被点名的商品先下架封存，"
             "再核对。");
  return DESK_DONE;
}
