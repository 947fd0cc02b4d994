/* The clock and the zone tables, in the one place that may look at them. Zones come from the installed IANA files through GLib. */
#include "base/clock.h"
#include <string.h>
#include <time.h>

/* 4999-12-31T23:59:59Z. A clock beyond is broken; what it says must still be a date that can be written. */
#define LATEST G_GINT64_CONSTANT(95617583999)

gint64 clock_now_ms(void) {
  const char *fixed = g_getenv("SOURCE_DATE_EPOCH");
  guint64 seconds;
  gint64 now = fixed && g_ascii_string_to_unsigned(fixed, 10, 0, G_MAXINT64, &seconds, NULL)
                   ? (gint64)MIN(seconds, (guint64)LATEST) * 1000
                   : g_get_real_time() / 1000;
  return CLAMP(now, 0, LATEST * 1000);
}

gint64 clock_now(void) {
  return clock_now_ms() / 1000;
}

gint64 clock_elapsed_ms(void) {
  struct timespec since;
  return clock_gettime(CLOCK_BOOTTIME, &since) == 0 ? (gint64)since.tv_sec * 1000 + since.tv_nsec / 1000000 : 0;
}

const char *clock_boot_id(void) {
  static char id[40];
  static gsize once;
  if (g_once_init_enter(&once)) {
    g_autofree char *text = NULL;
    if (g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL)) {
      g_strlcpy(id, g_strstrip(text), sizeof id);
    }
    g_once_init_leave(&once, 1);
  }
  return id;
}

/* GLib also takes offsets ("+08:00") and POSIX rules ("CST-8") for identifiers, and whatever file it finds under zoneinfo. Ours are names
 * of installed zones only, because the name ends up in calendars that other programs read. */
static gboolean zone_installed(const char *zone) {
  if (!g_ascii_isalpha(zone[0])) {
    return FALSE;
  }
  for (const char *p = zone; *p; p++) {
    if (!g_ascii_isalnum(*p) && !strchr("_+-/", *p)) {
      return FALSE;
    }
  }
  const char *folder = g_getenv("TZDIR");
  g_autofree char *path = g_build_filename(folder ? folder : "/usr/share/zoneinfo", zone, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  return g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents(path, &bytes, &length, NULL) && length > 4 &&
         memcmp(bytes, "TZif", 4) == 0;
}

/* NULL when not installed. Zones stay open for the life of the program: a plan asks for the same one for each event. */
static GTimeZone *zone_open(const char *zone) {
  static GMutex mutex;
  static GHashTable *opened;
  g_mutex_lock(&mutex);
  if (!opened) {
    opened = g_hash_table_new(g_str_hash, g_str_equal);
  }
  GTimeZone *found = g_hash_table_lookup(opened, zone);
  if (!found && zone_installed(zone)) {
    found = g_time_zone_new_identifier(zone);
    if (found) {
      g_hash_table_insert(opened, g_strdup(zone), found);
    }
  }
  g_mutex_unlock(&mutex);
  return found;
}

gboolean zone_offset(const char *zone, gint64 instant, int *minutes) {
  GTimeZone *open = zone_open(zone);
  if (!open) {
    return FALSE;
  }
  int interval = g_time_zone_find_interval(open, G_TIME_TYPE_UNIVERSAL, instant);
  *minutes = g_time_zone_get_offset(open, interval) / 60;
  return TRUE;
}

/* The interval of the zone's table in which a local day begins. Reckoned with the offset of the day before: so a midnight that is skipped
 * belongs to what follows, and one that happens twice is the first. */
static int interval_at_midnight(GTimeZone *zone, Day day) {
  gint64 local = (gint64)day * 24 * 60 * 60;
  int before = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, local - 24 * 60 * 60);
  return g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, local - g_time_zone_get_offset(zone, before));
}

gboolean zone_constant(const char *zone, Day first, Day last, int *minutes, gboolean *known) {
  GTimeZone *open = zone_open(zone);
  *known = open != NULL;
  if (!open) {
    return FALSE;
  }
  /* A change at the midnight that ends the last day does not matter, so the last day is asked for a second before its end. */
  int from = interval_at_midnight(open, first);
  int end = interval_at_midnight(open, last + 1);
  gint64 closing = ((gint64)last + 1) * 24 * 60 * 60 - 1 - g_time_zone_get_offset(open, end);
  int to = g_time_zone_find_interval(open, G_TIME_TYPE_UNIVERSAL, closing);
  gint32 offset = g_time_zone_get_offset(open, from);
  *minutes = offset / 60;
  for (int interval = from; interval <= to; interval++) { /* intervals are numbered in order of time */
    if (g_time_zone_get_offset(open, interval) != offset) {
      return FALSE;
    }
  }
  return TRUE;
}

gboolean moment_parse(const char *text, Moment *moment) {
  if (strlen(text) == 10) {
    Day day = day_parse(text);
    *moment = day == DAY_NONE ? MOMENT_NONE : moment_at(day, 0);
    return day != DAY_NONE;
  }
  if (strlen(text) != 16 || text[10] != 'T') {
    return FALSE;
  }
  g_autofree char *date = g_strndup(text, 10);
  Day day = day_parse(date);
  int minute = minute_parse(text + 11, FALSE);
  if (day == DAY_NONE || minute < 0) {
    return FALSE;
  }
  *moment = moment_at(day, minute);
  return TRUE;
}

Moment moment_from_instant(gint64 instant, int offset_minutes) {
  gint64 minutes = instant / 60 - (instant % 60 < 0 ? 1 : 0);
  return (Moment)CLAMP(minutes, G_MININT32 + 1 + DAY_MINUTES, G_MAXINT32 - DAY_MINUTES) + offset_minutes;
}
