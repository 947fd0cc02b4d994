/* Which columns a form has. Knows nothing of workbooks. */
#include "desk/forms/formlayout.h"
#include <string.h>

enum { ACROSS_MOST = 6, UPRIGHT_MOST = 2 }; /* items across; of these on an upright sheet */

static void free_column(gpointer data) {
  LayoutColumn *column = data;
  g_free(column->mark);
  g_free(column->heading);
  g_free(column);
}

static void add(FormLayout *layout, LayoutKind kind, guint item, char *mark, char *heading, int width) {
  LayoutColumn *column = g_new0(LayoutColumn, 1);
  *column = (LayoutColumn){kind, item, mark, heading, width};
  g_ptr_array_add(layout->columns, column);
}

static void add_plain(FormLayout *layout, LayoutKind kind, const char *mark, const char *heading, int width) {
  add(layout, kind, G_MAXUINT, g_strdup(mark), g_strdup(heading), width);
}

static const ChecklistItem *item_at(const Checklist *checklist, guint item) {
  return g_ptr_array_index(checklist->items, item);
}

/* ---- conditions in words --------------------------------------------------------------------------------------------------------------- */

static const char *ask_of(const Checklist *checklist, const char *id) {
  for (guint i = 0; i < checklist->items->len; i++) {
    if (strcmp(item_at(checklist, i)->id, id) == 0) {
      return item_at(checklist, i)->ask;
    }
  }
  return id;
}

static void put_clause(const Checklist *checklist, const char *clause, GString *out) {
  static const struct {
    const char *sign, *words;
  } signs[] = {{"!=", "不是"}, {"<=", "不大于"}, {">=", "不小于"}, {"=", "是"}, {"<", "小于"}, {">", "大于"}};
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++) {
    const char *at = strstr(clause, signs[i].sign);
    if (at != NULL) {
      g_autofree char *id = g_strndup(clause, (gsize)(at - clause));
      g_autofree char *value = g_strdup(at + strlen(signs[i].sign));
      g_strstrip(value);
      const int word = word_index(words_answer, value);
      g_string_append_printf(out, "%s%s“%s”", ask_of(checklist, g_strstrip(id)), signs[i].words,
                             word >= 0 ? words_answer[word].title : value);
      return;
    }
  }
  g_string_append(out, clause);
}

char *formlayout_when(const Checklist *checklist, const ChecklistItem *item) {
  if (item->when == NULL) {
    return NULL;
  }
  g_auto(GStrv) clauses = g_regex_split_simple("\\s+and\\s+", item->when, 0, 0);
  GString *out = g_string_new(NULL);
  for (guint i = 0; clauses[i] != NULL; i++) {
    g_string_append(out, i > 0 ? "，并且" : "");
    put_clause(checklist, clauses[i], out);
  }
  return g_string_free(out, FALSE);
}

/* ---- columns --------------------------------------------------------------------------------------------------------------------------- */

static int width_of(const ChecklistItem *item) {
  switch (item->type) {
  case ITEM_TEXT:
    return 22;
  case ITEM_CHOICE:
    return 16;
  case ITEM_DATE:
    return 13;
  default:
    return 11;
  }
}

char *formlayout_ask(const Checklist *checklist, const ChecklistItem *item) {
  GString *out = g_string_new(item->ask);
  g_autofree char *when = formlayout_when(checklist, item);
  if (item->unit != NULL) {
    g_string_append_printf(out, "（%s）", item->unit);
  }
  if (when != NULL) {
    g_string_append_printf(out, "\n%s时填", when);
  }
  return g_string_free(out, FALSE);
}

static guint count_proofs(const Checklist *checklist) {
  guint n = 0;
  for (guint i = 0; i < checklist->items->len; i++) {
    n += item_at(checklist, i)->evidence != EVIDENCE_NONE;
  }
  return n;
}

/* One for each item that asks for evidence; where none does, for the first. */
static void add_proofs(FormLayout *layout, const Checklist *checklist) {
  const guint n = count_proofs(checklist);
  for (guint i = 0; i < checklist->items->len; i++) {
    const ChecklistItem *item = item_at(checklist, i);
    if (item->evidence != EVIDENCE_NONE || (n == 0 && i == 0)) {
      add(layout, LAYOUT_PROOF, i, g_strconcat("proof=", item->id, NULL),
          n > 1 ? g_strdup_printf("凭证（%s）", item->ask) : g_strdup("凭证"), 20);
    }
  }
}

FormLayout *formlayout_new(const Checklist *checklist, const GPtrArray *rows) {
  FormLayout *layout = g_new0(FormLayout, 1);
  gboolean help = FALSE;
  for (guint i = 0; i < rows->len; i++) {
    help = help || ((const Row *)g_ptr_array_index(rows, i))->help != NULL;
  }
  layout->columns = g_ptr_array_new_with_free_func(free_column);
  layout->tall = checklist->items->len > ACROSS_MOST;
  layout->landscape = !layout->tall && checklist->items->len > UPRIGHT_MOST;
  add_plain(layout, LAYOUT_NUMBER, "number", "序号", 8);
  add_plain(layout, LAYOUT_ROW, "row", "检查内容", 30);
  if (help) {
    add_plain(layout, LAYOUT_HELP, "help", "要点", 20);
  }
  if (layout->tall) {
    add_plain(layout, LAYOUT_ASK, "ask", "检查项", 24);
    add_plain(layout, LAYOUT_VALUE, "value", "答案", 18);
  }
  for (guint i = 0; i < checklist->items->len && !layout->tall; i++) {
    const ChecklistItem *item = item_at(checklist, i);
    add(layout, LAYOUT_VALUE, i, g_strconcat("value=", item->id, NULL), formlayout_ask(checklist, item),
        width_of(item));
  }
  add_plain(layout, LAYOUT_REASON, "reason", "不适用的理由", 16);
  if (layout->tall) {
    add_plain(layout, LAYOUT_PROOF, "proof", "凭证", 20);
  } else {
    add_proofs(layout, checklist);
  }
  return layout;
}

void formlayout_free(FormLayout *layout) {
  if (layout != NULL) {
    g_ptr_array_unref(layout->columns);
    g_free(layout);
  }
}

char *formlayout_mark(const FormLayout *layout, const Row *row, const ChecklistItem *item) {
  return layout->tall ? g_strconcat(row->id, "|", item->id, NULL) : g_strdup(row->id);
}
