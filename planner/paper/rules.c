/* Each row of a table brings all its rules, so that it can stand on any page; here those of neighbours become one. */
#include "paper/rules.h"

typedef struct {
  double line, grey;
  GArray *upright, *level; /* of Draw */
} Look;

static void look_clear(gpointer data) {
  g_array_unref(((RuleLook *)data)->rules);
}

static void found_clear(gpointer data) {
  Look *look = data;
  g_clear_pointer(&look->upright, g_array_unref);
  g_clear_pointer(&look->level, g_array_unref);
}

/* How far to look back: uprights of the row before, and the foot of the row or of a group's line above it. */
enum { UPRIGHTS_BACK = 72, LEVELS_BACK = 3 };

/* The rule that ends where the next one begins, at the same place across. */
static gboolean goes_on(GArray *uprights, const Draw *next) {
  for (guint i = uprights->len; i > 0 && uprights->len - i < UPRIGHTS_BACK; i--) {
    Draw *rule = &g_array_index(uprights, Draw, i - 1);
    if (ABS(rule->x - next->x) >= 0.001) {
      continue;
    }
    if (ABS(rule->y + rule->height - next->y) < 0.01) {
      rule->height += next->height;
      return TRUE;
    }
    if (ABS(rule->y - next->y) < 0.01 && ABS(rule->height - next->height) < 0.001) {
      return TRUE;
    }
  }
  return FALSE;
}

/* The foot of one row is the top of the next. */
static gboolean is_there(const GArray *levels, const Draw *next) {
  for (guint i = levels->len; i > 0 && levels->len - i < LEVELS_BACK; i--) {
    const Draw *rule = &g_array_index(levels, Draw, i - 1);
    if (ABS(rule->x - next->x) < 0.001 && ABS(rule->y - next->y) < 0.01 && ABS(rule->width - next->width) < 0.001) {
      return TRUE;
    }
  }
  return FALSE;
}

static void add_rule(GArray *looks, const Draw *draw) {
  Look *look = NULL;
  for (guint i = 0; i < looks->len && look == NULL; i++) {
    Look *known = &g_array_index(looks, Look, i);
    look = ABS(known->line - draw->line) < 0.001 && ABS(known->grey - draw->grey) < 0.001 ? known : NULL;
  }
  if (look == NULL) {
    const Look made = {draw->line, draw->grey, g_array_new(FALSE, FALSE, sizeof(Draw)),
                       g_array_new(FALSE, FALSE, sizeof(Draw))};
    g_array_append_val(looks, made);
    look = &g_array_index(looks, Look, looks->len - 1);
  }
  gboolean upright = draw->width <= 0;
  GArray *rules = upright ? look->upright : look->level;
  if (!(upright ? goes_on(rules, draw) : is_there(rules, draw))) {
    g_array_append_val(rules, *draw);
  }
}

GArray *rules_join(const Page *page) {
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Look));
  g_array_set_clear_func(found, found_clear);
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind == DRAW_RULE) {
      add_rule(found, draw);
    }
  }
  GArray *looks = g_array_new(FALSE, FALSE, sizeof(RuleLook));
  g_array_set_clear_func(looks, look_clear);
  for (guint i = 0; i < found->len; i++) {
    Look *look = &g_array_index(found, Look, i);
    g_array_append_vals(look->upright, look->level->data, look->level->len);
    const RuleLook one = {look->line, look->grey, g_steal_pointer(&look->upright)};
    g_array_append_val(looks, one);
  }
  return looks;
}
