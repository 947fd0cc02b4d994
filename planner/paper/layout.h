/* A sheet laid out on pages: what is drawn where. Pure: knows neither cairo nor fonts, only a Measure that says how texts break.
 * Points (1/72 inch), x to the right and y down from a page's upper left corner. Promises, held by tests/unit/test_layout.c and tests/fuzz/fuzz_layout.c
 * for any text: no ink outside the margins, no two pieces of content (DRAW_TEXT, DRAW_TICK, DRAW_PICTURE, DRAW_CODE) over each other, no text cut,
 * heads of tables repeated on every page, no row torn that would fit on one. */
#pragma once
#include "paper/sheet.h"

/* ---- measuring ---- */

typedef struct {
  gsize start, length;           /* bytes of the text; the break itself is left out */
  double width, ascent, descent; /* of the ink and of the font's box, whichever is larger; from the base line */
  double lead;                   /* ink left of the origin */
} TextLine;

typedef struct {
  /* The text as it can be drawn: characters that no font has are replaced, those without a width removed. Caller frees. */
  char *(*clean)(gpointer data, const char *text);
  /* Lines of `text` (without newlines, cleaned) at most `width` wide, appended to `lines` (of TextLine); no text gives one empty line. A single
   * character that is wider stands alone. */
  void (*wrap)(gpointer data, const char *text, double size, gboolean bold, double width, GArray *lines);
  gpointer data;
} Measure;

/* ---- pages ---- */

typedef enum {
  DRAW_TEXT,
  DRAW_TICK, /* a box to tick; `tick` says what is in it */
  DRAW_PICTURE,
  DRAW_CODE,   /* modules of a QR code */
  DRAW_MARK,   /* ◆ of a deadline */
  DRAW_FRAME,  /* a rectangle's outline, `line` wide */
  DRAW_RULE,   /* a straight line: width or height 0 */
  DRAW_GROUND, /* a rectangle filled with grey `grey` (0 black … 1 white) */
  DRAW_BAR     /* a span of a chart */
} DrawKind;

/* Small, for a table of 500 pages has a quarter of a million of them: what only one kind has shares its room. */
typedef struct {
  DrawKind kind;
  guint8 bold, pale;          /* DRAW_TEXT; pale: grey, for notes */
  double x, y, width, height; /* the box around it */
  union {
    struct {
      char *text;              /* DRAW_TEXT: one line, cleaned; owned */
      double size, base, lead; /* type size; base line from y; origin from x */
    };
    struct {
      double line, grey; /* DRAW_FRAME, DRAW_RULE, DRAW_GROUND */
    };
    SheetTick tick;
    SheetFill fill;
    const SheetPicture *picture; /* ref into the sheet */
    const SheetBlock *code;      /* ref into the sheet */
  };
} Draw;
void draw_clear(gpointer draw); /* for arrays of them */

typedef struct {
  double width, height, margin;
  GArray *draws; /* of Draw, in reading order */
} Page;

typedef struct {
  GPtrArray *pages; /* Page* */
  double size;      /* of the body text */
} Pages;

/* `sheet` must outlive the pages. */
Pages *layout_make(const Sheet *sheet, Paper paper, const Measure *measure);
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)
