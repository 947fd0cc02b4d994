/* Everything that can be done with a key: one table, which feeds the key map, the foot of each view, the menu, the help and the manual page. */
#pragma once
#include "tui/app.h"
#include "tui/input.h"

typedef enum {
  ACTION_NONE,
  ACTION_GO_TODAY,
  ACTION_GO_REGISTERS,
  ACTION_GO_CHECKS,
  ACTION_GO_SIGN,
  ACTION_GO_PRINT,
  ACTION_GO_PLAN,
  ACTION_GO_CONTACTS,
  ACTION_GO_LOG,
  ACTION_GO_EXPORT,
  ACTION_HELP,
  ACTION_QUIT,
  ACTION_BACK,
  ACTION_OPEN,
  ACTION_START,
  ACTION_UP,
  ACTION_DOWN,
  ACTION_PAGE_UP,
  ACTION_PAGE_DOWN,
  ACTION_FIRST,
  ACTION_LAST,
  ACTION_LEFT,
  ACTION_RIGHT,
  ACTION_JUMP_TODAY,
  ACTION_NEXT_PHASE,
  ACTION_PREVIOUS_PHASE,
  ACTION_GO_FIXES,
  ACTION_FIX_RUN,
  ACTION_RUN_YES,
  ACTION_RUN_NO,
  ACTION_RUN_NA,
  ACTION_RUN_EDIT,
  ACTION_RUN_EVIDENCE,
  ACTION_RUN_PHOTO,
  ACTION_RUN_REST,
  ACTION_RUN_UNDO,
  ACTION_RUN_FIND,
  ACTION_RUN_NEXT,
  ACTION_RUN_FINISH,
  ACTION_RUN_REOPEN,
  ACTION_RUN_NEWER,
  ACTION_RUN_WHO,
  ACTION_RUN_SECOND,
  ACTION_RUN_CLEAR,
  ACTION_WHO,
  ACTION_TASK_DONE,
  ACTION_TASK_MOVE,
  ACTION_TASK_ASSIGN,
  ACTION_TASK_DROP,
  ACTION_TASK_ADD,
  ACTION_TASK_UNDO,
  ACTION_ROW_ADD,
  ACTION_ROW_CLOSE,
  ACTION_ROW_REOPEN,
  ACTION_ROW_ALL,
  ACTION_SIGN,
  ACTION_SIGN_PAGE,
  ACTION_WAIVE,
  ACTION_UNSIGN,
  ACTION_RECEIPT,
  ACTION_PIN,
  ACTION_CLOCK,
  ACTION_VERIFY,
  ACTION_ERASE,
  ACTION_CLEAR,
  ACTION_RELOAD,
  ACTION_REDRAW,
  ACTION_FILL, /* of prompts, which take their keys themselves: only told */
} Action;

typedef struct {
  InputKind kind;
  gunichar c; /* of INPUT_CHAR and INPUT_CONTROL */
} Key;
#define ACTION_KEYS 4

typedef struct {
  Action action;
  guint views;       /* bits: where it works */
  const char *group; /* heading in the help */
  const char *keys;  /* as people read them */
  Key key[ACTION_KEYS];
  const char *help; /* a sentence */
  const char *hint; /* for the foot of its views: ↑↓ 移动; NULL = only in the help */
  const char *menu; /* its line in the menu; NULL = none */
} ActionRow;
extern const ActionRow actions[]; /* ends with ACTION_NONE */

gboolean actions_typing(ViewKind view); /* characters are text there, and never commands */
/* ACTION_NONE for what means nothing here. */
Action actions_find(ViewKind view, const Input *input);
const ActionRow *actions_menu(int line); /* NULL behind the last */
/* The table for readers, in its order; rows of one heading follow each other and share its pointer. */
typedef void (*ActionVisitor)(const char *group, const char *keys, const char *help, gpointer data);
void actions_each(ActionVisitor visit, gpointer data);
