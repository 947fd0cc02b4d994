/* A sheet of paper as data: what stands on it, in order, and nothing of where. Use cases (desk/print) fill it; layout.h makes pages of it, cairo.h
 * a PDF, picture or SVG of those, json.h the same words for programs. A Sheet knows no stores and no plans, and computes nothing.
 *
 * Texts are copied, may be NULL where it says so, and may be anything that users type: the layout wraps them. '\n' begins a new line. Widths and heights
 * are in ems: the width of one Chinese character of the sheet's body text, so that the same sheet serves A3 and a phone. Column keys and titles are
 * static strings (or outlive the sheet). */
#pragma once
#include "base/date.h"
#include "paper/kinds.h"
#include "paper/photo.h"

typedef enum { SHEET_LEFT, SHEET_CENTRE, SHEET_RIGHT } SheetAlign;

/* ---- blocks as they are read (layout, json); built by the functions below ---- */

typedef enum {
  BLOCK_TITLE,   /* head of the sheet, or of a further one in the same file, on a page of its own */
  BLOCK_HEADING, /* kept together with what follows */
  BLOCK_TEXT,
  BLOCK_FIELDS, /* label: value, several side by side */
  BLOCK_TABLE,
  BLOCK_BARS,
  BLOCK_TICKS,
  BLOCK_SIGNATURES,
  BLOCK_CODE,
  BLOCK_PICTURES,
  BLOCK_BREAK
} SheetBlockKind;

typedef enum {
  TEXT_PLAIN,
  TEXT_STRONG, /* bold */
  TEXT_SMALL,  /* notes */
  TEXT_CENTRE,
  TEXT_BOXED /* a frame around it: what must not be overlooked */
} SheetTone;

/* A box to tick, before the text of a cell or item. DONE and FAILED are for sheets that tell what came of it. */
typedef enum { TICK_NONE, TICK_EMPTY, TICK_DONE, TICK_FAILED } SheetTick;

typedef struct {
  char *text;  /* never NULL */
  guint8 tick; /* SheetTick */
  gboolean strong;
} SheetCell;

typedef struct {
  const char *key;   /* in JSON; ascii, unique in its table */
  const char *title; /* heading */
  double weight;     /* share of the room that is left over; 0 = as narrow as its texts allow (at most 12 em) */
  double min;        /* em; it gets no narrower than this. 0 = 3 */
  SheetAlign align;
} SheetColumn;

typedef struct {
  char *group;      /* not NULL: a line across all columns that names what follows; no cells */
  SheetCell *cells; /* n_columns */
} SheetRow;

typedef struct {
  SheetColumn *columns;
  guint n_columns, filled; /* cells of the last row */
  GArray *rows;            /* of SheetRow */
  double row_height;       /* em; 0 = by its texts. To be filled in by hand: 2.4 and more */
  gboolean as_cards;       /* on narrow paper set by the layout itself: each row a card, "heading: text" line by line */
} SheetTable;

/* How a bar is filled; told apart in black and white. */
typedef enum { FILL_HATCH, FILL_DARK, FILL_DOTS, FILL_OPEN, FILL_LINE, N_FILLS } SheetFill;
typedef struct {
  Day first, last; /* inclusive */
  SheetFill fill;
} SheetSpan;

typedef struct {
  char *group;   /* not NULL: a line across that names what follows */
  char **cells;  /* n_columns texts at the left */
  GArray *spans; /* of SheetSpan, in the order in which they are drawn */
  Day mark;      /* a ◆ on this day (deadline); DAY_NONE */
} SheetBarRow;

typedef struct {
  Day first;
  int days;
  guint8 *off; /* days long: a day of rest, shaded */
  Day special; /* heavy line around it (15 March); DAY_NONE */
  char *special_text;
  SheetColumn *columns; /* left of the days: work, owner … */
  guint n_columns;
  GPtrArray *rows;                                  /* SheetBarRow* */
  char *legend[N_FILLS], *mark_legend, *off_legend; /* what they mean; NULL = not shown */
} SheetBars;

typedef struct {
  char *label, *value; /* value "" = a line to write on */
} SheetField;
typedef struct {
  char *text;
  SheetTick tick;
} SheetTickItem;
typedef struct {
  char *label; /* 检查人 */
  char *name;  /* who has signed in the record; "" */
  char *note;  /* small, below: 按时 2027-03-12 18:05; "" */
} SheetSignature;
typedef struct {
  GBytes *bytes;
  Photo look;    /* PHOTO_NONE: it cannot be shown, its place says so */
  char *caption; /* "" */
} SheetPicture;

typedef struct {
  SheetBlockKind kind;
  char *text, *subtitle; /* TITLE, HEADING, TEXT; CODE: the code and its caption */
  SheetTone tone;
  guint across;     /* FIELDS, TICKS, PICTURES: how many side by side at most */
  GPtrArray *items; /* FIELDS SheetField*, TICKS SheetTickItem*, SIGNATURES SheetSignature*, PICTURES SheetPicture* */
  SheetTable *table;
  SheetBars *bars;
  guint8 *modules; /* CODE: side * side, 1 = dark */
  int side;
  const char *key; /* of the block in JSON, static; may be NULL */
} SheetBlock;

typedef struct Sheet {
  const char *id; /* plan, contacts …: static */
  Paper paper;    /* what it is meant for */
  gboolean
      one_page; /* a poster: larger type while it fits, smaller type (down to 7 pt) and the paper turned are tried before a second page */
  char *store, *licence; /* 店名, 执照名称 (may be NULL) */
  char *date;            /* of issue or of what it tells: 2027-03-12 周五; may be NULL */
  gboolean practice;     /* 演练: said in the head of every page */
  char *provisional;     /* 放假安排待公布 … said in the title block; may be NULL */
  char *printed;         /* 2027-03-12 18:05 */
  gint64 instant;        /* seconds UTC, the file's creation date */
  GPtrArray *blocks;     /* SheetBlock* */
} Sheet;

/* ---- building ---- */

Sheet *sheet_new(const char *id, Paper paper); /* desk/print fills in store, date, printed: print_sheet() */
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* The title block: title, subtitle (may be NULL), and from the Sheet store, licence, date, 演练 and provisional mark. The first block of every sheet; a
 * further one begins a page (several departments' sheets in one file). */
void sheet_title(Sheet *sheet, const char *title, const char *subtitle);
void sheet_heading(Sheet *sheet, const char *text);
void sheet_text(Sheet *sheet, SheetTone tone, const char *text);
/* Calls that follow each other gather in one block. `value` NULL or "" is a line to write on. */
void sheet_field(Sheet *sheet, const char *label, const char *value);
void sheet_across(Sheet *sheet,
                  guint across); /* how many fields, items or pictures of the last block stand side by side */
void sheet_tick(Sheet *sheet, SheetTick tick, const char *text);
/* A box to sign in; those that follow each other stand side by side. `name`, `note` may be NULL. */
void sheet_signature(Sheet *sheet, const char *label, const char *name, const char *note);
/* A QR code and its digits in groups of four; `modules` are copied. Made by out/qr.h (qr_modules). */
void sheet_code(Sheet *sheet, const char *digits, const char *caption, const guint8 *modules, int side);
/* PNG or JPEG; anything else gets a frame that says that it cannot be shown. `bytes` NULL = an empty frame to glue a photograph into. */
void sheet_picture(Sheet *sheet, GBytes *bytes, const char *caption);
void sheet_break(Sheet *sheet);
/* The key of the last block in JSON (tables and bars: "rows" otherwise). */
void sheet_key(Sheet *sheet, const char *key);

/* Fill row by row, cell by cell; sheet_end_row asserts that the row is full. */
SheetTable *sheet_table(Sheet *sheet, const SheetColumn *columns, guint n_columns);
void sheet_cell(SheetTable *table, const char *text); /* NULL = empty: on a form, to be filled in by hand */
void sheet_cell_strong(SheetTable *table, const char *text);
void sheet_cell_tick(SheetTable *table, SheetTick tick,
                     const char *text); /* ☐ 合格; each line of the text has a box of its own */
void sheet_end_row(const SheetTable *table);
void sheet_group(SheetTable *table, const char *text); /* a line across */

SheetBars *sheet_bars(Sheet *sheet, Day first, int days, const SheetColumn *columns, guint n_columns);
void sheet_bars_off(SheetBars *bars, Day day);
SheetBarRow *sheet_bar(SheetBars *bars, const char *const *cells); /* n_columns texts, each may be NULL */
void sheet_bar_group(SheetBars *bars, const char *text);
void sheet_bar_span(SheetBarRow *row, Day first, Day last, SheetFill fill);
