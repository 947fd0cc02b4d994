/* Workbooks, for people who live in Excel and WPS. The only file that includes <xlsxwriter.h>. Every cell is written as text: telephone
 * numbers, 工号 and dates must come out as they went in, and nothing a user typed may become a formula. */
#include "out/xlsx.h"

#include "base/text.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define MAX_CELLS 50        /* a wider column wraps */
#define CELL_CHARS 32767    /* limit of the format */
#define DROP_DOWN_ROWS 1000 /* rows below the header that offer a list */
#define LINE_POINTS 15.0
#define CREATED 978307200 /* 2001-01-01: a fixed date, so that the same sheets give the same bytes */

typedef struct {
  lxw_format *head, *cell, *number, *sub, *note;
  lxw_format *empty; /* of cells that people fill in: text, so that 010 stays 010 */
} Formats;

static Formats formats_new(lxw_workbook *book) {
  Formats f = {workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
               workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  lxw_format *all[] = {f.head, f.cell, f.number, f.sub, f.note, f.empty};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    format_set_font_name(all[i], "宋体");
    format_set_font_size(all[i], 11);
    format_set_num_format(all[i], "@");
    format_set_text_wrap(all[i]);
    format_set_align(all[i], LXW_ALIGN_VERTICAL_CENTER);
    if (all[i] != f.note && all[i] != f.empty) {
      format_set_border(all[i], LXW_BORDER_THIN);
    }
  }
  format_set_bold(f.head);
  format_set_align(f.head, LXW_ALIGN_CENTER);
  format_set_bg_color(f.head, 0xE7E6E6); /* grey prints well */
  format_set_align(f.number, LXW_ALIGN_RIGHT);
  format_set_bold(f.sub);
  return f;
}

static int widest_line(const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  int widest = 0;
  for (char **line = lines; *line != NULL; line++) {
    widest = MAX(widest, text_width(*line));
  }
  return widest;
}

/* Lines that a text takes in a column of so many cells: readers do not compute heights of rows that we write. */
static guint n_lines(const char *text, int cells) {
  g_auto(GStrv) lines = text_wrap(text, cells);
  return MAX(g_strv_length(lines), 1);
}

static void write_text(lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format) {
  g_autofree char *short_enough = text_limit_chars(text, CELL_CHARS);
  if (*short_enough == '\0') {
    worksheet_write_blank(sheet, row, (lxw_col_t)column, format);
  } else {
    worksheet_write_string(sheet, row, (lxw_col_t)column, short_enough, format);
  }
}

static void column_widths(const Grid *grid, int *cells) {
  for (guint c = 0; c < grid_n_columns(grid); c++) {
    cells[c] = widest_line(grid_column(grid, c)->title);
    for (guint r = 0; r < grid_n_rows(grid); r++) {
      if (grid_row_kind(grid, r) == GRID_ROW) {
        cells[c] = MAX(cells[c], widest_line(grid_text(grid, r, c)));
      }
    }
    int most = grid_column(grid, c)->max > 0 ? grid_column(grid, c)->max : MAX_CELLS;
    cells[c] = CLAMP(MAX(cells[c], grid_column(grid, c)->min), 6, most) + 2;
  }
}

static void drop_down(lxw_worksheet *sheet, guint column, guint first, const char *list) {
  g_auto(GStrv) values = g_strsplit(list, ",", -1);
  g_autofree char *title = g_strdup("这一格只能选"); /* the library's struct is not const */
  g_autofree char *message = g_strdup("请从下拉清单里选一项。");
  lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                    .value_list = values,
                                    .ignore_blank = LXW_VALIDATION_ON,
                                    .error_title = title,
                                    .error_message = message};
  worksheet_data_validation_range(sheet, first, (lxw_col_t)column, first + DROP_DOWN_ROWS - 1, (lxw_col_t)column,
                                  &validation);
}

static void write_sheet(lxw_workbook *book, const Formats *f, const BookSheet *from) {
  const Grid *grid = from->grid;
  guint n = grid_n_columns(grid);
  lxw_worksheet *sheet = workbook_add_worksheet(book, from->name);
  g_assert(sheet != NULL); /* names are ours: short and without []:*?/\ */
  g_autofree int *cells = g_new0(int, n);
  column_widths(grid, cells);
  int whole = 0;
  for (guint c = 0; c < n; c++) {
    worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, cells[c], f->empty);
    write_text(sheet, 0, c, grid_column(grid, c)->title, f->head);
    whole += cells[c];
    if (from->drop_downs != NULL && from->drop_downs[c] != NULL) {
      drop_down(sheet, c, 1, from->drop_downs[c]);
    }
  }
  guint row = 1;
  for (guint r = 0; r < grid_n_rows(grid); r++, row++) {
    guint height = 1;
    if (grid_row_kind(grid, r) == GRID_SUBHEADING) {
      if (n > 1) {
        worksheet_merge_range(sheet, row, 0, row, (lxw_col_t)(n - 1), grid_text(grid, r, 0), f->sub);
      } else {
        write_text(sheet, row, 0, grid_text(grid, r, 0), f->sub);
      }
      continue;
    }
    for (guint c = 0; c < n; c++) {
      write_text(sheet, row, c, grid_text(grid, r, c), grid_column(grid, c)->right ? f->number : f->cell);
      height = MAX(height, n_lines(grid_text(grid, r, c), cells[c] - 1));
    }
    if (height > 1) {
      worksheet_set_row(sheet, row, LINE_POINTS * height, NULL);
    }
  }
  for (guint i = 0; i < grid_n_notes(grid); i++, row++) {
    const char *note = grid_note_text(grid, i);
    if (n > 1) {
      worksheet_merge_range(sheet, row, 0, row, (lxw_col_t)(n - 1), note, f->note);
    } else {
      write_text(sheet, row, 0, note, f->note);
    }
    worksheet_set_row(sheet, row, LINE_POINTS * n_lines(note, whole), NULL);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_paper(sheet, 9); /* A4 */
  if (from->landscape) {
    worksheet_set_landscape(sheet);
  }
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.6);
  if (grid_title(grid) != NULL) {
    /* & is the escape of headers; 255 characters at most. */
    g_autofree char *title = text_limit_chars(grid_title(grid), 100);
    g_auto(GStrv) parts = g_strsplit(title, "&", -1);
    g_autofree char *escaped = g_strjoinv("&&", parts);
    g_autofree char *header = g_strconcat("&C&B", escaped, NULL);
    worksheet_set_header(sheet, header);
  }
  worksheet_set_footer(sheet, "&C第 &P 页，共 &N 页");
}

/* A name of our own for the temporary file: libxlsxwriter 1.1 writes to paths only. */
static GBytes *read_back(const char *path, GError **error) {
  char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents(path, &text, &length, NULL)) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "读不回临时工作簿 %s。请看临时文件夹是否还在。", path);
    return NULL;
  }
  return g_bytes_new_take(text, length);
}

/* A workbook that `fill` writes its sheets into, as bytes. */
typedef void (*BookFiller)(lxw_workbook *book, gconstpointer data);
static GBytes *make_book(BookFiller fill, gconstpointer data, GError **error) {
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("ready315-XXXXXX.xlsx", &path, NULL);
  if (fd < 0) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_ACCESS, "写不了临时文件夹 %s，工作簿没有生成。请检查权限和剩余空间。",
                g_get_tmp_dir());
    return NULL;
  }
  close(fd);
  g_autofree char *folder = g_strdup(g_get_tmp_dir());
  lxw_workbook_options options = {.tmpdir = folder};
  lxw_workbook *book = workbook_new_opt(path, &options);
  lxw_doc_properties properties = {.created = CREATED};
  workbook_set_properties(book, &properties);
  fill(book, data);
  lxw_error failed = workbook_close(book); /* frees the workbook in any case */
  GBytes *bytes = NULL;
  if (failed != LXW_NO_ERROR) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_FULL, "临时文件夹 %s 写不下工作簿。请腾出空间后再试。", g_get_tmp_dir());
  } else {
    bytes = read_back(path, error);
  }
  g_unlink(path);
  return bytes;
}

typedef struct {
  const BookSheet *sheets;
  guint count;
} Sheets;

static void fill_sheets(lxw_workbook *book, gconstpointer data) {
  const Sheets *all = data;
  Formats formats = formats_new(book);
  for (guint i = 0; i < all->count; i++) {
    write_sheet(book, &formats, &all->sheets[i]);
  }
}

GBytes *xlsx_write(const BookSheet *sheets, guint n_sheets, GError **error) {
  g_assert(n_sheets > 0);
  const Sheets all = {sheets, n_sheets};
  return make_book(fill_sheets, &all, error);
}

/* ---- sheets to be filled in -------------------------------------------------------------------------------------------------------- */

#define FIELD_POINTS 24.0 /* high enough for a finger */
#define LIST_CHARS 255    /* of a list that stands in the cell's own rule */
#define TIP_CHARS 250
enum { PAPER_A4 = 9, YEAR_FIRST = 2000, YEAR_LAST = 2099 };
#define NUMBER_MOST 999999999999.0

typedef struct {
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_worksheet *spare; /* hidden: lists that are too long; NULL until needed */
  lxw_row_t spare_rows;
  lxw_format *locked[FORM_NOTE + 1];
  lxw_format *fields[FORM_TIME + 1];
} FormBook;

static lxw_format *form_format(lxw_workbook *book, double size, gboolean border) {
  lxw_format *format = workbook_add_format(book);
  format_set_font_name(format, "宋体");
  format_set_font_size(format, size);
  format_set_num_format(format, "@");
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (border) {
    format_set_border(format, LXW_BORDER_THIN);
  }
  return format;
}

static void form_formats(FormBook *form) {
  static const char *const shown[] = {[FORM_TEXT] = "@",
                                      [FORM_LIST] = "@",
                                      [FORM_NUMBER] = "General",
                                      [FORM_DATE] = "yyyy-mm-dd",
                                      [FORM_TIME] = "hh:mm"};
  for (int i = 0; i <= FORM_NOTE; i++) {
    form->locked[i] = form_format(form->book,
                                  i == FORM_TITLE                      ? 16
                                  : i == FORM_SMALL || i == FORM_MARKS ? 8
                                                                       : 11,
                                  i == FORM_HEADS || i == FORM_ROW || i == FORM_ASK);
  }
  format_set_bold(form->locked[FORM_TITLE]);
  format_set_align(form->locked[FORM_TITLE], LXW_ALIGN_CENTER);
  format_set_font_color(form->locked[FORM_SMALL], LXW_COLOR_GRAY);
  format_set_bold(form->locked[FORM_HEADS]);
  format_set_align(form->locked[FORM_HEADS], LXW_ALIGN_CENTER);
  format_set_bg_color(form->locked[FORM_HEADS], 0xE7E6E6);
  format_set_bg_color(form->locked[FORM_ASK], 0xE7E6E6);
  for (int i = 0; i <= FORM_TIME; i++) {
    form->fields[i] = form_format(form->book, 11, TRUE);
    format_set_num_format(form->fields[i], shown[i]);
    format_set_unlocked(form->fields[i]);
    if (i != FORM_TEXT) {
      format_set_align(form->fields[i], LXW_ALIGN_CENTER);
    }
  }
}

/* A list of choices: in the rule itself where that can hold it, else in the hidden sheet, as a range. The caller frees. */
static char *spare_list(FormBook *form, const char *const *choices) {
  gsize chars = 0;
  gboolean comma = FALSE;
  guint n = 0;
  for (; choices[n] != NULL; n++) {
    chars += (gsize)g_utf8_strlen(choices[n], -1) + 1;
    comma = comma || strpbrk(choices[n], ",\"") != NULL || g_ascii_isspace(*choices[n]);
  }
  if (chars <= LIST_CHARS && !comma) {
    return NULL;
  }
  if (form->spare == NULL) {
    form->spare = workbook_add_worksheet(form->book, FORM_SPARE_SHEET);
    worksheet_hide(form->spare);
  }
  const lxw_row_t first = form->spare_rows + 1;
  for (guint i = 0; i < n; i++) {
    write_text(form->spare, form->spare_rows++, 0, choices[i], NULL);
  }
  return g_strdup_printf("='" FORM_SPARE_SHEET "'!$A$%u:$A$%u", first, form->spare_rows);
}

static void limit_number(const FormField *field, lxw_data_validation *rule) {
  rule->validate = LXW_VALIDATION_TYPE_DECIMAL;
  rule->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule->minimum_number = field->low != NULL ? g_ascii_strtod(field->low, NULL) : -NUMBER_MOST;
  rule->maximum_number = field->high != NULL ? g_ascii_strtod(field->high, NULL) : NUMBER_MOST;
}

static void limit_date(lxw_data_validation *rule) {
  rule->validate = LXW_VALIDATION_TYPE_DATE;
  rule->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule->minimum_datetime = (lxw_datetime){YEAR_FIRST, 1, 1, 0, 0, 0};
  rule->maximum_datetime = (lxw_datetime){YEAR_LAST, 12, 31, 0, 0, 0};
}

static void limit_time(lxw_data_validation *rule) {
  rule->validate = LXW_VALIDATION_TYPE_TIME;
  rule->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule->maximum_datetime = (lxw_datetime){0, 0, 0, 23, 59, 59};
}

/* From row `first` to `last` of a column. But for lists the rule only warns: 不适用 may be written instead of a number. */
static void put_rule(FormBook *form, const FormField *field, lxw_row_t first, lxw_row_t last, lxw_col_t column) {
  g_autofree char *tip = field->tip != NULL ? text_limit_chars(field->tip, TIP_CHARS) : NULL;
  g_autofree char *title = g_strdup("请核对这一格");
  g_autofree char *message = field->kind == FORM_LIST ? g_strdup("请从下拉清单里选一项。")
                                                      : g_strdup_printf("%s", tip != NULL ? tip : "请核对。");
  g_autofree char *range = field->kind == FORM_LIST ? spare_list(form, field->choices) : NULL;
  g_auto(GStrv) list = range == NULL && field->kind == FORM_LIST
                           ? g_strdupv((char **)(guintptr)field->choices) /* the library's struct is not const */
                           : NULL;
  lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_ANY,
                              .ignore_blank = LXW_VALIDATION_ON,
                              .show_input = LXW_VALIDATION_ON,
                              .show_error = LXW_VALIDATION_ON,
                              .dropdown = LXW_VALIDATION_ON,
                              .error_title = title,
                              .error_message = message,
                              .input_message = tip};
  if (field->kind == FORM_LIST) {
    rule.validate = range != NULL ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_LIST;
    rule.value_formula = range;
    rule.value_list = list;
  } else if (field->kind != FORM_TEXT) {
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    field->kind == FORM_NUMBER ? limit_number(field, &rule)
    : field->kind == FORM_DATE ? limit_date(&rule)
                               : limit_time(&rule);
  }
  lxw_error failed = worksheet_data_validation_range(form->sheet, first, column, last, column, &rule);
  g_assert(failed == LXW_NO_ERROR); /* all limits of the format are kept above */
}

static void put_rules(FormBook *form, const FormSheet *from) {
  for (guint c = 1; c < from->n_columns; c++) {
    const FormField *under = NULL;
    guint since = 0;
    for (guint r = 0; r <= from->rows->len; r++) {
      const FormField *field = r < from->rows->len ? g_array_index(from->rows, FormRow, r).cells[c].field : NULL;
      if (field != under) {
        if (under != NULL) {
          put_rule(form, under, since, r - 1, (lxw_col_t)c);
        }
        under = field;
        since = r;
      }
    }
  }
}

static void put_cell(FormBook *form, const FormRow *row, guint r, guint c) {
  const FormCell *cell = &row->cells[c];
  lxw_format *format = cell->field != NULL ? form->fields[cell->field->kind] : form->locked[row->kind];
  write_text(form->sheet, r, c, cell->text != NULL ? cell->text : "", format);
}

/* Across the columns from `first` on. */
static void put_wide(FormBook *form, const FormSheet *from, const FormRow *row, guint r, guint first) {
  const FormCell *cell = &row->cells[first];
  lxw_format *format = cell->field != NULL ? form->fields[cell->field->kind] : form->locked[row->kind];
  if (first + 1 < from->n_columns) {
    worksheet_merge_range(form->sheet, r, (lxw_col_t)first, r, (lxw_col_t)(from->n_columns - 1), "", format);
  }
  write_text(form->sheet, r, first, cell->text != NULL ? cell->text : "", format);
}

static guint lines_across(const FormSheet *from, const FormRow *row, guint first) {
  int cells = 0;
  for (guint c = first; c < from->n_columns; c++) {
    cells += from->widths[c];
  }
  return row->cells[first].text != NULL ? n_lines(row->cells[first].text, cells - 1) : 1;
}

static double put_form_row(FormBook *form, const FormSheet *from, const FormRow *row, guint r) {
  guint lines = 1;
  write_text(form->sheet, r, 0, row->cells[0].text != NULL ? row->cells[0].text : "", form->locked[FORM_MARKS]);
  switch (row->kind) {
  case FORM_TITLE:
    put_wide(form, from, row, r, 1);
    return FIELD_POINTS * lines_across(from, row, 1);
  case FORM_LINE:
  case FORM_SMALL:
  case FORM_NOTE:
    put_wide(form, from, row, r, 1);
    return LINE_POINTS * lines_across(from, row, 1);
  case FORM_ASK:
    put_cell(form, row, r, 1);
    put_wide(form, from, row, r, 2);
    return FIELD_POINTS;
  case FORM_HEADS:
  case FORM_MARKS:
  case FORM_ROW:
    for (guint c = 1; c < from->n_columns; c++) {
      const char *text = row->cells[c].text;
      put_cell(form, row, r, c);
      lines = MAX(lines, text != NULL ? n_lines(text, from->widths[c] - 1) : 1);
    }
    return MAX(FIELD_POINTS, LINE_POINTS * lines);
  }
  g_assert_not_reached();
}

static void set_up_page(FormBook *form, const FormSheet *from, guint heads) {
  static const lxw_row_col_options hidden = {.hidden = 1};
  lxw_protection protection = {.format_columns = 1, .format_rows = 1}; /* so that narrow screens can be made room on */
  worksheet_set_column_opt(form->sheet, 0, 0, 2, NULL, (lxw_row_col_options *)(guintptr)&hidden);
  worksheet_protect(form->sheet, NULL, &protection);
  worksheet_freeze_panes(form->sheet, heads + 2, 0);
  worksheet_repeat_rows(form->sheet, heads, heads);
  worksheet_set_paper(form->sheet, PAPER_A4);
  if (from->landscape) {
    worksheet_set_landscape(form->sheet);
  }
  worksheet_fit_to_pages(form->sheet, 1, 0);
  worksheet_set_margins(form->sheet, 0.4, 0.4, 0.6, 0.6);
  worksheet_print_area(form->sheet, 0, 1, from->rows->len - 1, (lxw_col_t)(from->n_columns - 1));
  g_autofree char *foot = text_limit_chars(from->foot, 200);
  g_auto(GStrv) parts = g_strsplit(foot, "&", -1);
  g_autofree char *escaped = g_strjoinv("&&", parts);
  g_autofree char *footer = g_strconcat("&L&8", escaped, "&R第 &P 页，共 &N 页", NULL);
  worksheet_set_footer(form->sheet, footer);
}

static void fill_form(lxw_workbook *book, gconstpointer data) {
  const FormSheet *from = data;
  static const lxw_row_col_options hidden = {.hidden = 1};
  FormBook form = {.book = book, .sheet = workbook_add_worksheet(book, from->name)};
  g_assert(form.sheet != NULL);
  guint heads = 0;
  form_formats(&form);
  for (guint c = 1; c < from->n_columns; c++) {
    worksheet_set_column(form.sheet, (lxw_col_t)c, (lxw_col_t)c, from->widths[c], NULL);
  }
  for (guint r = 0; r < from->rows->len; r++) {
    const FormRow *row = &g_array_index(from->rows, FormRow, r);
    const double height = put_form_row(&form, from, row, r);
    if (row->kind == FORM_MARKS) {
      worksheet_set_row_opt(form.sheet, r, height, NULL, (lxw_row_col_options *)(guintptr)&hidden);
    } else {
      worksheet_set_row(form.sheet, r, height, NULL);
    }
    heads = row->kind == FORM_HEADS ? r : heads;
  }
  put_rules(&form, from);
  set_up_page(&form, from, heads);
}

GBytes *xlsx_write_form(const FormSheet *sheet, GError **error) {
  return make_book(fill_form, sheet, error);
}
