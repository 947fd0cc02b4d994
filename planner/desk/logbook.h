/* The record read as sentences (`log`). */
#pragma once
#include "desk/record.h"

typedef struct {
  gint64 sequence, utc_ms;
  const char *kind; /* interned */
  char *when;       /* 3月12日 09:05 */
  char *who;        /* 王芳; 王芳（由刘洋代录）; 程序 */
  char *text;       /* a sentence */
} LogLine;
typedef struct {
  const char *subject; /* prefix; NULL all */
  const char *person;  /* staff id; NULL all */
  Day first, last;     /* DAY_NONE: open */
  guint most;          /* newest so many; 0 all */
} LogAsk;
GPtrArray *logbook_read(Desk *desk, const LogAsk *ask, GError **error); /* LogLine*, oldest first; frees its elements */
