/* Working days as the owners see them. See days.h for the rules; here is how they are looked up fast: people by department and roster rows by
 * person are indexed once, and each department's answer for a day is remembered. */
#include "sched/days.h"

#define WINDOW_YEARS 3 /* answers are remembered for the campaign's year and its neighbours */

struct Days {
  const Campaign *campaign;
  GHashTable *members; /* Department → GPtrArray of Person */
  GHashTable *rows;    /* Person → GPtrArray of RosterRow */
  GHashTable *posts;   /* interned post → GPtrArray of RosterRow */
  GHashTable *memory;  /* Department → guint8[window]: 0 unasked, else Answer */
  guint8 *store;       /* [window]: 0 unasked, else 1 + StoreDay */
  Day window_first;
  guint window;
  int unknown_year;
};
typedef enum { ANSWER_OFF = 1, ANSWER_ON = 2 } Answer;

static void list_free(gpointer data) {
  g_ptr_array_unref(data);
}

static void index_under(GHashTable *table, gconstpointer key, gpointer value) {
  GPtrArray *list = g_hash_table_lookup(table, key);
  if (!list) {
    list = g_ptr_array_new();
    g_hash_table_insert(table, (gpointer)(guintptr)key, list);
  }
  g_ptr_array_add(list, value);
}

Days *days_new(const Campaign *campaign) {
  Days *days = g_new0(Days, 1);
  const Store *store = campaign->store;
  days->campaign = campaign;
  days->members = g_hash_table_new_full(NULL, NULL, NULL, list_free);
  days->rows = g_hash_table_new_full(NULL, NULL, NULL, list_free);
  days->posts = g_hash_table_new_full(NULL, NULL, NULL, list_free);
  days->memory = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (guint i = 0; i < store->people->len; i++) {
    Person *person = g_ptr_array_index(store->people, i);
    if (person->department) {
      index_under(days->members, person->department, person);
    }
  }
  for (guint i = 0; i < store->roster->len; i++) {
    RosterRow *row = g_ptr_array_index(store->roster, i);
    if (row->person) {
      index_under(days->rows, row->person, row);
    } else if (row->post) {
      index_under(days->posts, row->post, row);
    }
  }
  int year = CLAMP(store->year, 1971, 5998);
  days->window_first = day_from(year - 1, 1, 1);
  days->window = (guint)(day_from(year + 1, 12, 31) - days->window_first + 1);
  days->store = g_malloc0(days->window);
  return days;
}

void days_free(Days *days) {
  if (!days) {
    return;
  }
  g_hash_table_unref(days->members);
  g_hash_table_unref(days->rows);
  g_hash_table_unref(days->posts);
  g_hash_table_unref(days->memory);
  g_free(days->store);
  g_free(days);
}

int days_take_unknown_year(Days *days) {
  int year = days->unknown_year;
  days->unknown_year = 0;
  return year;
}

/* ---- the store ------------------------------------------------------------------------------------------------------------------ */

/* Length of the shortest range that holds the day; G_MAXINT when none does. */
static int narrowest(const GArray *ranges, Day day) {
  int best = G_MAXINT;
  for (guint i = 0; i < ranges->len; i++) {
    const DayRange *range = &g_array_index(ranges, DayRange, i);
    if (day >= range->first && day <= range->last) {
      best = MIN(best, range->last - range->first);
    }
  }
  return best;
}

typedef enum { STORE_SILENT, STORE_CLOSED, STORE_OPEN } StoreDay;

/* Where `closed` and `open` both name a day, the narrower range is the exception that was meant. */
static StoreDay store_day(const Store *store, Day day) {
  int closed = narrowest(store->closed, day), open = narrowest(store->open, day);
  if (closed == G_MAXINT && open == G_MAXINT) {
    return STORE_SILENT;
  }
  return closed <= open ? STORE_CLOSED : STORE_OPEN;
}

static gboolean in_window(const Days *days, Day day) {
  return day >= days->window_first && day - days->window_first < (Day)days->window;
}

static StoreDay remembered_store_day(Days *days, Day day) {
  if (!in_window(days, day)) {
    return store_day(days->campaign->store, day);
  }
  guint8 *answer = &days->store[day - days->window_first];
  if (!*answer) {
    *answer = (guint8)(1 + store_day(days->campaign->store, day));
  }
  return (StoreDay)(*answer - 1);
}

gboolean days_closed(Days *days, Day day) {
  return remembered_store_day(days, day) == STORE_CLOSED;
}

/* ---- people --------------------------------------------------------------------------------------------------------------------- */

static const char *roster_code(Days *days, const Person *person, Day day, gboolean *listed) {
  const GPtrArray *rows = g_hash_table_lookup(days->rows, person);
  *listed = FALSE;
  for (guint i = 0; rows && i < rows->len; i++) {
    const RosterRow *row = g_ptr_array_index(rows, i);
    if (row->codes && day >= row->first && (guint)(day - row->first) < row->n_days) {
      *listed = TRUE;
      return row->codes[day - row->first];
    }
  }
  return NULL;
}

static gboolean code_works(const char *code) {
  return code && *code && !g_str_equal(code, "休");
}

typedef enum { DUTY_UNKNOWN, DUTY_OFF, DUTY_ON } Duty;

/* What roster or shifts say of a person's day, leave aside. Each start is appended to `starts`, which may be NULL. */
static Duty scheduled(Days *days, const Person *person, Day day, GArray *starts) {
  gboolean listed;
  const char *code = roster_code(days, person, day, &listed);
  if (listed) {
    const ShiftHours *shift = code_works(code) ? store_shift(days->campaign->store, code) : NULL;
    if (shift && starts) {
      gint16 start = (gint16)shift->hours.from;
      g_array_append_val(starts, start);
    }
    return code_works(code) ? DUTY_ON : DUTY_OFF;
  }
  gboolean any = FALSE;
  for (guint i = 0; i < person->shifts->len; i++) {
    const Shift *shift = &g_array_index(person->shifts, Shift, i);
    if (!(shift->days & (1u << day_weekday(day)))) {
      continue;
    }
    if (starts) {
      gint16 start = (gint16)shift->hours.from;
      g_array_append_val(starts, start);
    }
    any = TRUE;
  }
  if (person->shifts->len == 0) {
    return DUTY_UNKNOWN;
  }
  return any ? DUTY_ON : DUTY_OFF;
}

/* The same for a department: ON when one of its people works and is not on leave. */
static Duty department_duty(Days *days, const Department *department, Day day) {
  const GPtrArray *members = g_hash_table_lookup(days->members, department);
  Duty duty = DUTY_UNKNOWN;
  for (guint i = 0; members && i < members->len; i++) {
    const Person *person = g_ptr_array_index(members, i);
    Duty one = scheduled(days, person, day, NULL);
    if (one == DUTY_ON && !person_leave(person, day)) {
      return DUTY_ON;
    }
    if (one != DUTY_UNKNOWN) {
      duty = DUTY_OFF;
    }
  }
  return duty;
}

gboolean days_nobody(Days *days, const Department *department, Day day) {
  return department_duty(days, department, day) == DUTY_OFF;
}

const RosterRow *days_roster(Days *days, const Department *department) {
  const GPtrArray *members = g_hash_table_lookup(days->members, department);
  for (guint i = 0; members && i < members->len; i++) {
    const GPtrArray *rows = g_hash_table_lookup(days->rows, g_ptr_array_index(members, i));
    if (rows) {
      return g_ptr_array_index(rows, 0);
    }
  }
  return NULL;
}

Person *days_post_holder(Days *days, const char *post, Day day) {
  const GPtrArray *rows = g_hash_table_lookup(days->posts, post);
  if (!rows) {
    return days->campaign->store->manager;
  }
  for (guint i = 0; i < rows->len; i++) {
    const RosterRow *row = g_ptr_array_index(rows, i);
    if (row->people && day >= row->first && (guint)(day - row->first) < row->n_days && row->people[day - row->first]) {
      return row->people[day - row->first];
    }
  }
  return NULL;
}

const RosterRow *days_post_row(Days *days, const char *post) {
  const GPtrArray *rows = g_hash_table_lookup(days->posts, post);
  return rows ? g_ptr_array_index(rows, 0) : NULL;
}

/* ---- departments ---------------------------------------------------------------------------------------------------------------- */

static gboolean by_notice(Days *days, Day day) {
  int year = day_year(day);
  if (daytable_status(days->campaign->days, year) == YEAR_UNKNOWN) {
    days->unknown_year = year;
    return day_weekday(day) <= FRIDAY;
  }
  return daytable_is_workday(days->campaign->days, day);
}

static gboolean ask_department(Days *days, const Department *department, Day day) {
  switch (department->workdays) {
  case WORKDAYS_WORKDAY:
    return by_notice(days, day);
  case WORKDAYS_SHIFT:
    return department_duty(days, department, day) != DUTY_OFF;
  case WORKDAYS_CALENDAR:
  case N_WORKDAYS:
    break;
  }
  return TRUE;
}

gboolean days_is_workday(Days *days, const Department *department, const Person *person, Day day) {
  StoreDay store = remembered_store_day(days, day);
  if (store != STORE_SILENT) {
    return store == STORE_OPEN;
  }
  const Department *who = department || !person ? department : person->department;
  if (!who || who->workdays == WORKDAYS_CALENDAR) {
    return TRUE;
  }
  if (who->workdays != WORKDAYS_SHIFT || !in_window(days, day)) {
    return ask_department(days, who, day);
  }
  guint8 *memory = g_hash_table_lookup(days->memory, who);
  if (!memory) {
    memory = g_malloc0(days->window);
    g_hash_table_insert(days->memory, (gpointer)(guintptr)who, memory);
  }
  guint8 *answer = &memory[day - days->window_first];
  if (!*answer) {
    *answer = ask_department(days, who, day) ? ANSWER_ON : ANSWER_OFF;
  }
  return *answer == ANSWER_ON;
}

static gint16 first_hour(const Store *store) {
  int first = DAY_MINUTES;
  for (guint i = 0; i < store->hours->len; i++) {
    first = MIN(first, g_array_index(store->hours, Hours, i).from);
  }
  return (gint16)(first < DAY_MINUTES ? first : 0);
}

static int compare_minutes(gconstpointer a, gconstpointer b) {
  return *(const gint16 *)a - *(const gint16 *)b;
}

void days_shift_starts(Days *days, const Department *department, const Person *person, Day day, GArray *out) {
  const Store *store = days->campaign->store;
  g_array_set_size(out, 0);
  if (days_closed(days, day)) {
    return;
  }
  const Department *who = department || !person ? department : person->department;
  const GPtrArray *members = who ? g_hash_table_lookup(days->members, who) : NULL;
  Duty known = DUTY_UNKNOWN;
  for (guint i = 0; i < (members ? members->len : person && !who ? 1 : 0); i++) {
    const Person *member = members ? g_ptr_array_index(members, i) : person;
    guint before = out->len;
    Duty duty = scheduled(days, member, day, out);
    known = duty == DUTY_UNKNOWN ? known : duty;
    if (person_leave(member, day)) {
      g_array_set_size(out, before);
    }
  }
  if (known == DUTY_UNKNOWN) {
    gint16 start = first_hour(store);
    g_array_append_val(out, start);
    return;
  }
  g_array_sort(out, compare_minutes);
  guint kept = 0;
  for (guint i = 0; i < out->len; i++) {
    gint16 start = g_array_index(out, gint16, i);
    if (kept == 0 || g_array_index(out, gint16, kept - 1) != start) {
      g_array_index(out, gint16, kept++) = start;
    }
  }
  g_array_set_size(out, kept);
}
