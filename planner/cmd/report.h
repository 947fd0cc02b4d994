/* Problems as the user is told them: text with excerpts, or the JSON form of CONTRACT §1. */
#pragma once
#include "cmd/command.h"

/* {"schema":1,"problems":[…]}: the diagnostics, then sentences that belong to no place (code and position null). `failures` may be NULL. */
void report_json(DiagList *diags, const GPtrArray *failures, GString *out);
/* "共 3 个错误、1 个警告。" or "未发现问题。", with the notes or without; caller frees. */
char *report_summary(const DiagList *diags, gboolean but_notes);
