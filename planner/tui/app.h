/* The state of the screen: which view, where in it, what was typed. Pure data over what the desk gave (Scene); changed only by update, drawn only by
 * view. Nothing here is lost when the window changes its size. */
#pragma once
#include "desk/print/prints.h"
#include "desk/record/logbook.h"
#include "desk/runs/fixes.h"
#include "desk/show/board.h"
#include "desk/show/home.h"
#include "desk/show/phonebook.h"
#include "desk/sign/signoff.h"
#include "tui/prompt.h"
#include "tui/runner.h"

typedef enum {
  VIEW_HOME,
  VIEW_TODAY,
  VIEW_REGISTERS,
  VIEW_REGISTER, /* the rows of one */
  VIEW_CHECKS,
  VIEW_FIXES,
  VIEW_SIGN,
  VIEW_PRINT,
  VIEW_PLAN,
  VIEW_CONTACTS,
  VIEW_LOG,
  VIEW_EXPORT,
  VIEW_RUN,
  VIEW_HELP,
  N_VIEWS
} ViewKind;
#define VIEW_BIT(view) (1u << (view))

/* A register that is open in its view. */
typedef struct {
  Register *reg;
  GPtrArray *lines;   /* RegisterLine* */
  GPtrArray *details; /* char*: all that is known of each line */
} RegisterScene;

/* What the views show. Owned by whoever performs effects (stage). */
typedef struct {
  const Store *store; /* ref */
  DayBoard *day;
  PlanBoard *plan;
  Phonebook *book;
  Moment now; /* of the store */
  Day today;
  HomeBoard *home;
  /* Of views that are open; NULL. */
  RegisterScene *open;
  GPtrArray *fixes; /* OpenFix*: not closed ones */
  GPtrArray *log;   /* LogLine*, oldest first */
  gint64 log_head;  /* the newest entry when it was read */
  SignPage *page;
  char *page_problem; /* why there is no page */
} Scene;

enum { SCREEN_MIN_COLUMNS = 80, SCREEN_MIN_ROWS = 24, QUERY_MOST = 60 };

/* Where one is in a list: the chosen element and the first that is shown. */
typedef struct {
  int chosen, top;
  int step; /* 1, -1: which way one came */
} ListPlace;
typedef struct Listing Listing;

/* Which page is looked at for signing. */
typedef struct {
  Day date;               /* DAY_NONE: today */
  const char *phase;      /* id: the phase as a whole; NULL */
  const char *department; /* interned; NULL: the store */
} SignPlace;

/* Kinds of what a list's row is about. */
typedef enum { CHECK_OF_DUTY, CHECK_OF_CHECKLIST } CheckSort;

typedef struct {
  const Scene *scene; /* ref */
  int columns, rows;  /* of the window */
  ViewKind view;
  ViewKind from[N_VIEWS];  /* where each view was opened from: Esc leads there */
  int chosen;              /* line of the menu */
  int top[N_VIEWS];        /* first line shown of a page */
  ListPlace list[N_VIEWS]; /* of views that are lists */
  Listing *listing;        /* of the view, where it is a list; made anew by app_settle */
  const char *who;         /* interned id of whoever sits at the screen */
  const char *register_id; /* interned; the register that VIEW_REGISTER shows */
  gboolean register_all;   /* closed rows, too */
  gboolean register_new;   /* a row is to be added as soon as it is open */
  GString *log_query;
  gboolean printed[PRINTS_MOST]; /* by place in the table of desk/print/prints.h */
  SignPlace sign;
  int plan_row;         /* chosen row of scene->plan->rows */
  int plan_top;         /* first row shown */
  int plan_left;        /* first day shown */
  gboolean plan_opened; /* the chart has been jumped to today once */
  GString *query;       /* of contacts */
  GArray *found;        /* guint: contacts that match the query */
  int contact, contact_top;
  char *outcome;   /* what the export said; NULL before */
  gboolean failed; /* and whether it went wrong */
  gboolean busy;   /* being written */
  RunnerView runner;
  Prompt *prompt; /* open over the view, takes all keys; NULL */
  char *notice;   /* a sentence for the foot, until the next key; NULL */
  gboolean bad;   /* and whether it is bad news */
} App;

App *app_new(const Scene *scene, int columns, int rows);
void app_free(App *app);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(App, app_free)

void app_set_scene(App *app,
                   const Scene *scene); /* the definitions or the day changed: places are kept as far as they exist */
void app_go(App *app, ViewKind view);   /* from where one is, to its beginning */
void app_back(App *app);
/* Opens a prompt, which becomes the app's, in place of one that is open; NULL closes it. */
void app_ask(App *app, Prompt *prompt);
/* The first of `n` lines to show so that `chosen` is among the `height` shown. */
int app_top_for(int top, int chosen, int n, int height);
void app_search(App *app); /* after the query changed */
gboolean app_too_small(const App *app);
/* Puts all places back inside what there is, so that what is chosen is seen. After each change. */
void app_settle(App *app);
