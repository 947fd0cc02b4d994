/* The use cases' common ground: which workspace, what time it is, what this program was linked with, what went wrong.
 * desk/ is what tui/, cmd/ and a later web front end call, and nothing else. It neither prints nor exits. */
#pragma once
#include "desk/advice.h"
#include "desk/tools.h"
#include "load/load.h"
#include "sched/sched.h"

typedef struct {
  char *workspace;        /* folder */
  gboolean has_workspace; /* a store.yaml stands there */
  const char *share;
  gint64 now;         /* seconds UTC; of --now only after desk_load, which knows the store's offset */
  gboolean now_given; /* --now: nothing may be recorded */
  Moment now_wall;    /* --now as typed: the store's wall clock */
  gboolean force;     /* --force */
  const Tools *tools;
  DiagList *diags;       /* owned */
  Campaign *campaign;    /* after desk_load */
  Plan *plan;            /* after desk_plan */
  GPtrArray *changes;    /* after desk_plan: TaskChange*, what the record says of tasks (desk/tasks/tasks) */
  gint64 plan_head;      /* of the record, before `changes` were read from it: what came later may not be in the plan */
  int lock;              /* -1 until desk_lock */
  struct Record *record; /* after record_of; owned */
  void (*waiting)(
      void);        /* may be NULL: called now and then while the record is checked at length before anything else */
  Adviser adviser;  /* of whoever shows what the desk says; NULL: nobody adds anything */
  GHashTable *kept; /* of definitions.c: checklists as they were when runs began; NULL until needed, owned */
} Desk;

Desk *desk_new(const char *workspace, const char *share, const Tools *tools);
void desk_free(Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desk, desk_free)
/* How the reader does it, as words that continue a sentence; "" where there is nothing to say. Caller frees. */
char *desk_advice(const Desk *desk, Advice advice, const char *about, const char *more);
void desk_set_now(Desk *desk, Moment wall); /* replaces the clock by a time of the store's wall clock */

void desk_tick(Desk *desk); /* a program that stays open reads the clock again; a time that was given stays */
/* Keeps other runs from writing in the workspace until desk_free; waits for one that is at it. What was read before is only good for writing
 * after it when nothing else was written meanwhile, so lock first. Without a workspace, and on disks that know no locks, it is nothing. */
gboolean desk_lock(Desk *desk, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Loads the definitions, and the plan; what is loaded is not loaded again. FALSE when there are errors in diags; then nothing that depends on
 * them should be written. */
gboolean desk_load(Desk *desk, gboolean checklists);
gboolean desk_plan(Desk *desk);
/* The plan anew from the same definitions, with what the record says now: pointers into the old one are gone. FALSE and an error when the record cannot be
 * read; then the plan is as it was. */
gboolean desk_replan(Desk *desk, GError **error);
/* Gives the checklists that the plan's tasks name their titles where they were not loaded: for sheets and calendars, without reading them whole. */
void desk_name_checklists(Desk *desk);
/* Today in the store: the day by its wall clock and `day_ends`. Needs desk_load. */
Day desk_today(const Desk *desk);
Moment desk_moment(const Desk *desk);
/* "staff:ID" names by id, 姓名, 工号 or initials. NULL and a Chinese sentence with the candidates in *problem (caller frees) when it is
 * nobody or ambiguous. */
Person *desk_find_person(const Desk *desk, const char *who, char **problem);
Department *desk_find_department(const Desk *desk, const char *which, char **problem); /* id or name */
