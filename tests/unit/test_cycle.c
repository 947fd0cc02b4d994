/* What tasks wait for: circles, days that do not fit, and needs that fall away. */
#include "unit/maker.h"

/* Tasks "a b c …" on given days with given needs: "a 03-01 b", one a line. */
static char *messages_of(const char *lines) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  Phase *phase = make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-10");
  make_department(campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
  g_auto(GStrv) rows = g_strsplit(lines, "\n", -1);
  for (char **row = rows; *row; row++) {
    g_auto(GStrv) words = g_strsplit(*row, " ", 3);
    Task *task = strcmp(words[1], "every") == 0 ? make_every(campaign, phase, words[0], FUNCTION_FLOOR, EVERY_DAY)
                                                : make_on(campaign, phase, words[0], FUNCTION_FLOOR, words[1], NULL);
    if (words[2]) {
      make_needs(task, words[2]);
    }
  }
  plan_free(sched_plan(campaign, NULL, diags));
  char *messages = make_messages(diags);
  g_autoptr(GRegex) places = g_regex_new("made\\.yaml:\\d+:1", 0, 0, NULL);
  char *plain = g_regex_replace_literal(places, messages, -1, 0, "@", 0, NULL);
  g_free(messages);
  return plain;
}

static void test_needs(void) {
  static const struct {
    const char *lines, *messages;
  } ROWS[] = {
      {"a 03-01\nb 03-02 a\nc 03-03 a b", ""},
      {"a 03-01 a", "E042: 这些任务互相等待，谁也开始不了：a → a。\n"},
      {"a 03-01 b\nb 03-01 c\nc 03-01 a", "E042: 这些任务互相等待，谁也开始不了：a → b → c → a。\n"},
      /* shown from the first of the files, wherever it is entered */
      {"x 03-01 c\na 03-01 b\nb 03-01 c\nc 03-01 a", "E042: 这些任务互相等待，谁也开始不了：a → b → c → a。\n"},
      /* two circles, each once; the days inside a circle are not complained of as well */
      {"a 03-01 b\nb 03-05 a\nc 03-01 d\nd 03-01 c\ne 03-01",
       "E042: 这些任务互相等待，谁也开始不了：a → b → a。\nE042: 这些任务互相等待，谁也开始不了：c → d → c。\n"},
      /* circles that share tasks */
      {"a 03-01 b c\nb 03-01 a\nc 03-01 a",
       "E042: 这些任务互相等待，谁也开始不了：a → b → a。\nE042: 这些任务互相等待，谁也开始不了：a → c → a。\n"},
      {"a 03-05\nb 03-04 a", "E043: 「b」最迟 3月4日 周三 完成（@），它等的「a」却要到 3月5日 周四 才完成（@）。\n"},
      {"a 03-05\nb 03-05 a", ""},
      /* repetition: its last day counts */
      {"a every\nb 03-09 a", "E043: 「b」最迟 3月9日 周一 完成（@），它等的「a」却要到 3月10日 周二 才完成（@）。\n"},
      {"a 03-09\nb every a", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *messages = messages_of(ROWS[i].lines);
    g_test_message("%s", ROWS[i].lines);
    g_assert_cmpstr(messages, ==, ROWS[i].messages);
  }
}

/* With due days: the due day counts. */
static void test_due(void) {
  static const struct {
    const char *first_due, *second_due;
    gboolean late;
  } ROWS[] = {{"03-08", NULL, TRUE}, {"03-08", "03-07", TRUE}, {"03-08", "03-08", FALSE}, {NULL, NULL, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Campaign) campaign = make_campaign(2026);
    g_autoptr(DiagList) diags = diag_list_new();
    Phase *phase = make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-10");
    make_on(campaign, phase, "a", FUNCTION_FLOOR, "03-01", ROWS[i].first_due);
    make_needs(make_on(campaign, phase, "b", FUNCTION_FLOOR, "03-02", ROWS[i].second_due), "a");
    plan_free(sched_plan(campaign, NULL, diags));
    g_autofree char *codes = make_codes(diags);
    g_assert_cmpint(strstr(codes, "E043") != NULL, ==, ROWS[i].late);
  }
}

#define CHAIN 100000

/* A chain as long as files allow: no recursion to run out of. The ids are our own: GLib never gives interned strings back. */
static void test_long_chain(void) {
  static char ids[CHAIN][8];
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  Phase *phase = make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-10");
  for (int i = 0; i < CHAIN; i++) {
    g_snprintf(ids[i], sizeof ids[i], "t%d", i);
    Task *task = task_new();
    task->id = ids[i];
    task->title = g_strdup(ids[i]);
    task->function = FUNCTION_FLOOR;
    task->on.base = DATE_START;
    task->n_needs = 1;
    task->needs = g_new0(const char *, 1);
    task->needs[0] = ids[(i + 1) % CHAIN];
    g_ptr_array_add(phase->tasks, task);
  }
  plan_free(sched_plan(campaign, NULL, diags));
  g_autofree char *codes = make_codes(diags);
  g_assert_cmpstr(codes, ==, "E042 N003");
}

static void test_lost_needs(void) {
  g_autoptr(Campaign) campaign = make_campaign(2026);
  g_autoptr(DiagList) diags = diag_list_new();
  make_department(campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
  Phase *phase = make_phase(campaign, "prepare", "备战", "2026-03-01", "2026-03-10");
  Phase *off = make_phase(campaign, "aftermath", "善后", NULL, NULL);
  make_on(campaign, phase, "scale", FUNCTION_FLOOR, "start", NULL)->scales = 1u << SCALE_LARGE;
  make_on(campaign, phase, "kind", FUNCTION_FLOOR, "start", NULL)->kinds = 1u << KIND_FOOD;
  make_on(campaign, phase, "overlay", FUNCTION_FLOOR, "women", NULL);
  make_on(campaign, off, "phase", FUNCTION_FLOOR, "start", NULL);
  make_on(campaign, phase, "kept", FUNCTION_FLOOR, "start", NULL);
  DroppedTask *dropped = g_new0(DroppedTask, 1);
  dropped->id = intern_string("dropped");
  dropped->title = g_strdup("旧任务");
  g_ptr_array_add(campaign->dropped, dropped);
  Task *task = make_on(campaign, phase, "t", FUNCTION_FLOOR, "start", NULL);
  make_needs(task, "scale kind overlay phase kept dropped");
  g_autoptr(Plan) plan = sched_plan(campaign, NULL, diags);
  g_autofree char *messages = make_messages(diags);
  static const char *const LOST =
      "「scale」（本店规模没有这一项）、「kind」（本店没有这类业务）、「overlay」（本店没有它所依的活动）、"
      "「phase」（所在阶段本店不设）、「旧任务」（已经删除）";
  g_autofree char *wanted = g_strdup_printf("N004: 本店的 overlays 里没有「women」，「overlay」不排进计划。\nN005: "
                                            "「t」的前置任务不在本店的计划里，不再等：%s。\n",
                                            LOST);
  g_assert_cmpstr(messages, ==, wanted);
  g_assert_cmpuint(plan->notes->len, ==, 2);
  const PlanNote *note = g_ptr_array_index(plan->notes, 1);
  g_autofree char *said = g_strdup_printf("「t」不再等 %s。", LOST);
  g_assert_true(note->task == task);
  g_assert_cmpstr(note->text, ==, said);
  for (guint i = 0; i < task->n_needs; i++) {
    g_assert_cmpint(plan_has_task(plan, task->needs[i]), ==, strcmp(task->needs[i], "kept") == 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cycle/needs", test_needs);
  g_test_add_func("/cycle/due", test_due);
  g_test_add_func("/cycle/long-chain", test_long_chain);
  g_test_add_func("/cycle/lost-needs", test_lost_needs);
  return g_test_run();
}
