/* `log`: what the record holds, as sentences. */
#include "cmd/command.h"
#include "cmd/entries.h"
#include "desk/record/logbook.h"

enum { NEWEST = 100 };

/* FALSE when the command is refused; *status says with what. */
static gboolean read_ask(Run *run, LogAsk *ask, int *status) {
  const char *who = run_option(run, "for");
  const char *date = run_option(run, "date");
  const char *last = run_option(run, "last");
  guint64 most = 0;
  *ask = (LogAsk){.subject = run_option(run, "subject"), .first = DAY_NONE, .last = DAY_NONE};
  if (who != NULL) {
    char *problem = NULL;
    const Person *person = desk_find_person(run->desk, who, &problem);
    if (person == NULL) {
      *status = run_refuse(run, "%s", problem);
      g_free(problem);
      return FALSE;
    }
    ask->person = person->id;
  }
  if (date != NULL && !run_day(run, date, &ask->first)) {
    *status = run_refuse(run, "选项 --date 看不懂“%s”。写法：2027-03-12。", date);
    return FALSE;
  }
  ask->last = ask->first;
  if (last != NULL && !g_ascii_string_to_unsigned(last, 10, 0, G_MAXUINT, &most, NULL)) {
    *status = run_refuse(run, "选项 --last 要一个数字，例如 --last 50；0 是全部。");
    return FALSE;
  }
  ask->most = (guint)most;
  return TRUE;
}

int cmd_log(Run *run) {
  LogAsk ask;
  int status = 0;
  gboolean json = g_strcmp0(run_option(run, "format"), "json") == 0;
  if (!desk_load(run->desk, TRUE)) {
    return diag_status(run->desk->diags);
  }
  if (!read_ask(run, &ask, &status)) {
    return status;
  }
  gboolean cut = run_option(run, "last") == NULL && !json;
  ask.most = cut ? NEWEST + 1 : ask.most;
  GError *error = NULL;
  g_autoptr(GPtrArray) lines = logbook_read(run->desk, &ask, &error);
  if (lines == NULL) {
    return run_fail(run, error);
  }
  cut = cut && lines->len > NEWEST;
  if (cut) {
    g_ptr_array_remove_index(lines, 0);
  }
  if (json) {
    logbook_json(run->desk, lines, run->out);
  } else if (lines->len == 0) {
    g_string_append(run->out, "没有这样的记录。\n");
  } else {
    logbook_text(run->desk, lines, run->columns, run->out);
    g_string_append(run->out, cut ? "只列出最近 100 条；全部要看，加上 --last 0。\n" : "");
  }
  return 0;
}
