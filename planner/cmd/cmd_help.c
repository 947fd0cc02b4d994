/* `help`: pages for people; hidden, the generators behind `make docs`. */
#include "base/file.h"
#include "cmd/entries.h"
#include "cmd/help.h"
#include "cmd/options.h"
#include "cmd/table.h"
#include <string.h>

/* Into a folder of the source tree, under git's eye: plain writes, no memory of what was written. */
static int write_files(Run *run, const char *folder, GPtrArray *files) {
  GError *error = NULL;
  gboolean fine = file_make_folder(folder, &error);
  for (guint i = 0; i < files->len && fine; i++) {
    const HelpFile *file = g_ptr_array_index(files, i);
    g_autofree char *path = g_build_filename(folder, file->name, NULL);
    fine = file_write(path, file->text, strlen(file->text), &error);
  }
  return fine ? 0 : run_fail(run, error);
}

int cmd_help(Run *run) {
  const char *man = run_option(run, "man-pages"), *completions = run_option(run, "completions");
  if (man != NULL) {
    g_autoptr(GPtrArray) pages = help_man_pages(run->screen);
    return write_files(run, man, pages);
  }
  if (completions != NULL) {
    g_autoptr(GPtrArray) scripts = help_completions();
    return write_files(run, completions, scripts);
  }
  if (run_flag(run, "all")) {
    help_all(run->columns, run->out);
    return 0;
  }
  if (run->n_args == 0) {
    help_first_page(run->columns, run->out);
    return 0;
  }
  int used = 0;
  const Command *command = table_match(run->args, run->n_args, &used);
  if (command != NULL && used == run->n_args) {
    help_command(command, run->columns, run->out);
    return 0;
  }
  gboolean family = FALSE; /* "help staff" is asked of all that begin so */
  g_autofree char *prefix = g_strdup_printf("%s ", run->args[0]);
  for (const Command *c = commands; c->name != NULL && run->n_args == 1; c++) {
    if (g_str_has_prefix(c->name, prefix)) {
      g_string_append(run->out, family ? "\n" : "");
      help_command(c, run->columns, run->out);
      family = TRUE;
    }
  }
  if (family) {
    return 0;
  }
  g_autofree char *typed = g_strjoinv(" ", run->args);
  g_autofree char *quoted = options_quote(typed);
  const char *near = table_nearest(typed);
  return near != NULL ? run_refuse(run, "没有叫“%s”的命令。是不是想写“%s”？", quoted, near)
                      : run_refuse(run, "没有叫“%s”的命令。“ready315 help --all”列出全部命令。", quoted);
}
