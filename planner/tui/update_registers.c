/* Rows of registers: forms made of their columns. */
#include "base/text.h"
#include "tui/listing.h"
#include "tui/updates.h"
#include <string.h>

static Effect open_register(App *app, const char *id) {
  app->register_id = id;
  app->register_all = FALSE;
  app_go(app, VIEW_REGISTER);
  return EFFECT_LOOK;
}

/* A value as the register reads it, so that it is refused where it was typed; a time is shown as the one that was understood. */
static char *check_value(const PromptField *field, const char *typed, char **shown, gconstpointer data) {
  const App *app = data;
  if (app->scene->open == NULL) {
    return NULL; /* the form says so when it is done */
  }
  const GPtrArray *columns = app->scene->open->reg->checklist->rows;
  for (guint i = 0; i < columns->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(columns, i);
    if (strcmp(column->id, field->id) != 0) {
      continue;
    }
    g_autofree char *value = NULL, *again = NULL;
    RegisterFault fault = {.column = column, .value = typed};
    fault.why = register_read(column, typed, app->scene->today, app->scene->now, &value);
    if (fault.why != RUN_DONE) {
      return register_refusal(REGISTER_BAD_VALUE, &fault);
    }
    if (column->column_type != NULL && word_index(words_column_type, column->column_type) == COLUMN_MOMENT) {
      *shown = register_shown(column, value);
      if (register_read(column, *shown, app->scene->today, app->scene->now, &again) != RUN_DONE ||
          strcmp(again, value) != 0) {
        g_free(*shown); /* of another year */
        *shown = g_strdelimit(g_strdup(value), "T", ' ');
      }
    }
    return NULL;
  }
  return NULL;
}

/* One column as a field, with what stands there already. */
static void add_column(Prompt *prompt, const App *app, const ChecklistRow *column, const char *value,
                       gboolean required) {
  int type = column->column_type != NULL ? word_index(words_column_type, column->column_type) : ITEM_TEXT;
  gboolean person = type == COLUMN_PERSON, choice = type == ITEM_CHOICE && column->choices != NULL;
  PromptKind kind = person              ? PROMPT_PERSON
                    : choice            ? PROMPT_CHOICE
                    : type == ITEM_DATE ? PROMPT_DATE
                    : type == ITEM_TEXT ? PROMPT_LINES
                                        : PROMPT_TEXT; /* texts may be long: what a customer wrote is pasted */
  g_autofree char *shown = type == COLUMN_MOMENT && value != NULL ? register_shown(column, value) : g_strdup(value);
  PromptField *field =
      prompt_field(prompt, column->id, kind, column->title, shown != NULL && *shown != '\0' ? shown : NULL,
                   choice ? (const char *const *)column->choices : NULL, required);
  static const char ways[] = "写成 18:00、明天 18:00、3-15 18:00、+2h、+3d 都可以";
  enum { HELP_CELLS = 65 }; /* beside labels, in 80 columns */
  const char *help = column->help != NULL ? column->help : column->role == ROLE_OPENED ? "不写就是现在" : NULL;
  g_autofree char *both = g_strdup_printf("%s（如 18:00、+2h、+3d）", help != NULL ? help : "");
  const char *whole = type != COLUMN_MOMENT ? help : help == NULL ? ways : text_width(both) <= HELP_CELLS ? both : help;
  if (whole != NULL) {
    prompt_help(field, whole);
  }
  if (kind == PROMPT_TEXT || kind == PROMPT_LINES) {
    prompt_check(field, check_value, app);
  }
}

/* Where the columns' fields end and the form's own begin. */
static void add_by(Prompt *prompt, const App *app, const char *label) {
  prompt_field(prompt, "=by", PROMPT_PERSON, label, app->who, NULL, TRUE);
}

static void ask_add(App *app) {
  const Checklist *checklist = app->scene->open->reg->checklist;
  g_autofree char *title = g_strdup_printf("登记：%s", checklist->title);
  Prompt *prompt = prompt_new(PROMPT_ROW_ADD, title, NULL);
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (column->role != ROLE_RESULT && column->role != ROLE_AFTER) {
      add_column(prompt, app, column, NULL, column->required);
    }
  }
  add_by(prompt, app, "谁登记的");
  app_ask(app, prompt);
}

static void ask_change(App *app, const RegisterRow *row) {
  const Checklist *checklist = app->scene->open->reg->checklist;
  g_autofree char *title = g_strdup_printf("更新：%s %s", checklist->title, row->id);
  Prompt *prompt =
      prompt_new(PROMPT_ROW_CHANGE, title, row->open ? NULL : "这一条已经关闭，只有关闭以后还能填的几项可以改。");
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (row->open ? column->role != ROLE_RESULT : column->role == ROLE_AFTER) {
      add_column(prompt, app, column, register_value(row, column->id), FALSE);
    }
  }
  add_by(prompt, app, "谁更新的");
  prompt_about(prompt, g_strdup(row->id), g_free);
  app_ask(app, prompt);
}

static void ask_close(App *app, const RegisterRow *row) {
  g_autofree char *name = register_title(app->scene->open->reg, row);
  g_autofree char *title = g_strdup_printf("关闭：%s %s", row->id, name);
  Prompt *prompt = prompt_new(PROMPT_ROW_CLOSE, title, "没有办成也可以关闭：不写结果，写原因。");
  const char *before = register_role(app->scene->open->reg, row, ROLE_RESULT);
  prompt_field(prompt, "=result", PROMPT_LINES, "结果", *before != '\0' ? before : NULL, NULL, FALSE);
  prompt_field(prompt, "=reason", PROMPT_LINES, "没有结果的原因", NULL, NULL, FALSE);
  add_by(prompt, app, "谁办完的");
  prompt_about(prompt, g_strdup(row->id), g_free);
  app_ask(app, prompt);
}

static void ask_reopen(App *app, const RegisterRow *row) {
  g_autofree char *title = g_strdup_printf("重新打开：%s", row->id);
  Prompt *prompt = prompt_new(PROMPT_ROW_REOPEN, title, NULL);
  prompt_field(prompt, "=reason", PROMPT_LINES, "原因", NULL, NULL, TRUE);
  add_by(prompt, app, "谁决定的");
  prompt_about(prompt, g_strdup(row->id), g_free);
  app_ask(app, prompt);
}

static Effect update_list(App *app, Action action) {
  const ListingRow *row = listing_chosen(app);
  if (row == NULL) {
    return EFFECT_NONE;
  }
  app->register_new = action == ACTION_ROW_ADD;
  return open_register(app, ((const Checklist *)row->item)->id);
}

Effect update_registers(App *app, Action action) {
  if (app->view == VIEW_REGISTERS) {
    return update_list(app, action);
  }
  if (app->scene->open == NULL) {
    return EFFECT_NONE;
  }
  if (action == ACTION_ROW_ADD) {
    ask_add(app);
    return EFFECT_NONE;
  }
  if (action == ACTION_ROW_ALL) {
    app->register_all = !app->register_all;
    return EFFECT_LOOK;
  }
  const ListingRow *chosen = listing_chosen(app);
  if (chosen == NULL) {
    return EFFECT_NONE;
  }
  const RegisterRow *row = ((const RegisterLine *)chosen->item)->row;
  if (action == ACTION_OPEN) {
    ask_change(app, row);
  } else if (action == ACTION_ROW_CLOSE) {
    if (row->open) {
      ask_close(app, row);
    } else {
      update_notice(app, "这一条已经关闭了。关错了可以按 o 重新打开。", FALSE);
    }
  } else if (action == ACTION_ROW_REOPEN) {
    if (row->open) {
      update_notice(app, "这一条还没有关闭。", FALSE);
    } else {
      ask_reopen(app, row);
    }
  }
  return EFFECT_NONE;
}

void update_register_opened(App *app) {
  if (app->register_new && app->scene->open != NULL) {
    ask_add(app);
  }
  app->register_new = FALSE;
}

Effect update_row_asked(App *app) {
  return EFFECT_ROW;
}
