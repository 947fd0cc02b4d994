/* A checklist's definition (CONTRACT §4). The runner that asks it lives in run/; here are only types. */
#pragma once
#include "base/decimal.h"
#include "base/diag.h"
#include "model/words.h"

typedef enum {
  SOURCE_LIST,
  SOURCE_REGISTER,
  SOURCE_AD_COPY,
  SOURCE_STOCK_SAMPLE,
  SOURCE_TRAINING,
  N_SOURCES
} RowSource;
typedef enum {
  ITEM_CONFIRM,
  ITEM_PASS_FAIL,
  ITEM_CHOICE,
  ITEM_NUMBER,
  ITEM_SCORE,
  ITEM_DATE,
  ITEM_TIME,
  ITEM_TEXT,
  N_ITEM_TYPES
} ItemType;
/* A register's columns have two more: a day with or without a time of the day, and somebody of the store. */
enum { COLUMN_MOMENT = N_ITEM_TYPES, COLUMN_PERSON, N_COLUMN_TYPES };
/* What a column means to the register itself; at most one column has each, but for `after`. */
typedef enum {
  ROLE_NUMBER,   /* the case's number elsewhere: one row a number */
  ROLE_SUBJECT,  /* what names the row in lists */
  ROLE_OPENED,   /* when it came up; now where nothing is said */
  ROLE_SOURCE,   /* where it came from; its `authority` are the choices that stand for a regulator or the media */
  ROLE_OWNER,    /* 现责任人 */
  ROLE_DUE,      /* 截止 */
  ROLE_PROMISED, /* 承诺时间 */
  ROLE_LEVEL,    /* 升级级别 */
  ROLE_RESULT,   /* filled when the row is closed */
  ROLE_AFTER,    /* may still be filled after that */
  N_COLUMN_ROLES,
  ROLE_NONE = -1
} ColumnRole;
typedef enum { EVIDENCE_NONE, EVIDENCE_ON_FAIL, EVIDENCE_ALWAYS, N_EVIDENCE } EvidenceRule;
typedef enum { SECOND_NONE, SECOND_OTHER_PERSON, SECOND_OTHER_DEPARTMENT, N_SECONDS } Second;
/* The first stop a signature; from N_GATE_BLOCKS on they are carried along with it (CONTRACT §4). */
typedef enum {
  GATE_EXPIRED_UNDISPOSED,
  GATE_COPY_LIVE,
  GATE_STOP_SALE_OPEN,
  GATE_AUTHORITY_UNOWNED,
  N_GATE_BLOCKS,
  GATE_REQUIRED = N_GATE_BLOCKS,
  GATE_OPEN_FIX,
  GATE_SECOND_MISSING,
  GATE_DEPT_UNSIGNED,
  GATE_NEAR_UNMARKED,
  GATE_TRAINING_MISSING,
  GATE_REGISTER_OVERDUE
} Gate;
extern const Word words_source[], words_item_type[], words_column_type[], words_column_role[], words_evidence[],
    words_second[], words_gate[];

typedef struct {
  const char *id;
  char *title;
  char *help;    /* may be NULL */
  WordSet kinds; /* 0 = all */
  /* Of a register's column: */
  char *column_type; /* id by words_column_type; NULL: text */
  gboolean required; /* a row cannot be added without it */
  ColumnRole role;
  char **choices;   /* NULL-terminated; NULL: any words */
  char **aliases;   /* headings of platform exports that mean this column; NULL none */
  char **authority; /* of ROLE_SOURCE, among its choices; NULL none */
  Pos pos;
} ChecklistRow;

/* Of a choice that has it, every other answer says that something was found. */
#define CHOICE_NOTHING_FOUND "未发现问题"

typedef struct {
  const char *id;
  char *ask;
  ItemType type;
  gboolean required;
  EvidenceRule evidence;
  char *unit; /* may be NULL */
  gboolean has_min, has_max;
  Decimal min, max;  /* a score has a max, above 0 */
  char **choices;    /* ITEM_CHOICE; NULL-terminated */
  char *when;        /* as written, checked; may be NULL */
  Second second;     /* of this item's row */
  char *second_when; /* condition of it; may be NULL */
  Pos pos;
} ChecklistItem;

typedef struct {
  Decimal from;
  char *title;
} Band;

typedef struct {
  const char *id;
  char *title;
  int version;
  Function function; /* FUNCTION_NONE when open to all */
  WordSet kinds;     /* 0 = all */
  RowSource source;
  GPtrArray *rows;  /* ChecklistRow* */
  GPtrArray *items; /* ChecklistItem* */
  GArray *bands;    /* of Band, by `from` descending */
  Second second;
  WordSet gate_block, gate_carry; /* bits by words_gate */
  char *official; /* title of the official record that these rows serve, e.g. 每日食品安全检查记录; may be NULL */
  char *why;      /* where the rows come from, a sentence; may be NULL */
  guint8 layer;
  Pos pos;
} Checklist;
Checklist *checklist_new(void);
void checklist_free(Checklist *checklist);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Checklist, checklist_free)
/* By words_column_type, ITEM_TEXT where nothing is said. */
int column_type(const ChecklistRow *column);
/* NULL when no column of the register has the role. */
const ChecklistRow *checklist_column(const Checklist *checklist, ColumnRole role);
