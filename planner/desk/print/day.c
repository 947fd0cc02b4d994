/* 当日工作单: what is to be done on a day, for a department or a person to carry along and tick off, with who is reached where. By the plan and the record; it
 * says what lies behind as overdue only where the record knows. */
#include "desk/print/sheets.h"
#include "desk/tasks/duty.h"
#include "desk/whom.h"
#include "out/contacts.h"
#include "out/dayview.h"
#include "out/phrase.h"

typedef struct {
  Desk *desk;
  Sheet *sheet;
  Day day;
  const DutyMark *marks; /* NULL without a record */
} Page;

static const SheetColumn columns[] = {{.key = "done", .title = "完成", .min = 3.2},
                                      {.key = "time", .title = "时间", .min = 3.4},
                                      {.key = "work", .title = "工作", .weight = 3, .min = 10},
                                      {.key = "checklist", .title = "检查表", .weight = 1.6, .min = 6},
                                      {.key = "owner", .title = "负责人", .weight = 1, .min = 4},
                                      {.key = "due", .title = "截止", .min = 5},
                                      {.key = "note", .title = "备注", .weight = 1.2, .min = 4}};

static const char *state_words(const Page *page, guint32 index) {
  const DutyMark *mark = page->marks != NULL ? &page->marks[index] : NULL;
  if (mark == NULL) {
    return "";
  }
  return duty_settled((DutyState)mark->state) || mark->state == DUTY_BEGUN || mark->state == DUTY_AWAITING
             ? words_duty_state[mark->state].title
             : "";
}

static void put_task(const Page *page, SheetTable *table, guint32 index) {
  const PlanTask *task = plan_task(page->desk->plan, index);
  const Person *owner = dayview_actor(task, page->day);
  const char *checklist = planview_checklist(page->desk->plan, task->task), *state = state_words(page, index);
  g_autofree char *title = phrase_formal(page->desk->campaign, task->task->title);
  g_autoptr(GString) time = g_string_new(NULL);
  char due[DAY_TEXT];
  gboolean done = page->marks != NULL && duty_settled((DutyState)page->marks[index].state);
  dayview_time(task, time);
  sheet_cell_tick(table, done ? TICK_DONE : TICK_EMPTY, "");
  sheet_cell(table, time->str);
  sheet_cell_strong(table, title);
  sheet_cell(table, checklist != NULL ? checklist : "—");
  sheet_cell(table, owner != NULL ? owner->name : "按排班");
  sheet_cell(table, task->due == page->day ? "当天" : day_words(task->due, due));
  sheet_cell(table, state);
  sheet_end_row(table);
}

static void put_list(const Page *page, SheetTable *table, const char *title, const GArray *list, const GArray *but) {
  gboolean named = FALSE;
  for (guint i = 0; i < list->len; i++) {
    guint32 index = g_array_index(list, guint32, i);
    if (but != NULL && dayview_in(but, index)) {
      continue;
    }
    if (!named) {
      sheet_group(table, title);
      named = TRUE;
    }
    put_task(page, table, index);
  }
}

static void put_work(const Page *page, const DayView *view) {
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  table->row_height = 2;
  sheet_key(page->sheet, "tasks");
  if (page->marks != NULL) {
    put_list(page, table, "逾期未完成，先做", view->past, view->today);
  }
  put_list(page, table, "当天的工作", view->today, NULL);
  put_list(page, table, "当天截止", view->due, view->today);
  put_list(page, table, "已经开始，还没有到截止日", view->open, view->today);
  if (page->marks == NULL) {
    put_list(page, table, "最后一天已过，请核对做完没有", view->past, view->today);
  }
  if (view->past->len + view->today->len + view->due->len + view->open->len == 0) {
    sheet_group(table, "这一天没有安排工作。");
  }
}

/* Numbers that may hang on a wall: of duty, not of people. */
static void put_phones(const Page *page) {
  const Store *store = page->desk->campaign->store;
  const ContactsOptions options = {.wall = TRUE, .date = page->day};
  guint n = 0;
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *d = g_ptr_array_index(store->departments, i);
    const char *phone = d->duty_phone != NULL ? d->duty_phone : d->landline;
    if (phone != NULL) {
      n += n == 0 ? (sheet_heading(page->sheet, "电话"), 1u) : 1u;
      sheet_field(page->sheet, d->name, phone);
    }
  }
  for (guint i = 0; i < store->external->len; i++) {
    const External *external = g_ptr_array_index(store->external, i);
    const char *phone = contacts_external_phone(external, &options);
    if (phone != NULL) {
      n += n == 0 ? (sheet_heading(page->sheet, "电话"), 1u) : 1u;
      sheet_field(page->sheet, external->name, phone);
    }
  }
  if (n > 0) {
    sheet_across(page->sheet, 3);
    sheet_key(page->sheet, "phones");
  }
}

static void put_page(const Page *page, const char *whose, int audience) {
  g_autoptr(PlanView) plan = planview_new(page->desk->plan, NULL, audience);
  g_autoptr(DayView) view = dayview_recorded(plan, page->day, page->marks);
  g_autofree char *title = g_strdup_printf("当日工作单%s%s", whose != NULL ? " · " : "", whose != NULL ? whose : "");
  g_autofree char *phase = view->phase != NULL ? g_strdup(phrase_phase(view->phase, TRUE)) : g_strdup("不在活动期间");
  g_autofree char *left = view->to_315 > 0    ? g_strdup_printf("%s，距3月15日 %d 天", phase, view->to_315)
                          : view->to_315 == 0 ? g_strdup_printf("%s，3月15日当天", phase)
                                              : g_strdup_printf("%s，3月15日已过 %d 天", phase, -view->to_315);
  sheet_title(page->sheet, title, left);
  put_work(page, view);
  if (view->leave->len > 0) {
    g_autoptr(GString) away = g_string_new("当天请假：");
    for (guint i = 0; i < view->leave->len; i++) {
      const Person *person = g_ptr_array_index(view->leave, i);
      g_string_append_printf(away, "%s%s", i > 0 ? "、" : "", person->name);
    }
    g_string_append(away, "。");
    sheet_text(page->sheet, TEXT_PLAIN, away->str);
  }
  put_phones(page);
  sheet_text(page->sheet, TEXT_SMALL, "做完一项勾一项，当天记进电脑；做不完的写明原因，交给对接人。");
}

/* A page, unless there is nothing to do that day. */
static guint put_busy(const Page *page, const char *whose, int audience) {
  if (audience < 0) {
    return 0;
  }
  g_autoptr(PlanView) plan = planview_new(page->desk->plan, NULL, audience);
  g_autoptr(DayView) view = dayview_recorded(plan, page->day, page->marks);
  if (view->past->len + view->today->len + view->due->len + view->open->len == 0) {
    return 0;
  }
  put_page(page, whose, audience);
  return 1;
}

/* Each department, and those who are in none. */
static void put_everybody(const Page *page) {
  const Store *store = page->desk->campaign->store;
  guint pages = 0;
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *department = g_ptr_array_index(store->departments, i);
    pages += put_busy(page, department->name, planview_audience(page->desk->plan, department, NULL));
  }
  for (guint i = 0; i < store->people->len; i++) {
    const Person *person = g_ptr_array_index(store->people, i);
    if (person->department == NULL) {
      pages += put_busy(page, person->name, planview_audience(page->desk->plan, NULL, person));
    }
  }
  if (pages == 0) {
    put_page(page, NULL, -1);
  }
}

DeskResult print_day(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  Whom whom;
  if (!whom_find(desk, ask->who, &whom, problem)) {
    return DESK_REFUSED;
  }
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return DESK_FAULT;
  }
  g_autofree DutyMark *marks = dutyboard_marks(board, desk->plan);
  Page page = {desk, sheet, ask->date != DAY_NONE ? ask->date : desk_today(desk), marks};
  if (whom.department == NULL && whom.person == NULL) {
    put_everybody(&page);
  } else {
    put_page(&page, whom_name(&whom), whom.audience);
  }
  return DESK_DONE;
}
