/* Exact decimal numbers as people write them in answers and limits: 12, 0.5, -18.25. A double would make 0.1 + 0.2 exceed 0.3.
 * Pure; at most twelve digits before the point and six after it. */
#pragma once
#include <glib.h>

typedef gint64 Decimal; /* millionths */
#define DECIMAL_ONE G_GINT64_CONSTANT(1000000)

/* A sign or none, digits, perhaps a point and digits; nothing else. FALSE leaves *value alone. `value` may be NULL. */
gboolean decimal_parse(const char *text, Decimal *value);
/* The shortest text of the number: "4" for 4.00; caller frees. Equal numbers have equal texts. */
char *decimal_text(Decimal value);
