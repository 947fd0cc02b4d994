/* Inside the PDF: objects and numbers (pdf.c), what a page is drawn with (pdf_pen.c), fonts (pdf_fonts.c). Included by pdf*.c alone. */
#pragma once
#include "paper/flate.h"
#include "paper/ink.h"
#include "paper/pen.h"

/* ---- objects ---- */

typedef struct {
  GByteArray *out;
  GArray *offsets; /* of gsize; object n begins at offsets[n] */
  Flate *flate;
} PdfFile;
guint pdf_reserve(PdfFile *file); /* a number for an object that comes later */
/* What stands between "n 0 obj" and "endobj". */
void pdf_object(PdfFile *file, guint number, const char *text);
/* A stream; `entries` of its dictionary beside the length. Packed where that is not what `bytes` are already. */
void pdf_stream(PdfFile *file, guint number, const char *entries, const void *bytes, gsize length, gboolean packed);
/* Hundredths with as few digits as it takes, and a blank behind; returns what follows. */
char *pdf_number(char *to, gint64 hundredths);
enum { PDF_NUMBER = 24 }; /* room for one */
/* <FEFF…>: any text. */
void pdf_text(GString *out, const char *text, gsize length);

/* ---- fonts ---- */

typedef struct {
  guint number;    /* of the object, once it is reserved; 0 = not used */
  gboolean cannot; /* its glyphs are drawn as pictures */
  guint16 *widths; /* of glyphs, thousandths of an em */
  gunichar *texts; /* of glyphs: 0 = not used, PDF_NO_TEXT = stands for none alone */
} PdfFont;
#define PDF_NO_TEXT 0x110000u
enum { PDF_GLYPHS = 65536 };
PdfFont *pdf_font(GPtrArray *fonts, PdfFile *file, PaperInk *ink, guint font);
void pdf_font_free(gpointer font);
gboolean pdf_fonts_write(const GPtrArray *fonts, PdfFile *file, PaperInk *ink, GError **error);

/* ---- pages ---- */

typedef struct {
  PdfFile *file;
  PaperInk *ink;
  GPtrArray *fonts;     /* PdfFont*, by the ink's number; NULL until used */
  GArray *images;       /* of guint: objects, named /I0 … */
  GHashTable *pictured; /* "font glyph size" → its place in images + 1 */
} PdfParts;
/* The page's content; `content` is emptied first. */
void pdf_page(PdfParts *parts, const Page *page, GString *content);
