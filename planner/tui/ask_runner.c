/* The prompts of a checklist: what they ask, in whole sentences, and what they offer. */
#include "tui/ask_runner.h"
#include "run/cells.h"
#include "run/run.h"
#include "run/second.h"
#include "sched/sched.h"
#include <string.h>

enum { LINES_SAID = 40 };

static void cell_free(gpointer data) {
  RunnerCell *cell = data;
  g_free(cell->row);
  g_free(cell->item);
  g_free(cell);
}

static void set_about(Prompt *prompt, const char *row, const char *item) {
  RunnerCell *cell = g_new(RunnerCell, 1);
  *cell = (RunnerCell){g_strdup(row), g_strdup(item)};
  prompt_about(prompt, cell, cell_free);
}

/* About a cell, with both titles above it. */
static Prompt *prompt_at(App *app, PromptIntent intent, const char *what, guint row, guint item) {
  const Row *of = runner_row(&app->runner, row);
  const ChecklistItem *asked = runner_item(&app->runner, item);
  g_autofree char *title = g_strdup_printf("%s · %s", what, asked->ask);
  Prompt *prompt = prompt_new(intent, title, of->title);
  set_about(prompt, of->id, asked->id);
  return prompt;
}

static Prompt *prompt_here(App *app, PromptIntent intent, const char *what) {
  return prompt_at(app, intent, what, app->runner.row, app->runner.item);
}

/* ---- who ------------------------------------------------------------------------------------------------------------------------ */

void runner_ask_who(App *app) {
  Prompt *prompt = prompt_new(PROMPT_RUN_WHO, "检查人", "这次检查是谁做的？答案都记在这个人名下；换人按 w。");
  const char *usual = app->runner.by != NULL ? app->runner.by : app->who;
  PromptField *field = prompt_field(prompt, "who", PROMPT_PERSON, "检查人", usual, NULL, TRUE);
  prompt_help(field, "打姓名、拼音首字母或工号来找。");
  app_ask(app, prompt);
}

/* ---- answers -------------------------------------------------------------------------------------------------------------------- */

static void put_choices(PromptField *field, const ChecklistItem *item) {
  static const char *const passes[] = {"pass", "合格", "fail", "不合格", NULL}, *const confirms[] = {"yes", "是", "no",
                                                                                                     "否", NULL};
  const char *const *pairs = item->type == ITEM_PASS_FAIL ? passes : confirms;
  for (int i = 0; item->type != ITEM_CHOICE && pairs[i] != NULL; i += 2) {
    prompt_choice(field, pairs[i], pairs[i + 1], NULL);
  }
  for (guint i = 0; item->type == ITEM_CHOICE && item->choices[i] != NULL; i++) {
    prompt_choice(field, item->choices[i], item->choices[i], NULL);
  }
}

void runner_ask_value(App *app, gunichar first) {
  static const PromptKind kinds[] = {
      [ITEM_CONFIRM] = PROMPT_CHOICE, [ITEM_PASS_FAIL] = PROMPT_CHOICE, [ITEM_CHOICE] = PROMPT_CHOICE,
      [ITEM_NUMBER] = PROMPT_TEXT,    [ITEM_SCORE] = PROMPT_TEXT,       [ITEM_DATE] = PROMPT_DATE,
      [ITEM_TIME] = PROMPT_TIME,      [ITEM_TEXT] = PROMPT_LINES};
  const ChecklistItem *item = runner_item(&app->runner, app->runner.item);
  const Answer *cell = runner_cell(&app->runner, app->runner.row, app->runner.item);
  gboolean choice = kinds[item->type] == PROMPT_CHOICE;
  const char *initial = cell->state == ANSWER_GIVEN ? cell->text : NULL;
  char typed[8] = "";
  if (first != 0) {
    typed[g_unichar_to_utf8(first, typed)] = '\0';
    initial = typed;
  }
  Prompt *prompt = prompt_here(app, PROMPT_RUN_VALUE, "填写");
  PromptField *field = prompt_field(prompt, "value", kinds[item->type], "答案", choice ? NULL : initial, NULL, choice);
  if (choice) {
    put_choices(field, item);
    prompt_pick(field, initial != NULL ? initial : "");
  } else {
    static const char *const helps[] = {[ITEM_DATE] = "写 今天、+1、3-15 或者 2027-03-15。",
                                        [ITEM_TIME] = "写 现在、930 或者 9:30。",
                                        [ITEM_TEXT] = "清空后回车，就是撤回答案。"};
    g_autofree char *takes = runner_takes(item);
    prompt_help(field, item->type >= ITEM_DATE ? helps[item->type] : takes);
  }
  prompt->typed = first != 0;
  app_ask(app, prompt);
}

void runner_ask_na(App *app) {
  Prompt *prompt = prompt_here(app, PROMPT_RUN_NA, "不适用");
  prompt_field(prompt, "reason", PROMPT_LINES, "为什么不适用", NULL, NULL, TRUE);
  app_ask(app, prompt);
}

void runner_ask_rest(App *app) {
  guint n = runner_open_passes(&app->runner);
  if (n == 0) {
    update_notice(app, words_run_result[RUN_NOTHING_LEFT].title, FALSE);
    return;
  }
  g_autofree char *text = g_strdup_printf(
      "还空着的 %u 项合格与否，全部记为合格吗？这些项都亲眼看过，才按回车。记错了可以按 u 一次撤销。", n);
  app_ask(app, prompt_question(PROMPT_RUN_REST, "其余全部合格", text));
}

/* Whether the rows are still those that were made ready. */
static gboolean indexed(const RunnerView *runner) {
  if (runner->choices == NULL || runner->choices->len != runner->state->rows->len) {
    return FALSE;
  }
  for (guint i = 0; i < runner->choices->len; i++) {
    const PromptChoice *choice = g_ptr_array_index(runner->choices, i);
    const Row *row = runner_row(runner, i);
    if (strcmp(choice->value, row->id) != 0 || strcmp(choice->label, row->title) != 0) {
      return FALSE;
    }
  }
  return TRUE;
}

void runner_index(App *app) {
  RunnerView *runner = &app->runner;
  if (indexed(runner)) {
    return;
  }
  g_autoptr(Prompt) maker = prompt_new(PROMPT_NOBODY, "", NULL);
  PromptField *field = prompt_field(maker, "row", PROMPT_CHOICE, "", NULL, NULL, TRUE);
  for (guint i = 0; i < runner->state->rows->len; i++) {
    const Row *row = runner_row(runner, i);
    prompt_choice(field, row->id, row->title, NULL);
  }
  g_clear_pointer(&runner->choices, g_ptr_array_unref);
  runner->choices = g_ptr_array_ref(field->choices);
}

void runner_ask_find(App *app) {
  Prompt *prompt = prompt_new(PROMPT_RUN_FIND, "找一行", NULL);
  PromptField *field = prompt_field(prompt, "row", PROMPT_CHOICE, "查找", NULL, NULL, TRUE);
  prompt_help(field, "打名称、拼音首字母或代号，也可以扫码。");
  runner_index(app);
  prompt_choices(field, app->runner.choices);
  app_ask(app, prompt);
}

/* ---- evidence ------------------------------------------------------------------------------------------------------------------- */

/* The cell that evidence is for: this one, unless another one was just answered that asks for it and this one does not. */
static void evidence_cell(const RunnerView *runner, guint *row, guint *item) {
  const Answer *here = runner_cell(runner, runner->row, runner->item);
  gboolean wanted = runner->wants_row < runner->state->rows->len && runner->wants_item < runner->state->n_items;
  gboolean other = wanted && here->state == ANSWER_NONE;
  *row = other ? runner->wants_row : runner->row;
  *item = other ? runner->wants_item : runner->item;
}

void runner_evidence_at(const RunnerView *runner, const char **row, const char **item) {
  guint r, i;
  evidence_cell(runner, &r, &i);
  *row = runner_row(runner, r)->id;
  *item = runner_item(runner, i)->id;
}

void runner_ask_evidence(App *app, const RunnerPicture *pictures, guint n) {
  static const struct {
    const char *value, *label;
  } ways[] = {{"file", "别的文件（写出它在哪里）"},
              {"paper", "纸质凭证（档案夹、页码、保管人）"},
              {"link", "链接（http:// 或 https://）"}};
  guint row, item, number = 0;
  evidence_cell(&app->runner, &row, &item);
  const Answer *cell = runner_cell(&app->runner, row, item);
  Prompt *prompt = prompt_at(app, PROMPT_RUN_EVIDENCE, "照片/凭证", row, item);
  prompt->quick = TRUE;
  PromptField *field = prompt_field(prompt, "what", PROMPT_CHOICE, "附什么", NULL, NULL, TRUE);
  prompt_help(field, n > 0 ? "照片文件夹里的新照片，最近的在前；按数字直接附上。"
                           : "照片文件夹里没有新照片。把照片放进店铺文件夹里的“照片”，再按 e。");
  for (guint i = 0; i < n; i++) {
    g_autofree char *value = g_strconcat(EVIDENCE_PICTURE, pictures[i].path, NULL);
    g_autofree char *label = g_strdup_printf("%u　%s　%s", ++number, pictures[i].when, pictures[i].name);
    prompt_choice(field, value, label, NULL);
  }
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    g_autofree char *label = g_strdup_printf("%u　%s", ++number, ways[i].label);
    prompt_choice(field, ways[i].value, label, NULL);
  }
  for (guint i = 0; cell->evidence != NULL && i < cell->evidence->len; i++) {
    g_autofree char *value = g_strdup_printf(EVIDENCE_TAKE "%u", i);
    g_autofree char *what = runner_evidence(g_ptr_array_index(cell->evidence, i));
    g_autofree char *label = g_strdup_printf("%u　去掉：%s", ++number, what);
    prompt_choice(field, value, label, NULL);
  }
  app_ask(app, prompt);
}

void runner_ask_evidence_of(App *app, const char *kind) {
  const RunnerCell *cell = app->prompt->about;
  guint row = run_row(app->runner.state, cell->row), item = run_item(app->runner.state, cell->item);
  Prompt *prompt;
  if (strcmp(kind, "file") == 0) {
    prompt = prompt_at(app, PROMPT_RUN_FILE, "附文件", row, item);
    prompt_help(prompt_field(prompt, "path", PROMPT_TEXT, "文件", NULL, NULL, TRUE),
                "例如 照片/IMG_0012.jpg；也可以把文件拖到窗口里。");
  } else if (strcmp(kind, "paper") == 0) {
    prompt = prompt_at(app, PROMPT_RUN_PAPER, "附纸质凭证", row, item);
    prompt_field(prompt, "folder", PROMPT_TEXT, "档案夹", NULL, NULL, TRUE);
    prompt_field(prompt, "page", PROMPT_TEXT, "页码", NULL, NULL, TRUE);
    prompt_field(prompt, "keeper", PROMPT_TEXT, "保管人", NULL, NULL, TRUE);
  } else {
    prompt = prompt_at(app, PROMPT_RUN_LINK, "附链接", row, item);
    prompt_help(prompt_field(prompt, "link", PROMPT_TEXT, "链接", NULL, NULL, TRUE), "以 http:// 或 https:// 开头。");
  }
  app_ask(app, prompt);
}

/* ---- finishing ------------------------------------------------------------------------------------------------------------------ */

void runner_ask_finish(App *app) {
  const RunnerView *runner = &app->runner;
  const RunTally *tally = &runner->state->tally;
  const Person *by = store_person(app->scene->store, runner->by);
  Second rule = runner->state->checklist->second;
  SecondStep step = rule != SECOND_NONE ? second_step(runner->people, runner->by, rule) : N_SECOND_STEPS;
  const char *then = step == N_SECOND_STEPS ? ""
                     : step == STEP_NONE    ? "没有别的人可以复核，会记成“单人自查，无复核”。"
                                            : "接着要请复核人输入签字密码确认。";
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "以检查人 %s 的名义完成这次检查吗？共 %u 项，答了 %u 项",
                         by != NULL ? by->name : runner->by, tally->total, tally->answered);
  if (tally->failed > 0) {
    g_string_append_printf(text, "，不合格 %u 项", tally->failed);
  }
  if (tally->found > 0) {
    g_string_append_printf(text, "，发现问题 %u 项", tally->found);
  } else if (tally->failed == 0 && tally->judged > 0) {
    g_string_append(text, "，未发现问题");
  }
  if (tally->na > 0) {
    g_string_append_printf(text, "，不适用 %u 项", tally->na);
  }
  g_string_append_printf(text, "。%s", then);
  app_ask(app, prompt_question(PROMPT_RUN_FINISH, "完成检查", text->str));
}

typedef struct {
  const RunPeople *people;
  const char *first;
  SecondStep step;
} SecondRule;

static gboolean fits_second(const Person *person, gpointer data) {
  const SecondRule *rule = data;
  return second_allowed(rule->people, rule->first, person->id, rule->step);
}

void runner_ask_second(App *app) {
  const RunnerView *runner = &app->runner;
  const RunState *state = runner->state;
  gboolean whole = state->stage == RUN_AWAITING;
  const Answer *cell = whole ? NULL : runner_cell(runner, runner->row, runner->item);
  SecondRule rule = {runner->people, whole ? state->inspector : cell->by, STEP_NONE};
  rule.step = second_step(runner->people, rule.first,
                          whole ? state->checklist->second : runner_item(runner, runner->item)->second);
  if (rule.step == STEP_NONE) {
    update_notice(app, "现在没有人可以复核。完成时会记成“单人自查，无复核”。", FALSE);
    return;
  }
  Prompt *prompt = whole ? prompt_new(PROMPT_RUN_SECOND, "复核", NULL) : prompt_here(app, PROMPT_RUN_SECOND, "复核");
  g_autofree char *text = g_strdup_printf("%s%s%s。请复核人看过以后，自己输入签字密码。", whole ? "" : prompt->text,
                                          whole ? "" : "\n", words_second_step[rule.step].title);
  g_free(prompt->text);
  prompt->text = g_steal_pointer(&text);
  PromptField *field = prompt_field(prompt, "second", PROMPT_PERSON, "复核人", NULL, NULL, TRUE);
  prompt_people(field, app->scene->store, fits_second, &rule);
  prompt_field(prompt, "pin", PROMPT_SECRET, "签字密码", NULL, NULL, TRUE);
  app_ask(app, prompt);
}

void runner_ask_reopen(App *app) {
  if (app->runner.state->stage == RUN_OPEN) {
    update_notice(app, words_run_result[RUN_NOT_CLOSED].title, FALSE);
    return;
  }
  Prompt *prompt =
      prompt_new(PROMPT_RUN_REOPEN, "重新打开", "这次检查已经完成。重新打开以后可以改答案；理由会留在记录里。");
  prompt_field(prompt, "reason", PROMPT_LINES, "理由", NULL, NULL, TRUE);
  app_ask(app, prompt);
}

void runner_ask_newer(App *app) {
  Prompt *prompt =
      prompt_new(PROMPT_RUN_NEWER, "换用新版本",
                 "检查表改过了，这次检查还在用开始时的版本。换用以后，对不上的答案不再算数，会逐条列出来。");
  prompt_field(prompt, "reason", PROMPT_LINES, "理由", NULL, NULL, TRUE);
  app_ask(app, prompt);
}

/* ---- lists ---------------------------------------------------------------------------------------------------------------------- */

void runner_say_blockers(App *app, const GArray *blockers) {
  const RunnerView *runner = &app->runner;
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "还有 %u 处没做完，不能完成。关闭以后，光标就在第一处；按 Tab 到下一处。",
                         blockers->len);
  for (guint i = 0; i < blockers->len && i < LINES_SAID; i++) {
    const RunReason *reason = &g_array_index(blockers, RunReason, i);
    g_string_append_printf(text, "\n第 %u 行 %s · %s：%s", reason->row + 1, runner_row(runner, reason->row)->title,
                           runner_item(runner, reason->item)->ask, words_run_reason[reason->kind].title);
  }
  if (blockers->len > LINES_SAID) {
    g_string_append_printf(text, "\n还有 %u 处。", blockers->len - LINES_SAID);
  }
  app_ask(app, prompt_message("还不能完成", text->str, FALSE));
}

void runner_say_dropped(App *app, const GPtrArray *asked) {
  const RunState *state = app->runner.state;
  g_autoptr(GString) text = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; asked != NULL && i < asked->len; i++) {
    const RunEffect *effect = g_ptr_array_index(asked, i);
    if (effect->kind == EFFECT_DROPPED) {
      guint row = run_row(state, effect->row), item = run_item(state, effect->item);
      n++;
      g_string_append_printf(text, "\n%s · %s：%s",
                             row != G_MAXUINT ? runner_row(&app->runner, row)->title : effect->row,
                             item != G_MAXUINT ? runner_item(&app->runner, item)->ask : effect->item,
                             effect->value != NULL ? effect->value : "");
    }
  }
  if (n == 0) {
    update_notice(app, "已换用新版本，原来的答案都还在。", FALSE);
    return;
  }
  g_autofree char *all = g_strdup_printf("已换用新版本。下面 %u 个答案对不上，不再算数，请重新答：%s", n, text->str);
  app_ask(app, prompt_message("换用新版本", all, FALSE));
}

void runner_ask_which(App *app, const GPtrArray *several) {
  Prompt *prompt =
      prompt_new(PROMPT_RUN_WHICH, "哪一次", "今天和逾期的工作里，有好几次用到这张检查表。这次做的是哪一次？");
  PromptField *field = prompt_field(prompt, "which", PROMPT_CHOICE, "工作", NULL, NULL, TRUE);
  for (guint i = 0; i < several->len; i++) {
    const PlanTask *task = g_ptr_array_index(several, i);
    g_autoptr(GString) occurrence = g_string_new(NULL);
    plan_occurrence(task, occurrence);
    g_autofree char *key = g_strdup_printf("%s%s%s", task->task->id, occurrence->len > 0 ? "@" : "", occurrence->str);
    char day[DAY_TEXT];
    g_autoptr(GString) label = g_string_new(day_words(moment_day(task->start), day));
    g_string_append_c(label, ' ');
    dayview_time(task, label);
    g_string_append_printf(label, "　%s", task->task->title);
    prompt_choice(field, key, label->str, key);
  }
  app_ask(app, prompt);
}
