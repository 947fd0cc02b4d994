/* What changed between an earlier `plan --format json` and the plan of now (`plan --diff OLD.json`). Pure: desk/ reads the file into an
 * OldPlan, this compares, cmd/ prints.
 *
 *   g_autoptr(OldPlan) old = oldplan_new();
 *   old->year = …; old->store = g_strdup(…);
 *   oldplan_add_phase(old, id, title, first, last);            each element of "phases" (all-day `to` is inclusive, as written)
 *   oldplan_add_task(old, &(OldTask){…});                      each element of "tasks"; strings are copied
 *   g_autoptr(GPtrArray) changes = diff_plans(old, plan);      of Change*, frees its elements
 *   each change: change->sentence for text; the other fields for JSON; diff_summary for a person.
 */
#pragma once
#include "model/plan.h"

typedef struct {
  const char *id;         /* "screen-copy" */
  const char *occurrence; /* "2027-03-11T1000"; NULL when null */
  const char *phase;      /* may be NULL */
  const char *title;      /* NULL: the id stands for it */
  const char *department; /* id; may be NULL */
  const char *owner;      /* staff id; may be NULL */
  gboolean all_day;
  Moment start, end; /* as in PlanTask: end exclusive, for all-day 00:00 after the last day */
  Day due;           /* as written; DAY_NONE when null */
} OldTask;

typedef struct {
  const char *id, *title;
  Day first, last;
} OldPhase;

typedef struct {
  char *store; /* id; owned, may be NULL */
  int year;
  GArray *tasks;  /* of OldTask */
  GArray *phases; /* of OldPhase */
  GStringChunk *strings;
} OldPlan;
OldPlan *oldplan_new(void);
void oldplan_free(OldPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OldPlan, oldplan_free)
OldPlan *oldplan_of(const Plan *plan); /* a plan to compare a later one of the same program with */
void oldplan_add_task(OldPlan *plan, const OldTask *task);
void oldplan_add_phase(OldPlan *plan, const char *id, const char *title, Day first, Day last);

typedef enum { CHANGE_MOVED, CHANGE_ADDED, CHANGE_WITHDRAWN, CHANGE_REASSIGNED, CHANGE_RETITLED } ChangeKind;
typedef enum { CHANGE_TASK, CHANGE_DEADLINE, CHANGE_PHASE } ChangeSubject; /* a deadline is only ever moved */
extern const char *const change_kind_ids[];                                /* "moved" … by ChangeKind */
extern const char *const change_subject_ids[]; /* "task", "deadline", "phase" by ChangeSubject */

/* One item may have several changes (moved and reassigned). `from` and `to` are what JSON shows: for moved "2027-03-03/2027-03-04" (all-day,
 * inclusive) or "2027-03-03T10:00/2027-03-03T12:00", one day alone for a deadline; for reassigned staff ids ("" = nobody); for retitled the
 * titles; added has only `to`, withdrawn only `from`. All owned. */
typedef struct {
  ChangeKind kind;
  ChangeSubject subject;
  char *id;         /* of the task or phase */
  char *occurrence; /* may be NULL */
  char *title;      /* today's, or the old one of what was withdrawn */
  char *from, *to;  /* may be NULL */
  char *sentence;   /* 「广告文案审核」从3月3日 周三改到3月4日 周四。 */
} Change;
void change_free(Change *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Change, change_free)

/* By kind of subject (phases first), then by day. Empty when nothing changed. */
GPtrArray *diff_plans(const OldPlan *old, const Plan *plan);
/* Sentences for people: as the changes', but occurrences of one task that were added, withdrawn or reassigned alike share one sentence.
 * NULL-terminated; g_strfreev. Says 计划没有变化。 when there are none. */
char **diff_summary(const GPtrArray *changes);
