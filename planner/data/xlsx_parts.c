/* Workbook files come from anywhere, so what a zip archive and its XML may do is bounded here: how many entries, how much is unpacked, and
 * no network, no DTD, no entities. The only file that includes libzip and libxml2's parser. Must not know what the parts mean. */
#include "data/xlsx_parts.h"

#include "data/table.h"

#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

#define MAX_ENTRIES 10000
#define MAX_RATIO 400 /* unpacked to packed, of parts that are large at all */
#define RATIO_FROM (16u << 20)

struct XlsxParts {
  const char *file;
  DiagList *diags;
  zip_t *zip;
  GHashTable *entries; /* lower-case path → index + 1 */
  guint64 unpacked;    /* of all parts read so far */
  gboolean failed;
};

gboolean xlsx_parts_fail(XlsxParts *parts, DiagCode code, Pos pos, const char *message, const char *fix) {
  if (!parts->failed) {
    Diag *diag = diag_add(parts->diags, code, pos, "%s", message);
    diag_fix(diag, "%s", fix);
  }
  return xlsx_parts_give_up(parts);
}

gboolean xlsx_parts_give_up(XlsxParts *parts) {
  parts->failed = TRUE;
  return FALSE;
}

gboolean xlsx_parts_failed(const XlsxParts *parts) {
  return parts->failed;
}

gboolean xlsx_parts_fail_damaged(XlsxParts *parts) {
  return xlsx_parts_fail(parts, E070, pos_of_file(parts->file), "工作簿已经损坏，读不出里面的内容。",
                         "请用 Excel 或 WPS 打开，另存为 xlsx 再导入；打不开时请重新导出或重新传一次。");
}

gboolean xlsx_parts_fail_too_large(XlsxParts *parts) {
  return xlsx_parts_fail(parts, E071, pos_of_file(parts->file), "工作簿解开以后太大，不再读。",
                         "请检查是不是选错了文件；表格请删掉多余的行列和格式，或者分成几个文件。");
}

/* ---- the archive ---- */

static gboolean list_entries(XlsxParts *parts) {
  zip_int64_t n = zip_get_num_entries(parts->zip, 0);
  if (n > MAX_ENTRIES) {
    return xlsx_parts_fail_too_large(parts);
  }
  for (zip_int64_t i = 0; i < n; i++) {
    const char *name = zip_get_name(parts->zip, (zip_uint64_t)i, ZIP_FL_ENC_GUESS);
    if (name) {
      char *key = g_ascii_strdown(name, -1);
      /* Some writers use the other slash. */
      g_hash_table_replace(parts->entries, g_strdelimit(key, "\\", '/'), GUINT_TO_POINTER((guint)i + 1));
    }
  }
  return TRUE;
}

XlsxParts *xlsx_parts_open(const char *file, GBytes *bytes, DiagList *diags) {
  XlsxParts *parts = g_new0(XlsxParts, 1);
  parts->file = file;
  parts->diags = diags;
  parts->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(data, length, 0, &error);
  parts->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
  zip_error_fini(&error);
  if (!parts->zip) {
    zip_source_free(source);
    xlsx_parts_fail_damaged(parts);
  }
  if (!parts->zip || !list_entries(parts)) {
    xlsx_parts_free(parts);
    return NULL;
  }
  return parts;
}

void xlsx_parts_free(XlsxParts *parts) {
  if (!parts) {
    return;
  }
  if (parts->zip) {
    zip_discard(parts->zip);
  }
  g_hash_table_unref(parts->entries);
  g_free(parts);
}

static guint find_entry(const XlsxParts *parts, const char *path) {
  g_autofree char *key = g_ascii_strdown(path, -1);
  return GPOINTER_TO_UINT(g_hash_table_lookup(parts->entries, key));
}

gboolean xlsx_parts_has(const XlsxParts *parts, const char *path) {
  return find_entry(parts, path) != 0;
}

/* ---- one part ---- */

typedef struct {
  XlsxParts *parts;
  zip_file_t *entry;
  guint64 packed, unpacked;
} Stream;

struct XlsxXml {
  XlsxParts *parts;
  XlsxHandler handler;
  gpointer data;
  xmlParserCtxtPtr parser;
  GString *values;            /* of the attributes asked for last, one after the other */
  GString *text;              /* characters handed over */
  const xmlChar **attributes; /* of the element that starts: five pointers each */
  int n_attributes;
};

static int stream_read(void *context, char *buffer, int length) {
  Stream *stream = context;
  zip_int64_t n = zip_fread(stream->entry, buffer, (zip_uint64_t)length);
  if (n < 0) {
    return -1;
  }
  stream->unpacked += (guint64)n;
  stream->parts->unpacked += (guint64)n;
  gboolean bomb = stream->unpacked > RATIO_FROM && stream->unpacked / MAX_RATIO > stream->packed;
  if (bomb || stream->parts->unpacked > TABLE_MAX_BYTES) {
    xlsx_parts_fail_too_large(stream->parts);
    return -1;
  }
  return (int)n;
}

static int stream_close(void *context) {
  return 0;
}

/* ---- events: no tree is built, which would take most of the time ---- */

static void stop_unless(XlsxXml *xml, gboolean go_on) {
  if (!go_on) {
    xmlStopParser(xml->parser);
  }
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                     const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes) {
  XlsxXml *xml = context;
  xml->attributes = attributes;
  xml->n_attributes = n_attributes;
  stop_unless(xml, xml->handler(xml, XLSX_START, (const char *)name, xml->data));
  xml->n_attributes = 0;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  XlsxXml *xml = context;
  stop_unless(xml, xml->handler(xml, XLSX_END, (const char *)name, xml->data));
}

static void on_characters(void *context, const xmlChar *characters, int length) {
  XlsxXml *xml = context;
  g_string_truncate(xml->text, 0);
  g_string_append_len(xml->text, (const char *)characters, length);
  stop_unless(xml, xml->handler(xml, XLSX_CHARS, xml->text->str, xml->data));
}

static void refuse_entities(XlsxXml *xml) {
  stop_unless(xml, xlsx_parts_fail(xml->parts, E070, pos_of_file(xml->parts->file),
                                   "工作簿里有不该有的内容（XML 实体），为安全起见不读。",
                                   "请用 Excel 或 WPS 打开，另存为 xlsx 再导入。"));
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  refuse_entities(context);
}

static void on_reference(void *context, const xmlChar *name) {
  refuse_entities(context);
}

static gboolean open_stream(Stream *stream, zip_uint64_t index) {
  XlsxParts *parts = stream->parts;
  zip_stat_t stat;
  if (zip_stat_index(parts->zip, index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_COMP_SIZE)) {
    return xlsx_parts_fail_damaged(parts);
  }
  stream->packed = stat.comp_size;
  stream->entry = zip_fopen_index(parts->zip, index, 0);
  if (stream->entry) {
    return TRUE;
  }
  int code = zip_error_code_zip(zip_get_error(parts->zip));
  if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP) {
    return xlsx_parts_fail(parts, E070, pos_of_file(parts->file), "这个工作簿加了密码，读不了。",
                           "请去掉密码后再导入。");
  }
  return xlsx_parts_fail_damaged(parts);
}

/* What libxml2 says before a reader has a handler of its own (an encoding that it cannot follow) goes to standard error otherwise. */
static void mute(void *context, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void mute(void *context, const char *format, ...) {}

gboolean xlsx_parts_read(XlsxParts *parts, const char *path, XlsxHandler handler, gpointer data) {
  guint index = find_entry(parts, path);
  if (index == 0 || parts->failed) {
    return !parts->failed;
  }
  Stream stream = {.parts = parts};
  if (!open_stream(&stream, index - 1)) {
    return FALSE;
  }
  static xmlSAXHandler events = {.startElementNs = on_start,
                                 .endElementNs = on_end,
                                 .characters = on_characters,
                                 .ignorableWhitespace = on_characters,
                                 .cdataBlock = on_characters,
                                 .internalSubset = on_doctype,
                                 .reference = on_reference,
                                 .initialized = XML_SAX2_MAGIC};
  g_autoptr(GString) values = g_string_new(NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  XlsxXml xml = {.parts = parts, .handler = handler, .data = data, .values = values, .text = text};
  xmlSetGenericErrorFunc(NULL, mute);
  xml.parser = xmlCreateIOParserCtxt(&events, &xml, stream_read, stream_close, &stream, XML_CHAR_ENCODING_NONE);
  gboolean whole = FALSE;
  if (xml.parser) {
    /* with NOENT the five entities of XML come as what they stand for; no others can be declared without a DTD, which ends it */
    xmlCtxtUseOptions(xml.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOENT);
    whole = xmlParseDocument(xml.parser) == 0 && xml.parser->wellFormed;
    xmlFreeParserCtxt(xml.parser);
  }
  if (!whole) {
    xlsx_parts_fail_damaged(parts); /* unless something better was said */
  }
  zip_fclose(stream.entry);
  return !parts->failed;
}

void xlsx_parts_attributes(XlsxXml *xml, const char *const *names, const char **values, guint n) {
  gsize at[8];
  g_assert(n <= G_N_ELEMENTS(at));
  memset(at, 0xFF, sizeof at);
  g_string_truncate(xml->values, 0);
  for (int a = 0; a < xml->n_attributes; a++) {
    const xmlChar *const *one = &xml->attributes[a * 5]; /* name, prefix, URI, value, its end */
    for (guint i = 0; i < n; i++) {
      if (strcmp((const char *)one[0], names[i]) == 0) {
        at[i] = xml->values->len;
        g_string_append_len(xml->values, (const char *)one[3], one[4] - one[3]);
        g_string_append_c(xml->values, '\0');
      }
    }
  }
  for (guint i = 0; i < n; i++) {
    values[i] = at[i] == G_MAXSIZE ? NULL : xml->values->str + at[i];
  }
}
