/* base/decimal: what is a number, what it is worth, and how it is written again. */
#include "base/decimal.h"

static void test_rows(void) {
  static const struct {
    const char *text;
    gboolean good;
    Decimal value;
    const char *again;
  } rows[] = {
      {"0", TRUE, 0, "0"},
      {"-0", TRUE, 0, "0"},
      {"-0.000000", TRUE, 0, "0"},
      {"12", TRUE, 12000000, "12"},
      {"+12", TRUE, 12000000, "12"},
      {"007", TRUE, 7000000, "7"},
      {"4.00", TRUE, 4000000, "4"},
      {"0.1", TRUE, 100000, "0.1"},
      {"0.300000", TRUE, 300000, "0.3"},
      {"-18.25", TRUE, -18250000, "-18.25"},
      {"-0.000001", TRUE, -1, "-0.000001"},
      {"999999999999.999999", TRUE, G_GINT64_CONSTANT(999999999999999999), "999999999999.999999"},
      {"0000000000000000000005", TRUE, 5000000, "5"},
      {"1000000000000", FALSE, 0, NULL},
      {"0.1234567", FALSE, 0, NULL},
      {"", FALSE, 0, NULL},
      {"-", FALSE, 0, NULL},
      {".5", FALSE, 0, NULL},
      {"5.", FALSE, 0, NULL},
      {"1e3", FALSE, 0, NULL},
      {"0x10", FALSE, 0, NULL},
      {"nan", FALSE, 0, NULL},
      {"+-1", FALSE, 0, NULL},
      {" 1", FALSE, 0, NULL},
      {"1 ", FALSE, 0, NULL},
      {"1,000", FALSE, 0, NULL},
      {"１２", FALSE, 0, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Decimal value = 42;
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(decimal_parse(rows[i].text, &value), ==, rows[i].good);
    g_assert_cmpint(decimal_parse(rows[i].text, NULL), ==, rows[i].good);
    g_assert_cmpint(value, ==, rows[i].good ? rows[i].value : 42);
    if (rows[i].good) {
      g_autofree char *again = decimal_text(value);
      g_assert_cmpstr(again, ==, rows[i].again);
    }
  }
}

static void test_sums(void) {
  Decimal a = 0, b = 0, sum = 0;
  g_assert_true(decimal_parse("0.1", &a) && decimal_parse("0.2", &b) && decimal_parse("0.3", &sum));
  g_assert_cmpint(a + b, ==, sum);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decimal/rows", test_rows);
  g_test_add_func("/decimal/sums", test_sums);
  return g_test_run();
}
