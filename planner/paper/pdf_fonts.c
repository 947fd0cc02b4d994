/* Fonts of a PDF: composite fonts whose codes are the glyphs' own numbers, each with the subset that is used, its widths, and what its glyphs stand for,
 * so that text can be searched and copied. */
#include "base/file.h"
#include "paper/pdf_work.h"
#include <string.h>

PdfFont *pdf_font(GPtrArray *fonts, PdfFile *file, PaperInk *ink, guint font) {
  while (fonts->len <= font) {
    g_ptr_array_add(fonts, NULL);
  }
  PdfFont *known = g_ptr_array_index(fonts, font);
  if (known == NULL) {
    known = g_new0(PdfFont, 1);
    known->cannot = face_program(ink_face(ink, font)) == FACE_CANNOT;
    known->number = known->cannot ? 0 : pdf_reserve(file);
    known->widths = g_new0(guint16, PDF_GLYPHS);
    known->texts = g_new0(gunichar, PDF_GLYPHS);
    fonts->pdata[font] = known;
  }
  return known;
}

void pdf_font_free(gpointer data) {
  PdfFont *font = data;
  if (font != NULL) {
    g_free(font->widths);
    g_free(font->texts);
    g_free(font);
  }
}

/* Used glyphs, in the order of their codes. */
typedef struct {
  guint code, glyph;
} Used;

static int by_code(gconstpointer a, gconstpointer b) {
  const Used *x = a, *y = b;
  return x->code < y->code ? -1 : x->code > y->code;
}

static GArray *used_of(const PdfFont *font, const Face *face) {
  GArray *used = g_array_new(FALSE, FALSE, sizeof(Used));
  for (guint glyph = 0; glyph < PDF_GLYPHS; glyph++) {
    if (font->texts[glyph] != 0) {
      const Used one = {face_code(face, glyph), glyph};
      g_array_append_val(used, one);
    }
  }
  g_array_sort(used, by_code);
  return used;
}

/* c [w w w] for codes that follow each other. */
static void add_widths(GString *out, const PdfFont *font, const GArray *used) {
  g_string_append(out, "/DW 1000/W[");
  for (guint i = 0; i < used->len; i++) {
    const Used *one = &g_array_index(used, Used, i);
    gboolean follows = i > 0 && one[-1].code + 1 == one->code;
    if (!follows) {
      g_string_append_printf(out, "%s%u[", i > 0 ? "]" : "", one->code);
    }
    g_string_append_printf(out, "%s%u", follows ? " " : "", font->widths[one->glyph]);
  }
  g_string_append(out, used->len > 0 ? "]]" : "]");
}

static void write_texts(PdfFile *file, guint number, const PdfFont *font, const GArray *used) {
  enum { BLOCK = 100 }; /* lines of one block, at most (Adobe Technical Note 5014) */
  g_autoptr(GString) map = g_string_new("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                                        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
                                        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                                        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  g_autoptr(GString) lines = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i <= used->len; i++) {
    if (n == BLOCK || (i == used->len && n > 0)) {
      g_string_append_printf(map, "%u beginbfchar\n%sendbfchar\n", n, lines->str);
      g_string_truncate(lines, 0);
      n = 0;
    }
    const Used *one = i < used->len ? &g_array_index(used, Used, i) : NULL;
    gunichar c = one != NULL ? font->texts[one->glyph] : PDF_NO_TEXT;
    if (c >= PDF_NO_TEXT) {
      continue;
    }
    g_string_append_printf(lines, "<%04X> ", one->code);
    if (c >= 0x10000) {
      g_string_append_printf(lines, "<%04X%04X>\n", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
    } else {
      g_string_append_printf(lines, "<%04X>\n", c);
    }
    n++;
  }
  g_string_append(map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  pdf_stream(file, number, "", map->str, map->len, FALSE);
}

/* ABCDEF+Name: subsets of one face in several files must not be taken for each other (ISO 32000-1, 9.6.4). */
static char *subset_name(const Face *face, const GArray *used) {
  g_autofree char *name = face_name(face);
  guint32 hash = 5381;
  for (guint i = 0; i < used->len; i++) {
    hash = hash * 33 + g_array_index(used, Used, i).code;
  }
  char tag[7] = "";
  for (guint i = 0; i < 6; i++, hash /= 26) {
    tag[i] = (char)('A' + hash % 26);
  }
  return g_strdup_printf("%s+%s", tag, name);
}

static gboolean write_font(const PdfFont *font, PdfFile *file, Face *face, GError **error) {
  g_autoptr(GArray) used = used_of(font, face);
  g_autoptr(GArray) glyphs = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < used->len; i++) {
    g_array_append_val(glyphs, g_array_index(used, Used, i).glyph);
  }
  g_autofree char *name = subset_name(face, used);
  g_autoptr(GBytes) program = face_subset(face, glyphs);
  if (program == NULL) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "画不出这一页：字体 %s 的文件取不出要用的字。", name);
    return FALSE;
  }
  gboolean cff = face_program(face) == FACE_BARE_CFF;
  guint below = pdf_reserve(file), about = pdf_reserve(file), body = pdf_reserve(file), texts = pdf_reserve(file);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(
      text, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>",
      name, below, texts);
  pdf_object(file, font->number, text->str);
  g_string_printf(
      text,
      "<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
      "/FontDescriptor %u 0 R%s",
      cff ? "CIDFontType0" : "CIDFontType2", name, about, cff ? "" : "/CIDToGIDMap/Identity");
  add_widths(text, font, used);
  g_string_append(text, ">>");
  pdf_object(file, below, text->str);
  FaceBox box = face_box(face);
  g_string_printf(text,
                  "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d"
                  "/CapHeight %d/StemV 80/%s %u 0 R>>",
                  name, box.left, box.bottom, box.right, box.top, box.ascent, box.descent, box.cap,
                  cff ? "FontFile3" : "FontFile2", body);
  pdf_object(file, about, text->str);
  gsize length = 0;
  const void *bytes = g_bytes_get_data(program, &length);
  g_autofree char *entries =
      cff ? g_strdup("/Subtype/CIDFontType0C") : g_strdup_printf("/Length1 %" G_GSIZE_FORMAT, length);
  pdf_stream(file, body, entries, bytes, length, FALSE);
  write_texts(file, texts, font, used);
  return TRUE;
}

gboolean pdf_fonts_write(const GPtrArray *fonts, PdfFile *file, PaperInk *ink, GError **error) {
  for (guint i = 0; i < fonts->len; i++) {
    const PdfFont *font = g_ptr_array_index(fonts, i);
    if (font != NULL && !font->cannot && !write_font(font, file, ink_face(ink, i), error)) {
      return FALSE;
    }
  }
  return TRUE;
}
