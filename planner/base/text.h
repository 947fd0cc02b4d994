/* Text as people see it: display cells of CJK text, padding, cutting, wrapping, and small repairs.
 * Everything is UTF-8; functions that take text accept any valid UTF-8 and assert validity in debug builds. */
#pragma once
#include <glib.h>

/* g_utf8_next_char without its cast, which drops const (-Wcast-qual). */
static inline const char *text_next(const char *p) {
  return p + g_utf8_skip[(guchar)*p];
}

int text_width(const char *text); /* terminal cells: wide and fullwidth 2, combining 0, emoji 2 */
int text_char_width(gunichar c);
/* Steps over one cluster, a character with all that belongs to it, and says its cells. `p` is not empty. */
const char *text_cluster(const char *p, int *cells);
char *text_pad(const char *text, int cells,
               gboolean right);              /* pads with spaces to at least `cells`; right = flush right */
char *text_cut(const char *text, int cells); /* at most `cells`, ending in … when something was cut */
/* Lines of at most `cells`, broken at spaces or between CJK characters, never before 。，、；：！？）】」』” and never after （【「『“.
 * Existing newlines are kept. NULL-terminated; free with g_strfreev. */
char **text_wrap(const char *text, int cells);
char *text_repeat(const char *unit, int times);

/* Removes U+0000–001F (newline stays when keep_newline; CR LF and CR become newline, tab a space), U+007F–009F and the characters that turn the
 * direction of text around (U+202A–202E, U+2066–2069). */
char *text_clean(const char *text, gboolean keep_newline);
/* Any bytes, a file's name for one, as one line that may be printed: valid and clean. */
char *text_shown(const char *bytes);
/* Cut to at most `chars` code points, … included when cut. */
char *text_limit_chars(const char *text, gsize chars);

char *text_escape_html(const char *text); /* & < > " ' */

/* The nearest of `candidates` (NULL-terminated) to a mistyped word, or NULL when none is near (Damerau–Levenshtein over characters,
 * at most 2 and less than half of the word). Points into `candidates`. The word may be any bytes: users type them. */
const char *text_nearest(const char *word, const char *const *candidates);
