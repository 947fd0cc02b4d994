/* Answers in YAML or JSON:
 *
 *   checklist: food-daily
 *   by: 王芳
 *   recorded_by: 刘洋
 *   answers:
 *     shelf: pass                     # the first item
 *     cold: {ok: fail, problem: 冷柜 9 度}
 *     bulk: {ok: {na: 今天没有散装}}
 *     label: {ok: {value: fail, evidence: [照片/1.jpg, {folder: 一号夹, page: 3, keeper: 王芳}, {link: https://…}]}}
 *   rest: pass
 *   finish: yes
 *
 * What is empty was not answered. */
#include "data/json.h"
#include "data/yaml.h"
#include "desk/runs/answers.h"
#include "load/schema.h"
#include <string.h>

static gboolean is_text(Reader *reader, const Node *node, const char *what) {
  return reader_shape(reader, node, AS_SCALAR, what);
}

static Pos key_pos(const Node *node) {
  return node->key_pos.line != 0 ? node->key_pos : node->pos;
}

static void bad_key(Reader *reader, const Node *node, const char *const *known, const char *where) {
  Diag *diag =
      diag_add(reader->diags, E012, key_pos(node), "%s里没有键 `%s`。", where, reader_shown(reader, node->key));
  diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(node->key, -1), 1, 60));
  reader_suggest(diag, node->key, known, NULL);
}

static void take_said(Reader *reader, const Node *node, const char *what, Said *said) {
  if (node->kind != NODE_NULL && is_text(reader, node, what)) {
    said_set(said, node->text, node->pos);
  }
}

/* ---- evidence --------------------------------------------------------------------------------------------------------------------------- */

static char **member(const Proof *proof, const char *key) {
  return strcmp(key, "folder") == 0   ? &proof->evidence->folder
         : strcmp(key, "page") == 0   ? &proof->evidence->page
         : strcmp(key, "keeper") == 0 ? &proof->evidence->keeper
                                      : NULL;
}

static Proof *proof_of_map(Reader *reader, const Node *map) {
  static const char *const known[] = {"file", "link", "folder", "page", "keeper", NULL};
  const gboolean link = node_get(map, "link") != NULL, file = node_get(map, "file") != NULL;
  Proof *proof = proof_new(link ? EVIDENCE_LINK : file ? EVIDENCE_FILE : EVIDENCE_PAPER);
  for (const Node *node = map->first; node != NULL; node = node->next) {
    if (!g_strv_contains(known, node->key)) {
      bad_key(reader, node, known, "凭证");
    } else if (is_text(reader, node, "凭证的内容")) {
      char **to = strcmp(node->key, "file") == 0   ? &proof->path
                  : strcmp(node->key, "link") == 0 ? &proof->evidence->link
                                                   : member(proof, node->key);
      g_free(*to);
      *to = g_strdup(node->text);
    }
  }
  return proof;
}

static void take_proof(Reader *reader, const Node *node, GivenAnswer *given) {
  if (!reader_shape(reader, node, AS_SCALAR | AS_MAP, "凭证")) {
    return;
  }
  Proof *proof = node->kind == NODE_MAP ? proof_of_map(reader, node) : proof_of_words(node->text);
  if (proof == NULL) {
    Diag *diag = reader_bad(reader, E105, node, "凭证“%s”看不懂。", reader_shown(reader, node->text));
    diag_fix(diag, "写文件的路径、https:// 开头的链接，或“纸质 档案夹 页码 保管人”。");
    return;
  }
  proof->pos = node->pos;
  proof->width = node->kind == NODE_SCALAR ? (guint32)CLAMP(g_utf8_strlen(node->text, -1), 1, 60) : 1;
  g_ptr_array_add(given->proofs, proof);
}

static void take_proofs(Reader *reader, const Node *node, GivenAnswer *given) {
  if (node->kind == NODE_LIST) {
    for (const Node *one = node->first; one != NULL; one = one->next) {
      take_proof(reader, one, given);
    }
  } else if (node->kind != NODE_NULL) {
    take_proof(reader, node, given);
  }
}

/* ---- answers ---------------------------------------------------------------------------------------------------------------------------- */

static const char *const cell_keys[] = {"value", "na", "evidence", "by", "recorded_by", NULL};

static void take_cell_map(Reader *reader, const Node *map, GivenAnswer *given) {
  for (const Node *node = map->first; node != NULL; node = node->next) {
    if (strcmp(node->key, "value") == 0) {
      take_said(reader, node, "答案", &given->value);
    } else if (strcmp(node->key, "na") == 0) {
      if (node->kind == NODE_NULL) {
        said_set(&given->na, "", key_pos(node));
      } else {
        take_said(reader, node, "不适用的理由", &given->na);
      }
    } else if (strcmp(node->key, "evidence") == 0) {
      take_proofs(reader, node, given);
    } else if (strcmp(node->key, "by") == 0) {
      take_said(reader, node, "检查人", &given->by);
    } else if (strcmp(node->key, "recorded_by") == 0) {
      take_said(reader, node, "代录人", &given->recorded_by);
    } else {
      bad_key(reader, node, cell_keys, "答案");
    }
  }
  if (given->value.text != NULL && given->na.text != NULL) {
    Diag *diag = diag_add(reader->diags, E102, given->na.pos, "同一项既写了答案，又写了不适用。");
    diag_fix(diag, "value 和 na 只留一个。");
  }
}

static void take_cell(Reader *reader, Answers *answers, const Node *row, const Node *item, const Node *node) {
  if (node->kind == NODE_NULL || !reader_shape(reader, node, AS_SCALAR | AS_MAP, "答案")) {
    return;
  }
  GivenAnswer *given = answers_add(answers);
  said_set(&given->row, row->key, key_pos(row));
  if (item != NULL) {
    said_set(&given->item, item->key, key_pos(item));
  }
  if (node->kind == NODE_SCALAR) {
    said_set(&given->value, node->text, node->pos);
  } else {
    take_cell_map(reader, node, given);
  }
}

static void take_rows(Reader *reader, Answers *answers, const Node *map) {
  if (map->kind == NODE_NULL || !reader_shape(reader, map, AS_MAP, "answers")) {
    return;
  }
  for (const Node *row = map->first; row != NULL; row = row->next) {
    if (row->kind == NODE_SCALAR) {
      take_cell(reader, answers, row, NULL, row);
    } else if (row->kind != NODE_NULL && reader_shape(reader, row, AS_SCALAR | AS_MAP, "一行的答案")) {
      for (const Node *item = row->first; item != NULL; item = item->next) {
        take_cell(reader, answers, row, item, item);
      }
    }
  }
}

/* "rest: pass", "finish: yes"; anything else but nothing, 不 and no is an error. */
static void take_wish(Reader *reader, const Node *node, const char *what, const char *const *yes, Said *said) {
  static const char *const no[] = {"no", "false", "否", "不", NULL};
  if (node->kind == NODE_NULL || !is_text(reader, node, what) || g_strv_contains(no, node->text)) {
    return;
  }
  if (g_strv_contains(yes, node->text)) {
    said_set(said, node->text, node->pos);
  } else {
    Diag *diag = reader_bad(reader, E102, node, "%s 不能写“%s”。", what, reader_shown(reader, node->text));
    diag_fix(diag, "要就写 %s，不要就空着。", yes[0]);
  }
}

static void take_root(Reader *reader, Answers *answers, const Node *root) {
  static const char *const known[] = {"checklist", "by", "recorded_by", "answers", "rest", "finish", "reopen", NULL};
  static const char *const pass[] = {"pass", "合格", "yes", "true", "是", NULL};
  static const char *const yes[] = {"yes", "true", "是", "完成", NULL};
  for (const Node *node = root->first; node != NULL; node = node->next) {
    if (strcmp(node->key, "checklist") == 0) {
      take_said(reader, node, "检查表", &answers->checklist);
    } else if (strcmp(node->key, "by") == 0) {
      take_said(reader, node, "检查人", &answers->by);
    } else if (strcmp(node->key, "recorded_by") == 0) {
      take_said(reader, node, "代录人", &answers->recorded_by);
    } else if (strcmp(node->key, "reopen") == 0) {
      take_said(reader, node, "重新打开的理由", &answers->reopen);
    } else if (strcmp(node->key, "answers") == 0) {
      take_rows(reader, answers, node);
    } else if (strcmp(node->key, "rest") == 0) {
      take_wish(reader, node, "rest", pass, &answers->rest);
    } else if (strcmp(node->key, "finish") == 0) {
      take_wish(reader, node, "finish", yes, &answers->finish);
    } else {
      bad_key(reader, node, known, "答案文件");
    }
  }
}

Answers *answers_of_tree(const char *file, GBytes *bytes, AnswersFormat format, DiagList *diags) {
  g_autoptr(Doc) doc = format == ANSWERS_JSON ? json_parse(file, bytes, diags) : yaml_parse(file, bytes, diags);
  if (doc == NULL || doc->root == NULL) {
    return NULL;
  }
  Reader reader;
  reader_init(&reader, diags);
  g_autoptr(Answers) answers = answers_new(file);
  if (reader_shape(&reader, doc->root, AS_MAP, "答案文件")) {
    take_root(&reader, answers, doc->root);
  } else {
    g_clear_pointer(&answers, answers_free);
  }
  reader_clear(&reader);
  return g_steal_pointer(&answers);
}
