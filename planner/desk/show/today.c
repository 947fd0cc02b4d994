/* Today, by the store's wall clock and `day_ends`. Messages are separated by an empty line, so that each can be copied by itself. */
#include "desk/show/today.h"
#include "desk/sign/gates.h"
#include "desk/whom.h"
#include "out/daysheet.h"
#include "out/message.h"
#include <string.h>

/* Staff read titles, not ids; only those of the day are looked up. */
static void find_titles(const Desk *desk, const DayView *day) {
  for (guint i = 0; i < day->today->len; i++) {
    const char *id = plan_task(desk->plan, g_array_index(day->today, guint32, i))->task->checklist;
    if (id != NULL && !g_hash_table_contains(day->titles, id)) {
      char *title = load_checklist_title(desk->campaign, id);
      if (title != NULL) {
        g_hash_table_insert(day->titles, (gpointer)(guintptr)id, title);
      }
    }
  }
}

/* The gates that are still open, as sentences that belong to `gates`. */
static GArray *said_of(GPtrArray *gates) {
  GArray *out = g_array_new(FALSE, FALSE, sizeof(DayGate));
  for (guint i = 0; i < gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(gates, i);
    const DayGate said = {gate->text, gate->blocks};
    if (!gate->waived && !gate->carried) {
      g_array_append_val(out, said);
    }
  }
  return out;
}

static DeskResult print(const Desk *desk, const DeskToday *asked, const Whom *whom, const DutyMark *marks,
                        const DayState *state, GString *out) {
  g_autoptr(PlanView) view = planview_new(desk->plan, NULL, whom->audience);
  g_autoptr(DayView) day = dayview_recorded(view, desk_today(desk), marks);
  g_auto(GStrv) messages = asked->who != NULL ? message_of_day(day, whom->department, whom->person) : NULL;
  if (strcmp(asked->format, "json") == 0) {
    daysheet_print_json(day, state, (const char *const *)messages, out);
  } else if (messages == NULL) {
    find_titles(desk, day);
    daysheet_print_text(day, state, asked->columns, out);
  } else {
    g_autofree char *joined = g_strjoinv("\n\n", messages);
    g_string_append_printf(out, "%s\n", joined);
  }
  return DESK_DONE;
}

DeskResult today_make(Desk *desk, const DeskToday *asked, GString *out, char **problem, GError **error) {
  Whom whom;
  if (!whom_find(desk, asked->who, &whom, problem)) {
    return DESK_REFUSED;
  }
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return DESK_FAULT;
  }
  g_autofree DutyMark *marks = dutyboard_marks(board, desk->plan);
  if (marks == NULL) {
    return print(desk, asked, &whom, NULL, NULL, out);
  }
  g_autoptr(GPtrArray) gates = gates_open(desk, board, board->today, board->today, NULL, error);
  if (gates == NULL) {
    return DESK_FAULT;
  }
  g_autoptr(GArray) said = said_of(gates);
  const DayState state = {said, board->fixes_open};
  return print(desk, asked, &whom, marks, &state, out);
}
