/* The rules of a page joined: what most of a table's page is made of. Pure. */
#pragma once
#include "paper/layout.h"

typedef struct {
  double line, grey;
  GArray *rules; /* of Draw, DRAW_RULE; their texts are not owned */
} RuleLook;

/* By how they look, of RuleLook: one that goes on where another ended is one line, and one that is there twice is there once. Free with g_array_unref. */
GArray *rules_join(const Page *page);
