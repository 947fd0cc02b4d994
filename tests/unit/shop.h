/* A small shop with everything that sheets show, on top of maker.h: two departments, a role, mobiles, duty phones, leave, outside offices, a
 * ladder, three phases with formal names, tasks of every shape. */
#pragma once
#include "unit/maker.h"

#define MOBILE_WANG "13800000001"
#define MOBILE_LI "13800000002"
#define MOBILE_ZHAO "13800000003"
#define MOBILE_LIU "13900000009"
#define MOBILE_ZHOU "+86 138-0000-0901"
static const char *const shop_mobiles[] = {MOBILE_ZHOU, MOBILE_WANG, MOBILE_LI, MOBILE_ZHAO, MOBILE_LIU, NULL};

static inline void shop_name(Person *person, const char *name, const char *title, const char *phone) {
  g_free(person->name);
  person->name = g_strdup(name);
  person->title = g_strdup(title);
  person->phone = g_strdup(phone);
}

static inline void shop_external(Store *store, const char *id, const char *name, const char *phone,
                                 const char *purpose) {
  External *external = g_new0(External, 1);
  external->id = intern_string(id);
  external->name = g_strdup(name);
  external->phone = g_strdup(phone);
  external->purpose = g_strdup(purpose);
  g_ptr_array_add(store->external, external);
}

static inline void shop_step(Store *store, const char *to, Function function, Person *person, int after) {
  EscalationStep step = {.to = g_strdup(to), .person = person, .function = function, .after = after};
  g_array_append_val(store->escalation, step);
}

static inline void shop_people(Campaign *campaign) {
  Store *store = campaign->store;
  g_free(store->name);
  store->name = g_strdup("杭州武林店");
  store->licence_name = g_strdup("杭州某某商贸有限公司");
  shop_name(store->manager, "刘洋", "店长", MOBILE_LIU);
  Department *service =
      make_department(campaign, "service", "客服部", 1u << FUNCTION_SERVICE, WORKDAYS_CALENDAR, "wang");
  Department *operations =
      make_department(campaign, "operations", "运营部", 1u << FUNCTION_OPERATIONS, WORKDAYS_WORKDAY, "sun");
  shop_name(service->owner, "王芳", "客服主管", MOBILE_WANG);
  shop_name(operations->owner, "孙丽", NULL, NULL);
  service->supervisor = make_person(campaign, "li", "李雷", service);
  service->supervisor->phone = g_strdup(MOBILE_LI);
  service->backup = make_person(campaign, "zhao", "赵敏", service);
  service->backup->phone = g_strdup(MOBILE_ZHAO);
  service->duty_phone = g_strdup("0571-88880001");
  service->landline = g_strdup("8001");
  service->complaints = 1u << COMPLAINT_SERVICE | 1u << COMPLAINT_FEE;
  service->respond = 10;
  operations->supervisor = store->manager;
  make_shift(service->owner, 0x1f, 9 * 60, 18 * 60);
  make_leave(service->owner, "2027-03-12", "2027-03-13", "婚假");
  Person *pr = make_person(campaign, "qian", "欧阳倩", NULL);
  store->roles[FUNCTION_PR] = pr;
  shop_external(store, "samr", "武林市场监管所", "0571-12315", "监管");
  shop_external(store, "platform", "平台小周", MOBILE_ZHOU, "平台");
  shop_external(store, "tenant", "物业", NULL, NULL);
  shop_step(store, "supervisor", FUNCTION_NONE, NULL, 30);
  shop_step(store, "manager", FUNCTION_NONE, NULL, 120);
  shop_step(store, "pr", FUNCTION_PR, NULL, 240);
}

static inline Phase *shop_phase(Campaign *campaign, const char *id, const char *title, const char *formal,
                                const char *first, const char *last) {
  Phase *phase = make_phase(campaign, id, title, first, last);
  phase->formal = g_strdup(formal);
  return phase;
}

static inline void shop_title(Task *task, const char *title) {
  g_free(task->title);
  task->title = g_strdup(title);
}

static inline void shop_tasks(Campaign *campaign) {
  Phase *prepare = shop_phase(campaign, "prepare", "备战", "自查准备", "2027-03-01", "2027-03-10");
  Phase *combat = shop_phase(campaign, "combat", "作战", "重点保障", "2027-03-11", "2027-03-17");
  shop_phase(campaign, "aftermath", "善后", "整改回访", "2027-03-18", "2027-03-31");
  PhaseRule *rule = g_new0(PhaseRule, 1);
  rule->id = intern_string("first-contact");
  rule->text = g_strdup("谁先接到谁负责到底");
  g_ptr_array_add(prepare->rules, rule);
  Task *screen = make_on(campaign, prepare, "screen-goods", FUNCTION_OPERATIONS, "03-01", "03-03");
  shop_title(screen, "商品自查");
  Task *copy = make_on(campaign, prepare, "screen-copy", FUNCTION_OPERATIONS, "03-03", "03-09");
  shop_title(copy, "广告文案审核");
  copy->support = 1u << FUNCTION_SERVICE;
  copy->checklist = intern_string("ad-copy-review");
  copy->notes = g_strdup("主图、标题、详情页逐一核对");
  copy->layer = 1;
  make_needs(copy, "screen-goods");
  make_remind(copy, 1440, 0);
  Task *train = make_on(campaign, prepare, "train", FUNCTION_TRAINING, "03-05", NULL);
  shop_title(train, "应答口径培训");
  make_at(train, "14:00");
  train->lasts = 120;
  make_remind(train, 120, 30);
  Task *hourly = make_every(campaign, combat, "hourly-watch", FUNCTION_SERVICE, EVERY_DAY);
  shop_title(hourly, "疑难问题清零");
  make_at(hourly, "10:00 14:00 20:00");
  Task *review = make_on(campaign, combat, "price", FUNCTION_SERVICE, "03-12", "03-12");
  shop_title(review, "价签核对");
}

static inline Campaign *make_shop(void) {
  Campaign *campaign = make_campaign(2027);
  shop_people(campaign);
  Layer *layer = g_new0(Layer, 1);
  layer->name = g_strdup("workspace");
  layer->title = g_strdup("本店文件");
  g_ptr_array_add(campaign->layers, layer);
  shop_tasks(campaign);
  make_overlay(campaign, "women", "2027-03-06", "2027-03-08");
  return campaign;
}

/* Plans it; the shop has no errors. */
static inline Plan *make_shop_plan(const Campaign *campaign) {
  g_autoptr(DiagList) diags = diag_list_new();
  Plan *plan = sched_plan(campaign, NULL, diags);
  g_autofree char *messages = make_messages(diags);
  g_assert_cmpstr(diag_has_errors(diags) ? messages : "", ==, "");
  return plan;
}

static inline void assert_has(const char *text, const char *part) {
  if (strstr(text, part) == NULL) {
    g_error("“%s” is not in:\n%s", part, text);
  }
}
static inline void assert_lacks(const char *text, const char *part) {
  if (strstr(text, part) != NULL) {
    g_error("“%s” is in:\n%s", part, text);
  }
}
