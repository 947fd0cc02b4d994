/* What can be done to a task, asked in a small form each; and which checklist is opened. */
#include "tui/listing.h"
#include "tui/phrases.h"
#include "tui/update_runner.h"
#include "tui/updates.h"

/* ---- who sits here -------------------------------------------------------------------------------------------------------------- */

void update_ask_who(App *app) {
  Prompt *prompt = prompt_new(PROMPT_WHO, "换人", "现在是谁在用这个画面？替别人登记的事，会记成由他代录。");
  prompt_field(prompt, "who", PROMPT_PERSON, "姓名", app->who, NULL, TRUE);
  app_ask(app, prompt);
}

Effect update_who_asked(App *app) {
  app->who = intern_string(prompt_value(app->prompt, "who"));
  app_ask(app, NULL);
  const Person *person = store_person(app->scene->store, app->who);
  g_autofree char *sentence = g_strdup_printf("现在是 %s 在用。", person != NULL ? person->name : app->who);
  update_notice(app, sentence, FALSE);
  return EFFECT_NONE;
}

/* ---- tasks ---------------------------------------------------------------------------------------------------------------------- */

static const struct {
  Action action;
  PromptIntent intent;
  const char *title;
} forms[] = {{ACTION_TASK_DONE, PROMPT_TASK_DONE, "做完了"},
             {ACTION_TASK_MOVE, PROMPT_TASK_MOVE, "改期"},
             {ACTION_TASK_ASSIGN, PROMPT_TASK_ASSIGN, "改派"},
             {ACTION_TASK_DROP, PROMPT_TASK_DROP, "不做了"},
             {ACTION_TASK_UNDO, PROMPT_TASK_UNDO, "取消上一次改动"}};

static void ask_about(App *app, const Duty *duty, PromptIntent intent, const char *title) {
  const PlanTask *of = duty->task;
  char day[DAY_TEXT];
  g_autofree char *head = g_strdup_printf("%s：%s", title, of->task->title);
  g_autofree char *text = g_strdup_printf("%s%s，截止 %s。", of->owner != NULL ? "负责人 " : "还没有人负责",
                                          of->owner != NULL ? of->owner->name : "", day_words(of->due, day));
  Prompt *prompt = prompt_new(intent, head, text);
  if (intent == PROMPT_TASK_MOVE) {
    PromptField *on = prompt_field(prompt, "on", PROMPT_DATE, "改到哪天", NULL, NULL, TRUE);
    prompt_help(on, "今天、明天、+2、3-15 都可以。");
  }
  if (intent == PROMPT_TASK_ASSIGN) {
    prompt_field(prompt, "person", PROMPT_PERSON, "改由谁负责", NULL, NULL, TRUE);
  }
  gboolean done = intent == PROMPT_TASK_DONE;
  prompt_field(prompt, "reason", PROMPT_LINES, done ? "说明" : "原因", NULL, NULL, !done);
  prompt_field(prompt, "by", PROMPT_PERSON, done ? "谁做的" : "谁决定的",
               done && of->owner != NULL ? of->owner->id : app->who, NULL, TRUE);
  prompt_about(prompt, g_strdup(duty->key), g_free);
  app_ask(app, prompt);
}

static void ask_new(App *app) {
  char today[DAY_TEXT];
  Prompt *prompt = prompt_new(PROMPT_TASK_ADD, "加一项工作", NULL);
  prompt_field(prompt, "title", PROMPT_TEXT, "做什么", NULL, NULL, TRUE);
  prompt_field(prompt, "person", PROMPT_PERSON, "谁负责", app->who, NULL, TRUE);
  PromptField *on = prompt_field(prompt, "on", PROMPT_DATE, "哪天做", day_iso(app->scene->today, today), NULL, TRUE);
  prompt_help(on, "今天、明天、+2、3-15 都可以。");
  prompt_field(prompt, "at", PROMPT_TIME, "几点", NULL, NULL, FALSE);
  prompt_field(prompt, "due", PROMPT_DATE, "截止", NULL, NULL, FALSE);
  PromptField *checklist = prompt_field(prompt, "checklist", PROMPT_CHOICE, "检查表", NULL, NULL, FALSE);
  const GPtrArray *all = app->scene->plan->view->plan->campaign->checklists;
  for (guint i = 0; i < all->len; i++) {
    const Checklist *of = g_ptr_array_index(all, i);
    prompt_choice(checklist, of->id, of->title, NULL);
  }
  prompt_field(prompt, "reason", PROMPT_LINES, "原因", NULL, NULL, TRUE);
  prompt_field(prompt, "by", PROMPT_PERSON, "谁决定的", app->who, NULL, TRUE);
  app_ask(app, prompt);
}

Effect update_task_asked(App *app) {
  return EFFECT_TASK;
}

/* ---- checklists ----------------------------------------------------------------------------------------------------------------- */

static Effect run_duty(App *app, const Duty *duty) {
  runner_want(app, duty->key, duty->task->task->checklist);
  return EFFECT_RUN_OPEN;
}

/* Done by being worked through on its checklist, not by being said to be. */
static gboolean runs(const App *app, const Duty *duty) {
  const char *id = duty->task->task->checklist;
  const Checklist *checklist = id != NULL ? g_hash_table_lookup(app->scene->plan->view->plan->checklists, id) : NULL;
  return checklist != NULL && (checklist->source == SOURCE_LIST || checklist->source == SOURCE_REGISTER);
}

static Effect open_chosen(App *app, const ListingRow *row) {
  if (app->view == VIEW_CHECKS && row->sort == CHECK_OF_CHECKLIST) {
    const Checklist *checklist = row->item;
    g_autofree char *key = phrase_adhoc(app->scene, checklist);
    runner_want(app, key, checklist->id);
    return EFFECT_RUN_OPEN;
  }
  const Duty *duty = row->item;
  if (!runs(app, duty)) {
    ask_about(app, duty, PROMPT_TASK_DONE, forms[0].title);
    return EFFECT_NONE;
  }
  return run_duty(app, duty);
}

Effect update_today(App *app, Action action) {
  if (action == ACTION_TASK_ADD) {
    ask_new(app);
    return EFFECT_NONE;
  }
  const ListingRow *row = listing_chosen(app);
  if (row == NULL) {
    return EFFECT_NONE;
  }
  if (action == ACTION_OPEN) {
    return open_chosen(app, row);
  }
  if (action == ACTION_TASK_DONE && runs(app, row->item)) {
    update_notice(app, "这项工作有检查表，填完就算完成。按回车打开。", FALSE);
    return EFFECT_NONE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (forms[i].action == action) {
      ask_about(app, row->item, forms[i].intent, forms[i].title);
    }
  }
  return EFFECT_NONE;
}
