/* A prompt: a panel at the foot of the screen, over the view that it is about. Fields stand below each other; the one that is filled in has its list or
 * its help below it. What does not fit scrolls, the field with the cursor always in sight. */
#include "base/text.h"
#include "tui/layout.h"
#include "tui/views.h"
#include <string.h>

enum {
  LABEL_MOST = 24,
  LINES_OF_TEXT = 3,
  CHOICES_MOST = 8,
  CHOICES_LEAST = 3,
  FIELDS_MANY = 8,
  MARGIN = 1,
  BEHIND = 4
};

static int label_cells(const Prompt *prompt) {
  int most = 0;
  for (guint i = 0; i < prompt->fields->len; i++) {
    const PromptField *field = g_ptr_array_index(prompt->fields, i);
    most = MAX(most, text_width(field->label));
  }
  return MIN(most, LABEL_MOST) + 2;
}

static gboolean has_list(const PromptField *field) {
  return field->kind == PROMPT_CHOICE || field->kind == PROMPT_PERSON;
}

/* Rows of what is typed into it. In a form of many fields only the active one is open, so that the others stay in sight. */
static int text_rows_of(const Prompt *prompt, guint index) {
  const PromptField *field = g_ptr_array_index(prompt->fields, index);
  return field->kind == PROMPT_LINES && (index == prompt->field || prompt->fields->len <= FIELDS_MANY) ? LINES_OF_TEXT
                                                                                                       : 1;
}

/* Rows of a field; `choices`: of the list that the active one may show. */
static int field_height(const Prompt *prompt, guint index, int choices) {
  const PromptField *field = g_ptr_array_index(prompt->fields, index);
  gboolean active = index == prompt->field;
  int height = text_rows_of(prompt, index);
  if (active) {
    height += has_list(field) ? MAX(1, MIN(choices, (int)field->found->len)) : 0;
    height += field->help != NULL;
  }
  return height;
}

static void draw_choices(const PromptField *field, Canvas *canvas, int row, int column, int height) {
  int n = (int)field->found->len, cells = canvas->columns - column - 1;
  if (n == 0) {
    canvas_field(canvas, row, column, cells, "没有找到。", ATTR_DIM);
    return;
  }
  int top = app_top_for(field->chosen - height / 2, MAX(0, field->chosen), n, height);
  for (int i = 0; i < height && top + i < n; i++) {
    const PromptChoice *choice =
        g_ptr_array_index(field->choices, g_array_index(field->found, guint, (guint)(top + i)));
    gboolean on = top + i == field->chosen;
    g_autofree char *line = g_strdup_printf("%s%s", on ? "> " : "  ", choice->label);
    canvas_field(canvas, row + i, column, cells, line, on ? ATTR_REVERSE | ATTR_BOLD : ATTR_PLAIN);
    gboolean more = (i == 0 && top > 0) || (i == height - 1 && top + height < n);
    if (more) {
      g_autofree char *count = g_strdup_printf(" 共 %d 项", n);
      canvas_put(canvas, row + i, canvas->columns - text_width(count) - 1, count, ATTR_DIM);
    }
  }
}

static int draw_field(const Prompt *prompt, guint index, Canvas *canvas, int row, int choices) {
  const PromptField *field = g_ptr_array_index(prompt->fields, index);
  gboolean active = index == prompt->field;
  int labels = label_cells(prompt), column = MARGIN + labels, cells = canvas->columns - column - BEHIND;
  int lines = text_rows_of(prompt, index);
  g_autofree char *label = text_cut(field->label, labels - 2);
  int end = canvas_put(canvas, row, MARGIN, label, active ? ATTR_BOLD : ATTR_PLAIN);
  canvas_put(canvas, row, end, "：", active ? ATTR_BOLD : ATTR_PLAIN);
  edit_draw(field->edit, canvas, row, column, cells, lines, active, ATTR_PLAIN);
  if (!field->required && field->edit->text->len == 0) {
    canvas_put(canvas, row, column + 1, has_list(field) ? "可以不选" : "可以不填", ATTR_DIM);
  }
  row += lines;
  if (active && field->help != NULL) {
    canvas_field(canvas, row++, column, canvas->columns - column - 1, field->help, ATTR_DIM);
  }
  if (active && has_list(field)) {
    int height = MAX(1, MIN(choices, (int)field->found->len));
    draw_choices(field, canvas, row, column, height);
    row += height;
  }
  return row;
}

static void draw_title(const Prompt *prompt, Canvas *canvas, int row) {
  canvas_rule(canvas, row);
  g_autofree char *title = g_strdup_printf(" %s ", prompt->title);
  g_autofree char *cut = text_cut(title, canvas->columns - 4);
  canvas_put(canvas, row, 2, cut, ATTR_BOLD | ATTR_ACCENT);
}

static void draw_foot(const Prompt *prompt, Canvas *canvas) {
  const char *keys = prompt->question           ? "回车 是   Esc 否"
                     : prompt->fields->len == 0 ? "↑↓ 翻看   回车 关闭"
                     : prompt->fields->len == 1 ? "回车 确定   Ctrl-U 清空   Esc 不做了"
                                                : "回车 下一项、最后一项就是确定   Tab 换一项   Esc 不做了";
  canvas_field(canvas, canvas->rows - 1, 0, canvas->columns, "", ATTR_REVERSE);
  canvas_put(canvas, canvas->rows - 1, 1, keys, ATTR_REVERSE);
}

/* Lines of the text, NULL-terminated. */
static char **text_lines(const Prompt *prompt, int columns) {
  return prompt->text == NULL ? g_new0(char *, 1)
         : prompt->exact      ? g_strsplit(prompt->text, "\n", -1)
                              : text_wrap(prompt->text, columns - 2 * MARGIN);
}

static void clear(Canvas *canvas, int row, int rows) {
  for (int i = 0; i < rows; i++) {
    canvas_field(canvas, row + i, 0, canvas->columns, "", ATTR_PLAIN);
  }
}

void view_prompt(const Prompt *prompt, Canvas *canvas) {
  int bottom = canvas->rows - 1, most = bottom - 1; /* without the title bar and the foot */
  g_auto(GStrv) text = text_lines(prompt, canvas->columns);
  g_auto(GStrv) said = prompt->said != NULL ? text_wrap(prompt->said, canvas->columns - 2 * MARGIN) : g_new0(char *, 1);
  int n_text = (int)g_strv_length(text), n_said = (int)g_strv_length(said);
  int text_rows = MIN(n_text, prompt->fields->len > 0 ? most / 3 : most - 1 - n_said);
  int room = most - 1 - text_rows - n_said; /* for fields */
  int choices = CHOICES_MOST, wanted = 0, first = 0;
  for (guint i = 0; i < prompt->fields->len; i++) {
    wanted += field_height(prompt, i, choices);
  }
  if (wanted > room) { /* a shorter list first, then fields above the one with the cursor */
    choices = CLAMP(choices - (wanted - room), CHOICES_LEAST, CHOICES_MOST);
    wanted = 0;
    for (guint i = 0; i <= prompt->field && prompt->fields->len > 0; i++) {
      wanted += field_height(prompt, i, choices);
    }
    for (; wanted > room && first < (int)prompt->field; first++) {
      wanted -= field_height(prompt, (guint)first, choices);
    }
    wanted = room;
  }
  int row = bottom - (1 + text_rows + wanted + n_said);
  clear(canvas, row, bottom - row);
  canvas->cursor_row = canvas->cursor_column = -1;
  draw_foot(prompt, canvas);
  draw_title(prompt, canvas, row++);
  int top = CLAMP(prompt->top, 0, n_text - text_rows);
  for (int i = 0; i < text_rows; i++) {
    canvas_put(canvas, row++, MARGIN, text[top + i], ATTR_PLAIN);
  }
  int end = row + wanted;
  for (guint i = (guint)first; i < prompt->fields->len; i++) {
    if (row + field_height(prompt, i, choices) > end) {
      break;
    }
    row = draw_field(prompt, i, canvas, row, choices);
  }
  for (int i = 0; i < n_said; i++) {
    canvas_put(canvas, end + i, MARGIN, said[i], ATTR_BOLD | ATTR_ALERT);
  }
}
