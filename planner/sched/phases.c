/* Which phases this store has, in order of days, and whether they fit together. */
#include "sched/draft.h"

static int by_first_day(gconstpointer a, gconstpointer b) {
  const Phase *one = *(const Phase *const *)a, *other = *(const Phase *const *)b;
  if (one->first != other->first) {
    return one->first < other->first ? -1 : 1;
  }
  return one->order - other->order;
}

static Pos dates_of(const Phase *phase) {
  return draft_pos(phase->dates_pos, phase->pos);
}

static void check_neighbours(Draft *draft, const Phase *before, const Phase *phase) {
  if (phase->first <= before->last) {
    g_autoptr(GString) range = g_string_new(NULL);
    g_autofree char *place = pos_format(dates_of(before));
    plan_range_words(phase->first, MIN(phase->last, before->last), range);
    Diag *diag = diag_add(draft->diags, E041, dates_of(phase), "阶段「%s」和「%s」（%s）的日期重叠：%s。", phase->title,
                          before->title, place, range->str);
    diag_fix(diag, "改其中一个阶段的起止日期，让每一天只属于一个阶段。");
  } else if (phase->first > before->last + 1) {
    g_autoptr(GString) range = g_string_new(NULL);
    plan_range_words(before->last + 1, phase->first - 1, range);
    diag_add(draft->diags, N001, dates_of(phase), "阶段「%s」和「%s」之间有 %d 天不属于任何阶段：%s。", before->title,
             phase->title, phase->first - before->last - 1, range->str);
  }
}

void phases_select(Draft *draft) {
  GPtrArray *phases = draft->plan->phases;
  for (guint i = 0; i < draft->campaign->phases->len; i++) {
    Phase *phase = g_ptr_array_index(draft->campaign->phases, i);
    if (!phase->on) {
      continue;
    }
    if (phase->last < phase->first) {
      char first[DAY_TEXT], last[DAY_TEXT];
      Diag *diag = diag_add(draft->diags, E040, dates_of(phase), "阶段「%s」的结束日 %s 早于开始日 %s。", phase->title,
                            day_words(phase->last, last), day_words(phase->first, first));
      diag_fix(diag, "from 写开始日，to 写结束日；同一天开始和结束就写同一个日期。");
      continue;
    }
    g_ptr_array_add(phases, phase);
  }
  g_ptr_array_sort(phases, by_first_day);
  const Phase *reaching = NULL; /* the phase so far that ends last */
  for (guint i = 0; i < phases->len; i++) {
    const Phase *phase = g_ptr_array_index(phases, i);
    if (reaching) {
      check_neighbours(draft, reaching, phase);
    }
    if (!reaching || phase->last > reaching->last) {
      reaching = phase;
    }
  }
}
