/* A day in words, in pieces: sentences for its head and headed lists of items. The terminal's page (daysheet) and the screen (desk/show/board) are both
 * made of these, so that they say the same. */
#pragma once
#include "out/dayview.h"

typedef enum { DAY_TODAY, DAY_DUE, DAY_OPEN, DAY_PAST, DAY_NEXT, N_DAY_PARTS } DayPart;

typedef struct {
  const PlanTask *task;  /* ref; the first of the occurrences that stand together */
  char *when;            /* 全天; 10:00、14:00、20:00; in the other parts the day: 3月5日 周五 */
  char *who;             /* 王芳，客服部; in the other parts the owner's name alone */
  char *due;             /* 今天; 3月17日 周三; NULL without a deadline */
  const char *checklist; /* its title; NULL without one */
  char *state; /* 已完成（王芳）; 进行中 7/12; 10:00 已完成（王芳）、14:00 待复核; NULL where there is nothing to say */
  guint count; /* occurrences that stand together */
} DayItem;

/* 【作战】3月11日至3月17日，今天是第 5 天 – no full stop. */
char *daylist_phase(const DayView *day);
char *daylist_to_315(const DayView *day); /* 距3月15日还有 12 天 – no full stop */
/* Holidays, overlays, leave: char* sentences; free with g_ptr_array_unref. */
GPtrArray *daylist_around(const DayView *day);

const char *daylist_heading(DayPart part);
const char *daylist_title(const DayView *day, DayPart part); /* the heading, by whether there is a record */
/* How one occurrence stands by the record: 已完成（王芳，补录）; NULL where nothing was done. Caller frees. */
char *daylist_state(const DayView *day, guint32 index);
/* DayItem*, each thing once: what is done today is not told again among the deadlines. Free with g_ptr_array_unref. */
GPtrArray *daylist_items(const DayView *day, DayPart part);
/* Of the DAY_PAST items (0 with a record, which knows them to be overdue), how many at the head are older than DAYLIST_PAST_DAYS: without a record a list of them would bury the day. */
#define DAYLIST_PAST_DAYS 7
guint daylist_older(const DayView *day, const GPtrArray *past);
/* 文案复查 — 裴雯，采购部，今天截止 · 检查表「广告文案审核」 */
void daylist_say(const DayItem *item, GString *out);
/* Of repeated tasks that lie behind; NULL when there are none. */
char *daylist_repeated(const DayView *day);
