/* How definitions write times of the day, durations and dates. As in scalars.h: `out` is the type named here; NULL only checks. */
#pragma once
#include "load/schema.h"
#include "model/campaign.h"

void read_minute(Reader *reader, const Field *field, const Node *node, void *out);   /* int: minutes of the day */
void read_hours(Reader *reader, const Field *field, const Node *node, void *out);    /* Hours */
void read_duration(Reader *reader, const Field *field, const Node *node, void *out); /* int: minutes, at most max */
void read_day(Reader *reader, const Field *field, const Node *node,
              void *out); /* Day: MM-DD of the year, or YYYY-MM-DD where min is 1 */
void read_ranges(Reader *reader, const Field *field, const Node *node,
                 void *out); /* GArray* of DayRange: list of days or {from, to} */
void read_date(Reader *reader, const Field *field, const Node *node, void *out); /* DateExpr */

/* The same for code that holds the node: FALSE after adding an error. */
gboolean scalar_minute(Reader *reader, const Node *node, int *minute);
gboolean scalar_hours(Reader *reader, const Node *node, Hours *hours);
/* *days is TRUE for "Nd". */
gboolean scalar_duration(Reader *reader, const Node *node, int max, int *minutes, gboolean *days);
