/* 迎检目录: the cover of the folder that is put on the table when the authority comes: which papers, what the record knows of each, where they lie, and a log of who
 * came and what was demanded. An article of law stands here only where its text was read. */
#include "desk/print/sheets.h"
#include "desk/print/tally.h"
#include "desk/registers/registers.h"
#include "desk/sign/signoff_work.h"

enum { DAYS_BACK = 30, WEEKS_BACK = 4, MONTHS_BACK = 3, LOG_ROWS = 12 };

/* What is said of a paper: when it was last done, or what there is and what is missing of the days, weeks or months just gone by. */
typedef enum { SPAN_LAST, SPAN_DAYS, SPAN_WEEKS, SPAN_MONTHS } Span;

typedef struct {
  const char *paper;
  const char *basis; /* "" where none was read in full */
  WordSet kinds;     /* 0 = every shop */
  const char *checklists[3];
  Span span;
  const char *official; /* all checklists that serve this record instead of the ones above; NULL: those above */
} FolderPaper;

#define KIND(k) (1u << KIND_##k)

static const FolderPaper papers[] = {
    {"营业执照、各类许可和备案（范围与实际一致，店外仓库已报）",
     "市场主体登记管理条例第36条",
     0,
     {NULL},
     SPAN_LAST,
     NULL},
    {"食品安全员、食品安全总监的任命、职责、培训和考核记录",
     "食品安全法第44条",
     KIND(FOOD),
     {"training-exam"},
     SPAN_LAST,
     NULL},
    {"本店风险管控清单；近30天每日食品安全检查记录", "食品安全法第47条", KIND(FOOD), {NULL}, SPAN_DAYS, FOOD_DAILY},
    {"近4周每周食品安全排查治理报告", "", KIND(FOOD), {NULL}, SPAN_WEEKS, FOOD_WEEKLY},
    {"近3个月每月食品安全调度会议纪要", "", KIND(FOOD), {NULL}, SPAN_MONTHS, FOOD_MONTHLY},
    {"健康证明清单、从业人员健康管理制度", "食品安全法第45条", KIND(FOOD), {"health-certificates"}, SPAN_LAST, NULL},
    {"供货商档案（许可、合同）和进货查验记录、票据；统一配送的联单",
     "食品安全法第50条、第53条",
     KIND(FOOD),
     {"supplier-papers"},
     SPAN_LAST,
     NULL},
    {"检验报告、肉类检疫和肉品品质检验证明、进口食品单据",
     "食品安全法第53条、第65条",
     KIND(FOOD),
     {"supplier-papers"},
     SPAN_LAST,
     NULL},
    {"温度记录、温度计核对",
     "食品安全法第54条、食品安全法实施条例第24条",
     KIND(FOOD),
     {"temperature"},
     SPAN_DAYS,
     NULL},
    {"临期清单；过期、停售台账和销毁凭证",
     "反食品浪费法第12条、食品安全法实施条例第29条、食品安全法第63条",
     KIND(FOOD),
     {"near-expiry-sign", "stop-sale-clear"},
     SPAN_LAST,
     NULL},
    {"散装食品标签照片、特殊食品标签核对件",
     "食品安全法第68条、食品安全法实施条例第39条",
     KIND(FOOD),
     {NULL},
     SPAN_LAST,
     NULL},
    {"食品安全事故处置方案和最近一次演练", "", KIND(FOOD), {NULL}, SPAN_LAST, NULL},
    {"上次检查结果和整改报告",
     "食品生产经营监督检查管理办法第26条、第33条、第39条",
     KIND(FOOD),
     {"fix-recheck"},
     SPAN_LAST,
     NULL},
    {"电子秤登记表和检定证书", "计量法第9条", KIND(SHOP), {"scales"}, SPAN_LAST, NULL},
    {"价格表、促销依据（7日内最低成交价）、价签与收银核对表",
     "明码标价和禁止价格欺诈规定第16条",
     0,
     {"price-tag-till"},
     SPAN_LAST,
     NULL},
    {"预付卡合同样本、备案、余额表", "法释〔2025〕4号", KIND(PREPAID), {"prepaid-cards"}, SPAN_LAST, NULL},
    {"投诉登记和答复、12315来件（顾客信息遮住）", "", 0, {"complaint-channels", "past-complaints"}, SPAN_LAST, NULL},
    {"网上执照公示截图、活动规则、广告档案、退货确认截图",
     "电子商务法第15条",
     KIND(ONLINE),
     {"online-pages"},
     SPAN_LAST,
     NULL},
    {"直播录像存放位置", "", KIND(LIVESTREAM), {"livestream"}, SPAN_LAST, NULL},
    {"疏散通道、安全出口、灭火器检查记录", "消防法第28条", KIND(SHOP), {"fire-exits"}, SPAN_LAST, NULL},
};

/* Days before today, and which of them have what was to be done on them. */
static void put_days(const Desk *desk, const DutyBoard *board, TallyKind kind, GString *out) {
  guint present = 0, partial = 0, missing = 0, unplanned = 0;
  for (Day day = board->today - DAYS_BACK; day < board->today; day++) {
    const DayTally tally = tally_day(desk, board, kind, day);
    const gboolean whole = tally_whole(&tally);
    present += whole;
    partial += !whole && tally.done > 0;
    missing += tally.done == 0 && tally.planned > 0;
    unplanned += tally.done == 0 && tally.planned == 0;
  }
  g_string_append_printf(out, "近%d天：有记录 %u 天，", DAYS_BACK, present);
  if (partial > 0) {
    g_string_append_printf(out, "不全 %u 天，", partial);
  }
  g_string_append_printf(out, "缺 %u 天", missing);
  if (unplanned > 0) {
    g_string_append_printf(out, "，计划里没有、电脑里也没有的 %u 天", unplanned);
  }
}

/* Weeks and months that are over, and those of them that have none; this one too where it has one already. */
static void put_spans(const Desk *desk, const DutyBoard *board, const FolderPaper *paper, GString *out) {
  const TallyKind kind = {.official = paper->official};
  const gboolean weeks = paper->span == SPAN_WEEKS;
  const int back = weeks ? WEEKS_BACK : MONTHS_BACK;
  g_autoptr(GString) missing = g_string_new(NULL);
  guint present = 0, now = 0;
  int year, month;
  day_split(board->today, &year, &month, NULL);
  Day next = weeks ? board->today - (Day)day_weekday(board->today) : day_from(year, month, 1);
  g_autoptr(GArray) current = tally_finished(desk, board, kind, next, board->today);
  now = current->len;
  for (int i = 0; i < back; i++) {
    int of_year, of_month;
    day_split(next - 1, &of_year, &of_month, NULL);
    const Day first = weeks ? next - (SUNDAY + 1) : day_from(of_year, of_month, 1);
    g_autoptr(GArray) runs = tally_finished(desk, board, kind, first, next - 1);
    present += runs->len > 0;
    if (runs->len == 0) {
      g_autoptr(GString) words = g_string_new(NULL);
      if (weeks) {
        plan_range_words(first, next - 1, words);
      } else {
        g_string_append_printf(words, "%d月", of_month);
      }
      g_string_append(words, missing->len > 0 ? "、" : "");
      g_string_prepend(missing, words->str); /* the oldest first */
    }
    next = first;
  }
  g_string_append_printf(out, weeks ? "前%d周：有记录 %u 周" : "前%d个月：有记录 %u 个月", back, present);
  if (missing->len > 0) {
    g_string_append_printf(out, "，电脑里没有的：%s", missing->str);
  }
  g_string_append_printf(out, weeks ? "；本周%s" : "；本月%s", now > 0 ? "有" : "还没有");
}

static void put_last(const Desk *desk, const DutyBoard *board, const Checklist *checklist, GString *out) {
  const RunCard *last = tally_last(board, checklist->id);
  char day[DAY_TEXT];
  if (last == NULL) {
    g_string_append_printf(out, "「%s」电脑里还没有查过", checklist->title);
    return;
  }
  g_autofree char *finding = run_finding(last->judged, last->failed, last->found);
  g_string_append_printf(out, "「%s」%s %s查过%s%s", checklist->title,
                         day_words(store_day_at(desk->campaign->store, last->finished_ms), day),
                         person_words(desk, last->inspector), finding != NULL ? "，" : "", finding ? finding : "");
}

static char *state_of(const Desk *desk, const DutyBoard *board, const FolderPaper *paper) {
  GString *out = g_string_new(NULL);
  if (paper->official != NULL && paper->span == SPAN_DAYS) {
    put_days(desk, board, (TallyKind){.official = paper->official}, out);
  } else if (paper->official != NULL) {
    put_spans(desk, board, paper, out);
  }
  for (guint i = 0; i < G_N_ELEMENTS(paper->checklists) && paper->checklists[i] != NULL; i++) {
    const Checklist *checklist = campaign_checklist(desk->campaign, paper->checklists[i]);
    if (checklist == NULL) {
      continue;
    }
    g_string_append(out, out->len > 0 ? "\n" : "");
    if (paper->span == SPAN_DAYS) {
      put_days(desk, board, (TallyKind){.checklist = checklist->id}, out);
    } else {
      put_last(desk, board, checklist, out);
    }
  }
  if (out->len == 0) { /* an empty cell reads as forgotten */
    g_string_append(out, "电脑不记这一项，看原件");
  }
  return g_string_free(out, FALSE);
}

static void put_papers(Desk *desk, const DutyBoard *board, Sheet *sheet) {
  static const SheetColumn columns[] = {{.key = "number", .title = "序号", .min = 2.6},
                                        {.key = "paper", .title = "资料", .weight = 3, .min = 10},
                                        {.key = "basis", .title = "依据", .weight = 1.6, .min = 7},
                                        {.key = "state", .title = "电脑记录里的情况", .weight = 2.4, .min = 9},
                                        {.key = "there", .title = "在夹里", .min = 3.6},
                                        {.key = "place", .title = "页码、保管人", .weight = 1, .min = 6}};
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  guint number = 0;
  table->row_height = 2.2;
  sheet_key(sheet, "papers");
  for (guint i = 0; i < G_N_ELEMENTS(papers); i++) {
    const FolderPaper *paper = &papers[i];
    if (paper->kinds != 0 && (paper->kinds & desk->campaign->store->kinds) == 0) {
      continue;
    }
    g_autofree char *n = g_strdup_printf("%u", ++number), *state = state_of(desk, board, paper);
    sheet_cell(table, n);
    sheet_cell(table, paper->paper);
    sheet_cell(table, paper->basis);
    sheet_cell(table, state);
    sheet_cell_tick(table, TICK_EMPTY, "");
    sheet_cell(table, NULL);
    sheet_end_row(table);
  }
}

static gboolean put_counts(Desk *desk, const DutyBoard *board, Sheet *sheet, GError **error) {
  g_autoptr(GArray) cards = registers_cards(desk, error);
  if (cards == NULL) {
    return FALSE;
  }
  g_autofree char *fixes = g_strdup_printf("%u 项", board->fixes_open);
  sheet_heading(sheet, "还没有办完的");
  sheet_field(sheet, "没有关闭的整改", fixes);
  for (guint i = 0; i < cards->len; i++) {
    const RegisterCard *card = &g_array_index(cards, RegisterCard, i);
    g_autofree char *count = card->overdue > 0 ? g_strdup_printf("未结 %u 件，超时 %u 件", card->open, card->overdue)
                                               : g_strdup_printf("未结 %u 件", card->open);
    sheet_field(sheet, card->checklist->title, count);
  }
  sheet_across(sheet, 2);
  return TRUE;
}

static void put_log(Sheet *sheet) {
  static const SheetColumn columns[] = {{.key = "date", .title = "日期时间", .min = 6},
                                        {.key = "unit", .title = "单位、姓名", .weight = 2, .min = 7},
                                        {.key = "id", .title = "执法证号", .weight = 1.2, .min = 6},
                                        {.key = "topic", .title = "查了什么", .weight = 2, .min = 7},
                                        {.key = "demand", .title = "要求、文书编号", .weight = 2, .min = 7},
                                        {.key = "deadline", .title = "期限", .min = 5},
                                        {.key = "by", .title = "接待人", .min = 5},
                                        {.key = "done", .title = "办结", .min = 5}};
  sheet_heading(sheet, "接受检查登记");
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(sheet, "log");
  table->row_height = 3;
  for (guint i = 0; i < LOG_ROWS * G_N_ELEMENTS(columns); i++) {
    sheet_cell(table, NULL);
    if ((i + 1) % G_N_ELEMENTS(columns) == 0) {
      sheet_end_row(table);
    }
  }
}

DeskResult print_inspect(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return DESK_FAULT;
  }
  sheet_title(sheet, "迎检资料目录", NULL);
  put_papers(desk, board, sheet);
  if (!put_counts(desk, board, sheet, error)) {
    return DESK_FAULT;
  }
  sheet_text(
      sheet, TEXT_SMALL,
      "“电脑记录里的情况”只说本店电脑里有没有记录，不代替纸质原件；缺的日子写缺，不补填。在夹里的打勾并写页码。");
  sheet_signature(sheet, "整理人", NULL, NULL);
  sheet_signature(sheet, "店长", NULL, NULL);
  sheet_break(sheet); /* the log goes on being written when the list has been printed anew */
  put_log(sheet);
  return DESK_DONE;
}
