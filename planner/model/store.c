/* Life cycle of stores, and the ways to find somebody in one. */
#include "model/store.h"
#include "base/clock.h"
#include "base/pinyin.h"

Person *person_new(void) {
  Person *person = g_new0(Person, 1);
  person->shifts = g_array_new(FALSE, TRUE, sizeof(Shift));
  person->leave = g_array_new(FALSE, TRUE, sizeof(Leave));
  return person;
}

void person_free(Person *person) {
  if (!person) {
    return;
  }
  for (guint i = 0; i < person->leave->len; i++) {
    g_free(g_array_index(person->leave, Leave, i).reason);
  }
  g_array_unref(person->shifts);
  g_array_unref(person->leave);
  g_free(person->no);
  g_free(person->name);
  g_free(person->title);
  g_free(person->phone);
  g_free(person);
}

const Leave *person_leave(const Person *person, Day day) {
  for (guint i = 0; i < person->leave->len; i++) {
    const Leave *leave = &g_array_index(person->leave, Leave, i);
    if (day >= leave->days.first && day <= leave->days.last) {
      return leave;
    }
  }
  return NULL;
}

static void person_destroy(gpointer data) {
  person_free(data);
}

void department_free(Department *department) {
  if (!department) {
    return;
  }
  g_free(department->name);
  g_free(department->duty_phone);
  g_free(department->landline);
  g_free(department);
}

static void department_destroy(gpointer data) {
  department_free(data);
}

static void external_free(gpointer data) {
  External *external = data;
  g_free(external->name);
  g_free(external->phone);
  g_free(external->purpose);
  g_free(external);
}

static void overlay_free(gpointer data) {
  Overlay *overlay = data;
  g_free(overlay->title);
  g_free(overlay);
}

void roster_row_free(RosterRow *row) {
  if (!row) {
    return;
  }
  for (guint i = 0; row->codes && i < row->n_days; i++) {
    g_free(row->codes[i]);
  }
  g_free(row->codes);
  g_free(row->people);
  g_free(row);
}

static void roster_destroy(gpointer data) {
  roster_row_free(data);
}

static void step_clear(gpointer data) {
  EscalationStep *step = data;
  g_free(step->to);
}

static void shift_hours_clear(gpointer data) {
  ShiftHours *hours = data;
  g_free(hours->code);
}

Store *store_new(void) {
  Store *store = g_new0(Store, 1);
  store->scale = SCALE_STANDARD;
  store->day_ends = 6 * 60;
  store->sign_by = 10 * 60;
  store->hours = g_array_new(FALSE, TRUE, sizeof(Hours));
  store->closed = g_array_new(FALSE, TRUE, sizeof(DayRange));
  store->open = g_array_new(FALSE, TRUE, sizeof(DayRange));
  store->departments = g_ptr_array_new_with_free_func(department_destroy);
  store->people = g_ptr_array_new_with_free_func(person_destroy);
  store->external = g_ptr_array_new_with_free_func(external_free);
  store->overlays = g_ptr_array_new_with_free_func(overlay_free);
  store->roster = g_ptr_array_new_with_free_func(roster_destroy);
  store->escalation = g_array_new(FALSE, TRUE, sizeof(EscalationStep));
  g_array_set_clear_func(store->escalation, step_clear);
  store->shift_hours = g_array_new(FALSE, TRUE, sizeof(ShiftHours));
  g_array_set_clear_func(store->shift_hours, shift_hours_clear);
  store->people_by_id = g_hash_table_new(g_str_hash, g_str_equal);
  return store;
}

void store_free(Store *store) {
  if (!store) {
    return;
  }
  g_hash_table_unref(store->people_by_id);
  g_free(store->name);
  g_free(store->licence_name);
  g_free(store->province);
  g_free(store->timezone);
  g_free(store->backup_to);
  g_free(store->stock_profile);
  g_array_unref(store->hours);
  g_array_unref(store->closed);
  g_array_unref(store->open);
  g_array_unref(store->escalation);
  g_array_unref(store->shift_hours);
  g_ptr_array_unref(store->roster);
  g_ptr_array_unref(store->external);
  g_ptr_array_unref(store->overlays);
  g_ptr_array_unref(store->departments);
  g_ptr_array_unref(store->people);
  g_free(store);
}

Person *store_add_person(Store *store, Person *person) {
  Person *there = g_hash_table_lookup(store->people_by_id, person->id);
  g_ptr_array_add(store->people, person);
  if (!there) {
    g_hash_table_insert(store->people_by_id, (gpointer)(guintptr)person->id, person);
  }
  return there;
}

Person *store_person(const Store *store, const char *id) {
  return g_hash_table_lookup(store->people_by_id, id);
}

Department *store_department(const Store *store, const char *id) {
  for (guint i = 0; i < store->departments->len; i++) {
    Department *department = g_ptr_array_index(store->departments, i);
    if (g_str_equal(department->id, id)) {
      return department;
    }
  }
  return NULL;
}

const Overlay *store_overlay(const Store *store, const char *id) {
  for (guint i = 0; i < store->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(store->overlays, i);
    if (g_str_equal(overlay->id, id)) {
      return overlay;
    }
  }
  return NULL;
}

const ShiftHours *store_shift(const Store *store, const char *code) {
  for (guint i = 0; i < store->shift_hours->len; i++) {
    const ShiftHours *shift = &g_array_index(store->shift_hours, ShiftHours, i);
    if (g_str_equal(shift->code, code)) {
      return shift;
    }
  }
  return NULL;
}

Day store_day_at(const Store *store, gint64 utc_ms) {
  return moment_day(moment_from_instant(utc_ms / 1000, store->utc_offset) - store->day_ends);
}

Person *store_responsible(const Store *store, Function function, Department **department) {
  Department *of = function == FUNCTION_NONE ? NULL : store->covering[function];
  Person *person = of ? of->owner : NULL;
  if (!of && function != FUNCTION_NONE && store->roles[function]) {
    person = store->roles[function];
    of = person->department;
  }
  if (department) {
    *department = of;
  }
  return person ? person : store->manager;
}

typedef gboolean (*Matcher)(const Person *person, const char *who);

static gboolean by_name(const Person *person, const char *who) {
  return person->name && g_str_equal(person->name, who);
}
static gboolean by_number(const Person *person, const char *who) {
  return person->no && g_str_equal(person->no, who);
}

static gboolean by_initials(const Person *person, const char *who) {
  if (!person->name) {
    return FALSE;
  }
  g_autofree char *initials = pinyin_initials(person->name, TRUE);
  return g_ascii_strcasecmp(initials, who) == 0;
}

GPtrArray *store_find_people(const Store *store, const char *who) {
  static const Matcher matchers[] = {by_name, by_number, by_initials};
  GPtrArray *found = g_ptr_array_new();
  Person *exact = store_person(store, who);
  if (exact) {
    g_ptr_array_add(found, exact);
    return found;
  }
  for (guint m = 0; *who && m < G_N_ELEMENTS(matchers) && found->len == 0; m++) {
    for (guint i = 0; i < store->people->len; i++) {
      Person *person = g_ptr_array_index(store->people, i);
      if (matchers[m](person, who)) {
        g_ptr_array_add(found, person);
      }
    }
  }
  return found;
}
