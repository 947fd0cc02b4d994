/* `init`: five questions on a terminal, options and defaults elsewhere; or a workbook, or last year's workspace. */
#include "base/file.h"
#include "base/text.h"
#include "cmd/entries.h"
#include "cmd/prompt.h"
#include "desk/names.h"
#include "desk/output.h"
#include "desk/setup/init.h"
#include "desk/setup/init_blank.h"
#include "desk/setup/init_roll.h"
#include "desk/setup/init_template.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 2020, LAST_YEAR = 2099 };
enum { USUAL_PEOPLE = 12, MOST_PEOPLE = 100000 };

typedef struct {
  InitWish *wish;
} Asking;

/* ---- the five questions -------------------------------------------------------------------------------------------------------------- */

static char *read_province(const char *answer, gpointer data) {
  Asking *asking = data;
  asking->wish->province = names_province(answer);
  if (asking->wish->province != NULL) {
    return NULL;
  }
  const char *near = names_near_province(answer);
  return near != NULL ? g_strdup_printf("没有叫“%s”的省份。是不是“%s”？请再写一次。", answer, near)
                      : g_strdup_printf("没有叫“%s”的省份。请写省、自治区或直辖市的名字，例如 浙江。", answer);
}

static char *read_place(const char *answer, gpointer data) {
  Asking *asking = data;
  static const WordSet choices[] = {1u << KIND_SHOP, 1u << KIND_ONLINE, 1u << KIND_SHOP | 1u << KIND_ONLINE};
  int kind = names_kind(answer);
  WordSet set = 0;
  if (strlen(answer) == 1 && *answer >= '1' && *answer <= '3') {
    set = choices[*answer - '1'];
  } else if (kind == KIND_SHOP || kind == KIND_ONLINE) {
    set = 1u << kind;
  } else if (strcmp(answer, "都有") == 0) {
    set = choices[2];
  } else {
    return g_strdup("请写 1、2 或 3。");
  }
  asking->wish->kinds |= set;
  return NULL;
}

static char *read_food(const char *answer, gpointer data) {
  Asking *asking = data;
  static const WordSet choices[] = {0, 1u << KIND_FOOD, 1u << KIND_FOOD | 1u << KIND_FRESH};
  static const char *const words[][4] = {{"1", "不卖", "没有", "否"},
                                         {"2", "预包装", "预包装食品", "卖预包装食品"},
                                         {"3", "生鲜", "现做", "有生鲜或现做"}};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    for (guint w = 0; w < G_N_ELEMENTS(words[i]); w++) {
      if (strcmp(answer, words[i][w]) == 0) {
        asking->wish->kinds |= choices[i];
        return NULL;
      }
    }
  }
  return g_strdup("请写 1、2 或 3。");
}

static char *read_people(const char *answer, gpointer data) {
  Asking *asking = data;
  g_autofree char *digits =
      g_str_has_suffix(answer, "人") ? g_strndup(answer, strlen(answer) - strlen("人")) : g_strdup(answer);
  guint64 people = 0;
  if (!g_ascii_string_to_unsigned(g_strstrip(digits), 10, 1, MOST_PEOPLE, &people, NULL)) {
    return g_strdup("请写一个数，例如 12。");
  }
  asking->wish->people = (int)people;
  asking->wish->scale = init_scale((int)people);
  return NULL;
}

static char *read_departments(const char *answer, gpointer data) {
  Asking *asking = data;
  g_auto(GStrv) names =
      strcmp(answer, "没有") == 0 || strcmp(answer, "无") == 0 ? g_new0(char *, 1) : names_split(answer);
  for (guint i = 0; names[i] != NULL; i++) {
    if (g_utf8_strlen(names[i], -1) > 20) {
      return g_strdup_printf("部门名“%s”太长，请写 20 个字以内，部门之间用顿号隔开。", names[i]);
    }
    for (guint j = 0; j < i; j++) {
      if (strcmp(names[i], names[j]) == 0) {
        return g_strdup_printf("“%s”写了两次，请再写一次。", names[i]);
      }
    }
  }
  asking->wish->departments = g_steal_pointer(&names);
  return NULL;
}

/* Asks what the options have not said. FALSE when the user left. */
static gboolean ask(InitWish *wish, gboolean kinds_given, gboolean scale_given) {
  Asking asking = {.wish = wish};
  prompt_say("最多五个问题，直接按回车就用方括号里的答案；按 Ctrl-C 退出，什么也不会留下。");
  if (!prompt_ask("1/5 店在哪个省份？", "浙江", read_province, &asking)) {
    return FALSE;
  }
  if (!kinds_given) {
    wish->kinds = 0;
    if (!prompt_ask("2/5 线下还是线上？1 实体店，2 网店，3 都有", "1", read_place, &asking) ||
        !prompt_ask("3/5 卖食品吗？1 不卖，2 卖预包装食品，3 还有生鲜或现做的", "1", read_food, &asking)) {
      return FALSE;
    }
  }
  g_autofree char *usual_people = g_strdup_printf("%d", USUAL_PEOPLE);
  if (!scale_given && !prompt_ask("4/5 一共多少人？", usual_people, read_people, &asking)) {
    return FALSE;
  }
  if (wish->scale == SCALE_SOLO) {
    return TRUE; /* one or two people are no departments */
  }
  g_auto(GStrv) usual = init_usual_departments(wish->kinds);
  g_autofree char *usual_text = g_strjoinv("、", usual);
  return prompt_ask("5/5 有哪些部门？用顿号隔开，不分部门就写“没有”", usual_text, read_departments, &asking);
}

/* ---- what was made -------------------------------------------------------------------------------------------------------------------- */

/* Departments whose names say nothing to us; NULL when there are none. */
static char *without_function(const Setup *setup) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < setup->departments->len; i++) {
    const SetupDepartment *department = g_ptr_array_index(setup->departments, i);
    if (department->covers == 0) {
      g_string_append_printf(names, "%s%s", names->len > 0 ? "、" : "", department->name);
    }
  }
  return names->len > 0 ? g_string_free(g_steal_pointer(&names), FALSE) : NULL;
}

static void say_done(Run *run, const char *path, const Setup *setup) {
  g_autofree char *folder = text_shown(path);
  g_autofree char *kinds = words_of_set(words_kind, setup->kinds);
  guint samples = 0;
  for (guint i = 0; i < setup->people->len; i++) {
    const SetupPerson *person = g_ptr_array_index(setup->people, i);
    samples += person->sample ? 1 : 0;
  }
  g_string_append_printf(run->out, "建好了店铺文件夹“%s”。\n  %s，%d 年，%s，%s，%u 个部门，%u 个人%s\n", folder,
                         setup->name, setup->year, words_scale[setup->scale].title, kinds, setup->departments->len,
                         setup->people->len, setup->practice ? "，演练用" : "");
  int step = 1;
  g_string_append(run->out, "接下来：\n");
  if (samples > 0) {
    g_string_append_printf(run->out,
                           "  %d. 打开 %s/store.yaml，把 %u 个示例人员换成真人\n"
                           "     （人多就用 ready315 staff import 导入花名册；不想改文件的，\n"
                           "     用 ready315 init --print-template 开店.xlsx，在表格里填好再建店）\n",
                           step++, folder, samples);
  }
  g_autofree char *idle = without_function(setup);
  if (idle != NULL) {
    g_string_append_printf(run->out,
                           "  %d. %s管什么没有认出来，现在没有它的工作：\n"
                           "     在 store.yaml 里给它加上 covers，写明职能\n",
                           step++, idle);
  }
  g_string_append_printf(run->out, "  %d. ready315 -C %s check     看还缺什么\n", step++, folder);
  g_string_append_printf(run->out, "  %d. ready315 -C %s plan      看计划\n", step++, folder);
  g_string_append_printf(run->out, "  %d. ready315 -C %s calendar  写出日历\n", step, folder);
}

static int make(Run *run, const char *folder, const Setup *setup) {
  g_autoptr(GPtrArray) files = init_files_new();
  init_files_add(files, "store.yaml", setup_store_yaml(setup));
  g_autoptr(DiagList) found = diag_list_new(); /* warnings of a fresh store are not worth a word; `check` tells them */
  GError *error = NULL;
  if (!init_write(run->desk, folder, files, found, &error)) {
    if (error != NULL) {
      return run_fail(run, error);
    }
    diag_list_free(run->desk->diags);
    run->desk->diags = g_steal_pointer(&found);
    return 1;
  }
  say_done(run, folder, setup);
  return 0;
}

/* ---- ways to make one ------------------------------------------------------------------------------------------------------------------ */

static int print_template(Run *run, const char *path, int year) {
  if (run->desk->tools->write_workbook == NULL) {
    return RUN_NEEDS_BOOK;
  }
  GError *error = NULL;
  g_autoptr(GBytes) bytes = init_blank(run->desk, year, &error);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
  if (bytes == NULL || !output_write(run->desk, path, data, length, &error)) {
    return run_fail(run, error);
  }
  g_autofree char *shown = text_shown(path);
  g_string_append_printf(run->out, "写好了空白工作簿“%s”。填好以后：ready315 init 店名 --template %s\n", shown, shown);
  return 0;
}

static int from_template(Run *run, const char *folder, const char *path, int year) {
  if (run->desk->tools->read_workbook == NULL) {
    return RUN_NEEDS_BOOK;
  }
  g_autoptr(GPtrArray) files = init_files_new();
  GError *error = NULL;
  g_autoptr(Setup) setup = init_template_read(run->desk, folder, path, year, files, &error);
  if (setup == NULL) {
    return error != NULL ? run_fail(run, error) : 1;
  }
  setup->practice = run_flag(run, "practice");
  init_files_add(files, "store.yaml", setup_store_yaml(setup));
  if (!init_write(run->desk, folder, files, run->desk->diags, &error)) {
    return error != NULL ? run_fail(run, error) : 1;
  }
  say_done(run, folder, setup);
  return 0;
}

static int from_old(Run *run, const char *folder, const char *old, int year) {
  GError *error = NULL;
  if (!init_roll(run->desk, folder, old, year, run->out, &error)) {
    g_string_truncate(run->out, 0);
    return error != NULL ? run_fail(run, error) : 1;
  }
  return 0;
}

static int from_answers(Run *run, const char *folder, int year) {
  InitWish wish = {.folder = folder,
                   .year = year,
                   .practice = run_flag(run, "practice"),
                   .kinds = 1u << KIND_SHOP,
                   .scale = SCALE_STANDARD};
  const GPtrArray *kinds = run_options(run, "kind");
  const char *scale = run_option(run, "scale");
  for (guint i = 0; kinds != NULL && i < kinds->len; i++) {
    wish.kinds = (i == 0 ? 0 : wish.kinds) | 1u << word_index(words_kind, g_ptr_array_index(kinds, i));
  }
  if (scale != NULL) {
    wish.scale = (Scale)word_index(words_scale, scale);
  }
  if (run->terminal && !ask(&wish, kinds != NULL, scale != NULL)) {
    return run_refuse(run, "没有答完，什么也没有建。");
  }
  g_autoptr(Setup) setup = init_setup(&wish);
  g_strfreev(wish.departments);
  return make(run, folder, setup);
}

static int read_year(Run *run, int *year) {
  const char *given = run_option(run, "year");
  guint64 number = 0;
  *year = init_next_year(run->desk->now);
  if (given != NULL && !g_ascii_string_to_unsigned(given, 10, FIRST_YEAR, LAST_YEAR, &number, NULL)) {
    return run_refuse(run, "选项 --year 要写四位的年份，例如 %d。", CLAMP(*year, FIRST_YEAR, LAST_YEAR));
  }
  if (given == NULL && (*year < FIRST_YEAR || *year > LAST_YEAR)) {
    return run_refuse(run, "这台电脑的时钟走到了 %d 年，看来不对。请先校准时钟，或用 --year 写明年份。", *year);
  }
  *year = given != NULL ? (int)number : *year;
  return 0;
}

int cmd_init(Run *run) {
  int year = 0;
  int status = read_year(run, &year);
  if (status != 0) {
    return status;
  }
  const char *blank = run_option(run, "print-template"), *old = run_option(run, "from"),
             *book = run_option(run, "template");
  if (blank != NULL) {
    return run->n_args == 0
               ? print_template(run, blank, year)
               : run_refuse(run, "--print-template 只写工作簿，不建店铺文件夹，后面不用写“%s”。", run->args[0]);
  }
  if (run->n_args == 0) {
    return run_refuse(run, "请写上店铺文件夹的名字，例如：ready315 init 武林店");
  }
  const char *folder = run->args[0];
  if (old != NULL && book != NULL) {
    return run_refuse(run, "--from 和 --template 只能用一个。");
  }
  if ((old != NULL || book != NULL) && (run_flag(run, "scale") || run_flag(run, "kind"))) {
    return run_refuse(run, "规模和类型已经写在%s里，这里不用再写 --scale、--kind。",
                      old != NULL ? "去年的定义" : "工作簿");
  }
  g_autofree char *refusal = init_refusal(folder);
  if (refusal != NULL) {
    return run_refuse(run, "%s", refusal);
  }
  return old != NULL    ? from_old(run, folder, old, year)
         : book != NULL ? from_template(run, folder, book, year)
                        : from_answers(run, folder, year);
}
