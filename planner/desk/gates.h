/* What stands between a day and its signature: every open gate of runs, registers, departments and (later) stock, copy and training, with what was already
 * waived or carried. */
#pragma once
#include "desk/duty.h"

typedef struct {
  Gate gate;
  gboolean blocks; /* stops a signature; otherwise it is carried with reason, owner and due date */
  gboolean waived, carried;
  char *name;                   /* how users name it for waive: GATE or GATE:SUBJECT */
  char *subject;                /* run:KEY, register:NAME#ROW, dept:ID */
  char *text;                   /* 「冷柜温度记录」还有 3 项必答没有答。 */
  const Department *department; /* ref; may be NULL */
} OpenGate;
GPtrArray *gates_open(Desk *desk, const DutyBoard *duties, Day first, Day last, const Department *department,
                      GError **error); /* OpenGate*; frees its elements */
