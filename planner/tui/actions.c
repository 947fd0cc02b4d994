/* The table. Where a view takes text (contacts, log), characters are text and never commands; keys without a character work everywhere. */
#include "tui/actions.h"

#define HOME VIEW_BIT(VIEW_HOME)
#define TODAY VIEW_BIT(VIEW_TODAY)
#define REGISTERS VIEW_BIT(VIEW_REGISTERS)
#define REGISTER VIEW_BIT(VIEW_REGISTER)
#define CHECKS VIEW_BIT(VIEW_CHECKS)
#define SIGN VIEW_BIT(VIEW_SIGN)
#define PRINT VIEW_BIT(VIEW_PRINT)
#define PLAN VIEW_BIT(VIEW_PLAN)
#define CONTACTS VIEW_BIT(VIEW_CONTACTS)
#define RUN VIEW_BIT(VIEW_RUN)
#define FIXES VIEW_BIT(VIEW_FIXES)
#define LOG VIEW_BIT(VIEW_LOG)
#define EXPORT VIEW_BIT(VIEW_EXPORT)
#define TYPING (CONTACTS | LOG) /* characters are text there */
#define ALL (VIEW_BIT(N_VIEWS) - 1)
#define C(character)                                                                                                   \
  { INPUT_CHAR, character }
#define CTRL(letter)                                                                                                   \
  { INPUT_CONTROL, letter }

static const char in_menu[] = "首页", moving[] = "移动", in_today[] = "今天", in_registers[] = "登记问题",
                  in_checks[] = "检查", in_sign[] = "签字", in_print[] = "打印", in_plan[] = "计划",
                  searching[] = "联络表、记录", in_export[] = "导出日历", everywhere[] = "任何时候",
                  in_run[] = "检查表", in_prompt[] = "填写";

const ActionRow actions[] = {
    {ACTION_GO_TODAY, HOME, in_menu, "1", {C('1')}, "今天和过期的工作：做完打勾、改期、改派。", NULL, "今天"},
    {ACTION_GO_REGISTERS, HOME, in_menu, "2", {C('2')}, "客诉、工单、来访：记下来，盯到办完。", NULL, "登记问题"},
    {ACTION_GO_CHECKS, HOME, in_menu, "3", {C('3')}, "照检查表一项一项查，不合格的整改。", NULL, "检查"},
    {ACTION_GO_SIGN, HOME, in_menu, "4", {C('4')}, "看今天的一页，还差什么，签字。", NULL, "签字"},
    {ACTION_GO_PRINT, HOME, in_menu, "5", {C('5')}, "计划、联络表等单据，写成能打印的 PDF。", NULL, "打印"},
    {ACTION_GO_PLAN, HOME, in_menu, "6", {C('6')}, "各阶段每项工作哪天做、谁负责。", NULL, "计划"},
    {ACTION_GO_CONTACTS, HOME, in_menu, "7", {C('7')}, "找人：对接人、监督人、电话、升级到谁。", NULL, "联络表"},
    {ACTION_GO_LOG, HOME, in_menu, "8", {C('8')}, "谁在什么时候做了什么，一条也改不了。", NULL, "记录"},
    {ACTION_GO_FIXES, HOME, in_menu, "9", {C('9')}, "查出来的问题：整改、复查、关闭，盯到底。", NULL, "整改"},
    {ACTION_GO_EXPORT, HOME, in_menu, "e", {C('e')}, "给各部门和对接人写手机日历文件。", NULL, "导出日历"},
    {ACTION_HELP, HOME, in_menu, "h", {C('h')}, "每个键做什么。", NULL, "帮助"},
    {ACTION_QUIT, HOME, in_menu, "0、q", {C('0'), C('q')}, "退出，回到命令行。", "q 退出", "退出"},
    {ACTION_WHO, HOME, in_menu, "w", {C('w')}, "换人：现在是谁在用这个画面；替别人做的会记成代录。", "w 换人", NULL},
    {ACTION_OPEN, HOME, in_menu, "回车", {{INPUT_ENTER, 0}}, "进入选中的一项。", "回车 进入", NULL},
    {ACTION_OPEN,
     TODAY,
     in_today,
     "回车",
     {{INPUT_ENTER, 0}},
     "有检查表的打开检查表，没有的记下做完了。",
     "回车 打开",
     NULL},
    {ACTION_TASK_DONE, TODAY, in_today, "d", {C('d')}, "做完了：记下谁做的。", "d 完成", NULL},
    {ACTION_TASK_MOVE, TODAY, in_today, "m", {C('m')}, "改到别的日期，要写原因。", "m 改期", NULL},
    {ACTION_TASK_ASSIGN, TODAY, in_today, "a", {C('a')}, "换一个人负责，要写原因。", "a 改派", NULL},
    {ACTION_TASK_DROP, TODAY, in_today, "x", {C('x')}, "不做了，要写原因。", NULL, NULL},
    {ACTION_TASK_ADD, TODAY, in_today, "n", {C('n')}, "加一项工作。", "n 新增", NULL},
    {ACTION_TASK_UNDO, TODAY, in_today, "u", {C('u')}, "取消对这项工作的上一次改动。", NULL, NULL},
    {ACTION_OPEN, REGISTERS, in_registers, "回车", {{INPUT_ENTER, 0}}, "打开这本台账。", "回车 打开", NULL},
    {ACTION_OPEN, REGISTER, in_registers, "回车", {{INPUT_ENTER, 0}}, "更新这一条。", "回车 更新", NULL},
    {ACTION_ROW_ADD, REGISTERS | REGISTER, in_registers, "n", {C('n')}, "登记一条新的。", "n 登记", NULL},
    {ACTION_ROW_CLOSE, REGISTER, in_registers, "c", {C('c')}, "办完了：写下结果，关闭。", "c 关闭", NULL},
    {ACTION_ROW_REOPEN, REGISTER, in_registers, "o", {C('o')}, "关错了：重新打开，要写原因。", NULL, NULL},
    {ACTION_ROW_ALL, REGISTER, in_registers, "a", {C('a')}, "已经关闭的也列出来；再按一次收起。", "a 全部", NULL},
    {ACTION_OPEN, CHECKS, in_checks, "回车", {{INPUT_ENTER, 0}}, "打开检查表，接着上次做到的地方。", "回车 打开", NULL},
    {ACTION_GO_FIXES, CHECKS, in_checks, "z", {C('z')}, "要整改的：发现、整改、复查、关闭。", "z 整改", NULL},
    {ACTION_GO_FIXES, RUN, in_checks, "z", {C('z')}, "在检查表里：看要整改的。", NULL, NULL},
    {ACTION_OPEN,
     FIXES,
     in_checks,
     "回车",
     {{INPUT_ENTER, 0}},
     "整改做到下一步：记下整改、复查、关闭。",
     "回车 下一步",
     NULL},
    {ACTION_FIX_RUN, FIXES, in_checks, "o", {C('o')}, "打开发现它的那次检查。", "o 看检查", NULL},
    {ACTION_SIGN, SIGN, in_sign, "s、回车", {C('s'), {INPUT_ENTER, 0}}, "签字。", "s 签字", NULL},
    {ACTION_SIGN_PAGE, SIGN, in_sign, "Tab", {{INPUT_TAB, 0}}, "换一页：全店，或者一个部门。", "Tab 部门", NULL},
    {ACTION_LEFT, SIGN, in_sign, "←", {{INPUT_LEFT, 0}}, "看前一天的页。", NULL, NULL},
    {ACTION_RIGHT, SIGN, in_sign, "→", {{INPUT_RIGHT, 0}}, "看后一天的页。", "←→ 日期", NULL},
    {ACTION_JUMP_TODAY, SIGN, in_sign, "t", {C('t')}, "回到今天。", NULL, NULL},
    {ACTION_WAIVE, SIGN, in_sign, "w", {C('w')}, "特批：一件挡住签字的事，写明原因放行。", NULL, NULL},
    {ACTION_UNSIGN, SIGN, in_sign, "o", {C('o')}, "重开：这一页的签字作废，改好再签。", NULL, NULL},
    {ACTION_RECEIPT, SIGN, in_sign, "h", {C('h')}, "签过的页：再看一次回执和二维码。", NULL, NULL},
    {ACTION_PIN, SIGN, in_sign, "p", {C('p')}, "设签字密码（PIN）。", "p 密码", NULL},
    {ACTION_CLOCK, SIGN, in_sign, "c", {C('c')}, "电脑的时间往回跳过：确认现在的时间是对的。", NULL, NULL},
    {ACTION_START, PRINT, in_print, "回车", {{INPUT_ENTER, 0}}, "写选中的一张。", "回车 写文件", NULL},
    {ACTION_START,
     EXPORT,
     in_export,
     "回车",
     {{INPUT_ENTER, 0}},
     "写日历文件；写过以后再按，就再写一次。",
     "回车 写日历",
     NULL},
    {ACTION_UP, ALL, moving, "↑、k", {{INPUT_UP, 0}, C('k')}, "往上一行。", NULL, NULL},
    {ACTION_DOWN, ALL, moving, "↓、j", {{INPUT_DOWN, 0}, C('j')}, "往下一行。", "↑↓ 移动", NULL},
    {ACTION_PAGE_UP, ALL & ~HOME, moving, "PgUp", {{INPUT_PAGE_UP, 0}}, "往上一页。", NULL, NULL},
    {ACTION_PAGE_DOWN, ALL & ~HOME, moving, "PgDn、空格", {{INPUT_PAGE_DOWN, 0}, C(' ')}, "往下一页。", NULL, NULL},
    {ACTION_FIRST, ALL, moving, "Home、g", {{INPUT_HOME, 0}, C('g')}, "到最前面。", NULL, NULL},
    {ACTION_LAST, ALL, moving, "End、G", {{INPUT_END, 0}, C('G')}, "到最后面。", NULL, NULL},
    {ACTION_LEFT, PLAN, in_plan, "←、h", {{INPUT_LEFT, 0}, C('h')}, "往前看一天。", NULL, NULL},
    {ACTION_RIGHT, PLAN, in_plan, "→、l", {{INPUT_RIGHT, 0}, C('l')}, "往后看一天。", "←→ 日期", NULL},
    {ACTION_JUMP_TODAY, PLAN, in_plan, "t", {C('t')}, "跳到今天。", "t 今天", NULL},
    {ACTION_NEXT_PHASE, PLAN, in_plan, "]、Tab", {C(']'), {INPUT_TAB, 0}}, "到下一个阶段。", "] 下一阶段", NULL},
    {ACTION_PREVIOUS_PHASE, PLAN, in_plan, "[", {C('[')}, "到上一个阶段。", NULL, NULL},
    {ACTION_RUN_YES, RUN, in_run, "1、y", {C('1'), C('y')}, "合格、是；多选的第一个。", "1 2 作答", NULL},
    {ACTION_RUN_NO, RUN, in_run, "2、x", {C('2'), C('x')}, "不合格、否；多选的第二个。", NULL, NULL},
    {ACTION_RUN_NA, RUN, in_run, "n", {C('n')}, "不适用，要写理由。", NULL, NULL},
    {ACTION_RUN_EDIT, RUN, in_run, "回车", {{INPUT_ENTER, 0}}, "填写这一项：数字、文字、日期、选项。", NULL, NULL},
    {ACTION_RUN_EVIDENCE, RUN, in_run, "e", {C('e')}, "附照片或凭证：新照片、别的文件、纸质、链接。", "e 凭证", NULL},
    {ACTION_RUN_PHOTO, RUN, in_run, "p", {C('p')}, "把“照片”文件夹里最新的一张附上。", NULL, NULL},
    {ACTION_RUN_NEXT, RUN, in_run, "Tab", {{INPUT_TAB, 0}}, "到下一处没做完的。", "Tab 下一项", NULL},
    {ACTION_RUN_REST, RUN, in_run, "A", {C('A')}, "其余全部合格，问一次。", NULL, NULL},
    {ACTION_RUN_UNDO, RUN, in_run, "u", {C('u')}, "撤销本人上一次的改动。", NULL, NULL},
    {ACTION_RUN_CLEAR,
     RUN,
     in_run,
     "退格、Del",
     {{INPUT_BACKSPACE, 0}, {INPUT_DELETE, 0}},
     "撤回这一项的答案。",
     NULL,
     NULL},
    {ACTION_RUN_FIND, RUN, in_run, "/", {C('/')}, "找一行；扫码枪扫到的直接去找。", NULL, NULL},
    {ACTION_RUN_FINISH, RUN, in_run, "F", {C('F')}, "完成检查；要复核的接着请复核人确认。", "F 完成", NULL},
    {ACTION_RUN_SECOND, RUN, in_run, "s", {C('s')}, "请复核人确认这一项。", NULL, NULL},
    {ACTION_RUN_REOPEN, RUN, in_run, "r", {C('r')}, "重新打开完成了的检查，要写理由。", NULL, NULL},
    {ACTION_RUN_NEWER, RUN, in_run, "U", {C('U')}, "检查表改过以后，换用新版本。", NULL, NULL},
    {ACTION_RUN_WHO, RUN, in_run, "w", {C('w')}, "换检查人。", NULL, NULL},
    {ACTION_LEFT, RUN, in_run, "←", {{INPUT_LEFT, 0}}, "这一行的上一项。", NULL, NULL},
    {ACTION_RIGHT, RUN, in_run, "→", {{INPUT_RIGHT, 0}}, "这一行的下一项。", NULL, NULL},
    {ACTION_ERASE, TYPING, searching, "退格", {{INPUT_BACKSPACE, 0}}, "删掉最后一个字。", NULL, NULL},
    {ACTION_CLEAR, TYPING, searching, "Ctrl-U", {CTRL('u')}, "清空要找的内容。", "Ctrl-U 清空", NULL},
    {ACTION_VERIFY, LOG, searching, "Tab", {{INPUT_TAB, 0}}, "核对记录：有没有被改过、抽掉过。", "Tab 核对", NULL},
    {ACTION_BACK,
     ALL & ~HOME,
     everywhere,
     "Esc、q",
     {{INPUT_ESCAPE, 0}, C('q')},
     "返回；联络表和记录里 q 是文字，请用 Esc。",
     "Esc 返回",
     NULL},
    {ACTION_HELP, ALL, everywhere, "F1、?", {{INPUT_F1, 0}, C('?')}, "看帮助。", "F1 帮助", NULL},
    {ACTION_RELOAD,
     ALL & ~RUN,
     everywhere,
     "Ctrl-R、r",
     {CTRL('r'), C('r')},
     "店铺文件改过以后，重新读取。",
     NULL,
     NULL},
    {ACTION_RELOAD, RUN, everywhere, "Ctrl-R", {CTRL('r')}, "在检查表里：重新读取，看有没有新版本。", NULL, NULL},
    {ACTION_REDRAW, ALL, everywhere, "Ctrl-L", {CTRL('l')}, "屏幕花了，重画一遍。", NULL, NULL},
    {ACTION_QUIT, ALL, everywhere, "Ctrl-C", {CTRL('c')}, "马上退出。", NULL, NULL},
    {ACTION_FILL, 0, in_prompt, "回车", {{INPUT_NONE, 0}}, "填好这一项，到下一项；最后一项就是确定。", NULL, NULL},
    {ACTION_FILL, 0, in_prompt, "Tab", {{INPUT_NONE, 0}}, "换一项；Shift-Tab 往回换。", NULL, NULL},
    {ACTION_FILL,
     0,
     in_prompt,
     "↑、↓",
     {{INPUT_NONE, 0}},
     "在单子里选；打字就是查找，人名可以打拼音首字母。",
     NULL,
     NULL},
    {ACTION_FILL,
     0,
     in_prompt,
     "Ctrl-U、Ctrl-W",
     {{INPUT_NONE, 0}},
     "清空光标前面的字；删掉光标前面的一个词。",
     NULL,
     NULL},
    {ACTION_FILL, 0, in_prompt, "Esc", {{INPUT_NONE, 0}}, "不做了；打过字的会再问一次。", NULL, NULL},
    {.action = ACTION_NONE},
};

static gboolean matches(const Key *key, const Input *input) {
  return key->kind != INPUT_NONE && key->kind == input->kind &&
         ((key->kind != INPUT_CHAR && key->kind != INPUT_CONTROL) || key->c == input->c);
}

gboolean actions_typing(ViewKind view) {
  return (VIEW_BIT(view) & TYPING) != 0;
}

Action actions_find(ViewKind view, const Input *input) {
  if (input->pasted || (input->kind == INPUT_CHAR && actions_typing(view))) {
    return ACTION_NONE;
  }
  for (const ActionRow *row = actions; row->action != ACTION_NONE; row++) {
    for (int i = 0; (row->views & VIEW_BIT(view)) != 0 && i < ACTION_KEYS; i++) {
      if (matches(&row->key[i], input)) {
        return row->action;
      }
    }
  }
  return ACTION_NONE;
}

const ActionRow *actions_menu(int line) {
  for (const ActionRow *row = actions; row->action != ACTION_NONE; row++) {
    if (row->menu != NULL && line-- == 0) {
      return row;
    }
  }
  return NULL;
}

void actions_each(ActionVisitor visit, gpointer data) {
  for (const ActionRow *row = actions; row->action != ACTION_NONE; row++) {
    g_autofree char *help = row->menu != NULL ? g_strdup_printf("%s：%s", row->menu, row->help) : g_strdup(row->help);
    visit(row->group, row->keys, help, data);
  }
}
