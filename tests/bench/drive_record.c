/* drive_record append FILE N | fill FILE N | verify FILE: the record at work on the rows of rows.h: one durable answer after the other, many in one
 * transaction (to make a big one), and the whole chain verified. */
#include "bench/rows.h"
#include "ledger/verify.h"
#include <stdlib.h>

enum { AT_ONCE = 5000 };

static Ledger *open_record(const char *path, LedgerMode mode) {
  LedgerOptions options = {
      .mode = mode, .store = mode == LEDGER_READ ? NULL : "hz-wulin", .now = {.utc_ms = 1804813200000}};
  GError *error = NULL;
  Ledger *ledger = ledger_open(path, &options, &error);
  if (!ledger) {
    fprintf(stderr, "%s\n", error->message);
    exit(3);
  }
  return ledger;
}

static Entry *draft(gint64 number, char **card) {
  BenchRow row;
  rows_make(&row, number);
  *card = g_strdup(row.card);
  EntryTime time = {.utc_ms = row.utc_ms, .elapsed_ms = row.elapsed_ms};
  g_strlcpy(time.boot, row.boot, sizeof time.boot);
  return entry_new(ENTRY_RUN_ANSWER, &time, row.by, row.by, row.subject, row.body);
}

/* `at_once` drafts a transaction. */
static void append(const char *path, gint64 count, guint at_once) {
  g_autoptr(Ledger) ledger = open_record(path, LEDGER_CREATE);
  g_autofree Entry **drafts = g_new0(Entry *, at_once);
  g_autofree char **cards = g_new0(char *, at_once);
  for (gint64 done = 0; done < count;) {
    guint n = 0;
    for (; n < at_once && done < count; n++, done++) {
      drafts[n] = draft(done, &cards[n]);
    }
    GError *error = NULL;
    if (!ledger_append(ledger, drafts, (const char *const *)cards, n, LEDGER_ANY_HEAD, &error)) {
      fprintf(stderr, "%s\n", error->message);
      exit(3);
    }
    for (guint i = 0; i < n; i++) {
      entry_free(drafts[i]);
      g_free(cards[i]);
    }
  }
}

/* Of this program alone: what the system accounts to a child begins with what its parent had. */
static gint64 peak_kib(void) {
  g_autofree char *status = NULL;
  const char *line = g_file_get_contents("/proc/self/status", &status, NULL, NULL) ? strstr(status, "VmHWM:") : NULL;
  return line ? g_ascii_strtoll(line + strlen("VmHWM:"), NULL, 10) : 0;
}

static int verify(const char *path) {
  g_autoptr(Ledger) ledger = open_record(path, LEDGER_READ);
  VerifyOptions options = {0};
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &options, NULL);
  printf("%" G_GINT64_FORMAT " entries, %" G_GINT64_FORMAT " faults, peak %" G_GINT64_FORMAT " KiB\n", report->entries,
         report->faults, peak_kib());
  return report->faults ? 1 : 0;
}

int main(int argc, char **argv) {
  const char *what = argc > 2 ? argv[1] : "";
  if (argc == 4 && (strcmp(what, "append") == 0 || strcmp(what, "fill") == 0)) {
    append(argv[2], g_ascii_strtoll(argv[3], NULL, 10), strcmp(what, "fill") == 0 ? AT_ONCE : 1);
    return 0;
  }
  return argc == 3 && strcmp(what, "verify") == 0 ? verify(argv[2]) : 2;
}
