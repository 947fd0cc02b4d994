/* Any bytes as a sheet of any blocks and texts: nothing beyond the margins, no text over another, none lost. */
#include "layout_check.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Paper paper;
  g_autoptr(Sheet) sheet = check_sheet(data, size, &paper);
  g_autoptr(Pages) pages = layout_make(sheet, paper, &check_measure);
  check_pages(sheet, pages, &check_measure);
  return 0;
}
