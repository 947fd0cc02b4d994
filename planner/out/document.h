/* A short formal document (headings, paragraphs, items, tables, page breaks) written once and printed as HTML for Word and WPS, as Markdown or as
 * text. For running text; out/page.h is for sheets that are mostly one table. */
#pragma once
#include "out/grid.h"

typedef enum { DOCUMENT_HTML, DOCUMENT_MARKDOWN, DOCUMENT_TEXT } DocumentFormat;

typedef struct {
  DocumentFormat format;
  int columns; /* cells, DOCUMENT_TEXT */
  GString *out;
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
