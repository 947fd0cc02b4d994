/* Departments and staff: two lists that refer to each other. */
#pragma once
#include "load/schema.h"

/* `staff` (a list) of either file into reader->store. */
void load_staff(Reader *reader, const Node *staff);
/* `departments` and `roles` (either may be NULL), after all people are read; then references between all of them are resolved. `staff` are
 * the lists given to load_staff, n of them, NULLs allowed. */
void load_departments(Reader *reader, const Node *departments, const Node *roles, const Node *const *staff, guint n);
