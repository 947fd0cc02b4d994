/* The sheets there are: one table that `print`, the menu and the manual read. A new sheet is a row in it and a function in a file of this folder that
 * fills a Sheet (paper/sheet.h); paper, formats, file names, overwriting and pages are the same for all. */
#pragma once
#include "desk/book.h"
#include "paper/sheet.h"

/* What was asked beside WHAT. Texts as typed; NULL where nothing was. */
typedef struct {
  const char *which;      /* the word after WHAT: a checklist, a number … */
  const char *occurrence; /* of a checklist: form --task */
  const char *department; /* --dept */
  const char *who;        /* --for */
  const char *person;     /* --person */
  const char *phase;      /* --phase */
  Day date;               /* --date; DAY_NONE = today */
  gboolean wall;          /* --wall */
} PrintAsk;
enum {
  TAKES_DEPARTMENT = 1,
  TAKES_WHO = 2,
  TAKES_PHASE = 4,
  TAKES_DATE = 8,
  TAKES_WALL = 16,
  TAKES_WHICH = 32,
  NEEDS_WHICH = 64,
  TAKES_PERSON = 128
};

/* Fills a sheet that already has store, date of today, marks and printing time: sheet_title first, then what stands on it. Definitions, checklists and
 * plan are loaded. DESK_REFUSED: a sentence in *problem; DESK_FAULT: *error. What it does not find to print it says on the sheet (未发现问题), it does
 * not refuse. */
typedef DeskResult (*PrintFill)(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);

typedef struct {
  const char *id;    /* WHAT; the sheet's id in JSON */
  const char *title; /* 计划: names file and menu row */
  const char *what;  /* what for: one sentence */
  Paper paper;       /* it is made for; A3 and phone by --paper */
  unsigned takes;    /* TAKES_… bits: other options are refused */
  const char *which; /* what the word after WHAT is, in Chinese; NULL without TAKES_WHICH */
  PrintFill fill;
} Print;
#define PRINTS_MOST 64
guint prints_count(void);
const Print *prints_at(guint i);
const Print *prints_find(const char *what, char **problem); /* id or title; NULL and a sentence with the nearest */

/* The filled sheet. Needs desk_load (with checklists) and desk_plan. */
DeskResult prints_sheet(Desk *desk, const Print *print, const PrintAsk *ask, Sheet **sheet, char **problem,
                        GError **error);

/* Marks a sheet with dates that the notice on days off may still move: 放假安排待公布. */
void prints_provisional(const Desk *desk, Sheet *sheet);

/* Where and how. */
typedef struct {
  PaperFormat format;
  const char *paper; /* a4, a3, phone; NULL = the sheet's own, a phone's for pictures */
  const char *out;   /* file, "-" standard output; NULL = 打印/TITLE.pdf of the workspace */
} PrintOrder;
/* Draws and writes: *written gets the paths (char*; several where every page is a picture of its own), or with "-" the bytes go to `out`.
 * DESK_NEEDS_PAPER where this program cannot draw. */
DeskResult prints_write(Desk *desk, const Print *print, const PrintAsk *ask, const PrintOrder *order,
                        const Sheet *sheet, GPtrArray *written, GString *out, char **problem, GError **error);
