/* Corrective actions that are not closed, with what comes next for each. */
#include "tui/listing.h"
#include "tui/phrases.h"

enum { STAGE_CELLS = 8, CHECK_CELLS = 22, OWNER_CELLS = 16 };

static const char *next_step(FixStage stage) {
  return stage == FIX_FOUND ? "回车记下怎么整改的" : stage == FIX_DONE ? "回车复查" : "回车关闭";
}

static char *details_of(const App *app, const OpenFix *fix) {
  const Store *store = app->scene->store;
  g_autofree char *found = phrase_instant(store, fix->found_ms);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s · %s\n发现：%s，%s　编号：%s\n", fix->row, fix->item,
                         phrase_person(store, fix->found_by), found, fix->name);
  if (fix->done != NULL) {
    g_string_append_printf(text, "整改：%s（%s）\n", fix->done, phrase_person(store, fix->done_by));
  }
  if (fix->rejected != NULL) {
    g_string_append_printf(text, "复查没有通过：%s\n", fix->rejected);
  }
  if (fix->rechecked_by != NULL) {
    g_string_append_printf(text, "复查：%s\n", phrase_person(store, fix->rechecked_by));
  }
  g_string_append_printf(text, "下一步：%s；按 o 看这次检查。", next_step(fix->stage));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

void listing_fixes(const App *app, Listing *listing) {
  *listing = (Listing){.rows = listing->rows,
                       .widths = {STAGE_CELLS, LISTING_REST, CHECK_CELLS, OWNER_CELLS},
                       .titles = {"到哪步", "哪里", "检查表", "部门"}};
  const GPtrArray *fixes = app->scene->fixes;
  for (guint i = 0; fixes != NULL && i < fixes->len; i++) {
    const OpenFix *fix = g_ptr_array_index(fixes, i);
    ListingRow *row = listing_add(listing, fix, g_strdup(words_fix_stage[fix->stage].title),
                                  g_strdup_printf("%s · %s", fix->row, fix->item), g_strdup(fix->checklist),
                                  g_strdup(fix->department != NULL ? fix->department->name : ""), NULL);
    row->details = details_of(app, fix);
  }
  if (listing->rows->len == 0) {
    listing_sentence(listing, "没有要整改的。检查里答了不合格的，会自动列到这里，整改、复查以后关闭。", app->columns);
  }
}
