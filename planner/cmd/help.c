/* Help pages, wrapped to the terminal by display width. */
#include "cmd/help.h"
#include "base/text.h"
#include <string.h>

enum { MARGIN = 2, NAME_CELLS = 18, MAX_LINE = 100 };

static void put_wrapped(GString *out, const char *text, int indent, int columns) {
  g_auto(GStrv) lines = text_wrap(text, MAX(MIN(columns, MAX_LINE) - indent, 20));
  for (char **line = lines; *line != NULL; line++) {
    g_string_append_printf(out, "%*s%s\n", **line != '\0' ? indent : 0, "", *line);
  }
}

/* A name and what it does, the latter in a column of its own. */
static void put_entry(GString *out, const char *name, const char *text, int cells, int columns) {
  g_autofree char *padded = text_pad(name, cells, FALSE);
  int indent = MARGIN + cells + 1;
  g_auto(GStrv) lines = text_wrap(text, MAX(MIN(columns, MAX_LINE) - indent, 20));
  gboolean fits = text_width(name) <= cells;
  g_string_append_printf(out, "%*s%s", MARGIN, "", fits ? padded : name);
  for (char **line = lines; *line != NULL; line++) {
    if (line == lines && fits) {
      g_string_append_printf(out, " %s\n", *line);
    } else {
      g_string_append_printf(out, "%s%*s%s\n", line == lines ? "\n" : "", indent, "", *line);
    }
  }
}

static char *option_words(const Option *option) {
  return option->argument != NULL ? g_strdup_printf("--%s %s", option->name, option->argument)
                                  : g_strdup_printf("--%s", option->name);
}

static void put_options(GString *out, const Option *options, gboolean advanced, int columns) {
  for (const Option *o = options; o->name != NULL; o++) {
    if (!o->hidden && (advanced || !o->advanced)) {
      g_autofree char *words = option_words(o);
      put_entry(out, words, o->help, 22, columns);
    }
  }
}

static void put_commands(GString *out, gboolean all, int columns) {
  for (int group = 0; group < N_GROUPS; group++) {
    gboolean headed = FALSE;
    for (const Command *c = commands; c->name != NULL; c++) {
      if (c->group != (CommandGroup)group || !(all || c->everyday)) {
        continue;
      }
      if (!headed) {
        g_string_append_printf(out, "\n%s\n", group_titles[group]);
        headed = TRUE;
      }
      put_entry(out, c->name, c->summary, NAME_CELLS, columns);
    }
  }
}

static void put_head(GString *out) {
  g_string_append(out, "ready315：3·15 期间门店的自查计划，从几份定义排出每个人的日历、联络表和通知。\n\n"
                       "用法：ready315 [-C DIR] COMMAND [OPTIONS]\n"
                       "      DIR 是店铺文件夹，不写就是当前文件夹。\n");
}

void help_first_page(int columns, GString *out) {
  put_head(out);
  put_commands(out, FALSE, columns);
  g_string_append(out, "\n在终端里进店铺文件夹，只输入“ready315”，就打开全屏画面。\n“ready315 命令 "
                       "--help”说明一个命令，“ready315 help --all”列出全部命令和选项。\n");
}

void help_all(int columns, GString *out) {
  put_head(out);
  put_commands(out, TRUE, columns);
  g_string_append(out, "\n每个命令都有的选项\n");
  put_entry(out, "-C DIR", "店铺文件夹，写在命令前后都可以。", 22, columns);
  put_options(out, global_options, TRUE, columns);
  for (const Command *c = commands; c->name != NULL; c++) {
    g_string_append_c(out, '\n');
    g_autofree char *line = g_strdup_printf("ready315 %s %s", c->name, c->synopsis);
    put_wrapped(out, g_strchomp(line), 0, columns);
    put_options(out, c->options, TRUE, columns);
  }
  g_string_append(out, "\n退出状态\n"
                       "  0  没有问题，或只有警告和说明\n"
                       "  1  发现问题：文件内容有误\n"
                       "  2  命令写法不对\n"
                       "  3  环境有问题：缺文件、没有权限、磁盘满了\n");
}

void help_command(const Command *command, int columns, GString *out) {
  g_autofree char *line = g_strdup_printf("用法：ready315 [-C DIR] %s %s", command->name, command->synopsis);
  put_wrapped(out, g_strchomp(line), 0, columns);
  g_string_append_c(out, '\n');
  put_wrapped(out, command->details, 0, columns);
  gboolean headed = FALSE;
  for (const Option *o = command->options; o->name != NULL && !headed; o++) {
    headed = !o->hidden;
  }
  if (headed) {
    g_string_append(out, "\n选项\n");
    put_options(out, command->options, TRUE, columns);
  }
  for (const char *const *e = command->examples; e != NULL && *e != NULL; e += 2) {
    g_string_append_printf(out, "%s  %s\n", e == command->examples ? "\n例子\n" : "", e[0]);
    put_wrapped(out, e[1], 6, columns);
  }
}
