/* Telephone numbers as shops write them: mobile, landline with area code (and extension), local or internal number, 400/800, short numbers
 * (12315, 0571-12315), +86 … */
#pragma once
#include <glib.h>

gboolean phone_valid(const char *text);
/* Eleven digits from 13 to 19, with or without +86, however they are grouped: a number that belongs to a person. */
gboolean phone_is_mobile(const char *text);
/* A valid number from what people type into a table: full-width digits, (0571) 8888 0001, # for 转. NULL when it is none; caller frees. */
char *phone_tidy(const char *text);
