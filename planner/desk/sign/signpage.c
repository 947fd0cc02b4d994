/* The page that a signer sees before he signs: what was due and how it ended, what is open, who has signed. Made from the record as it stands at one
 * head; the same record and time give the same bytes. */
#include "base/clock.h"
#include "base/file.h"
#include "desk/registers/registers.h"
#include "desk/sign/signoff_work.h"
#include "run/second.h"
#include <string.h>

typedef struct {
  Desk *desk;
  SignPage *page;
  const DutyBoard *duties;
  const Signed *book;
  GString *out;
  guint part;
} Sheet;

void signpage_free(SignPage *page) {
  if (page) {
    g_free(page->subject);
    g_free(page->period);
    g_free(page->title);
    g_free(page->text);
    g_free(page->sha256);
    receipt_free(page->receipt);
    g_clear_pointer(&page->gates, g_ptr_array_unref);
    g_clear_pointer(&page->missing, g_ptr_array_unref);
    g_free(page);
  }
}

/* ---- words ---- */

static void part(Sheet *sheet, const char *title) {
  static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  g_assert(sheet->part < G_N_ELEMENTS(numbers));
  g_string_append_printf(sheet->out, "\n%s、%s\n", numbers[sheet->part++], title);
}

static void when(const Sheet *sheet, gint64 utc_ms, Day usual, GString *out) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  Moment moment = moment_from_instant(utc_ms / 1000, sheet->desk->campaign->store->utc_offset);
  if (moment_day(moment) != usual) {
    g_string_append_printf(out, "%s ", day_words(moment_day(moment), day));
  }
  g_string_append(out, minute_clock(moment_minute(moment), clock));
}

static void moment_words(Moment moment, GString *out) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  g_string_append_printf(out, "%s %s", day_words(moment_day(moment), day), minute_clock(moment_minute(moment), clock));
}

/* The reminder to sign is no work that the signed page could tell of. */
static gboolean is_ours(const Sheet *sheet, const Duty *duty) {
  return !duty->task->task->signs && (!sheet->page->department || duty->task->department == sheet->page->department);
}

static gboolean is_due(const Sheet *sheet, const Duty *duty) {
  return is_ours(sheet, duty) && duty->task->due >= sheet->page->first && duty->task->due <= sheet->page->last;
}

/* ---- how work ended ---- */

typedef enum { END_DONE, END_LATE, END_AWAITING, END_WAIVED, END_CARRIED, END_BEGUN, END_NONE, N_ENDS } End;
static const char *const ends[N_ENDS] = {"完成", "补录", "等复核", "特批", "带遗留", "没有做完", "没有做"};

/* What was released or carried is asked of the period, not of today: the duty's own state speaks of today. */
static End end_of(const Sheet *sheet, const Duty *duty) {
  static const Gate gates[] = {GATE_REQUIRED, GATE_SECOND_MISSING};
  if (duty->state == DUTY_DONE) {
    return duty->late ? END_LATE : END_DONE;
  }
  g_autofree char *subject = g_strconcat("run:", duty->key, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(gates); i++) {
    if (signed_waived(sheet->book, gates[i], subject, sheet->page->last)) {
      return END_WAIVED;
    }
    if (signed_carried(sheet->book, gates[i], subject, sheet->page->last)) {
      return END_CARRIED;
    }
  }
  if (duty->state == DUTY_AWAITING || (duty->card && duty->card->stage == RUN_AWAITING)) {
    return END_AWAITING;
  }
  return duty->card ? END_BEGUN : END_NONE;
}

static void duty_title(const Sheet *sheet, const Duty *duty, GString *out) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  g_string_append(out, duty->task->task->title);
  if (sheet->page->first != sheet->page->last || duty->task->due < sheet->page->first) {
    g_string_append_printf(out, " %s", day_words(duty->task->due, day));
  }
  if (!duty->task->all_day) {
    g_string_append_printf(out, " %s", minute_clock(moment_minute(duty->task->start), clock));
  }
}

static void duty_line(const Sheet *sheet, const Duty *duty) {
  End end = end_of(sheet, duty);
  const RunCard *card = duty->card;
  g_string_append_printf(sheet->out, "  %s：", ends[end]);
  duty_title(sheet, duty, sheet->out);
  const char *checklist = duty->task->task->checklist;
  const Checklist *asked = checklist ? campaign_checklist(sheet->desk->campaign, checklist) : NULL;
  if (asked && asked->official) {
    g_string_append_printf(sheet->out, "（《%s》）", asked->official);
  }
  if (duty->done_by && end <= END_LATE) {
    g_string_append_printf(sheet->out, "，检查人%s ", person_words(sheet->desk, duty->done_by));
    when(sheet, duty->done_ms, duty->task->due, sheet->out);
  }
  if (card && end <= END_AWAITING && card->step != N_SECOND_STEPS) {
    if (card->second) {
      g_string_append_printf(sheet->out, "，复核人%s", person_words(sheet->desk, card->second));
    } else if (card->step == STEP_NONE) {
      g_string_append_printf(sheet->out, "，%s", words_second_step[STEP_NONE].title);
    }
  }
  g_autofree char *finding = card && (end <= END_LATE || card->failed + card->found)
                                 ? run_finding(card->judged, card->failed, card->found)
                                 : NULL;
  if (finding) {
    g_string_append_printf(sheet->out, "，%s", finding);
  }
  if (card && end == END_BEGUN) {
    g_string_append_printf(sheet->out, "，答了 %u/%u", card->answered, card->total);
  }
  g_string_append(sheet->out, "\n");
}

/* On a page of many days what was done is a count a task; everything else has its own line. */
static void done_counts(const Sheet *sheet, gboolean checklists) {
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) tasks = g_ptr_array_new();
  for (guint i = 0; i < sheet->duties->duties->len; i++) {
    const Duty *duty = &g_array_index(sheet->duties->duties, Duty, i);
    const Task *task = duty->task->task;
    if (is_due(sheet, duty) && (task->checklist != NULL) == checklists && end_of(sheet, duty) == END_DONE) {
      guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, task));
      if (!count) {
        g_ptr_array_add(tasks, (gpointer)(guintptr)task);
      }
      g_hash_table_insert(counts, (gpointer)(guintptr)task, GUINT_TO_POINTER(count + 1));
    }
  }
  for (guint i = 0; i < tasks->len; i++) {
    const Task *task = tasks->pdata[i];
    g_string_append_printf(sheet->out, "  完成：%s %u 次\n", task->title,
                           GPOINTER_TO_UINT(g_hash_table_lookup(counts, task)));
  }
}

static void work_part(Sheet *sheet, gboolean checklists) {
  guint counts[N_ENDS] = {0}, total = 0;
  gboolean many = sheet->page->first != sheet->page->last;
  for (guint i = 0; i < sheet->duties->duties->len; i++) {
    const Duty *duty = &g_array_index(sheet->duties->duties, Duty, i);
    if (is_due(sheet, duty) && (duty->task->task->checklist != NULL) == checklists) {
      counts[end_of(sheet, duty)]++;
      total++;
    }
  }
  g_autoptr(GString) title = g_string_new(checklists ? "检查" : "其他工作");
  g_string_append_printf(title, " %u 项", total);
  for (int i = 0; i < N_ENDS; i++) {
    if (counts[i]) {
      g_string_append_printf(title, "，%s %u", ends[i], counts[i]);
    }
  }
  part(sheet, title->str);
  if (many) {
    done_counts(sheet, checklists);
  }
  for (guint i = 0; i < sheet->duties->duties->len; i++) {
    const Duty *duty = &g_array_index(sheet->duties->duties, Duty, i);
    if (is_due(sheet, duty) && (duty->task->task->checklist != NULL) == checklists &&
        !(many && end_of(sheet, duty) == END_DONE)) {
      duty_line(sheet, duty);
    }
  }
  if (!total) {
    g_string_append(sheet->out, "  没有到期的\n");
  }
}

/* What was owed before: made up for in this period, or still open. Checks that are still open stand among the gates. */
static void earlier_part(Sheet *sheet) {
  guint n = 0;
  part(sheet, "以前到期的：这几天补录的检查，和没有结束的其他工作");
  for (guint i = 0; i < sheet->duties->duties->len; i++) {
    const Duty *duty = &g_array_index(sheet->duties->duties, Duty, i);
    if (!is_ours(sheet, duty) || duty->task->due >= sheet->page->first) {
      continue;
    }
    gboolean made_up = duty->state == DUTY_DONE && duty->late && duty->done_day >= sheet->page->first &&
                       duty->done_day <= sheet->page->last;
    if (made_up || (duty->state != DUTY_DONE && !duty->task->task->checklist)) {
      duty_line(sheet, duty);
      n++;
    }
  }
  if (!n) {
    g_string_append(sheet->out, "  没有\n");
  }
}

/* ---- the other parts ---- */

static gboolean register_part(Sheet *sheet, GError **error) {
  g_autoptr(GArray) cards = registers_cards(sheet->desk, error);
  guint n = 0;
  if (!cards) {
    return FALSE;
  }
  part(sheet, "台账");
  for (guint i = 0; i < cards->len; i++) {
    const RegisterCard *card = &g_array_index(cards, RegisterCard, i);
    if (card->open) {
      g_string_append_printf(sheet->out, "  %s：%u 行没有办结", card->checklist->title, card->open);
      if (card->overdue) {
        g_string_append_printf(sheet->out, "，其中 %u 行超期", card->overdue);
      }
      g_string_append(sheet->out, "\n");
      n++;
    }
  }
  if (!n) {
    g_string_append(sheet->out, "  没有未办结的\n");
  }
  return TRUE;
}

static void department_part(Sheet *sheet) {
  SignPage *page = sheet->page;
  g_autoptr(GPtrArray) asked = gates_departments(sheet->desk, sheet->duties, &page->span);
  part(sheet, "部门签字");
  for (guint i = 0; i < asked->len; i++) {
    Department *department = g_ptr_array_index(asked, i);
    g_autofree char *subject = period_subject(&page->span, department);
    const Signature *signature = signed_find(sheet->book, subject);
    if (!signature) {
      g_ptr_array_add(page->missing, department);
      g_string_append_printf(sheet->out, "  没有签：%s（对接人%s）\n", department->name, department->owner->name);
      continue;
    }
    g_string_append_printf(sheet->out, "  已签：%s，%s ", department->name, person_words(sheet->desk, signature->by));
    when(sheet, signature->utc_ms, page->last, sheet->out);
    g_string_append(sheet->out, signature->late ? "，补签" : "");
    if (signature->carried) {
      g_string_append_printf(sheet->out, "，带遗留 %u 项", signature->carried);
    }
    g_string_append(sheet->out, "\n");
  }
  if (!asked->len) {
    g_string_append(sheet->out, "  这一次没有要单独签字的部门\n");
  }
}

/* The end of a phase: its days and weeks that nobody signed. */
static void unsigned_part(Sheet *sheet) {
  guint n = 0;
  part(sheet, "本阶段没有签字的日子");
  for (Day day = sheet->page->first; day <= sheet->page->last;) {
    Period span = period_of_day(sheet->desk->plan, day);
    g_autofree char *subject = period_subject(&span, NULL);
    if (!signed_find(sheet->book, subject)) {
      g_autofree char *words = period_words(&span);
      g_string_append_printf(sheet->out, "  %s\n", words);
      n++;
    }
    day = span.last + 1;
  }
  if (!n) {
    g_string_append(sheet->out, "  没有，每一次都签了\n");
  }
}

static void gate_part(Sheet *sheet, const char *title, const char *none, gboolean blocks, gboolean waived) {
  guint n = 0;
  part(sheet, title);
  for (guint i = 0; i < sheet->page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(sheet->page->gates, i);
    if (gate->waived != waived || (!waived && gate->blocks != blocks)) {
      continue;
    }
    g_string_append_printf(sheet->out, "  %s", gate->text);
    if (gate->carried && !waived) {
      char day[DAY_TEXT];
      g_string_append_printf(sheet->out, "（已带遗留：%s负责，%s 前办完）",
                             gate->owner ? person_words(sheet->desk, gate->owner) : "店长", day_words(gate->due, day));
    }
    g_string_append(sheet->out, "\n");
    n++;
  }
  if (!n) {
    g_string_append_printf(sheet->out, "  %s\n", none);
  }
}

static void head_part(Sheet *sheet) {
  const Store *store = sheet->desk->campaign->store;
  const SignPage *page = sheet->page;
  GString *out = sheet->out;
  g_string_append_printf(out, "%s%s\n", store->practice ? "【演练】" : "", page->title);
  g_string_append_printf(out, "%s（%s）", store->name, store->id);
  if (page->span.phase) {
    g_string_append_printf(out, "，%s阶段：", page->span.phase->title);
    plan_range_words(page->span.phase->first, page->span.phase->last, out);
  } else {
    g_string_append(out, "，不在任何阶段");
  }
  g_string_append(out, page->late ? "\n签字期限已过，现在签是补签：" : "\n签字期限：");
  moment_words(sign_deadline(sheet->desk, &page->span), out);
  g_string_append(out, "\n");
  if (page->second) {
    Crew crew = crew_of(sheet->desk);
    SecondStep step = second_step(&crew.people, store->manager->id, SECOND_OTHER_DEPARTMENT);
    g_free(crew.list);
    g_string_append_printf(out, "阶段末的签字要复核：%s\n", words_second_step[step].title);
  }
  if (page->doubt) {
    g_string_append(out, "电脑的时间倒退过，还没有人确认；确认以前不能签字。\n");
  }
}

static gboolean render(Sheet *sheet, GError **error) {
  SignPage *page = sheet->page;
  head_part(sheet);
  work_part(sheet, TRUE);
  work_part(sheet, FALSE);
  earlier_part(sheet);
  if (!page->department) {
    if (!register_part(sheet, error)) {
      return FALSE;
    }
    if (page->span.closing) {
      unsigned_part(sheet);
    } else {
      department_part(sheet);
    }
  }
  gate_part(sheet, "挡住签字的", "没有", TRUE, FALSE);
  gate_part(sheet, "遗留事项", "没有", FALSE, FALSE);
  gate_part(sheet, "特批", "没有", FALSE, TRUE);
  return TRUE;
}

static void weigh(SignPage *page) {
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(page->gates, i);
    page->blocked = page->blocked || (gate->blocks && !gate->waived);
    page->carries = page->carries || (!gate->blocks && !gate->waived && !gate->carried);
    page->open_items += !gate->blocks && !gate->waived;
  }
}

Receipt *sign_receipt(const Desk *desk, const char *period, const Signature *of, const guint8 *hash) {
  const Store *store = desk->campaign->store;
  Receipt *receipt = g_new0(Receipt, 1);
  *receipt = (Receipt){.practice = store->practice,
                       .store = g_strdup(store->id),
                       .name = g_strdup(store->name),
                       .period = g_strdup(period),
                       .signer = g_strdup(person_words(desk, of->by)),
                       .late = of->late,
                       .open_items = (int)of->open,
                       .sequence = of->sequence};
  memcpy(receipt->head, hash, RECEIPT_HEAD);
  return receipt;
}

static gboolean fill(Sheet *sheet, Record *record, GError **error) {
  SignPage *page = sheet->page;
  ClockDoubt doubt = {0};
  if (!record_clock(record, &doubt, error)) {
    return FALSE;
  }
  page->doubt = doubt.doubtful;
  const Signature *held = signed_find(sheet->book, page->subject);
  page->signed_already = held != NULL;
  page->receipt = held && !page->department ? sign_receipt(sheet->desk, page->period, held, held->hash) : NULL;
  page->early = desk_today(sheet->desk) < page->last;
  page->late = desk_moment(sheet->desk) > sign_deadline(sheet->desk, &page->span);
  page->second = page->span.whole && !page->department;
  page->gates = gates_of(sheet->desk, sheet->duties, sheet->book, &page->span, page->department, error);
  if (!page->gates) {
    return FALSE;
  }
  weigh(page);
  return render(sheet, error);
}

SignPage *signpage_new(Desk *desk, const SignAsk *ask, char **problem, GError **error) {
  Period span;
  *problem = NULL;
  if (!span_of(desk, ask, &span, problem)) {
    return NULL;
  }
  Record *record = record_of(desk, RECORD_READ, error);
  gint64 head = record ? record_head(record, error) : -1; /* before anything is read: what comes later is not seen */
  g_autoptr(Signed) book = head >= 0 ? signed_read(desk, error) : NULL;
  g_autoptr(DutyBoard) duties = book ? dutyboard_new(desk, error) : NULL;
  if (!duties) {
    return NULL;
  }
  g_autoptr(SignPage) page = g_new0(SignPage, 1);
  g_autoptr(GString) out = g_string_new(NULL);
  *page = (SignPage){.first = span.first,
                     .last = span.last,
                     .subject = period_subject(&span, ask->department),
                     .period = period_name(&span),
                     .title = period_title(&span, ask->department),
                     .missing = g_ptr_array_new(),
                     .head = MIN(head, desk->plan_head), /* what the plan does not know is not on the page, either */
                     .span = span,
                     .department = ask->department};
  Sheet sheet = {desk, page, duties, book, out, 0};
  if (!fill(&sheet, record, error)) {
    return NULL;
  }
  page->text = g_strndup(out->str, out->len);
  page->sha256 = file_sha256(out->str, out->len);
  return g_steal_pointer(&page);
}
