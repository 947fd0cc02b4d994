/* Campaign → Plan: runs the steps (draft.h), then puts everything in order. Orders are by precomputed numbers: comparing UIDs as strings would
 * cost more than the rest of the plan. */
#include "sched/sched.h"
#include "sched/draft.h"
#include <stdlib.h>
#include <string.h>

/* ---- selection ------------------------------------------------------------------------------------------------------------------ */

/* Why the store does not have the task; NULL when it has. */
static const char *why_not(const Draft *draft, const Phase *phase, const Task *task) {
  const Store *store = draft->campaign->store;
  if (!g_ptr_array_find(draft->plan->phases, phase, NULL)) {
    return "所在阶段本店不设";
  }
  if (task->scales && !(task->scales & (1u << store->scale))) {
    return "本店规模没有这一项";
  }
  if (task->kinds && !(task->kinds & store->kinds)) {
    return "本店没有这类业务";
  }
  return NULL;
}

static void select_tasks(Draft *draft) {
  const Campaign *campaign = draft->campaign;
  for (guint i = 0; i < campaign->dropped->len; i++) {
    const DroppedTask *dropped = g_ptr_array_index(campaign->dropped, i);
    g_hash_table_insert(draft->reasons, (gpointer)(guintptr)dropped->id, (gpointer)(guintptr) "已经删除");
  }
  for (guint p = 0; p < campaign->phases->len; p++) {
    const Phase *phase = g_ptr_array_index(campaign->phases, p);
    for (guint t = 0; t < phase->tasks->len; t++) {
      const Task *task = g_ptr_array_index(phase->tasks, t);
      const char *reason = why_not(draft, phase, task);
      if (reason) {
        g_hash_table_insert(draft->reasons, (gpointer)(guintptr)task->id, (gpointer)(guintptr)reason);
        continue;
      }
      Planned planned = {.task = task, .phase = phase, .early = DAY_NONE, .order = draft->planned->len};
      people_assign(draft, &planned);
      g_array_append_val(draft->planned, planned);
      g_hash_table_insert(draft->by_id, (gpointer)(guintptr)task->id, GUINT_TO_POINTER(draft->planned->len));
    }
  }
}

/* ---- order ---------------------------------------------------------------------------------------------------------------------- */

/* Orders ids as they stand in a UID, where a dot follows: "a-b." comes before "a.". */
static int compare_in_uid(const char *a, const char *b) {
  while (*a && *a == *b) {
    a++;
    b++;
  }
  int one = *a ? (guchar)*a : '.', other = *b ? (guchar)*b : '.';
  return one - other;
}

static int by_id_plain(gconstpointer a, gconstpointer b, gpointer data) {
  const Draft *draft = data;
  return strcmp(draft_planned(draft, *(const guint32 *)a)->task->id,
                draft_planned(draft, *(const guint32 *)b)->task->id);
}

static void rank_tasks(Draft *draft) {
  g_autoptr(GArray) order = g_array_sized_new(FALSE, FALSE, sizeof(guint32), draft->planned->len);
  for (guint32 i = 0; i < draft->planned->len; i++) {
    g_array_append_val(order, i);
  }
  g_array_sort_with_data(order, by_id_plain, draft);
  for (guint32 i = 0; i < order->len; i++) {
    draft_planned(draft, g_array_index(order, guint32, i))->rank = i;
  }
}

/* An id that makes UIDs: of a task, or of a phase for its banner. */
typedef struct {
  const char *id;
  guint32 index;
  gboolean phase;
} Name;

static int by_uid_name(gconstpointer a, gconstpointer b) {
  return compare_in_uid(((const Name *)a)->id, ((const Name *)b)->id);
}

/* Ranks of tasks and phases together; the same id (a phase called like a task) has the same rank. */
static guint32 *rank_names(Draft *draft) {
  const GPtrArray *phases = draft->plan->phases;
  guint32 *of_phases = g_new0(guint32, phases->len + 1);
  g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(Name));
  for (guint32 i = 0; i < draft->planned->len; i++) {
    Name name = {draft_planned(draft, i)->task->id, i, FALSE};
    g_array_append_val(names, name);
  }
  for (guint32 i = 0; i < phases->len; i++) {
    Name name = {((const Phase *)g_ptr_array_index(phases, i))->id, i, TRUE};
    g_array_append_val(names, name);
  }
  g_array_sort(names, by_uid_name);
  guint32 rank = 0;
  for (guint i = 0; i < names->len; i++) {
    const Name *name = &g_array_index(names, Name, i);
    rank += i > 0 && by_uid_name(&g_array_index(names, Name, i - 1), name) != 0;
    if (name->phase) {
      of_phases[name->index] = rank;
    } else {
      draft_planned(draft, name->index)->uid_rank = rank;
    }
  }
  return of_phases;
}

/* What tasks and events are sorted by: start, rank of the id, then occurrence. For events without one, `day` is past every day and `minute`
 * the kind, as the letter stands in a UID where occurrences have digits. */
typedef struct {
  Moment start;
  guint32 rank;
  Day day;
  gint32 minute;
  guint32 index;
} Key;

static int by_key(gconstpointer a, gconstpointer b) {
  const Key *one = a, *other = b;
  if (one->start != other->start) {
    return one->start < other->start ? -1 : 1;
  }
  if (one->rank != other->rank) {
    return one->rank < other->rank ? -1 : 1;
  }
  if (one->day != other->day) {
    return one->day < other->day ? -1 : 1;
  }
  return one->minute - other->minute;
}

/* Puts `rows` of `size` bytes into the order of the sorted keys. */
static void permute(GArray **rows, const GArray *keys, guint size) {
  GArray *sorted = g_array_sized_new(FALSE, FALSE, size, keys->len);
  for (guint i = 0; i < keys->len; i++) {
    g_array_append_vals(sorted, (*rows)->data + (gsize)g_array_index(keys, Key, i).index * size, 1);
  }
  g_array_unref(*rows);
  *rows = sorted;
}

static void sort_tasks(Draft *draft) {
  Plan *plan = draft->plan;
  g_autoptr(GArray) keys = g_array_sized_new(FALSE, FALSE, sizeof(Key), plan->tasks->len);
  rank_tasks(draft);
  for (guint32 i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    guint32 rank = draft_planned(draft, g_array_index(draft->planned_of, guint32, i))->rank;
    Key key = {task->start, rank, task->nominal, task->nominal_minute, i};
    g_array_append_val(keys, key);
  }
  g_array_sort(keys, by_key);
  permute(&plan->tasks, keys, sizeof(PlanTask));
  permute(&draft->planned_of, keys, sizeof(guint32));
}

/* ---- events --------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  Draft *draft;
  Audiences *audiences;
  GArray *events, *keys;
} EventMaker;

static void add_event(EventMaker *maker, PlanEvent event, guint32 rank, Day day, int minute) {
  Key key = {event.start, rank, day, minute, maker->events->len};
  g_array_append_val(maker->events, event);
  g_array_append_val(maker->keys, key);
}

static void add_banners(EventMaker *maker, const guint32 *ranks) {
  const GPtrArray *phases = maker->draft->plan->phases;
  for (guint32 i = 0; i < phases->len; i++) {
    const Phase *phase = g_ptr_array_index(phases, i);
    PlanEvent event = {.kind = EVENT_BANNER, .index = i, .all_day = TRUE};
    event.start = moment_at(phase->first, 0);
    event.end = moment_at(phase->last + 1, 0);
    event.audience_set = audiences_everybody(maker->audiences);
    add_event(maker, event, ranks[i], G_MAXINT32, EVENT_BANNER);
  }
}

/* The set of an event is that of its task and owner; occurrences of a task mostly share the owner, so the last answer is kept. */
typedef struct {
  const Person *owner;
  const Department *department;
  guint32 set;
  gboolean known, deadline_made;
} Recent;

static void add_task_events(EventMaker *maker) {
  Plan *plan = maker->draft->plan;
  g_autofree Recent *recents = g_new0(Recent, maker->draft->planned->len + 1);
  for (guint32 i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    guint32 of = g_array_index(maker->draft->planned_of, guint32, i);
    Recent *recent = &recents[of];
    if (!recent->known || recent->owner != task->owner || recent->department != task->department) {
      recent->known = TRUE;
      recent->owner = task->owner;
      recent->department = task->department;
      recent->set = audiences_of_task(maker->audiences, task, FALSE);
    }
    guint32 rank = draft_planned(maker->draft, of)->uid_rank;
    PlanEvent event = {
        .kind = EVENT_EVENT, .index = i, .all_day = task->all_day, .start = task->start, .end = task->end};
    event.audience_set = recent->set;
    gboolean named = task->nominal != OCC_NONE;
    add_event(maker, event, rank, named ? task->nominal : G_MAXINT32, named ? task->nominal_minute : EVENT_EVENT);
    if (task->has_due && !recent->deadline_made) {
      recent->deadline_made = TRUE;
      PlanEvent deadline = {.kind = EVENT_DEADLINE, .index = i, .all_day = TRUE};
      deadline.start = moment_at(task->due, 0);
      deadline.end = moment_at(task->due + 1, 0);
      deadline.audience_set = audiences_of_task(maker->audiences, task, TRUE);
      add_event(maker, deadline, rank, G_MAXINT32, EVENT_DEADLINE);
    }
  }
}

static void make_events(Draft *draft) {
  g_autoptr(Audiences) audiences = audiences_new(draft->plan, draft->diags);
  g_autofree guint32 *ranks = rank_names(draft);
  g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(Key));
  EventMaker maker = {draft, audiences, draft->plan->events, keys};
  add_banners(&maker, ranks);
  add_task_events(&maker);
  g_array_sort(keys, by_key);
  permute(&draft->plan->events, keys, sizeof(PlanEvent));
}

/* ---- the year ------------------------------------------------------------------------------------------------------------------- */

/* The worst status of the years that the plan touches (N006, E056). */
static void judge_holidays(Draft *draft) {
  Plan *plan = draft->plan;
  Day first = day_from(plan->year, 3, 15), last = first;
  for (guint i = 0; i < plan->tasks->len; i++) {
    first = MIN(first, moment_day(plan_task(plan, i)->start));
    last = MAX(last, plan_task(plan, i)->due);
  }
  plan->holidays = YEAR_OFFICIAL;
  for (int year = day_year(first); year <= day_year(last); year++) {
    YearStatus status = daytable_status(draft->campaign->days, year);
    plan->holidays = MIN(plan->holidays, status);
    Pos pos = draft_pos(draft->campaign->store->year_pos, draft->campaign->store->pos);
    if (status == YEAR_UNKNOWN) {
      Diag *diag = diag_add(draft->diags, E056, pos, "没有 %d 年的放假安排，排不了计划。", year);
      diag_fix(diag, "用 `ready315 holidays import 文件` 导入 %d 年的放假通知。", year);
    } else if (status == YEAR_PROVISIONAL) {
      Diag *diag = diag_add(draft->diags, N006, pos, "%d 年的放假安排待公布，计划暂按法定节日和周末来排。", year);
      diag_fix(diag, "国务院办公厅的通知公布以后，用 `ready315 holidays import 文件` 导入，会列出哪些任务要挪。");
    }
  }
}

/* ---- the room's front ----------------------------------------------------------------------------------------------------------- */

static void run_steps(Draft *draft, const GPtrArray *changes) {
  Plan *plan = draft->plan;
  phases_select(draft);
  select_tasks(draft);
  if (plan->phases->len == 0) {
    Diag *diag = diag_add(draft->diags, N007, draft->campaign->store->pos, "本店不设 315 活动期，计划是空的。");
    diag_fix(diag, "要设，就在 store.yaml 的 campaign.phases 里写上阶段的起止日期。");
  }
  for (guint i = 0; i < draft->planned->len; i++) {
    repeat_expand(draft, draft_planned(draft, i));
  }
  repeat_note_early(draft);
  for (guint i = 0; i < draft->planned->len; i++) {
    const Planned *planned = draft_planned(draft, i);
    if (!planned->out) {
      const char *id = planned->task->id;
      g_hash_table_insert(plan->by_id, (gpointer)(guintptr)id, (gpointer)(guintptr)planned->task);
    }
  }
  for (guint i = 0; i < draft->campaign->checklists->len; i++) {
    Checklist *checklist = g_ptr_array_index(draft->campaign->checklists, i);
    g_hash_table_insert(plan->checklists, (gpointer)(guintptr)checklist->id, checklist);
  }
  refs_check(draft);
  if (changes != NULL && changes->len > 0) {
    amend_plan(draft, changes);
  }
  sort_tasks(draft);
  make_events(draft);
  judge_holidays(draft);
  people_warn(draft);
}

Plan *sched_plan(const Campaign *campaign, const GPtrArray *changes, DiagList *diags) {
  g_autoptr(Days) days = days_new(campaign);
  Draft draft = {.campaign = campaign, .plan = plan_new(campaign), .days = days, .diags = diags};
  draft.planned = g_array_new(FALSE, FALSE, sizeof(Planned));
  draft.by_id = g_hash_table_new(NULL, NULL);
  draft.reasons = g_hash_table_new(NULL, NULL);
  draft.planned_of = g_array_new(FALSE, FALSE, sizeof(guint32));
  run_steps(&draft, changes);
  g_array_unref(draft.planned);
  g_hash_table_unref(draft.by_id);
  g_hash_table_unref(draft.reasons);
  g_array_unref(draft.planned_of);
  return draft.plan;
}

static void pass_error(const Diag *diag, gpointer data) {
  if (diag_code_severity(diag->code) != DIAG_ERROR) {
    return;
  }
  Diag *copy = diag_add(data, diag->code, diag->pos, "%s", diag->message);
  diag_underline(copy, diag->width);
  if (diag->fix) {
    diag_fix(copy, "%s", diag->fix);
  }
}

void sched_check_broken(const Campaign *campaign, DiagList *diags) {
  int year = campaign->store->year;
  if (!day_valid(year, 3, 15) || daytable_status(campaign->days, year) == YEAR_UNKNOWN) {
    return; /* nothing can be dated, and load has said so */
  }
  g_autoptr(DiagList) found = diag_list_new();
  plan_free(sched_plan(campaign, NULL, found)); /* only what it found counts */
  diag_each(found, pass_error, diags);
}
