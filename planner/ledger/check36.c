/* The arithmetic of ISO/IEC 7064 and nothing else. */
#include "ledger/check36.h"
#include <string.h>

enum { MODULUS = 1271, RADIX = 36 };
static const char ALPHABET[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

guint check36_add(guint sum, char character) {
  const char *place = strchr(ALPHABET, character);
  g_assert(place && *place);
  return (sum + (guint)(place - ALPHABET)) * RADIX % MODULUS;
}

void check36_finish(guint sum, char check[3]) {
  /* The whole, check characters b and c included, must give 1: (sum + b) × 36 + c ≡ 1. */
  guint rest = (MODULUS + 1 - sum * RADIX % MODULUS) % MODULUS;
  check[0] = ALPHABET[rest / RADIX];
  check[1] = ALPHABET[rest % RADIX];
  check[2] = '\0';
}
