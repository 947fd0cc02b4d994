/* Signatures, special release, reopening, the clock, PINs, as the form asked for them. */
#include "base/text.h"
#include "out/qr.h"
#include "tui/stage_work.h"
#include <string.h>

static const Person *person_of(const Stage *stage, const char *id) {
  return *id != '\0' ? store_person(stage->desk->campaign->store, id) : NULL;
}

/* "" where the form has no such field. */
static const char *value_of(const Prompt *prompt, const char *id) {
  for (guint i = 0; i < prompt->fields->len; i++) {
    const PromptField *field = g_ptr_array_index(prompt->fields, i);
    if (strcmp(field->id, id) == 0) {
      return field->value;
    }
  }
  return "";
}

static SignBy by_of(const Stage *stage, const Prompt *prompt) {
  const char *reason = value_of(prompt, "reason"), *due = value_of(prompt, "due");
  return (SignBy){.by = person_of(stage, value_of(prompt, "by")),
                  .second = person_of(stage, value_of(prompt, "second")),
                  .pin = value_of(prompt, "pin"),
                  .second_pin = value_of(prompt, "second-pin"),
                  .reason = *reason != '\0' ? reason : NULL,
                  .owner = person_of(stage, value_of(prompt, "owner")),
                  .due = *due != '\0' ? day_parse(due) : DAY_NONE};
}

/* ---- PINs ----------------------------------------------------------------------------------------------------------------------- */

static gboolean set_pin(Stage *stage, const Prompt *prompt, char **recovery, char **problem, GError **error) {
  const Person *person = person_of(stage, value_of(prompt, "person"));
  const Person *by = person_of(stage, value_of(prompt, "by")), *manager = stage->desk->campaign->store->manager;
  gboolean has = FALSE;
  if (!pins_has(stage->desk, manager, &has, error)) {
    return FALSE;
  }
  if (!has && person == manager) {
    return pins_set(stage->desk, person, value_of(prompt, "pin"), NULL, recovery, problem, error);
  }
  PinAnswer answer;
  if (!pins_check(stage->desk, by, value_of(prompt, "old"), &answer, problem, error) || answer != PIN_GOOD) {
    return FALSE;
  }
  return pins_set(stage->desk, person, value_of(prompt, "pin"), by, recovery, problem, error);
}

static void perform_pin(Stage *stage) {
  g_autofree char *recovery = NULL, *problem = NULL;
  g_autoptr(GError) error = NULL;
  if (!set_pin(stage, stage->app->prompt, &recovery, &problem, &error)) {
    prompt_refuse(stage->app->prompt, error != NULL ? error->message : problem);
    return;
  }
  app_ask(stage->app, NULL);
  stage_renew(stage);
  update_notice(stage->app, "密码设好了。", FALSE);
  if (recovery != NULL) {
    g_autofree char *text = g_strdup_printf(
        "恢复码：\n\n    %s\n\n请现在抄在纸上，锁好。忘了密码就靠它；只显示这一次，以后哪里也查不到。", recovery);
    app_ask(stage->app, prompt_message("店长的密码设好了", text, TRUE));
  }
}

/* ---- receipts --------------------------------------------------------------------------------------------------------------------- */

enum { MARGIN = 4, AROUND_QR = 16 }; /* cells; rows that the window needs besides the code */

/* As a drawing, so that the code stays one: lines are broken here. */
static void show_receipt(Stage *stage, const char *title, const Receipt *receipt, const char *sentence) {
  const App *app = stage->app;
  g_autofree char *line = receipt_text(receipt);
  int width = qr_width(line), rows = width / 2 + AROUND_QR;
  gboolean fits = width > 0 && width <= app->columns - MARGIN && rows <= app->rows;
  g_autofree char *taller = width > 0 && !fits
                                ? g_strdup_printf("把窗口拉大到 %d 列 %d 行，再在签字的这一页按 h，会有二维码可以扫。",
                                                  MAX(width + MARGIN, SCREEN_MIN_COLUMNS), rows)
                                : g_strdup("");
  g_autofree char *words =
      g_strdup_printf("%s\n\n请把这一行抄进本子，或者发到群里。有了它，以后谁改过、抽掉过记录，一核对就知道。%s%s%s",
                      line, taller, sentence != NULL ? "\n\n" : "", sentence != NULL ? sentence : "");
  g_auto(GStrv) lines = text_wrap(words, app->columns - MARGIN);
  g_autofree char *text = g_strjoinv("\n", lines), *code = fits ? qr_blocks(line, TRUE) : g_strdup("");
  g_autofree char *whole = g_strdup_printf("%s%s%s", text, fits ? "\n\n" : "", code);
  app_ask(stage->app, prompt_message(title, whole, TRUE));
}

void stage_receipt(Stage *stage) {
  const SignPage *page = stage->scene.page;
  g_autofree char *title = g_strdup_printf("回执：%s", page->title);
  show_receipt(stage, title, page->receipt, NULL);
}

/* ---- signatures ----------------------------------------------------------------------------------------------------------------- */

static gboolean perform(Stage *stage, const SignBy *by, SignResult *result, Receipt **receipt, char **sentence,
                        GError **error) {
  const Prompt *prompt = stage->app->prompt;
  SignAsk ask;
  switch (prompt->intent) {
  case PROMPT_SIGN:
    return signoff_sign(stage->desk, stage->scene.page, by, result, receipt, sentence, error);
  case PROMPT_WAIVE:
    stage_sign_ask(stage, &ask);
    return signoff_waive(stage->desk, value_of(prompt, "gate"), &ask, by, result, sentence, error);
  case PROMPT_UNSIGN:
    stage_sign_ask(stage, &ask);
    return signoff_reopen(stage->desk, &ask, by, result, sentence, error);
  default:
    return signoff_confirm_clock(stage->desk, by, result, sentence, error);
  }
}

static const char *done_words(PromptIntent intent) {
  return intent == PROMPT_SIGN     ? "签好了。"
         : intent == PROMPT_WAIVE  ? "特批记下了。"
         : intent == PROMPT_UNSIGN ? "重开了，原来的签字作废。"
                                   : "时间确认了。";
}

/* On the screen the way to a PIN is a key, not a command. NULL where everybody named has one. */
static char *without_pin(Stage *stage, const SignBy *by) {
  const Person *const both[] = {by->by, by->second};
  for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
    gboolean has = TRUE;
    g_autoptr(GError) ignored = NULL; /* what is wrong with the record is said by what follows */
    if (both[i] != NULL && pins_may_sign(stage->desk, both[i], i > 0) &&
        pins_has(stage->desk, both[i], &has, &ignored) && !has) {
      return g_strdup_printf("%s还没有签字密码。按 Esc 回到签字的那一页，按 p 设一个，再来签。", both[i]->name);
    }
  }
  return NULL;
}

void stage_sign(Stage *stage) {
  App *app = stage->app;
  PromptIntent intent = app->prompt->intent;
  if (intent == PROMPT_PIN) {
    perform_pin(stage);
    return;
  }
  if (stage_outdated(stage)) {
    prompt_refuse(app->prompt, "店铺文件刚才改过，这一页还是改之前的。按 Esc 离开，画面重新读过以后，再看一遍再签。");
    return;
  }
  const SignBy by = by_of(stage, app->prompt);
  g_autoptr(Receipt) receipt = NULL;
  g_autofree char *sentence = NULL, *first = without_pin(stage, &by);
  if (first != NULL) {
    prompt_refuse(app->prompt, first);
    return;
  }
  g_autoptr(GError) error = NULL;
  SignResult result = SIGN_REFUSED;
  if (!perform(stage, &by, &result, &receipt, &sentence, &error) || result == SIGN_REFUSED) {
    prompt_refuse(app->prompt, error != NULL ? error->message : sentence);
    return;
  }
  app_ask(app, NULL);
  stage_renew(stage);
  gboolean stale = result == SIGN_STALE; /* nothing was signed, and the page is another one now */
  gboolean told =
      stale || (intent == PROMPT_SIGN && receipt == NULL); /* of a department: also what became of the backup */
  update_notice(app, told ? sentence : done_words(intent), stale);
  if (receipt != NULL) {
    show_receipt(stage, "签好了，这是回执", receipt, sentence);
  }
}
