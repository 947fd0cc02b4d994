/* Which page is looked at, and what can be done with it. */
#include "tui/updates.h"
#include <string.h>

static Effect look(App *app) {
  app->top[VIEW_SIGN] = 0;
  return EFFECT_LOOK;
}

/* The oldest page that waits, else today's. */
Effect update_sign_open(App *app) {
  const HomeBoard *home = app->scene->home;
  const SignDue *due = home->due != NULL && home->due->len > 0 ? g_ptr_array_index(home->due, 0) : NULL;
  app->sign = (SignPlace){.date = due != NULL ? due->span.last : DAY_NONE,
                          .phase = due != NULL && due->span.whole ? due->span.phase->id : NULL};
  return look(app);
}

Effect update_sign_day(App *app, int step) {
  const SignPage *page = app->scene->page;
  if (page == NULL) {
    return EFFECT_NONE;
  }
  app->sign.phase = NULL;
  app->sign.date = step < 0 ? page->first - 1 : page->last + 1;
  return look(app);
}

/* The store, then its departments, then the phase as a whole. */
static void next_page(App *app) {
  const GPtrArray *departments = app->scene->store->departments;
  guint next = 0;
  for (guint i = 0; app->sign.department != NULL && i < departments->len; i++) {
    next =
        strcmp(((const Department *)g_ptr_array_index(departments, i))->id, app->sign.department) == 0 ? i + 1 : next;
  }
  gboolean store = app->sign.department == NULL && app->sign.phase == NULL;
  const SignPage *page = app->scene->page;
  Day day = app->sign.date != DAY_NONE ? app->sign.date : app->scene->today;
  const Phase *phase = plan_phase_on(app->scene->plan->view->plan, page != NULL ? page->last : day);
  if (app->sign.phase != NULL || (!store && next >= departments->len && phase == NULL)) {
    app->sign.department = app->sign.phase = NULL;
  } else if (next < departments->len) {
    app->sign.department = ((const Department *)g_ptr_array_index(departments, next))->id;
  } else {
    app->sign.department = NULL;
    app->sign.phase = phase != NULL ? phase->id : NULL;
  }
}

/* ---- forms ---------------------------------------------------------------------------------------------------------------------- */

static gboolean signs_store(const Person *person, gpointer data) {
  const Store *store = data;
  return person == store->manager || person == store->deputy;
}

static gboolean signs_department(const Person *person, gpointer data) {
  const Department *department = data;
  return person == department->owner || person == department->backup;
}

/* Who, and his PIN; a second likewise where one may be needed. */
static void add_signer(Prompt *prompt, App *app, const Department *department, gboolean second) {
  const Store *store = app->scene->store;
  PromptField *by = prompt_field(prompt, "by", PROMPT_PERSON, "谁签", NULL, NULL, TRUE);
  if (department != NULL) {
    prompt_people(by, store, signs_department, (gpointer)(gsize)department);
  } else {
    prompt_people(by, store, signs_store, (gpointer)(gsize)store);
  }
  prompt_pick(by, app->who);
  prompt_field(prompt, "pin", PROMPT_SECRET, "签字密码", NULL, NULL, TRUE);
  if (second) {
    PromptField *who = prompt_field(prompt, "second", PROMPT_PERSON, "复核人", NULL, NULL, FALSE);
    prompt_people(who, store, NULL, NULL);
    prompt_field(prompt, "second-pin", PROMPT_SECRET, "复核人的密码", NULL, NULL, FALSE);
  }
}

static void ask_sign(App *app) {
  const SignPage *page = app->scene->page;
  g_autofree char *text =
      page->carries ? g_strdup_printf("带遗留签字：有 %u 件没有做完，写明原因、谁负责、哪天办完。", page->open_items)
                    : g_strdup(page->late ? "已经过了时间，这是补签，要写原因。" : "签的是刚才看到的这一页。");
  Prompt *prompt = prompt_new(PROMPT_SIGN, page->title, text);
  if (page->carries || page->late) {
    prompt_field(prompt, "reason", PROMPT_LINES, "原因", NULL, NULL, TRUE);
  }
  if (page->carries) {
    PromptField *owner = prompt_field(prompt, "owner", PROMPT_PERSON, "遗留由谁负责", NULL, NULL, FALSE);
    prompt_people(owner, app->scene->store, NULL, NULL);
    PromptField *due = prompt_field(prompt, "due", PROMPT_DATE, "哪天办完", NULL, NULL, FALSE);
    prompt_help(due, "不写就是明天；+2、3-15 都可以。");
  }
  add_signer(prompt, app, page->department, page->second);
  app_ask(app, prompt);
}

static void ask_waive(App *app) {
  const SignPage *page = app->scene->page;
  Prompt *prompt = prompt_new(PROMPT_WAIVE, "特批", "特批要写明原因，记在记录里，打印时也会写出来。");
  PromptField *gate = prompt_field(prompt, "gate", PROMPT_CHOICE, "放行哪一件", NULL, NULL, TRUE);
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *open = g_ptr_array_index(page->gates, i);
    if (!open->waived) {
      prompt_choice(gate, open->name, open->text, NULL);
    }
  }
  if (gate->choices->len == 0) {
    prompt_free(prompt);
    update_notice(app, "没有要特批的事。", FALSE);
    return;
  }
  prompt_field(prompt, "reason", PROMPT_LINES, "原因", NULL, NULL, TRUE);
  add_signer(prompt, app, NULL, TRUE);
  app_ask(app, prompt);
}

static void ask_unsign(App *app) {
  const SignPage *page = app->scene->page;
  if (!page->signed_already) {
    update_notice(app, "这一页还没有签字，不用重开。", FALSE);
    return;
  }
  g_autofree char *title = g_strdup_printf("重开：%s", page->title);
  Prompt *prompt = prompt_new(PROMPT_UNSIGN, title, "重开以后，这段时间的签字全部作废，改好要重新签。");
  prompt_field(prompt, "reason", PROMPT_LINES, "原因", NULL, NULL, TRUE);
  add_signer(prompt, app, NULL, FALSE);
  app_ask(app, prompt);
}

static void ask_clock(App *app) {
  if (!app->scene->home->clock.doubtful) {
    update_notice(app, "电脑的时间没有问题，不用确认。", FALSE);
    return;
  }
  Prompt *prompt = prompt_new(PROMPT_CLOCK, "确认时间",
                              "电脑的时间往回跳过。请先把时间改对，再由两个人确认；只有一个人的店，会在记录里注明。");
  add_signer(prompt, app, NULL, TRUE);
  app_ask(app, prompt);
}

static void ask_pin(App *app) {
  Prompt *prompt = prompt_new(PROMPT_PIN, "设签字密码",
                              "店长第一次设，最后两项不用管；给别人设、自己换新的，要店长或者本人现在的密码。");
  prompt_field(prompt, "person", PROMPT_PERSON, "给谁设", app->who, NULL, TRUE);
  prompt_field(prompt, "pin", PROMPT_SECRET, "新密码", NULL, NULL, TRUE);
  prompt_field(prompt, "again", PROMPT_SECRET, "再打一遍", NULL, NULL, TRUE);
  prompt_field(prompt, "by", PROMPT_PERSON, "谁同意的", app->scene->store->manager->id, NULL, TRUE);
  prompt_field(prompt, "old", PROMPT_SECRET, "他现在的密码", NULL, NULL, FALSE);
  app_ask(app, prompt);
}

/* ---- actions -------------------------------------------------------------------------------------------------------------------- */

static void sign(App *app) {
  const SignPage *page = app->scene->page;
  const char *why = page->signed_already ? "这一页已经签过字。内容要改，先按 o 重开。"
                    : page->doubt        ? "电脑的时间往回跳过，先按 c 确认时间。"
                    : page->early        ? "还没有到签这一页的日子。"
                    : page->blocked      ? "还有事情挡着，不能签字：办完它，或者按 w 特批。"
                                         : NULL;
  if (why != NULL) {
    update_notice(app, why, TRUE);
  } else {
    ask_sign(app);
  }
}

Effect update_sign(App *app, Action action) {
  if (action == ACTION_SIGN_PAGE) {
    next_page(app);
    return look(app);
  }
  if (action == ACTION_PIN) {
    ask_pin(app);
    return EFFECT_NONE;
  }
  if (action == ACTION_CLOCK) {
    ask_clock(app);
    return EFFECT_NONE;
  }
  if (app->scene->page == NULL) {
    return EFFECT_NONE;
  }
  if (action == ACTION_RECEIPT) {
    if (app->scene->page->receipt != NULL) {
      return EFFECT_RECEIPT;
    }
    update_notice(app,
                  app->scene->page->department != NULL ? "部门的签字没有回执；全店签了才有。按 Tab 换到全店的页。"
                                                       : "这一页还没有签字，签了才有回执。",
                  FALSE);
  } else if (action == ACTION_SIGN) {
    sign(app);
  } else if (action == ACTION_WAIVE) {
    ask_waive(app);
  } else if (action == ACTION_UNSIGN) {
    ask_unsign(app);
  }
  return EFFECT_NONE;
}

Effect update_sign_asked(App *app) {
  if (app->prompt->intent == PROMPT_PIN &&
      strcmp(prompt_value(app->prompt, "pin"), prompt_value(app->prompt, "again")) != 0) {
    prompt_refuse(app->prompt, "两遍打的不一样，请再打一次。");
    return EFFECT_NONE;
  }
  return EFFECT_SIGN;
}
