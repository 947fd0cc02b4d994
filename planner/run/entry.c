/* Event ↔ entry. */
#include "run/entry.h"
#include "data/json.h"
#include <string.h>

typedef enum { AS_TEXT, AS_COUNT, AS_FLAG, AS_STEP, AS_EVIDENCE, AS_ROWS, AS_CHECKLIST, AS_VERSION, AS_DROPPED } Form;
typedef enum { MAY = 1, MUST = 2 } Need;

/* Sorted by key: the order in which they are written. */
typedef enum {
  ACTION,
  ALONE,
  BY,
  CHECKLIST,
  COUNT,
  DEFINITION,
  DROPPED,
  EVIDENCE,
  ITEM,
  NUMBER,
  PASS,
  REASON,
  RECORDED_BY,
  ROW,
  ROWS,
  STEP,
  VALUE,
  VERSION,
  N_MEMBERS
} Member;
static const struct {
  const char *key;
  Form form;
  gsize offset;
} members[N_MEMBERS] = {
    [ACTION] = {"action", AS_COUNT, offsetof(RunEvent, action)},
    [ALONE] = {"alone", AS_FLAG, offsetof(RunEvent, alone)},
    [BY] = {"by", AS_TEXT, offsetof(RunEvent, by)},
    [CHECKLIST] = {"checklist", AS_CHECKLIST, 0},
    [COUNT] = {"count", AS_COUNT, offsetof(RunEvent, count)},
    [DEFINITION] = {"definition", AS_TEXT, offsetof(RunEvent, definition)},
    [DROPPED] = {"dropped", AS_DROPPED, 0},
    [EVIDENCE] = {"evidence", AS_EVIDENCE, 0},
    [ITEM] = {"item", AS_TEXT, offsetof(RunEvent, item)},
    [NUMBER] = {"number", AS_COUNT, offsetof(RunEvent, number)},
    [PASS] = {"pass", AS_FLAG, offsetof(RunEvent, pass)},
    [REASON] = {"reason", AS_TEXT, offsetof(RunEvent, reason)},
    [RECORDED_BY] = {"recorded_by", AS_TEXT, offsetof(RunEvent, recorded_by)},
    [ROW] = {"row", AS_TEXT, offsetof(RunEvent, row)},
    [ROWS] = {"rows", AS_ROWS, 0},
    [STEP] = {"step", AS_STEP, offsetof(RunEvent, step)},
    [VALUE] = {"value", AS_TEXT, offsetof(RunEvent, value)},
    [VERSION] = {"version", AS_VERSION, 0},
};

#define CELL [ROW] = MUST, [ITEM] = MUST
/* Besides BY (must) and RECORDED_BY (may), which all have. */
static const guint8 needs[N_RUN_EVENTS][N_MEMBERS] = {
    [EVENT_BEGIN] = {[CHECKLIST] = MUST, [VERSION] = MUST, [DEFINITION] = MAY, [ROWS] = MUST},
    [EVENT_ANSWER] = {CELL, [VALUE] = MUST},
    [EVENT_NA] = {CELL, [REASON] = MUST},
    [EVENT_CLEAR] = {CELL},
    [EVENT_ATTACH] = {CELL, [EVIDENCE] = MUST},
    [EVENT_DETACH] = {CELL, [NUMBER] = MUST},
    [EVENT_REST] = {[COUNT] = MUST},
    [EVENT_UNDO] = {[ACTION] = MUST, [COUNT] = MUST},
    [EVENT_CONFIRM] = {[ROW] = MAY, [ITEM] = MAY, [STEP] = MUST},
    [EVENT_FINISH] = {[COUNT] = MUST, [STEP] = MAY},
    [EVENT_REOPEN] = {[REASON] = MUST},
    [EVENT_UPGRADE] = {[CHECKLIST] = MUST,
                       [VERSION] = MUST,
                       [DEFINITION] = MAY,
                       [REASON] = MAY,
                       [ROWS] = MUST,
                       [COUNT] = MUST,
                       [DROPPED] = MUST},
    [EVENT_FIX_DONE] = {[NUMBER] = MUST, [VALUE] = MUST, [EVIDENCE] = MAY},
    [EVENT_FIX_RECHECK] = {[NUMBER] = MUST, [PASS] = MUST, [REASON] = MAY, [ALONE] = MUST},
    [EVENT_FIX_CLOSE] = {[NUMBER] = MUST},
};

static guint8 need(RunEventKind kind, Member member) {
  return member == BY ? MUST : member == RECORDED_BY ? MAY : needs[kind][member];
}

/* ---- writing ---- */

static void put_key(GString *out, const char *key) {
  if (out->str[out->len - 1] != '{') {
    g_string_append_c(out, ',');
  }
  json_append_quoted(out, key);
  g_string_append_c(out, ':');
}

static void put_text(GString *out, const char *key, const char *text) {
  if (text) {
    put_key(out, key);
    json_append_quoted(out, text);
  }
}

static void put_evidence(GString *out, const Evidence *evidence) {
  if (!evidence) {
    return;
  }
  put_key(out, "evidence");
  g_string_append_c(out, '{');
  put_text(out, "folder", evidence->folder);
  put_text(out, "keeper", evidence->keeper);
  put_text(out, "kind", words_evidence_kind[evidence->kind].id);
  put_text(out, "link", evidence->link);
  put_text(out, "name", evidence->name);
  put_text(out, "page", evidence->page);
  put_text(out, "sha256", evidence->sha256);
  g_string_append_c(out, '}');
}

static void put_rows(GString *out, const GPtrArray *rows) {
  put_key(out, "rows");
  g_string_append_c(out, '[');
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = g_ptr_array_index(rows, i);
    g_string_append(out, i ? ",{" : "{");
    put_text(out, "help", row->help);
    put_text(out, "id", row->id);
    put_text(out, "title", row->title);
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

static void put_number(GString *out, const char *key, gint64 number) {
  put_key(out, key);
  g_string_append_printf(out, "%" G_GINT64_FORMAT, number);
}

static void put_member(GString *out, const RunEvent *event, Member member, const char *dropped) {
  const char *key = members[member].key;
  const void *at = (const char *)event + members[member].offset;
  switch (members[member].form) {
  case AS_TEXT:
    put_text(out, key, *(const char *const *)at);
    break;
  case AS_COUNT:
    put_number(out, key, *(const guint *)at);
    break;
  case AS_FLAG:
    put_key(out, key);
    g_string_append(out, *(const gboolean *)at ? "true" : "false");
    break;
  case AS_STEP:
    put_text(out, key, words_second_step[*(const SecondStep *)at].id); /* NULL when none was asked */
    break;
  case AS_EVIDENCE:
    put_evidence(out, event->evidence);
    break;
  case AS_ROWS:
    put_rows(out, event->rows);
    break;
  case AS_CHECKLIST:
    put_text(out, key, event->to->id);
    break;
  case AS_VERSION:
    put_number(out, key, event->to->version);
    break;
  case AS_DROPPED:
    put_key(out, key);
    g_string_append_printf(out, "[%s]", dropped);
    break;
  }
}

char *entry_body(const RunEvent *record, const char *dropped) {
  GString *out = g_string_new("{");
  for (Member i = 0; i < N_MEMBERS; i++) {
    if (need(record->kind, i)) {
      put_member(out, record, i, dropped);
    }
  }
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}

/* ---- reading ---- */

static const char *get_text(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node && node->kind == NODE_SCALAR ? node->text : NULL;
}

static gboolean get_count(const Node *node, guint64 max, guint64 *count) {
  return node->kind == NODE_SCALAR && !node->quoted && g_ascii_string_to_unsigned(node->text, 10, 0, max, count, NULL);
}

static gboolean get_flag(const Node *node, gboolean *flag) {
  *flag = g_str_equal(node->text, "true");
  return node->kind == NODE_SCALAR && (*flag || g_str_equal(node->text, "false"));
}

static Evidence *get_evidence(const Node *node) {
  const char *kind = get_text(node, "kind");
  int which = kind ? word_index(words_evidence_kind, kind) : -1;
  if (which < 0) {
    return NULL;
  }
  Evidence *evidence = evidence_new((EvidenceKind)which);
  evidence->folder = g_strdup(get_text(node, "folder"));
  evidence->keeper = g_strdup(get_text(node, "keeper"));
  evidence->link = g_strdup(get_text(node, "link"));
  evidence->name = g_strdup(get_text(node, "name"));
  evidence->page = g_strdup(get_text(node, "page"));
  evidence->sha256 = g_strdup(get_text(node, "sha256"));
  return evidence;
}

static GPtrArray *get_rows(const Node *list) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  for (const Node *node = list->first; node; node = node->next) {
    const char *id = get_text(node, "id"), *title = get_text(node, "title");
    if (!id || !title) {
      return NULL;
    }
    g_ptr_array_add(rows, row_new(id, title, get_text(node, "help")));
  }
  return list->kind == NODE_LIST ? g_steal_pointer(&rows) : NULL;
}

static gboolean get_member(const Node *node, Member member, EntryRead *out) {
  void *at = (char *)&out->event + members[member].offset;
  guint64 count = 0;
  int step = -1;
  switch (members[member].form) {
  case AS_TEXT:
    *(const char **)at = node->text;
    return node->kind == NODE_SCALAR;
  case AS_COUNT:
    if (!get_count(node, G_MAXUINT, &count)) {
      return FALSE;
    }
    *(guint *)at = (guint)count;
    return TRUE;
  case AS_FLAG:
    return get_flag(node, at);
  case AS_STEP:
    step = word_index(words_second_step, node->text);
    *(SecondStep *)at = step < 0 ? N_SECOND_STEPS : (SecondStep)step;
    return step >= 0;
  case AS_EVIDENCE:
    out->event.evidence = out->evidence = get_evidence(node);
    return out->evidence != NULL;
  case AS_ROWS:
    out->event.rows = out->rows = get_rows(node);
    return out->rows != NULL;
  case AS_CHECKLIST:
    out->checklist = node->text;
    return node->kind == NODE_SCALAR;
  case AS_VERSION:
    if (!get_count(node, G_MAXINT, &count)) {
      return FALSE;
    }
    out->version = (int)count;
    return TRUE;
  case AS_DROPPED: /* for readers; the count is compared */
    return node->kind == NODE_LIST;
  }
  return FALSE;
}

gboolean entry_read(const RunEntry *entry, EntryRead *out) {
  int kind = *entry->entry ? word_index(words_run_event, entry->entry) : -1;
  *out = (EntryRead){.event = {.step = N_SECOND_STEPS}};
  if (kind < 0) {
    return FALSE;
  }
  out->event.kind = (RunEventKind)kind;
  g_autoptr(GBytes) bytes = g_bytes_new_static(entry->body, strlen(entry->body));
  g_autoptr(DiagList) diags = diag_list_new();
  out->doc = json_parse(entry->entry, bytes, diags);
  const Node *root = out->doc && !diag_has_errors(diags) ? out->doc->root : NULL;
  if (!root || root->kind != NODE_MAP) {
    return FALSE;
  }
  guint known = 0;
  for (Member i = 0; i < N_MEMBERS; i++) {
    const Node *node = node_get(root, members[i].key);
    const guint8 wanted = need(out->event.kind, i);
    if (node ? !wanted || !get_member(node, i, out) : wanted == MUST) {
      return FALSE;
    }
    known += node != NULL;
  }
  return known == root->count;
}

void entry_read_clear(EntryRead *read) {
  g_clear_pointer(&read->doc, doc_free);
  g_clear_pointer(&read->evidence, evidence_free);
  g_clear_pointer(&read->rows, g_ptr_array_unref);
}
