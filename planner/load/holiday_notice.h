/* The State Council's yearly notice on days off, as pasted text (国务院办公厅关于2027年部分节假日安排的通知), read into days.
 * The text is checked against itself: weekdays in brackets, 共N天, the statutory days, and weekdays off against make-up days. Anything that
 * does not fit is E082 with the place; nothing is guessed. holiday-cn's JSON is read elsewhere (load/holidays). */
#pragma once
#include "base/date.h"
#include "base/diag.h"

typedef struct {
  Day day;      /* may lie in the December before `year` */
  gboolean off; /* FALSE: a weekend day that is worked */
  char *name;   /* 清明节; 国庆节、中秋节; owned */
} HolidayNoticeDay;

typedef struct {
  int year;
  char *title;  /* 国务院办公厅关于2027年部分节假日安排的通知; owned, never NULL */
  char *url;    /* the first https://…gov.cn/… in the text; owned, may be NULL */
  GArray *days; /* of HolidayNoticeDay, by day, unique. Weekends that merely adjoin (与周末连休) are not listed. */
} HolidayNotice;
void holiday_notice_free(HolidayNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HolidayNotice, holiday_notice_free)

/* `file` names the place of problems (interned; the caller hands the source to diag_add_source for excerpts). `text` need not end in NUL;
 * it must be UTF-8, else E004. NULL when there was any problem. */
HolidayNotice *holiday_notice_parse(const char *file, const char *text, gsize length, DiagList *diags);
