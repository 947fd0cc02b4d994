/* Bodies of entries that the desk writes itself: one line of JSON, keys sorted, no blanks, what is absent left out. Writing call by call, and reading back
 * without trusting what is there: it may come from a newer program. */
#pragma once
#include "data/node.h"

GString *body_new(char bracket); /* '{' or '[' */
char *body_end(GString *body);   /* closes it; caller frees */
/* Keys must come sorted within their object (asserted); NULL inside lists. Texts that are NULL, numbers that are 0 and flags that are FALSE are left out. */
void body_text(GString *body, const char *key, const char *text);
void body_number(GString *body, const char *key, gint64 number);
void body_flag(GString *body, const char *key, gboolean flag);
void body_raw(GString *body, const char *key, const char *json); /* a finished object or list */

/* NULL when it is no object. */
Doc *body_read(const char *body);
const char *body_get_text(const Node *map, const char *key); /* NULL when absent */
gint64 body_get_number(const Node *map, const char *key);    /* 0 when absent */
gboolean body_get_flag(const Node *map, const char *key);
