/* `backup` and `restore`: the workspace in one file, and back. */
#include "cmd/command.h"
#include "cmd/entries.h"
#include "desk/record/record_backup.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What was given is a file with wrong content, not a machine that failed. */
static int fail_of_file(Run *run, GError *error) {
  gboolean content =
      error->domain == LEDGER_FAULT && (error->code == LEDGER_FAULT_FOREIGN || error->code == LEDGER_FAULT_DAMAGED ||
                                        error->code == LEDGER_FAULT_NEWER || error->code == LEDGER_FAULT_CHAIN);
  int status = run_fail(run, error);
  return content ? 1 : status;
}

static const char KEY_FILE_LEFT[] = "签字密码的密钥文件不在里面，要另外保存：ready315 staff pepper export 文件名。\n";

/* Standard output carries the archive and nothing else. */
static void say_sent(const Run *run, const BackupReport *report) {
  const Campaign *campaign = run->desk->campaign;
  gboolean practice = campaign != NULL && campaign->store != NULL && campaign->store->practice;
  fprintf(stderr,
          "%s备份送到标准输出了，记录到第 %" G_GINT64_FORMAT " 条，另有 %u 个文件（凭证、规则文件、名单）。\n%s",
          practice ? "【演练】\n" : "", report->sequence, report->files, KEY_FILE_LEFT);
}

int cmd_backup(Run *run) {
  gboolean standard = strcmp(run->args[0], BACKUP_STANDARD) == 0;
  if (standard && isatty(STDOUT_FILENO)) {
    return run_refuse(run, "备份不能显示在屏幕上。请写文件名，或把标准输出接到文件、管道，例如："
                           "ready315 backup - > 备份.ready315");
  }
  BackupReport report;
  GError *error = NULL;
  if (!record_backup(run->desk, run->args[0], &report, &error)) {
    return run_fail(run, error);
  }
  desk_load(run->desk, TRUE); /* a rehearsal's copy is told as one */
  if (standard) {
    say_sent(run, &report);
    return 0;
  }
  g_string_append_printf(
      run->out, "备份写好了：%s，记录到第 %" G_GINT64_FORMAT " 条，另有 %u 个文件（凭证、规则文件、名单）。\n%s",
      run->args[0], report.sequence, report.files, KEY_FILE_LEFT);
  return 0;
}

int cmd_restore(Run *run) {
  if (strcmp(run->args[0], BACKUP_STANDARD) == 0 && isatty(STDIN_FILENO)) {
    return run_refuse(run, "备份不能用键盘输入。请写文件名，或把文件、管道接到标准输入，例如："
                           "ready315 -C 武林店 restore - < 备份.ready315");
  }
  BackupReport report;
  GError *error = NULL;
  if (!record_restore(run->desk, run->args[0], &report, &error)) {
    return fail_of_file(run, error);
  }
  g_string_append_printf(run->out,
                         "恢复好了：记录到第 %" G_GINT64_FORMAT
                         " 条，另有 %u 个文件。这是一台新设备，从下一条起自己接着记；原来的那一份不要再用，"
                         "两份都用过，verify --against 会指出从哪一条起不一样。\n"
                         "签字密码的密钥文件不在备份里：有导出的那一份，就用 ready315 staff pepper import 文件名 "
                         "放回来；没有，就请店长重新设置密码。\n",
                         report.sequence, report.files);
  return 0;
}
