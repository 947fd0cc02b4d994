/* Today by the plan and the record (`today`), on screen, as JSON, or as messages for a group chat. */
#pragma once
#include "desk/book.h"

typedef struct {
  const char *format; /* text or json */
  const char *who;    /* of --for; NULL = the screen */
  int columns;
} DeskToday;

/* DESK_DONE, DESK_REFUSED with a sentence in *problem (caller frees), or DESK_FAULT with *error. Needs desk_plan; with a record, checklists loaded for the
 * gates. */
DeskResult today_make(Desk *desk, const DeskToday *asked, GString *out, char **problem, GError **error);
