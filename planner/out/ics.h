/* iCalendar text (RFC 5545, RFC 7986), one component at a time. The only file that includes <libical/ical.h>.
 *
 * A renderer is handed finished texts and wall times; it knows neither plans nor stores nor files. The caller appends the same bytes to
 * every file that an item belongs to. The profile is CONTRACT §5: no METHOD, ORGANIZER, ATTENDEE or RRULE, a hand-made VTIMEZONE with one
 * STANDARD before the items (libical's own zones carry prefixes and history that other programs stumble over), LAST-MODIFIED = DTSTAMP. */
#pragma once
#include "base/date.h"

typedef struct {
  const char *zone; /* IANA name, the TZID */
  int offset;       /* minutes east of UTC, the same all year (checked when the store is loaded) */
  gboolean utc;     /* write instants in UTC and no VTIMEZONE: for phones that stumble over zones */
} IcsZone;

typedef struct Ics Ics;
Ics *ics_new(const IcsZone *zone);
void ics_free(Ics *ics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ics, ics_free)

/* From BEGIN:VCALENDAR to END:VTIMEZONE, and the end. `name` is what phones show for the calendar. */
void ics_begin(Ics *ics, const char *name, const char *description, GString *out);
void ics_end(Ics *ics, GString *out);

typedef enum {
  ICS_EVENT,
  ICS_CANCELLED, /* STATUS:CANCELLED, never with alarms */
  ICS_TODO       /* VTODO, STATUS:NEEDS-ACTION, never with alarms: reminders belong to the event */
} IcsKind;

#define ICS_MAX_ALARMS 2
#define ICS_MAX_SUMMARY 128 /* characters; the strictest of the tools that people paste into */
#define ICS_MAX_DESCRIPTION 1000
typedef struct {
  IcsKind kind;
  const char *uid; /* printable ASCII without spaces, commas, semicolons, backslashes */
  gint64 stamp;    /* seconds UTC: when the item last changed */
  guint32 sequence;
  gboolean all_day; /* times are days: start 00:00 of the first, end 00:00 after the last */
  Moment start,
      end; /* wall time; for a to-do `start` may be MOMENT_NONE, and `end` is when it is due (all-day: on that day) */
  const char *summary;
  const char *description;       /* may be NULL */
  const char *const *categories; /* NULL-terminated; may be NULL */
  guint n_alarms;
  int alarms[ICS_MAX_ALARMS]; /* minutes from `start`; negative = before */
} IcsItem;

/* The item, whole. Texts are cleaned of control characters and cut to the limits above. What all occurrences of a task have in common is
 * rendered once and kept for the next call. */
void ics_item(Ics *ics, const IcsItem *item, GString *out);
