/* Conditions: ID (=|!=|<|<=|>|>=) VALUE, joined by `and`. */
#include "run/form.h"
#include <string.h>

typedef enum { IS_EQUAL = 1, IS_LESS = 2, IS_MORE = 4 } Compared;

typedef struct {
  guint item;
  guint8 holds; /* of Compared: the outcomes that make it true */
  gboolean counted;
  Decimal number; /* when counted */
  char *text;
} Term;

struct RunForm {
  const Checklist *checklist;
  GHashTable *item_of;      /* id → index + 1 */
  GArray **asks, **seconds; /* of Term by item; NULL where there is no condition */
};

static void term_clear(gpointer data) {
  Term *term = data;
  g_free(term->text);
}

static void read_term(const RunForm *form, char *text, Term *term) {
  char *op = strpbrk(text, "=!<>");
  g_assert(op);
  gboolean two = *op != '=' && op[1] == '=';
  term->holds = *op == '='   ? IS_EQUAL
                : *op == '!' ? IS_LESS | IS_MORE
                : *op == '<' ? (two ? IS_LESS | IS_EQUAL : IS_LESS)
                             : (two ? IS_MORE | IS_EQUAL : IS_MORE);
  g_autofree char *id = g_strndup(text, (gsize)(op - text));
  term->item = form_item(form, g_strstrip(id));
  g_assert(term->item != G_MAXUINT);
  term->text = g_strdup(op + (two ? 2 : 1));
  g_strstrip(term->text);
  const ChecklistItem *item = g_ptr_array_index(form->checklist->items, term->item);
  term->counted = item->type == ITEM_NUMBER || item->type == ITEM_SCORE;
  gboolean good = !term->counted || decimal_parse(term->text, &term->number);
  g_assert(good);
}

static GArray *read_condition(const RunForm *form, const char *condition) {
  if (!condition) {
    return NULL;
  }
  GArray *terms = g_array_new(FALSE, TRUE, sizeof(Term));
  g_array_set_clear_func(terms, term_clear);
  g_auto(GStrv) parts = g_strsplit(condition, " and ", -1);
  for (guint i = 0; parts[i]; i++) {
    Term term = {0};
    read_term(form, parts[i], &term);
    g_array_append_val(terms, term);
  }
  return terms;
}

RunForm *form_new(const Checklist *checklist) {
  RunForm *form = g_new0(RunForm, 1);
  guint n = checklist->items->len;
  form->checklist = checklist;
  form->item_of = g_hash_table_new(g_str_hash, g_str_equal);
  form->asks = g_new0(GArray *, n);
  form->seconds = g_new0(GArray *, n);
  for (guint i = 0; i < n; i++) {
    const ChecklistItem *item = g_ptr_array_index(checklist->items, i);
    g_hash_table_insert(form->item_of, (gpointer)(guintptr)item->id, GUINT_TO_POINTER(i + 1));
    form->asks[i] = read_condition(form, item->when);
    form->seconds[i] = read_condition(form, item->second_when);
  }
  return form;
}

void form_free(RunForm *form) {
  if (!form) {
    return;
  }
  for (guint i = 0; i < form->checklist->items->len; i++) {
    g_clear_pointer(&form->asks[i], g_array_unref);
    g_clear_pointer(&form->seconds[i], g_array_unref);
  }
  g_free(form->asks);
  g_free(form->seconds);
  g_hash_table_unref(form->item_of);
  g_free(form);
}

guint form_item(const RunForm *form, const char *id) {
  guint found = id ? GPOINTER_TO_UINT(g_hash_table_lookup(form->item_of, id)) : 0;
  return found ? found - 1 : G_MAXUINT;
}

/* Dates and times are compared as text: in their canonical forms the order is the same. */
static gboolean term_holds(const Term *term, const Answer *answer) {
  if (!answer->relevant || answer->state != ANSWER_GIVEN) {
    return FALSE;
  }
  Decimal number = 0;
  int order = 0;
  if (term->counted) {
    gboolean good = decimal_parse(answer->text, &number);
    g_assert(good);
    order = number < term->number ? -1 : number > term->number;
  } else {
    order = strcmp(answer->text, term->text);
  }
  return (term->holds & (order < 0 ? IS_LESS : order > 0 ? IS_MORE : IS_EQUAL)) != 0;
}

static gboolean all_hold(const GArray *terms, const Answer *row) {
  for (guint i = 0; terms && i < terms->len; i++) {
    const Term *term = &g_array_index(terms, Term, i);
    if (!term_holds(term, &row[term->item])) {
      return FALSE;
    }
  }
  return TRUE;
}

gboolean form_asks(const RunForm *form, guint item, const Answer *row) {
  return all_hold(form->asks[item], row);
}

gboolean form_seconds(const RunForm *form, guint item, const Answer *row) {
  const ChecklistItem *asked = g_ptr_array_index(form->checklist->items, item);
  return asked->second != SECOND_NONE && row[item].relevant && row[item].state == ANSWER_GIVEN &&
         all_hold(form->seconds[item], row);
}
