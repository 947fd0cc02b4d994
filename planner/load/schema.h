/* The schema of the definitions is data: one table of Fields a mapping, walked by one function. What a table says is checked everywhere
 * the same way: unknown keys (E012), wrong kinds (E013), missing keys (E014); what single values must look like is in scalars.h.
 *
 * A mapping is read into a struct, or only checked (out = NULL): layers that a later one overrides are checked without being used. */
#pragma once
#include "data/node.h"
#include "model/store.h"

typedef struct Reader {
  DiagList *diags;
  Store *store;     /* for overlays and people; people are looked up when everything has been read (reader_resolve) */
  int year;         /* of MM-DD; 0 while unknown, then only the shape of dates is checked */
  gboolean partial; /* a patch: required keys may be absent */
  gboolean blind;   /* store.yaml could not be read: who is missing is not told */
  GArray *pending;  /* of schema.c: references to people */
  GStringChunk *shown; /* of schema.c: texts inside messages */
} Reader;
void reader_init(Reader *reader, DiagList *diags);
void reader_clear(Reader *reader);

typedef enum { AS_SCALAR = 1, AS_LIST = 2, AS_MAP = 4 } Shape; /* may be combined */

typedef struct Field Field;
/* Reads a node of an allowed shape, never null, into *out, whose type the reader names. out NULL: only check. */
typedef void (*FieldRead)(Reader *reader, const Field *field, const Node *node, void *out);

struct Field {
  const char *key;
  const char *title; /* in messages: 对接人 */
  FieldRead read;
  guint8 shapes;
  gboolean required;
  gsize offset;     /* of the value in the struct */
  gsize pos_offset; /* of a Pos that remembers where the value stands; 0 = none */
  const void *arg;  /* the reader's: a Word table, a Schema … */
  int min, max;     /* the reader's: characters, minutes, numbers */
};

typedef struct {
  const char *title;   /* 部门 */
  const Field *fields; /* ends with a NULL key */
} Schema;

/* FALSE and E013 when the node has another shape; a null counts as another one. `what` is the subject of the message. */
gboolean reader_shape(Reader *reader, const Node *node, guint8 shapes, const char *what);
/* Reads the mapping; `node` must be one (see reader_shape). */
void schema_read(Reader *reader, const Schema *schema, const Node *node, void *out);
/* FieldRead: the mapping of Schema `arg` into a struct that stands inside the outer one. */
void read_map(Reader *reader, const Field *field, const Node *node, void *out);

/* An error at a node's value, underlined; returns the problem for its repair. */
Diag *reader_bad(Reader *reader, DiagCode code, const Node *node, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* User text made fit for a message: no control characters, cut when long. Lives as long as the reader. */
const char *reader_shown(Reader *reader, const char *text);
/* "store.yaml 第 12 行" of another place, for messages that name two. Lives as long as the reader. */
const char *reader_place(Reader *reader, Pos pos);
/* 是不是想写 …? from ids, or the list of them when nothing is near. `titles` may be NULL. */
void reader_suggest(Diag *diag, const char *word, const char *const *ids, const Word *titles);
/* FALSE and E017 when the id is in `seen` already (id → Node of its first place). `what` as 部门代号. */
gboolean reader_unique(Reader *reader, GHashTable *seen, const char *id, const Node *node, const char *what);

/* A reference to somebody: *slot is filled by reader_resolve; unknown ones are E031 with the nearest id. */
void reader_person_later(Reader *reader, const Node *node, Person **slot);
void reader_resolve(Reader *reader);
/* Now; NULL and `code` when there is nobody of this id. `pos` and `width` may differ from the node's (a word of a longer text). */
Person *reader_person(Reader *reader, DiagCode code, Pos pos, guint32 width, const char *id);
