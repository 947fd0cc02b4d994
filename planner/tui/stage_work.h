/* The stage's insides, for the files that perform its effects (stage_*.c), one for each part of the desk. */
#pragma once
#include "tui/stage.h"

typedef struct StageRun StageRun; /* of stage_run.c: the run that is open */

struct Stage {
  Desk *desk; /* the one in use */
  Desk *own;  /* after a reload: desk, owned */
  Scene scene;
  App *app;
  StageRun *run;  /* NULL: none */
  Effect pending; /* to be performed by stage_perform */
  char *stamp;    /* of the definitions that are shown (desk/stamp) */
  char *tried;    /* of those that were read last, wrong ones, too */
};

/* The clock or the record went on: what the views show is made anew. */
void stage_refresh(Stage *stage);
void stage_renew(Stage *stage); /* the same without looking at the clock */
void stage_look(Stage *stage);  /* what the open view alone shows */
/* The plan again when somebody else's program wrote in the record, the definitions when their files changed; never under a form, which is about what was
 * seen. TRUE when the views have to be made anew. */
gboolean stage_catch_up(Stage *stage);
gboolean stage_outdated(const Stage *stage); /* the definitions are not what is shown */

void stage_scene_make(Desk *desk, Scene *scene);
void stage_scene_drop(Scene *scene);
void stage_sign_ask(const Stage *stage, SignAsk *ask);

/* Effects, each in the file of its part of the desk. */
void stage_task(Stage *stage);
void stage_row(Stage *stage);
void stage_sign(Stage *stage);
void stage_receipt(Stage *stage);
void stage_verify(Stage *stage);
void stage_print(Stage *stage);

void stage_fix(Stage *stage);
gboolean stage_look_fixes(Stage *stage, GError **error);
void stage_run_open(Stage *stage);
void stage_run_close(Stage *stage);
void stage_run_refresh(Stage *stage);
void stage_run_step(Stage *stage);
void stage_run_move(Stage *stage);
void stage_run_pictures(Stage *stage);
void stage_run_photo(Stage *stage);
