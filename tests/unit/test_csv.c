/* Text tables: separators, quotes, line ends, encodings, the place of every cell, and what is refused. */
#include "data/table.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

static void add_problem(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s@%u:%u", out->len ? " " : "", diag_code_name(diag->code), diag->pos.line,
                         diag->pos.column);
  g_assert_true(g_str_has_suffix(diag->message, "。"));
  g_assert_true(g_str_has_suffix(diag->fix, "。"));
}

static Table *parse(const char *text, gsize length, char **problems) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, length);
  Table *table = csv_parse("a.csv", bytes, diags);
  GString *out = g_string_new(NULL);
  diag_each(diags, add_problem, out);
  *problems = g_string_free(out, FALSE);
  return table;
}

static char *dump(const Table *table) {
  GString *out = g_string_new(NULL);
  for (guint r = 0; r < table->n_rows; r++) {
    g_string_append(out, r ? " / " : "");
    for (guint c = 0; c < table->rows[r].n_cells; c++) {
      g_string_append_printf(out, "%s%s", c ? "|" : "", table->rows[r].cells[c].text);
    }
  }
  return g_string_free(out, FALSE);
}

static void test_tables(void) {
  static const struct {
    const char *bytes;
    gsize length;
    const char *table, *problems;
  } rows[] = {
      {BYTES(""), "", ""},
      {BYTES("\n\r\n  \n"), "", ""},
      {BYTES("a,b\n1,2\n"), "a|b / 1|2", ""},
      {BYTES("a,b\r\n1,2"), "a|b / 1|2", ""},
      {BYTES("a,b\r1,2\r"), "a|b / 1|2", ""},
      {BYTES("a\tb c\n1\t2,3\n"), "a|b c / 1|2,3", ""},
      {BYTES("a;b\n1,5;2\n"), "a|b / 1,5|2", ""},
      {BYTES("姓名，电话\n王芳，138\n"), "姓名|电话 / 王芳|138", ""},
      {BYTES("sep=;\r\na,b;c\r\n1;2\r\n"), "a,b|c / 1|2", ""},
      {BYTES("SEP=,\na,b"), "a|b", ""},
      {BYTES("sep=x\na,b\n"), "sep=x / a|b", ""},
      {BYTES("2027 名单,,\n姓名,部门,电话\n王芳,客服,1\n"), "2027 名单 / 姓名|部门|电话 / 王芳|客服|1", ""},
      {BYTES("a,b,c\n,,\n1,,\n,,3\n"), "a|b|c / 1 / ||3", ""},
      {BYTES("a,b\n1,2,3,4\n5\n"), "a|b / 1|2|3|4 / 5", ""},
      {BYTES("\"a\",\"b,\"\"c\"\"\"\n\"x\r\ny\",2\n"), "a|b,\"c\" / x\ny|2", ""},
      {BYTES("a, \"b,c\" ,d\n1,2,3\n"), "a|b,c|d / 1|2|3", ""},
      {BYTES("5\" 屏,b\n\"大\"号,2\n"), "5\" 屏|b / 大号|2", ""},
      {BYTES("\"\",b\n"), "|b", ""},
      {BYTES(" a\t,　b　,\xC2\xA0"
             "c\n"),
       "a|b|c", ""},
      {BYTES("\xE2\x80\xAD"
             "13800000001\xE2\x80\xAC,\xEF\xBB\xBF x\n"),
       "13800000001|x", ""},
      {BYTES("\xEF\xBB\xBF姓名,b\n"), "姓名|b", ""},
      {BYTES("\xD0\xD5\xC3\xFB,b\n\xCD\xF5\xB7\xBC,1\n"), "姓名|b / 王芳|1", ""},
      {BYTES("\xFF\xFE"
             "a\0\t\0"
             "b\0\n\0"),
       "a|b", ""},
      /* refused, or cut short */
      {BYTES("a,b\n1,\"x\ny"), "a|b", "E070@2:3"},
      {BYTES("a\0b"), NULL, "E078@1:2"},
      {BYTES("a,\x80\n"), NULL, "E078@1:3"},
      {BYTES("%PDF-1.4"), NULL, "E070@0:0"},
      {BYTES("\x89PNG\r\n"), NULL, "E070@0:0"},
      {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), NULL, "E070@0:0"},
      {BYTES(" <HTML><table>"), NULL, "E070@0:0"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", i);
    g_autofree char *problems = NULL;
    g_autoptr(Table) table = parse(rows[i].bytes, rows[i].length, &problems);
    g_assert_cmpstr(problems, ==, rows[i].problems);
    g_assert_cmpint(table != NULL, ==, rows[i].table != NULL);
    if (table) {
      g_autofree char *seen = dump(table);
      g_assert_cmpstr(seen, ==, rows[i].table);
    }
  }
}

static void test_places(void) {
  static const char text[] = "\xEF\xBB\xBF姓名, 电话,备注\r\n\r\n\"王\r\n芳\",,\"x\"\n";
  g_autofree char *problems = NULL;
  g_autoptr(Table) table = parse(text, sizeof text - 1, &problems);
  g_assert_cmpstr(problems, ==, "");
  g_assert_cmpuint(table->n_rows, ==, 2);
  static const guint places[2][4][2] = {{{1, 1}, {1, 5}, {1, 8}, {1, 0}}, {{3, 1}, {4, 4}, {4, 5}, {3, 0}}};
  for (guint r = 0; r < 2; r++) {
    for (guint c = 0; c < 4; c++) {
      Pos pos = table_pos(table, &table->rows[r], c);
      g_assert_true(pos.file == intern_string("a.csv") && pos.sheet == NULL);
      g_assert_cmpuint(pos.line, ==, places[r][c][0]);
      g_assert_cmpuint(pos.column, ==, places[r][c][1]);
    }
  }
  g_assert_cmpstr(table_cell(&table->rows[1], 2), ==, "x");
  g_assert_cmpstr(table_cell(&table->rows[1], 3), ==, "");
  g_assert_cmpstr(table_cell(&table->rows[1], -1), ==, "");
}

static void test_limits(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < TABLE_MAX_COLUMNS; i++) {
    g_string_append(text, "x,");
  }
  g_autofree char *none = NULL, *wide = NULL, *many = NULL, *long_table = NULL;
  g_autoptr(Table) fits = parse(text->str, text->len, &none);
  g_assert_cmpstr(none, ==, "");
  g_assert_cmpuint(fits->rows[0].n_cells, ==, TABLE_MAX_COLUMNS);
  g_string_prepend(text, "1\n2\n");
  g_string_append_c(text, 'y');
  g_autoptr(Table) cut = parse(text->str, text->len, &wide);
  g_assert_cmpstr(wide, ==, "E071@3:8193");
  g_assert_cmpuint(cut->n_rows, ==, 2);

  g_string_truncate(text, 0); /* one text behind 4,095 empty cells, again and again */
  g_autofree char *empties = g_strnfill(TABLE_MAX_COLUMNS - 1, ',');
  for (guint i = 0; i <= TABLE_MAX_CELLS / TABLE_MAX_COLUMNS; i++) {
    g_string_append(text, empties);
    g_string_append(text, "x\n");
  }
  table_free(parse(text->str, text->len, &many));
  g_assert_cmpstr(many, ==, "E071@4097:0");
  g_string_truncate(text, 0);
  for (guint i = 0; i <= TABLE_MAX_ROWS; i++) {
    g_string_append(text, "x\n");
  }
  g_autoptr(Table) tall = parse(text->str, text->len, &long_table);
  g_assert_cmpstr(long_table, ==, "E071@1048577:0");
  g_assert_cmpuint(tall->n_rows, ==, TABLE_MAX_ROWS);
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csv/tables", test_tables);
  g_test_add_func("/csv/places", test_places);
  g_test_add_func("/csv/limits", test_limits);
  return g_test_run();
}
