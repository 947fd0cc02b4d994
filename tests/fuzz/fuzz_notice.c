/* Pasted notices of any bytes: never a crash, and a notice only without problems. */
#include "load/holiday_notice.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(HolidayNotice) notice = holiday_notice_parse("notice.txt", (const char *)data, size, diags);
  g_assert((notice == NULL) == (diag_has_errors(diags) != FALSE));
  for (guint i = 1; notice && i < notice->days->len; i++) {
    g_assert(g_array_index(notice->days, HolidayNoticeDay, i - 1).day <
             g_array_index(notice->days, HolidayNoticeDay, i).day);
  }
  return 0;
}
