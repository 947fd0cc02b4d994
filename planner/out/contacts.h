/* 投诉处理联络表: who answers for what, per department, from a Store. */
#pragma once
#include "model/store.h"
#include "out/grid.h"

typedef struct {
  gboolean wall;                /* for the wall: no private mobiles */
  const Department *department; /* only this one and the manager; NULL = everybody and the external block */
  Day date;                     /* of issue */
} ContactsOptions;

#define CONTACTS_TITLE "投诉处理联络表"

/* One row of the table: a department, a function held by a person (公关, 法务 …), or the manager. */
typedef struct {
  const char *section;                 /* NULL, then 专人负责, 店长; the same pointer within a section */
  const Department *department;        /* NULL in the later sections */
  const char *unit;                    /* what stands in 部门 */
  Person *owner, *supervisor, *backup; /* refs, may be NULL */
} ContactRow;
GArray *contacts_rows(const Store *store, const ContactsOptions *options); /* of ContactRow; free with g_array_unref */

/* The number to show: a mobile of somebody outside is private, too, and not for the wall (NULL). */
const char *contacts_external_phone(const External *external, const ContactsOptions *options);

/* Two grids of the same content: for reading (mobiles below the names, — for nothing) and for spreadsheets (mobiles in columns of their own). */
typedef enum { CONTACTS_READING, CONTACTS_CELLS } ContactsShape;
Grid *contacts_grid(const Store *store, const ContactsOptions *options, ContactsShape shape);

/* 8 hex digits over everything that the full table shows: the same on every variant, another one whenever somebody or a number changed. */
char *contacts_version(const Store *store);
/* "杭州武林店 · 店长 刘洋 发布 · 版本 3f9ac210 · 2027-03-01" */
char *contacts_imprint(const Store *store, const ContactsOptions *options);
/* Who comes next for one row, a step a line: "30 分钟→李雷\n2 小时→刘洋". */
char *contacts_steps(const Store *store, const ContactRow *row);
char *contacts_ladder(const Store *store); /* "30 分钟内没有解决 → 监督人; …", "" when there is no ladder */

void contacts_print_html(const Store *store, const ContactsOptions *options, GString *out);
void contacts_print_json(const Store *store, const ContactsOptions *options, GString *out);
