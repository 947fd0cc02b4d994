/* One run being worked on: wires a checklist, its rows and the runner to the record. Every step is on disk when it returns; a failure throws the state away
 * and replays, so that what is shown is what is recorded. Several programs may work on one run. */
#pragma once
#include "desk/record/record.h"
#include "model/runcard.h"
#include "run/run.h"

/* What cannot be done, told apart from a world that fails: REFUSED is a sentence about what was asked. */
#define SESSION_FAULT (session_fault_quark())
GQuark session_fault_quark(void);
typedef enum { SESSION_FAULT_REFUSED } SessionFault;

typedef struct {
  char *key;             /* TASK, TASK@OCCURRENCE, adhoc@DATE/CHECKLIST; the record's subject is run:KEY */
  const char *checklist; /* interned id */
  const PlanTask *task;  /* ref; NULL for adhoc and for tasks that left the plan */
} RunRef;
void runref_clear(RunRef *ref);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RunRef, runref_clear)

/* Which run `ready315 run CHECKLIST [--task OCCURRENCE]` means (CONTRACT §4): the one unfinished occurrence, of today or overdue, that names the checklist;
 * adhoc when there is none. DESK-like: FALSE and a Chinese sentence in *problem (caller frees) when it is none or several; the candidates
 * (PlanTask*) are in *several when that is why (g_ptr_array_unref; may be NULL). `checklist` by id or title; NULL where `occurrence` names it.
 * Needs desk_load with checklists, and desk_plan. */
gboolean session_choose(Desk *desk, const char *checklist, const char *occurrence, RunRef *ref, GPtrArray **several,
                        char **problem, GError **error);
/* Of a run by its key: for lists of cards and fixes. FALSE and a sentence when nothing is known of it. */
gboolean session_ref_of(Desk *desk, const char *key, RunRef *ref, char **problem, GError **error);
/* The plan's occurrence of this key; NULL when it has none. */
const PlanTask *session_task(const Desk *desk, const char *key);
char *session_key(const PlanTask *task); /* TASK, TASK@OCCURRENCE; caller frees */
/* By id or title; NULL and a sentence with the nearest. */
const Checklist *session_find_checklist(const Desk *desk, const char *which, char **problem);

typedef struct RunSession RunSession;
/* Resumes the run, or begins it under `by`, which is an entry. NULL and an error (SESSION_FAULT_REFUSED where its rows cannot be made). */
RunSession *session_open(Desk *desk, const RunRef *ref, const char *by, const char *recorded_by, GError **error);
void session_close(RunSession *session); /* NULL-safe */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunSession, session_close)
const RunState *session_state(const RunSession *session);   /* until the next step */
const RunPeople *session_people(const RunSession *session); /* who is not on leave today */
/* `asked` (of RunEffect*, may be NULL) gets what the runner asks for (EFFECT_ASK, EFFECT_DROPPED). TRUE with *result, or FALSE and an error when the
 * world failed: then nothing was recorded and the state is as the record says. Where another program changed that very cell meanwhile, nothing is
 * done: RUN_OVERTAKEN, and the state shows what is there now. */
gboolean session_step(RunSession *session, const RunEvent *event, RunResult *result, GPtrArray *asked, GError **error);
/* Several, all or none, in one transaction. Those that change nothing (RUN_UNCHANGED, RUN_NOTHING_LEFT) are passed over; the first that is refused ends it:
 * *failed is its index, *result why, and nothing was recorded. */
gboolean session_steps(RunSession *session, const RunEvent *events, guint n, guint *failed, RunResult *result,
                       GPtrArray *asked, GError **error);
/* An entry about something else that is to stand before those of the next step, in the same transaction; what it borrows must live until then. */
void session_carry(RunSession *session, const RecordDraft *draft);
/* Reads what other programs added meanwhile. */
gboolean session_refresh(RunSession *session, GError **error);
/* When the current definition differs from the run's: for session_upgrade. NULL when it does not, or is gone. */
const Checklist *session_newer(RunSession *session);
/* The same of a state that is only looked at. */
gboolean session_is_newer(Desk *desk, const RunState *state);
/* EVENT_UPGRADE to it; as session_step. */
gboolean session_upgrade(RunSession *session, const char *by, const char *recorded_by, const char *reason,
                         RunResult *result, GPtrArray *asked, GError **error);

/* All runs that were ever begun, by KEY → RunCard* (owned by the table). From cards; one whose card is stale is replayed. */
GHashTable *session_cards(Desk *desk, GError **error);
/* The card's text (runcard_text) derived anew from the run's entries, for comparing. NULL and an error. */
char *session_card_text(Desk *desk, const char *key, GError **error);
/* Reading only; NULL and an error when it was never begun. Free with run_free. Evidence and times of entries are in the log. */
RunState *session_read(Desk *desk, const char *key, GError **error);
/* The same; of a run that was never begun what it would begin with. *begun (may be NULL) says which. */
RunState *session_look(Desk *desk, const RunRef *ref, gboolean *begun, GError **error);
/* Who is there today; *list (g_free) is what it refers to. */
RunPeople session_crowd(const Desk *desk, RunPerson **list);
