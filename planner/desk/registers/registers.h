/* Live registers (source: register): rows at any time, carried over until closed. The state lives in run/register.h, entries (ENTRY_REGISTER) under
 * register:NAME, a file that was read in as ENTRY_IMPORT under the same subject: {"added":N,"closed":N,"file":…,"known":N}. */
#pragma once
#include "desk/record/record.h"
#include "run/register.h"

/* NULL and an error; *problem (caller frees) when there is no such register. By id or title. */
Register *registers_open(Desk *desk, const char *name, char **problem, GError **error);
/* Refused events are a sentence in *problem: FALSE with *error NULL. The register is as the record says afterwards. `day`, `now` and `utc_ms` are filled
 * in here; persons in `by`, `recorded_by` and in columns of people are named as users name them. *row (may be NULL) is the row that it is about. */
gboolean registers_step(Desk *desk, Register *reg, const RegisterEvent *event, const RegisterRow **row, char **problem,
                        GError **error);

/* Open rows as a run on the register asks about them (Row*: id, title, help); frees its elements. NULL and an error. */
GPtrArray *registers_rows(Desk *desk, const Checklist *checklist, GError **error);

/* What home and gates need of all registers together. */
typedef struct {
  const Checklist *checklist;   /* ref */
  guint open, overdue, unowned; /* rows; unowned: of authorities or media, without an owner (authority-unowned) */
  Moment next_due;              /* MOMENT_NONE */
} RegisterCard;
GArray *registers_cards(
    Desk *desk,
    GError **error); /* of RegisterCard, the shipped ones first, in the order of a shop; those without rows too */

/* Rows that stand in the way of a signature, of the gates that their register names. */
typedef struct {
  const Checklist *checklist;   /* ref */
  Gate gate;                    /* GATE_AUTHORITY_UNOWNED or GATE_REGISTER_OVERDUE */
  char *row;                    /* 0312-01 */
  char *text;                   /* 「来访检查与媒体接触」0312-01“…”还没有责任人。 */
  const Department *department; /* ref: the owner's, else the one that covers the register's function; NULL */
  Day since;                    /* of what is overdue its deadline's day, else the day on which it was added */
} RegisterAlert;
GPtrArray *registers_alerts(Desk *desk, GError **error); /* RegisterAlert*; frees its elements */

/* One row as lists show it. */
typedef struct {
  const RegisterRow *row; /* ref */
  char *title, *owner;    /* owner: 姓名, the id of somebody who left, "" */
  char *promised, *due;   /* 3月12日 18:00; "" */
  char *when;             /* of both the one that is earlier; "" */
  char *left;             /* 还剩 2 小时 10 分; "" without a deadline */
  Moment deadline;
  gboolean overdue, unowned;
} RegisterLine;
/* Open rows (or all), the most urgent first, then those without a deadline, closed ones last; frees its elements. */
GPtrArray *registers_lines(const Desk *desk, const Register *reg, gboolean closed_too);
/* A column's value as people read it: names instead of ids, 3月15日 18:00. Caller frees. */
char *registers_shown(const Desk *desk, const ChecklistRow *column, const char *value);
