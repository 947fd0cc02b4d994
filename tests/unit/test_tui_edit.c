/* Typing: the editor on whole characters, dates and times as people type them, and forms. Rows of keys → what stands there. */
#include "tui/edit.h"
#include "tui/prompt.h"
#include "tui/typed.h"
#include <string.h>

/* Keys in short: characters are themselves, {left} … are named, ^u is Ctrl-U. */
static const char *next_key(const char *p, Input *input) {
  static const struct {
    const char *name;
    InputKind kind;
  } keys[] = {{"{enter}", INPUT_ENTER},   {"{esc}", INPUT_ESCAPE}, {"{back}", INPUT_BACKSPACE},
              {"{del}", INPUT_DELETE},    {"{tab}", INPUT_TAB},    {"{btab}", INPUT_BACKTAB},
              {"{up}", INPUT_UP},         {"{down}", INPUT_DOWN},  {"{left}", INPUT_LEFT},
              {"{right}", INPUT_RIGHT},   {"{home}", INPUT_HOME},  {"{end}", INPUT_END},
              {"{pgdn}", INPUT_PAGE_DOWN}};
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    if (g_str_has_prefix(p, keys[i].name)) {
      *input = (Input){.kind = keys[i].kind};
      return p + strlen(keys[i].name);
    }
  }
  gboolean control = *p == '^' && g_ascii_islower(p[1]);
  const char *at = control ? p + 1 : p;
  *input = (Input){.kind = control ? INPUT_CONTROL : INPUT_CHAR, .c = g_utf8_get_char(at)};
  return at + g_utf8_skip[(guchar)*at];
}

/* ---- the editor ----------------------------------------------------------------------------------------------------------------- */

static void test_edit(void) {
  static const struct {
    const char *before, *keys, *after; /* after: | stands where the cursor is */
  } ROWS[] = {
      {"", "王芳", "王芳|"},
      {"王芳", "{back}", "王|"},
      {"王芳", "{left}{left}x", "x|王芳"},
      {"王芳", "{home}{del}", "|芳"},
      {"王芳", "^a^d^d^d", "|"},
      {"王芳", "{left}{end}！", "王芳！|"},
      {"abc", "^b^b^f!", "ab!|c"},
      {"abc def", "^w", "abc |"},
      {"abc def  ", "^w^w", "|"},
      {"冷柜，坏了", "^w", "冷柜，|"},
      {"abc", "{left}^u", "|c"},
      {"abc", "{left}^k", "ab|"},
      {"e\xcc\x81x", "{home}{right}{del}", "e\xcc\x81|"}, /* a letter with its mark is one */
      {"ex", "{home}{right}\xcc\x81", "e\xcc\x81|x"},     /* a mark joins the letter before it */
      {"👍🏽a", "{home}{right}{back}", "|a"},
      {"👩‍👩‍👧", "{left}", "|👩‍👩‍👧"},
      {"", "{back}{del}{left}{right}^w^u^k", "|"},
      {"12345678", "9a", "123456789a|"},
      {"123456789a", "b王", "123456789a|"}, /* full */
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Edit) edit = edit_new(ROWS[i].before, 10);
    Input input;
    for (const char *p = ROWS[i].keys; *p != '\0';) {
      p = next_key(p, &input);
      g_assert_true(edit_input(edit, &input));
    }
    g_autoptr(GString) got = g_string_new(edit->text->str);
    g_string_insert(got, (gssize)edit->cursor, "|");
    g_assert_cmpstr(got->str, ==, ROWS[i].after);
  }
  g_autoptr(Edit) edit = edit_new("a", 10);
  const Input enter = {.kind = INPUT_ENTER}, unknown = {.kind = INPUT_CONTROL, .c = 'c'};
  g_assert_false(edit_input(edit, &enter));
  g_assert_false(edit_input(edit, &unknown));
}

static char *row_text(const Canvas *canvas, int row) {
  GString *out = g_string_new(NULL);
  for (int column = 0; column < canvas->columns; column++) {
    g_string_append(out, canvas_at(canvas, row, column)->text);
  }
  return g_strchomp(g_string_free(out, FALSE));
}

static void test_edit_drawn(void) {
  static const struct {
    const char *text;
    int back; /* characters that the cursor stands before the end */
    gboolean secret;
    int lines;
    const char *first, *second;
    int row, column;
  } ROWS[] = {
      {"王芳", 0, FALSE, 1, "王芳", "", 0, 4},
      {"王芳", 1, FALSE, 1, "王芳", "", 0, 2},
      {"123456789", 0, FALSE, 1, "123456789", "", 0, 9},
      {"1234567890", 0, FALSE, 1, "<7890", "", 0, 5},          /* by halves of the field */
      {"1234567890abcdefg", 0, FALSE, 1, "<bcdefg", "", 0, 7}, /* the beginning is out of sight */
      {"1234567890abcdefg", 16, FALSE, 1, "1234567890", "", 0, 1},
      {"零一二三四五", 0, FALSE, 1, "<三四五", "", 0, 7}, /* never half a character */
      {"1234", 0, TRUE, 1, "****", "", 0, 4},
      {"零一二三四五", 0, FALSE, 2, "零一二三", "四五", 1, 4}, /* a cell stays for the cursor */
      {"零一二三四五六七八九", 0, FALSE, 2, "四五六七", "八九", 1, 4},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].text);
    g_autoptr(Edit) edit = edit_new(ROWS[i].text, 100);
    g_autoptr(Canvas) canvas = canvas_new(10, 2);
    edit->secret = ROWS[i].secret;
    const Input left = {.kind = INPUT_LEFT};
    for (int k = 0; k < ROWS[i].back; k++) {
      edit_input(edit, &left);
    }
    edit_draw(edit, canvas, 0, 0, 10, ROWS[i].lines, TRUE, ATTR_PLAIN);
    g_autofree char *first = row_text(canvas, 0), *second = row_text(canvas, 1);
    g_assert_cmpstr(first, ==, ROWS[i].first);
    g_assert_cmpstr(second, ==, ROWS[i].second);
    g_assert_cmpint(canvas->cursor_row, ==, ROWS[i].row);
    g_assert_cmpint(canvas->cursor_column, ==, ROWS[i].column);
  }
}

/* ---- dates and times ------------------------------------------------------------------------------------------------------------ */

static void test_typed(void) {
  static const struct {
    const char *text, *iso;
  } DAYS[] = {{"今天", "2027-03-12"},
              {"昨天", "2027-03-11"},
              {"明天", "2027-03-13"},
              {"+3", "2027-03-15"},
              {"-12", "2027-02-28"},
              {"+3天", "2027-03-15"},
              {"3-15", "2027-03-15"},
              {"3.15", "2027-03-15"},
              {"3/5", "2027-03-05"},
              {"3月15日", "2027-03-15"},
              {"3月15", "2027-03-15"},
              {"0315", "2027-03-15"},
              {"20260430", "2026-04-30"},
              {"2026-04-30", "2026-04-30"},
              {"2026年4月30日", "2026-04-30"},
              {"２０２６－４－３", "2026-04-03"},
              {" 3 - 15 ", "2027-03-15"},
              {"2-29", NULL},
              {"13-1", NULL},
              {"315", NULL},
              {"3:15", NULL},
              {"", NULL},
              {"明年", NULL},
              {"+", NULL},
              {"+1000", NULL},
              {"1-2-3-4", NULL},
              {"03-15-2027", NULL},
              {"99999999999", NULL},
              {"-", NULL}};
  Day today = day_parse("2027-03-12");
  for (guint i = 0; i < G_N_ELEMENTS(DAYS); i++) {
    char iso[DAY_TEXT];
    Day day = typed_day(DAYS[i].text, today);
    g_test_message("%s", DAYS[i].text);
    g_assert_cmpstr(day == DAY_NONE ? NULL : day_iso(day, iso), ==, DAYS[i].iso);
  }
  static const struct {
    const char *text;
    int minute;
  } TIMES[] = {{"现在", 601}, {"now", 601},    {"9", 540},   {"930", 570},   {"0930", 570},
               {"9:30", 570}, {"9：30", 570},  {"9点", 540}, {"9点半", 570}, {"21点05分", 1265},
               {"0", 0},      {"2359", 1439},  {"24", -1},   {"2460", -1},   {"9:5", -1},
               {"", -1},      {"9:30:00", -1}, {"上午", -1}, {"12345", -1},  {"9-30", -1}};
  for (guint i = 0; i < G_N_ELEMENTS(TIMES); i++) {
    g_test_message("%s", TIMES[i].text);
    g_assert_cmpint(typed_minute(TIMES[i].text, 601), ==, TIMES[i].minute);
  }
}

/* ---- forms ---------------------------------------------------------------------------------------------------------------------- */

static PromptOutcome press(Prompt *prompt, const char *keys) {
  PromptOutcome outcome = PROMPT_STAYS;
  for (const char *p = keys; *p != '\0';) {
    Input input;
    p = next_key(p, &input);
    outcome = prompt_input(prompt, &input);
  }
  return outcome;
}

static Prompt *make_form(void) {
  Prompt *prompt = prompt_new(PROMPT_NOBODY, "整改", NULL);
  static const char *const ways[] = {"退货", "换货", "道歉", NULL};
  prompt->now = moment_at(day_parse("2027-03-12"), 601);
  prompt_field(prompt, "what", PROMPT_LINES, "做了什么", NULL, NULL, TRUE);
  prompt_field(prompt, "way", PROMPT_CHOICE, "办法", NULL, ways, FALSE);
  prompt_field(prompt, "day", PROMPT_DATE, "哪天", NULL, NULL, FALSE);
  PromptField *who = prompt_field(prompt, "who", PROMPT_CHOICE, "谁", NULL, NULL, TRUE);
  prompt_choice(who, "wang.fang", "王芳", "1024");
  prompt_choice(who, "liu.yang", "刘洋", NULL);
  return prompt;
}

static void test_prompt(void) {
  static const struct {
    const char *keys;
    PromptOutcome outcome;
    const char *what, *way, *day, *who, *said;
    guint field;
  } ROWS[] = {
      {"擦了{enter}{enter}{enter}{enter}", PROMPT_SUBMITTED, "擦了", "", "", "wang.fang", NULL, 3},
      {"擦了{enter}hh{enter}+1{enter}ly{enter}", PROMPT_SUBMITTED, "擦了", "换货", "2027-03-13", "liu.yang", NULL, 3},
      {"擦了{enter}{down}{down}{enter}{enter}1024{enter}", PROMPT_SUBMITTED, "擦了", "换货", "", "wang.fang", NULL, 3},
      {"{enter}", PROMPT_STAYS, "", "", "", "", "这一项要填。", 0},
      {"擦{enter}xyz{enter}", PROMPT_STAYS, "擦", "", "", "", "没有这一项。退格改一改，或者按 Ctrl-U 清空，用 ↑↓ 选。",
       1},
      {"擦{enter}{enter}13-1{enter}", PROMPT_STAYS, "擦", "", "", "",
       "看不懂这个日期。请写 今天、+1、3-15 或者 2027-03-15 这样的。", 2},
      {"{tab}{tab}{tab}{enter}", PROMPT_STAYS, "", "", "", "", "这一项要填。", 0}, /* all are looked at in the end */
      {"擦{tab}{tab}{tab}{tab}{btab}{btab}今天{enter}{enter}", PROMPT_SUBMITTED, "擦", "", "2027-03-12", "wang.fang",
       NULL, 3},
      {"{esc}", PROMPT_LEFT, "", "", "", "", NULL, 0}, /* nothing typed: no question */
      {"擦{esc}", PROMPT_STAYS, "", "", "", "", "填的内容还没有记下来。再按一次 Esc 就放弃，按别的键接着填。", 0},
      {"擦{esc}{esc}", PROMPT_LEFT, "", "", "", "", "填的内容还没有记下来。再按一次 Esc 就放弃，按别的键接着填。", 0},
      {"擦{esc}了{esc}", PROMPT_STAYS, "", "", "", "", "填的内容还没有记下来。再按一次 Esc 就放弃，按别的键接着填。",
       0},
      {"擦{enter}换{enter}{up}{up}{up}道{enter}", PROMPT_STAYS, "擦", "道歉", "", "", NULL,
       2}, /* typed anew over the choice */
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].keys);
    g_autoptr(Prompt) prompt = make_form();
    g_assert_cmpint(press(prompt, ROWS[i].keys), ==, ROWS[i].outcome);
    g_assert_cmpstr(prompt_value(prompt, "what"), ==, ROWS[i].what);
    g_assert_cmpstr(prompt_value(prompt, "way"), ==, ROWS[i].way);
    g_assert_cmpstr(prompt_value(prompt, "day"), ==, ROWS[i].day);
    g_assert_cmpstr(prompt_value(prompt, "who"), ==, ROWS[i].who);
    g_assert_cmpstr(prompt->said, ==, ROWS[i].said);
    g_assert_cmpuint(prompt->field, ==, ROWS[i].field);
  }
}

/* What was refused stays as it was typed. */
static void test_refused(void) {
  g_autoptr(Prompt) prompt = make_form();
  g_assert_cmpint(press(prompt, "擦了{enter}{enter}3-15{enter}ly{enter}"), ==, PROMPT_SUBMITTED);
  prompt_refuse(prompt, "磁盘满了。");
  g_assert_cmpstr(prompt->said, ==, "磁盘满了。");
  g_assert_cmpint(press(prompt, "{enter}"), ==, PROMPT_SUBMITTED);
  g_assert_cmpstr(prompt_value(prompt, "what"), ==, "擦了");
  g_assert_cmpstr(prompt_value(prompt, "day"), ==, "2027-03-15");
  g_assert_cmpstr(prompt_value(prompt, "who"), ==, "liu.yang");
}

static void test_questions(void) {
  static const struct {
    gboolean question;
    const char *keys;
    PromptOutcome outcome;
  } ROWS[] = {{TRUE, "{enter}", PROMPT_SUBMITTED}, {TRUE, "y", PROMPT_SUBMITTED},   {TRUE, "n", PROMPT_LEFT},
              {TRUE, "{esc}", PROMPT_LEFT},        {TRUE, "x", PROMPT_STAYS},       {FALSE, "{enter}", PROMPT_LEFT},
              {FALSE, "y", PROMPT_STAYS},          {FALSE, "{down}", PROMPT_STAYS}, {FALSE, "q", PROMPT_LEFT}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Prompt) prompt =
        ROWS[i].question ? prompt_question(PROMPT_NOBODY, "问", "好吗？") : prompt_message("说", "好。", FALSE);
    g_assert_cmpint(press(prompt, ROWS[i].keys), ==, ROWS[i].outcome);
  }
  g_autoptr(Prompt) prompt = prompt_question(PROMPT_NOBODY, "问", "好吗？");
  const Input scanned = {.kind = INPUT_ENTER, .pasted = TRUE}; /* a scanner answers no question */
  g_assert_cmpint(prompt_input(prompt, &scanned), ==, PROMPT_STAYS);
}

/* A digit picks and submits where a prompt is quick, but not behind other text. */
static void test_quick(void) {
  static const char *const choices[] = {"1 甲", "2 乙", NULL};
  for (int i = 0; i < 2; i++) {
    g_autoptr(Prompt) prompt = prompt_new(PROMPT_NOBODY, "选", NULL);
    prompt->quick = TRUE;
    prompt_field(prompt, "what", PROMPT_CHOICE, "选", NULL, choices, TRUE);
    g_assert_cmpint(press(prompt, i == 0 ? "2" : "3"), ==, i == 0 ? PROMPT_SUBMITTED : PROMPT_STAYS);
    g_assert_cmpstr(prompt_value(prompt, "what"), ==, i == 0 ? "2 乙" : "");
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tui/edit", test_edit);
  g_test_add_func("/tui/edit-drawn", test_edit_drawn);
  g_test_add_func("/tui/typed", test_typed);
  g_test_add_func("/tui/prompt", test_prompt);
  g_test_add_func("/tui/prompt-refused", test_refused);
  g_test_add_func("/tui/prompt-questions", test_questions);
  g_test_add_func("/tui/prompt-quick", test_quick);
  return g_test_run();
}
