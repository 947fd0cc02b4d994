/* Events of registers as the record keeps them; run/register.h has the form. */
#pragma once
#include "data/node.h"
#include "run/register.h"

/* In the order in which entries hold them, so that replay makes the same changes one after the other. */
void register_entry_sort(GArray *values);
/* `values` (RegisterValue, canonical) are sorted. Caller frees. */
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
