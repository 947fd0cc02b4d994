/* The command line: rows of words → what was understood, or the sentence that the user gets. */
#include "cmd/options.h"
#include <string.h>

static Options *parse(const char *line) {
  g_auto(GStrv) words = g_strsplit(line, "|", -1);
  Options *options = options_parse((int)g_strv_length(words), words);
  /* the values are copies; `directory` points into the words, which are gone after this */
  options->directory = intern_string(options->directory);
  return options;
}

static char *describe(const Options *options) {
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%s%s%s", options->command != NULL ? options->command->name : "-",
                         options->help ? " HELP" : "", options->version ? " VERSION" : "");
  if (options->directory != NULL) {
    g_string_append_printf(out, " C=%s", options->directory);
  }
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(options->values), (GCompareFunc)(void (*)(void))strcmp);
  for (GList *n = names; n != NULL; n = n->next) {
    const GPtrArray *values = g_hash_table_lookup(options->values, n->data);
    g_string_append_printf(out, " %s=", (const char *)n->data);
    for (guint i = 0; i < values->len; i++) {
      g_string_append_printf(out, "%s%s", i > 0 ? "+" : "", (const char *)g_ptr_array_index(values, i));
    }
  }
  for (int i = 0; i < options->n_args; i++) {
    g_string_append_printf(out, " [%s]", (const char *)g_ptr_array_index(options->args, (guint)i));
  }
  g_assert_null(g_ptr_array_index(options->args, (guint)options->n_args));
  return g_string_free(out, FALSE);
}

static void test_understood(void) {
  static const struct {
    const char *words, *expected;
  } rows[] = {
      {"ready315", "-"},
      {"ready315|--help", "- HELP"},
      {"ready315|--version", "- VERSION"},
      {"ready315|check", "check"},
      {"ready315|-C|店|check|--format|json", "check C=店 format=json"},
      {"ready315|check|-C店|--format=json", "check C=店 format=json"},
      {"ready315|--now|2027-03-12|today", "today now=2027-03-12"},
      {"ready315|today|--now=2027-03-12|--for=all", "today for=all now=2027-03-12"},
      {"ready315|staff|import|花名册.xlsx", "staff import [花名册.xlsx]"},
      {"ready315|staff|--force|import|x", NULL}, /* the name is not torn apart */
      {"ready315|calendar", "calendar"},
      {"ready315|calendar|lint|x.ics", "calendar lint [x.ics]"},
      {"ready315|calendar|--for|campaign|--for|dept:it|--utc", "calendar for=campaign+dept:it utc="},
      {"ready315|init|店|--kind|shop,food|--kind|fresh，online", "init kind=shop+food+fresh+online [店]"},
      {"ready315|init|--|--help", "init [--help]"},
      {"ready315|init|店|--from|--|--year|2028",
       "init from=-- year=2028 [店]"}, /* an option's value may look like anything */
      {"ready315|holidays|import|-", "holidays import [-]"},
      {"ready315|help|calendar|lint", "help [calendar] [lint]"},
      {"ready315|plan|--nonsense|--help", "plan HELP"},
      {"ready315|nonsense|--help", "- HELP"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Options) options = parse(rows[i].words);
    if (rows[i].expected == NULL) {
      g_assert_nonnull(options->problem);
      continue;
    }
    if (!options->help) {
      g_assert_cmpstr(options->problem, ==, NULL);
    }
    g_autofree char *text = describe(options);
    g_assert_cmpstr(text, ==, rows[i].expected);
  }
}

static void test_refused(void) {
  static const struct {
    const char *words, *problem;
  } rows[] = {
      {"ready315|calender", "没有叫“calender”的命令。是不是想写“calendar”？"},
      {"ready315|日历", "没有叫“日历”的命令。“ready315 help”列出有哪些命令。"},
      {"ready315|staff", "“staff”后面还要再写一个词：“staff import”、“staff pin”、“staff pepper”。"},
      {"ready315|staff|imprt|x", "“staff”后面还要再写一个词：“staff import”、“staff pin”、“staff pepper”。"},
      {"ready315|--format|json|plan", "选项“--format”要写在命令后面。"},
      {"ready315|--versoin", "没有选项“--versoin”。是不是想写“--version”？"},
      {"ready315|plan|--fromat|json", "命令 plan 没有选项“--fromat”。是不是想写“--format”？"},
      {"ready315|plan|--form|json", "命令 plan 没有选项“--form”。是不是想写“--for”？"}, /* no abbreviations */
      {"ready315|plan|--forma=json", "命令 plan 没有选项“--forma”。是不是想写“--format”？"},
      {"ready315|plan|--colour", "命令 plan 没有选项“--colour”。“ready315 plan --help”列出它的选项。"},
      {"ready315|plan|--format", "选项 --format 后面缺少 FORMAT。输出格式；默认 text，带一张进度图。"},
      {"ready315|-C", "选项 -C 后面缺少店铺文件夹。"},
      {"ready315|contacts|--wall=yes", "选项 --wall 后面不跟内容。"},
      {"ready315|check|--format|jsn", "选项 --format 不能写“jsn”。是不是想写“json”？可以写：text、json。"},
      {"ready315|check|--format|", "选项 --format 不能写“”。可以写：text、json。"},
      {"ready315|init|店|--kind|shop,zoo",
       "选项 --kind 不能写“zoo”。可以写：online、shop、food、fresh、cosmetics、livestream、prepaid。"},
      {"ready315|check|-x", "没有选项“-x”。"},
      {"ready315|check|-h", "没有选项“-h”。是不是想写“--help”？"},
      {"ready315|check|-格式", "没有选项“-格式”。"},
      {"ready315|check|多余", "命令 check 不需要“多余”。写法：ready315 check [--format text|json]"},
      {"ready315|staff|import", "命令 staff import 缺少内容。写法：ready315 staff import FILE"},
      {"ready315|plan|--for|\xff\x1b[1m",
       "选项 --for 里的“\uFFFD[1m”不是 UTF-8 文字。请把终端的编码改成 UTF-8 再写一次。"},
      {"ready315|\xff", "没有叫“\uFFFD”的命令。“ready315 help”列出有哪些命令。"},
      {"ready315|plan|--\xff", "命令 plan 没有选项“--\uFFFD”。“ready315 plan --help”列出它的选项。"},
      {"ready315|plan|--out|\xff", NULL}, /* a file may be called anything */
      {"ready315|check|a\nb", "命令 check 不需要“ab”。写法：ready315 check [--format text|json]"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Options) options = parse(rows[i].words);
    g_assert_cmpstr(options->problem, ==, rows[i].problem);
  }
}

static void test_json(void) {
  static const struct {
    const char *words;
    gboolean json;
  } rows[] = {{"ready315|plan|--format|json", TRUE},
              {"ready315|plam|--format=json", TRUE},
              {"ready315|plan|--nonsense|--format|json", TRUE},
              {"ready315|plan|--format|csv", FALSE},
              {"ready315|init|--|--format=json", FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Options) options = parse(rows[i].words);
    g_assert_cmpint(options->json, ==, rows[i].json);
  }
}

static void test_argv_is_kept(void) {
  char *argv[] = {(char[]){"ready315"}, (char[]){"init"}, (char[]){"店"}, (char[]){"--practice"}, (char[]){"x"}, NULL};
  char *copy[6];
  memcpy(copy, argv, sizeof argv);
  g_autoptr(Options) options = options_parse(5, argv);
  g_assert_cmpmem(argv, sizeof argv, copy, sizeof copy); /* it is handed to the helper programs as it was */
  g_assert_cmpstr(options->problem, !=, NULL);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/options/understood", test_understood);
  g_test_add_func("/options/refused", test_refused);
  g_test_add_func("/options/json", test_json);
  g_test_add_func("/options/argv", test_argv_is_kept);
  return g_test_run();
}
