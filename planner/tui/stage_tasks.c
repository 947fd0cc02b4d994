/* Changes of tasks, as the form asked for them. */
#include "desk/tasks/tasks.h"
#include "tui/stage_work.h"
#include <string.h>

static const TaskChangeKind kinds[N_PROMPT_INTENTS] = {
    [PROMPT_TASK_DONE] = TASK_DONE, [PROMPT_TASK_MOVE] = TASK_MOVE, [PROMPT_TASK_ASSIGN] = TASK_ASSIGN,
    [PROMPT_TASK_DROP] = TASK_DROP, [PROMPT_TASK_ADD] = TASK_ADD,   [PROMPT_TASK_UNDO] = TASK_UNDO};

static const char *interned(const char *text) {
  return *text != '\0' ? intern_string(text) : NULL;
}

static void read_new(const Prompt *prompt, TaskChange *change) {
  const char *at = prompt_value(prompt, "at"), *due = prompt_value(prompt, "due");
  change->title = g_strdup(prompt_value(prompt, "title"));
  change->person = interned(prompt_value(prompt, "person"));
  change->on = day_parse(prompt_value(prompt, "on"));
  change->at = *at != '\0' ? minute_parse(at, FALSE) : -1;
  change->due = *due != '\0' ? day_parse(due) : DAY_NONE;
  change->checklist = interned(prompt_value(prompt, "checklist"));
}

/* KEY is TASK or TASK@OCCURRENCE. */
static void read_key(const char *key, TaskChange *change) {
  g_auto(GStrv) parts = g_strsplit(key, "@", 2);
  change->task = intern_string(parts[0]);
  change->occurrence = parts[1] != NULL ? intern_string(parts[1]) : NULL;
}

void stage_task(Stage *stage) {
  Prompt *prompt = stage->app->prompt;
  g_autoptr(TaskChange) change = g_new0(TaskChange, 1);
  *change = (TaskChange){.kind = kinds[prompt->intent],
                         .function = FUNCTION_NONE,
                         .on = DAY_NONE,
                         .due = DAY_NONE,
                         .at = -1,
                         .reason = g_strdup(prompt_value(prompt, "reason")),
                         .by = intern_string(prompt_value(prompt, "by"))};
  if (prompt->intent == PROMPT_TASK_ADD) {
    read_new(prompt, change);
  } else {
    read_key(prompt->about, change);
  }
  if (prompt->intent == PROMPT_TASK_MOVE) {
    change->on = day_parse(prompt_value(prompt, "on"));
  } else if (prompt->intent == PROMPT_TASK_ASSIGN) {
    change->person = interned(prompt_value(prompt, "person"));
  }
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  if (!tasks_record(stage->desk, change, stage->app->who, &problem, &error)) {
    prompt_refuse(prompt, error != NULL ? error->message : problem);
    stage_renew(stage); /* the plan was made anew, whatever came of it */
    return;
  }
  app_ask(stage->app, NULL);
  stage_renew(stage);
  g_autofree char *said = g_strdup_printf("记下了：%s。", words_task_change[change->kind].title);
  update_notice(stage->app, said, FALSE);
}
