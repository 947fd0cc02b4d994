/* Which letters the bytes of a user's file are. Files come from Excel, from tills and from Notepad on Chinese Windows, so three encodings
 * are usual; guessing more than these would turn damaged files into wrong names. Must not know what the text is about. */
#include "data/encoding.h"

#include "base/text.h"

#include <string.h>

gsize encoding_bom(const char *text, gsize length) {
  return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

Pos encoding_pos(const char *file, const char *text, gsize length, gsize offset) {
  Pos pos = {.file = intern_string(file), .line = 1, .column = 1};
  const char *end = text + MIN(offset, length);
  for (const char *p = text + encoding_bom(text, length); p < end;) {
    if (*p == '\n' || *p == '\r') {
      p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
      pos.line++;
      pos.column = 1;
      continue;
    }
    gunichar c = g_utf8_get_char_validated(p, end - p);
    p = c == (gunichar)-1 || c == (gunichar)-2 || *p == '\0' ? p + 1 : text_next(p);
    pos.column++;
  }
  return pos;
}

/* The first character that YAML or a screen cannot hold, in valid UTF-8 (NULs allowed); `end` when there is none. */
static const char *find_control(const char *text, const char *end) {
  for (const guchar *p = (const guchar *)text; p < (const guchar *)end; p++) {
    if (G_LIKELY(*p >= 0x20 && *p < 0x7F)) {
      continue;
    }
    if (*p == '\n' || *p == '\r' || *p == '\t') {
      continue;
    }
    gboolean bad = *p < 0x20 || *p == 0x7F;
    bad = bad || (*p == 0xC2 && p[1] < 0xA0);                                    /* U+0080–009F */
    bad = bad || (*p == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)); /* U+2028, U+2029 */
    bad = bad || (*p == 0xEF && p[1] == 0xBF && p[2] >= 0xBE);                   /* U+FFFE, U+FFFF */
    if (bad) {
      return (const char *)p;
    }
  }
  return end;
}

static void report_not_utf8(const char *file, const char *text, gsize length, gsize offset, DiagList *diags) {
  if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
    Diag *diag = diag_add(diags, E004, encoding_pos(file, text, length, 0), "这个文件是 UTF-16 编码，这里只认 UTF-8。");
    diag_fix(diag, "请用记事本打开，选“另存为”，编码选 UTF-8。");
    return;
  }
  Diag *diag = diag_add(diags, E004, encoding_pos(file, text, length, offset),
                        "从这里起不是 UTF-8 文字（字节 0x%02X）。", (guchar)text[offset]);
  g_autofree char *decoded = g_convert(text, (gssize)length, "UTF-8", "GB18030", NULL, NULL, NULL);
  if (decoded) {
    diag_fix(diag, "这个文件看来是 GBK 编码（记事本里叫 ANSI）：请用记事本打开，选“另存为”，编码选 UTF-8。");
  } else {
    diag_fix(diag, "请检查是不是放错了文件，或者文件已经损坏；是文字的话，请另存为 UTF-8 编码。");
  }
}

static gboolean report_control(const char *file, const char *text, gsize length, const char *control, DiagList *diags) {
  Diag *diag = diag_add(diags, E004, encoding_pos(file, text, length, (gsize)(control - text)),
                        "这里有一个看不见的控制字符（U+%04X）。", g_utf8_get_char(control));
  diag_fix(diag, "请删掉这个字符：把光标放在标出的位置，按一次删除键，或者把这一行重新输入。");
  return FALSE;
}

gboolean encoding_require_utf8(const char *file, const char *text, gsize length, DiagList *diags) {
  const char *bad = NULL;
  if (g_utf8_validate_len(text, length, &bad)) {
    return TRUE;
  }
  if (*bad == '\0') {
    return report_control(file, text, length, bad, diags);
  }
  report_not_utf8(file, text, length, (gsize)(bad - text), diags);
  return FALSE;
}

gboolean encoding_require_visible(const char *file, const char *text, gsize length, DiagList *diags) {
  const char *bad = text + length;
  gboolean valid = g_utf8_validate_len(text, length, &bad);
  const char *control = find_control(text, bad);
  if (control != bad) {
    return report_control(file, text, length, control, diags);
  }
  return valid || encoding_require_utf8(file, text, length, diags);
}

/* NULL, and where it stopped, unless everything could be converted: g_convert takes half a character at the end for good. */
static char *convert(const char *text, gsize length, const char *charset, gsize *read, gsize *written) {
  g_autofree char *utf8 = g_convert(text, (gssize)length, "UTF-8", charset, read, written, NULL);
  return utf8 && *read == length ? g_steal_pointer(&utf8) : NULL;
}

static GBytes *from_utf16(const char *file, const char *text, gsize length, DiagList *diags) {
  const char *charset = memcmp(text, "\xFF\xFE", 2) == 0 ? "UTF-16LE" : "UTF-16BE";
  gsize read = 0, written = 0;
  char *utf8 = convert(text + 2, length - 2, charset, &read, &written);
  if (utf8) {
    return g_bytes_new_take(utf8, written);
  }
  g_autofree char *before = g_convert(text + 2, (gssize)read, "UTF-8", charset, NULL, &written, NULL);
  Pos pos = before ? encoding_pos(file, before, written, written) : pos_of_file(file);
  Diag *diag = diag_add(diags, E078, pos, "文件开头说是 UTF-16 编码，从这里起却读不通。");
  diag_fix(diag, "文件可能没有传完整，请重新导出；或者用 Excel 打开，另存为 xlsx 再导入。");
  return NULL;
}

static GBytes *from_gb18030(const char *file, const char *text, gsize length, DiagList *diags) {
  gsize read = 0, written = 0;
  char *utf8 = convert(text, length, "GB18030", &read, &written);
  if (utf8) {
    return g_bytes_new_take(utf8, written);
  }
  g_autofree char *before = g_convert(text, (gssize)read, "UTF-8", "GB18030", NULL, &written, NULL);
  Pos pos = before ? encoding_pos(file, before, written, written) : pos_of_file(file);
  Diag *diag = diag_add(diags, E078, pos, "从这里起认不出是什么文字编码：既不是 UTF-8，也不是 GBK（GB18030）。");
  diag_fix(diag, "请用 Excel 或 WPS 打开，另存为 xlsx，或者另存为“CSV UTF-8”再导入。");
  return NULL;
}

GBytes *encoding_to_utf8(const char *file, GBytes *bytes, Encoding *encoding, DiagList *diags) {
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  Encoding found = ENCODING_UTF8;
  g_autoptr(GBytes) result = NULL;
  const char *bad = NULL;
  if (length == 0) {
    result = g_bytes_ref(bytes);
  } else if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
    found = ENCODING_UTF16;
    result = from_utf16(file, text, length, diags);
  } else if (encoding_bom(text, length)) {
    found = ENCODING_UTF8_BOM;
    if (g_utf8_validate_len(text, length, &bad) || *bad == '\0') {
      result = g_bytes_new_from_bytes(bytes, 3, length - 3);
    } else {
      Diag *diag = diag_add(diags, E078, encoding_pos(file, text, length, (gsize)(bad - text)),
                            "文件开头说是 UTF-8 编码，从这里起却不是（字节 0x%02X）。", (guchar)*bad);
      diag_fix(diag, "请用 Excel 或 WPS 打开，另存为 xlsx，或者另存为“CSV UTF-8”再导入。");
    }
  } else if (g_utf8_validate_len(text, length, &bad) || *bad == '\0') {
    result = g_bytes_ref(bytes);
  } else {
    found = ENCODING_GB18030;
    result = from_gb18030(file, text, length, diags);
  }
  if (encoding) {
    *encoding = found;
  }
  if (!result) {
    return NULL;
  }
  gsize size = 0;
  const char *utf8 = g_bytes_get_data(result, &size);
  const char *nul = size ? memchr(utf8, '\0', size) : NULL;
  if (nul) {
    Diag *diag = diag_add(diags, E078, encoding_pos(file, utf8, size, (gsize)(nul - utf8)),
                          "这里有空字符（U+0000）：这不是文字文件，或者文件已经损坏。");
    diag_fix(diag, "请检查是不是选错了文件；表格请另存为 xlsx 或“CSV UTF-8”再导入。");
    return NULL;
  }
  return g_steal_pointer(&result);
}
