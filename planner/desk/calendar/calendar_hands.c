/* What has to be told after the files are written. */
#include "desk/calendar/calendar_work.h"

#include <string.h>

void work_hand_free(gpointer data) {
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

void work_tell_hands(Work *work) {
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
void work_look_around(Work *work) {
  g_autoptr(GDir) dir = g_dir_open(work->folder, 0, NULL);
  g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) possible = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < work->result->files->len; i++) {
    const CalendarFile *file = g_ptr_array_index(work->result->files, i);
    g_hash_table_add(written, strrchr(file->path, '/') + 1);
  }
  for (guint i = 0; i < work->plan->audiences->len; i++) {
    for (CalendarKind kind = CALENDAR_EVENTS; kind <= CALENDAR_CHANGES; kind++) {
      g_hash_table_add(possible, work_file_name(work, kind, i));
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
