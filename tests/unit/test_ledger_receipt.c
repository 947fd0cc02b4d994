/* Receipts: the standard's known answer, there and back, and typos. */
#include "ledger/check36.h"
#include "ledger/receipt.h"
#include <string.h>

static Receipt *sample(void) {
  static const guint8 HEAD[RECEIPT_HEAD] = {0x3f, 0x2a, 0x91, 0xbc, 0x07, 0xde, 0x55, 0xa0};
  Receipt *receipt = g_new0(Receipt, 1);
  receipt->store = g_strdup("hz-wulin");
  receipt->name = g_strdup("杭州武林店");
  receipt->period = g_strdup("2027-03-12");
  receipt->signer = g_strdup("刘洋");
  receipt->open_items = 2;
  receipt->sequence = 1284;
  memcpy(receipt->head, HEAD, sizeof HEAD);
  return receipt;
}

static void test_standard(void) {
  guint sum = 0;
  char check[3];
  for (const char *p = "ISO79"; *p; p++) {
    sum = check36_add(sum, *p);
  }
  check36_finish(sum, check);
  g_assert_cmpstr(check, ==, "3W"); /* ISO/IEC 7064 */
}

static void test_text(void) {
  g_autoptr(Receipt) receipt = sample();
  g_autofree char *text = receipt_text(receipt);
  g_assert_true(g_str_has_prefix(
      text,
      "315签字回执｜hz-wulin｜杭州武林店｜2027-03-12｜刘洋｜按时｜遗留 2 项｜第 1284 条｜3F2A-91BC-07DE-55A0｜校验 "));
  receipt->practice = TRUE;
  receipt->late = TRUE;
  g_autofree char *other = receipt_text(receipt);
  g_assert_true(g_str_has_prefix(other, "315演练回执｜"));
  g_assert_nonnull(strstr(other, "｜补签｜"));
}

static void same(const Receipt *a, const Receipt *b) {
  g_assert_cmpstr(a->store, ==, b->store);
  g_assert_cmpstr(a->name, ==, b->name);
  g_assert_cmpstr(a->period, ==, b->period);
  g_assert_cmpstr(a->signer, ==, b->signer);
  g_assert_cmpint(a->practice, ==, b->practice);
  g_assert_cmpint(a->late, ==, b->late);
  g_assert_cmpint(a->open_items, ==, b->open_items);
  g_assert_cmpint(a->sequence, ==, b->sequence);
  g_assert_cmpmem(a->head, RECEIPT_HEAD, b->head, RECEIPT_HEAD);
}

/* As chat programs and people hand it on. */
static void test_back(void) {
  g_autoptr(Receipt) receipt = sample();
  g_autofree char *text = receipt_text(receipt);
  g_autofree char *narrow = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  g_autofree char *small = g_ascii_strdown(text, -1);
  g_autofree char *chat = g_strdup_printf("刘洋 2027/3/12 21:40:11：%s  ", text);
  g_auto(GStrv) pieces = g_strsplit(text, "｜", -1);
  g_autofree char *airy = g_strjoinv(" | ", pieces);
  const char *const lines[] = {text, narrow, small, chat, airy};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autoptr(Receipt) back = NULL;
    g_autofree char *problem = NULL;
    g_assert_true(receipt_parse(lines[i], &back, &problem));
    g_assert_null(problem);
    same(receipt, back);
  }
}

static void test_awkward(void) {
  g_autoptr(Receipt) receipt = sample();
  g_free(receipt->name);
  g_free(receipt->signer);
  receipt->name = g_strdup("一店|二店｜旗舰\n店");
  receipt->signer = g_strdup("Ａｎｎ 王");
  receipt->sequence = G_MAXINT64;
  receipt->open_items = G_MAXINT;
  g_autofree char *text = receipt_text(receipt);
  g_assert_null(strchr(text, '\n'));
  g_autoptr(Receipt) back = NULL;
  g_autofree char *problem = NULL;
  g_assert_true(receipt_parse(text, &back, &problem));
  g_assert_cmpstr(back->name, ==, "一店 二店 旗舰 店");
  g_assert_cmpstr(back->signer, ==, "Ann 王");
  g_assert_cmpint(back->sequence, ==, G_MAXINT64);
}

static void test_none(void) {
  static const char *const lines[] = {"", "今天的签字做完了", "315签字", "\xff\xfe", "签字回执｜hz-wulin"};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autoptr(Receipt) back = NULL;
    g_autofree char *problem = NULL;
    g_assert_false(receipt_parse(lines[i], &back, &problem));
    g_assert_null(problem);
    g_assert_null(back);
  }
}

/* TRUE when the mistyped line is taken for a good one that says something else. */
static gboolean passes(const char *line, const Receipt *meant) {
  g_autoptr(Receipt) back = NULL;
  g_autofree char *problem = NULL;
  if (!receipt_parse(line, &back, &problem)) {
    return FALSE;
  }
  return strcmp(back->store, meant->store) != 0 || strcmp(back->name, meant->name) != 0 ||
         strcmp(back->period, meant->period) != 0 || strcmp(back->signer, meant->signer) != 0 ||
         back->late != meant->late || back->open_items != meant->open_items || back->sequence != meant->sequence ||
         memcmp(back->head, meant->head, RECEIPT_HEAD) != 0;
}

/* Every character replaced by every letter and digit: all are found. */
static void test_substitutions(void) {
  static const char ALPHABET[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  g_autoptr(Receipt) receipt = sample();
  g_autofree char *text = receipt_text(receipt);
  int tried = 0;
  for (gsize at = 0; text[at]; at++) {
    if (!g_ascii_isalnum(text[at])) {
      continue;
    }
    for (const char *with = ALPHABET; *with; with++) {
      g_autofree char *wrong = g_strdup(text);
      wrong[at] = *with;
      g_assert_false(passes(wrong, receipt));
      tried++;
    }
  }
  g_assert_cmpint(tried, >, 1000);
}

/* Two neighbours swapped: the standard promises nearly all. */
static void test_swaps(void) {
  int tried = 0;
  int missed = 0;
  for (int n = 1; n <= 200; n++) {
    g_autoptr(Receipt) receipt = sample();
    receipt->sequence = n * 7919;
    receipt->head[3] = (guint8)n;
    g_autofree char *text = receipt_text(receipt);
    for (gsize at = 0; text[at + 1]; at++) {
      if (!g_ascii_isalnum(text[at]) || !g_ascii_isalnum(text[at + 1]) || text[at] == text[at + 1]) {
        continue;
      }
      g_autofree char *wrong = g_strdup(text);
      wrong[at] = text[at + 1];
      wrong[at + 1] = text[at];
      missed += passes(wrong, receipt);
      tried++;
    }
  }
  g_test_message("%d of %d swaps missed", missed, tried);
  g_assert_cmpint(tried, >, 3000);
  g_assert_cmpint(missed * 1000, <, tried);
}

/* Wrong Chinese characters, lost characters, lost fields. */
static void test_other_typos(void) {
  static const char *const pairs[][2] = {{"刘洋", "刘扬"},
                                         {"武林", "武陵"},
                                         {"按时", "补签"},
                                         {"2 项", "0 项"},
                                         {"第 1284", "第 1248"},
                                         {"-03-12", "-03-13"},
                                         {"｜按时", ""},
                                         {"遗留 2 项", "遗留项"},
                                         {"3F2A-", "3F2-"},
                                         {"55A0", "55A0A"},
                                         {"校验 ", "校验"},
                                         {"杭州", ""},
                                         {"315签字回执", "315签字回执 "}};
  g_autoptr(Receipt) receipt = sample();
  g_autofree char *text = receipt_text(receipt);
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
    g_auto(GStrv) parts = g_strsplit(text, pairs[i][0], 2);
    g_assert_cmpint(g_strv_length(parts), ==, 2);
    g_autofree char *wrong = g_strjoinv(pairs[i][1], parts);
    g_autoptr(Receipt) back = NULL;
    g_autofree char *problem = NULL;
    gboolean taken = receipt_parse(wrong, &back, &problem);
    gboolean harmless = i == 10 || i == 12; /* blanks do not count */
    g_assert_cmpint(taken, ==, harmless);
    g_assert_cmpint(problem != NULL, ==, !harmless);
    g_assert_true(harmless || g_str_has_suffix(problem, "。"));
  }
  /* a cut line */
  for (gsize keep = strlen("315签字回执"); keep < strlen(text); keep++) {
    g_autofree char *cut = g_utf8_make_valid(text, (gssize)keep);
    g_autoptr(Receipt) back = NULL;
    g_autofree char *problem = NULL;
    g_assert_false(receipt_parse(cut, &back, &problem));
    g_assert_nonnull(problem);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/receipt/standard", test_standard);
  g_test_add_func("/receipt/text", test_text);
  g_test_add_func("/receipt/back", test_back);
  g_test_add_func("/receipt/awkward", test_awkward);
  g_test_add_func("/receipt/none", test_none);
  g_test_add_func("/receipt/substitutions", test_substitutions);
  g_test_add_func("/receipt/swaps", test_swaps);
  g_test_add_func("/receipt/other-typos", test_other_typos);
  return g_test_run();
}
