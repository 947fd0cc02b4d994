/* What `today` says. It says only what a plan can know: that a day has gone by, never that somebody is late. */
#include "out/daysheet.h"

#include "base/text.h"
#include "out/daylist.h"
#include "out/planjson.h"
#include <string.h>

#define TIME_CELLS 13

static const PlanTask *nth(const DayView *day, const GArray *list, guint i) {
  return plan_task(day->view->plan, g_array_index(list, guint32, i));
}

/* ---- text -------------------------------------------------------------------------------------------------------------------- */

/* "  10:00        疑难问题清零 — 王芳，客服部", wrapped under itself. */
static void item(const char *when, const char *text, int columns, GString *out) {
  g_auto(GStrv) lines = text_wrap(text, MAX(columns - TIME_CELLS - 3, 20));
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *label = text_pad(i == 0 ? when : "", TIME_CELLS, FALSE);
    g_string_append_printf(out, "  %s %s\n", label, lines[i]);
  }
}

static void say_today(const DayView *day, int columns, GString *out) {
  g_autoptr(GPtrArray) items = daylist_items(day, DAY_TODAY);
  g_string_append_printf(out, "\n%s（%u 项）\n", daylist_title(day, DAY_TODAY), items->len);
  for (guint i = 0; i < items->len; i++) {
    const DayItem *of = g_ptr_array_index(items, i);
    gboolean fits = text_width(of->when) <= TIME_CELLS;
    if (!fits) { /* the times on lines of their own, the task below them */
      g_auto(GStrv) lines = text_wrap(of->when, columns - 2);
      for (char **line = lines; *line != NULL; line++) {
        g_string_append_printf(out, "  %s\n", *line);
      }
    }
    g_autoptr(GString) text = g_string_new(NULL);
    daylist_say(of, text);
    item(fits ? of->when : "", text->str, columns, out);
  }
  if (items->len == 0) {
    g_string_append(out, "  没有安排的工作。\n");
  }
}

/* One line a day, its tasks after each other: lists of what a plan knows little about should be short. */
static void say_by_day(const DayView *day, DayPart part, int columns, GString *out) {
  g_autoptr(GPtrArray) items = daylist_items(day, part);
  g_autoptr(GString) text = g_string_new(NULL);
  guint older = part == DAY_PAST ? daylist_older(day, items) : 0;
  if (items->len > 0) {
    g_string_append_printf(out, "\n%s（%u 项）\n", daylist_title(day, part), items->len);
  }
  for (guint i = older; i < items->len; i++) {
    const DayItem *of = g_ptr_array_index(items, i);
    const DayItem *next = i + 1 < items->len ? g_ptr_array_index(items, i + 1) : NULL;
    g_string_append_printf(text, "%s%s（%s%s%s）", text->len > 0 ? "；" : "", of->task->task->title, of->who,
                           of->state != NULL ? "，" : "", of->state != NULL ? of->state : "");
    if (next == NULL || strcmp(next->when, of->when) != 0) {
      item(of->when, text->str, columns, out);
      g_string_truncate(text, 0);
    }
  }
  if (older > 0) {
    char when[DAY_TEXT];
    g_string_append_printf(out, "  %s%u 项在%s以前截止，“ready315 plan”里有日期。\n", older < items->len ? "另有 " : "",
                           older, day_words(day->day - DAYLIST_PAST_DAYS, when));
  }
}

#define CARRIED_SHOWN 8 /* of what does not stop the signature: most of it stands above as work already */

static void say_gates(const DayState *state, gboolean blocks, const char *heading, int columns, GString *out) {
  guint n = 0;
  for (guint i = 0; i < state->gates->len; i++) {
    n += g_array_index(state->gates, DayGate, i).blocks == blocks;
  }
  if (n == 0) {
    return;
  }
  g_string_append_printf(out, "\n%s（%u 项）\n", heading, n);
  guint shown = 0;
  for (guint i = 0; i < state->gates->len; i++) {
    const DayGate *gate = &g_array_index(state->gates, DayGate, i);
    if (gate->blocks != blocks || (!blocks && shown == CARRIED_SHOWN)) {
      continue;
    }
    shown++;
    g_auto(GStrv) lines = text_wrap(gate->text, columns - 4);
    for (guint k = 0; lines[k] != NULL; k++) {
      g_string_append_printf(out, "  %s%s\n", k == 0 ? "" : "  ", lines[k]);
    }
  }
  if (shown < n) {
    g_string_append_printf(out, "  另有 %u 项，“ready315 signoff”逐条列出。\n", n - shown);
  }
}

static void say_state(const DayState *state, int columns, GString *out) {
  if (state == NULL) {
    return;
  }
  say_gates(state, TRUE, "挡住今天签字的", columns, out);
  say_gates(state, FALSE, "今天签字前要做完，不然写进带遗留的", columns, out);
  if (state->fixes_open > 0) {
    g_string_append_printf(out, "\n全店还有 %u 项整改没有关闭，“ready315 fix list”逐条列出。\n", state->fixes_open);
  }
}

void daysheet_print_text(const DayView *day, const DayState *state, int columns, GString *out) {
  const Store *store = day->view->plan->campaign->store;
  char text[DAY_TEXT];
  g_autofree char *phase = daylist_phase(day);
  g_autofree char *to_315 = daylist_to_315(day);
  g_autofree char *repeated = daylist_repeated(day);
  g_autoptr(GPtrArray) around = daylist_around(day);
  g_string_append_printf(out, "%s%s %s\n", store->practice ? "【演练】" : "", store->name, day_words(day->day, text));
  g_string_append_printf(out, "%s。%s。\n", phase, to_315);
  for (guint i = 0; i < around->len; i++) {
    g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(around, i));
  }
  say_today(day, columns, out);
  say_by_day(day, DAY_DUE, columns, out);
  say_by_day(day, DAY_OPEN, columns, out);
  say_by_day(day, DAY_PAST, columns, out);
  if (repeated != NULL) {
    g_string_append_printf(out, "%s  %s\n", day->past->len == 0 ? "\n" : "", repeated);
  }
  say_by_day(day, DAY_NEXT, columns, out);
  say_state(state, columns, out);
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

/* How it stands: null without a record. */
static void json_mark(JsonWriter *json, const DayView *day, guint32 index) {
  const DutyMark *mark = day->marks != NULL ? &day->marks[index] : NULL;
  if (mark == NULL) {
    json_put_null(json, "record");
    return;
  }
  g_autoptr(GString) done = g_string_new(NULL);
  int offset = day->view->plan->campaign->store->utc_offset;
  if (mark->done_ms > 0) {
    planjson_instant((Moment)(mark->done_ms / 60000 + offset), offset, done);
  }
  json_open(json, "record", '{');
  json_put_string(json, "state", words_duty_state[mark->state].id);
  json_put_bool(json, "overdue", mark->overdue);
  json_put_bool(json, "late", mark->late);
  if (mark->all > 0) {
    json_put_int(json, "answered", mark->answered);
    json_put_int(json, "items", mark->all);
  } else {
    json_put_null(json, "answered");
    json_put_null(json, "items");
  }
  json_put_int(json, "fixes_open", mark->fixes_open);
  json_put_string(json, "done_by", mark->done_by);
  json_put_string(json, "done_at", done->len > 0 ? done->str : NULL);
  json_close(json);
}

static void json_tasks(JsonWriter *json, const DayView *day, const char *key, const GArray *list) {
  json_open(json, key, '[');
  for (guint i = 0; i < list->len; i++) {
    guint32 index = g_array_index(list, guint32, i);
    planjson_task_open(json, day->view->plan, nth(day, list, i));
    json_mark(json, day, index);
    json_close(json);
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
    json_special(json, NULL, &g_array_index(table->days, SpecialDay, first),
                 g_array_index(table->days, SpecialDay, daytable_run_end(table, first)).day);
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

static void json_state(JsonWriter *json, const DayState *state) {
  if (state == NULL) {
    json_put_null(json, "fixes_open");
    json_put_null(json, "gates");
    return;
  }
  json_put_int(json, "fixes_open", state->fixes_open);
  json_open(json, "gates", '[');
  for (guint i = 0; i < state->gates->len; i++) {
    const DayGate *gate = &g_array_index(state->gates, DayGate, i);
    json_open(json, NULL, '{');
    json_put_bool(json, "blocks", gate->blocks);
    json_put_string(json, "text", gate->text);
    json_close(json);
  }
  json_close(json);
}

void daysheet_print_json(const DayView *day, const DayState *state, const char *const *messages, GString *out) {
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
  if (day->marks != NULL) {
    json_tasks(json, day, "overdue", day->past);
    json_put_null(json, "past_due_without_record");
    json_put_null(json, "repeated_without_record");
  } else {
    json_put_null(json, "overdue");
    json_tasks(json, day, "past_due_without_record", day->past);
    json_put_int(json, "repeated_without_record", day->past_repeated);
  }
  json_tasks(json, day, "next", day->next);
  json_state(json, state);
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

void daysheet_print_tasks(const DayView *day, const GArray *list, GString *out) {
  JsonWriter *json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_bool(json, "practice", day->view->plan->campaign->store->practice);
  json_day(json, "day", day->day);
  json_tasks(json, day, "tasks", list);
  json_close(json);
  json_writer_free(json);
}
