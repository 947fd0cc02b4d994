/* The command table as man pages (man(7) macros): ready315.1 and one page a command. `make docs` writes them; a test compares. */
#include "base/text.h"
#include "cmd/help.h"
#include "cmd/table.h"
#include <string.h>

/* Of the last change of the wording; a clock would make each build different. */
#define MAN_DATE "2026-11-23"

static void file_drop(gpointer data) {
  HelpFile *file = data;
  g_free(file->name);
  g_free(file->text);
  g_free(file);
}

static gboolean is_ideograph(gunichar c) {
  return c >= 0x4E00 && c <= 0x9FFF;
}

static gboolean may_break(gunichar before, gunichar c) {
  static const char after[] = "。，、；：！？”）";
  return is_ideograph(c) && (is_ideograph(before) || (before != 0 && g_utf8_strchr(after, -1, before) != NULL));
}

/* Text for roff: backslashes and hyphens escaped, no line that begins with a control character, and breaks allowed between Chinese characters, which
 * roff would take for one long word. */
static void put_text(GString *out, const char *text) {
  gboolean start = out->len == 0 || out->str[out->len - 1] == '\n';
  gunichar before = 0;
  for (const char *p = text; *p != '\0'; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (start && (c == '.' || c == '\'')) {
      g_string_append(out, "\\&");
    }
    start = c == '\n';
    if (may_break(before, c)) {
      g_string_append(out, "\\:");
    }
    before = c;
    if (c == '\\') {
      g_string_append(out, "\\e");
    } else if (c == '-') {
      g_string_append(out, "\\-");
    } else {
      g_string_append_unichar(out, c);
    }
  }
}

static void put_paragraphs(GString *out, const char *text) {
  g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
  for (char **p = paragraphs; *p != NULL; p++) {
    g_string_append(out, p == paragraphs ? "" : ".PP\n");
    put_text(out, *p);
    g_string_append_c(out, '\n');
  }
}

static void put_head(GString *out, const char *title, const char *summary) {
  g_autofree char *upper = g_ascii_strup(title, -1);
  g_string_append(out, ".\\\" Made from planner/cmd/table.c by `make docs`; edit there.\n");
  g_string_append_printf(out, ".TH %s 1 " MAN_DATE " \"ready315 " READY315_VERSION "\" \"ready315 手册\"\n", upper);
  g_string_append(out,
                  ".nh\n.ad l\n.SH 名称\n"); /* Chinese is not hyphenated, and stretched lines of it cannot be read */
  put_text(out, title);
  g_string_append(out, " \\- ");
  put_text(out, summary);
  g_string_append_c(out, '\n');
}

static void put_option(GString *out, const Option *option) {
  g_string_append(out, ".TP\n.B ");
  put_text(out, "--");
  put_text(out, option->name);
  if (option->argument != NULL) {
    g_string_append_c(out, ' ');
    put_text(out, option->argument);
  }
  g_string_append_c(out, '\n');
  put_text(out, option->help);
  if (option->values != NULL) {
    g_autofree char *values = table_values(option, "、");
    g_autofree char *sentence = g_strdup_printf("可以写：%s。", values);
    put_text(out, sentence);
  }
  g_string_append_c(out, '\n');
}

static void put_options(GString *out, const char *heading, const Option *options) {
  for (const Option *o = options; o->name != NULL; o++) {
    if (!o->hidden) {
      if (heading != NULL) {
        g_string_append_printf(out, ".SH %s\n", heading);
        heading = NULL;
      }
      put_option(out, o);
    }
  }
}

static char *page_name(const Command *command) {
  return g_strdelimit(g_strdup_printf("ready315-%s", command->name), " ", '-');
}

static HelpFile *command_page(const Command *command) {
  GString *out = g_string_new(NULL);
  g_autofree char *title = page_name(command);
  put_head(out, title, command->summary);
  g_string_append(out, ".SH 用法\n.B ");
  g_autofree char *line = g_strdup_printf("ready315 [-C DIR] %s", command->name);
  put_text(out, line);
  g_string_append_c(out, '\n');
  if (*command->synopsis != '\0') {
    put_text(out, command->synopsis);
    g_string_append_c(out, '\n');
  }
  g_string_append(out, ".SH 说明\n");
  put_paragraphs(out, command->details);
  put_options(out, "选项", command->options);
  for (const char *const *e = command->examples; e != NULL && *e != NULL; e += 2) {
    g_string_append(out, e == command->examples ? ".SH 例子\n.TP\n.B " : ".TP\n.B ");
    put_text(out, e[0]);
    g_string_append_c(out, '\n');
    put_text(out, e[1]);
    g_string_append_c(out, '\n');
  }
  g_string_append(out, ".SH 参见\n.BR ready315 (1)\n");
  HelpFile *file = g_new(HelpFile, 1);
  *file = (HelpFile){g_strdup_printf("%s.1", title), g_string_free(out, FALSE)};
  return file;
}

/* The screen's keys, a heading a group. */
typedef struct {
  GString *out;
  const char *group;
} KeyWriter;

static void put_key(const char *group, const char *keys, const char *help, gpointer data) {
  KeyWriter *writer = data;
  if (group != writer->group) {
    g_string_append_printf(writer->out, ".SS %s\n", group);
    writer->group = group;
  }
  g_string_append(writer->out, ".TP\n.B ");
  put_text(writer->out, keys);
  g_string_append_c(writer->out, '\n');
  put_text(writer->out, help);
  g_string_append_c(writer->out, '\n');
}

static void put_screen(GString *out, const Screen *screen) {
  KeyWriter writer = {out, NULL};
  g_string_append(out, ".SH 全屏画面\n");
  put_paragraphs(out, "在终端里进店铺文件夹，只输入“ready315”，就打开全屏画面：今天要做的事、计划、联络表、导出日历。窗"
                      "口至少 80 列 24 行。");
  screen->keys(put_key, &writer);
}

static HelpFile *main_page(const Screen *screen) {
  GString *out = g_string_new(NULL);
  put_head(out, "ready315", "3·15 期间门店的自查计划");
  g_string_append(out, ".SH 用法\n.B ");
  put_text(out, "ready315 [-C DIR] COMMAND [OPTIONS]");
  g_string_append(out, "\n.SH 说明\n");
  put_paragraphs(
      out,
      "从几份定义（store.yaml 等）排出 3 月 15 日前后每个人要做的事，写成日历、联络表、通知和群消息。\n\n"
      "DIR 是店铺文件夹，里面有 store.yaml；不写就是当前文件夹。“--”以后的都不当作选项，“-”表示标准输入或标准输出。\n\n"
      "人可以写代号、姓名、工号或拼音首字母；对应几个人时会列出来请您写清楚，不会猜。");
  for (int group = 0; group < N_GROUPS; group++) {
    g_string_append_printf(out, ".SH 命令：%s\n", group_titles[group]);
    for (const Command *c = commands; c->name != NULL; c++) {
      if (c->group == (CommandGroup)group) {
        g_string_append(out, ".TP\n.B ");
        put_text(out, c->name);
        if (*c->synopsis != '\0') {
          g_string_append_c(out, ' ');
          put_text(out, c->synopsis);
        }
        g_string_append_c(out, '\n');
        put_text(out, c->summary);
        g_string_append(out, "。\n");
      }
    }
  }
  if (screen != NULL) {
    put_screen(out, screen);
  }
  g_string_append(out, ".SH 每个命令都有的选项\n.TP\n.B \\-C DIR\n店铺文件夹，写在命令前后都可以。\n");
  put_options(out, NULL, global_options);
  g_string_append(out, ".SH 退出状态\n"
                       ".TP\n.B 0\n没有问题，或只有警告和说明。\n"
                       ".TP\n.B 1\n发现问题：文件内容有误。\n"
                       ".TP\n.B 2\n命令写法不对，或者文件不能覆盖。\n"
                       ".TP\n.B 3\n环境有问题：缺文件、没有权限、磁盘满了。\n"
                       ".SH 环境变量\n"
                       ".TP\n.B NO_COLOR\n不用颜色。\n"
                       ".TP\n.B COLUMNS\n屏幕宽度。\n"
                       ".TP\n.B READY315_SHARE\n到这里找软件自带的定义和放假安排。\n"
                       ".TP\n.B SOURCE_DATE_EPOCH\n把这个时刻当作现在，单位秒。\n"
                       ".SH 文件\n"
                       ".TP\n.B store.yaml\n店铺、部门、人员。\n"
                       ".TP\n.B staff.yaml, roster.yaml, holidays/\n导入的花名册、排班、放假安排。\n"
                       ".TP\n.B phases/, checklists/\n本店自己的阶段和检查表。\n"
                       ".TP\n.B .ready315/\n写过哪些文件，发过哪些日历。\n"
                       ".SH 参见\n");
  for (const Command *c = commands; c->name != NULL; c++) {
    g_autofree char *name = page_name(c);
    g_string_append_printf(out, ".BR %s (1)%s\n", name, c[1].name != NULL ? "," : "");
  }
  HelpFile *file = g_new(HelpFile, 1);
  *file = (HelpFile){g_strdup("ready315.1"), g_string_free(out, FALSE)};
  return file;
}

GPtrArray *help_man_pages(const Screen *screen) {
  GPtrArray *files = g_ptr_array_new_with_free_func(file_drop);
  g_ptr_array_add(files, main_page(screen));
  for (const Command *c = commands; c->name != NULL; c++) {
    g_ptr_array_add(files, command_page(c));
  }
  return files;
}
