/* The tree that definitions are read into, and the arena under it.
 *
 * A large store has tens of thousands of nodes, so a node costs a pointer bump and no malloc of its own. This file must not know
 * what YAML or JSON are. */
#include "data/node.h"

#include <string.h>

typedef struct Block Block;
struct Block {
  Block *next;
  gsize size, used; /* of bytes[] */
  char bytes[] __attribute__((aligned(16)));
};

typedef struct Arena {
  Block *blocks; /* the current one first */
  gsize next_size;
} Arena;

#define FIRST_BLOCK (4u << 10)
#define LARGEST_BLOCK (1u << 20)

static char *arena_grow(Arena *arena, gsize length) {
  gsize size = MAX(arena->next_size, length);
  Block *block = g_malloc(sizeof(Block) + size);
  block->size = size;
  block->used = length;
  block->next = arena->blocks;
  arena->blocks = block;
  arena->next_size = MIN(arena->next_size * 2, LARGEST_BLOCK);
  return block->bytes;
}

static inline char *arena_take(Arena *arena, gsize length, gsize align) {
  Block *block = arena->blocks;
  if (block) {
    gsize at = (block->used + align - 1) & ~(align - 1);
    if (at <= block->size && length <= block->size - at) {
      block->used = at + length;
      return block->bytes + at;
    }
  }
  return arena_grow(arena, length);
}

Doc *doc_new(const char *file) {
  Doc *doc = g_new0(Doc, 1);
  doc->file = intern_string(file);
  doc->arena = g_new0(Arena, 1);
  doc->arena->next_size = FIRST_BLOCK;
  return doc;
}

void doc_free(Doc *doc) {
  if (!doc) {
    return;
  }
  for (Block *block = doc->arena->blocks, *next; block; block = next) {
    next = block->next;
    g_free(block);
  }
  g_free(doc->arena);
  g_free(doc);
}

const char *doc_text_len(Doc *doc, const char *text, gsize length) {
  if (length == 0) {
    return "";
  }
  char *copy = arena_take(doc->arena, length + 1, 1);
  memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

const char *doc_text(Doc *doc, const char *text) {
  return doc_text_len(doc, text, strlen(text));
}

Node *node_new(Doc *doc, NodeKind kind, Pos pos) {
  void *place = arena_take(doc->arena, sizeof(Node), _Alignof(Node));
  Node *node = memset(place, 0, sizeof(Node));
  node->kind = kind;
  node->pos = pos;
  node->text = "";
  return node;
}

Node *node_copy(Doc *doc, const Node *node) {
  Node *copy = node_new(doc, node->kind, node->pos);
  *copy = *node;
  copy->next = NULL;
  return copy;
}

void node_append(Node *parent, Node *child) {
  g_assert(parent->kind == NODE_LIST || parent->kind == NODE_MAP);
  g_assert(child->next == NULL);
  if (parent->last) {
    parent->last->next = child;
  } else {
    parent->first = child;
  }
  parent->last = child;
  parent->count++;
}

Node *node_get(const Node *map, const char *key) {
  if (!map || map->kind != NODE_MAP) {
    return NULL;
  }
  for (Node *child = map->first; child; child = child->next) {
    if (child->key[0] == key[0] && strcmp(child->key, key) == 0) {
      return child;
    }
  }
  return NULL;
}

const char *node_kind_words(const Node *node) {
  switch (node ? node->kind : NODE_NULL) {
  case NODE_SCALAR:
    return "文字";
  case NODE_LIST:
    return "清单";
  case NODE_MAP:
    return "键值";
  case NODE_NULL:
    break;
  }
  return "空";
}
