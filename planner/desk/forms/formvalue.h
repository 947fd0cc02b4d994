/* What people and their spreadsheets put into a cell, as the runner reads it: full-width digits, units, serials of days, 3/15 and 9点半. Pure. */
#pragma once
#include "model/checklist.h"

/* Caller frees. What is not understood comes back as it was (without blanks around), for the runner to refuse. `from_1904` as in Workbook. */
char *formvalue_plain(const ChecklistItem *item, const char *text, gboolean from_1904);
gboolean formvalue_is_na(const ChecklistItem *item, const char *text);
/* Whether two texts are the same to a reader: blanks and lines do not count. */
gboolean formvalue_same(const char *a, const char *b);
