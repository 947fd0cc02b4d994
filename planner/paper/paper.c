/* Which format is drawn by whom. */
#include "paper/paper.h"
#include "paper/cairo.h"
#include "paper/pdf.h"

#define PHONE_SCALE 3.0 /* pixels a point: 1080 px on 360 points */
#define PAGE_SCALE (150 / 72.0)

static void unref_bytes(gpointer bytes) {
  g_bytes_unref(bytes);
}

GPtrArray *paper_draw(const Sheet *sheet, Paper paper, PaperFormat format, GError **error) {
  g_autoptr(PaperInk) ink = paper_ink_new(error);
  if (ink == NULL) {
    return NULL;
  }
  g_autoptr(Pages) pages = layout_make(sheet, paper, paper_ink_measure(ink));
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(unref_bytes);
  double scale = paper == PAPER_PHONE ? PHONE_SCALE : PAGE_SCALE;
  guint n = format == PAPER_PDF ? 1 : pages->pages->len;
  for (guint i = 0; i < n; i++) {
    const Page *page = g_ptr_array_index(pages->pages, i);
    GBytes *bytes = format == PAPER_PDF   ? pdf_make(ink, sheet, pages, error)
                    : format == PAPER_SVG ? cairo_make_svg(ink, page, error)
                                          : cairo_make_png(ink, page, scale, error);
    if (bytes == NULL) {
      return NULL;
    }
    g_ptr_array_add(files, bytes);
  }
  return g_steal_pointer(&files);
}
