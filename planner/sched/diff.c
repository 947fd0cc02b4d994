/* Plans compared occurrence by occurrence: the same task and occurrence is the same piece of work, whatever its day (as in the UIDs). */
#include "sched/diff.h"
#include <string.h>

const char *const change_kind_ids[] = {"moved", "added", "withdrawn", "reassigned", "retitled"};
const char *const change_subject_ids[] = {"task", "deadline", "phase"};

/* ---- old plans ------------------------------------------------------------------------------------------------------------------ */

OldPlan *oldplan_new(void) {
  OldPlan *plan = g_new0(OldPlan, 1);
  plan->tasks = g_array_new(FALSE, FALSE, sizeof(OldTask));
  plan->phases = g_array_new(FALSE, FALSE, sizeof(OldPhase));
  plan->strings = g_string_chunk_new(4096);
  return plan;
}

void oldplan_free(OldPlan *plan) {
  if (!plan) {
    return;
  }
  g_free(plan->store);
  g_array_unref(plan->tasks);
  g_array_unref(plan->phases);
  g_string_chunk_free(plan->strings);
  g_free(plan);
}

static const char *keep(OldPlan *plan, const char *text) {
  return text ? g_string_chunk_insert_const(plan->strings, text) : NULL;
}

void oldplan_add_task(OldPlan *plan, const OldTask *task) {
  OldTask copy = *task;
  copy.id = keep(plan, task->id);
  copy.occurrence = keep(plan, task->occurrence);
  copy.phase = keep(plan, task->phase);
  copy.title = keep(plan, task->title ? task->title : task->id);
  copy.department = keep(plan, task->department);
  copy.owner = keep(plan, task->owner);
  g_array_append_val(plan->tasks, copy);
}

void oldplan_add_phase(OldPlan *plan, const char *id, const char *title, Day first, Day last) {
  OldPhase phase = {keep(plan, id), keep(plan, title ? title : id), first, last};
  g_array_append_val(plan->phases, phase);
}

OldPlan *oldplan_of(const Plan *plan) {
  OldPlan *old = oldplan_new();
  old->year = plan->year;
  old->store = g_strdup(plan->campaign->store->id);
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    oldplan_add_phase(old, phase->id, phase->title, phase->first, phase->last);
  }
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    g_autoptr(GString) occurrence = g_string_new(NULL);
    plan_occurrence(task, occurrence);
    oldplan_add_task(old, &(OldTask){.id = task->task->id,
                                     .occurrence = occurrence->len > 0 ? occurrence->str : NULL,
                                     .phase = task->phase != NULL ? task->phase->id : NULL,
                                     .title = task->task->title,
                                     .department = task->department != NULL ? task->department->id : NULL,
                                     .owner = task->owner != NULL ? task->owner->id : NULL,
                                     .all_day = task->all_day,
                                     .start = task->start,
                                     .end = task->end,
                                     .due = task->due});
  }
  return old;
}

/* ---- changes -------------------------------------------------------------------------------------------------------------------- */

/* A change with what sorting and grouping need. */
typedef struct {
  Change change; /* first: a Change* is a pointer to it */
  Moment when;
  char *
      said; /* what the sentence says of it after the title, without the day: grouped when alike; NULL = never grouped */
} Entry;

void change_free(Change *change) {
  if (!change) {
    return;
  }
  Entry *entry = (Entry *)change;
  g_free(change->id);
  g_free(change->occurrence);
  g_free(change->title);
  g_free(change->from);
  g_free(change->to);
  g_free(change->sentence);
  g_free(entry->said);
  g_free(entry);
}

static void change_destroy(gpointer data) {
  change_free(data);
}

typedef struct {
  const OldPlan *old;
  const Plan *plan;
  GPtrArray *changes;
} Differ;

static Change *add(Differ *differ, ChangeKind kind, ChangeSubject subject, const char *id, const char *title,
                   Moment when) {
  Entry *entry = g_new0(Entry, 1);
  entry->change.kind = kind;
  entry->change.subject = subject;
  entry->change.id = g_strdup(id);
  entry->change.title = g_strdup(title);
  entry->when = when;
  g_ptr_array_add(differ->changes, &entry->change);
  return &entry->change;
}

/* When something is, compared and told. */
typedef struct {
  gboolean all_day;
  Moment start, end;
} Span;

static void append_iso(GString *out, Moment moment, gboolean all_day) {
  char text[DAY_TEXT];
  g_string_append(out, day_iso(moment_day(moment), text));
  if (!all_day) {
    g_string_append_printf(out, "T%s", minute_clock(moment_minute(moment), text));
  }
}

static char *span_iso(Span span) {
  GString *out = g_string_new(NULL);
  append_iso(out, span.start, span.all_day);
  g_string_append_c(out, '/');
  append_iso(out, span.all_day ? span.end - DAY_MINUTES : span.end, span.all_day);
  return g_string_free(out, FALSE);
}

/* 3月3日 周三, 3月3日 周三 10:00—12:00, 3月3日 周三至3月5日 周五 */
static char *span_words(Span span) {
  char start[DAY_TEXT], end[DAY_TEXT], from[DAY_TEXT], to[DAY_TEXT];
  Day first = moment_day(span.start), last = moment_day(span.end - 1);
  day_words(first, start);
  day_words(last, end);
  if (span.all_day) {
    return last > first ? g_strdup_printf("%s至%s", start, end) : g_strdup(start);
  }
  minute_clock(moment_minute(span.start), from);
  minute_clock(moment_minute(span.end), to);
  return last > first ? g_strdup_printf("%s %s—%s %s", start, from, day_words(moment_day(span.end), end), to)
                      : g_strdup_printf("%s %s—%s", start, from, to);
}

static gboolean span_equal(Span a, Span b) {
  return a.all_day == b.all_day && a.start == b.start && a.end == b.end;
}

/* How a person or department is called: the name today, else the id of then. */
static const char *person_words(const Differ *differ, const char *id) {
  const Person *person = id ? store_person(differ->plan->campaign->store, id) : NULL;
  return person ? person->name : id ? id : "没有人";
}

/* ---- tasks ---------------------------------------------------------------------------------------------------------------------- */

static Span old_span(const OldTask *task) {
  return (Span){task->all_day, task->start, task->end};
}
static Span new_span(const PlanTask *task) {
  return (Span){task->all_day, task->start, task->end};
}

static Entry *finish(Change *change, const char *occurrence, char *from, char *to) {
  change->occurrence = occurrence && *occurrence ? g_strdup(occurrence) : NULL;
  change->from = from;
  change->to = to;
  return (Entry *)change;
}

static void tell_added(Differ *differ, const PlanTask *task, const char *occurrence) {
  Span span = new_span(task);
  g_autofree char *when = span_words(span);
  Change *change = add(differ, CHANGE_ADDED, CHANGE_TASK, task->task->id, task->task->title, task->start);
  Entry *entry = finish(change, occurrence, NULL, span_iso(span));
  const char *owner = task->owner ? task->owner->name : "没有人";
  change->sentence = g_strdup_printf("新增「%s」：%s，负责人%s。", task->task->title, when, owner);
  entry->said = g_strdup_printf("负责人%s", owner);
}

static void tell_withdrawn(Differ *differ, const OldTask *task) {
  Span span = old_span(task);
  g_autofree char *when = span_words(span);
  Change *change = add(differ, CHANGE_WITHDRAWN, CHANGE_TASK, task->id, task->title, task->start);
  Entry *entry = finish(change, task->occurrence, span_iso(span), NULL);
  change->sentence =
      g_strdup_printf("取消「%s」：原定%s，负责人%s。", task->title, when, person_words(differ, task->owner));
  entry->said = g_strdup_printf("原负责人%s", person_words(differ, task->owner));
}

static void compare_owner(Differ *differ, const OldTask *old, const PlanTask *task, const char *occurrence) {
  const char *owner = task->owner ? task->owner->id : NULL;
  if (g_strcmp0(old->owner, owner) == 0) {
    return;
  }
  Change *change = add(differ, CHANGE_REASSIGNED, CHANGE_TASK, task->task->id, task->task->title, task->start);
  Entry *entry = finish(change, occurrence, g_strdup(old->owner ? old->owner : ""), g_strdup(owner ? owner : ""));
  g_autofree char *when = span_words(new_span(task));
  const char *before = person_words(differ, old->owner), *after = person_words(differ, owner);
  change->sentence = g_strdup_printf("「%s」（%s）的负责人从%s改为%s。", task->task->title, when, before, after);
  entry->said = g_strdup_printf("的负责人从%s改为%s", before, after);
}

static void compare_title(Differ *differ, const OldTask *old, const PlanTask *task, const char *occurrence) {
  if (g_strcmp0(old->title, task->task->title) == 0) {
    return;
  }
  Change *change = add(differ, CHANGE_RETITLED, CHANGE_TASK, task->task->id, task->task->title, task->start);
  Entry *entry = finish(change, occurrence, g_strdup(old->title), g_strdup(task->task->title));
  change->sentence = g_strdup_printf("「%s」改名为「%s」。", old->title, task->task->title);
  entry->said = g_strdup("");
}

static Day last_day(Span span) {
  return moment_day(span.end - 1);
}

/* The deadline alone: its day changed, and not merely along with a task that has none of its own. One a task. */
static void compare_due(Differ *differ, const OldTask *old, const PlanTask *task, GHashTable *told) {
  Day before = old->due == DAY_NONE ? last_day(old_span(old)) : old->due;
  gboolean own = before != last_day(old_span(old)) || task->has_due;
  if (before == task->due || !own || !g_hash_table_add(told, (gpointer)(guintptr)task->task)) {
    return;
  }
  char from[DAY_TEXT], to[DAY_TEXT];
  Change *change =
      add(differ, CHANGE_MOVED, CHANGE_DEADLINE, task->task->id, task->task->title, moment_at(task->due, 0));
  change->from = g_strdup(day_iso(before, from));
  change->to = g_strdup(day_iso(task->due, to));
  change->sentence = g_strdup_printf("「%s」的截止日从%s改到%s。", task->task->title, day_words(before, from),
                                     day_words(task->due, to));
}

static void compare_task(Differ *differ, const OldTask *old, const PlanTask *task, const char *occurrence,
                         GHashTable *told_due) {
  Span before = old_span(old), after = new_span(task);
  if (!span_equal(before, after)) {
    g_autofree char *from = span_words(before), *to = span_words(after);
    Change *change = add(differ, CHANGE_MOVED, CHANGE_TASK, task->task->id, task->task->title, task->start);
    finish(change, occurrence, span_iso(before), span_iso(after));
    change->sentence = g_strdup_printf("「%s」从%s改到%s。", task->task->title, from, to);
  }
  compare_due(differ, old, task, told_due);
  compare_owner(differ, old, task, occurrence);
  compare_title(differ, old, task, occurrence);
}

/* What an occurrence is known by: "screen-copy" or "screen-copy@2027-03-11T1000". */
static char *key_of(const char *id, const char *occurrence) {
  return occurrence && *occurrence ? g_strconcat(id, "@", occurrence, NULL) : g_strdup(id);
}

static void compare_tasks(Differ *differ) {
  g_autoptr(GHashTable) olds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) told_due = g_hash_table_new(NULL, NULL);
  g_autoptr(GString) occurrence = g_string_new(NULL);
  for (guint i = 0; i < differ->old->tasks->len; i++) {
    OldTask *task = &g_array_index(differ->old->tasks, OldTask, i);
    g_hash_table_replace(olds, key_of(task->id, task->occurrence), task);
  }
  for (guint i = 0; i < differ->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(differ->plan, i);
    g_string_truncate(occurrence, 0);
    plan_occurrence(task, occurrence);
    g_autofree char *key = key_of(task->task->id, occurrence->str);
    const OldTask *old = g_hash_table_lookup(olds, key);
    if (old) {
      compare_task(differ, old, task, occurrence->str, told_due);
      g_hash_table_remove(olds, key);
    } else {
      tell_added(differ, task, occurrence->str);
    }
  }
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, olds);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    tell_withdrawn(differ, value);
  }
}

/* ---- phases --------------------------------------------------------------------------------------------------------------------- */

static Span phase_span(Day first, Day last) {
  return (Span){TRUE, moment_at(first, 0), moment_at(last + 1, 0)};
}

static const OldPhase *old_phase(const OldPlan *old, const char *id) {
  for (guint i = 0; i < old->phases->len; i++) {
    const OldPhase *phase = &g_array_index(old->phases, OldPhase, i);
    if (g_strcmp0(phase->id, id) == 0) {
      return phase;
    }
  }
  return NULL;
}

static void compare_phase(Differ *differ, const OldPhase *old, const Phase *phase) {
  Span after = phase_span(phase->first, phase->last);
  g_autofree char *to = span_words(after);
  if (!old) {
    Change *change = add(differ, CHANGE_ADDED, CHANGE_PHASE, phase->id, phase->title, after.start);
    change->to = span_iso(after);
    change->sentence = g_strdup_printf("新增阶段「%s」：%s。", phase->title, to);
    return;
  }
  Span before = phase_span(old->first, old->last);
  if (!span_equal(before, after)) {
    g_autofree char *from = span_words(before);
    Change *change = add(differ, CHANGE_MOVED, CHANGE_PHASE, phase->id, phase->title, after.start);
    change->from = span_iso(before);
    change->to = span_iso(after);
    change->sentence = g_strdup_printf("阶段「%s」从%s改到%s。", phase->title, from, to);
  }
  if (g_strcmp0(old->title, phase->title) != 0) {
    Change *change = add(differ, CHANGE_RETITLED, CHANGE_PHASE, phase->id, phase->title, after.start);
    change->from = g_strdup(old->title);
    change->to = g_strdup(phase->title);
    change->sentence = g_strdup_printf("阶段「%s」改名为「%s」。", old->title, phase->title);
  }
}

static void compare_phases(Differ *differ) {
  const GPtrArray *phases = differ->plan->phases;
  for (guint i = 0; i < phases->len; i++) {
    const Phase *phase = g_ptr_array_index(phases, i);
    compare_phase(differ, old_phase(differ->old, phase->id), phase);
  }
  for (guint i = 0; i < differ->old->phases->len; i++) {
    const OldPhase *old = &g_array_index(differ->old->phases, OldPhase, i);
    gboolean there = FALSE;
    for (guint k = 0; k < phases->len && !there; k++) {
      there = g_strcmp0(((const Phase *)g_ptr_array_index(phases, k))->id, old->id) == 0;
    }
    if (!there) {
      Span before = phase_span(old->first, old->last);
      g_autofree char *from = span_words(before);
      Change *change = add(differ, CHANGE_WITHDRAWN, CHANGE_PHASE, old->id, old->title, before.start);
      change->from = span_iso(before);
      change->sentence = g_strdup_printf("取消阶段「%s」：原定%s。", old->title, from);
    }
  }
}

/* ---- both ----------------------------------------------------------------------------------------------------------------------- */

static int by_day(gconstpointer a, gconstpointer b) {
  const Entry *one = *(const Entry *const *)a, *other = *(const Entry *const *)b;
  int phases = (other->change.subject == CHANGE_PHASE) - (one->change.subject == CHANGE_PHASE);
  if (phases != 0) {
    return phases;
  }
  if (one->when != other->when) {
    return one->when < other->when ? -1 : 1;
  }
  int order = g_strcmp0(one->change.id, other->change.id);
  order = order ? order : g_strcmp0(one->change.occurrence, other->change.occurrence);
  order = order ? order : (int)one->change.subject - (int)other->change.subject;
  return order ? order : (int)one->change.kind - (int)other->change.kind;
}

GPtrArray *diff_plans(const OldPlan *old, const Plan *plan) {
  Differ differ = {old, plan, g_ptr_array_new_with_free_func(change_destroy)};
  compare_phases(&differ);
  compare_tasks(&differ);
  g_ptr_array_sort(differ.changes, by_day);
  return differ.changes;
}

/* ---- sentences for people ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const Entry *first;
  Day from, to;
  guint count;
} Group;

static char *group_sentence(const Group *group) {
  const Change *change = &group->first->change;
  g_autoptr(GString) days = g_string_new(NULL);
  plan_range_words(group->from, group->to, days);
  switch (change->kind) {
  case CHANGE_ADDED:
    return g_strdup_printf("新增「%s」%u 次：%s，%s。", change->title, group->count, days->str, group->first->said);
  case CHANGE_WITHDRAWN:
    return g_strdup_printf("取消「%s」%u 次：原定%s，%s。", change->title, group->count, days->str, group->first->said);
  case CHANGE_REASSIGNED:
    return g_strdup_printf("「%s」%u 次（%s）%s。", change->title, group->count, days->str, group->first->said);
  case CHANGE_RETITLED:
  case CHANGE_MOVED:
    break;
  }
  return g_strdup(change->sentence);
}

char **diff_summary(const GPtrArray *changes) {
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(Group));
  for (guint i = 0; i < changes->len; i++) {
    const Entry *entry = g_ptr_array_index(changes, i);
    Day day = moment_day(entry->when);
    g_autofree char *key = entry->said
                               ? g_strdup_printf("%d %s %s %s", entry->change.kind, entry->change.id, entry->said,
                                                 entry->change.kind == CHANGE_RETITLED ? entry->change.from : "")
                               : NULL;
    guint at = key ? GPOINTER_TO_UINT(g_hash_table_lookup(known, key)) : 0;
    if (at > 0) {
      Group *group = &g_array_index(groups, Group, at - 1);
      group->to = MAX(group->to, day);
      group->count++;
      continue;
    }
    Group group = {entry, day, day, 1};
    g_array_append_val(groups, group);
    if (key) {
      g_hash_table_insert(known, g_steal_pointer(&key), GUINT_TO_POINTER(groups->len));
    }
  }
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new();
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = &g_array_index(groups, Group, i);
    g_autofree char *line = group->count > 1 ? group_sentence(group) : g_strdup(group->first->change.sentence);
    g_strv_builder_add(lines, line);
  }
  if (groups->len == 0) {
    g_strv_builder_add(lines, "计划没有变化。");
  }
  return g_strv_builder_end(lines);
}
