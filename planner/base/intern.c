/* The table behind ids that are compared by pointer. Knows nothing of what they name. */
#include "base/intern.h"

/* Small names share blocks of this size. */
enum { BLOCK = 4096 };

const char *intern_string(const char *text) {
  static GMutex mutex;
  static GHashTable *known; /* of texts, which `texts` owns */
  static GStringChunk *texts;
  if (text == NULL) {
    return NULL;
  }
  g_mutex_lock(&mutex);
  if (known == NULL) {
    known = g_hash_table_new(g_str_hash, g_str_equal);
    texts = g_string_chunk_new(BLOCK);
  }
  const char *own = g_hash_table_lookup(known, text);
  if (own == NULL) {
    own = g_string_chunk_insert(texts, text);
    g_hash_table_add(known, (gpointer)(guintptr)own);
  }
  g_mutex_unlock(&mutex);
  return own;
}
