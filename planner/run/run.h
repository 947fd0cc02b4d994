/* The runner: one for every checklist, whatever gives its rows. state + event → state + effects; it reads no clock, no file, no chance, and
 * prints nothing. What has happened is in the entries that it asks to append, and run_replay makes the same state from them.
 *
 * A run is begun with run_new or read with run_replay, changed only by run_step, and looked at through RunState (model/run.h), run_cell and
 * run/judge.h. */
#pragma once
#include "model/run.h"

/* Everything is borrowed; the checklist must outlive the run. */
typedef struct {
  const Checklist *checklist;
  const char *definition;       /* the caller's name of exactly this definition, e.g. its hash; may be NULL */
  const char *subject;          /* what it belongs to: TASK, TASK@OCCURRENCE, adhoc@DATE … */
  const GPtrArray *rows;        /* Row*, ids different */
  const char *by, *recorded_by; /* recorded_by NULL when the same */
} RunSetup;

/* The rows that a checklist brings itself (source: list), of those for these kinds of store. Free with g_ptr_array_unref. */
GPtrArray *run_own_rows(const Checklist *checklist, WordSet kinds);

/* `effects` (RunEffect*) gets the entry that begins it. */
RunState *run_new(const RunSetup *setup, GPtrArray *effects);
void run_free(RunState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunState, run_free)

/* On anything but RUN_DONE the state is what it was; `effects` may then hold what to ask for. The caller performs the effects in their order,
 * and where that fails throws the state away and replays. */
RunResult run_step(RunState *state, const RunPeople *people, const RunEvent *event,
                   GPtrArray *effects) G_GNUC_WARN_UNUSED_RESULT;

/* The checklist that a recorded run names, which must outlive it; NULL when there is none. */
typedef const Checklist *(*RunDefinition)(const char *checklist, int version, const char *definition, gpointer data);
#define RUN_FAULT (run_fault_quark())
GQuark run_fault_quark(void);
typedef enum { RUN_FAULT_ENTRY, RUN_FAULT_DEFINITION } RunFault;
/* NULL and an error (RUN_FAULT, in Chinese, naming the entry) when the entries cannot have been made by run_step. */
RunState *run_replay(const char *subject, const RunEntry *entries, gsize count, RunDefinition find, gpointer data,
                     GError **error);

/* NULL when there is no such cell. */
const Answer *run_cell(const RunState *state, guint row, guint item);
/* G_MAXUINT when there is no such row or item. */
guint run_row(const RunState *state, const char *id);
guint run_item(const RunState *state, const char *id);
