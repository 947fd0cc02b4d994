/* Text being typed. The cursor only ever rests at the ends of clusters: a mark that is typed alone joins the character before it. */
#include "tui/edit.h"
#include "base/text.h"
#include <string.h>

Edit *edit_new(const char *text, int most) {
  Edit *edit = g_new0(Edit, 1);
  edit->text = g_string_new(NULL);
  edit->most = most;
  edit_set(edit, text != NULL ? text : "");
  return edit;
}

void edit_free(Edit *edit) {
  if (edit == NULL) {
    return;
  }
  if (edit->secret) {
    memset(edit->text->str, 0, edit->text->len); /* a courtesy: PINs do not lie about longer than needed */
  }
  g_string_free(edit->text, TRUE);
  g_free(edit);
}

void edit_set(Edit *edit, const char *text) {
  g_string_assign(edit->text, text);
  edit->cursor = edit->text->len;
}

/* ---- clusters ------------------------------------------------------------------------------------------------------------------- */

/* The first end of a cluster at or behind `at`. */
static gsize snap(const Edit *edit, gsize at) {
  const char *text = edit->text->str, *p = text;
  int cells;
  while ((gsize)(p - text) < at && *p != '\0') {
    p = text_cluster(p, &cells);
  }
  return (gsize)(p - text);
}

static gsize before(const Edit *edit, gsize at) {
  const char *text = edit->text->str, *p = text, *last = text;
  int cells;
  while ((gsize)(p - text) < at && *p != '\0') {
    last = p;
    p = text_cluster(p, &cells);
  }
  return (gsize)(last - text);
}

static gsize behind(const Edit *edit, gsize at) {
  int cells;
  return at >= edit->text->len ? at : (gsize)(text_cluster(edit->text->str + at, &cells) - edit->text->str);
}

static void cut(Edit *edit, gsize from, gsize to) {
  g_string_erase(edit->text, (gssize)from, (gssize)(to - from));
  edit->cursor = snap(edit, from);
}

static void insert(Edit *edit, gunichar c) {
  edit->full = g_utf8_strlen(edit->text->str, -1) >= edit->most;
  if (edit->full) {
    return;
  }
  char bytes[6];
  int n = g_unichar_to_utf8(c, bytes);
  g_string_insert_len(edit->text, (gssize)edit->cursor, bytes, n);
  edit->cursor = snap(edit, edit->cursor + (gsize)n);
}

/* Back over blanks, then over what is no blank; Chinese has none, so its punctuation ends a word, too. */
static gsize word_before(const Edit *edit) {
  const char *text = edit->text->str;
  gsize at = edit->cursor;
  gboolean seen = FALSE;
  while (at > 0) {
    gsize last = before(edit, at);
    gunichar c = g_utf8_get_char(text + last);
    gboolean word = !g_unichar_isspace(c) && !g_unichar_ispunct(c);
    if (seen && !word) {
      break;
    }
    seen = seen || word;
    at = last;
  }
  return at;
}

/* ---- keys ----------------------------------------------------------------------------------------------------------------------- */

static gboolean control(Edit *edit, gunichar letter) {
  switch (letter) {
  case 'a':
    edit->cursor = 0;
    return TRUE;
  case 'e':
    edit->cursor = edit->text->len;
    return TRUE;
  case 'b':
    edit->cursor = before(edit, edit->cursor);
    return TRUE;
  case 'f':
    edit->cursor = behind(edit, edit->cursor);
    return TRUE;
  case 'd':
    cut(edit, edit->cursor, behind(edit, edit->cursor));
    return TRUE;
  case 'h':
    cut(edit, before(edit, edit->cursor), edit->cursor);
    return TRUE;
  case 'u':
    cut(edit, 0, edit->cursor);
    return TRUE;
  case 'k':
    cut(edit, edit->cursor, edit->text->len);
    return TRUE;
  case 'w':
    cut(edit, word_before(edit), edit->cursor);
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean edit_input(Edit *edit, const Input *input) {
  edit->full = FALSE;
  switch (input->kind) {
  case INPUT_CHAR:
    insert(edit, input->c);
    return TRUE;
  case INPUT_BACKSPACE:
    return control(edit, 'h');
  case INPUT_DELETE:
    return control(edit, 'd');
  case INPUT_LEFT:
    return control(edit, 'b');
  case INPUT_RIGHT:
    return control(edit, 'f');
  case INPUT_HOME:
    return control(edit, 'a');
  case INPUT_END:
    return control(edit, 'e');
  case INPUT_CONTROL:
    return control(edit, input->c);
  default:
    return FALSE;
  }
}

/* ---- drawing -------------------------------------------------------------------------------------------------------------------- */

/* Where a wrapping or scrolling reader of clusters stands. */
typedef struct {
  int line, cell; /* the cursor's */
  int lines;      /* in all */
} Walk;

/* Lays the clusters out in lines of `cells`; one cell of each is kept for the cursor behind it. Draws those from `first` on when there is a canvas. */
static Walk walk(const Edit *edit, int cells, Canvas *canvas, int row, int column, int first, int lines, Attr attr) {
  Walk at = {.line = -1};
  int line = 0, cell = 0;
  for (const char *p = edit->text->str;;) {
    int width = 0;
    const char *end = *p != '\0' ? text_cluster(p, &width) : p;
    width = edit->secret && width > 0 ? 1 : width;
    if (*p != '\0' && lines != 1 && cell + width >= cells && cell > 0) {
      line++;
      cell = 0;
    }
    if ((gsize)(p - edit->text->str) == edit->cursor) {
      at.line = line;
      at.cell = cell;
    }
    if (*p == '\0') {
      break;
    }
    int shift = lines == 1 ? first : 0, shown = lines == 1 ? 0 : line - first;
    gboolean inside = cell >= shift && cell - shift + width < cells + (lines == 1) && shown >= 0 && shown < lines;
    if (canvas != NULL && width > 0 && inside) {
      g_autofree char *cluster = edit->secret ? g_strdup("*") : g_strndup(p, (gsize)(end - p));
      canvas_put(canvas, row + shown, column + cell - shift, cluster, attr);
    }
    cell += width;
    p = end;
  }
  at.lines = line + 1;
  return at;
}

void edit_draw(const Edit *edit, Canvas *canvas, int row, int column, int cells, int lines, gboolean active,
               Attr attr) {
  if (cells < 4 || lines < 1) {
    return;
  }
  for (int i = 0; i < lines; i++) {
    canvas_field(canvas, row + i, column, cells, "", attr);
  }
  Walk at = walk(edit, cells, NULL, 0, 0, 0, lines, attr);
  int first;
  if (lines == 1) { /* by halves of the field, so that the text does not run under the eyes with each key */
    int half = cells / 2;
    first = at.cell < cells || !active ? 0 : (at.cell / half - 1) * half;
  } else {
    first = MAX(0, at.line - lines + 1);
  }
  walk(edit, cells, canvas, row, column, first, lines, attr);
  if (lines == 1 && first > 0) {
    canvas_put(canvas, row, column, "<", attr | ATTR_BOLD);
  }
  if (active) {
    canvas_cursor(canvas, row + (lines == 1 ? 0 : at.line - first), column + at.cell - (lines == 1 ? first : 0));
  }
}
