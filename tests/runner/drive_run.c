/* The runner behind a pipe: a line of JSON with a checklist, rows, people and events in, a line with every result and the last state out.
 * tests/runner/test_model.py compares it with the reference model. */
#include "runner/show.h"
#include <stdio.h>

static const char *text_of(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node && node->kind == NODE_SCALAR ? node->text : NULL;
}

static guint number_of(const Node *map, const char *key) {
  const char *text = text_of(map, key);
  return text ? (guint)g_ascii_strtoull(text, NULL, 10) : 0;
}

static int word_of(const Node *map, const char *key, const Word *words) {
  const char *text = text_of(map, key);
  int word = text ? word_index(words, text) : 0;
  g_assert_cmpint(word, >=, 0);
  return word;
}

static void read_limit(const Node *map, const char *key, gboolean *has, Decimal *limit) {
  *has = text_of(map, key) != NULL;
  g_assert_true(!*has || decimal_parse(text_of(map, key), limit));
}

static ChecklistItem *read_item(const Node *map) {
  ChecklistItem *item = g_new0(ChecklistItem, 1);
  item->id = intern_string(text_of(map, "id"));
  item->ask = g_strdup(text_of(map, "ask"));
  item->type = (ItemType)word_of(map, "type", words_item_type);
  item->required = g_strcmp0(text_of(map, "required"), "true") == 0;
  item->evidence = (EvidenceRule)word_of(map, "evidence", words_evidence);
  read_limit(map, "min", &item->has_min, &item->min);
  read_limit(map, "max", &item->has_max, &item->max);
  item->when = g_strdup(text_of(map, "when"));
  item->second = (Second)word_of(map, "second", words_second);
  item->second_when = g_strdup(text_of(map, "second_when"));
  const Node *choices = node_get(map, "choices");
  if (choices && choices->kind == NODE_LIST) {
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (const Node *node = choices->first; node; node = node->next) {
      g_ptr_array_add(list, g_strdup(node->text));
    }
    g_ptr_array_add(list, NULL);
    item->choices = (char **)g_ptr_array_steal(list, NULL);
  }
  return item;
}

static Checklist *read_checklist(const Node *map) {
  Checklist *checklist = checklist_new();
  checklist->id = intern_string(text_of(map, "id"));
  checklist->version = (int)number_of(map, "version");
  checklist->second = (Second)word_of(map, "second", words_second);
  checklist->gate_carry = 1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX | 1u << GATE_SECOND_MISSING;
  for (const Node *node = node_get(map, "items")->first; node; node = node->next) {
    g_ptr_array_add(checklist->items, read_item(node));
  }
  for (const Node *node = node_get(map, "bands")->first; node; node = node->next) {
    Band band = {.title = g_strdup(text_of(node, "title"))};
    g_assert_true(decimal_parse(text_of(node, "from"), &band.from));
    g_array_append_val(checklist->bands, band);
  }
  return checklist;
}

static GPtrArray *read_rows(const Node *list) {
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  for (const Node *node = list->first; node; node = node->next) {
    g_ptr_array_add(rows, row_new(text_of(node, "id"), text_of(node, "title"), NULL));
  }
  return rows;
}

static RunPerson persons[16];

static RunPeople read_people(const Node *map) {
  RunPeople people = {.list = persons, .manager = text_of(map, "manager")};
  for (const Node *node = node_get(map, "list")->first; node; node = node->next) {
    g_assert_cmpuint(people.count, <, G_N_ELEMENTS(persons));
    persons[people.count++] = (RunPerson){text_of(node, "id"), text_of(node, "department")};
  }
  return people;
}

static RunResult step(Recorded *r, const Node *map, const Checklist *to, const GPtrArray *rows) {
  const Node *proof = node_get(map, "evidence");
  g_autoptr(Evidence) evidence = NULL;
  if (proof && proof->kind == NODE_MAP) {
    evidence = evidence_new((EvidenceKind)word_of(proof, "kind", words_evidence_kind));
    evidence->sha256 = g_strdup(text_of(proof, "sha256"));
    evidence->name = g_strdup(text_of(proof, "name"));
    evidence->folder = g_strdup(text_of(proof, "folder"));
    evidence->page = g_strdup(text_of(proof, "page"));
    evidence->keeper = g_strdup(text_of(proof, "keeper"));
    evidence->link = g_strdup(text_of(proof, "link"));
  }
  const char *kind = text_of(map, "kind");
  const RunEvent event = {.kind = g_str_equal(kind, "run.move") ? EVENT_MOVE
                                                                : (RunEventKind)word_index(words_run_event, kind),
                          .by = text_of(map, "by"),
                          .recorded_by = text_of(map, "recorded_by"),
                          .row = text_of(map, "row"),
                          .item = text_of(map, "item"),
                          .value = text_of(map, "value"),
                          .reason = text_of(map, "reason"),
                          .evidence = evidence,
                          .number = number_of(map, "number"),
                          .pass = g_strcmp0(text_of(map, "pass"), "true") == 0,
                          .to = to,
                          .rows = rows};
  return recorded_step(r, &event);
}

static void drive(const Node *root) {
  const Node *next = node_get(root, "upgrade");
  g_autoptr(Checklist) checklist = read_checklist(node_get(root, "checklist"));
  g_autoptr(Checklist) newer = read_checklist(node_get(next, "checklist"));
  g_autoptr(GPtrArray) rows = read_rows(node_get(root, "rows"));
  g_autoptr(GPtrArray) new_rows = read_rows(node_get(next, "rows"));
  Recorded r = {.people = read_people(node_get(root, "people"))};
  recorded_begin(&r, checklist, rows, "a");
  g_autoptr(GString) out = g_string_new("{\"steps\":[");
  for (const Node *node = node_get(root, "events")->first; node; node = node->next) {
    const Node *people = node_get(node, "people");
    if (people && people->kind == NODE_MAP) {
      r.people = read_people(people);
    }
    RunResult result = step(&r, node, newer, new_rows);
    g_string_append(out, out->str[out->len - 1] == '[' ? "[" : ",[");
    show_text(out, words_run_result[result].id);
    show_tally(out, r.state);
    show_number(out, r.state->row);
    show_number(out, r.state->item);
    g_string_append(out, "]");
  }
  recorded_compare(&r);
  g_autofree char *state = run_show(r.state, &r.people, TRUE);
  printf("%s],\"state\":%s}\n", out->str, state);
  fflush(stdout);
  recorded_free(&r);
}

int main(void) {
  char *line = NULL;
  size_t room = 0;
  for (ssize_t length; (length = getline(&line, &room, stdin)) > 0;) {
    g_autoptr(GBytes) bytes = g_bytes_new(line, (gsize)length);
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(Doc) doc = json_parse("events", bytes, diags);
    g_assert_false(diag_has_errors(diags));
    drive(doc->root);
  }
  free(line);
  return 0;
}
