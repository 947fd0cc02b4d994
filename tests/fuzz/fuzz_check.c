/* The whole of `check` on a workspace of hostile files: the input is cut at lines of ===== into store.yaml, a phase, a checklist, staff.yaml,
 * roster.yaml, a pack's phase and holidays/2026.json (an empty part is no file), loaded with every layer, planned, and its problems written out.
 * What was planned without errors must also be said in words. */
#include "load/load.h"
#include "sched/sched.h"
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const files[] = {"store.yaml",        "phases/prepare.yaml", "checklists/stock-expiry.yaml",
                                    "staff.yaml",        "roster.yaml",         "pack/phases/prepare.yaml",
                                    "holidays/2026.json"};
static const char *const folders[] = {"pack/phases", "pack", "phases", "checklists", "holidays", ""};
static char *workspace;

static void remove_workspace(void) {
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(workspace, files[i], NULL);
    g_remove(path);
  }
  for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *path = g_build_filename(workspace, folders[i], NULL);
    g_rmdir(path);
  }
  g_clear_pointer(&workspace, g_free);
}

/* In memory where the system has a place for that: thousands of runs a second write there. */
static void make_workspace(void) {
  char template[] = "/dev/shm/ready315-check-XXXXXX";
  workspace = g_strdup(g_mkdtemp(template));
  workspace = workspace ? workspace : g_dir_make_tmp("ready315-check-XXXXXX", NULL);
  g_assert_nonnull(workspace);
  for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *path = g_build_filename(workspace, folders[i], NULL);
    g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
  }
  atexit(remove_workspace);
}

static void write_parts(const char *data, gsize size) {
  static const char cut[] = "\n=====\n";
  const char *end = data + size;
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    const char *next = memmem(data, (gsize)(end - data), cut, strlen(cut));
    gsize length = (gsize)((next ? next : end) - data);
    g_autofree char *path = g_build_filename(workspace, files[i], NULL);
    if (length == 0) {
      g_remove(path);
    } else {
      FILE *file = fopen(path, "w");
      g_assert_nonnull(file);
      fwrite(data, 1, length, file);
      fclose(file);
    }
    data = next ? next + strlen(cut) : end;
  }
}

static void say(const Plan *plan) {
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < plan->events->len; i++) {
    const PlanEvent *event = plan_event(plan, i);
    Moment alarms[TASK_MAX_REMINDERS];
    g_string_truncate(out, 0);
    plan_event_uid(plan, event, out);
    plan_event_summary(plan, event, out);
    plan_event_description(plan, event, out);
    plan_event_alarms(plan, event, alarms);
    g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
  }
  g_autoptr(GArray) load = sched_workload(plan);
  g_assert_nonnull(load);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!workspace) {
    make_workspace();
  }
  write_parts((const char *)data, size);
  g_autoptr(DiagList) diags = diag_list_new();
  LoadOptions options = {.workspace = workspace, .share = "tests/diag/share", .checklists = TRUE};
  g_autoptr(Campaign) campaign = load_campaign(&options, diags);
  if (diag_has_errors(diags)) {
    sched_check_broken(campaign, diags);
  } else {
    g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
    if (!diag_has_errors(diags)) {
      say(plan);
    }
  }
  g_autofree char *text = diag_render_text(diags, 80);
  g_assert_true(g_utf8_validate(text, -1, NULL));
  return 0;
}
