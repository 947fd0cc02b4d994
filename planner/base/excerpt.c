/* Shows a place in a text: finds the line without reading the text twice, cuts it to the screen, and puts a caret under it by display width.
 * What it shows is safe to print: control and format characters become spaces, broken bytes U+FFFD. */
#include "base/excerpt.h"
#include "base/text.h"
#include <string.h>

#define NARROWEST 20 /* cells of source, whatever the gutter takes */
#define LEFT_OUT 1   /* cells of … */

struct Excerpts {
  GBytes *text; /* owned */
  const char *bytes;
  gsize size;
  GArray *starts; /* gsize: where each line begins; NULL before the first question */
  /* Where the last question ended, to go on from for a place further right. */
  guint32 line;
  guint32 column;
  gsize at;
};

Excerpts *excerpts_new(GBytes *text) {
  Excerpts *excerpts = g_new0(Excerpts, 1);
  excerpts->text = g_bytes_ref(text);
  excerpts->bytes = g_bytes_get_data(text, &excerpts->size);
  if (!excerpts->bytes) { /* no bytes have no address */
    excerpts->bytes = "";
  }
  return excerpts;
}

void excerpts_free(Excerpts *excerpts) {
  if (excerpts) {
    if (excerpts->starts) {
      g_array_unref(excerpts->starts);
    }
    g_bytes_unref(excerpts->text);
    g_free(excerpts);
  }
}

GBytes *excerpts_text(const Excerpts *excerpts) {
  return excerpts->text;
}

static void find_lines(Excerpts *e) {
  e->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
  gsize at = e->size >= 3 && memcmp(e->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  g_array_append_val(e->starts, at);
  while (at < e->size) {
    char c = e->bytes[at++];
    if (c == '\n' || (c == '\r' && (at >= e->size || e->bytes[at] != '\n'))) {
      g_array_append_val(e->starts, at);
    }
  }
}

/* The bytes of a line without its end. */
static void line_bounds(const Excerpts *e, guint32 line, const char **start, const char **end) {
  gsize from = g_array_index(e->starts, gsize, line - 1);
  gsize to = line < e->starts->len ? g_array_index(e->starts, gsize, line) : e->size;
  while (to > from && (e->bytes[to - 1] == '\n' || e->bytes[to - 1] == '\r')) {
    to--;
  }
  *start = e->bytes + from;
  *end = e->bytes + to;
}

#define BROKEN 0xFFFD

/* One character and the place behind it. */
static gunichar read_char(const char *p, const char *end, const char **next) {
  if ((guchar)*p < 0x80) {
    *next = p + 1;
    return (guchar)*p;
  }
  gunichar c = g_utf8_get_char_validated(p, end - p);
  if (c == (gunichar)-1 || c == (gunichar)-2) {
    *next = p + 1;
    return BROKEN;
  }
  *next = text_next(p);
  return c;
}

/* The character before `p`: the one that reading forward would have ended there. */
static const char *step_back(const char *start, const char *p, const char *end) {
  for (int length = 4; length > 1; length--) {
    const char *next;
    if (p - start >= length && read_char(p - length, end, &next) != BROKEN && next == p) {
      return p - length;
    }
  }
  return p - 1;
}

/* What may be printed for a character. Joiners stay, because emoji are made with them; other invisible characters show as a gap, because they
 * are what the reader is looking for. */
static gunichar shown(gunichar c) {
  GUnicodeType type = g_unichar_type(c);
  gboolean hidden = type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
                    type == G_UNICODE_PARAGRAPH_SEPARATOR || (type == G_UNICODE_FORMAT && c != 0x200D);
  return hidden ? ' ' : c;
}

static int shown_cells(gunichar c) {
  return text_char_width(shown(c));
}

/* Moves the cursor to a column, at most one behind the line's end. */
static const char *seek(Excerpts *e, guint32 line, guint32 column, const char *start, const char *end) {
  if (e->line != line || e->column > column) {
    e->line = line;
    e->column = 1;
    e->at = (gsize)(start - e->bytes);
  }
  const char *p = e->bytes + e->at;
  while (e->column < column && p < end) {
    read_char(p, end, &p);
    e->column++;
  }
  e->at = (gsize)(p - e->bytes);
  return p;
}

/* How far to look for the end of a window: what takes no room must not take time. */
#define WALK(cells) ((cells)*8)

/* The part of a line to show around `place`: [from, to) of at most `cells` including a … at each end that was cut. */
static void choose_window(const char *start, const char *place, const char *end, int cells, const char **from,
                          const char **to) {
  const char *p = start;
  const char *next;
  int sum = 0;
  for (int n = 0; p < end && sum <= cells && n < WALK(cells); n++) {
    sum += shown_cells(read_char(p, end, &next));
    p = next;
  }
  if (p == end && sum <= cells) {
    *from = start;
    *to = end;
    return;
  }
  /* Half of the room to the left of the place, and what is not needed to the right of it. */
  int after = 0;
  int n = 0;
  for (p = place; p < end && after <= cells / 2 && n < WALK(cells); p = next, n++) {
    after += shown_cells(read_char(p, end, &next));
  }
  int room = p == end && after <= cells / 2 ? cells - after : cells / 2;
  int before = 0;
  for (p = place, n = 0; p > start && n < WALK(cells); p = next, n++) {
    next = step_back(start, p, end);
    const char *behind;
    int width = shown_cells(read_char(next, end, &behind));
    if (before + width + LEFT_OUT > room) {
      break;
    }
    before += width;
  }
  *from = p;
  sum = before + (p > start ? LEFT_OUT : 0);
  for (p = place, n = 0; p < end && n < WALK(cells); p = next, n++) {
    sum += shown_cells(read_char(p, end, &next));
    if (sum + (next < end ? LEFT_OUT : 0) > cells) {
      break;
    }
  }
  *to = p;
}

static void append_shown(GString *out, const char *from, const char *to, const char *end) {
  while (from < to) {
    g_string_append_unichar(out, shown(read_char(from, end, &from)));
  }
}

void excerpts_append(Excerpts *e, GString *out, guint32 line, guint32 column, guint32 width, int columns) {
  if (!e->starts) {
    find_lines(e);
  }
  if (line < 1 || line > e->starts->len) {
    return;
  }
  const char *start, *end, *from, *to;
  line_bounds(e, line, &start, &end);
  const char *place = seek(e, line, MAX(column, 1), start, end);
  g_autofree char *gutter = g_strdup_printf("  %u | ", line);
  int indent = (int)strlen(gutter);
  choose_window(start, place, end, MAX(columns - indent, NARROWEST), &from, &to);

  g_autoptr(GString) before = g_string_new(from > start ? "…" : "");
  append_shown(before, from, place, end);
  g_autoptr(GString) marked = g_string_new(NULL);
  const char *mark_end = place;
  for (guint32 i = 0; i < MAX(width, 1) && mark_end < to; i++) {
    read_char(mark_end, end, &mark_end);
  }
  append_shown(marked, place, mark_end, end);
  g_autoptr(GString) after = g_string_new(NULL);
  append_shown(after, mark_end, to, end);
  g_string_append(after, to < end ? "…" : "");

  g_string_append_printf(out, "%s%s%s%s", gutter, before->str, marked->str, after->str);
  if (start == end) { /* no space at the end of a line where the source has none */
    g_string_truncate(out, out->len - 1);
  }
  g_string_append_c(out, '\n');
  if (column) {
    g_autofree char *tail = text_repeat("~", text_width(marked->str) - 1);
    g_string_append_printf(out, "%*s| %*s^%s\n", indent - 2, "", text_width(before->str), "", tail);
  }
}
