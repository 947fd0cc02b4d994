/* What a plan alone can say of today (`today`), on screen, as JSON, or as messages for a group chat. */
#pragma once
#include "desk/book.h"

typedef struct {
  const char *format; /* text or json */
  const char *who;    /* of --for; NULL = the screen */
  int columns;
} DeskToday;

/* DESK_DONE or DESK_REFUSED with a sentence in *problem (caller frees). Needs desk_plan. */
DeskResult today_make(const Desk *desk, const DeskToday *asked, GString *out, char **problem);
