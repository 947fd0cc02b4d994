/* Edits on definitions that keep everything else as it was written. */
#include "data/yaml.h"
#include "desk/setup/yaml_edit.h"
#include "problems.h"

/* Follows "a.b.0.c" from the root. */
static const Node *find(const Node *node, const char *path) {
  g_auto(GStrv) parts = g_strsplit(path, ".", -1);
  for (char **part = parts; *part != NULL; part++) {
    if (node->kind == NODE_LIST) {
      const Node *item = node->first;
      for (int i = atoi(*part); i > 0; i--) {
        item = item->next;
      }
      node = item;
    } else {
      node = node_get(node, *part);
    }
    g_assert_nonnull(node);
  }
  return node;
}

static Doc *parse(const char *text) {
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  Doc *doc = yaml_parse("x.yaml", bytes, diags);
  g_autofree char *found = messages(diags);
  g_test_message("%s\n%s", text, found);
  g_assert_false(diag_has_errors(diags));
  return doc;
}

static void test_edits(void) {
  static const struct {
    const char *text, *path;
    const char *scalar;   /* NULL: the entry is removed */
    const char *expected; /* NULL: it cannot be removed */
  } rows[] = {
      {"campaign:\n  year: 2026  # 年份\n", "campaign.year", "2027", "campaign:\n  year: 2027  # 年份\n"},
      {"campaign: {year: 2026, x: 1}\n", "campaign.year", "2027", "campaign: {year: 2027, x: 1}\n"},
      {"campaign: {x: 1, year: 2026}\n", "campaign.year", "2027", "campaign: {x: 1, year: 2027}\n"},
      {"campaign: {year: \"2026\"}\n", "campaign.year", "2027", "campaign: {year: 2027}\n"},
      {"packs: [../hq, ../区域]\n", "packs.1", "/abs", "packs: [../hq, /abs]\n"},
      {"packs:\n  - ../hq\n  - ../区域 # 东\n", "packs.1", "/abs", "packs:\n  - ../hq\n  - /abs # 东\n"},
      {"name: 武林 店\nyear: 1\n", "name", "x", "name: x\nyear: 1\n"},
      /* flow mappings */
      {"- {id: a, leave: [{from: 03-03}], x: 1}\n", "0.leave", NULL, "- {id: a, x: 1}\n"},
      {"- {id: a, leave: [{from: 03-03}]}\n", "0.leave", NULL, "- {id: a}\n"},
      {"- {leave: [1], id: a}\n", "0.leave", NULL, "- {id: a}\n"},
      {"- {leave: [1]}\n", "0.leave", NULL, "- {}\n"},
      {"- {id: a, leave: [{reason: \"a ] b\"}, {reason: '} it''s'}], x: 1}\n", "0.leave", NULL, "- {id: a, x: 1}\n"},
      {"- {id: 甲乙, name: 王芳,\n   leave: [{from: 03-03, # 说 ]\n     to: 03-04}],\n   x: 1}\n", "0.leave", NULL,
       "- {id: 甲乙, name: 王芳,\n   x: 1}\n"},
      {"- {id: a, x: 1,\n   leave: [1]}\n", "0.leave", NULL, "- {id: a, x: 1}\n"},
      {"- {id: a, # 甲, 乙\n   leave: [1], x: 1}\n", "0.leave", NULL, "- {id: a, # 甲, 乙\n   x: 1}\n"},
      {"- {id: \"#\", x: [1, # 甲\n   2], # 乙\n   leave: [1]}\n", "0.x", NULL, "- {id: \"#\", # 乙\n   leave: [1]}\n"},
      /* block mappings */
      {"# 歇业, 另见 {\n# 盘点,\nclosed: [03-02]\nopen: [03-07]\n", "closed", NULL,
       "# 歇业, 另见 {\n# 盘点,\n#! closed: [03-02]\nopen: [03-07]\n"},
      {"a: \"#\" # 甲 [\n\nclosed: [03-02]\n", "closed", NULL, "a: \"#\" # 甲 [\n\n#! closed: [03-02]\n"},
      {"a: 1\nclosed: [03-02]  # 盘点\nb: 2\n", "closed", NULL, "a: 1\n#! closed: [03-02]  # 盘点\nb: 2\n"},
      {"closed:\n  - 03-02\n\n  # 说明\n  - {from: 03-03, to: 03-04}\nb: 2\n", "closed", NULL,
       "#! closed:\n#!   - 03-02\n\n  # 说明\n#!   - {from: 03-03, to: 03-04}\nb: 2\n"},
      {"closed:\n- 03-02\n- 03-03\nb: 2\n", "closed", NULL, "#! closed:\n#! - 03-02\n#! - 03-03\nb: 2\n"},
      {"- id: a\n  leave:\n    - {from: 03-03}\n  x: 1\n- id: b\n", "0.leave", NULL,
       "- id: a\n  #! leave:\n  #!   - {from: 03-03}\n  x: 1\n- id: b\n"},
      {"- id: a\n  leave: [1]\n- id: b\n", "0.leave", NULL, "- id: a\n  #! leave: [1]\n- id: b\n"},
      {"a: 1\nclosed: [03-02]", "closed", NULL, "a: 1\n#! closed: [03-02]"},
      {"- leave: [1]\n  id: a\n", "0.leave", NULL, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Doc) doc = parse(rows[i].text);
    g_autoptr(YamlEdit) edit = yaml_edit_new(rows[i].text);
    const Node *node = find(doc->root, rows[i].path);
    gboolean done = TRUE;
    if (rows[i].scalar != NULL) {
      yaml_edit_scalar(edit, node, rows[i].scalar);
    } else {
      done = yaml_edit_remove(edit, node, "#! ");
    }
    g_autofree char *text = yaml_edit_finish(edit);
    g_assert_cmpint(done, ==, rows[i].expected != NULL);
    g_assert_cmpstr(text, ==, rows[i].expected != NULL ? rows[i].expected : rows[i].text);
    doc_free(parse(text)); /* still YAML */
  }
}

static void test_several(void) {
  static const char text[] =
      "year: 2026\nstaff:\n  - {id: a, leave: [1], x: 1}\n  - {id: b, leave: [2]}\nclosed: [1]\n";
  g_autoptr(Doc) doc = parse(text);
  g_autoptr(YamlEdit) edit = yaml_edit_new(text);
  g_assert_true(yaml_edit_remove(edit, find(doc->root, "staff.1.leave"), "# "));
  yaml_edit_scalar(edit, find(doc->root, "year"), "20270");
  g_assert_true(yaml_edit_remove(edit, find(doc->root, "staff.0.leave"), "# "));
  g_assert_true(yaml_edit_remove(edit, find(doc->root, "closed"), "# "));
  g_autofree char *got = yaml_edit_finish(edit);
  g_assert_cmpstr(got, ==, "year: 20270\nstaff:\n  - {id: a, x: 1}\n  - {id: b}\n# closed: [1]\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/yaml-edit/edits", test_edits);
  g_test_add_func("/yaml-edit/several", test_several);
  return g_test_run();
}
