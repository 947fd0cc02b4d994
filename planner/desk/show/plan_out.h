/* The plan in every form (`plan`), and what changed since an earlier one (`plan --diff`). */
#pragma once
#include "data/json.h"
#include "desk/book.h"

typedef struct {
  const char *format; /* text json csv xlsx html md */
  const char *phase;  /* id; NULL = all */
  const char *who;    /* of --for; NULL = everybody */
  int columns;        /* for text */
} DeskPlan;

/* Needs desk_plan. DESK_REFUSED: *problem is a sentence (caller frees); DESK_FAULT: *error. */
DeskResult plan_out_make(const Desk *desk, const DeskPlan *asked, GString *out, char **problem, GError **error);

/* The sentences, or as JSON the changes. DESK_FINDINGS: `path` is not a plan of this tool, see the desk's diagnostics. */
DeskResult plan_out_diff(const Desk *desk, const char *path, gboolean json, GString *out);
/* The member "changes" of a JSON object: Change*. */
void plan_out_changes(JsonWriter *json, const GPtrArray *changes);
