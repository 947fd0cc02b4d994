/* Photographs unpacked and packed again: the only file that includes <jpeglib.h>. */
#pragma once
#include <glib.h>

/* Pixels as cairo keeps them (four bytes, rows one after another), made smaller while unpacking to the last halving that is still at least `most` pixels
 * on its longer side. NULL where the file is broken. Caller frees. */
guint8 *jpeg_unpack(GBytes *bytes, int most, int *width, int *height);
/* As a JPEG file; what is put on paper need not be larger. */
GBytes *jpeg_pack(const guint8 *pixels, int width, int height);
