/* The deployment notice. Its frame is ours, its content the store's: phases, rules, duties and people all come from the plan and the
 * definitions, so that a changed definition changes the notice. */
#include "out/notice.h"

#include "base/file.h"
#include "out/contacts.h"
#include "out/phrase.h"
#include "out/planview.h"
#include <string.h>

static const Store *store_of(const Notice *notice) {
  return notice->plan->campaign->store;
}

/* ---- 一、时间安排 ------------------------------------------------------------------------------------------------------------ */

/* The formal column of WORDING.md. */
static const char *const sign_words[N_SIGNS] = {"每日检查签字", "每周检查签字", "阶段结束时检查签字"};

static void print_period(const Notice *notice, Document *document) {
  static const GridColumn columns[] = {{"phase", "阶段", FALSE, 8, 0},
                                       {"days", "起止日期", FALSE, 14, 0},
                                       {"length", "天数", TRUE, 4, 0},
                                       {"sign", "检查签字", FALSE, 10, 0}};
  const Plan *plan = notice->plan;
  g_autoptr(Grid) grid = grid_new(NULL, columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    g_autofree char *days = phrase_days_iso(phase->first, phase->last);
    g_autofree char *length = g_strdup_printf("%d 天", phase->last - phase->first + 1);
    grid_cell(grid, phrase_phase(phase, TRUE));
    grid_cell(grid, days);
    grid_cell(grid, length);
    grid_cell(grid, sign_words[phase->sign]);
    grid_end_row(grid);
  }
  document_heading(document, "一、时间安排");
  const Phase *first = g_ptr_array_index(plan->phases, 0),
              *last = g_ptr_array_index(plan->phases, plan->phases->len - 1);
  g_autofree char *days = phrase_days_iso(first->first, last->last);
  g_autofree char *text = g_strdup_printf("本次工作自 %s，分 %u 个阶段进行。", days, plan->phases->len);
  document_paragraph(document, text);
  document_grid(document, grid);
  for (guint i = 0; i < store_of(notice)->overlays->len; i++) {
    const Overlay *overlay = g_ptr_array_index(store_of(notice)->overlays, i);
    g_autofree char *when = phrase_days_iso(overlay->days.first, overlay->days.last);
    g_autofree char *both = g_strdup_printf("期间另有「%s」（%s），有关安排一并执行。", overlay->title, when);
    document_paragraph(document, both);
  }
  if (plan->holidays != YEAR_OFFICIAL) {
    document_paragraph(document, "放假安排待公布：国务院办公厅的通知公布以后，涉及工作日的日期以重新印发的通知为准。");
  }
}

/* ---- 二、工作要求 ------------------------------------------------------------------------------------------------------------ */

static void print_rules(const Notice *notice, Document *document) {
  const Plan *plan = notice->plan;
  document_heading(document, "二、工作要求");
  int number = 1;
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (phase->rules->len > 0) {
      document_subheading(document, phrase_phase(phase, TRUE));
    }
    for (guint r = 0; r < phase->rules->len; r++, number++) {
      const PhaseRule *rule = g_ptr_array_index(phase->rules, r);
      g_autofree char *text = phrase_formal(plan->campaign, rule->text);
      document_item(document, number, text);
    }
  }
  if (number == 1) {
    document_paragraph(document, "按本通知第三条所列工作逐项落实，做完一项记录一项。");
  }
}

/* ---- 三、职责分工 ------------------------------------------------------------------------------------------------------------ */

static gboolean belongs(const PlanView *view, const PlanLine *line, const Department *department) {
  return planview_first(view, line)->department == department;
}

/* The titles of a unit's tasks, phase by phase. */
static char *duties_of(const PlanView *view, const Department *department) {
  GString *out = g_string_new(NULL);
  const Phase *phase = NULL;
  for (guint i = 0; i < view->lines->len; i++) {
    const PlanLine *line = g_ptr_array_index(view->lines, i);
    if (!belongs(view, line, department)) {
      continue;
    }
    if (line->phase != phase || out->len == 0) {
      g_string_append_printf(out, "%s%s：", out->len > 0 ? "\n" : "",
                             line->phase != NULL ? phrase_phase(line->phase, TRUE) : "其他日期");
    } else {
      g_string_append(out, "；");
    }
    phase = line->phase;
    g_autofree char *title = planview_title(view, line);
    g_string_append(out, title);
  }
  return g_string_free(out, FALSE);
}

static void duty_row(Grid *grid, const PlanView *view, const Department *department) {
  const Store *store = view->plan->campaign->store;
  g_autofree char *duties = duties_of(view, department);
  if (department == NULL && *duties == '\0') {
    return;
  }
  const Person *owner = department != NULL ? department->owner : store->manager;
  const Person *supervisor = department != NULL ? department->supervisor : NULL;
  grid_cell(grid, department != NULL ? department->name : "店长及专人");
  grid_cell(grid, owner != NULL ? owner->name : "—");
  grid_cell(grid, supervisor != NULL ? supervisor->name : "—");
  grid_cell(grid, *duties != '\0' ? duties : "配合其他部门");
  grid_end_row(grid);
}

static void print_duties(const PlanView *view, Document *document) {
  static const GridColumn columns[] = {{"department", "部门", FALSE, 8, 12},
                                       {"owner", "对接人", FALSE, 6, 10},
                                       {"supervisor", "监督人", FALSE, 6, 10},
                                       {"duties", "主要工作", FALSE, 24, 0}};
  const Store *store = view->plan->campaign->store;
  g_autoptr(Grid) grid = grid_new(NULL, columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < store->departments->len; i++) {
    duty_row(grid, view, g_ptr_array_index(store->departments, i));
  }
  duty_row(grid, view, NULL);
  document_heading(document, "三、职责分工");
  document_paragraph(
      document, "投诉实行首问负责：谁先接到，谁负责到底。各部门对接人负责本部门的受理和答复，监督人督促时限和质量。");
  document_grid(document, grid);
}

/* ---- 四、联络与升级; 五、用语提醒; 六、培训 -------------------------------------------------------------------------------------- */

static void print_contacts(const Notice *notice, Document *document) {
  const ContactsOptions options = {.wall = TRUE, .date = notice->date};
  static const GridColumn columns[] = {{"department", "部门", FALSE, 8, 14},     {"owner", "对接人", FALSE, 6, 10},
                                       {"backup", "备份", FALSE, 6, 10},         {"phone", "当班电话", FALSE, 13, 18},
                                       {"complaints", "首问类型", FALSE, 8, 16}, {"respond", "响应时限", FALSE, 8, 12}};
  const Store *store = store_of(notice);
  g_autoptr(Grid) grid = grid_new(NULL, columns, G_N_ELEMENTS(columns));
  g_autoptr(GArray) rows = contacts_rows(store, &options);
  for (guint i = 0; i < rows->len; i++) {
    const ContactRow *row = &g_array_index(rows, ContactRow, i);
    const Department *d = row->department;
    g_autofree char *complaints = d != NULL ? words_of_set(words_complaint, d->complaints) : g_strdup("");
    g_autofree char *respond = d != NULL && d->respond > 0 ? phrase_minutes(d->respond) : NULL;
    const char *phone = d == NULL ? NULL : d->duty_phone != NULL ? d->duty_phone : d->landline;
    grid_cell(grid, row->section != NULL && row->owner == store->manager ? "店长" : row->unit);
    grid_cell(grid, row->owner != NULL ? row->owner->name : "—");
    grid_cell(grid, row->backup != NULL ? row->backup->name : "—");
    grid_cell(grid, phone != NULL ? phone : "—");
    grid_cell(grid, *complaints != '\0' ? complaints : "—");
    grid_cell(grid, respond != NULL ? respond : "—");
    grid_end_row(grid);
  }
  document_heading(document, "四、联络与升级");
  document_grid(document, grid);
  g_autofree char *ladder = contacts_ladder(store);
  if (*ladder != '\0') {
    document_paragraph(document, ladder);
  }
  document_paragraph(document, "监管部门、消委会、媒体来电来访，一律先记下单位、姓名和事由，立即报店长，不自行答复。");
}

static void print_wording(const Notice *notice, Document *document) {
  Department *department = NULL;
  const Person *pr = store_responsible(store_of(notice), FUNCTION_PR, &department);
  g_autofree char *confirmed =
      g_strdup_printf("对外说法以%s%s确认的应答口径为准，口径里没有的先记下，不临场发挥。",
                      pr != NULL ? pr->name : "店长", pr != NULL && pr == store_of(notice)->manager ? "（店长）" : "");
  const char *const reminders[] = {
      "先听完，再复述一遍顾客的要求，请顾客确认没有听错。",
      "不说「不归我管」「规定就是这样」「你去投诉好了」；本人办不了的，说清楚由谁办、几点以前回复，并且按时回复。",
      "职权以内当场定，职权以外不许愿；拿不准的按升级路线办。",
      "不以撤销投诉作为解决问题的条件，先解决问题。",
      confirmed,
      "工作群里不发顾客的姓名、电话、地址和订单号，只发登记编号。",
  };
  document_heading(document, "五、用语提醒");
  for (guint i = 0; i < G_N_ELEMENTS(reminders); i++) {
    document_item(document, (int)i + 1, reminders[i]);
  }
}

static void print_training(const PlanView *view, Document *document) {
  document_heading(document, "六、培训");
  document_paragraph(document,
                     "一线人员都要参加应答口径和处理流程的培训，并通过测验；没有通过的补考以后再上岗接待投诉。");
  int number = 1;
  for (guint i = 0; i < view->lines->len; i++) {
    const PlanLine *line = g_ptr_array_index(view->lines, i);
    if (line->task->function != FUNCTION_TRAINING) {
      continue;
    }
    g_autofree char *when = planview_when(view, line);
    g_autofree char *owner = planview_owner(view, line);
    g_autofree char *title = planview_title(view, line);
    g_autofree char *text = g_strdup_printf("%s：%s，负责人 %s。", title, when, owner);
    document_item(document, number++, text);
  }
}

/* ---- 签收表 ------------------------------------------------------------------------------------------------------------------- */

static void print_receipt(const Notice *notice, Document *document) {
  enum { SPARE = 5 };
  static const GridColumn columns[] = {
      {"n", "序号", TRUE, 4, 0},      {"name", "姓名", FALSE, 10, 0},   {"department", "部门", FALSE, 10, 0},
      {"post", "岗位", FALSE, 10, 0}, {"signed", "签收", FALSE, 16, 0}, {"date", "日期", FALSE, 10, 0}};
  const Store *store = store_of(notice);
  g_autoptr(Grid) grid = grid_new(NULL, columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < store->people->len + SPARE; i++) {
    const Person *person = i < store->people->len ? g_ptr_array_index(store->people, i) : NULL;
    g_autofree char *n = g_strdup_printf("%u", i + 1);
    grid_cell(grid, n);
    grid_cell(grid, person != NULL ? person->name : NULL);
    grid_cell(grid, person != NULL && person->department != NULL ? person->department->name : NULL);
    grid_cell(grid, person != NULL ? person->title : NULL);
    grid_cell(grid, NULL);
    grid_cell(grid, NULL);
    grid_end_row(grid);
  }
  grid_set_by_hand(grid);
  document_new_page(document);
  document_heading(document, "签收表");
  document_paragraph(document, "本人已经收到并读过本通知，清楚自己的职责和联络方式。");
  document_grid(document, grid);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------------- */

static void print_body(const Notice *notice, Document *document) {
  const Plan *plan = notice->plan;
  g_autoptr(PlanView) view = planview_new(plan, NULL, -1);
  g_autofree char *opening =
      g_strdup_printf("各部门、全体员工：\n3月15日是国际消费者权益日。为把问题解决在前面，让每一位顾客的意见都有人接、"
                      "有人办、有回音，现将 %d 年 315 期间投诉处理工作部署如下。",
                      plan->year);
  document_paragraph(document, opening);
  if (plan->phases->len == 0) {
    document_heading(document, "一、时间安排");
    document_paragraph(document, "本店不设 315 活动期，日常投诉处理照常进行。");
  } else {
    print_period(notice, document);
  }
  print_rules(notice, document);
  print_duties(view, document);
  print_contacts(notice, document);
  print_wording(notice, document);
  print_training(view, document);
}

char *notice_version(const Notice *notice) {
  g_autoptr(GString) body = g_string_new(NULL);
  Document document = {.format = DOCUMENT_MARKDOWN, .out = body};
  print_body(notice, &document);
  print_receipt(notice, &document);
  return g_strdup_printf("%08x", (guint32)(file_digest(body->str, body->len) >> 32));
}

static void print_whole(const Notice *notice, Document *document) {
  const Store *store = store_of(notice);
  char day[DAY_TEXT];
  day_iso(notice->date, day);
  g_autofree char *version = notice_version(notice);
  const char *issuer = store->licence_name != NULL ? store->licence_name : store->name;
  g_autofree char *title = g_strdup_printf("关于做好 %d 年 315 期间投诉处理工作的通知", notice->plan->year);
  g_autofree char *subtitle = g_strdup_printf("投诉工作部署通知 · %s · 版本 %s · %s", store->name, version, day);
  g_autofree char *signature =
      g_strdup_printf("%s\n店长 %s\n%s", issuer, store->manager != NULL ? store->manager->name : "", day);
  document_open(document, title, subtitle, store->practice);
  print_body(notice, document);
  document_signature(document, signature);
  print_receipt(notice, document);
  document_close(document);
}

void notice_print(const Notice *notice, DocumentFormat format, int columns, GString *out) {
  Document document = {.format = format, .columns = columns, .out = out};
  print_whole(notice, &document);
}

void notice_tell(const Notice *notice, DocumentTake take, gpointer data) {
  Document document = {.take = take, .data = data};
  print_whole(notice, &document);
}
