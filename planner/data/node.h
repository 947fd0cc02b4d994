/* The one form that YAML and JSON are read into: a tree whose every node knows its place.
 *
 * Nodes live in their Doc's arena and die with it; nothing here owns single nodes. Scalars stay text: what "03-01" or "yes" means is for
 * the schema to say (there is no YAML 1.1 guessing of types). A plain `null`, `~` or nothing at all is NODE_NULL. */
#pragma once
#include "base/diag.h"

typedef enum { NODE_NULL, NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node Node;
struct Node {
  NodeKind kind;
  gboolean quoted;           /* scalar in quotes or block style: never null, never a number by accident */
  guint8 layer;              /* set by load/layers: which layer wrote this node; 0 otherwise */
  guint32 count;             /* children */
  Pos pos;                   /* of the value */
  Pos key_pos;               /* of the key, when this is the value of a map entry */
  const char *key;           /* arena; NULL outside maps */
  const char *text;          /* scalar text, UTF-8, arena; "" for everything else */
  Node *first, *last, *next; /* children in file order */
};

/* `root` is NULL when the text could not be read to its end (syntax, encoding, size): what is missing is then no finding. `file` is
 * interned. */
typedef struct Doc {
  Node *root;
  const char *file;
  struct Arena *arena;
} Doc;
void doc_free(Doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Doc, doc_free)

Node *node_get(const Node *map, const char *key); /* NULL when absent or not a map */
const char *node_kind_words(const Node *node);    /* 文字 清单 键值 空 – for messages */

/* For load/layers, which builds merged trees: nodes in `doc`'s arena. Children may belong to other Docs, which must then outlive it. */
Doc *doc_new(const char *file);
Node *node_new(Doc *doc, NodeKind kind, Pos pos);
Node *node_copy(Doc *doc, const Node *node); /* shallow: same children list, next cleared */
void node_append(Node *parent, Node *child);
const char *doc_text(Doc *doc, const char *text); /* copied into the arena */
const char *doc_text_len(Doc *doc, const char *text, gsize length);

/* Limits that make hostile input a clear error. */
#define NODE_MAX_BYTES (16u << 20)
#define NODE_MAX_DEPTH 32
#define NODE_MAX_COUNT 2000000
#define NODE_MAX_SCALAR (64u << 10)
