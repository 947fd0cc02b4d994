/* `signoff`, `waive`, `reopen`, `clock confirm`. */
#include "base/text.h"
#include "cmd/entries.h"
#include "cmd/options.h"
#include "cmd/signers.h"
#include "data/json.h"
#include "out/qr.h"
#include <stdio.h>
#include <string.h>

static gboolean wants_json(const Run *run) {
  return g_strcmp0(run_option(run, "format"), "json") == 0;
}

static gboolean load(const Run *run) {
  return desk_load(run->desk, TRUE) && desk_plan(run->desk);
}

/* ---- which page ---- */

static int read_ask(Run *run, const char *date, const char *phase, SignAsk *ask) {
  const char *which = run_option(run, "dept");
  *ask = (SignAsk){.date = desk_today(run->desk), .phase = phase};
  if (date && phase) {
    return run_refuse(run, "--date 和 --phase 只能写一个。");
  }
  if (date && !run_day(run, date, &ask->date)) {
    g_autofree char *quoted = options_quote(date);
    return run_refuse(run, "看不懂日期“%s”。写法：2027-03-12。", quoted);
  }
  if (which) {
    char *problem = NULL;
    ask->department = desk_find_department(run->desk, which, &problem);
    if (!ask->department) {
      int status = run_refuse(run, "%s", problem);
      g_free(problem);
      return status;
    }
  }
  return -1;
}

static int make_page(Run *run, const SignAsk *ask, SignPage **page) {
  char *problem = NULL;
  GError *error = NULL;
  *page = signpage_new(run->desk, ask, &problem, &error);
  int status = *page ? -1 : error ? run_fail(run, error) : run_refuse(run, "%s", problem);
  g_free(problem);
  return status;
}

/* ---- receipts ---- */

static void put_qr(const Run *run, const char *text) {
  int width = qr_width(text);
  g_autofree char *blocks = width > 0 && width <= run->columns ? qr_blocks(text, !run->colour) : NULL;
  g_auto(GStrv) lines = blocks ? g_strsplit(blocks, "\n", -1) : NULL;
  for (guint i = 0; lines && lines[i] && *lines[i]; i++) {
    /* Black on white whatever the terminal's colours are; without colour, light blocks on a ground that is dark nearly everywhere. */
    g_string_append_printf(run->out, run->colour ? "\033[30;107m%s\033[0m\n" : "%s\n", lines[i]);
  }
}

/* With the code to scan where there is a terminal. */
static void put_receipt(const Run *run, const Receipt *receipt) {
  g_autofree char *text = receipt ? receipt_text(receipt) : NULL;
  if (text) {
    g_string_append_printf(run->out, "\n%s\n\n回执请发到群里或打印存档：以后核对记录要靠它。\n", text);
  }
  if (text && run->terminal) {
    put_qr(run, text);
  }
}

/* ---- showing it ---- */

static void gates_json(JsonWriter *json, const GPtrArray *gates) {
  json_open(json, "gates", '[');
  for (guint i = 0; i < gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(gates, i);
    char day[DAY_TEXT];
    json_open(json, NULL, '{');
    json_put_string(json, "gate", words_gate[gate->gate].id);
    json_put_string(json, "name", gate->name);
    json_put_string(json, "subject", gate->subject);
    json_put_string(json, "department", gate->department ? gate->department->id : NULL);
    json_put_bool(json, "blocks", gate->blocks);
    json_put_bool(json, "waived", gate->waived);
    json_put_bool(json, "carried", gate->carried);
    json_put_string(json, "owner", gate->owner);
    json_put_string(json, "due", gate->due != DAY_NONE ? day_iso(gate->due, day) : NULL);
    json_put_string(json, "text", gate->text);
    json_close(json);
  }
  json_close(json);
}

static void page_json(JsonWriter *json, const SignPage *page) {
  char day[DAY_TEXT];
  json_put_string(json, "subject", page->subject);
  json_put_string(json, "period", page->period);
  json_put_string(json, "department", page->department ? page->department->id : NULL);
  json_put_string(json, "first", day_iso(page->first, day));
  json_put_string(json, "last", day_iso(page->last, day));
  json_put_string(json, "title", page->title);
  json_put_bool(json, "signed_already", page->signed_already);
  json_put_bool(json, "early", page->early);
  json_put_bool(json, "late", page->late);
  json_put_bool(json, "clock_doubt", page->doubt);
  json_put_bool(json, "blocked", page->blocked);
  json_put_bool(json, "carries", page->carries);
  json_put_bool(json, "second", page->second);
  json_put_int(json, "open_items", page->open_items);
  gates_json(json, page->gates);
  json_open(json, "missing", '[');
  for (guint i = 0; i < page->missing->len; i++) {
    const Department *department = g_ptr_array_index(page->missing, i);
    json_put_string(json, NULL, department->id);
  }
  json_close(json);
  json_put_string(json, "page", page->text);
  json_put_string(json, "page_sha256", page->sha256);
}

static int say_due(Run *run, const SignPage *page) {
  GError *error = NULL;
  g_autoptr(GPtrArray) due = signoff_due(run->desk, &error);
  if (!due) {
    return run_fail(run, error);
  }
  for (guint i = 0; i < due->len; i++) {
    const SignDue *one = g_ptr_array_index(due, i);
    g_autofree char *subject = period_subject(&one->span, NULL);
    char day[DAY_TEXT];
    if (strcmp(subject, page->subject) != 0) {
      g_string_append_printf(run->out, "还没有签：%s%s。用 --%s %s 看。\n", one->title,
                             one->late ? "（已过期限，算补签）" : "", one->span.whole ? "phase" : "date",
                             one->span.whole ? one->span.phase->id : day_iso(one->span.last, day));
    }
  }
  return 0;
}

enum { NAMES_MOST = 10 }; /* more are in the JSON */

/* What `waive` takes for what is open: ids, which the page that is signed does not show. What blocks stands first in `gates`. */
static void put_names(const SignPage *page, GString *out) {
  guint n = 0;
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(page->gates, i);
    if (gate->waived || gate->carried || n++ >= NAMES_MOST) {
      continue;
    }
    g_string_append_printf(out, "%s  %s　%s\n", n == 1 ? "要特批的话，名字是（ready315 waive 名字）：\n" : "",
                           gate->name, gate->text);
  }
  if (n > NAMES_MOST) {
    g_string_append_printf(out, "  还有 %u 项，名字用 ready315 signoff --format json 看。\n", n - NAMES_MOST);
  }
  if (n > 0) {
    g_string_append(out, "\n");
  }
}

static int show(Run *run, const SignPage *page) {
  if (wants_json(run)) {
    g_autoptr(JsonWriter) json = json_writer_new(run->out, 2);
    json_open(json, NULL, '{');
    g_autofree char *text = page->receipt ? receipt_text(page->receipt) : NULL;
    json_put_int(json, "schema", 1);
    json_put_string(json, "receipt", text);
    page_json(json, page);
    json_close(json);
    return 0;
  }
  g_string_append(run->out, page->text);
  g_string_append(run->out, "\n");
  if (!page->signed_already) {
    put_names(page, run->out);
  }
  if (page->doubt) {
    g_autofree char *how = desk_advice(run->desk, ADVICE_CLOCK, NULL, NULL);
    g_string_append_printf(run->out, "先核对时间，再由人确认%s。\n", how);
  }
  if (page->signed_already) {
    g_string_append(run->out, "这一页已经签过了。\n");
    put_receipt(run, page->receipt);
  } else if (page->blocked) {
    g_string_append(run->out, "有挡住签字的事，现在签不了。\n");
  } else if (!page->early) {
    g_string_append(run->out, page->carries ? "看过没问题就签：加 --by 姓名；有没结束的，要写原因：--reason。\n"
                                            : "看过没问题就签：加 --by 姓名。\n");
  }
  return page->department ? 0 : say_due(run, page);
}

/* ---- what came of it ---- */

static int signed_page(Run *run, const SignPage *page, const Receipt *receipt, const char *sentence) {
  if (wants_json(run)) {
    g_autofree char *text = receipt ? receipt_text(receipt) : NULL;
    g_autoptr(JsonWriter) json = json_writer_new(run->out, 2);
    json_open(json, NULL, '{');
    json_put_int(json, "schema", 1);
    json_put_bool(json, "signed", TRUE);
    json_put_string(json, "receipt", text);
    json_put_string(json, "message", sentence);
    page_json(json, page);
    json_close(json);
    return 0;
  }
  g_string_append_printf(run->out, "%s\n", sentence);
  put_receipt(run, receipt);
  return 0;
}

/* ---- signing ---- */

static int once(Run *run, const SignAsk *ask, Signers *signers, gboolean *again) {
  g_autoptr(SignPage) page = NULL;
  int status = make_page(run, ask, &page);
  if (status >= 0) {
    return status;
  }
  if (run->terminal || run_flag(run, "show")) {
    if (wants_json(run)) {
      fprintf(stderr, "%s\n", page->text);
    } else {
      printf("%s\n", page->text);
      fflush(stdout);
    }
  }
  if (page->carries || page->late) {
    status = signers_ask_reason(run, signers, page->late ? "补签的原因：" : "带遗留的原因：");
  }
  char *hindrance = status < 0 ? signoff_hindrance(run->desk, page, &signers->by) : NULL;
  if (hindrance) {
    return signers_refuse(run, hindrance);
  }
  g_autofree char *second = status < 0 ? signoff_asks_second(run->desk, page, signers->by.by) : NULL;
  if (status < 0) {
    status = signers_ask_second(run, signers, second);
  }
  if (status < 0 && second && !signers->by.second) {
    return signers_refuse(run, g_steal_pointer(&second));
  }
  if (status < 0) {
    status = signers_pins(run, signers);
  }
  if (status >= 0) {
    return status;
  }
  SignResult result;
  Receipt *receipt = NULL;
  char *sentence = NULL;
  GError *error = NULL;
  if (!signoff_sign(run->desk, page, &signers->by, &result, &receipt, &sentence, &error)) {
    return run_fail(run, error);
  }
  *again = result == SIGN_STALE && run->terminal;
  status = result == SIGN_DONE ? signed_page(run, page, receipt, sentence) : 1;
  if (result != SIGN_DONE && !*again) {
    status = signers_refuse(run, g_steal_pointer(&sentence));
  } else if (*again) {
    printf("%s\n\n", sentence);
  }
  g_free(sentence);
  receipt_free(receipt);
  return status;
}

int cmd_signoff(Run *run) {
  if (!load(run)) {
    return diag_status(run->desk->diags);
  }
  SignAsk ask;
  int status = read_ask(run, run_option(run, "date"), run_option(run, "phase"), &ask);
  if (status >= 0) {
    return status;
  }
  if (!run_option(run, "by")) {
    g_autoptr(SignPage) page = NULL;
    status = make_page(run, &ask, &page);
    return status >= 0 ? status : show(run, page);
  }
  g_auto(Signers) signers = {0};
  status = signers_people(run, &signers);
  if (status < 0) {
    status = signers_first_pin(run, &signers);
  }
  for (gboolean again = status < 0; again;) {
    GError *error = NULL;
    again = FALSE;
    /* Somebody typed meanwhile: a first PIN was recorded, tasks may have been moved. */
    if (!desk_replan(run->desk, &error)) {
      return run_fail(run, error);
    }
    status = once(run, &ask, &signers, &again);
    signers_clear(&signers); /* who signs another page says so again */
  }
  return status;
}

/* ---- the other three ---- */

typedef gboolean (*Act)(Run *run, const SignBy *by, SignResult *result, char **sentence, GError **error);

static int act(Run *run, Act function, Second rule, const char *what) {
  g_auto(Signers) signers = {0};
  int status = signers_people(run, &signers);
  if (status < 0) {
    SecondStep step;
    g_autofree char *second = signoff_second(run->desk, &signers.by, rule, what, &step);
    status = signers_ask_second(run, &signers, step == N_SECOND_STEPS || step == STEP_NONE ? NULL : second);
  }
  if (status < 0) {
    status = signers_pins(run, &signers);
  }
  if (status >= 0) {
    return status;
  }
  SignResult result;
  char *sentence = NULL;
  GError *error = NULL;
  if (!function(run, &signers.by, &result, &sentence, &error)) {
    return run_fail(run, error);
  }
  if (result != SIGN_DONE) {
    return signers_refuse(run, sentence);
  }
  g_string_append_printf(run->out, "%s\n", sentence);
  g_free(sentence);
  return 0;
}

static gboolean waive(Run *run, const SignBy *by, SignResult *result, char **sentence, GError **error) {
  return signoff_waive(run->desk, run->args[0], NULL, by, result, sentence, error);
}

int cmd_waive(Run *run) {
  return load(run) ? act(run, waive, SECOND_OTHER_PERSON, "特批") : diag_status(run->desk->diags);
}

static gboolean reopen(Run *run, const SignBy *by, SignResult *result, char **sentence, GError **error) {
  SignAsk ask = {.date = DAY_NONE, .phase = run->args[0]};
  if (run_day(run, run->args[0], &ask.date)) {
    ask.phase = NULL;
  }
  return signoff_reopen(run->desk, &ask, by, result, sentence, error);
}

int cmd_reopen(Run *run) {
  return load(run) ? act(run, reopen, SECOND_NONE, "重开") : diag_status(run->desk->diags);
}

static gboolean confirm(Run *run, const SignBy *by, SignResult *result, char **sentence, GError **error) {
  return signoff_confirm_clock(run->desk, by, result, sentence, error);
}

int cmd_clock_confirm(Run *run) {
  return load(run) ? act(run, confirm, SECOND_OTHER_PERSON, "确认时间") : diag_status(run->desk->diags);
}
