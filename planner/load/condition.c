/* ID (=|!=|<|<=|>|>=) VALUE, joined by `and`. */
#include "load/condition.h"
#include "base/date.h"
#include "base/text.h"
#include <string.h>

typedef struct {
  const char *text; /* of the node, where the part begins */
  gsize length;
} Part;

static Diag *bad(Reader *reader, const Node *node, const Part *part, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* At the part's own place when the condition stands on one line. */
static Diag *bad(Reader *reader, const Node *node, const Part *part, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  Pos pos = node->pos;
  if (!strchr(node->text, '\n')) {
    pos.column += (guint32)g_utf8_strlen(node->text, part->text - node->text) + (node->quoted ? 1 : 0);
  }
  Diag *diag = diag_add(reader->diags, E090, pos, "%s", message);
  diag_underline(diag, (guint32)MAX(1, g_utf8_strlen(part->text, (gssize)part->length)));
  return diag;
}

static Part trim(const char *text, const char *end) {
  while (text < end && *text == ' ') {
    text++;
  }
  while (end > text && end[-1] == ' ') {
    end--;
  }
  return (Part){text, (gsize)(end - text)};
}

static const ChecklistItem *find_item(const GPtrArray *items, const char *id) {
  for (guint i = 0; i < items->len; i++) {
    const ChecklistItem *item = g_ptr_array_index(items, i);
    if (item->id && g_str_equal(item->id, id)) {
      return item;
    }
  }
  return NULL;
}

static void unknown_item(Reader *reader, const Node *node, const Part *name, const char *id, const GPtrArray *items,
                         GHashTable *later) {
  if (g_hash_table_contains(later, id)) {
    diag_fix(bad(reader, node, name, "条件里的 `%s` 排在这一项后面，问到这里时还没有答案。", id),
             "把 `%s` 移到前面，或改条件。", id);
    return;
  }
  Diag *diag = bad(reader, node, name, "条件里的 `%s` 不是这张表的检查项。", reader_shown(reader, id));
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < items->len; i++) {
    const ChecklistItem *item = g_ptr_array_index(items, i);
    if (item->id) {
      g_ptr_array_add(ids, (gpointer)(guintptr)item->id);
    }
  }
  g_ptr_array_add(ids, NULL);
  if (ids->len > 1) {
    reader_suggest(diag, id, (const char *const *)ids->pdata, NULL);
  } else {
    diag_fix(diag, "条件只能问前面的检查项；删掉 `when`。");
  }
}

static void check_value(Reader *reader, const Node *node, const Part *part, const char *value,
                        const ChecklistItem *item) {
  static const char *const pass[] = {"pass", "fail", NULL}, *const confirm[] = {"yes", "no", NULL};
  const char *const *allowed = item->type == ITEM_PASS_FAIL ? pass
                               : item->type == ITEM_CONFIRM ? confirm
                               : item->type == ITEM_CHOICE  ? (const char *const *)(gpointer)item->choices
                                                            : NULL;
  if (allowed) {
    if (!g_strv_contains(allowed, value)) {
      reader_suggest(bad(reader, node, part, "`%s` 的答案不会是 `%s`。", item->id, reader_shown(reader, value)), value,
                     allowed, NULL);
    }
    return;
  }
  gboolean good = TRUE;
  if (item->type == ITEM_NUMBER || item->type == ITEM_SCORE) {
    good = decimal_parse(value, NULL);
  } else if (item->type == ITEM_DATE) {
    good = day_parse(value) != DAY_NONE;
  } else if (item->type == ITEM_TIME) {
    good = minute_parse(value, FALSE) >= 0;
  }
  if (!good) {
    diag_fix(bad(reader, node, part, "`%s` 要和%s比较，`%s` 不是。", item->id, words_item_type[item->type].title,
                 reader_shown(reader, value)),
             "%s",
             item->type == ITEM_DATE   ? "日期写成 2027-03-15。"
             : item->type == ITEM_TIME ? "时间写成 09:00。"
                                       : "只写数字，不写单位。");
  }
}

static void check_term(Reader *reader, const Node *node, Part term, const GPtrArray *items, const char *self,
                       GHashTable *later) {
  const char *end = term.text + term.length;
  const char *op = term.text;
  while (op < end && !strchr("=!<>", *op)) {
    op++;
  }
  gsize op_length = op < end && op + 1 < end && op[1] == '=' && *op != '=' ? 2 : 1;
  Part name = trim(term.text, op);
  if (term.length == 0 || op == end || name.length == 0 || (*op == '!' && op_length == 1)) {
    diag_fix(
        bad(reader, node, &term, "条件 `%.*s` 写法不对，应当是“检查项 = 值”。", (int)MIN(term.length, 60), term.text),
        "例如 `look = fail` 或 `left <= 30`，几个条件用 and 连接；比较符有 = != < <= > >=。");
    return;
  }
  Part value = trim(op + op_length, end);
  g_autofree char *id = g_strndup(name.text, name.length), *text = g_strndup(value.text, value.length);
  const ChecklistItem *item = find_item(items, id);
  if (self && g_str_equal(id, self)) {
    diag_fix(bad(reader, node, &name, "条件问的是检查项自己。"), "条件只能问前面的检查项。");
  } else if (!item) {
    unknown_item(reader, node, &name, id, items, later);
  } else if (value.length == 0 || strpbrk(text, "=<>!")) {
    diag_fix(bad(reader, node, &term, "条件 `%s` 的比较符写法不对。", reader_shown(reader, id)),
             "比较符有 = != < <= > >=，后面写一个值。");
  } else if (*op != '=' && *op != '!' &&
             (item->type == ITEM_CONFIRM || item->type == ITEM_PASS_FAIL || item->type == ITEM_CHOICE ||
              item->type == ITEM_TEXT)) {
    Part sign = {op, op_length};
    diag_fix(bad(reader, node, &sign, "`%s` 的答案不分大小，不能用 `%.*s` 比较。", id, (int)op_length, op),
             "用 = 或 !=。");
  } else {
    check_value(reader, node, &value, text, item);
  }
}

void condition_check(Reader *reader, const Node *node, const GPtrArray *items, const char *self, GHashTable *later) {
  const char *text = node->text;
  while (text) {
    const char *and = strstr(text, " and ");
    check_term(reader, node, trim(text, and? and : text + strlen(text)), items, self, later);
    text = and? and+strlen(" and ") : NULL;
  }
}
