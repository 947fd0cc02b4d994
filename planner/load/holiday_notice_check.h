/* What the reader of a notice knows while it reads, and whether an item fits together: the festival lies in its days off, weekdays off are
 * statutory days plus weekend days worked, nothing is missing. Between holiday_notice.c and holiday_notice_check.c only. */
#pragma once
#include "load/holiday_notice.h"
#include "load/holiday_notice_text.h"

typedef enum { NEW_YEAR, SPRING, QINGMING, LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL, N_FESTIVALS } Festival;
/* What people call it, longest or usual form first; NULL-terminated. The first is how its days are named. */
#define FESTIVAL_NAMES 6
extern const char *const festival_names[N_FESTIVALS][FESTIVAL_NAMES];

typedef struct {
  guint at, body, end; /* letters: heading [at, body), text [body, end) */
  guint festivals;     /* bits */
  GString *name;
  GArray *off, *worked; /* of Day */
  gboolean sound;       /* no problem so far */
} NoticeItem;

typedef struct {
  Letters letters;
  DiagList *diags;
  HolidayNotice *notice;
  GPtrArray *items; /* NoticeItem* */
  gboolean failed;
  int year, month; /* of the date read last in this item: carried over */
} NoticeReader;

/* A problem (E082) at letter `at`, `length` letters long; `item` may be NULL. */
#define holiday_notice_complain(reader, item, at, length, ...)                                                         \
  holiday_notice_complained(reader, item, length,                                                                      \
                            diag_add((reader)->diags, E082, letters_pos(&(reader)->letters, at), __VA_ARGS__))
void holiday_notice_complained(NoticeReader *reader, NoticeItem *item, guint length, Diag *diag);

/* Sorts the item's days; complains of what does not fit. One mistake is told once: an item that is not sound is left alone. */
void holiday_notice_check_item(NoticeReader *reader, NoticeItem *item);
/* Every festival has its item. */
void holiday_notice_check_complete(NoticeReader *reader);
