/* What of a plan somebody asked to see (--phase, --for), and its occurrences gathered into one line a task. Every writer of plans starts here, so
 * that they all show the same. Holds indexes only; the Plan must outlive it. */
#pragma once
#include "model/plan.h"

typedef struct {
  const Task *task;
  const Phase *phase; /* NULL outside all phases */
  GArray *indexes;    /* of guint32 into plan->tasks, by start */
} PlanLine;

typedef struct {
  const Plan *plan;
  GArray *tasks;    /* of guint32 into plan->tasks, by start */
  GArray *events;   /* of guint32 into plan->events */
  GPtrArray *lines; /* PlanLine*, by phase, then by start */
  guint8 *does; /* by index into plan->tasks: it is here as work, not for its deadline alone (which supervisors get) */
} PlanView;

/* `phase` NULL = all; `audience` an index into plan->audiences, -1 = everybody. */
PlanView *planview_new(const Plan *plan, const Phase *phase, int audience);
void planview_free(PlanView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlanView, planview_free)

/* Index of a department's or person's audience (one of them NULL), -1 when the plan has none. */
int planview_audience(const Plan *plan, const Department *department, const Person *person);

const PlanTask *planview_first(const PlanView *view, const PlanLine *line);
guint8 planview_layer(const PlanView *view, const PlanLine *line); /* the last that changed any of its occurrences */
/* The same on a narrow chart: 3月5日 10:00, 3月3日—9日, 每天 10:00. */
char *planview_when_short(const PlanView *view, const PlanLine *line);
/* In full: 3月5日 周五 10:00-12:00; 3月11日至3月17日 每天 10:00、14:00，共 21 次. */
char *planview_when(const PlanView *view, const PlanLine *line);
char *planview_owner(const PlanView *view,
                     const PlanLine *line); /* 王芳; 王芳、赵敏 by roster; 按排班 where nobody stands in it yet */
char *planview_department(const PlanLine *line, const PlanView *view); /* its name, else the function's word, else "" */
char *planview_support(const Store *store, const Task *task);          /* 运营部、仓储部 */
/* For sheets, in formal words: the title, and the notes with what it waits for. */
char *planview_title(const PlanView *view, const PlanLine *line);
char *planview_remarks(const PlanView *view, const PlanLine *line);
/* Title of the checklist, its id where definitions were loaded without titles, NULL where there is none. */
const char *planview_checklist(const Plan *plan, const Task *task);
