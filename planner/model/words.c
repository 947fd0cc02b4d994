/* The closed vocabularies of the definitions. Chinese words follow WORDING.md; ids are frozen (they stand in users' files). */
#include "model/words.h"
#include "model/checklist.h"
#include <string.h>

const Word words_function[] = {
    {"service", "客服"},   {"operations", "运营"},      {"merchandise", "商品"}, {"purchasing", "采购"},
    {"warehouse", "仓储"}, {"logistics", "物流"},       {"floor", "卖场"},       {"checkout", "收银"},
    {"fresh", "生鲜"},     {"food-safety", "食品安全"}, {"it", "信息技术"},      {"pr", "公关"},
    {"legal", "法务"},     {"training", "培训"},        {"hr", "人事"},          {NULL, NULL}};
const Word words_kind[] = {{"online", "线上店"},    {"shop", "门店"},       {"food", "食品"},      {"fresh", "生鲜"},
                           {"cosmetics", "化妆品"}, {"livestream", "直播"}, {"prepaid", "预付卡"}, {NULL, NULL}};
const Word words_scale[] = {
    {"solo", "单人店"}, {"small", "小店"}, {"standard", "一般规模"}, {"large", "大型"}, {NULL, NULL}};
const Word words_complaint[] = {{"service", "服务类"}, {"policy", "规则类"}, {"quality", "质量类"},
                                {"fee", "费用类"},     {"other", "其他"},    {NULL, NULL}};
const Word words_workdays[] = {{"calendar", "每天"}, {"workday", "工作日"}, {"shift", "按排班"}, {NULL, NULL}};
const Word words_day_shift[] = {
    {"next", "顺延到下一个工作日"}, {"previous", "提前到上一个工作日"}, {"as-is", "日期不动"}, {NULL, NULL}};
const Word words_every[] = {
    {"day", "每天"}, {"workday", "每个工作日"}, {"week", "每周"}, {"shift", "每个班次"}, {NULL, NULL}};
const Word words_sign[] = {{"daily", "每天签字"}, {"weekly", "每周签字"}, {"end", "阶段末签字"}, {NULL, NULL}};
const Word words_weekday[] = {{"mon", "周一"}, {"tue", "周二"}, {"wed", "周三"}, {"thu", "周四"},
                              {"fri", "周五"}, {"sat", "周六"}, {"sun", "周日"}, {NULL, NULL}};

const Word words_source[] = {{"list", "固定清单"},         {"register", "台账"}, {"ad-copy", "广告文案"},
                             {"stock-sample", "库存抽查"}, {"training", "培训"}, {NULL, NULL}};
const Word words_item_type[] = {{"confirm", "确认"}, {"pass-fail", "合格与否"}, {"choice", "选择"},
                                {"number", "数字"},  {"score", "评分"},         {"date", "日期"},
                                {"time", "时间"},    {"text", "文字"},          {NULL, NULL}};
const Word words_column_type[] = {
    {"confirm", "确认"},      {"pass-fail", "合格与否"}, {"choice", "选择"}, {"number", "数字"},
    {"score", "评分"},        {"date", "日期"},          {"time", "时间"},   {"text", "文字"},
    {"moment", "日期和时间"}, {"person", "人员"},        {NULL, NULL}};
const Word words_column_role[] = {{"number", "外部编号"},   {"subject", "事项"},   {"opened", "发生时间"},
                                  {"source", "来源"},       {"owner", "现责任人"}, {"due", "截止"},
                                  {"promised", "承诺时间"}, {"level", "升级级别"}, {"result", "结果"},
                                  {"after", "关闭后可填"},  {NULL, NULL}};
G_STATIC_ASSERT(G_N_ELEMENTS(words_column_type) == N_COLUMN_TYPES + 1 &&
                G_N_ELEMENTS(words_column_role) == N_COLUMN_ROLES + 1);
const Word words_evidence[] = {
    {"none", "不要凭证"}, {"on-fail", "不合格时要凭证"}, {"always", "一律要凭证"}, {NULL, NULL}};
const Word words_second[] = {
    {"none", "不需要复核"}, {"other-person", "另一人复核"}, {"other-department", "另一部门复核"}, {NULL, NULL}};
/* The first N_GATE_BLOCKS stop a signature, the others are carried along with it (CONTRACT §4). */
const Word words_gate[] = {{"expired-undisposed", "过期或腐败变质商品未处理"},
                           {"copy-live", "违规文案未处理"},
                           {"stop-sale-open", "停售通知未了结"},
                           {"authority-unowned", "监管或媒体事项无人负责"},
                           {"required", "必答项未完成"},
                           {"open-fix", "整改未关闭"},
                           {"second-missing", "复核未完成"},
                           {"dept-unsigned", "部门未签字"},
                           {"near-unmarked", "临期商品未标示"},
                           {"training-missing", "培训未完成"},
                           {"register-overdue", "台账有超期未办结"},
                           {NULL, NULL}};

/* Room for the longest table and its end. */
#define MAX_WORDS 17
G_STATIC_ASSERT(G_N_ELEMENTS(words_function) < MAX_WORDS && G_N_ELEMENTS(words_gate) < MAX_WORDS);

int word_index(const Word *table, const char *id) {
  for (int i = 0; table[i].id; i++) {
    if (table[i].id[0] == id[0] && strcmp(table[i].id, id) == 0) {
      return i;
    }
  }
  return -1;
}

const char *const *word_ids(const Word *table) {
  static const struct {
    const Word *table;
  } tables[] = {{words_function},    {words_kind},      {words_scale},     {words_complaint},
                {words_workdays},    {words_day_shift}, {words_every},     {words_sign},
                {words_weekday},     {words_source},    {words_item_type}, {words_column_type},
                {words_column_role}, {words_evidence},  {words_second},    {words_gate}};
  static const char *ids[G_N_ELEMENTS(tables)][MAX_WORDS];
  for (guint t = 0; t < G_N_ELEMENTS(tables); t++) {
    if (tables[t].table != table) {
      continue;
    }
    if (!ids[t][0]) {
      for (int i = 0; table[i].id; i++) {
        ids[t][i] = table[i].id;
      }
    }
    return ids[t];
  }
  g_assert_not_reached();
}

char *words_of_set(const Word *table, WordSet set) {
  GString *out = g_string_new(NULL);
  for (int i = 0; table[i].id; i++) {
    if (set & (1u << i)) {
      g_string_append(out, out->len ? "、" : "");
      g_string_append(out, table[i].title);
    }
  }
  return g_string_free(out, FALSE);
}
