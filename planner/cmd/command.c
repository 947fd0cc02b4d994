/* The whole of main, for each of the programs: reads the command line, finds the command, runs it here or hands it over to the helper program that
 * carries it, prints what came of it and says how it ended. The only place that prints results; commands fill Run.out. */
#include "cmd/command.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/place.h"
#include "base/text.h"
#include "cmd/advice.h"
#include "cmd/help.h"
#include "cmd/options.h"
#include "cmd/report.h"
#include "desk/helper.h"
#include "ledger/fault.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1, STATUS_USAGE = 2, STATUS_ENVIRONMENT = 3 };
enum { DEFAULT_COLUMNS = 80, MIN_COLUMNS = 40, MAX_COLUMNS = 400 };

const GPtrArray *run_options(const Run *run, const char *name) {
  return g_hash_table_lookup(run->options, name);
}

const char *run_option(const Run *run, const char *name) {
  const GPtrArray *values = run_options(run, name);
  return values != NULL && values->len > 0 ? g_ptr_array_index(values, values->len - 1) : NULL;
}

gboolean run_flag(const Run *run, const char *name) {
  return run_options(run, name) != NULL;
}

gboolean run_day(const Run *run, const char *text, Day *day) {
  int month = 0, mday = 0, end = 0, year = run->desk->campaign->store->year;
  *day = day_parse(text);
  if (*day == DAY_NONE && sscanf(text, "%2d-%2d%n", &month, &mday, &end) == 2 && text[end] == '\0' &&
      day_valid(year, month, mday)) {
    *day = day_from(year, month, mday);
  }
  return *day != DAY_NONE;
}

int run_fail(Run *run, GError *error) {
  g_ptr_array_add(run->failures, g_strdup(error->message));
  gboolean exists = g_error_matches(error, FILE_FAULT, FILE_FAULT_EXISTS) ||
                    g_error_matches(error, LEDGER_FAULT, LEDGER_FAULT_EXISTS);
  gboolean broken = g_error_matches(error, LEDGER_FAULT, LEDGER_FAULT_CHAIN); /* a finding, not the machine's failure */
  g_error_free(error);
  return exists ? STATUS_USAGE : broken ? STATUS_FINDINGS : STATUS_ENVIRONMENT;
}

int run_refuse(Run *run, const char *format, ...) {
  va_list list;
  va_start(list, format);
  g_ptr_array_add(run->failures, g_strdup_vprintf(format, list));
  va_end(list);
  return STATUS_USAGE;
}

static int terminal_columns(void) {
  const char *given = g_getenv("COLUMNS");
  guint64 wanted = 0;
  struct winsize size;
  if (given == NULL || !g_ascii_string_to_unsigned(given, 10, 1, 100000, &wanted, NULL)) {
    wanted = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : DEFAULT_COLUMNS;
  }
  return CLAMP((int)wanted, MIN_COLUMNS, MAX_COLUMNS);
}

/* Standard output is complete or the run has failed: a calendar cut off by a full disk must not end with 0. */
static int flush(const GString *out) {
  if (fwrite(out->str, 1, out->len, stdout) == out->len && fflush(stdout) == 0) {
    return STATUS_FINE;
  }
  if (errno != EPIPE) { /* whoever closed the pipe has read enough and wants no sentence */
    fprintf(stderr, "ready315：%s\n", errno == ENOSPC ? "写不出结果：磁盘满了。" : "写不出结果：标准输出写不进去。");
  }
  return STATUS_ENVIRONMENT;
}

/* ---- finding who carries a command ------------------------------------------------------------------------------------------------ */

static CommandFunction function_of(const CommandEntry *entries, const char *name) {
  for (const CommandEntry *e = entries; e->name != NULL; e++) {
    if (strcmp(e->name, name) == 0) {
      return e->function;
    }
  }
  return NULL;
}

/* Becomes the helper program; returns only when that failed, with a sentence. */
static char *hand_over(const char *program, char **argv) {
  g_autofree char *name = g_strdup_printf("ready315-%s", program);
  g_autofree char *path = helper_path(program);
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *base = self != NULL ? g_path_get_basename(self) : NULL;
  g_assert(g_strcmp0(base, name) != 0); /* a helper that lacks its own command would start itself for ever */
  if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE)) {
    execv(path, argv);
  }
  return helper_missing(program);
}

/* ---- one run ---------------------------------------------------------------------------------------------------------------------- */

/* What must hold before the command begins. */
static int check_ground(Run *run) {
  Desk *desk = run->desk;
  const char *now = run_option(run, "now");
  Moment wall = MOMENT_NONE;
  if (now != NULL && !moment_parse(now, &wall)) {
    g_autofree char *quoted = options_quote(now);
    return run_refuse(run, "选项 --now 看不懂“%s”。写法：2027-03-12T09:00，或只写日期 2027-03-12。", quoted);
  }
  if (now != NULL && strchr(now, 'T') == NULL) {
    wall +=
        DAY_MINUTES / 2; /* a date alone means that day; its midnight still belongs to the evening before (day_ends) */
  }
  if (run->command->needs_workspace && !desk->has_workspace) {
    g_autofree char *where =
        strcmp(desk->workspace, ".") == 0 ? g_strdup("当前文件夹") : g_strdup_printf("文件夹“%s”", desk->workspace);
    g_ptr_array_add(
        run->failures,
        g_strdup_printf("%s里没有 store.yaml，不是店铺文件夹。用 -C 指出店铺文件夹，例如 ready315 -C 武林店 %s；"
                        "还没有店铺文件夹，就先建一个：ready315 init 武林店",
                        where, run->command->name));
    return STATUS_ENVIRONMENT;
  }
  if (now != NULL) {
    desk_set_now(desk, wall);
    if ((run->command->writes || run->command->records) &&
        (!desk->has_workspace || (desk_load(desk, TRUE), !desk->campaign->store->practice))) {
      return run_refuse(run, "命令 %s 会改动店铺文件夹，不接受 --now。只有演练店铺（init --practice）可以这样用。",
                        run->command->name);
    }
  }
  return STATUS_FINE;
}

static gboolean no_note(const Diag *diag, gpointer data) {
  return diag_code_severity(diag->code) != DIAG_NOTE;
}

/* Errors are shown in full, with the warnings; what is only worth a look is counted, or every use of a fresh store would begin with a page of it. */
static void print_diagnostics(Run *run) {
  DiagList *diags = run->desk->diags;
  if (diag_has_errors(diags)) {
    g_autofree char *text = diag_render_only(diags, run->columns, no_note, NULL);
    g_autofree char *summary = report_summary(diags, TRUE);
    fprintf(stderr, "%s%s\n", text, summary);
  } else if (diag_count(diags, DIAG_WARNING) > 0) {
    fprintf(stderr, "另有 %u 个警告，“ready315 check”逐条列出。\n", diag_count(diags, DIAG_WARNING));
  }
}

/* Whatever a rehearsal says, it says that it is one: a list that is copied into the group must not pass for the shop's. Tables, calendars and answers files
 * are left alone, other programs read them; those that people read say it themselves. */
static void mark_practice(Run *run) {
  const Desk *desk = run->desk;
  const char *format = run_option(run, "format");
  gboolean text = (format == NULL || strcmp(format, "text") == 0) && run_option(run, "print-answers") == NULL;
  if (text && run->out->len > 0 && desk->has_workspace && desk->campaign != NULL && desk->campaign->store != NULL &&
      desk->campaign->store->practice && strstr(run->out->str, "【演练") == NULL &&
      strstr(run->out->str, "（演练）") == NULL && !g_str_has_prefix(run->out->str, "PK\003\004")) {
    g_string_prepend(run->out, "【演练】\n");
  }
}

/* A sentence, and what it names, each on an indented line of its own. Any other control character becomes a blank: names of files are any bytes. */
static void print_failure(const char *failure) {
  g_auto(GStrv) lines = g_strsplit(failure, "\n  ", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *shown = text_shown(lines[i]);
    fprintf(stderr, "%s%s\n", i == 0 ? "ready315：" : "  ", shown);
  }
}

static int finish(Run *run, int status, gboolean json) {
  gboolean failed = status != STATUS_FINE || diag_has_errors(run->desk->diags);
  if (!run->own_report) {
    status = MAX(status, diag_status(run->desk->diags));
  }
  if (json && failed && run->out->len == 0) {
    report_json(run->desk->diags, run->failures, run->out);
    int flushed = flush(run->out); /* MAX would do it twice */
    return MAX(status, flushed);
  }
  if (!json) {
    mark_practice(run);
  }
  int flushed = flush(run->out);
  status = MAX(status, flushed);
  if (!run->own_report) {
    print_diagnostics(run);
  }
  for (guint i = 0; i < run->failures->len; i++) {
    print_failure(g_ptr_array_index(run->failures, i));
  }
  return status;
}

/* Said once: how long it takes cannot be told. */
static void say_waiting(void) {
  static gboolean said;
  if (!said) {
    fputs("上次没有正常退出，正在检查记录文件，请稍候……\n", stderr);
    said = TRUE;
  }
}

/* No command at all: the screen. */
static const Option no_options = {.name = NULL};
static const Command bare = {.name = "", .options = &no_options, .needs_workspace = TRUE};

static int run_command(Options *options, char **argv, const CommandEntry *entries, const Tools *tools,
                       const Screen *screen) {
  g_autoptr(Desk) desk = desk_new(options->directory != NULL ? options->directory : ".", place_share(), tools);
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GPtrArray) failures = g_ptr_array_new_with_free_func(g_free);
  Run run = {.command = options->command != NULL ? options->command : &bare,
             .screen = screen,
             .desk = desk,
             .options = options->values,
             .args = (char **)options->args->pdata,
             .n_args = options->n_args,
             .argv = argv,
             .out = out,
             .columns = terminal_columns(),
             .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
             .failures = failures};
  const char *no_color = g_getenv("NO_COLOR");
  run.colour = isatty(STDOUT_FILENO) && (no_color == NULL || *no_color == '\0');
  desk->adviser = cmd_advice;
  desk->force = run_flag(&run, "force");
  desk->waiting = isatty(STDERR_FILENO) ? say_waiting : NULL;
  int status = check_ground(&run);
  GError *error = NULL;
  if (status == STATUS_FINE && run.command->writes && !desk_lock(desk, &error)) {
    status = run_fail(&run, error); /* what is read before it is written must not change in between */
  }
  if (status == STATUS_FINE) {
    CommandFunction function = run.command == &bare ? screen->run : function_of(entries, run.command->name);
    const char *program = run.command->program;
    if (function != NULL) {
      status = function(&run);
      program = status == RUN_NEEDS_BOOK ? "book" : status == RUN_NEEDS_PAPER ? "paper" : NULL;
    }
    if (function == NULL || program != NULL) {
      g_assert(program != NULL); /* a command that no program carries is our own mistake */
      g_ptr_array_add(failures, hand_over(program, argv));
      status = STATUS_ENVIRONMENT;
    }
  }
  return finish(&run, status, options->json);
}

static int usage_failed(const Options *options) {
  g_autoptr(GString) out = g_string_new(NULL);
  if (options->json) {
    g_autoptr(DiagList) none = diag_list_new();
    g_autoptr(GPtrArray) failures = g_ptr_array_new();
    g_ptr_array_add(failures, options->problem);
    report_json(none, failures, out);
  } else {
    fprintf(stderr, "ready315：%s\n", options->problem);
  }
  int flushed = flush(out);
  return MAX(STATUS_USAGE, flushed);
}

/* Whether "ready315" alone means the screen: on a terminal, in a workspace or where one was named (and then lacks its store.yaml, which is said). */
static gboolean means_screen(const Options *options, const Screen *screen) {
  return screen != NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
         (options->directory != NULL || g_file_test("store.yaml", G_FILE_TEST_EXISTS));
}

/* A closed standard stream must stay an error: without this the next file that is opened would take its number, and be read for standard input
 * or written over with results. */
static void guard_streams(void) {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) {
      return;
    }
  }
}

int command_main(int argc, char **argv, const CommandEntry *entries, const Tools *tools, const Screen *screen) {
  guard_streams();
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(), and ends in a status of ours */
  signal(SIGXFSZ, SIG_IGN); /* and so is a limit on the size of files */
  g_autoptr(Options) options = options_parse(argc, argv);
  g_autoptr(GString) out = g_string_new(NULL);
  if (options->help) {
    if (options->command != NULL) {
      help_command(options->command, terminal_columns(), out);
    } else {
      help_first_page(terminal_columns(), out);
    }
    return flush(out);
  }
  if (options->problem != NULL) {
    return usage_failed(options);
  }
  if (options->version) {
    g_string_append(out, "ready315 " READY315_VERSION "\n");
    return flush(out);
  }
  if (options->command == NULL && !means_screen(options, screen)) {
    help_first_page(terminal_columns(), out);
    return flush(out);
  }
  return run_command(options, argv, entries, tools, screen);
}
