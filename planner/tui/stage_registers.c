/* Steps of registers, as the form asked for them. */
#include "tui/stage_work.h"
#include <string.h>

static const RegisterEventKind kinds[N_PROMPT_INTENTS] = {[PROMPT_ROW_ADD] = REGISTER_ADD,
                                                          [PROMPT_ROW_CHANGE] = REGISTER_CHANGE,
                                                          [PROMPT_ROW_CLOSE] = REGISTER_CLOSE,
                                                          [PROMPT_ROW_REOPEN] = REGISTER_REOPEN};

/* The form's own fields have names that no column can have. */
static const char *own(const Prompt *prompt, const char *id) {
  for (guint i = 0; i < prompt->fields->len; i++) {
    const PromptField *field = g_ptr_array_index(prompt->fields, i);
    if (strcmp(field->id, id) == 0) {
      return *field->value != '\0' ? field->value : NULL;
    }
  }
  return NULL;
}

/* What was filled in; of a change what differs from what the form began with. */
static GArray *values_of(const Prompt *prompt, gboolean change) {
  GArray *values = g_array_new(FALSE, FALSE, sizeof(RegisterValue));
  for (guint i = 0; i < prompt->fields->len; i++) {
    const PromptField *field = g_ptr_array_index(prompt->fields, i);
    if (field->id[0] != '=' && (change ? strcmp(field->value, field->initial) != 0 : *field->value != '\0')) {
      const RegisterValue value = {field->id, field->value};
      g_array_append_val(values, value);
    }
  }
  return values;
}

void stage_row(Stage *stage) {
  App *app = stage->app;
  Prompt *prompt = app->prompt;
  g_autoptr(GArray) values = values_of(prompt, prompt->intent == PROMPT_ROW_CHANGE);
  const RegisterEvent event = {.kind = kinds[prompt->intent],
                               .by = own(prompt, "=by"),
                               .recorded_by = app->who,
                               .row = prompt->about,
                               .values = (const RegisterValue *)(gpointer)values->data,
                               .n_values = values->len,
                               .result = own(prompt, "=result"),
                               .reason = own(prompt, "=reason")};
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  const RegisterRow *row = NULL;
  if (!registers_step(stage->desk, stage->scene.open->reg, &event, &row, &problem, &error)) {
    prompt_refuse(prompt, error != NULL ? error->message : problem);
    return;
  }
  g_autofree char *said =
      g_strdup_printf("记下了：%s %s。", words_register_event[event.kind].title, row != NULL ? row->id : "");
  app_ask(app, NULL);
  stage_renew(stage);
  update_notice(app, said, FALSE);
}
