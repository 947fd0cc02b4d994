/* A text as a QR code of block characters, for terminals. The only file that includes <qrencode.h>. */
#pragma once
#include <glib.h>

/* One line for two rows of modules (▀▄█), with the quiet border that scanners need, drawn dark on light by `inverse` = FALSE and the other way round for
 * terminals with a dark ground. Ends with a newline. NULL when the text is too long. Caller frees. */
char *qr_blocks(const char *text, gboolean inverse);
int qr_width(const char *text); /* cells; 0 when too long */
/* The modules themselves for paper: side * side, row by row, 1 = dark, without a border. NULL when the text is too long. g_free. */
guint8 *qr_modules(const char *text, int *side);
