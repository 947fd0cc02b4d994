/* The one table of commands. Help pages, man pages, completions and the README's list are made from it or compared with it; it holds texts
 * and limits only, no functions, so that whoever reads it links nothing else. */
#include "cmd/table.h"
#include "base/text.h"
#include <string.h>

const char *const group_titles[N_GROUPS] = {"建店铺、导入名单", "每天用", "发给大家", "检查与核对", "其他"};

static const char *const formats_check[] = {"text", "json", NULL};
static const char *const formats_plan[] = {"text", "json", "csv", "xlsx", "html", "md", NULL};
static const char *const formats_contacts[] = {"text", "csv", "xlsx", "html", "vcf", "md", "json", NULL};
static const char *const formats_report[] = {"html", "pdf", "xlsx", "json", NULL};
static const char *const formats_notice[] = {"html", "md", "text", NULL};
static const char *const scales[] = {"solo", "small", "standard", "large", NULL};
static const char *const functions[] = {"service", "operations", "merchandise", "purchasing",  "warehouse", "logistics",
                                        "floor",   "checkout",   "fresh",       "food-safety", "it",        "pr",
                                        "legal",   "training",   "hr",          NULL};
static const char *const kinds[] = {"online", "shop", "food", "fresh", "cosmetics", "livestream", "prepaid", NULL};

const Option global_options[] = {
    {.name = "help", .help = "显示说明。"},
    {.name = "version", .help = "显示版本。"},
    {.name = "now",
     .argument = "TIME",
     .help = "把这个时间当作现在，例如 2027-03-12T09:00；只用于查看，会改动店铺文件夹的命令不接受它（演练店铺除外）。",
     .advanced = TRUE},
    {.name = "force", .help = "文件不是本程序写的，或者写好以后被人改过，也照样覆盖。", .advanced = TRUE},
    {.name = NULL}};

#define OUT_FILE                                                                                                       \
  { .name = "out", .argument = "FILE", .help = "写到这个文件，不显示在屏幕上。", .advanced = FALSE }
#define NO_OPTIONS (&no_options)
static const Option no_options = {.name = NULL};

static const Option init_options[] = {
    {.name = "scale",
     .argument = "SCALE",
     .values = scales,
     .help = "店铺规模：solo 一两个人，small 不设 315 活动期，standard 一般，large 大型。"},
    {.name = "kind",
     .argument = "K,…",
     .values = kinds,
     .list = TRUE,
     .repeat = TRUE,
     .help = "店铺类型，可以写几个，用逗号隔开：online 网店，shop 实体店，food 食品，fresh 生鲜，cosmetics 化妆品，"
             "livestream 直播，prepaid 预付卡。"},
    {.name = "year", .argument = "Y", .help = "哪一年的 315；不写就是下一次（4 月 10 日以后算明年）。"},
    {.name = "from",
     .argument = "OLD",
     .help = "从去年的店铺文件夹接着用：带走定义和人员，说明哪些日子换了星期、与什么撞上。"},
    {.name = "template", .argument = "FILE.xlsx", .help = "按填好的工作簿建店，不用写 YAML。"},
    {.name = "print-template",
     .argument = "FILE.xlsx",
     .help = "写一份空白工作簿，填好后交给 --template；这时不用写 DIR。"},
    {.name = "practice", .help = "建一个演练店铺：所有屏幕和单据都注明“演练”，可以用 --now 改时间。", .advanced = TRUE},
    {.name = NULL}};
static const char *const init_examples[] = {"ready315 init 武林店",
                                            "问五个问题，建好“武林店”文件夹",
                                            "ready315 init --print-template 开店.xlsx",
                                            "写一份空白工作簿",
                                            "ready315 init 武林店 --template 开店.xlsx",
                                            "按填好的工作簿建店",
                                            "ready315 init 武林店2028 --from 武林店 --year 2028",
                                            "把去年的接到 2028 年",
                                            NULL};

static const char *const staff_examples[] = {"ready315 staff import 花名册.xlsx", "把花名册读进来，写成 staff.yaml",
                                             NULL};
static const char *const roster_examples[] = {"ready315 roster import 三月排班.xlsx", "把排班读进来，写成 roster.yaml",
                                              NULL};

static const Option check_options[] = {
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"}, {.name = NULL}};
static const char *const check_examples[] = {"ready315 check", "检查当前文件夹", "ready315 -C 武林店 check",
                                             "检查“武林店”文件夹", NULL};

static const Option plan_options[] = {
    {.name = "format", .argument = "FORMAT", .values = formats_plan, .help = "输出格式；默认 text，带一张进度图。"},
    {.name = "phase", .argument = "ID", .help = "只看一个阶段，例如 作战（combat）。"},
    {.name = "for",
     .argument = "WHO",
     .help = "只看一个人或一个部门：姓名、工号、拼音首字母、部门名、staff:代号、dept:代号。"},
    {.name = "diff",
     .argument = "OLD.json",
     .help = "与以前用 --format json 存下的计划比较，说明改期、新增、取消和换人。"},
    OUT_FILE,
    {.name = NULL}};
static const char *const plan_examples[] = {"ready315 plan",
                                            "看整个计划",
                                            "ready315 plan --for 王芳",
                                            "只看王芳的",
                                            "ready315 plan --format json --out 旧计划.json",
                                            "存下来，以后比较",
                                            "ready315 plan --diff 旧计划.json",
                                            "与存下的计划比较",
                                            NULL};

static const Option calendar_options[] = {
    {.name = "out", .argument = "DIR", .help = "写到这个文件夹；默认是店铺文件夹里的 calendars。"},
    {.name = "for",
     .argument = "WHO",
     .repeat = TRUE,
     .help = "写哪些日历：campaign "
             "全店，部门名（dept:代号），姓名（staff:代号），managers（全店、各部门、各对接人、店长和副店长），"
             "all 每一个人。不写就是 managers，加上文件夹里已经有日历的人。"},
    {.name = "utc", .help = "时间写成世界时，给读不了时区的日历软件用。", .advanced = TRUE},
    {.name = "todo", .help = "另写一份待办文件；多数手机日历不认待办。", .advanced = TRUE},
    {.name = NULL}};
static const char *const calendar_examples[] = {"ready315 calendar",
                                                "写出管理人员的日历",
                                                "ready315 calendar --for all",
                                                "每个人一份",
                                                "ready315 calendar --for 王芳",
                                                "只写王芳的",
                                                NULL};
static const Option lint_options[] = {
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"}, {.name = NULL}};
static const char *const lint_examples[] = {"ready315 calendar lint 别人的.ics", "看这份日历在各家软件里会出什么问题",
                                            NULL};

static const char *const formats_register[] = {"text", "json", "csv", "xlsx", NULL};
#define BY                                                                                                             \
  { .name = "by", .argument = "WHO", .help = "谁做的：姓名、工号、代号或拼音首字母。" }
#define RECORDED_BY                                                                                                    \
  { .name = "recorded-by", .argument = "WHO", .help = "替别人录入时，写录入的人。" }
#define SET                                                                                                                                  \
  {                                                                                                                                          \
    .name = "set", .argument = "COLUMN=VALUE", .repeat = TRUE,                                                                               \
    .help = "填一列：列名或代号，等号，内容。时间可以写 18:00、明天 10:00、3月15日 18:00、+2h；人写姓名。" \
  }
#define FORMAT_TEXT_JSON                                                                                               \
  { .name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。" }
static const Option register_list_options[] = {
    {.name = "format", .argument = "FORMAT", .values = formats_register, .help = "输出格式；默认 text。"},
    {.name = "all", .help = "连已关闭的一起列。"},
    {.name = "overdue", .help = "只列超期的。"},
    OUT_FILE,
    {.name = NULL}};
static const Option register_show_options[] = {FORMAT_TEXT_JSON, {.name = NULL}};
static const Option register_add_options[] = {BY, SET, RECORDED_BY, FORMAT_TEXT_JSON, {.name = NULL}};
static const Option register_change_options[] = {BY,
                                                 SET,
                                                 {.name = "reason", .argument = "TEXT", .help = "为什么改。"},
                                                 RECORDED_BY,
                                                 FORMAT_TEXT_JSON,
                                                 {.name = NULL}};
static const Option register_close_options[] = {
    BY,
    {.name = "result", .argument = "TEXT", .help = "结果。"},
    {.name = "reason", .argument = "TEXT", .help = "没有结果也关闭的，写为什么。"},
    SET,
    RECORDED_BY,
    FORMAT_TEXT_JSON,
    {.name = NULL}};
static const Option register_reopen_options[] = {BY,
                                                 {.name = "reason", .argument = "TEXT", .help = "为什么重新打开。"},
                                                 RECORDED_BY,
                                                 FORMAT_TEXT_JSON,
                                                 {.name = NULL}};
static const Option register_import_options[] = {
    BY,
    {.name = "set",
     .argument = "COLUMN=VALUE",
     .repeat = TRUE,
     .help = "文件里没有的列，每一行都填这个内容，例如 --set 来源=12315投诉。"},
    RECORDED_BY,
    {.name = NULL}};
static const char *const register_list_examples[] = {
    "ready315 register list",
    "每张台账还开着几行、几行超期",
    "ready315 register list 疑难问题单",
    "开着的行，最急的在前面",
    "ready315 register list 疑难问题单 --all --format xlsx --out 疑难.xlsx",
    "全部导出到 Excel",
    NULL};
static const char *const register_add_examples[] = {
    "ready315 register add 疑难问题单 --by 王芳 --set 渠道=电话 --set 诉求=退款没到账 --set 承诺时间=18:00",
    "登记一行，答应顾客今天 18:00 前回话", NULL};
static const char *const register_change_examples[] = {
    "ready315 register change 疑难问题单 0312-01 --by 王芳 --set 现责任人=李雷 --reason 转采购", "换现责任人", NULL};
static const char *const register_close_examples[] = {
    "ready315 register close 疑难问题单 0312-01 --by 李雷 --result 已退款38元，顾客同意", "办结一行", NULL};
static const char *const register_import_examples[] = {
    "ready315 register import 12315与平台工单 导出.xlsx --by 王芳 --set 来源=12315投诉", "把平台导出的工单登记进来",
    NULL};

static const Option contacts_options[] = {
    {.name = "format", .argument = "FORMAT", .values = formats_contacts, .help = "输出格式；默认 text。"},
    {.name = "dept", .argument = "ID", .help = "只列一个部门，写部门名或代号。"},
    {.name = "wall", .help = "上墙用：不印私人手机号。"},
    OUT_FILE,
    {.name = NULL}};
static const char *const contacts_examples[] = {
    "ready315 contacts", "在屏幕上看", "ready315 contacts --wall --format html --out 联络表.html", "打印上墙", NULL};

static const char *const formats_print[] = {"pdf", "png", "svg", "json", NULL};
static const char *const papers[] = {"a4", "a3", "phone", NULL};
static const Option print_options[] = {
    {.name = "format",
     .argument = "FORMAT",
     .values = formats_print,
     .help = "pdf 打印（默认）；png 发到群里的图片；svg 矢量图；json 给程序用。"},
    {.name = "paper",
     .argument = "PAPER",
     .values = papers,
     .help = "a4、a3，或 phone（手机上看的图片）。不写就是这张单据自己的纸；图片默认 phone。"},
    {.name = "dept", .argument = "ID", .help = "只印一个部门的，写部门名或代号。"},
    {.name = "for",
     .argument = "WHO",
     .help = "只印一个人或一个部门的：姓名、工号、拼音首字母、部门名、staff:代号、dept:代号。"},
    {.name = "person", .argument = "WHO", .help = "培训完成证明只印这个人的：姓名、工号、拼音首字母或代号。"},
    {.name = "phase", .argument = "ID", .help = "只印一个阶段的，例如 作战（combat）。"},
    {.name = "date", .argument = "D", .help = "哪一天的，例如 2027-03-12；默认今天。"},
    {.name = "wall", .help = "张贴版：不印私人手机号。"},
    {.name = "out", .argument = "FILE", .help = "写到这个文件；不写就放进店铺文件夹里的“打印”文件夹。"},
    {.name = NULL}};
static const char *const print_examples[] = {"ready315 print",
                                             "列出可以打印的单据",
                                             "ready315 print plan",
                                             "横道图，A3，写成 打印/计划.pdf",
                                             "ready315 print plan --paper a4",
                                             "同一张，印在 A4 上",
                                             "ready315 print contacts-wall --format png",
                                             "联络表（张贴版）做成图片，发到群里",
                                             NULL};

static const Option notice_options[] = {{.name = "format",
                                         .argument = "FORMAT",
                                         .values = formats_notice,
                                         .help = "输出格式；默认 html，Word 和 WPS 都能打开。"},
                                        OUT_FILE,
                                        {.name = NULL}};
static const char *const notice_examples[] = {"ready315 notice --out 部署通知.html", "写出部署通知和签收表", NULL};

static const Option report_options[] = {
    {.name = "format",
     .argument = "FORMAT",
     .values = formats_report,
     .help = "输出格式；默认 html，一页网页，手机上能看，也能打印；pdf 用来打印；xlsx "
             "是工作簿，里面有每一件没有完成的工作。"},
    OUT_FILE,
    {.name = "for", .argument = "DEPT", .help = "只算一个部门：写部门名或 dept:代号；不写就是全店。"},
    {.name = NULL}};
static const char *const report_examples[] = {"ready315 report --out 准备情况.html",
                                              "写成一页，发给老板",
                                              "ready315 report --for 客服部 --out 客服部.html",
                                              "只看客服部",
                                              "ready315 report --format xlsx --out 准备情况.xlsx",
                                              "写成工作簿",
                                              NULL};

static const Option today_options[] = {
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = "for",
     .argument = "WHO",
     .help = "一段可以贴进群里的话：写姓名（工号、拼音首字母、staff:代号）、部门名（dept:代号），或 all 全店。"},
    {.name = NULL}};
static const char *const today_examples[] = {"ready315 today", "今天的情况", "ready315 today --for 客服部",
                                             "发给客服部群里的话", NULL};

static const char *const holidays_examples[] = {"ready315 holidays import 2027.json", "导入 JSON 格式的放假安排",
                                                "ready315 holidays import -", "把通知全文贴进来，最后按 Ctrl-D", NULL};

#define PIN_FILE                                                                                                       \
  {                                                                                                                    \
    .name = "pin-file", .argument = "F",                                                                               \
    .help = "密码文件：只有自己能读（chmod 600），一行；在终端里可以不写，直接输入。"   \
  }
#define SIGNED_BY(text)                                                                                                \
  { .name = "by", .argument = "A", .help = text }

static const Option pin_options[] = {
    SIGNED_BY("由谁来设：店长设别人的，自己换自己的；店长第一次设时不用写。"),
    PIN_FILE,
    {.name = "new-pin-file", .argument = "G", .help = "新密码的文件，写法同上。"},
    {.name = "recovery-file", .argument = "R", .help = "用恢复码重设店长的密码：恢复码的文件，写法同上。"},
    {.name = "unlock", .help = "只解锁，不换密码；要由店长来做。", .advanced = TRUE},
    {.name = NULL}};
static const char *const pin_examples[] = {"ready315 staff pin 刘洋",
                                           "店长第一次设签字密码，会得到恢复码",
                                           "ready315 staff pin 王芳 --by 刘洋",
                                           "店长给王芳设签字密码，或在锁住以后重设",
                                           "ready315 staff pin 刘洋 --recovery-file 恢复码.txt",
                                           "店长忘了密码，用恢复码重设",
                                           NULL};
static const char *const pepper_examples[] = {"ready315 staff pepper export /media/usb/密钥", "把密钥文件导出到 U 盘",
                                              "ready315 staff pepper import /media/usb/密钥", "在新电脑上导入", NULL};

#define SECOND_OPTIONS                                                                                                 \
  {.name = "second", .argument = "B", .help = "复核人；只在要复核的地方写。"}, {                                       \
    .name = "second-pin-file", .argument = "G", .help = "复核人的密码文件，写法同上。"                   \
  }

static const Option signoff_options[] = {
    {.name = "date", .argument = "D", .help = "签哪一天，例如 2027-03-12；每周签的，写那一周里的一天。默认今天。"},
    {.name = "phase", .argument = "ID", .help = "签一个阶段的末尾，例如 combat 或 作战。"},
    {.name = "dept", .argument = "ID", .help = "签一个部门的，写部门名或代号；由对接人或备份签。"},
    SIGNED_BY("谁来签；不写就只看这一页和挡住签字的事。"),
    PIN_FILE,
    SECOND_OPTIONS,
    {.name = "reason", .argument = "T", .help = "带遗留或补签的原因。"},
    {.name = "owner", .argument = "WHO", .help = "遗留由谁办完；默认是各部门的对接人。"},
    {.name = "due", .argument = "DATE", .help = "遗留的期限；默认是下一天。"},
    {.name = "show", .help = "签以前先把这一页打出来。"},
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = NULL}};
static const char *const signoff_examples[] = {"ready315 signoff",
                                               "看今天这一页：做了什么，还差什么，什么挡住签字",
                                               "ready315 signoff --dept 客服部 --by 王芳",
                                               "王芳签客服部今天的",
                                               "ready315 signoff --by 刘洋 --reason 冷柜等配件 --due 2027-03-14",
                                               "店长签今天的，没做完的带遗留",
                                               "ready315 signoff --phase 作战 --by 刘洋 --second 王芳",
                                               "签作战阶段的末尾，王芳复核",
                                               NULL};
static const Option waive_options[] = {SIGNED_BY("谁来放行：店长或副店长。"),
                                       PIN_FILE,
                                       SECOND_OPTIONS,
                                       {.name = "reason", .argument = "T", .help = "为什么放行；一定要写。"},
                                       {.name = NULL}};
static const char *const waive_examples[] = {
    "ready315 waive required:cold-check@2027-03-12 --by 刘洋 --second 王芳 --reason 停电，当天没有营业",
    "特批放行一项没有做的检查", NULL};
static const Option reopen_options[] = {SIGNED_BY("谁来重开：店长或副店长。"),
                                        PIN_FILE,
                                        {.name = "reason", .argument = "T", .help = "为什么重开；一定要写。"},
                                        {.name = NULL}};
static const char *const reopen_examples[] = {"ready315 reopen 2027-03-12 --by 刘洋 --reason 漏记一次温度",
                                              "重开 3 月 12 日", NULL};
static const Option clock_options[] = {SIGNED_BY("谁来确认：店长、副店长、部门对接人或备份。"),
                                       PIN_FILE,
                                       SECOND_OPTIONS,
                                       {.name = "reason", .argument = "T", .help = "时间为什么变了。"},
                                       {.name = NULL}};

static const Option receipts_options[] = {
    {.name = "stores",
     .argument = "FILE",
     .help = "店铺名单：csv 或 xlsx（列名“代号”“店名”），或 YAML（- {id: hz-wulin, name: 杭州武林店}）。"},
    {.name = "date", .argument = "D", .help = "查哪一天，例如 2027-03-12；不写就是今天，上午 10 点以前是昨天。"},
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = NULL}};
static const char *const receipts_examples[] = {
    "ready315 receipts check 群聊.txt --stores 店铺.csv", "看各店昨天或今天签了没有",
    "ready315 receipts check - --stores 店铺.csv --date 2027-03-12", "把群聊贴进来，最后按 Ctrl-D", NULL};
static const char *const formats_answers[] = {"yaml", "csv", "json", NULL};
static const Option run_command_options[] = {
    {.name = "by", .argument = "WHO", .help = "检查人：姓名、工号、拼音首字母或代号。"},
    {.name = "task",
     .argument = "OCCURRENCE",
     .help =
         "哪一次：任务代号，重复的任务后面加日期，例如 food-daily@2027-03-11。不写就是今天到期或过期没做完的那一次。"},
    {.name = "answers", .argument = "FILE", .help = "从文件录入答案：YAML、csv 或 JSON；写 - 从标准输入读。"},
    {.name = "print-answers",
     .argument = "FORMAT",
     .values = formats_answers,
     .help = "写出一份答案文件，列出全部行和项，填好再交给 --answers。"},
    {.name = "done", .help = "录入以后完成这次检查；还有没做完的就什么也不记，逐条列出。"},
    {.name = "second", .argument = "WHO", .help = "复核人；要同时写 --second-pin-file。"},
    {.name = "second-pin-file",
     .argument = "FILE",
     .help = "复核人的签字密码所在的文件，只能本人可读；写 - 从标准输入读。"},
    {.name = "upgrade", .help = "检查到一半检查表改了：换用新版，写明 --by 和 --reason。", .advanced = TRUE},
    {.name = "reason", .argument = "TEXT", .help = "换用新版的理由。", .advanced = TRUE},
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = NULL}};
static const char *const run_examples[] = {"ready315 run food-daily",
                                           "在终端里逐行检查；不在终端里就列出做到哪了",
                                           "ready315 run food-daily --print-answers yaml > 答案.yaml",
                                           "写一份空白的答案文件",
                                           "ready315 run food-daily --by 王芳 --answers 答案.yaml --done",
                                           "录入答案并完成",
                                           NULL};
static const char *const keeps[] = {"old", "new", NULL};
static const char *const formats_form[] = {"xlsx", "pdf", NULL};
static const Option form_options[] = {
    {.name = "dept", .argument = "D", .help = "哪个部门的：写部门名或代号。同一张检查表几个部门都要做时用它挑。"},
    {.name = "task",
     .argument = "OCCURRENCE",
     .help = "哪一次：任务代号，重复的任务后面加日期，例如 food-daily@2027-03-11；还没到的也可以先写出来。不写就和 run "
             "一样挑。"},
    {.name = "format",
     .argument = "FORMAT",
     .values = formats_form,
     .help = "xlsx 用 Excel、WPS 填（默认）；pdf 打印出来填。"},
    OUT_FILE,
    {.name = NULL}};
static const char *const form_examples[] = {
    "ready315 form food-daily --out 食品检查.xlsx", "写一份空白的 Excel 表，发给要检查的人填",
    "ready315 form food-daily --task food-daily@2027-03-13 --out 周六.xlsx", "先写好周六的", NULL};
static const Option form_import_options[] = {
    {.name = "by", .argument = "WHO", .help = "谁导入的：姓名、工号、拼音首字母或代号；记作代录人。"},
    {.name = "keep",
     .argument = "old|new",
     .values = keeps,
     .help = "同一项已有别的答案时：old 留已有的，new 改成表上的。不写，在终端里逐项问，不在终端里就不导入。"},
    {.name = "done", .help = "导入以后完成这次检查；还有没做完的就什么也不记，逐条列出。"},
    {.name = "dry-run", .help = "只核对，列出会记下什么，什么也不记。"},
    {.name = NULL}};
static const char *const form_import_examples[] = {"ready315 form import 食品检查.xlsx --by 刘洋",
                                                   "刘洋把填好的表读进来，检查人照表上写的记",
                                                   "ready315 form import 一楼.xlsx 二楼.xlsx --by 刘洋 --done",
                                                   "两个人分头填的合在一起，做完了",
                                                   "ready315 form import 食品检查.xlsx --by 刘洋 --dry-run",
                                                   "先看看会记下什么",
                                                   NULL};
static const Option fix_list_options[] = {
    {.name = "dept", .argument = "ID", .help = "只列一个部门，写部门名或代号。"},
    {.name = "all", .help = "已经关闭和撤回的也列出来。"},
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = NULL}};
#define FIX_BY                                                                                                         \
  { .name = "by", .argument = "WHO", .help = "谁做的：姓名、工号、拼音首字母或代号。" }
static const Option fix_done_options[] = {FIX_BY,
                                          {.name = "what", .argument = "TEXT", .help = "怎么改的。"},
                                          {.name = "evidence", .argument = "FILE", .help = "照片或其他凭证文件。"},
                                          {.name = NULL}};
static const Option fix_recheck_options[] = {FIX_BY,
                                             {.name = "pass", .help = "复查通过。"},
                                             {.name = "fail", .help = "复查没有通过，退回整改；要写 --reason。"},
                                             {.name = "reason", .argument = "TEXT", .help = "没有通过的理由。"},
                                             {.name = NULL}};
static const Option fix_close_options[] = {FIX_BY, {.name = NULL}};
static const char *const fix_examples[] = {"ready315 fix list --dept 仓储部", "仓储部没有关闭的整改",
                                           "ready315 fix done food-daily@2027-03-11#1 --by 王芳 --what 换了压缩机",
                                           "记录整改", NULL};

static const Option help_options[] = {
    {.name = "all", .help = "列出全部命令和选项。"},
    {.name = "man-pages", .argument = "DIR", .help = "写手册页。", .hidden = TRUE},
    {.name = "completions", .argument = "DIR", .help = "写命令补全。", .hidden = TRUE},
    {.name = NULL}};

/* ---- task ---- */
#define TASK_BY                                                                                                        \
  { .name = "by", .argument = "WHO", .help = "谁做的、谁决定的：姓名、工号、代号或拼音首字母。一个人的店可以不写。" }
#define TASK_RECORDED_BY                                                                                               \
  { .name = "recorded-by", .argument = "WHO", .help = "替别人录入时，录入的人（代录）。", .advanced = TRUE }
#define TASK_REASON                                                                                                    \
  { .name = "reason", .argument = "TEXT", .help = "理由，必须写。" }
#define TASK_FORMAT                                                                                                    \
  { .name = "format", .argument = "FORMAT", .values = formats_check, .help = "text 给人看，json 给程序用。" }
#define TASK_ON                                                                                                        \
  { .name = "on", .argument = "DATE", .help = "哪一天：03-12 或 2027-03-12。" }
#define TASK_AT                                                                                                        \
  { .name = "at", .argument = "HH:MM", .help = "几点开始。新增时不写就是全天，改期时不写就不变。" }
#define TASK_LASTS                                                                                                     \
  { .name = "lasts", .argument = "TIME", .help = "要多久：30m、2h；全天的写 2d。", .advanced = TRUE }
#define TASK_DUE                                                                                                       \
  { .name = "due", .argument = "DATE", .help = "截止日。" }

static const Option task_add_options[] = {
    TASK_ON,
    TASK_AT,
    TASK_LASTS,
    TASK_DUE,
    {.name = "function", .argument = "F", .values = functions, .help = "归哪个职能，例如 service、operations。"},
    {.name = "assignee", .argument = "WHO", .help = "由谁来做；与 --function 只写一个。"},
    {.name = "checklist", .argument = "ID", .help = "要填的检查表。", .advanced = TRUE},
    TASK_BY,
    TASK_REASON,
    TASK_RECORDED_BY,
    TASK_FORMAT,
    {.name = NULL}};
static const Option task_done_options[] = {TASK_BY,
                                           {.name = "reason", .argument = "TEXT", .help = "说明，可以不写。"},
                                           TASK_RECORDED_BY,
                                           TASK_FORMAT,
                                           {.name = NULL}};
static const Option task_move_options[] = {TASK_ON,     TASK_AT,          TASK_LASTS,  TASK_DUE,      TASK_BY,
                                           TASK_REASON, TASK_RECORDED_BY, TASK_FORMAT, {.name = NULL}};
static const Option task_assign_options[] = {{.name = "to", .argument = "WHO", .help = "换成谁。"},
                                             TASK_BY,
                                             TASK_REASON,
                                             TASK_RECORDED_BY,
                                             TASK_FORMAT,
                                             {.name = NULL}};
static const Option task_other_options[] = {TASK_BY, TASK_REASON, TASK_RECORDED_BY, TASK_FORMAT, {.name = NULL}};
static const Option task_list_options[] = {{.name = "overdue", .help = "只列已逾期的。"},
                                           {.name = "all", .help = "列出整个计划的每一次。"},
                                           {.name = "changes", .help = "列出任务的每一次改动和理由。"},
                                           TASK_FORMAT,
                                           {.name = NULL}};
static const char *const task_add_examples[] = {
    "ready315 task add 擦洗冷柜 --on 03-12 --function service --by 王芳 --reason 顾客反映有异味",
    "在 3 月 12 日加一项全天的工作，归客服", NULL};
static const char *const task_done_examples[] = {"ready315 task done price --by 王芳", "price 做完了",
                                                 "ready315 task done hourly-watch@2027-03-12T1000 --by 王芳",
                                                 "3 月 12 日 10:00 那一次做完了", NULL};
static const char *const task_move_examples[] = {
    "ready315 task move train --on 03-08 --at 14:00 --by 刘洋 --reason 讲师改期",
    "把 train 改到 3 月 8 日下午两点，日历里还是同一条", NULL};
static const char *const task_assign_examples[] = {"ready315 task assign train --to 赵敏 --by 刘洋 --reason 王芳休婚假",
                                                   "train 换由赵敏负责", NULL};
static const char *const task_drop_examples[] = {"ready315 task drop price --by 刘洋 --reason 活动取消", "取消 price",
                                                 NULL};
static const char *const task_undo_examples[] = {"ready315 task undo train --by 刘洋 --reason 改错了",
                                                 "撤回 train 最近的一次改动", NULL};
static const char *const task_list_examples[] = {"ready315 task list", "今天要做的和已逾期的，最后一列是代号",
                                                 "ready315 task list --changes", "谁在什么时候为什么改了哪项任务",
                                                 NULL};
static const Option log_options[] = {
    {.name = "for", .argument = "WHO", .help = "只看这个人做的或代录的：姓名、工号、拼音首字母。"},
    {.name = "date", .argument = "D", .help = "只看这一天，例如 2027-03-12；day_ends 以前做的算前一天。"},
    {.name = "last", .argument = "N", .help = "只看最近 N 条；0 是全部。不写就是最近 100 条，JSON 是全部。"},
    {.name = "subject",
     .argument = "S",
     .help = "只看关于这件事的，写开头就行，例如 run:cold-chain、task:、register:complaints、day:2027-03-12。",
     .advanced = TRUE},
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = NULL}};
static const char *const log_examples[] = {"ready315 log", "看最近的记录", "ready315 log --for 王芳 --date 2027-03-12",
                                           "王芳这一天做过什么", NULL};
static const Option verify_options[] = {
    {.name = "full", .help = "连同数据库文件、索引和画面用的表一起核对。"},
    {.name = "receipt", .argument = "TEXT", .help = "签字时发出去的回执，一整行，用引号括起来。"},
    {.name = "against", .argument = "FILE", .help = "和另一份记录或备份比较，指出从哪一条起不一样。"},
    {.name = "format", .argument = "FORMAT", .values = formats_check, .help = "输出格式；默认 text。"},
    {.name = NULL}};
static const char *const verify_examples[] = {"ready315 verify",
                                              "逐条核对记录和凭证",
                                              "ready315 verify --full --receipt '315签字回执｜…'",
                                              "全部核对，并和回执对上",
                                              "ready315 verify --against /media/usb/ready315.db",
                                              "和 U 盘上的那一份比较",
                                              NULL};
static const char *const backup_examples[] = {"ready315 backup /media/usb/武林店.ready315", "备份到 U 盘", NULL};
static const char *const restore_examples[] = {"ready315 -C 武林店 restore /media/usb/武林店.ready315",
                                               "恢复到新文件夹“武林店”", NULL};

const Command commands[] = {
    {.name = "init",
     .group = GROUP_START,
     .everyday = TRUE,
     .synopsis = "DIR [--scale solo|small|standard|large] [--kind K,…] [--year Y] [--from OLD] [--template FILE.xlsx] "
                 "[--print-template FILE.xlsx] [--practice]",
     .summary = "建一个店铺文件夹",
     .details = "在 DIR 建一个马上能用的店铺文件夹，里面是 store.yaml，每一项都有说明。在终端里会问五个问题："
                "省份、线上还是线下、是否卖食品、人数、有哪些部门；每题直接按回车就用括号里的答案，"
                "按 Ctrl-C 或 Ctrl-D 退出，什么也不会留下。不在终端里就按选项和默认值建。\n\n"
                "建好的人员是示例，check 会提醒，改成真人后删掉“sample: true”即可。\n\n"
                "不想写 YAML 的，先用 --print-template 写一份空白工作簿，填好门店、部门、人员、值班、外部联系五张表，"
                "再用 --template 建店；填错的地方会按“人员!D7”这样的单元格一次全部列出。\n\n"
                "明年再用：--from 带走去年的定义和人员，代号不变，并说明 3 月 15 日换到了星期几、与什么撞上；"
                "排班、请假这些带日期的内容不带走，歇业日列出来请您核对。\n\n"
                "DIR 里已经有东西就不动它。",
     .examples = init_examples,
     .options = init_options,
     .max_args = 1,
     .writes = TRUE},
    {.name = "staff import",
     .group = GROUP_START,
     .everyday = TRUE,
     .synopsis = "FILE",
     .summary = "导入花名册",
     .details = "读 csv 或 xlsx 花名册，写成 staff.yaml，并说明新增了谁、改了谁、少了谁。列名认得常见写法："
                "姓名、工号、部门、岗位、手机等。代号由姓名的拼音得来，以后不变。\n\n"
                "有一处错误就什么也不写，全部错误一次列出。store.yaml 里已有的人以 store.yaml 为准。"
                "FILE 写 - 就从标准输入读。",
     .examples = staff_examples,
     .options = NO_OPTIONS,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .writes = TRUE},
    {.name = "roster import",
     .group = GROUP_START,
     .everyday = TRUE,
     .synopsis = "FILE",
     .summary = "导入排班表",
     .details = "读 csv 或 xlsx 排班表，写成 roster.yaml。第一列是姓名或工号，其余每列一天，"
                "日期可以写 3/1、3月1日、2027-03-01 或 Excel 日期；格子里写 早、中、晚、休 等班次，"
                "班次的时间在 store.yaml 的 shift_hours 里。名叫“值班经理”的一行，格子里写当天的值班人。\n\n"
                "有一处错误就什么也不写，全部错误一次列出。FILE 写 - 就从标准输入读。",
     .examples = roster_examples,
     .options = NO_OPTIONS,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .writes = TRUE},
    {.name = "staff pin",
     .group = GROUP_START,
     .everyday = TRUE,
     .synopsis = "WHO [--by A] [--pin-file F] [--new-pin-file G] [--recovery-file R] [--unlock]",
     .summary = "设签字密码",
     .details =
         "只有签字的人要有签字密码：店长、副店长、各部门的对接人和备份，以及做复核的人。店长自己先设，得到一个恢复码，"
         "请抄在纸上收好；别人的由店长来设。在终端里输入时不显示，输两遍。太好猜的不收：连号、日期、电话、工号。\n\n"
         "连错三次以后要等 1、2、4……秒，连错十次锁住，重新开机也一样；店长可以解锁或重设，店长自己用恢复码。"
         "每一次对错都是记录里的一条。\n\n"
         "密码本身不保存。记录里的是加了密钥文件（.ready315/pepper，只有自己能读）算出来的值，"
         "所以换电脑时要把密钥文件一起带走：staff pepper。",
     .examples = pin_examples,
     .options = pin_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "staff pepper",
     .group = GROUP_START,
     .synopsis = "(export|import) FILE",
     .summary = "导出或导入密钥文件，换电脑时用",
     .details =
         "密钥文件 .ready315/pepper 不在记录里，也不在备份里；没有它，签字密码就核对不了。export 写成一个只有自己能读的"
         "新文件，请和备份分开收好；import 把它放回新电脑上的店铺文件夹。权限不对、属于别人、是一个链接的，都不收。",
     .examples = pepper_examples,
     .options = NO_OPTIONS,
     .needs_workspace = TRUE,
     .min_args = 2,
     .max_args = 2,
     .records = TRUE},
    {.name = "check",
     .group = GROUP_CHECK,
     .everyday = TRUE,
     .synopsis = "[--format text|json]",
     .summary = "检查所有定义，一次列出全部问题",
     .details = "读店铺文件夹里的每一份定义，把所有问题按文件、行、列列出，指出原文并给出改法。"
                "有错误时退出状态是 1，只有警告和说明时是 0。",
     .examples = check_examples,
     .options = check_options,
     .needs_workspace = TRUE},
    {.name = "plan",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[--format text|json|csv|xlsx|html|md] [--phase ID] [--for WHO] [--diff OLD.json] [--out FILE]",
     .summary = "看排好日期的计划",
     .details = "按店铺规模、类型、放假安排和排班，把每项任务排到具体日期和负责人。"
                "最后列出每人每天要花多少分钟，以及因为本店没有而省去的任务。",
     .examples = plan_examples,
     .options = plan_options,
     .needs_workspace = TRUE},
    {.name = "today",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[--for staff:ID|dept:ID|all] [--format text|json]",
     .summary = "今天处在哪个阶段、有什么要做",
     .details = "离 3 月 15 日还有几天，今天到期和已经过期的任务，要用的检查表。"
                "加 --for 就写成一段可以贴进群里的话。",
     .examples = today_examples,
     .options = today_options,
     .needs_workspace = TRUE},
    {.name = "report",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[--format html|pdf|xlsx|json] [--out FILE] [--for dept:ID]",
     .summary = "准备情况报告：做到几成，什么挡着，哪些来不及",
     .details = "先用一句话说照现在的进度赶不赶得上、今天先做什么；再列挡着签字的、已过最晚动手日的；然后是各阶段、各部"
                "门做到百分之几，"
                "到 3 月 15 日的走势，最后说明每个数是什么意思。\n\n"
                "按风险计分：罚款 4 分，下架 3 分，口碑 2 分，没有标的 1 "
                "分；重复的工作把分平摊到每一次。做到多少看记录，应做到多少看计划，"
                "到昨天为止。遗留事项和特批放行的另外列出，不算完成。\n\n"
                "最晚动手日：从截止日往前数，要做几个工作日就数几个；后面有工作等着它的，还要赶在那件前面。",
     .examples = report_examples,
     .options = report_options,
     .needs_workspace = TRUE},
    {.name = "register list",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[NAME] [--all] [--overdue] [--format text|json|csv|xlsx]",
     .summary = "看台账：疑难问题单、平台工单、来访检查……",
     .details =
         "不写 NAME 就列出每张台账还开着几行、几行超期；写了就列出这张台账开着的行，最急的在前面，带还剩多少时间。"
         "NAME 写台账的名称、代号，或名称里的一段。csv 和 xlsx 里有全部的列。",
     .examples = register_list_examples,
     .options = register_list_options,
     .needs_workspace = TRUE,
     .max_args = 1},
    {.name = "register show",
     .group = GROUP_DAILY,
     .synopsis = "NAME ROW",
     .summary = "看台账的一行和它的每次改动",
     .details = "列出这一行的全部内容、谁登记的、谁在什么时候把什么改成了什么。ROW 是编号，例如 0312-01。",
     .options = register_show_options,
     .needs_workspace = TRUE,
     .min_args = 2,
     .max_args = 2},
    {.name = "register add",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "NAME --by WHO --set COLUMN=VALUE …",
     .summary = "在台账里登记一行",
     .details = "编号按当天的顺序给，例如 0312-01。没写时间的，就是现在。登记的内容写进记录，改不掉，只能更新；"
                "开着的行一天一天带下去，直到关闭。",
     .examples = register_add_examples,
     .options = register_add_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "register change",
     .group = GROUP_DAILY,
     .synopsis = "NAME ROW --by WHO --set COLUMN=VALUE … [--reason TEXT]",
     .summary = "更新台账的一行",
     .details = "换现责任人、改截止、写下一步。原来写的留在改动里。--set 列名= 就是清空。"
                "已关闭的行只能填回访一类关闭后才有的列。",
     .examples = register_change_examples,
     .options = register_change_options,
     .needs_workspace = TRUE,
     .min_args = 2,
     .max_args = 2,
     .records = TRUE},
    {.name = "register close",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "NAME ROW --by WHO (--result TEXT | --reason TEXT)",
     .summary = "办结台账的一行",
     .details = "要写结果；确实没有结果的，用 --reason 写明为什么关闭。",
     .examples = register_close_examples,
     .options = register_close_options,
     .needs_workspace = TRUE,
     .min_args = 2,
     .max_args = 2,
     .records = TRUE},
    {.name = "register reopen",
     .group = GROUP_DAILY,
     .synopsis = "NAME ROW --by WHO --reason TEXT",
     .summary = "重新打开台账的一行",
     .details = "已关闭的又有了新情况，写明理由重新打开；原来的结果留在改动里。",
     .options = register_reopen_options,
     .needs_workspace = TRUE,
     .min_args = 2,
     .max_args = 2,
     .records = TRUE},
    {.name = "register import",
     .group = GROUP_DAILY,
     .synopsis = "NAME FILE --by WHO [--set COLUMN=VALUE …]",
     .summary = "把平台导出的工单登记进台账",
     .details = "读 csv 或 xlsx。列名认得 12315 和各平台的常见写法，写在检查表的 aliases 里，可以自己加。"
                "编号登记过的不会再加；文件里已有结果的，登记后就关闭。\n\n"
                "有一处错误就一行也不登记，全部错误一次列出。FILE 写 - 就从标准输入读。",
     .examples = register_import_examples,
     .options = register_import_options,
     .needs_workspace = TRUE,
     .min_args = 2,
     .max_args = 2,
     .records = TRUE},
    {
        .name = "task list",
        .group = GROUP_DAILY,
        .synopsis = "[--overdue|--all|--changes] [--format text|json]",
        .summary = "列出任务、代号和完成情况",
        .details = "不写选项，列今天要做的和已逾期的。",
        .examples = task_list_examples,
        .options = task_list_options,
        .needs_workspace = TRUE,
        .min_args = 0,
        .max_args = 0,
    },
    {.name = "task add",
     .group = GROUP_DAILY,
     .synopsis = "TITLE --on DATE [--at HH:MM] [--due DATE] (--function F|--assignee WHO) --by WHO --reason TEXT",
     .summary = "新增一项任务",
     .details = "记进店铺记录，计划、今天、日历都会有它。落在哪个阶段的日子里就归哪个阶段。",
     .examples = task_add_examples,
     .options = task_add_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "task done",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "TASK --by WHO [--reason TEXT]",
     .summary = "记下一项任务做完了",
     .details = "过了截止日的也可以补录，记录里写明是补录。要填检查表的任务，填完检查表就算完成（ready315 run）。\n\n"
                "TASK 写代号、代号@场次（例如 hourly-watch@2027-03-12T1000），或只有一项任务有的名称；代号用 ready315 "
                "task list 查看。",
     .examples = task_done_examples,
     .options = task_done_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "task move",
     .group = GROUP_DAILY,
     .synopsis = "TASK --on DATE [--at HH:MM] [--due DATE] --by WHO --reason TEXT",
     .summary = "把任务改到另一天",
     .details = "没写的（钟点、时长、截止日）不变。日历里还是同一条，换新文件后手机上会跟着动。锁定的任务不能改期。\n\n"
                "TASK 写代号、代号@场次（例如 hourly-watch@2027-03-12T1000），或只有一项任务有的名称；代号用 ready315 "
                "task list 查看。",
     .examples = task_move_examples,
     .options = task_move_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "task assign",
     .group = GROUP_DAILY,
     .synopsis = "TASK --to WHO --by WHO --reason TEXT",
     .summary = "把任务换给另一个人",
     .details = "写代号就是整项任务，写代号@场次就只是那一次。\n\n"
                "TASK 写代号、代号@场次（例如 hourly-watch@2027-03-12T1000），或只有一项任务有的名称；代号用 ready315 "
                "task list 查看。",
     .examples = task_assign_examples,
     .options = task_assign_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "task drop",
     .group = GROUP_DAILY,
     .synopsis = "TASK --by WHO --reason TEXT",
     .summary = "取消任务",
     .details = "取消的任务和理由列在计划下面。锁定的任务不能取消。\n\n"
                "TASK 写代号、代号@场次（例如 hourly-watch@2027-03-12T1000），或只有一项任务有的名称；代号用 ready315 "
                "task list 查看。",
     .examples = task_drop_examples,
     .options = task_other_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "task undo",
     .group = GROUP_DAILY,
     .synopsis = "TASK --by WHO --reason TEXT",
     .summary = "撤回任务最近的一次改动",
     .details = "记录里什么也不删：撤回是新的一条。再撤回一次，就撤回更早的那一次。",
     .examples = task_undo_examples,
     .options = task_other_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "calendar",
     .group = GROUP_EXPORT,
     .everyday = TRUE,
     .synopsis = "[--out DIR] [--for campaign|dept:ID|staff:ID|managers|all] [--utc] [--todo]",
     .summary = "写出手机和电脑日历（.ics）",
     .details = "写 campaign.ics、dept-代号.ics、staff-代号.ics。同一件事在各份文件里是同一条，导入同一部手机不会重复。"
                "计划没有变，文件一个字节也不变；变了会说哪些文件变了、谁要换新的；"
                "取消的事写在 changes-… 文件里。",
     .examples = calendar_examples,
     .options = calendar_options,
     .needs_workspace = TRUE,
     .program = "calendar",
     .writes = TRUE},
    {.name = "calendar lint",
     .group = GROUP_CHECK,
     .synopsis = "FILE [--format text|json]",
     .summary = "检查一份 .ics 日历会不会在各家软件里出问题",
     .details = "逐条指出不合规范的地方，以及哪些日历软件会因此看不到、重复或错时。不需要店铺文件夹。",
     .examples = lint_examples,
     .options = lint_options,
     .min_args = 1,
     .max_args = 1,
     .program = "calendar"},
    {.name = "contacts",
     .group = GROUP_EXPORT,
     .everyday = TRUE,
     .synopsis = "[--format text|csv|xlsx|html|vcf|md|json] [--dept ID] [--wall] [--out FILE]",
     .summary = "各部门联络表",
     .details =
         "部门、岗位、对接人、监督人、备份、当班电话、在岗时间、首问类型、响应时限、升级到谁，以及外部联系电话。",
     .examples = contacts_examples,
     .options = contacts_options,
     .needs_workspace = TRUE},
    {.name = "notice",
     .group = GROUP_EXPORT,
     .everyday = TRUE,
     .synopsis = "[--format html|md|text] [--out FILE]",
     .summary = "部署通知和签收表",
     .details = "把各阶段的日期、要求、分工写成一份可以下发的通知，后附签收表。",
     .examples = notice_examples,
     .options = notice_options,
     .needs_workspace = TRUE},
    {.name = "print",
     .group = GROUP_EXPORT,
     .everyday = TRUE,
     .synopsis = "[WHAT …] [--format pdf|png|svg|json] [--paper a4|a3|phone] [--dept ID] [--for WHO] [--person WHO] "
                 "[--phase ID] "
                 "[--date D] [--wall] [--out FILE]",
     .summary = "打印单据：PDF，或发到群里的图片",
     .details = "不写 WHAT，列出可以打印的单据。PDF 里的字可以选、可以查找，黑白打印机也看得清；"
                "同一天同样的内容，写出来的文件一个字节也不变。",
     .examples = print_examples,
     .options = print_options,
     .needs_workspace = TRUE,
     .max_args = 2},
    {.name = "holidays import",
     .group = GROUP_START,
     .synopsis = "FILE",
     .summary = "导入国务院的放假调休通知，说明哪些任务改期",
     .details = "FILE 是 JSON，或通知全文的文字；写 - 就从标准输入读，可以把网页上的通知直接贴进来。"
                "写成 holidays/年份.json，并逐条说明哪些任务因此改期。前后矛盾的通知不会被接受。",
     .examples = holidays_examples,
     .options = NO_OPTIONS,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .writes = TRUE},
    {.name = "signoff",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[--date D | --phase ID] [--dept ID] [--by A] [--pin-file F] [--second B --second-pin-file G] "
                 "[--reason T] [--owner WHO] [--due DATE] [--show] [--format text|json]",
     .summary = "签字：看今天这一页，没问题就签",
     .details =
         "不写 "
         "--by，只看这一页：到期的检查做完没有，谁做的，补录了什么，整改、台账、部门签字，什么挡住签字，什么要带遗留。"
         "写了 --by "
         "就签；在终端里先显示这一页，再问密码。签的是您看到的那一页：别处又有新的记录，就要重新看过再签。\n\n"
         "部门的由对接人或备份签，店里的由店长或副店长签，先部门后店里；店长自己兼对接人的部门不用另签。"
         "备战阶段每周签，作战阶段每天签，善后阶段到末尾签；按天、按周签的阶段，末尾用 --phase 再签一次。"
         "阶段末的签字要另一部门的人复核，没有就另一个人，再没有就店长；一个人的店不用复核，写明“单人自查，无复核”。\n"
         "\n"
         "挡住签字的（过期商品没处理、违规文案还挂着、停售没了结、监管或媒体事项没人管）要先处理，或者两个人特批。"
         "其他没结束的可以带遗留签：写原因、责任人、期限；到了新期限又算没结束。"
         "第二天的签字时间（默认 10 点）以后再签是补签，要写原因。\n\n"
         "店里的签字给一条回执，请发到群里或打印存档：记录的尾巴被砍掉、整段被重写，只有靠回执才看得出来。"
         "store.yaml 里写了 backup_to 的，每次签字都另存一份备份。签不了，退出状态是 1。",
     .examples = signoff_examples,
     .options = signoff_options,
     .needs_workspace = TRUE,
     .records = TRUE},
    {.name = "waive",
     .group = GROUP_DAILY,
     .synopsis = "GATE --by A [--pin-file F] [--second B --second-pin-file G] --reason T",
     .summary = "特批放行一件挡住签字的事",
     .details =
         "GATE 是 signoff 那一页上方头括号里的名字，例如 required:cold-check@2027-03-12；只有一件的，写冒号前面的就行。"
         "由店长或副店长放行，另一个人复核；一个人的店不用复核，但会写明。"
         "检查和整改放行以后不再算；台账的行是眼下的情形，只管到今天这一页。",
     .examples = waive_examples,
     .options = waive_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "reopen",
     .group = GROUP_DAILY,
     .synopsis = "(DATE|PHASE) --by A [--pin-file F] --reason T",
     .summary = "重开签过的一天、一周或一个阶段",
     .details = "那一段和包含它的签字（部门的、店里的、阶段末的）都作废，但留在记录里；改好以后重新签。"
                "重开一个阶段只作废阶段末的签字，里面各天的不动。",
     .examples = reopen_examples,
     .options = reopen_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "clock confirm",
     .group = GROUP_DAILY,
     .synopsis = "--by A [--pin-file F] [--second B --second-pin-file G] [--reason T]",
     .summary = "电脑的时间倒退过：确认现在的时间是对的",
     .details = "记录发现电脑的时间倒退了，确认以前不能签字。先把电脑的时间校准，再由签字的人确认，另一个人复核；"
                "一个人的店不用复核，但会写明。",
     .options = clock_options,
     .needs_workspace = TRUE,
     .records = TRUE},
    {.name = "receipts check",
     .group = GROUP_CHECK,
     .synopsis = "FILE --stores FILE [--date D] [--format text|json]",
     .summary = "从贴出来的群聊里，看各店签了没有",
     .details =
         "FILE 是从微信群、钉钉群复制出来的聊天记录，里面夹着各店的签字回执；写 - "
         "就从标准输入读。不需要店铺文件夹。\n\n"
         "每家店列出：已签、带遗留、补签、没有签、抄错了。另外指出：抄错的行、名单上没有的店、店名不符、演练的回执、"
         "编号倒退、一个编号两种内容。有这些，或者有店没签，退出状态是 1。\n\n"
         "码是不是真的，这里看不出来，只有在那家店里用 verify --receipt 才能核对。",
     .examples = receipts_examples,
     .options = receipts_options,
     .min_args = 1,
     .max_args = 1},
    {.name = "run",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "CHECKLIST [--by WHO] [--task OCCURRENCE] [--answers FILE] [--print-answers yaml|csv|json] [--done] "
                 "[--second B --second-pin-file G] [--upgrade --reason TEXT] [--format text|json]",
     .summary = "做一张检查表",
     .details =
         "CHECKLIST 是检查表的代号或名称。一次检查属于计划里的一次任务：不写 --task "
         "就是今天或过期没做完的那一次，有几次就列出来请您选，"
         "一次也没有就算临时检查。检查从开始时的检查表做到完，中途检查表改了也不变，除非用 --upgrade 换用新版。\n\n"
         "不写 --answers：在终端里打开逐行检查的屏幕；不在终端里列出每一行的答案、还差什么、接着做哪一项。\n\n"
         "--answers 从文件录入。先用 --print-answers yaml（或 csv，可以用 Excel、WPS "
         "打开）写一份，填好再录入；空着的算没有答。"
         "YAML 的写法：\n\n"
         "  checklist: food-daily\n"
         "  by: 王芳                  # 检查人\n"
         "  recorded_by: 刘洋         # 代录人，本人录入不写\n"
         "  answers:\n"
         "    people: 合格            # 只写一个词，答的是第一项\n"
         "    cold: {ok: 不合格, problem: 冷柜 9 度, action: 已移柜}\n"
         "    bulk: {ok: {na: 今天没有散装}}\n"
         "    shelf: {ok: {value: 不合格, evidence: [照片/1.jpg, https://…]}}\n"
         "    label: {ok: {value: 合格, evidence: {folder: 一号夹, page: 3, keeper: 王芳}}}\n"
         "  rest: pass                # 其余没填的合格与否的项全部合格\n"
         "  finish: yes               # 做完了；同 --done\n\n"
         "行和项写代号，也可以写名称。一项可以有自己的 by 和 "
         "recorded_by。照片的路径相对于答案文件所在的文件夹，或店铺文件夹。"
         "已经完成的检查要改，加 reopen: 理由。"
         "文件里写了检查人、命令行又写了 --by，--by 的人就是代录人。csv 一行一项，列是 "
         "行代号、项代号、答案、不适用理由、凭证、检查人、代录人；"
         "凭证写路径、链接或“纸质 档案夹 页码 保管人”，几件用分号隔开；行代号写“其余”、答案写“合格”就是其余全部合格。"
         "JSON 和 YAML 一样。\n\n"
         "全部核对完才记录：有一处不对就什么也不记，问题按文件、行、列一次列出。",
     .examples = run_examples,
     .options = run_command_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "form",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "CHECKLIST [--dept D] [--task OCCURRENCE] [--format xlsx|pdf] [--out FILE]",
     .summary = "写一份空白的检查表，用 Excel、WPS 或纸填",
     .details =
         "CHECKLIST 是检查表的代号或名称；是哪一次，和 run 一样挑。表上每行一样要检查的东西，要填的项横着排；"
         "项太多的，一项一行。合格与否和选择有下拉清单，数字、日期、时间会提示范围。白格以外的都锁着，不用密码。\n\n"
         "每份表有表单号，写明哪家店、哪张检查表、第几版、哪一次；填好用 form import 读回来，手机上的 WPS 也能填。\n\n"
         "--format pdf 写纸质的（同 print form），不写 --out 就放进“打印”文件夹；纸上填的用 run 录入。",
     .examples = form_examples,
     .options = form_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .program = "book"},
    {.name = "form import",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "FILE… --by WHO [--keep old|new] [--done] [--dry-run]",
     .summary = "把填好的检查表读进来",
     .details =
         "检查人照每份表上写的记，写姓名、工号、拼音首字母或代号；--by 的人是代录人。规矩和 run --answers 一样："
         "答案、凭证、不适用的理由都要过关。有一处不对就什么也不记，问题按工作表和格子一次列出。\n\n"
         "几份表是同一次检查的，一行一行合在一起。同一项已有不一样的答案时，在终端里逐项问；不在终端里要写 --keep，"
         "不会不声不响地改掉；几份表互相不一样的，先写的那份算已有的。\n\n"
         "导入的表存进 evidence 文件夹，记录里有它的 SHA-256；同一份表再导入一次，什么也不变（写 --keep new "
         "才会再用它的答案）。要复核的，导入以后用 run 检查表 --second 确认。",
     .examples = form_import_examples,
     .options = form_import_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = -1,
     .program = "book",
     .records = TRUE},
    {.name = "fix list",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[--dept ID] [--all] [--format text|json]",
     .summary = "列出没有关闭的整改",
     .details = "检查中不合格的每一项都开一条整改，按发现、整改、复查、关闭走到底。列出编号、部门、谁发现的、走到哪一步"
                "、下一步怎么做。",
     .examples = fix_examples,
     .options = fix_list_options,
     .needs_workspace = TRUE},
    {.name = "fix done",
     .group = GROUP_DAILY,
     .synopsis = "NAME --by WHO --what TEXT [--evidence FILE]",
     .summary = "记录整改做了什么",
     .details = "NAME 是整改的编号，例如 food-daily@2027-03-11#1，fix list 里有。整改以后由另一个人复查。",
     .examples = fix_examples,
     .options = fix_done_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "fix recheck",
     .group = GROUP_DAILY,
     .synopsis = "NAME --by WHO (--pass | --fail --reason TEXT)",
     .summary = "记录复查结果",
     .details = "由整改人以外的人复查；店里只有一个人时可以自己复查，记录里会写明。没有通过的退回整改。",
     .examples = NULL,
     .options = fix_recheck_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "fix close",
     .group = GROUP_DAILY,
     .synopsis = "NAME --by WHO",
     .summary = "关闭复查通过的整改",
     .details = "只有复查通过的整改能关闭。",
     .examples = NULL,
     .options = fix_close_options,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "log",
     .group = GROUP_DAILY,
     .everyday = TRUE,
     .synopsis = "[--for WHO] [--date D] [--last N] [--subject S] [--format text|json]",
     .summary = "看记录：谁在什么时候做了什么",
     .details = "记录里的每一条都写成一句话，按先后排列。记录只增不改：改正也是新的一条，原来的还在。",
     .examples = log_examples,
     .options = log_options,
     .needs_workspace = TRUE},
    {.name = "verify",
     .group = GROUP_CHECK,
     .synopsis = "[--full] [--receipt TEXT] [--against FILE] [--format text|json]",
     .summary = "核对记录有没有被改过",
     .details = "逐条核对记录的校验码和前后关系，以及记录提到的凭证和规则文件还在不在、有没有变。"
                "被改过、被删掉（最后几条除外）、被调换的都会指出来。\n\n"
                "末尾被删掉，或从某一条起全部重写过，只有用那以后的回执（--receipt）才查得出来。\n\n"
                "查出问题，退出状态是 1。",
     .examples = verify_examples,
     .options = verify_options,
     .needs_workspace = TRUE},
    {.name = "backup",
     .group = GROUP_CHECK,
     .synopsis = "FILE",
     .summary = "把记录、凭证和店铺资料备份成一个文件",
     .details = "写好以后会重新读一遍核对。已经有的文件不覆盖。用 sqlite3 -A 也能打开。"
                "FILE 写 - 就送到标准输出，说明的话在标准错误上。"
                "store.yaml 里写了 backup_to，每次签字后会自动备份一份到那里。\n\n"
                "签字密码的密钥文件不进备份，用 staff pepper export 另外保存。",
     .examples = backup_examples,
     .options = NO_OPTIONS,
     .needs_workspace = TRUE,
     .min_args = 1,
     .max_args = 1},
    {.name = "restore",
     .group = GROUP_CHECK,
     .synopsis = "FILE",
     .summary = "从备份恢复到一个新文件夹",
     .details = "先核对备份，再写到 -C 指出的文件夹（不写就是当前文件夹）。那里已经有记录，或有和备份里不一样的文件，"
                "就什么也不写。恢复以后是一台新设备，接着备份里的最后一条往下记，并写明接的是哪一条。FILE 写 - "
                "就从标准输入读。",
     .examples = restore_examples,
     .options = NO_OPTIONS,
     .min_args = 1,
     .max_args = 1,
     .records = TRUE},
    {.name = "help",
     .group = GROUP_OTHER,
     .synopsis = "[--all] [COMMAND]",
     .summary = "显示说明",
     .details = "不带命令时显示常用命令；加 --all 列出全部命令和选项；后面写命令名就显示那个命令的说明。",
     .options = help_options,
     .max_args = 2},
    {.name = NULL}};

static const Command *named(const char *name) {
  for (const Command *c = commands; c->name != NULL; c++) {
    if (strcmp(c->name, name) == 0) {
      return c;
    }
  }
  return NULL;
}

const Command *table_match(char *const *words, int n, int *used) {
  if (n >= 2) {
    g_autofree char *two = g_strdup_printf("%s %s", words[0], words[1]);
    const Command *command = named(two);
    if (command != NULL) {
      *used = 2;
      return command;
    }
  }
  *used = 1;
  return n >= 1 && strchr(words[0], ' ') == NULL ? named(words[0]) : NULL;
}

const char *table_nearest(const char *typed) {
  static const char *names[64];
  guint n = 0;
  for (const Command *c = commands; c->name != NULL; c++) {
    g_assert(n + 1 < G_N_ELEMENTS(names));
    names[n++] = c->name;
  }
  names[n] = NULL;
  return text_nearest(typed, names);
}

char *table_values(const Option *option, const char *separator) {
  GString *text = g_string_new(NULL);
  for (const char *const *v = option->values; *v != NULL; v++) {
    g_string_append_printf(text, "%s%s", text->len > 0 ? separator : "", *v);
  }
  return g_string_free(text, FALSE);
}
