/* Pictures: what a Pen says drawn with cairo, as PNG for phones and as SVG; and the pixels of pictures and glyphs for those who draw without cairo. */
#include "paper/cairo.h"
#include "base/file.h"
#include "paper/jpeg.h"
#include "paper/pen.h"
#include <cairo-svg.h>
#include <cairo.h>
#include <math.h>
#include <string.h>

typedef struct {
  PaperInk *ink;
  cairo_t *cr;
} Canvas;

/* ---- lines and greys -------------------------------------------------------------------------------------------------------------- */

static cairo_t *cr_of(gpointer data) {
  return ((Canvas *)data)->cr;
}

static void pen_move(gpointer data, double x, double y) {
  cairo_move_to(cr_of(data), x, y);
}

static void pen_line(gpointer data, double x, double y) {
  cairo_line_to(cr_of(data), x, y);
}

static void pen_close(gpointer data) {
  cairo_close_path(cr_of(data));
}

static void pen_box(gpointer data, double x, double y, double width, double height) {
  cairo_rectangle(cr_of(data), x, y, width, height);
}

static void pen_dot(gpointer data, double x, double y, double radius) {
  cairo_new_sub_path(cr_of(data));
  cairo_arc(cr_of(data), x, y, radius, 0, 2 * G_PI);
  cairo_close_path(cr_of(data));
}

static void pen_stroke(gpointer data, double line, double grey) {
  cairo_set_source_rgb(cr_of(data), grey, grey, grey);
  cairo_set_line_width(cr_of(data), line);
  cairo_stroke(cr_of(data));
}

static void pen_fill(gpointer data, double grey) {
  cairo_set_source_rgb(cr_of(data), grey, grey, grey);
  cairo_fill(cr_of(data));
}

static void pen_hold(gpointer data, double x, double y, double width, double height) {
  cairo_save(cr_of(data));
  cairo_rectangle(cr_of(data), x, y, width, height);
  cairo_clip(cr_of(data));
}

static void pen_let(gpointer data) {
  cairo_restore(cr_of(data));
}

/* ---- text ------------------------------------------------------------------------------------------------------------------------- */

static void set_font(cairo_t *cr, PaperInk *ink, guint font, double size) {
  cairo_scaled_font_t *made = ink_scaled(ink, font);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_matrix_t matrix;
  cairo_scaled_font_get_font_options(made, options);
  cairo_scaled_font_get_font_matrix(made, &matrix);
  double scale = size / INK_SIZE;
  matrix = (cairo_matrix_t){matrix.xx * scale, matrix.yx * scale, matrix.xy * scale, matrix.yy * scale, 0, 0};
  cairo_set_font_face(cr, cairo_scaled_font_get_font_face(made));
  cairo_set_font_matrix(cr, &matrix);
  cairo_set_font_options(cr, options);
  cairo_font_options_destroy(options);
}

static void pen_text(gpointer data, const Draw *draw, double grey) {
  const Canvas *canvas = data;
  const GArray *glyphs = ink_glyphs(canvas->ink, draw->text, draw->bold);
  double x = draw->x + draw->lead, y = draw->y + draw->base;
  cairo_set_source_rgb(canvas->cr, grey, grey, grey);
  g_autofree cairo_glyph_t *run = g_new(cairo_glyph_t, glyphs->len + 1);
  for (guint i = 0; i < glyphs->len;) {
    guint font = g_array_index(glyphs, InkGlyph, i).font;
    int n = 0;
    for (; i < glyphs->len && g_array_index(glyphs, InkGlyph, i).font == font; i++) {
      const InkGlyph *glyph = &g_array_index(glyphs, InkGlyph, i);
      run[n++] = (cairo_glyph_t){glyph->glyph, x + glyph->x * draw->size, y + glyph->y * draw->size};
    }
    set_font(canvas->cr, canvas->ink, font, draw->size);
    cairo_show_glyphs(canvas->cr, run, n);
  }
}

/* ---- pictures --------------------------------------------------------------------------------------------------------------------- */

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

static cairo_surface_t *png_surface(GBytes *bytes) {
  Source source = {.left = 0};
  source.bytes = g_bytes_get_data(bytes, &source.left);
  return cairo_image_surface_create_from_png_stream(read_source, &source);
}

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
  return image;
}

static gboolean pen_picture(gpointer data, const Draw *draw) {
  const SheetPicture *picture = draw->picture;
  cairo_t *cr = cr_of(data);
  cairo_surface_t *image = picture->look.kind == PHOTO_JPEG ? jpeg_surface(picture, draw) : png_surface(picture->bytes);
  gboolean shown = image != NULL && cairo_surface_status(image) == CAIRO_STATUS_SUCCESS;
  if (shown) {
    int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
    const Photo seen = {picture->look.kind, width, height, picture->look.turn};
    const PhotoPlace place = photo_place(&seen, draw->width, draw->height);
    const cairo_matrix_t matrix = {place.xx, place.yx, place.xy, place.yy, draw->x + place.x, draw->y + place.y};
    cairo_save(cr);
    cairo_transform(cr, &matrix);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
  }
  g_clear_pointer(&image, cairo_surface_destroy);
  return shown;
}

/* Out of cairo's colours, which are multiplied by how much they cover. */
static Pixels *pixels_of(cairo_surface_t *image) {
  Pixels *pixels = g_new0(Pixels, 1);
  pixels->width = cairo_image_surface_get_width(image);
  pixels->height = cairo_image_surface_get_height(image);
  gsize n = (gsize)pixels->width * (gsize)pixels->height, at = 0;
  gboolean has_cover = cairo_image_surface_get_format(image) == CAIRO_FORMAT_ARGB32;
  pixels->rgb = g_malloc(n * 3);
  pixels->cover = g_malloc(n);
  cairo_surface_flush(image);
  const guint8 *bytes = cairo_image_surface_get_data(image);
  for (int y = 0; y < pixels->height; y++) {
    for (int x = 0; x < pixels->width; x++, at++) {
      guint32 colour = 0;
      memcpy(&colour, bytes + (gsize)y * (gsize)cairo_image_surface_get_stride(image) + (gsize)x * 4, sizeof colour);
      guint cover = has_cover ? colour >> 24 : 255;
      pixels->cover[at] = (guint8)cover;
      pixels->see_through = pixels->see_through || cover < 255;
      for (guint c = 0; c < 3; c++) {
        guint part = colour >> (16 - 8 * c) & 255;
        pixels->rgb[at * 3 + c] = (guint8)(cover == 0 ? 255 : MIN(part * 255 / cover, 255u));
      }
    }
  }
  return pixels;
}

void pixels_free(Pixels *pixels) {
  if (pixels != NULL) {
    g_free(pixels->rgb);
    g_free(pixels->cover);
    g_free(pixels);
  }
}

Pixels *pixels_of_png(GBytes *bytes) {
  cairo_surface_t *image = png_surface(bytes);
  cairo_format_t format = cairo_image_surface_get_format(image);
  Pixels *pixels = NULL;
  if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS &&
      (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24)) {
    pixels = pixels_of(image);
  }
  cairo_surface_destroy(image);
  return pixels;
}

Pixels *pixels_of_glyph(PaperInk *ink, guint font, guint glyph, double size) {
  int side = (int)ceil(size * PIXELS_WIDE);
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr = cairo_create(image);
  const cairo_glyph_t one = {glyph, size * PIXELS_LEFT, size * PIXELS_BASE};
  set_font(cr, ink, font, size);
  cairo_show_glyphs(cr, &one, 1);
  gboolean drawn = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(cr);
  Pixels *pixels = drawn ? pixels_of(image) : NULL;
  cairo_surface_destroy(image);
  return pixels;
}

static void draw_page(PaperInk *ink, cairo_t *cr, const Page *page) {
  Canvas canvas = {ink, cr};
  const Pen pen = {pen_move, pen_line, pen_close, pen_box,  pen_dot,     pen_stroke,
                   pen_fill, pen_hold, pen_let,   pen_text, pen_picture, &canvas};
  pen_page(&pen, page);
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

GBytes *cairo_make_svg(PaperInk *ink, const Page *page, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream(append, bytes, page->width, page->height);
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  draw_page(ink, cr, page);
  return finish(cr, surface, error) ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

GBytes *cairo_make_png(PaperInk *ink, const Page *page, double scale, GError **error) {
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
