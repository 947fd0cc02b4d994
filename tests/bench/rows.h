/* The answers that the programs of (d) and (e) write, ours and the bare ones alike: a shop's day of checks, the same bytes for the same number. */
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_RUNS = 15, ROWS_HASH = 32, ROWS_DEVICE = 16 };

typedef struct {
  int64_t utc_ms, elapsed_ms;
  const char *store, *kind, *boot, *by;
  char subject[64], body[160], card[256];
  uint8_t device[ROWS_DEVICE], prev[ROWS_HASH], hash[ROWS_HASH];
} BenchRow;

static inline void rows_make(BenchRow *row, int64_t number) {
  static const char *const VALUES[] = {"pass", "pass", "pass", "fail", "-18.5"};
  int64_t day = number / 600 % 28 + 1, run = number % ROWS_RUNS;
  row->utc_ms = 1804813200000 + number * 7000;
  row->elapsed_ms = 5000 + number * 7000;
  row->store = "hz-wulin";
  row->kind = "run.answer";
  row->boot = "3f1c9f6e-0000-4000-8000-000000000001";
  row->by = "wang.fang";
  snprintf(row->subject, sizeof row->subject, "run:cold-chain-%d@2027-03-%02d", (int)run, (int)day);
  snprintf(row->body, sizeof row->body,
           "{\"by\":\"wang.fang\",\"item\":\"temperature\",\"row\":\"fridge-%d\",\"value\":\"%s\"}",
           (int)(number / ROWS_RUNS % 40), VALUES[number % 5]);
  snprintf(row->card, sizeof row->card,
           "{\"answered\":%d,\"begun\":1804813200000,\"checklist\":\"cold-chain\",\"failed\":2,\"fixes\":2,\"fixes_"
           "open\":1,\"required\":40,"
           "\"stage\":\"open\",\"total\":80,\"version\":1}",
           (int)(number / ROWS_RUNS % 40));
  memset(row->device, 7, sizeof row->device);
  for (int i = 0; i < ROWS_HASH; i++) { /* as spread as hashes are, so that an index over them costs what it costs */
    row->prev[i] = (uint8_t)((uint64_t)number * 0x9E3779B97F4A7C15u >> (i % 8 * 8));
    row->hash[i] = (uint8_t)((uint64_t)(number + 1) * 0x9E3779B97F4A7C15u >> (i % 8 * 8));
  }
}
