/* "For whom": staff:ID, dept:ID, all (or campaign), or just a name, as `plan --for` and `today --for` take it. */
#pragma once
#include "desk/desk.h"

typedef struct {
  Department *department; /* refs; both NULL = everybody */
  Person *person;
  int audience; /* index into plan->audiences, -1 = everybody */
} Whom;

/* FALSE and a Chinese sentence in *problem (caller frees) when it is nobody or ambiguous. Needs desk_plan. `who` NULL = everybody. */
gboolean whom_find(const Desk *desk, const char *who, Whom *whom, char **problem);
const char *whom_name(const Whom *whom); /* NULL = everybody */
