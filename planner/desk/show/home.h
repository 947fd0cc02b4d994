/* What the manager meets in the morning, put together of what the other use cases know: duties and how far they are, registers with their time left, what
 * stands between the day and its signature, doubts about the clock. For the screen's first page; nothing is decided here. */
#pragma once
#include "desk/registers/registers.h"
#include "desk/sign/gates.h"
#include "desk/sign/signoff.h"

typedef struct {
  DutyBoard *duties;             /* NULL with `fault` */
  GArray *registers;             /* of RegisterCard; NULL with `fault` */
  GPtrArray *gates;              /* OpenGate* of the day; NULL with `fault` */
  guint done;                    /* of duties->now */
  guint put_off;                 /* of duties->now: carried or released, which is not done */
  guint checks, checks_done;     /* of duties->now: those with a checklist, and of these what is finished */
  guint rows_open, rows_overdue; /* of all registers */
  guint blocking, carrying;      /* of gates, without what was released or carried already */
  GPtrArray *due;                /* SignDue*, oldest first: what waits for the store's signature; NULL with `fault` */
  gboolean signed_today;         /* a signature of the store holds the day */
  gboolean due_today;            /* and whether one of `due` does */
  ClockDoubt clock;
  char *fault; /* a sentence: the record cannot be read; NULL */
} HomeBoard;

/* Needs desk_plan. Never NULL: what cannot be read is said in `fault`. */
HomeBoard *homeboard_new(Desk *desk);
void homeboard_free(HomeBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HomeBoard, homeboard_free)

/* How the day's signature stands, a sentence; caller frees. */
char *homeboard_signature(const HomeBoard *board);
