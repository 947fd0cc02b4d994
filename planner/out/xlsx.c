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

GBytes *xlsx_write(const BookSheet *sheets, guint n_sheets, GError **error) {
  g_assert(n_sheets > 0);
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
  Formats formats = formats_new(book);
  for (guint i = 0; i < n_sheets; i++) {
    write_sheet(book, &formats, &sheets[i]);
  }
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
