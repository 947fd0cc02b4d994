/* Options and commands in one place, so that a sentence of the desk needs none. Knows no state: the same question gets the same words. */
#include "cmd/advice.h"

/* Those that depend on nothing. */
static const char *const plain[N_ADVICES] = {
    [ADVICE_BY] = "（--by）",
    [ADVICE_REASON] = "（--reason）",
    [ADVICE_OWNER] = "（--owner）",
    [ADVICE_DUE] = "（--due）",
    [ADVICE_SECOND] = "（--second 姓名 --second-pin-file 文件）",
    [ADVICE_NO_SECOND] = "，请去掉 --second",
    [ADVICE_SIGN] = "（ready315 signoff）",
    [ADVICE_WAIVE] = "（ready315 waive 名字）",
    [ADVICE_GATES] = "（ready315 signoff --format json 列出全部名字）",
    [ADVICE_REOPEN] = "（ready315 reopen）",
    [ADVICE_CLOCK] = "（ready315 clock confirm）",
    [ADVICE_PEPPER] = "（ready315 staff pepper import 文件）",
    [ADVICE_OCCURRENCE] = "（--task）",
    [ADVICE_FINISH] = "（--done）",
    [ADVICE_UPGRADE] = "（--upgrade --by 姓名 --reason 理由）",
    [ADVICE_FIXES] = "（ready315 fix list 列出全部）",
    [ADVICE_TASKS] = "（ready315 plan --format csv 列出代号）",
    [ADVICE_TASK_DONE] = "（ready315 task done）",
    [ADVICE_OVERWRITE] = "加上 --force",
    [ADVICE_VERIFY] = "（ready315 verify）",
    [ADVICE_BACKUP] = "（ready315 backup 文件）",
};

char *cmd_advice(Advice advice, const char *about, const char *more) {
  switch (advice) {
  case ADVICE_GATE:
    return g_strdup_printf("〔%s〕", about);
  case ADVICE_PIN_FIRST:
    return g_strdup_printf("（ready315 staff pin %s）", about);
  case ADVICE_PIN_GIVE:
    return g_strdup_printf("（ready315 staff pin %s --by %s）", about, more);
  case ADVICE_PIN_CHANGE:
    return g_strdup_printf("（ready315 staff pin %s --by %s）", about, about);
  case ADVICE_PIN_RECOVER:
    return g_strdup_printf("（ready315 staff pin %s --recovery-file 文件）", about);
  case ADVICE_RUN:
    return g_strdup_printf("（ready315 run %s --task %s）", about, more);
  case ADVICE_TASK_UNDO:
    return g_strdup_printf("（ready315 task undo %s）", about);
  default:
    return g_strdup(plain[advice]);
  }
}
