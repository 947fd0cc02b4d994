/* Corrective actions of all runs (发现 → 整改 → 复查 → 关闭), to their end. */
#pragma once
#include "desk/runs/session.h"

typedef struct {
  char *key;                    /* of the run */
  guint number;                 /* in the run */
  char *name;                   /* how users name it: KEY#NUMBER */
  char *checklist, *row, *item; /* titles */
  FixStage stage;
  const char *found_by, *done_by, *rechecked_by; /* interned ids; NULL */
  char *done, *rejected;                         /* may be NULL */
  const Department *department;                  /* ref; may be NULL */
  gint64 found_ms;
} OpenFix;
GPtrArray *fixes_list(Desk *desk, gboolean closed_too, GError **error); /* OpenFix*; frees its elements */
/* EVENT_FIX_…; as session_step. */
gboolean fixes_step(Desk *desk, const char *name, const RunEvent *event, RunResult *result, char **problem,
                    GError **error);
