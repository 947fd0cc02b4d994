/* Signing: what hinders it, the page's text kept as evidence under its hash, the entry, the receipt, the backup. */
#include "desk/sign/signoff.h"
#include "base/clock.h"
#include "base/file.h"
#include "desk/record/body.h"
#include "desk/record/record_backup.h"
#include "desk/sign/signoff_work.h"
#include "sched/days.h"
#include <string.h>

#define WHAT_END "阶段末的签字"
#define WHAT_DAY "每日、每周和部门的签字"

static Second rule_of(const SignPage *page) {
  return page->second ? SECOND_OTHER_DEPARTMENT : SECOND_NONE;
}

static const char *what_of(const SignPage *page) {
  return page->second ? WHAT_END : WHAT_DAY;
}

/* ---- what hinders it ---- */

static char *refuse_person(const Desk *desk, const SignPage *page, const Person *by) {
  const Department *department = page->department;
  if (department && by != department->owner && by != department->backup) {
    return department->backup
               ? g_strdup_printf("%s不能签%s：要由对接人%s或备份%s签。", by->name, department->name,
                                 department->owner->name, department->backup->name)
               : g_strdup_printf("%s不能签%s：要由对接人%s签。", by->name, department->name, department->owner->name);
  }
  if (!department && !is_manager(desk, by)) {
    g_autofree char *managers = managers_words(desk);
    return g_strdup_printf("%s不能签店里的这一页：要由%s签。", by->name, managers);
  }
  return NULL;
}

#define NAMED 8 /* of what would be carried; a refusal is not the page */

/* What blocks is named whole, it has to be dealt with one by one. */
static char *list_gates(const Desk *desk, const SignPage *page, gboolean blocks, guint *n) {
  GString *all = g_string_new(NULL);
  *n = 0;
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(page->gates, i);
    if (gate->blocks == blocks && !gate->waived && !gate->carried) {
      if (blocks || *n < NAMED) {
        g_autofree char *name = blocks ? desk_advice(desk, ADVICE_GATE, gate->name, NULL) : g_strdup("");
        g_string_append_printf(all, "\n  %s%s", gate->text, name);
      }
      (*n)++;
    }
  }
  if (!blocks && *n > NAMED) {
    g_string_append_printf(all, "\n  另外还有 %u 项，都写在要签的那一页上。", *n - NAMED);
  }
  return g_string_free(all, FALSE);
}

static gboolean is_blank(const char *text) {
  g_autofree char *copy = g_strstrip(g_strdup(text ? text : ""));
  return !*copy;
}

/* Of what is carried: after this page, and not before today. */
static Day due_of(const Desk *desk, const SignPage *page, const SignBy *by) {
  return by->due != DAY_NONE ? by->due : MAX(page->last, desk_today(desk)) + 1;
}

static char *refuse_carrying(const Desk *desk, const SignPage *page, const SignBy *by) {
  guint n;
  g_autofree char *all = list_gates(desk, page, FALSE, &n);
  if (is_blank(by->reason)) {
    g_autofree char *reason = desk_advice(desk, ADVICE_REASON, NULL, NULL),
                    *owner = desk_advice(desk, ADVICE_OWNER, NULL, NULL),
                    *until = desk_advice(desk, ADVICE_DUE, NULL, NULL);
    return g_strdup_printf("还有 %u 项没有结束，只能带遗留签字：写明原因%s，需要时写责任人%s和期限%s。%s", n, reason,
                           owner, until, all);
  }
  Day due = due_of(desk, page, by);
  if (due <= page->last || due < desk_today(desk)) {
    char day[DAY_TEXT];
    return g_strdup_printf("遗留的期限%s太早：要在这一页的日子以后，也不能早于今天。", day_words(due, day));
  }
  return NULL;
}

static char *refuse_page(const Desk *desk, const SignPage *page) {
  char day[DAY_TEXT];
  if (page->early) {
    return g_strdup_printf("这一页到%s才能签，现在还没有到。", day_words(page->last, day));
  }
  if (page->signed_already) {
    g_autofree char *how = desk_advice(desk, ADVICE_REOPEN, NULL, NULL);
    return g_strdup_printf("%s已经签过了。要改，先重开%s，再签一次。", page->title, how);
  }
  if (page->doubt) {
    g_autofree char *how = desk_advice(desk, ADVICE_CLOCK, NULL, NULL);
    return g_strdup_printf("电脑的时间倒退过，还没有人确认，不能签字。先核对时间，再由人确认%s。", how);
  }
  if (page->blocked) {
    guint n;
    g_autofree char *all = list_gates(desk, page, TRUE, &n);
    g_autofree char *how = desk_advice(desk, ADVICE_WAIVE, NULL, NULL);
    return g_strdup_printf("有 %u 项挡住签字，不能带遗留：%s\n处理完再签；确有必要的，两个人特批%s。", n, all, how);
  }
  return NULL;
}

char *signoff_hindrance(const Desk *desk, const SignPage *page, const SignBy *by) {
  char *why = refuse_person(desk, page, by->by);
  if (!why) {
    why = refuse_page(desk, page);
  }
  if (!why && page->carries) {
    why = refuse_carrying(desk, page, by);
  }
  if (!why && page->late && is_blank(by->reason)) {
    g_autofree char *how = desk_advice(desk, ADVICE_REASON, NULL, NULL);
    why = g_strdup_printf("签字期限已过，现在签是补签，要写明原因%s。", how);
  }
  return why;
}

char *signoff_asks_second(const Desk *desk, const SignPage *page, const Person *by) {
  SignBy alone = {.by = by};
  SecondStep step;
  char *sentence = NULL;
  consent_second(desk, &alone, rule_of(page), what_of(page), &step, &sentence);
  return sentence;
}

/* ---- the entry ---- */

static const char *owner_of(const Desk *desk, const OpenGate *gate, const SignBy *by) {
  if (by->owner) {
    return by->owner->id;
  }
  return gate->department && gate->department->owner ? gate->department->owner->id : desk->campaign->store->manager->id;
}

static char *carried_body(const Desk *desk, const SignPage *page, const SignBy *by) {
  char due[DAY_TEXT];
  day_iso(due_of(desk, page, by), due);
  GString *list = body_new('[');
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(page->gates, i);
    if (gate->blocks || gate->waived || gate->carried) {
      continue;
    }
    GString *item = body_new('{');
    body_text(item, "due", due);
    body_text(item, "gate", words_gate[gate->gate].id);
    body_text(item, "owner", owner_of(desk, gate, by));
    body_text(item, "subject", gate->subject);
    body_text(item, "text", gate->text);
    g_autofree char *json = body_end(item);
    body_raw(list, NULL, json);
  }
  return body_end(list);
}

static char *signature_body(const Desk *desk, const SignPage *page, const SignBy *by, SecondStep step) {
  char first[DAY_TEXT], last[DAY_TEXT];
  g_autofree char *carried = page->carries ? carried_body(desk, page, by) : NULL;
  GString *body = body_new('{');
  if (carried) {
    body_raw(body, "carried", carried);
  }
  body_text(body, "department", page->department ? page->department->id : NULL);
  body_text(body, "first", day_iso(page->first, first));
  body_text(body, "last", day_iso(page->last, last));
  body_flag(body, "late", page->late);
  if (page->open_items > 0) {
    body_number(body, "open", page->open_items);
  }
  body_text(body, "page", page->sha256);
  body_text(body, "phase", page->span.whole ? page->span.phase->id : NULL);
  body_text(body, "reason", is_blank(by->reason) ? NULL : by->reason);
  body_text(body, "second", by->second ? by->second->id : NULL);
  body_text(body, "step", step < N_SECOND_STEPS ? words_second_step[step].id : NULL);
  return body_end(body);
}

/* The page itself lies beside the record, under its hash, so that it can be read again years later. */
static gboolean keep_page(const Desk *desk, const SignPage *page, GError **error) {
  g_autofree char *name = g_strconcat(page->sha256, ".txt", NULL);
  g_autofree char *path = g_build_filename(desk->workspace, "evidence", name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  return file_make_folder(folder, error) && file_write(path, page->text, strlen(page->text), error);
}

/* What became of the backup, as a sentence; the signature stands whatever it is. */
static char *back_up(Desk *desk) {
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  if (!record_backup_to(desk, &said, &error)) {
    return g_strdup_printf("备份没有做成：%s", error->message);
  }
  return said ? g_steal_pointer(&said) : g_strdup("");
}

static gboolean sign(Desk *desk, const SignPage *page, const SignBy *by, Consent *consent, SignResult *result,
                     Receipt **receipt, char **sentence, GError **error) {
  g_autofree char *body = signature_body(desk, page, by, consent->step);
  RecordDraft draft = {.kind = ENTRY_SIGNATURE, .done_by = by->by->id, .subject = page->subject, .body = body};
  RecordMark mark;
  gboolean moved;
  if (!keep_page(desk, page, error) || !consent_record(desk, consent, &draft, page->head, &mark, &moved, error)) {
    return FALSE;
  }
  if (moved) {
    *result = SIGN_STALE;
    *sentence = g_strdup("您看这一页以后，别处又有新的记录，没有签。请重新看一遍再签。");
    return TRUE;
  }
  *result = SIGN_DONE;
  if (!page->department) {
    const Signature made = {.by = by->by->id, .late = page->late, .open = page->open_items, .sequence = mark.sequence};
    *receipt = sign_receipt(desk, page->period, &made, mark.hash);
  }
  g_autofree char *backup = back_up(desk);
  *sentence =
      g_strdup_printf("%s%s签好了%s%s。%s", desk->campaign->store->practice ? "【演练】" : "", page->title,
                      page->late ? "，补签" : "", consent->step == STEP_NONE ? "，单人自查，无复核" : "", backup);
  return TRUE;
}

/* What the page says of the time is signed with it: it must still be so. NULL, or why not; NULL and an error. */
static char *outdated(Desk *desk, const SignPage *page, GError **error) {
  ClockDoubt doubt = {0};
  desk_tick(desk);
  Record *record = record_of(desk, RECORD_READ, error);
  if (!record || !record_clock(record, &doubt, error)) {
    return NULL;
  }
  if (page->late != (desk_moment(desk) > sign_deadline(desk, &page->span))) {
    return g_strdup("您看这一页的时候过了签字期限，现在签是补签，没有签。请重新看一遍，写明原因再签。");
  }
  return doubt.doubtful && !page->doubt ? g_strdup("您看这一页以后，电脑的时间倒退过，没有签。请重新看一遍。") : NULL;
}

gboolean signoff_sign(Desk *desk, const SignPage *page, const SignBy *by, SignResult *result, Receipt **receipt,
                      char **sentence, GError **error) {
  Consent consent;
  gboolean granted;
  *result = SIGN_REFUSED;
  *receipt = NULL;
  *sentence = signoff_hindrance(desk, page, by);
  if (*sentence) {
    return TRUE;
  }
  g_autoptr(GError) failed = NULL;
  if ((*sentence = outdated(desk, page, &failed))) {
    *result = SIGN_STALE;
    return TRUE;
  }
  if (failed) {
    g_propagate_error(error, g_steal_pointer(&failed));
    return FALSE;
  }
  if (!consent_take(desk, by, rule_of(page), what_of(page), &consent, &granted, sentence, error)) {
    return FALSE;
  }
  return !granted || sign(desk, page, by, &consent, result, receipt, sentence, error);
}

/* ---- what waits for it ---- */

static void due_free(SignDue *due) {
  g_free(due->title);
  g_free(due);
}

/* The store's day on which the record began: before it nobody could sign. */
static Day begin_of(const Desk *desk, gint64 utc_ms) {
  return moment_day(moment_from_instant(utc_ms / 1000, desk->campaign->store->utc_offset) -
                    desk->campaign->store->day_ends);
}

static gboolean take_first(const Entry *entry, gpointer data) {
  *(gint64 *)data = entry->time.utc_ms;
  return FALSE;
}

static void add_due(Desk *desk, const Signed *book, const Period *span, GPtrArray *list) {
  g_autofree char *subject = period_subject(span, NULL);
  if (!signed_find(book, subject)) {
    SignDue *due = g_new0(SignDue, 1);
    *due = (SignDue){*span, period_title(span, NULL), desk_moment(desk) > sign_deadline(desk, span)};
    g_ptr_array_add(list, due);
  }
}

GPtrArray *signoff_due(Desk *desk, GError **error) {
  g_autoptr(Signed) book = signed_read(desk, error);
  Record *record = book ? record_of(desk, RECORD_READ, error) : NULL;
  if (!record) {
    return NULL;
  }
  Day today = desk_today(desk), begin = today;
  gint64 began = 0;
  if (record_ledger(record)) {
    LedgerQuery all = {0};
    if (!ledger_each(record_ledger(record), &all, take_first, &began, error)) {
      return NULL;
    }
    begin = MIN(today, begin_of(desk, began));
  }
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)due_free);
  g_autoptr(Days) days = days_new(desk->campaign);
  for (Day day = begin; day <= today;) {
    Period span = period_of_day(desk->plan, day);
    if (span.phase && span.last <= today) {
      if (span.first < span.last || !days_closed(days, day)) { /* on a day off nobody is there to sign for it alone */
        add_due(desk, book, &span, list);
      }
      Period whole;
      if (span.last == span.phase->last && period_of_phase(desk->plan, span.phase->id, &whole) && whole.closing) {
        add_due(desk, book, &whole, list);
      }
    }
    day = span.last + 1;
  }
  return g_steal_pointer(&list);
}
