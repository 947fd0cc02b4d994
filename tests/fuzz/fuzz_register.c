/* A register fed with lines: "KIND\tROW\tVALUE\tRESULT\tREASON" is an event, anything else an entry read back. What the events leave behind is what their
 * entries give when they are read again; a canonical value reads as itself. */
#include "run/register.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_column(Checklist *checklist, const char *id, int type, ColumnRole role) {
  ChecklistRow *column = g_new0(ChecklistRow, 1);
  column->id = id;
  column->title = g_strdup(id);
  column->column_type = g_strdup(words_column_type[type].id);
  column->role = role;
  g_ptr_array_add(checklist->rows, column);
}

static Checklist *book(void) {
  Checklist *checklist = checklist_new();
  checklist->id = "book";
  checklist->title = g_strdup("台账");
  checklist->source = SOURCE_REGISTER;
  add_column(checklist, "case", ITEM_TEXT, ROLE_NUMBER);
  add_column(checklist, "opened", COLUMN_MOMENT, ROLE_OPENED);
  add_column(checklist, "due", COLUMN_MOMENT, ROLE_DUE);
  add_column(checklist, "day", ITEM_DATE, ROLE_PROMISED);
  add_column(checklist, "n", ITEM_NUMBER, ROLE_NONE);
  add_column(checklist, "who", COLUMN_PERSON, ROLE_OWNER);
  add_column(checklist, "result", ITEM_TEXT, ROLE_RESULT);
  add_column(checklist, "after", ITEM_TEXT, ROLE_AFTER);
  return checklist;
}

static void look(const Register *reg) {
  guint open = 0;
  for (guint i = 0; i < reg->rows->len; i++) {
    const RegisterRow *row = g_ptr_array_index(reg->rows, i);
    g_autofree char *title = register_title(reg, row);
    Moment deadline = register_deadline(reg, row, 360);
    g_autofree char *left = register_left(deadline, 29999999);
    g_assert(g_utf8_validate(title, -1, NULL) && (*left != '\0') == (deadline != MOMENT_NONE));
    g_assert(register_row(reg, row->id) == row);
    open += row->open != FALSE;
  }
  g_assert(open == reg->open);
}

static void step(Register *reg, Register *again, char **parts) {
  const RegisterValue value = {parts[2][0]
                                   ? ((const ChecklistRow *)g_ptr_array_index(
                                          reg->checklist->rows, (guint)(guchar)parts[2][0] % reg->checklist->rows->len))
                                         ->id
                                   : "none",
                               parts[2][0] ? parts[2] + 1 : ""};
  RegisterEvent event = {.kind = (RegisterEventKind)((guchar)parts[0][0] % N_REGISTER_EVENTS),
                         .by = "a",
                         .row = parts[1],
                         .values = &value,
                         .n_values = parts[2][0] != '\0',
                         .result = parts[3],
                         .reason = parts[4],
                         .day = 20889,
                         .now = 20889 * DAY_MINUTES + 540,
                         .utc_ms = 1};
  char *body = NULL;
  const RegisterRow *row = NULL;
  RegisterFault fault;
  RegisterResult result = register_step(reg, &event, &body, &row, &fault);
  if (result == REGISTER_DONE) {
    g_assert(register_add_entry(again, body, "a", "", 1));
    for (guint c = 0; c < reg->checklist->rows->len; c++) {
      const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, c);
      const char *text = register_value(row, column->id);
      g_assert_cmpstr(register_value(register_row(again, row->id), column->id), ==, text);
      g_autofree char *canonical = NULL;
      if (*text) {
        g_assert(register_read(column, text, event.day, event.now, &canonical) == RUN_DONE);
        g_assert_cmpstr(canonical, ==, text);
      }
    }
  } else {
    g_autofree char *said = register_refusal(result, &fault);
    g_assert(*said && !body);
  }
  g_free(body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *raw = g_strndup((const char *)data, size);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  g_auto(GStrv) lines = g_strsplit(text, "\n", 200);
  g_autoptr(Checklist) checklist = book();
  g_autoptr(Register) reg = register_new(checklist), again = register_new(checklist), read = register_new(checklist);
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", 5);
    if (g_strv_length(parts) == 5) {
      step(reg, again, parts);
    } else {
      (void)register_add_entry(read, *line, "a", "b", 1);
    }
  }
  g_assert(reg->rows->len == again->rows->len && reg->open == again->open);
  look(reg);
  look(read);
  return 0;
}
