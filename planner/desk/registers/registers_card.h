/* What the record keeps of a register beside its newest entry, so that home need not read its entries; and what several files of desk/registers/registers share. */
#pragma once
#include "desk/registers/registers.h"

/* One line: a print of the columns that it was made by, open rows, those without owner, and all deadlines in order. NULL when there are too many. Caller
 * frees. */
char *registers_card_text(const Register *reg, int day_ends);

char *registers_subject(const Checklist *checklist); /* register:NAME; caller frees */
const Checklist *registers_find(const Desk *desk, const char *name, char **problem);
Register *registers_read(Desk *desk, const Checklist *checklist, GError **error);
const ChecklistRow *registers_column(const Checklist *checklist, const char *name); /* by id or title; NULL */
/* In a column of people *value becomes the id. FALSE and *problem when it is nobody. */
gboolean registers_name(const Desk *desk, const ChecklistRow *column, const char **value, char **problem);

/* Applies to `reg` what is to be recorded, and puts it into `drafts` (RecordDraft; subject, time and card are filled in), with the texts that they borrow in
 * `texts`. Called again when somebody else was quicker. FALSE: nothing is recorded, and what was applied is forgotten. */
typedef gboolean (*RegistersDecide)(Desk *desk, Register *reg, const EntryTime *now, GArray *drafts, GPtrArray *texts,
                                    gpointer data);
/* FALSE with *error NULL when `decide` said so. The register is as the record says afterwards. */
gboolean registers_append(Desk *desk, Register *reg, RegistersDecide decide, gpointer data, GError **error);
