/* Everything that the report says in words, so that its formats cannot differ. Counts nothing but what it names. */
#include "out/readywords.h"
#include "out/phrase.h"
#include <string.h>

enum { ADVICE_MOST = 3 };

const ReadyMeaning readywords_meanings[] = {
    {"count", "件", "一项工作的一次算一件；每天做三次的，一天三件。"},
    {"points", "分",
     "按风险计：标了罚款风险的工作 4 分，下架 3 分，口碑 2 分，没有标的 1 分，标了几样的取最重的一样。"
     "重复的工作不多得分，它的分平摊到每一次，算到千分之一分，句子里四舍五入到一位小数；所以一天量三次温度压不过一次价"
     "格核对。"},
    {"total", "全部", "计划里的每一件，已经取消的不算。"},
    {"due", "应完成", "到昨天为止到期的。今天到期的还有一天时间，另列一栏。"},
    {"done", "完成", "检查表做完并且该复核的复核过，或者登记了完成，或者（提醒签字的）店里签了字。提前做完的也算。"},
    {"done_due", "应完成里做完的", "到昨天为止到期的里面已经完成的，补录的也算。"},
    {"late", "逾期", "到昨天为止到期、还没有做完、也没有签作遗留或特批放行的。"},
    {"today", "今天到期", "今天到期、还没有做完的。"},
    {"carried", "遗留事项", "签字时写明原因、责任人和期限，留到以后做的。不算完成；过了新的期限又算逾期。"},
    {"waived", "特批放行", "两个人特批不做的。不算完成，也不算逾期。"},
    {"percent_done", "做到", "完成的分 ÷ 全部的分。百分数只舍不入，全部做完才是 100%。"},
    {"percent_planned", "应做到", "应完成的分 ÷ 全部的分：照计划到昨天为止该做到多少。"},
    {"to_315", "3月15日前的准备", "只算 3月15日 和以前到期的工作，用来说赶不赶得上。"},
    {"last", "最晚动手日",
     "再晚就来不及的那天：从截止日往前数，要做几个工作日就数几个。工作日按这个部门的；要做多久按估时，八小时算一个工作"
     "日，"
     "没有估时的按计划排的天数。后面有工作等着它的，要赶在那件的最晚动手日以前。计划排在哪天做，那天动手就不算晚。"},
    {"too_late", "已过最晚动手日", "逾期的，和还没有动手、最晚动手日已经过去的。"},
    {"now", "今天要动手", "还没有动手、今天就是最晚动手日的。"},
    {"blockers", "挡着签字",
     "今天签字时会列出来的：标“挡住”的不处理就不能签，其余的要作为遗留事项写明责任人和期限。今天才到期的不算在这里。"},
    {"unsigned", "没有签字的", "已经过完、店里还没有签字的日子、星期或阶段。"},
    {"trend", "走势",
     "每天结束时，3月15日前的工作按分数做到百分之几。虚线是计划要求的，实线是实际的（印在纸上的是一张表）：每件算在记录"
     "里做完的那一天，"
     "凌晨做的，按店里的换日时间算前一天。后来又退回重做的，按最后一次做完算。"},
    {"ahead", "领先或落后", "完成的分减去应完成的分。天数是看这么多分照计划该在哪一天达到。"},
    {NULL, NULL, NULL}};

/* ---- small words ---- */

char *readywords_percent(gint64 part, gint64 whole) {
  int percent = ready_percent(part, whole);
  return percent >= 0 ? g_strdup_printf("%d%%", percent) : g_strdup("—");
}

const char *readywords_risk(const Task *task) {
  return task->risk != NULL ? task->risk : "—";
}

static char *day_month(Day day) {
  int month, mday;
  day_split(day, NULL, &month, &mday);
  return g_strdup_printf("%d月%d日", month, mday);
}

char *readywords_since(const Readiness *readiness, const ReadyBlock *block) {
  if (block->since == DAY_NONE) {
    return g_strdup("");
  }
  g_autofree char *day = day_month(block->since);
  int days = readiness->today - block->since;
  return days > 0 ? g_strdup_printf("%s 起，%d 天了", day, days) : g_strdup_printf("%s 起", day);
}

char *readywords_owner(const ReadyItem *item) {
  const char *owner = item->task->owner != NULL ? item->task->owner->name : "还没有人";
  return item->task->department != NULL ? g_strdup_printf("%s %s", item->task->department->name, owner)
                                        : g_strdup(owner);
}

char *readywords_waits(const Plan *plan, const ReadyItem *item) {
  if (item->waits_for == NULL) {
    return NULL;
  }
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < item->waits_for->len; i++) {
    const Task *task = g_ptr_array_index(item->waits_for, i);
    g_string_append_printf(all, "%s「%s」", i > 0 ? "、" : "", task->title);
  }
  return phrase_formal(plan->campaign, all->str);
}

char *readywords_due(const ReadyGroup *group) {
  if (group->count == 1) {
    char day[DAY_TEXT];
    return g_strdup(day_words(group->first->task->due, day));
  }
  GString *out = g_string_new(NULL);
  plan_range_words(group->first->task->due, group->due_last, out);
  return g_string_free(out, FALSE);
}

/* ---- groups ---- */

static gint by_weight(gconstpointer a, gconstpointer b) {
  const ReadyGroup *one = a, *other = b;
  gint64 weight = ready_weight(one->first->task->task), against = ready_weight(other->first->task->task);
  if (weight != against) {
    return weight > against ? -1 : 1;
  }
  Day due = one->first->task->due, than = other->first->task->due;
  return due != than ? (due < than ? -1 : 1)
                     : (one->first->task > other->first->task) - (one->first->task < other->first->task);
}

static gboolean is_listed(const ReadyItem *item, ReadyList list) {
  gboolean repeated = item->task->task->every != EVERY_NONE;
  return list == READY_TOO_LATE ? item->too_late : item->now && !(list == READY_NOW_ONCE && repeated);
}

GArray *readywords_group(const Readiness *readiness, ReadyList list) {
  GArray *groups = g_array_new(FALSE, FALSE, sizeof(ReadyGroup));
  g_autoptr(GHashTable) known = g_hash_table_new(g_direct_hash, g_direct_equal); /* const Task* → index + 1 */
  for (guint i = 0; i < readiness->items->len; i++) {
    const ReadyItem *item = &g_array_index(readiness->items, ReadyItem, i);
    gpointer key = (gpointer)(guintptr)item->task->task;
    if (!is_listed(item, list)) {
      continue;
    }
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known, key));
    if (at == 0) {
      const ReadyGroup group = {item, 1, item->task->due, item->points};
      g_array_append_val(groups, group);
      g_hash_table_insert(known, key, GUINT_TO_POINTER(groups->len));
      continue;
    }
    ReadyGroup *group = &g_array_index(groups, ReadyGroup, at - 1);
    group->count++;
    group->points += item->points;
    group->due_last = MAX(group->due_last, item->task->due);
    group->first = item->task->due < group->first->task->due ? item : group->first;
  }
  g_array_sort(groups, by_weight);
  return groups;
}

static guint count_list(const Readiness *readiness, ReadyList list, const char *risk) {
  guint n = 0;
  for (guint i = 0; i < readiness->items->len; i++) {
    const ReadyItem *item = &g_array_index(readiness->items, ReadyItem, i);
    n += is_listed(item, list) &&
         (risk == NULL || (item->task->task->risk != NULL && strstr(item->task->task->risk, risk) != NULL));
  }
  return n;
}

static const char *place_of(const Department *department) {
  return department != NULL ? department->name : READYWORDS_NO_DEPARTMENT;
}

char *readywords_repeated(const Readiness *readiness) {
  g_autoptr(GString) places = g_string_new(NULL);
  guint all = 0;
  for (guint i = 0; i < readiness->departments->len; i++) {
    const Department *department = g_array_index(readiness->departments, ReadyDepartment, i).department;
    guint n = 0;
    for (guint k = 0; k < readiness->items->len; k++) {
      const ReadyItem *item = &g_array_index(readiness->items, ReadyItem, k);
      n += item->task->department == department && is_listed(item, READY_NOW) && !is_listed(item, READY_NOW_ONCE);
    }
    if (n > 0) {
      g_string_append_printf(places, "%s%s %u 件", all > 0 ? "、" : "", place_of(department), n);
    }
    all += n;
  }
  return all > 0 ? g_strdup_printf("每天、每周重复的有 %u 件：%s。", all, places->str) : NULL;
}

/* ---- head ---- */

char *readywords_title(const Readiness *readiness) {
  return readiness->department != NULL ? g_strdup_printf("315 准备情况报告（%s）", readiness->department->name)
                                       : g_strdup("315 准备情况报告");
}

char *readywords_to_315(const Readiness *readiness) {
  int days = readiness->gala - readiness->today;
  return days > 0   ? g_strdup_printf("距3月15日还有 %d 天", days)
         : days < 0 ? g_strdup_printf("3月15日已经过去 %d 天", -days)
                    : g_strdup("今天就是3月15日");
}

char *readywords_subtitle(const Readiness *readiness) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  g_autofree char *left = readywords_to_315(readiness);
  GString *out = g_string_new(readiness->plan->campaign->store->name);
  g_string_append_printf(out, " · %d年%s", day_year(readiness->today), day_words(readiness->today, day));
  if (readiness->now != MOMENT_NONE) {
    g_string_append_printf(out, " %s", minute_clock(moment_minute(readiness->now), clock));
  }
  g_string_append_printf(out, " · %s", left);
  return g_string_free(out, FALSE);
}

/* ---- verdict ---- */

static void say_troubles(const Readiness *readiness, GString *out) {
  guint late = count_list(readiness, READY_TOO_LATE, NULL), fines = count_list(readiness, READY_TOO_LATE, "罚款");
  guint blocking = 0;
  for (guint i = 0; i < readiness->blocks->len; i++) {
    blocking += ((const ReadyBlock *)g_ptr_array_index(readiness->blocks, i))->blocks;
  }
  if (late > 0) {
    g_string_append_printf(out, "有 %u 件已过最晚动手日", late);
    g_string_append(out, fines == 0 ? "" : fines == late ? "，都有罚款风险" : "");
    if (fines > 0 && fines < late) {
      g_string_append_printf(out, "，其中 %u 件有罚款风险", fines);
    }
    g_string_append(out, "。");
  }
  if (blocking > 0) {
    g_string_append_printf(out, "有 %u 件事挡着签字。", blocking);
  }
  if (late == 0 && blocking == 0) {
    g_string_append(out, "没有过了最晚动手日的，也没有事情挡着签字。");
  }
}

static void say_days(const Readiness *readiness, GString *out) {
  if (readiness->state == READY_BEHIND) {
    g_string_append_printf(out, "，落后 %d 天。", MAX(-readiness->ahead_days, 1));
  } else if (readiness->state == READY_AHEAD) {
    g_string_append_printf(out, "，领先 %d 天。", readiness->ahead_days);
  } else {
    g_string_append(out, "，没有落后。");
  }
}

static void say_until(const Readiness *readiness, GString *out) {
  const gint64 *points = readiness->to_gala.points;
  g_autofree char *done = readywords_percent(points[READY_DONE], points[READY_TOTAL]);
  g_autofree char *planned = readywords_percent(points[READY_DUE], points[READY_TOTAL]);
  g_string_append_printf(out, "照现在的进度，3月15日前的准备做到 %s，照计划到昨天应做到 %s", done, planned);
  say_days(readiness, out);
}

static void say_after(const Readiness *readiness, GString *out) {
  const gint64 *points = readiness->all.points;
  g_autofree char *done = readywords_percent(points[READY_DONE], points[READY_TOTAL]);
  g_autofree char *planned = readywords_percent(points[READY_DUE], points[READY_TOTAL]);
  const guint *count = readiness->all.count;
  if (readiness->state == READY_OVER) {
    g_autofree char *day = day_month(readiness->last);
    g_string_append_printf(
        out, "活动期到 %s 已经结束，全部工作做到 %s：%u 件里完成 %u 件，遗留 %u 件，特批放行 %u 件，没有做 %u 件。",
        day, done, count[READY_TOTAL], count[READY_DONE], count[READY_CARRIED], count[READY_WAIVED], count[READY_LATE]);
    return;
  }
  g_string_append_printf(out, "照现在的进度，全部工作做到 %s，照计划到昨天应做到 %s", done, planned);
  g_string_append(out, readiness->state == READY_BEHIND ? "，还有没做完的。" : "，没有落后。");
}

char *readywords_verdict(const Readiness *readiness) {
  GString *out = g_string_new(NULL);
  g_autofree char *first = readiness->first != DAY_NONE ? day_month(readiness->first) : NULL;
  switch (readiness->state) {
  case READY_NOTHING:
    g_string_append(out, readiness->department != NULL ? "计划里没有这个部门的工作。"
                                                       : "本店不设 315 活动期，计划里没有工作。");
    break;
  case READY_UNRECORDED:
    g_string_append(out, "这家店还没有做过任何登记，看不出做到了哪里。下面是计划要求的。");
    break;
  case READY_BEFORE:
    g_string_append_printf(out, "准备从 %s 开始，还有 %d 天，现在没有到期的工作。", first,
                           readiness->first - readiness->today);
    break;
  case READY_OVER:
    say_after(readiness, out);
    break;
  default:
    (readiness->today <= readiness->gala && readiness->points->len > 0 ? say_until : say_after)(readiness, out);
    say_troubles(readiness, out);
  }
  return g_string_free(out, FALSE);
}

/* ---- what to do ---- */

static guint name_groups(const Readiness *readiness, const GArray *groups, GString *out) {
  guint n = 0;
  for (; n < groups->len && n < ADVICE_MOST; n++) {
    const ReadyGroup *group = &g_array_index(groups, ReadyGroup, n);
    const Task *task = group->first->task->task;
    g_autofree char *title = phrase_formal(readiness->plan->campaign, task->title);
    g_autofree char *owner = readywords_owner(group->first);
    g_string_append_printf(out, "%s「%s」（%s%s%s", n > 0 ? "、" : "", title, task->risk != NULL ? task->risk : "",
                           task->risk != NULL ? "，" : "", owner);
    if (group->count > 1) {
      g_string_append_printf(out, "，%u 件", group->count);
    }
    g_string_append(out, "）");
  }
  return n;
}

static void say_next(const Readiness *readiness, GString *out) {
  for (guint i = 0; i < readiness->items->len; i++) {
    const ReadyItem *item = &g_array_index(readiness->items, ReadyItem, i);
    if (item->last > readiness->today) {
      g_autofree char *title = phrase_formal(readiness->plan->campaign, item->task->task->title);
      g_autofree char *owner = readywords_owner(item);
      char day[DAY_TEXT];
      g_string_append_printf(out, "下一件是「%s」（%s），最晚 %s 动手。", title, owner, day_words(item->last, day));
      return;
    }
  }
}

char *readywords_advice(const Readiness *readiness) {
  g_autoptr(GArray) late = readywords_group(readiness, READY_TOO_LATE);
  g_autoptr(GArray) now = readywords_group(readiness, READY_NOW);
  guint n_now = count_list(readiness, READY_NOW, NULL);
  GString *out = g_string_new(NULL);
  if (readiness->items->len == 0) {
    g_string_append(out, "没有要做的了。");
    return g_string_free(out, FALSE);
  }
  if (late->len > 0) {
    g_string_append(out, "今天先补：");
    guint n = name_groups(readiness, late, out);
    g_string_append(out, n < late->len ? "等。" : "。");
  }
  if (late->len > 0 && n_now > 0) {
    g_string_append_printf(out, "另外有 %u 件今天要动手。", n_now);
  } else if (n_now > 0) {
    g_string_append_printf(out, "今天要动手的有 %u 件，先做：", n_now);
    guint n = name_groups(readiness, now, out);
    g_string_append(out, n < now->len ? "等。" : "。");
  } else if (late->len == 0) {
    g_string_append(out, "今天没有必须动手的。");
    say_next(readiness, out);
  }
  return g_string_free(out, FALSE);
}

/* ---- trend, notes ---- */

/* To one place, half up: who reads the sentence wants no thousandths. */
static char *tenths(gint64 thousandths) {
  return ready_points((thousandths + 50) / 100 * 100);
}

char *readywords_trend(const Readiness *readiness) {
  if (!readiness->recorded || readiness->points->len == 0 || readiness->today < readiness->first) {
    return NULL;
  }
  const gint64 *points = readiness->to_gala.points;
  g_autofree char *done = tenths(points[READY_DONE]), *due = tenths(points[READY_DUE]);
  g_autofree char *total = tenths(points[READY_TOTAL]), *gap = tenths(ABS(readiness->ahead));
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "3月15日前的工作共 %s 分，到现在完成 %s 分，照计划到昨天应完成 %s 分，", total, done,
                         due);
  if (readiness->ahead < 0) {
    g_autofree char *day = day_month(MIN(readiness->today - 1, readiness->gala) + readiness->ahead_days);
    g_string_append_printf(out, "落后 %s 分：相当于计划里 %s 的进度，落后 %d 天。", gap, day, -readiness->ahead_days);
  } else if (readiness->ahead == 0) {
    g_string_append(out, "正好跟上。");
  } else if (readiness->ahead_days > 0) {
    g_string_append_printf(out, "领先 %s 分，领先 %d 天。", gap, readiness->ahead_days);
  } else {
    g_string_append_printf(out, "多完成 %s 分，不到一天。", gap);
  }
  return g_string_free(out, FALSE);
}

GPtrArray *readywords_notes(const Readiness *readiness) {
  GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
  const guint *count = readiness->all.count;
  if (readiness->plan->holidays != YEAR_OFFICIAL && count[READY_TOTAL] > 0) {
    g_ptr_array_add(notes, g_strdup("放假安排待公布，涉及工作日的日期和最晚动手日可能会变。"));
  }
  if (readiness->recorded && count[READY_CARRIED] + count[READY_WAIVED] > 0) {
    g_ptr_array_add(notes, g_strdup_printf("遗留事项 %u 件、特批放行 %u 件，都不算完成。", count[READY_CARRIED],
                                           count[READY_WAIVED]));
  }
  return notes;
}
