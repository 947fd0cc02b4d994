/* Making and checking recovery codes. */
#include "ledger/recovery.h"
#include <sodium.h>
#include <string.h>

enum { RADIX = 30, LENGTH = 16, GROUP = 4 };
static const char LETTERS[RADIX + 1] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The product after the digits so far, as the standard's recursive rule has it. */
static guint follow(guint product, guint digit) {
  guint sum = (product + digit) % RADIX;
  return (sum ? sum : RADIX) * 2 % (RADIX + 1);
}

static char *grouped(const char digits[LENGTH]) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < LENGTH; i++) {
    if (i > 0 && i % GROUP == 0) {
      g_string_append_c(out, '-');
    }
    g_string_append_c(out, digits[i]);
  }
  return g_string_free(out, FALSE);
}

char *recovery_new(void) {
  char digits[LENGTH];
  guint product = RADIX;
  for (int i = 0; i < LENGTH - 1; i++) {
    guint digit = randombytes_uniform(RADIX);
    digits[i] = LETTERS[digit];
    product = follow(product, digit);
  }
  digits[LENGTH - 1] = LETTERS[(RADIX + 1 - product) % RADIX];
  char *code = grouped(digits);
  sodium_memzero(digits, sizeof digits);
  return code;
}

char *recovery_read(const char *typed) {
  char digits[LENGTH];
  guint product = RADIX, last = 0;
  int n = 0;
  for (const char *p = typed; *p; p++) {
    if (*p == '-' || g_ascii_isspace(*p)) {
      continue;
    }
    const char *at = strchr(LETTERS, g_ascii_toupper(*p));
    if (!at || n == LENGTH) {
      return NULL;
    }
    digits[n++] = *at;
    last = (guint)(at - LETTERS);
    product = n < LENGTH ? follow(product, last) : product;
  }
  return n == LENGTH && (product + last) % RADIX == 1 ? grouped(digits) : NULL;
}
