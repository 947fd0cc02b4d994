/* Which days one signature covers (CONTRACT §4, rhythm): a day, a Monday-to-Sunday week cut at its phase's ends, or a phase. A phase that is signed by day or
 * by week is signed once more as a whole at its end. Pure. */
#pragma once
#include "model/plan.h"

typedef struct {
  Day first, last;
  const Phase *phase; /* ref; NULL outside all phases */
  gboolean whole;     /* the phase itself is signed: its end, which asks for a second */
  gboolean closing;   /* whole, and its days or weeks were signed before */
} Period;

Period period_of_day(const Plan *plan, Day day);
/* FALSE when the plan has no such phase (or it is off). */
gboolean period_of_phase(const Plan *plan, const char *id, Period *period);

/* Caller frees all of them. */
char *period_subject(const Period *period, const Department *department); /* day:…, phase:…, with /DEPT behind it */
char *period_name(
    const Period *period); /* as receipts say it: 2027-03-12, 2027-03-01至2027-03-07, 备战 2027-03-01至2027-03-10 */
char *period_words(const Period *period); /* 3月12日 周五, 3月1日—3月7日, 备战阶段（3月1日—3月10日） */
char *period_title(const Period *period, const Department *department); /* 3月12日 周五 每日签字 */
