/* The small phrases that every sheet needs: durations, hours of work, who may be reached how. One wording, kept in one place.
 * All return new strings that the caller frees. */
#pragma once
#include "model/campaign.h"

char *phrase_minutes(int minutes);   /* 30 分钟; 2 小时; 1 小时 30 分钟; 2 天 */
char *phrase_hours(Hours hours);     /* 09:00-18:00; 22:00-次日06:00 */
char *phrase_weekdays(WordSet days); /* 周一至周五; 周一、周三; 每天 */
/* 3月1日至3月10日, or one day. */
char *phrase_days(Day first, Day last);
char *phrase_days_iso(Day first, Day last); /* 2027-03-01 至 2027-03-10 */
/* When somebody is to be reached, as far as the definitions say: own shifts, else the roster, else the department's rule with the
 * store's hours. Lines are separated by newlines. `department` may be NULL. */
char *phrase_attendance(const Store *store, const Department *department, const Person *person);
/* What to call the phase on a screen (title) or on a sheet that leaves the house (WORDING.md). Not a new string. */
const char *phrase_phase(const Phase *phase, gboolean formal);
/* A text for a sheet that leaves the house: the phases' screen words in it replaced by their formal ones (备战总检 → 自查准备总检). */
char *phrase_formal(const Campaign *campaign, const char *text);
/* The person that a step of the ladder means for a department (NULL for none); NULL where nobody is named. */
Person *phrase_escalation_person(const Store *store, const Department *department, const EscalationStep *step);
const char *phrase_escalation_role(const EscalationStep *step); /* 监督人, 店长, 公关 …; NULL where a person is meant */
