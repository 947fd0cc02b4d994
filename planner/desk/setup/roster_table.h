/* A roster as offices keep it: people down, days across, a code in each cell; and a row named after a post with a person in each cell. */
#pragma once
#include "data/table.h"
#include "model/store.h"

typedef struct {
  const char *who;  /* staff id, interned; NULL in a post's row */
  const char *post; /* "duty-manager", interned; NULL in a person's */
  guint n;          /* entries */
  Day *days;
  char **cells; /* shift codes (休 = off), or staff ids ("-" = nobody) */
} RosterLine;

/* How people are found; lets the workbook of `init` be read before there is a Store. */
typedef struct {
  int year;                 /* of dates without one */
  const char *const *codes; /* the known shift codes, NULL-terminated */
  /* The ids that a name, 工号 or id may mean; free with g_ptr_array_unref. */
  GPtrArray *(*find)(const char *who, gpointer data);
  gpointer data;
} RosterContext;

/* NULL and problems in diags, or all lines; free with g_ptr_array_unref. */
GPtrArray *roster_table_read(const Table *table, const RosterContext *context, DiagList *diags);

/* "3/1", "3月1日", "2027-03-01", "3月1日（周一）"; DAY_NONE when it is no date. *weekday is the weekday written beside it, -1 when none. */
Day roster_day(const char *text, int year, int *weekday);
/* roster.yaml; runs of days without a gap make one entry each. */
char *roster_yaml(const GPtrArray *lines, const char *source);
