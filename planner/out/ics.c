#include "out/ics.h"

#include <libical/ical.h>
#include <string.h>

#include "base/text.h"

/* Why texts and stamps go different ways: escaping is libical's business, but rendering everything through it costs 20 µs an event.
 * Occurrences of a task differ in UID and times only, whose lines need neither escaping nor (nearly always) folding. */

#define MAX_LINE 75
#define N_BLOCKS 64 /* power of two; items come task by task, so a few would do */

typedef struct {
  GString *key;  /* everything that the block is made of; NULL = empty slot */
  GString *text; /* from SUMMARY to the last VALARM */
} Block;

struct Ics {
  char *zone;
  int offset;
  gboolean utc;
  char *start_prefix, *end_prefix, *due_prefix; /* "DTSTART;TZID=Asia/Shanghai:" */
  GString *common;                              /* of every calendar's head: from X-WR-TIMEZONE on; NULL until needed */
  GString *key;                                 /* scratch */
  Block blocks[N_BLOCKS];
};

/* A zone's name as a parameter value: quoted when it holds what would end the parameter. */
static char *prefix(const char *name, const Ics *ics) {
  if (ics->utc) {
    return g_strconcat(name, ":", NULL);
  }
  const char *quote = strpbrk(ics->zone, ":;,") ? "\"" : "";
  return g_strconcat(name, ";TZID=", quote, ics->zone, quote, ":", NULL);
}

Ics *ics_new(const IcsZone *zone) {
  Ics *ics = g_new0(Ics, 1);
  ics->zone = text_clean(zone->zone, FALSE);
  ics->offset = zone->offset;
  ics->utc = zone->utc;
  ics->start_prefix = prefix("DTSTART", ics);
  ics->end_prefix = prefix("DTEND", ics);
  ics->due_prefix = prefix("DUE", ics);
  ics->key = g_string_sized_new(1024);
  return ics;
}

static void block_clear(Block *block) {
  if (block->key) {
    g_string_free(block->key, TRUE);
    g_string_free(block->text, TRUE);
    *block = (Block){0};
  }
}

void ics_free(Ics *ics) {
  if (!ics) {
    return;
  }
  for (guint i = 0; i < N_BLOCKS; i++) {
    block_clear(&ics->blocks[i]);
  }
  g_string_free(ics->key, TRUE);
  if (ics->common) {
    g_string_free(ics->common, TRUE);
  }
  g_free(ics->start_prefix);
  g_free(ics->end_prefix);
  g_free(ics->due_prefix);
  g_free(ics->zone);
  g_free(ics);
}

/* ---- through libical ----------------------------------------------------------------------------------------------------------- */

/* libical 3.0.16 folds inside the line end itself when a line is just as long as it may be, and likes to leave a space at the end of a line,
 * which some readers trim. So its folds are taken out and ours put in. */
static gboolean is_good_fold(const char *line, gsize at) {
  if (((guchar)line[at] & 0xc0) == 0x80 || line[at] == ' ' || line[at - 1] == ' ') {
    return FALSE;
  }
  gsize backslashes = 0;
  while (backslashes < at && line[at - 1 - backslashes] == '\\') {
    backslashes++;
  }
  return backslashes % 2 == 0; /* never between a backslash and what it escapes */
}

static void fold_line(const char *line, gsize length, GString *out) {
  for (gsize room = MAX_LINE; length > room; room = MAX_LINE - 1) {
    gsize at = room;
    while (at > room / 2 && !is_good_fold(line, at)) {
      at--;
    }
    if (at <= room / 2) { /* a long run of spaces or backslashes */
      for (at = room; ((guchar)line[at] & 0xc0) == 0x80; at--) {}
    }
    g_string_append_len(out, line, (gssize)at);
    g_string_append(out, "\r\n ");
    line += at;
    length -= at;
  }
  g_string_append_len(out, line, (gssize)length);
  g_string_append(out, "\r\n");
}

static void put_text(const char *text, GString *out) {
  g_autoptr(GString) line = g_string_new(NULL);
  for (const char *c = text; *c; c++) {
    if (c[0] == '\r' && c[1] == '\n' && c[2] == ' ') {
      c += 2;
    } else if (c[0] == '\r' && c[1] == '\n') {
      fold_line(line->str, line->len, out);
      g_string_truncate(line, 0);
      c++;
    } else if (*c == '\n') { /* what is left of a line end that libical folded */
      fold_line(line->str, line->len, out);
      g_string_truncate(line, 0);
    } else if (*c != '\r') {
      g_string_append_c(line, *c);
    }
  }
  g_assert(line->len == 0);
}

static void put_property(icalproperty *property, GString *out) {
  char *text = icalproperty_as_ical_string_r(property);
  put_text(text, out);
  icalmemory_free_buffer(text);
  icalproperty_free(property);
}

static void put_component(icalcomponent *component, GString *out) {
  char *text = icalcomponent_as_ical_string_r(component);
  put_text(text, out);
  icalmemory_free_buffer(text);
  icalcomponent_free(component);
}

static void put_x(const char *name, const char *value, GString *out) {
  icalproperty *property = icalproperty_new_x(value);
  icalproperty_set_x_name(property, name);
  put_property(property, out);
}

/* libical escapes commas and semicolons in some properties and not in others (CATEGORIES, where they separate; X-): there the full-width
 * ones stand for them, which read the same in Chinese. */
static char *without_separators(const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  GString *out = g_string_sized_new(strlen(clean));
  for (const char *c = clean; *c; c++) {
    if (*c == ',') {
      g_string_append(out, "，");
    } else if (*c == ';') {
      g_string_append(out, "；");
    } else if (*c == '\\') {
      g_string_append(out, "＼");
    } else {
      g_string_append_c(out, *c);
    }
  }
  return g_string_free(out, FALSE);
}

static void put_zone(const Ics *ics, GString *out) {
  int absolute = ABS(ics->offset);
  /* The abbreviation is only shown; China's is known, others get tzdata's way of saying that there is none. */
  g_autofree char *name = ics->offset == 480 && g_str_has_prefix(ics->zone, "Asia/") ? g_strdup("CST")
                          : absolute % 60
                              ? g_strdup_printf("%c%02d%02d", ics->offset < 0 ? '-' : '+', absolute / 60, absolute % 60)
                              : g_strdup_printf("%c%02d", ics->offset < 0 ? '-' : '+', absolute / 60);
  icalcomponent *zone = icalcomponent_new(ICAL_VTIMEZONE_COMPONENT);
  icalcomponent_add_property(zone, icalproperty_new_tzid(ics->zone));
  icalcomponent *standard = icalcomponent_new(ICAL_XSTANDARD_COMPONENT);
  struct icaltimetype from = icaltime_null_time();
  from.year = 1970, from.month = 1, from.day = 1;
  icalcomponent_add_property(standard, icalproperty_new_dtstart(from));
  icalcomponent_add_property(standard, icalproperty_new_tzoffsetfrom(ics->offset * 60));
  icalcomponent_add_property(standard, icalproperty_new_tzoffsetto(ics->offset * 60));
  icalcomponent_add_property(standard, icalproperty_new_tzname(name));
  icalcomponent_add_component(zone, standard);
  put_component(zone, out);
}

static void put_common(const Ics *ics, GString *out) {
  put_x("X-WR-TIMEZONE", ics->zone, out);
  /* With the T: "P6H" is no duration, and some phones then refuse the whole file without a word. */
  put_property(icalproperty_new_refreshinterval(icaldurationtype_from_int(6 * 3600)), out);
  put_x("X-PUBLISHED-TTL", "PT6H", out);
  if (!ics->utc) {
    put_zone(ics, out);
  }
}

void ics_begin(Ics *ics, const char *name, const char *description, GString *out) {
  g_autofree char *shown = without_separators(name);
  g_autofree char *said = without_separators(description);
  g_string_append(out, "BEGIN:VCALENDAR\r\n");
  put_property(icalproperty_new_version("2.0"), out);
  /* Without the release's number: an unchanged plan has the same bytes after an update of the program. */
  put_property(icalproperty_new_prodid("-//ready315//ready315//ZH"), out);
  put_property(icalproperty_new_calscale("GREGORIAN"), out);
  put_property(icalproperty_new_name(shown), out);
  put_x("X-WR-CALNAME", shown, out);
  put_property(icalproperty_new_description(said), out);
  put_x("X-WR-CALDESC", said, out);
  if (!ics->common) {
    ics->common = g_string_new(NULL);
    put_common(ics, ics->common);
  }
  g_string_append_len(out, ics->common->str, (gssize)ics->common->len);
}

void ics_end(Ics *ics, GString *out) {
  g_string_append(out, "END:VCALENDAR\r\n");
}

static void put_alarm(const char *summary, int minutes, GString *out) {
  /* Days, hours, minutes, never weeks: readers know those best. */
  struct icaldurationtype duration = icaldurationtype_null_duration();
  guint distance = (guint)ABS(minutes);
  duration.is_neg = minutes < 0;
  duration.days = distance / DAY_MINUTES;
  duration.hours = distance % DAY_MINUTES / 60;
  duration.minutes = distance % 60;
  struct icaltriggertype trigger = {.time = icaltime_null_time(), .duration = duration};
  icalcomponent *alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
  icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
  icalcomponent_add_property(alarm, icalproperty_new_description(summary));
  put_component(alarm, out);
}

static void put_block(const IcsItem *item, GString *out) {
  g_autofree char *clean = text_clean(item->summary, FALSE);
  g_autofree char *summary = text_limit_chars(clean, ICS_MAX_SUMMARY);
  put_property(icalproperty_new_summary(summary), out);
  if (item->description && *item->description) {
    g_autofree char *whole = text_clean(item->description, TRUE);
    g_autofree char *description = text_limit_chars(whole, ICS_MAX_DESCRIPTION);
    put_property(icalproperty_new_description(description), out);
  }
  if (item->categories && item->categories[0]) {
    g_autoptr(GString) list = g_string_new(NULL);
    for (const char *const *category = item->categories; *category; category++) {
      g_autofree char *word = without_separators(*category);
      g_string_append(list, list->len ? "," : "");
      g_string_append(list, word);
    }
    put_property(icalproperty_new_categories(list->str), out);
  }
  static const icalproperty_status status[] = {[ICS_EVENT] = ICAL_STATUS_CONFIRMED,
                                               [ICS_CANCELLED] = ICAL_STATUS_CANCELLED,
                                               [ICS_TODO] = ICAL_STATUS_NEEDSACTION};
  put_property(icalproperty_new_status(status[item->kind]), out);
  if (item->kind != ICS_TODO) {
    put_property(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), out);
  }
  if (item->kind == ICS_EVENT) {
    for (guint i = 0; i < item->n_alarms; i++) {
      put_alarm(summary, item->alarms[i], out);
    }
  }
}

/* ---- what every item has of its own -------------------------------------------------------------------------------------------------- */

static void put_digits(GString *out, guint value, guint width) {
  char digits[16];
  for (guint i = width; i-- > 0; value /= 10) {
    digits[i] = (char)('0' + value % 10);
  }
  g_string_append_len(out, digits, width);
}

static void put_day(GString *out, Day day) {
  int year, month, mday;
  day_split(day, &year, &month, &mday);
  put_digits(out, (guint)year, 4);
  put_digits(out, (guint)month, 2);
  put_digits(out, (guint)mday, 2);
}

static void put_clock(GString *out, guint second_of_day) {
  g_string_append_c(out, 'T');
  put_digits(out, second_of_day / 3600, 2);
  put_digits(out, second_of_day / 60 % 60, 2);
  put_digits(out, second_of_day % 60, 2);
}

static void put_stamp(GString *out, const char *name, gint64 stamp) {
  gint64 day = stamp >= 0 ? stamp / 86400 : -((86399 - stamp) / 86400);
  g_string_append(out, name);
  put_day(out, (Day)day);
  put_clock(out, (guint)(stamp - day * 86400));
  g_string_append(out, "Z\r\n");
}

static void put_time(const Ics *ics, GString *out, const char *name, const char *with_zone, gboolean all_day,
                     Moment moment) {
  if (all_day) {
    g_string_append(out, name);
    g_string_append(out, ";VALUE=DATE:");
    put_day(out, moment_day(moment));
  } else {
    Moment written = ics->utc ? moment - ics->offset : moment;
    g_string_append(out, with_zone);
    put_day(out, moment_day(written));
    put_clock(out, (guint)moment_minute(written) * 60);
    if (ics->utc) {
      g_string_append_c(out, 'Z');
    }
  }
  g_string_append(out, "\r\n");
}

static void put_uid(GString *out, const char *uid) {
  gsize length = strlen(uid);
  if (length + strlen("UID:") > MAX_LINE) {
    g_autofree char *line = g_strconcat("UID:", uid, NULL);
    fold_line(line, strlen(line), out);
    return;
  }
  g_string_append(out, "UID:");
  g_string_append_len(out, uid, (gssize)length);
  g_string_append(out, "\r\n");
}

static void put_sequence(GString *out, guint32 sequence) {
  char digits[16];
  guint at = sizeof digits;
  do {
    digits[--at] = (char)('0' + sequence % 10);
    sequence /= 10;
  } while (sequence);
  g_string_append(out, "SEQUENCE:");
  g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
  g_string_append(out, "\r\n");
}

static void make_key(const IcsItem *item, GString *key) {
  g_string_truncate(key, 0);
  g_string_append_c(key, (char)('0' + (int)item->kind));
  g_string_append(key, item->summary);
  g_string_append_c(key, '\0');
  g_string_append(key, item->description ? item->description : "");
  g_string_append_c(key, '\0');
  for (const char *const *category = item->categories; category && *category; category++) {
    g_string_append(key, *category);
    g_string_append_c(key, '\0');
  }
  g_string_append_c(key, '\0');
  g_string_append_len(key, (const char *)item->alarms, (gssize)(item->n_alarms * sizeof item->alarms[0]));
}

static const GString *block_for(Ics *ics, const IcsItem *item) {
  make_key(item, ics->key);
  guint64 hash = 14695981039346656037u; /* FNV-1a: chooses a slot, nothing more */
  for (gsize i = 0; i < ics->key->len; i++) {
    hash = (hash ^ (guint8)ics->key->str[i]) * 1099511628211u;
  }
  Block *block = &ics->blocks[(hash ^ hash >> 32) & (N_BLOCKS - 1)];
  if (!block->key || !g_string_equal(block->key, ics->key)) {
    block_clear(block);
    block->key = g_string_new_len(ics->key->str, (gssize)ics->key->len);
    block->text = g_string_sized_new(1024);
    put_block(item, block->text);
  }
  return block->text;
}

void ics_item(Ics *ics, const IcsItem *item, GString *out) {
  g_assert(item->n_alarms <= ICS_MAX_ALARMS);
  gboolean todo = item->kind == ICS_TODO;
  g_string_append(out, todo ? "BEGIN:VTODO\r\n" : "BEGIN:VEVENT\r\n");
  put_uid(out, item->uid);
  put_stamp(out, "DTSTAMP:", item->stamp);
  put_stamp(out, "LAST-MODIFIED:", item->stamp);
  put_sequence(out, item->sequence);
  if (item->start != MOMENT_NONE) {
    put_time(ics, out, "DTSTART", ics->start_prefix, item->all_day, item->start);
  }
  put_time(ics, out, todo ? "DUE" : "DTEND", todo ? ics->due_prefix : ics->end_prefix, item->all_day, item->end);
  const GString *block = block_for(ics, item);
  g_string_append_len(out, block->str, (gssize)block->len);
  g_string_append(out, todo ? "END:VTODO\r\n" : "END:VEVENT\r\n");
}
