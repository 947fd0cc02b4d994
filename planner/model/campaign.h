/* The definitions of a campaign after all layers are merged: phases with their tasks, checklists, working-day tables (CONTRACT §3, §4).
 * Immutable once loaded. Ids are interned. "ref" marks what is not owned. */
#pragma once
#include "model/checklist.h"
#include "model/daytable.h"
#include "model/store.h"

/* Where a value came from; index into Campaign.layers. */
typedef struct {
  char *name;  /* "shipped", a pack's folder name, "workspace", "campaign" */
  char *title; /* 随软件提供, 定义包 hq, 本店文件, store.yaml … */
} Layer;

/* The last layer of a plan: task changes in the record. Not in Campaign.layers, for the record is no definition. */
#define LAYER_RECORD 255

typedef enum { DATE_NONE, DATE_MONTH_DAY, DATE_START, DATE_END, DATE_315, DATE_OVERLAY, DATE_OVERLAY_END } DateBase;

/* `MM-DD`, or `start|end|315|OVERLAY|OVERLAY.end ±Nd|±Nwd`. */
typedef struct {
  DateBase base;
  gint8 month, mday; /* DATE_MONTH_DAY */
  gboolean working;  /* the offset counts working days of the owner's department */
  gint16 offset;
  const char *overlay; /* interned id */
  Pos pos;
} DateExpr;

typedef struct {
  int minutes; /* before the start; on an all-day task n * 1440, ringing at 09:00 n days before */
  Pos pos;
} Reminder;
#define TASK_MAX_REMINDERS 2

typedef struct {
  const char *id;
  char *title;
  Function function; /* FUNCTION_NONE when `assignee` is used */
  Person *assignee;  /* ref; NULL when none */
  const char *post;  /* interned, of assignee `post:…`; NULL otherwise */
  WordSet support;   /* Function */
  WordSet kinds;     /* Kind; 0 = all */
  WordSet scales;    /* Scale; 0 = all */
  DateExpr on;       /* DATE_NONE for repeated tasks */
  Every every;
  int weekday;       /* EVERY_WEEK: Weekday */
  DateExpr from, to; /* of `every`; DATE_NONE = the phase's ends */
  guint n_at;
  gint16 *at;     /* minutes of the day, sorted; none = all day */
  int lasts;      /* minutes; 0 = not given */
  int lasts_days; /* all-day bar; 0 = not given */
  DateExpr due;
  DayShift workday;
  guint n_needs;
  const char **needs; /* interned task ids */
  Pos *needs_pos;
  guint n_remind;
  Reminder remind[TASK_MAX_REMINDERS];
  const char *checklist; /* interned; NULL when none */
  gboolean locked;
  gboolean signs; /* the reminder to sign: done by the store's signature of the period that holds it */
  char *notes;    /* may be NULL */
  int effort;     /* minutes of work an occurrence takes; 0 = lasts (or nothing for all-day tasks) */
  char *risk;     /* 罚款 下架 口碑; may be NULL */
  guint8 layer;   /* the last layer that changed it */
  Pos pos, title_pos, function_pos, on_pos, due_pos, every_pos, at_pos, lasts_pos, workday_pos, checklist_pos;
} Task;

typedef struct {
  const char *id;
  char *text;
  Pos pos;
} PhaseRule;

typedef struct {
  const char *id;
  char *title;
  char *formal; /* the words for printed and forwarded sheets (WORDING.md); NULL = title */
  char *note;   /* a sentence for the reader, may be NULL (N008) */
  int order;
  gboolean on;     /* FALSE: this scale or store has no such phase */
  Day first, last; /* valid when on */
  SignRhythm sign;
  GPtrArray *rules; /* PhaseRule* */
  GPtrArray *tasks; /* Task*, file order, after merging; those of other scales and kinds included */
  guint8 layer;
  Pos pos, dates_pos;
} Phase;

/* A task removed by a later layer. */
typedef struct {
  const char *id, *phase;
  char *title, *reason;
  guint8 layer;
  Pos pos;
} DroppedTask;

typedef struct {
  Store *store;
  GPtrArray *layers;     /* Layer* */
  GPtrArray *phases;     /* Phase*, by order */
  GPtrArray *checklists; /* Checklist* */
  GPtrArray *dropped;    /* DroppedTask* */
  DayTable *days;        /* the years that the campaign touches */
  char *workspace;       /* folder; NULL without one */
  GHashTable *
      checklist_files; /* of load/: interned id → GPtrArray of paths of those that were not read, earliest layer first */
  GHashTable *tasks_by_id; /* of campaign.c: id → Task, the first of an id */
} Campaign;
Task *task_new(void);
void task_free(Task *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)
Phase *phase_new(void);
void phase_free(Phase *phase);
Campaign *campaign_new(void);
void campaign_free(Campaign *campaign);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Campaign, campaign_free)

/* Takes the task. Returns the one that had the id already (NULL when none), which look-ups go on finding. */
const Task *campaign_add_task(Campaign *campaign, Phase *phase, Task *task);
const Phase *campaign_phase(const Campaign *campaign, const char *id);
const Task *campaign_task(const Campaign *campaign, const char *id);
const Checklist *campaign_checklist(const Campaign *campaign, const char *id);
const char *layer_title(const Campaign *campaign, guint8 layer);
const char *layer_name(const Campaign *campaign, guint8 layer);
