/* Views that are lists: rows of cells in columns, under headings, one of them chosen, and below what is known of it. A view says what its rows are; how they
 * are drawn and moved through is the same for all. */
#pragma once
#include "tui/app.h"
#include "tui/canvas.h"

enum { LISTING_COLUMNS = 5 };

typedef struct {
  char *cells[LISTING_COLUMNS]; /* owned; of a heading or a sentence the first alone, across */
  gboolean passive;             /* a heading or a sentence: cannot be chosen */
  int sort;                     /* the view's own: what `item` is */
  Attr attr;
  gconstpointer item; /* ref: what the row is about */
  char *details;      /* owned: what is shown of it when it is chosen; may be NULL */
} ListingRow;

struct Listing {                       /* see app.h */
  GPtrArray *rows;                     /* ListingRow* */
  int widths[LISTING_COLUMNS];         /* cells, the blank behind included; 0: no such column; one is LISTING_REST */
  const char *titles[LISTING_COLUMNS]; /* above the columns; all NULL: none */
};
#define LISTING_REST (-1)

gboolean listing_is(ViewKind view);
/* Of app->view, which is one. */
Listing *listing_new(const App *app);
void listing_free(Listing *listing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Listing, listing_free)

/* For the views. Takes the cells (NULL = ""), which must be allocated. */
ListingRow *listing_add(Listing *listing, gconstpointer item, char *a, char *b, char *c, char *d, char *e);
void listing_heading(Listing *listing, char *text); /* takes it; a blank line goes before all but the first */
void listing_sentence(Listing *listing, const char *text, int columns); /* wrapped */
void listing_today(const App *app, Listing *listing);
void listing_checks(const App *app, Listing *listing);
void listing_registers(const App *app, Listing *listing);
void listing_register(const App *app, Listing *listing);
void listing_fixes(const App *app, Listing *listing);
void listing_log(const App *app, Listing *listing);
void listing_print(const App *app, Listing *listing);

/* The chosen row; NULL when there is none that can be chosen. */
const ListingRow *listing_chosen(const App *app);
/* To the nearest row that can be chosen, first in the direction in which one came. */
void listing_settle(App *app);
void view_listing(const App *app, Canvas *canvas);
