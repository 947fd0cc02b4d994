/* Tables: what the printers make of the same cells. */
#include "base/text.h"
#include "data/table.h"
#include "out/box.h"
#include "out/page.h"
#include "out/xlsx.h"
#include <string.h>

static const GridColumn two[] = {{"name", "部门", FALSE, 0, 0}, {"n", "次数", TRUE, 0, 0}};

static Grid *grid_of(const char *a, const char *b) {
  Grid *grid = grid_new(NULL, two, G_N_ELEMENTS(two));
  grid_cell(grid, a);
  grid_cell(grid, b);
  grid_end_row(grid);
  return grid;
}

static void test_csv(void) {
  static const struct {
    const char *cell, *expected;
  } rows[] = {
      {"客服部", "客服部"},
      {"a,b", "\"a,b\""},
      {"说\"好\"", "\"说\"\"好\"\"\""},
      {"一\n二", "\"一\n二\""},
      {"一\r\n二", "\"一\n二\""},
      {"=1+1", "\"'=1+1\""},
      {"+8613800000001", "\"'+8613800000001\""},
      {"-1", "\"'-1\""},
      {"@王芳", "\"'@王芳\""},
      {"\t=1", "\" =1\""},
      {" 空", "\" 空\""},
      {"a\x01"
       "b",
       "ab"},
      {NULL, ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Grid) grid = grid_of(rows[i].cell, "1");
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *expected = g_strdup_printf("\xEF\xBB\xBF部门,次数\r\n%s,1\r\n", rows[i].expected);
    grid_print_csv(grid, out);
    g_assert_cmpstr(out->str, ==, expected);
  }
}

static void test_csv_same_fields_everywhere(void) {
  g_autoptr(Grid) grid = grid_of("客服部", "1");
  grid_subheading(grid, "外部联系");
  grid_note(grid, "版本 1");
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_csv(grid, out);
  g_assert_cmpstr(out->str, ==, "\xEF\xBB\xBF部门,次数\r\n客服部,1\r\n外部联系,\r\n版本 1,\r\n");
}

static void test_markdown(void) {
  g_autoptr(Grid) grid = grid_of("a|b\\c*d`e<br>\nf", "1");
  grid_subheading(grid, "外部|联系");
  grid_note(grid, "完");
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_markdown(grid, out);
  g_assert_cmpstr(
      out->str, ==,
      "| 部门 | 次数 |\n| --- | ---: |\n| a\\|b\\\\c\\*d\\`e&lt;br><br>f | 1 |\n| **外部\\|联系** |  |\n\n完\n");
}

static void test_html(void) {
  g_autoptr(Grid) grid = grid_of("<script>&\"'\n二", "1");
  grid_subheading(grid, "外部");
  grid_note(grid, "a<b");
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_html(grid, out);
  g_assert_null(strstr(out->str, "<script>"));
  g_assert_nonnull(strstr(out->str, "&lt;script&gt;&amp;"));
  g_assert_nonnull(strstr(out->str, "<br>二</td><td align=\"right\" nowrap data-label=\"次数\">1</td></tr>"));
  g_assert_nonnull(strstr(out->str, "<th colspan=\"2\" align=\"left\">外部</th>"));
  g_assert_nonnull(strstr(out->str, "<p class=\"note\">a&lt;b</p>"));
}

static void test_page(void) {
  Page page = {
      .title = "标题<x>", .subtitle = "副\n题", .landscape = TRUE, .practice = TRUE, .tight = TRUE, .cards = TRUE};
  g_autoptr(GString) out = g_string_new(NULL);
  page_open(&page, out);
  page_heading("一", out);
  page_paragraph("a&b", out);
  page_close(out);
  g_assert_true(g_str_has_prefix(out->str, "<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
  g_assert_nonnull(strstr(out->str, "size:A4 landscape"));
  g_assert_nonnull(strstr(out->str, "<h1>标题&lt;x&gt;</h1>"));
  g_assert_nonnull(strstr(out->str, "副<br>题"));
  g_assert_nonnull(strstr(out->str, "演练"));
  g_assert_nonnull(strstr(out->str, "max-width:700px"));
  g_assert_null(strstr(out->str, "http")); /* nothing is fetched */
  Page plain = {.title = "标题"};
  g_string_truncate(out, 0);
  page_open(&plain, out);
  g_assert_nonnull(strstr(out->str, "size:A4 portrait"));
  g_assert_null(strstr(out->str, "演练"));
  g_assert_null(strstr(out->str, "class=\"subtitle\""));
  g_assert_null(strstr(out->str, "max-width:700px"));
}

/* Every line of a box has the same width, at most what was asked for. */
static int box_width(const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  int width = -1;
  for (char **line = lines; *line != NULL && **line != '\0'; line++) {
    if (width >= 0) {
      g_assert_cmpint(text_width(*line), ==, width);
    }
    width = text_width(*line);
  }
  return width;
}

static void test_box(void) {
  g_autoptr(Grid) grid = grid_of("客服部", "12");
  grid_cell(grid, "仓");
  grid_cell(grid, "3");
  grid_end_row(grid);
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_text(grid, 0, out);
  g_assert_cmpstr(out->str, ==,
                  "┌────────┬──────┐\n│ 部门   │ 次数 │\n├────────┼──────┤\n│ 客服部 │   12 │\n│ 仓     │    3 "
                  "│\n└────────┴──────┘\n");
}

static void test_box_subheading(void) {
  g_autoptr(Grid) grid = grid_of("客服部", "12");
  grid_subheading(grid, "外部联系");
  grid_cell(grid, "所");
  grid_cell(grid, "3");
  grid_end_row(grid);
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_text(grid, 80, out);
  g_assert_cmpstr(out->str, ==,
                  "┌────────┬──────┐\n│ 部门   │ 次数 │\n├────────┼──────┤\n│ 客服部 │   12 │\n├────────┴──────┤\n"
                  "│ 外部联系      │\n├────────┬──────┤\n│ 所     │    3 │\n└────────┴──────┘\n");
}

static void test_box_wraps(void) {
  g_autoptr(Grid) grid = grid_of("从接到投诉起由首问人负责到底，不推给别的部门", "0571-88880001");
  for (int columns = 80; columns >= 24; columns--) {
    g_autoptr(GString) out = g_string_new(NULL);
    grid_print_text(grid, columns, out);
    g_assert_cmpint(box_width(out->str), <=, columns);
    g_assert_nonnull(strstr(out->str, "0571-88880001")); /* a number is never broken */
  }
}

/* No room for a table: a card a row, nothing lost. */
static void test_cards(void) {
  static const GridColumn many[] = {{"a", "部门", FALSE, 10, 0},
                                    {"b", "对接人", FALSE, 10, 0},
                                    {"c", "当班电话", FALSE, 10, 0},
                                    {"d", "在岗时间", FALSE, 10, 0}};
  g_autoptr(Grid) grid = grid_new("联络表", many, G_N_ELEMENTS(many));
  static const char *const cells[] = {"客服部", "王芳", "0571-88880001", "周一至周五 09:00-18:00"};
  for (guint c = 0; c < G_N_ELEMENTS(cells); c++) {
    grid_cell(grid, cells[c]);
  }
  grid_end_row(grid);
  grid_subheading(grid, "外部联系");
  grid_note(grid, "版本 1，由店长发布，请贴在收银台旁边");
  g_autoptr(GString) out = g_string_new(NULL);
  grid_print_text(grid, 32, out);
  g_assert_cmpstr(
      out->str, ==,
      "联络表\n── 客服部 ──────────────────────\n  对接人    王芳\n  当班电话  0571-88880001\n"
      "  在岗时间  周一至周五\n            09:00-18:00\n\n【外部联系】\n版本 1，由店长发布，请贴在收银台\n旁边\n");
}

static void test_xlsx(void) {
  g_autoptr(Grid) grid = grid_of("=1+1", "0571-88880001");
  grid_subheading(grid, "外部");
  grid_note(grid, "版本 1");
  static const char *const drops[] = {"甲,乙", NULL};
  BookSheet sheets[] = {{"联络表", grid, NULL, TRUE}, {"人员", grid, drops, FALSE}};
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) one = xlsx_write(sheets, 2, &error);
  g_assert_no_error(error);
  g_autoptr(GBytes) two_bytes = xlsx_write(sheets, 2, &error);
  g_assert_true(g_bytes_equal(one, two_bytes));
  const char *bytes = g_bytes_get_data(one, NULL);
  g_assert_cmpmem(bytes, 4, "PK\003\004", 4);
}

/* What is written reads back through our own reader, cell by cell, as text. */
static void test_xlsx_reads_back(void) {
  static const char *const cells[][2] = {
      {"=1+1", "0571-88880001"}, {"010", "1"}, {"一\n二", "2027-03-15"}, {"+8613800000001", "09:00"}};
  g_autoptr(Grid) grid = grid_new("标题 & 版本", two, G_N_ELEMENTS(two));
  for (guint r = 0; r < G_N_ELEMENTS(cells); r++) {
    grid_cell(grid, cells[r][0]);
    grid_cell(grid, cells[r][1]);
    grid_end_row(grid);
  }
  BookSheet sheet = {"联络表", grid, NULL, TRUE};
  g_autoptr(GBytes) bytes = xlsx_write(&sheet, 1, NULL);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Workbook) book = xlsx_parse("book.xlsx", bytes, diags);
  g_assert_false(diag_has_errors(diags));
  g_assert_cmpuint(book->n_sheets, ==, 1);
  const Table *table = book->sheets[0];
  g_assert_cmpstr(table->sheet, ==, "联络表");
  g_assert_cmpuint(table->n_rows, ==, 1 + G_N_ELEMENTS(cells));
  g_assert_cmpstr(table->rows[0].cells[1].text, ==, "次数");
  for (guint r = 0; r < G_N_ELEMENTS(cells); r++) {
    g_assert_cmpstr(table->rows[r + 1].cells[0].text, ==, cells[r][0]);
    g_assert_cmpstr(table->rows[r + 1].cells[1].text, ==, cells[r][1]);
  }
}

static void test_xlsx_no_place(void) {
  if (!g_test_subprocess()) {
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed();
    return;
  }
  g_setenv("TMPDIR", "/dev/null/folder", TRUE);
  g_autoptr(Grid) grid = grid_of("a", "1");
  BookSheet sheet = {"表", grid, NULL, FALSE};
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = xlsx_write(&sheet, 1, &error);
  g_assert_null(bytes);
  g_assert_error(error, FILE_FAULT, FILE_FAULT_ACCESS);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/grid/csv", test_csv);
  g_test_add_func("/grid/csv-same-fields", test_csv_same_fields_everywhere);
  g_test_add_func("/grid/markdown", test_markdown);
  g_test_add_func("/grid/html", test_html);
  g_test_add_func("/grid/page", test_page);
  g_test_add_func("/grid/box", test_box);
  g_test_add_func("/grid/box-subheading", test_box_subheading);
  g_test_add_func("/grid/box-wraps", test_box_wraps);
  g_test_add_func("/grid/cards", test_cards);
  g_test_add_func("/grid/xlsx", test_xlsx);
  g_test_add_func("/grid/xlsx-reads-back", test_xlsx_reads_back);
  g_test_add_func("/grid/xlsx-no-place", test_xlsx_no_place);
  return g_test_run();
}
