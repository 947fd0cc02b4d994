/* The bytes of an entry that are hashed. Any program can compute them from the columns of the table `entry`:
 *
 *   hash = SHA-256( "ready315/entry/1" NUL  F1 F2 … F14 )        Fi = length of the value as 4 bytes, big-endian, then the value
 *
 *   F1 format (1 byte)     F2 hash_id (1 byte: 1 = SHA-256)   F3 store      F4 device (16 bytes)     F5 sequence (8 bytes, big-endian)
 *   F6 prev (32 bytes)     F7 kind       F8 utc_ms (8 bytes, two's complement, big-endian)          F9 boot
 *   F10 elapsed_ms (like F8)             F11 done_by          F12 recorded_by        F13 subject     F14 body
 *
 * Texts are UTF-8 without a closing NUL. The label in front keeps an entry from ever being taken for something else that this program
 * hashes; the lengths keep bytes from wandering between neighbours. The format byte changes with any change of this list. */
#pragma once
#include "model/entry.h"

/* Appends the bytes to `out`. */
void canonical_bytes(const Entry *entry, GByteArray *out);
/* SHA-256 of them; `scratch` is emptied and used, so that a walk over many entries allocates once. */
void canonical_hash(const Entry *entry, GByteArray *scratch, guint8 hash[ENTRY_HASH_SIZE]);
