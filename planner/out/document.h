/* A short formal document (headings, paragraphs, items, tables, page breaks) written once and printed as HTML for Word and WPS, as Markdown or as
 * text. For running text; out/page.h is for sheets that are mostly one table. */
#pragma once
#include "out/grid.h"

typedef enum { DOCUMENT_HTML, DOCUMENT_MARKDOWN, DOCUMENT_TEXT } DocumentFormat;

/* What a document is made of, for somebody who lays it out in another way. */
typedef enum {
  PART_TITLE, /* `more`: the subtitle */
  PART_HEADING,
  PART_SUBHEADING,
  PART_PARAGRAPH,
  PART_ITEM, /* `text` with its number */
  PART_GRID,
  PART_PAGE,
  PART_SIGNATURE
} DocumentPart;
typedef void (*DocumentTake)(DocumentPart part, const char *text, const char *more, const Grid *grid, gpointer data);

typedef struct {
  DocumentFormat format;
  int columns; /* cells, DOCUMENT_TEXT */
  GString *out;
  DocumentTake take; /* not NULL: gets the parts, and nothing is printed */
  gpointer data;
} Document;

void document_open(Document *document, const char *title, const char *subtitle, gboolean practice);
void document_heading(Document *document, const char *text);
void document_subheading(Document *document, const char *text);
void document_paragraph(Document *document, const char *text);        /* newlines are kept */
void document_item(Document *document, int number, const char *text); /* 1. text */
void document_grid(Document *document, const Grid *grid);
void document_new_page(Document *document);
void document_signature(Document *document, const char *text); /* flush right, at the end */
void document_close(Document *document);
