/* The sentences of the readiness report, in the formal words of sheets that leave the house. HTML, workbook and JSON say the same. All new strings are the
 * caller's. */
#pragma once
#include "model/readiness.h"

#define READYWORDS_NO_DEPARTMENT "没有归部门的"
#define READYWORDS_NO_PHASE "不在阶段里的"

char *readywords_title(const Readiness *readiness);
char *readywords_subtitle(const Readiness *readiness); /* 杭州武林店 · 2027年3月12日 周五 09:00 · 距3月15日还有 3 天 */
char *readywords_to_315(const Readiness *readiness);  /* 距3月15日还有 3 天 */
char *readywords_verdict(const Readiness *readiness); /* how it stands, in one sentence or two */
char *readywords_advice(const Readiness *readiness);  /* what to do today */
char *readywords_trend(const Readiness *readiness);   /* ahead or behind by how much; NULL where there is no trend */
GPtrArray *readywords_notes(
    const Readiness *readiness); /* char*: what the reader has to know of the figures; frees its elements */
char *readywords_percent(gint64 part, gint64 whole);                         /* 63%; — */
char *readywords_since(const Readiness *readiness, const ReadyBlock *block); /* 3月10日 起，第 3 天; "" */
const char *readywords_risk(const Task *task);                               /* 罚款、下架; — */

/* Occurrences of one task that stand together in a list for reading. */
typedef struct {
  const ReadyItem *first; /* ref: the one due first */
  guint count;
  Day due_last;
  gint64 points;
} ReadyGroup;
typedef enum { READY_TOO_LATE, READY_NOW, READY_NOW_ONCE } ReadyList; /* ONCE: without repeated tasks */
/* The weightiest task first; free with g_array_unref. */
GArray *readywords_group(const Readiness *readiness, ReadyList list);
/* The repeated tasks of READY_NOW: 每天、每周重复的还有 24 件：客服部 10 件、卖场部 4 件。 NULL when there are none. */
char *readywords_repeated(const Readiness *readiness);
char *readywords_owner(const ReadyItem *item); /* 运营部 孙艺 */
char *readywords_waits(const Plan *plan,
                       const ReadyItem *item); /* 「活动清单」、「…」; NULL when it waits for nothing */
char *readywords_due(const ReadyGroup *group); /* 3月8日 周一; 3月8日—3月11日 */

/* What each figure means. `id` is the name in JSON. */
typedef struct {
  const char *id, *title, *text;
} ReadyMeaning;
extern const ReadyMeaning readywords_meanings[]; /* ends with a NULL id */
