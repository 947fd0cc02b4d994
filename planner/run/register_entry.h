/* Events of registers as the record keeps them; run/register.h has the form. */
#pragma once
#include "data/node.h"
#include "run/register.h"

/* `values` (RegisterValue, canonical) may be in any order. Caller frees. */
char *register_entry_body(RegisterEventKind kind, const char *row, const GArray *values, const char *result,
                          const char *reason);

typedef struct {
  RegisterEventKind kind;
  const char *row, *result, *reason; /* in `doc`; result and reason may be NULL */
  GArray *values;                    /* of RegisterValue, in `doc` */
  Doc *doc;
} RegisterEntry;
gboolean register_entry_read(const char *body, RegisterEntry *out); /* FALSE when it is none; clear it in both cases */
void register_entry_clear(RegisterEntry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RegisterEntry, register_entry_clear)
