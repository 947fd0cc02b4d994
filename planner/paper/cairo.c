/* Ink. Draws what the layout says, and measures for it with the same fonts and settings, so that what fitted there fits here. */
#include "paper/cairo.h"
#include "base/file.h"
#include "paper/jpeg.h"
#include "paper/rules.h"
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define FAMILY "Noto Sans CJK SC"
#define MISSING_CHAR "〓" /* U+3013, what printers set for a type that they lack */
#define ASCENT 0.88       /* ems, the ideographic box of the font; more where the ink needs it */
#define DESCENT 0.2
#define PHONE_SCALE 3.0 /* pixels a point: 1080 px on 360 points */
#define PAGE_SCALE (150 / 72.0)

struct PaperInk {
  PangoFontMap *map;
  PangoContext *context;
  PangoLayout *wrapping; /* for texts that break */
  GHashTable *lines;     /* Key → PangoLayout of one line: a text is shaped once, measured and drawn from that */
  PangoFontset *fontset;
  GHashTable *known; /* character → 1 it can be drawn, 2 it cannot */
  Measure measure;
};

/* ---- fonts ------------------------------------------------------------------------------------------------------------------------ */

static PangoFontDescription *describe(double size, gboolean bold) {
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family_static(font, FAMILY);
  pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  return font;
}

/* Without the font something else would be taken, and half of the page be empty boxes. */
static gboolean has_family(PangoFontMap *map) {
  PangoFontFamily **families = NULL;
  int n = 0;
  gboolean found = FALSE;
  pango_font_map_list_families(map, &families, &n);
  for (int i = 0; i < n; i++) {
    found |= strcmp(pango_font_family_get_name(families[i]), FAMILY) == 0;
  }
  g_free(families);
  return found;
}

/* ---- measuring -------------------------------------------------------------------------------------------------------------------- */

static gboolean can_draw(PaperInk *ink, gunichar c) {
  gpointer seen = g_hash_table_lookup(ink->known, GUINT_TO_POINTER(c));
  if (seen == NULL) {
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

static char *ink_clean(gpointer data, const char *text) {
  PaperInk *ink = data;
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

/* A text in one type. */
typedef struct {
  const char *text; /* of a kept key: behind the struct */
  gsize length;
  double size;
  gboolean bold;
} Key;

static guint key_hash(gconstpointer data) {
  const Key *key = data;
  guint hash = key->bold ? 5381 : 33;
  for (gsize i = 0; i < key->length; i++) {
    hash = hash * 33 + (guchar)key->text[i];
  }
  return hash * 33 + (guint)(key->size * 64);
}

static gboolean key_equal(gconstpointer a, gconstpointer b) {
  const Key *x = a, *y = b;
  return x->length == y->length && x->bold == y->bold && x->size >= y->size && x->size <= y->size &&
         memcmp(x->text, y->text, x->length) == 0;
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

enum { MAX_KEPT = 20000 }; /* lines; then from the beginning: what repeats comes again */

/* The text on one line. */
static PangoLayout *line_of(const PaperInk *ink, const char *text, gsize length, double size, gboolean bold) {
  const Key wanted = {text, length, size, bold};
  PangoLayout *layout = g_hash_table_lookup(ink->lines, &wanted);
  if (layout == NULL) {
    if (g_hash_table_size(ink->lines) >= MAX_KEPT) {
      g_hash_table_remove_all(ink->lines);
    }
    layout = new_layout(ink);
    set_text(layout, text, length, size, bold);
    Key *key = g_malloc(sizeof *key + length);
    char *copy = (char *)(key + 1);
    memcpy(copy, text, length);
    *key = (Key){copy, length, size, bold};
    g_hash_table_insert(ink->lines, key, layout);
  }
  return layout;
}

static void measure_line(PangoLayout *layout, double size, TextLine *line) {
  PangoRectangle drawn, box;
  pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), &drawn, &box);
  const double unit = PANGO_SCALE;
  double left = drawn.x / unit, right = (drawn.x + drawn.width) / unit;
  line->lead = MAX(0, -left);
  line->width = MAX(box.width / unit, right);
  line->ascent = MAX(ASCENT * size, -drawn.y / unit);
  line->descent = MAX(DESCENT * size, (drawn.y + drawn.height) / unit);
}

static gsize without_blanks(const char *text, gsize length) {
  while (length > 0 && text[length - 1] == ' ') {
    length--;
  }
  return length;
}

static void ink_wrap(gpointer data, const char *text, double size, gboolean bold, double width, GArray *lines) {
  const PaperInk *ink = data;
  TextLine whole = {.length = without_blanks(text, strlen(text)), .ascent = ASCENT * size, .descent = DESCENT * size};
  if (whole.length > 0) {
    measure_line(line_of(ink, text, whole.length, size, bold), size, &whole);
  }
  if (whole.length == 0 || whole.width + whole.lead <= width) { /* most do not break */
    g_array_append_val(lines, whole);
    return;
  }
  set_text(ink->wrapping, text, strlen(text), size, bold);
  pango_layout_set_width(ink->wrapping, (int)MIN(width * PANGO_SCALE, (double)G_MAXINT / 2));
  for (GSList *l = pango_layout_get_lines_readonly(ink->wrapping); l != NULL; l = l->next) {
    const PangoLayoutLine *found = l->data;
    TextLine line = {.start = (gsize)found->start_index};
    line.length = without_blanks(text + line.start, (gsize)found->length);
    measure_line(line_of(ink, text + line.start, line.length, size, bold), size,
                 &line); /* as it will be drawn: alone */
    g_array_append_val(lines, line);
  }
}

PaperInk *paper_ink_new(GError **error) {
  PangoFontMap *map = pango_cairo_font_map_new();
  if (map == NULL || !has_family(map)) {
    g_clear_object(&map);
    g_set_error(error, FILE_FAULT, FILE_FAULT_MISSING,
                "这台电脑没有装中文字体 %s，打印出来会是空格子，所以没有写。请安装软件包 fonts-noto-cjk：sudo apt "
                "install fonts-noto-cjk。",
                FAMILY);
    return NULL;
  }
  PaperInk *ink = g_new0(PaperInk, 1);
  ink->map = map;
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  ink->context = pango_font_map_create_context(map);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(ink->context, options);
  cairo_font_options_destroy(options);
  pango_context_set_language(ink->context, pango_language_from_string("zh-cn")); /* whatever the locale is */
  pango_context_set_base_dir(ink->context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(ink->context, FALSE);
  ink->wrapping = new_layout(ink);
  ink->lines = g_hash_table_new_full(key_hash, key_equal, g_free, g_object_unref);
  PangoFontDescription *font = describe(10, FALSE);
  ink->fontset = pango_font_map_load_fontset(map, ink->context, font, pango_context_get_language(ink->context));
  pango_font_description_free(font);
  ink->known = g_hash_table_new(NULL, NULL);
  ink->measure = (Measure){ink_clean, ink_wrap, ink};
  return ink;
}

void paper_ink_free(PaperInk *ink) {
  if (ink != NULL) {
    g_clear_pointer(&ink->lines, g_hash_table_unref);
    g_clear_object(&ink->wrapping);
    g_clear_object(&ink->fontset);
    g_clear_object(&ink->context);
    g_clear_object(&ink->map);
    g_hash_table_unref(ink->known);
    g_free(ink);
  }
}

const Measure *paper_ink_measure(PaperInk *ink) {
  return &ink->measure;
}

/* ---- drawing ---------------------------------------------------------------------------------------------------------------------- */

static void black(cairo_t *cr) {
  cairo_set_source_rgb(cr, 0, 0, 0);
}

static void draw_text(const PaperInk *ink, cairo_t *cr, const Draw *draw) {
  PangoLayout *layout = line_of(ink, draw->text, strlen(draw->text), draw->size, draw->bold);
  double grey = draw->pale ? 0.35 : 0;
  cairo_set_source_rgb(cr, grey, grey, grey);
  cairo_move_to(cr, draw->x + draw->lead, draw->y + draw->base);
  pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, 0));
}

static void draw_tick(cairo_t *cr, const Draw *draw) {
  double x = draw->x, y = draw->y, w = draw->width, h = draw->height;
  black(cr);
  cairo_set_line_width(cr, w * 0.08);
  cairo_rectangle(cr, x + w * 0.08, y + h * 0.08, w * 0.84, h * 0.84);
  cairo_stroke(cr);
  cairo_set_line_width(cr, w * 0.13);
  if (draw->tick == TICK_DONE) {
    cairo_move_to(cr, x + w * 0.24, y + h * 0.52);
    cairo_line_to(cr, x + w * 0.44, y + h * 0.72);
    cairo_line_to(cr, x + w * 0.78, y + h * 0.26);
    cairo_stroke(cr);
  } else if (draw->tick == TICK_FAILED) {
    cairo_move_to(cr, x + w * 0.27, y + h * 0.27);
    cairo_line_to(cr, x + w * 0.73, y + h * 0.73);
    cairo_move_to(cr, x + w * 0.73, y + h * 0.27);
    cairo_line_to(cr, x + w * 0.27, y + h * 0.73);
    cairo_stroke(cr);
  }
}

/* Patterns are lines and dots, not images: sharp at any size, and a black-and-white printer shows them. */
static void draw_bar(cairo_t *cr, const Draw *draw) {
  double x = draw->x, y = draw->y, w = draw->width, h = draw->height;
  cairo_save(cr);
  cairo_rectangle(cr, x, y, w, h);
  cairo_clip(cr);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  black(cr);
  if (draw->fill == FILL_DARK) {
    cairo_set_source_rgb(cr, 0.2, 0.2, 0.2);
    cairo_paint(cr);
  } else if (draw->fill == FILL_HATCH) {
    cairo_set_line_width(cr, 0.7);
    for (int i = 0; i * 2.6 < w + h; i++) {
      double at = x - h + i * 2.6;
      cairo_move_to(cr, at, y + h);
      cairo_line_to(cr, at + h, y);
    }
    cairo_stroke(cr);
  } else if (draw->fill == FILL_DOTS) {
    for (int row = 0; row * 2.2 < h; row++) {
      for (int i = 0; 1 + i * 2.6 < w; i++) {
        cairo_arc(cr, x + 1 + (row % 2) * 1.3 + i * 2.6, y + 1.1 + row * 2.2, 0.55, 0, 2 * G_PI);
        cairo_fill(cr);
      }
    }
  }
  cairo_restore(cr);
  black(cr);
  cairo_set_line_width(cr, 0.6);
  cairo_rectangle(cr, x + 0.3, y + 0.3, MAX(w - 0.6, 0.1), MAX(h - 0.6, 0.1));
  cairo_stroke(cr);
}

static void draw_mark(cairo_t *cr, const Draw *draw) {
  double half = draw->width / 2, x = draw->x + half, y = draw->y + draw->height / 2;
  cairo_move_to(cr, x, y - half);
  cairo_line_to(cr, x + half, y);
  cairo_line_to(cr, x, y + half);
  cairo_line_to(cr, x - half, y);
  cairo_close_path(cr);
  cairo_set_source_rgb(cr, 1, 1, 1); /* a light edge, so that it shows on a dark bar */
  cairo_set_line_width(cr, 1.2);
  cairo_stroke_preserve(cr);
  black(cr);
  cairo_fill(cr);
}

enum { QUIET = 4 }; /* modules of white around a QR code (ISO/IEC 18004) */

static void draw_code(cairo_t *cr, const Draw *draw) {
  const SheetBlock *code = draw->code;
  double module = draw->width / (code->side + 2 * QUIET);
  black(cr);
  for (int y = 0; y < code->side; y++) {
    for (int x = 0; x < code->side; x++) {
      int end = x;
      while (end < code->side && code->modules[y * code->side + end] != 0) {
        end++;
      }
      if (end > x) { /* a run as one piece: no hair lines between modules */
        cairo_rectangle(cr, draw->x + (QUIET + x) * module, draw->y + (QUIET + y) * module, (end - x) * module,
                        module * 1.02);
        x = end;
      }
    }
  }
  cairo_fill(cr);
}

typedef struct {
  const guint8 *bytes;
  gsize left;
} Source;

static cairo_status_t read_source(void *data, unsigned char *out, unsigned int length) {
  Source *source = data;
  if (length > source->left) {
    return CAIRO_STATUS_READ_ERROR;
  }
  memcpy(out, source->bytes, length);
  source->bytes += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

#define PICTURE_DPI 220.0 /* more cannot be seen on paper, and a phone's photograph has ten times as much */

static cairo_surface_t *png_surface(const SheetPicture *picture) {
  Source source = {.left = 0};
  source.bytes = g_bytes_get_data(picture->bytes, &source.left);
  return cairo_image_surface_create_from_png_stream(read_source, &source);
}

static void unref_bytes(gpointer bytes) {
  g_bytes_unref(bytes);
}

/* A PDF takes the photograph packed; everything else its pixels. */
static cairo_surface_t *jpeg_surface(const SheetPicture *picture, const Draw *draw) {
  static const cairo_user_data_key_t owner;
  int width = 0, height = 0;
  guint8 *pixels =
      jpeg_unpack(picture->bytes, (int)(MAX(draw->width, draw->height) * PICTURE_DPI / 72), &width, &height);
  if (pixels == NULL) {
    return NULL;
  }
  cairo_surface_t *image = cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, width, height, width * 4);
  cairo_surface_set_user_data(image, &owner, pixels, g_free);
  GBytes *packed = jpeg_pack(pixels, width, height);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(packed, &length);
  cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, bytes, length, unref_bytes, packed);
  return image;
}

/* How a picture of w × h pixels is laid so that it is seen upright (Exif orientation). */
static cairo_matrix_t upright(int turn, double w, double h) {
  const cairo_matrix_t turns[9] = {{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, w, 0},
                                   {-1, 0, 0, -1, w, h}, {1, 0, 0, -1, 0, h},  {0, 1, 1, 0, 0, 0},
                                   {0, 1, -1, 0, h, 0},  {0, -1, -1, 0, h, w}, {0, -1, 1, 0, 0, w}};
  return turns[turn];
}

static void draw_picture(cairo_t *cr, const Draw *draw) {
  const SheetPicture *picture = draw->picture;
  cairo_surface_t *image = picture->look.kind == PHOTO_JPEG ? jpeg_surface(picture, draw) : png_surface(picture);
  gboolean shown = image != NULL && cairo_surface_status(image) == CAIRO_STATUS_SUCCESS;
  if (shown) {
    int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
    const Photo seen = {picture->look.kind, width, height, picture->look.turn};
    cairo_matrix_t matrix = upright(seen.turn, width, height);
    cairo_save(cr);
    cairo_translate(cr, draw->x, draw->y);
    cairo_scale(cr, draw->width / photo_wide(&seen), draw->height / photo_high(&seen));
    cairo_transform(cr, &matrix);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
  }
  g_clear_pointer(&image, cairo_surface_destroy);
  black(cr);
  cairo_set_line_width(cr, 0.5);
  cairo_rectangle(cr, draw->x, draw->y, draw->width, draw->height);
  if (!shown) { /* its head was sound and the rest is not: crossed out, as printers do */
    cairo_move_to(cr, draw->x, draw->y);
    cairo_line_to(cr, draw->x + draw->width, draw->y + draw->height);
    cairo_move_to(cr, draw->x, draw->y + draw->height);
    cairo_line_to(cr, draw->x + draw->width, draw->y);
  }
  cairo_stroke(cr);
}

static void draw_one(const PaperInk *ink, cairo_t *cr, const Draw *draw) {
  switch (draw->kind) {
  case DRAW_TEXT:
    draw_text(ink, cr, draw);
    break;
  case DRAW_TICK:
    draw_tick(cr, draw);
    break;
  case DRAW_PICTURE:
    draw_picture(cr, draw);
    break;
  case DRAW_CODE:
    draw_code(cr, draw);
    break;
  case DRAW_MARK:
    draw_mark(cr, draw);
    break;
  case DRAW_FRAME:
    black(cr);
    cairo_set_line_width(cr, draw->line);
    cairo_rectangle(cr, draw->x, draw->y, draw->width, draw->height);
    cairo_stroke(cr);
    break;
  case DRAW_RULE: /* draw_rules */
    break;
  case DRAW_GROUND:
    cairo_set_source_rgb(cr, draw->grey, draw->grey, draw->grey);
    cairo_rectangle(cr, draw->x, draw->y, draw->width, draw->height);
    cairo_fill(cr);
    break;
  case DRAW_BAR:
    draw_bar(cr, draw);
    break;
  }
}

static void draw_rules(cairo_t *cr, const Page *page) {
  g_autoptr(GArray) looks = rules_join(page);
  for (guint i = 0; i < looks->len; i++) {
    const RuleLook *look = &g_array_index(looks, RuleLook, i);
    for (guint r = 0; r < look->rules->len; r++) {
      const Draw *rule = &g_array_index(look->rules, Draw, r);
      cairo_move_to(cr, rule->x, rule->y);
      cairo_line_to(cr, rule->x + rule->width, rule->y + rule->height);
    }
    cairo_set_source_rgb(cr, look->grey, look->grey, look->grey);
    cairo_set_line_width(cr, look->line);
    cairo_stroke(cr);
  }
}

/* From the ground up: greys, rules, bars, and on them what is read, in its order. */
static void draw_page(const PaperInk *ink, cairo_t *cr, const Page *page) {
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind == DRAW_GROUND) {
      draw_one(ink, cr, draw);
    }
  }
  draw_rules(cr, page);
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind != DRAW_GROUND && draw->kind != DRAW_RULE) {
      draw_one(ink, cr, draw);
    }
  }
}

/* ---- files ------------------------------------------------------------------------------------------------------------------------ */

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length) {
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean finish(cairo_t *cr, cairo_surface_t *surface, GError **error) {
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : status;
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "画不出这一页：%s。", cairo_status_to_string(status));
  }
  return status == CAIRO_STATUS_SUCCESS;
}

static const char *title_of(const Sheet *sheet) {
  const SheetBlock *first = sheet->blocks->len > 0 ? g_ptr_array_index(sheet->blocks, 0) : NULL;
  return first != NULL && first->kind == BLOCK_TITLE ? first->text : sheet->id;
}

static void describe_file(cairo_surface_t *surface, const Sheet *sheet) {
  GDateTime *moment = g_date_time_new_from_unix_utc(sheet->instant);
  g_autofree char *created = moment != NULL ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  g_clear_pointer(&moment, g_date_time_unref);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                 created != NULL ? created : "1970-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title_of(sheet));
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, sheet->store);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "ready315");
}

static GBytes *make_pdf(const PaperInk *ink, const Sheet *sheet, const Pages *pages, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  const Page *page = g_ptr_array_index(pages->pages, 0);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, bytes, page->width, page->height);
  describe_file(surface, sheet);
  cairo_t *cr = cairo_create(surface);
  for (guint i = 0; i < pages->pages->len; i++) {
    page = g_ptr_array_index(pages->pages, i);
    cairo_pdf_surface_set_size(surface, page->width, page->height);
    draw_page(ink, cr, page);
    cairo_show_page(cr);
  }
  return finish(cr, surface, error) ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

static GBytes *make_svg(const PaperInk *ink, const Page *page, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream(append, bytes, page->width, page->height);
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  draw_page(ink, cr, page);
  return finish(cr, surface, error) ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

static GBytes *make_png(const PaperInk *ink, const Page *page, double scale, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(page->width * scale - 0.01),
                                                        (int)ceil(page->height * scale - 0.01));
  cairo_t *cr = cairo_create(surface);
  cairo_scale(cr, scale, scale);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  draw_page(ink, cr, page);
  cairo_surface_flush(surface);
  if (cairo_status(cr) == CAIRO_STATUS_SUCCESS) {
    cairo_surface_write_to_png_stream(surface, append, bytes);
  }
  return finish(cr, surface, error) ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

GPtrArray *paper_draw(const Sheet *sheet, Paper paper, PaperFormat format, GError **error) {
  g_autoptr(PaperInk) ink = paper_ink_new(error);
  if (ink == NULL) {
    return NULL;
  }
  g_autoptr(Pages) pages = layout_make(sheet, paper, &ink->measure);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(unref_bytes);
  double scale = paper == PAPER_PHONE ? PHONE_SCALE : PAGE_SCALE;
  guint n = format == PAPER_PDF ? 1 : pages->pages->len;
  for (guint i = 0; i < n; i++) {
    const Page *page = g_ptr_array_index(pages->pages, i);
    GBytes *bytes = format == PAPER_PDF   ? make_pdf(ink, sheet, pages, error)
                    : format == PAPER_SVG ? make_svg(ink, page, error)
                                          : make_png(ink, page, scale, error);
    if (bytes == NULL) {
      return NULL;
    }
    g_ptr_array_add(files, bytes);
  }
  return g_steal_pointer(&files);
}
