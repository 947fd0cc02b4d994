/* Steps of corrective actions, as the form asked for them. */
#include "desk/record/evidence.h"
#include "desk/runs/fixes.h"
#include "tui/stage_work.h"
#include "tui/updates.h"
#include <string.h>

gboolean stage_look_fixes(Stage *stage, GError **error) {
  stage->scene.fixes = fixes_list(stage->desk, FALSE, error);
  return stage->scene.fixes != NULL;
}

void stage_fix(Stage *stage) {
  App *app = stage->app;
  Prompt *prompt = app->prompt;
  const gboolean done = prompt->intent == PROMPT_FIX_DONE, recheck = prompt->intent == PROMPT_FIX_RECHECK;
  const char *by = intern_string(prompt_value(prompt, "who")), *path = done ? prompt_value(prompt, "path") : "";
  g_autoptr(GError) error = NULL;
  g_autoptr(Evidence) evidence = *path != '\0' ? evidence_of_file(stage->desk, path, &error) : NULL;
  const RunEvent event = {.kind = done      ? EVENT_FIX_DONE
                                  : recheck ? EVENT_FIX_RECHECK
                                            : EVENT_FIX_CLOSE,
                          .by = by,
                          .recorded_by = by == app->who ? NULL : app->who,
                          .value = done ? prompt_value(prompt, "done") : NULL,
                          .evidence = evidence,
                          .path = evidence != NULL ? path : NULL,
                          .pass = recheck && update_fix_passed(prompt),
                          .reason = recheck && !update_fix_passed(prompt) ? prompt_value(prompt, "reason") : NULL};
  RunResult result = RUN_DONE;
  g_autofree char *problem = NULL;
  if (error != NULL || !fixes_step(stage->desk, prompt->about, &event, &result, &problem, &error) ||
      result != RUN_DONE) {
    prompt_refuse(prompt, error != NULL ? error->message : problem != NULL ? problem : words_run_result[result].title);
    return;
  }
  g_autofree char *said = g_strdup_printf("记下了：%s。", prompt->title);
  app_ask(app, NULL);
  stage_renew(stage);
  update_notice(app, said, FALSE);
}
