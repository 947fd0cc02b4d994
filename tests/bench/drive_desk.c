/* drive_desk home WORKSPACE SHARE TIMES | answers WORKSPACE SHARE N | keys WORKSPACE SHARE N: use cases timed from inside, in the store that drive_season filled. `home` prints the median microseconds of one board of duties, `answers` records N answers one by one through one run, `keys` presses a key N times in the checklist `big` and draws the screen after each. */
#include "base/clock.h"
#include "desk/tasks/duty.h"
#include "tui/stage.h"
#include "tui/view.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Tools NO_TOOLS = {0};

static G_NORETURN void fail(const char *what, const GError *error) {
  fprintf(stderr, "%s: %s\n", what, error ? error->message : "refused");
  exit(3);
}

static Desk *open_desk(const char *workspace, const char *share) {
  Moment evening = MOMENT_NONE;
  Desk *desk = desk_new(workspace, share, &NO_TOOLS);
  if (!moment_parse("2027-04-05T20:00", &evening)) {
    fail("time", NULL);
  }
  desk_set_now(desk, evening);
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    g_autofree char *problems = diag_render_text(desk->diags, 100);
    fputs(problems, stderr);
    fail("definitions", NULL);
  }
  return desk;
}

static RunSession *open_run(Desk *desk, char *key, const char *checklist) {
  g_autoptr(GError) error = NULL;
  RunRef ref = {.key = key, .checklist = intern_string(checklist)};
  RunSession *session = session_open(desk, &ref, "wang.fang", NULL, &error);
  if (!session) {
    fail(key, error);
  }
  return session;
}

static void step(RunSession *session, const RunEvent *event) {
  g_autoptr(GError) error = NULL;
  RunResult result = RUN_DONE;
  if (!session_step(session, event, &result, NULL, &error) || result != RUN_DONE) {
    fail("step", error);
  }
}

static int by_size(gconstpointer a, gconstpointer b) {
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;
  return (x > y) - (x < y);
}

static void home(Desk *desk, guint times) {
  g_autoptr(GArray) took = g_array_new(FALSE, FALSE, sizeof(gint64));
  guint duties = 0;
  for (guint i = 0; i < times; i++) {
    g_autoptr(GError) error = NULL;
    gint64 begun = g_get_monotonic_time();
    g_autoptr(DutyBoard) board = dutyboard_new(desk, &error);
    gint64 each = g_get_monotonic_time() - begun;
    if (!board) {
      fail("home", error);
    }
    g_array_append_val(took, each);
    duties = board->duties->len;
  }
  g_array_sort(took, by_size);
  printf("%u duties, %" G_GINT64_FORMAT " us\n", duties, g_array_index(took, gint64, times / 2));
}

static void answers(Desk *desk, guint count) {
  g_autofree char *key = g_strdup("adhoc@2027-04-05/c00");
  g_autoptr(RunSession) session = open_run(desk, key, "c00");
  gint64 begun = g_get_monotonic_time();
  for (guint i = 0; i < count; i++) {
    RunEvent answer = {.kind = i % 2 ? EVENT_CLEAR : EVENT_ANSWER, .by = "wang.fang", .row = "r0", .item = "ok"};
    answer.value = i % 2 ? NULL : "pass";
    step(session, &answer);
  }
  printf("each answer: %.1f us\n", (double)(g_get_monotonic_time() - begun) / count);
}

/* From the key to the finished canvas. */
static gint64 press(Stage *stage, const Input *input) {
  gboolean quit = FALSE;
  gboolean redraw = FALSE;
  gint64 begun = g_get_monotonic_time();
  if (stage_event(stage, input, &quit, &redraw)) {
    stage_perform(stage);
  }
  Canvas *canvas = view_draw(stage_app(stage));
  gint64 took = g_get_monotonic_time() - begun;
  canvas_free(canvas);
  return took;
}

static void keys(Desk *desk, guint count) {
  g_autoptr(Stage) stage = stage_new(desk, 120, 40);
  g_autoptr(GArray) took = g_array_new(FALSE, FALSE, sizeof(gint64));
  const Input down = {.kind = INPUT_DOWN};
  stage_check(stage, "adhoc@2027-04-05/big", "big", "wang.fang");
  if (stage_app(stage)->view != VIEW_RUN) {
    fail("keys: the checklist is not open", NULL);
  }
  for (guint i = 0; i < count; i++) {
    gint64 each = press(stage, &down);
    g_array_append_val(took, each);
  }
  g_array_sort(took, by_size);
  printf("a key: median %" G_GINT64_FORMAT " us, worst %" G_GINT64_FORMAT " us\n",
         g_array_index(took, gint64, count / 2), g_array_index(took, gint64, count - 1));
}

int main(int argc, char **argv) {
  if (argc < 4) {
    return 2;
  }
  g_autoptr(Desk) desk = open_desk(argv[2], argv[3]);
  guint number = argc > 4 ? (guint)strtoul(argv[4], NULL, 10) : 0;
  if (strcmp(argv[1], "home") == 0 && number) {
    home(desk, number);
  } else if (strcmp(argv[1], "answers") == 0 && number) {
    answers(desk, number);
  } else if (strcmp(argv[1], "keys") == 0 && number) {
    keys(desk, number);
  } else {
    return 2;
  }
  return 0;
}
