/* A form: keys to fields, fields to values. */
#include "tui/prompt.h"
#include "base/pinyin.h"
#include "tui/typed.h"
#include <string.h>

/* ---- making --------------------------------------------------------------------------------------------------------------------- */

static void choice_free(gpointer data) {
  PromptChoice *choice = data;
  g_free(choice->value);
  g_free(choice->label);
  g_free(choice->keys);
  g_free(choice);
}

static void field_free(gpointer data) {
  PromptField *field = data;
  g_free(field->label);
  g_free(field->help);
  if (field->kind == PROMPT_SECRET) {
    memset(field->value, 0, strlen(field->value));
  }
  edit_free(field->edit);
  g_ptr_array_unref(field->choices);
  g_array_unref(field->found);
  g_free(field->value);
  g_free(field->initial);
  g_free(field);
}

Prompt *prompt_new(PromptIntent intent, const char *title, const char *text) {
  Prompt *prompt = g_new0(Prompt, 1);
  prompt->intent = intent;
  prompt->title = g_strdup(title);
  prompt->text = g_strdup(text);
  prompt->fields = g_ptr_array_new_with_free_func(field_free);
  return prompt;
}

Prompt *prompt_question(PromptIntent intent, const char *title, const char *text) {
  Prompt *prompt = prompt_new(intent, title, text);
  prompt->question = TRUE;
  return prompt;
}

Prompt *prompt_message(const char *title, const char *text, gboolean exact) {
  Prompt *prompt = prompt_new(PROMPT_NOBODY, title, text);
  prompt->exact = exact;
  return prompt;
}

void prompt_free(Prompt *prompt) {
  if (prompt == NULL) {
    return;
  }
  g_free(prompt->title);
  g_free(prompt->text);
  g_ptr_array_unref(prompt->fields);
  g_free(prompt->said);
  if (prompt->about_free != NULL) {
    prompt->about_free(prompt->about);
  }
  g_free(prompt);
}

void prompt_about(Prompt *prompt, gpointer about, GDestroyNotify about_free) {
  prompt->about = about;
  prompt->about_free = about_free;
}

/* ---- choices -------------------------------------------------------------------------------------------------------------------- */

/* Full-width letters are what an input method left on produces. */
static char *folded(const char *text) {
  g_autofree char *compatible = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_casefold(compatible != NULL ? compatible : text, -1);
  return g_strdup(g_strstrip(lower));
}

static gboolean is_choice(const PromptField *field) {
  return field->kind == PROMPT_CHOICE || field->kind == PROMPT_PERSON;
}

static const PromptChoice *choice_at(const PromptField *field, guint index) {
  return g_ptr_array_index(field->choices, index);
}

static const PromptChoice *chosen(const PromptField *field) {
  return field->chosen < 0 || (guint)field->chosen >= field->found->len
             ? NULL
             : choice_at(field, g_array_index(field->found, guint, (guint)field->chosen));
}

/* Those found by the beginning of a key come first. */
static void search(PromptField *field) {
  g_autofree char *query = folded(field->fresh ? "" : field->edit->text->str);
  g_autofree char *beginning = g_strconcat("\n", query, NULL);
  g_array_set_size(field->found, 0);
  for (int rank = 0; rank <= (*query != '\0' ? 1 : 0); rank++) {
    for (guint i = 0; i < field->choices->len; i++) {
      const char *keys = choice_at(field, i)->keys;
      gboolean begins = strstr(keys, beginning) != NULL;
      if (rank == 0 ? begins : !begins && strstr(keys, query) != NULL) {
        g_array_append_val(field->found, i);
      }
    }
  }
  gboolean offer = field->found->len > 0 && (*query != '\0' || field->required);
  field->chosen = offer ? 0 : -1;
  for (guint i = 0; *query == '\0' && i < field->found->len; i++) {
    if (field->value[0] != '\0' &&
        strcmp(choice_at(field, g_array_index(field->found, guint, i))->value, field->value) == 0) {
      field->chosen = (int)i;
    }
  }
}

void prompt_choice(PromptField *field, const char *value, const char *label, const char *keys) {
  PromptChoice *choice = g_new0(PromptChoice, 1);
  choice->value = g_strdup(value);
  choice->label = g_strdup(label);
  g_autofree char *initials = pinyin_initials(label, field->kind == PROMPT_PERSON);
  const char *const parts[] = {label, value, initials, keys};
  g_autoptr(GString) all = g_string_new("\n");
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *key = parts[i] != NULL ? folded(parts[i]) : g_strdup("");
    g_string_append_printf(all, "%s\n", key);
  }
  choice->keys = g_string_free(g_steal_pointer(&all), FALSE);
  g_ptr_array_add(field->choices, choice);
  guint last = field->choices->len - 1;
  g_array_append_val(field->found, last);
  if (field->chosen < 0 && field->required) {
    field->chosen = 0;
  }
}

void prompt_choices(PromptField *field, GPtrArray *choices) {
  g_ptr_array_unref(field->choices);
  field->choices = g_ptr_array_ref(choices);
  search(field);
}

void prompt_people(PromptField *field, const Store *store, PromptFits fits, gpointer data) {
  for (guint i = 0; i < store->people->len; i++) {
    const Person *person = g_ptr_array_index(store->people, i);
    if (fits != NULL && !fits(person, data)) {
      continue;
    }
    const char *const more[] = {person->no, person->department != NULL ? person->department->name : NULL,
                                person->title};
    g_autoptr(GString) label = g_string_new(person->name);
    for (guint k = 0; k < G_N_ELEMENTS(more); k++) {
      if (more[k] != NULL && more[k][0] != '\0') {
        g_string_append_printf(label, "　%s", more[k]);
      }
    }
    g_autofree char *initials = pinyin_initials(person->name, TRUE), *spelled = pinyin_spell(person->name, FALSE);
    g_autofree char *keys = g_strdup_printf("%s\n%s\n%s", initials, spelled, person->no != NULL ? person->no : "");
    prompt_choice(field, person->id, label->str, keys);
  }
}

void prompt_pick(PromptField *field, const char *value) {
  for (guint i = 0; i < field->choices->len; i++) {
    const PromptChoice *choice = choice_at(field, i);
    if (strcmp(choice->value, value) == 0) {
      g_free(field->value);
      field->value = g_strdup(value);
      edit_set(field->edit, choice->label);
      field->fresh = TRUE;
      search(field);
      return;
    }
  }
}

/* ---- fields --------------------------------------------------------------------------------------------------------------------- */

PromptField *prompt_field(Prompt *prompt, const char *id, PromptKind kind, const char *label, const char *initial,
                          const char *const *choices, gboolean required) {
  static const int most[] = {
      [PROMPT_TEXT] = 200,  [PROMPT_LINES] = EDIT_MOST, [PROMPT_SECRET] = 64, [PROMPT_CHOICE] = 60,
      [PROMPT_PERSON] = 30, [PROMPT_DATE] = 20,         [PROMPT_TIME] = 12};
  PromptField *field = g_new0(PromptField, 1);
  field->id = intern_string(id);
  field->kind = kind;
  field->label = g_strdup(label);
  field->required = required;
  field->edit = edit_new(kind == PROMPT_CHOICE || kind == PROMPT_PERSON ? NULL : initial, most[kind]);
  field->edit->secret = kind == PROMPT_SECRET;
  field->choices = g_ptr_array_new_with_free_func(choice_free);
  field->found = g_array_new(FALSE, FALSE, sizeof(guint));
  field->chosen = -1;
  field->fresh = TRUE;
  field->value = g_strdup(initial != NULL ? initial : "");
  field->initial = g_strdup(field->value);
  for (; choices != NULL && *choices != NULL; choices++) {
    prompt_choice(field, *choices, *choices, NULL);
  }
  if (initial != NULL && is_choice(field)) {
    prompt_pick(field, initial);
  }
  g_ptr_array_add(prompt->fields, field);
  return field;
}

void prompt_help(PromptField *field, const char *sentence) {
  g_free(field->help);
  field->help = g_strdup(sentence);
}

void prompt_check(PromptField *field, PromptCheck check, gconstpointer data) {
  field->check = check;
  field->check_data = data;
}

PromptField *prompt_find(const Prompt *prompt, const char *id) {
  for (guint i = 0; i < prompt->fields->len; i++) {
    PromptField *field = g_ptr_array_index(prompt->fields, i);
    if (strcmp(field->id, id) == 0) {
      return field;
    }
  }
  g_assert_not_reached();
}

const char *prompt_value(const Prompt *prompt, const char *id) {
  return prompt_find(prompt, id)->value;
}

void prompt_refuse(Prompt *prompt, const char *sentence) {
  g_free(prompt->said);
  prompt->said = g_strdup(sentence);
}

/* ---- accepting ------------------------------------------------------------------------------------------------------------------ */

/* Takes the value; the text becomes what was understood. */
static void take(PromptField *field, const char *value, const char *text) {
  char *copy = g_strdup(value); /* it may be what is replaced */
  g_free(field->value);
  field->value = copy;
  if (text != NULL && strcmp(text, field->edit->text->str) != 0) {
    g_autofree char *shown = g_strdup(text);
    edit_set(field->edit, shown);
  }
}

static gboolean is_missing(const PromptField *field) {
  return field->required && field->edit->text->str[strspn(field->edit->text->str, " ")] == '\0';
}

/* NULL, or a sentence (caller frees) that says what is wrong with what stands in the field. */
static char *accept(const Prompt *prompt, PromptField *field) {
  gboolean seen = g_ptr_array_index(prompt->fields, prompt->field) == field || !field->fresh;
  g_autofree char *typed = g_strdup(field->edit->text->str);
  if (field->kind != PROMPT_SECRET) {
    g_strstrip(typed);
  }
  if (is_choice(field)) {
    const PromptChoice *choice =
        seen || field->value[0] != '\0' ? chosen(field) : NULL; /* nobody chose what he never saw */
    if (choice == NULL && !field->fresh && *typed != '\0') {
      return g_strdup("没有这一项。退格改一改，或者按 Ctrl-U 清空，用 ↑↓ 选。");
    }
    take(field, choice != NULL ? choice->value : "", choice != NULL ? choice->label : "");
    field->fresh = TRUE;
  } else if (field->kind == PROMPT_DATE && *typed != '\0') {
    char iso[DAY_TEXT];
    Day day = typed_day(typed, moment_day(prompt->now));
    if (day == DAY_NONE) {
      return g_strdup("看不懂这个日期。请写 今天、+1、3-15 或者 2027-03-15 这样的。");
    }
    take(field, day_iso(day, iso), iso);
  } else if (field->kind == PROMPT_TIME && *typed != '\0') {
    char clock[DAY_TEXT];
    int minute = typed_minute(typed, moment_minute(prompt->now));
    if (minute < 0) {
      return g_strdup("看不懂这个钟点。请写 现在、930 或者 9:30 这样的。");
    }
    take(field, minute_clock(minute, clock), clock);
  } else if (field->check != NULL && *typed != '\0' && strcmp(typed, field->initial) != 0) {
    g_autofree char *shown = NULL;
    char *wrong = field->check(field, typed, &shown, field->check_data);
    if (wrong != NULL) {
      return wrong;
    }
    take(field, shown != NULL ? shown : typed, shown);
  } else {
    take(field, typed, NULL);
  }
  return field->required && field->value[0] == '\0' ? g_strdup("这一项要填。") : NULL;
}

/* What cannot be understood is refused where it was typed; what is missing only when the form is done, so that one may look ahead. */
static void enter(Prompt *prompt, guint index) {
  PromptField *left = g_ptr_array_index(prompt->fields, prompt->field);
  g_autofree char *wrong = accept(prompt, left);
  if (wrong != NULL && !is_missing(left)) {
    prompt_refuse(prompt, wrong);
    return;
  }
  PromptField *field = g_ptr_array_index(prompt->fields, index);
  prompt->field = index;
  if (is_choice(field) && field->value[0] != '\0') {
    field->fresh = TRUE;
    search(field);
  }
}

static PromptOutcome submit(Prompt *prompt) {
  for (guint i = 0; i < prompt->fields->len; i++) {
    g_autofree char *wrong = accept(prompt, g_ptr_array_index(prompt->fields, i));
    if (wrong != NULL) {
      prompt->field = i;
      prompt_refuse(prompt, wrong);
      return PROMPT_STAYS;
    }
  }
  return PROMPT_SUBMITTED;
}

/* ---- keys ----------------------------------------------------------------------------------------------------------------------- */

static PromptOutcome leave(Prompt *prompt) {
  if (prompt->leaving || !prompt->typed || prompt->fields->len == 0) {
    return PROMPT_LEFT;
  }
  prompt->leaving = TRUE;
  prompt_refuse(prompt, "填的内容还没有记下来。再按一次 Esc 就放弃，按别的键接着填。");
  return PROMPT_STAYS;
}

/* Of a question or a text. */
static PromptOutcome read_input(Prompt *prompt, const Input *input) {
  gunichar c = input->kind == INPUT_CHAR ? g_unichar_tolower(input->c) : 0;
  if (input->pasted) {
    return PROMPT_STAYS; /* a scanner answers no question */
  }
  if (input->kind == INPUT_ENTER || (prompt->question && c == 'y')) {
    return prompt->question ? PROMPT_SUBMITTED : PROMPT_LEFT;
  }
  if (input->kind == INPUT_ESCAPE || c == 'q' || (prompt->question && c == 'n')) {
    return PROMPT_LEFT;
  }
  int step = input->kind == INPUT_UP          ? -1
             : input->kind == INPUT_DOWN      ? 1
             : input->kind == INPUT_PAGE_UP   ? -10
             : input->kind == INPUT_PAGE_DOWN ? 10
                                              : 0;
  prompt->top = MAX(0, prompt->top + step); /* view keeps it inside */
  return PROMPT_STAYS;
}

static void choose(PromptField *field, int step) {
  field->chosen = CLAMP(field->chosen + step, field->required ? 0 : -1, (int)field->found->len - 1);
  if (field->fresh && field->chosen < 0) {
    take(field, "", "");
  }
}

static void edit(Prompt *prompt, PromptField *field, const Input *input) {
  gboolean replaces = input->kind == INPUT_CHAR || input->kind == INPUT_BACKSPACE || input->kind == INPUT_DELETE;
  if (is_choice(field) && field->fresh && replaces) {
    edit_set(field->edit, "");
  }
  if (!edit_input(field->edit, input)) {
    return;
  }
  prompt->typed = TRUE;
  if (field->edit->full) { /* half a paste that looks whole would be believed */
    g_autofree char *said = g_strdup_printf("这里最多写 %d 个字，后面的没有收下。", field->edit->most);
    prompt_refuse(prompt, said);
  }
  if (is_choice(field)) {
    field->fresh = field->fresh && !replaces && field->edit->text->len > 0;
    if (!field->fresh) {
      g_free(field->value);
      field->value = g_strdup("");
    }
    search(field);
  }
}

PromptOutcome prompt_input(Prompt *prompt, const Input *input) {
  if (prompt->fields->len == 0) {
    return read_input(prompt, input);
  }
  PromptField *field = g_ptr_array_index(prompt->fields, prompt->field);
  guint last = prompt->fields->len - 1;
  if (input->kind == INPUT_ESCAPE) {
    return leave(prompt);
  }
  prompt->leaving = FALSE;
  g_clear_pointer(&prompt->said, g_free);
  g_autofree char *wrong = NULL;
  switch (input->kind) {
  case INPUT_ENTER:
    if (prompt->field == last) {
      return submit(prompt);
    }
    wrong = accept(prompt, field);
    if (wrong != NULL) {
      prompt_refuse(prompt, wrong);
    } else {
      enter(prompt, prompt->field + 1);
    }
    return PROMPT_STAYS;
  case INPUT_TAB:
    enter(prompt, prompt->field == last ? 0 : prompt->field + 1);
    return PROMPT_STAYS;
  case INPUT_BACKTAB:
    enter(prompt, prompt->field == 0 ? last : prompt->field - 1);
    return PROMPT_STAYS;
  case INPUT_UP:
  case INPUT_DOWN:
    if (is_choice(field)) {
      choose(field, input->kind == INPUT_UP ? -1 : 1);
    } else if (input->kind == INPUT_UP && prompt->field > 0) {
      enter(prompt, prompt->field - 1);
    } else if (input->kind == INPUT_DOWN && prompt->field < last) {
      enter(prompt, prompt->field + 1);
    }
    return PROMPT_STAYS;
  case INPUT_PAGE_UP:
  case INPUT_PAGE_DOWN:
    if (is_choice(field)) {
      choose(field, input->kind == INPUT_PAGE_UP ? -5 : 5);
    }
    return PROMPT_STAYS;
  default:
    if (prompt->quick && field->fresh && !input->pasted && input->kind == INPUT_CHAR && input->c >= '1' &&
        input->c < '1' + MIN(9, field->found->len)) {
      field->chosen = (int)(input->c - '1');
      return submit(prompt);
    }
    edit(prompt, field, input);
    return PROMPT_STAYS;
  }
}
