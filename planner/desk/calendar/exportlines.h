/* One event of .ready315/export.json, which is valid JSON with one event a line (desk/calendar/exportfile). Takes exactly what it writes, so that a line
 * costs a microsecond; knows the layout and nothing of what it means (desk/calendar/exports does).
 *
 *   {"uid":"…","seq":0,"stamp":1795395600,"hash":"0123456789abcdef","had":["campaign"],"what":{…},"gone":[{"to":[…],"seq":1,"stamp":…,"what":{…}}]}
 *
 * `what` is {"day":false,"start":"2027-03-01T09:00","end":"2027-03-01T10:00","summary":"…"}; `hash` and `what` are null for an event that is
 * cancelled everywhere. */
#pragma once
#include "base/date.h"

/* A piece of a line, as written. */
typedef struct {
  const char *text;
  gsize length;
} Span;
#define SPAN_NONE ((Span){NULL, 0})
char *span_dup(Span span);

typedef struct {
  Span uid; /* without quotes */
  guint32 sequence;
  gint64 stamp; /* seconds UTC */
  gboolean live;
  guint64 hash; /* of what is exported; 0 when not live */
  Span had;     /* a JSON list of audience ids: who has it in a file */
  Span what;    /* a JSON object; SPAN_NONE when not live */
  Span gone;    /* what stands between the brackets of `gone` */
} ExportLine;

/* A cancellation, to be told to the audiences in `to`. */
typedef struct {
  Span to;
  guint32 sequence;
  gint64 stamp;
  Span what;
} ExportGone;

typedef struct {
  gboolean all_day;
  Moment start, end;
  char *summary; /* owned */
} ExportWhat;

/* The pieces of a line. */
gboolean exportlines_parse(const char *text, ExportLine *line);
gboolean exportlines_next_gone(Span *rest, ExportGone *gone); /* from line.gone; FALSE at the end */
gboolean exportlines_what(Span span, ExportWhat *what);       /* FALSE when it is broken; free what->summary */
/* The ids of a JSON list of strings; free with g_strfreev. */
char **exportlines_list(Span span);

void exportlines_put_what(GString *out, gboolean all_day, Moment start, Moment end, const char *summary);
void exportlines_put_gone(GString *out, const ExportGone *gone); /* no comma */
void exportlines_put(GString *out, const ExportLine *line);      /* no comma, no newline */

/* `"wang.fang":["staff:wang.fang"]`: what a person was given. No comma. */
gboolean exportlines_parse_person(const char *text, Span *id, Span *list);
void exportlines_put_person(GString *out, const char *id, const char *list);
