/* The readiness report as tables for a workbook. */
#pragma once
#include "out/grid.h"
#include "out/readywords.h"

typedef enum {
  READY_TABLE_VERDICT,
  READY_TABLE_PHASES,
  READY_TABLE_DEPARTMENTS,
  READY_TABLE_BLOCKS,
  READY_TABLE_ITEMS,
  READY_TABLE_TREND,
  READY_TABLE_MEANINGS,
  N_READY_TABLES
} ReadyTable;
const char *readytables_name(ReadyTable table); /* of the sheet */
Grid *readytables_grid(const Readiness *readiness, ReadyTable table);
