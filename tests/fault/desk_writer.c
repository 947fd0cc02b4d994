/* desk_writer WORKSPACE SHARE RUN CHECKLIST WHO FIRST: answers one row of a run, again and again, through the same use cases as the screen, until it is
 * killed. `begin` on standard output says that it is at work, then each line is a value that has been acknowledged. Exit 1 with the reason when
 * something is refused. */
#include "base/file.h"
#include "desk/runs/session.h"
#include <stdio.h>

static const Tools NO_TOOLS = {0};

static int fail(const char *what, const GError *error) {
  fprintf(stderr, "%s: %s\n", what, error ? error->message : "refused");
  return 1;
}

static void say(const char *line) {
  fputs(line, stdout);
  fputc('\n', stdout);
  fflush(stdout);
}

int main(int argc, char **argv) {
  if (argc != 7) {
    return 2;
  }
  const char *who = argv[5];
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_new(argv[1], argv[2], &NO_TOOLS);
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    g_autofree char *problems = diag_render_text(desk->diags, 100);
    fputs(problems, stderr);
    return 1;
  }
  RunRef ref = {.key = argv[3], .checklist = intern_string(argv[4])};
  g_autoptr(RunSession) session = session_open(desk, &ref, who, NULL, &error);
  if (!session) {
    return fail("open", error);
  }
  say("begin");
  for (guint64 i = g_ascii_strtoull(argv[6], NULL, 10);; i++) {
    g_autofree char *value = g_strdup_printf("%s-%" G_GUINT64_FORMAT, who, i);
    RunEvent event = {.kind = EVENT_ANSWER, .by = who, .row = who, .item = "said", .value = value};
    RunResult result = RUN_DONE;
    if (!session_step(session, &event, &result, NULL, &error)) {
      return fail("answer", error);
    }
    if (result != RUN_DONE) {
      fprintf(stderr, "answer refused: %d\n", (int)result);
      return 1;
    }
    say(value);
  }
}
