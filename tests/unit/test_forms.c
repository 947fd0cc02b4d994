/* The code of forms, the ways in which people write values, and which rows and columns a form has. What happens with whole workbooks is in tests/forms. */
#include "desk/forms/formcode.h"
#include "desk/forms/formlayout.h"
#include "desk/forms/formvalue.h"
#include "unit/runs.h"
#include <string.h>

static char text_store[] = "hz-wulin", text_checklist[] = "food-daily", text_hash[] = "3fa85f64b2c0ffff",
            text_key[] = "food@2027-03-11T0930";
static const FormCode CODE = {FALSE, text_store, 2027, text_checklist, 3, text_hash, text_key};

static void test_code_returns(void) {
  g_autofree char *text = formcode_text(&CODE), *problem = NULL;
  g_autofree char *cell = g_strdup_printf("  表单号　%s", text);
  g_auto(FormCode) code = {0};
  g_assert_true(g_str_has_prefix(text, "F1:hz-wulin:2027:food-daily:3:3fa85f64b2c0:food@2027-03-11T0930:"));
  g_assert_true(formcode_parse(cell, &code, &problem));
  g_assert_false(code.practice);
  g_assert_cmpstr(code.store, ==, text_store);
  g_assert_cmpint(code.year, ==, 2027);
  g_assert_cmpstr(code.checklist, ==, text_checklist);
  g_assert_cmpint(code.version, ==, 3);
  g_assert_cmpstr(code.definition, ==, "3fa85f64b2c0");
  g_assert_cmpstr(code.key, ==, text_key);
}

static void test_code_as_typed(void) {
  FormCode practice = CODE;
  practice.practice = TRUE;
  g_autofree char *text = formcode_text(&practice), *upper = g_ascii_strup(text, -1);
  g_auto(FormCode) code = {0};
  g_autofree char *problem = NULL;
  GString *wide = g_string_new(NULL);
  for (const char *p = upper; *p != '\0'; p++) {
    g_string_append_unichar(wide, (gunichar)*p - '!' + 0xff01); /* full-width */
    g_string_append_c(wide, ' ');
  }
  g_assert_true(formcode_parse(wide->str, &code, &problem));
  g_assert_true(code.practice);
  g_assert_cmpstr(code.key, ==, text_key);
  g_string_free(wide, TRUE);
}

/* Each character replaced by another one, and left out. */
static void test_code_mistyped(void) {
  static const char others[] = "0a:-@x";
  g_autofree char *text = formcode_text(&CODE);
  for (gsize i = 0; i < strlen(text); i++) {
    for (gsize o = 0; o < sizeof others - 1; o++) {
      g_autofree char *wrong = g_strdup(text);
      g_auto(FormCode) code = {0};
      g_autofree char *problem = NULL;
      if (g_ascii_tolower(wrong[i]) != others[o]) {
        wrong[i] = others[o];
        g_assert_false(formcode_parse(wrong, &code, &problem));
        g_assert_nonnull(problem);
      }
    }
    g_autofree char *shorter = g_strdup_printf("%.*s%s", (int)i, text, text + i + 1), *problem = NULL;
    g_auto(FormCode) code = {0};
    g_assert_false(formcode_parse(shorter, &code, &problem) && strcmp(code.key, text_key) != 0);
  }
}

static void test_values(void) {
  static char degree[] = "℃", percent[] = "%";
  static char van[] = "移柜（后仓）", call[] = "报修";
  static char *choices[] = {van, call, NULL};
  static const struct {
    ItemType type;
    char *unit;
    const char *text, *plain;
  } rows[] = {{ITEM_NUMBER, NULL, "１２．５", "12.5"},
              {ITEM_NUMBER, NULL, "－18", "-18"},
              {ITEM_NUMBER, NULL, "1,234,567.5", "1234567.5"},
              {ITEM_NUMBER, NULL, "1,23", "1,23"},
              {ITEM_NUMBER, degree, "-18 ℃", "-18"},
              {ITEM_NUMBER, degree, "-18°C", "-18"},
              {ITEM_NUMBER, percent, "95％", "95"},
              {ITEM_NUMBER, NULL, "95%", "95%"},
              {ITEM_NUMBER, NULL, "三", "三"},
              {ITEM_DATE, NULL, "2027-3-5", "2027-03-05"},
              {ITEM_DATE, NULL, "2027 年 3 月 5 日", "2027-03-05"},
              {ITEM_DATE, NULL, "2027年3月5号", "2027-03-05"},
              {ITEM_DATE, NULL, "46461", "2027-03-15"},
              {ITEM_DATE, NULL, "20270305", "2027-03-05"},
              {ITEM_DATE, NULL, "3/5", "3/5"},
              {ITEM_DATE, NULL, "12345", "12345"},
              {ITEM_TIME, NULL, "9:5", "09:05"},
              {ITEM_TIME, NULL, "21点半", "21:30"},
              {ITEM_TIME, NULL, "9点", "09:00"},
              {ITEM_TIME, NULL, "9时05分", "09:05"},
              {ITEM_TIME, NULL, "0.5", "12:00"},
              {ITEM_TIME, NULL, "09:05:59", "09:05"},
              {ITEM_TIME, NULL, "早上", "早上"},
              {ITEM_CONFIRM, NULL, "TRUE", "是"},
              {ITEM_CONFIRM, NULL, "FALSE", "否"},
              {ITEM_CHOICE, NULL, "移柜(后仓)", "移柜（后仓）"},
              {ITEM_CHOICE, NULL, "别的", "别的"},
              {ITEM_TEXT, NULL, "１２", "１２"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const ChecklistItem item = {.type = rows[i].type, .unit = rows[i].unit, .choices = choices};
    g_autofree char *plain = formvalue_plain(&item, rows[i].text, FALSE);
    g_assert_cmpstr(plain, ==, rows[i].plain);
  }
}

static void test_same(void) {
  g_assert_true(formvalue_same("检查情况\n（份）", "检查 情况（份）"));
  g_assert_true(formvalue_same("Ａ（１）", "A(1)"));
  g_assert_false(formvalue_same("合格", "不合格"));
  g_assert_false(formvalue_same("", "合格"));
}

static const ItemRow ITEMS[] = {
    {.id = "ok", .type = ITEM_PASS_FAIL, .evidence = EVIDENCE_ON_FAIL},
    {.id = "n", .type = ITEM_NUMBER},
    {.id = "more", .type = ITEM_TEXT, .evidence = EVIDENCE_ALWAYS, .when = "ok = fail and n >= 2"},
    {.id = "d", .type = ITEM_TEXT},
    {.id = "e", .type = ITEM_TEXT},
    {.id = "f", .type = ITEM_TEXT},
    {.id = "g", .type = ITEM_TEXT},
    {.id = NULL}};

static char *marks_of(const FormLayout *layout) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < layout->columns->len; i++) {
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "",
                           ((const LayoutColumn *)g_ptr_array_index(layout->columns, i))->mark);
  }
  return g_string_free(out, FALSE);
}

static void test_layout(void) {
  ItemRow few[4];
  memcpy(few, ITEMS, sizeof few);
  few[3].id = NULL;
  g_autoptr(Checklist) across = make_checklist(few, SECOND_NONE, 1), down = make_checklist(ITEMS, SECOND_NONE, 1);
  g_autoptr(GPtrArray) rows = make_rows("r s");
  g_autoptr(FormLayout) wide = formlayout_new(across, rows), tall = formlayout_new(down, rows);
  g_autofree char *wide_marks = marks_of(wide), *tall_marks = marks_of(tall);
  g_assert_cmpstr(wide_marks, ==, "number row value=ok value=n value=more reason proof=ok proof=more");
  g_assert_cmpstr(tall_marks, ==, "number row ask value reason proof");
  const Row *row = g_ptr_array_index(rows, 0);
  const ChecklistItem *item = g_ptr_array_index(down->items, 2);
  g_autofree char *mark = formlayout_mark(tall, row, item), *other = formlayout_mark(wide, row, item);
  g_assert_cmpstr(mark, ==, "r|more");
  g_assert_cmpstr(other, ==, "r");
  g_autofree char *when = formlayout_when(down, item);
  g_assert_cmpstr(when, ==, "ok是“不合格”，并且n不小于“2”");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/forms/code-returns", test_code_returns);
  g_test_add_func("/forms/code-as-typed", test_code_as_typed);
  g_test_add_func("/forms/code-mistyped", test_code_mistyped);
  g_test_add_func("/forms/values", test_values);
  g_test_add_func("/forms/same", test_same);
  g_test_add_func("/forms/layout", test_layout);
  return g_test_run();
}
