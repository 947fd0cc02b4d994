/* Everybody whom one may have to call, searched while typing: by name, pinyin initials, spelling, department, duty or number. The table on the wall
 * is out/contacts; this is the same knowledge turned round, one entry a person. */
#pragma once
#include "desk/desk.h"

typedef struct {
  const char *label; /* 当班电话 */
  char *value;
} ContactFact;

typedef struct {
  char *name;
  char *place;   /* 服务台 · 客服主管; what somebody outside is for; "" */
  char *duties;  /* 服务台对接人、卖场部备份; "" */
  char *phone;   /* the first number to try; "" */
  GArray *facts; /* of ContactFact: what else is known, in the order of reading */
  gboolean outside;
  /* For the search, a line each: */
  char *names;  /* what the name may begin with when typed: 王芳, wf, wangfang, fang, 工号, id */
  char *sounds; /* the same of the department */
  char *texts;  /* what may be typed from anywhere inside: words and numbers */
} Contact;

typedef struct {
  GPtrArray *contacts; /* Contact*: who answers for departments first, outside last */
  char *ladder;        /* who is told when nothing was solved; "" */
} Phonebook;

/* Needs desk_load. */
Phonebook *phonebook_new(const Desk *desk);
void phonebook_free(Phonebook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phonebook, phonebook_free)

/* Indexes (guint) of the contacts that have every word of the query; those found by name first. An empty query finds all. */
GArray *phonebook_find(const Phonebook *book, const char *query);
