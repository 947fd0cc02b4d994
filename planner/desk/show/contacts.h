/* The contact table in every form (`contacts`). */
#pragma once
#include "desk/book.h"

typedef struct {
  const char *format;     /* text csv xlsx html vcf md json */
  const char *department; /* id or name; NULL = all */
  gboolean wall;
  int columns; /* for text */
} DeskContacts;

/* Appends the bytes to `out`. DESK_REFUSED: *problem is a sentence (caller frees); DESK_FAULT: *error is set; DESK_NEEDS_BOOK: this program
 * writes no workbooks. Needs desk_load. */
DeskResult contacts_make(Desk *desk, const DeskContacts *asked, GString *out, char **problem, GError **error);
