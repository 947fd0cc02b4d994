/* A chat against a list of stores. */
#include "desk/sign/receipts.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "data/encoding.h"
#include "data/yaml.h"
#include "desk/tables.h"
#include <string.h>

enum { CHAT_MOST = 256 << 20, SHANGHAI_MINUTES = 8 * 60, USUAL_END = 10 * 60, DATE_LENGTH = 10 };

const Word words_store_state[] = {{"missing", "没有签"}, {"mistyped", "抄错了"}, {"signed", "已签"},
                                  {"open", "带遗留"},    {"late", "补签"},       {NULL, NULL}};
const Word words_receipt_finding[] = {
    {"mistyped", "抄错了"},    {"unknown", "名单上没有的店"},     {"name", "店名不符"}, {"practice", "演练"},
    {"backwards", "编号倒退"}, {"two-codes", "一个编号两种内容"}, {NULL, NULL}};
G_STATIC_ASSERT(G_N_ELEMENTS(words_store_state) == N_STORE_STATES + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_receipt_finding) == N_RECEIPT_FINDINGS + 1);

/* A receipt that was read right, the first of its copies. */
typedef struct {
  Receipt *receipt;
  guint line;
  Day first, last; /* that its period says; DAY_NONE when it says none */
} Read;

typedef struct {
  ReceiptReport *report;
  GHashTable *by_store; /* id → StoreLine* */
  GHashTable *seen;     /* folded piece → itself: copies are not read again */
  GHashTable *numbers;  /* "store sequence" → Read* */
  guint line;
} Chat;

StoreLine *store_line_new(const char *id, const char *name) {
  StoreLine *store = g_new0(StoreLine, 1);
  store->id = g_ascii_strdown(id, -1);
  store->name = g_strdup(name);
  return store;
}

void store_line_free(StoreLine *store) {
  g_free(store->id);
  g_free(store->name);
  g_free(store);
}

static void read_free(Read *read) {
  receipt_free(read->receipt);
  g_free(read);
}

static void finding_free(ReceiptFinding *finding) {
  g_free(finding->store);
  g_free(finding->text);
  g_free(finding);
}

void receipt_report_free(ReceiptReport *report) {
  if (report) {
    g_clear_pointer(&report->stores, g_ptr_array_unref);
    g_ptr_array_unref(report->findings);
    g_ptr_array_unref(report->read);
    g_free(report);
  }
}

static void find(ReceiptReport *report, ReceiptFindingKind kind, guint line, const char *store, char *text) {
  ReceiptFinding *finding = g_new0(ReceiptFinding, 1);
  *finding = (ReceiptFinding){kind, line, g_strdup(store), text};
  g_ptr_array_add(report->findings, finding);
}

/* ---- one receipt ---- */

/* The first and last date in a period's words: "2027-03-12", "备战 2027-03-01至2027-03-10". */
static void read_days(const char *period, Day *first, Day *last) {
  *first = *last = DAY_NONE;
  for (const char *p = period; *p; p = text_next(p)) {
    char date[DATE_LENGTH + 1];
    if (g_ascii_isdigit(*p) && strlen(p) >= DATE_LENGTH) {
      g_strlcpy(date, p, sizeof date);
      Day day = day_parse(date);
      if (day != DAY_NONE) {
        *first = *first == DAY_NONE ? day : *first;
        *last = day;
      }
    }
  }
}

/* Of a mistyped one: which store it would be, where that much can be read. */
static StoreLine *store_of_piece(const Chat *chat, const char *piece) {
  g_auto(GStrv) fields = g_strsplit(piece, "|", 3);
  if (g_strv_length(fields) < 2) {
    return NULL;
  }
  g_autofree char *id = g_ascii_strdown(g_strstrip(fields[1]), -1);
  return g_hash_table_lookup(chat->by_store, id);
}

static gboolean same_receipt(const Receipt *a, const Receipt *b) {
  return memcmp(a->head, b->head, RECEIPT_HEAD) == 0 && a->late == b->late && a->open_items == b->open_items &&
         a->practice == b->practice && strcmp(a->period, b->period) == 0 && strcmp(a->signer, b->signer) == 0 &&
         strcmp(a->name, b->name) == 0;
}

/* A shorter period says more of the day than a longer one; of two, the later signature counts. */
static gboolean is_better(const Read *now, const Read *before) {
  Day a = now->last - now->first, b = before->last - before->first;
  return a < b || (a == b && now->receipt->sequence > before->receipt->sequence);
}

static void count_for(Chat *chat, StoreLine *store, const Read *read) {
  Day day = chat->report->day;
  if (read->first == DAY_NONE || day < read->first || day > read->last) {
    return;
  }
  Read before = {(Receipt *)(guintptr)store->receipt, 0, DAY_NONE, DAY_NONE};
  if (store->receipt) {
    read_days(store->receipt->period, &before.first, &before.last);
    if (!is_better(read, &before)) {
      return;
    }
  }
  const Receipt *receipt = read->receipt;
  store->receipt = receipt;
  store->line = read->line;
  store->state = receipt->late ? STORE_LATE : receipt->open_items ? STORE_OPEN : STORE_SIGNED;
}

/* As it counts in a receipt, whose forms of brackets, letters and blanks are not those of the list. */
static char *tight_name(const char *name) {
  g_autofree char *folded = g_utf8_normalize(name, -1, G_NORMALIZE_NFKC);
  GString *out = g_string_new(NULL);
  for (const char *p = folded ? folded : name; *p; p = text_next(p)) {
    if (*p != '|' && !g_unichar_isspace(g_utf8_get_char(p))) {
      g_string_append_unichar(out, g_utf8_get_char(p));
    }
  }
  return g_string_free(out, FALSE);
}

static gboolean same_name(const char *a, const char *b) {
  g_autofree char *one = tight_name(a), *other = tight_name(b);
  return strcmp(one, other) == 0;
}

static void take(Chat *chat, Receipt *receipt) {
  ReceiptReport *report = chat->report;
  StoreLine *store = g_hash_table_lookup(chat->by_store, receipt->store);
  char *number = g_strdup_printf("%s %d %" G_GINT64_FORMAT, receipt->store, receipt->practice, receipt->sequence);
  const Read *other = g_hash_table_lookup(chat->numbers, number);
  if (other && same_receipt(other->receipt, receipt)) {
    report->copies++;
    g_free(number);
    receipt_free(receipt);
    return;
  }
  Read *read = g_new0(Read, 1);
  *read = (Read){.receipt = receipt, .line = chat->line};
  read_days(receipt->period, &read->first, &read->last);
  g_ptr_array_add(report->read, read);
  report->receipts++;
  if (other) {
    find(report, FINDING_TWO_CODES, chat->line, receipt->store,
         g_strdup_printf("%s（%s）第 %" G_GINT64_FORMAT
                         " 条和第 %u 行的编号一样，内容却不一样：不可能都对。请在那家店里用 "
                         "ready315 verify --receipt 逐条核对。",
                         receipt->name, receipt->store, receipt->sequence, other->line));
    g_free(number);
  } else {
    g_hash_table_insert(chat->numbers, number, read);
  }
  if (receipt->practice) {
    find(report, FINDING_PRACTICE, chat->line, receipt->store,
         g_strdup_printf("%s（%s）的这一条是演练的回执，不算签字。", receipt->name, receipt->store));
  } else if (!store) {
    find(report, FINDING_UNKNOWN, chat->line, receipt->store,
         g_strdup_printf("名单上没有代号是 %s 的店（回执上写的是“%s”）。请核对名单。", receipt->store, receipt->name));
  } else {
    if (store->name && *store->name && !same_name(store->name, receipt->name)) {
      find(report, FINDING_NAME, chat->line, receipt->store,
           g_strdup_printf("%s 的店名，回执上是“%s”，名单上是“%s”。", receipt->store, receipt->name, store->name));
    }
    count_for(chat, store, read);
  }
}

static void visit(const char *piece, gpointer data) {
  Chat *chat = data;
  Receipt *receipt = NULL;
  char *problem = NULL;
  if (g_hash_table_contains(chat->seen, piece)) {
    chat->report->copies++;
    return;
  }
  g_hash_table_add(chat->seen, g_strdup(piece));
  if (receipt_read(piece, &receipt, &problem)) {
    take(chat, receipt);
    return;
  }
  StoreLine *store = store_of_piece(chat, piece);
  if (store && store->state == STORE_MISSING) {
    store->state = STORE_MISTYPED;
    store->line = chat->line;
  }
  find(chat->report, FINDING_MISTYPED, chat->line, store ? store->id : NULL, problem);
}

/* ---- all of them together ---- */

static gint by_store_and_day(gconstpointer a, gconstpointer b) {
  const Read *x = *(const Read *const *)a, *y = *(const Read *const *)b;
  int order = strcmp(x->receipt->store, y->receipt->store);
  if (order == 0 && x->last != y->last) {
    order = x->last < y->last ? -1 : 1;
  }
  return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* What was signed in time was signed before whatever was signed of a later day. Late signatures come when they come. */
static void look_back(ReceiptReport *report) {
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (guint i = 0; i < report->read->len; i++) {
    Read *read = g_ptr_array_index(report->read, i);
    if (!read->receipt->practice && read->last != DAY_NONE) {
      g_ptr_array_add(sorted, read);
    }
  }
  g_ptr_array_sort(sorted, by_store_and_day);
  const Read *highest = NULL, *pending = NULL; /* in time; pending: of the day at hand */
  for (guint i = 0; i < sorted->len; i++) {
    const Read *read = g_ptr_array_index(sorted, i);
    const Read *before = i ? g_ptr_array_index(sorted, i - 1) : NULL;
    if (!before || strcmp(before->receipt->store, read->receipt->store) != 0) {
      highest = pending = NULL;
    } else if (before->last != read->last && pending) {
      highest = !highest || pending->receipt->sequence > highest->receipt->sequence ? pending : highest;
      pending = NULL;
    }
    if (highest && read->receipt->sequence <= highest->receipt->sequence) {
      find(report, FINDING_BACKWARDS, read->line, read->receipt->store,
           g_strdup_printf(
               "%s（%s）%s 的回执是第 %" G_GINT64_FORMAT " 条，更早的 %s 倒是第 %" G_GINT64_FORMAT
               " 条（第 %u 行）：编号不会倒退，记录可能被换过。请在那家店里用 ready315 verify --receipt 核对。",
               read->receipt->name, read->receipt->store, read->receipt->period, read->receipt->sequence,
               highest->receipt->period, highest->receipt->sequence, highest->line));
    }
    if (!read->receipt->late && (!pending || read->receipt->sequence > pending->receipt->sequence)) {
      pending = read;
    }
  }
}

static gint by_line(gconstpointer a, gconstpointer b) {
  const ReceiptFinding *x = *(const ReceiptFinding *const *)a, *y = *(const ReceiptFinding *const *)b;
  return x->line != y->line ? (x->line < y->line ? -1 : 1) : (int)x->kind - (int)y->kind;
}

/* A right receipt of that day makes up for one that was mistyped. */
static void settle(ReceiptReport *report) {
  look_back(report);
  g_ptr_array_sort(report->findings, by_line);
  for (guint i = 0; i < report->stores->len; i++) {
    const StoreLine *store = g_ptr_array_index(report->stores, i);
    report->counts[store->state]++;
  }
}

ReceiptReport *receipts_compare(const char *chat, gsize length, GPtrArray *stores, Day day) {
  ReceiptReport *report = g_new0(ReceiptReport, 1);
  report->day = day;
  report->stores = stores;
  report->findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
  report->read = g_ptr_array_new_with_free_func((GDestroyNotify)read_free);
  g_autoptr(GHashTable) by_store = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < stores->len; i++) {
    StoreLine *store = g_ptr_array_index(stores, i);
    g_hash_table_insert(by_store, store->id, store);
  }
  Chat work = {report, by_store, seen, numbers, 0};
  for (const char *p = chat, *end = chat + length; p < end;) {
    const char *stop = memchr(p, '\n', (gsize)(end - p));
    gsize room = (gsize)((stop ? stop : end) - p);
    g_autofree char *line = g_strndup(p, room);
    work.line++;
    receipt_scan(line, visit, &work);
    p += room + 1;
  }
  settle(report);
  return report;
}

/* ---- the list of stores ---- */

static gboolean add_store(GPtrArray *stores, GHashTable *ids, const char *id, const char *name, Pos pos,
                          DiagList *diags) {
  if (!*id) {
    diag_fix(diag_add(diags, E014, pos, "这家店没有写代号。"), "每家店写上 store.yaml 里 store.id 的值。");
    return FALSE;
  }
  StoreLine *store = store_line_new(id, name);
  if (!g_hash_table_add(ids, store->id)) {
    diag_fix(diag_add(diags, E017, pos, "代号 %s 写了两次。", store->id), "每家店只留一行。");
    store_line_free(store);
    return FALSE;
  }
  g_ptr_array_add(stores, store);
  return TRUE;
}

static gboolean list_from_table(const Table *table, GPtrArray *stores, GHashTable *ids, DiagList *diags) {
  static const char *const id_names[] = {"代号", "店铺代号", "门店代号", "编号", "id", "store", NULL};
  static const char *const name_names[] = {"店名", "门店", "店铺", "名称", "门店名称", "name", NULL};
  static const ColumnSpec columns[] = {{"id", TRUE, id_names}, {"name", FALSE, name_names}};
  int index[G_N_ELEMENTS(columns)];
  int header = table ? table_find_columns(table, columns, G_N_ELEMENTS(columns), index, diags) : -1;
  if (header < 0) {
    return FALSE;
  }
  for (guint i = (guint)header + 1; i < table->n_rows; i++) {
    const TableRow *row = &table->rows[i];
    add_store(stores, ids, table_cell(row, index[0]), table_cell(row, index[1]), table_pos(table, row, (guint)index[0]),
              diags);
  }
  return TRUE;
}

static const char *text_of(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node && node->kind == NODE_SCALAR ? node->text : "";
}

static void list_from_yaml(const Node *root, GPtrArray *stores, GHashTable *ids, DiagList *diags) {
  const Node *list = root->kind == NODE_MAP ? node_get(root, "stores") : root;
  if (!list || list->kind != NODE_LIST) {
    diag_fix(diag_add(diags, E013, root->pos, "这里应该是店铺的清单。"),
             "写成“- {id: hz-wulin, name: 杭州武林店}”，一家一行。");
    return;
  }
  for (const Node *item = list->first; item; item = item->next) {
    add_store(stores, ids, text_of(item, "id"), text_of(item, "name"), item->pos, diags);
  }
}

static GPtrArray *read_list(Desk *desk, const char *path, gboolean *needs_book, GError **error) {
  g_autoptr(GPtrArray) stores = g_ptr_array_new_with_free_func((GDestroyNotify)store_line_free);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  *needs_book = FALSE;
  if (g_str_has_suffix(path, ".yaml") || g_str_has_suffix(path, ".yml")) {
    g_autoptr(Doc) doc = yaml_read(path, desk->diags);
    if (doc && doc->root && !diag_has_errors(desk->diags)) {
      list_from_yaml(doc->root, stores, ids, desk->diags);
    }
  } else {
    g_autoptr(TableSource) source = tables_open(desk, path, needs_book, error);
    if (!source || !list_from_table(tables_sheet(source, "门店"), stores, ids, desk->diags)) {
      return NULL;
    }
  }
  return diag_has_errors(desk->diags) ? NULL : g_steal_pointer(&stores);
}

ReceiptReport *receipts_check(Desk *desk, const char *chat, const char *stores, Day day, gboolean *needs_book,
                              GError **error) {
  g_autoptr(GPtrArray) list = read_list(desk, stores, needs_book, error);
  g_autoptr(GBytes) bytes = list ? file_read(chat, CHAT_MOST, error) : NULL;
  g_autoptr(GBytes) text = bytes ? encoding_to_utf8(chat, bytes, NULL, desk->diags) : NULL;
  if (!text) {
    return NULL;
  }
  gsize length = 0;
  const char *start = g_bytes_get_data(text, &length);
  return receipts_compare(start, length, g_steal_pointer(&list), day);
}

Day receipts_usual_day(const Desk *desk) {
  Moment now = desk->now_given ? desk->now_wall : moment_from_instant(desk->now, SHANGHAI_MINUTES);
  return moment_day(now - USUAL_END);
}
