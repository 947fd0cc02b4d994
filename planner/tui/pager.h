/* Views that are text to scroll: signature, export, help. Their lines depend on the width alone; update asks how many there are, view draws those in sight. */
#pragma once
#include "tui/app.h"
#include "tui/canvas.h"

typedef struct {
  char *text;
  Attr attr;
} PagerLine;

typedef struct {
  GPtrArray *lines; /* PagerLine* */
  int columns;
} Pager;

gboolean pager_is(ViewKind view);
Pager *pager_new(const App *app); /* of app->view, which is one */
void pager_free(Pager *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pager, pager_free)

/* Wrapped to the page, each line `indent` cells from the left; the first may have a label of that width before it. */
void pager_add(Pager *page, int indent, const char *label, const char *text, Attr attr);
void pager_blank(Pager *page);
void pager_heading(Pager *page, const char *text);

void pager_sign(const App *app, Pager *page);
void pager_help(const App *app, Pager *page);
void pager_export(const App *app, Pager *page);
