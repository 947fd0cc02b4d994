/* Whether a notice fits together. A holiday table decides when a whole campaign's work is done, so a mistyped date must not get through. */
#include "load/holiday_notice_check.h"

const char *const festival_names[N_FESTIVALS][FESTIVAL_NAMES] = {
    [NEW_YEAR] = {"元旦", "新年"},      [SPRING] = {"春节"},
    [QINGMING] = {"清明节", "清明"},    [LABOUR] = {"劳动节", "五一国际劳动节", "国际劳动节", "五一劳动节", "五一"},
    [DRAGON_BOAT] = {"端午节", "端午"}, [MID_AUTUMN] = {"中秋节", "中秋"},
    [NATIONAL] = {"国庆节", "国庆"},
};

/* Statutory days by 全国年节及纪念日放假办法, art. 2, before and since 2025. `from` and `to` (month × 100 + day) are where the festival can fall;
 * `fixed` ones begin at `from` itself. */
static const struct {
  int statutory_before, statutory;
  int from, to;
  gboolean fixed;
} FESTIVALS[N_FESTIVALS] = {
    [NEW_YEAR] = {1, 1, 101, 101, TRUE},     [SPRING] = {3, 4, 115, 301, FALSE},
    [QINGMING] = {1, 1, 404, 406, FALSE},    [LABOUR] = {1, 2, 501, 502, TRUE},
    [DRAGON_BOAT] = {1, 1, 525, 628, FALSE}, [MID_AUTUMN] = {1, 1, 905, 1010, FALSE},
    [NATIONAL] = {3, 3, 1001, 1003, TRUE},
};
#define LAW_CHANGED 2025
#define FARTHEST_MAKEUP 31 /* days between a break and a day worked for it */

void holiday_notice_complained(NoticeReader *reader, NoticeItem *item, guint length, Diag *diag) {
  reader->failed = TRUE;
  if (item) {
    item->sound = FALSE;
  }
  diag_underline(diag, length);
  diag_fix(diag, "对照中国政府网上的通知原文改正；原文确实如此，就改用 JSON 文件导入。");
}

static gboolean holds(const GArray *days, Day day) {
  for (guint i = 0; i < days->len; i++) {
    if (g_array_index(days, Day, i) == day) {
      return TRUE;
    }
  }
  return FALSE;
}

static int statutory_days(const NoticeReader *reader, Festival festival) {
  return reader->notice->year < LAW_CHANGED ? FESTIVALS[festival].statutory_before : FESTIVALS[festival].statutory;
}

/* The festival itself lies in the days off. */
static void check_festival(NoticeReader *reader, NoticeItem *item, Festival festival) {
  int year = reader->notice->year, from = FESTIVALS[festival].from, to = FESTIVALS[festival].to;
  Day first = day_from(year, from / 100, from % 100), last = day_from(year, to / 100, to % 100);
  last = FESTIVALS[festival].fixed ? first + statutory_days(reader, festival) - 1 : last;
  gboolean any = FALSE, all = TRUE;
  for (Day day = first; day <= last; day++) {
    gboolean off = holds(item->off, day);
    any |= off;
    all &= off;
  }
  if (FESTIVALS[festival].fixed ? !all : !any) {
    char a[DAY_TEXT], b[DAY_TEXT];
    holiday_notice_complain(reader, item, item->at, item->body - item->at, "「%s」的放假日子里没有%s（%s至%s%s）。",
                            item->name->str, festival_names[festival][0], day_words(first, a), day_words(last, b),
                            FESTIVALS[festival].fixed ? "" : "之间");
  }
}

/* Weekdays off = statutory days + weekend days worked. A notice that breaks this has a date mistyped. */
static void check_balance(NoticeReader *reader, NoticeItem *item) {
  int off = 0, statutory = 0;
  for (guint i = 0; i < item->off->len; i++) {
    off += day_weekday(g_array_index(item->off, Day, i)) <= FRIDAY;
  }
  for (int f = 0; f < N_FESTIVALS; f++) {
    statutory += item->festivals & (1u << f) ? statutory_days(reader, (Festival)f) : 0;
  }
  if (statutory > 0 && off - (int)item->worked->len != statutory) {
    holiday_notice_complain(reader, item, item->at, item->body - item->at,
                            "「%s」占用 %d 个周一至周五，调休上班 %u 天，相减得 %d 天，与法定的 %d 天不符。",
                            item->name->str, off, item->worked->len, off - (int)item->worked->len, statutory);
  }
}

static void check_worked(NoticeReader *reader, NoticeItem *item) {
  for (guint i = 0; i < item->worked->len; i++) {
    Day day = g_array_index(item->worked, Day, i);
    char words[DAY_TEXT];
    if (day_weekday(day) <= FRIDAY) {
      holiday_notice_complain(reader, item, item->at, item->body - item->at, "「%s」里调休上班的%s本来就不是周末。",
                              item->name->str, day_words(day, words));
    }
    Day first = g_array_index(item->off, Day, 0), last = g_array_index(item->off, Day, item->off->len - 1);
    if (day < first - FARTHEST_MAKEUP || day > last + FARTHEST_MAKEUP) {
      holiday_notice_complain(reader, item, item->at, item->body - item->at, "「%s」里调休上班的%s离假期太远。",
                              item->name->str, day_words(day, words));
    }
  }
}

static int compare_days(gconstpointer a, gconstpointer b) {
  return *(const Day *)a - *(const Day *)b;
}

static void sort_unique(GArray *days) {
  g_array_sort(days, compare_days);
  for (guint i = days->len; i-- > 1;) {
    if (g_array_index(days, Day, i) == g_array_index(days, Day, i - 1)) {
      g_array_remove_index(days, i);
    }
  }
}

void holiday_notice_check_item(NoticeReader *reader, NoticeItem *item) {
  sort_unique(item->off);
  sort_unique(item->worked);
  if (item->off->len == 0) {
    if (item->sound && (item->festivals || item->worked->len > 0)) {
      holiday_notice_complain(reader, item, item->at, item->body - item->at, "「%s」一条里没有找到放假的日期。",
                              item->name->str);
    }
    return;
  }
  if (!item->sound) {
    return; /* one mistake is told once */
  }
  for (int f = 0; f < N_FESTIVALS; f++) {
    if (item->festivals & (1u << f)) {
      check_festival(reader, item, (Festival)f);
    }
  }
  check_worked(reader, item);
  if (item->sound) {
    check_balance(reader, item);
  }
}

void holiday_notice_check_complete(NoticeReader *reader) {
  g_autoptr(GString) missing = g_string_new(NULL);
  guint seen = 0;
  for (guint i = 0; i < reader->items->len; i++) {
    seen |= ((const NoticeItem *)g_ptr_array_index(reader->items, i))->festivals;
  }
  for (int f = 0; f < N_FESTIVALS; f++) {
    if (!(seen & (1u << f))) {
      g_string_append_printf(missing, "%s%s", missing->len ? "、" : "", festival_names[f][0]);
    }
  }
  if (seen == 0) {
    holiday_notice_complain(reader, NULL, 0, 1, "没有找到“元旦：1月1日放假”这样的条目。");
  } else if (missing->len > 0) {
    holiday_notice_complain(reader, NULL, 0, 1, "通知不完整，缺少：%s。", missing->str);
  }
}
