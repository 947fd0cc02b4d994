/* calendar lint over any bytes: no crash, findings with places inside the file, sentences that are UTF-8. */
#include "out/icslint.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_memdup2(data, size); /* of exactly this size, so that reading past it shows */
  g_autoptr(LintReport) report = icslint_check(text, size);
  guint lines = 1;
  for (size_t i = 0; i < size; i++) {
    lines += data[i] == '\n';
  }
  g_assert_cmpuint(report->findings->len, <=, ICSLINT_LIMIT);
  g_assert_cmpuint(report->findings->len, ==, report->errors + report->warnings + report->notes);
  for (guint i = 0; i < report->findings->len; i++) {
    const LintFinding *finding = g_ptr_array_index(report->findings, i);
    g_assert_true(finding->line >= 1 && finding->line <= lines && finding->column >= 1 && finding->column <= size + 1);
    g_assert_true(g_utf8_validate(finding->message, -1, NULL));
  }
  return 0;
}
