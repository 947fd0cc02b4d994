/* What an event does: state + event → state + effect. Pure but for the state it is given; effects are performed by somebody else (stage), who then tells
 * what came of them. */
#pragma once
#include "tui/actions.h"

typedef enum {
  EFFECT_NONE,
  EFFECT_QUIT,
  EFFECT_REFRESH,      /* the clock went on: the day's board may read otherwise */
  EFFECT_RELOAD,       /* read the definitions again */
  EFFECT_EXPORT,       /* write the calendars; draw before, it takes a moment */
  EFFECT_REDRAW,       /* everything anew */
  EFFECT_FIX_STEP,     /* app->prompt says what was done about a corrective action */
  EFFECT_RUN_OPEN,     /* the run that app->runner wants */
  EFFECT_RUN_STEP,     /* app->runner.step */
  EFFECT_RUN_MOVE,     /* remember where one is */
  EFFECT_RUN_PICTURES, /* ask which evidence, with what is new in the folder of pictures */
  EFFECT_RUN_PHOTO,    /* the newest of them */
  EFFECT_LOOK,         /* read what the view shows from the record */
  EFFECT_TASK,         /* app->prompt says what is to be done to a task */
  EFFECT_ROW,          /* app->prompt says what is to be done to a register's row */
  EFFECT_SIGN,         /* app->prompt says what is to be signed, released, reopened, confirmed */
  EFFECT_RECEIPT,      /* of the page that is looked at, again */
  EFFECT_VERIFY,       /* the whole record */
  EFFECT_PRINT,        /* the chosen sheet */
  N_EFFECTS
} Effect;

Effect update(App *app, const Input *input);

/* Results. Texts are copied. */
void update_exported(App *app, const char *text, gboolean failed);
void update_notice(App *app, const char *sentence, gboolean bad); /* at the foot, until the next key */
