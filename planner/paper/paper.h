/* A sheet on paper or as pictures: laid out, and drawn in the format asked for. */
#pragma once
#include "paper/sheet.h"

/* GBytes*: one for a PDF, else one a page. The same sheet gives the same bytes, whatever folder, language or time zone the program runs in.
 * NULL and a sentence where the font is missing or memory ends. */
GPtrArray *paper_draw(const Sheet *sheet, Paper paper, PaperFormat format, GError **error);
