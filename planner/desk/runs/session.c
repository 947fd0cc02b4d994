/* The work on one run. The state in memory is only ever what the entries in memory (RunTale) make, which are only ever what the record holds: a step is
 * tried on the state, written, and where writing fails the state is made anew from the entries. */
#include "desk/runs/session.h"
#include "base/file.h"
#include "desk/record/definitions.h"
#include "desk/record/evidence.h"
#include "desk/runs/positions.h"
#include "desk/runs/runtale.h"
#include "desk/runs/sources.h"
#include <string.h>

enum { TRIES = 100 }; /* of a step, while other programs keep adding entries in between */

struct RunSession {
  Desk *desk;
  RunRef ref;
  RunTale *tale;
  RunState *state;
  RunPerson *list;
  RunPeople people;
  gint64 head;     /* of the record, that the state was compared with */
  GArray *carried; /* of RecordDraft: to go before the next step's own */
};

GQuark session_fault_quark(void) {
  return g_quark_from_static_string("ready315-session");
}

/* ---- life cycle ------------------------------------------------------------------------------------------------------------------- */

void runref_clear(RunRef *ref) {
  g_clear_pointer(&ref->key, g_free);
  ref->checklist = NULL;
  ref->task = NULL;
}

RunPeople session_crowd(const Desk *desk, RunPerson **list) {
  const Store *store = desk->campaign->store;
  const Day today = desk_today(desk);
  RunPeople crowd = {NULL, 0, NULL};
  *list = g_new0(RunPerson, store->people->len + 1);
  for (guint i = 0; i < store->people->len; i++) {
    const Person *person = g_ptr_array_index(store->people, i);
    if (person_leave(person, today) == NULL) {
      (*list)[crowd.count++] = (RunPerson){person->id, person->department != NULL ? person->department->id : NULL};
    }
  }
  crowd.list = *list;
  const Person *manager = store->manager;
  if (manager != NULL && person_leave(manager, today) != NULL) {
    manager = store->deputy != NULL && person_leave(store->deputy, today) == NULL ? store->deputy : NULL;
  }
  crowd.manager = manager != NULL ? manager->id : NULL;
  return crowd;
}

static void count_people(RunSession *session) {
  g_free(session->list);
  session->people = session_crowd(session->desk, &session->list);
}

/* Where the user was, if that is still asked. */
static void go_to(RunSession *session, const char *row, const char *item) {
  const RunEvent move = {.kind = EVENT_MOVE, .by = "-", .row = row, .item = item};
  g_autoptr(GPtrArray) effects = run_effects_new();
  RunResult ignored = run_step(session->state, &session->people, &move, effects);
  (void)ignored;
}

static void find_place(RunSession *session) {
  g_autofree char *row = NULL, *item = NULL;
  if (positions_find(session->desk, session->ref.key, session->state->action, &row, &item)) {
    go_to(session, row, item);
  }
}

/* The state as the entries say. Needs no disk: definitions that were found once stay. */
static gboolean rebuild(RunSession *session, GError **error) {
  RunState *state = runtale_replay(session->tale, session->desk, error), *old = session->state;
  if (state == NULL) {
    return FALSE;
  }
  session->state = state;
  if (old != NULL && old->row < old->rows->len && old->item < old->n_items) { /* others' work moves nobody's cursor */
    const Row *row = g_ptr_array_index(old->rows, old->row);
    const ChecklistItem *item = g_ptr_array_index(old->checklist->items, old->item);
    go_to(session, row->id, item->id);
  }
  run_free(old);
  return TRUE;
}

gboolean session_refresh(RunSession *session, GError **error) {
  Record *record = record_of(session->desk, RECORD_WRITE, error);
  gint64 head = record != NULL ? record_head(record, error) : -1;
  gboolean grown = FALSE;
  count_people(session);
  if (head < 0 || !runtale_read(session->tale, session->desk, &grown, error) ||
      ((grown || session->state == NULL) && session->tale->entries->len > 0 && !rebuild(session, error))) {
    return FALSE;
  }
  session->head = head;
  return TRUE;
}

void session_close(RunSession *session) {
  if (session != NULL) {
    run_free(session->state);
    runtale_free(session->tale);
    runref_clear(&session->ref);
    g_free(session->list);
    g_array_unref(session->carried);
    g_free(session);
  }
}

const RunState *session_state(const RunSession *session) {
  return session->state;
}

const RunPeople *session_people(const RunSession *session) {
  return &session->people;
}

void session_carry(RunSession *session, const RecordDraft *draft) {
  g_array_append_val(session->carried, *draft);
}

/* ---- beginning ---------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *make_rows(Desk *desk, const Checklist *checklist, GError **error) {
  g_autofree char *problem = NULL;
  GPtrArray *rows = sources_rows(desk, checklist, &problem, error);
  if (rows == NULL && problem != NULL) {
    g_set_error_literal(error, SESSION_FAULT, SESSION_FAULT_REFUSED, problem);
  }
  return rows;
}

static const Checklist *current(Desk *desk, const char *id, GError **error) {
  const Checklist *checklist = campaign_checklist(desk->campaign, id);
  if (checklist == NULL) {
    g_set_error(error, SESSION_FAULT, SESSION_FAULT_REFUSED,
                "没有检查表 `%s`。请在命令行用 ready315 check 看看定义文件。", id);
  }
  return checklist;
}

/* A run as it would begin; `effects` gets the entry. */
static RunState *make_fresh(Desk *desk, const RunRef *ref, const char *definition, const char *by,
                            const char *recorded_by, GPtrArray *effects, GError **error) {
  const Checklist *checklist = current(desk, ref->checklist, error);
  g_autoptr(GPtrArray) rows = checklist != NULL ? make_rows(desk, checklist, error) : NULL;
  if (rows == NULL) {
    return NULL;
  }
  const RunSetup setup = {checklist, definition, ref->key, rows, by, recorded_by};
  return run_new(&setup, effects);
}

typedef enum { WRITTEN, MOVED, FAILED } Written;

/* Appends what the effects ask for. The state is what it will be afterwards. */
static Written write_entries(RunSession *session, const GPtrArray *effects, const RunEvent *const *events,
                             const char *by, const char *recorded_by, GError **error) {
  EntryTime now;
  Record *record = record_of(session->desk, RECORD_WRITE, error);
  if (record == NULL) {
    return FAILED;
  }
  record_now(session->desk, &now);
  g_autoptr(GArray) drafts = g_array_new(FALSE, TRUE, sizeof(RecordDraft));
  for (guint i = 0; i < effects->len; i++) {
    const RunEffect *effect = g_ptr_array_index(effects, i);
    const RunEvent *event = events != NULL ? events[i] : NULL;
    if (effect->kind == EFFECT_COPY) {
      g_autoptr(Evidence) evidence = evidence_new(EVIDENCE_FILE);
      evidence->sha256 = g_strdup(effect->sha256);
      evidence->name = g_strdup(effect->name);
      if (!evidence_keep(session->desk, effect->path, evidence, error)) {
        return FAILED;
      }
    } else if (effect->kind == EFFECT_APPEND) {
      const RecordDraft draft = {.kind = entry_kind_parse(effect->entry),
                                 .done_by = event != NULL ? event->by : by,
                                 .recorded_by = event != NULL ? event->recorded_by : recorded_by,
                                 .subject = session->tale->subject,
                                 .body = effect->body,
                                 .time = &now};
      g_array_append_val(drafts, draft);
    }
  }
  if (drafts->len == 0) {
    return WRITTEN;
  }
  g_autofree char *card = runtale_card(session->tale, session->state, drafts, now.utc_ms);
  g_array_index(drafts, RecordDraft, drafts->len - 1).card = card;
  const guint others = session->carried->len;
  g_array_prepend_vals(drafts, session->carried->data, others);
  RecordMark mark;
  GError *fault = NULL;
  if (!record_add(record, (const RecordDraft *)(gpointer)drafts->data, drafts->len, session->head, &mark, &fault)) {
    gboolean moved = g_error_matches(fault, LEDGER_FAULT, LEDGER_FAULT_MOVED);
    g_propagate_error(error, fault);
    return moved ? MOVED : FAILED;
  }
  g_array_set_size(session->carried, 0);
  for (guint i = others; i < drafts->len; i++) {
    const RecordDraft *draft = &g_array_index(drafts, RecordDraft, i);
    runtale_add(session->tale, entry_kind_id(draft->kind), draft->body, mark.sequence - (drafts->len - 1 - i),
                now.utc_ms);
  }
  session->head = mark.sequence;
  return WRITTEN;
}

/* Reading and appending in one turn, so that a program which adds entries without pause cannot keep this one from ever being the next. */
static Ledger *take_turn(RunSession *session, GError **error) {
  Record *record = record_of(session->desk, RECORD_WRITE, error);
  Ledger *ledger = record != NULL ? record_ledger(record) : NULL;
  if (ledger != NULL) {
    ledger_take_turn(ledger);
  }
  return ledger;
}

static gboolean begin_in_turn(RunSession *session, const char *by, const char *recorded_by, GError **error) {
  const Checklist *checklist = current(session->desk, session->ref.checklist, error);
  g_autofree char *definition = checklist != NULL ? definitions_keep(session->desk, checklist, error) : NULL;
  if (definition == NULL) {
    return FALSE;
  }
  for (guint i = 0; i < TRIES && session->state == NULL; i++) {
    g_autoptr(GPtrArray) effects = run_effects_new();
    session->state = make_fresh(session->desk, &session->ref, definition, by, recorded_by, effects, error);
    if (session->state == NULL) {
      return FALSE;
    }
    g_clear_error(error);
    Written written = write_entries(session, effects, NULL, by, recorded_by, error);
    if (written == WRITTEN) {
      return TRUE;
    }
    g_clear_pointer(&session->state, run_free);
    if (written == FAILED) {
      return FALSE;
    }
    g_clear_error(error);
    if (!session_refresh(session, error)) { /* somebody else may have begun it: then that is the one */
      return FALSE;
    }
  }
  if (session->state == NULL) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_BUSY, "记录一直被别的程序占着，没能开始检查。请稍后再试。");
  }
  return session->state != NULL;
}

static gboolean begin(RunSession *session, const char *by, const char *recorded_by, GError **error) {
  Ledger *ledger = take_turn(session, error);
  if (ledger == NULL) {
    return FALSE;
  }
  gboolean done = begin_in_turn(session, by, recorded_by, error);
  ledger_give_turn(ledger);
  return done;
}

RunSession *session_open(Desk *desk, const RunRef *ref, const char *by, const char *recorded_by, GError **error) {
  g_autoptr(RunSession) session = g_new0(RunSession, 1);
  session->desk = desk;
  session->ref = (RunRef){g_strdup(ref->key), ref->checklist, ref->task};
  session->tale = runtale_new(ref->key);
  session->carried = g_array_new(FALSE, TRUE, sizeof(RecordDraft));
  if (!session_refresh(session, error) ||
      (session->state == NULL && !begin(session, by, recorded_by != NULL ? recorded_by : by, error))) {
    return NULL;
  }
  session->ref.checklist = session->state->checklist->id;
  find_place(session);
  return g_steal_pointer(&session);
}

/* ---- steps -------------------------------------------------------------------------------------------------------------------------- */

/* Of the cell that the event is about: the entry that last changed it. 0 when it is about no cell. */
static guint32 cell_mark(const RunState *state, const RunEvent *event) {
  const gboolean of_cell = event->kind == EVENT_ANSWER || event->kind == EVENT_NA || event->kind == EVENT_CLEAR ||
                           event->kind == EVENT_ATTACH || event->kind == EVENT_DETACH || event->kind == EVENT_CONFIRM;
  const Answer *cell =
      of_cell && event->row != NULL ? run_cell(state, run_row(state, event->row), run_item(state, event->item)) : NULL;
  return cell != NULL ? cell->action : 0;
}

/* Catches up; *failed is the first event whose cell is not what its giver saw, or n. */
static gboolean catch_up(RunSession *session, const RunEvent *events, guint n, guint *failed, GError **error) {
  g_autofree guint32 *marks = g_new(guint32, n);
  for (guint i = 0; i < n; i++) {
    marks[i] = cell_mark(session->state, &events[i]);
  }
  if (!session_refresh(session, error)) {
    return FALSE;
  }
  *failed = 0;
  while (*failed < n && cell_mark(session->state, &events[*failed]) == marks[*failed]) {
    (*failed)++;
  }
  return TRUE;
}

/* Tries the events on the state. `effects` gets all of theirs, `owners` the event of each. */
static RunResult try_events(RunSession *session, const RunEvent *events, guint n, guint *failed, GPtrArray *effects,
                            GPtrArray *owners) {
  for (guint i = 0; i < n; i++) {
    RunResult result = run_step(session->state, &session->people, &events[i], effects);
    while (owners->len < effects->len) {
      g_ptr_array_add(owners, (gpointer)(guintptr)&events[i]);
    }
    if (result != RUN_DONE && (n == 1 || (result != RUN_UNCHANGED && result != RUN_NOTHING_LEFT))) {
      *failed = i;
      return result;
    }
  }
  *failed = n;
  return RUN_DONE;
}

static void hand_out(RunSession *session, GPtrArray *effects, GPtrArray *asked) {
  for (guint i = effects->len; i > 0; i--) {
    const RunEffect *effect = g_ptr_array_index(effects, i - 1);
    if (effect->kind == EFFECT_POSITION) {
      positions_save(session->desk, session->ref.key, session->state);
    } else if (asked != NULL && (effect->kind == EFFECT_ASK || effect->kind == EFFECT_DROPPED)) {
      g_ptr_array_insert(asked, 0, g_ptr_array_steal_index(effects, i - 1));
    }
  }
}

/* One attempt; MOVED only when the world did. A state that was changed in vain is made anew. */
static Written attempt(RunSession *session, const RunEvent *events, guint n, guint *failed, RunResult *result,
                       GPtrArray *asked, GError **error) {
  g_autoptr(GPtrArray) effects = run_effects_new(), owners = g_ptr_array_new();
  *result = try_events(session, events, n, failed, effects, owners);
  if (*result != RUN_DONE) {
    hand_out(session, effects, asked);
    return *failed == 0 || rebuild(session, error) ? WRITTEN : FAILED;
  }
  Written written =
      write_entries(session, effects, (const RunEvent *const *)owners->pdata, events->by, events->recorded_by, error);
  if (written == WRITTEN) {
    hand_out(session, effects, asked);
  } else if (!rebuild(session, NULL)) {
    return FAILED;
  }
  return written;
}

static gboolean is_current(RunSession *session, gboolean *current_head, GError **error) {
  Record *record = record_of(session->desk, RECORD_WRITE, error);
  gint64 head = record != NULL ? record_head(record, error) : -1;
  *current_head = head == session->head;
  return head >= 0;
}

static gboolean steps_in_turn(RunSession *session, const RunEvent *events, guint n, guint *failed, RunResult *result,
                              GPtrArray *asked, GError **error) {
  gboolean fresh = TRUE;
  if (!is_current(session, &fresh, error)) {
    return FALSE;
  }
  for (guint i = 0; i < TRIES; i++) {
    if (!fresh) {
      if (!catch_up(session, events, n, failed, error)) {
        return FALSE;
      }
      if (*failed < n) {
        *result = RUN_OVERTAKEN;
        return TRUE;
      }
    }
    GError *fault = NULL;
    Written written = attempt(session, events, n, failed, result, asked, &fault);
    if (written == WRITTEN) {
      return TRUE;
    }
    if (written == FAILED) {
      g_propagate_error(error, fault);
      return FALSE;
    }
    g_error_free(fault);
    fresh = FALSE;
  }
  g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_BUSY, "记录一直被别的程序占着，这一步没有记下来。请再做一次。");
  return FALSE;
}

gboolean session_steps(RunSession *session, const RunEvent *events, guint n, guint *failed, RunResult *result,
                       GPtrArray *asked, GError **error) {
  g_assert(n > 0);
  if (n == 1 && events->kind == EVENT_MOVE) { /* of the screen alone: nothing is recorded */
    return attempt(session, events, n, failed, result, asked, error) == WRITTEN;
  }
  Ledger *ledger = take_turn(session, error);
  if (ledger == NULL) {
    return FALSE;
  }
  gboolean done = steps_in_turn(session, events, n, failed, result, asked, error);
  ledger_give_turn(ledger);
  return done;
}

gboolean session_step(RunSession *session, const RunEvent *event, RunResult *result, GPtrArray *asked, GError **error) {
  guint failed = 0;
  return session_steps(session, event, 1, &failed, result, asked, error);
}

/* ---- newer definitions -------------------------------------------------------------------------------------------------------------- */

static const Checklist *newer_than(Desk *desk, const RunState *state) {
  const Checklist *now = campaign_checklist(desk->campaign, state->checklist->id);
  g_autofree char *text = now != NULL ? definitions_text(now) : NULL;
  g_autofree char *definition =
      text != NULL ? file_sha256(text, strlen(text)) : NULL; /* as definitions_keep names it */
  return definition != NULL && g_strcmp0(definition, state->definition) != 0 ? now : NULL;
}

const Checklist *session_newer(RunSession *session) {
  return newer_than(session->desk, session->state);
}

gboolean session_is_newer(Desk *desk, const RunState *state) {
  return newer_than(desk, state) != NULL;
}

gboolean session_upgrade(RunSession *session, const char *by, const char *recorded_by, const char *reason,
                         RunResult *result, GPtrArray *asked, GError **error) {
  const Checklist *newer = current(session->desk, session->state->checklist->id, error);
  g_autofree char *definition = newer != NULL ? definitions_keep(session->desk, newer, error) : NULL;
  g_autoptr(GPtrArray) rows = definition != NULL ? make_rows(session->desk, newer, error) : NULL;
  if (rows == NULL) {
    return FALSE;
  }
  if (g_strcmp0(definition, session->state->definition) == 0) {
    *result = RUN_UNCHANGED;
    return TRUE;
  }
  const RunEvent event = {.kind = EVENT_UPGRADE,
                          .by = by,
                          .recorded_by = recorded_by,
                          .reason = reason,
                          .to = newer,
                          .rows = rows,
                          .definition = definition};
  return session_step(session, &event, result, asked, error);
}

/* ---- looking without working -------------------------------------------------------------------------------------------------------- */

static RunTale *read_tale(Desk *desk, const char *key, GError **error) {
  g_autoptr(RunTale) tale = runtale_new(key);
  return runtale_read(tale, desk, NULL, error) ? g_steal_pointer(&tale) : NULL;
}

RunState *session_read(Desk *desk, const char *key, GError **error) {
  g_autoptr(RunTale) tale = read_tale(desk, key, error);
  return tale != NULL ? runtale_replay(tale, desk, error) : NULL;
}

RunState *session_look(Desk *desk, const RunRef *ref, gboolean *begun, GError **error) {
  g_autoptr(RunTale) tale = read_tale(desk, ref->key, error);
  if (tale == NULL) {
    return NULL;
  }
  if (begun != NULL) {
    *begun = tale->entries->len > 0;
  }
  g_autoptr(GPtrArray) effects = run_effects_new();
  return tale->entries->len > 0 ? runtale_replay(tale, desk, error)
                                : make_fresh(desk, ref, NULL, "-", NULL, effects, error);
}
