/* The command line, read with getopt_long over the command table. getopt's own sentences are English and go straight to standard error, so it is
 * kept quiet (opterr = 0) and what it found is said here, with the nearest name that exists. Abbreviated options, which getopt_long would
 * take, are refused: a script that uses one would break when the table grows. Knows no command's meaning. */
#include "cmd/options.h"
#include "base/text.h"
#include "cmd/table.h"
#include <getopt.h>
#include <string.h>

enum { FIRST_LONG = 256, MAX_OPTIONS = 32 };

char *options_quote(const char *typed) {
  g_autofree char *shown = text_shown(typed);
  return text_cut(shown, 60);
}

void options_free(Options *options) {
  if (options == NULL) {
    return;
  }
  g_hash_table_unref(options->values);
  g_ptr_array_unref(options->args);
  g_free(options->problem);
  g_free(options);
}

G_GNUC_PRINTF(2, 3) static void refuse(Options *options, const char *format, ...) {
  if (options->problem == NULL) { /* the first mistake usually explains the others */
    va_list list;
    va_start(list, format);
    options->problem = g_strdup_vprintf(format, list);
    va_end(list);
  }
}

/* The global options and the command's own, as one list. */
static guint gather(const Command *command, const Option *all[MAX_OPTIONS]) {
  guint n = 0;
  for (const Option *o = command != NULL ? command->options : NULL; o != NULL && o->name != NULL; o++) {
    g_assert(n < MAX_OPTIONS);
    all[n++] = o;
  }
  for (const Option *o = global_options; o->name != NULL; o++) {
    g_assert(n < MAX_OPTIONS);
    all[n++] = o;
  }
  return n;
}

static gboolean some_command_knows(const char *name) {
  for (const Command *c = commands; c->name != NULL; c++) {
    for (const Option *o = c->options; o->name != NULL; o++) {
      if (!o->hidden && strcmp(o->name, name) == 0) {
        return TRUE;
      }
    }
  }
  return FALSE;
}

static void unknown_long(Options *options, const Option *const all[], guint n, const char *word) {
  const char *names[MAX_OPTIONS + 1];
  guint shown = 0;
  for (guint i = 0; i < n; i++) {
    if (!all[i]->hidden) {
      names[shown++] = all[i]->name;
    }
  }
  names[shown] = NULL;
  g_autofree char *name = g_strndup(word + 2, strcspn(word + 2, "="));
  g_autofree char *quoted = options_quote(name);
  if (options->command == NULL) {
    if (some_command_knows(name)) {
      refuse(options, "选项“--%s”要写在命令后面。", quoted);
      return;
    }
    const char *near = text_nearest(name, names);
    refuse(options, near != NULL ? "没有选项“--%s”。是不是想写“--%s”？" : "没有选项“--%s”。", quoted, near);
    return;
  }
  const char *near = text_nearest(name, names);
  if (near != NULL) {
    refuse(options, "命令 %s 没有选项“--%s”。是不是想写“--%s”？", options->command->name, quoted, near);
  } else {
    refuse(options, "命令 %s 没有选项“--%s”。“ready315 %s --help”列出它的选项。", options->command->name, quoted,
           options->command->name);
  }
}

static void unknown_short(Options *options, int letter, const char *rest) {
  if (letter >= 0x20 && letter < 0x7f) {
    refuse(options, letter == 'h' ? "没有选项“-%c”。是不是想写“--help”？" : "没有选项“-%c”。", letter);
  } else {
    g_autofree char *quoted = options_quote(rest != NULL ? rest : "-");
    refuse(options, "没有选项“%s”。", quoted);
  }
}

static void check_value(Options *options, const Option *option, const char *value) {
  if (option->values == NULL || g_strv_contains(option->values, value)) {
    return;
  }
  g_autofree char *quoted = options_quote(value);
  g_autofree char *allowed = table_values(option, "、");
  const char *near = text_nearest(value, option->values);
  if (near != NULL) {
    refuse(options, "选项 --%s 不能写“%s”。是不是想写“%s”？可以写：%s。", option->name, quoted, near, allowed);
  } else {
    refuse(options, "选项 --%s 不能写“%s”。可以写：%s。", option->name, quoted, allowed);
  }
}

/* Names of files may be any bytes; everything else is words, and goes to functions that expect text. */
static gboolean is_path(const Option *option) {
  return option->argument != NULL &&
         (g_str_has_prefix(option->argument, "FILE") || g_str_has_prefix(option->argument, "DIR") ||
          g_str_has_prefix(option->argument, "OLD"));
}

static void keep(Options *options, const Option *option, const char *value) {
  if (!is_path(option) && !g_utf8_validate(value, -1, NULL)) {
    g_autofree char *quoted = options_quote(value);
    refuse(options, "选项 --%s 里的“%s”不是 UTF-8 文字。请把终端的编码改成 UTF-8 再写一次。", option->name, quoted);
    return;
  }
  GPtrArray *values = g_hash_table_lookup(options->values, option->name);
  if (values == NULL) {
    values = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(options->values, g_strdup(option->name), values);
  }
  if (!option->list) {
    check_value(options, option, value);
    g_ptr_array_add(values, g_strdup(value));
    return;
  }
  g_auto(GStrv) words = g_regex_split_simple("[,，、 ]", value, 0, 0);
  for (char **w = words; *w != NULL; w++) {
    if (**w != '\0') {
      check_value(options, option, *w);
      g_ptr_array_add(values, g_strdup(*w));
    }
  }
}

static void take(Options *options, const Option *option, const char *value) {
  if (strcmp(option->name, "help") == 0) {
    options->help = TRUE;
  } else if (strcmp(option->name, "version") == 0) {
    options->version = TRUE;
  } else {
    keep(options, option, value != NULL ? value : "");
  }
}

/* Which option getopt_long speaks of: it was told the index as the value. */
static const Option *option_at(const Option *const all[], guint count, int value) {
  g_assert(value >= FIRST_LONG && (guint)(value - FIRST_LONG) < count);
  const Option *option = all[value - FIRST_LONG];
  g_assert(option != NULL);
  return option;
}

/* One pass of getopt_long over words[0…n), words[0] being skipped. `until_command` stops at the first word that is no option. Returns where the
 * words that are no options begin; getopt has then moved them to the end. */
static int pass(Options *options, int n, char **words, gboolean until_command) {
  const Option *all[MAX_OPTIONS] = {NULL};
  guint count = gather(until_command ? NULL : options->command, all);
  struct option longs[MAX_OPTIONS + 1] = {{0}};
  for (guint i = 0; i < count; i++) {
    longs[i] = (struct option){all[i]->name, all[i]->argument != NULL ? required_argument : no_argument, NULL,
                               FIRST_LONG + (int)i};
  }
  opterr = 0;
  optind = 0; /* GNU: begin anew */
  for (;;) {
    int which = -1;
    int c = getopt_long(n, words, until_command ? "+:C:" : ":C:", longs, &which);
    if (c == -1) {
      return optind;
    }
    const char *last = words[optind - 1];
    if (c == 'C') {
      options->directory = optarg;
    } else if (c == ':') {
      if (optopt == 'C') {
        refuse(options, "选项 -C 后面缺少店铺文件夹。");
      } else {
        const Option *option = option_at(all, count, optopt);
        refuse(options, "选项 --%s 后面缺少 %s。%s", option->name, option->argument, option->help);
      }
    } else if (c == '?' && optopt >= FIRST_LONG) {
      refuse(options, "选项 --%s 后面不跟内容。", option_at(all, count, optopt)->name);
    } else if (c == '?' && optopt != 0) {
      unknown_short(options, optopt, optind < n ? words[optind] : NULL);
    } else if (c == '?') {
      unknown_long(options, all, count, last);
    } else {
      const Option *option = option_at(all, count, c);
      const char *typed = optarg == last ? words[optind - 2] : last;
      if (strncmp(typed + 2, option->name, strlen(option->name)) != 0) {
        unknown_long(options, all, count, typed);
      } else {
        take(options, option, optarg);
      }
    }
  }
}

static void no_such_command(Options *options, char *const *words, int n) {
  g_autofree char *typed = n >= 2 ? g_strdup_printf("%s %s", words[0], words[1]) : g_strdup(words[0]);
  g_autofree char *quoted = options_quote(words[0]);
  g_autoptr(GString) family = g_string_new(NULL);
  g_autofree char *prefix = g_strdup_printf("%s ", words[0]);
  for (const Command *c = commands; c->name != NULL; c++) {
    if (g_str_has_prefix(c->name, prefix)) {
      g_string_append_printf(family, "%s“%s”", family->len > 0 ? "、" : "", c->name);
    }
  }
  const char *near = table_nearest(typed);
  near = near != NULL ? near : table_nearest(words[0]);
  if (family->len > 0) {
    refuse(options, "“%s”后面还要再写一个词：%s。", quoted, family->str);
  } else if (near != NULL) {
    refuse(options, "没有叫“%s”的命令。是不是想写“%s”？", quoted, near);
  } else {
    refuse(options, "没有叫“%s”的命令。“ready315 help”列出有哪些命令。", quoted);
  }
}

static void check_count(Options *options) {
  const Command *command = options->command;
  if (options->n_args < command->min_args) {
    refuse(options, "命令 %s 缺少内容。写法：ready315 %s %s", command->name, command->name, command->synopsis);
  } else if (command->max_args >= 0 && options->n_args > command->max_args) {
    g_autofree char *quoted = options_quote(g_ptr_array_index(options->args, (guint)command->max_args));
    refuse(options, "命令 %s 不需要“%s”。写法：ready315 %s %s", command->name, quoted, command->name,
           command->synopsis);
  }
}

/* Whoever asked for JSON gets his failure as JSON, too, even when something before that word was wrong. */
static gboolean wants_json(int argc, char *const *argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strcmp(argv[i], "--format=json") == 0 ||
        (strcmp(argv[i], "--format") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0)) {
      return TRUE;
    }
  }
  return FALSE;
}

Options *options_parse(int argc, char *const *argv) {
  g_autoptr(Options) options = g_new0(Options, 1);
  options->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  options->args = g_ptr_array_new_with_free_func(g_free);
  options->json = wants_json(argc, argv);
  g_autofree char **words = g_new0(char *, (gsize)argc + 1); /* getopt reorders what it is given */
  for (int i = 0; i < argc; i++) {
    words[i] = argv[i];
  }
  int first = pass(options, argc, words, TRUE);
  if (first < argc) {
    int used = 1;
    options->command = table_match(words + first, argc - first, &used);
    if (options->command == NULL) {
      no_such_command(options, words + first, argc - first);
      for (int i = first; i < argc && strcmp(words[i], "--") != 0; i++) {
        options->help = options->help || strcmp(words[i], "--help") == 0;
      }
    } else {
      int skip = first + used - 1; /* the last word of the name stands in for argv[0] */
      int rest = pass(options, argc - skip, words + skip, FALSE);
      for (int i = skip + rest; i < argc; i++) {
        g_ptr_array_add(options->args, g_strdup(words[i]));
      }
      options->n_args = (int)options->args->len;
      if (options->problem == NULL) {
        check_count(options);
      }
    }
  }
  g_ptr_array_add(options->args, NULL);
  return g_steal_pointer(&options);
}
