/* `init --template`: a shop from a workbook that an office filled in, without any YAML. */
#pragma once
#include "desk/setup/init.h"

/* The names of the sheets and their columns, shared with the blank workbook (init_blank). */
enum { SHEET_STORE, SHEET_DEPARTMENTS, SHEET_PEOPLE, SHEET_ROSTER, SHEET_EXTERNAL, N_SHEETS };
extern const char *const template_sheets[N_SHEETS];
enum {
  STORE_NAME,
  STORE_LICENCE,
  STORE_PROVINCE,
  STORE_PLACE,
  STORE_FOOD,
  STORE_MORE,
  STORE_SCALE,
  STORE_HOURS,
  STORE_MANAGER,
  STORE_DEPUTY,
  N_STORE_COLUMNS
};
enum {
  DEPT_NAME,
  DEPT_COVERS,
  DEPT_OWNER,
  DEPT_SUPERVISOR,
  DEPT_BACKUP,
  DEPT_PHONE,
  DEPT_LANDLINE,
  DEPT_COMPLAINTS,
  DEPT_RESPOND,
  DEPT_WORKDAYS,
  N_DEPT_COLUMNS
};
enum { EXTERNAL_NAME, EXTERNAL_PHONE, EXTERNAL_FOR, N_EXTERNAL_COLUMNS };
extern const ColumnSpec template_store_columns[N_STORE_COLUMNS];
extern const ColumnSpec template_dept_columns[N_DEPT_COLUMNS];
extern const ColumnSpec template_external_columns[N_EXTERNAL_COLUMNS];

/* The shop; roster.yaml goes to `files` where the workbook has shifts. NULL with problems in desk->diags, or with *error when the file could not be
 * read. Needs desk->tools->read_workbook. */
Setup *init_template_read(Desk *desk, const char *folder, const char *path, int year, GPtrArray *files, GError **error);
