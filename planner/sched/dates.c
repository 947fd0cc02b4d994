/* Dates of tasks. Bounded on purpose: an offset of 30,000 working days, or a roster on which nobody ever works, ends in a sentence. */
#include "sched/dates.h"
#include <stdlib.h>

Day dates_nearest(const DateAsker *asker, Day day, int step) {
  for (int i = 0; i < DATES_REACH; i++, day += step) {
    if (days_is_workday(asker->days, asker->department, asker->person, day)) {
      return day;
    }
  }
  return DAY_NONE;
}

/* `count` working days from `day`, which itself does not count. */
static Day step_workdays(const DateAsker *asker, Day day, int count) {
  int step = count < 0 ? -1 : 1, left = abs(count);
  for (int i = 0; i < DATES_REACH && left > 0; i++) {
    day += step;
    if (days_is_workday(asker->days, asker->department, asker->person, day)) {
      left--;
    }
  }
  return left == 0 ? day : DAY_NONE;
}

gboolean dates_year_known(const DateAsker *asker, Pos pos) {
  int year = days_take_unknown_year(asker->days);
  if (year == 0) {
    return TRUE;
  }
  Diag *diag = diag_add(asker->diags, E056, pos, "「%s」的日期要数 %d 年的工作日，可是没有这一年的放假安排。",
                        asker->title, year);
  diag_fix(diag, "用 `ready315 holidays import 文件` 导入 %d 年的放假通知，或者把日期改到 %d 年之内。", year,
           asker->campaign->store->year);
  return FALSE;
}

static DateFound find_base(const DateAsker *asker, const DateExpr *expr, Day *day) {
  const Store *store = asker->campaign->store;
  const Overlay *overlay;
  switch (expr->base) {
  case DATE_MONTH_DAY:
    if (!day_valid(store->year, expr->month, expr->mday)) {
      Diag *diag = diag_add(asker->diags, E018, expr->pos, "「%s」的日期不对：%d 年没有%d月%d日。", asker->title,
                            store->year, expr->month, expr->mday);
      if (expr->month == 2 && expr->mday == 29) {
        diag_fix(diag, "%d 年不是闰年，写 02-28 或 03-01。", store->year);
      }
      return DATE_WRONG;
    }
    *day = day_from(store->year, expr->month, expr->mday);
    return DATE_FOUND;
  case DATE_START:
    *day = asker->phase->first;
    return DATE_FOUND;
  case DATE_END:
    *day = asker->phase->last;
    return DATE_FOUND;
  case DATE_315:
    *day = day_from(store->year, 3, 15);
    return DATE_FOUND;
  case DATE_OVERLAY:
  case DATE_OVERLAY_END:
    overlay = store_overlay(store, expr->overlay);
    if (!overlay) {
      return DATE_NO_OVERLAY;
    }
    *day = expr->base == DATE_OVERLAY ? overlay->days.first : overlay->days.last;
    return DATE_FOUND;
  case DATE_NONE:
    break;
  }
  g_assert_not_reached();
}

DateFound dates_resolve(const DateAsker *asker, const DateExpr *expr, Day *day) {
  DateFound found = find_base(asker, expr, day);
  if (found != DATE_FOUND) {
    return found;
  }
  int year = asker->campaign->store->year;
  if (expr->working && expr->offset != 0) {
    *day = step_workdays(asker, *day, expr->offset);
    if (*day == DAY_NONE) {
      Diag *diag =
          diag_add(asker->diags, E018, expr->pos, "「%s」的日期算不出来：往%s数 %d 个工作日，%d 天之内数不到。",
                   asker->title, expr->offset < 0 ? "前" : "后", abs(expr->offset), DATES_REACH);
      diag_fix(diag, "看看天数有没有写错；按排班算工作日的部门，再看看排班表上有没有人。");
      days_take_unknown_year(asker->days);
      return DATE_WRONG;
    }
    if (!dates_year_known(asker, expr->pos)) {
      return DATE_WRONG;
    }
  } else {
    *day += expr->offset;
  }
  if (day_year(*day) < year - 1 || day_year(*day) > year + 1) {
    char iso[DAY_TEXT];
    diag_fix(diag_add(asker->diags, E018, expr->pos, "「%s」的日期算出来是 %s，离 %d 年的活动太远。", asker->title,
                      day_iso(*day, iso), year),
             "看看加减的天数有没有写错。");
    return DATE_WRONG;
  }
  return DATE_FOUND;
}
