/* `staff pin` and `staff pepper`. */
#include "cmd/entries.h"
#include "cmd/signers.h"
#include <string.h>

/* The one who sets it shows that he may: TRUE with *by (NULL: nobody is needed), else *status. */
static gboolean show_who(Run *run, const Person **by, int *status) {
  *by = signers_person(run, "by", status);
  if (!*by) {
    return *status < 0;
  }
  g_autofree char *question = g_strdup_printf("%s现在的签字密码：", (*by)->name);
  g_autofree char *sentence = NULL;
  char *pin = signers_secret(run, "pin-file", question, FALSE, status);
  PinAnswer answer;
  GError *error = NULL;
  if (!pin) {
    return FALSE;
  }
  if (!pins_check(run->desk, *by, pin, &answer, &sentence, &error)) {
    *status = run_fail(run, error);
  } else if (answer != PIN_GOOD) {
    *status = signers_refuse(run, g_steal_pointer(&sentence));
  }
  pins_forget(pin);
  return *status < 0;
}

static int ended(Run *run, gboolean done, char *problem, GError *error, const char *recovery, const char *sentence) {
  if (!done) {
    return error ? run_fail(run, error) : signers_refuse(run, problem);
  }
  g_string_append_printf(run->out, "%s\n", sentence);
  if (recovery) {
    signers_print_recovery(run, recovery);
  }
  return 0;
}

static char *new_pin(Run *run, const Person *person, int *status) {
  g_autofree char *question = g_strdup_printf("%s的新签字密码（6 位以上）：", person->name);
  return signers_secret(run, "new-pin-file", question, TRUE, status);
}

static int recover(Run *run, const Person *person) {
  int status;
  if (person != run->desk->campaign->store->manager) {
    return run_refuse(run, "恢复码只能重设店长的签字密码；%s的由店长来设。", person->name);
  }
  char *code = signers_secret(run, "recovery-file", "", FALSE, &status);
  char *pin = code ? new_pin(run, person, &status) : NULL;
  if (pin) {
    g_autofree char *next = NULL, *problem = NULL;
    GError *error = NULL;
    gboolean done = pins_recover(run->desk, code, pin, &next, &problem, &error);
    status = ended(run, done, g_steal_pointer(&problem), error, next, "店长的签字密码重设好了，原来的恢复码作废。");
  }
  pins_forget(code);
  pins_forget(pin);
  return status;
}

static int set(Run *run, const Person *person, const Person *by) {
  int status;
  char *pin = new_pin(run, person, &status);
  if (!pin) {
    return status;
  }
  g_autofree char *recovery = NULL, *problem = NULL;
  GError *error = NULL;
  gboolean done = pins_set(run->desk, person, pin, by, &recovery, &problem, &error);
  pins_forget(pin);
  g_autofree char *sentence = g_strdup_printf("%s的签字密码设好了。", person->name);
  return ended(run, done, g_steal_pointer(&problem), error, recovery, sentence);
}

int cmd_staff_pin(Run *run) {
  if (!desk_load(run->desk, TRUE)) {
    return diag_status(run->desk->diags);
  }
  char *problem = NULL;
  const Person *person = desk_find_person(run->desk, run->args[0], &problem);
  if (!person) {
    int status = run_refuse(run, "%s", problem);
    g_free(problem);
    return status;
  }
  const Person *by = NULL;
  int status = -1;
  if (run_option(run, "recovery-file")) {
    return recover(run, person);
  }
  if (!show_who(run, &by, &status)) {
    return status;
  }
  if (!run_flag(run, "unlock")) {
    return set(run, person, by);
  }
  if (!by) {
    return run_refuse(run, "解锁要由店长来做：请加 --by 店长姓名。");
  }
  GError *error = NULL;
  gboolean done = pins_unlock(run->desk, person, by, &problem, &error);
  g_autofree char *sentence = g_strdup_printf("%s的签字密码解锁了。", person->name);
  return ended(run, done, problem, error, NULL, sentence);
}

int cmd_staff_pepper(Run *run) {
  const char *path = run->args[1];
  GError *error = NULL;
  char *problem = NULL;
  if (strcmp(run->args[0], "export") == 0) {
    gboolean open_to_others = FALSE, done = pins_pepper_export(run->desk, path, &open_to_others, &error);
    return ended(
        run, done, NULL, error, NULL,
        open_to_others
            ? "密钥文件导出好了，但是这个盘分不出谁能读（exFAT、FAT 的 U 盘，Windows 的盘），谁拿到都能读。"
              "请把盘锁好，不要和备份放在一起；导入以前先复制到本机硬盘上，再用 chmod 600 改好权限。"
            : "密钥文件导出好了，只有自己能读。请和备份分开收好：换电脑时用 ready315 staff pepper import 导入。");
  }
  if (strcmp(run->args[0], "import") == 0) {
    gboolean done = pins_pepper_import(run->desk, path, &problem, &error);
    return ended(run, done, problem, error, NULL, "密钥文件导入好了，原来的签字密码可以照用。");
  }
  return run_refuse(run, "staff pepper 后面写 export 或 import，再写文件名。");
}
