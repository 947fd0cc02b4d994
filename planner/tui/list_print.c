/* Sheets that can be written for printing: those of the one table that need nothing more to be asked. */
#include "tui/listing.h"

enum { TITLE_CELLS = 16, STATE_CELLS = 8 };

void listing_print(const App *app, Listing *listing) {
  *listing = (Listing){.rows = listing->rows, .widths = {TITLE_CELLS, LISTING_REST, STATE_CELLS}};
  listing_sentence(listing, "选一张，按回车写成 PDF，放进店铺文件夹里的“打印”文件夹；打开就能打印。", app->columns);
  listing_sentence(listing, " ", app->columns);
  for (guint i = 0; i < prints_count(); i++) {
    const Print *print = prints_at(i);
    if (print->takes & NEEDS_WHICH) {
      continue;
    }
    ListingRow *row = listing_add(listing, NULL, g_strdup(print->title), g_strdup(print->what),
                                  g_strdup(app->printed[i] ? "写好了" : ""), NULL, NULL);
    row->sort = (int)i;
    row->details = g_strdup_printf("%s\n%s文件：打印/%s.pdf\n发到群里的图片：退出后输入 ready315 print %s --format png",
                                   print->title, print->what, print->title, print->id);
  }
}
