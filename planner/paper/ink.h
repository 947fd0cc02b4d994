/* Type: which glyphs a text is made of, and how much room they take. Noto Sans CJK SC, and for what it lacks the fonts that the computer has. Layout measures
 * with it and every format draws with it, so that what fitted there fits here; a line has the same shape in every size. */
#pragma once
#include "paper/face.h"
#include "paper/layout.h"

typedef struct PaperInk PaperInk;
/* NULL and *error without the font. */
PaperInk *paper_ink_new(GError **error);
void paper_ink_free(PaperInk *ink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PaperInk, paper_ink_free)
const Measure *paper_ink_measure(PaperInk *ink);

typedef struct {
  guint font;           /* for ink_face and ink_scaled */
  guint glyph;          /* its number in that face */
  double x, y, advance; /* ems; from the line's origin, y down */
  guint start, length;  /* bytes of the text that it stands for */
  gboolean more;        /* it and the next one stand for these bytes together */
} InkGlyph;
/* Of a line of cleaned text, from left to right; lives until the next call. */
const GArray *ink_glyphs(PaperInk *ink, const char *text, gboolean bold);

guint ink_fonts(const PaperInk *ink);
Face *ink_face(PaperInk *ink, guint font);
/* For cairo; ref. Its size is INK_SIZE. */
typedef struct _cairo_scaled_font cairo_scaled_font_t;
#define INK_SIZE 64.0
cairo_scaled_font_t *ink_scaled(PaperInk *ink, guint font);
