/* One form of bytes for one entry. Knows nothing of the database. */
#include "ledger/canonical.h"
#include <sodium.h>
#include <string.h>

#define LABEL "ready315/entry/1" /* hashed with its NUL */
G_STATIC_ASSERT(crypto_hash_sha256_BYTES == ENTRY_HASH_SIZE);

static void put(GByteArray *out, const void *value, gsize length) {
  g_assert(length <= G_MAXUINT32);
  guint32 size = GUINT32_TO_BE((guint32)length);
  g_byte_array_append(out, (const guint8 *)&size, sizeof size);
  if (length) {
    g_byte_array_append(out, value, (guint)length);
  }
}

static void put_text(GByteArray *out, const char *text) {
  put(out, text, strlen(text));
}

static void put_number(GByteArray *out, gint64 number) {
  guint64 wire = GUINT64_TO_BE((guint64)number);
  put(out, &wire, sizeof wire);
}

void canonical_bytes(const Entry *entry, GByteArray *out) {
  g_byte_array_append(out, (const guint8 *)LABEL, sizeof LABEL);
  put(out, &entry->format, 1);
  put(out, &entry->hash_id, 1);
  put_text(out, entry->store);
  put(out, entry->device, ENTRY_DEVICE_SIZE);
  put_number(out, entry->sequence);
  put(out, entry->prev, ENTRY_HASH_SIZE);
  put_text(out, entry->kind);
  put_number(out, entry->time.utc_ms);
  put_text(out, entry->time.boot);
  put_number(out, entry->time.elapsed_ms);
  put_text(out, entry->done_by);
  put_text(out, entry->recorded_by);
  put_text(out, entry->subject);
  put_text(out, entry->body);
}

void canonical_hash(const Entry *entry, GByteArray *scratch, guint8 hash[ENTRY_HASH_SIZE]) {
  g_byte_array_set_size(scratch, 0);
  canonical_bytes(entry, scratch);
  crypto_hash_sha256(hash, scratch->data, scratch->len);
}
