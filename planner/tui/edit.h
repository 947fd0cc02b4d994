/* Text being typed: one line, or one that is wrapped over a few. Works on whole characters as people see them, whatever came from an input method, a
 * paste or a scanner. Pure data: nothing of it depends on the window, so a resize loses nothing. */
#pragma once
#include "tui/canvas.h"
#include "tui/input.h"

typedef struct {
  GString *text;
  gsize cursor;    /* byte offset, always between characters */
  gboolean secret; /* shown as stars: PINs */
  int most;        /* code points */
  gboolean full;   /* the last character had no place any more */
} Edit;

enum { EDIT_MOST = 500 };

Edit *edit_new(const char *text, int most); /* NULL: empty; the cursor behind it */
void edit_free(Edit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edit, edit_free)
void edit_set(Edit *edit, const char *text);

/* Characters, Backspace, Del, ← →, Home, End, Ctrl-A/E/B/F/D/H, Ctrl-U (all before the cursor), Ctrl-K (all behind it), Ctrl-W (a word). FALSE for
 * what is no editing. */
gboolean edit_input(Edit *edit, const Input *input);

/* In `cells` × `lines` of the canvas; with one line it scrolls sideways, with more it wraps and scrolls down. The cursor is put where it stands when
 * `active`. */
void edit_draw(const Edit *edit, Canvas *canvas, int row, int column, int cells, int lines, gboolean active, Attr attr);
