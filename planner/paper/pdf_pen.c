/* A page's content: what a Pen says as operators (ISO 32000-1, annex A). Numbers are hundredths of a point, a third of what a printer can place. */
#include "paper/cairo.h"
#include "paper/jpeg.h"
#include "paper/pdf_work.h"
#include <math.h>
#include <string.h>

typedef struct {
  gint64 line, stroke, fill, size; /* hundredths; -1 = not said yet */
  guint font;
} State;

typedef struct {
  PdfParts *parts;
  GString *out;
  double height;
  State state, held;
  gsize path;       /* where the path begins; NO_PATH */
  gboolean texting; /* between BT and ET */
  gint64 x, y;      /* of the line of text that was begun last */
  GString *run;     /* strings and gaps of the run that is being written */
} Content;

enum { LINE = 256 };
#define NO_PATH G_MAXSIZE

static gint64 hundredths(double value) {
  return (gint64)(value * 100 + (value < 0 ? -0.5 : 0.5));
}

static void put(Content *content, const char *from, const char *end) {
  g_string_append_len(content->out, from, end - from);
}

static char *copy(char *to, const char *text) {
  return stpcpy(to, text);
}

/* ---- lines and greys -------------------------------------------------------------------------------------------------------------- */

static void end_text(Content *content) {
  if (content->texting) {
    g_string_append(content->out, "ET\n");
    content->texting = FALSE;
  }
}

/* Greys and widths are said before a path, never in it. */
static char *say(char *to, gint64 *known, gint64 value, const char *operator) {
  if (*known == value) {
    return to;
  }
  *known = value;
  return copy(pdf_number(to, value), operator);
}

static void begin_path(Content *content) {
  if (content->path == NO_PATH) {
    end_text(content);
    content->path = content->out->len;
  }
}

static void end_path(Content *content, const char *said, const char *end, const char *operator) {
  g_string_insert_len(content->out, (gssize)content->path, said, end - said);
  g_string_append(content->out, operator);
  content->path = NO_PATH;
}

static char *place(const Content *content, char *to, double x, double y) {
  return pdf_number(pdf_number(to, hundredths(x)), hundredths(content->height - y));
}

static void pen_move(gpointer data, double x, double y) {
  Content *content = data;
  char line[LINE];
  begin_path(content);
  put(content, line, copy(place(content, line, x, y), "m\n"));
}

static void pen_line(gpointer data, double x, double y) {
  Content *content = data;
  char line[LINE];
  put(content, line, copy(place(content, line, x, y), "l\n"));
}

static void pen_close(gpointer data) {
  Content *content = data;
  g_string_append(content->out, "h\n");
}

static void pen_box(gpointer data, double x, double y, double width, double height) {
  Content *content = data;
  char line[LINE];
  begin_path(content);
  char *end = place(content, line, x, y + height);
  put(content, line, copy(pdf_number(pdf_number(end, hundredths(width)), hundredths(height)), "re\n"));
}

#define ROUND 0.5523 /* of a circle's radius: where the handles of its quarters lie */

static void pen_dot(gpointer data, double x, double y, double r) {
  Content *content = data;
  static const double quarters[4][6] = {{1, ROUND, ROUND, 1, 0, 1},
                                        {-ROUND, 1, -1, ROUND, -1, 0},
                                        {-1, -ROUND, -ROUND, -1, 0, -1},
                                        {ROUND, -1, 1, -ROUND, 1, 0}};
  char line[LINE];
  pen_move(data, x + r, y);
  for (guint q = 0; q < G_N_ELEMENTS(quarters); q++) {
    char *end = line;
    for (guint i = 0; i < 6; i += 2) {
      end = place(content, end, x + quarters[q][i] * r, y + quarters[q][i + 1] * r);
    }
    put(content, line, copy(end, "c\n"));
  }
}

static void pen_stroke(gpointer data, double width, double grey) {
  Content *content = data;
  char said[LINE];
  char *end = say(said, &content->state.line, hundredths(width), "w\n");
  end = say(end, &content->state.stroke, hundredths(grey), "G\n");
  end_path(content, said, end, "S\n");
}

static void pen_fill(gpointer data, double grey) {
  Content *content = data;
  char said[LINE];
  end_path(content, said, say(said, &content->state.fill, hundredths(grey), "g\n"), "f\n");
}

static void pen_hold(gpointer data, double x, double y, double width, double height) {
  Content *content = data;
  end_text(content);
  content->held = content->state;
  g_string_append(content->out, "q\n");
  pen_box(data, x, y, width, height);
  g_string_append(content->out, "W n\n");
  content->path = NO_PATH;
}

static void pen_let(gpointer data) {
  Content *content = data;
  end_text(content);
  g_string_append(content->out, "Q\n");
  content->state = content->held;
}

/* ---- text ------------------------------------------------------------------------------------------------------------------------- */

/* A run of glyphs of one font on one line, each where the widths before it and gaps put it. */
typedef struct {
  guint font;
  double y, at; /* ems: at is where the next glyph would stand by itself */
  gboolean open, gaps;
} Run;

static void end_run(Content *content, Run *run) {
  if (run->open) {
    if (run->gaps) {
      g_string_append_c(content->out, '[');
    }
    g_string_append_len(content->out, content->run->str, (gssize)content->run->len);
    g_string_append(content->out, run->gaps ? ")]TJ\n" : ")Tj\n");
    g_string_truncate(content->run, 0);
    run->open = run->gaps = FALSE;
  }
}

static void begin_text(Content *content) {
  if (!content->texting) {
    g_string_append(content->out, "BT\n");
    content->texting = TRUE;
    content->x = content->y = 0;
  }
}

static void begin_run(Content *content, Run *run, const Draw *draw, const InkGlyph *glyph, double grey) {
  char line[LINE], name[16];
  char *end = line;
  gint64 size = hundredths(draw->size);
  begin_text(content);
  end = say(end, &content->state.fill, hundredths(grey), "g\n");
  if (content->state.size != size || content->state.font != glyph->font) {
    g_snprintf(name, sizeof name, "/F%u ", glyph->font);
    end = copy(pdf_number(copy(end, name), size), "Tf\n");
    content->state.size = size;
    content->state.font = glyph->font;
  }
  gint64 x = hundredths(draw->x + draw->lead + glyph->x * draw->size);
  gint64 y = hundredths(content->height - draw->y - draw->base - glyph->y * draw->size);
  end = copy(pdf_number(pdf_number(end, x - content->x), y - content->y), "Td\n");
  put(content, line, end);
  content->x = x;
  content->y = y;
  *run = (Run){glyph->font, glyph->y, glyph->x, TRUE, FALSE};
  g_string_append_c(content->run, '(');
}

static void put_byte(GString *out, guint byte) {
  if (byte == '(' || byte == ')' || byte == '\\') {
    g_string_append_c(out, '\\');
  } else if (byte == '\r') { /* would be read as \n */
    g_string_append(out, "\\r");
    return;
  }
  g_string_append_c(out, (char)byte);
}

static void put_glyph(Content *content, Run *run, const PdfFont *font, const Draw *draw, const InkGlyph *glyph,
                      double grey) {
  gboolean level = run->y - glyph->y < 0.0005 && glyph->y - run->y < 0.0005;
  if (!run->open || run->font != glyph->font || !level) {
    end_run(content, run);
    begin_run(content, run, draw, glyph, grey);
  }
  gint64 gap = hundredths((run->at - glyph->x) * 1000);
  if (gap >= 50 || gap <= -50) { /* half a thousandth of an em */
    char number[PDF_NUMBER];
    g_string_append_c(content->run, ')');
    g_string_append_len(content->run, number, pdf_number(number, gap) - number);
    g_string_append_c(content->run, '(');
    run->gaps = TRUE;
    run->at = glyph->x;
  }
  guint code = face_code(ink_face(content->parts->ink, glyph->font), glyph->glyph);
  put_byte(content->run, code >> 8);
  put_byte(content->run, code & 255);
  run->at += font->widths[glyph->glyph] / 1000.0;
}

static PdfFont *font_of(const Content *content, guint font) {
  return pdf_font(content->parts->fonts, content->parts->file, content->parts->ink, font);
}

/* The glyph is used; TRUE where it stands for this very text wherever it is used. */
static gboolean note_glyph(const Content *content, PdfFont *font, const InkGlyph *glyph, const char *text,
                           gboolean alone) {
  const char *own = text + glyph->start;
  gunichar c = glyph->length > 0 ? g_utf8_get_char(own) : PDF_NO_TEXT;
  gboolean one = alone && glyph->length > 0 && glyph->length == (guint)g_utf8_skip[(guchar)*own];
  gunichar *known = &font->texts[glyph->glyph];
  if (*known == 0) {
    Face *face = ink_face(content->parts->ink, glyph->font);
    double width = face_advance(face, glyph->glyph) * 1000 / face_units(face);
    font->widths[glyph->glyph] = (guint16)CLAMP(width + 0.5, 0, G_MAXUINT16);
  }
  if (*known == 0 || (one && *known == PDF_NO_TEXT)) {
    *known = one ? c : PDF_NO_TEXT;
  }
  return one && *known == c;
}

/* ---- pictures --------------------------------------------------------------------------------------------------------------------- */

static guint add_image(PdfParts *parts, guint object) {
  g_array_append_val(parts->images, object);
  return parts->images->len - 1;
}

static guint put_pixels(PdfParts *parts, const Pixels *pixels) {
  guint object = pdf_reserve(parts->file), cover = pixels->see_through ? pdf_reserve(parts->file) : 0;
  gsize n = (gsize)pixels->width * (gsize)pixels->height;
  g_autoptr(GString) entries = g_string_new(NULL);
  g_string_printf(entries, "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB",
                  pixels->width, pixels->height);
  if (cover > 0) {
    g_string_append_printf(entries, "/SMask %u 0 R", cover);
  }
  pdf_stream(parts->file, object, entries->str, pixels->rgb, n * 3, FALSE);
  if (cover > 0) {
    g_string_printf(entries, "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray",
                    pixels->width, pixels->height);
    pdf_stream(parts->file, cover, entries->str, pixels->cover, n, FALSE);
  }
  return add_image(parts, object);
}

/* The unit square, which an image fills from its foot up, by a b c d to e f. */
static void put_image(Content *content, guint image, const double *matrix) {
  end_text(content);
  g_string_append(content->out, "q\n");
  for (guint i = 0; i < 6; i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(content->out, g_ascii_formatd(number, sizeof number, "%.4f", matrix[i]));
    g_string_append_c(content->out, ' ');
  }
  g_string_append_printf(content->out, "cm\n/I%u Do\nQ\n", image);
}

static gboolean load_jpeg(PdfParts *parts, const Draw *draw, Photo *seen, guint *image) {
  g_autofree guint8 *pixels = jpeg_unpack(
      draw->picture->bytes, (int)(MAX(draw->width, draw->height) * PICTURE_DPI / 72), &seen->width, &seen->height);
  if (pixels == NULL) {
    return FALSE;
  }
  g_autoptr(GBytes) packed = jpeg_pack(pixels, seen->width, seen->height);
  gsize length = 0;
  const void *bytes = g_bytes_get_data(packed, &length);
  g_autofree char *entries =
      g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB"
                      "/Filter/DCTDecode",
                      seen->width, seen->height);
  guint object = pdf_reserve(parts->file);
  pdf_stream(parts->file, object, entries, bytes, length, TRUE);
  *image = add_image(parts, object);
  return TRUE;
}

static gboolean load_png(PdfParts *parts, const Draw *draw, Photo *seen, guint *image) {
  g_autoptr(Pixels) pixels = pixels_of_png(draw->picture->bytes);
  if (pixels == NULL) {
    return FALSE;
  }
  seen->width = pixels->width;
  seen->height = pixels->height;
  *image = put_pixels(parts, pixels);
  return TRUE;
}

static gboolean pen_picture(gpointer data, const Draw *draw) {
  Content *content = data;
  Photo seen = draw->picture->look;
  guint image = 0;
  gboolean jpeg = seen.kind == PHOTO_JPEG;
  if (!(jpeg ? load_jpeg : load_png)(content->parts, draw, &seen, &image)) {
    return FALSE;
  }
  const PhotoPlace to = photo_place(&seen, draw->width, draw->height);
  double w = seen.width, h = seen.height;
  const double matrix[6] = {to.xx * w,
                            -to.yx * w,
                            -to.xy * h,
                            to.yy * h,
                            draw->x + to.xy * h + to.x,
                            content->height - draw->y - to.yy * h - to.y};
  put_image(content, image, matrix);
  return TRUE;
}

#define GLYPH_DPI 300.0

/* A glyph that is a picture (coloured signs), and below it, unseen, a blank that carries its text. */
static void put_pictured(Content *content, const Draw *draw, const InkGlyph *glyph, const char *text) {
  PdfParts *parts = content->parts;
  g_autofree char *key = g_strdup_printf("%u %u %.1f", glyph->font, glyph->glyph, draw->size);
  guint known = GPOINTER_TO_UINT(g_hash_table_lookup(parts->pictured, key));
  if (known == 0) {
    g_autoptr(Pixels) pixels = pixels_of_glyph(parts->ink, glyph->font, glyph->glyph, draw->size * GLYPH_DPI / 72);
    if (pixels == NULL) {
      return;
    }
    known = put_pixels(parts, pixels) + 1;
    g_hash_table_insert(parts->pictured, g_steal_pointer(&key), GUINT_TO_POINTER(known));
  }
  double side = ceil(draw->size * GLYPH_DPI / 72 * PIXELS_WIDE) * 72 / GLYPH_DPI;
  double x = draw->x + draw->lead + glyph->x * draw->size, y = draw->y + draw->base + glyph->y * draw->size;
  const double matrix[6] = {
      side, 0, 0, side, x - PIXELS_LEFT * draw->size, content->height - (y - PIXELS_BASE * draw->size + side)};
  put_image(content, known - 1, matrix);
  const FaceGlyph *blank = face_plain(ink_face(parts->ink, 0), 0x3000);
  if (blank == NULL) {
    return;
  }
  Run run = {0};
  InkGlyph stands = *glyph;
  stands.font = 0;
  stands.glyph = blank->glyph;
  PdfFont *font = font_of(content, 0);
  note_glyph(content, font, &stands, text, FALSE);
  begin_text(content);
  g_string_append(content->out, "/Span<</ActualText");
  pdf_text(content->out, text + glyph->start, glyph->length);
  g_string_append(content->out, ">>BDC\n");
  put_glyph(content, &run, font, draw, &stands, 0);
  end_run(content, &run);
  g_string_append(content->out, "EMC\n");
}

/* ----------------------------------------------------------------------------------------------------------------------------------- */

/* Glyphs that stand for their text together, or for another one than elsewhere, are told what they stand for. */
static void put_told(Content *content, Run *run, const Draw *draw, const GArray *glyphs, guint from, guint to,
                     double grey) {
  const InkGlyph *first = &g_array_index(glyphs, InkGlyph, from);
  end_run(content, run);
  begin_text(content);
  g_string_append(content->out, "/Span<</ActualText");
  pdf_text(content->out, draw->text + first->start, first->length);
  g_string_append(content->out, ">>BDC\n");
  for (guint i = from; i < to; i++) {
    const InkGlyph *glyph = &g_array_index(glyphs, InkGlyph, i);
    put_glyph(content, run, font_of(content, glyph->font), draw, glyph, grey);
  }
  end_run(content, run);
  g_string_append(content->out, "EMC\n");
}

static void pen_text(gpointer data, const Draw *draw, double grey) {
  Content *content = data;
  const GArray *glyphs = ink_glyphs(content->parts->ink, draw->text, draw->bold);
  Run run = {0};
  for (guint i = 0; i < glyphs->len;) {
    const InkGlyph *glyph = &g_array_index(glyphs, InkGlyph, i);
    PdfFont *font = font_of(content, glyph->font);
    guint end = i + 1;
    while (end < glyphs->len && glyph[end - i - 1].more) {
      end++;
    }
    gboolean alone = end == i + 1, same = FALSE;
    for (guint g = i; g < end && !font->cannot; g++) {
      same = note_glyph(content, font, &g_array_index(glyphs, InkGlyph, g), draw->text, alone);
    }
    if (font->cannot) {
      end_run(content, &run);
      for (guint g = i; g < end; g++) {
        put_pictured(content, draw, &g_array_index(glyphs, InkGlyph, g), draw->text);
      }
    } else if (same) {
      put_glyph(content, &run, font, draw, glyph, grey);
    } else {
      put_told(content, &run, draw, glyphs, i, end, grey);
    }
    i = end;
  }
  end_run(content, &run);
}

void pdf_page(PdfParts *parts, const Page *page, GString *out) {
  g_autoptr(GString) run = g_string_new(NULL);
  const State unsaid = {-1, -1, -1, -1, G_MAXUINT};
  Content content = {.parts = parts, .out = out, .height = page->height, .state = unsaid, .path = NO_PATH, .run = run};
  g_string_truncate(out, 0);
  const Pen pen = {pen_move, pen_line, pen_close, pen_box,  pen_dot,     pen_stroke,
                   pen_fill, pen_hold, pen_let,   pen_text, pen_picture, &content};
  pen_page(&pen, page);
  end_text(&content);
}
