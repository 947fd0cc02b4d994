/* Values of iCalendar properties as calendar lint judges them (RFC 5545 §3.3): strictly, without the forgiveness of libraries. */
#pragma once
#include <glib.h>

typedef enum { ICSTIME_BAD, ICSTIME_DAY, ICSTIME_FLOATING, ICSTIME_ZONED, ICSTIME_UTC } IcsTimeKind;
typedef struct {
  IcsTimeKind kind;
  gint64 at; /* seconds since 1970 of the wall time written */
} IcsTime;

/* DATE or DATE-TIME; `zoned`: the property has a TZID. */
IcsTime icsvalue_time(const char *text, gboolean zoned);
gboolean icsvalue_is_duration(const char *text);
gboolean icsvalue_is_number(const char *text); /* not negative, at most ten digits */
