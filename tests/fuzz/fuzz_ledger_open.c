/* Hostile bytes in the place of the record: refused in words, or read, verified and gone on with, and never a crash. The same bytes are tried as a
 * backup. */
#include "ledger/archive.h"
#include "ledger/verify.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean pass(const Entry *entry, gpointer data) {
  return TRUE;
}

static void read_it(const char *path, LedgerMode mode) {
  LedgerOptions options = {.mode = mode, .busy_ms = 1};
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_open(path, &options, &error);
  g_assert((ledger != NULL) == (error == NULL));
  if (!ledger) {
    return;
  }
  VerifyOptions how = {.full = TRUE};
  LedgerQuery all = {0};
  g_autoptr(VerifyReport) report = verify_ledger(ledger, &how, NULL);
  gboolean shown = ledger_each(ledger, &all, pass, NULL, NULL);
  g_assert(shown || !report || report->faults > 0); /* what a screen refuses, verify has found */
  if (mode == LEDGER_WRITE) {
    EntryTime now = {0};
    g_autoptr(Entry) draft = entry_new(ENTRY_RUN_ANSWER, &now, "a", "a", "s", "{}");
    if (ledger_append(ledger, &draft, NULL, 1, LEDGER_ANY_HEAD, NULL)) {
      g_autoptr(Entry) head = ledger_head(ledger, NULL);
      g_assert(head && head->sequence == draft->sequence && memcmp(head->hash, draft->hash, ENTRY_HASH_SIZE) == 0);
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char *folder;
  if (!folder) {
    folder = g_dir_make_tmp("ready315-fuzz-XXXXXX", NULL); /* in TMPDIR, which who runs this sweeps */
    g_assert(folder != NULL);
  }
  g_autofree char *path = g_build_filename(folder, "ready315.db", NULL);
  FILE *out = fopen(path, "we");
  g_assert(out && fwrite(data, 1, size, out) == size);
  fclose(out);
  read_it(path, LEDGER_READ);
  archive_close(archive_open(path, NULL));
  read_it(path, LEDGER_WRITE);
  static const char *const LEFT[] = {"", "-wal", "-shm", "-journal", "-turn", ".v1"};
  for (gsize i = 0; i < G_N_ELEMENTS(LEFT); i++) {
    g_autofree char *left = g_strconcat(path, LEFT[i], NULL);
    unlink(left);
  }
  return 0;
}
