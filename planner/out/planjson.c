/* The machine's view of the plan: what `make interop` compares every calendar with, and what `plan --diff` reads back a month later. */
#include "out/planjson.h"

#include <string.h>

void planjson_instant(Moment moment, int offset_minutes, GString *out) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  int offset = ABS(offset_minutes);
  g_string_append_printf(out, "%sT%s:00%c%02d:%02d", day_iso(moment_day(moment), day),
                         minute_clock(moment_minute(moment), clock), offset_minutes < 0 ? '-' : '+', offset / 60,
                         offset % 60);
}

static void json_moment(JsonWriter *json, const char *key, Moment moment, int offset) {
  g_autoptr(GString) text = g_string_new(NULL);
  planjson_instant(moment, offset, text);
  json_put_string(json, key, text->str);
}

static void json_day(JsonWriter *json, const char *key, Day day) {
  char text[DAY_TEXT];
  json_put_string(json, key, day != DAY_NONE ? day_iso(day, text) : NULL);
}

/* All-day ends are stored as the 00:00 after the last day and written inclusive. */
static void json_span(JsonWriter *json, Moment start, Moment end, gboolean all_day, int offset) {
  if (all_day) {
    json_day(json, "start", moment_day(start));
    json_day(json, "end", moment_day(end - 1));
  } else {
    json_moment(json, "start", start, offset);
    json_moment(json, "end", end, offset);
  }
  json_put_bool(json, "all_day", all_day);
}

/* NULL for the shipped layer: nobody changed it. */
static const char *changed_by(const Plan *plan, guint8 layer) {
  return layer == 0 ? NULL : layer_name(plan->campaign, layer);
}

static void json_occurrence(JsonWriter *json, const PlanTask *task) {
  g_autoptr(GString) text = g_string_new(NULL);
  plan_occurrence(task, text);
  json_put_string(json, "occurrence", text->len > 0 ? text->str : NULL);
}

/* As it is written in a definition: 1d, 2h, 45m. */
static void json_reminders(JsonWriter *json, const Task *task) {
  json_open(json, "remind", '[');
  for (guint i = 0; i < task->n_remind; i++) {
    int minutes = task->remind[i].minutes;
    int unit = minutes % DAY_MINUTES == 0 ? DAY_MINUTES : minutes % 60 == 0 ? 60 : 1;
    g_autofree char *text = g_strdup_printf("%d%c", minutes / unit, unit == 1 ? 'm' : unit == 60 ? 'h' : 'd');
    json_put_string(json, NULL, text);
  }
  json_close(json);
}

void planjson_task_open(JsonWriter *json, const Plan *plan, const PlanTask *task) {
  int offset = plan->campaign->store->utc_offset;
  const Task *t = task->task;
  json_open(json, NULL, '{');
  json_put_string(json, "id", t->id);
  json_occurrence(json, task);
  json_put_string(json, "phase", task->phase != NULL ? task->phase->id : NULL);
  json_put_string(json, "title", t->title);
  json_put_string(json, "function", t->function != FUNCTION_NONE ? words_function[t->function].id : NULL);
  json_put_string(json, "department", task->department != NULL ? task->department->id : NULL);
  json_put_string(json, "owner", task->owner != NULL ? task->owner->id : NULL);
  json_open(json, "support", '[');
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if (t->support & (1u << f)) {
      json_put_string(json, NULL, words_function[f].id);
    }
  }
  json_close(json);
  json_span(json, task->start, task->end, task->all_day, offset);
  json_day(json, "due", task->due);
  json_put_string(json, "checklist", t->checklist);
  json_open(json, "needs", '[');
  for (guint i = 0; i < t->n_needs; i++) {
    if (plan_has_task(plan, t->needs[i])) {
      json_put_string(json, NULL, t->needs[i]);
    }
  }
  json_close(json);
  json_reminders(json, t);
  json_put_string(json, "changed_by", changed_by(plan, plan_task_layer(task)));
}

static void print_task(JsonWriter *json, const Plan *plan, const PlanTask *task) {
  planjson_task_open(json, plan, task);
  json_close(json);
}

static void json_event(JsonWriter *json, const Plan *plan, const PlanEvent *event, int offset, GString *scratch) {
  const PlanTask *task = event->kind == EVENT_BANNER ? NULL : plan_task(plan, event->index);
  const Phase *phase = task != NULL ? task->phase : g_ptr_array_index(plan->phases, event->index);
  const char kind[2] = {(char)event->kind, '\0'};
  json_open(json, NULL, '{');
  g_string_truncate(scratch, 0);
  plan_event_uid(plan, event, scratch);
  json_put_string(json, "uid", scratch->str);
  json_put_string(json, "kind", kind);
  json_put_string(json, "phase", phase != NULL ? phase->id : NULL);
  json_put_string(json, "task", task != NULL ? task->task->id : NULL);
  if (event->kind == EVENT_EVENT) {
    json_occurrence(json, task);
  } else {
    json_put_null(json, "occurrence"); /* one deadline a task, one banner a phase */
  }
  json_open(json, "audiences", '[');
  const GArray *set = g_ptr_array_index(plan->audience_sets, event->audience_set);
  for (guint i = 0; i < set->len; i++) {
    g_string_truncate(scratch, 0);
    plan_audience_id(plan_audience(plan, g_array_index(set, guint16, i)), scratch);
    json_put_string(json, NULL, scratch->str);
  }
  json_close(json);
  g_string_truncate(scratch, 0);
  plan_event_summary(plan, event, scratch);
  json_put_string(json, "summary", scratch->str);
  json_span(json, event->start, event->end, event->all_day, offset);
  Moment alarms[TASK_MAX_REMINDERS];
  guint n = plan_event_alarms(plan, event, alarms);
  json_open(json, "alarms", '[');
  for (guint i = 0; i < n; i++) {
    json_moment(json, NULL, alarms[i], offset);
  }
  json_close(json);
  json_close(json);
}

static void json_note(JsonWriter *json, const Plan *plan) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < plan->notes->len; i++) {
    const PlanNote *note = g_ptr_array_index(plan->notes, i);
    g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", note->text);
  }
  json_put_string(json, "note", text->len > 0 ? text->str : NULL);
}

void planjson_print(const PlanView *view, GString *out) {
  const Plan *plan = view->plan;
  const Store *store = plan->campaign->store;
  g_autoptr(GString) scratch = g_string_new(NULL);
  JsonWriter *json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "store", store->id);
  json_put_int(json, "year", plan->year);
  json_put_string(json, "scale", words_scale[store->scale].id);
  json_put_string(json, "holidays", plan->holidays == YEAR_OFFICIAL ? "official" : "provisional");
  json_note(json, plan);
  json_open(json, "phases", '[');
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    json_open(json, NULL, '{');
    json_put_string(json, "id", phase->id);
    json_put_string(json, "title", phase->title);
    json_day(json, "from", phase->first);
    json_day(json, "to", phase->last);
    json_put_string(json, "changed_by", changed_by(plan, phase->layer));
    json_close(json);
  }
  json_close(json);
  json_open(json, "tasks", '[');
  for (guint i = 0; i < view->tasks->len; i++) {
    print_task(json, plan, plan_task(plan, g_array_index(view->tasks, guint32, i)));
  }
  json_close(json);
  json_open(json, "events", '[');
  for (guint i = 0; i < view->events->len; i++) {
    json_event(json, plan, plan_event(plan, g_array_index(view->events, guint32, i)), store->utc_offset, scratch);
  }
  json_close(json);
  json_close(json);
  json_writer_free(json);
}
