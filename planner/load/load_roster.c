/* roster.yaml as `roster import` writes it: one row a person or post, one word a day. */
#include "load/load_roster.h"
#include "load/scalars.h"
#include "load/times.h"
#include <string.h>

typedef struct {
  const char *who;
  const char *post;
  Day first;
  const Node *codes, *people;
} RowText;

static void read_who(Reader *reader, const Field *field, const Node *node, void *out) {
  *(const char **)out = node->text;
}
static void read_words_node(Reader *reader, const Field *field, const Node *node, void *out) {
  *(const Node **)out = node;
}

static void read_first_day(Reader *reader, const Field *field, const Node *node, void *out) {
  Day day = day_parse(node->text);
  if (day != DAY_NONE) {
    *(Day *)out = day;
    return;
  }
  diag_fix(reader_bad(reader, E018, node, "`%s` 不是日期，排班表里写 年-月-日。", reader_shown(reader, node->text)),
           "例如 %d-03-01。", reader->year ? reader->year : 2027);
}

static const Field row_fields[] = {
    {"who", "人员", read_who, AS_SCALAR, .offset = offsetof(RowText, who)},
    {"post", "岗位", read_id, AS_SCALAR, .offset = offsetof(RowText, post)},
    {"from", "第一天", read_first_day, AS_SCALAR, .required = TRUE, .offset = offsetof(RowText, first)},
    {"codes", "班次", read_words_node, AS_SCALAR, .offset = offsetof(RowText, codes)},
    {"people", "值班人", read_words_node, AS_SCALAR, .offset = offsetof(RowText, people)},
    {.key = NULL}};
static const Schema row_schema = {"排班行", row_fields};

#define ROSTER_MAX_DAYS 1000

static gboolean is_off(const char *word) {
  static const char *const off[] = {"-", "休", "休息", "息", "/"};
  for (guint i = 0; i < G_N_ELEMENTS(off); i++) {
    if (g_str_equal(word, off[i])) {
      return TRUE;
    }
  }
  return FALSE;
}

/* The words of a row with the places where they stand: the row is one line of text. */
typedef struct {
  char *text;
  Pos pos;
  guint32 width;
} RowWord;

static void word_clear(gpointer data) {
  g_free(((RowWord *)data)->text);
}

static GArray *split_words(const Node *node) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(RowWord));
  g_array_set_clear_func(words, word_clear);
  guint32 column = node->quoted ? 1 : 0;
  for (const char *p = node->text; *p;) {
    gsize length = strcspn(p, " \t\n");
    if (length > 0) {
      RowWord word = {
          .text = g_strndup(p, length), .pos = node->pos, .width = (guint32)g_utf8_strlen(p, (gssize)length)};
      word.pos.column += column;
      column += word.width;
      g_array_append_val(words, word);
      p += length;
    }
    if (*p) {
      p++;
      column++;
    }
  }
  return words;
}

static void unknown_code(Reader *reader, const RowWord *word) {
  const GArray *shifts = reader->store->shift_hours;
  Diag *diag = diag_add(reader->diags, E055, word->pos, "没有叫 `%s` 的班次。", reader_shown(reader, word->text));
  diag_underline(diag, word->width);
  g_autoptr(GString) all = g_string_new("休");
  for (guint i = 0; i < shifts->len; i++) {
    g_string_append_printf(all, "、%s", g_array_index(shifts, ShiftHours, i).code);
  }
  diag_fix(diag, "可以写：%s；新的班次先写进 store.yaml 的 `shift_hours:`。", all->str);
}

static void fill_codes(Reader *reader, RosterRow *row, const GArray *words) {
  row->codes = g_new0(char *, row->n_days);
  for (guint i = 0; i < row->n_days; i++) {
    const RowWord *word = &g_array_index(words, RowWord, i);
    gboolean off = is_off(word->text);
    if (!off && !reader->blind && !store_shift(reader->store, word->text)) {
      unknown_code(reader, word);
    }
    row->codes[i] = g_strdup(off ? "" : word->text);
  }
}

static void fill_people(Reader *reader, RosterRow *row, const GArray *words) {
  row->people = g_new0(Person *, row->n_days);
  for (guint i = 0; i < row->n_days; i++) {
    const RowWord *word = &g_array_index(words, RowWord, i);
    if (!is_off(word->text)) {
      row->people[i] = reader_person(reader, E054, word->pos, word->width, word->text);
    }
  }
}

/* A day given twice would make it a matter of luck who works. */
static void check_overlap(Reader *reader, const RosterRow *row) {
  for (guint i = 0; i < reader->store->roster->len; i++) {
    const RosterRow *other = g_ptr_array_index(reader->store->roster, i);
    Day first = MAX(row->first, other->first);
    Day last = MIN(row->first + (Day)row->n_days, other->first + (Day)other->n_days) - 1;
    if (other->person == row->person && other->post == row->post && first <= last) {
      char day[DAY_TEXT];
      Diag *diag = diag_add(reader->diags, E053, row->pos, "%s %s 的班排了两次，另一处在 %s。",
                            row->person ? row->person->name : row->post, day_words(first, day),
                            reader_place(reader, other->pos));
      diag_fix(diag, "重新导入排班表，或删掉一行。");
      return;
    }
  }
}

static void read_row(Reader *reader, const Node *node) {
  RowText text = {.first = DAY_NONE};
  schema_read(reader, &row_schema, node, &text);
  const Node *words_node = text.who ? text.codes : text.people;
  if (!text.who == !text.post) {
    diag_fix(diag_add(reader->diags, E014, node->pos, "排班行要写 `who`（人员）或 `post`（岗位）其中一个。"),
             "个人写 `who: 代号` 和 `codes: \"早 中 休\"`；岗位写 `post: duty-manager` 和 `people: \"甲 乙 -\"`。");
    return;
  }
  if (!words_node) {
    Diag *diag = diag_add(reader->diags, E014, node->pos, "排班行缺少 `%s`（%s）。", text.who ? "codes" : "people",
                          text.who ? "每天的班次" : "每天的值班人");
    diag_fix(diag, "每天写一个词，用空格隔开，休息写“休”或 -。");
    return;
  }
  const Node *who = node_get(node, "who");
  Person *person = NULL;
  if (who) {
    person = reader_person(reader, E054, who->pos, (guint32)g_utf8_strlen(who->text, -1), who->text);
  }
  g_autoptr(GArray) words = split_words(words_node);
  if (words->len > ROSTER_MAX_DAYS) {
    diag_fix(
        diag_add(reader->diags, E022, words_node->pos, "排班行有 %u 天，最多 %d 天。", words->len, ROSTER_MAX_DAYS),
        "只留本次活动的日子。");
    return;
  }
  RosterRow *row = g_new0(RosterRow, 1);
  row->person = person;
  row->post = text.post;
  row->first = text.first;
  row->n_days = words->len;
  row->pos = node->pos;
  if (text.who) {
    fill_codes(reader, row, words);
  } else {
    fill_people(reader, row, words);
  }
  gboolean usable = text.first != DAY_NONE && (person || text.post) && row->n_days > 0;
  if (usable) {
    check_overlap(reader, row);
    g_ptr_array_add(reader->store->roster, row);
  } else {
    roster_row_free(row);
  }
}

void load_roster(Reader *reader, const Node *rows) {
  for (const Node *node = rows->first; node; node = node->next) {
    if (reader_shape(reader, node, AS_MAP, "排班行")) {
      read_row(reader, node);
    }
  }
}
