/* Keys in a checklist. A key becomes a step (RunnerStep) that the stage performs, or a prompt that ends in one. Nothing is changed here but where one is. */
#include "tui/update_runner.h"
#include "run/judge.h"
#include "run/run.h"
#include "run/second.h"
#include "tui/ask_runner.h"
#include "tui/layout.h"
#include <string.h>

static Effect run_action(App *app, Action action, gunichar c);

void runner_want(App *app, const char *key, const char *checklist) {
  RunnerView *runner = &app->runner;
  char *copy = g_strdup(key); /* it may be the one that is open */
  g_free(runner->key);
  runner->key = copy;
  runner->checklist = checklist != NULL ? intern_string(checklist) : NULL;
}

/* ---- steps ---------------------------------------------------------------------------------------------------------------------- */

/* A step about the cell where one is. */
static RunnerStep *step_here(App *app, RunEventKind kind) {
  RunnerView *runner = &app->runner;
  runnerstep_clear(&runner->step);
  runner->step.kind = kind;
  if (runner->state->rows->len > 0) {
    runner->step.row = g_strdup(runner_row(runner, runner->row)->id);
    runner->step.item = g_strdup(runner_item(runner, runner->item)->id);
  }
  return &runner->step;
}

static RunnerStep *step_of(App *app, RunEventKind kind) {
  runnerstep_clear(&app->runner.step);
  app->runner.step.kind = kind;
  return &app->runner.step;
}

/* About the cell that the prompt was opened for. */
static RunnerStep *step_about(App *app, RunEventKind kind) {
  RunnerStep *step = step_of(app, kind);
  const RunnerCell *cell = app->prompt->about;
  step->row = g_strdup(cell->row);
  step->item = g_strdup(cell->item);
  return step;
}

static Effect answer(App *app, const char *value) {
  step_here(app, EVENT_ANSWER)->value = g_strdup(value);
  return EFFECT_RUN_STEP;
}

/* 1 and 2, and other characters: what they mean depends on what is asked. */
static Effect typed(App *app, gunichar c) {
  const ChecklistItem *item = runner_item(&app->runner, app->runner.item);
  guint digit = c >= '1' && c <= '9' ? (guint)(c - '0') : 0;
  switch (item->type) {
  case ITEM_PASS_FAIL:
    return digit == 1 || c == 'y' ? answer(app, "pass") : digit == 2 || c == 'x' ? answer(app, "fail") : EFFECT_NONE;
  case ITEM_CONFIRM:
    return digit == 1 || c == 'y' ? answer(app, "yes") : digit == 2 || c == 'x' ? answer(app, "no") : EFFECT_NONE;
  case ITEM_CHOICE:
    return digit > 0 && digit <= g_strv_length(item->choices) ? answer(app, item->choices[digit - 1]) : EFFECT_NONE;
  case ITEM_TEXT:
    update_notice(app, "这一项写文字：按回车；可以不答的，按 Tab 跳过。", FALSE);
    return EFFECT_NONE;
  default:
    if (g_unichar_isdigit(c) || (c == '-' && item->type == ITEM_NUMBER)) {
      runner_ask_value(app, c);
    }
    return EFFECT_NONE;
  }
}

/* ---- finishing ------------------------------------------------------------------------------------------------------------------ */

static Effect finish(App *app) {
  const RunnerView *runner = &app->runner;
  if (runner->state->stage == RUN_AWAITING) {
    runner_ask_second(app);
    return EFFECT_NONE;
  }
  if (runner->state->stage == RUN_OPEN) {
    g_autoptr(GArray) blockers = judge_blockers(runner->state, runner->people);
    if (blockers->len > 0) {
      const RunReason *first = &g_array_index(blockers, RunReason, 0);
      runner_to(&app->runner, first->row, first->item);
      runner_say_blockers(app, blockers);
      return EFFECT_RUN_MOVE;
    }
  }
  runner_ask_finish(app);
  return EFFECT_NONE;
}

/* ---- actions -------------------------------------------------------------------------------------------------------------------- */

/* What changes a run needs somebody who did it; he is asked for once. */
static gboolean changes(Action action) {
  switch (action) {
  case ACTION_RUN_YES:
  case ACTION_RUN_NO:
  case ACTION_RUN_NA:
  case ACTION_RUN_EDIT:
  case ACTION_RUN_CLEAR:
  case ACTION_RUN_EVIDENCE:
  case ACTION_RUN_PHOTO:
  case ACTION_RUN_REST:
  case ACTION_RUN_UNDO:
  case ACTION_RUN_FINISH:
  case ACTION_RUN_REOPEN:
  case ACTION_RUN_NEWER:
  case ACTION_RUN_SECOND:
    return TRUE;
  default:
    return FALSE;
  }
}

static Effect newer(App *app) {
  if (!app->runner.newer) {
    update_notice(app, "检查表没有新的版本。", FALSE);
    return EFFECT_NONE;
  }
  runner_ask_newer(app);
  return EFFECT_NONE;
}

static Effect second(App *app) {
  const RunnerView *runner = &app->runner;
  const Answer *cell = runner_cell(runner, runner->row, runner->item);
  if (runner->state->stage != RUN_AWAITING && !(cell->wants_second && !cell->seconded)) {
    update_notice(app, words_run_result[RUN_NO_SECOND].title, FALSE);
    return EFFECT_NONE;
  }
  runner_ask_second(app);
  return EFFECT_NONE;
}

static Effect run_action(App *app, Action action, gunichar c) {
  RunnerView *runner = &app->runner;
  if (runner->state->rows->len == 0 && action != ACTION_RUN_FINISH && action != ACTION_RUN_REOPEN &&
      action != ACTION_RUN_NEWER) {
    return EFFECT_NONE; /* a register without open rows */
  }
  if (runner->by == NULL && changes(action)) {
    runner->after = (int)action;
    runner->after_c = c;
    runner_ask_who(app);
    return EFFECT_NONE;
  }
  switch (action) {
  case ACTION_RUN_YES:
  case ACTION_RUN_NO:
    return typed(app, c);
  case ACTION_RUN_NA:
    runner_ask_na(app);
    return EFFECT_NONE;
  case ACTION_RUN_EDIT:
    runner_ask_value(app, c > 0x7f ? c : 0);
    return EFFECT_NONE;
  case ACTION_RUN_CLEAR:
    step_here(app, EVENT_CLEAR);
    return EFFECT_RUN_STEP;
  case ACTION_RUN_EVIDENCE:
    return EFFECT_RUN_PICTURES;
  case ACTION_RUN_PHOTO:
    return EFFECT_RUN_PHOTO;
  case ACTION_RUN_REST:
    runner_ask_rest(app);
    return EFFECT_NONE;
  case ACTION_RUN_UNDO:
    step_of(app, EVENT_UNDO);
    return EFFECT_RUN_STEP;
  case ACTION_RUN_FIND:
    runner_ask_find(app);
    return EFFECT_NONE;
  case ACTION_RUN_NEXT:
    if (!runner_next(runner)) {
      update_notice(app, "都答完了。按 F 完成这次检查。", FALSE);
    }
    return EFFECT_RUN_MOVE;
  case ACTION_RUN_FINISH:
    return finish(app);
  case ACTION_RUN_REOPEN:
    runner_ask_reopen(app);
    return EFFECT_NONE;
  case ACTION_RUN_NEWER:
    return newer(app);
  case ACTION_RUN_WHO:
    runner->after = ACTION_NONE;
    runner_ask_who(app);
    return EFFECT_NONE;
  case ACTION_RUN_SECOND:
    return second(app);
  default:
    return EFFECT_NONE;
  }
}

static gboolean moves(App *app, Action action) {
  RunnerView *runner = &app->runner;
  int page = MAX(1, layout_run(app) - 1), far = (int)MIN(runner->state->rows->len, G_MAXINT);
  switch (action) {
  case ACTION_UP:
    runner_rows(runner, -1);
    return TRUE;
  case ACTION_DOWN:
    runner_rows(runner, 1);
    return TRUE;
  case ACTION_PAGE_UP:
    runner_rows(runner, -page);
    return TRUE;
  case ACTION_PAGE_DOWN:
    runner_rows(runner, page);
    return TRUE;
  case ACTION_FIRST:
    runner_rows(runner, -far);
    return TRUE;
  case ACTION_LAST:
    runner_rows(runner, far);
    return TRUE;
  case ACTION_LEFT:
    runner_items(runner, -1);
    return TRUE;
  case ACTION_RIGHT:
    runner_items(runner, 1);
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean update_runner(App *app, Action action, const Input *input, Effect *effect) {
  RunnerView *runner = &app->runner;
  if (runner->state == NULL) {
    return FALSE;
  }
  gboolean text = runner->state->rows->len > 0 && runner_item(runner, runner->item)->type == ITEM_TEXT;
  if (input->kind == INPUT_CHAR && input->c > 0x7f &&
      text) { /* from an input method: the answer itself, be it in one go */
    *effect = run_action(app, ACTION_RUN_EDIT, input->c);
    return TRUE;
  }
  if (input->kind == INPUT_CHAR && input->pasted) { /* a scanner: finds its row */
    if (runner->state->rows->len > 0) {
      runner_ask_find(app);
      prompt_input(app->prompt, input);
    }
    *effect = EFFECT_NONE;
    return TRUE;
  }
  if (moves(app, action)) {
    *effect = EFFECT_RUN_MOVE;
    return TRUE;
  }
  gboolean digit =
      action == ACTION_NONE && input->kind == INPUT_CHAR && (g_unichar_isdigit(input->c) || input->c == '-');
  if (digit) {
    action = ACTION_RUN_YES; /* as every digit: an answer */
  }
  *effect = run_action(app, action, input->c);
  return digit || (action >= ACTION_RUN_YES && action <= ACTION_RUN_CLEAR);
}

/* ---- submitted ------------------------------------------------------------------------------------------------------------------ */

Effect runner_submit_which(App *app) {
  const PromptField *field = prompt_find(app->prompt, "which");
  runner_want(app, field->value, app->runner.checklist);
  app_ask(app, NULL);
  return EFFECT_RUN_OPEN;
}

Effect runner_submit_who(App *app) {
  RunnerView *runner = &app->runner;
  runner->by = intern_string(prompt_value(app->prompt, "who"));
  app_ask(app, NULL);
  Action after = (Action)runner->after;
  runner->after = ACTION_NONE;
  return after != ACTION_NONE ? run_action(app, after, runner->after_c) : EFFECT_NONE;
}

Effect runner_submit_value(App *app) {
  const char *value = prompt_value(app->prompt, "value");
  RunnerStep *step = step_about(app, *value != '\0' ? EVENT_ANSWER : EVENT_CLEAR);
  step->value = g_strdup(value);
  return EFFECT_RUN_STEP;
}

Effect runner_submit_na(App *app) {
  step_about(app, EVENT_NA)->reason = g_strdup(prompt_value(app->prompt, "reason"));
  return EFFECT_RUN_STEP;
}

Effect runner_submit_rest(App *app) {
  step_of(app, EVENT_REST);
  return EFFECT_RUN_STEP;
}

Effect runner_submit_find(App *app) {
  guint row = run_row(app->runner.state, prompt_value(app->prompt, "row"));
  app_ask(app, NULL);
  runner_to(&app->runner, row, 0);
  return EFFECT_RUN_MOVE;
}

Effect runner_submit_evidence(App *app) {
  g_autofree char *value = g_strdup(prompt_value(app->prompt, "what"));
  if (g_str_has_prefix(value, EVIDENCE_TAKE)) {
    step_about(app, EVENT_DETACH)->number = (guint)g_ascii_strtoull(value + strlen(EVIDENCE_TAKE), NULL, 10);
    return EFFECT_RUN_STEP;
  }
  if (g_str_has_prefix(value, EVIDENCE_PICTURE)) {
    step_about(app, EVENT_ATTACH)->path = g_strdup(value + strlen(EVIDENCE_PICTURE));
    return EFFECT_RUN_STEP;
  }
  runner_ask_evidence_of(app, value);
  return EFFECT_NONE;
}

Effect runner_submit_file(App *app) {
  step_about(app, EVENT_ATTACH)->path = g_strdup(prompt_value(app->prompt, "path"));
  return EFFECT_RUN_STEP;
}

Effect runner_submit_paper(App *app) {
  Evidence *evidence = evidence_new(EVIDENCE_PAPER);
  evidence->folder = g_strdup(prompt_value(app->prompt, "folder"));
  evidence->page = g_strdup(prompt_value(app->prompt, "page"));
  evidence->keeper = g_strdup(prompt_value(app->prompt, "keeper"));
  step_about(app, EVENT_ATTACH)->evidence = evidence;
  return EFFECT_RUN_STEP;
}

Effect runner_submit_link(App *app) {
  Evidence *evidence = evidence_new(EVIDENCE_LINK);
  evidence->link = g_strdup(prompt_value(app->prompt, "link"));
  step_about(app, EVENT_ATTACH)->evidence = evidence;
  return EFFECT_RUN_STEP;
}

Effect runner_submit_finish(App *app) {
  step_of(app, EVENT_FINISH);
  return EFFECT_RUN_STEP;
}

Effect runner_submit_second(App *app) {
  RunnerStep *step = app->prompt->about != NULL ? step_about(app, EVENT_CONFIRM) : step_of(app, EVENT_CONFIRM);
  step->second = intern_string(prompt_value(app->prompt, "second"));
  step->pin = g_strdup(prompt_value(app->prompt, "pin"));
  return EFFECT_RUN_STEP;
}

Effect runner_submit_reopen(App *app) {
  step_of(app, EVENT_REOPEN)->reason = g_strdup(prompt_value(app->prompt, "reason"));
  return EFFECT_RUN_STEP;
}

Effect runner_submit_newer(App *app) {
  step_of(app, EVENT_UPGRADE)->reason = g_strdup(prompt_value(app->prompt, "reason"));
  return EFFECT_RUN_STEP;
}

void runner_photo(App *app, const char *path) {
  RunnerStep *step = step_of(app, EVENT_ATTACH);
  const char *row, *item;
  runner_evidence_at(&app->runner, &row, &item);
  step->row = g_strdup(row);
  step->item = g_strdup(item);
  step->path = g_strdup(path);
}

/* ---- results -------------------------------------------------------------------------------------------------------------------- */

/* What the runner asks for behind a step that was done: said, with the key that does it. */
static void say_asked(App *app, const GPtrArray *asked) {
  RunnerView *runner = &app->runner;
  for (guint i = 0; asked != NULL && i < asked->len; i++) {
    const RunEffect *effect = g_ptr_array_index(asked, i);
    guint row = effect->row != NULL ? run_row(runner->state, effect->row) : G_MAXUINT;
    guint item = effect->item != NULL ? run_item(runner->state, effect->item) : G_MAXUINT;
    if (effect->kind != EFFECT_ASK || item == G_MAXUINT || row == G_MAXUINT) {
      continue;
    }
    g_autofree char *sentence = NULL;
    if (effect->ask == ASK_EVIDENCE) {
      runner->wants_row = row;
      runner->wants_item = item;
      sentence = g_strdup_printf("“%s”要附凭证：按 p 附最新的照片，按 e 选别的。", runner_item(runner, item)->ask);
    } else if (effect->ask == ASK_SECOND) {
      sentence = g_strdup_printf("“%s”要有人复核：回到那一项按 s。", runner_item(runner, item)->ask);
    }
    if (sentence != NULL) {
      update_notice(app, sentence, FALSE);
    }
  }
}

static void say_done(App *app, RunEventKind kind, const GPtrArray *asked) {
  static const char *const said[N_RUN_EVENTS] = {[EVENT_REST] = "还空着的都记为合格了。不对就按 u，一次撤销。",
                                                 [EVENT_UNDO] = "撤销了。",
                                                 [EVENT_CLEAR] = "答案撤回了。",
                                                 [EVENT_ATTACH] = "凭证附上了。",
                                                 [EVENT_DETACH] = "凭证去掉了。不对就按 u 撤销。",
                                                 [EVENT_REOPEN] = "重新打开了，可以改答案了。",
                                                 [EVENT_CONFIRM] = "复核人确认了。"};
  const RunState *state = app->runner.state;
  if (kind == EVENT_FINISH && state->stage == RUN_AWAITING) {
    runner_ask_second(app);
    update_notice(app, "检查人已确认，等复核人确认。", FALSE);
  } else if (state->stage == RUN_FINISHED && (kind == EVENT_FINISH || kind == EVENT_CONFIRM)) {
    update_notice(
        app, state->step == STEP_NONE ? "这次检查完成了，已记下来。单人自查，无复核。" : "这次检查完成了，已记下来。",
        FALSE);
  } else if (said[kind] != NULL) {
    update_notice(app, said[kind], FALSE);
  } else if (kind == EVENT_UPGRADE) {
    runner_say_dropped(app, asked);
  }
  say_asked(app, asked);
}

void runner_stepped(App *app, RunResult result, const GPtrArray *asked, const char *failure) {
  RunEventKind kind = app->runner.step.kind;
  if (failure == NULL && result == RUN_DONE) {
    app_ask(app, NULL);
    app->runner.wants_row = app->runner.wants_item = G_MAXUINT;
    say_done(app, kind, asked);
    return;
  }
  const char *sentence = failure != NULL ? failure : words_run_result[result].title;
  if (failure == NULL && result == RUN_UNCHANGED) { /* it is as was wanted */
    app_ask(app, NULL);
    update_notice(app, sentence, FALSE);
  } else if (app->prompt != NULL) {
    prompt_refuse(app->prompt, sentence);
  } else {
    update_notice(app, sentence, TRUE);
  }
}
