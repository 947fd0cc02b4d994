/* Text as glyphs. Most of it is plain Chinese whose glyphs only have to be put side by side (face.h); the rest Pango shapes, with its right-to-left runs,
 * its other fonts and its marks, once for each text. */
#include "paper/ink.h"
#include "base/file.h"
#include <pango/pangocairo.h>
#include <string.h>

#define FAMILY "Noto Sans CJK SC"
#define MISSING_CHAR "〓" /* U+3013, what printers set for a type that they lack */
#define ASCENT 0.88       /* ems, the ideographic box of the font; more where the ink needs it */
#define DESCENT 0.2

typedef struct {
  PangoFont *font;
  hb_face_t *source; /* ref, the font's */
  Face *face;        /* NULL until asked */
} InkFont;

/* How much room a line takes, in ems. */
typedef struct {
  double advance, left, right, ascent, descent; /* of the ink; 0 and less where there is none */
} Room;

typedef struct {
  Room room;
  GArray *glyphs; /* of InkGlyph */
} Shaped;

typedef struct {
  guint start, length;
} Broken;

struct PaperInk {
  PangoFontMap *map;
  PangoContext *context;
  PangoLayout *single, *wrapping; /* for one line, and for texts that break */
  GArray *fonts;                  /* of InkFont; 0 plain, 1 bold, then what else was needed */
  GHashTable *lines;              /* text with '0' or '1' before it → Shaped */
  GHashTable *breaks;             /* width, size and weight and the text → GArray of Broken */
  GArray *glyphs;                 /* of InkGlyph: of the plain line that was asked for last */
  PangoFontset *fontset;
  GHashTable *known; /* character → 1 it can be drawn, 2 it cannot */
  Measure measure;
};

enum { MAX_KEPT = 20000 }; /* lines; then from the beginning: what repeats comes again */

/* ---- fonts ------------------------------------------------------------------------------------------------------------------------ */

static PangoFontDescription *describe(double size, gboolean bold) {
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family_static(font, FAMILY);
  pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  return font;
}

static guint add_font(PaperInk *ink, PangoFont *font) {
  const InkFont added = {g_object_ref(font), hb_font_get_face(pango_font_get_hb_font(font)), NULL};
  g_array_append_val(ink->fonts, added);
  return ink->fonts->len - 1;
}

/* Without the font something else would be taken, and half of the page be empty boxes. */
static gboolean add_family(PaperInk *ink, gboolean bold) {
  PangoFontDescription *wanted = describe(INK_SIZE, bold);
  PangoFont *font = pango_context_load_font(ink->context, wanted);
  pango_font_description_free(wanted);
  PangoFontDescription *found = font != NULL ? pango_font_describe(font) : NULL;
  const char *family = found != NULL ? pango_font_description_get_family(found) : NULL;
  gboolean has = family != NULL && strcmp(family, FAMILY) == 0;
  if (has) {
    add_font(ink, font);
  }
  pango_font_description_free(found);
  g_clear_object(&font);
  return has;
}

static guint find_font(PaperInk *ink, PangoFont *font) {
  const hb_face_t *source = hb_font_get_face(pango_font_get_hb_font(font));
  for (guint i = 0; i < ink->fonts->len; i++) {
    const InkFont *known = &g_array_index(ink->fonts, InkFont, i);
    if (known->font == font || (i < 2 && known->source == source)) {
      return i;
    }
  }
  return add_font(ink, font);
}

guint ink_fonts(const PaperInk *ink) {
  return ink->fonts->len;
}

Face *ink_face(PaperInk *ink, guint font) {
  InkFont *known = &g_array_index(ink->fonts, InkFont, font);
  if (known->face == NULL) {
    known->face = face_new(known->source);
  }
  return known->face;
}

cairo_scaled_font_t *ink_scaled(PaperInk *ink, guint font) {
  return pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(g_array_index(ink->fonts, InkFont, font).font));
}

/* ---- what can be drawn ------------------------------------------------------------------------------------------------------------ */

static gboolean can_draw(PaperInk *ink, gunichar c) {
  gpointer seen = g_hash_table_lookup(ink->known, GUINT_TO_POINTER(c));
  if (seen == NULL) {
    if (ink->fontset == NULL) {
      PangoFontDescription *font = describe(INK_SIZE, FALSE);
      ink->fontset =
          pango_font_map_load_fontset(ink->map, ink->context, font, pango_context_get_language(ink->context));
      pango_font_description_free(font);
    }
    PangoFont *font = pango_fontset_get_font(ink->fontset, c);
    gboolean has = font != NULL && pango_font_has_char(font, c);
    g_clear_object(&font);
    seen = GUINT_TO_POINTER(has ? 1 : 2);
    g_hash_table_insert(ink->known, GUINT_TO_POINTER(c), seen);
  }
  return GPOINTER_TO_UINT(seen) == 1;
}

/* Characters that only steer others: they have no ink, and half of them turn the line around. */
static gboolean steers(gunichar c) {
  GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) || c == 0x034f;
}

enum {
  MAX_MARKS = 4
}; /* accents on one letter; people pile up hundreds for fun, and the line grows as high as the page */

/* The character at `p`; Chinese takes three bytes and is most of it. */
static inline gunichar char_at(const char *p) {
  guchar c = (guchar)*p;
  return c < 0x80                ? c
         : c >= 0xe0 && c < 0xf0 ? (c & 15u) << 12 | ((guchar)p[1] & 63u) << 6 | ((guchar)p[2] & 63u)
                                 : g_utf8_get_char(p);
}

static gboolean is_plain(PaperInk *ink, const char *text) {
  Face *face = ink_face(ink, 0);
  for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
    if ((guchar)*p < ' ' || *p == 0x7f || ((guchar)*p >= 0x80 && face_plain(face, char_at(p)) == NULL)) {
      return FALSE;
    }
  }
  return TRUE;
}

static char *ink_clean(gpointer data, const char *text) {
  PaperInk *ink = data;
  if (is_plain(ink, text)) {
    return g_strdup(text);
  }
  GString *out = g_string_sized_new(strlen(text));
  guint marks = 0;
  for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
    gunichar c = g_utf8_get_char(p);
    GUnicodeType type = g_unichar_type(c);
    if (c == '\t' || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR) {
      c = ' ';
    }
    marks = g_unichar_ismark(c) ? marks + 1 : 0;
    if (steers(c) || marks > MAX_MARKS) {
      continue;
    }
    if (c < 0x80 || can_draw(ink, c)) {
      g_string_append_unichar(out, c);
    } else if (marks == 0) {
      g_string_append(out, MISSING_CHAR);
    }
  }
  return g_string_free(out, FALSE);
}

/* ---- plain text ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  InkGlyph *next; /* where the next one goes; NULL: only measured */
  guint font;
  double units;
  gint64 x, left, right; /* in units of the face; a text may be a book */
  int ascent, descent;
} Setter;

static void set_glyph(Setter *setter, const FaceGlyph *glyph, gsize start, gsize length) {
  if (glyph->left < glyph->right) {
    setter->left = MIN(setter->left, setter->x + glyph->left);
    setter->right = MAX(setter->right, setter->x + glyph->right);
    setter->ascent = MAX(setter->ascent, glyph->ascent);
    setter->descent = MAX(setter->descent, glyph->descent);
  }
  if (setter->next != NULL) {
    *setter->next++ = (InkGlyph){.font = setter->font,
                                 .glyph = glyph->glyph,
                                 .x = (double)(setter->x + glyph->x) / setter->units,
                                 .y = -glyph->y / setter->units,
                                 .advance = glyph->advance / setter->units,
                                 .start = (guint)start,
                                 .length = (guint)length};
  }
  setter->x += glyph->advance;
}

static gboolean is_letter(char c) {
  return g_ascii_isalpha(c);
}

/* Up to where one word goes: Latin letters begin another after Chinese, as signs between belong to what stands before them. */
static gsize word_end(Face *face, const char *text, gsize at, gsize length, gboolean *latin) {
  gsize end = at;
  while (end < length) {
    gunichar c = g_utf8_get_char(text + end);
    gboolean letter = is_letter(text[end]);
    if ((letter && !*latin && end > at) || face_plain(face, c) != NULL || !face_in_word(face, c)) {
      break;
    }
    *latin = *latin || letter;
    end += (gsize)g_utf8_skip[(guchar)text[end]];
  }
  return end;
}

/* FALSE where it takes more than putting glyphs side by side. `glyphs` has room for one a byte; NULL: only measured. Returns how many by *n. */
static gboolean set_plain(PaperInk *ink, const char *text, gsize length, gboolean bold, InkGlyph *glyphs, guint *n,
                          Room *room) {
  Face *face = ink_face(ink, bold ? 1 : 0);
  Setter setter = {.next = glyphs, .font = bold ? 1 : 0, .units = face_units(face)};
  gboolean latin = TRUE;
  for (gsize at = 0; at < length;) {
    gunichar c = char_at(text + at);
    gsize next = at + (gsize)g_utf8_skip[(guchar)text[at]];
    const FaceGlyph *glyph = face_plain(face, c);
    if (glyph != NULL) {
      set_glyph(&setter, glyph, at, next - at);
      latin = is_letter(text[at]) || (latin && c < 0x3400);
      at = next;
      continue;
    }
    next = word_end(face, text, at, length, &latin);
    const GArray *word = next > at ? face_word(face, text + at, next - at) : NULL;
    if (word == NULL) {
      return FALSE;
    }
    for (guint i = 0; i < word->len; i++) {
      gsize own = (gsize)g_utf8_skip[(guchar)text[at]];
      set_glyph(&setter, &g_array_index(word, FaceGlyph, i), at, own);
      at += own;
    }
  }
  double units = setter.units;
  *n = (guint)(glyphs != NULL ? setter.next - glyphs : 0);
  *room = (Room){(double)setter.x / units, (double)setter.left / units, (double)setter.right / units,
                 setter.ascent / units, setter.descent / units};
  return TRUE;
}

/* ---- all other text --------------------------------------------------------------------------------------------------------------- */

static void shaped_free(gpointer data) {
  Shaped *shaped = data;
  g_array_unref(shaped->glyphs);
  g_free(shaped);
}

static PangoLayout *new_layout(const PaperInk *ink) {
  PangoLayout *layout = pango_layout_new(ink->context);
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void set_text(PangoLayout *layout, const char *text, gsize length, double size, gboolean bold) {
  PangoFontDescription *font = describe(size, bold);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text, (int)length);
}

#define EM (INK_SIZE * PANGO_SCALE)

static double add_run(PaperInk *ink, const PangoGlyphItem *run, double x, GArray *glyphs) {
  const PangoGlyphString *string = run->glyphs;
  const PangoItem *item = run->item;
  guint font = find_font(ink, item->analysis.font);
  gboolean backward = item->analysis.level % 2 != 0;
  x += run->start_x_offset / EM;
  for (int i = 0; i < string->num_glyphs; i++) {
    const PangoGlyphInfo *info = &string->glyphs[i];
    int own = string->log_clusters[i], end = item->length;
    for (int k = i; k >= 0 && k < string->num_glyphs;
         k += backward ? -1 : 1) { /* up to where the next cluster begins */
      if (string->log_clusters[k] != own) {
        end = string->log_clusters[k];
        break;
      }
    }
    gboolean more = i + 1 < string->num_glyphs && string->log_clusters[i + 1] == own;
    if (info->glyph != PANGO_GLYPH_EMPTY) {
      const InkGlyph glyph = {.font = font,
                              .glyph = (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 ? 0 : info->glyph,
                              .x = x + info->geometry.x_offset / EM,
                              .y = (info->geometry.y_offset - run->y_offset) / EM,
                              .advance = info->geometry.width / EM,
                              .start = (guint)(item->offset + own),
                              .length = (guint)MAX(end - own, 0),
                              .more = more};
      g_array_append_val(glyphs, glyph);
    }
    x += info->geometry.width / EM;
  }
  return x + run->end_x_offset / EM;
}

static const Shaped *shaped_of(PaperInk *ink, const char *text, gsize length, gboolean bold) {
  g_autofree char *key = g_strdup_printf("%d%.*s", bold, (int)length, text);
  Shaped *shaped = g_hash_table_lookup(ink->lines, key);
  if (shaped != NULL) {
    return shaped;
  }
  if (g_hash_table_size(ink->lines) >= MAX_KEPT) {
    g_hash_table_remove_all(ink->lines);
  }
  set_text(ink->single, text, length, INK_SIZE, bold);
  const PangoLayoutLine *line = pango_layout_get_line_readonly(ink->single, 0);
  PangoRectangle drawn, box;
  pango_layout_line_get_extents((PangoLayoutLine *)(gpointer)(gsize)line, &drawn, &box);
  shaped = g_new0(Shaped, 1);
  shaped->room =
      (Room){box.width / EM, drawn.x / EM, (drawn.x + drawn.width) / EM, -drawn.y / EM, (drawn.y + drawn.height) / EM};
  shaped->glyphs = g_array_new(FALSE, FALSE, sizeof(InkGlyph));
  double x = 0;
  for (const GSList *l = line->runs; l != NULL; l = l->next) {
    x = add_run(ink, l->data, x, shaped->glyphs);
  }
  g_hash_table_insert(ink->lines, g_steal_pointer(&key), shaped);
  return shaped;
}

const GArray *ink_glyphs(PaperInk *ink, const char *text, gboolean bold) {
  Room room;
  guint n = 0;
  gsize length = strlen(text);
  g_array_set_size(ink->glyphs, (guint)length + 1);
  if (!set_plain(ink, text, length, bold, &g_array_index(ink->glyphs, InkGlyph, 0), &n, &room)) {
    return shaped_of(ink, text, length, bold)->glyphs;
  }
  g_array_set_size(ink->glyphs, n);
  return ink->glyphs;
}

/* ---- measuring -------------------------------------------------------------------------------------------------------------------- */

static void measure_line(PaperInk *ink, const char *text, double size, gboolean bold, TextLine *line) {
  Room room = {0};
  guint none = 0;
  if (line->length > 0 && !set_plain(ink, text, line->length, bold, NULL, &none, &room)) {
    room = shaped_of(ink, text, line->length, bold)->room;
  }
  line->lead = MAX(0, -room.left) * size;
  line->width = MAX(room.advance, room.right) * size;
  line->ascent = MAX(ASCENT, room.ascent) * size;
  line->descent = MAX(DESCENT, room.descent) * size;
}

static gsize without_blanks(const char *text, gsize length) {
  while (length > 0 && text[length - 1] == ' ') {
    length--;
  }
  return length;
}

static const GArray *breaks_of(PaperInk *ink, const char *text, double size, gboolean bold, double width) {
  int units = (int)MIN(width * PANGO_SCALE, (double)G_MAXINT / 2);
  g_autofree char *key = g_strdup_printf("%d %.3f %d %s", units, size, bold, text);
  GArray *breaks = g_hash_table_lookup(ink->breaks, key);
  if (breaks != NULL) {
    return breaks;
  }
  if (g_hash_table_size(ink->breaks) >= MAX_KEPT) {
    g_hash_table_remove_all(ink->breaks);
  }
  breaks = g_array_new(FALSE, FALSE, sizeof(Broken));
  set_text(ink->wrapping, text, strlen(text), size, bold);
  pango_layout_set_width(ink->wrapping, units);
  for (const GSList *l = pango_layout_get_lines_readonly(ink->wrapping); l != NULL; l = l->next) {
    const PangoLayoutLine *found = l->data;
    const Broken line = {(guint)found->start_index, (guint)found->length};
    g_array_append_val(breaks, line);
  }
  g_hash_table_insert(ink->breaks, g_steal_pointer(&key), breaks);
  return breaks;
}

static void ink_wrap(gpointer data, const char *text, double size, gboolean bold, double width, GArray *lines) {
  PaperInk *ink = data;
  TextLine whole = {.length = without_blanks(text, strlen(text))};
  measure_line(ink, text, size, bold, &whole);
  if (whole.length == 0 || whole.width + whole.lead <= width) { /* most do not break */
    g_array_append_val(lines, whole);
    return;
  }
  const GArray *breaks = breaks_of(ink, text, size, bold, width);
  for (guint i = 0; i < breaks->len; i++) {
    const Broken *found = &g_array_index(breaks, Broken, i);
    TextLine line = {.start = found->start};
    line.length = without_blanks(text + line.start, found->length);
    measure_line(ink, text + line.start, size, bold, &line); /* as it will be drawn: alone */
    g_array_append_val(lines, line);
  }
}

/* ----------------------------------------------------------------------------------------------------------------------------------- */

static void unref_array(gpointer array) {
  g_array_unref(array);
}

static void clear_font(gpointer data) {
  InkFont *font = data;
  face_free(font->face);
  g_object_unref(font->font);
}

static PangoContext *make_context(PangoFontMap *map) {
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  PangoContext *context = pango_font_map_create_context(map);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_language(context, pango_language_from_string("zh-cn")); /* whatever the locale is */
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(context, FALSE);
  return context;
}

PaperInk *paper_ink_new(GError **error) {
  g_autoptr(PaperInk) ink = g_new0(PaperInk, 1);
  ink->map = pango_cairo_font_map_new();
  ink->context = make_context(ink->map);
  ink->fonts = g_array_new(FALSE, FALSE, sizeof(InkFont));
  g_array_set_clear_func(ink->fonts, clear_font);
  ink->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, shaped_free);
  ink->breaks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_array);
  ink->known = g_hash_table_new(NULL, NULL);
  ink->glyphs = g_array_new(FALSE, FALSE, sizeof(InkGlyph));
  ink->single = new_layout(ink);
  ink->wrapping = new_layout(ink);
  if (!add_family(ink, FALSE) || !add_family(ink, TRUE)) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_MISSING,
                "这台电脑没有装中文字体 %s，打印出来会是空格子，所以没有写。请安装软件包 fonts-noto-cjk：sudo apt "
                "install fonts-noto-cjk。",
                FAMILY);
    return NULL;
  }
  ink->measure = (Measure){ink_clean, ink_wrap, ink};
  return g_steal_pointer(&ink);
}

void paper_ink_free(PaperInk *ink) {
  if (ink != NULL) {
    g_array_unref(ink->glyphs);
    g_hash_table_unref(ink->lines);
    g_hash_table_unref(ink->breaks);
    g_hash_table_unref(ink->known);
    g_array_unref(ink->fonts);
    g_clear_object(&ink->single);
    g_clear_object(&ink->wrapping);
    g_clear_object(&ink->fontset);
    g_clear_object(&ink->context);
    g_clear_object(&ink->map);
    g_free(ink);
  }
}

const Measure *paper_ink_measure(PaperInk *ink) {
  return &ink->measure;
}
