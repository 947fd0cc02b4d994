/* The State Council's notice, item by item: 「一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。」 A statement is a list of
 * dates with a verb behind it. Whatever looks like a statement and is not understood is an error: a holiday table must not be guessed. */
#include "load/holiday_notice.h"
#include "load/holiday_notice_check.h"
#include <string.h>

#define LONGEST_BREAK 16         /* days in one range: more is a misread date */
#define NOTICE_BYTES (64 * 1024) /* a notice has about 2 KiB; a pasted page some more */
#define SENTENCE 300             /* letters: how far a sentence is looked through */

static void item_free(gpointer data) {
  NoticeItem *item = data;
  g_string_free(item->name, TRUE);
  g_array_unref(item->off);
  g_array_unref(item->worked);
  g_free(item);
}

static void day_clear(gpointer data) {
  HolidayNoticeDay *day = data;
  g_free(day->name);
}

void holiday_notice_free(HolidayNotice *notice) {
  if (!notice) {
    return;
  }
  g_free(notice->title);
  g_free(notice->url);
  g_array_unref(notice->days);
  g_free(notice);
}

/* ---- the year ------------------------------------------------------------------------------------------------------------------- */

static gboolean find_year(NoticeReader *reader) {
  static const char *const SURE[] = {"年部分节假日", NULL};
  static const char *const LIKELY[] = {"年节假日", "年放假", "年元旦", "年全国", "年法定", NULL};
  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < reader->letters.letters->len; i++) {
      int year;
      if (letters_number(&reader->letters, i, &year) == 4 && year >= 2000 && year <= 2099 &&
          letters_words(&reader->letters, i + 4, pass == 0 ? SURE : LIKELY)) {
        reader->notice->year = year;
        return TRUE;
      }
    }
  }
  holiday_notice_complain(reader, NULL, 0, 1, "看不出这是哪一年的放假通知。");
  return FALSE;
}

static void find_url(HolidayNotice *notice, const char *text, gsize length) {
  const char *end = text + length;
  for (const char *p = g_strstr_len(text, (gssize)length, "http"); p; p = g_strstr_len(p, end - p, "http")) {
    const char *stop = p;
    while (stop < end && g_ascii_isgraph(*stop) && !strchr("\"'<>()", *stop)) {
      stop++;
    }
    g_autofree char *url = g_strndup(p, (gsize)(stop - p));
    if ((g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://")) && strstr(url, "gov.cn/")) {
      notice->url = g_steal_pointer(&url);
      return;
    }
    p = MAX(stop, p + 4);
  }
}

/* ---- items ---------------------------------------------------------------------------------------------------------------------- */

/* One festival's name at `i`: its length, 0 when there is none. */
static guint festival_name(const Letters *letters, guint i, Festival *festival) {
  guint longest = 0;
  for (int f = 0; f < N_FESTIVALS; f++) {
    for (const char *const *name = festival_names[f]; *name; name++) {
      guint n = letters_word(letters, i, *name);
      if (n > longest) {
        longest = n;
        *festival = (Festival)f;
      }
    }
  }
  return longest;
}

/* 一、 (三) 3. at the beginning of a line or sentence. */
static guint numbering(const Letters *letters, guint i) {
  static const char *const STOPS[] = {"、", ".", ")", NULL};
  int value;
  if (!g_array_index(letters->letters, Letter, i).line_start && i > 0 && letters_at(letters, i - 1) != 0x3002) {
    return 0;
  }
  guint open = letters_word(letters, i, "("), n = letters_number(letters, i + open, &value);
  if (n == 0) {
    return 0;
  }
  while (letters_number(letters, i + open + n, &value) == 1) {
    n++; /* 十一 */
  }
  guint stop = letters_words(letters, i + open + n, STOPS);
  return stop ? open + n + stop : 0;
}

/* A heading at `i`: festivals, or after a numbering any short name, and a colon (a date will do after a festival). Its length, 0 if none. */
static guint heading(const Letters *letters, guint i, guint *festivals, GString *name) {
  static const char *const AND[] = {"、", "和", "与", "及", "暨", NULL};
  static const char *const HOLIDAY[] = {"假期", "放假", NULL};
  guint number = numbering(letters, i), at = i + number, n;
  Festival festival = NEW_YEAR;
  *festivals = 0;
  g_string_truncate(name, 0);
  while ((n = festival_name(letters, at, &festival)) > 0) {
    at += n;
    *festivals |= 1u << festival;
    g_string_append_printf(name, "%s%s", name->len ? "、" : "", festival_names[festival][0]);
    guint and = letters_words(letters, at, AND);
    if (and == 0 || festival_name(letters, at + and, &festival) == 0) {
      break;
    }
    at += and;
  }
  if (*festivals) {
    at += letters_words(letters, at, HOLIDAY);
    guint colon = letters_word(letters, at, ":");
    WrittenDate date;
    return colon || letters_date(letters, at, &date) ? at + colon - i : 0;
  }
  for (guint k = 0; number > 0 && k < 12; k++, at++) {
    gunichar c = letters_at(letters, at);
    if (c == ':') {
      return k > 0 ? at + 1 - i : 0;
    }
    if (!g_unichar_isalpha(c) && c != 0x3001) {
      break;
    }
    g_string_append_unichar(name, c);
  }
  return 0;
}

static void find_items(NoticeReader *reader) {
  g_autoptr(GString) name = g_string_new(NULL);
  NoticeItem *last = NULL;
  for (guint i = 0; i < reader->letters.letters->len; i++) {
    guint festivals, n = heading(&reader->letters, i, &festivals, name);
    if (n == 0) {
      continue;
    }
    NoticeItem *item = g_new0(NoticeItem, 1);
    item->at = i;
    item->body = i + n;
    item->end = reader->letters.letters->len;
    item->festivals = festivals;
    item->name = g_string_new(name->str);
    item->off = g_array_new(FALSE, FALSE, sizeof(Day));
    item->worked = g_array_new(FALSE, FALSE, sizeof(Day));
    item->sound = TRUE;
    if (last) {
      last->end = i;
    }
    g_ptr_array_add(reader->items, item);
    last = item;
    i += n - 1;
  }
}

/* ---- dates ---------------------------------------------------------------------------------------------------------------------- */

/* Fills in what the text leaves out; checks the weekday. DAY_NONE after a problem. */
static Day resolve(NoticeReader *reader, NoticeItem *item, const WrittenDate *date) {
  int year = date->year, month = date->month;
  if (month == 0) {
    month = reader->month;
    year = year ? year : reader->year;
  } else if (year == 0) {
    gboolean december = month == 12 && (item->festivals & (1u << NEW_YEAR));
    year = reader->notice->year - (december ? 1 : 0);
  }
  year = date->next_year && reader->year ? reader->year + 1 : year;
  if (month == 0) {
    holiday_notice_complain(reader, item, date->at, date->length, "「%s」一条里的“%d日”没有写是几月。", item->name->str,
                            date->mday);
    return DAY_NONE;
  }
  if (!day_valid(year, month, date->mday)) {
    holiday_notice_complain(reader, item, date->at, date->length, "%d 年没有%d月%d日。", year, month, date->mday);
    return DAY_NONE;
  }
  Day day = day_from(year, month, date->mday);
  reader->year = year;
  reader->month = month;
  if (year != reader->notice->year && !(year == reader->notice->year - 1 && month == 12)) {
    holiday_notice_complain(reader, item, date->at, date->length, "%d年%d月%d日不在 %d 年的放假安排之内。", year, month,
                            date->mday, reader->notice->year);
    return DAY_NONE;
  }
  if (date->weekday >= 0 && date->weekday != (int)day_weekday(day)) {
    holiday_notice_complain(reader, item, date->weekday_at, 2, "%d年%d月%d日是%s，通知里写的是%s。", year, month,
                            date->mday, weekday_words(day_weekday(day)), weekday_words((Weekday)date->weekday));
    return DAY_NONE;
  }
  return day;
}

/* A day or a range as written. */
typedef struct {
  WrittenDate first, last; /* last.length 0: one day */
} WrittenRange;

/* Its length, 0 when there is none at `i`. */
static guint written_range(const NoticeReader *reader, const NoticeItem *item, guint i, WrittenRange *range) {
  if (i >= item->end || !letters_date(&reader->letters, i, &range->first)) {
    return 0;
  }
  guint length = range->first.length, until = letters_until(&reader->letters, i + length);
  if (until > 0 && letters_date(&reader->letters, i + length + until, &range->last)) {
    return length + until + range->last.length;
  }
  range->last.length = 0;
  return length;
}

static void add_days(NoticeReader *reader, NoticeItem *item, const WrittenRange *range, GArray *days) {
  Day from = resolve(reader, item, &range->first), to = from;
  if (range->last.length > 0) {
    to = resolve(reader, item, &range->last);
  }
  if (from == DAY_NONE || to == DAY_NONE) {
    return;
  }
  if (to < from || to - from >= LONGEST_BREAK) {
    guint length = range->last.at + range->last.length - range->first.at;
    if (to < from) {
      holiday_notice_complain(reader, item, range->first.at, length, "放假的最后一天早于第一天。");
    } else {
      holiday_notice_complain(reader, item, range->first.at, length, "一次放假超过 %d 天，日期多半写错了。",
                              LONGEST_BREAK);
    }
    return;
  }
  for (Day day = from; day <= to; day++) {
    g_array_append_val(days, day);
  }
}

/* ---- statements ----------------------------------------------------------------------------------------------------------------- */

static gboolean ends_sentence(gunichar c) {
  return c == 0x3002 || c == ';' || c == 0;
}

/* 放假1天, 共3天 behind the verb: the number and where it stands. Other dates end the search. */
static void check_count(NoticeReader *reader, NoticeItem *item, guint i, guint days) {
  for (guint end = MIN(item->end, i + SENTENCE); i < end && !ends_sentence(letters_at(&reader->letters, i)); i++) {
    WrittenDate date;
    int count;
    guint n = letters_number(&reader->letters, i, &count), unit = n ? letters_word(&reader->letters, i + n, "天") : 0;
    if (unit > 0) {
      if ((guint)count != days && item->sound) {
        holiday_notice_complain(reader, item, i, n + unit, "「%s」写的是放假 %d 天，按日期数是 %u 天。",
                                item->name->str, count, days);
      }
      return;
    }
    if (letters_date(&reader->letters, i, &date)) {
      return;
    }
  }
}

/* The sentence around speaks of an advice (鼓励…休息), not of an order. */
static gboolean only_advice(const NoticeReader *reader, const NoticeItem *item, guint at) {
  guint begin = MAX(item->body, at > SENTENCE ? at - SENTENCE : 0);
  while (at > begin && !ends_sentence(letters_at(&reader->letters, at - 1))) {
    at--;
    if (letters_word(&reader->letters, at, "鼓励") || letters_word(&reader->letters, at, "可结合")) {
      return TRUE;
    }
  }
  return FALSE;
}

/* The rest of the sentence still says something about days off or worked. */
static gboolean says_more(const NoticeReader *reader, const NoticeItem *item, guint i) {
  static const char *const VERBS[] = {"放假", "上班", "补班", "休息", "调休", "补休", NULL};
  for (guint end = MIN(item->end, i + SENTENCE); i < end && !ends_sentence(letters_at(&reader->letters, i)); i++) {
    if (letters_words(&reader->letters, i, VERBS)) {
      return TRUE;
    }
  }
  return FALSE;
}

/* What the dates before letter `i` are for. */
typedef enum { VERB_NONE, VERB_OFF, VERB_WORK, VERB_UNCLEAR } Verb;

static Verb find_verb(const NoticeReader *reader, const NoticeItem *item, guint i) {
  static const char *const KNOWN[] = {"为法定", "是法定", "照常公休", "公休", NULL}; /* says nothing new */
  static const char *const FILL[] = {",", "正常", "照常", "均", "全部", "需", "应", "要", NULL};
  static const char *const WORK[] = {"上班", "补班", NULL};
  static const char *const OFF[] = {"放假", "调休", "补休", "休息", "休假", NULL};
  if (letters_words(&reader->letters, i, KNOWN)) {
    return VERB_NONE;
  }
  guint verb = i;
  for (guint n; (n = letters_words(&reader->letters, verb, FILL)) > 0;) {
    verb += n;
  }
  if (letters_words(&reader->letters, verb, WORK)) {
    return VERB_WORK;
  }
  if (letters_words(&reader->letters, verb, OFF)) {
    return VERB_OFF;
  }
  return says_more(reader, item, i) ? VERB_UNCLEAR : VERB_NONE;
}

/* Dates at `i` and the verb behind them. Returns where to go on. */
static guint read_statement(NoticeReader *reader, NoticeItem *item, guint i) {
  static const char *const AND[] = {"、", ",", "和", "及", "与", NULL};
  g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(WrittenRange));
  g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(Day));
  WrittenRange range;
  guint at = i, and = 0;
  for (guint n; (n = written_range(reader, item, at + and, &range)) > 0;) {
    g_array_append_val(ranges, range);
    at += and+n;
    and = letters_words(&reader->letters, at, AND);
    if (and == 0) {
      break;
    }
  }
  Verb verb = find_verb(reader, item, at);
  if (verb == VERB_NONE || only_advice(reader, item, i)) {
    return at;
  }
  if (verb == VERB_UNCLEAR) {
    holiday_notice_complain(reader, item, i, at - i, "「%s」一条里，看不懂这个日期是放假还是上班。", item->name->str);
    return at;
  }
  for (guint k = 0; k < ranges->len; k++) {
    add_days(reader, item, &g_array_index(ranges, WrittenRange, k), days);
  }
  g_array_append_vals(verb == VERB_WORK ? item->worked : item->off, days->data, days->len);
  if (verb == VERB_OFF) {
    check_count(reader, item, at, days->len);
  }
  return at;
}

static void read_item(NoticeReader *reader, NoticeItem *item) {
  reader->month = 0;
  reader->year = reader->notice->year;
  for (guint i = item->body; i < item->end;) {
    WrittenDate date;
    if (letters_at(&reader->letters, i) == '(') { /* asides: （2月9日） */
      while (i < item->end && letters_at(&reader->letters, i) != ')') {
        i++;
      }
    } else if (letters_date(&reader->letters, i, &date)) {
      i = read_statement(reader, item, i);
    } else {
      i++;
    }
  }
}

/* ---- result --------------------------------------------------------------------------------------------------------------------- */

static void put_days(NoticeReader *reader, const NoticeItem *item, const GArray *days, gboolean off) {
  for (guint i = 0; i < days->len; i++) {
    HolidayNoticeDay day = {.day = g_array_index(days, Day, i), .off = off, .name = g_strdup(item->name->str)};
    g_array_append_val(reader->notice->days, day);
  }
}

static int compare_notice_days(gconstpointer a, gconstpointer b) {
  const HolidayNoticeDay *one = a, *other = b;
  return one->day != other->day ? one->day - other->day : one->off - other->off;
}

/* Sorts, and finds a day that two items claim. */
static void settle(NoticeReader *reader) {
  GArray *days = reader->notice->days;
  for (guint i = 0; i < reader->items->len; i++) {
    const NoticeItem *item = g_ptr_array_index(reader->items, i);
    put_days(reader, item, item->off, TRUE);
    put_days(reader, item, item->worked, FALSE);
  }
  g_array_sort(days, compare_notice_days);
  for (guint i = 1; i < days->len; i++) {
    const HolidayNoticeDay *one = &g_array_index(days, HolidayNoticeDay, i - 1),
                           *other = &g_array_index(days, HolidayNoticeDay, i);
    char words[DAY_TEXT];
    if (one->day == other->day) {
      holiday_notice_complain(reader, NULL, 0, 1, "%s在“%s”和“%s”两条里都写了。", day_words(one->day, words), one->name,
                              other->name);
    }
  }
}

HolidayNotice *holiday_notice_parse(const char *file, const char *text, gsize length, DiagList *diags) {
  if (length > NOTICE_BYTES) {
    diag_fix(diag_add(diags, E003, pos_of_file(file), "文件有 %" G_GSIZE_FORMAT " 字节，不像是一份放假通知。", length),
             "只粘贴通知的正文。");
    return NULL;
  }
  if (!g_utf8_validate(text, (gssize)length, NULL)) {
    diag_fix(diag_add(diags, E004, pos_of_file(file), "放假通知不是 UTF-8 文字。"),
             "把通知原文重新复制，存成 UTF-8 的文本文件。");
    return NULL;
  }
  g_autoptr(HolidayNotice) notice = g_new0(HolidayNotice, 1);
  notice->days = g_array_new(FALSE, FALSE, sizeof(HolidayNoticeDay));
  g_array_set_clear_func(notice->days, day_clear);
  NoticeReader reader = {.diags = diags, .notice = notice, .items = g_ptr_array_new_with_free_func(item_free)};
  letters_init(&reader.letters, file, text, length);
  if (find_year(&reader)) {
    notice->title = g_strdup_printf("国务院办公厅关于%d年部分节假日安排的通知", notice->year);
    find_url(notice, text, length);
    find_items(&reader);
    holiday_notice_check_complete(&reader);
    for (guint i = 0; i < reader.items->len; i++) {
      read_item(&reader, g_ptr_array_index(reader.items, i));
      holiday_notice_check_item(&reader, g_ptr_array_index(reader.items, i));
    }
    if (!reader.failed) {
      settle(&reader);
    }
  }
  letters_clear(&reader.letters);
  g_ptr_array_unref(reader.items);
  return reader.failed ? NULL : g_steal_pointer(&notice);
}
