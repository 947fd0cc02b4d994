/* Which days are off in mainland China: the State Council's yearly notice (facts: 全国年节及纪念日放假办法; 国务院办公厅 notices), as data. */
#pragma once
#include "base/date.h"
#include "base/diag.h"

typedef enum { YEAR_UNKNOWN, YEAR_PROVISIONAL, YEAR_OFFICIAL } YearStatus;
typedef enum { DAY_HOLIDAY, DAY_MAKEUP } SpecialKind; /* off by the notice; a weekend day that is worked */

typedef struct {
  Day day;
  SpecialKind kind;
  char *name; /* 清明节; owned */
} SpecialDay;

typedef struct {
  int year;
  YearStatus status;
  char *title;  /* of the notice; NULL when provisional */
  char *url;    /* of the notice; may be NULL */
  gboolean own; /* from the workspace's holidays/YEAR.json */
  Pos pos;
} DayYear;

typedef struct {
  GArray *years; /* of DayYear, by year */
  GArray *days;  /* of SpecialDay, by day, unique */
} DayTable;
DayTable *daytable_new(void);
void daytable_free(DayTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DayTable, daytable_free)

YearStatus daytable_status(const DayTable *table, int year);
const DayYear *daytable_year(const DayTable *table, int year);
/* NULL for a day that no notice names. */
const SpecialDay *daytable_find(const DayTable *table, Day day);
/* Index of the last of the days that follow each other under the same name from index `first` on: a holiday is one run. */
guint daytable_run_end(const DayTable *table, guint first);
/* The year must not stand there yet (asserted); title and url are copied. */
void daytable_put_year(DayTable *table, const DayYear *entry);
void daytable_put(DayTable *table, Day day, SpecialKind kind, const char *name); /* replaces */
void daytable_drop_year(DayTable *table, int year);                              /* the year's entry and its days */
/* By notice: holidays off, make-up days worked, else Monday to Friday. Meaningless for YEAR_UNKNOWN (asserted). */
gboolean daytable_is_workday(const DayTable *table, Day day);
