/* Each row of a table brings all its rules, so that it can stand on any page; here those of neighbours become one. */
#include "paper/rules.h"

static void look_clear(gpointer data) {
  g_array_unref(((RuleLook *)data)->rules);
}

enum { LOOK_BACK = 24 }; /* rules of the row before */

static gboolean goes_on(GArray *rules, const Draw *next) {
  for (guint i = rules->len; i > 0 && rules->len - i < LOOK_BACK; i--) {
    Draw *rule = &g_array_index(rules, Draw, i - 1);
    gboolean upright = rule->width <= 0 && next->width <= 0 && ABS(rule->x - next->x) < 0.001;
    if (upright && ABS(rule->y + rule->height - next->y) < 0.01) {
      rule->height += next->height;
      return TRUE;
    }
    gboolean same = ABS(rule->x - next->x) < 0.001 && ABS(rule->y - next->y) < 0.01 &&
                    ABS(rule->width - next->width) < 0.001 && ABS(rule->height - next->height) < 0.001;
    if (same) {
      return TRUE; /* the foot of one row is the top of the next */
    }
  }
  return FALSE;
}

static void add_rule(GArray *looks, const Draw *draw) {
  RuleLook *look = NULL;
  for (guint i = 0; i < looks->len && look == NULL; i++) {
    RuleLook *known = &g_array_index(looks, RuleLook, i);
    look = ABS(known->line - draw->line) < 0.001 && ABS(known->grey - draw->grey) < 0.001 ? known : NULL;
  }
  if (look == NULL) {
    const RuleLook made = {draw->line, draw->grey, g_array_new(FALSE, FALSE, sizeof(Draw))};
    g_array_append_val(looks, made);
    look = &g_array_index(looks, RuleLook, looks->len - 1);
  }
  if (!goes_on(look->rules, draw)) {
    g_array_append_val(look->rules, *draw);
  }
}

GArray *rules_join(const Page *page) {
  GArray *looks = g_array_new(FALSE, FALSE, sizeof(RuleLook));
  g_array_set_clear_func(looks, look_clear);
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind == DRAW_RULE) {
      add_rule(looks, draw);
    }
  }
  return looks;
}
