/* The texts that a plan's rows stand for: names of occurrences, UIDs, titles, descriptions, alarms. They are derived each time instead of
 * stored, so that a plan of 100,000 events stays small. What a UID is made of is frozen for ever (CONTRACT §5): a change here doubles
 * everybody's calendar. Dates are decided in sched/, never here. */
#include "model/plan.h"
#include <string.h>

#define SUMMARY_CHARS 128 /* the strictest of the group tools (WeCom) */
#define DESCRIPTION_CHARS 1000
#define ALL_DAY_ALARM (9 * 60) /* all-day reminders and deadlines ring at 09:00 */

static void note_free(gpointer data) {
  PlanNote *note = data;
  g_free(note->text);
  g_free(note);
}

static void set_free(gpointer data) {
  g_array_unref(data);
}

static void added_free(gpointer data) {
  task_free(data);
}

Plan *plan_new(const Campaign *campaign) {
  Plan *plan = g_new0(Plan, 1);
  plan->campaign = campaign;
  plan->year = campaign->store->year;
  plan->phases = g_ptr_array_new();
  plan->tasks = g_array_new(FALSE, FALSE, sizeof(PlanTask));
  plan->events = g_array_new(FALSE, FALSE, sizeof(PlanEvent));
  plan->audiences = g_array_new(FALSE, FALSE, sizeof(Audience));
  plan->audience_sets = g_ptr_array_new_with_free_func(set_free);
  plan->notes = g_ptr_array_new_with_free_func(note_free);
  plan->by_id = g_hash_table_new(g_direct_hash, g_direct_equal);
  plan->checklists = g_hash_table_new(g_direct_hash, g_direct_equal);
  plan->added = g_ptr_array_new_with_free_func(added_free);
  return plan;
}

void plan_free(Plan *plan) {
  if (!plan) {
    return;
  }
  g_ptr_array_unref(plan->phases);
  g_array_unref(plan->tasks);
  g_array_unref(plan->events);
  g_array_unref(plan->audiences);
  g_ptr_array_unref(plan->audience_sets);
  g_ptr_array_unref(plan->notes);
  g_hash_table_unref(plan->by_id);
  g_hash_table_unref(plan->checklists);
  g_ptr_array_unref(plan->added);
  g_free(plan);
}

gboolean plan_has_task(const Plan *plan, const char *id) {
  return g_hash_table_contains(plan->by_id, id);
}

static const Phase *phase_of(const Plan *plan, const PlanEvent *event) {
  return g_ptr_array_index(plan->phases, event->index);
}

/* ---- names --------------------------------------------------------------------------------------------------------------------- */

static void append_digits(GString *out, int value, int digits) {
  char text[8];
  g_assert(digits <= (int)sizeof text && value >= 0);
  for (int i = digits; i-- > 0; value /= 10) {
    text[i] = (char)('0' + value % 10);
  }
  g_string_append_len(out, text, digits);
}

static void append_occurrence(const PlanTask *task, const char *hyphen, GString *out) {
  if (task->nominal == OCC_NONE) {
    return;
  }
  int year, month, mday;
  day_split(task->nominal, &year, &month, &mday);
  append_digits(out, year, 4);
  g_string_append(out, hyphen);
  append_digits(out, month, 2);
  g_string_append(out, hyphen);
  append_digits(out, mday, 2);
  if (task->nominal_minute >= 0) {
    g_string_append_c(out, 'T');
    append_digits(out, task->nominal_minute / 60 * 100 + task->nominal_minute % 60, 4);
  }
}

void plan_occurrence(const PlanTask *task, GString *out) {
  append_occurrence(task, "-", out);
}

void plan_key(const PlanTask *task, GString *out) {
  g_string_append(out, task->task->id);
  if (task->nominal != OCC_NONE) {
    g_string_append_c(out, '@');
    append_occurrence(task, "-", out);
  }
}

gboolean plan_parse_occurrence(const char *text, Day *nominal, int *minute) {
  char part[16];
  gsize length = strlen(text);
  *minute = -1;
  if (length != 10 && !(length == 15 && text[10] == 'T')) {
    return FALSE;
  }
  g_strlcpy(part, text, 11);
  *nominal = day_parse(part);
  if (length == 15) {
    g_snprintf(part, sizeof part, "%.2s:%.2s", text + 11, text + 13);
    *minute = minute_parse(part, FALSE);
  }
  return *nominal != DAY_NONE && (length == 10 || *minute >= 0);
}

guint8 plan_task_layer(const PlanTask *task) {
  return task->recorded ? LAYER_RECORD : task->task->layer;
}

void plan_event_uid(const Plan *plan, const PlanEvent *event, GString *out) {
  append_digits(out, plan->year, 4);
  g_string_append_c(out, '.');
  if (event->kind == EVENT_BANNER) {
    g_string_append(out, phase_of(plan, event)->id);
  } else {
    const PlanTask *task = plan_task(plan, event->index);
    g_string_append(out, task->task->id);
    if (event->kind == EVENT_EVENT && task->nominal != OCC_NONE) {
      g_string_append_c(out, '.');
      append_occurrence(task, "", out);
    }
  }
  g_string_append_c(out, '.');
  g_string_append_c(out, (char)event->kind);
  g_string_append_c(out, '@');
  g_string_append(out, plan->campaign->store->id);
  g_string_append(out, ".ready315.invalid");
}

void plan_audience_id(const Audience *audience, GString *out) {
  switch (audience->kind) {
  case AUDIENCE_CAMPAIGN:
    g_string_append(out, "campaign");
    break;
  case AUDIENCE_DEPARTMENT:
    g_string_append(out, "dept:");
    g_string_append(out, audience->department->id);
    break;
  case AUDIENCE_STAFF:
    g_string_append(out, "staff:");
    g_string_append(out, audience->person->id);
    break;
  }
}

const char *plan_post_words(const char *post) {
  static const Word words[] = {{"duty-manager", "值班经理"}, {"manager", "店长"}, {NULL, NULL}};
  int i = word_index(words, post);
  return i < 0 ? post : words[i].title;
}

/* ---- titles -------------------------------------------------------------------------------------------------------------------- */

/* Cuts what stands in `out` from `start` on to `chars` characters, with … when something was cut. */
static void limit_from(GString *out, gsize start, glong chars) {
  if (out->len - start <= (gsize)chars || g_utf8_strlen(out->str + start, -1) <= chars) {
    return;
  }
  g_string_truncate(out, (gsize)(g_utf8_offset_to_pointer(out->str + start, chars - 1) - out->str));
  g_string_append(out, "…");
}

void plan_range_words(Day first, Day last, GString *out) {
  int month, mday;
  day_split(first, NULL, &month, &mday);
  g_string_append_printf(out, "%d月%d日", month, mday);
  if (last != first) {
    day_split(last, NULL, &month, &mday);
    g_string_append_printf(out, "—%d月%d日", month, mday);
  }
}

static void append_banner_title(const Phase *phase, GString *out) {
  GString *range = g_string_new("（");
  plan_range_words(phase->first, phase->last, range);
  g_string_append(range, "）");
  gsize start = out->len;
  g_string_append(out, "315");
  g_string_append(out, phase->title);
  if (!g_str_has_suffix(phase->title, "阶段") && !g_str_has_suffix(phase->title, "期")) {
    g_string_append(out, "阶段");
  }
  limit_from(out, start, SUMMARY_CHARS - 8 - (glong)g_utf8_strlen(range->str, -1)); /* 8: 【演练】 and room to spare */
  g_string_append(out, range->str);
  g_string_free(range, TRUE);
}

void plan_event_summary(const Plan *plan, const PlanEvent *event, GString *out) {
  gsize start = out->len;
  if (plan->campaign->store->practice) {
    g_string_append(out, "【演练】");
  }
  if (event->kind == EVENT_BANNER) {
    append_banner_title(phase_of(plan, event), out);
    return;
  }
  const PlanTask *task = plan_task(plan, event->index);
  if (event->kind == EVENT_DEADLINE) {
    g_string_append(out, "【截止】");
  } else if (task->phase) {
    g_string_append(out, "【");
    g_string_append(out, task->phase->title);
    g_string_append(out, "】");
  }
  g_string_append(out, task->task->title);
  limit_from(out, start, SUMMARY_CHARS);
}

/* ---- descriptions -------------------------------------------------------------------------------------------------------------- */

static void append_line(GString *out, const char *label, const char *text) {
  g_string_append(out, label);
  g_string_append(out, "：");
  g_string_append(out, text);
  g_string_append_c(out, '\n');
}

static void append_owner(const PlanTask *task, GString *out) {
  gboolean by_post = task->task->post && !(task->recorded & RECORDED_ASSIGNED);
  const char *post = by_post ? plan_post_words(task->task->post) : NULL;
  if (task->owner && post) {
    g_string_append_printf(out, "负责人：%s（%s）\n", task->owner->name, post);
  } else if (task->owner) {
    append_line(out, "负责人", task->owner->name);
  } else if (post) {
    g_string_append_printf(out, "负责人：当天没有排%s\n", post);
  }
}

/* Departments and role holders of the supported functions, each once. */
static void append_support(const Plan *plan, const PlanTask *task, GString *out) {
  const Store *store = plan->campaign->store;
  const void *said[N_FUNCTIONS] = {NULL};
  guint n = 0;
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if (!(task->task->support & (1u << f))) {
      continue;
    }
    const Department *department = store->covering[f];
    const Person *person = department ? NULL : store->roles[f];
    const void *who = department ? (const void *)department : (const void *)person;
    gboolean known = !who || department == task->department;
    for (guint i = 0; i < n && !known; i++) {
      known = said[i] == who;
    }
    if (known) {
      continue;
    }
    g_string_append(out, n == 0 ? "协助：" : "、");
    g_string_append(out, department ? department->name : person->name);
    said[n++] = who;
  }
  if (n > 0) {
    g_string_append_c(out, '\n');
  }
}

static void append_needs(const Plan *plan, const Task *task, GString *out) {
  gboolean any = FALSE;
  for (guint i = 0; i < task->n_needs; i++) {
    const Task *needed = g_hash_table_lookup(plan->by_id, task->needs[i]);
    if (needed) {
      g_string_append(out, any ? "、" : "前置：");
      g_string_append(out, needed->title);
      any = TRUE;
    }
  }
  if (any) {
    g_string_append_c(out, '\n');
  }
}

static void describe_task(const Plan *plan, const PlanTask *task, GString *out) {
  append_owner(task, out);
  if (task->department) {
    append_line(out, "部门", task->department->name);
  }
  append_support(plan, task, out);
  const Checklist *checklist = NULL;
  if (task->task->checklist) {
    checklist = g_hash_table_lookup(plan->checklists, task->task->checklist);
  }
  if (checklist) {
    append_line(out, "检查表", checklist->title);
  }
  if (task->has_due) {
    char words[DAY_TEXT];
    append_line(out, "截止", day_words(task->due, words));
  }
  append_needs(plan, task->task, out);
  if (task->task->notes) {
    append_line(out, "备注", task->task->notes);
  }
}

static void describe_phase(const Plan *plan, const Phase *phase, GString *out) {
  char first[DAY_TEXT], last[DAY_TEXT];
  g_string_append_printf(out, "起止：%s至%s，共 %d 天\n", day_words(phase->first, first), day_words(phase->last, last),
                         phase->last - phase->first + 1);
  if (plan->holidays != YEAR_OFFICIAL) {
    g_string_append_printf(out, "放假安排待公布：%d 年的放假通知出来以后，日期可能有变\n", plan->year);
  }
  for (guint i = 0; i < phase->rules->len; i++) {
    append_line(out, "规矩", ((const PhaseRule *)g_ptr_array_index(phase->rules, i))->text);
  }
  if (phase->note) {
    append_line(out, "说明", phase->note);
  }
}

void plan_event_description(const Plan *plan, const PlanEvent *event, GString *out) {
  gsize start = out->len;
  if (event->kind == EVENT_BANNER) {
    describe_phase(plan, phase_of(plan, event), out);
  } else {
    describe_task(plan, plan_task(plan, event->index), out);
  }
  while (out->len > start && out->str[out->len - 1] == '\n') {
    g_string_truncate(out, out->len - 1);
  }
  limit_from(out, start, DESCRIPTION_CHARS);
}

/* ---- alarms, audiences, effort ------------------------------------------------------------------------------------------------- */

guint plan_event_alarms(const Plan *plan, const PlanEvent *event, Moment out[TASK_MAX_REMINDERS]) {
  if (event->kind == EVENT_BANNER) {
    return 0;
  }
  if (event->kind == EVENT_DEADLINE) {
    out[0] = event->start + ALL_DAY_ALARM;
    return 1;
  }
  const Task *task = plan_task(plan, event->index)->task;
  guint n = 0;
  for (guint i = 0; i < task->n_remind; i++) {
    Moment at = event->start - task->remind[i].minutes + (event->all_day ? ALL_DAY_ALARM : 0);
    if (n == 0 || at > out[n - 1]) {
      out[n++] = at;
    } else if (at < out[0]) {
      out[1] = out[0];
      out[0] = at;
      n = 2;
    }
  }
  return n;
}

gboolean plan_event_reaches(const Plan *plan, const PlanEvent *event, guint audience) {
  const GArray *set = g_ptr_array_index(plan->audience_sets, event->audience_set);
  guint low = 0, high = set->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(set, guint16, middle) < audience) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < set->len && g_array_index(set, guint16, low) == audience;
}

int plan_task_effort(const PlanTask *task) {
  if (task->task->effort > 0) {
    return task->task->effort;
  }
  return task->all_day ? 0 : task->end - task->start;
}

const Phase *plan_phase_on(const Plan *plan, Day day) {
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (day >= phase->first && day <= phase->last) {
      return phase;
    }
  }
  return NULL;
}
