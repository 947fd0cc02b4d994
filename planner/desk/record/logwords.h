/* Entries of the record as sentences that a manager reads. Looks up what ids stood for when the entry was made: rows and items of the run's own
 * definition, tasks by the title they were added with; an id that nobody knows any more stands as it is. */
#pragma once
#include "desk/record/record.h"

typedef struct LogWords LogWords;
LogWords *logwords_new(Desk *desk, Ledger *ledger);
void logwords_free(LogWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LogWords, logwords_free)
/* Caller frees. Reads the record where it has to. */
char *logwords_sentence(LogWords *words, const Entry *entry);
char *logwords_who(LogWords *words, const Entry *entry);
