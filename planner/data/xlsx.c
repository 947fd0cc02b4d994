/* Workbooks as rows of cells: which parts hold the sheets, what the cells refer to, and where they stand. How parts are unpacked is
 * data/xlsx_parts's business, how values look to their user data/xlsx_value's. */
#include "data/source.h"
#include "data/table.h"
#include "data/table_build.h"
#include "data/xlsx_parts.h"
#include "data/xlsx_value.h"

#include <string.h>

#define MAX_SHEETS 256
#define MAX_FORMATS 10000
#define MAX_STRINGS 4000000
#define MAX_MERGES 200000
#define MAX_MERGE_WORK (64u << 20)

typedef struct {
  const char *file;
  DiagList *diags;
  XlsxParts *parts;
  gsize n_cells;
  gboolean from_1904;
  GHashTable *codes; /* custom numFmtId → XlsxFormat*, owned */
  GArray *formats;   /* of XlsxFormat, by cell style */
  GStringChunk *texts;
  GPtrArray *strings;               /* shared strings, in texts */
  GPtrArray *names, *ids;           /* of the sheets, owned */
  GHashTable *targets;              /* relation id → part, owned */
  char *document, *styles, *shared; /* parts; owned, NULL where there is none */
  gboolean in_cell_styles;
  const char *base; /* the part whose relations are being read */
} Book;

/* ---- relations, workbook, styles, strings ---- */

/* "worksheets/sheet1.xml" in the part "xl/workbook.xml" → "xl/worksheets/sheet1.xml" */
static char *resolve(const char *from, const char *target) {
  g_autofree char *folder = g_path_get_dirname(from);
  g_autofree char *full =
      *target == '/' ? g_strdup(target) : g_strconcat("/", strcmp(folder, ".") ? folder : "", "/", target, NULL);
  g_autofree char *clean = g_canonicalize_filename(full, "/");
  return g_strdup(clean + strspn(clean, "/"));
}

static gboolean on_relation(XlsxXml *xml, XlsxEvent event, const char *name, gpointer data) {
  Book *book = data;
  if (event != XLSX_START || strcmp(name, "Relationship") != 0) {
    return TRUE;
  }
  static const char *const names[] = {"Id", "Type", "Target"};
  const char *values[3];
  xlsx_parts_attributes(xml, names, values, 3);
  if (!values[0] || !values[1] || !values[2]) {
    return TRUE;
  }
  char *part = resolve(book->base, values[2]);
  if (g_str_has_suffix(values[1], "/officeDocument") && !book->document) {
    book->document = g_steal_pointer(&part);
  } else if (g_str_has_suffix(values[1], "/styles") && !book->styles) {
    book->styles = g_steal_pointer(&part);
  } else if (g_str_has_suffix(values[1], "/sharedStrings") && !book->shared) {
    book->shared = g_steal_pointer(&part);
  } else if (g_str_has_suffix(values[1], "/worksheet") && g_hash_table_size(book->targets) < MAX_SHEETS) {
    g_hash_table_replace(book->targets, g_strdup(values[0]), g_steal_pointer(&part));
  }
  g_free(part);
  return TRUE;
}

static gboolean is_true(const char *value) {
  return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}

static gboolean on_workbook(XlsxXml *xml, XlsxEvent event, const char *name, gpointer data) {
  Book *book = data;
  static const char *const names[] = {"date1904", "name", "id"};
  const char *values[3];
  if (event != XLSX_START) {
    return TRUE;
  }
  if (strcmp(name, "workbookPr") == 0) {
    xlsx_parts_attributes(xml, names, values, 1);
    book->from_1904 = is_true(values[0]);
  } else if (strcmp(name, "sheet") == 0) {
    xlsx_parts_attributes(xml, names, values, 3);
    if (book->names->len == MAX_SHEETS) {
      return xlsx_parts_fail_too_large(book->parts);
    }
    g_ptr_array_add(book->names, g_strdup(values[1] ? values[1] : ""));
    g_ptr_array_add(book->ids, g_strdup(values[2] ? values[2] : ""));
  }
  return TRUE;
}

static guint parse_number(const char *text) {
  return text ? (guint)MIN(g_ascii_strtoull(text, NULL, 10), G_MAXINT32) : 0;
}

static gboolean on_styles(XlsxXml *xml, XlsxEvent event, const char *name, gpointer data) {
  Book *book = data;
  static const char *const names[] = {"numFmtId", "formatCode"};
  const char *values[2];
  if (event != XLSX_CHARS && strcmp(name, "cellXfs") == 0) {
    book->in_cell_styles = event == XLSX_START;
  } else if (event == XLSX_START && strcmp(name, "numFmt") == 0) {
    xlsx_parts_attributes(xml, names, values, 2);
    if (values[0] && values[1] && g_hash_table_size(book->codes) < MAX_FORMATS) {
      XlsxFormat *format = g_new(XlsxFormat, 1);
      *format = xlsx_value_format_code(values[1]);
      g_hash_table_replace(book->codes, GUINT_TO_POINTER(parse_number(values[0])), format);
    }
  } else if (event == XLSX_START && book->in_cell_styles && strcmp(name, "xf") == 0) {
    xlsx_parts_attributes(xml, names, values, 1);
    guint id = parse_number(values[0]);
    const XlsxFormat *custom = g_hash_table_lookup(book->codes, GUINT_TO_POINTER(id));
    XlsxFormat format = custom ? *custom : xlsx_value_format_id(id);
    g_array_append_val(book->formats, format);
  }
  return TRUE;
}

/* The texts of <t>, which stand in shared strings and in cells alike; those of <rPh> are readings beside the characters. */
typedef struct {
  GString *text;
  gboolean in_text;
  gboolean in_reading;
} Rich;

static void rich_event(Rich *rich, XlsxEvent event, const char *name) {
  if (event == XLSX_CHARS) {
    if (rich->in_text && !rich->in_reading) {
      g_string_append(rich->text, name);
    }
  } else if (strcmp(name, "t") == 0) {
    rich->in_text = event == XLSX_START;
  } else if (strcmp(name, "rPh") == 0) {
    rich->in_reading = event == XLSX_START;
  }
}

typedef struct {
  Book *book;
  Rich rich;
} Strings;

static gboolean on_strings(XlsxXml *xml, XlsxEvent event, const char *name, gpointer data) {
  Strings *strings = data;
  Book *book = strings->book;
  Rich *rich = &strings->rich;
  if (event != XLSX_CHARS && strcmp(name, "si") == 0) {
    if (event == XLSX_START) {
      g_string_truncate(rich->text, 0);
    } else {
      if (book->strings->len == MAX_STRINGS) {
        return xlsx_parts_fail_too_large(book->parts);
      }
      xlsx_value_unescape(rich->text);
      g_ptr_array_add(book->strings, g_string_chunk_insert_len(book->texts, rich->text->str, (gssize)rich->text->len));
    }
    return TRUE;
  }
  rich_event(rich, event, name);
  return TRUE;
}

/* ---- sheets ---- */

typedef struct {
  guint32 line, last_line;
  guint index, last_index;
} Merge;

typedef struct {
  Book *book;
  TableBuilder *builder;
  const char *sheet;
  gboolean in_data, in_value, in_inline;
  guint32 row;
  guint column; /* from 0, of the cell under way */
  gint64 last_column;
  char type[12];
  guint style;
  gboolean formula;
  GString *value;
  Rich inside; /* text of inline strings, into value */
  GArray *merges;
} Sheet;

static Pos cell_pos(const Sheet *sheet) {
  return (Pos){
      .file = intern_string(sheet->book->file), .sheet = sheet->sheet, .line = sheet->row, .column = sheet->column + 1};
}

static gboolean start_row(Sheet *sheet, XlsxXml *xml) {
  static const char *const names[] = {"r"};
  const char *values[1];
  xlsx_parts_attributes(xml, names, values, 1);
  guint32 row = values[0] ? parse_number(values[0]) : sheet->row + 1;
  if (row <= sheet->row || row > TABLE_MAX_ROWS) {
    return xlsx_parts_fail_damaged(sheet->book->parts);
  }
  sheet->row = row;
  sheet->last_column = -1;
  return TRUE;
}

static gboolean start_cell(Sheet *sheet, XlsxXml *xml) {
  static const char *const names[] = {"r", "t", "s"};
  const char *values[3];
  xlsx_parts_attributes(xml, names, values, 3);
  sheet->column = (guint)(sheet->last_column + 1);
  if (values[0] && !xlsx_value_ref(values[0], &sheet->column, NULL, NULL)) {
    return xlsx_parts_fail_damaged(sheet->book->parts);
  }
  sheet->last_column = sheet->column;
  g_strlcpy(sheet->type, values[1] ? values[1] : "n", sizeof sheet->type);
  sheet->style = parse_number(values[2]);
  sheet->formula = FALSE;
  g_string_truncate(sheet->value, 0);
  return TRUE;
}

static gboolean end_cell(Sheet *sheet) {
  const Book *book = sheet->book;
  GString *value = sheet->value;
  g_autofree char *shown = NULL;
  const char *text = "";
  if (strcmp(sheet->type, "s") == 0 && value->len) {
    char *end = NULL;
    guint64 index = g_ascii_strtoull(value->str, &end, 10);
    if (*end != '\0' || index >= book->strings->len) {
      return xlsx_parts_fail(book->parts, E070, cell_pos(sheet), "这一格的文字丢失了，工作簿可能已经损坏。",
                             "请用 Excel 或 WPS 打开，另存为 xlsx 再导入。");
    }
    text = g_ptr_array_index(book->strings, (guint)index);
  } else if (strcmp(sheet->type, "b") == 0 && value->len) {
    text = is_true(value->str) ? "TRUE" : "FALSE";
  } else if (strcmp(sheet->type, "d") == 0) {
    shown = xlsx_value_iso(value->str);
  } else if (strcmp(sheet->type, "n") == 0) {
    if (value->len == 0 && sheet->formula) {
      return xlsx_parts_fail(book->parts, E074, cell_pos(sheet), "这一格是公式，文件里却没有存下计算结果。",
                             "请用 Excel 或 WPS 打开，保存一次再导入。");
    }
    XlsxFormat format = {0};
    if (sheet->style < book->formats->len) {
      format = g_array_index(book->formats, XlsxFormat, sheet->style);
    }
    g_strstrip(value->str);
    shown = xlsx_value_number(value->str, format, book->from_1904);
  } else {
    xlsx_value_unescape(value);
    text = value->str;
  }
  text = shown ? shown : text;
  return table_builder_cell(sheet->builder, sheet->column, text, strlen(text), sheet->row, sheet->column + 1) ||
         xlsx_parts_give_up(book->parts);
}

static gboolean add_merge(Sheet *sheet, XlsxXml *xml) {
  static const char *const names[] = {"ref"};
  const char *values[1];
  xlsx_parts_attributes(xml, names, values, 1);
  Merge merge;
  const char *rest = NULL;
  if (!values[0] || !xlsx_value_ref(values[0], &merge.index, &merge.line, &rest) || *rest != ':' ||
      !xlsx_value_ref(rest + 1, &merge.last_index, &merge.last_line, NULL)) {
    return TRUE; /* a range of one cell, or none that matters */
  }
  if (sheet->merges->len == MAX_MERGES) {
    return xlsx_parts_fail_too_large(sheet->book->parts);
  }
  g_array_append_val(sheet->merges, merge);
  return TRUE;
}

static gboolean on_sheet(XlsxXml *xml, XlsxEvent event, const char *name, gpointer data) {
  Sheet *sheet = data;
  if (event == XLSX_CHARS) {
    if (sheet->in_value) {
      g_string_append(sheet->value, name);
    } else if (sheet->in_inline) {
      rich_event(&sheet->inside, event, name);
    }
    return TRUE;
  }
  gboolean start = event == XLSX_START;
  if (sheet->in_data && name[1] == '\0') { /* nearly all elements */
    switch (name[0]) {
    case 'c':
      return start ? start_cell(sheet, xml) : end_cell(sheet);
    case 'v':
      sheet->in_value = start;
      return TRUE;
    case 'f':
      sheet->formula = TRUE;
      return TRUE;
    default:
      break;
    }
  }
  if (strcmp(name, "sheetData") == 0) {
    sheet->in_data = start;
  } else if (strcmp(name, "mergeCell") == 0 && start) {
    return add_merge(sheet, xml);
  } else if (!sheet->in_data) {
    return TRUE;
  } else if (strcmp(name, "row") == 0) {
    if (start) {
      return start_row(sheet, xml);
    }
    return table_builder_end_row(sheet->builder, sheet->row) || xlsx_parts_give_up(sheet->book->parts);
  } else if (strcmp(name, "is") == 0) {
    sheet->in_inline = start;
  } else if (sheet->in_inline) {
    rich_event(&sheet->inside, event, name);
  }
  return TRUE;
}

static void blank_merges(Book *book, Table *table, const GArray *merges) {
  gsize work = 0;
  for (guint i = 0; i < merges->len; i++) {
    const Merge *merge = &g_array_index(merges, Merge, i);
    gboolean down = merge->index == merge->last_index && merge->line < merge->last_line;
    work += down ? table_repeat_down(table, merge->line, merge->index, merge->last_line)
                 : table_blank(table, merge->line, merge->index, merge->last_line, merge->last_index);
    if (work > MAX_MERGE_WORK) {
      xlsx_parts_fail_too_large(book->parts);
      return;
    }
  }
  if (merges->len) {
    table_compact(table);
  }
}

static Table *read_sheet(Book *book, const char *name, const char *part) {
  g_autoptr(TableBuilder) builder = table_builder_new(book->file, name, &book->n_cells, book->diags);
  g_autoptr(GString) value = g_string_new(NULL);
  g_autoptr(GArray) merges = g_array_new(FALSE, FALSE, sizeof(Merge));
  Sheet sheet = {.book = book,
                 .builder = builder,
                 .sheet = intern_string(name),
                 .value = value,
                 .merges = merges,
                 .inside = {.text = value}};
  sheet.last_column = -1;
  gboolean whole = xlsx_parts_read(book->parts, part, on_sheet, &sheet);
  Table *table = table_builder_finish(builder);
  if (whole) {
    blank_merges(book, table, merges);
  }
  return table;
}

/* ---- the workbook ---- */

/* What else comes as a zip archive and is taken for a workbook. */
static gboolean fail_no_workbook(Book *book) {
  XlsxParts *parts = book->parts;
  static const char *const save = "请用 Excel 或 WPS 打开，另存为 xlsx 再导入。";
  Pos pos = pos_of_file(book->file);
  if (xlsx_parts_has(parts, "xl/workbook.bin")) {
    return xlsx_parts_fail(parts, E070, pos, "这是 xlsb 格式的工作簿，这里只认 xlsx 和 csv。", save);
  }
  if (xlsx_parts_has(parts, "content.xml") && xlsx_parts_has(parts, "mimetype")) {
    return xlsx_parts_fail(parts, E070, pos, "这是 ods 格式的表格，这里只认 xlsx 和 csv。", save);
  }
  if (xlsx_parts_has(parts, "word/document.xml")) {
    return xlsx_parts_fail(parts, E070, pos, "这是 Word 文档，不是表格。",
                           "请把里面的表格复制到 Excel 或 WPS 表格，存为 xlsx 再导入。");
  }
  return xlsx_parts_fail(parts, E070, pos, "这个压缩文件里没有工作簿。",
                         "请检查是不是选错了文件；压缩包请先解压，再导入里面的表格。");
}

/* "xl/workbook.xml" → "xl/_rels/workbook.xml.rels" */
static char *relations_of(const char *part) {
  const char *slash = strrchr(part, '/');
  const char *name = slash ? slash + 1 : part;
  return g_strdup_printf("%.*s_rels/%s.rels", (int)(name - part), part, name);
}

/* Everything that the sheets need. */
static gboolean read_frame(Book *book) {
  XlsxParts *parts = book->parts;
  book->base = "";
  if (!xlsx_parts_read(parts, "_rels/.rels", on_relation, book)) {
    return FALSE;
  }
  g_autofree char *workbook = book->document ? g_strdup(book->document) : g_strdup("xl/workbook.xml");
  g_autofree char *folded = g_ascii_strdown(workbook, -1);
  if (!xlsx_parts_has(parts, workbook) || !g_str_has_suffix(folded, ".xml") || g_str_has_prefix(folded, "word/")) {
    return fail_no_workbook(book);
  }
  g_autofree char *relations = relations_of(workbook);
  book->base = workbook;
  gboolean good =
      xlsx_parts_read(parts, workbook, on_workbook, book) && xlsx_parts_read(parts, relations, on_relation, book);
  book->base = NULL;
  if (!good || (book->styles && !xlsx_parts_read(parts, book->styles, on_styles, book))) {
    return FALSE;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  Strings strings = {.book = book, .rich = {.text = text}};
  return !book->shared || xlsx_parts_read(parts, book->shared, on_strings, &strings);
}

static Workbook *read_sheets(Book *book) {
  Workbook *result = g_new0(Workbook, 1);
  result->sheets = g_new0(Table *, book->names->len + 1);
  result->from_1904 = book->from_1904;
  for (guint i = 0; i < book->names->len && !xlsx_parts_failed(book->parts); i++) {
    const char *part = g_hash_table_lookup(book->targets, g_ptr_array_index(book->ids, i));
    if (part && xlsx_parts_has(book->parts, part)) { /* chart sheets are related otherwise */
      result->sheets[result->n_sheets++] = read_sheet(book, g_ptr_array_index(book->names, i), part);
    }
  }
  if (result->n_sheets == 0) {
    xlsx_parts_fail(book->parts, E070, pos_of_file(book->file), "这个工作簿里没有工作表。",
                    "请检查是不是选错了文件；必要时用 Excel 或 WPS 另存为 xlsx。");
  }
  if (xlsx_parts_failed(book->parts)) {
    workbook_free(result);
    return NULL;
  }
  return result;
}

Workbook *xlsx_parse(const char *file, GBytes *bytes, DiagList *diags) {
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  if (length > TABLE_MAX_BYTES) {
    source_too_big(file, TABLE_MAX_BYTES, diags);
    return NULL;
  }
  if (table_refuse_foreign(file, data, length, diags)) {
    return NULL;
  }
  g_autoptr(XlsxParts) parts = xlsx_parts_open(file, bytes, diags);
  if (!parts) {
    return NULL;
  }
  g_autoptr(GHashTable) codes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(GHashTable) targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GArray) formats = g_array_new(FALSE, FALSE, sizeof(XlsxFormat));
  g_autoptr(GPtrArray) strings = g_ptr_array_new();
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  Book book = {.file = file,
               .diags = diags,
               .parts = parts,
               .codes = codes,
               .formats = formats,
               .strings = strings,
               .names = names,
               .ids = ids,
               .targets = targets,
               .texts = g_string_chunk_new(16 << 10)};
  Workbook *result = read_frame(&book) ? read_sheets(&book) : NULL;
  g_string_chunk_free(book.texts);
  g_free(book.document);
  g_free(book.styles);
  g_free(book.shared);
  return result;
}
