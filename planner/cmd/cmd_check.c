/* `check`: every definition is read, the plan is made, and all problems are the result. */
#include "cmd/entries.h"
#include "cmd/report.h"
#include <string.h>

typedef struct {
  const char *share;
  guint hidden;
} Shown;

/* Notes on the definitions that come with the program tell a shop nothing that it could change: they are counted. */
static gboolean is_ours_to_show(const Diag *diag, gpointer data) {
  Shown *shown = data;
  gboolean shipped = diag_code_severity(diag->code) == DIAG_NOTE && diag->pos.file != NULL &&
                     g_str_has_prefix(diag->pos.file, shown->share);
  shown->hidden += shipped ? 1 : 0;
  return !shipped;
}

int cmd_check(Run *run) {
  Desk *desk = run->desk;
  run->own_report = TRUE;
  if (desk_load(desk, TRUE)) {
    desk_plan(desk); /* what only dates can show: cycles, uncovered shifts, leave */
  } else {
    sched_check_broken(desk->campaign, desk->diags);
  }
  const char *format = run_option(run, "format");
  if (format != NULL && strcmp(format, "json") == 0) {
    report_json(desk->diags, NULL, run->out);
    return diag_status(desk->diags);
  }
  Shown shown = {desk->share, 0};
  g_autofree char *text = diag_render_only(desk->diags, run->columns, is_ours_to_show, &shown);
  g_autofree char *summary = report_summary(desk->diags, FALSE);
  g_string_append(run->out, text);
  if (shown.hidden > 0) {
    g_string_append_printf(run->out,
                           "其中 %u 条说明是随软件提供的定义里的，没有列出；“ready315 check --format json”有全部。\n",
                           shown.hidden);
  }
  g_string_append_printf(run->out, "%s\n", summary);
  return diag_status(desk->diags);
}
