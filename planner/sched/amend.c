/* The plan's last layer: what the record says was added, moved, assigned or dropped. The same rules answer beforehand whether a change may be recorded
 * (sched_refusal) and, each time a plan is made, whether it still fits the definitions, which may have changed since; where it does not, the plan goes
 * on without it and says so below. */
#include "sched/draft.h"
#include "sched/sched.h"

#define DEFAULT_MINUTES 30 /* `at` without `lasts` */

/* What a change is about: occurrences of one task. */
typedef struct {
  const Task *task;
  GPtrArray *ones;  /* PlanTask*: those that are meant */
  guint all;        /* how many the task has */
  gboolean unknown; /* the task has no occurrence of that name */
} Target;

static void target_clear(Target *target) {
  g_clear_pointer(&target->ones, g_ptr_array_unref);
}

static void aim(Target *target, PlanTask *task, const TaskChange *change, Day nominal, int minute) {
  target->task = task->task;
  target->all++;
  if (change->occurrence == NULL || (task->nominal == nominal && task->nominal_minute == minute)) {
    g_ptr_array_add(target->ones, task);
  }
}

static Target target_in(GArray *tasks, guint first, guint count, const TaskChange *change) {
  Target target = {.ones = g_ptr_array_new()};
  Day nominal = DAY_NONE;
  int minute = -1;
  gboolean readable = change->occurrence == NULL || plan_parse_occurrence(change->occurrence, &nominal, &minute);
  for (guint i = first; readable && i < first + count; i++) {
    PlanTask *task = &g_array_index(tasks, PlanTask, i);
    if (task->task->id == change->task) {
      aim(&target, task, change, nominal, minute);
    }
  }
  target.unknown = target.task != NULL && target.ones->len == 0;
  return target;
}

/* ---- may it be? ----------------------------------------------------------------------------------------------------------------- */

static char *refuse_day(const Plan *plan, const char *title, Day day) {
  char words[DAY_TEXT];
  return day != DAY_NONE && day_year(day) != plan->year
             ? g_strdup_printf("「%s」写的日子 %s 不在 %d 年。", title, day_iso(day, words), plan->year)
             : NULL;
}

static char *refuse_person(const Plan *plan, const TaskChange *change) {
  return change->person != NULL && store_person(plan->campaign->store, change->person) == NULL
             ? g_strdup_printf("名单上没有“%s”。", change->person)
             : NULL;
}

static char *refuse_due(const char *title, Day due, Day last, gboolean given) {
  char text[DAY_TEXT], day[DAY_TEXT];
  if (due >= last) {
    return NULL;
  }
  return g_strdup_printf("「%s」的截止日 %s 早于要做的 %s%s。", title, day_words(due, text), day_words(last, day),
                         given ? "" : "，请同时写新的截止日");
}

static char *refuse_add(const Plan *plan, const TaskChange *change) {
  char *sentence = refuse_day(plan, change->title, change->on);
  sentence = sentence != NULL ? sentence : refuse_day(plan, change->title, change->due);
  sentence = sentence != NULL ? sentence : refuse_person(plan, change);
  if (sentence == NULL && (campaign_task(plan->campaign, change->task) != NULL || plan_has_task(plan, change->task))) {
    sentence = g_strdup_printf("已经有代号叫 %s 的任务。", change->task);
  }
  if (sentence == NULL && change->due != DAY_NONE) {
    sentence = refuse_due(change->title, change->due, change->on, TRUE);
  }
  return sentence;
}

static char *refuse_move_of(const Plan *plan, const TaskChange *change, const PlanTask *task) {
  const char *title = task->task->title;
  char day[DAY_TEXT], edge[DAY_TEXT];
  if (task->phase != NULL && !(task->recorded & RECORDED_ADDED) && change->on > task->phase->last) {
    return g_strdup_printf(
        "「%s」要排到 %s，晚于所在阶段「%s」的最后一天 %s。要放到后面的阶段，就取消这一项，再新增一项。", title,
        day_words(change->on, day), task->phase->title, day_words(task->phase->last, edge));
  }
  Day due = change->due != DAY_NONE ? change->due : task->has_due ? task->due : DAY_NONE;
  return due == DAY_NONE ? NULL : refuse_due(title, due, change->on, change->due != DAY_NONE);
}

static char *refuse_move(const Plan *plan, const TaskChange *change, const Target *target) {
  const Task *task = target->task;
  char *sentence = refuse_day(plan, task->title, change->on);
  sentence = sentence != NULL ? sentence : refuse_day(plan, task->title, change->due);
  if (sentence != NULL) {
    return sentence;
  }
  if (change->occurrence == NULL && (task->every != EVERY_NONE || (target->all > 1 && change->at >= 0))) {
    g_autoptr(GString) key = g_string_new(NULL);
    plan_key(g_ptr_array_index(target->ones, 0), key);
    return g_strdup_printf("「%s」要做 %u 次，请写明改哪一次，例如 %s。", task->title, target->all, key->str);
  }
  if (change->due != DAY_NONE && task->every != EVERY_NONE) {
    return g_strdup_printf("「%s」是反复做的工作，没有截止日可改。", task->title);
  }
  if (change->due != DAY_NONE && change->occurrence != NULL && target->all > 1) {
    return g_strdup_printf("「%s」的截止日是整个任务的，改截止日请写 %s，不写 @ 后面的场次。", task->title, task->id);
  }
  for (guint i = 0; sentence == NULL && i < target->ones->len; i++) {
    sentence = refuse_move_of(plan, change, g_ptr_array_index(target->ones, i));
  }
  return sentence;
}

static char *refusal(const Plan *plan, const TaskChange *change, const Target *target) {
  if (change->kind == TASK_ADD) {
    return refuse_add(plan, change);
  }
  const Task *task = target->task;
  if (task == NULL) {
    const Task *known = campaign_task(plan->campaign, change->task);
    return known != NULL ? g_strdup_printf("「%s」（%s）不在现在的计划里。", known->title, known->id)
                         : g_strdup_printf("计划里没有任务 %s。", change->task);
  }
  if (target->unknown) {
    return g_strdup_printf("「%s」没有 %s 这一次。", task->title, change->occurrence);
  }
  if (task->locked && (change->kind == TASK_MOVE || change->kind == TASK_DROP)) {
    return g_strdup_printf("「%s」是锁定的任务，可以完成、换人，不能改期或取消。", task->title);
  }
  if (change->kind == TASK_DONE && change->occurrence == NULL && target->all > 1) {
    g_autoptr(GString) key = g_string_new(NULL);
    plan_key(g_ptr_array_index(target->ones, 0), key);
    return g_strdup_printf("「%s」要做 %u 次，请写明是哪一次，例如 %s。", task->title, target->all, key->str);
  }
  if (change->kind == TASK_ASSIGN) {
    return refuse_person(plan, change);
  }
  return change->kind == TASK_MOVE ? refuse_move(plan, change, target) : NULL;
}

char *sched_refusal(const Plan *plan, const TaskChange *change) {
  Target target = target_in(plan->tasks, 0, plan->tasks->len, change);
  char *sentence = refusal(plan, change, &target);
  target_clear(&target);
  return sentence;
}

/* ---- then so be it -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  Draft *draft;
  GHashTable *gone;    /* PlanTask* that were dropped: nothing is added while they are remembered */
  GHashTable *touched; /* const Task* that were moved, for their needs */
} Amender;

static const char *name_of(const Draft *draft, const char *id) {
  const Person *person = store_person(draft->campaign->store, id);
  return person != NULL ? person->name : id;
}

static Task *task_of(const Plan *plan, const TaskChange *change) {
  Task *task = task_new();
  int month, mday;
  task->id = change->task;
  task->title = g_strdup(change->title);
  task->function = change->person == NULL ? change->function : FUNCTION_NONE;
  task->assignee = change->person != NULL ? store_person(plan->campaign->store, change->person) : NULL;
  task->checklist = change->checklist;
  task->layer = LAYER_RECORD;
  day_split(change->on, NULL, &month, &mday);
  task->on = (DateExpr){.base = DATE_MONTH_DAY, .month = (gint8)month, .mday = (gint8)mday};
  if (change->due != DAY_NONE) {
    day_split(change->due, NULL, &month, &mday);
    task->due = (DateExpr){.base = DATE_MONTH_DAY, .month = (gint8)month, .mday = (gint8)mday};
  }
  if (change->at >= 0) {
    task->n_at = 1;
    task->at = g_new(gint16, 1);
    task->at[0] = (gint16)change->at;
    task->lasts = change->lasts;
  } else {
    task->lasts_days = (change->lasts + DAY_MINUTES - 1) / DAY_MINUTES;
  }
  return task;
}

static void add(Amender *amender, const TaskChange *change) {
  Draft *draft = amender->draft;
  Plan *plan = draft->plan;
  Task *task = task_of(plan, change);
  g_ptr_array_add(plan->added, task);
  Planned planned = {.task = task,
                     .phase = plan_phase_on(plan, change->on),
                     .early = DAY_NONE,
                     .order = draft->planned->len,
                     .first = plan->tasks->len,
                     .count = 1};
  people_assign(draft, &planned);
  PlanTask one = {.task = task,
                  .phase = planned.phase,
                  .department = planned.department,
                  .owner = planned.owner,
                  .nominal = OCC_NONE,
                  .nominal_minute = -1,
                  .all_day = change->at < 0,
                  .has_due = change->due != DAY_NONE,
                  .assigned = planned.assigned,
                  .recorded = RECORDED_ADDED};
  one.start = moment_at(change->on, MAX(change->at, 0));
  one.end = change->at < 0 ? moment_at(change->on + MAX(task->lasts_days, 1), 0)
                           : one.start + (change->lasts > 0 ? change->lasts : DEFAULT_MINUTES);
  one.due = one.has_due ? change->due : moment_day(one.end - 1);
  planned.last_day = one.due;
  g_array_append_val(draft->planned, planned);
  g_hash_table_insert(draft->by_id, (gpointer)(guintptr)task->id, GUINT_TO_POINTER(draft->planned->len));
  g_hash_table_insert(plan->by_id, (gpointer)(guintptr)task->id, task);
  g_array_append_val(plan->tasks, one);
  g_array_append_val(draft->planned_of, planned.order);
}

static void assign(PlanTask *task, Person *person) {
  task->owner = person;
  task->department = person->department;
  task->assigned = TRUE;
  task->recorded |= RECORDED_ASSIGNED;
}

/* Keeps what the change leaves open: the time of the day, how long it takes, and a deadline that was given. */
static void move(const Draft *draft, PlanTask *task, const TaskChange *change) {
  int minute = moment_minute(task->start);
  Moment length = task->end - task->start;
  if (change->at >= 0) {
    minute = change->at;
    length = change->lasts > 0 ? change->lasts : task->all_day ? DEFAULT_MINUTES : length;
    task->all_day = FALSE;
  } else if (change->lasts > 0) {
    length = task->all_day ? (change->lasts + DAY_MINUTES - 1) / DAY_MINUTES * DAY_MINUTES : change->lasts;
  }
  task->start = moment_at(change->on, task->all_day ? 0 : minute);
  task->end = task->start + length;
  task->recorded |= RECORDED_MOVED;
  if (change->due != DAY_NONE) {
    task->due = change->due;
    task->has_due = TRUE;
    task->recorded |= RECORDED_DUE;
  } else if (!task->has_due) {
    task->due = moment_day(task->end - 1);
  }
  if (task->recorded & RECORDED_ADDED) {
    task->phase = plan_phase_on(draft->plan, change->on);
  }
  if (task->task->post != NULL && !(task->recorded & RECORDED_ASSIGNED)) { /* whoever stands in the roster that day */
    task->owner = days_post_holder(draft->days, task->task->post, change->on);
    task->department = task->owner != NULL ? task->owner->department : NULL;
  }
}

static void note_drop(Draft *draft, const TaskChange *change, const Target *target) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_assert(target->task); /* what was dropped was found */
  g_string_append_printf(text, "「%s」", target->task->title);
  if (change->occurrence != NULL) {
    const PlanTask *one = g_ptr_array_index(target->ones, 0);
    char day[DAY_TEXT], clock[DAY_TEXT];
    g_string_append_printf(text, "%s%s%s 这一次", day_words(one->nominal, day), one->nominal_minute >= 0 ? " " : "",
                           one->nominal_minute >= 0 ? minute_clock(one->nominal_minute, clock) : "");
  }
  g_string_append_printf(text, "已经取消：%s（%s）。", change->reason, name_of(draft, change->by));
  draft_note(draft, target->task, g_string_free(g_steal_pointer(&text), FALSE));
}

static void drop(Amender *amender, const TaskChange *change, const Target *target) {
  note_drop(amender->draft, change, target);
  for (guint i = 0; i < target->ones->len; i++) {
    g_hash_table_add(amender->gone, g_ptr_array_index(target->ones, i));
  }
  if (target->ones->len == target->all) {
    g_hash_table_remove(amender->draft->plan->by_id, target->task->id);
    draft_find(amender->draft, target->task->id)->out = TRUE;
  }
}

static void note_misfit(Draft *draft, const TaskChange *change, const Target *target, const char *why) {
  char day[DAY_TEXT];
  Day when = moment_day((Moment)(change->utc_ms / 60000 + draft->campaign->store->utc_offset));
  draft_note(draft, target->task,
             g_strdup_printf("任务记录里%s%s的一次%s（%s）现在用不上：%s", day_words(when, day),
                             name_of(draft, change->by), words_task_change[change->kind].title, change->task, why));
}

/* The occurrences of a task that are not dropped yet. */
static Target target_of(const Amender *amender, const TaskChange *change) {
  const Draft *draft = amender->draft;
  const Planned *planned = draft_find(amender->draft, change->task);
  Target target =
      target_in(draft->plan->tasks, planned != NULL ? planned->first : 0, planned != NULL ? planned->count : 0, change);
  for (guint i = target.ones->len; i-- > 0;) {
    if (g_hash_table_contains(amender->gone, g_ptr_array_index(target.ones, i))) {
      g_ptr_array_remove_index(target.ones, i);
    }
  }
  for (guint i = 0; planned != NULL && i < planned->count; i++) {
    target.all -= g_hash_table_contains(amender->gone, plan_task(draft->plan, planned->first + i));
  }
  target.unknown = target.task != NULL && target.ones->len == 0;
  return target;
}

static void amend(Amender *amender, const TaskChange *change) {
  Draft *draft = amender->draft;
  Target target = target_of(amender, change);
  g_autofree char *why = refusal(draft->plan, change, &target);
  if (why != NULL) {
    if (change->kind != TASK_DONE) { /* what was done stays done, though nobody asks for it any more */
      note_misfit(draft, change, &target, why);
    }
    target_clear(&target);
    return;
  }
  if (change->kind == TASK_DROP) {
    drop(amender, change, &target);
  } else if (change->kind == TASK_ASSIGN || change->kind == TASK_MOVE) {
    g_hash_table_add(amender->touched, (gpointer)(guintptr)target.task);
    for (guint i = 0; i < target.ones->len; i++) {
      PlanTask *task = g_ptr_array_index(target.ones, i);
      if (change->kind == TASK_MOVE) {
        move(draft, task, change);
      } else {
        assign(task, store_person(draft->campaign->store, change->person));
      }
    }
  }
  target_clear(&target);
}

/* ---- what follows --------------------------------------------------------------------------------------------------------------- */

static void settle_last_days(const Amender *amender) {
  const Draft *draft = amender->draft;
  for (guint i = 0; i < draft->planned->len; i++) {
    Planned *planned = draft_planned(draft, i);
    if (!g_hash_table_contains(amender->touched, planned->task)) {
      continue;
    }
    planned->last_day = DAY_NONE;
    for (guint k = 0; k < planned->count; k++) {
      PlanTask *task = plan_task(draft->plan, planned->first + k);
      if (!g_hash_table_contains(amender->gone, task)) {
        planned->last_day = MAX(planned->last_day, task->due);
      }
    }
  }
}

/* Of the definitions a wrong order is an error; of the record it is news, for the shop has decided it. */
static void note_needs(const Amender *amender, const Planned *planned) {
  Draft *draft = amender->draft;
  for (guint i = 0; i < planned->task->n_needs; i++) {
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(draft->by_id, planned->task->needs[i]));
    const Planned *needed = at > 0 ? draft_planned(draft, at - 1) : NULL;
    if (needed == NULL) {
      continue;
    }
    if (needed->out && needed->count > 0 && !plan_has_task(draft->plan, needed->task->id)) {
      draft_note(draft, planned->task,
                 g_strdup_printf("「%s」不再等「%s」（已经取消）。", planned->task->title, needed->task->title));
      continue;
    }
    gboolean moved =
        g_hash_table_contains(amender->touched, planned->task) || g_hash_table_contains(amender->touched, needed->task);
    if (moved && !needed->out && needed->last_day > planned->last_day) {
      char own[DAY_TEXT], other[DAY_TEXT];
      draft_note(draft, planned->task,
                 g_strdup_printf("「%s」最迟 %s 完成，它等的「%s」却要到 %s 才完成，请把其中一项再改一改。",
                                 planned->task->title, day_words(planned->last_day, own), needed->task->title,
                                 day_words(needed->last_day, other)));
    }
  }
}

/* Takes the dropped ones out, and what knows them by place goes with them. */
static void compact(Draft *draft, GHashTable *gone) {
  Plan *plan = draft->plan;
  guint kept = 0;
  for (guint i = 0; i < plan->tasks->len; i++) {
    if (!g_hash_table_contains(gone, plan_task(plan, i))) {
      g_array_index(plan->tasks, PlanTask, kept) = *plan_task(plan, i);
      g_array_index(draft->planned_of, guint32, kept) = g_array_index(draft->planned_of, guint32, i);
      kept++;
    }
  }
  g_array_set_size(plan->tasks, kept);
  g_array_set_size(draft->planned_of, kept);
}

void amend_plan(Draft *draft, const GPtrArray *changes) {
  g_autoptr(GPtrArray) live = taskchange_live(changes);
  Amender amender = {draft, g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL)};
  for (guint i = 0; i < live->len; i++) { /* first, for they may make the list of tasks move in memory */
    const TaskChange *change = g_ptr_array_index(live, i);
    if (change->kind == TASK_ADD) {
      Target nothing = {.task = NULL};
      g_autofree char *why = refusal(draft->plan, change, &nothing);
      if (why != NULL) {
        note_misfit(draft, change, &nothing, why);
      } else if (draft->plan->tasks->len < DRAFT_MAX_TASKS) {
        add(&amender, change);
      }
    }
  }
  for (guint i = 0; i < live->len; i++) {
    const TaskChange *change = g_ptr_array_index(live, i);
    if (change->kind != TASK_ADD) {
      amend(&amender, change);
    }
  }
  settle_last_days(&amender);
  for (guint i = 0; i < draft->planned->len; i++) {
    if (!draft_planned(draft, i)->out) {
      note_needs(&amender, draft_planned(draft, i));
    }
  }
  compact(draft, amender.gone);
  g_hash_table_unref(amender.gone);
  g_hash_table_unref(amender.touched);
}
