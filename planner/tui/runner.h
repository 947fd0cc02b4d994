/* The checklist that is being worked through: where in it, who works, and the step that is being made. Only looks at the run (RunState); what changes it
 * is performed by the stage, through the desk. */
#pragma once
#include "model/run.h"
#include "tui/input.h"

/* One event in the making. Ids, so that it means the same when others changed the run meanwhile. */
typedef struct {
  RunEventKind kind;
  char *row, *item, *value, *reason;
  char *path; /* of a file that becomes evidence */
  Evidence *evidence;
  guint number;
  const char *second; /* interned: who confirms, with `pin` */
  char *pin;
} RunnerStep;
void runnerstep_clear(RunnerStep *step);

typedef struct {
  char *key;             /* of the run that is wanted or open: TASK, TASK@OCCURRENCE, adhoc@DATE/CHECKLIST; NULL */
  const char *checklist; /* interned id */
  char *title;           /* of the checklist, and of the task that asks for it */
  const RunState *state; /* the stage's; NULL while none is open */
  const RunPeople *people;
  gboolean begun;              /* there are entries of it */
  gboolean newer;              /* its definition has changed since */
  const char *by;              /* 检查人 of this session, interned; NULL until asked */
  guint row, item;             /* where one is; always asked now */
  int top;                     /* first row shown */
  int after;                   /* Action that waits for the 检查人 */
  gunichar after_c;            /* and the character that called it */
  RunnerStep step;             /* to be performed */
  GPtrArray *choices;          /* PromptChoice*: the rows, ready to be searched; NULL until then */
  guint wants_row, wants_item; /* the cell that was answered last and still lacks evidence; G_MAXUINT none */
} RunnerView;

void runner_init(RunnerView *runner);
void runner_clear(RunnerView *runner);

const Row *runner_row(const RunnerView *runner, guint row);
const ChecklistItem *runner_item(const RunnerView *runner, guint item);
const Answer *runner_cell(const RunnerView *runner, guint row, guint item);
/* Puts the place back on a cell that is asked, as near as may be. */
void runner_settle(RunnerView *runner);
/* FALSE when there is nothing there. */
gboolean runner_to(RunnerView *runner, guint row, guint item);
void runner_rows(RunnerView *runner, int rows); /* to what is to be done there, or the beginning */
/* From an item that may stay open on to the next one where something has to be done, if there is one behind it: so that 1 1 1 … answers a list. */
void runner_on(RunnerView *runner);
void runner_items(RunnerView *runner, int items); /* inside the row */
/* The next cell behind this one, from the beginning at the end, where something has to be done; of those that may stay open only when nothing else is
 * left. FALSE when nothing is. */
gboolean runner_next(RunnerView *runner);
gboolean runner_open_cell(const RunnerView *runner, guint row, guint item); /* something has to be done there */
guint runner_open_passes(const RunnerView *runner); /* cells that 其余全部合格 would answer */

/* As people read it: 合格, 12 天, 不适用（没有冷柜）; "" when not answered. Caller frees. */
char *runner_answer(const ChecklistItem *item, const Answer *cell);
char *runner_evidence(const Evidence *evidence); /* 照片 IMG_1.jpg; 纸质 三号夹第12页，王芳保管; caller frees */
/* What an item takes: 1 合格、2 不合格; 数字，0 到 3650 天. Caller frees. */
char *runner_takes(const ChecklistItem *item);
