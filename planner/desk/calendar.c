#include "desk/calendar.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "desk/exports.h"
#include "desk/output.h"
#include "out/ics.h"

/* Events are taken in the order of their uids: so the memory of earlier exports is merged line by line, and the occurrences of a task follow
 * each other, whose texts are then rendered once. */

#define BATCH 256 /* files open at a time; with more, events are rendered once a batch */

typedef struct {
  guint32 event; /* into Plan.events */
  guint32 uid;   /* into the texts */
  ExportsStamp stamp;
} Item;

typedef struct {
  Desk *desk;
  const Plan *plan;
  const CalendarOptions *options;
  char *folder;
  gboolean *selected; /* by audience */
  char **ids;         /* by audience: "dept:service" */
  GArray *items;      /* of Item, by uid */
  GString *uids;      /* NUL-terminated, one after another */
  ExportsFrame frame;
  ExportsPerson *people;
  Exports *exports;
  OutputSet *outputs;
  FileWriter **writers; /* by audience: the files being written now */
  Ics *ics;
  CalendarResult *result;
  GPtrArray *doomed;                      /* char* paths to be removed in the end */
  GString *summary, *description, *bytes; /* scratch */
} Work;

/* ---- whose files ---------------------------------------------------------------------------------------------------------------------- */

static guint audience_of(const Plan *plan, AudienceKind kind, gconstpointer who) {
  for (guint i = 0; i < plan->audiences->len; i++) {
    const Audience *audience = plan_audience(plan, i);
    if (audience->kind == kind &&
        (kind == AUDIENCE_CAMPAIGN || who == audience->department || who == audience->person)) {
      return i;
    }
  }
  return G_MAXUINT;
}

static void choose(Work *work, AudienceKind kind, gconstpointer who) {
  guint audience = audience_of(work->plan, kind, who);
  if (audience != G_MAXUINT) {
    work->selected[audience] = TRUE;
  }
}

static void choose_managers(Work *work) {
  const Store *store = work->plan->campaign->store;
  choose(work, AUDIENCE_CAMPAIGN, NULL);
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *department = g_ptr_array_index(store->departments, i);
    choose(work, AUDIENCE_DEPARTMENT, department);
    if (department->owner) {
      choose(work, AUDIENCE_STAFF, department->owner);
    }
  }
  choose(work, AUDIENCE_STAFF, store->manager);
  if (store->deputy) {
    choose(work, AUDIENCE_STAFF, store->deputy);
  }
}

static gboolean choose_named(Work *work, const char *name, char **problem) {
  if (strcmp(name, "managers") == 0) {
    choose_managers(work);
  } else if (strcmp(name, "campaign") == 0) {
    choose(work, AUDIENCE_CAMPAIGN, NULL);
  } else if (strcmp(name, "all") == 0) {
    for (guint i = 0; i < work->plan->audiences->len; i++) {
      work->selected[i] = TRUE;
    }
  } else if (g_str_has_prefix(name, "dept:")) {
    Department *department = desk_find_department(work->desk, name, problem);
    if (!department) {
      return FALSE;
    }
    choose(work, AUDIENCE_DEPARTMENT, department);
  } else {
    Person *person = desk_find_person(work->desk, name, problem);
    if (!person) {
      return FALSE;
    }
    choose(work, AUDIENCE_STAFF, person);
  }
  return TRUE;
}

static gboolean choose_audiences(Work *work, char **problem) {
  const char *const *names = work->options->audiences;
  if (!names || !names[0]) {
    choose_managers(work);
    return TRUE;
  }
  for (; *names; names++) {
    if (!choose_named(work, *names, problem)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* ---- names ------------------------------------------------------------------------------------------------------------------------------ */

static const char *const kind_prefixes[] = {
    [CALENDAR_EVENTS] = "", [CALENDAR_TODO] = "todo-", [CALENDAR_CHANGES] = "changes-"};

static char *file_name(const Work *work, CalendarKind kind, guint audience) {
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

/* What an event shows; texts live in the scratch strings until the next call. */
typedef struct {
  IcsItem ics;
  const char *categories[4];
} Shown;

static void show(Work *work, const Item *item, Shown *shown) {
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

static const GArray *reach_of(const Work *work, const Item *item) {
  return g_ptr_array_index(work->plan->audience_sets, plan_event(work->plan, item->event)->audience_set);
}

/* ---- the history of each event ---------------------------------------------------------------------------------------------------------- */

/* A person's files are their own and those of the departments that they belong to or own. */
static void list_people(Work *work) {
  const Store *store = work->plan->campaign->store;
  work->people = g_new0(ExportsPerson, store->people->len);
  guint n = 0;
  for (guint i = 0; i < store->people->len; i++) {
    const Person *person = g_ptr_array_index(store->people, i);
    guint own = audience_of(work->plan, AUDIENCE_STAFF, person);
    if (own == G_MAXUINT) {
      continue;
    }
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(files, own);
    for (guint k = 0; k < work->plan->audiences->len; k++) {
      const Audience *audience = plan_audience(work->plan, k);
      if (audience->kind == AUDIENCE_DEPARTMENT &&
          (person->department == audience->department || audience->department->owner == person)) {
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
    show(work, item, &shown);
    ExportsEvent event = {.uid = uid_of(work, item),
                          .digest = digest_of(work, &shown),
                          .all_day = shown.ics.all_day,
                          .start = shown.ics.start,
                          .end = shown.ics.end,
                          .summary = shown.ics.summary,
                          .reach = reach_of(work, item)};
    item->stamp = exports_visit(work->exports, &event);
  }
  exports_finish(work->exports);
  return TRUE;
}

/* ---- the files ---------------------------------------------------------------------------------------------------------------------------- */

static CalendarFile *open_file(Work *work, CalendarKind kind, guint audience, FileWriter **writer, GError **error) {
  g_autofree char *name = file_name(work, kind, audience);
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
  g_autofree char *name = file_name(work, kind, audience);
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
    const GArray *reach = reach_of(work, item);
    if (!is_wanted(work, reach) ||
        (kind == CALENDAR_TODO && plan_event(work->plan, item->event)->kind != EVENT_EVENT)) {
      continue;
    }
    Shown shown;
    show(work, item, &shown);
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

static gboolean write_kind(Work *work, CalendarKind kind, GError **error) {
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

static gboolean write_changes(Work *work, GError **error) {
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    if (changes_due(work, i) && !write_changes_of(work, i, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* ---- what to tell ----------------------------------------------------------------------------------------------------------------------- */

static void hand_free(gpointer data) {
  CalendarHand *hand = data;
  g_ptr_array_unref(hand->files);
  g_free(hand);
}

static void hand_to(CalendarResult *result, const Person *person, CalendarFile *file) {
  CalendarHand *hand = NULL;
  for (guint i = 0; i < result->hands->len && person; i++) {
    CalendarHand *known = g_ptr_array_index(result->hands, i);
    hand = known->person == person ? known : hand;
  }
  if (!person) {
    return;
  }
  if (!hand) {
    hand = g_new0(CalendarHand, 1);
    hand->person = person;
    hand->files = g_ptr_array_new();
    g_ptr_array_add(result->hands, hand);
  }
  if (!g_ptr_array_find(hand->files, file, NULL)) {
    g_ptr_array_add(hand->files, file);
  }
}

static void tell_hands(Work *work) {
  const Store *store = work->plan->campaign->store;
  for (guint i = 0; i < work->result->files->len; i++) {
    CalendarFile *file = g_ptr_array_index(work->result->files, i);
    file->changed = output_changed(work->outputs, file->path);
    if (!file->changed) {
      continue;
    }
    const Audience *audience = plan_audience(work->plan, file->audience);
    switch (audience->kind) {
    case AUDIENCE_CAMPAIGN:
      hand_to(work->result, store->manager, file);
      hand_to(work->result, store->deputy, file);
      break;
    case AUDIENCE_DEPARTMENT:
      hand_to(work->result, audience->department->owner, file);
      break;
    case AUDIENCE_STAFF:
      hand_to(work->result, audience->person, file);
      break;
    }
  }
}

static int compare_texts(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Files in the folder that this run did not write: of those who are no more, and of those who were not asked for. */
static void look_around(Work *work) {
  g_autoptr(GDir) dir = g_dir_open(work->folder, 0, NULL);
  g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) possible = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < work->result->files->len; i++) {
    const CalendarFile *file = g_ptr_array_index(work->result->files, i);
    g_hash_table_add(written, strrchr(file->path, '/') + 1);
  }
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    for (CalendarKind kind = CALENDAR_EVENTS; kind <= CALENDAR_CHANGES; kind++) {
      g_hash_table_add(possible, file_name(work, kind, i));
    }
  }
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    if (!g_str_has_suffix(name, ".ics") || g_hash_table_contains(written, name)) {
      continue;
    }
    const char *plain = name + (g_str_has_prefix(name, "changes-") ? strlen("changes-") : 0);
    plain += g_str_has_prefix(plain, "todo-") ? strlen("todo-") : 0;
    if (g_hash_table_contains(possible, name)) {
      g_ptr_array_add(work->result->old, g_strdup(name));
    } else if (g_str_has_prefix(plain, "dept-") || g_str_has_prefix(plain, "staff-")) {
      g_ptr_array_add(work->result->stale, g_strdup(name));
    }
  }
  g_ptr_array_sort(work->result->old, compare_texts);
  g_ptr_array_sort(work->result->stale, compare_texts);
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
  work->result->hands = g_ptr_array_new_with_free_func(hand_free);
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
  if (!file_make_folder(folder, error) || !(memory = file_writer_new(path, error)) ||
      !follow_history(work, path, memory, error)) {
    return NULL;
  }
  if (!write_kind(work, CALENDAR_EVENTS, error) || (options->todo && !write_kind(work, CALENDAR_TODO, error)) ||
      !write_changes(work, error)) {
    return NULL;
  }
  /* The memory first: a crash between the two leaves old files that the next run brings up to it. The other way round, the next run would give
   * the same SEQUENCE to different bytes. */
  if (!file_commit(memory, error) || !output_commit(work->outputs, error) || !remove_doomed(work, error)) {
    return NULL;
  }
  tell_hands(work);
  look_around(work);
  return g_steal_pointer(&work->result);
}
