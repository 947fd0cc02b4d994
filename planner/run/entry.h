/* Events as the record keeps them: one line of JSON, keys sorted, no blanks, what is absent left out. One table says which kind has which
 * members, for writing and for reading. */
#pragma once
#include "data/node.h"
#include "model/run.h"

/* `dropped`: the inside of a JSON list, of an upgrade. Caller frees. */
char *entry_body(const RunEvent *record, const char *dropped);

/* An event read back. What the event borrows lives in here. */
typedef struct {
  RunEvent event;
  const char *checklist; /* of EVENT_BEGIN and EVENT_UPGRADE */
  int version;
  Doc *doc;
  Evidence *evidence;
  GPtrArray *rows;
} EntryRead;
gboolean entry_read(const RunEntry *entry, EntryRead *out); /* FALSE when it is none; clear it in both cases */
void entry_read_clear(EntryRead *read);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EntryRead, entry_read_clear)
