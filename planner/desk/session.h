/* One run being worked on: wires a checklist, its rows and the runner to the record. Every step is on disk when it returns; a failure throws the state away
 * and replays, so that what is shown is what is recorded. Several programs may work on one run. */
#pragma once
#include "desk/record.h"
#include "model/runcard.h"
#include "run/run.h"

typedef struct {
  char *key;             /* TASK, TASK@OCCURRENCE, adhoc@DATE/CHECKLIST; the record's subject is run:KEY */
  const char *checklist; /* interned id */
  const PlanTask *task;  /* ref; NULL for adhoc and for tasks that left the plan */
} RunRef;
void runref_clear(RunRef *ref);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RunRef, runref_clear)

/* Which run `ready315 run CHECKLIST [--task OCCURRENCE]` means (CONTRACT §4): the one unfinished occurrence, of today or overdue, that names the checklist;
 * adhoc when there is none. DESK-like: FALSE and a Chinese sentence in *problem (caller frees) when it is none or several; the candidates
 * (PlanTask*) are in *several when that is why (g_ptr_array_unref; may be NULL). `checklist` by id or title. */
gboolean session_choose(Desk *desk, const char *checklist, const char *occurrence, RunRef *ref, GPtrArray **several,
                        char **problem, GError **error);

typedef struct RunSession RunSession;
/* Resumes the run, or begins it under `by`, which is an entry. NULL and an error. */
RunSession *session_open(Desk *desk, const RunRef *ref, const char *by, const char *recorded_by, GError **error);
void session_close(RunSession *session); /* NULL-safe */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunSession, session_close)
const RunState *session_state(const RunSession *session); /* until the next step */
const RunRef *session_ref(const RunSession *session);
const RunPeople *session_people(const RunSession *session);
/* `asked` (of RunEffect*, may be NULL) gets what the runner asks for (EFFECT_ASK, EFFECT_DROPPED). TRUE with *result, or FALSE and an error when the
 * world failed: then nothing was recorded and the state is as the record says. */
gboolean session_step(RunSession *session, const RunEvent *event, RunResult *result, GPtrArray *asked, GError **error);
/* Reads what other programs added meanwhile. */
gboolean session_refresh(RunSession *session, GError **error);
/* When the current definition differs from the run's: for an explicit EVENT_UPGRADE. */
const Checklist *session_newer(RunSession *session);

/* All runs that were ever begun, by KEY → RunCard* (owned by the table). From cards; one whose card is stale is replayed. */
GHashTable *session_cards(Desk *desk, GError **error);
/* Reading only; NULL and an error when it was never begun. Free with run_free. Evidence and times of entries are in the log. */
RunState *session_read(Desk *desk, const char *key, GError **error);
