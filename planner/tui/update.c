/* Event → action (one table) → state. */
#include "tui/update.h"
#include "base/text.h"
#include "tui/layout.h"
#include "tui/pager.h"
#include "tui/update_runner.h"
#include "tui/updates.h"
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

/* ---- moving --------------------------------------------------------------------------------------------------------------------- */

static int menu_length(void) {
  int n = 0;
  while (actions_menu(n) != NULL) {
    n++;
  }
  return n;
}

enum { FAR = 1000000 }; /* more lines than any list has; app_settle brings it back */

/* One line down or up; in the part of the menu that stands side by side, to the entry below or above. */
static void move_menu(App *app, int lines) {
  int n = menu_length(), beside = layout_menu(app), step = lines > 0 ? 1 : -1;
  for (int i = 0; i < ABS(lines) && ABS(lines) < FAR; i++) {
    int to = app->chosen + step;
    if (step > 0 && app->chosen >= MENU_LINES) {
      to = app->chosen + beside;
    } else if (step < 0 && app->chosen >= MENU_LINES) {
      to = MAX(app->chosen - beside, MENU_LINES - 1);
    }
    app->chosen = to >= 0 && to < n ? to : app->chosen;
  }
  app->chosen = ABS(lines) < FAR ? app->chosen : lines > 0 ? n - 1 : 0;
}

static void move(App *app, int lines) {
  switch (app->view) {
  case VIEW_HOME:
    move_menu(app, lines);
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
    app->list[app->view].step = lines;
  }
}

/* To the side: the menu's neighbour, the chart's or the signature's day. */
static Effect move_aside(App *app, int step) {
  switch (app->view) {
  case VIEW_HOME:
    app->chosen = CLAMP(app->chosen + step, 0, menu_length() - 1);
    return EFFECT_NONE;
  case VIEW_SIGN:
    return update_sign_day(app, step);
  default:
    app->plan_left += step;
    return EFFECT_NONE;
  }
}

static int page_height(const App *app) {
  int height = app->view == VIEW_PLAN       ? layout_chart(app).height
               : app->view == VIEW_CONTACTS ? layout_contacts(app)
               : pager_is(app->view)        ? layout_body(app)
                                            : layout_list(app);
  return MAX(1, height - 1);
}

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

static void typed(App *app) {
  if (app->view == VIEW_CONTACTS) {
    app_search(app);
  } else {
    app->list[app->view] = (ListPlace){0};
  }
}

static GString *query_of(App *app) {
  return app->view == VIEW_CONTACTS ? app->query : app->log_query;
}

static void type(App *app, gunichar c) {
  GString *query = query_of(app);
  if (g_utf8_strlen(query->str, -1) < QUERY_MOST / 2 && (c != ' ' || query->len > 0)) {
    g_string_append_unichar(query, c);
    typed(app);
  }
}

static void erase(App *app) {
  GString *query = query_of(app);
  if (query->len > 0) {
    const char *last = g_utf8_find_prev_char(query->str, query->str + query->len);
    g_string_truncate(query, (gsize)(last - query->str));
    typed(app);
  }
}

static void clear(App *app) {
  g_string_truncate(query_of(app), 0);
  typed(app);
}

static void back(App *app) {
  if (actions_typing(app->view) && query_of(app)->len > 0) {
    clear(app);
  } else {
    app_back(app);
  }
}

/* ---- actions -------------------------------------------------------------------------------------------------------------------- */

/* What only one view does. */
static Effect act_here(App *app, Action action) {
  switch (app->view) {
  case VIEW_TODAY:
  case VIEW_CHECKS:
    return update_today(app, action);
  case VIEW_REGISTERS:
  case VIEW_REGISTER:
    return update_registers(app, action);
  case VIEW_FIXES:
    return update_fixes(app, action);
  case VIEW_SIGN:
    return update_sign(app, action);
  default:
    return EFFECT_NONE;
  }
}

static Effect act(App *app, Action action) {
  switch (action) {
  case ACTION_GO_TODAY:
    go(app, VIEW_TODAY);
    break;
  case ACTION_GO_REGISTERS:
    go(app, VIEW_REGISTERS);
    break;
  case ACTION_GO_CHECKS:
    go(app, VIEW_CHECKS);
    break;
  case ACTION_GO_FIXES:
    go(app, VIEW_FIXES);
    return EFFECT_LOOK;
  case ACTION_GO_SIGN:
    go(app, VIEW_SIGN);
    return update_sign_open(app);
  case ACTION_GO_PRINT:
    go(app, VIEW_PRINT);
    break;
  case ACTION_GO_LOG:
    go(app, VIEW_LOG);
    return EFFECT_LOOK;
  case ACTION_WHO:
    update_ask_who(app);
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
    if (app->view == VIEW_HOME) {
      return act(app, actions_menu(app->chosen)->action);
    }
    return act_here(app, action);
  case ACTION_START:
    app->busy = app->view == VIEW_EXPORT;
    return app->view == VIEW_EXPORT ? EFFECT_EXPORT : EFFECT_PRINT;
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
    return move_aside(app, -1);
  case ACTION_RIGHT:
    return move_aside(app, 1);
  case ACTION_JUMP_TODAY:
    if (app->view == VIEW_SIGN) {
      app->sign = (SignPlace){.date = DAY_NONE, .department = app->sign.department};
      return EFFECT_LOOK;
    }
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
    clear(app);
    break;
  case ACTION_RELOAD:
    return EFFECT_RELOAD;
  case ACTION_REDRAW:
    return EFFECT_REDRAW;
  case ACTION_VERIFY:
    return EFFECT_VERIFY;
  case ACTION_FILL:
  case ACTION_NONE:
    break;
  default:
    return act_here(app, action);
  }
  return EFFECT_NONE;
}

/* ---- prompts -------------------------------------------------------------------------------------------------------------------- */

/* Who is told that a prompt was submitted: reads app->prompt and gives the effect; whoever performs it closes the prompt or says what is wrong. */
static Effect (*const submitted[N_PROMPT_INTENTS])(App *app) = {
    [PROMPT_NOBODY] = NULL,
    [PROMPT_FIX_DONE] = update_fix_asked,
    [PROMPT_FIX_RECHECK] = update_fix_asked,
    [PROMPT_FIX_CLOSE] = update_fix_asked,
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
    [PROMPT_WHO] = update_who_asked,
    [PROMPT_TASK_DONE] = update_task_asked,
    [PROMPT_TASK_MOVE] = update_task_asked,
    [PROMPT_TASK_ASSIGN] = update_task_asked,
    [PROMPT_TASK_DROP] = update_task_asked,
    [PROMPT_TASK_ADD] = update_task_asked,
    [PROMPT_TASK_UNDO] = update_task_asked,
    [PROMPT_ROW_ADD] = update_row_asked,
    [PROMPT_ROW_CHANGE] = update_row_asked,
    [PROMPT_ROW_CLOSE] = update_row_asked,
    [PROMPT_ROW_REOPEN] = update_row_asked,
    [PROMPT_SIGN] = update_sign_asked,
    [PROMPT_WAIVE] = update_sign_asked,
    [PROMPT_UNSIGN] = update_sign_asked,
    [PROMPT_CLOCK] = update_sign_asked,
    [PROMPT_PIN] = update_sign_asked,
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
  if (action == ACTION_NONE && input->kind == INPUT_CHAR && actions_typing(app->view)) {
    type(app, input->c);
  }
  Effect effect;
  ViewKind before = app->view;
  if (app->view != VIEW_RUN || !update_runner(app, action, input, &effect)) {
    effect = act(app, action);
  }
  if (before != app->view && app->view != VIEW_RUN &&
      effect == EFFECT_NONE) { /* what was done there counts elsewhere */
    effect = before == VIEW_RUN ? EFFECT_REFRESH : EFFECT_LOOK;
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
