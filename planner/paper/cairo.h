/* Pages as pictures, and pixels: the only file that includes cairo's headers. */
#pragma once
#include "paper/ink.h"

#define PICTURE_DPI 220.0 /* more cannot be seen on paper, and a phone's photograph has ten times as much */

/* NULL and *error where memory ends. */
GBytes *cairo_make_svg(PaperInk *ink, const Page *page, GError **error);
GBytes *cairo_make_png(PaperInk *ink, const Page *page, double scale, GError **error);

typedef struct {
  int width, height;
  guint8 *rgb;   /* three bytes a pixel, rows one after another */
  guint8 *cover; /* 255 where it hides what is below */
  gboolean see_through;
} Pixels;
void pixels_free(Pixels *pixels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pixels, pixels_free)
Pixels *pixels_of_png(GBytes *bytes); /* NULL: it is broken */
/* A glyph that is itself a picture, `size` pixels to the em: a square of PIXELS_WIDE ems with its origin so many ems from the left and from the top. */
#define PIXELS_WIDE 2.0
#define PIXELS_LEFT 0.25
#define PIXELS_BASE 1.35
Pixels *pixels_of_glyph(PaperInk *ink, guint font, guint glyph, double size);
