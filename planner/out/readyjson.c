/* Every figure that the other formats show, by name; what is not known is null. */
#include "out/readyjson.h"
#include "data/json.h"
#include "out/phrase.h"

static const char *const measure_ids[N_READY] = {
    [READY_TOTAL] = "total", [READY_DUE] = "due",     [READY_DONE] = "done",       [READY_DONE_DUE] = "done_due",
    [READY_LATE] = "late",   [READY_TODAY] = "today", [READY_CARRIED] = "carried", [READY_WAIVED] = "waived"};

static void put_day(JsonWriter *json, const char *key, Day day) {
  char text[DAY_TEXT];
  json_put_string(json, key, day != DAY_NONE ? day_iso(day, text) : NULL);
}

static void put_points(JsonWriter *json, const char *key, gint64 points) {
  g_autofree char *text = ready_points(points);
  json_put_string(json, key, text);
}

static void put_percent(JsonWriter *json, const char *key, gint64 part, gint64 whole) {
  int percent = ready_percent(part, whole);
  if (percent < 0) {
    json_put_null(json, key);
  } else {
    json_put_int(json, key, percent);
  }
}

static void put_formal(JsonWriter *json, const Readiness *readiness, const char *key, const char *text) {
  g_autofree char *formal = text != NULL ? phrase_formal(readiness->plan->campaign, text) : NULL;
  json_put_string(json, key, formal);
}

/* What the plan asks is known without a record; what came of it is not. */
static gboolean known(const Readiness *readiness, int measure) {
  return readiness->recorded || measure == READY_TOTAL || measure == READY_DUE;
}

static void put_sum(JsonWriter *json, const Readiness *readiness, const ReadySum *sum) {
  json_open(json, "count", '{');
  for (int i = 0; i < N_READY; i++) {
    if (known(readiness, i)) {
      json_put_int(json, measure_ids[i], sum->count[i]);
    } else {
      json_put_null(json, measure_ids[i]);
    }
  }
  json_close(json);
  json_open(json, "points", '{');
  for (int i = 0; i < N_READY; i++) {
    if (known(readiness, i)) {
      put_points(json, measure_ids[i], sum->points[i]);
    } else {
      json_put_null(json, measure_ids[i]);
    }
  }
  json_close(json);
  put_percent(json, "percent_done", sum->points[READY_DONE], readiness->recorded ? sum->points[READY_TOTAL] : 0);
  put_percent(json, "percent_planned", sum->points[READY_DUE], sum->points[READY_TOTAL]);
}

static void put_rows(JsonWriter *json, const Readiness *readiness) {
  json_open(json, "phases", '[');
  for (guint i = 0; i < readiness->phases->len; i++) {
    const ReadyPhase *row = &g_array_index(readiness->phases, ReadyPhase, i);
    json_open(json, NULL, '{');
    json_put_string(json, "id", row->phase != NULL ? row->phase->id : NULL);
    json_put_string(json, "title", row->phase != NULL ? phrase_phase(row->phase, TRUE) : NULL);
    put_day(json, "from", row->phase != NULL ? row->phase->first : DAY_NONE);
    put_day(json, "to", row->phase != NULL ? row->phase->last : DAY_NONE);
    put_sum(json, readiness, &row->sum);
    json_close(json);
  }
  json_close(json);
  json_open(json, "departments", '[');
  for (guint i = 0; i < readiness->departments->len; i++) {
    const ReadyDepartment *row = &g_array_index(readiness->departments, ReadyDepartment, i);
    const Department *department = row->department;
    json_open(json, NULL, '{');
    json_put_string(json, "id", department != NULL ? department->id : NULL);
    json_put_string(json, "name", department != NULL ? department->name : NULL);
    json_put_string(json, "owner", department != NULL && department->owner != NULL ? department->owner->id : NULL);
    put_sum(json, readiness, &row->sum);
    json_close(json);
  }
  json_close(json);
}

static void put_blocks(JsonWriter *json, const Readiness *readiness) {
  json_open(json, "blockers", '[');
  for (guint i = 0; i < readiness->blocks->len; i++) {
    const ReadyBlock *block = g_ptr_array_index(readiness->blocks, i);
    json_open(json, NULL, '{');
    json_put_string(json, "gate", block->gate);
    json_put_string(json, "name", block->name);
    json_put_bool(json, "blocks", block->blocks);
    put_formal(json, readiness, "text", block->text);
    json_put_string(json, "department", block->department != NULL ? block->department->id : NULL);
    put_day(json, "since", block->since);
    json_close(json);
  }
  json_close(json);
  json_open(json, "unsigned", '[');
  for (guint i = 0; i < readiness->unsigned_->len; i++) {
    const ReadyUnsigned *page = g_ptr_array_index(readiness->unsigned_, i);
    json_open(json, NULL, '{');
    put_formal(json, readiness, "title", page->title);
    put_day(json, "from", page->first);
    put_day(json, "to", page->last);
    json_close(json);
  }
  json_close(json);
}

static void put_risks(JsonWriter *json, const Task *task) {
  g_auto(GStrv) risks = g_strsplit(task->risk != NULL ? task->risk : "", "、", -1);
  json_open(json, "risk", '[');
  for (char **risk = risks; *risk != NULL; risk++) {
    json_put_string(json, NULL, *risk);
  }
  json_close(json);
}

static void put_item(JsonWriter *json, const Readiness *readiness, const ReadyItem *item) {
  const PlanTask *task = item->task;
  g_autoptr(GString) occurrence = g_string_new(NULL);
  plan_occurrence(task, occurrence);
  json_open(json, NULL, '{');
  json_put_string(json, "id", task->task->id);
  json_put_string(json, "occurrence", occurrence->len > 0 ? occurrence->str : NULL);
  put_formal(json, readiness, "title", task->task->title);
  json_put_string(json, "phase", task->phase != NULL ? task->phase->id : NULL);
  json_put_string(json, "department", task->department != NULL ? task->department->id : NULL);
  json_put_string(json, "owner", task->owner != NULL ? task->owner->id : NULL);
  put_risks(json, task->task);
  put_points(json, "points", item->points);
  json_put_string(json, "state", readiness->recorded ? words_duty_state[item->state].id : NULL);
  put_day(json, "due", task->due);
  put_day(json, "last", item->last);
  json_put_bool(json, "overdue", item->overdue);
  json_put_bool(json, "too_late", item->too_late);
  json_put_bool(json, "now", item->now);
  json_open(json, "waits_for", '[');
  for (guint i = 0; item->waits_for != NULL && i < item->waits_for->len; i++) {
    json_put_string(json, NULL, ((const Task *)g_ptr_array_index(item->waits_for, i))->id);
  }
  json_close(json);
  json_close(json);
}

static void put_trend(JsonWriter *json, const Readiness *readiness) {
  g_autofree char *text = readywords_trend(readiness);
  json_open(json, "trend", '{');
  json_put_string(json, "text", text);
  if (text != NULL) {
    put_points(json, "ahead", readiness->ahead);
    json_put_int(json, "ahead_days", readiness->ahead_days);
  } else {
    json_put_null(json, "ahead");
    json_put_null(json, "ahead_days");
  }
  json_open(json, "days", '[');
  for (guint i = 0; i < readiness->points->len; i++) {
    const ReadyPoint *point = &g_array_index(readiness->points, ReadyPoint, i);
    json_open(json, NULL, '{');
    put_day(json, "date", point->day);
    put_points(json, "planned", point->planned);
    if (point->done >= 0) {
      put_points(json, "done", point->done);
    } else {
      json_put_null(json, "done");
    }
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

static void put_head(JsonWriter *json, const Readiness *readiness) {
  const Store *store = readiness->plan->campaign->store;
  g_autofree char *verdict = readywords_verdict(readiness), *advice = readywords_advice(readiness);
  json_put_int(json, "schema", 1);
  json_put_string(json, "store", store->id);
  json_put_string(json, "name", store->name);
  json_put_int(json, "year", readiness->plan->year);
  json_put_bool(json, "practice", store->practice);
  json_put_string(json, "holidays", readiness->plan->holidays == YEAR_OFFICIAL ? "official" : "provisional");
  put_day(json, "date", readiness->today);
  json_put_int(json, "days_to_315", readiness->gala - readiness->today);
  json_put_string(json, "department", readiness->department != NULL ? readiness->department->id : NULL);
  json_put_bool(json, "recorded", readiness->recorded);
  put_day(json, "from", readiness->first);
  put_day(json, "to", readiness->last);
  json_open(json, "verdict", '{');
  json_put_string(json, "state", words_ready_state[readiness->state].id);
  json_put_string(json, "text", verdict);
  json_put_string(json, "today", advice);
  json_close(json);
  json_open(json, "notes", '[');
  g_autoptr(GPtrArray) notes = readywords_notes(readiness);
  for (guint i = 0; i < notes->len; i++) {
    json_put_string(json, NULL, g_ptr_array_index(notes, i));
  }
  json_close(json);
}

void readyjson_print(const Readiness *readiness, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  put_head(json, readiness);
  json_open(json, "overall", '{');
  put_sum(json, readiness, &readiness->all);
  json_close(json);
  json_open(json, "to_315", '{');
  put_sum(json, readiness, &readiness->to_gala);
  json_close(json);
  put_rows(json, readiness);
  put_blocks(json, readiness);
  json_open(json, "items", '[');
  for (guint i = 0; i < readiness->items->len; i++) {
    put_item(json, readiness, &g_array_index(readiness->items, ReadyItem, i));
  }
  json_close(json);
  put_trend(json, readiness);
  json_open(json, "explain", '[');
  for (const ReadyMeaning *meaning = readywords_meanings; meaning->id != NULL; meaning++) {
    json_open(json, NULL, '{');
    json_put_string(json, "figure", meaning->id);
    json_put_string(json, "title", meaning->title);
    json_put_string(json, "text", meaning->text);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}
