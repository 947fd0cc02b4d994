/* Workbooks: as libxlsxwriter writes them, as others do, and as nobody should. Hand-made ones are zipped here part by part. */
#include "data/table.h"
#include "data/xlsx_value.h"

#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>
#include <zip.h>

/* ---- values ---- */

static void test_formats(void) {
  static const struct {
    const char *code;
    int kind;
    guint zeros;
  } rows[] = {
      {"General", XLSX_GENERAL, 0},
      {"@", XLSX_GENERAL, 0},
      {"0", XLSX_GENERAL, 0},
      {"0.00", XLSX_GENERAL, 0},
      {"#,##0.00_ ;[Red]\\-#,##0.00\\ ", XLSX_GENERAL, 0},
      {"0.00E+00", XLSX_GENERAL, 0},
      {"0%", XLSX_PERCENT, 0},
      {"0.00%;[Red]-0.00%", XLSX_PERCENT, 0},
      {"0\"%\"", XLSX_GENERAL, 0},
      {"0\"days\"", XLSX_GENERAL, 0},
      {"\"y\"0", XLSX_GENERAL, 0},
      {"[Red]0", XLSX_GENERAL, 0},
      {"0000", XLSX_GENERAL, 4},
      {"00;-00", XLSX_GENERAL, 2},
      {"yyyy-mm-dd", XLSX_DATE, 0},
      {"yyyy\"年\"m\"月\"d\"日\";@", XLSX_DATE, 0},
      {"m\"月\"d\"日\"", XLSX_DATE, 0},
      {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", XLSX_DATE, 0},
      {"[$-404]e/m/d", XLSX_DATE, 0},
      {"[DBNum1][$-804]yyyy\"年\"m\"月\"", XLSX_DATE, 0},
      {"mmm", XLSX_DATE, 0},
      {"aaaa", XLSX_DATE, 0},
      {"reserved-0x1F", XLSX_DATE, 0},
      {"reserved-0x16", XLSX_DATE_TIME, 0},
      {"yyyy/m/d h:mm", XLSX_DATE_TIME, 0},
      {"m/d h:mm AM/PM", XLSX_DATE_TIME, 0},
      {"h:mm", XLSX_TIME, 0},
      {"h:mm:ss AM/PM", XLSX_TIME, 0},
      {"[$-409]h:mm A/P", XLSX_TIME, 0},
      {"上午/下午h\"时\"mm\"分\"", XLSX_TIME, 0},
      {"mm:ss", XLSX_TIME, 0},
      {"[h]:mm", XLSX_ELAPSED, 0},
      {"[mm]:ss", XLSX_ELAPSED, 0},
      {"\"", XLSX_GENERAL, 0},
      {"\\", XLSX_GENERAL, 0},
      {"[", XLSX_GENERAL, 0},
      {"", XLSX_GENERAL, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].code);
    XlsxFormat format = xlsx_value_format_code(rows[i].code);
    g_assert_cmpint(format.kind, ==, rows[i].kind);
    g_assert_cmpuint(format.zeros, ==, rows[i].zeros);
  }
  static const struct {
    guint id;
    int kind;
  } ids[] = {{0, XLSX_GENERAL}, {1, XLSX_GENERAL},  {9, XLSX_PERCENT}, {13, XLSX_GENERAL},   {14, XLSX_DATE},
             {17, XLSX_DATE},   {18, XLSX_TIME},    {21, XLSX_TIME},   {22, XLSX_DATE_TIME}, {23, XLSX_GENERAL},
             {27, XLSX_DATE},   {31, XLSX_DATE},    {32, XLSX_TIME},   {36, XLSX_DATE},      {37, XLSX_GENERAL},
             {45, XLSX_TIME},   {46, XLSX_ELAPSED}, {47, XLSX_TIME},   {48, XLSX_GENERAL},   {49, XLSX_GENERAL},
             {50, XLSX_DATE},   {55, XLSX_TIME},    {58, XLSX_DATE},   {59, XLSX_GENERAL}};
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_assert_cmpint(xlsx_value_format_id(ids[i].id).kind, ==, ids[i].kind);
  }
}

static void test_numbers(void) {
  static const struct {
    const char *raw;
    XlsxFormat format;
    gboolean from_1904;
    const char *text;
  } rows[] = {
      {"13800000001", {XLSX_GENERAL, 0}, FALSE, "13800000001"},
      {"1.3800000001E10", {XLSX_GENERAL, 0}, FALSE, "13800000001"},
      {"330106199001011234", {XLSX_GENERAL, 0}, FALSE, "330106199001011234"},
      {"3.3010619900101101E+17", {XLSX_GENERAL, 0}, FALSE, "330106199001011000"},
      {"0.30000000000000004", {XLSX_GENERAL, 0}, FALSE, "0.3"},
      {"0.1", {XLSX_GENERAL, 0}, FALSE, "0.1"},
      {"1.0", {XLSX_GENERAL, 0}, FALSE, "1"},
      {"-2.50", {XLSX_GENERAL, 0}, FALSE, "-2.5"},
      {"1234.5678", {XLSX_GENERAL, 0}, FALSE, "1234.5678"},
      {"1E-05", {XLSX_GENERAL, 0}, FALSE, "0.00001"},
      {"1.25E-7", {XLSX_GENERAL, 0}, FALSE, "0.000000125"},
      {"1E+300", {XLSX_GENERAL, 0}, FALSE, "1e+300"},
      {"1e-300", {XLSX_GENERAL, 0}, FALSE, "1e-300"},
      {"0", {XLSX_GENERAL, 0}, FALSE, "0"},
      {"100", {XLSX_GENERAL, 0}, FALSE, "100"},
      {"1e400", {XLSX_GENERAL, 0}, FALSE, "1e400"},
      {"abc", {XLSX_GENERAL, 0}, FALSE, "abc"},
      {"12abc", {XLSX_DATE, 0}, FALSE, "12abc"},
      {"", {XLSX_DATE, 0}, FALSE, ""},
      {"nan", {XLSX_DATE, 0}, FALSE, "nan"},
      {"12", {XLSX_GENERAL, 4}, FALSE, "0012"},
      {"12345", {XLSX_GENERAL, 4}, FALSE, "12345"},
      {"-1", {XLSX_GENERAL, 4}, FALSE, "-1"},
      {"1.5", {XLSX_GENERAL, 4}, FALSE, "1.5"},
      {"0.95", {XLSX_PERCENT, 0}, FALSE, "95%"},
      {"-0.005", {XLSX_PERCENT, 0}, FALSE, "-0.5%"},
      {"1", {XLSX_DATE, 0}, FALSE, "1900-01-01"},
      {"59", {XLSX_DATE, 0}, FALSE, "1900-02-28"},
      {"60", {XLSX_DATE, 0}, FALSE, "1900-02-29"},
      {"61", {XLSX_DATE, 0}, FALSE, "1900-03-01"},
      {"46461", {XLSX_DATE, 0}, FALSE, "2027-03-15"},
      {"46461.999", {XLSX_DATE, 0}, FALSE, "2027-03-15"},
      {"44999", {XLSX_DATE, 0}, TRUE, "2027-03-15"},
      {"0", {XLSX_DATE, 0}, TRUE, "1904-01-01"},
      {"0", {XLSX_DATE, 0}, FALSE, "0"},
      {"-3", {XLSX_DATE, 0}, FALSE, "-3"},
      {"2958465", {XLSX_DATE, 0}, FALSE, "9999-12-31"},
      {"2958466", {XLSX_DATE, 0}, FALSE, "2958466"},
      {"46461.375", {XLSX_DATE_TIME, 0}, FALSE, "2027-03-15 09:00"},
      {"46461.374999999", {XLSX_DATE_TIME, 0}, FALSE, "2027-03-15 09:00"},
      {"46461", {XLSX_DATE_TIME, 0}, FALSE, "2027-03-15"},
      {"46460.9999999", {XLSX_DATE_TIME, 0}, FALSE, "2027-03-15"},
      {"0.375", {XLSX_DATE_TIME, 0}, FALSE, "09:00"},
      {"0.375", {XLSX_TIME, 0}, FALSE, "09:00"},
      {"0.99930555555555556", {XLSX_TIME, 0}, FALSE, "23:59"},
      {"46461.5", {XLSX_TIME, 0}, FALSE, "12:00"},
      {"1.0833333333333333", {XLSX_ELAPSED, 0}, FALSE, "26:00"},
      {"0.0625", {XLSX_ELAPSED, 0}, FALSE, "01:30"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = xlsx_value_number(rows[i].raw, rows[i].format, rows[i].from_1904);
    g_assert_cmpstr(text, ==, rows[i].text);
  }
  static const char *const isos[][2] = {{"2027-03-15", "2027-03-15"},
                                        {"2027-03-15T00:00:00", "2027-03-15"},
                                        {"2027-03-15T09:30:00Z", "2027-03-15 09:30"},
                                        {"2027-03-15T09:0н00", "2027-03-15T09:0н00"},
                                        {"x", "x"}};
  for (guint i = 0; i < G_N_ELEMENTS(isos); i++) {
    g_autofree char *text = xlsx_value_iso(isos[i][0]);
    g_assert_cmpstr(text, ==, isos[i][1]);
  }
}

static void test_small_parts(void) {
  static const struct {
    const char *ref;
    gboolean good;
    guint column;
    guint32 row;
  } refs[] = {{"A1", TRUE, 0, 1},  {"Z9", TRUE, 25, 9},    {"AA10", TRUE, 26, 10}, {"XFD1048576", TRUE, 16383, 1048576},
              {"a1", TRUE, 0, 1},  {"", FALSE, 0, 0},      {"A", FALSE, 0, 0},     {"1", FALSE, 0, 0},
              {"A0", FALSE, 0, 0}, {"ABCD1", FALSE, 0, 0}, {"A1x", FALSE, 0, 0},   {"A999999999", FALSE, 0, 0}};
  for (guint i = 0; i < G_N_ELEMENTS(refs); i++) {
    guint column = 0;
    guint32 row = 0;
    g_assert_cmpint(xlsx_value_ref(refs[i].ref, &column, &row, NULL), ==, refs[i].good);
    g_assert_cmpuint(column, ==, refs[i].column);
    g_assert_cmpuint(row, ==, refs[i].row);
  }
  static const char *const texts[][2] = {
      {"a_x000D_\nb", "a\nb"},
      {"_x738B_芳", "王芳"},
      {"_x005F_x000D_", "_x000D_"},
      {"_xD83D__xDE00_", "😀"},
      {"_xD83D_x", "\xEF\xBF\xBDx"},
      {"_x00_", "_x00_"},
      {"_x", "_x"},
      {"_x0000_", ""},
      {"a_b", "a_b"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GString) text = g_string_new(texts[i][0]);
    xlsx_value_unescape(text);
    g_assert_cmpstr(text->str, ==, texts[i][1]);
  }
}

/* ---- workbooks made by hand ---- */

typedef struct {
  const char *path, *text;
} PartText;

static GBytes *zip_parts(const PartText *parts, guint n) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
  zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE | ZIP_CREATE, &error);
  g_assert_nonnull(zip);
  zip_source_keep(target);
  for (guint i = 0; i < n; i++) {
    zip_source_t *source = zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0);
    g_assert_cmpint(zip_file_add(zip, parts[i].path, source, ZIP_FL_ENC_UTF_8), >=, 0);
  }
  g_assert_cmpint(zip_close(zip), ==, 0);
  g_assert_cmpint(zip_source_open(target), ==, 0);
  zip_source_seek(target, 0, SEEK_END);
  gsize length = (gsize)zip_source_tell(target);
  zip_source_seek(target, 0, SEEK_SET);
  char *data = g_malloc(length);
  g_assert_cmpint(zip_source_read(target, data, length), ==, (zip_int64_t)length);
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return g_bytes_new_take(data, length);
}

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
static const char package_rels[] =
    "<Relationships><Relationship Id=\"rId1\" Type=\"" REL "/officeDocument\" Target=\"xl/workbook.xml\"/>"
    "</Relationships>";
static const char workbook_rels[] =
    "<Relationships><Relationship Id=\"rId1\" Type=\"" REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" REL "/styles\" Target=\"/xl/styles.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" REL "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
static const char one_sheet[] =
    "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" REL "\"><sheets><sheet name=\"人员\" sheetId=\"1\" r:id=\"rId1\"/>"
    "</sheets></workbook>";
static const char styles[] =
    "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
    "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
    "<xf numFmtId=\"164\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>";
static const char strings[] =
    "<sst xmlns=\"" MAIN "\"><si><t>姓名</t></si><si><r><t xml:space=\"preserve\">王 </t></r><r><rPr/><t>芳</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>wangfang</t></rPh></si><si><t/></si><si><t>a&amp;b_x000D_&#10;c</t></si></sst>";

static void add_problem(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s@%u:%u %s", out->len ? " " : "", diag_code_name(diag->code), diag->pos.line,
                         diag->pos.column, diag->message);
  g_assert_true(g_str_has_suffix(diag->message, "。"));
  g_assert_true(g_str_has_suffix(diag->fix, "。"));
}

static char *dump(const Workbook *book) {
  GString *out = g_string_new(NULL);
  for (guint s = 0; s < book->n_sheets; s++) {
    const Table *table = book->sheets[s];
    g_string_append_printf(out, "%s%s:", s ? " " : "", table->sheet);
    for (guint r = 0; r < table->n_rows; r++) {
      g_string_append_printf(out, " %u(", table->rows[r].line);
      for (guint c = 0; c < table->rows[r].n_cells; c++) {
        g_string_append_printf(out, "%s%s", c ? "|" : "", table->rows[r].cells[c].text);
        g_assert_cmpuint(table->rows[r].cells[c].column, ==, c + 1);
        g_assert_cmpuint(table->rows[r].cells[c].line, ==, table->rows[r].line);
      }
      g_string_append_c(out, ')');
    }
  }
  return g_string_free(out, FALSE);
}

static char *read_bytes(GBytes *bytes, char **problems) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Workbook) book = xlsx_parse("a.xlsx", bytes, diags);
  GString *out = g_string_new(NULL);
  diag_each(diags, add_problem, out);
  *problems = g_string_free(out, FALSE);
  g_assert_cmpint(book == NULL, ==, **problems != '\0');
  return book ? dump(book) : g_strdup("");
}

static char *read_sheet(const char *sheet, char **problems) {
  const PartText parts[] = {
      {"_rels/.rels", package_rels}, {"xl/workbook.xml", one_sheet},    {"xl/_rels/workbook.xml.rels", workbook_rels},
      {"xl/styles.xml", styles},     {"xl/sharedStrings.xml", strings}, {"xl/worksheets/sheet1.xml", sheet}};
  g_autoptr(GBytes) bytes = zip_parts(parts, G_N_ELEMENTS(parts));
  return read_bytes(bytes, problems);
}

#define SHEET(data, rest)                                                                                              \
  "<?xml version=\"1.0\"?><worksheet xmlns=\"" MAIN "\"><sheetData>" data "</sheetData>" rest "</worksheet>"

static void test_sheets(void) {
  static const struct {
    const char *sheet, *table, *problem;
  } rows[] = {
      {SHEET("", ""), "人员:", ""},
      {SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" "
             "t=\"s\"><v>3</v></c></row>",
             ""),
       "人员: 1(姓名|王 芳|a&b\nc)", ""},
      /* rows and cells without r, gaps, an empty string, blanks, formatted but empty cells */
      {SHEET("<row><c t=\"s\"><v>0</v></c><c/><c><v>3</v></c></row><row r=\"7\"><c "
             "r=\"B7\"><v>1</v></c><c><v>2</v></c><c r=\"E7\" s=\"1\"/>"
             "</row><row><c t=\"s\"><v>2</v></c></row><row><c t=\"inlineStr\"><is><t>　x </t></is></c></row>",
             ""),
       "人员: 1(姓名||3) 7(|1|2) 9(x)", ""},
      {SHEET("<row><c t=\"inlineStr\"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c><c "
             "t=\"str\"><f>A1</f><v>文字</v></c>"
             "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c "
             "t=\"d\"><v>2027-03-15T00:00:00</v></c></row>",
             ""),
       "人员: 1(甲乙|文字|TRUE|FALSE|#N/A|2027-03-15)", ""},
      {SHEET("<row><c s=\"1\"><v>46461</v></c><c s=\"2\"><v>46461</v></c><c s=\"3\"><v>0.375</v></c><c "
             "s=\"9\"><v>46461</v></c><c s=\"1\"><f>"
             "TODAY()</f><v>46461</v></c></row>",
             ""),
       "人员: 1(2027-03-15|2027-03-15|09:00|46461|2027-03-15)", ""},
      {SHEET("<row><c t=\"str\"><f>IF(1,\"\")</f><v></v></c><c><v>1</v></c></row>", ""), "人员: 1(|1)", ""},
      /* merged: only the first keeps what somebody wrote into all of them */
      {SHEET("<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c><c><v>5</v></c></"
             "row><row><c><v>6</v></c></row>",
             "<mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"A3\"/></mergeCells>"),
       "人员: 1(1||3) 3(6)", ""},
      /* merged downwards: 部门 of three people; a row without other text is none, one that ends before it gets the cell */
      {SHEET("<row><c><v>1</v></c><c><v>7</v></c><c><v>3</v></c></row><row><c><v>4</v></c><c><v>9</v></c><c><v>6</v></"
             "c></row>"
             "<row><c><v>5</v></c></row><row><c/><c><v>8</v></c></row>",
             "<mergeCells count=\"3\"><mergeCell ref=\"B1:B4\"/><mergeCell ref=\"XA1:XA4\"/><mergeCell "
             "ref=\"D5:D9\"/></mergeCells>"),
       "人员: 1(1|7|3) 2(4|7|6) 3(5|7) 4(|7)", ""},
      {SHEET("<row r=\"3\"><c r=\"AB3\"><v>5</v></c></row>", ""), "人员: 3(|||||||||||||||||||||||||||5)", ""},
      {"<x:worksheet xmlns:x=\"" MAIN
       "\"><x:sheetData><x:row r=\"2\"><x:c r=\"A2\"><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>",
       "人员: 2(8)", ""},
      {"<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet><sheetData><row><c "
       "t=\"str\"><v>\xCD\xF5</v></c></row></sheetData></worksheet>",
       "人员: 1(王)", ""},
      /* damaged or hostile */
      {SHEET("<row r=\"2\"/><row r=\"2\"/>", ""), "", "E070@0:0 工作簿已经损坏"},
      {SHEET("<row r=\"9999999\"/>", ""), "", "E070@0:0 工作簿已经损坏"},
      {SHEET("<row><c r=\"1A\"><v>1</v></c></row>", ""), "", "E070@0:0 工作簿已经损坏"},
      {SHEET("<row r=\"4\"><c r=\"C4\" t=\"s\"><v>4</v></c></row>", ""), "", "E070@4:3 这一格的文字丢失了"},
      {SHEET("<row><c t=\"s\"><v>-1</v></c></row>", ""), "", "E070@1:1 这一格的文字丢失了"},
      {SHEET("<row r=\"2\"><c r=\"B2\"><f>1+1</f></c></row>", ""), "", "E074@2:2 这一格是公式"},
      {SHEET("<row><c><v>1</v></c></row", ""), "", "E070@0:0 工作簿已经损坏"},
      {SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", ""), "", "E071@1:16384 表格太大"},
      {"<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>", "",
       "E070@0:0 工作簿里有不该有的内容"},
      {"<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>", "", "E070@0:0 工作簿里有不该有的内容"},
      {"<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>", "", "E070@0:0"},
      {"", "", "E070@0:0 工作簿已经损坏"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("sheet %u", i);
    g_autofree char *problems = NULL;
    g_autofree char *table = read_sheet(rows[i].sheet, &problems);
    if (*rows[i].problem) {
      g_assert_true(g_str_has_prefix(problems, rows[i].problem));
    } else {
      g_assert_cmpstr(problems, ==, "");
    }
    g_assert_cmpstr(table, ==, rows[i].table);
  }
}

static void test_archives(void) {
  static const char sheet[] = SHEET("<row><c><v>1</v></c></row>", "");
  static const char rels_1904[] =
      "<workbook><workbookPr date1904=\"true\"/><sheets><sheet name=\"二\" r:id=\"rId2\" xmlns:r=\"" REL
      "\"/><sheet name=\"图\" id=\"rId9\"/><sheet name=\"一\" state=\"hidden\" id=\"rId1\"/></sheets></workbook>";
  static const char two[] =
      "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/>"
      "<Relationship Id=\"rId2\" Type=\"x/worksheet\" Target=\"../sheets/b.xml\"/>"
      "<Relationship Id=\"rId9\" Type=\"x/chartsheet\" Target=\"charts/c.xml\"/>"
      "<Relationship Id=\"rId4\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
  static const char dated[] = SHEET("<row><c s=\"1\"><v>44999</v></c></row>", "");
  static const struct {
    PartText parts[6];
    const char *table, *problem;
  } rows[] = {
      /* order of the workbook, hidden sheets kept, chart sheets not, other folders, other slashes, other case */
      {{{"_rels/.rels", package_rels},
        {"XL\\workbook.xml", rels_1904},
        {"xl/_rels/workbook.xml.rels", two},
        {"xl/worksheets/A.xml", sheet},
        {"sheets/b.xml", dated},
        {"xl/styles.xml", styles}},
       "二: 1(2027-03-15) 一: 1(1)",
       ""},
      {{{"xl/workbook.xml", one_sheet},
        {"xl/_rels/workbook.xml.rels", workbook_rels},
        {"xl/worksheets/sheet1.xml", sheet}},
       "人员: 1(1)",
       ""},
      {{{"xl/workbook.xml", one_sheet}}, "", "E070@0:0 这个工作簿里没有工作表"},
      {{{"xl/workbook.bin", "x"}}, "", "E070@0:0 这是 xlsb 格式"},
      {{{"content.xml", "x"}, {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}},
       "",
       "E070@0:0 这是 ods 格式"},
      {{{"_rels/.rels", "<R><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></R>"},
        {"word/document.xml", "<x/>"}},
       "",
       "E070@0:0 这是 Word 文档"},
      {{{"readme.txt", "x"}}, "", "E070@0:0 这个压缩文件里没有工作簿"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("archive %u", i);
    guint n = 0;
    while (n < G_N_ELEMENTS(rows[i].parts) && rows[i].parts[n].path) {
      n++;
    }
    g_autoptr(GBytes) bytes = zip_parts(rows[i].parts, n);
    g_assert_true(table_is_xlsx(bytes));
    g_autofree char *problems = NULL;
    g_autofree char *table = read_bytes(bytes, &problems);
    if (*rows[i].problem) {
      g_assert_true(g_str_has_prefix(problems, rows[i].problem));
    } else {
      g_assert_cmpstr(problems, ==, "");
    }
    g_assert_cmpstr(table, ==, rows[i].table);
  }
}

/* Files that are no zip archives, or only the beginning of one. */
static void test_no_archives(void) {
  static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1........";
  static const char encrypted[] =
      "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0....";
  static const struct {
    const char *bytes;
    gsize length;
    const char *problem;
  } rows[] = {
      {ole, sizeof ole, "E070@0:0 这是老格式的 .xls"},
      {encrypted, sizeof encrypted, "E070@0:0 这个工作簿设了打开密码"},
      {"", 0, "E070@0:0 "},
      {"PK\003\004xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 40, "E070@0:0 工作簿已经损坏"},
      {"<html>", 6, "E070@0:0 这个文件里面其实是网页"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) bytes = g_bytes_new_static(rows[i].bytes, rows[i].length);
    g_autofree char *problems = NULL;
    g_free(read_bytes(bytes, &problems));
    g_assert_true(g_str_has_prefix(problems, rows[i].problem));
  }
  static const char sheet[] = SHEET("<row><c><v>1</v></c></row>", "");
  const PartText parts[] = {{"xl/workbook.xml", one_sheet},
                            {"xl/_rels/workbook.xml.rels", workbook_rels},
                            {"xl/worksheets/sheet1.xml", sheet}};
  g_autoptr(GBytes) whole = zip_parts(parts, G_N_ELEMENTS(parts));
  for (gsize n = 0; n < g_bytes_get_size(whole); n += 7) {
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(whole, 0, n);
    g_autofree char *problems = NULL;
    g_free(read_bytes(cut, &problems));
    g_assert_true(g_str_has_prefix(problems, "E070@0:0 "));
  }
}

/* Each of them small on disk. */
static void test_bombs(void) {
  g_autoptr(GString) sheet = g_string_new("<worksheet><sheetData><row>");
  for (guint i = 0; i < 6 << 20; i++) {
    g_string_append(sheet, "<c/>");
  }
  g_string_append(sheet, "</row></sheetData></worksheet>");
  g_autofree char *problems = NULL, *text = NULL, *more = NULL, *many = NULL, *merged = NULL;
  g_free(read_sheet(sheet->str, &problems));
  g_assert_true(g_str_has_prefix(problems, "E071@0:0 "));

  g_string_assign(sheet, "<worksheet><sheetData>"); /* one cell behind 4,095 that are not there, in every row */
  for (guint i = 1; i <= TABLE_MAX_CELLS / TABLE_MAX_COLUMNS + 1; i++) {
    g_string_append_printf(sheet, "<row r=\"%u\"><c r=\"FAN%u\"><v>%u</v></c></row>", i, i, i * 7919);
  }
  g_string_append(sheet, "</sheetData></worksheet>");
  text = read_sheet(sheet->str, &more);
  g_assert_true(g_str_has_prefix(more, "E071@4097:"));

  g_string_assign(sheet, "<worksheet><sheetData>"); /* every range covers everything */
  for (guint i = 1; i <= 2000; i++) {
    g_string_append_printf(sheet, "<row><c><v>%u</v></c></row>", i);
  }
  g_string_append(sheet, "</sheetData><mergeCells>");
  for (guint i = 0; i < 100000; i++) {
    g_string_append_printf(sheet, "<mergeCell ref=\"A1:B%u\"/>", 2000 + i);
  }
  g_string_append(sheet, "</mergeCells></worksheet>");
  merged = read_sheet(sheet->str, &many);
  g_assert_true(g_str_has_prefix(many, "E071@0:0 "));
}

/* ---- as libxlsxwriter writes them ---- */

static void test_written(void) {
  g_autofree char *folder = g_dir_make_tmp("xlsx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "a.xlsx", NULL);
  lxw_workbook *book = workbook_new(path);
  lxw_worksheet *first = workbook_add_worksheet(book, "人员");
  lxw_worksheet *second = workbook_add_worksheet(book, "空");
  lxw_worksheet *third = workbook_add_worksheet(book, "值班");
  worksheet_hide(second);
  lxw_format *date = workbook_add_format(book), *hour = workbook_add_format(book), *padded = workbook_add_format(book);
  format_set_num_format(date, "yyyy\"年\"m\"月\"d\"日\"");
  format_set_num_format(hour, "hh:mm");
  format_set_num_format(padded, "0000");
  worksheet_merge_range(first, 0, 0, 0, 3, "2027 年名单", NULL);
  worksheet_write_string(first, 1, 0, "姓名", NULL);
  worksheet_write_string(first, 1, 1, "电话", NULL);
  worksheet_write_string(first, 2, 0, "王芳", NULL);
  worksheet_write_number(first, 2, 1, 13800000001, NULL);
  lxw_datetime day = {.year = 2027, .month = 3, .day = 15}, time = {.hour = 9, .min = 30};
  worksheet_write_datetime(first, 2, 2, &day, date);
  worksheet_write_datetime(first, 2, 3, &time, hour);
  worksheet_write_number(first, 3, 1, 0.1 + 0.2, NULL);
  worksheet_write_number(first, 3, 2, 42, padded);
  worksheet_write_boolean(first, 3, 3, 1, NULL);
  worksheet_write_formula_num(first, 4, 0, "=1+2", NULL, 3);
  worksheet_write_blank(first, 9, 9, date);
  char early[] = "早", shift[] = "班";
  lxw_rich_string_tuple one = {.string = early}, other = {.format = date, .string = shift};
  lxw_rich_string_tuple *rich[] = {&one, &other, NULL};
  worksheet_write_rich_string(third, 1, 1, rich, NULL);
  g_assert_cmpint(workbook_close(book), ==, LXW_NO_ERROR);
  char *data = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(path, &data, &length, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new_take(data, length);
  g_autofree char *problems = NULL;
  g_autofree char *table = read_bytes(bytes, &problems);
  g_assert_cmpstr(problems, ==, "");
  g_assert_cmpstr(table, ==,
                  "人员: 1(2027 年名单) 2(姓名|电话) 3(王芳|13800000001|2027-03-15|09:30) 4(|0.3|0042|TRUE) 5(3) 空: "
                  "值班: 2(|早班)");
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/xlsx/formats", test_formats);
  g_test_add_func("/xlsx/numbers", test_numbers);
  g_test_add_func("/xlsx/small-parts", test_small_parts);
  g_test_add_func("/xlsx/sheets", test_sheets);
  g_test_add_func("/xlsx/archives", test_archives);
  g_test_add_func("/xlsx/no-archives", test_no_archives);
  g_test_add_func("/xlsx/bombs", test_bombs);
  g_test_add_func("/xlsx/written", test_written);
  return g_test_run();
}
