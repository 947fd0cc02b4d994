/* The HTML document around tables: self-contained (no script, nothing fetched), readable on a phone, printable in black and white on A4. */
#pragma once
#include <glib.h>

#define PAGE_PRACTICE "演练，不作正式使用"

typedef struct {
  const char *title;    /* in the window and as the heading */
  const char *subtitle; /* a line below it; may be NULL */
  gboolean landscape;
  gboolean practice; /* a store made for 演练: every sheet says so */
  gboolean tight;    /* printed small, to fit on one sheet */
  gboolean cards;    /* on a phone, table rows become cards */
  const char *style; /* more of the style sheet, for what only this page has; may be NULL */
} Page;

void page_open(const Page *page, GString *out);
void page_heading(const char *text, GString *out);   /* <h2> */
void page_paragraph(const char *text, GString *out); /* escaped; newlines become <br> */
void page_note(const char *text, GString *out);      /* a small paragraph */
void page_close(GString *out);
/* Text with & < > " ' escaped and newlines as <br>. */
void page_text(const char *text, GString *out);
