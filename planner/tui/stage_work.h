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
};

/* The clock or the record went on: what the views show is made anew. */
void stage_refresh(Stage *stage);

void stage_run_open(Stage *stage);
void stage_run_close(Stage *stage);
void stage_run_refresh(Stage *stage);
void stage_run_step(Stage *stage);
void stage_run_move(Stage *stage);
void stage_run_pictures(Stage *stage);
void stage_run_photo(Stage *stage);
