/* Today, by the store's wall clock and `day_ends`. Messages are separated by an empty line, so that each can be copied by itself. */
#include "desk/today.h"
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

DeskResult today_make(const Desk *desk, const DeskToday *asked, GString *out, char **problem) {
  Whom whom;
  if (!whom_find(desk, asked->who, &whom, problem)) {
    return DESK_REFUSED;
  }
  g_autoptr(PlanView) view = planview_new(desk->plan, NULL, whom.audience);
  g_autoptr(DayView) day = dayview_new(view, desk_today(desk));
  g_auto(GStrv) messages = asked->who != NULL ? message_of_day(day, whom.department, whom.person) : NULL;
  if (strcmp(asked->format, "json") == 0) {
    daysheet_print_json(day, (const char *const *)messages, out);
  } else if (messages == NULL) {
    find_titles(desk, day);
    daysheet_print_text(day, asked->columns, out);
  } else {
    g_autofree char *joined = g_strjoinv("\n\n", messages);
    g_string_append_printf(out, "%s\n", joined);
  }
  return DESK_DONE;
}
