/* What single values look like: one FieldRead a type. `out` is the type named here; with out NULL the value is only checked. */
#pragma once
#include "load/schema.h"

void read_line(Reader *reader, const Field *field, const Node *node,
               void *out); /* char*: one line, at most max (default 100) characters */
void read_text(Reader *reader, const Field *field, const Node *node,
               void *out); /* char*: may have lines, at most max (default 2000) */
void read_id(Reader *reader, const Field *field, const Node *node,
             void *out); /* const char*, interned; min 1 = dots allowed (people) */
void read_word(Reader *reader, const Field *field, const Node *node, void *out); /* enum (int): arg = the Words */
void read_words(Reader *reader, const Field *field, const Node *node,
                void *out); /* WordSet from a list: arg = the Words */
void read_bool(Reader *reader, const Field *field, const Node *node, void *out);    /* gboolean */
void read_int(Reader *reader, const Field *field, const Node *node, void *out);     /* int, min…max */
void read_decimal(Reader *reader, const Field *field, const Node *node, void *out); /* Decimal */
void read_phone(Reader *reader, const Field *field, const Node *node, void *out);   /* char* */
void read_person(Reader *reader, const Field *field, const Node *node,
                 void *out); /* Person*: filled by reader_resolve */

/* The same for code that holds the node: FALSE after adding an error. */
/* *id is what was written (cut when long), even when that is FALSE. */
gboolean scalar_id(Reader *reader, const Node *node, gboolean dots, const char **id);
int scalar_word(Reader *reader, const Node *node, const Word *words, const char *what); /* -1 after an error */
/* E022 when it is too long or holds control characters. */
gboolean scalar_text(Reader *reader, const Node *node, const char *what, int max, gboolean lines);

/* Whether text is a phone number as shops write them: mobile, landline with area code (and extension), local or internal number, 400/800,
 * short numbers (12315, 0571-12315), +86 … */
gboolean phone_valid(const char *text);
