/* The loop: events from the terminal to the stage, canvases from the state to the terminal. */
#include "tui/tui.h"
#include "base/clock.h"
#include "ledger/verify.h"
#include "tui/stage.h"
#include "tui/term.h"
#include "tui/view.h"
#include <signal.h>

enum { TICK = 30 * 1000 }; /* milliseconds: how long a screen may lag behind the clock, the record and the files */

static gboolean play(Term *term, Stage *stage, const GArray *inputs) {
  gboolean quit = FALSE, redraw = FALSE;
  for (guint i = 0; i < inputs->len && !quit; i++) {
    if (stage_event(stage, &g_array_index(inputs, Input, i), &quit, &redraw)) {
      term_show(term, view_draw(stage_app(stage)));
      stage_perform(stage);
    }
  }
  if (redraw) {
    term_repaint(term);
  }
  return !quit;
}

/* The newest hundred entries, before anything of them is shown: views read only the subjects that they need. */
static gboolean check_record(Desk *desk, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  Ledger *ledger = record != NULL ? record_ledger(record) : NULL;
  return record != NULL && (ledger == NULL || verify_recent(ledger, error));
}

int tui_run(Desk *desk, gboolean colour, const char *key, const char *checklist, const char *by, GError **error) {
  Term *term = check_record(desk, error) ? term_open(colour, error) : NULL;
  if (term == NULL) {
    return -1;
  }
  int columns, rows;
  term_size(term, &columns, &rows);
  g_autoptr(Stage) stage = stage_new(desk, columns, rows);
  if (key != NULL || checklist != NULL) {
    stage_check(stage, key, checklist, by);
  }
  g_autoptr(GArray) inputs = g_array_new(FALSE, FALSE, sizeof(Input));
  const Input tick = {.kind = INPUT_TICK};
  gint64 ticked = clock_elapsed_ms();
  do {
    term_show(term, view_draw(stage_app(stage)));
    g_array_set_size(inputs, 0);
    term_read(term, TICK, inputs);
    if (inputs->len == 0 || clock_elapsed_ms() - ticked >= TICK) { /* also for somebody who never stops typing */
      g_array_append_val(inputs, tick);
      ticked = clock_elapsed_ms();
    }
  } while (term_signal(term) == 0 && play(term, stage, inputs));
  int ended = term_signal(term);
  term_close(term);
  return ended == 0 || ended == SIGINT ? 0 : 128 + ended;
}

void tui_each_key(TuiKeyVisitor visit, gpointer data) {
  actions_each(visit, data);
}
