/* `receipts check`: a pasted chat of many stores. */
#include "base/text.h"
#include "cmd/entries.h"
#include "cmd/options.h"
#include "data/json.h"
#include "desk/sign/receipts.h"
#include <string.h>

static void head_words(const Receipt *receipt, char out[2 * RECEIPT_HEAD + 1]) {
  for (int i = 0; i < RECEIPT_HEAD; i++) {
    g_snprintf(out + (gsize)2 * (gsize)i, 3, "%02X", receipt->head[i]);
  }
}

static void store_json(JsonWriter *json, const StoreLine *store) {
  char head[2 * RECEIPT_HEAD + 1];
  const Receipt *receipt = store->receipt;
  json_open(json, NULL, '{');
  json_put_string(json, "id", store->id);
  json_put_string(json, "name", *store->name ? store->name : NULL);
  json_put_string(json, "status", words_store_state[store->state].id);
  if (receipt) {
    head_words(receipt, head);
    json_put_string(json, "period", receipt->period);
    json_put_string(json, "signer", receipt->signer);
    json_put_bool(json, "late", receipt->late);
    json_put_int(json, "open_items", receipt->open_items);
    json_put_int(json, "sequence", receipt->sequence);
    json_put_string(json, "head", head);
  } else {
    static const char *const members[] = {"period", "signer", "late", "open_items", "sequence", "head"};
    for (guint i = 0; i < G_N_ELEMENTS(members); i++) {
      json_put_null(json, members[i]);
    }
  }
  if (store->line) {
    json_put_int(json, "line", store->line);
  } else {
    json_put_null(json, "line");
  }
  json_close(json);
}

static void print_json(const ReceiptReport *report, GString *out) {
  char day[DAY_TEXT];
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "date", day_iso(report->day, day));
  json_put_int(json, "receipts", report->receipts);
  json_put_int(json, "copies", report->copies);
  json_open(json, "counts", '{');
  for (int i = 0; i < N_STORE_STATES; i++) {
    json_put_int(json, words_store_state[i].id, report->counts[i]);
  }
  json_close(json);
  json_open(json, "stores", '[');
  for (guint i = 0; i < report->stores->len; i++) {
    store_json(json, g_ptr_array_index(report->stores, i));
  }
  json_close(json);
  json_open(json, "findings", '[');
  for (guint i = 0; i < report->findings->len; i++) {
    const ReceiptFinding *finding = g_ptr_array_index(report->findings, i);
    json_open(json, NULL, '{');
    json_put_string(json, "kind", words_receipt_finding[finding->kind].id);
    json_put_int(json, "line", finding->line);
    json_put_string(json, "store", finding->store);
    json_put_string(json, "message", finding->text);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

/* Who has to be called stands first. */
static void print_text(const ReceiptReport *report, GString *out) {
  char day[DAY_TEXT];
  g_string_append_printf(out, "%s：%u 家店", day_words(report->day, day), report->stores->len);
  for (int i = 0; i < N_STORE_STATES; i++) {
    if (report->counts[i]) {
      g_string_append_printf(out, "，%s %u", words_store_state[i].title, report->counts[i]);
    }
  }
  g_string_append(out, "。\n");
  for (int state = 0; state < N_STORE_STATES; state++) {
    for (guint i = 0; i < report->stores->len; i++) {
      const StoreLine *store = g_ptr_array_index(report->stores, i);
      if ((int)store->state != state) {
        continue;
      }
      g_string_append_printf(out, "  %s：%s（%s）", words_store_state[state].title,
                             *store->name ? store->name : store->id, store->id);
      if (store->receipt) {
        g_string_append_printf(out, "，%s", store->receipt->signer);
        if (store->receipt->open_items) {
          g_string_append_printf(out, "，遗留 %d 项", store->receipt->open_items);
        }
        g_string_append_printf(out, "，第 %" G_GINT64_FORMAT " 条", store->receipt->sequence);
      }
      g_string_append(out, "\n");
    }
  }
  g_string_append_printf(out, "\n要核对的：%s\n", report->findings->len ? "" : "未发现问题");
  for (guint i = 0; i < report->findings->len; i++) {
    const ReceiptFinding *finding = g_ptr_array_index(report->findings, i);
    g_autofree char *shown = text_shown(finding->text);
    g_string_append_printf(out, "  第 %u 行〔%s〕%s\n", finding->line, words_receipt_finding[finding->kind].title,
                           shown);
  }
  g_string_append(out,
                  "\n这里只看得出抄错的和互相矛盾的；码是不是真的，要在那家店里用 ready315 verify --receipt 核对。\n");
}

int cmd_receipts_check(Run *run) {
  const char *stores = run_option(run, "stores"), *date = run_option(run, "date");
  gboolean needs_book = FALSE;
  GError *error = NULL;
  Day day = date ? day_parse(date) : receipts_usual_day(run->desk);
  if (day == DAY_NONE) {
    g_autofree char *quoted = options_quote(date);
    return run_refuse(run, "选项 --date 看不懂“%s”。写法：2027-03-12。", quoted);
  }
  if (!stores) {
    return run_refuse(run, "没有店铺名单：请加 --stores 文件，里面是每家店的代号和店名。");
  }
  if (strcmp(stores, "-") == 0 && strcmp(run->args[0], "-") == 0) {
    return run_refuse(run, "聊天记录和店铺名单不能都从标准输入读。");
  }
  g_autoptr(ReceiptReport) report = receipts_check(run->desk, run->args[0], stores, day, &needs_book, &error);
  if (!report) {
    return needs_book ? RUN_NEEDS_BOOK : error ? run_fail(run, error) : diag_status(run->desk->diags);
  }
  if (g_strcmp0(run_option(run, "format"), "json") == 0) {
    print_json(report, run->out);
  } else {
    print_text(report, run->out);
  }
  return report->findings->len || report->counts[STORE_MISSING] || report->counts[STORE_MISTYPED] ? 1 : 0;
}
