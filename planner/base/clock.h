/* The only place that reads the clock and the zone tables; everybody else is handed the time. */
#pragma once
#include "base/date.h"

/* Seconds since the epoch, UTC. Honours SOURCE_DATE_EPOCH. */
gint64 clock_now(void);
/* For the record: milliseconds since the epoch, since this start of the machine (sleep included), and that start's id ("" when the system has
 * none; static). Only the first honours SOURCE_DATE_EPOCH. */
gint64 clock_now_ms(void);
gint64 clock_elapsed_ms(void);
const char *clock_boot_id(void);

/* An IANA zone's offset from UTC in minutes at an instant (seconds UTC). FALSE when no such zone is installed. */
gboolean zone_offset(const char *zone, gint64 instant, int *minutes);
/* TRUE and the one offset when it is the same from `first` to `last` inclusive (days, local); FALSE with *minutes = the offset at
 * `first` when it changes; an unknown zone sets *known to FALSE. */
gboolean zone_constant(const char *zone, Day first, Day last, int *minutes, gboolean *known);

/* "2027-03-12T09:00", "2027-03-12" (midnight) → local wall time; FALSE when it is neither. */
gboolean moment_parse(const char *text, Moment *moment);
/* Wall time at an instant for an offset. */
Moment moment_from_instant(gint64 instant, int offset_minutes);
