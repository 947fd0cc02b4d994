/* `fix list|done|recheck|close`: corrective actions to their end. */
#include "base/clock.h"
#include "base/text.h"
#include "cmd/entries.h"
#include "data/json.h"
#include "desk/record/evidence.h"
#include "desk/runs/fixes.h"
#include <string.h>

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1 };

static const char *name_of(const Run *run, const char *id) {
  const Person *person = store_person(run->desk->campaign->store, id);
  return person != NULL ? person->name : id;
}

static void put_moment(const Run *run, gint64 utc_ms, GString *out) {
  const Moment moment = moment_from_instant(utc_ms / 1000, run->desk->campaign->store->utc_offset);
  char day[DAY_TEXT], clock[DAY_TEXT];
  g_string_append_printf(out, "%s %s", day_words(moment_day(moment), day), minute_clock(moment_minute(moment), clock));
}

/* ---- list --------------------------------------------------------------------------------------------------------------------------------- */

static void put_text(const Run *run, const OpenFix *fix, GString *out) {
  static const char *const next[N_FIX_STAGES] = {[FIX_FOUND] = "done %s --by 姓名 --what 做了什么",
                                                 [FIX_DONE] = "recheck %s --by 姓名 --pass",
                                                 [FIX_RECHECKED] = "close %s --by 姓名"};
  g_string_append_printf(out, "%s  %s%s%s\n  %s：「%s」的「%s」\n  发现：%s ", fix->name,
                         words_fix_stage[fix->stage].title, fix->department != NULL ? "  " : "",
                         fix->department != NULL ? fix->department->name : "", fix->checklist, fix->row, fix->item,
                         fix->found_by != NULL ? name_of(run, fix->found_by) : "");
  put_moment(run, fix->found_ms, out);
  if (fix->done != NULL) {
    g_autofree char *clean = text_clean(fix->done, FALSE);
    g_string_append_printf(out, "\n  整改：%s，%s", name_of(run, fix->done_by), clean);
  }
  if (fix->rejected != NULL) {
    g_autofree char *clean = text_clean(fix->rejected, FALSE);
    g_string_append_printf(out, "\n  复查没有通过：%s，%s", name_of(run, fix->rechecked_by), clean);
  }
  if (next[fix->stage] != NULL) {
    g_auto(GStrv) halves = g_strsplit(next[fix->stage], "%s", 2);
    g_string_append_printf(out, "\n  下一步：ready315 fix %s%s%s", halves[0], fix->name, halves[1]);
  }
  g_string_append_c(out, '\n');
}

static void put_json(JsonWriter *json, const OpenFix *fix) {
  json_open(json, NULL, '{');
  json_put_string(json, "name", fix->name);
  json_put_string(json, "key", fix->key);
  json_put_int(json, "number", fix->number);
  json_put_string(json, "checklist", fix->checklist);
  json_put_string(json, "row", fix->row);
  json_put_string(json, "item", fix->item);
  json_put_string(json, "stage", words_fix_stage[fix->stage].id);
  json_put_string(json, "department", fix->department != NULL ? fix->department->id : NULL);
  json_put_string(json, "found_by", fix->found_by);
  json_put_string(json, "done_by", fix->done_by);
  json_put_string(json, "rechecked_by", fix->rechecked_by);
  json_put_string(json, "done", fix->done);
  json_put_string(json, "rejected", fix->rejected);
  g_autoptr(GDateTime) found = g_date_time_new_from_unix_utc(fix->found_ms / 1000);
  g_autofree char *instant = found != NULL ? g_date_time_format(found, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  json_put_string(json, "found", instant);
  json_close(json);
}

static void print_json(Run *run, const GPtrArray *list, const Department *department) {
  g_autoptr(JsonWriter) json = json_writer_new(run->out, 3);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_bool(json, "practice", run->desk->campaign->store->practice);
  json_open(json, "fixes", '[');
  for (guint i = 0; i < list->len; i++) {
    const OpenFix *fix = g_ptr_array_index(list, i);
    if (department == NULL || fix->department == department) {
      put_json(json, fix);
    }
  }
  json_close(json);
  json_close(json);
}

int cmd_fix_list(Run *run) {
  Desk *desk = run->desk;
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    return diag_status(desk->diags);
  }
  g_autofree char *problem = NULL;
  const char *which = run_option(run, "dept");
  const Department *department = which != NULL ? desk_find_department(desk, which, &problem) : NULL;
  if (problem != NULL) {
    return run_refuse(run, "%s", problem);
  }
  GError *error = NULL;
  g_autoptr(GPtrArray) list = fixes_list(desk, run_flag(run, "all"), &error);
  if (list == NULL) {
    return run_fail(run, error);
  }
  if (g_strcmp0(run_option(run, "format"), "json") == 0) {
    print_json(run, list, department);
    return STATUS_FINE;
  }
  guint shown = 0;
  if (desk->campaign->store->practice) {
    g_string_append(run->out, "【演练】\n");
  }
  for (guint i = 0; i < list->len; i++) {
    const OpenFix *fix = g_ptr_array_index(list, i);
    if (department == NULL || fix->department == department) {
      put_text(run, fix, run->out);
      shown++;
    }
  }
  if (shown == 0) {
    g_string_append(run->out, run_flag(run, "all") ? "没有登记过整改。\n" : "没有未关闭的整改。\n");
  }
  return STATUS_FINE;
}

/* ---- the steps ---------------------------------------------------------------------------------------------------------------------------- */

/* The person of --by; NULL after a refusal in *status. */
static const Person *find_by(Run *run, int *status) {
  g_autofree char *problem = NULL;
  const char *who = run_option(run, "by");
  const Person *person = who != NULL ? desk_find_person(run->desk, who, &problem) : NULL;
  if (person == NULL) {
    *status = who != NULL ? run_refuse(run, "%s", problem)
                          : run_refuse(run, "没有写是谁做的。请用 --by 写姓名、工号或拼音首字母。");
  }
  return person;
}

static int step(Run *run, RunEvent event, const char *said) {
  Desk *desk = run->desk;
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    return diag_status(desk->diags);
  }
  int status = STATUS_FINE;
  const Person *by = find_by(run, &status);
  if (by == NULL) {
    return status;
  }
  event.by = by->id;
  GError *error = NULL;
  g_autofree char *problem = NULL;
  const char *file = run_option(run, "evidence");
  g_autoptr(Evidence) evidence = file != NULL ? evidence_of_file(desk, file, &error) : NULL;
  if (error != NULL) {
    g_autofree char *sentence = g_strdup(error->message); /* wrong input, not a wrong world */
    g_error_free(error);
    return MIN(run_refuse(run, "%s", sentence), STATUS_FINDINGS);
  }
  event.evidence = evidence;
  event.path = file;
  RunResult result = RUN_DONE;
  if (!fixes_step(desk, run->args[0], &event, &result, &problem, &error)) {
    return problem != NULL ? run_refuse(run, "%s", problem) : run_fail(run, error);
  }
  if (result != RUN_DONE) {
    return MIN(run_refuse(run, "%s：%s", run->args[0], words_run_result[result].title), STATUS_FINDINGS);
  }
  g_string_append_printf(run->out, "%s%s %s\n", desk->campaign->store->practice ? "【演练】" : "", run->args[0], said);
  return STATUS_FINE;
}

int cmd_fix_done(Run *run) {
  const char *what = run_option(run, "what");
  if (what == NULL) {
    return run_refuse(run, "没有写做了什么。请用 --what 写清楚怎么改的。");
  }
  return step(run, (RunEvent){.kind = EVENT_FIX_DONE, .value = what},
              "整改已记录，下一步由另一个人复查：ready315 fix recheck。");
}

int cmd_fix_recheck(Run *run) {
  const gboolean pass = run_flag(run, "pass"), fail = run_flag(run, "fail");
  if (pass == fail) {
    return run_refuse(run, "请写明复查结果：通过写 --pass，没有通过写 --fail --reason 理由。");
  }
  return step(run, (RunEvent){.kind = EVENT_FIX_RECHECK, .pass = pass, .reason = run_option(run, "reason")},
              pass ? "复查通过，可以关闭：ready315 fix close。" : "复查没有通过，退回整改。");
}

int cmd_fix_close(Run *run) {
  return step(run, (RunEvent){.kind = EVENT_FIX_CLOSE}, "已关闭。");
}
