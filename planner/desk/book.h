/* A use case's result, and workbooks where the program can write them. */
#pragma once
#include "desk/desk.h"

typedef enum {
  DESK_DONE,
  DESK_REFUSED,     /* wrong usage; a sentence says why */
  DESK_FINDINGS,    /* wrong content in a file; the desk's diagnostics say what */
  DESK_NEEDS_BOOK,  /* this program writes no workbooks: hand over to the one that does */
  DESK_NEEDS_PAPER, /* this program draws no pages: hand over to the one that does */
  DESK_FAULT        /* the world failed; a GError says how */
} DeskResult;

/* The sheets as a workbook, its bytes appended to `out`: DESK_DONE, DESK_NEEDS_BOOK or DESK_FAULT. */
DeskResult book_write_all(const Desk *desk, const BookSheet *sheets, guint n, GString *out, GError **error);
/* One sheet as a workbook, its bytes appended to `out`: DESK_DONE, DESK_NEEDS_BOOK or DESK_FAULT. */
DeskResult book_write(const Desk *desk, const char *name, const Grid *grid, gboolean landscape, GString *out,
                      GError **error);
