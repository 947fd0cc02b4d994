/* Bytes packed as PDF has them (RFC 1950): the only file that includes <zlib.h>. */
#pragma once
#include <glib.h>

typedef struct Flate Flate;
Flate *flate_new(void);
void flate_free(Flate *flate);
void flate_pack(Flate *flate, const void *bytes, gsize length, GByteArray *out); /* appended */
