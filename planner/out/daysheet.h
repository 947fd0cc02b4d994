/* A DayView as text for the terminal and as JSON. */
#pragma once
#include "out/dayview.h"

/* What a day needs beside its tasks; known only with a record. */
typedef struct {
  const char *text; /* a sentence */
  gboolean blocks;  /* stops the signature; otherwise it may be carried along */
} DayGate;
typedef struct {
  const GArray *gates; /* of DayGate */
  guint fixes_open;    /* corrective actions of the whole store */
} DayState;

/* `state` is NULL without a record; `messages` may be NULL: not asked for. */
void daysheet_print_text(const DayView *day, const DayState *state, int columns, GString *out);
void daysheet_print_json(const DayView *day, const DayState *state, const char *const *messages, GString *out);
/* {"schema":1,"day","tasks":[…]}: occurrences (guint32 into the plan) with how they stand. */
void daysheet_print_tasks(const DayView *day, const GArray *list, GString *out);
