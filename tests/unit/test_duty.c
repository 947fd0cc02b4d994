/* How each occurrence stands by the record, the same for the board, the day and the lists; and changes of tasks through the record. */
#include "desk/show/board.h"
#include "desk/tasks/tasks.h"
#include "unit/signshop.h"

/* Needs neither sequence nor time. */
static TaskChange *change_of(TaskChangeKind kind, const char *task, const char *occurrence, const char *by) {
  TaskChange *change = g_new0(TaskChange, 1);
  change->kind = kind;
  change->task = intern_string(task);
  change->occurrence = intern_string(occurrence);
  change->function = FUNCTION_NONE;
  change->on = change->due = DAY_NONE;
  change->at = -1;
  change->reason = g_strdup("缺人");
  change->by = intern_string(by);
  return change;
}

/* NULL, or the sentence that refuses. */
static char *record(Desk *desk, TaskChange *taken) {
  g_autoptr(TaskChange) change = taken;
  g_autoptr(GError) error = NULL;
  char *problem = NULL;
  gboolean done = tasks_record(desk, change, NULL, &problem, &error);
  g_assert_no_error(error);
  g_assert_cmpint(done, ==, problem == NULL);
  return problem;
}

static void must(Desk *desk, TaskChange *change) {
  g_autofree char *problem = record(desk, change);
  g_assert_cmpstr(problem, ==, NULL);
}

static DutyBoard *board_of(Desk *desk) {
  g_autoptr(GError) error = NULL;
  DutyBoard *board = dutyboard_new(desk, &error);
  g_assert_no_error(error);
  return board;
}

/* "cold@2026-03-11 begun 0/1; talk… done late wang.fang": those up to today that say something. */
static char *said(Desk *desk) {
  g_autoptr(DutyBoard) board = board_of(desk);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < board->duties->len; i++) {
    const Duty *duty = &g_array_index(board->duties, Duty, i);
    g_string_append_printf(out, "%s%s %s", i > 0 ? "; " : "", duty->key, words_duty_state[duty->state].id);
    if (duty->card != NULL) {
      g_string_append_printf(out, " %u/%u", duty->card->answered, duty->card->total);
    }
    g_string_append_printf(out, "%s%s%s%s", duty->overdue ? " overdue" : "", duty->late ? " late" : "",
                           duty->done_by != NULL ? " " : "", duty->done_by != NULL ? duty->done_by : "");
    g_assert_true(dutyboard_find(board, duty->key) == duty);
    g_assert_true(dutyboard_of(board, duty->task) == duty);
  }
  return g_string_free(out, FALSE);
}

#define SAYS(desk, expected)                                                                                           \
  do {                                                                                                                 \
    g_autofree char *text_ = said(desk);                                                                               \
    g_assert_cmpstr(text_, ==, expected);                                                                              \
  } while (0)

static void step(Desk *desk, const char *key, RunEventKind kind, const char *value) {
  RunRef ref = {.key = (char *)(guintptr)key, .checklist = intern_string("cold")};
  g_autoptr(GError) error = NULL;
  g_autoptr(RunSession) session = session_open(desk, &ref, "wang.fang", NULL, &error);
  g_assert_no_error(error);
  RunEvent event = {.kind = kind, .by = "wang.fang", .row = "a", .item = "ok", .value = value};
  RunResult result = RUN_DONE;
  g_assert_true(kind == EVENT_BEGIN || session_step(session, &event, &result, NULL, &error));
  g_assert_no_error(error);
  g_assert_cmpint(result, ==, RUN_DONE);
}

static void put(Desk *desk, EntryKind kind, const char *subject, const char *body) {
  g_autoptr(GError) error = NULL;
  Record *of = record_of(desk, RECORD_WRITE, &error);
  g_assert_no_error(error);
  RecordDraft draft = {.kind = kind, .done_by = "liu.yang", .subject = subject, .body = body};
  g_assert_true(record_add(of, &draft, 1, LEDGER_ANY_HEAD, NULL, &error));
}

static void test_states(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  Desk *desk = signshop_at(&w, "2026-03-12T09:00");
  SAYS(desk, "early open overdue; talk@2026-03-11 open overdue; cold@2026-03-11 open overdue; "
             "talk@2026-03-12 open; cold@2026-03-12 open");
  g_autoptr(DutyBoard) empty = board_of(desk);
  g_assert_false(empty->recorded);
  g_assert_null(dutyboard_marks(empty, desk->plan)); /* the plan alone knows nothing */

  must(desk, change_of(TASK_DONE, "talk", "2026-03-11", "sun.li"));
  must(desk, change_of(TASK_DONE, "talk", "2026-03-12", "sun.li"));
  step(desk, "cold@2026-03-11", EVENT_BEGIN, NULL);
  step(desk, "cold@2026-03-12", EVENT_ANSWER, "pass");
  step(desk, "cold@2026-03-12", EVENT_FINISH, NULL);
  SAYS(desk, "early open overdue; talk@2026-03-11 done late sun.li; cold@2026-03-11 begun 0/1 overdue; "
             "talk@2026-03-12 done sun.li; cold@2026-03-12 done 1/1 wang.fang");

  must(desk, change_of(TASK_UNDO, "talk", "2026-03-12", "sun.li"));
  put(desk, ENTRY_SIGNATURE, "day:2026-03-11",
      "{\"carried\":[{\"due\":\"2026-03-14\",\"gate\":\"required\",\"owner\":\"wang.fang\",\"subject\":"
      "\"run:cold@2026-03-11\",\"text\":\"t\"}],\"first\":\"2026-03-11\",\"last\":\"2026-03-11\"}");
  SAYS(desk, "early open overdue; talk@2026-03-11 done late sun.li; cold@2026-03-11 carried 0/1; "
             "talk@2026-03-12 open; cold@2026-03-12 done 1/1 wang.fang");
  put(desk, ENTRY_WAIVE, "day:2026-03-11",
      "{\"gate\":\"required\",\"reason\":\"停电\",\"subject\":\"run:cold@2026-03-11\"}");
  SAYS(desk, "early open overdue; talk@2026-03-11 done late sun.li; cold@2026-03-11 waived 0/1; "
             "talk@2026-03-12 open; cold@2026-03-12 done 1/1 wang.fang");
  desk_free(desk);
  workspace_free(&w);
}

/* What a signature carried is owed again when its day has come. */
static void test_carried_ends(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  Desk *desk = signshop_at(&w, "2026-03-11T21:00");
  put(desk, ENTRY_SIGNATURE, "day:2026-03-11",
      "{\"carried\":[{\"due\":\"2026-03-13\",\"gate\":\"required\",\"owner\":\"wang.fang\",\"subject\":"
      "\"run:cold@2026-03-11\",\"text\":\"t\"}],\"first\":\"2026-03-11\",\"last\":\"2026-03-11\"}");
  desk_free(desk);
  static const struct {
    const char *now;
    DutyState state;
    gboolean overdue;
  } rows[] = {{"2026-03-12T09:00", DUTY_CARRIED, FALSE}, {"2026-03-14T09:00", DUTY_OPEN, TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    desk = signshop_at(&w, rows[i].now);
    g_autoptr(DutyBoard) board = board_of(desk);
    const Duty *duty = dutyboard_find(board, "cold@2026-03-11");
    g_assert_cmpint(duty->state, ==, rows[i].state);
    g_assert_cmpint(duty->overdue, ==, rows[i].overdue);
    g_clear_pointer(&board, dutyboard_free);
    desk_free(desk);
  }
  workspace_free(&w);
}

/* The reminder to sign is done by signing its day, until that is opened again. */
static void test_signs(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  folder_put(&w.home, "phases/combat.yaml",
             "phase: combat\ntasks:\n  - {id: mark, title: 签字, assignee: liu.yang, every: day, at: \"21:45\", signs: "
             "true}\n");
  Desk *desk = signshop_at(&w, "2026-03-12T05:00");
  put(desk, ENTRY_SIGNATURE, "day:2026-03-11/service",
      "{\"department\":\"service\",\"first\":\"2026-03-11\",\"last\":\"2026-03-11\"}");
  SAYS(desk, "early open overdue; talk@2026-03-11 open; cold@2026-03-11 open; mark@2026-03-11 open");
  put(desk, ENTRY_SIGNATURE, "day:2026-03-11", "{\"first\":\"2026-03-11\",\"last\":\"2026-03-11\"}");
  SAYS(desk, "early open overdue; talk@2026-03-11 open; cold@2026-03-11 open; mark@2026-03-11 done liu.yang");
  put(desk, ENTRY_REOPEN, "day:2026-03-11", "{\"first\":\"2026-03-11\",\"last\":\"2026-03-11\",\"reason\":\"漏了\"}");
  SAYS(desk, "early open overdue; talk@2026-03-11 open; cold@2026-03-11 open; mark@2026-03-11 open");
  g_autofree char *refused = record(desk, change_of(TASK_DONE, "mark", "2026-03-11", "liu.yang"));
  g_assert_nonnull(refused);
  desk_free(desk);
  workspace_free(&w);
}

/* What is done before day_ends belongs to the day before. */
static void test_day_ends(void) {
  static const struct {
    const char *now;
    gboolean late;
  } rows[] = {{"2026-03-11T23:59", FALSE}, {"2026-03-12T05:59", FALSE}, {"2026-03-12T06:00", TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
    Desk *desk = signshop_at(&w, rows[i].now);
    must(desk, change_of(TASK_DONE, "talk", "2026-03-11", "sun.li"));
    g_autoptr(DutyBoard) board = board_of(desk);
    g_assert_cmpint(dutyboard_find(board, "talk@2026-03-11")->late, ==, rows[i].late);
    g_clear_pointer(&board, dutyboard_free);
    desk_free(desk);
    workspace_free(&w);
  }
}

static gboolean lists(const GPtrArray *items, const PlanTask *task) {
  for (guint i = 0; i < items->len; i++) {
    if (((const DayItem *)g_ptr_array_index(items, i))->task->task == task->task) {
      return TRUE;
    }
  }
  return FALSE;
}

/* The day's page and the board say the same of each occurrence. */
static void agree(Desk *desk) {
  g_autoptr(DutyBoard) board = board_of(desk);
  g_autoptr(DayBoard) day = dayboard_recorded(desk, board);
  g_autofree DutyMark *marks = dutyboard_marks(board, desk->plan);
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    const Duty *duty = dutyboard_of(board, task);
    gboolean settled = duty != NULL && duty_settled(duty->state);
    g_assert_cmpint(marks[i].state, ==, duty != NULL ? duty->state : DUTY_COMING);
    g_assert_cmpint(dayview_settled(day->day, i), ==, settled);
    g_assert_cmpint(dayview_in(day->day->past, i), ==, duty != NULL && duty->overdue);
    if (duty != NULL && duty->overdue) {
      g_assert_true(lists(day->parts[DAY_PAST], task));
    }
    if (settled) {
      g_assert_false(dayview_in(day->day->past, i) || dayview_in(day->day->due, i) || dayview_in(day->day->next, i));
    }
  }
  for (guint i = 0; i < board->now->len; i++) {
    const Duty *duty = &g_array_index(board->duties, Duty, g_array_index(board->now, guint, i));
    guint32 index = (guint32)(duty->task - plan_task(desk->plan, 0));
    g_assert_true(dayview_in(day->day->today, index) || dayview_in(day->day->due, index));
  }
}

static void test_agree(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  Desk *desk = signshop_at(&w, "2026-03-12T11:00");
  TaskChange *added = change_of(TASK_ADD, NULL, NULL, "liu.yang");
  added->title = g_strdup("接待检查");
  added->on = day_parse("2026-03-12");
  added->at = 15 * 60;
  added->person = intern_string("zhao.min");
  must(desk, added);
  agree(desk);
  must(desk, change_of(TASK_DONE, "early", NULL, "sun.li"));
  agree(desk);
  TaskChange *moved = change_of(TASK_MOVE, "talk", "2026-03-13", "liu.yang");
  moved->on = day_parse("2026-03-12");
  must(desk, moved);
  agree(desk);
  TaskChange *other = change_of(TASK_ASSIGN, "cold", "2026-03-12", "liu.yang");
  other->person = intern_string("zhao.min");
  must(desk, other);
  agree(desk);
  must(desk, change_of(TASK_DROP, "talk", "2026-03-11", "liu.yang"));
  agree(desk);
  must(desk, change_of(TASK_UNDO, "talk", "2026-03-11", "liu.yang"));
  agree(desk);
  SAYS(desk, "early done late sun.li; talk@2026-03-11 open overdue; cold@2026-03-11 open overdue; "
             "talk@2026-03-12 open; talk@2026-03-13 open; cold@2026-03-12 open; add-2 open");
  desk_free(desk);
  workspace_free(&w);
}

/* Two programs: the second decides on what the first left. */
static void test_two(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  Desk *one = signshop_at(&w, "2026-03-12T11:00"), *other = signshop_at(&w, "2026-03-12T11:00");
  must(one, change_of(TASK_DONE, "early", NULL, "sun.li"));
  g_autofree char *again = record(other, change_of(TASK_DONE, "early", NULL, "liu.yang"));
  g_assert_cmpstr(again, ==, "「布置」已经由孙丽完成了。");
  TaskChange *added = change_of(TASK_ADD, NULL, NULL, "liu.yang"), *too = change_of(TASK_ADD, NULL, NULL, "liu.yang");
  added->title = g_strdup("甲");
  too->title = g_strdup("乙");
  added->on = too->on = day_parse("2026-03-12");
  added->person = too->person = intern_string("zhao.min");
  must(one, added);
  must(other, too);
  g_assert_true(desk_replan(one, NULL));
  g_assert_cmpuint(one->changes->len, ==, 3);
  const TaskChange *first = g_ptr_array_index(one->changes, 1), *second = g_ptr_array_index(one->changes, 2);
  g_assert_cmpstr(first->task, !=, second->task);
  desk_free(one);
  desk_free(other);
  workspace_free(&w);
}

static void test_find(void) {
  static const struct {
    const char *which, *task, *occurrence; /* task NULL: refused */
  } rows[] = {{"early", "early", NULL},
              {"布置", "early", NULL},
              {"温度@2026-03-12", "cold", "2026-03-12"},
              {"cold@2026-03-13", "cold", "2026-03-13"},
              {"cold", NULL, NULL}, /* two are open up to today */
              {"cold@2026-03-20", NULL, NULL},
              {"early@2026-03-05", NULL, NULL},
              {"nothing", NULL, NULL},
              {"", NULL, NULL},
              {"@", NULL, NULL},
              {"晨会", NULL, NULL}};
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  Desk *desk = signshop_at(&w, "2026-03-12T11:00");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    TaskChange aim = {.kind = TASK_DONE};
    g_autofree char *problem = NULL;
    gboolean found = tasks_aim(desk, rows[i].which, &aim, &problem);
    g_test_message("%s", rows[i].which);
    g_assert_cmpint(found, ==, rows[i].task != NULL);
    g_assert_cmpint(found, ==, problem == NULL);
    if (found) {
      g_assert_cmpstr(aim.task, ==, rows[i].task);
      g_assert_cmpstr(aim.occurrence, ==, rows[i].occurrence);
    }
  }
  must(desk, change_of(TASK_DONE, "talk", "2026-03-11", "sun.li"));
  TaskChange aim = {.kind = TASK_DONE};
  char *problem = NULL;
  g_assert_true(tasks_aim(desk, "晨会", &aim, &problem)); /* the only one that is left up to today */
  g_assert_cmpstr(aim.occurrence, ==, "2026-03-12");
  desk_free(desk);
  workspace_free(&w);
}

/* Bodies come back as they went; what is not understood is no change. */
static void test_bodies(void) {
  static const char *const bodies[] = {
      "{\"action\":\"done\",\"reason\":\"\"}",
      "{\"action\":\"move\",\"at\":\"09:30\",\"due\":\"2026-03-09\",\"lasts\":120,\"on\":\"2026-03-08\",\"reason\":"
      "\"改\"}",
      "{\"action\":\"add\",\"checklist\":\"cold\",\"function\":\"service\",\"on\":\"2026-03-08\",\"reason\":\"加\","
      "\"title\":\"擦\"}",
      "{\"action\":\"assign\",\"occurrence\":\"2026-03-12T1400\",\"person\":\"zhao.min\",\"reason\":\"换\"}",
      "{\"action\":\"undo\",\"reason\":\"错\",\"undoes\":7}"};
  static const char *const strangers[] = {"",
                                          "[]",
                                          "{}",
                                          "{\"action\":\"paint\"}",
                                          "{\"action\":\"move\"}",
                                          "{\"action\":\"move\",\"on\":\"2026-02-30\"}",
                                          "{\"action\":\"assign\"}",
                                          "{\"action\":\"undo\"}",
                                          "{\"action\":\"add\",\"on\":\"2026-03-08\"}"};
  for (guint i = 0; i < G_N_ELEMENTS(bodies); i++) {
    g_autoptr(TaskChange) change = tasks_read("task:cold", bodies[i]);
    g_assert_nonnull(change);
    g_autofree char *again = tasks_body(change);
    g_assert_cmpstr(again, ==, bodies[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS(strangers); i++) {
    g_assert_null(tasks_read("task:cold", strangers[i]));
  }
  g_assert_null(tasks_read("run:cold", bodies[0]));
  g_assert_null(tasks_read("task:", bodies[0]));
}

/* A change that a newer program wrote makes no plan: its dates might be wrong. */
static void test_newer(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  Desk *desk = signshop_at(&w, "2026-03-12T11:00");
  put(desk, ENTRY_TASK, "task:early", "{\"action\":\"split\"}");
  g_autoptr(GError) error = NULL;
  g_assert_false(desk_replan(desk, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_NEWER);
  g_assert_nonnull(desk->plan); /* as it was */
  desk_free(desk);
  workspace_free(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/duty/states", test_states);
  g_test_add_func("/duty/carried-ends", test_carried_ends);
  g_test_add_func("/duty/signs", test_signs);
  g_test_add_func("/duty/day-ends", test_day_ends);
  g_test_add_func("/duty/agree", test_agree);
  g_test_add_func("/duty/two", test_two);
  g_test_add_func("/duty/find", test_find);
  g_test_add_func("/duty/bodies", test_bodies);
  g_test_add_func("/duty/newer", test_newer);
  return g_test_run();
}
