/* The record as a whole: proving it; and sheets to print. */
#include "desk/helper.h"
#include "ledger/verify.h"
#include "tui/listing.h"
#include "tui/stage_work.h"

static char *say_report(const VerifyReport *report) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (report->faults == 0) {
    g_string_append_printf(text,
                           "%" G_GINT64_FORMAT " 条记录逐条核对过，没有被改过、抽掉过、换过顺序。\n\n"
                           "记录自己证明不了的：最后几条有没有被整个切掉，从某一条起有没有全部重写过。"
                           "拿一张那以后的签字回执核对就知道：退出后输入 ready315 verify --receipt，后面写回执。",
                           report->entries);
    return g_string_free(g_steal_pointer(&text), FALSE);
  }
  g_string_append_printf(text,
                         "有 %" G_GINT64_FORMAT " 处对不上。请先不要再登记，把整个店铺文件夹另存一份，再找懂的人看。\n",
                         report->faults);
  for (guint i = 0; i < report->findings->len; i++) {
    const VerifyFinding *finding = g_ptr_array_index(report->findings, i);
    g_string_append_printf(text, "\n%s", finding->text);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

void stage_verify(Stage *stage) {
  g_autoptr(GError) error = NULL;
  Record *record = record_of(stage->desk, RECORD_READ, &error);
  Ledger *ledger = record != NULL ? record_ledger(record) : NULL;
  if (record != NULL && ledger == NULL) {
    update_notice(stage->app, "记录里还什么都没有，没有可以核对的。", FALSE);
    return;
  }
  const VerifyOptions options = {.full = TRUE};
  g_autoptr(VerifyReport) report = ledger != NULL ? verify_ledger(ledger, &options, &error) : NULL;
  if (report == NULL) {
    update_notice(stage->app, error->message, TRUE);
    return;
  }
  g_autofree char *text = say_report(report);
  app_ask(stage->app, prompt_message(report->faults == 0 ? "核对过了，没有问题" : "记录有问题", text, FALSE));
}

void stage_print(Stage *stage) {
  const ListingRow *row = listing_chosen(stage->app);
  if (row == NULL) {
    return;
  }
  const Print *print = prints_at((guint)row->sort);
  g_autofree char *command = g_strdup_printf("print %s", print->id);
  g_autoptr(GString) said = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  int status = helper_run(stage->desk, "paper", command, stage->app->columns - 4, said, &error);
  g_strchomp(said->str);
  if (status != 0) {
    update_notice(stage->app, error != NULL ? error->message : said->str, TRUE);
    return;
  }
  stage->app->printed[row->sort] = TRUE;
  app_settle(stage->app);
  g_autofree char *notice = g_strdup_printf("写好了：打印/%s.pdf，打开就能打印。", print->title);
  update_notice(stage->app, notice, FALSE);
}
