/* Registers (台账): rows that are added at any time and stay open until somebody closes them. Pure like the runner: state + event → state + entry; it
 * reads no clock, no file and no chance, and the entries read back (register_add_entry) give the same state. Who people are is the desk's business: a
 * person here is an id.
 *
 * Bodies of entries, one line of JSON, keys sorted, absent members left out (`values`: column id → value, "" = emptied):
 *   {"event":"add","row":"0312-01","values":{…}}
 *   {"event":"change","reason":…,"row":"0312-01","values":{…}}
 *   {"event":"close","reason":…,"result":…,"row":"0312-01","values":{…}}
 *   {"event":"reopen","reason":…,"row":"0312-01"} */
#pragma once
#include "base/date.h"
#include "model/run.h"

typedef enum { REGISTER_ADD, REGISTER_CHANGE, REGISTER_CLOSE, REGISTER_REOPEN, N_REGISTER_EVENTS } RegisterEventKind;
extern const Word words_register_event[]; /* add 登记, change 更新, close 关闭, reopen 重新打开 */

typedef struct {
  const char *column; /* id */
  const char *value;  /* as typed; "" empties */
} RegisterValue;
/* Everything is borrowed. */
typedef struct {
  RegisterEventKind kind;
  const char *by, *recorded_by; /* recorded_by NULL when the same */
  const char *row;              /* not of REGISTER_ADD */
  const RegisterValue *values;
  guint n_values;
  const char
      *result; /* REGISTER_CLOSE: how it ended; NULL: what stands in the result column, else `reason` is needed */
  const char *reason; /* REGISTER_REOPEN must; REGISTER_CLOSE without a result must; otherwise may be NULL */
  Day day;            /* the store's day: of the row's number */
  Moment now;         /* wall clock: of values such as "18:00" or "+2h", and of the column of ROLE_OPENED */
  gint64
      utc_ms; /* the same instant, as its entry will say it; for RegisterRow.added_ms … until the entries are read again */
} RegisterEvent;

typedef enum {
  REGISTER_DONE,
  REGISTER_UNCHANGED,
  REGISTER_NOBODY,
  REGISTER_NO_ROW,
  REGISTER_NO_COLUMN,
  REGISTER_TWICE, /* a column is named twice in one event */
  REGISTER_CLOSED,
  REGISTER_NOT_CLOSED,
  REGISTER_MISSING, /* a required column is empty */
  REGISTER_BAD_VALUE,
  REGISTER_KNOWN,     /* a row of that outside number is there already */
  REGISTER_NO_RESULT, /* closing without a result and without a reason */
  REGISTER_NO_REASON,
  REGISTER_BAD_TEXT,
  REGISTER_FULL, /* more rows a day than numbers */
  N_REGISTER_RESULTS
} RegisterResult;

/* One column's change in an entry; an addition is not one. */
typedef struct {
  const char *column;           /* interned id */
  char *from, *to;              /* "" = empty */
  const char *by, *recorded_by; /* interned; recorded_by NULL when the same */
  char *reason;                 /* may be NULL */
  gint64 utc_ms;
} RegisterChange;

typedef struct {
  char *id; /* 0312-01 */
  gboolean open;
  GHashTable *values;           /* column id → canonical value; columns that the definition has lost are kept */
  const char *by, *recorded_by; /* who added it, interned */
  gint64 added_ms;
  char *result, *reason; /* of closing; NULL while open or none */
  const char *closed_by; /* interned; NULL while open */
  gint64 closed_ms;      /* 0 while open */
  guint reopened;        /* times */
  GPtrArray *changes;    /* RegisterChange*, oldest first */
} RegisterRow;

typedef struct {
  const Checklist *checklist; /* borrowed: it must outlive the register */
  GPtrArray *rows;            /* RegisterRow*, in order of addition */
  GHashTable *row_of;         /* id → RegisterRow* */
  GHashTable *numbers;        /* outside number → RegisterRow* */
  GHashTable *days;           /* of register.c: month and day → rows of that day so far */
  guint open;
  gint64 head; /* the desk's: sequence of the newest entry that is in it */
} Register;
Register *register_new(const Checklist *checklist);
void register_clear(Register *reg); /* as new: before its entries are read again */
void register_free(Register *reg);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Register, register_free)

/* Where something was refused: the column, for a message that names it. */
typedef struct {
  const ChecklistRow *column; /* NULL when it is about the row or the event */
  const char *value;          /* as typed; NULL */
  const char *row;            /* REGISTER_KNOWN: the row that is there; NULL */
  RunResult why;              /* REGISTER_BAD_VALUE: what is wrong with it */
} RegisterFault;

/* On REGISTER_DONE *body (caller frees) is the entry's and *row the row that it is about; the state already holds it. Otherwise nothing changed and
 * *fault (may be NULL) says where. */
RegisterResult register_step(Register *reg, const RegisterEvent *event, char **body, const RegisterRow **row,
                             RegisterFault *fault) G_GNUC_WARN_UNUSED_RESULT;
/* A whole sentence about a refusal; caller frees. */
char *register_refusal(RegisterResult result, const RegisterFault *fault);

/* An entry read back. FALSE when register_step cannot have made it after those before. Values are believed as recorded, whatever the definition says now. */
gboolean register_add_entry(Register *reg, const char *body, const char *by, const char *recorded_by, gint64 utc_ms);

const RegisterRow *register_row(const Register *reg, const char *id); /* NULL when there is none */
/* Open or closed, the first of this outside number; NULL. */
const RegisterRow *register_known(const Register *reg, const char *number);
/* "" when empty. */
const char *register_value(const RegisterRow *row, const char *column);
const char *register_role(const Register *reg, const RegisterRow *row, ColumnRole role);
/* What names the row in lists: its subject, else its first words, at most 40 characters; caller frees. */
char *register_title(const Register *reg, const RegisterRow *row);

/* What one value may look like, and its canonical form (caller frees). Moments: 2027-03-15 18:00, 03-15 18:00, 3月15日 18:00, 18:00 (today), 现在, +30m, +2h, +3d, a day
 * or 今天, 明天, 后天
 * alone for the end of that day. Canonical: 2027-03-15T18:00 or 2027-03-15. */
RunResult register_read(const ChecklistRow *column, const char *text, Day day, Moment now, char **canonical);

/* When a moment's or day's value is over; a day alone is over when the store's day is (`day_ends`, minutes). MOMENT_NONE for anything else. */
Moment register_when(const char *value, int day_ends);
/* The earlier of what was promised and what is due, of an open row; MOMENT_NONE when it has none or is closed. */
Moment register_deadline(const Register *reg, const RegisterRow *row, int day_ends);
/* Came from a regulator or the media, is open, and nobody is its owner. */
gboolean register_unowned(const Register *reg, const RegisterRow *row);
/* 还剩 2 小时 10 分, 已超 3 小时, 到点了; two units at most. Caller frees. */
char *register_left(Moment when, Moment now); /* "" when there is no deadline */
/* 3月15日 18:00 of a canonical moment, 3月15日 of a day; anything else as it is. Caller frees. */
char *register_shown(const ChecklistRow *column, const char *value);
