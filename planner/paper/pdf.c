/* The file: objects one after another, and where each begins. */
#include "paper/pdf.h"
#include "base/text.h"
#include "paper/pdf_work.h"
#include <string.h>

guint pdf_reserve(PdfFile *file) {
  const gsize nowhere = 0;
  g_array_append_val(file->offsets, nowhere);
  return file->offsets->len - 1;
}

static void put(PdfFile *file, const char *text) {
  g_byte_array_append(file->out, (const guint8 *)text, (guint)strlen(text));
}

static void begin(PdfFile *file, guint number) {
  char line[32];
  g_array_index(file->offsets, gsize, number) = file->out->len;
  g_snprintf(line, sizeof line, "%u 0 obj\n", number);
  put(file, line);
}

void pdf_object(PdfFile *file, guint number, const char *text) {
  begin(file, number);
  put(file, text);
  put(file, "\nendobj\n");
}

/* The length goes before what it is the length of, so it is put into room that was left for it. */
void pdf_stream(PdfFile *file, guint number, const char *entries, const void *bytes, gsize length, gboolean packed) {
  enum { DIGITS = 10 };
  begin(file, number);
  put(file, "<<");
  put(file, entries);
  put(file, packed ? "/Length " : "/Filter/FlateDecode/Length ");
  guint at = file->out->len;
  put(file, "          >>\nstream\n");
  guint from = file->out->len;
  if (packed) {
    g_byte_array_append(file->out, bytes, (guint)length);
  } else {
    flate_pack(file->flate, bytes, length, file->out);
  }
  char digits[DIGITS + 2];
  int n = g_snprintf(digits, sizeof digits, "%u", file->out->len - from);
  memcpy(file->out->data + at, digits, (gsize)n);
  put(file, "\nendstream\nendobj\n");
}

char *pdf_number(char *to, gint64 hundredths) {
  char digits[PDF_NUMBER];
  guint n = 0;
  guint64 left = hundredths < 0 ? (guint64)-hundredths : (guint64)hundredths;
  if (hundredths < 0) {
    *to++ = '-';
  }
  guint part = (guint)(left % 100);
  left /= 100;
  do {
    digits[n++] = (char)('0' + left % 10);
    left /= 10;
  } while (left > 0);
  while (n > 0) {
    *to++ = digits[--n];
  }
  if (part > 0) {
    *to++ = '.';
    *to++ = (char)('0' + part / 10);
    if (part % 10 > 0) {
      *to++ = (char)('0' + part % 10);
    }
  }
  *to++ = ' ';
  return to;
}

void pdf_text(GString *out, const char *text, gsize length) {
  g_string_append(out, "<FEFF");
  for (const char *p = text; p < text + length; p += g_utf8_skip[(guchar)*p]) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0x10000) {
      g_string_append_printf(out, "%04X%04X", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
    } else {
      g_string_append_printf(out, "%04X", c);
    }
  }
  g_string_append_c(out, '>');
}

/* ---- the sheet's file ------------------------------------------------------------------------------------------------------------- */

enum { CATALOG = 1, PAGES, RESOURCES, INFO, N_FIXED };

static const char *title_of(const Sheet *sheet) {
  const SheetBlock *first = sheet->blocks->len > 0 ? g_ptr_array_index(sheet->blocks, 0) : NULL;
  return first != NULL && first->kind == BLOCK_TITLE ? first->text : sheet->id;
}

static void add_said(GString *out, const char *key, const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_string_append(out, key);
  pdf_text(out, clean, strlen(clean));
}

static void write_info(PdfFile *file, const Sheet *sheet) {
  GDateTime *moment = g_date_time_new_from_unix_utc(sheet->instant);
  g_autofree char *created = moment != NULL ? g_date_time_format(moment, "%Y%m%d%H%M%S") : NULL;
  g_clear_pointer(&moment, g_date_time_unref);
  g_autoptr(GString) info = g_string_new("<<");
  add_said(info, "/Title", title_of(sheet));
  add_said(info, "/Author", sheet->store);
  g_string_append_printf(info, "/Creator(ready315)/Producer(ready315)/CreationDate(D:%sZ)>>",
                         created != NULL ? created : "19700101000000");
  pdf_object(file, INFO, info->str);
}

static void write_pages(PdfParts *parts, const Pages *pages) {
  PdfFile *file = parts->file;
  g_autoptr(GString) kids = g_string_new("<</Type/Pages/Kids[");
  g_autoptr(GString) content = g_string_sized_new(1 << 16);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < pages->pages->len; i++) {
    const Page *page = g_ptr_array_index(pages->pages, i);
    guint body = pdf_reserve(file), number = pdf_reserve(file);
    char width[PDF_NUMBER], height[PDF_NUMBER];
    pdf_page(parts, page, content);
    pdf_stream(file, body, "", content->str, content->len, FALSE);
    *pdf_number(width, (gint64)(page->width * 100 + 0.5)) = '\0';
    *(pdf_number(height, (gint64)(page->height * 100 + 0.5)) - 1) = '\0';
    g_string_printf(text, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s%s]/Resources %d 0 R/Contents %u 0 R>>", PAGES,
                    width, height, RESOURCES, body);
    pdf_object(file, number, text->str);
    g_string_append_printf(kids, "%u 0 R\n", number);
  }
  g_string_append_printf(kids, "]/Count %u>>", pages->pages->len);
  pdf_object(file, PAGES, kids->str);
}

static void write_resources(const PdfParts *parts) {
  g_autoptr(GString) text = g_string_new("<</ProcSet[/PDF/Text/ImageB/ImageC]/Font<<");
  for (guint i = 0; i < parts->fonts->len; i++) {
    const PdfFont *font = g_ptr_array_index(parts->fonts, i);
    if (font != NULL && font->number > 0) {
      g_string_append_printf(text, "/F%u %u 0 R", i, font->number);
    }
  }
  g_string_append(text, ">>/XObject<<");
  for (guint i = 0; i < parts->images->len; i++) {
    g_string_append_printf(text, "/I%u %u 0 R", i, g_array_index(parts->images, guint, i));
  }
  g_string_append(text, ">>>>");
  pdf_object(parts->file, RESOURCES, text->str);
}

static void write_end(PdfFile *file) {
  guint from = file->out->len, n = file->offsets->len;
  g_autoptr(GString) table = g_string_sized_new(n * 20 + 200);
  g_string_append_printf(table, "xref\n0 %u\n0000000000 65535 f \n", n);
  for (guint i = 1; i < n; i++) {
    g_string_append_printf(table, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index(file->offsets, gsize, i));
  }
  g_string_append_printf(table, "trailer\n<</Size %u/Root %d 0 R/Info %d 0 R>>\nstartxref\n%u\n%%%%EOF\n", n, CATALOG,
                         INFO, from);
  g_byte_array_append(file->out, (const guint8 *)table->str, (guint)table->len);
}

static void write_head(PdfFile *file) {
  put(file, "%PDF-1.5\n%\xb5\xed\xae\xfb\n"); /* bytes above 127: programs that carry it know that it is no text */
  while (file->offsets->len < N_FIXED) {
    pdf_reserve(file);
  }
  g_autofree char *catalog = g_strdup_printf("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)>>", PAGES);
  pdf_object(file, CATALOG, catalog);
}

GBytes *pdf_make(PaperInk *ink, const Sheet *sheet, const Pages *pages, GError **error) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(gsize)),
                    images = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GPtrArray) fonts = g_ptr_array_new_with_free_func(pdf_font_free);
  g_autoptr(GHashTable) pictured = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  PdfFile file = {out, offsets, flate_new()};
  PdfParts parts = {&file, ink, fonts, images, pictured};
  write_head(&file);
  write_info(&file, sheet);
  write_pages(&parts, pages);
  gboolean well = pdf_fonts_write(fonts, &file, ink, error);
  write_resources(&parts);
  write_end(&file);
  flate_free(file.flate);
  return well ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
}
