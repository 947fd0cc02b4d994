/* Campaigns made by hand for the tests of sched/ and model/plan, without files. Everything made belongs to the campaign. Dates are written as in
 * phases/ID.yaml. Positions are numbered by the order of making, so that messages can be told apart. */
#pragma once
#include "model/campaign.h"
#include "sched/sched.h"
#include <stdlib.h>
#include <string.h>

#define D(text) day_parse(text)
static inline Moment make_moment(const char *text) { /* 2027-03-01T09:00 */
  g_autofree char *day = g_strndup(text, 10);
  g_assert_cmpint(day_parse(day), !=, DAY_NONE);
  return moment_at(day_parse(day), text[10] ? minute_parse(text + 11, TRUE) : 0);
}

static inline Pos make_pos(void) {
  static guint32 line;
  return (Pos){.file = intern_string("made.yaml"), .line = ++line, .column = 1};
}

/* ---- campaign, days ---- */
static inline void make_year(Campaign *campaign, int year, YearStatus status) {
  DayYear entry = {.year = year, .status = status};
  daytable_put_year(campaign->days, &entry);
}

/* A store "hz" of standard scale, manager liu 刘洋; 2026 with its make-up Saturday 28 February, 2027 provisional, Qingming in both. */
static inline Campaign *make_campaign(int year) {
  Campaign *campaign = campaign_new();
  Store *store = campaign->store;
  store->id = intern_string("hz");
  store->name = g_strdup("杭州店");
  store->year = year;
  store->utc_offset = 480;
  store->timezone = g_strdup("Asia/Shanghai");
  Hours hours = {9 * 60, 22 * 60};
  g_array_append_val(store->hours, hours);
  make_year(campaign, 2026, YEAR_OFFICIAL);
  make_year(campaign, 2027, YEAR_PROVISIONAL);
  daytable_put(campaign->days, D("2026-02-28"), DAY_MAKEUP, "春节");
  for (const char *const *day = (const char *const[]){"2026-04-04", "2026-04-05", "2026-04-06", "2027-04-05", NULL};
       *day; day++) {
    daytable_put(campaign->days, D(*day), DAY_HOLIDAY, "清明节");
  }
  Layer *layer = g_new0(Layer, 1);
  layer->name = g_strdup("shipped");
  layer->title = g_strdup("随软件提供");
  g_ptr_array_add(campaign->layers, layer);
  Person *manager = person_new();
  manager->id = intern_string("liu");
  manager->name = g_strdup("刘洋");
  store_add_person(store, manager);
  store->manager = manager;
  return campaign;
}

static inline Person *make_person(Campaign *campaign, const char *id, const char *name, Department *department) {
  Person *person = person_new();
  person->id = intern_string(id);
  person->name = g_strdup(name);
  person->department = department;
  person->pos = make_pos();
  store_add_person(campaign->store, person);
  return person;
}

/* With an owner of its own, called `owner` and having the id owner. */
static inline Department *make_department(Campaign *campaign, const char *id, const char *name, WordSet covers,
                                          Workdays workdays, const char *owner) {
  Department *department = g_new0(Department, 1);
  department->id = intern_string(id);
  department->name = g_strdup(name);
  department->covers = covers;
  department->workdays = workdays;
  department->pos = make_pos();
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if (covers & (1u << f)) {
      campaign->store->covering[f] = department;
    }
  }
  g_ptr_array_add(campaign->store->departments, department);
  department->owner = make_person(campaign, owner, owner, department);
  return department;
}

static inline void make_range(GArray *ranges, const char *first, const char *last) {
  DayRange range = {D(first), D(last)};
  g_array_append_val(ranges, range);
}

static inline void make_leave(Person *person, const char *first, const char *last, const char *reason) {
  Leave leave = {.days = {D(first), D(last)}, .reason = g_strdup(reason), .pos = make_pos()};
  g_array_append_val(person->leave, leave);
}

/* days: bits by Weekday */
static inline void make_shift(Person *person, WordSet days, int from, int to) {
  Shift shift = {.days = days, .hours = {from, to}, .pos = make_pos()};
  g_array_append_val(person->shifts, shift);
}

static inline void make_code(Campaign *campaign, const char *code, int from, int to) {
  ShiftHours hours = {.code = g_strdup(code), .hours = {from, to}, .pos = make_pos()};
  g_array_append_val(campaign->store->shift_hours, hours);
}

/* A person's row: codes split by spaces, "-" is an empty cell. */
static inline void make_roster(Campaign *campaign, Person *person, const char *first, const char *codes) {
  RosterRow *row = g_new0(RosterRow, 1);
  row->person = person;
  row->first = D(first);
  g_auto(GStrv) cells = g_strsplit(codes, " ", -1);
  row->n_days = g_strv_length(cells);
  row->codes = g_new0(char *, row->n_days);
  for (guint i = 0; i < row->n_days; i++) {
    row->codes[i] = g_strdup(strcmp(cells[i], "-") == 0 ? "" : cells[i]);
  }
  row->pos = make_pos();
  g_ptr_array_add(campaign->store->roster, row);
}

/* A post's row: staff ids split by spaces, "-" is nobody. */
static inline void make_post(Campaign *campaign, const char *post, const char *first, const char *ids) {
  RosterRow *row = g_new0(RosterRow, 1);
  row->post = intern_string(post);
  row->first = D(first);
  g_auto(GStrv) cells = g_strsplit(ids, " ", -1);
  row->n_days = g_strv_length(cells);
  row->people = g_new0(Person *, row->n_days);
  for (guint i = 0; i < row->n_days; i++) {
    row->people[i] = strcmp(cells[i], "-") == 0 ? NULL : store_person(campaign->store, cells[i]);
  }
  row->pos = make_pos();
  g_ptr_array_add(campaign->store->roster, row);
}

static inline void make_overlay(Campaign *campaign, const char *id, const char *first, const char *last) {
  Overlay *overlay = g_new0(Overlay, 1);
  overlay->id = intern_string(id);
  overlay->title = g_strdup(id);
  overlay->days = (DayRange){D(first), D(last)};
  g_ptr_array_add(campaign->store->overlays, overlay);
}

/* ---- phases, tasks ---- */
static inline Phase *make_phase(Campaign *campaign, const char *id, const char *title, const char *first,
                                const char *last) {
  Phase *phase = phase_new();
  phase->id = intern_string(id);
  phase->title = g_strdup(title);
  phase->order = (int)campaign->phases->len + 1;
  phase->on = first != NULL;
  phase->first = first ? D(first) : DAY_NONE;
  phase->last = last ? D(last) : DAY_NONE;
  phase->pos = phase->dates_pos = make_pos();
  g_ptr_array_add(campaign->phases, phase);
  return phase;
}

/* "start+2d", "03-05", "end-1wd", "315", "women.end+1d" */
static inline DateExpr make_date(const char *text) {
  DateExpr expr = {.pos = make_pos()};
  gsize sign = strcspn(text, "+-");
  if (g_ascii_isdigit(text[0]) && strlen(text) == 5 && text[2] == '-') {
    expr.base = DATE_MONTH_DAY;
    expr.month = (gint8)atoi(text);
    expr.mday = (gint8)atoi(text + 3);
    return expr;
  }
  if (strncmp(text, "women", 5) == 0) { /* overlay ids have hyphens; here only this one, without */
    expr.overlay = intern_string("women");
  }
  g_autofree char *base = g_strndup(text, sign);
  expr.base = strcmp(base, "start") == 0       ? DATE_START
              : strcmp(base, "end") == 0       ? DATE_END
              : strcmp(base, "315") == 0       ? DATE_315
              : g_str_has_suffix(base, ".end") ? DATE_OVERLAY_END
                                               : DATE_OVERLAY;
  expr.offset = (gint16)atoi(text + sign);
  expr.working = g_str_has_suffix(text, "wd");
  return expr;
}

static inline Task *make_task(Campaign *campaign, Phase *phase, const char *id, const char *title, Function function) {
  Task *task = task_new();
  task->id = intern_string(id);
  task->title = g_strdup(title);
  task->function = function;
  task->pos = make_pos();
  campaign_add_task(campaign, phase, task);
  return task;
}

/* on + due (either may be NULL) */
static inline Task *make_on(Campaign *campaign, Phase *phase, const char *id, Function function, const char *on,
                            const char *due) {
  Task *task = make_task(campaign, phase, id, id, function);
  task->on = make_date(on);
  task->on_pos = task->on.pos;
  if (due) {
    task->due = make_date(due);
    task->due_pos = task->due.pos;
  }
  return task;
}

static inline Task *make_every(Campaign *campaign, Phase *phase, const char *id, Function function, Every every) {
  Task *task = make_task(campaign, phase, id, id, function);
  task->every = every;
  task->every_pos = make_pos();
  return task;
}

static inline void make_at(Task *task, const char *times) { /* "10:00 14:00" */
  g_auto(GStrv) list = g_strsplit(times, " ", -1);
  task->n_at = g_strv_length(list);
  task->at = g_new0(gint16, task->n_at);
  for (guint i = 0; i < task->n_at; i++) {
    task->at[i] = (gint16)minute_parse(list[i], FALSE);
  }
}

static inline void make_needs(Task *task, const char *ids) {
  g_auto(GStrv) list = g_strsplit(ids, " ", -1);
  task->n_needs = g_strv_length(list);
  task->needs = g_new0(const char *, task->n_needs);
  task->needs_pos = g_new0(Pos, task->n_needs);
  for (guint i = 0; i < task->n_needs; i++) {
    task->needs[i] = intern_string(list[i]);
    task->needs_pos[i] = make_pos();
  }
}

static inline void make_remind(Task *task, int first, int second) { /* minutes; 0 = none */
  task->remind[0].minutes = first;
  task->remind[1].minutes = second;
  task->n_remind = second ? 2 : 1;
}

/* ---- looking ---- */

/* "E018 W003": the codes in order of place, "" when there are none. */
static inline void make_codes_visit(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s", out->len ? " " : "", diag_code_name(diag->code));
}
static inline char *make_codes(DiagList *diags) {
  GString *out = g_string_new(NULL);
  diag_each(diags, make_codes_visit, out);
  return g_string_free(out, FALSE);
}
static inline void make_messages_visit(const Diag *diag, gpointer data) {
  g_string_append_printf(data, "%s: %s\n", diag_code_name(diag->code), diag->message);
}
static inline char *make_messages(DiagList *diags) {
  GString *out = g_string_new(NULL);
  diag_each(diags, make_messages_visit, out);
  return g_string_free(out, FALSE);
}

/* The plan's tasks, one a line: "id[@OCC] start…end[ !due]". */
static inline char *make_listing(const Plan *plan) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *task = plan_task(plan, i);
    char a[DAY_TEXT], b[DAY_TEXT], c[DAY_TEXT];
    g_string_append(out, task->task->id);
    if (task->nominal != OCC_NONE) {
      g_string_append_c(out, '@');
      plan_occurrence(task, out);
    }
    g_string_append_printf(out, " %s", day_iso(moment_day(task->start), a) + 5);
    if (!task->all_day) {
      g_string_append_printf(out, "T%s…%s", minute_clock(moment_minute(task->start), a),
                             minute_clock(moment_minute(task->end), b));
    }
    Day last = moment_day(task->end - 1);
    if (last != moment_day(task->start)) {
      g_string_append_printf(out, "…%s", day_iso(last, c) + 5);
    }
    if (task->has_due) {
      g_string_append_printf(out, " !%s", day_iso(task->due, c) + 5);
    }
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}
