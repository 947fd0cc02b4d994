/* Any line of a chat: nothing, a problem in words, or a receipt whose own text says the same again. */
#include "ledger/receipt.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *line = g_strndup((const char *)data, size);
  g_autoptr(Receipt) receipt = NULL;
  g_autofree char *problem = NULL;
  gboolean found = receipt_parse(line, &receipt, &problem);
  g_assert((found && receipt && !problem) || (!found && !receipt));
  if (found) {
    g_autofree char *text = receipt_text(receipt);
    g_autoptr(Receipt) again = NULL;
    g_autofree char *why = NULL;
    g_assert(receipt_parse(text, &again, &why));
    g_assert(again->sequence == receipt->sequence && memcmp(again->head, receipt->head, RECEIPT_HEAD) == 0);
  }
  return 0;
}
