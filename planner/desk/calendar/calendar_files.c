/* The .ics files of the chosen audiences: one event is rendered once and streamed into all of them. */
#include "desk/calendar/calendar_work.h"

#include <string.h>

#define BATCH 256 /* files open at a time; with more, events are rendered once a batch */

/* ---- names ------------------------------------------------------------------------------------------------------------------------------ */

static const char *const kind_prefixes[] = {
    [CALENDAR_EVENTS] = "", [CALENDAR_TODO] = "todo-", [CALENDAR_CHANGES] = "changes-"};

char *work_file_name(const Work *work, CalendarKind kind, guint audience) {
  char *name = g_strconcat(kind_prefixes[kind], work->ids[audience], ".ics", NULL);
  return g_strdelimit(name, ":", '-');
}

static const char *audience_title(const Plan *plan, guint index) {
  const Audience *audience = plan_audience(plan, index);
  switch (audience->kind) {
  case AUDIENCE_DEPARTMENT:
    return audience->department->name;
  case AUDIENCE_STAFF:
    return audience->person->name;
  case AUDIENCE_CAMPAIGN:
    break;
  }
  return plan->campaign->store->name;
}

static void begin_file(Work *work, CalendarKind kind, guint audience, FileWriter *writer) {
  static const char *const words[] = {[CALENDAR_EVENTS] = "", [CALENDAR_TODO] = "待办 ", [CALENDAR_CHANGES] = "取消 "};
  const Store *store = work->plan->campaign->store;
  g_autofree char *name = g_strdup_printf("%s315 %s· %s", store->practice ? "【演练】" : "", words[kind],
                                          audience_title(work->plan, audience));
  g_autofree char *description = g_strdup_printf(
      "%s%s %d 年 315 活动安排%s", store->practice ? "【演练】" : "", store->name, work->plan->year,
      work->plan->holidays == YEAR_OFFICIAL ? "" : "（放假安排待公布，公布后日期可能有变，会另发一份）");
  g_string_truncate(work->bytes, 0);
  ics_begin(work->ics, name, description, work->bytes);
  file_put(writer, work->bytes->str, work->bytes->len);
}

static void end_file(Work *work, FileWriter *writer) {
  g_string_truncate(work->bytes, 0);
  ics_end(work->ics, work->bytes);
  file_put(writer, work->bytes->str, work->bytes->len);
}

/* ---- the files ---------------------------------------------------------------------------------------------------------------------------- */

static CalendarFile *open_file(Work *work, CalendarKind kind, guint audience, FileWriter **writer, GError **error) {
  g_autofree char *name = work_file_name(work, kind, audience);
  CalendarFile *file = g_new0(CalendarFile, 1);
  file->kind = kind;
  file->audience = audience;
  file->path = g_build_filename(work->folder, name, NULL);
  file->existed = g_file_test(file->path, G_FILE_TEST_EXISTS);
  g_ptr_array_add(work->result->files, file);
  *writer = output_open(work->outputs, file->path, error);
  if (!*writer) {
    return NULL;
  }
  begin_file(work, kind, audience, *writer);
  return file;
}

/* A file of ours that has nothing left to say is taken away with the commit. */
static gboolean doom_file(Work *work, CalendarKind kind, guint audience, GError **error) {
  g_autofree char *name = work_file_name(work, kind, audience);
  g_autofree char *path = g_build_filename(work->folder, name, NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    return TRUE;
  }
  /* Opened and dropped: refuses where the file is not ours. */
  g_autoptr(OutputSet) test = output_new(work->desk);
  if (!output_open(test, path, error)) {
    return FALSE;
  }
  g_ptr_array_add(work->doomed, g_steal_pointer(&path));
  return TRUE;
}

static void put_item(Work *work, const IcsItem *item, const GArray *reach) {
  gboolean rendered = FALSE;
  for (guint i = 0; i < reach->len; i++) {
    FileWriter *writer = work->writers[g_array_index(reach, guint16, i)];
    if (!writer) {
      continue;
    }
    if (!rendered) {
      g_string_truncate(work->bytes, 0);
      ics_item(work->ics, item, work->bytes);
      rendered = TRUE;
    }
    file_put(writer, work->bytes->str, work->bytes->len);
  }
}

static gboolean is_wanted(const Work *work, const GArray *reach) {
  for (guint i = 0; i < reach->len; i++) {
    if (work->writers[g_array_index(reach, guint16, i)]) {
      return TRUE;
    }
  }
  return FALSE;
}

/* A to-do is the occurrence as a whole: it starts when its event does and is due with the task. */
static void show_todo(const Work *work, const Item *item, Shown *shown, GString *uid) {
  const PlanTask *task = plan_task(work->plan, plan_event(work->plan, item->event)->index);
  shown->ics.kind = ICS_TODO;
  shown->ics.n_alarms = 0;
  if (task->all_day || task->has_due) {
    Day first = moment_day(task->start);
    shown->ics.all_day = TRUE;
    shown->ics.start = first < task->due ? moment_at(first, 0) : MOMENT_NONE; /* DUE must be later than DTSTART */
    shown->ics.end = moment_at(task->due, 0);
  }
  /* One collection may not hold an event and a to-do of the same UID. */
  const char *at = strrchr(shown->ics.uid, '@');
  g_string_truncate(uid, 0);
  g_string_append_len(uid, shown->ics.uid, at - shown->ics.uid - 1);
  g_string_append_c(uid, 't');
  g_string_append(uid, at);
  shown->ics.uid = uid->str;
}

static void stream_items(Work *work, CalendarKind kind) {
  g_autoptr(GString) uid = g_string_new(NULL);
  for (guint i = 0; i < work->items->len; i++) {
    const Item *item = &g_array_index(work->items, Item, i);
    const GArray *reach = work_reach(work, item);
    if (!is_wanted(work, reach) ||
        (kind == CALENDAR_TODO && plan_event(work->plan, item->event)->kind != EVENT_EVENT)) {
      continue;
    }
    Shown shown;
    work_show(work, item, &shown);
    if (kind == CALENDAR_TODO) {
      show_todo(work, item, &shown, uid);
    }
    put_item(work, &shown.ics, reach);
  }
}

/* How many events of a kind each audience gets. */
static guint *count_items(const Work *work, CalendarKind kind) {
  guint *counts = g_new0(guint, work->plan->audiences->len), *by_set = g_new0(guint, work->plan->audience_sets->len);
  for (guint i = 0; i < work->plan->events->len; i++) {
    const PlanEvent *event = plan_event(work->plan, i);
    by_set[event->audience_set] += kind == CALENDAR_EVENTS || event->kind == EVENT_EVENT;
  }
  for (guint s = 0; s < work->plan->audience_sets->len; s++) {
    const GArray *set = g_ptr_array_index(work->plan->audience_sets, s);
    for (guint i = 0; i < set->len; i++) {
      counts[g_array_index(set, guint16, i)] += by_set[s];
    }
  }
  g_free(by_set);
  return counts;
}

static gboolean close_batch(Work *work, gboolean last, GError **error) {
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    FileWriter *writer = work->writers[i];
    work->writers[i] = NULL;
    if (!writer) {
      continue;
    }
    end_file(work, writer);
    if (!last && !file_prepare(writer, error)) {
      return FALSE; /* closed early, to be allowed to open the next ones */
    }
  }
  return TRUE;
}

gboolean work_write_kind(Work *work, CalendarKind kind, GError **error) {
  g_autofree guint *counts = count_items(work, kind);
  guint open = 0;
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    if (!work->selected[i]) {
      continue;
    }
    if (!counts[i]) {
      if (!doom_file(work, kind, i, error)) {
        return FALSE;
      }
      continue;
    }
    if (open == BATCH) {
      stream_items(work, kind);
      if (!close_batch(work, FALSE, error)) {
        return FALSE;
      }
      open = 0;
    }
    CalendarFile *file = open_file(work, kind, i, &work->writers[i], error);
    if (!file) {
      return FALSE;
    }
    file->items = counts[i];
    open++;
  }
  stream_items(work, kind);
  return close_batch(work, work->result->files->len <= BATCH, error);
}

/* Whether a person was told of an end although only a department's file was asked for. */
static gboolean changes_due(const Work *work, guint audience) {
  if (work->selected[audience]) {
    return TRUE;
  }
  for (guint i = 0; i < work->frame.n_people; i++) {
    const ExportsPerson *person = &work->people[i];
    for (guint k = 1; k < person->n_files && person->files[0] == audience; k++) {
      if (work->selected[person->files[k]]) {
        return TRUE;
      }
    }
  }
  return FALSE;
}

static gboolean write_changes_of(Work *work, guint audience, GError **error) {
  FileWriter *writer = NULL;
  CalendarFile *file = NULL;
  for (guint i = 0; i < exports_n_cancelled(work->exports); i++) {
    if (!exports_told(work->exports, i, audience)) {
      continue;
    }
    if (!file) {
      file = open_file(work, CALENDAR_CHANGES, audience, &writer, error);
      if (!file) {
        return FALSE;
      }
    }
    const ExportsCancelled *cancelled = exports_cancelled(work->exports, i);
    g_string_assign(work->summary, "【已取消】");
    g_string_append(work->summary, cancelled->summary);
    const char *const categories[] = {"315", NULL};
    IcsItem item = {.kind = ICS_CANCELLED,
                    .uid = cancelled->uid,
                    .stamp = cancelled->stamp,
                    .sequence = cancelled->sequence,
                    .all_day = cancelled->all_day,
                    .start = cancelled->start,
                    .end = cancelled->end,
                    .summary = work->summary->str,
                    .categories = categories};
    g_string_truncate(work->bytes, 0);
    ics_item(work->ics, &item, work->bytes);
    file_put(writer, work->bytes->str, work->bytes->len);
    file->items++;
  }
  if (!file) {
    return doom_file(work, CALENDAR_CHANGES, audience, error);
  }
  end_file(work, writer);
  return work->result->files->len <= BATCH || file_prepare(writer, error);
}

gboolean work_write_changes(Work *work, GError **error) {
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    if (changes_due(work, i) && !write_changes_of(work, i, error)) {
      return FALSE;
    }
  }
  return TRUE;
}
