/* What a list of rows looks like. The table for reading has the columns that decide what is done next; files have all. */
#include "desk/registers/registers_out.h"
#include "base/clock.h"
#include "data/json.h"
#include "desk/registers/registers_card.h"
#include "out/grid.h"
#include "out/page.h"
#include "out/planjson.h"
#include <string.h>

enum { MOST_COLUMNS = 64 };

static const char *person_name(const Desk *desk, const char *id) {
  const Person *person = id ? store_person(desk->campaign->store, id) : NULL;
  return person ? person->name : id;
}

static Moment wall(const Desk *desk, gint64 utc_ms) {
  return moment_from_instant(utc_ms / 1000, desk->campaign->store->utc_offset);
}

/* 3月12日 09:05 */
static char *moment_words(Moment moment) {
  int month, mday;
  char clock[DAY_TEXT];
  day_split(moment_day(moment), NULL, &month, &mday);
  return g_strdup_printf("%d月%d日 %s", month, mday, minute_clock(moment_minute(moment), clock));
}

/* In files: with the store's offset, as in the plan. NULL for none. */
static char *moment_iso(const Desk *desk, Moment moment) {
  if (moment == MOMENT_NONE) {
    return NULL;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  planjson_instant(moment, desk->campaign->store->utc_offset, text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *moment_plain(Moment moment) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  return g_strdup_printf("%s %s", day_iso(moment_day(moment), day), minute_clock(moment_minute(moment), clock));
}

/* ---- all registers ---- */

static void cards_text(const Desk *desk, const GArray *cards, int columns, GString *out) {
  static const GridColumn heads[] = {{"register", "台账", FALSE, 12, 0},  {"name", "代号", FALSE, 10, 0},
                                     {"open", "开着", TRUE, 4, 0},        {"overdue", "超期", TRUE, 4, 0},
                                     {"unowned", "无人负责", TRUE, 8, 0}, {"next", "最近的期限", FALSE, 12, 0}};
  g_autoptr(Grid) grid = grid_new("台账", heads, G_N_ELEMENTS(heads));
  for (guint i = 0; i < cards->len; i++) {
    const RegisterCard *card = &g_array_index(cards, RegisterCard, i);
    g_autofree char *next = NULL;
    if (card->next_due != MOMENT_NONE) {
      g_autofree char *when = moment_words(card->next_due);
      g_autofree char *left = register_left(card->next_due, desk_moment(desk));
      next = g_strdup_printf("%s（%s）", when, left);
    }
    guint counts[] = {card->open, card->overdue, card->unowned};
    grid_cell(grid, card->checklist->title);
    grid_cell(grid, card->checklist->id);
    for (guint c = 0; c < G_N_ELEMENTS(counts); c++) {
      g_autofree char *count = counts[c] ? g_strdup_printf("%u", counts[c]) : NULL;
      grid_cell(grid, c == 0 && !count ? "0" : count);
    }
    grid_cell(grid, next);
    grid_end_row(grid);
  }
  grid_print_text(grid, columns, out);
}

static void cards_json(const Desk *desk, const GArray *cards, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_bool(json, "practice", desk->campaign->store->practice);
  json_open(json, "registers", '[');
  for (guint i = 0; i < cards->len; i++) {
    const RegisterCard *card = &g_array_index(cards, RegisterCard, i);
    g_autofree char *next = moment_iso(desk, card->next_due);
    json_open(json, NULL, '{');
    json_put_string(json, "id", card->checklist->id);
    json_put_string(json, "title", card->checklist->title);
    json_put_int(json, "open", card->open);
    json_put_int(json, "overdue", card->overdue);
    json_put_int(json, "unowned", card->unowned);
    json_put_string(json, "next_due", next);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

/* ---- one register ---- */

static char *heading(const Desk *desk, const Register *reg, const GPtrArray *lines) {
  g_autoptr(GString) out = g_string_new(NULL);
  guint overdue = 0, unowned = 0;
  char day[DAY_TEXT], clock[DAY_TEXT];
  Moment now = desk_moment(desk);
  for (guint i = 0; i < lines->len; i++) {
    const RegisterLine *line = g_ptr_array_index(lines, i);
    overdue += line->overdue != FALSE;
    unowned += line->unowned != FALSE;
  }
  g_string_append_printf(out, "%s　%s %s　开着 %u 行", reg->checklist->title, day_words(moment_day(now), day),
                         minute_clock(moment_minute(now), clock), reg->open);
  if (overdue > 0) {
    g_string_append_printf(out, "，超期 %u 行", overdue);
  }
  if (unowned > 0) {
    g_string_append_printf(out, "，监管和媒体事项无人负责 %u 行", unowned);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void list_text(const Desk *desk, const Register *reg, const GPtrArray *lines, int columns, GString *out) {
  static const GridColumn heads[] = {{"row", "编号", FALSE, 8, 0},       {"title", "事项", FALSE, 12, 30},
                                     {"owner", "现责任人", FALSE, 8, 0}, {"next", "下一步", FALSE, 8, 20},
                                     {"when", "期限", FALSE, 12, 0},     {"left", "剩余", FALSE, 10, 0}};
  g_autofree char *title = heading(desk, reg, lines);
  g_autoptr(Grid) grid = grid_new(title, heads, G_N_ELEMENTS(heads));
  if (desk->campaign->store->practice) {
    g_string_append(out, PAGE_PRACTICE "\n");
  }
  for (guint i = 0; i < lines->len; i++) {
    const RegisterLine *line = g_ptr_array_index(lines, i);
    grid_cell(grid, line->row->id);
    grid_cell(grid, line->title);
    grid_cell(grid, *line->owner || !line->row->open ? line->owner : "（还没有）");
    grid_cell(grid, register_value(line->row, "next-step"));
    grid_cell(grid, line->when);
    grid_cell(grid, line->row->open ? line->left : "已关闭");
    grid_end_row(grid);
  }
  if (lines->len > 0) {
    grid_print_text(grid, columns, out);
  } else {
    g_string_append_printf(out, "%s\n没有要列出的行。\n", title);
  }
}

static Grid *whole_grid(const Desk *desk, const Register *reg, const GPtrArray *lines) {
  GridColumn heads[MOST_COLUMNS];
  guint n = 0, n_columns = MIN(reg->checklist->rows->len, (guint)MOST_COLUMNS - 8);
  heads[n++] = (GridColumn){"row", "编号", FALSE, 8, 0};
  heads[n++] = (GridColumn){"state", "状态", FALSE, 6, 0};
  for (guint c = 0; c < n_columns; c++) {
    const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, c);
    heads[n++] = (GridColumn){column->id, column->title, FALSE, 8, 0};
  }
  heads[n++] = (GridColumn){"by", "登记人", FALSE, 8, 0};
  heads[n++] = (GridColumn){"added", "登记时间", FALSE, 16, 0};
  heads[n++] = (GridColumn){"closed_by", "关闭人", FALSE, 8, 0};
  heads[n++] = (GridColumn){"closed", "关闭时间", FALSE, 16, 0};
  heads[n++] = (GridColumn){"reason", "没有结果的理由", FALSE, 10, 0};
  Grid *grid = grid_new(reg->checklist->title, heads, n);
  for (guint i = 0; i < lines->len; i++) {
    const RegisterRow *row = ((const RegisterLine *)g_ptr_array_index(lines, i))->row;
    g_autofree char *added = moment_plain(wall(desk, row->added_ms));
    g_autofree char *closed = row->closed_ms ? moment_plain(wall(desk, row->closed_ms)) : NULL;
    grid_cell(grid, row->id);
    grid_cell(grid, row->open ? "开着" : "已关闭");
    for (guint c = 0; c < n_columns; c++) {
      const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, c);
      const char *value = register_value(row, column->id);
      g_autofree char *moment = column_type(column) == COLUMN_MOMENT ? g_strdelimit(g_strdup(value), "T", ' ') : NULL;
      grid_cell(grid, moment                                           ? moment
                      : column_type(column) == COLUMN_PERSON && *value ? person_name(desk, value)
                                                                       : value);
    }
    grid_cell(grid, person_name(desk, row->by));
    grid_cell(grid, added);
    grid_cell(grid, person_name(desk, row->closed_by));
    grid_cell(grid, closed);
    grid_cell(grid, row->reason);
    grid_end_row(grid);
  }
  return grid;
}

static void row_json(const Desk *desk, const Register *reg, const RegisterRow *row, JsonWriter *json) {
  int day_ends = desk->campaign->store->day_ends;
  Moment deadline = register_deadline(reg, row, day_ends), now = desk_moment(desk);
  g_autofree char *due = moment_iso(desk, deadline), *added = moment_iso(desk, wall(desk, row->added_ms));
  g_autofree char *closed = row->closed_ms ? moment_iso(desk, wall(desk, row->closed_ms)) : NULL;
  json_open(json, NULL, '{');
  json_put_string(json, "row", row->id);
  json_put_bool(json, "open", row->open);
  json_put_string(json, "deadline", due);
  if (deadline == MOMENT_NONE) {
    json_put_null(json, "minutes_left");
  } else {
    json_put_int(json, "minutes_left", deadline - now);
  }
  json_put_bool(json, "overdue", deadline != MOMENT_NONE && deadline <= now);
  json_put_bool(json, "unowned", register_unowned(reg, row));
  json_open(json, "values", '{');
  for (guint c = 0; c < reg->checklist->rows->len; c++) {
    const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, c);
    const char *value = register_value(row, column->id);
    json_put_string(json, column->id, *value ? value : NULL);
  }
  json_close(json);
  json_put_string(json, "by", row->by);
  json_put_string(json, "recorded_by", row->recorded_by);
  json_put_string(json, "added", added);
  json_put_string(json, "result", row->result);
  json_put_string(json, "reason", row->reason);
  json_put_string(json, "closed_by", row->closed_by);
  json_put_string(json, "closed", closed);
  json_put_int(json, "reopened", row->reopened);
  json_open(json, "changes", '[');
  for (guint i = 0; i < row->changes->len; i++) {
    const RegisterChange *change = g_ptr_array_index(row->changes, i);
    g_autofree char *when = moment_iso(desk, wall(desk, change->utc_ms));
    json_open(json, NULL, '{');
    json_put_string(json, "at", when);
    json_put_string(json, "by", change->by);
    json_put_string(json, "column", change->column);
    json_put_string(json, "from", *change->from ? change->from : NULL);
    json_put_string(json, "to", *change->to ? change->to : NULL);
    json_put_string(json, "reason", change->reason);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

static JsonWriter *json_begin(const Desk *desk, const Register *reg, GString *out) {
  g_autofree char *now = moment_iso(desk, desk_moment(desk));
  JsonWriter *json = json_writer_new(out, 3);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_bool(json, "practice", desk->campaign->store->practice);
  json_put_string(json, "register", reg->checklist->id);
  json_put_string(json, "title", reg->checklist->title);
  json_put_string(json, "now", now);
  json_put_int(json, "open", reg->open);
  json_open(json, "rows", '[');
  return json;
}

static void list_json(const Desk *desk, const Register *reg, const GPtrArray *lines, GString *out) {
  g_autoptr(JsonWriter) json = json_begin(desk, reg, out);
  for (guint i = 0; i < lines->len; i++) {
    row_json(desk, reg, ((const RegisterLine *)g_ptr_array_index(lines, i))->row, json);
  }
  json_close(json);
  json_close(json);
}

void registers_print_row_json(const Desk *desk, const Register *reg, const RegisterRow *row, GString *out) {
  g_autoptr(JsonWriter) json = json_begin(desk, reg, out);
  row_json(desk, reg, row, json);
  json_close(json);
  json_close(json);
}

static void print_change(const Desk *desk, const Register *reg, const RegisterChange *change, GString *out) {
  const ChecklistRow *column = registers_column(reg->checklist, change->column);
  g_autofree char *when = moment_words(wall(desk, change->utc_ms));
  g_autofree char *from = column ? registers_shown(desk, column, change->from) : g_strdup(change->from);
  g_autofree char *to = column ? registers_shown(desk, column, change->to) : g_strdup(change->to);
  g_string_append_printf(out, "  %s %s", when, person_name(desk, change->by));
  if (change->recorded_by) {
    g_string_append_printf(out, "（由%s代录）", person_name(desk, change->recorded_by));
  }
  g_string_append_printf(out, "：%s %s → %s", column ? column->title : change->column, *from ? from : "（空）",
                         *to ? to : "（空）");
  if (change->reason) {
    g_string_append_printf(out, "；理由：%s", change->reason);
  }
  g_string_append_c(out, '\n');
}

void registers_print_row(const Desk *desk, const Register *reg, const RegisterRow *row, GString *out) {
  Moment deadline = register_deadline(reg, row, desk->campaign->store->day_ends);
  g_autofree char *added = moment_words(wall(desk, row->added_ms));
  if (desk->campaign->store->practice) {
    g_string_append(out, PAGE_PRACTICE "\n");
  }
  g_string_append_printf(out, "%s %s　%s", reg->checklist->title, row->id, row->open ? "开着" : "已关闭");
  if (deadline != MOMENT_NONE) {
    g_autofree char *left = register_left(deadline, desk_moment(desk));
    g_string_append_printf(out, "　%s", left);
  }
  g_string_append_c(out, '\n');
  for (guint c = 0; c < reg->checklist->rows->len; c++) {
    const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, c);
    g_autofree char *value = registers_shown(desk, column, register_value(row, column->id));
    if (*value) {
      g_string_append_printf(out, "  %s：%s\n", column->title, value);
    }
  }
  g_string_append_printf(out, "  登记：%s %s", added, person_name(desk, row->by));
  if (row->recorded_by) {
    g_string_append_printf(out, "（由%s代录）", person_name(desk, row->recorded_by));
  }
  g_string_append_c(out, '\n');
  if (!row->open) {
    g_autofree char *closed = moment_words(wall(desk, row->closed_ms));
    g_string_append_printf(out, "  关闭：%s %s", closed, person_name(desk, row->closed_by));
    if (row->result && !checklist_column(reg->checklist, ROLE_RESULT)) {
      g_string_append_printf(out, "；结果：%s", row->result);
    }
    if (row->reason) {
      g_string_append_printf(out, "；理由：%s", row->reason);
    }
    g_string_append_c(out, '\n');
  }
  if (register_unowned(reg, row)) {
    g_string_append(out, "  监管部门或媒体的事，还没有人负责；没有人负责不能签字。\n");
  }
  if (row->changes->len > 0) {
    g_string_append(out, "改动：\n");
  }
  for (guint i = 0; i < row->changes->len; i++) {
    print_change(desk, reg, g_ptr_array_index(row->changes, i), out);
  }
}

static DeskResult make_row(const Desk *desk, const Register *reg, const RegisterAsk *ask, GString *out,
                           char **problem) {
  const RegisterRow *row = register_row(reg, ask->row);
  if (!row) {
    RegisterFault fault = {0};
    g_autofree char *why = register_refusal(REGISTER_NO_ROW, &fault);
    *problem = g_strdup_printf("「%s」%s：%s", reg->checklist->title, ask->row, why);
    return DESK_REFUSED;
  }
  if (strcmp(ask->format, "json") == 0) {
    registers_print_row_json(desk, reg, row, out);
  } else {
    registers_print_row(desk, reg, row, out);
  }
  return DESK_DONE;
}

DeskResult registers_make(Desk *desk, const RegisterAsk *ask, GString *out, char **problem, GError **error) {
  gboolean json = strcmp(ask->format, "json") == 0, csv = strcmp(ask->format, "csv") == 0;
  if (!ask->name) {
    g_autoptr(GArray) cards = registers_cards(desk, error);
    if (!cards) {
      return DESK_FAULT;
    }
    if (json) {
      cards_json(desk, cards, out);
    } else {
      cards_text(desk, cards, ask->columns, out);
    }
    return DESK_DONE;
  }
  g_autoptr(Register) reg = registers_open(desk, ask->name, problem, error);
  if (!reg) {
    return *problem ? DESK_REFUSED : DESK_FAULT;
  }
  if (ask->row) {
    return make_row(desk, reg, ask, out, problem);
  }
  g_autoptr(GPtrArray) lines = registers_lines(desk, reg, ask->closed_too);
  for (guint i = lines->len; ask->overdue_only && i-- > 0;) {
    if (!((const RegisterLine *)g_ptr_array_index(lines, i))->overdue) {
      g_ptr_array_remove_index(lines, i);
    }
  }
  if (json) {
    list_json(desk, reg, lines, out);
  } else if (csv || strcmp(ask->format, "xlsx") == 0) {
    g_autoptr(Grid) grid = whole_grid(desk, reg, lines);
    if (!csv) {
      return book_write(desk, reg->checklist->title, grid, TRUE, out, error);
    }
    grid_print_csv(grid, out);
  } else {
    list_text(desk, reg, lines, ask->columns, out);
  }
  return DESK_DONE;
}
