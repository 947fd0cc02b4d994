/* Values of workbook cells as their user sees them (ECMA-376 part 1, 18.8.30 number formats, 18.17.4 dates). No file access. */
#pragma once
#include <glib.h>

typedef struct {
  enum { XLSX_GENERAL, XLSX_DATE, XLSX_DATE_TIME, XLSX_TIME, XLSX_ELAPSED, XLSX_PERCENT } kind;
  guint zeros; /* XLSX_GENERAL: at least so many digits (format 0000), 0 for any */
} XlsxFormat;

XlsxFormat xlsx_value_format_id(guint id);           /* built-in ones, the Chinese ones included */
XlsxFormat xlsx_value_format_code(const char *code); /* custom ones */

/* A number cell; what is no number comes back as it is. Caller frees. */
char *xlsx_value_number(const char *raw, XlsxFormat format, gboolean from_1904);
/* A cell of type d, "2027-03-15T09:00:00Z" → "2027-03-15 09:00". Caller frees. */
char *xlsx_value_iso(const char *raw);
/* "AB12" → column 27 (from 0) and row 12; FALSE when it is none. Row and end may be NULL; `end` gets what follows. */
gboolean xlsx_value_ref(const char *ref, guint *column, guint32 *row, const char **end);
/* _xHHHH_ escapes (ST_Xstring) are resolved in place; control characters that they name are dropped, but newline and tab. */
void xlsx_value_unescape(GString *text);
