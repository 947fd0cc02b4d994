/* The types of a checklist run that cross rooms: what a source hands in, what happens to a run, what has to be done about it, and how it
 * stands. run/ computes with them, desk/ performs and stores, screens and sheets show. No input, no output.
 *
 * A cell is one item of one row; `cell = row × items + item`. */
#pragma once
#include "model/checklist.h"

/* ---- what is handed in ---- */

typedef struct {
  char *id; /* unique in the run */
  char *title;
  char *help; /* may be NULL */
} Row;
Row *row_new(const char *id, const char *title, const char *help);
void row_free(Row *row);

/* Who could stand beside somebody as a second. The manager counts even where the list does not name him. */
typedef struct {
  const char *id;
  const char *department; /* NULL when in none */
} RunPerson;
typedef struct {
  const RunPerson *list;
  guint count;
  const char *manager; /* may be NULL */
} RunPeople;

typedef enum { EVIDENCE_FILE, EVIDENCE_PAPER, EVIDENCE_LINK, N_EVIDENCE_KINDS } EvidenceKind;
extern const Word words_evidence_kind[];
typedef struct {
  EvidenceKind kind;
  char *sha256, *name;          /* file: 64 lower-case hex digits; the name that the user knows it by */
  char *folder, *page, *keeper; /* paper: 档案夹、页码、保管人 */
  char *link;                   /* http(s)://… */
} Evidence;
Evidence *evidence_new(EvidenceKind kind);
Evidence *evidence_copy(const Evidence *evidence);
gboolean evidence_equal(const Evidence *a, const Evidence *b);
void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* ---- what happens ---- */

typedef enum {
  EVENT_BEGIN,   /* made by run_new; only in the record */
  EVENT_ANSWER,  /* row, item, value */
  EVENT_NA,      /* row, item, reason */
  EVENT_CLEAR,   /* row, item: the answer is taken back; evidence stays */
  EVENT_ATTACH,  /* row, item, evidence; path of a file that is to be copied, NULL when it is in the store already */
  EVENT_DETACH,  /* row, item, number: which evidence, from 0 */
  EVENT_REST,    /* 其余全部合格: every open pass-fail item of the run */
  EVENT_UNDO,    /* the last own change of answers or evidence that was not undone */
  EVENT_MOVE,    /* row, item: where the user is */
  EVENT_CONFIRM, /* by the second: the row's item, or with row NULL the run */
  EVENT_FINISH,
  EVENT_REOPEN,      /* reason */
  EVENT_UPGRADE,     /* to, rows, definition; reason */
  EVENT_FIX_DONE,    /* number, value: what was done; evidence and path may be NULL */
  EVENT_FIX_RECHECK, /* number, pass; reason when not passed */
  EVENT_FIX_CLOSE,   /* number */
  N_RUN_EVENTS
} RunEventKind;
extern const Word words_run_event[]; /* id = the kind of the recorded entry; "" for EVENT_MOVE, which is not recorded */

/* How far a second stepped down (CONTRACT §4); the least first. */
typedef enum { STEP_NONE, STEP_MANAGER, STEP_PERSON, STEP_DEPARTMENT, N_SECOND_STEPS } SecondStep;
extern const Word words_second_step[];

/* Everything is borrowed. Members that a kind does not name are ignored, but must be NULL or 0 where nothing is meant. */
typedef struct {
  RunEventKind kind;
  const char *by;          /* who did it */
  const char *recorded_by; /* who typed it (代录); NULL when the same */
  const char *row, *item, *value, *reason;
  const Evidence *evidence;
  const char *path;
  guint number;
  gboolean pass;
  const Checklist *to;
  const GPtrArray *rows; /* Row* */
  const char *definition;
  /* What the runner found out and the record keeps; read on replay only. */
  SecondStep step; /* N_SECOND_STEPS where no second is asked */
  guint count;     /* cells changed, dropped or left without a second */
  guint action;    /* the entry that was undone */
  gboolean alone;  /* a re-check by the same person, because there is nobody else */
} RunEvent;

/* Why an event changed nothing. */
typedef enum {
  RUN_DONE,
  RUN_UNCHANGED,
  RUN_NOBODY,
  RUN_NO_ROW,
  RUN_NO_ITEM,
  RUN_HIDDEN,
  RUN_CLOSED,
  RUN_NOT_CLOSED,
  RUN_BLOCKED,
  RUN_BAD_CHOICE,
  RUN_BAD_NUMBER,
  RUN_OUT_OF_RANGE,
  RUN_BAD_DATE,
  RUN_BAD_TIME,
  RUN_BAD_TEXT,
  RUN_NO_REASON,
  RUN_BAD_EVIDENCE,
  RUN_TOO_MUCH_EVIDENCE,
  RUN_NO_EVIDENCE,
  RUN_NOTHING_LEFT,
  RUN_NOTHING_TO_UNDO,
  RUN_OVERTAKEN,
  RUN_NO_SECOND,
  RUN_NOT_SECOND,
  RUN_NO_FIX,
  RUN_FIX_STAGE,
  RUN_SAME_PERSON,
  RUN_OTHER_CHECKLIST,
  RUN_OLDER,
  RUN_BAD_ROWS,
  N_RUN_RESULTS
} RunResult;
extern const Word words_run_result[]; /* the title is a whole sentence that says what to do */

/* ---- what has to be done about it ---- */

typedef enum {
  EFFECT_APPEND,   /* record `entry` about `subject` with `body`, before anything is called saved */
  EFFECT_COPY,     /* copy the file at `path` under `sha256`, called `name`; before the entry that names it */
  EFFECT_ASK,      /* ask for what `ask` says, of cell row, item */
  EFFECT_POSITION, /* the user is at row, item; worth keeping, but no entry */
  EFFECT_DROPPED   /* by an upgrade: the answer `value` of row, item no longer counts */
} RunEffectKind;
typedef enum { ASK_REASON, ASK_EVIDENCE, ASK_SECOND, N_ASKS } RunAsk;
typedef struct {
  RunEffectKind kind;
  const char *entry;    /* static */
  char *subject, *body; /* body: one line of JSON, keys sorted, no blanks */
  char *path, *sha256, *name;
  RunAsk ask;
  SecondStep step;          /* of ASK_SECOND */
  char *row, *item, *value; /* ids; NULL when it is about the run */
} RunEffect;
GPtrArray *run_effects_new(void); /* RunEffect* */

/* An entry as it is read back. */
typedef struct {
  const char *entry, *body;
} RunEntry;

/* ---- how a run stands ---- */

typedef enum { ANSWER_NONE, ANSWER_GIVEN, ANSWER_NA } AnswerState;
typedef struct {
  /* What was said. */
  AnswerState state;
  char *text;                   /* GRefString: the canonical value, of n/a the reason; NULL when none */
  const char *by, *recorded_by; /* interned; recorded_by NULL when the same */
  GPtrArray *evidence;          /* Evidence*, never changed in place, so that a history may hold it; NULL when none */
  guint32 action;               /* number of the entry that said it; 0 = none */
  /* What follows from it, kept by run/cells. */
  gboolean relevant;     /* its `when` holds */
  gboolean failing;      /* relevant, and answered 不合格 or 否 */
  gboolean wants_second; /* relevant, answered, and its condition holds */
  gboolean seconded;     /* confirmed, or left without where there is nobody */
  SecondStep step;       /* which applied, when seconded */
  const char *second;    /* interned; NULL when nobody */
  guint fix;             /* number of the latest corrective action; 0 = none */
} Answer;

typedef enum { FIX_FOUND, FIX_DONE, FIX_RECHECKED, FIX_CLOSED, FIX_WITHDRAWN, N_FIX_STAGES } FixStage;
extern const Word words_fix_stage[];
typedef struct {
  guint number;     /* from 1, in the order in which they were opened */
  char *row, *item; /* ids; the definition may have lost them since */
  FixStage stage;
  const char *found_by, *done_by, *rechecked_by, *closed_by; /* interned; NULL until then */
  char *done;                                                /* what was done, the last time */
  char *rejected;      /* why the last re-check did not pass; NULL when it did or there was none */
  gboolean alone;      /* re-checked by the one who did it */
  GPtrArray *evidence; /* Evidence*; NULL when none */
  guint32 action;      /* number of the entry that opened it */
} Fix;

typedef enum { RUN_OPEN, RUN_AWAITING, RUN_FINISHED, N_RUN_STAGES } RunStage;
extern const Word words_run_stage[], words_answer[]; /* words_answer: pass, fail, yes, no, n/a */

/* Counts over the relevant cells. */
typedef struct {
  guint total, answered; /* n/a counts as answered */
  guint required, required_answered;
  guint na, failed;
  guint judged;           /* answered items that could show a problem: 合格与否, and choices with 未发现问题 */
  guint found;            /* of these choices, other answers than that; beside `failed` */
  guint evidence_missing; /* answered, but the evidence that it asks for is not there */
  guint seconds_missing;
  guint scores, scores_open, scores_na; /* items of type score: all, not answered yet, n/a */
  Decimal points, full, answered_full;  /* sum of scores; sum of maxima: of all, of those answered */
} RunTally;

typedef struct RunForm RunForm; /* of run/form.h: the checklist's conditions, read */
typedef struct RunState {
  const Checklist *checklist; /* borrowed: it must outlive the run */
  char *definition;           /* the caller's name of exactly this definition, e.g. its hash; may be NULL */
  char *subject;              /* TASK, TASK@OCCURRENCE, adhoc@DATE … */
  GPtrArray *rows;            /* Row* */
  GHashTable *row_of;         /* id → index + 1 */
  RunForm *form;
  guint n_items;
  Answer *cells;
  GPtrArray *fixes; /* Fix* by number - 1 */
  guint fixes_open; /* neither closed nor withdrawn */
  RunTally tally;
  RunStage stage;
  const char *inspector; /* 检查人, interned: who finished it; NULL while open */
  const char *second;    /* 复核人, interned */
  SecondStep step;       /* asked or applied, from FINISH on */
  guint row, item;       /* position */
  guint32 action;        /* entries so far */
  GPtrArray *history;    /* of run/history.h: what can be undone */
} RunState;

/* What a finished run says about itself, never a blank where something was judged: 未发现问题; 2 项不合格; 发现问题 3 项. NULL when nothing
 * was judged. Caller frees. */
char *run_finding(guint judged, guint failed, guint found);

/* What still stands in the way of something. */
typedef enum { REASON_REQUIRED, REASON_EVIDENCE, REASON_SECOND, REASON_FIX, N_RUN_REASONS } RunReasonKind;
extern const Word words_run_reason[];
typedef struct {
  RunReasonKind kind;
  int gate;        /* index in words_gate */
  guint row, item; /* G_MAXUINT when it is about the run */
  guint fix;       /* REASON_FIX: its number */
} RunReason;
