/* Tables that users hand in (csv, xlsx, "-"), and the cells that several imports read alike. */
#pragma once
#include "desk/desk.h"
#include "desk/setup/setup.h"

typedef struct {
  const char *file; /* interned: the name shown in messages */
  Table *csv;       /* one of both */
  Workbook *book;
} TableSource;
void table_source_free(TableSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableSource, table_source_free)

/* NULL with *error when the world failed, with *needs_book when a workbook must be read by a program that can (nothing was consumed then), or
 * else with problems in desk->diags. */
TableSource *tables_open(Desk *desk, const char *path, gboolean *needs_book, GError **error);
/* The sheet of that name, else the first that holds anything. Owned by the source; NULL in a book without sheets. */
const Table *tables_sheet(const TableSource *source, const char *name);

/* One person of a list, before it has an id. */
typedef struct {
  SetupPerson *person; /* owned; id NULL unless the list has one */
  char *department;    /* as written; "" when none */
  Pos pos, department_pos;
} PersonRow;
/* 姓名 工号 部门 岗位 手机 代号. All problems go to diags; who has a name is listed all the same, so that one wrong telephone number does not make him
 * unknown everywhere else. Remarks (例：, 说明：, 备注, 合计 …) are passed over. */
GPtrArray *tables_people(const Table *table, DiagList *diags); /* of PersonRow*, owned by the array */
gboolean tables_is_remark(const char *first_cell);
