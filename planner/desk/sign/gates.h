/* What stands between a day and its signature: every open gate of runs, registers, departments and (later) stock, copy and training, with what was already
 * waived or carried. One table of sources: a new gate is a function in it. */
#pragma once
#include "desk/sign/period.h"
#include "desk/sign/signed.h"
#include "desk/tasks/duty.h"

typedef struct {
  Gate gate;
  gboolean blocks; /* stops a signature; otherwise it is carried with reason, owner and due date */
  gboolean waived, carried;
  char *name;                   /* how users name it for waive: GATE:SUBJECT without the kind of subject */
  char *subject;                /* run:KEY, register:NAME#ROW, dept:ID/PERIOD */
  char *text;                   /* 「冷柜温度记录」还有 3 项必答没有答。 */
  const Department *department; /* ref; may be NULL */
  gboolean passing;             /* a state of now, not a run: a waiver holds for this period only */
  const char *owner;            /* of what is carried, interned staff id; NULL */
  Day due;                      /* of what is carried; DAY_NONE */
  Day since; /* the day it should have been done, was found, or was registered; DAY_NONE where nobody knows */
} OpenGate;
GPtrArray *gates_open(Desk *desk, const DutyBoard *duties, Day first, Day last, const Department *department,
                      GError **error); /* OpenGate*; frees its elements */
/* The same for a period whose book of signatures is at hand. */
GPtrArray *gates_of(Desk *desk, const DutyBoard *duties, const Signed *book, const Period *period,
                    const Department *department, GError **error);
/* Departments whose own signature the store's waits for: they have work in the period, and their owner is not the manager. Free the array only. */
GPtrArray *gates_departments(const Desk *desk, const DutyBoard *duties, const Period *period);

/* A gate as a user names it: GATE:SUBJECT, with or without the kind of subject, or GATE where only one is open. NULL with a sentence in *problem. */
const OpenGate *gates_find(const Desk *desk, const GPtrArray *gates, const char *name, char **problem);
