/* Special release (特批), opening again what was signed, and answering for the clock. */
#include "desk/record/body.h"
#include "desk/sign/signoff_work.h"
#include <string.h>

static gboolean refuse_manager(const Desk *desk, const SignBy *by, const char *what, char **sentence) {
  if (is_manager(desk, by->by)) {
    return FALSE;
  }
  g_autofree char *managers = managers_words(desk);
  *sentence = g_strdup_printf("%s不能%s：要由%s来做。", by->by->name, what, managers);
  return TRUE;
}

static gboolean refuse_reason(const Desk *desk, const SignBy *by, const char *what, char **sentence) {
  g_autofree char *reason = g_strstrip(g_strdup(by->reason ? by->reason : ""));
  if (*reason) {
    return FALSE;
  }
  g_autofree char *how = desk_advice(desk, ADVICE_REASON, NULL, NULL);
  *sentence = g_strdup_printf("%s要写明原因%s。", what, how);
  return TRUE;
}

static const char *step_id(SecondStep step) {
  return step < N_SECOND_STEPS ? words_second_step[step].id : NULL;
}

static const char *alone_words(SecondStep step) {
  return step == STEP_NONE ? "单人自查，无复核，已经记下。" : "";
}

/* Takes the PINs and appends. TRUE with *result DONE, or REFUSED and *sentence. */
static gboolean act(Desk *desk, const SignBy *by, Consent *consent, const RecordDraft *draft, SignResult *result,
                    GError **error) {
  gboolean moved;
  if (!consent_record(desk, consent, draft, LEDGER_ANY_HEAD, NULL, &moved, error)) {
    return FALSE;
  }
  *result = SIGN_DONE;
  return TRUE;
}

/* ---- special release ---- */

static char *waive_body(const OpenGate *gate, const SignBy *by, SecondStep step, Day until) {
  char day[DAY_TEXT];
  GString *body = body_new('{');
  body_text(body, "gate", words_gate[gate->gate].id);
  body_text(body, "reason", by->reason);
  body_text(body, "second", by->second ? by->second->id : NULL);
  body_text(body, "step", step_id(step));
  body_text(body, "subject", gate->subject);
  body_text(body, "text", gate->text);
  body_text(body, "until", gate->passing ? day_iso(until, day) : NULL);
  return body_end(body);
}

static gboolean waive(Desk *desk, const OpenGate *gate, const Period *span, const SignBy *by, SignResult *result,
                      char **sentence, GError **error) {
  Consent consent;
  gboolean granted;
  if (!consent_take(desk, by, SECOND_OTHER_PERSON, "特批", &consent, &granted, sentence, error)) {
    return FALSE;
  }
  if (!granted) {
    return TRUE;
  }
  g_autofree char *subject = period_subject(span, NULL);
  g_autofree char *body = waive_body(gate, by, consent.step, span->last);
  RecordDraft draft = {.kind = ENTRY_WAIVE, .done_by = by->by->id, .subject = subject, .body = body};
  if (!act(desk, by, &consent, &draft, result, error)) {
    return FALSE;
  }
  g_autofree char *words = period_words(span);
  *sentence = g_strdup_printf("特批放行：%s%s%s%s", gate->text, gate->passing ? "只管到" : "",
                              gate->passing ? words : "", gate->passing ? "。" : "");
  if (consent.step == STEP_NONE) {
    char *longer = g_strconcat(*sentence, alone_words(consent.step), NULL);
    g_free(*sentence);
    *sentence = longer;
  }
  return TRUE;
}

gboolean signoff_waive(Desk *desk, const char *gate, const SignAsk *ask, const SignBy *by, SignResult *result,
                       char **sentence, GError **error) {
  *result = SIGN_REFUSED;
  *sentence = NULL;
  if (refuse_manager(desk, by, "特批放行", sentence) || refuse_reason(desk, by, "特批", sentence)) {
    return TRUE;
  }
  Period span = period_of_day(desk->plan, desk_today(desk));
  if (ask && !span_of(desk, ask, &span, sentence)) {
    return TRUE;
  }
  g_autoptr(Signed) book = signed_read(desk, error);
  g_autoptr(DutyBoard) duties = book ? dutyboard_new(desk, error) : NULL;
  g_autoptr(GPtrArray) gates = duties ? gates_of(desk, duties, book, &span, NULL, error) : NULL;
  if (!gates) {
    return FALSE;
  }
  const OpenGate *found = gates_find(desk, gates, gate, sentence);
  return !found || waive(desk, found, &span, by, result, sentence, error);
}

/* ---- opening again ---- */

/* How many signatures stand that contain the period. */
static guint standing(const Signed *book, const Period *span) {
  guint n = 0;
  for (guint i = 0; i < book->signatures->len; i++) {
    const Signature *signature = g_ptr_array_index(book->signatures, i);
    n += !signature->voided && signature->first <= span->first && signature->last >= span->last;
  }
  return n;
}

static gboolean reopen(Desk *desk, const Period *span, guint voided, const SignBy *by, SignResult *result,
                       char **sentence, GError **error) {
  Consent consent;
  gboolean granted;
  char first[DAY_TEXT], last[DAY_TEXT];
  if (!consent_take(desk, by, SECOND_NONE, "重开", &consent, &granted, sentence, error)) {
    return FALSE;
  }
  if (!granted) {
    return TRUE;
  }
  g_autofree char *subject = period_subject(span, NULL);
  GString *text = body_new('{');
  body_text(text, "first", day_iso(span->first, first));
  body_text(text, "last", day_iso(span->last, last));
  body_text(text, "reason", by->reason);
  g_autofree char *body = body_end(text);
  RecordDraft draft = {.kind = ENTRY_REOPEN, .done_by = by->by->id, .subject = subject, .body = body};
  if (!act(desk, by, &consent, &draft, result, error)) {
    return FALSE;
  }
  g_autofree char *words = period_words(span);
  *sentence = g_strdup_printf("%s重开了，%u 个签字作废（仍留在记录里），改好以后要重新签。", words, voided);
  return TRUE;
}

gboolean signoff_reopen(Desk *desk, const SignAsk *ask, const SignBy *by, SignResult *result, char **sentence,
                        GError **error) {
  Period span;
  *result = SIGN_REFUSED;
  *sentence = NULL;
  if (refuse_manager(desk, by, "重开", sentence) || refuse_reason(desk, by, "重开", sentence) ||
      !span_of(desk, ask, &span, sentence)) {
    return TRUE;
  }
  g_autoptr(Signed) book = signed_read(desk, error);
  if (!book) {
    return FALSE;
  }
  guint n = standing(book, &span);
  if (n == 0) {
    g_autofree char *words = period_words(&span);
    *sentence = g_strdup_printf("%s还没有人签字，不用重开。", words);
    return TRUE;
  }
  return reopen(desk, &span, n, by, result, sentence, error);
}

/* ---- the clock ---- */

static gboolean confirm(Desk *desk, const SignBy *by, SignResult *result, char **sentence, GError **error) {
  Consent consent;
  gboolean granted;
  if (!consent_take(desk, by, SECOND_OTHER_PERSON, "确认时间", &consent, &granted, sentence, error)) {
    return FALSE;
  }
  if (!granted) {
    return TRUE;
  }
  GString *text = body_new('{');
  body_flag(text, "confirm", TRUE);
  body_text(text, "reason", by->reason);
  body_text(text, "second", by->second ? by->second->id : NULL);
  body_text(text, "step", step_id(consent.step));
  g_autofree char *body = body_end(text);
  RecordDraft draft = {.kind = ENTRY_CLOCK, .done_by = by->by->id, .subject = "clock", .body = body};
  if (!act(desk, by, &consent, &draft, result, error)) {
    return FALSE;
  }
  *sentence = g_strdup_printf("时间确认了，可以签字。%s", alone_words(consent.step));
  return TRUE;
}

gboolean signoff_confirm_clock(Desk *desk, const SignBy *by, SignResult *result, char **sentence, GError **error) {
  ClockDoubt doubt = {0};
  *result = SIGN_REFUSED;
  *sentence = NULL;
  if (!pins_may_sign(desk, by->by, FALSE)) {
    *sentence = g_strdup_printf("%s不能确认时间：要由店长、副店长、部门对接人或备份来做。", by->by->name);
    return TRUE;
  }
  Record *record = record_of(desk, RECORD_READ, error);
  if (!record || !record_clock(record, &doubt, error)) {
    return FALSE;
  }
  if (!doubt.doubtful) {
    *sentence = g_strdup("电脑的时间没有可疑的地方，不用确认。");
    return TRUE;
  }
  return confirm(desk, by, result, sentence, error);
}
