/* Bytes of unknown origin → UTF-8: a BOM decides; else UTF-8 if valid; else GB18030 (what Excel and tills on Chinese Windows write). */
#pragma once
#include "base/diag.h"

typedef enum { ENCODING_UTF8, ENCODING_UTF8_BOM, ENCODING_UTF16, ENCODING_GB18030 } Encoding;
/* NULL and E078 when it is none of these, or when it holds NUL characters. The result has no BOM. *encoding may be NULL. */
GBytes *encoding_to_utf8(const char *file, GBytes *bytes, Encoding *encoding, DiagList *diags);

/* For files that must be UTF-8 already: E004 at the first wrong byte or NUL. FALSE when there is one. */
gboolean encoding_require_utf8(const char *file, const char *text, gsize length, DiagList *diags);
/* The same, and E004 at the first control character that no editor shows (all but tab, CR and LF; also U+0085, U+2028 and U+2029, which
 * would make lines of their own). For files that people write. */
gboolean encoding_require_visible(const char *file, const char *text, gsize length, DiagList *diags);
/* Length of a UTF-8 BOM at the beginning: 3 or 0. */
gsize encoding_bom(const char *text, gsize length);

/* Line and column of a byte offset: lines end at LF, CR or CRLF, a BOM has no width, and bytes that are no UTF-8 count as one character
 * each. */
Pos encoding_pos(const char *file, const char *text, gsize length, gsize offset);
