/* Reading what offices keep in Excel. Positions are the cells', so that every message says 人员!D7. */
#include "desk/tables.h"
#include "base/file.h"
#include "base/phone.h"
#include "base/text.h"
#include <string.h>

enum { NAME_MOST = 40, TITLE_MOST = 60, NUMBER_MOST = 40 };

void table_source_free(TableSource *source) {
  if (source == NULL) {
    return;
  }
  table_free(source->csv);
  workbook_free(source->book);
  g_free(source);
}

TableSource *tables_open(Desk *desk, const char *path, gboolean *needs_book, GError **error) {
  gboolean standard = strcmp(path, "-") == 0;
  *needs_book = standard && desk->tools->read_workbook == NULL; /* what is read from a pipe cannot be handed over */
  if (*needs_book) {
    return NULL;
  }
  g_autoptr(GBytes) bytes = file_read(path, TABLE_MAX_BYTES, error);
  if (bytes == NULL) {
    return NULL;
  }
  gboolean xlsx = table_is_xlsx(bytes);
  *needs_book = xlsx && desk->tools->read_workbook == NULL;
  if (*needs_book) {
    return NULL;
  }
  g_autoptr(TableSource) source = g_new0(TableSource, 1);
  source->file = intern_string(standard ? "标准输入" : path);
  if (xlsx) {
    source->book = desk->tools->read_workbook(source->file, bytes, desk->diags);
  } else {
    source->csv = csv_parse(source->file, bytes, desk->diags);
  }
  return source->csv != NULL || source->book != NULL ? g_steal_pointer(&source) : NULL;
}

const Table *tables_sheet(const TableSource *source, const char *name) {
  if (source->csv != NULL) {
    return source->csv;
  }
  const Table *first = NULL;
  for (guint i = 0; i < source->book->n_sheets; i++) {
    const Table *sheet = source->book->sheets[i];
    if (g_strcmp0(sheet->sheet, name) == 0) {
      return sheet;
    }
    first = first == NULL && sheet->n_rows > 0 ? sheet : first;
  }
  return first != NULL ? first : source->book->n_sheets > 0 ? source->book->sheets[0] : NULL;
}

gboolean tables_is_remark(const char *first_cell) {
  static const char *const heads[] = {"例：", "例:", "说明：", "说明:", "备注", "注：", "注:", "合计", "总计", "以上"};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    if (g_str_has_prefix(first_cell, heads[i])) {
      return TRUE;
    }
  }
  return FALSE;
}

/* ---- people ---------------------------------------------------------------------------------------------------------------------------- */

enum { NAME, NUMBER, DEPARTMENT, TITLE, PHONE, ID, N_COLUMNS };

static const char *const name_aliases[] = {"姓名", "名字", "员工姓名", "员工", "name", NULL};
static const char *const number_aliases[] = {"工号", "员工号", "员工编号", "编号", "no", NULL};
static const char *const department_aliases[] = {"部门", "所属部门", "所在部门", "department", NULL};
static const char *const title_aliases[] = {"岗位", "职务", "职位", "title", NULL};
static const char *const phone_aliases[] = {"手机",     "手机号",   "手机号码", "电话",
                                            "联系电话", "联系方式", "phone",    NULL};
static const char *const id_aliases[] = {"代号", "id", NULL};
static const ColumnSpec people_columns[N_COLUMNS] = {[NAME] = {"name", TRUE, name_aliases},
                                                     [NUMBER] = {"no", FALSE, number_aliases},
                                                     [DEPARTMENT] = {"department", FALSE, department_aliases},
                                                     [TITLE] = {"title", FALSE, title_aliases},
                                                     [PHONE] = {"phone", FALSE, phone_aliases},
                                                     [ID] = {"id", FALSE, id_aliases}};

static void row_drop(gpointer data) {
  PersonRow *row = data;
  setup_person_free(row->person);
  g_free(row->department);
  g_free(row);
}

static gboolean is_id(const char *text) {
  gsize n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-");
  return n > 0 && n <= 48 && text[n] == '\0' && g_ascii_isalnum(*text);
}

static char *filled(const char *text) {
  return *text != '\0' ? text_clean(text, FALSE) : NULL;
}

typedef struct {
  const Table *table;
  const TableRow *row;
  const int *index;
  DiagList *diags;
  gboolean fine;
} RowReader;

static Pos place(const RowReader *reader, int column) {
  return table_pos(reader->table, reader->row, (guint)MAX(reader->index[column], 0));
}

static const char *cell(RowReader *reader, int column, gsize most) {
  const char *text = table_cell(reader->row, reader->index[column]);
  if ((gsize)g_utf8_strlen(text, -1) > most) {
    Diag *diag =
        diag_add(reader->diags, E022, place(reader, column), "这一格太长，最多 %" G_GSIZE_FORMAT " 个字。", most);
    diag_fix(diag, "请写短一些。");
    reader->fine = FALSE;
    return "";
  }
  return text;
}

static PersonRow *read_person(RowReader *reader) {
  PersonRow *row = g_new0(PersonRow, 1);
  row->person = g_new0(SetupPerson, 1);
  SetupPerson *person = row->person;
  row->pos = place(reader, NAME);
  row->department_pos = place(reader, DEPARTMENT);
  person->name = text_clean(cell(reader, NAME, NAME_MOST), FALSE);
  person->no = filled(cell(reader, NUMBER, NUMBER_MOST));
  person->title = filled(cell(reader, TITLE, TITLE_MOST));
  const char *phone = cell(reader, PHONE, NUMBER_MOST);
  person->phone = *phone != '\0' ? phone_tidy(phone) : NULL;
  person->id = filled(cell(reader, ID, TITLE_MOST));
  row->department = g_strdup(cell(reader, DEPARTMENT, NAME_MOST));
  if (*person->name == '\0' && reader->fine) {
    diag_fix(diag_add(reader->diags, E074, row->pos, "这一行没有姓名。"), "请写上姓名，或删掉这一行。");
    reader->fine = FALSE;
  }
  if (person->phone == NULL && *phone != '\0') {
    diag_fix(diag_add(reader->diags, E021, place(reader, PHONE), "“%s”不像电话号码。", phone),
             "一格写一个号码，例如 13800000001 或 0571-88880001。");
    reader->fine = FALSE;
  }
  if (person->id != NULL && !is_id(person->id)) {
    diag_fix(diag_add(reader->diags, E016, place(reader, ID), "代号“%s”只能用小写字母、数字、点和连字符，最多 48 个。",
                      person->id),
             "写成 wang.fang 这样，或者空着，由姓名的拼音得来。");
    reader->fine = FALSE;
  }
  return row;
}

/* The same 工号, 代号, or name without 工号, twice. */
static gboolean is_new(GHashTable *seen, const PersonRow *row, DiagList *diags) {
  const SetupPerson *person = row->person;
  struct {
    const char *what, *value;
  } keys[] = {{"工号", person->no},
              {"代号", person->id},
              {"姓名", person->no == NULL && person->id == NULL ? person->name : NULL}};
  gboolean fine = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    if (keys[i].value == NULL) {
      continue;
    }
    g_autofree char *key = g_strdup_printf("%s %s", keys[i].what, keys[i].value);
    const PersonRow *first = g_hash_table_lookup(seen, key);
    if (first != NULL) {
      g_autofree char *before = pos_format(first->pos);
      Diag *diag = diag_add(diags, E075, row->pos, "%s“%s”已经写在 %s。", keys[i].what, keys[i].value, before);
      diag_fix(diag,
               i == 2 ? "确实是两个人，就给他们写上工号；是同一个人，就删掉一行。" : "请改成各自的，或删掉一行。");
      fine = FALSE;
    } else {
      g_hash_table_insert(seen, g_steal_pointer(&key), (gpointer)(guintptr)row);
    }
  }
  return fine;
}

GPtrArray *tables_people(const Table *table, DiagList *diags) {
  GPtrArray *people = g_ptr_array_new_with_free_func(row_drop);
  int index[N_COLUMNS];
  int header = table_find_columns(table, people_columns, N_COLUMNS, index, diags);
  if (header < 0) {
    return people;
  }
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func(row_drop); /* `seen` looks at them till the end */
  guint rows = 0;
  for (guint r = (guint)header + 1; r < table->n_rows; r++) {
    const TableRow *row = &table->rows[r];
    if (tables_is_remark(table_cell(row, 0))) {
      continue;
    }
    rows++;
    RowReader reader = {table, row, index, diags, TRUE};
    PersonRow *person = read_person(&reader);
    g_ptr_array_add(*person->person->name != '\0' && is_new(seen, person, diags) ? people : refused, person);
  }
  if (rows == 0) {
    diag_fix(diag_add(diags, E077, table_pos(table, &table->rows[header], 0), "标题下面没有人。"), "每人写一行。");
  }
  return people;
}
