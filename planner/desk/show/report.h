/* The readiness report in every form (`report`). */
#pragma once
#include "desk/book.h"

typedef struct {
  const char *format; /* html pdf xlsx json */
  const char *who;    /* a department, by --for's words; NULL = the store */
} DeskReport;

/* As plan_out_make. Needs desk_plan, with checklists where there is a record. */
DeskResult report_make(Desk *desk, const DeskReport *asked, GString *out, char **problem, GError **error);
