/* Corrective actions: Enter asks for whatever comes next, 整改 → 复查 → 关闭. */
#include "tui/listing.h"
#include "tui/update_runner.h"
#include "tui/updates.h"
#include <string.h>

static const char passed[] = "通过", failed[] = "没有通过，再整改";

static void ask(App *app, const OpenFix *fix) {
  static const PromptIntent intents[] = {
      [FIX_FOUND] = PROMPT_FIX_DONE, [FIX_DONE] = PROMPT_FIX_RECHECK, [FIX_RECHECKED] = PROMPT_FIX_CLOSE};
  static const char *const titles[] = {"整改", "复查", "关闭"}, *const whos[] = {"谁整改的", "谁复查的", "谁关闭"};
  if (fix->stage > FIX_RECHECKED) {
    return;
  }
  g_autofree char *text = g_strdup_printf("%s：%s · %s%s%s", fix->checklist, fix->row, fix->item,
                                          fix->done != NULL ? "\n整改：" : "", fix->done != NULL ? fix->done : "");
  Prompt *prompt = prompt_new(intents[fix->stage], titles[fix->stage], text);
  if (fix->stage == FIX_FOUND) {
    prompt_field(prompt, "done", PROMPT_LINES, "怎么整改的", NULL, NULL, TRUE);
    prompt_help(prompt_field(prompt, "path", PROMPT_TEXT, "照片", NULL, NULL, FALSE),
                "例如 照片/IMG_0012.jpg；没有就不填。");
  } else if (fix->stage == FIX_DONE) {
    const char *const results[] = {passed, failed, NULL};
    prompt_field(prompt, "result", PROMPT_CHOICE, "结果", NULL, results, TRUE);
    prompt_help(prompt_field(prompt, "reason", PROMPT_LINES, "哪里没有通过", NULL, NULL, FALSE), "通过的不用填。");
  }
  /* a re-check is somebody else's: nobody is proposed */
  PromptField *who = prompt_field(prompt, "who", PROMPT_PERSON, whos[fix->stage],
                                  fix->stage == FIX_DONE ? NULL : app->who, NULL, TRUE);
  if (fix->stage == FIX_DONE) {
    prompt_help(who, "由整改人以外的人复查。");
  }
  prompt_about(prompt, g_strdup(fix->name), g_free);
  app_ask(app, prompt);
}

Effect update_fixes(App *app, Action action) {
  const ListingRow *row = listing_chosen(app);
  const OpenFix *fix = row != NULL ? row->item : NULL;
  if (fix == NULL) {
    return EFFECT_NONE;
  }
  if (action == ACTION_OPEN) {
    ask(app, fix);
  } else if (action == ACTION_FIX_RUN) {
    runner_want(app, fix->key, NULL);
    return EFFECT_RUN_OPEN;
  }
  return EFFECT_NONE;
}

Effect update_fix_asked(App *app) {
  Prompt *prompt = app->prompt;
  if (prompt->intent == PROMPT_FIX_RECHECK && strcmp(prompt_value(prompt, "result"), failed) == 0 &&
      prompt_value(prompt, "reason")[0] == '\0') {
    prompt->field = 1;
    prompt_refuse(prompt, "没有通过的，请写明哪里没有通过。");
    return EFFECT_NONE;
  }
  return EFFECT_FIX_STEP;
}

gboolean update_fix_passed(const Prompt *prompt) {
  return strcmp(prompt_value(prompt, "result"), passed) == 0;
}
