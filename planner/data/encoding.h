/* Bytes of unknown origin → UTF-8: a BOM decides; else UTF-8 if valid; else GB18030 (what Excel and tills on Chinese Windows write). */
#pragma once
#include "base/diag.h"

typedef enum { ENCODING_UTF8, ENCODING_UTF8_BOM, ENCODING_UTF16, ENCODING_GB18030 } Encoding;
/* NULL and E078 when it is none of these. *encoding may be NULL. */
GBytes *encoding_to_utf8(const char *file, GBytes *bytes, Encoding *encoding, DiagList *diags);
