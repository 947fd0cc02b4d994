/* Telephone numbers as shops write them. */
#include "base/phone.h"

static void test_valid(void) {
  static const char *const good[] = {"13800000001",
                                     "138 0000 0001",
                                     "138-0000-0001",
                                     "+8613800000001",
                                     "+86 138 0000 0001",
                                     "0571-88880001",
                                     "057188880001",
                                     "0571 8888 0001",
                                     "010-12345678",
                                     "021-6666777",
                                     "0571-88880001-801",
                                     "0571-88880001转801",
                                     "0571-88880001 801",
                                     "400-820-8888",
                                     "4008208888",
                                     "800-820-8888",
                                     "12315",
                                     "110",
                                     "0571-12315",
                                     "95588",
                                     "88880001",
                                     "8888-0001",
                                     "8801",
                                     "88880001-12",
                                     "+852 2345 6789",
                                     "+86 571 8888 0001",
                                     "+86-0571-88880001",
                                     "400-820-8888转2"};
  static const char *const bad[] = {"",
                                    "1",
                                    "12",
                                    "1380000000",
                                    "138000000012",
                                    "23800000001",
                                    "0571-8888",
                                    "0571--88880001",
                                    "-13800000001",
                                    "13800000001-",
                                    "13800000001 ",
                                    "abc",
                                    "0071-88880001",
                                    "13800000001转5",
                                    "0571-88880001-8010101",
                                    "0571-88880001转",
                                    "400820888",
                                    "+",
                                    "+86",
                                    "+0571888",
                                    "123456789012345678901234567890",
                                    "1-1-1-1-1-1-1-1-1",
                                    "01234",
                                    "+86 12315"};
  for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
    g_test_message("%s", good[i]);
    g_assert_true(phone_valid(good[i]));
  }
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_test_message("%s", bad[i]);
    g_assert_false(phone_valid(bad[i]));
  }
}

static void test_tidy(void) {
  static const struct {
    const char *typed, *written; /* NULL: no number */
  } rows[] = {{"13800000001", "13800000001"},
              {"138 0000 0001", "138 0000 0001"},
              {"0571-88880001", "0571-88880001"},
              {"0571-88880001转8001", "0571-88880001转8001"},
              {"（0571） 8888 0001", "0571-8888-0001"},
              {"(0571)88880001#801", "0571-88880001-801"},
              {"0571-88880001 - 转 801", "0571-88880001转801"},
              {"４００－８００－８０００", "400-800-8000"},
              {"12315", "12315"},
              {"+86 13800000001", "+86 13800000001"},
              {"8888#12", "8888-12"},
              {"", NULL},
              {"无", NULL},
              {"12", NULL},
              {"138 0000 0001 / 139", NULL},
              {"微信 abc", NULL},
              {"1380000001", NULL}, /* one digit short */
              {"1380000000113800000001380000", NULL},
              {"转8001", NULL},
              {"()", NULL},
              {"+", NULL}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *number = phone_tidy(rows[i].typed);
    g_test_message("%s", rows[i].typed);
    g_assert_cmpstr(number, ==, rows[i].written);
    g_assert_true(number == NULL || phone_valid(number)); /* what is imported passes `check` */
  }
}

static void test_mobile(void) {
  static const char *const mobiles[] = {"13800000001", "138 0000 0001", "+86 19900000000", "+86-138-0000-0001"};
  static const char *const others[] = {"",      "12345678901", "0571-88880001", "400-800-8000",
                                       "12315", "1380000000",  "+1 13800000001"};
  for (guint i = 0; i < G_N_ELEMENTS(mobiles); i++) {
    g_assert_true(phone_is_mobile(mobiles[i]));
  }
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_assert_false(phone_is_mobile(others[i]));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/phone/valid", test_valid);
  g_test_add_func("/phone/tidy", test_tidy);
  g_test_add_func("/phone/mobile", test_mobile);
  return g_test_run();
}
