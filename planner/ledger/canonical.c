/* One form of bytes for one entry. Knows nothing of the database. */
#include "ledger/canonical.h"
#include <sodium.h>
#include <string.h>

#define LABEL "ready315/entry/1" /* hashed with its NUL */
G_STATIC_ASSERT(crypto_hash_sha256_BYTES == ENTRY_HASH_SIZE);

enum { FIELDS = 14, NUMBERS = 3 };

/* Grows by all of them at once: a walk over a million entries does this a million times. */
static guint8 *put(guint8 *at, const void *value, gsize length) {
  g_assert(length <= G_MAXUINT32);
  guint32 size = GUINT32_TO_BE((guint32)length);
  memcpy(at, &size, sizeof size);
  memcpy(at + sizeof size, value, length);
  return at + sizeof size + length;
}

static guint8 *put_number(guint8 *at, gint64 number) {
  guint64 wire = GUINT64_TO_BE((guint64)number);
  return put(at, &wire, sizeof wire);
}

void canonical_bytes(const Entry *entry, GByteArray *out) {
  const char *const texts[] = {entry->store,       entry->kind,    entry->time.boot, entry->done_by,
                               entry->recorded_by, entry->subject, entry->body};
  gsize lengths[G_N_ELEMENTS(texts)];
  gsize size =
      sizeof LABEL + FIELDS * sizeof(guint32) + 2 + ENTRY_DEVICE_SIZE + ENTRY_HASH_SIZE + NUMBERS * sizeof(gint64);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    lengths[i] = strlen(texts[i]);
    size += lengths[i];
  }
  g_assert(size <= G_MAXUINT - out->len);
  guint begin = out->len;
  g_byte_array_set_size(out, begin + (guint)size);
  guint8 *at = out->data + begin;
  memcpy(at, LABEL, sizeof LABEL);
  at = put(at + sizeof LABEL, &entry->format, 1);
  at = put(at, &entry->hash_id, 1);
  at = put(at, texts[0], lengths[0]);
  at = put(at, entry->device, ENTRY_DEVICE_SIZE);
  at = put_number(at, entry->sequence);
  at = put(at, entry->prev, ENTRY_HASH_SIZE);
  at = put(at, texts[1], lengths[1]);
  at = put_number(at, entry->time.utc_ms);
  at = put(at, texts[2], lengths[2]);
  at = put_number(at, entry->time.elapsed_ms);
  for (gsize i = 3; i < G_N_ELEMENTS(texts); i++) {
    at = put(at, texts[i], lengths[i]);
  }
  g_assert(at == out->data + out->len);
}

void canonical_hash(const Entry *entry, GByteArray *scratch, guint8 hash[ENTRY_HASH_SIZE]) {
  g_byte_array_set_size(scratch, 0);
  canonical_bytes(entry, scratch);
  crypto_hash_sha256(hash, scratch->data, scratch->len);
}
