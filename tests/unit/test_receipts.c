/* Receipts of many stores in a pasted chat: each store's state, and each way in which a line cannot be right. */
#include "desk/sign/receipts.h"
#include <locale.h>
#include <string.h>

typedef struct {
  const char *store, *name, *period;
  gboolean late;
  int open_items;
  gint64 sequence;
  guint8 head;
  gboolean practice;
} Made;

static char *text_of(const Made *made) {
  char *store = g_strdup(made->store), *name = g_strdup(made->name), *period = g_strdup(made->period);
  char *signer = g_strdup("刘洋");
  const Receipt receipt = {.practice = made->practice,
                           .store = store,
                           .name = name,
                           .period = period,
                           .signer = signer,
                           .late = made->late,
                           .open_items = made->open_items,
                           .sequence = made->sequence,
                           .head = {0x3f, 0x2a, made->head, 1, 2, 3, 4, 5}};
  char *text = receipt_text(&receipt);
  g_free(store);
  g_free(name);
  g_free(period);
  g_free(signer);
  return text;
}

static GPtrArray *list(void) {
  GPtrArray *stores = g_ptr_array_new_with_free_func((GDestroyNotify)store_line_free);
  g_ptr_array_add(stores, store_line_new("hz-wulin", "杭州武林店"));
  g_ptr_array_add(stores, store_line_new("sh-xuhui", "上海徐汇店"));
  return stores;
}

/* "hz-wulin:signed sh-xuhui:missing | backwards@2". */
static char *outcome(const char *chat, const char *day) {
  g_autoptr(ReceiptReport) report = receipts_compare(chat, strlen(chat), list(), day_parse(day));
  GString *out = g_string_new(NULL);
  guint sum = 0;
  for (guint i = 0; i < report->stores->len; i++) {
    const StoreLine *store = g_ptr_array_index(report->stores, i);
    g_string_append_printf(out, "%s%s:%s", i ? " " : "", store->id, words_store_state[store->state].id);
    g_assert_true((store->receipt != NULL) == (store->state > STORE_MISTYPED));
  }
  for (int i = 0; i < N_STORE_STATES; i++) {
    sum += report->counts[i];
  }
  g_assert_cmpuint(sum, ==, report->stores->len);
  for (guint i = 0; i < report->findings->len; i++) {
    const ReceiptFinding *finding = g_ptr_array_index(report->findings, i);
    g_string_append_printf(out, "%s%s@%u", i ? " " : " | ", words_receipt_finding[finding->kind].id, finding->line);
    g_assert_true(g_utf8_validate(finding->text, -1, NULL));
  }
  return g_string_free(out, FALSE);
}

#define WULIN "hz-wulin", "杭州武林店"
#define XUHUI "sh-xuhui", "上海徐汇店"
#define REST "sh-xuhui:missing"

static void test_rows(void) {
  static const struct {
    Made made[3]; /* a line each */
    const char *expected;
  } rows[] = {
      {{{WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}}, "hz-wulin:signed " REST},
      {{{WULIN, "2027-03-12", FALSE, 2, 10, 1, FALSE}}, "hz-wulin:open " REST},
      {{{WULIN, "2027-03-12", TRUE, 2, 10, 1, FALSE}}, "hz-wulin:late " REST},
      {{{WULIN, "2027-03-11", FALSE, 0, 10, 1, FALSE}}, "hz-wulin:missing " REST},
      {{{WULIN, "2027-03-08至2027-03-14", FALSE, 0, 10, 1, FALSE}}, "hz-wulin:signed " REST},
      {{{WULIN, "作战 2027-03-11至2027-03-20", FALSE, 1, 10, 1, FALSE}}, "hz-wulin:open " REST},
      /* a shorter period says more; of two, the later signature counts */
      {{{WULIN, "作战 2027-03-11至2027-03-20", FALSE, 1, 30, 1, FALSE}, {WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}},
       "hz-wulin:signed " REST},
      {{{WULIN, "2027-03-12", FALSE, 3, 10, 1, FALSE}, {WULIN, "2027-03-12", TRUE, 0, 20, 2, FALSE}},
       "hz-wulin:late " REST},
      {{{WULIN, "2027-03-12", FALSE, 0, 10, 1, TRUE}}, "hz-wulin:missing " REST " | practice@1"},
      {{{"bj-x", "北京店", "2027-03-12", FALSE, 0, 10, 1, FALSE}}, "hz-wulin:missing " REST " | unknown@1"},
      {{{"hz-wulin", "武林", "2027-03-12", FALSE, 0, 10, 1, FALSE}}, "hz-wulin:signed " REST " | name@1"},
      {{{WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}, {WULIN, "2027-03-12", FALSE, 0, 10, 2, FALSE}},
       "hz-wulin:signed " REST " | two-codes@2"},
      {{{WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}, {WULIN, "2027-03-12", FALSE, 5, 10, 1, FALSE}},
       "hz-wulin:signed " REST " | two-codes@2"},
      /* two stores may well have the same number */
      {{{WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}, {XUHUI, "2027-03-12", FALSE, 0, 10, 2, FALSE}},
       "hz-wulin:signed sh-xuhui:signed"},
      {{{WULIN, "2027-03-11", FALSE, 0, 20, 1, FALSE}, {WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}},
       "hz-wulin:signed " REST " | backwards@2"},
      /* in whatever order they were pasted */
      {{{WULIN, "2027-03-12", FALSE, 0, 20, 1, FALSE}, {WULIN, "2027-03-11", FALSE, 0, 10, 1, FALSE}},
       "hz-wulin:signed " REST},
      {{{WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE}, {WULIN, "2027-03-11", FALSE, 0, 20, 1, FALSE}},
       "hz-wulin:signed " REST " | backwards@1"},
      /* what was signed late has a high number of right */
      {{{WULIN, "2027-03-11", TRUE, 0, 30, 1, FALSE}, {WULIN, "2027-03-12", FALSE, 0, 20, 1, FALSE}},
       "hz-wulin:signed " REST},
      {{{WULIN, "2027-03-11", FALSE, 0, 30, 1, FALSE}, {WULIN, "2027-03-12", TRUE, 0, 20, 1, FALSE}},
       "hz-wulin:late " REST " | backwards@2"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) chat = g_string_new(NULL);
    for (guint r = 0; r < G_N_ELEMENTS(rows[i].made) && rows[i].made[r].store; r++) {
      g_autofree char *text = text_of(&rows[i].made[r]);
      g_string_append_printf(chat, "刘洋 2027/3/12 21:0%u:33 %s\r\n", r, text);
    }
    g_autofree char *got = outcome(chat->str, "2027-03-12");
    if (strcmp(got, rows[i].expected) != 0) {
      g_error("row %u: %s", i, got);
    }
  }
}

/* What chat programs and people make of a receipt. */
static void test_chats(void) {
  const Made wulin = {WULIN, "2027-03-12", FALSE, 0, 10, 1, FALSE},
             xuhui = {XUHUI, "2027-03-12", FALSE, 1, 7, 2, FALSE};
  g_autofree char *a = text_of(&wulin), *b = text_of(&xuhui);
  g_autofree char *narrow = g_utf8_normalize(a, -1, G_NORMALIZE_NFKC);
  g_autofree char *cut = g_strndup(a, strlen(a) - 20);
  g_autofree char *wrong = g_strdup(a);
  *strstr(wrong, "按") = 'x'; /* no longer UTF-8: the line is passed over, not crashed on */
  g_autofree char *slip = g_strdup(a);
  strstr(slip, "第 10")[4] = '9';
  struct {
    char *chat;
    const char *expected;
  } rows[] = {
      {g_strdup(""), "hz-wulin:missing sh-xuhui:missing"},
      {g_strdup("大家签一下\n收到\n请发回执\n"), "hz-wulin:missing sh-xuhui:missing"},
      {g_strdup_printf("刘洋 21:05\n%s\n李雷 21:07\n%s", a, b), "hz-wulin:signed sh-xuhui:open"},
      {g_strdup_printf("刘洋: %s 李雷: %s 收到，谢谢", a, b), "hz-wulin:signed sh-xuhui:open"},
      {g_strdup_printf("%s%s", a, b), "hz-wulin:signed sh-xuhui:open"},
      {g_strdup_printf("%s\n%s\n转发 %s\n%s", a, b, a, narrow), "hz-wulin:signed sh-xuhui:open"},
      {g_strdup_printf("「刘洋：%s」\n- - - - -\n收到", a), "hz-wulin:signed sh-xuhui:missing"},
      {g_strdup_printf("%s\n", cut), "hz-wulin:mistyped sh-xuhui:missing | mistyped@1"},
      {g_strdup_printf("%s\n%s\n", slip, b), "hz-wulin:mistyped sh-xuhui:open | mistyped@1"},
      {g_strdup_printf("%s\n%s\n", slip, a), "hz-wulin:signed sh-xuhui:missing | mistyped@1"},
      {g_strdup_printf("%s\n", a + strlen("315签字")), "hz-wulin:mistyped sh-xuhui:missing | mistyped@1"},
      {g_strdup_printf("%s\n", wrong), "hz-wulin:missing sh-xuhui:missing"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *got = outcome(rows[i].chat, "2027-03-12");
    if (strcmp(got, rows[i].expected) != 0) {
      g_error("row %u: %s", i, got);
    }
    g_free(rows[i].chat);
  }
}

/* 100,000 lines of which half are receipts: seconds would be too long in a group's chat. */
static void test_many(void) {
  g_autoptr(GString) chat = g_string_new(NULL);
  for (int i = 0; i < 50000; i++) {
    g_autofree char *store = g_strdup_printf("s-%d", i % 1000);
    g_autofree char *period = g_strdup_printf("2027-03-%02d", 1 + i / 1000 % 28);
    const Made made = {store, "店", period, FALSE, 0, i / 1000 + 1, (guint8)i, FALSE};
    g_autofree char *text = text_of(&made);
    g_string_append_printf(chat, "刘洋 2027/3/12 21:05:33\n%s\n", text);
  }
  GPtrArray *stores = list();
  gint64 start = g_get_monotonic_time();
  g_autoptr(ReceiptReport) report = receipts_compare(chat->str, chat->len, stores, day_parse("2027-03-12"));
  g_test_message("%.2f s", (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC);
  g_assert_cmpuint(report->receipts, ==, 50000);
  g_assert_cmpuint(report->findings->len, >=, 50000); /* nobody is on the list */
}

/* Brackets, letters and blanks of a name are folded in a receipt; it is the same shop all the same. */
static void test_names(void) {
  static const struct {
    const char *receipt, *listed;
    guint findings;
  } rows[] = {{"永辉（武林 Ⅱ）店", "永辉（武林 Ⅱ）店", 0},
              {"永辉(武林II)店", "永辉（武林　Ⅱ）店", 0},
              {"永辉（武林）店", "永辉（徐汇）店", 1}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    GPtrArray *stores = g_ptr_array_new_with_free_func((GDestroyNotify)store_line_free);
    g_ptr_array_add(stores, store_line_new("hz-wulin", rows[i].listed));
    const Made made = {"hz-wulin", rows[i].receipt, "2027-03-12", FALSE, 0, 12, 1, FALSE};
    g_autofree char *chat = text_of(&made);
    g_autoptr(ReceiptReport) report = receipts_compare(chat, strlen(chat), stores, day_parse("2027-03-12"));
    g_assert_cmpuint(report->receipts, ==, 1);
    g_assert_cmpuint(report->findings->len, ==, rows[i].findings);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/receipts/rows", test_rows);
  g_test_add_func("/receipts/chats", test_chats);
  g_test_add_func("/receipts/many", test_many);
  g_test_add_func("/receipts/names", test_names);
  return g_test_run();
}
