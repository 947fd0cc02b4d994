/* `verify`: proves the record, and says what cannot be proven without a receipt. */
#include "cmd/command.h"
#include "cmd/entries.h"
#include "data/json.h"
#include "desk/record/proof.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const KIND_IDS[] = {
    [VERIFY_FILE] = "file",       [VERIFY_SHAPE] = "shape",      [VERIFY_FORMAT] = "format",
    [VERIFY_HASH] = "hash",       [VERIFY_LINK] = "link",        [VERIFY_GAP] = "gap",
    [VERIFY_DEVICE] = "device",   [VERIFY_STORE] = "store",      [VERIFY_PROJECTION] = "table",
    [VERIFY_RECEIPT] = "receipt", [VERIFY_EVIDENCE] = "evidence"};

static const char NEEDS_RECEIPT[] =
    "没有用回执核对：末尾的记录被删掉，或从某一条起全部重写过，不用回执谁也查不出来。请用 --receipt "
    "加上签字时发出去的回执再核一次。";

static char *hex(const guint8 *bytes, gsize length) {
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < length; i++) {
    g_string_append_printf(out, "%02x", bytes[i]);
  }
  return g_string_free(out, FALSE);
}

/* ---- as JSON ------------------------------------------------------------------------------------------------------------------------ */

static void put_against(JsonWriter *json, const ProofAsk *ask, const ProofReport *proof) {
  if (ask->against == NULL) {
    json_put_null(json, "against");
    return;
  }
  json_open(json, "against", '{');
  json_put_string(json, "file", ask->against);
  proof->parting.parts_at != 0 ? json_put_int(json, "parts_at", proof->parting.parts_at)
                               : json_put_null(json, "parts_at");
  json_put_int(json, "last", proof->parting.last);
  json_put_int(json, "other_last", proof->parting.other_last);
  json_put_bool(json, "forked", proof->forked);
  json_close(json);
}

static void show_json(const ProofAsk *ask, const ProofReport *proof, GString *out) {
  const VerifyReport *report = proof->report;
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  g_autofree char *head = hex(report->head, sizeof report->head);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_int(json, "entries", report->entries);
  json_put_int(json, "last", report->last);
  json_put_string(json, "head", head);
  json_put_bool(json, "full", ask->full);
  json_put_bool(json, "cards", proof->cards);
  json_put_int(json, "files", proof->files);
  json_put_bool(json, "receipt", ask->receipt != NULL);
  json_put_int(json, "faults", report->faults);
  json_open(json, "findings", '[');
  for (guint i = 0; i < report->findings->len; i++) {
    const VerifyFinding *finding = g_ptr_array_index(report->findings, i);
    json_open(json, NULL, '{');
    json_put_string(json, "kind", KIND_IDS[finding->kind]);
    finding->sequence != 0 ? json_put_int(json, "sequence", finding->sequence) : json_put_null(json, "sequence");
    json_put_string(json, "message", finding->text);
    json_close(json);
  }
  json_close(json);
  put_against(json, ask, proof);
  json_put_string(json, "note", ask->receipt == NULL ? NEEDS_RECEIPT : NULL);
  json_close(json);
}

/* ---- as text ------------------------------------------------------------------------------------------------------------------------ */

static void show_against(const ProofAsk *ask, const ProofReport *proof, GString *out) {
  const VerifyParting *parting = &proof->parting;
  g_string_append_printf(out, "和 %s 比较：", ask->against);
  if (parting->parts_at == 0) {
    g_string_append_printf(out, "两份一样，都到第 %" G_GINT64_FORMAT " 条。\n", parting->last);
  } else if (proof->forked) {
    g_string_append_printf(out,
                           "从第 %" G_GINT64_FORMAT " 条起两份不一样（这里到第 %" G_GINT64_FORMAT
                           " 条，那里到第 %" G_GINT64_FORMAT " 条）：复制以后两边都用过，或有一份被改写过。\n",
                           parting->parts_at, parting->last, parting->other_last);
  } else {
    gboolean here = parting->last > parting->other_last;
    gint64 end = MAX(parting->last, parting->other_last);
    g_string_append_printf(out, "前面都一样，%s多出 %" G_GINT64_FORMAT " 条（从第 %" G_GINT64_FORMAT " 条起）。\n",
                           here ? "这里" : "那里", end - parting->parts_at + 1, parting->parts_at);
  }
}

static void show_text(const Run *run, const ProofAsk *ask, const ProofReport *proof, GString *out) {
  const VerifyReport *report = proof->report;
  if (run->desk->campaign->store->practice) {
    g_string_append(out, "【演练】\n");
  }
  for (guint i = 0; i < report->findings->len; i++) {
    const VerifyFinding *finding = g_ptr_array_index(report->findings, i);
    g_string_append_printf(out, "%s\n", finding->text);
  }
  if (report->faults > report->findings->len) {
    g_string_append_printf(out, "还有 %" G_GINT64_FORMAT " 处没有列出。\n", report->faults - report->findings->len);
  }
  if (report->faults > 0) {
    g_string_append_printf(out,
                           "共 %" G_GINT64_FORMAT
                           " 处不对。请保留现在的文件夹不动，用 ready315 restore 把最近的备份恢复到一个新文件夹。\n",
                           report->faults);
  } else {
    g_autofree char *head = hex(report->head, RECEIPT_HEAD);
    g_string_append_printf(out,
                           "核对了 %" G_GINT64_FORMAT " 条记录和 %u 个凭证、规则文件，未发现问题。末尾是第 "
                           "%" G_GINT64_FORMAT " 条，校验码 %s。\n",
                           report->entries, proof->files, report->last, head);
  }
  if (ask->full && !proof->cards) {
    g_string_append(out, "规则文件有错，画面用的摘要没有核对。\n");
  }
  if (ask->against != NULL) {
    show_against(ask, proof, out);
  }
  g_string_append_printf(out, "%s\n", ask->receipt != NULL ? "回执以前的记录都和回执对过。" : NEEDS_RECEIPT);
}

/* ---- the command -------------------------------------------------------------------------------------------------------------------- */

static void show_progress(gint64 done, gint64 total, gpointer data) {
  fprintf(stderr, "\r核对中 %d%%", total > 0 ? (int)(done * 100 / total) : 0);
  *(gboolean *)data = TRUE;
}

/* FALSE when it is none, which is refused. */
static gboolean read_receipt(Run *run, Receipt **receipt, int *status) {
  const char *text = run_option(run, "receipt");
  g_autofree char *problem = NULL;
  if (text == NULL || receipt_parse(text, receipt, &problem)) {
    return TRUE;
  }
  *status = problem != NULL ? run_refuse(run, "%s", problem)
                            : run_refuse(run, "选项 --receipt "
                                              "后面不是签字回执。回执是一整行，以“315签字回执”开头，请用引号括起来。");
  return FALSE;
}

int cmd_verify(Run *run) {
  g_autoptr(Receipt) receipt = NULL;
  int status = 0;
  if (!read_receipt(run, &receipt, &status)) {
    return status;
  }
  gboolean shown = FALSE;
  const ProofAsk ask = {.full = run_flag(run, "full"),
                        .receipt = receipt,
                        .against = run_option(run, "against"),
                        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
                        .data = &shown};
  g_auto(ProofReport) proof = {0};
  GError *error = NULL;
  gboolean done = proof_make(run->desk, &ask, &proof, &error);
  if (shown) {
    fputs("\r\033[K", stderr);
  }
  run->own_report = TRUE; /* definitions that are not in order are `check`'s business */
  if (!done) {
    return run_fail(run, error);
  }
  if (g_strcmp0(run_option(run, "format"), "json") == 0) {
    show_json(&ask, &proof, run->out);
  } else {
    show_text(run, &ask, &proof, run->out);
  }
  return proof.report->faults > 0 || proof.forked ? 1 : 0;
}
