/* QR codes by libqrencode, drawn with half blocks. */
#include "out/qr.h"
#include <qrencode.h>

enum { QUIET = 2 }; /* modules around it: the standard asks for four, scanners take two, terminals are narrow */

static QRcode *encode(const char *text) {
  return QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
}

int qr_width(const char *text) {
  QRcode *code = encode(text);
  int width = code ? code->width + 2 * QUIET : 0;
  if (code) {
    QRcode_free(code);
  }
  return width;
}

static gboolean is_dark(const QRcode *code, int x, int y) {
  return x >= 0 && y >= 0 && x < code->width && y < code->width && (code->data[y * code->width + x] & 1);
}

char *qr_blocks(const char *text, gboolean inverse) {
  static const char *const blocks[] = {" ", "▀", "▄", "█"};
  QRcode *code = encode(text);
  if (!code) {
    return NULL;
  }
  GString *out = g_string_new(NULL);
  for (int y = -QUIET; y < code->width + QUIET; y += 2) {
    for (int x = -QUIET; x < code->width + QUIET; x++) {
      gboolean upper = is_dark(code, x, y) != inverse;
      gboolean lower = y + 1 < code->width + QUIET && is_dark(code, x, y + 1) != inverse;
      g_string_append(out, blocks[(upper ? 1 : 0) + (lower ? 2 : 0)]);
    }
    g_string_append_c(out, '\n');
  }
  QRcode_free(code);
  return g_string_free(out, FALSE);
}

guint8 *qr_modules(const char *text, int *side) {
  QRcode *code = encode(text);
  if (!code) {
    return NULL;
  }
  *side = code->width;
  guint8 *modules = g_new(guint8, (gsize)code->width * (gsize)code->width);
  for (int y = 0; y < code->width; y++) {
    for (int x = 0; x < code->width; x++) {
      modules[y * code->width + x] = is_dark(code, x, y);
    }
  }
  QRcode_free(code);
  return modules;
}
