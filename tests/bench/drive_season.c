/* drive_season FOLDER: answers and finishes every run of the store that make_season.py made, some eighteen entries a run, each on its own as on a
 * working day; then says in milliseconds what home needs of the record: to open it, the plan with task changes, the board of duties (median of 9). */
#include "desk/tasks/duty.h"
#include <stdio.h>
#include <stdlib.h>

enum { SINGLE = 18, TIMES = 9 };

static double now_ms(void) {
  return (double)g_get_monotonic_time() / 1000;
}

static Desk *desk_of(const char *folder) {
  static const Tools tools = {0};
  g_autofree char *workspace = g_build_filename(folder, "ws", NULL);
  char *share = g_build_filename(folder, "share", NULL); /* the desk does not copy it */
  Desk *desk = desk_new(workspace, share, &tools);
  desk_set_now(desk, moment_at(day_from(2027, 4, 5), 23 * 60));
  if (!desk_load(desk, TRUE)) {
    g_error("the definitions have errors");
  }
  return desk;
}

static void steps(RunSession *session, const RunEvent *events, guint n) {
  guint failed;
  RunResult result;
  GError *error = NULL;
  if (!session_steps(session, events, n, &failed, &result, NULL, &error) || result != RUN_DONE) {
    g_error("%s", error != NULL ? error->message : words_run_result[result].title);
  }
}

static void fill(Desk *desk, const PlanTask *task) {
  g_autoptr(GString) key = g_string_new(NULL);
  GError *error = NULL;
  plan_key(task, key);
  RunRef ref = {.key = key->str, .checklist = task->task->checklist, .task = task};
  g_autoptr(RunSession) session = session_open(desk, &ref, "wang.fang", NULL, &error);
  if (session == NULL) {
    g_error("%s", error->message);
  }
  for (int i = 0; i < SINGLE; i++) {
    char row[16];
    g_snprintf(row, sizeof row, "r%d", i);
    steps(session, &(RunEvent){.kind = EVENT_ANSWER, .by = "wang.fang", .row = row, .item = "ok", .value = "pass"}, 1);
  }
  const RunEvent end[] = {{.kind = EVENT_REST, .by = "wang.fang"}, {.kind = EVENT_FINISH, .by = "wang.fang"}};
  steps(session, end, G_N_ELEMENTS(end));
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const char *folder) {
  double open[TIMES], plan[TIMES], duties[TIMES];
  for (int i = 0; i < TIMES; i++) {
    Desk *desk = desk_of(folder);
    GError *error = NULL;
    double a = now_ms();
    if (record_of(desk, RECORD_READ, &error) == NULL) {
      g_error("%s", error->message);
    }
    double b = now_ms();
    gboolean planned = desk_plan(desk);
    double c = now_ms();
    g_autoptr(DutyBoard) board = planned ? dutyboard_new(desk, &error) : NULL;
    double d = now_ms();
    if (board == NULL || board->overdue->len > 0) {
      g_error("the season is not filled");
    }
    open[i] = b - a;
    plan[i] = c - b;
    duties[i] = d - c;
    g_clear_pointer(&board, dutyboard_free);
    desk_free(desk);
  }
  qsort(open, TIMES, sizeof *open, by_size);
  qsort(plan, TIMES, sizeof *plan, by_size);
  qsort(duties, TIMES, sizeof *duties, by_size);
  printf("%.3f %.3f %.3f\n", open[TIMES / 2], plan[TIMES / 2], duties[TIMES / 2]);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "drive_season FOLDER\n");
    return 2;
  }
  g_autofree char *record = g_build_filename(argv[1], "ws", "ready315.db", NULL);
  if (!g_file_test(record, G_FILE_TEST_EXISTS)) {
    Desk *desk = desk_of(argv[1]);
    for (guint i = 0; desk_plan(desk) && i < desk->plan->tasks->len; i++) {
      fill(desk, plan_task(desk->plan, i));
    }
    desk_free(desk);
  }
  measure(argv[1]);
  return 0;
}
