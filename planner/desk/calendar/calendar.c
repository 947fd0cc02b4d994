#include "desk/calendar/calendar_work.h"
#include "desk/whom.h"
#include "out/planview.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Events are taken in the order of their uids: so the memory of earlier exports is merged line by line, and the occurrences of a task follow
 * each other, whose texts are then rendered once. */

/* ---- whose files ---------------------------------------------------------------------------------------------------------------------- */

static void choose(Work *work, const Department *department, const Person *person) {
  int audience = planview_audience(work->plan, department, person);
  if (audience >= 0) {
    work->selected[audience] = TRUE;
  }
}

static void choose_campaign(Work *work) {
  work->selected[0] = TRUE; /* a plan's first audience */
}

static void choose_managers(Work *work) {
  const Store *store = work->plan->campaign->store;
  choose_campaign(work);
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *department = g_ptr_array_index(store->departments, i);
    choose(work, department, NULL);
    choose(work, NULL, department->owner);
  }
  choose(work, NULL, store->manager);
  choose(work, NULL, store->deputy);
}

/* Whoever was given a file earlier and is no manager (any more) would otherwise keep an old one. */
static void choose_standing(Work *work) {
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    g_autofree char *name = work_file_name(work, CALENDAR_EVENTS, i);
    g_autofree char *path = g_build_filename(work->folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
      work->selected[i] = TRUE;
    }
  }
}

static gboolean choose_named(Work *work, const char *name, char **problem) {
  if (strcmp(name, "managers") == 0) {
    choose_managers(work);
  } else if (strcmp(name, "campaign") == 0) {
    choose_campaign(work);
  } else if (strcmp(name, "all") == 0) {
    for (guint i = 0; i < work->plan->audiences->len; i++) {
      work->selected[i] = TRUE;
    }
  } else {
    Whom whom;
    if (!whom_find(work->desk, name, &whom, problem)) {
      return FALSE;
    }
    work->selected[whom.audience] = TRUE;
  }
  return TRUE;
}

static gboolean choose_audiences(Work *work, char **problem) {
  const char *const *names = work->options->audiences;
  if (!names || !names[0]) {
    choose_managers(work);
    choose_standing(work);
    return TRUE;
  }
  for (; *names; names++) {
    if (!choose_named(work, *names, problem)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* ---- events ------------------------------------------------------------------------------------------------------------------------------ */

static const char *uid_of(const Work *work, const Item *item) {
  return work->uids->str + item->uid;
}

static int compare_items(gconstpointer a, gconstpointer b, gpointer data) {
  const GString *uids = data;
  const Item *first = a, *second = b;
  return strcmp(uids->str + first->uid, uids->str + second->uid);
}

static void list_items(Work *work) {
  guint n = work->plan->events->len;
  work->items = g_array_sized_new(FALSE, FALSE, sizeof(Item), n);
  work->uids = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    Item item = {.event = i, .uid = (guint32)work->uids->len};
    plan_event_uid(work->plan, plan_event(work->plan, i), work->uids);
    g_string_append_c(work->uids, '\0');
    g_array_append_val(work->items, item);
  }
  g_array_sort_with_data(work->items, compare_items, work->uids);
}

void work_show(Work *work, const Item *item, Shown *shown) {
  const Plan *plan = work->plan;
  const PlanEvent *event = plan_event(plan, item->event);
  g_string_truncate(work->summary, 0);
  g_string_truncate(work->description, 0);
  plan_event_summary(plan, event, work->summary);
  plan_event_description(plan, event, work->description);
  *shown = (Shown){.ics = {.kind = ICS_EVENT,
                           .uid = uid_of(work, item),
                           .stamp = item->stamp.stamp,
                           .sequence = item->stamp.sequence,
                           .all_day = event->all_day,
                           .start = event->start,
                           .end = event->end,
                           .summary = work->summary->str,
                           .description = work->description->str}};
  const PlanTask *task = event->kind == EVENT_BANNER ? NULL : plan_task(plan, event->index);
  const Phase *phase = task ? task->phase : g_ptr_array_index(plan->phases, event->index);
  guint n = 0;
  shown->categories[n++] = "315";
  if (phase) {
    shown->categories[n++] = phase->title;
  }
  if (task && task->department) {
    shown->categories[n++] = task->department->name;
  }
  shown->ics.categories = shown->categories;
  Moment alarms[TASK_MAX_REMINDERS];
  G_STATIC_ASSERT(TASK_MAX_REMINDERS <= ICS_MAX_ALARMS);
  shown->ics.n_alarms = plan_event_alarms(plan, event, alarms);
  for (guint i = 0; i < shown->ics.n_alarms; i++) {
    shown->ics.alarms[i] = alarms[i] - event->start;
  }
}

/* Changes exactly when a reader could see a difference. Frozen: another recipe would make every event of every shop look changed. The form of
 * times (--utc) is left out: the instants are the same. */
static guint64 digest_of(Work *work, const Shown *shown) {
  const Store *store = work->plan->campaign->store;
  GString *text = work->bytes;
  g_string_truncate(text, 0);
  g_string_append(text, store->timezone);
  const int numbers[] = {store->utc_offset,
                         shown->ics.all_day,
                         shown->ics.start,
                         shown->ics.end,
                         shown->ics.n_alarms > 0 ? shown->ics.alarms[0] : G_MAXINT32,
                         shown->ics.n_alarms > 1 ? shown->ics.alarms[1] : G_MAXINT32};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    gint32 number = GINT32_TO_LE(numbers[i]);
    g_string_append_c(text, '\0');
    g_string_append_len(text, (const char *)&number, sizeof number);
  }
  g_string_append(text, shown->ics.summary);
  g_string_append_c(text, '\0');
  g_string_append(text, shown->ics.description);
  for (const char *const *category = shown->ics.categories; *category; category++) {
    g_string_append_c(text, '\0');
    g_string_append(text, *category);
  }
  return file_digest(text->str, text->len);
}

const GArray *work_reach(const Work *work, const Item *item) {
  return g_ptr_array_index(work->plan->audience_sets, plan_event(work->plan, item->event)->audience_set);
}

/* ---- the history of each event ---------------------------------------------------------------------------------------------------------- */

/* Besides their own file people have those of the departments that they belong to or own; manager and deputy have the campaign's. */
static gboolean is_given(const Store *store, const Person *person, const Audience *audience) {
  switch (audience->kind) {
  case AUDIENCE_CAMPAIGN:
    return person == store->manager || person == store->deputy;
  case AUDIENCE_DEPARTMENT:
    return person->department == audience->department || person == audience->department->owner;
  case AUDIENCE_STAFF:
    break;
  }
  return FALSE;
}

static void list_people(Work *work) {
  const Store *store = work->plan->campaign->store;
  work->people = g_new0(ExportsPerson, store->people->len);
  guint n = 0;
  for (guint i = 0; i < store->people->len; i++) {
    const Person *person = g_ptr_array_index(store->people, i);
    int found = planview_audience(work->plan, NULL, person);
    guint own = (guint)found;
    if (found < 0) {
      continue;
    }
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(files, own);
    for (guint k = 0; k < work->plan->audiences->len; k++) {
      const Audience *audience = plan_audience(work->plan, k);
      if (is_given(store, person, audience)) {
        g_array_append_val(files, k);
      }
    }
    guint count = files->len;
    work->people[n++] = (ExportsPerson){
        .id = person->id, .n_files = count, .files = (guint *)g_array_free(g_steal_pointer(&files), FALSE)};
  }
  work->frame.people = work->people;
  work->frame.n_people = n;
}

static gboolean follow_history(Work *work, const char *path, FileWriter *memory, GError **error) {
  work->frame.year = work->plan->year;
  work->frame.now = work->desk->now;
  work->frame.audiences = (const char *const *)work->ids;
  work->frame.n_audiences = work->plan->audiences->len;
  work->frame.selected = work->selected;
  list_people(work);
  work->exports = exports_new(path, memory, &work->frame, work->desk->diags, error);
  if (!work->exports) {
    return FALSE;
  }
  for (guint i = 0; i < work->items->len; i++) {
    Item *item = &g_array_index(work->items, Item, i);
    Shown shown;
    work_show(work, item, &shown);
    ExportsEvent event = {.uid = uid_of(work, item),
                          .digest = digest_of(work, &shown),
                          .all_day = shown.ics.all_day,
                          .start = shown.ics.start,
                          .end = shown.ics.end,
                          .summary = shown.ics.summary,
                          .reach = work_reach(work, item)};
    item->stamp = exports_visit(work->exports, &event);
  }
  exports_finish(work->exports);
  return TRUE;
}

/* ---- the whole -------------------------------------------------------------------------------------------------------------------------- */

static void file_free(gpointer data) {
  CalendarFile *file = data;
  g_free(file->path);
  g_free(file);
}

void calendar_free(CalendarResult *result) {
  if (!result) {
    return;
  }
  g_free(result->folder);
  g_ptr_array_unref(result->hands);
  g_ptr_array_unref(result->files);
  g_ptr_array_unref(result->removed);
  g_ptr_array_unref(result->stale);
  g_ptr_array_unref(result->old);
  g_free(result);
}

static Work *work_new(Desk *desk, const CalendarOptions *options) {
  Work *work = g_new0(Work, 1);
  const Store *store = desk->plan->campaign->store;
  guint n = desk->plan->audiences->len;
  work->desk = desk;
  work->plan = desk->plan;
  work->options = options;
  work->folder = options->folder ? g_strdup(options->folder) : g_build_filename(desk->workspace, "calendars", NULL);
  work->selected = g_new0(gboolean, n);
  work->ids = g_new0(char *, n + 1);
  for (guint i = 0; i < n; i++) {
    GString *id = g_string_new(NULL);
    plan_audience_id(plan_audience(desk->plan, i), id);
    work->ids[i] = g_string_free(id, FALSE);
  }
  work->writers = g_new0(FileWriter *, n);
  work->outputs = output_new(desk);
  IcsZone zone = {.zone = store->timezone, .offset = store->utc_offset, .utc = options->utc};
  work->ics = ics_new(&zone);
  work->doomed = g_ptr_array_new_with_free_func(g_free);
  work->summary = g_string_new(NULL);
  work->description = g_string_new(NULL);
  work->bytes = g_string_sized_new(4096);
  work->result = g_new0(CalendarResult, 1);
  work->result->folder = g_strdup(work->folder);
  work->result->files = g_ptr_array_new_with_free_func(file_free);
  work->result->hands = g_ptr_array_new_with_free_func(work_hand_free);
  work->result->removed = g_ptr_array_new_with_free_func(g_free);
  work->result->stale = g_ptr_array_new_with_free_func(g_free);
  work->result->old = g_ptr_array_new_with_free_func(g_free);
  return work;
}

static void work_free(Work *work) {
  exports_free(work->exports);
  for (guint i = 0; i < work->frame.n_people; i++) {
    g_free((gpointer)(guintptr)work->people[i].files);
  }
  g_free(work->people);
  output_free(work->outputs);
  ics_free(work->ics);
  g_strfreev(work->ids);
  g_free(work->selected);
  g_free(work->writers);
  if (work->items) {
    g_array_unref(work->items);
    g_string_free(work->uids, TRUE);
  }
  g_ptr_array_unref(work->doomed);
  g_string_free(work->summary, TRUE);
  g_string_free(work->description, TRUE);
  g_string_free(work->bytes, TRUE);
  g_free(work->folder);
  calendar_free(work->result);
  g_free(work);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Work, work_free)

static gboolean remove_doomed(Work *work, GError **error) {
  for (guint i = 0; i < work->doomed->len; i++) {
    const char *path = g_ptr_array_index(work->doomed, i);
    if (g_unlink(path) != 0 && errno != ENOENT) {
      g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "删不掉 %s：%s。里面的内容已经作废，请自己删除。", path,
                  g_strerror(errno));
      return FALSE;
    }
    g_ptr_array_add(work->result->removed, g_strdup(path));
  }
  return TRUE;
}

CalendarResult *calendar_write(Desk *desk, const CalendarOptions *options, char **problem, GError **error) {
  g_autoptr(Work) work = work_new(desk, options);
  if (!choose_audiences(work, problem)) {
    return NULL;
  }
  list_items(work);
  g_autofree char *folder = g_build_filename(desk->workspace, ".ready315", NULL);
  g_autofree char *path = g_build_filename(folder, "export.json", NULL);
  g_autoptr(FileWriter) memory = NULL;
  if (!desk_lock(desk, error) || !file_make_folder(folder, error) || !(memory = file_writer_new(path, error)) ||
      !follow_history(work, path, memory, error)) {
    return NULL;
  }
  if (!work_write_kind(work, CALENDAR_EVENTS, error) ||
      (options->todo && !work_write_kind(work, CALENDAR_TODO, error)) || !work_write_changes(work, error)) {
    return NULL;
  }
  /* All that may fill a disk, then the memory: a crash between it and the files leaves old files that the next run brings up to it. The other way
   * round, the next run would give the same SEQUENCE to different bytes. */
  if (!file_prepare(memory, error) || !output_prepare(work->outputs, error) || !file_commit(memory, error) ||
      !output_commit(work->outputs, error) || !remove_doomed(work, error)) {
    return NULL;
  }
  work_tell_hands(work);
  work_look_around(work);
  return g_steal_pointer(&work->result);
}
