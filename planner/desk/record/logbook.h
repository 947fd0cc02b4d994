/* The record read as sentences (`log`). */
#pragma once
#include "desk/record/record.h"

typedef struct {
  gint64 sequence, utc_ms;
  const char *kind; /* interned */
  char *subject;
  char *done_by, *recorded_by; /* staff ids; "" for the program itself */
  char *when;                  /* 3月12日 09:05; with the year where it is not the campaign's */
  char *who;                   /* 王芳; 王芳（由刘洋代录）; 程序 */
  char *text;                  /* a sentence */
} LogLine;
typedef struct {
  const char *subject; /* prefix; NULL all */
  const char *person;  /* staff id, who did or who typed; NULL all */
  Day first, last;     /* the store's days (day_ends), DAY_NONE: open */
  guint most;          /* newest so many; 0 all */
} LogAsk;
/* LogLine*, oldest first; frees its elements. Needs desk_load; of a workspace without a record it is empty. */
GPtrArray *logbook_read(Desk *desk, const LogAsk *ask, GError **error);

/* As the command shows it. */
void logbook_text(const Desk *desk, const GPtrArray *lines, int columns, GString *out);
void logbook_json(const Desk *desk, const GPtrArray *lines, GString *out);
