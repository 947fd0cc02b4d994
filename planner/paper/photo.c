/* Heads of PNG (ISO/IEC 15948, 11.2.2) and JPEG (ITU-T T.81, B.1.1.4; Exif 2.3, 4.6.4) files. */
#include "paper/photo.h"
#include <string.h>

enum { MAX_PIXELS_JPEG = 60000000, MAX_PIXELS_PNG = 25000000, MAX_SIDE = 30000 };
enum { TAG_ORIENTATION = 0x0112, MAX_ENTRIES = 512 };

static guint number(const guint8 *p, guint n, gboolean little) {
  guint value = 0;
  for (guint i = 0; i < n; i++) {
    value = value << 8 | p[little ? n - 1 - i : i];
  }
  return value;
}

/* Of the TIFF structure in an Exif segment; 1 where it says nothing. */
static int exif_turn(const guint8 *tiff, gsize n) {
  if (n < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0)) {
    return 1;
  }
  gboolean little = tiff[0] == 'I';
  gsize at = number(tiff + 4, 4, little);
  if (at + 2 > n) {
    return 1;
  }
  guint entries = MIN(number(tiff + at, 2, little), (guint)MAX_ENTRIES);
  for (guint i = 0; i < entries && at + 2 + 12 * ((gsize)i + 1) <= n; i++) {
    const guint8 *entry = tiff + at + 2 + 12 * (gsize)i;
    if (number(entry, 2, little) == TAG_ORIENTATION) {
      guint turn = number(entry + 8, 2, little);
      return turn >= 1 && turn <= 8 ? (int)turn : 1;
    }
  }
  return 1;
}

static gboolean is_frame(guint8 marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static void look_jpeg(const guint8 *p, gsize n, Photo *look) {
  for (gsize at = 2; at + 9 < n && p[at] == 0xff;) {
    guint8 marker = p[at + 1];
    if (marker == 0xff) {
      at++;
      continue;
    }
    gsize length = number(p + at + 2, 2, FALSE);
    if (is_frame(marker)) {
      *look = (Photo){PHOTO_JPEG, (int)number(p + at + 7, 2, FALSE), (int)number(p + at + 5, 2, FALSE), look->turn};
      return;
    }
    if (length < 2) {
      return;
    }
    if (marker == 0xe1 && length > 8 && at + 2 + length <= n && memcmp(p + at + 4, "Exif\0\0", 6) == 0) {
      look->turn = exif_turn(p + at + 10, length - 8);
    }
    at += 2 + length;
  }
}

Photo photo_look(GBytes *bytes) {
  gsize n = 0;
  const guint8 *p = g_bytes_get_data(bytes, &n);
  Photo look = {.turn = 1};
  if (n > 24 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0) {
    look.kind = PHOTO_PNG;
    look.width = (int)MIN(number(p + 16, 4, FALSE), (guint)G_MAXINT);
    look.height = (int)MIN(number(p + 20, 4, FALSE), (guint)G_MAXINT);
  } else if (n > 4 && p[0] == 0xff && p[1] == 0xd8) {
    look_jpeg(p, n, &look);
  }
  gint64 most = look.kind == PHOTO_JPEG ? MAX_PIXELS_JPEG : MAX_PIXELS_PNG;
  if (look.width <= 0 || look.height <= 0 || look.width > MAX_SIDE || look.height > MAX_SIDE ||
      (gint64)look.width * look.height > most) {
    return (Photo){.turn = 1};
  }
  return look;
}

int photo_wide(const Photo *look) {
  return look->turn >= 5 ? look->height : look->width;
}

int photo_high(const Photo *look) {
  return look->turn >= 5 ? look->width : look->height;
}

PhotoPlace photo_place(const Photo *look, double width, double height) {
  double w = look->width, h = look->height;
  const PhotoPlace turns[9] = {{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, w, 0},
                               {-1, 0, 0, -1, w, h}, {1, 0, 0, -1, 0, h},  {0, 1, 1, 0, 0, 0},
                               {0, 1, -1, 0, h, 0},  {0, -1, -1, 0, h, w}, {0, -1, 1, 0, 0, w}};
  PhotoPlace place = turns[look->turn];
  double across = width / photo_wide(look), down = height / photo_high(look);
  return (PhotoPlace){place.xx * across, place.yx * down,  place.xy * across,
                      place.yy * down,   place.x * across, place.y * down};
}
