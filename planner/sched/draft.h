/* A plan in the making: what the steps of sched/ hand to each other. The steps, in order: phases → selection and owners (people) → dates and
 * occurrences (repeat) → references (refs) → the record's changes (amend) → warnings (people) → order, events and audiences (sched, audiences). */
#pragma once
#include "model/plan.h"
#include "model/taskchange.h"
#include "sched/dates.h"

/* A task that is of this store's scale and kinds, in a phase that is on. */
typedef struct {
  const Task *task;
  const Phase *phase;
  Department *department; /* ref; as PlanTask.department; NULL for posts */
  Person *owner;          /* ref; NULL for posts */
  gboolean assigned;
  gboolean out; /* left out: no overlay, a date that could not be found, or no day that fits */
  gboolean in_cycle;
  guint order;          /* place in the files: index into Draft.planned */
  guint32 first, count; /* its occurrences in Draft.tasks (contiguous until sorted) */
  Day last_day;         /* what others wait for: the last `due` of its occurrences */
  Day early;            /* its first day where that is before its phase; DAY_NONE when it is not */
  Pos early_pos;
  guint32 rank, uid_rank; /* by id; by id as it stands in a UID */
} Planned;

typedef struct {
  const Campaign *campaign;
  Plan *plan;
  Days *days;
  DiagList *diags;
  GArray *planned;     /* of Planned, file order */
  GHashTable *by_id;   /* interned id → index + 1 into planned */
  GHashTable *reasons; /* interned id → static string: why a task is not in the plan */
  GArray *planned_of;  /* of guint32: the Planned of each PlanTask, in step with plan->tasks */
  gboolean overflown;  /* DRAFT_MAX_TASKS reached: said once */
} Draft;

#define DRAFT_MAX_TASKS 1000000 /* occurrences */

#define draft_planned(draft, i) (&g_array_index((draft)->planned, Planned, (i)))
Planned *draft_find(const Draft *draft, const char *id); /* interned id; NULL when it is not planned or left out */
/* A sentence below the plan; `task` may be NULL. Takes the text. */
void draft_note(Draft *draft, const Task *task, char *text);
/* The first of the two that names a place. */
Pos draft_pos(Pos wanted, Pos otherwise);
DateAsker draft_asker(const Draft *draft, const Planned *planned);

/* phases.c: Plan.phases from the campaign's (E040, E041, N001). */
void phases_select(Draft *draft);
/* repeat.c: dates and occurrences of one task (E010, E018, E040, E050, E056, N004); then the tasks before their phases, a note a phase (N002). */
void repeat_expand(Draft *draft, Planned *planned);
void repeat_note_early(const Draft *draft);
/* refs.c: needs that fall away (N005), cycles (E042), tasks due before what they need (E043). */
void refs_check(Draft *draft);
/* amend.c: the record's changes, after the references of the definitions were judged without them. */
void amend_plan(Draft *draft, const GPtrArray *changes);
/* people.c: who does it; then who is missing (N003, W003, W004). */
void people_assign(const Draft *draft, Planned *planned);
void people_warn(Draft *draft);
/* audiences.c: Plan.audiences, and each event's set (E010 when there are too many people to number). */
typedef struct Audiences Audiences;
Audiences *audiences_new(Plan *plan, DiagList *diags);
void audiences_free(Audiences *audiences);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Audiences, audiences_free)
guint32 audiences_everybody(Audiences *audiences);
guint32 audiences_of_task(Audiences *audiences, const PlanTask *task, gboolean deadline);
