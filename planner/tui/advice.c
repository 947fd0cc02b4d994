/* Keys instead of options. What has no key says so: it is typed after leaving the screen. What a form asks for by a field of its own needs no words. */
#include "tui/advice.h"

#define ON_SIGN_PAGE "（在“签字”那一页按 "

static const char *const plain[N_ADVICES] = {
    [ADVICE_NO_SECOND] = "，请把复核人空着",
    [ADVICE_SIGN] = "（主菜单里选“签字”）",
    [ADVICE_WAIVE] = ON_SIGN_PAGE "w）",
    [ADVICE_REOPEN] = ON_SIGN_PAGE "o）",
    [ADVICE_CLOCK] = ON_SIGN_PAGE "c）",
    [ADVICE_PIN_FIRST] = ON_SIGN_PAGE "p）",
    [ADVICE_PIN_GIVE] = ON_SIGN_PAGE "p）",
    [ADVICE_PIN_CHANGE] = ON_SIGN_PAGE "p）",
    [ADVICE_PEPPER] = "（退出后输入 ready315 staff pepper import 文件）",
    [ADVICE_RUN] = "（主菜单里选“检查”）",
    [ADVICE_TASK_UNDO] = "（按 u）",
    [ADVICE_VERIFY] = "（在“记录”那一页按 Tab）",
    [ADVICE_BACKUP] = "（退出后输入 ready315 backup 文件）",
};

char *tui_advice(Advice advice, const char *about, const char *more) {
  return advice == ADVICE_PIN_RECOVER
             ? g_strdup_printf("（退出后输入 ready315 staff pin %s --recovery-file 文件）", about)
             : g_strdup(plain[advice]);
}
