/* One task → its occurrences: when each begins and ends, how it is named, and when it is due. */
#include "sched/draft.h"

#define DEFAULT_MINUTES 30 /* `at` without `lasts` */

/* The task's dates once resolved. */
typedef struct {
  Day on, from, to, due; /* on before `workday`; due DAY_NONE when not given */
  Day moved;             /* on after `workday` */
} Dates;

static void leave_out(Draft *draft, Planned *planned, const char *reason) {
  planned->out = TRUE;
  g_hash_table_insert(draft->reasons, (gpointer)(guintptr)planned->task->id, (gpointer)(guintptr)reason);
}

/* FALSE when the task is left out. */
static gboolean resolve(Draft *draft, Planned *planned, const DateAsker *asker, const DateExpr *expr, Day *day) {
  switch (dates_resolve(asker, expr, day)) {
  case DATE_FOUND:
    return TRUE;
  case DATE_NO_OVERLAY:
    diag_add(draft->diags, N004, expr->pos, "本店的 overlays 里没有「%s」，「%s」不排进计划。", expr->overlay,
             planned->task->title);
    draft_note(draft, planned->task,
               g_strdup_printf("「%s」按活动 `%s` 定日期，store.yaml 的 overlays 里没有这个活动，不排。",
                               planned->task->title, expr->overlay));
    leave_out(draft, planned, "本店没有它所依的活动");
    return FALSE;
  case DATE_WRONG:
    break;
  }
  leave_out(draft, planned, "日期有误");
  return FALSE;
}

/* Never after its phase (E050); before it is noted later. FALSE after E050. */
static gboolean check_phase(Draft *draft, Planned *planned, Day first, Day last, Pos pos) {
  const Phase *phase = planned->phase;
  char day[DAY_TEXT], edge[DAY_TEXT];
  if (last > phase->last) {
    Diag *diag = diag_add(draft->diags, E050, pos, "「%s」排到了 %s，晚于所在阶段「%s」的最后一天 %s。",
                          planned->task->title, day_words(last, day), phase->title, day_words(phase->last, edge));
    diag_fix(diag, "把日期提前，或者把任务挪到后面的阶段。");
    leave_out(draft, planned, "日期有误");
    return FALSE;
  }
  if (first < phase->first) {
    planned->early = first;
    planned->early_pos = pos;
  }
  return TRUE;
}

#define EARLY_SHOWN 4 /* tasks named in one note before 等 */

static void note_early(const Draft *draft, const Phase *phase) {
  const Planned *only = NULL;
  guint n = 0;
  g_autoptr(GString) names = g_string_new(NULL);
  char day[DAY_TEXT], edge[DAY_TEXT];
  for (guint i = 0; i < draft->planned->len; i++) {
    const Planned *planned = draft_planned(draft, i);
    if (planned->phase != phase || planned->out || planned->early == DAY_NONE) {
      continue;
    }
    only = only ? only : planned;
    if (n++ < EARLY_SHOWN) {
      g_string_append_printf(names, "%s「%s」（%s）", n > 1 ? "、" : "", planned->task->title,
                             day_words(planned->early, day));
    }
  }
  if (n == 1) {
    diag_add(draft->diags, N002, only->early_pos, "「%s」排在 %s，早于所在阶段「%s」的第一天 %s。", only->task->title,
             day_words(only->early, day), phase->title, day_words(phase->first, edge));
  } else if (n > 1) {
    diag_add(draft->diags, N002, only->early_pos, "有 %u 项任务排在所在阶段「%s」的第一天 %s 之前：%s%s。", n,
             phase->title, day_words(phase->first, edge), names->str, n > EARLY_SHOWN ? " 等" : "");
  }
}

void repeat_note_early(const Draft *draft) {
  for (guint i = 0; i < draft->plan->phases->len; i++) {
    note_early(draft, g_ptr_array_index(draft->plan->phases, i));
  }
}

/* A given `due`: on a day off it moves to the day before, but not before the task itself, which days off may have moved past it. FALSE after
 * E040: what is written is impossible. */
static gboolean resolve_due(Draft *draft, Planned *planned, const DateAsker *asker, Dates *dates) {
  const Task *task = planned->task;
  dates->due = DAY_NONE;
  if (task->due.base == DATE_NONE) {
    return TRUE;
  }
  if (!resolve(draft, planned, asker, &task->due, &dates->due)) {
    return FALSE;
  }
  Pos pos = draft_pos(task->due_pos, task->due.pos);
  if (dates->due < MIN(dates->on, dates->moved)) {
    char due[DAY_TEXT], on[DAY_TEXT];
    Diag *diag = diag_add(draft->diags, E040, pos, "「%s」的截止日 %s 早于开始的 %s。", task->title,
                          day_words(dates->due, due), day_words(dates->on, on));
    diag_fix(diag, "把截止日 due 往后改，或者把 on 提前。");
    leave_out(draft, planned, "日期有误");
    return FALSE;
  }
  Day working = dates_nearest(asker, dates->due, -1);
  if (!dates_year_known(asker, pos)) {
    leave_out(draft, planned, "日期有误");
    return FALSE;
  }
  dates->due = working == DAY_NONE ? dates->due : MAX(working, dates->moved);
  return TRUE;
}

static gboolean resolve_on(Draft *draft, Planned *planned, const DateAsker *asker, Dates *dates) {
  const Task *task = planned->task;
  Pos pos = draft_pos(task->on_pos, task->on.pos);
  if (!resolve(draft, planned, asker, &task->on, &dates->on)) {
    return FALSE;
  }
  dates->moved = dates->on;
  if (task->workday != SHIFT_AS_IS) {
    dates->moved = dates_nearest(asker, dates->on, task->workday == SHIFT_NEXT ? 1 : -1);
    if (dates->moved == DAY_NONE) {
      Diag *diag = diag_add(draft->diags, E018, draft_pos(task->workday_pos, pos),
                            "「%s」要挪到工作日，可是前后 %d 天里没有一个工作日。", task->title, DATES_REACH);
      diag_fix(diag, "看看负责部门的排班表上有没有人。");
    }
    if (!dates_year_known(asker, pos) || dates->moved == DAY_NONE) {
      leave_out(draft, planned, "日期有误");
      return FALSE;
    }
  }
  return check_phase(draft, planned, dates->moved, dates->moved, pos) && resolve_due(draft, planned, asker, dates);
}

/* Both ends of a repetition. FALSE when it is left out. */
static gboolean resolve_span(Draft *draft, Planned *planned, const DateAsker *asker, Dates *dates) {
  const Task *task = planned->task;
  Pos every = draft_pos(task->every_pos, task->pos);
  dates->from = planned->phase->first;
  dates->to = planned->phase->last;
  if (task->from.base != DATE_NONE && !resolve(draft, planned, asker, &task->from, &dates->from)) {
    return FALSE;
  }
  if (task->to.base != DATE_NONE && !resolve(draft, planned, asker, &task->to, &dates->to)) {
    return FALSE;
  }
  if (dates->to < dates->from) {
    char from[DAY_TEXT], to[DAY_TEXT];
    Diag *diag = diag_add(draft->diags, E040, draft_pos(draft_pos(task->to.pos, task->from.pos), every),
                          "「%s」从 %s 重复到 %s，结束早于开始。", task->title, day_words(dates->from, from),
                          day_words(dates->to, to));
    diag_fix(diag, "from 写第一天，to 写最后一天；不写就是所在阶段的头尾。");
    leave_out(draft, planned, "日期有误");
    return FALSE;
  }
  Pos pos = draft_pos(dates->to > planned->phase->last ? task->to.pos : task->from.pos, every);
  return check_phase(draft, planned, dates->from, dates->to, pos);
}

/* Adds the occurrence that begins on `day` (at `minute`, -1 = all day) and is named by `nominal`. FALSE when there are too many. */
static gboolean add(Draft *draft, Planned *planned, Day day, int minute, Day nominal, int nominal_minute, Day due) {
  const Task *task = planned->task;
  if (draft->overflown) {
    return FALSE;
  }
  if (draft->plan->tasks->len >= DRAFT_MAX_TASKS) {
    Diag *diag = diag_add(draft->diags, E010, task->pos, "计划里的任务次数超过了 %d 次，从「%s」起不再排。",
                          DRAFT_MAX_TASKS, task->title);
    diag_fix(diag, "减少重复的任务，或者一天里重复的钟点。");
    draft->overflown = TRUE;
    return FALSE;
  }
  PlanTask one = {.task = task,
                  .phase = planned->phase,
                  .department = planned->department,
                  .owner = planned->owner,
                  .nominal = nominal,
                  .nominal_minute = (gint16)nominal_minute,
                  .all_day = minute < 0,
                  .has_due = due != DAY_NONE,
                  .assigned = planned->assigned};
  one.start = moment_at(day, minute < 0 ? 0 : minute);
  one.end = minute < 0 ? moment_at(day + MAX(task->lasts_days, 1), 0)
                       : one.start + (task->lasts > 0 ? task->lasts : DEFAULT_MINUTES);
  one.due = one.has_due ? due : moment_day(one.end - 1);
  if (task->post) {
    one.owner = days_post_holder(draft->days, task->post, day);
    one.department = one.owner ? one.owner->department : NULL;
  }
  guint32 of = planned->order;
  g_array_append_val(draft->plan->tasks, one);
  g_array_append_val(draft->planned_of, of);
  planned->last_day = planned->count++ == 0 ? one.due : MAX(planned->last_day, one.due);
  return TRUE;
}

/* All `at` of one day. */
static gboolean add_day(Draft *draft, Planned *planned, Day day, Day nominal, Day due) {
  const Task *task = planned->task;
  gboolean listed = task->n_at > 1;
  if (task->n_at == 0) {
    return add(draft, planned, day, -1, nominal, -1, due);
  }
  for (guint i = 0; i < task->n_at; i++) {
    if (i > 0 && task->at[i] == task->at[i - 1]) {
      continue;
    }
    if (!add(draft, planned, day, task->at[i], nominal, listed ? task->at[i] : -1, due)) {
      return FALSE;
    }
  }
  return TRUE;
}

static void repeat(Draft *draft, Planned *planned, const DateAsker *asker, const Dates *dates) {
  const Task *task = planned->task;
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gint16));
  gboolean more = TRUE;
  for (Day day = dates->from; more && day <= dates->to; day++) {
    switch (task->every) {
    case EVERY_DAY:
      more = days_closed(draft->days, day) || add_day(draft, planned, day, day, DAY_NONE);
      break;
    case EVERY_WORKDAY:
      more = !days_is_workday(draft->days, asker->department, asker->person, day) ||
             add_day(draft, planned, day, day, DAY_NONE);
      break;
    case EVERY_WEEK:
      more = (int)day_weekday(day) != task->weekday || add_day(draft, planned, day, day, DAY_NONE);
      break;
    case EVERY_SHIFT:
      days_shift_starts(draft->days, asker->department, asker->person, day, starts);
      for (guint i = 0; more && i < starts->len; i++) {
        gint16 start = g_array_index(starts, gint16, i);
        more = add(draft, planned, day, start, day, start, DAY_NONE);
      }
      break;
    case EVERY_NONE:
    case N_EVERY:
      g_assert_not_reached();
    }
  }
  if (!dates_year_known(asker, draft_pos(task->every_pos, task->pos))) {
    leave_out(draft, planned, "日期有误");
  } else if (planned->count == 0 && !draft->overflown) {
    draft_note(draft, task, g_strdup_printf("「%s」在重复的日期里没有一天合适，一次也没有排。", task->title));
    leave_out(draft, planned, "没有合适的日子");
  }
}

void repeat_expand(Draft *draft, Planned *planned) {
  DateAsker asker = draft_asker(draft, planned);
  Dates dates;
  planned->first = draft->plan->tasks->len;
  if (planned->task->every != EVERY_NONE) {
    if (resolve_span(draft, planned, &asker, &dates)) {
      repeat(draft, planned, &asker, &dates);
    }
  } else if (planned->task->on.base == DATE_NONE) {
    leave_out(draft, planned, "没有写日期"); /* load has said so */
  } else if (resolve_on(draft, planned, &asker, &dates)) {
    Day nominal = planned->task->n_at > 1 ? dates.on : OCC_NONE;
    add_day(draft, planned, dates.moved, nominal, dates.due);
  }
  if (planned->out) { /* a repetition may be given up half-way */
    g_array_set_size(draft->plan->tasks, planned->first);
    g_array_set_size(draft->planned_of, planned->first);
    planned->count = 0;
  }
}
