/* Gathers what out/ knows of a day and of the chart for a screen. */
#include "desk/show/board.h"
#include "out/plansheet.h"

/* ---- the day -------------------------------------------------------------------------------------------------------------------- */

static void used_free(gpointer data) {
  DayChecklist *checklist = data;
  g_free(checklist->uses);
  g_free(checklist);
}

static GPtrArray *checklists_of(const GPtrArray *items) {
  GPtrArray *out = g_ptr_array_new_with_free_func(used_free);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < items->len; i++) {
    const DayItem *item = g_ptr_array_index(items, i);
    if (item->checklist == NULL) {
      continue;
    }
    DayChecklist *known = g_hash_table_lookup(seen, item->task->task->checklist);
    if (known != NULL) {
      char *uses = g_strdup_printf("%s；%s %s", known->uses, item->who, item->when);
      g_free(known->uses);
      known->uses = uses;
      continue;
    }
    DayChecklist *checklist = g_new(DayChecklist, 1);
    *checklist = (DayChecklist){item->checklist, g_strdup_printf("%s %s", item->who, item->when)};
    g_hash_table_insert(seen, (gpointer)(guintptr)item->task->task->checklist, checklist);
    g_ptr_array_add(out, checklist);
  }
  return out;
}

/* Whether nothing is left of the item today: the last of its times lies behind, or all are done. */
static gboolean passed(const DayView *day, const DayItem *item, Moment now) {
  for (guint i = 0; i < day->today->len; i++) {
    const PlanTask *task = plan_task(day->view->plan, g_array_index(day->today, guint32, i));
    gboolean same = task->task == item->task->task && task->owner == item->task->owner;
    if (same && (task->all_day || task->start >= now) && !dayview_settled(day, g_array_index(day->today, guint32, i))) {
      return FALSE;
    }
  }
  return TRUE;
}

static GArray *left_of(const DayBoard *board, Moment now) {
  GArray *left = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < board->parts[DAY_TODAY]->len; i++) {
    if (!passed(board->day, g_ptr_array_index(board->parts[DAY_TODAY], i), now)) {
      g_array_append_val(left, i);
    }
  }
  return left;
}

DayBoard *dayboard_new(const Desk *desk) {
  return dayboard_recorded(desk, NULL);
}

DayBoard *dayboard_recorded(const Desk *desk, const DutyBoard *duties) {
  char text[DAY_TEXT];
  DayBoard *board = g_new0(DayBoard, 1);
  board->view = planview_new(desk->plan, NULL, -1);
  board->marks = duties != NULL ? dutyboard_marks(duties, desk->plan) : NULL;
  board->day = dayview_recorded(board->view, desk_today(desk), board->marks);
  board->date = g_strdup(day_words(board->day->day, text));
  board->phase = daylist_phase(board->day);
  board->to_315 = daylist_to_315(board->day);
  board->around = daylist_around(board->day);
  for (int part = 0; part < N_DAY_PARTS; part++) {
    board->parts[part] = daylist_items(board->day, (DayPart)part);
  }
  board->older = daylist_older(board->day, board->parts[DAY_PAST]);
  board->repeated = daylist_repeated(board->day);
  board->checklists = checklists_of(board->parts[DAY_TODAY]);
  board->left = left_of(board, desk_moment(desk));
  return board;
}

void dayboard_free(DayBoard *board) {
  if (board == NULL) {
    return;
  }
  for (int part = 0; part < N_DAY_PARTS; part++) {
    g_ptr_array_unref(board->parts[part]);
  }
  g_array_unref(board->left);
  g_ptr_array_unref(board->checklists);
  g_ptr_array_unref(board->around);
  g_free(board->repeated);
  g_free(board->to_315);
  g_free(board->phase);
  g_free(board->date);
  dayview_free(board->day);
  g_free(board->marks);
  planview_free(board->view);
  g_free(board);
}

/* ---- the chart ------------------------------------------------------------------------------------------------------------------ */

static void add_tasks(PlanBoard *board, const Phase *phase) {
  for (guint i = 0; i < board->bars->rows->len; i++) {
    BarRow *row = g_ptr_array_index(board->bars->rows, i);
    if (row->kind == BAR_OF_TASK && row->phase == phase) {
      g_ptr_array_add(board->rows, row);
    }
  }
}

static void order_rows(PlanBoard *board) {
  const GPtrArray *rows = board->bars->rows;
  for (guint i = 0; i < rows->len; i++) {
    BarRow *row = g_ptr_array_index(rows, i);
    if (row->kind == BAR_OF_OVERLAY || row->kind == BAR_OF_HOLIDAY) {
      g_ptr_array_add(board->rows, row);
    }
  }
  for (guint i = 0; i < rows->len; i++) {
    BarRow *row = g_ptr_array_index(rows, i);
    if (row->kind == BAR_OF_PHASE) {
      g_ptr_array_add(board->rows, row);
      add_tasks(board, row->phase);
    }
  }
  g_ptr_array_add(board->rows, NULL);
  guint before = board->rows->len;
  add_tasks(board, NULL);
  if (board->rows->len == before) { /* nothing outside the phases: no heading for it */
    g_ptr_array_set_size(board->rows, (int)before - 1);
  }
}

PlanBoard *planboard_new(const Desk *desk) {
  static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日"};
  PlanBoard *board = g_new0(PlanBoard, 1);
  board->view = planview_new(desk->plan, NULL, -1);
  board->bars = bars_new(board->view);
  board->rows = g_ptr_array_new();
  order_rows(board);
  board->days = g_new0(BoardDay, (gsize)board->bars->days + 1);
  for (int i = 0; i < board->bars->days; i++) {
    BoardDay *day = &board->days[i];
    Day of = board->bars->first + i;
    day_split(of, NULL, &day->month, &day->mday);
    day->weekday = weekdays[day_weekday(of)];
    day->monday = day_weekday(of) == MONDAY;
    day->gala = day->month == 3 && day->mday == 15;
  }
  Day today = desk_today(desk);
  board->today = board->bars->days == 0 ? -1 : CLAMP(today - board->bars->first, -1, board->bars->days);
  const PlanSheet sheet = {board->view, NULL, NULL, today};
  board->summary = plansheet_summary(&sheet);
  return board;
}

void planboard_free(PlanBoard *board) {
  if (board == NULL) {
    return;
  }
  g_free(board->summary);
  g_free(board->days);
  g_ptr_array_unref(board->rows);
  bars_free(board->bars);
  planview_free(board->view);
  g_free(board);
}

guint planboard_today_row(const PlanBoard *board) {
  guint phase = 0;
  for (guint i = 0; board->today >= 0 && board->today < board->bars->days && i < board->rows->len; i++) {
    const BarRow *row = g_ptr_array_index(board->rows, i);
    BarMark mark = row != NULL ? row->marks[board->today] : BAR_BLANK;
    if (row != NULL && row->kind == BAR_OF_TASK && mark == BAR_WORK) {
      return i;
    }
    phase = row != NULL && row->kind == BAR_OF_PHASE && mark == BAR_WORK ? i : phase;
  }
  return phase;
}

/* Takes the value. */
static void add_line(GPtrArray *lines, const char *label, char *value) {
  if (value != NULL && *value != '\0') {
    g_ptr_array_add(lines, g_strdup_printf("%s：%s", label, g_strdelimit(value, "\n", ' ')));
  }
  g_free(value);
}

char **planboard_details(const PlanBoard *board, const BarRow *row) {
  GPtrArray *lines = g_ptr_array_new();
  for (guint i = 0; row->kind == BAR_OF_PHASE && i < row->phase->rules->len; i++) {
    g_ptr_array_add(lines, g_strdup(((const PhaseRule *)g_ptr_array_index(row->phase->rules, i))->text));
  }
  if (row->line != NULL) {
    const Plan *plan = board->view->plan;
    const Task *task = row->line->task;
    const PlanTask *first = planview_first(board->view, row->line);
    char due[DAY_TEXT];
    g_autofree char *department = planview_department(row->line, board->view);
    add_line(lines, "时间", planview_when(board->view, row->line));
    add_line(lines, "截止", first->has_due ? g_strdup(day_words(first->due, due)) : NULL);
    add_line(lines, "负责", g_strdup_printf("%s%s%s", row->owner, *department != '\0' ? "，" : "", department));
    add_line(lines, "协助", planview_support(plan->campaign->store, task));
    add_line(lines, "检查表", g_strdup(planview_checklist(plan, task)));
    add_line(lines, "说明", planview_remarks(board->view, row->line));
  }
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(lines, FALSE);
}
