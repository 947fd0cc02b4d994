/* A pasted group chat, any bytes: every store has exactly one state, every finding is a sentence about a line that exists, and reading it twice over says
 * no more receipts than reading it once. */
#include "desk/sign/receipts.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ReceiptReport *compare(const char *chat, gsize length) {
  GPtrArray *stores = g_ptr_array_new_with_free_func((GDestroyNotify)store_line_free);
  g_ptr_array_add(stores, store_line_new("hz-wulin", "杭州武林店"));
  g_ptr_array_add(stores, store_line_new("b", ""));
  return receipts_compare(chat, length, stores, day_parse("2027-03-12"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *chat = (const char *)data;
  guint lines = 1, sum = 0;
  for (size_t i = 0; i < size; i++) {
    lines += data[i] == '\n';
  }
  g_autoptr(ReceiptReport) report = compare(chat, size);
  for (int i = 0; i < N_STORE_STATES; i++) {
    sum += report->counts[i];
  }
  g_assert(sum == report->stores->len);
  for (guint i = 0; i < report->findings->len; i++) {
    const ReceiptFinding *finding = g_ptr_array_index(report->findings, i);
    g_assert(finding->line >= 1 && finding->line <= lines && *finding->text);
    g_assert(g_utf8_validate(finding->text, -1, NULL));
  }
  g_autoptr(GString) twice = g_string_new_len(chat, (gssize)size);
  g_string_append_c(twice, '\n');
  g_string_append_len(twice, chat, (gssize)size);
  g_autoptr(ReceiptReport) again = compare(twice->str, twice->len);
  g_assert(again->receipts == report->receipts);
  return 0;
}
