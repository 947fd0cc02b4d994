/* The command table as completions for bash and zsh. `make docs` writes them; a test compares. The scripts hold plain lists and one small
 * function each, so that they need no helper library of the shell. */
#include "cmd/help.h"
#include "cmd/table.h"
#include <string.h>

static void file_drop(gpointer data) {
  HelpFile *file = data;
  g_free(file->name);
  g_free(file->text);
  g_free(file);
}

static gboolean takes_folder(const char *argument) {
  return argument != NULL && (strcmp(argument, "DIR") == 0 || strcmp(argument, "OLD") == 0);
}

static gboolean takes_file(const char *argument) {
  return argument != NULL && (g_str_has_prefix(argument, "FILE") || g_str_has_suffix(argument, ".json"));
}

static void put_values(GString *out, const Option *option) {
  g_autofree char *words = table_values(option, " ");
  g_string_append(out, words);
}

/* "import pin pepper": the second words of the commands that begin with `first`. */
static char *second_words(const char *first) {
  GString *words = g_string_new(NULL);
  g_autofree char *prefix = g_strdup_printf("%s ", first);
  for (const Command *c = commands; c->name != NULL; c++) {
    if (g_str_has_prefix(c->name, prefix)) {
      g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", c->name + strlen(prefix));
    }
  }
  return g_string_free(words, FALSE);
}

/* The first command of that first word. */
static gboolean leads(const Command *command) {
  g_auto(GStrv) words = g_strsplit(command->name, " ", 2);
  g_autofree char *prefix = g_strdup_printf("%s ", words[0]);
  for (const Command *c = commands; c != command; c++) {
    if (strcmp(c->name, words[0]) == 0 || g_str_has_prefix(c->name, prefix)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* ---- bash ------------------------------------------------------------------------------------------------------------------------- */

static void bash_option_words(GString *out, const Option *options) {
  for (const Option *o = options; o->name != NULL; o++) {
    if (!o->hidden) {
      g_string_append_printf(out, "%s--%s", out->len > 0 ? " " : "", o->name);
    }
  }
}

static void bash_value_cases(GString *out, const Command *command, const Option *options) {
  for (const Option *o = options; o->name != NULL; o++) {
    if (o->hidden || o->argument == NULL) {
      continue;
    }
    g_string_append_printf(out, "    '%s --%s') ", command != NULL ? command->name : "*", o->name);
    if (o->values != NULL) {
      g_string_append(out, "_ready315_words '");
      put_values(out, o);
      g_string_append(out, "' ;;\n");
    } else {
      g_string_append(out, takes_folder(o->argument) ? "_ready315_files -d ;;\n"
                           : takes_file(o->argument) ? "_ready315_files -f ;;\n"
                                                     : "COMPREPLY=() ;;\n");
    }
  }
}

static HelpFile *bash_script(void) {
  GString *out = g_string_new(
      "# Made from planner/cmd/table.c by `make docs`; edit there. bash completion for ready315.\n"
      "_ready315_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }\n"
      "_ready315_files() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$cur\"); }\n"
      "_ready315() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= first= word i\n"
      "  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=${COMP_WORDS[i]}\n"
      "    case $word in\n"
      "      -C | --now) i=$((i + 1)) ;;\n"
      "      -*) ;;\n"
      "      *) if [[ -z $first ]]; then first=$word; else command=\"$first $word\"; break; fi ;;\n"
      "    esac\n"
      "  done\n"
      "  case $command in\n    ");
  gboolean any = FALSE;
  for (const Command *c = commands; c->name != NULL; c++) {
    if (strchr(c->name, ' ') != NULL) {
      g_string_append_printf(out, "%s'%s'", any ? " | " : "", c->name);
      any = TRUE;
    }
  }
  g_string_append(
      out, ") ;;\n    *) command=$first ;;\n  esac\n  if [[ $prev == -C ]]; then _ready315_files -d; return; fi\n"
           "  case \"$command $prev\" in\n");
  for (const Command *c = commands; c->name != NULL; c++) {
    bash_value_cases(out, c, c->options);
  }
  g_string_append(out, "    *' --now') COMPREPLY=() ;;\n    *) _ready315_rest ;;\n  esac\n}\n"
                       "_ready315_rest() {\n  case $command in\n");
  g_autoptr(GString) globals = g_string_new("-C");
  bash_option_words(globals, global_options);
  for (const Command *c = commands; c->name != NULL; c++) {
    g_autoptr(GString) own = g_string_new(NULL);
    bash_option_words(own, c->options);
    g_string_append_printf(out, "    '%s') if [[ $cur == -* ]]; then _ready315_words '%s%s%s'; else ", c->name,
                           own->str, own->len > 0 ? " " : "", globals->str);
    if (strcmp(c->name, "help") == 0) {
      g_string_append(out, "_ready315_words \"$_ready315_commands\"");
    } else {
      g_string_append(out, g_str_has_prefix(c->synopsis, "DIR")    ? "_ready315_files -d"
                           : g_str_has_prefix(c->synopsis, "FILE") ? "_ready315_files -f"
                                                                   : "COMPREPLY=()");
    }
    g_string_append(out, "; fi");
    g_autofree char *second = second_words(c->name);
    if (*second != '\0') {
      g_string_append_printf(out, "\n      [[ $cur != -* && $prev == %s ]] && _ready315_words '%s'", c->name, second);
    }
    g_string_append(out, " ;;\n");
  }
  /* first words that are no command by themselves: staff, roster, holidays */
  g_autoptr(GString) firsts = g_string_new(NULL);
  for (const Command *c = commands; c->name != NULL; c++) {
    const char *space = strchr(c->name, ' ');
    g_autofree char *first = space != NULL ? g_strndup(c->name, (gsize)(space - c->name)) : g_strdup(c->name);
    if (!leads(c)) {
      continue;
    }
    g_string_append_printf(firsts, "%s%s", firsts->len > 0 ? " " : "", first);
    if (space != NULL) {
      g_autofree char *seconds = second_words(first);
      g_string_append_printf(out, "    '%s') _ready315_words '%s' ;;\n", first, seconds);
    }
  }
  g_string_append_printf(
      out,
      "    '') if [[ $cur == -* ]]; then _ready315_words '%s'; else _ready315_words \"$_ready315_commands\"; fi ;;\n",
      globals->str);
  g_string_append_printf(out, "  esac\n}\n_ready315_commands='%s'\ncomplete -F _ready315 ready315\n", firsts->str);
  HelpFile *file = g_new(HelpFile, 1);
  *file = (HelpFile){g_strdup("ready315.bash"), g_string_free(out, FALSE)};
  return file;
}

/* ---- zsh -------------------------------------------------------------------------------------------------------------------------- */

/* Inside single quotes, where _arguments and _describe give brackets and colons a meaning. */
static void zsh_text(GString *out, const char *text) {
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '\'') {
      g_string_append(out, "'\\''");
    } else {
      if (strchr("[]:\\", *c) != NULL) {
        g_string_append_c(out, '\\');
      }
      g_string_append_c(out, *c);
    }
  }
}

static void zsh_option(GString *out, const Option *option) {
  g_string_append_printf(out, " \\\n        '%s--%s%s[", option->repeat ? "*" : "", option->name,
                         option->argument != NULL ? "=" : "");
  zsh_text(out, option->help);
  g_string_append_c(out, ']');
  if (option->argument != NULL) {
    g_string_append_c(out, ':');
    zsh_text(out, option->argument);
    g_string_append_c(out, ':');
    if (option->values != NULL) {
      g_string_append(out, option->list ? "_values -s , values " : "(");
      put_values(out, option);
      g_string_append(out, option->list ? "" : ")");
    } else {
      g_string_append(out, takes_folder(option->argument) ? "_files -/"
                           : takes_file(option->argument) ? "_files"
                                                          : " ");
    }
  }
  g_string_append_c(out, '\'');
}

static HelpFile *zsh_script(void) {
  GString *out = g_string_new(
      "#compdef ready315\n# Made from planner/cmd/table.c by `make docs`; edit there. zsh completion for ready315.\n"
      "_ready315() {\n"
      "  local -a commands globals\n"
      "  local command first\n"
      "  local -i i at=0\n"
      "  globals=('-C[店铺文件夹]:DIR:_files -/'");
  for (const Option *o = global_options; o->name != NULL; o++) {
    zsh_option(out, o);
  }
  g_string_append(out, ")\n  for ((i = 2; i < CURRENT; i++)); do\n"
                       "    case $words[i] in\n"
                       "      -C | --now) ((i++)) ;;\n"
                       "      -*) ;;\n"
                       "      *) if [[ -z $first ]]; then first=$words[i]; at=i; elif ((i == at + 1)); then "
                       "command=\"$first $words[i]\"; fi ;;\n"
                       "    esac\n"
                       "  done\n"
                       "  case $command in\n    ");
  gboolean any = FALSE;
  for (const Command *c = commands; c->name != NULL; c++) {
    if (strchr(c->name, ' ') != NULL) {
      g_string_append_printf(out, "%s'%s'", any ? " | " : "", c->name);
      any = TRUE;
    }
  }
  g_string_append(out, ") ((at++)) ;;\n    *) command=$first ;;\n  esac\n"
                       "  if ((at > 0)); then words=(ready315 \"${(@)words[at+1,-1]}\"); ((CURRENT -= at - 1)); fi\n"
                       "  case $command in\n");
  for (const Command *c = commands; c->name != NULL; c++) {
    g_string_append_printf(out, "    '%s') _arguments $globals", c->name);
    for (const Option *o = c->options; o->name != NULL; o++) {
      if (!o->hidden) {
        zsh_option(out, o);
      }
    }
    if (strcmp(c->name, "help") == 0) {
      g_string_append(out, " \\\n        '*:COMMAND:{first=; _ready315_commands}'");
    } else if (g_str_has_prefix(c->synopsis, "DIR")) {
      g_string_append(out, " \\\n        ':DIR:_files -/'");
    } else if (g_str_has_prefix(c->synopsis, "FILE")) {
      g_string_append(out, " \\\n        ':FILE:_files'");
    }
    g_autofree char *second = second_words(c->name);
    if (*second != '\0') {
      g_string_append_printf(out, " \\\n        '::COMMAND:(%s)'", second);
    }
    g_string_append(out, " ;;\n");
  }
  g_string_append(out, "    '') _arguments $globals ':COMMAND:_ready315_commands' ;;\n"
                       "    *) _ready315_commands ;;\n"
                       "  esac\n}\n"
                       "_ready315_commands() {\n  local -a all=(");
  for (const Command *c = commands; c->name != NULL; c++) {
    g_string_append(out, "\n    '");
    zsh_text(out, c->name);
    g_string_append_c(out, ':');
    zsh_text(out, c->summary);
    g_string_append_c(out, '\'');
  }
  g_string_append(out, ")\n  local -a shown=()\n  local entry\n"
                       "  for entry in $all; do\n"
                       "    if [[ -n $first ]]; then [[ $entry == \"$first \"* ]] && shown+=(\"${entry#$first }\")\n"
                       "    else shown+=(\"${${entry%%:*}%% *}:${entry#*:}\"); fi\n"
                       "  done\n"
                       "  _describe -t commands '命令' shown\n}\n"
                       "_ready315 \"$@\"\n");
  HelpFile *file = g_new(HelpFile, 1);
  *file = (HelpFile){g_strdup("_ready315"), g_string_free(out, FALSE)};
  return file;
}

GPtrArray *help_completions(void) {
  GPtrArray *files = g_ptr_array_new_with_free_func(file_drop);
  g_ptr_array_add(files, bash_script());
  g_ptr_array_add(files, zsh_script());
  return files;
}
