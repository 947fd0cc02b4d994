/* Reads cards, task changes and signatures once each, and lays them over the plan. Decides what "overdue" and "late entry" mean; everything else that
 * shows a task's state asks here. */
#include "desk/tasks/duty.h"
#include "desk/sign/signed.h"
#include "desk/tasks/tasks.h"

typedef struct {
  Desk *desk;
  DutyBoard *board;
  GHashTable *done; /* KEY → const TaskChange*, ref */
  Signed *book;
  GString *scratch;
} Maker;

static void duty_clear(gpointer data) {
  g_free(((Duty *)data)->key);
}

static void read_done(const Maker *maker, const GPtrArray *changes) {
  g_autoptr(GPtrArray) live = taskchange_live(changes);
  for (guint i = 0; i < live->len; i++) {
    const TaskChange *change = g_ptr_array_index(live, i);
    if (change->kind == TASK_DONE) {
      g_hash_table_replace(maker->done,
                           change->occurrence != NULL ? g_strconcat(change->task, "@", change->occurrence, NULL)
                                                      : g_strdup(change->task),
                           (gpointer)(guintptr)change);
    }
  }
}

/* By a signature or a special release; both speak of the run. */
static void settle(const Maker *maker, Duty *duty) {
  static const Gate gates[] = {GATE_REQUIRED, GATE_SECOND_MISSING};
  g_autofree char *subject = g_strconcat("run:", duty->key, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(gates); i++) {
    if (signed_waived(maker->book, gates[i], subject, maker->board->today) != NULL) {
      duty->state = DUTY_WAIVED;
      return;
    }
    if (signed_carried(maker->book, gates[i], subject, maker->board->today) != NULL) {
      duty->state = DUTY_CARRIED;
    }
  }
}

/* The reminder to sign is done by signing, and by nothing else. */
static void find_signature(const Maker *maker, Duty *duty) {
  for (guint i = 0; duty->task->task->signs && i < maker->book->signatures->len; i++) {
    const Signature *signature = g_ptr_array_index(maker->book->signatures, i);
    if (signature->department == NULL && !signature->voided && signature->first <= duty->task->due &&
        duty->task->due <= signature->last && duty->state != DUTY_DONE) {
      duty->state = DUTY_DONE;
      duty->done_by = signature->by;
      duty->done_ms = signature->utc_ms;
    }
  }
}

static void find_state(const Maker *maker, Duty *duty) {
  static const DutyState of_stage[N_RUN_STAGES] = {
      [RUN_OPEN] = DUTY_BEGUN, [RUN_AWAITING] = DUTY_AWAITING, [RUN_FINISHED] = DUTY_DONE};
  const TaskChange *done = g_hash_table_lookup(maker->done, duty->key);
  gboolean coming = moment_day(duty->task->start) > maker->board->today;
  duty->card = g_hash_table_lookup(maker->board->cards, duty->key);
  duty->state = duty->card != NULL ? of_stage[duty->card->stage] : coming ? DUTY_COMING : DUTY_OPEN;
  if (duty->state == DUTY_DONE) {
    duty->done_by = duty->card->inspector;
    duty->done_ms = duty->card->finished_ms;
  } else if (done != NULL) {
    duty->state = DUTY_DONE;
    duty->done_by = done->by;
    duty->done_ms = done->utc_ms;
  } else {
    settle(maker, duty);
    find_signature(maker, duty);
  }
  duty->overdue = duty->task->due < maker->board->today && !duty_settled(duty->state);
  duty->done_day = duty->state == DUTY_DONE ? store_day_at(maker->desk->campaign->store, duty->done_ms) : DAY_NONE;
  duty->late = duty->state == DUTY_DONE && duty->done_day > duty->task->due;
}

static gboolean of_today(const PlanTask *task, Day today) {
  gboolean runs = moment_day(task->start) <= today && today <= moment_day(task->end - 1);
  return runs || (task->has_due && task->due == today);
}

static void add(Maker *maker, const PlanTask *task) {
  DutyBoard *board = maker->board;
  g_string_truncate(maker->scratch, 0);
  plan_key(task, maker->scratch);
  const char *key = maker->scratch->str;
  if (moment_day(task->start) > board->today && !g_hash_table_contains(board->cards, key) &&
      !g_hash_table_contains(maker->done, key)) {
    return;
  }
  Duty duty = {.task = task, .key = g_strdup(key)};
  guint index = board->duties->len;
  find_state(maker, &duty);
  g_array_append_val(board->duties, duty);
  g_hash_table_insert(board->by_key, duty.key, GUINT_TO_POINTER(index + 1));
  if (of_today(task, board->today)) {
    g_array_append_val(board->now, index);
  }
  if (duty.overdue) {
    g_array_append_val(board->overdue, index);
  }
}

static gint by_due(gconstpointer a, gconstpointer b, gpointer data) {
  const GArray *duties = data;
  guint i = *(const guint *)a, j = *(const guint *)b;
  Day one = g_array_index(duties, Duty, i).task->due, other = g_array_index(duties, Duty, j).task->due;
  return one != other ? (one < other ? -1 : 1) : (i > j) - (i < j);
}

static void count_fixes(DutyBoard *board) {
  GHashTableIter iter;
  gpointer card;
  g_hash_table_iter_init(&iter, board->cards);
  while (g_hash_table_iter_next(&iter, NULL, &card)) {
    board->fixes_open += ((const RunCard *)card)->fixes_open;
  }
}

static gboolean read_record(Maker *maker, GError **error) {
  Record *record = record_of(maker->desk, RECORD_READ, error);
  if (record == NULL) {
    return FALSE;
  }
  maker->board->recorded = record_ledger(record) != NULL;
  maker->board->cards = session_cards(maker->desk, error);
  maker->book = maker->board->cards != NULL ? signed_read(maker->desk, error) : NULL;
  return maker->book != NULL;
}

DutyBoard *dutyboard_new(Desk *desk, GError **error) {
  g_autoptr(DutyBoard) board = g_new0(DutyBoard, 1);
  board->today = desk_today(desk);
  board->duties = g_array_new(FALSE, FALSE, sizeof(Duty));
  g_array_set_clear_func(board->duties, duty_clear);
  board->now = g_array_new(FALSE, FALSE, sizeof(guint));
  board->overdue = g_array_new(FALSE, FALSE, sizeof(guint));
  board->by_key = g_hash_table_new(g_str_hash, g_str_equal);
  Maker maker = {.desk = desk, .board = board};
  if (!read_record(&maker, error)) {
    signed_free(maker.book);
    return NULL;
  }
  maker.done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  maker.scratch = g_string_new(NULL);
  read_done(&maker, desk->changes);
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    add(&maker, plan_task(desk->plan, i));
  }
  g_array_sort_with_data(board->overdue, by_due, board->duties);
  count_fixes(board);
  g_hash_table_unref(maker.done);
  g_string_free(maker.scratch, TRUE);
  signed_free(maker.book);
  return g_steal_pointer(&board);
}

void dutyboard_free(DutyBoard *board) {
  if (board == NULL) {
    return;
  }
  g_hash_table_unref(board->by_key);
  g_clear_pointer(&board->cards, g_hash_table_unref);
  g_array_unref(board->overdue);
  g_array_unref(board->now);
  g_array_unref(board->duties);
  g_free(board);
}

const Duty *dutyboard_find(const DutyBoard *board, const char *key) {
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(board->by_key, key));
  return index > 0 ? &g_array_index(board->duties, Duty, index - 1) : NULL;
}

const Duty *dutyboard_of(const DutyBoard *board, const PlanTask *task) {
  g_autoptr(GString) key = g_string_new(NULL);
  plan_key(task, key);
  return dutyboard_find(board, key->str);
}

DutyMark *dutyboard_marks(const DutyBoard *board, const Plan *plan) {
  if (!board->recorded) {
    return NULL;
  }
  DutyMark *marks = g_new0(DutyMark, plan->tasks->len + 1);
  for (guint i = 0; i < board->duties->len; i++) {
    const Duty *duty = &g_array_index(board->duties, Duty, i);
    DutyMark *mark = &marks[duty->task - plan_task(plan, 0)];
    *mark = (DutyMark){.state = (guint8)duty->state,
                       .overdue = (guint8)duty->overdue,
                       .late = (guint8)duty->late,
                       .done_by = duty->done_by,
                       .done_ms = duty->done_ms,
                       .done_day = duty->done_day};
    if (duty->card != NULL) {
      mark->answered = duty->card->answered;
      mark->all = duty->card->total;
      mark->fixes_open = duty->card->fixes_open;
    }
  }
  return marks;
}
