/* Which plan in which form. The foot (minutes a person and day) is counted over the whole plan even when only a part is shown: it is there to
 * show who has too much. */
#include "desk/show/plan_out.h"
#include "data/json.h"
#include "desk/show/plan_old.h"
#include "desk/whom.h"
#include "out/chart.h"
#include "out/planjson.h"
#include <string.h>

/* ---- the foot ----------------------------------------------------------------------------------------------------------------- */

/* "3月15日 55 分钟" */
static char *fullest_day(const Workload *row) {
  int month, mday;
  day_split(row->worst_day, NULL, &month, &mday);
  return g_strdup_printf("%d月%d日 %d 分钟", month, mday, row->worst);
}

static Grid *workload_grid(const Desk *desk, const Whom *whom) {
  static const GridColumn columns[] = {{"name", "姓名", FALSE, 6, 16},
                                       {"department", "部门", FALSE, 6, 16},
                                       {"total", "合计", TRUE, 9, 0},
                                       {"worst", "最忙的一天", TRUE, 15, 0},
                                       {"otherwise", "3月15日以外", TRUE, 9, 0},
                                       {"unknown", "没估时", TRUE, 6, 0}};
  g_autoptr(GArray) rows = sched_workload(desk->plan);
  guint unknown = 0;
  for (guint i = 0; i < rows->len; i++) {
    unknown += g_array_index(rows, Workload, i).unknown;
  }
  guint n_columns =
      unknown > 0 ? G_N_ELEMENTS(columns) : G_N_ELEMENTS(columns) - 1; /* the last only where it says something */
  Grid *grid = grid_new("每人要花的时间", columns, n_columns);
  for (guint i = 0; i < rows->len; i++) {
    const Workload *row = &g_array_index(rows, Workload, i);
    if ((whom->person != NULL && row->person != whom->person) ||
        (whom->department != NULL && row->person->department != whom->department)) {
      continue;
    }
    g_autofree char *total = g_strdup_printf("%d 分钟", row->total);
    g_autofree char *worst = row->total > 0 ? fullest_day(row) : NULL;
    g_autofree char *otherwise = g_strdup_printf("%d 分钟", row->worst_but_315);
    g_autofree char *times = g_strdup_printf("%u 次", row->unknown);
    grid_cell(grid, row->person->name);
    grid_cell(grid, row->person->department != NULL ? row->person->department->name : "—");
    grid_cell(grid, row->total > 0 ? total : "—");
    grid_cell(grid, row->total > 0 ? worst : "—");
    grid_cell(grid, row->total > 0 ? otherwise : "—");
    if (unknown > 0) {
      grid_cell(grid, row->unknown > 0 ? times : "—");
    }
    grid_end_row(grid);
  }
  return grid;
}

/* ---- the plan ----------------------------------------------------------------------------------------------------------------- */

static const Phase *find_phase(const Plan *plan, const char *id, char **problem) {
  GString *known = g_string_new(NULL);
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (strcmp(phase->id, id) == 0 || strcmp(phase->title, id) == 0) {
      g_string_free(known, TRUE);
      return phase;
    }
    g_string_append_printf(known, "%s%s（%s）", i > 0 ? "、" : "", phase->id, phase->title);
  }
  *problem = known->len > 0 ? g_strdup_printf("计划里没有叫“%s”的阶段。有：%s。", id, known->str)
                            : g_strdup("这份计划没有阶段：本店不设 315 活动期。");
  g_string_free(known, TRUE);
  return NULL;
}

DeskResult plan_out_make(const Desk *desk, const DeskPlan *asked, GString *out, char **problem, GError **error) {
  const Phase *phase = NULL;
  Whom whom;
  if (asked->phase != NULL && (phase = find_phase(desk->plan, asked->phase, problem)) == NULL) {
    return DESK_REFUSED;
  }
  if (!whom_find(desk, asked->who, &whom, problem)) {
    return DESK_REFUSED;
  }
  g_autoptr(PlanView) view = planview_new(desk->plan, phase, whom.audience);
  g_autoptr(Grid) workload = workload_grid(desk, &whom);
  const PlanSheet sheet = {view, workload, whom_name(&whom), desk_today(desk)};
  if (strcmp(asked->format, "json") == 0) {
    planjson_print(view, out);
  } else if (strcmp(asked->format, "html") == 0) {
    plansheet_print_html(&sheet, out);
  } else if (strcmp(asked->format, "md") == 0) {
    plansheet_print_markdown(&sheet, out);
  } else if (strcmp(asked->format, "csv") == 0 || strcmp(asked->format, "xlsx") == 0) {
    g_autoptr(Grid) rows = plansheet_rows(&sheet);
    if (asked->format[0] == 'x') {
      return book_write(desk, "315计划", rows, TRUE, out, error);
    }
    grid_print_csv(rows, out);
  } else {
    chart_print(&sheet, asked->columns, out);
  }
  return DESK_DONE;
}

/* ---- what changed ------------------------------------------------------------------------------------------------------------- */

void plan_out_changes(JsonWriter *json, const GPtrArray *changes) {
  json_open(json, "changes", '[');
  for (guint i = 0; i < changes->len; i++) {
    const Change *change = g_ptr_array_index(changes, i);
    json_open(json, NULL, '{');
    json_put_string(json, "kind", change_kind_ids[change->kind]);
    json_put_string(json, "subject", change_subject_ids[change->subject]);
    json_put_string(json, "id", change->id);
    json_put_string(json, "occurrence", change->occurrence);
    json_put_string(json, "title", change->title);
    json_put_string(json, "from", change->from);
    json_put_string(json, "to", change->to);
    json_put_string(json, "sentence", change->sentence);
    json_close(json);
  }
  json_close(json);
}

static void diff_json(const GPtrArray *changes, GString *out) {
  JsonWriter *json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  plan_out_changes(json, changes);
  json_close(json);
  json_writer_free(json);
}

DeskResult plan_out_diff(const Desk *desk, const char *path, gboolean json, GString *out) {
  g_autoptr(OldPlan) old = plan_old_read(path, desk->diags);
  if (old == NULL) {
    return DESK_FINDINGS;
  }
  g_autoptr(GPtrArray) changes = diff_plans(old, desk->plan);
  if (json) {
    diff_json(changes, out);
    return DESK_DONE;
  }
  const Store *store = desk->campaign->store;
  if (g_strcmp0(old->store, store->id) != 0) {
    g_string_append_printf(out, "注意：旧计划是另一家店的（%s），这家店是 %s。\n",
                           old->store != NULL ? old->store : "没有写店铺代号", store->id);
  }
  g_auto(GStrv) sentences = diff_summary(changes);
  for (char **sentence = sentences; *sentence != NULL; sentence++) {
    g_string_append_printf(out, "%s\n", *sentence);
  }
  return DESK_DONE;
}
