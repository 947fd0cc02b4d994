/* Any bytes as a workbook. The archive's own check sums would stop nearly every mutation, so an input that is no archive is tried as the
 * XML of a sheet, of the strings and of the styles of one made around it. */
#include "data/table.h"

#include <stdint.h>
#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static void add(zip_t *zip, const char *path, const void *text, size_t length) {
  zip_source_t *source = zip_source_buffer(zip, text, length, 0);
  zip_int64_t index = zip_file_add(zip, path, source, ZIP_FL_ENC_UTF_8);
  g_assert(index >= 0 && zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0);
}

static GBytes *wrap(const uint8_t *data, size_t size) {
  static const char book[] = "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>";
  static const char rels[] =
      "<R><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"x/styles\" "
      "Target=\"t.xml\"/><Relationship Id=\"r3\" Type=\"x/sharedStrings\" Target=\"u.xml\"/></R>";
  /* What stands before the first and the second NUL are styles and strings. */
  const uint8_t *end = data + size, *styles = data;
  const uint8_t *first = size ? memchr(data, 0, size) : NULL;
  const uint8_t *second = first ? memchr(first + 1, 0, (size_t)(end - first - 1)) : NULL;
  const uint8_t *sheet = second ? second + 1 : data;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
  zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE | ZIP_CREATE, &error);
  g_assert(zip);
  zip_source_keep(target);
  add(zip, "xl/workbook.xml", book, sizeof book - 1);
  add(zip, "xl/_rels/workbook.xml.rels", rels, sizeof rels - 1);
  add(zip, "xl/s.xml", sheet, (size_t)(end - sheet));
  if (second) {
    add(zip, "xl/t.xml", styles, (size_t)(first - styles));
    add(zip, "xl/u.xml", first + 1, (size_t)(second - first - 1));
  }
  g_assert(zip_close(zip) == 0 && zip_source_open(target) == 0);
  zip_source_seek(target, 0, SEEK_END);
  size_t length = (size_t)zip_source_tell(target);
  zip_source_seek(target, 0, SEEK_SET);
  char *bytes = g_malloc(length);
  g_assert(zip_source_read(target, bytes, length) == (zip_int64_t)length);
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return g_bytes_new_take(bytes, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) given = g_bytes_new(data, size);
  g_autoptr(GBytes) bytes = table_is_xlsx(given) ? g_bytes_ref(given) : wrap(data, size);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Workbook) book = xlsx_parse("fuzz.xlsx", bytes, diags);
  g_assert((book == NULL) == diag_has_errors(diags));
  for (guint s = 0; book && s < book->n_sheets; s++) {
    guint32 line = 0;
    for (guint r = 0; r < book->sheets[s]->n_rows; r++) {
      const TableRow *row = &book->sheets[s]->rows[r];
      g_assert(row->line > line && row->n_cells > 0);
      line = row->line;
      for (guint c = 0; c < row->n_cells; c++) {
        g_assert(g_utf8_validate(row->cells[c].text, -1, NULL));
        g_assert(row->cells[c].column == c + 1);
      }
    }
  }
  return 0;
}
