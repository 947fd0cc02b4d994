/* ledger_writer RECORD NAME FIRST: writes entries, one or two at a time, until it is killed; each line on standard output is an entry that the record
 * has acknowledged: sequence, hash, and the text by which it can be known again. Exit 1 with the reason when the record refuses. */
#include "base/clock.h"
#include "ledger/ledger.h"
#include <stdio.h>
#include <stdlib.h>

static void say(const Entry *entry) {
  char line[256];
  int length = g_snprintf(line, sizeof line, "%" G_GINT64_FORMAT " ", entry->sequence);
  for (int i = 0; i < ENTRY_HASH_SIZE; i++) {
    length += g_snprintf(line + length, sizeof line - (gulong)length, "%02x", entry->hash[i]);
  }
  length += g_snprintf(line + length, sizeof line - (gulong)length, " %s\n", entry->body);
  fwrite(line, 1, (gsize)length, stdout);
  fflush(stdout);
}

int main(int argc, char **argv) {
  LedgerOptions options = {.mode = LEDGER_CREATE, .store = "hz-wulin", .busy_ms = 20000};
  GError *error = NULL;
  if (argc != 4) {
    return 2;
  }
  options.now.utc_ms = clock_now_ms();
  g_autoptr(Ledger) ledger = ledger_open(argv[1], &options, &error);
  for (guint64 i = g_ascii_strtoull(argv[3], NULL, 10); ledger; i += 2) {
    EntryTime now = {.utc_ms = clock_now_ms(), .elapsed_ms = clock_elapsed_ms()};
    g_strlcpy(now.boot, clock_boot_id(), sizeof now.boot);
    g_autofree char *subject = g_strdup_printf("run:%s@%d", argv[2], (int)(i % 50));
    g_autofree char *one_body = g_strdup_printf("{\"by\":\"%s\",\"n\":%" G_GUINT64_FORMAT "}", argv[2], i);
    g_autofree char *two_body = g_strdup_printf("{\"by\":\"%s\",\"n\":%" G_GUINT64_FORMAT "}", argv[2], i + 1);
    g_autoptr(Entry) one = entry_new(ENTRY_RUN_ANSWER, &now, argv[2], argv[2], subject, one_body);
    g_autoptr(Entry) two = entry_new(ENTRY_SIGNATURE, &now, argv[2], argv[2], subject, two_body);
    Entry *const both[] = {one, two};
    const char *const cards[] = {one_body, two_body};
    guint n = i % 3 ? 1 : 2;
    if (!ledger_append(ledger, both, cards, n, LEDGER_ANY_HEAD, &error)) {
      break;
    }
    for (guint k = 0; k < n; k++) {
      say(both[k]);
    }
  }
  fprintf(stderr, "%s\n", error->message);
  return 1;
}
