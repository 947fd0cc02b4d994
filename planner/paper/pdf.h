/* A sheet's pages as one PDF (ISO 32000-1): text as glyphs of the faces' subsets with the characters that they stand for, shapes as lines, photographs packed.
 * The same pages give the same bytes. Written by ourselves because a table of 500 pages has to take no longer than a printer takes to begin. */
#pragma once
#include "paper/ink.h"

/* NULL and *error where a font cannot be cut to what is used. */
GBytes *pdf_make(PaperInk *ink, const Sheet *sheet, const Pages *pages, GError **error);
