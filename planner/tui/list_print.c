/* Sheets that can be written for printing. */
#include "tui/listing.h"

enum { TITLE_CELLS = 16, STATE_CELLS = 8 };

void listing_print(const App *app, Listing *listing) {
  *listing = (Listing){.rows = listing->rows, .widths = {TITLE_CELLS, LISTING_REST, STATE_CELLS}};
  listing_sentence(listing, "选一张，按回车写成网页文件，放进店铺文件夹里的“打印”文件夹；用浏览器打开就能打印。",
                   app->columns);
  listing_sentence(listing, " ", app->columns);
  for (int i = 0; i < N_PRINTS; i++) {
    ListingRow *row = listing_add(listing, NULL, g_strdup(prints_title((Print)i)), g_strdup(prints_what((Print)i)),
                                  g_strdup(app->printed[i] ? "写好了" : ""), NULL, NULL);
    row->sort = i;
    row->details =
        g_strdup_printf("%s\n%s文件：打印/%s", prints_title((Print)i), prints_what((Print)i), prints_file((Print)i));
  }
}
