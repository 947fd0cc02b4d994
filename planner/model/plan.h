/* The one resolved, immutable plan: dated tasks with owners, and the calendar events that they make. Everything dated that a user sees
 * comes from here; writers never compute a date. Built by sched/. Compact on purpose: 100,000 events must fit in 300 bytes each
 * with everything that export needs, so texts are derived, not stored.
 * A Plan refers into its Campaign, which must outlive it. */
#pragma once
#include "model/campaign.h"

#define OCC_NONE DAY_NONE

/* One occurrence of a task. */
typedef struct {
  const Task *task;
  const Phase *phase; /* NULL for a task added outside all phases */
  Department *
      department; /* ref; the covering one, or the assignee's own; NULL where there is none, and for an uncovered function */
  Person
      *owner; /* ref; the assignee, else the department's owner, role holder or manager; NULL for a post nobody holds */
  Day nominal; /* the day before `workday` and moves; names the occurrence; OCC_NONE for an `on` task with one `at` or none */
  Moment start, end;     /* timed: end exclusive; all-day: start = 00:00 of the first day, end = 00:00 after the last */
  Day due;               /* its last day where no `due` is given */
  gint16 nominal_minute; /* THHMM of the occurrence, -1 when it has none */
  guint8 all_day;        /* booleans, kept small: there may be 100,000 of these */
  guint8 has_due;        /* `due` is given: one deadline event a task */
  guint8
      assigned; /* to the person by assignee, post, role or for want of a department (not merely owned through one) */
  guint8 recorded; /* RECORDED_… bits: what the record changed of it */
} PlanTask;
enum { RECORDED_ADDED = 1, RECORDED_MOVED = 2, RECORDED_DUE = 4, RECORDED_ASSIGNED = 8 };

typedef enum { EVENT_EVENT = 'e', EVENT_DEADLINE = 'd', EVENT_BANNER = 'p' } EventKind;

typedef struct {
  guint32 index;        /* into Plan.tasks (e, d) or Plan.phases (p) */
  guint32 audience_set; /* into Plan.audience_sets */
  Moment start, end;    /* as in PlanTask; a deadline is all-day on its due day */
  guint8 kind;          /* EventKind */
  guint8 all_day;
} PlanEvent;

typedef enum { AUDIENCE_CAMPAIGN, AUDIENCE_DEPARTMENT, AUDIENCE_STAFF } AudienceKind;
typedef struct {
  AudienceKind kind;
  Department *department; /* ref; AUDIENCE_DEPARTMENT */
  Person *person;         /* ref; AUDIENCE_STAFF */
} Audience;

/* Something decided while planning that the reader should see below the plan: tasks left out, needs dropped. */
typedef struct {
  const Task *task; /* may be NULL */
  char *text;       /* whole Chinese sentence */
} PlanNote;

typedef struct {
  const Campaign *campaign;
  int year;
  YearStatus holidays;      /* the worst of the years touched */
  GPtrArray *phases;        /* const Phase* that are on, by first day */
  GArray *tasks;            /* of PlanTask, by start, then task id, then occurrence */
  GArray *events;           /* of PlanEvent, by start, then uid */
  GArray *audiences;        /* of Audience: campaign first, then departments and people in file order */
  GPtrArray *audience_sets; /* GArray* of guint16 indexes into audiences, sorted; interned */
  GPtrArray *notes;         /* PlanNote* */
  GHashTable *by_id;        /* interned task id → const Task*: the tasks that are in the plan */
  GHashTable *checklists;   /* interned id → const Checklist*: all of the campaign */
  GPtrArray *added;         /* Task*, owned: those that only the record knows */
} Plan;
Plan *plan_new(const Campaign *campaign); /* empty; for sched/ and tests */
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

#define plan_task(plan, i) (&g_array_index((plan)->tasks, PlanTask, (i)))
#define plan_event(plan, i) (&g_array_index((plan)->events, PlanEvent, (i)))
#define plan_audience(plan, i) (&g_array_index((plan)->audiences, Audience, (i)))

/* Derived texts, appended to `out` (CONTRACT §3, §5). */
void plan_occurrence(const PlanTask *task, GString *out); /* "2027-03-11T1000", "" when none */
void plan_key(const PlanTask *task, GString *out);        /* "hourly-watch@2027-03-11T1000": TASK or TASK@OCCURRENCE */
/* FALSE when it is no occurrence's name. `minute` is -1 where it has none. */
gboolean plan_parse_occurrence(const char *text, Day *nominal, int *minute);
guint8 plan_task_layer(const PlanTask *task); /* the last layer that changed it, LAYER_RECORD included */
void plan_event_uid(const Plan *plan, const PlanEvent *event, GString *out);
void plan_event_summary(const Plan *plan, const PlanEvent *event,
                        GString *out); /* 【备战】广告文案审核; 【截止】…; 315备战阶段（3月1日—3月10日） */
void plan_event_description(const Plan *plan, const PlanEvent *event,
                            GString *out); /* lines: 负责人, 部门, 协助, 检查表, 截止, 备注 */
guint plan_event_alarms(const Plan *plan, const PlanEvent *event,
                        Moment out[TASK_MAX_REMINDERS]);       /* local wall time, sorted */
void plan_audience_id(const Audience *audience, GString *out); /* "campaign", "dept:service", "staff:wang.fang" */
gboolean plan_event_reaches(const Plan *plan, const PlanEvent *event, guint audience);
int plan_task_effort(const PlanTask *task);            /* minutes of work of the occurrence */
const Phase *plan_phase_on(const Plan *plan, Day day); /* NULL outside all phases */
/* What a task waits for here: of task->needs those that are in the plan (the others were dropped, with a note). */
gboolean plan_has_task(const Plan *plan, const char *id); /* interned id */
/* "3月1日—3月10日", one day alone when they are the same. */
void plan_range_words(Day first, Day last, GString *out);
/* A post as people read it: 值班经理 for duty-manager, 店长 for manager, else the post itself. */
const char *plan_post_words(const char *post);
