/* Days off by the State Council's notice. Days are kept sorted, so a look-up is a binary search and a year is one slice. */
#include "model/daytable.h"

static void special_clear(gpointer data) {
  SpecialDay *special = data;
  g_free(special->name);
}

static void year_clear(gpointer data) {
  DayYear *year = data;
  g_free(year->title);
  g_free(year->url);
}

DayTable *daytable_new(void) {
  DayTable *table = g_new0(DayTable, 1);
  table->years = g_array_new(FALSE, TRUE, sizeof(DayYear));
  g_array_set_clear_func(table->years, year_clear);
  table->days = g_array_new(FALSE, TRUE, sizeof(SpecialDay));
  g_array_set_clear_func(table->days, special_clear);
  return table;
}

void daytable_free(DayTable *table) {
  if (!table) {
    return;
  }
  g_array_unref(table->years);
  g_array_unref(table->days);
  g_free(table);
}

const DayYear *daytable_year(const DayTable *table, int year) {
  for (guint i = 0; i < table->years->len; i++) {
    const DayYear *entry = &g_array_index(table->years, DayYear, i);
    if (entry->year == year) {
      return entry;
    }
  }
  return NULL;
}

YearStatus daytable_status(const DayTable *table, int year) {
  const DayYear *entry = daytable_year(table, year);
  return entry ? entry->status : YEAR_UNKNOWN;
}

void daytable_put_year(DayTable *table, const DayYear *entry) {
  guint at = 0;
  while (at < table->years->len && g_array_index(table->years, DayYear, at).year < entry->year) {
    at++;
  }
  g_assert(at == table->years->len || g_array_index(table->years, DayYear, at).year > entry->year);
  g_array_insert_vals(table->years, at, entry, 1);
  DayYear *own = &g_array_index(table->years, DayYear, at);
  own->title = g_strdup(entry->title);
  own->url = g_strdup(entry->url);
}

/* Index of the first day not before `day`. */
static guint lower_bound(const DayTable *table, Day day) {
  guint low = 0, high = table->days->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(table->days, SpecialDay, middle).day < day) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const SpecialDay *daytable_find(const DayTable *table, Day day) {
  guint at = lower_bound(table, day);
  if (at == table->days->len) {
    return NULL;
  }
  const SpecialDay *special = &g_array_index(table->days, SpecialDay, at);
  return special->day == day ? special : NULL;
}

guint daytable_run_end(const DayTable *table, guint first) {
  guint last = first;
  while (last + 1 < table->days->len) {
    const SpecialDay *a = &g_array_index(table->days, SpecialDay, last);
    const SpecialDay *b = &g_array_index(table->days, SpecialDay, last + 1);
    if (b->kind != a->kind || b->day != a->day + 1 || g_strcmp0(a->name, b->name) != 0) {
      break;
    }
    last++;
  }
  return last;
}

void daytable_put(DayTable *table, Day day, SpecialKind kind, const char *name) {
  guint at = lower_bound(table, day);
  if (at < table->days->len && g_array_index(table->days, SpecialDay, at).day == day) {
    SpecialDay *special = &g_array_index(table->days, SpecialDay, at);
    g_free(special->name);
    special->kind = kind;
    special->name = g_strdup(name);
    return;
  }
  SpecialDay special = {.day = day, .kind = kind, .name = g_strdup(name)};
  g_array_insert_val(table->days, at, special);
}

void daytable_drop_year(DayTable *table, int year) {
  for (guint i = 0; i < table->years->len; i++) {
    if (g_array_index(table->years, DayYear, i).year == year) {
      g_array_remove_index(table->years, i);
      break;
    }
  }
  guint first = lower_bound(table, day_from(year, 1, 1)), last = lower_bound(table, day_from(year, 12, 31) + 1);
  if (last > first) {
    g_array_remove_range(table->days, first, last - first);
  }
}

gboolean daytable_is_workday(const DayTable *table, Day day) {
  g_assert(daytable_status(table, day_year(day)) != YEAR_UNKNOWN);
  const SpecialDay *special = daytable_find(table, day);
  if (special) {
    return special->kind == DAY_MAKEUP;
  }
  return day_weekday(day) <= FRIDAY;
}
