/* Event → action (one table) → state. */
#include "tui/update.h"
#include "base/text.h"
#include "tui/layout.h"
#include "tui/pager.h"
#include "tui/update_runner.h"
#include <string.h>

/* ---- going somewhere ------------------------------------------------------------------------------------------------------------ */

static void jump_to_today(App *app) {
  const PlanBoard *board = app->scene->plan;
  app->plan_row = (int)planboard_today_row(board);
  app->plan_top = app->plan_row - 2; /* with the heading above it in sight, as a rule */
  app->plan_left = board->today - layout_chart(app).days / 3;
}

static void go(App *app, ViewKind view) {
  app_go(app, view);
  if (view == VIEW_PLAN && !app->plan_opened) {
    app->plan_opened = TRUE;
    jump_to_today(app);
  }
  if (view == VIEW_EXPORT) {
    g_clear_pointer(&app->outcome, g_free);
  }
}

static void back(App *app) {
  if (app->view == VIEW_CONTACTS && app->query->len > 0) {
    g_string_truncate(app->query, 0);
    app_search(app);
  } else {
    app_back(app);
  }
}

/* ---- moving --------------------------------------------------------------------------------------------------------------------- */

static int menu_length(void) {
  int n = 0;
  while (actions_menu(n) != NULL) {
    n++;
  }
  return n;
}

static void move(App *app, int lines) {
  switch (app->view) {
  case VIEW_HOME:
    app->chosen = CLAMP(app->chosen + lines, 0, menu_length() - 1);
    break;
  case VIEW_PLAN:
    app->plan_row += lines;
    break;
  case VIEW_CONTACTS:
    app->contact += lines;
    break;
  default:
    app->top[app->view] += lines;
    app->list[app->view].chosen += lines;
  }
}

static int page_height(const App *app) {
  int height = app->view == VIEW_PLAN       ? layout_chart(app).height
               : app->view == VIEW_CONTACTS ? layout_contacts(app)
               : pager_is(app->view)        ? layout_body(app)
                                            : layout_list(app);
  return MAX(1, height - 1);
}

enum { FAR = 1000000 }; /* more lines than any list has; app_settle brings it back */

static gboolean shows_phase(const App *app, int index) {
  const BarRow *row = g_ptr_array_index(app->scene->plan->rows, (guint)index);
  return row == NULL || row->kind == BAR_OF_PHASE;
}

/* To the heading of the next or previous phase, its first day in sight. */
static void jump_phase(App *app, int step) {
  const PlanBoard *board = app->scene->plan;
  int n = (int)board->rows->len, index = app->plan_row + step;
  while (index >= 0 && index < n && !shows_phase(app, index)) {
    index += step;
  }
  if (index < 0 || index >= n) {
    return;
  }
  const BarRow *row = g_ptr_array_index(board->rows, (guint)index);
  app->plan_row = app->plan_top = index;
  for (int day = 0; row != NULL && day < board->bars->days; day++) {
    if (row->marks[day] == BAR_WORK) {
      app->plan_left = day;
      break;
    }
  }
}

/* ---- text ----------------------------------------------------------------------------------------------------------------------- */

static void type(App *app, gunichar c) {
  if (g_utf8_strlen(app->query->str, -1) < QUERY_MOST / 2 && (c != ' ' || app->query->len > 0)) {
    g_string_append_unichar(app->query, c);
    app_search(app);
  }
}

static void erase(App *app) {
  if (app->query->len > 0) {
    const char *last = g_utf8_find_prev_char(app->query->str, app->query->str + app->query->len);
    g_string_truncate(app->query, (gsize)(last - app->query->str));
    app_search(app);
  }
}

/* ---- actions -------------------------------------------------------------------------------------------------------------------- */

static Effect act(App *app, Action action) {
  switch (action) {
  case ACTION_GO_TODAY:
    go(app, VIEW_TODAY);
    break;
  case ACTION_GO_PLAN:
    go(app, VIEW_PLAN);
    break;
  case ACTION_GO_CONTACTS:
    go(app, VIEW_CONTACTS);
    break;
  case ACTION_GO_EXPORT:
    go(app, VIEW_EXPORT);
    break;
  case ACTION_HELP:
    go(app, VIEW_HELP);
    break;
  case ACTION_QUIT:
    return EFFECT_QUIT;
  case ACTION_BACK:
    back(app);
    break;
  case ACTION_OPEN:
    return act(app, actions_menu(app->chosen)->action);
  case ACTION_START:
    app->busy = TRUE;
    return EFFECT_EXPORT;
  case ACTION_UP:
    move(app, -1);
    break;
  case ACTION_DOWN:
    move(app, 1);
    break;
  case ACTION_PAGE_UP:
    move(app, -page_height(app));
    break;
  case ACTION_PAGE_DOWN:
    move(app, page_height(app));
    break;
  case ACTION_FIRST:
    move(app, -FAR);
    break;
  case ACTION_LAST:
    move(app, FAR);
    break;
  case ACTION_LEFT:
    app->plan_left--;
    break;
  case ACTION_RIGHT:
    app->plan_left++;
    break;
  case ACTION_JUMP_TODAY:
    jump_to_today(app);
    break;
  case ACTION_NEXT_PHASE:
    jump_phase(app, 1);
    break;
  case ACTION_PREVIOUS_PHASE:
    jump_phase(app, -1);
    break;
  case ACTION_ERASE:
    erase(app);
    break;
  case ACTION_CLEAR:
    g_string_truncate(app->query, 0);
    app_search(app);
    break;
  case ACTION_RELOAD:
    return EFFECT_RELOAD;
  case ACTION_REDRAW:
    return EFFECT_REDRAW;
  default:
    break;
  }
  return EFFECT_NONE;
}

/* ---- prompts -------------------------------------------------------------------------------------------------------------------- */

/* Who is told that a prompt was submitted: reads app->prompt and gives the effect; whoever performs it closes the prompt or says what is wrong. */
static Effect (*const submitted[N_PROMPT_INTENTS])(App *app) = {
    [PROMPT_NOBODY] = NULL,
    [PROMPT_RUN_WHICH] = runner_submit_which,
    [PROMPT_RUN_WHO] = runner_submit_who,
    [PROMPT_RUN_VALUE] = runner_submit_value,
    [PROMPT_RUN_NA] = runner_submit_na,
    [PROMPT_RUN_REST] = runner_submit_rest,
    [PROMPT_RUN_FIND] = runner_submit_find,
    [PROMPT_RUN_EVIDENCE] = runner_submit_evidence,
    [PROMPT_RUN_FILE] = runner_submit_file,
    [PROMPT_RUN_PAPER] = runner_submit_paper,
    [PROMPT_RUN_LINK] = runner_submit_link,
    [PROMPT_RUN_FINISH] = runner_submit_finish,
    [PROMPT_RUN_SECOND] = runner_submit_second,
    [PROMPT_RUN_REOPEN] = runner_submit_reopen,
    [PROMPT_RUN_NEWER] = runner_submit_newer,
};

static Effect update_prompt(App *app, const Input *input) {
  if (input->kind == INPUT_CONTROL && input->c == 'c' && !input->pasted) {
    return EFFECT_QUIT;
  }
  if (input->kind == INPUT_CONTROL && input->c == 'l') {
    return EFFECT_REDRAW;
  }
  switch (prompt_input(app->prompt, input)) {
  case PROMPT_SUBMITTED:
    if (submitted[app->prompt->intent] != NULL) {
      return submitted[app->prompt->intent](app);
    }
    app_ask(app, NULL);
    break;
  case PROMPT_LEFT:
    app_ask(app, NULL);
    break;
  case PROMPT_STAYS:
    break;
  }
  return EFFECT_NONE;
}

/* In a window that shows nothing, nothing can be done by accident. */
static Effect update_small(const Input *input) {
  gboolean quit = !input->pasted &&
                  ((input->kind == INPUT_CHAR && input->c == 'q') || (input->kind == INPUT_CONTROL && input->c == 'c'));
  return quit ? EFFECT_QUIT : EFFECT_NONE;
}

Effect update(App *app, const Input *input) {
  if (input->kind == INPUT_RESIZE) {
    app->columns = input->columns;
    app->rows = input->rows;
    app_settle(app);
    return EFFECT_NONE;
  }
  if (input->kind == INPUT_TICK) {
    return EFFECT_REFRESH;
  }
  if (app_too_small(app)) {
    return update_small(input);
  }
  g_clear_pointer(&app->notice, g_free);
  if (app->prompt != NULL) {
    Effect asked = update_prompt(app, input);
    app_settle(app);
    return asked;
  }
  Action action = actions_find(app->view, input);
  if (action == ACTION_NONE && input->kind == INPUT_CHAR && app->view == VIEW_CONTACTS) {
    type(app, input->c);
  }
  Effect effect;
  ViewKind before = app->view;
  if (app->view != VIEW_RUN || !update_runner(app, action, input, &effect)) {
    effect = act(app, action);
  }
  if (before == VIEW_RUN && app->view != VIEW_RUN && effect == EFFECT_NONE) {
    effect = EFFECT_REFRESH; /* what was done there counts elsewhere */
  }
  app_settle(app);
  return effect;
}

void update_exported(App *app, const char *text, gboolean failed) {
  g_free(app->outcome);
  app->outcome = g_strdup(text);
  app->failed = failed;
  app->busy = FALSE;
  app->top[VIEW_EXPORT] = 0;
}

void update_notice(App *app, const char *sentence, gboolean bad) {
  g_free(app->notice);
  app->notice = g_strdup(sentence);
  app->bad = bad;
}
