/* What hashing a PIN costs, alone in a file: tests that sign hundreds of times link tests/light/pin_cost.c in its place. Nothing that is read while the
 * program runs can change it. */
#pragma once
#include <glib.h>

typedef struct {
  guint64 passes; /* of Argon2id */
  gsize memory;   /* bytes */
} PinCost;

PinCost pin_cost(void);
