/* Text by what a terminal shows of it. Works on clusters: a character with the marks, joiners and selectors that belong to it, which are
 * never torn apart by a cut or a line break. Knows nothing of files or of what the text means. */
#include "base/text.h"
#include <string.h>

#define ELLIPSIS "…"
#define JOINER 0x200D
#define EMOJI_STYLE 0xFE0F
#define ZERO_SPACE 0x200B

#ifdef G_DISABLE_ASSERT
#define assert_text(text) ((void)(text))
#else
#define assert_text(text) g_assert(g_utf8_validate(text, -1, NULL))
#endif

int text_char_width(gunichar c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
    return 0;
  }
  if (c < 0x300) {
    return 1;
  }
  if (g_unichar_iszerowidth(c)) {
    return 0;
  }
  return g_unichar_iswide(c) ? 2 : 1;
}

static gboolean regional(gunichar c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}
static gboolean skin_tone(gunichar c) {
  return c >= 0x1F3FB && c <= 0x1F3FF;
}
/* What may stand behind a joiner in an emoji. Joiners of other scripts join nothing here. */
static gboolean pictograph(gunichar c) {
  return (c >= 0x2190 && c < 0x2E80) || (c >= 0x1F000 && c < 0x20000);
}
/* Characters that a style selector turns into an emoji of two cells. */
static gboolean has_emoji_style(gunichar c) {
  return c == '#' || c == '*' || (c < 0x80 && g_ascii_isdigit((char)c)) || c == 0xA9 || c == 0xAE || c == 0x203C ||
         c == 0x2049 || c == 0x2122 || c == 0x2139 || c == 0x3030 || c == 0x303D || pictograph(c);
}

/* A loop over these is the only way to walk text by what is seen. */
const char *text_cluster(const char *p, int *cells) {
  gunichar base = g_utf8_get_char(p);
  int width = text_char_width(base);
  const char *q = text_next(p);
  if (regional(base) && regional(g_utf8_get_char(q))) { /* a flag is two letters of one cell */
    q = text_next(q);
    width = 2;
  }
  gunichar last = base;
  while (*q && width) { /* what shows nothing carries nothing */
    gunichar c = g_utf8_get_char(q);
    if (c == EMOJI_STYLE) {
      width = has_emoji_style(base) ? 2 : width;
    } else if (skin_tone(c) && pictograph(base)) {
      width = 2;
    } else if (last == JOINER && pictograph(base) && pictograph(c)) {
      width = 2;
    } else if (c < 0x300 || !g_unichar_iszerowidth(c) || c == ZERO_SPACE) {
      break;
    }
    last = c;
    q = text_next(q);
  }
  *cells = width;
  return q;
}

int text_width(const char *text) {
  assert_text(text);
  int sum = 0;
  for (const char *p = text; *p;) {
    int cells;
    p = text_cluster(p, &cells);
    sum += cells;
  }
  return sum;
}

char *text_repeat(const char *unit, int times) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < times; i++) {
    g_string_append(out, unit);
  }
  return g_string_free(out, FALSE);
}

char *text_pad(const char *text, int cells, gboolean right) {
  int missing = MAX(0, cells - text_width(text));
  return right ? g_strdup_printf("%*s%s", missing, "", text) : g_strdup_printf("%s%*s", text, missing, "");
}

char *text_cut(const char *text, int cells) {
  assert_text(text);
  const char *fits = text; /* end of what leaves a cell for the ellipsis */
  int sum = 0;
  for (const char *p = text; *p;) {
    int width;
    const char *q = text_cluster(p, &width);
    sum += width;
    if (sum > cells) {
      g_autofree char *kept = g_strndup(text, (gsize)(fits - text));
      return cells < 1 ? g_strdup("") : g_strconcat(kept, ELLIPSIS, NULL);
    }
    if (sum < cells) {
      fits = q;
    }
    p = q;
  }
  return g_strdup(text);
}

/* ---- wrapping ---- */

typedef struct {
  const char *start;
  guint16 length;
  guint8 cells;
  guint8 space : 1;
  guint8 loose : 1; /* lines may break beside it: ideographs and what is set like them */
  guint8 no_start : 1;
  guint8 no_end : 1;
} Piece;

static gboolean one_of(const char *set, gunichar c) {
  return g_utf8_strchr(set, -1, c) != NULL;
}

static Piece piece_of(const char *start, const char *end, int cells) {
  static const char NO_START[] = "。，、；：！？）】」』”’》〉〕］｝〗〙．·・％‰℃々ー…~～,.;:!?)]}%";
  static const char NO_END[] = "（【「『“‘《〈〔［｛〖〘￥＄¥$([{";
  gunichar c = g_utf8_get_char(start);
  Piece piece = {.start = start, .length = (guint16)(end - start), .cells = (guint8)cells};
  gboolean bare = text_next(start) == end; /* a space that carries a mark is not dropped at a break */
  piece.space = bare && (c == ' ' || c == '\t' || c == 0x3000 || c == ZERO_SPACE);
  piece.cells = c == '\t' ? 1 : piece.cells;
  piece.loose = cells == 2 || c == 0x2014 || c == 0x2026;
  piece.no_start = one_of(NO_START, c);
  piece.no_end = one_of(NO_END, c);
  return piece;
}

static GArray *pieces_of(const char *text, const char *end) {
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  for (const char *p = text; p < end;) {
    int cells;
    const char *q = MIN(text_cluster(p, &cells), end);
    /* Marks without end on one character are split, so that the length fits its field. */
    while (q - p > G_MAXUINT16) {
      q = g_utf8_find_prev_char(p, p + G_MAXUINT16);
    }
    Piece piece = piece_of(p, q, cells);
    g_array_append_val(pieces, piece);
    p = q;
  }
  return pieces;
}

/* Whether a line that begins with `first` may end before `b`. */
static gboolean may_break(const Piece *first, const Piece *b) {
  const Piece *a = b - 1;
  if (b->space) { /* spaces hang on the line that they follow */
    return FALSE;
  }
  gunichar next = g_utf8_get_char(b->start);
  if (a->space) {
    while (a > first && a->space) {
      a--;
    }
    return !a->no_end && !(b->no_start && next >= 0x80);
  }
  if (a->no_end || b->no_start || (next == 0x2014 && g_utf8_get_char(a->start) == next)) { /* —— is one mark */
    return FALSE;
  }
  return a->loose || b->loose;
}

static void add_line(GPtrArray *lines, const Piece *from, const Piece *to) {
  while (to > from && to[-1].space) {
    to--;
  }
  GString *line = g_string_new(NULL);
  for (const Piece *p = from; p < to; p++) {
    if (*p->start == '\t') {
      g_string_append_c(line, ' ');
    } else {
      g_string_append_len(line, p->start, p->length);
    }
  }
  g_ptr_array_add(lines, g_string_free(line, FALSE));
}

static void wrap_paragraph(GPtrArray *lines, const Piece *piece, const Piece *end, int cells) {
  gboolean first = TRUE;
  do {
    const Piece *stop = piece; /* first piece that does not fit */
    int sum = 0;
    while (stop < end && (sum + stop->cells <= cells || stop == piece)) {
      sum += stop->cells;
      stop++;
    }
    while (stop < end && stop->space) { /* spaces at the end of a line need no room */
      stop++;
    }
    const Piece *cut = stop;
    if (stop < end) {
      while (cut > piece && !may_break(piece, cut)) {
        cut--;
      }
      cut = cut > piece ? cut : stop; /* a word longer than the line is broken where the line is full */
    }
    const Piece *next = cut;
    while (next < end && next->space) {
      next++;
    }
    gboolean blank = TRUE;
    for (const Piece *p = piece; p < cut; p++) {
      blank = blank && p->space;
    }
    if (!blank || (first && next >= end)) {
      add_line(lines, piece, cut);
      first = FALSE;
    }
    piece = next;
  } while (piece < end);
}

char **text_wrap(const char *text, int cells) {
  assert_text(text);
  GPtrArray *lines = g_ptr_array_new();
  for (const char *start = text;;) {
    const char *newline = strchrnul(start, '\n');
    g_autoptr(GArray) pieces = pieces_of(start, newline);
    const Piece *first = (const Piece *)(const void *)pieces->data;
    if (first) {
      wrap_paragraph(lines, first, first + pieces->len, MAX(cells, 1));
    } else {
      g_ptr_array_add(lines, g_strdup(""));
    }
    if (!*newline) {
      break;
    }
    start = newline + 1;
  }
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(lines, FALSE);
}

/* ---- repairs ---- */

/* Length of a control character that is no ASCII one: U+0080–009F, which terminals obey like escapes, and U+202A–202E, U+2066–2069, which turn
 * what follows around. 0 for everything else. */
static gsize hidden_length(const char *p) {
  const guchar *b = (const guchar *)p;
  if (b[0] == 0xC2) {
    return b[1] < 0xA0 ? 2 : 0;
  }
  gboolean turns = b[0] == 0xE2 &&
                   ((b[1] == 0x80 && b[2] >= 0xAA && b[2] <= 0xAE) || (b[1] == 0x81 && b[2] >= 0xA6 && b[2] <= 0xA9));
  return turns ? 3 : 0;
}

char *text_clean(const char *text, gboolean keep_newline) {
  assert_text(text);
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p; p++) {
    gboolean newline = *p == '\n' || *p == '\r';
    gsize hidden;
    if (newline) {
      if (*p == '\r' && p[1] == '\n') {
        p++;
      }
      if (keep_newline) {
        g_string_append_c(out, '\n');
      }
    } else if (*p == '\t') {
      g_string_append_c(out, ' ');
    } else if ((guchar)*p >= 0x80 && (hidden = hidden_length(p)) > 0) {
      p += hidden - 1;
    } else if (!g_ascii_iscntrl(*p)) {
      g_string_append_c(out, *p);
    }
  }
  return g_string_free(out, FALSE);
}

char *text_shown(const char *bytes) {
  g_autofree char *valid = g_utf8_make_valid(bytes, -1);
  return text_clean(valid, FALSE);
}

char *text_limit_chars(const char *text, gsize chars) {
  assert_text(text);
  const char *p = text;
  const char *fits = text; /* end of the first chars - 1 characters */
  for (gsize n = 0; *p; n++) {
    if (n == chars) {
      g_autofree char *kept = g_strndup(text, (gsize)(fits - text));
      return g_strconcat(kept, chars ? ELLIPSIS : "", NULL);
    }
    fits = p;
    p = text_next(p);
  }
  return g_strdup(text);
}

char *text_escape_html(const char *text) {
  /* Not g_markup_escape_text: Word and WPS do not know &apos;. */
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p; p++) {
    switch (*p) {
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '>':
      g_string_append(out, "&gt;");
      break;
    case '"':
      g_string_append(out, "&quot;");
      break;
    case '\'':
      g_string_append(out, "&#39;");
      break;
    default:
      g_string_append_c(out, *p);
    }
  }
  return g_string_free(out, FALSE);
}

/* ---- the nearest word ---- */

#define NEAR_LONGEST 64 /* characters; nobody mistypes an id longer than this */
#define NEAR_MOST 2

/* Characters in lower case; -1 when there are too many. */
static int spell(const char *word, gunichar out[NEAR_LONGEST]) {
  int n = 0;
  for (const char *p = word; *p; p = text_next(p)) {
    if (n == NEAR_LONGEST) {
      return -1;
    }
    out[n++] = g_unichar_tolower(g_utf8_get_char(p));
  }
  return n;
}

/* Insertions, deletions, replacements and swaps of neighbours. */
static int distance(const gunichar *a, int n, const gunichar *b, int m) {
  int row[NEAR_LONGEST + 1] = {0}, above[NEAR_LONGEST + 1] = {0}, above2[NEAR_LONGEST + 1];
  for (int j = 0; j <= m; j++) {
    row[j] = j;
  }
  for (int i = 1; i <= n; i++) {
    memcpy(above2, above, sizeof above);
    memcpy(above, row, sizeof row);
    row[0] = i;
    for (int j = 1; j <= m; j++) {
      int best = MIN(above[j], row[j - 1]) + 1;
      best = MIN(best, above[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = MIN(best, above2[j - 2] + 1);
      }
      row[j] = best;
    }
  }
  return row[m];
}

const char *text_nearest(const char *word, const char *const *candidates) {
  if (!g_utf8_validate(word, -1, NULL)) {
    return NULL;
  }
  gunichar a[NEAR_LONGEST], b[NEAR_LONGEST];
  int n = spell(word, a);
  const char *nearest = NULL;
  int best = NEAR_MOST + 1;
  for (const char *const *candidate = candidates; n > 0 && *candidate; candidate++) {
    int m = spell(*candidate, b);
    if (m < 0 || ABS(n - m) > NEAR_MOST) {
      continue;
    }
    int d = distance(a, n, b, m);
    if (d < best && d * 2 < n) {
      best = d;
      nearest = *candidate;
    }
  }
  return nearest;
}
