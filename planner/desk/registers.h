/* Live registers (source: register): rows at any time, carried over until closed. The state lives in run/register.h, entries under register:NAME. */
#pragma once
#include "desk/record.h"
#include "run/register.h"

/* NULL and an error; *problem (caller frees) when there is no such register. By id or title. */
Register *registers_open(Desk *desk, const char *name, char **problem, GError **error);
/* Refused events are a sentence in *problem: FALSE with *error NULL. The register is as the record says afterwards. */
gboolean registers_step(Desk *desk, Register *reg, const RegisterEvent *event, char **problem, GError **error);

/* The rows of a run whose checklist is this register: those open now. Row*, ids and titles as in the register; g_ptr_array_unref. */
GPtrArray *registers_rows(Desk *desk, const Checklist *checklist, GError **error);

/* What home and gates need of all registers together. */
typedef struct {
  const Checklist *checklist;   /* ref */
  guint open, overdue, unowned; /* rows; unowned: of authorities or media, without an owner (authority-unowned) */
  Moment next_due;              /* MOMENT_NONE */
} RegisterCard;
GArray *registers_cards(Desk *desk, GError **error); /* of RegisterCard, by the campaign's order */
