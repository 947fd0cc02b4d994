/* The least that Argon2id takes, instead of planner/ledger/pin_cost.c: tests hash hundreds of PINs, and 64 megabytes for each were a quarter of all
 * their time. Linked into tests and into the program of the test variants, never into one that can be installed; test_ledger_pin.c holds the real
 * cost and does without this. */
#include "ledger/pin_cost.h"
#include <sodium.h>

PinCost pin_cost(void) {
  return (PinCost){crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}
