/* Tables of everyday words. They are searched in order, longest alias first where one holds another (食品安全 before 食品). Knows no files. */
#include "desk/names.h"
#include "base/pinyin.h"
#include "base/text.h"
#include <string.h>

typedef struct {
  const char *alias;
  int value;
} Alias;

static const Alias function_aliases[] = {{"食品安全", FUNCTION_FOOD_SAFETY},
                                         {"食安", FUNCTION_FOOD_SAFETY},
                                         {"品控", FUNCTION_FOOD_SAFETY},
                                         {"质检", FUNCTION_FOOD_SAFETY},
                                         {"质量", FUNCTION_FOOD_SAFETY},
                                         {"客户服务", FUNCTION_SERVICE},
                                         {"客服", FUNCTION_SERVICE},
                                         {"售后", FUNCTION_SERVICE},
                                         {"服务台", FUNCTION_SERVICE},
                                         {"总台", FUNCTION_SERVICE},
                                         {"运营", FUNCTION_OPERATIONS},
                                         {"电商", FUNCTION_OPERATIONS},
                                         {"网店", FUNCTION_OPERATIONS},
                                         {"直播", FUNCTION_OPERATIONS},
                                         {"推广", FUNCTION_OPERATIONS},
                                         {"营销", FUNCTION_OPERATIONS},
                                         {"企划", FUNCTION_OPERATIONS},
                                         {"市场", FUNCTION_OPERATIONS},
                                         {"活动", FUNCTION_OPERATIONS},
                                         {"商品", FUNCTION_MERCHANDISE},
                                         {"品类", FUNCTION_MERCHANDISE},
                                         {"类目", FUNCTION_MERCHANDISE},
                                         {"采购", FUNCTION_PURCHASING},
                                         {"买手", FUNCTION_PURCHASING},
                                         {"进货", FUNCTION_PURCHASING},
                                         {"仓储", FUNCTION_WAREHOUSE},
                                         {"仓库", FUNCTION_WAREHOUSE},
                                         {"库房", FUNCTION_WAREHOUSE},
                                         {"仓", FUNCTION_WAREHOUSE},
                                         {"物流", FUNCTION_LOGISTICS},
                                         {"配送", FUNCTION_LOGISTICS},
                                         {"发货", FUNCTION_LOGISTICS},
                                         {"快递", FUNCTION_LOGISTICS},
                                         {"卖场", FUNCTION_FLOOR},
                                         {"营业", FUNCTION_FLOOR},
                                         {"楼面", FUNCTION_FLOOR},
                                         {"导购", FUNCTION_FLOOR},
                                         {"理货", FUNCTION_FLOOR},
                                         {"前厅", FUNCTION_FLOOR},
                                         {"日化", FUNCTION_FLOOR},
                                         {"百货", FUNCTION_FLOOR},
                                         {"收银", FUNCTION_CHECKOUT},
                                         {"前台", FUNCTION_CHECKOUT},
                                         {"结算", FUNCTION_CHECKOUT},
                                         {"生鲜", FUNCTION_FRESH},
                                         {"蔬果", FUNCTION_FRESH},
                                         {"果蔬", FUNCTION_FRESH},
                                         {"水产", FUNCTION_FRESH},
                                         {"熟食", FUNCTION_FRESH},
                                         {"烘焙", FUNCTION_FRESH},
                                         {"肉品", FUNCTION_FRESH},
                                         {"信息", FUNCTION_IT},
                                         {"技术", FUNCTION_IT},
                                         {"电脑", FUNCTION_IT},
                                         {"系统", FUNCTION_IT},
                                         {"网络", FUNCTION_IT},
                                         {"公关", FUNCTION_PR},
                                         {"品牌", FUNCTION_PR},
                                         {"媒体", FUNCTION_PR},
                                         {"宣传", FUNCTION_PR},
                                         {"法务", FUNCTION_LEGAL},
                                         {"合规", FUNCTION_LEGAL},
                                         {"法律", FUNCTION_LEGAL},
                                         {"培训", FUNCTION_TRAINING},
                                         {"人事", FUNCTION_HR},
                                         {"人力", FUNCTION_HR},
                                         {"行政", FUNCTION_HR},
                                         {NULL, 0}};

static const Alias kind_aliases[] = {
    {"网店", KIND_ONLINE},     {"线上", KIND_ONLINE},    {"电商", KIND_ONLINE},      {"实体店", KIND_SHOP},
    {"线下", KIND_SHOP},       {"门店", KIND_SHOP},      {"食品", KIND_FOOD},        {"预包装食品", KIND_FOOD},
    {"生鲜", KIND_FRESH},      {"现做", KIND_FRESH},     {"化妆品", KIND_COSMETICS}, {"美妆", KIND_COSMETICS},
    {"直播", KIND_LIVESTREAM}, {"预付卡", KIND_PREPAID}, {"储值卡", KIND_PREPAID},   {NULL, 0}};
static const Alias scale_aliases[] = {
    {"一两个人", SCALE_SOLO}, {"一个人", SCALE_SOLO},   {"不设活动期", SCALE_SMALL}, {"一般", SCALE_STANDARD},
    {"中型", SCALE_STANDARD}, {"标准", SCALE_STANDARD}, {"大型", SCALE_LARGE},       {NULL, 0}};
static const Alias workdays_aliases[] = {{"每天", WORKDAYS_CALENDAR},
                                         {"天天", WORKDAYS_CALENDAR},
                                         {"双休", WORKDAYS_WORKDAY},
                                         {"工作日", WORKDAYS_WORKDAY},
                                         {"排班", WORKDAYS_SHIFT},
                                         {"倒班", WORKDAYS_SHIFT},
                                         {NULL, 0}};
static const Alias complaint_aliases[] = {{"服务", COMPLAINT_SERVICE}, {"态度", COMPLAINT_SERVICE},
                                          {"规则", COMPLAINT_POLICY},  {"活动规则", COMPLAINT_POLICY},
                                          {"质量", COMPLAINT_QUALITY}, {"商品质量", COMPLAINT_QUALITY},
                                          {"费用", COMPLAINT_FEE},     {"价格", COMPLAINT_FEE},
                                          {"其他", COMPLAINT_OTHER},   {NULL, 0}};

static const char *const provinces[] = {"北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海",
                                        "江苏", "浙江", "安徽", "福建", "江西",   "山东", "河南", "湖北",   "湖南",
                                        "广东", "广西", "海南", "重庆", "四川",   "贵州", "云南", "西藏",   "陕西",
                                        "甘肃", "青海", "宁夏", "新疆", "香港",   "澳门", "台湾", NULL};

WordSet names_functions(const char *department) {
  WordSet found = 0;
  g_autofree char *rest = g_strdup(department);
  for (const Alias *a = function_aliases; a->alias != NULL; a++) {
    char *place = strstr(rest, a->alias);
    if (place != NULL) {
      found |= 1u << a->value;
      memset(place, ' ', strlen(a->alias)); /* 网店运营 is not found twice, 食品安全 not also as 食品 */
    }
  }
  return found;
}

WordSet names_complaints(WordSet functions) {
  static const int first[N_FUNCTIONS] = {[FUNCTION_SERVICE] = 1 << COMPLAINT_SERVICE | 1 << COMPLAINT_OTHER,
                                         [FUNCTION_OPERATIONS] = 1 << COMPLAINT_POLICY,
                                         [FUNCTION_MERCHANDISE] = 1 << COMPLAINT_QUALITY,
                                         [FUNCTION_CHECKOUT] = 1 << COMPLAINT_FEE};
  WordSet set = 0;
  for (int f = 0; f < N_FUNCTIONS; f++) {
    set |= functions & (1u << f) ? (WordSet)first[f] : 0;
  }
  return set;
}

const char *names_province(const char *typed) {
  static const char *const endings[] = {"",           "省",         "市",           "自治区",
                                        "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区"};
  for (guint i = 0; provinces[i] != NULL; i++) {
    if (!g_str_has_prefix(typed, provinces[i])) {
      continue;
    }
    for (guint e = 0; e < G_N_ELEMENTS(endings); e++) {
      if (strcmp(typed + strlen(provinces[i]), endings[e]) == 0) {
        return provinces[i];
      }
    }
  }
  return NULL;
}

/* Two characters are too few for text_nearest: there, one of them in its place is near, if only one province has it there. */
static const char *half_right(const char *typed) {
  const char *found = NULL;
  guint n = 0;
  for (guint i = 0; provinces[i] != NULL && g_utf8_strlen(typed, -1) == 2; i++) {
    if (g_utf8_get_char(provinces[i]) == g_utf8_get_char(typed) ||
        strcmp(text_next(provinces[i]), text_next(typed)) == 0) {
      found = provinces[i];
      n++;
    }
  }
  return n == 1 ? found : NULL;
}

const char *names_near_province(const char *typed) {
  const char *near = text_nearest(typed, provinces);
  return near != NULL ? near : half_right(typed);
}

/* The id itself, its Chinese title, or an alias. */
static int lookup(const Word *words, const Alias *aliases, const char *typed) {
  int index = word_index(words, typed);
  for (int i = 0; index < 0 && words[i].id != NULL; i++) {
    index = strcmp(words[i].title, typed) == 0 ? i : -1;
  }
  for (const Alias *a = aliases; index < 0 && a->alias != NULL; a++) {
    index = strcmp(a->alias, typed) == 0 ? a->value : -1;
  }
  return index;
}

int names_kind(const char *typed) {
  return lookup(words_kind, kind_aliases, typed);
}
int names_scale(const char *typed) {
  return lookup(words_scale, scale_aliases, typed);
}
int names_workdays(const char *typed) {
  return lookup(words_workdays, workdays_aliases, typed);
}
int names_complaint(const char *typed) {
  return lookup(words_complaint, complaint_aliases, typed);
}
int names_function(const char *typed) {
  return lookup(words_function, function_aliases, typed);
}

char **names_split(const char *typed) {
  g_auto(GStrv) parts = g_regex_split_simple("[、，,；;/\\s]+", typed, 0, 0);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
  for (char **part = parts; *part != NULL; part++) {
    if (**part != '\0') {
      g_strv_builder_add(kept, *part);
    }
  }
  return g_strv_builder_end(kept);
}

GHashTable *names_taken_new(void) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

enum { ID_MOST = 48 };

char *names_unique_id(GHashTable *taken, const char *wanted, const char *otherwise) {
  g_autoptr(GString) clean = g_string_new(NULL);
  for (const char *c = wanted; *c != '\0' && clean->len < ID_MOST; c++) {
    char lower = g_ascii_tolower(*c);
    gboolean inner = lower == '.' || lower == '-';
    if (g_ascii_isalnum(lower) || (inner && clean->len > 0)) {
      g_string_append_c(clean, lower);
    } else if ((lower == '_' || lower == ' ') && clean->len > 0) {
      g_string_append_c(clean, '-');
    }
  }
  while (clean->len > 0 && !g_ascii_isalnum(clean->str[clean->len - 1])) {
    g_string_truncate(clean, clean->len - 1);
  }
  if (clean->len == 0) {
    g_string_assign(clean, otherwise);
  }
  g_autofree char *id = g_strdup(clean->str);
  for (int n = 2; g_hash_table_contains(taken, id); n++) {
    g_autofree char *number = g_strdup_printf("%d", n);
    g_autofree char *head = g_strndup(clean->str, ID_MOST - strlen(number));
    g_free(id);
    id = g_strconcat(head, number, NULL);
  }
  g_hash_table_add(taken, g_strdup(id));
  return g_steal_pointer(&id);
}

char *names_person_id(GHashTable *taken, const char *name) {
  g_autofree char *spelled = pinyin_spell(name, TRUE);
  return names_unique_id(taken, spelled, "staff");
}
