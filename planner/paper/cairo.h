/* Pages of ink: the only file that knows cairo and pango. Noto Sans CJK SC, embedded as a subset; the same sheet gives the same bytes, whatever
 * folder, language or time zone the program runs in. */
#pragma once
#include "paper/layout.h"

/* GBytes*: one for a PDF, else one a page. NULL and a sentence where the font is missing or memory ends. */
GPtrArray *paper_draw(const Sheet *sheet, Paper paper, PaperFormat format, GError **error);

/* The measure that paper_draw lays out with, for tests and other drawings. NULL and *error without the font. */
typedef struct PaperInk PaperInk;
PaperInk *paper_ink_new(GError **error);
void paper_ink_free(PaperInk *ink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PaperInk, paper_ink_free)
const Measure *paper_ink_measure(PaperInk *ink);
