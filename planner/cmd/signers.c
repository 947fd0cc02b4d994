/* People and PINs of a signature. */
#include "cmd/signers.h"
#include "cmd/options.h"
#include "cmd/prompt.h"
#include <stdio.h>
#include <string.h>

void signers_clear(Signers *signers) {
  g_clear_pointer(&signers->pin, pins_forget);
  g_clear_pointer(&signers->second_pin, pins_forget);
}

int signers_refuse(Run *run, char *sentence) {
  g_ptr_array_add(run->failures, sentence);
  return 1;
}

static const Person *find(Run *run, const char *who, int *status) {
  char *problem = NULL;
  const Person *person = desk_find_person(run->desk, who, &problem);
  *status = person ? -1 : run_refuse(run, "%s", problem);
  g_free(problem);
  return person;
}

const Person *signers_person(Run *run, const char *option, int *status) {
  const char *who = run_option(run, option);
  *status = -1;
  return who ? find(run, who, status) : NULL;
}

/* ---- asking ---- */

typedef struct {
  Run *run;
  const Person *person;
  char *text;
} Asked;

static char *read_person(const char *answer, gpointer data) {
  Asked *asked = data;
  char *problem = NULL;
  asked->person = desk_find_person(asked->run->desk, answer, &problem);
  return problem;
}

static char *read_reason(const char *answer, gpointer data) {
  Asked *asked = data;
  asked->text = *answer ? g_strdup(answer) : NULL;
  return *answer ? NULL : g_strdup("请写一句原因。");
}

int signers_ask_second(Run *run, Signers *signers, const char *question) {
  Asked asked = {.run = run};
  if (!question || signers->by.second || !run->terminal) {
    return -1;
  }
  prompt_say(question);
  if (!prompt_ask("复核人是谁？", "", read_person, &asked)) {
    return signers_refuse(run, g_strdup("没有签。"));
  }
  signers->by.second = asked.person;
  return -1;
}

int signers_ask_reason(Run *run, Signers *signers, const char *question) {
  Asked asked = {.run = run};
  if (signers->by.reason || !run->terminal) {
    return -1;
  }
  if (!prompt_ask(question, "", read_reason, &asked)) {
    return signers_refuse(run, g_strdup("没有签。"));
  }
  signers->by.reason = intern_string(asked.text); /* lives as long as the options beside it */
  g_free(asked.text);
  return -1;
}

/* ---- secrets ---- */

char *signers_secret(Run *run, const char *option, const char *question, gboolean twice, int *status) {
  const char *path = run_option(run, option);
  *status = -1;
  if (path) {
    char *problem = NULL;
    GError *error = NULL;
    char *secret = pins_file(path, &problem, &error);
    if (!secret) {
      *status = error ? run_fail(run, error) : run_refuse(run, "%s", problem);
    }
    g_free(problem);
    return secret;
  }
  if (!run->terminal) {
    *status = run_refuse(run, "要用 --%s 指出一个只有自己能读的文件（chmod 600），里面是密码；在终端里可以直接输入。",
                         option);
    return NULL;
  }
  char *secret = prompt_secret(question);
  char *again = secret && twice ? prompt_secret("再输一遍：") : NULL;
  if (!secret || (twice && (!again || strcmp(secret, again) != 0))) {
    *status = signers_refuse(
        run, g_strdup(secret && again ? "两次输入的不一样，没有改动。请再来一次。" : "没有输入密码，什么也没有做。"));
    g_clear_pointer(&secret, pins_forget);
  }
  pins_forget(again);
  return secret;
}

void signers_print_recovery(Run *run, const char *code) {
  g_string_append_printf(run->out,
                         "恢复码：%s\n只显示这一次。请抄在纸上收好：店长忘了签字密码时，用它重设（ready315 staff pin "
                         "店长姓名 --recovery-file 文件）。\n",
                         code);
}

int signers_first_pin(Run *run, Signers *signers) {
  const Person *person = signers->by.by;
  gboolean has = TRUE;
  GError *error = NULL;
  if (!run->terminal || run_option(run, "pin-file") || person != run->desk->campaign->store->manager) {
    return -1;
  }
  if (!pins_has(run->desk, person, &has, &error)) {
    return run_fail(run, error);
  }
  if (has) {
    return -1;
  }
  int status;
  g_autofree char *question = g_strdup_printf("%s还没有签字密码，现在设一个（6 位以上）：", person->name);
  char *pin = signers_secret(run, "pin-file", question, TRUE, &status);
  g_autofree char *recovery = NULL, *problem = NULL;
  if (!pin) {
    return status;
  }
  if (pins_set(run->desk, person, pin, NULL, &recovery, &problem, &error)) {
    signers->pin = pin;
    signers_print_recovery(run, recovery);
    printf("%s", run->out->str); /* before the signature, whatever becomes of that */
    g_string_truncate(run->out, 0);
    return -1;
  }
  pins_forget(pin);
  return error ? run_fail(run, error) : signers_refuse(run, g_steal_pointer(&problem));
}

int signers_people(Run *run, Signers *signers) {
  int status;
  const char *due = run_option(run, "due");
  signers->by = (SignBy){.reason = run_option(run, "reason"), .due = DAY_NONE};
  signers->by.by = signers_person(run, "by", &status);
  if (status < 0) {
    signers->by.second = signers_person(run, "second", &status);
  }
  if (status < 0) {
    signers->by.owner = signers_person(run, "owner", &status);
  }
  if (status >= 0) {
    return status;
  }
  if (!signers->by.by) {
    return run_refuse(run, "没有写是谁：请加 --by，写姓名、工号或拼音首字母。");
  }
  if (due && !run_day(run, due, &signers->by.due)) {
    g_autofree char *quoted = options_quote(due);
    return run_refuse(run, "选项 --due 看不懂“%s”。写法：2027-03-14。", quoted);
  }
  return -1;
}

int signers_pins(Run *run, Signers *signers) {
  int status = -1;
  if (!signers->pin) {
    g_autofree char *question = g_strdup_printf("%s的签字密码：", signers->by.by->name);
    signers->pin = signers_secret(run, "pin-file", question, FALSE, &status);
  }
  if (status < 0 && signers->by.second) {
    g_autofree char *question = g_strdup_printf("复核人%s的签字密码：", signers->by.second->name);
    signers->second_pin = signers_secret(run, "second-pin-file", question, FALSE, &status);
  }
  signers->by.pin = signers->pin;
  signers->by.second_pin = signers->second_pin;
  return status;
}
