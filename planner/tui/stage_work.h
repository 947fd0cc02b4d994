/* The stage's insides, for the files that perform its effects (stage_*.c), one for each part of the desk. */
#pragma once
#include "tui/stage.h"

struct Stage {
  Desk *desk; /* the one in use */
  Desk *own;  /* after a reload: desk, owned */
  Scene scene;
  App *app;
  Effect pending; /* to be performed by stage_perform */
};

/* The clock or the record went on: what the views show is made anew. */
void stage_refresh(Stage *stage);
