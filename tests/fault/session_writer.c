/* session_writer WORKSPACE SHARE KEY CHECKLIST: answers one item after the other, as a user at the screen does, until it is killed; each line on standard
 * output is an answer that was acknowledged: how many entries the run has, row, item, value. 0 when nothing is left to answer. */
#include "desk/runs/session.h"
#include <stdio.h>

static const char *value_of(const ChecklistItem *item) {
  return item->type == ITEM_PASS_FAIL ? "pass" : item->type == ITEM_NUMBER ? "7" : "写好了";
}

int main(int argc, char **argv) {
  static const Tools tools = {0};
  if (argc != 5) {
    return 2;
  }
  g_autoptr(Desk) desk = desk_new(argv[1], argv[2], &tools);
  if (!desk_load(desk, TRUE)) {
    return 1;
  }
  const RunRef ref = {argv[3], intern_string(argv[4]), NULL};
  GError *error = NULL;
  g_autoptr(RunSession) session = session_open(desk, &ref, "wang.fang", NULL, &error);
  while (session != NULL) {
    const RunState *state = session_state(session);
    const Answer *cell = run_cell(state, state->row, state->item);
    if (cell->state != ANSWER_NONE) {
      return 0;
    }
    const Row *row = g_ptr_array_index(state->rows, state->row);
    const ChecklistItem *item = g_ptr_array_index(state->checklist->items, state->item);
    g_autofree char *id = g_strdup(row->id);
    const RunEvent event = {
        .kind = EVENT_ANSWER, .by = "wang.fang", .row = id, .item = item->id, .value = value_of(item)};
    RunResult result = N_RUN_RESULTS;
    if (!session_step(session, &event, &result, NULL, &error) || result != RUN_DONE) {
      break;
    }
    char line[200];
    int length =
        g_snprintf(line, sizeof line, "%u %s %s %s\n", session_state(session)->action, id, item->id, event.value);
    fwrite(line, 1, (gsize)length, stdout);
    fflush(stdout);
  }
  fprintf(stderr, "%s\n", error != NULL ? error->message : "an answer was refused");
  return 1;
}
