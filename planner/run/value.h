/* Whether an answer fits its item, and its one canonical form: equal answers have equal texts. Pure. */
#pragma once
#include "model/run.h"

/* RUN_DONE and *canonical (caller frees), or why not. Choices also by their words: 合格 is pass, 是 is yes. */
RunResult value_read(const ChecklistItem *item, const char *text, char **canonical);
/* Words that people write: trimmed, not blank, at most `max` characters, lines allowed. NULL otherwise; caller frees. */
char *value_text(const char *text, glong max);
/* An id or name of a person: a text of one line; NULL when it is none. Caller frees. */
char *value_person(const char *text);
/* NULL when something is missing or misshapen; a copy with trimmed texts otherwise. */
Evidence *value_evidence(const Evidence *evidence);

#define VALUE_TEXT_MAX 2000 /* as words_run_result says */
#define VALUE_REASON_MAX 500
