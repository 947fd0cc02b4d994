/* load/layers: shipped, packs, workspace, campaign – what merges, what replaces, what is refused, and who is said to have changed it. */
#include "workspace.h"

static const Task *task_of(const Workspace *w, const char *id) {
  const Task *task = campaign_task(w->campaign, id);
  g_assert_nonnull(task);
  return task;
}

static const char *layer_of(const Workspace *w, guint8 layer) {
  return ((const Layer *)g_ptr_array_index(w->campaign->layers, layer))->name;
}

static void test_merge(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "store.yaml",
             STORE_HEAD "packs: [hq, region]\n"
                        "campaign:\n  year: 2026\n  phases: {prepare: {from: 03-02}, combat: null}\n"
                        "  tasks:\n    screen-copy: {due: 03-06}\n"
                        "    extra: {phase: prepare, title: 加的, function: service, on: start}\n" STORE_REST);
  folder_put(&w.home, "hq/phases/prepare.yaml",
             "phase: prepare\ntitle: 总部备战\ndates: {large: {to: 03-09}}\nrules: [{id: first, text: 改过}, {id: "
             "second, text: 新的}]\n"
             "tasks:\n  - {id: screen-copy, due: end-2d, notes: 总部说明}\n  - {id: watch, on: start}\n"
             "  - {id: hq-task, title: 总部任务, function: service, on: start, remind: [2d, 1d]}\n");
  folder_put(
      &w.home, "region/phases/prepare.yaml",
      "phase: prepare\ntasks:\n  - {id: screen-copy, notes: null, workday: null}\n  - {id: hq-task, remind: [1d]}\n"
      "  - {id: stock, drop: 本店不卖食品}\n");
  folder_put(&w.home, "region/checklists/stock-expiry.yaml",
             "checklist: stock-expiry\ntitle: 效期自查（大区）\nrows: [{id: shelf, help: 先看端架}, {id: till, title: "
             "收银台}]\n");
  folder_put(&w.home, "phases/prepare.yaml",
             "phase: prepare\ntasks:\n  - {id: stock, drop: null}\n  - {id: watch, every: week, weekday: mon}\n");
  folder_put(&w.home, "phases/own.yaml",
             "phase: own\ntitle: 本店\ndates: {standard: {from: 03-20, to: 03-21}}\n"
             "tasks:\n  - {id: own-task, title: 本店, function: service, on: start}\n");
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "");
  g_assert_cmpuint(w.campaign->layers->len, ==, 5);

  const Phase *prepare = campaign_phase(w.campaign, "prepare");
  g_assert_cmpstr(prepare->title, ==, "总部备战");
  g_assert_cmpint(prepare->first, ==, day_from(2026, 3, 2));
  g_assert_cmpint(prepare->last, ==, day_from(2026, 3, 10)); /* the shipped end stands */
  g_assert_cmpstr(layer_of(&w, prepare->layer), ==, "campaign");
  g_assert_cmpuint(prepare->rules->len, ==, 2);
  g_assert_cmpstr(((const PhaseRule *)g_ptr_array_index(prepare->rules, 0))->text, ==, "改过");
  g_assert_false(campaign_phase(w.campaign, "combat")->on);
  g_assert_cmpstr(layer_of(&w, campaign_phase(w.campaign, "own")->layer), ==, "workspace");

  const Task *t = task_of(&w, "screen-copy");
  g_assert_cmpint(t->due.base, ==, DATE_MONTH_DAY);
  g_assert_cmpint(t->due.mday, ==, 6);
  g_assert_cmpint(t->on.offset, ==, 2); /* shipped */
  g_assert_null(t->notes);              /* given by hq, taken away by region */
  g_assert_cmpint(t->workday, ==, SHIFT_AS_IS);
  g_assert_cmpstr(layer_of(&w, t->layer), ==, "campaign");
  t = task_of(&w, "watch"); /* every → on → every; `at` stays */
  g_assert_cmpint(t->on.base, ==, DATE_NONE);
  g_assert_cmpint(t->every, ==, EVERY_WEEK);
  g_assert_cmpint(t->weekday, ==, MONDAY);
  g_assert_cmpuint(t->n_at, ==, 2);
  g_assert_cmpstr(layer_of(&w, t->layer), ==, "workspace");
  t = task_of(&w, "hq-task"); /* other lists are replaced */
  g_assert_cmpuint(t->n_remind, ==, 1);
  g_assert_cmpstr(layer_of(&w, t->layer), ==, "region");
  g_assert_cmpstr(layer_of(&w, task_of(&w, "stock")->layer), ==, "workspace"); /* dropped and brought back */
  g_assert_cmpuint(w.campaign->dropped->len, ==, 0);
  g_assert_cmpstr(layer_of(&w, task_of(&w, "extra")->layer), ==, "campaign");
  g_assert_cmpstr(layer_of(&w, task_of(&w, "own-task")->layer), ==, "workspace");
  g_assert_cmpstr(layer_of(&w, task_of(&w, "safety")->layer), ==, "shipped");
  g_assert_cmpuint(prepare->tasks->len, ==, 6);

  const Checklist *c = campaign_checklist(w.campaign, "stock-expiry");
  g_assert_cmpstr(c->title, ==, "效期自查（大区）");
  g_assert_cmpuint(c->rows->len, ==, 3);
  g_assert_cmpstr(((const ChecklistRow *)g_ptr_array_index(c->rows, 0))->title, ==, "货架");
  g_assert_cmpstr(((const ChecklistRow *)g_ptr_array_index(c->rows, 0))->help, ==, "先看端架");
  g_assert_cmpstr(layer_of(&w, c->layer), ==, "region");
  workspace_free(&w);
}

static void test_replaced(void) {
  static const struct {
    const char *id, *patch;
    DateBase on;
    Every every;
    guint n_at;
    Function function;
  } rows[] = {
      {"screen-copy", "every: day", DATE_NONE, EVERY_DAY, 0, FUNCTION_SERVICE}, /* due and workday go with `on` */
      {"screen-copy", "every: shift, assignee: wang.fang", DATE_NONE, EVERY_SHIFT, 0, FUNCTION_NONE},
      {"watch", "every: shift", DATE_NONE, EVERY_SHIFT, 0, FUNCTION_SERVICE}, /* `at` goes */
      {"watch", "on: 03-15, due: 03-16", DATE_MONTH_DAY, EVERY_NONE, 2, FUNCTION_SERVICE},
      {"watch", "every: week, weekday: fri, at: \"09:00\"", DATE_NONE, EVERY_WEEK, 1, FUNCTION_SERVICE},
      {"watch", "function: pr", DATE_NONE, EVERY_DAY, 2, FUNCTION_PR},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strdup_printf(STORE_HEAD "campaign:\n  year: 2026\n  tasks:\n    %s: {%s}\n" STORE_REST,
                                            rows[i].id, rows[i].patch);
    Workspace w;
    workspace_new(&w);
    folder_put(&w.home, "store.yaml", text);
    workspace_load(&w);
    g_autofree char *said = messages(w.diags);
    g_assert_cmpstr(said, ==, "");
    const Task *t = task_of(&w, rows[i].id);
    g_assert_cmpint(t->on.base, ==, rows[i].on);
    g_assert_cmpint(t->every, ==, rows[i].every);
    g_assert_cmpuint(t->n_at, ==, rows[i].n_at);
    g_assert_cmpint(t->function, ==, rows[i].function);
    workspace_free(&w);
  }
}

static void test_dropped(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "store.yaml",
             STORE_HEAD "campaign:\n  year: 2026\n  tasks: {screen-copy: {drop: 没有广告}}\n" STORE_REST);
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, ""); /* a need on a dropped task is for the plan to list */
  g_assert_null(campaign_task(w.campaign, "screen-copy"));
  const DroppedTask *dropped = g_ptr_array_index(w.campaign->dropped, 0);
  g_assert_cmpstr(dropped->id, ==, "screen-copy");
  g_assert_cmpstr(dropped->phase, ==, "prepare");
  g_assert_cmpstr(dropped->title, ==, "文案审核");
  g_assert_cmpstr(dropped->reason, ==, "没有广告");
  g_assert_cmpstr(layer_of(&w, dropped->layer), ==, "campaign");
  workspace_free(&w);
}

/* What campaign: of store.yaml says, from line 9 on. */
static void test_campaign_problems(void) {
  static const struct {
    const char *text, *expected, *part;
  } rows[] = {
      {"  phases: {perpare: null}\n", "E034@9:12", "`prepare`"},
      {"  phases: {prepare: 3}\n", "E013@9:21", NULL},
      {"  phases: {prepare: {form: 03-02}}\n", "E012@9:22", "`from`"},
      {"  phases: {prepare: {from: 02-30}}\n", "E018@9:28", NULL},
      {"  phases: {prepare: {rules: [{id: first, txt: 甲}]}}\n", "E012@9:42", "`text`"},
      {"  tasks: {screen-cpoy: {due: 03-05}}\n", "E032@9:11", "`screen-copy`"},
      {"  tasks: {entirely-new: {title: 甲}}\n", "E032@9:11", "`phase`"},
      {"  tasks: {entirely-new: {title: 甲, phase: perpare, function: pr, on: start}}\n", "E034@9:43", "`prepare`"},
      {"  tasks: {entirely-new: {title: 甲, phase: [a]}}\n", "E013@9:43", NULL},
      {"  tasks: {watch: {phase: combat}}\n", "E012@9:26", "不能换"},
      {"  tasks: {watch: {phase: prepare, at: \"11:00\"}}\n", "", NULL},
      {"  tasks: {watch: {lsats: 2h}}\n", "E012@9:19", "`lasts`"},
      {"  tasks: {watch: null}\n", "E052@9:11", "drop: 理由"},
      {"  tasks: {watch: {drop: null}}\n", "E052@9:19", NULL},
      {"  tasks: {watch: {drop: yes}}\n", "E052@9:25", NULL},
      {"  tasks: {watch: 3}\n", "E013@9:18", NULL},
      {"  tasks: {watch: {on: 02-30}}\n", "E018@9:23", NULL},
      {"  tasks: {safety: {on: end, notes: 甲}}\n", "E047@9:20", "prepare.yaml 第 15 行"},
      {"  tasks: {safety: {locked: false}}\n", "E047@9:20", NULL},
      {"  tasks: {safety: {title: 锁定的}}\n", "", NULL}, /* says the same: no change */
      {"  tasks: {safety: {notes: null}}\n", "", NULL},
      {"  tasks: {safety: {drop: 不做}}\n", "E047@9:20", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strdup_printf(STORE_HEAD STORE_CAMPAIGN "%s" STORE_REST, rows[i].text);
    workspace_expect("store.yaml", text, rows[i].expected, rows[i].part);
  }
}

/* Values that a later layer covers are checked all the same. */
static void test_covered(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.share, "phases/combat.yaml",
             "phase: combat\ntitle: 作战\norder: 2\ndates:\n  standard: {from: 03-11, to: 03-17}\nsign: dayly\n"
             "tasks:\n  - {id: morning, title: 晨会, function: service, every: day, at: 8am, colour: red}\n");
  folder_put(&w.home, "phases/combat.yaml",
             "phase: combat\nsign: daily\ntasks:\n  - {id: morning, at: \"08:30\"}\n  - {id: morning, at: \"08:40\"}\n "
             " - {at: \"08:40\"}\n");
  workspace_load(&w);
  g_autofree char *got = problems(w.diags);
  g_assert_cmpstr(got, ==, "E015@6:7 E019@8:65 E012@8:70 E017@5:10 E014@6:5");
  workspace_free(&w);
}

static void test_folders(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "phases/.hidden.yaml", "x: [");
  folder_put(&w.home, "phases/notes.txt", "x: [");
  folder_put(&w.home, "phases/combat.yml", "phase: combat\ntitle: 作战二\n");
  folder_put(&w.home, "checklists", "a file");
  workspace_load(&w);
  g_autofree char *got = problems(w.diags);
  g_assert_cmpstr(got, ==, "E001@0:0");
  g_assert_cmpint(diag_status(w.diags), ==, 3);
  g_assert_cmpstr(campaign_phase(w.campaign, "combat")->title, ==, "作战二");
  workspace_free(&w);
}

static void test_quick(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "checklists/broken.yaml", "x: [");
  LoadOptions options = {.workspace = w.home.path, .share = w.share.path};
  w.campaign = load_campaign(&options, w.diags);
  g_autofree char *got = problems(w.diags);
  g_assert_cmpstr(got, ==, ""); /* checklists are not opened, but known by name */
  g_assert_cmpuint(w.campaign->checklists->len, ==, 0);
  workspace_free(&w);
}

/* `small` has no phases of its own; dates given in the campaign switch one on. */
static void test_small(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.home, "store.yaml",
             "store: {id: a, name: 甲, kinds: [shop], scale: small, manager: liu.yang}\n"
             "campaign: {year: 2026, phases: {prepare: {from: 03-08, to: 03-09, title: 自备}}}\nstaff: [{id: liu.yang, "
             "name: 刘洋}]\n");
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_cmpstr(said, ==, "");
  const Phase *phase = campaign_phase(w.campaign, "prepare");
  g_assert_true(phase->on);
  g_assert_cmpstr(phase->title, ==, "自备");
  g_assert_cmpint(phase->last, ==, day_from(2026, 3, 9));
  g_assert_cmpuint(phase->dates_pos.line, ==, 2);
  g_assert_false(campaign_phase(w.campaign, "combat")->on);
  workspace_free(&w);
}

static void test_year(void) {
  Workspace w;
  workspace_new(&w);
  LoadOptions options = {.workspace = w.home.path, .share = w.share.path, .year = 2027};
  w.campaign = load_campaign(&options, w.diags);
  g_assert_cmpint(w.campaign->store->year, ==, 2027);
  g_assert_cmpint(campaign_phase(w.campaign, "prepare")->first, ==, day_from(2027, 3, 1));
  workspace_free(&w);
}

static void test_no_store(void) {
  Workspace w;
  workspace_new(&w);
  g_autofree char *path = g_build_filename(w.home.path, "store.yaml", NULL);
  g_remove(path);
  workspace_load(&w);
  g_autofree char *said = messages(w.diags);
  g_assert_nonnull(strstr(said, "ready315 init"));
  g_assert_cmpint(diag_status(w.diags), ==, 3);
  workspace_free(&w);
}

/* A list that the earlier layers do not have is the later layer's, tasks and all. */
static void test_first_tasks(void) {
  Workspace w;
  workspace_new(&w);
  folder_put(&w.share, "phases/quiet.yaml",
             "phase: quiet\ntitle: 静\norder: 9\ndates:\n  standard: {from: 03-20, to: 03-22}\n");
  folder_put(&w.home, "phases/quiet.yaml",
             "phase: quiet\ntasks:\n  - {id: look, title: 看一看, function: service, on: start}\n");
  workspace_load(&w);
  g_assert_cmpuint(diag_count(w.diags, DIAG_ERROR), ==, 0);
  g_assert_cmpstr(layer_of(&w, task_of(&w, "look")->layer), ==, "workspace");
  workspace_free(&w);
}

/* A thousand tasks patched by id twice must take no longer than they are long. (More would make GLib grow its table of interned strings,
 * which it never frees and sanitizers report.) */
static void test_many(void) {
  Workspace w;
  workspace_new(&w);
  g_autoptr(GString) shipped =
      g_string_new("phase: many\ntitle: 多\norder: 9\ndates:\n  standard: {from: 03-20, to: 03-22}\ntasks:\n");
  g_autoptr(GString) patch = g_string_new("phase: many\ntasks:\n");
  g_autoptr(GString) store = g_string_new(STORE_HEAD "campaign:\n  year: 2026\n  tasks:\n");
  for (int i = 0; i < 1000; i++) {
    g_string_append_printf(shipped, "  - {id: task-%d, title: 任务, function: service, on: start}\n", i);
    g_string_append_printf(patch, "  - {id: task-%d, on: end}\n", i);
    g_string_append_printf(store, "    task-%d: {at: \"10:00\"}\n", i);
  }
  g_string_append(store, STORE_REST);
  folder_put(&w.share, "phases/many.yaml", shipped->str);
  folder_put(&w.home, "phases/many.yaml", patch->str);
  folder_put(&w.home, "store.yaml", store->str);
  workspace_load(&w);
  g_assert_cmpuint(diag_count(w.diags, DIAG_ERROR), ==, 0);
  g_assert_cmpint(task_of(&w, "task-999")->on.base, ==, DATE_END);
  g_assert_cmpuint(task_of(&w, "task-999")->n_at, ==, 1);
  workspace_free(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layers/merge", test_merge);
  g_test_add_func("/layers/replaced", test_replaced);
  g_test_add_func("/layers/dropped", test_dropped);
  g_test_add_func("/layers/campaign", test_campaign_problems);
  g_test_add_func("/layers/covered", test_covered);
  g_test_add_func("/layers/folders", test_folders);
  g_test_add_func("/layers/quick", test_quick);
  g_test_add_func("/layers/small", test_small);
  g_test_add_func("/layers/year", test_year);
  g_test_add_func("/layers/no-store", test_no_store);
  g_test_add_func("/layers/first-tasks", test_first_tasks);
  g_test_add_func("/layers/many", test_many);
  return g_test_run();
}
