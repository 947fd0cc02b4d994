/* The cost of a PIN in every program that is installed: what libsodium advises where somebody waits. */
#include "ledger/pin_cost.h"
#include <sodium.h>

PinCost pin_cost(void) {
  return (PinCost){crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}
