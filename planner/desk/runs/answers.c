/* The common form of answers, and which of the three a file is. */
#include "desk/runs/answers.h"
#include <string.h>

static void said_clear(Said *said) {
  g_free(said->text);
}

void said_set(Said *said, const char *text, Pos pos) {
  g_free(said->text);
  said->text = g_strdup(text);
  said->pos = pos;
  const char *end = strchr(text, '\n');
  said->width = (guint32)CLAMP(g_utf8_strlen(text, end != NULL ? end - text : -1), 1, 60);
}

static void proof_free(gpointer data) {
  Proof *proof = data;
  evidence_free(proof->evidence);
  g_free(proof->path);
  g_free(proof);
}

Proof *proof_new(EvidenceKind kind) {
  Proof *proof = g_new0(Proof, 1);
  proof->evidence = evidence_new(kind);
  return proof;
}

static void given_free(gpointer data) {
  GivenAnswer *given = data;
  said_clear(&given->row);
  said_clear(&given->item);
  said_clear(&given->value);
  said_clear(&given->na);
  said_clear(&given->by);
  said_clear(&given->recorded_by);
  g_ptr_array_unref(given->proofs);
  g_free(given);
}

GivenAnswer *answers_add(Answers *answers) {
  GivenAnswer *given = g_new0(GivenAnswer, 1);
  given->proofs = g_ptr_array_new_with_free_func(proof_free);
  g_ptr_array_add(answers->given, given);
  return given;
}

Answers *answers_new(const char *file) {
  Answers *answers = g_new0(Answers, 1);
  answers->file = intern_string(file);
  answers->given = g_ptr_array_new_with_free_func(given_free);
  return answers;
}

void answers_free(Answers *answers) {
  if (answers != NULL) {
    said_clear(&answers->checklist);
    said_clear(&answers->by);
    said_clear(&answers->recorded_by);
    said_clear(&answers->reopen);
    said_clear(&answers->rest);
    said_clear(&answers->finish);
    g_ptr_array_unref(answers->given);
    g_free(answers);
  }
}

/* ---- evidence in a cell --------------------------------------------------------------------------------------------------------------- */

static Proof *proof_of_paper(const char *words) {
  g_auto(GStrv) parts = g_regex_split_simple("[\\s/／,，、]+", words, 0, 0);
  guint n = g_strv_length(parts), first = n > 0 && *parts[0] == '\0';
  if (n - first != 3 || *parts[n - 1] == '\0') {
    return NULL;
  }
  Proof *proof = proof_new(EVIDENCE_PAPER);
  proof->evidence->folder = g_strdup(parts[first]);
  proof->evidence->page = g_strdup(parts[first + 1]);
  proof->evidence->keeper = g_strdup(parts[first + 2]);
  return proof;
}

Proof *proof_of_words(const char *text) {
  static const char paper[] = "纸质";
  if (g_str_has_prefix(text, paper)) {
    const char *words = text + strlen(paper);
    words += g_str_has_prefix(words, "：") ? strlen("：") : *words == ':';
    return proof_of_paper(words);
  }
  if (*text == '\0') {
    return NULL;
  }
  const gboolean link = strstr(text, "://") != NULL; /* which sort may be given is for the runner to say */
  Proof *proof = proof_new(link ? EVIDENCE_LINK : EVIDENCE_FILE);
  *(link ? &proof->evidence->link : &proof->path) = g_strdup(text);
  return proof;
}

void answers_take_proofs(GivenAnswer *given, const char *text, Pos pos, DiagList *diags) {
  g_auto(GStrv) words = g_regex_split_simple("[;；\n]", text, 0, 0);
  for (guint i = 0; words[i] != NULL; i++) {
    char *word = g_strstrip(words[i]);
    Proof *proof = *word != '\0' ? proof_of_words(word) : NULL;
    if (proof != NULL) {
      proof->pos = pos;
      proof->width = (guint32)CLAMP(g_utf8_strlen(word, -1), 1, 60);
      g_ptr_array_add(given->proofs, proof);
    } else if (*word != '\0') {
      Diag *diag = diag_add(diags, E105, pos, "凭证“%s”看不懂。", word);
      diag_fix(diag, "写文件的路径、https:// 开头的链接，或“纸质 档案夹 页码 保管人”；几件用分号隔开。");
    }
  }
}

/* ---- which form ----------------------------------------------------------------------------------------------------------------------- */

AnswersFormat answers_format(const char *path, GBytes *bytes) {
  static const struct {
    const char *ending;
    AnswersFormat format;
  } endings[] = {{".yaml", ANSWERS_YAML},
                 {".yml", ANSWERS_YAML},
                 {".json", ANSWERS_JSON},
                 {".csv", ANSWERS_CSV},
                 {".tsv", ANSWERS_CSV}};
  g_autofree char *lower = g_ascii_strdown(path, -1);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    if (g_str_has_suffix(lower, endings[i].ending)) {
      return endings[i].format;
    }
  }
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  gsize at = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  while (at < length && g_ascii_isspace(text[at])) {
    at++;
  }
  if (at < length && text[at] == '{') {
    return ANSWERS_JSON;
  }
  /* a table's first line has separators and, unlike a mapping's, no colon */
  const char *end = at < length ? memchr(text + at, '\n', length - at) : NULL;
  const gsize line = at < length ? (end != NULL ? (gsize)(end - text) : length) - at : 0;
  const gboolean comment = line > 0 && text[at] == '#';
  const gboolean separated =
      line > 0 && (memchr(text + at, ',', line) != NULL || memchr(text + at, '\t', line) != NULL);
  return separated && !comment && memchr(text + at, ':', line) == NULL ? ANSWERS_CSV : ANSWERS_YAML;
}

Answers *answers_parse(const char *file, GBytes *bytes, AnswersFormat format, DiagList *diags) {
  return format == ANSWERS_CSV ? answers_of_table(file, bytes, diags) : answers_of_tree(file, bytes, format, diags);
}
