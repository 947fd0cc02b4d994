/* Answers that somebody wrote down in a file (YAML, JSON, csv) instead of on screen: read into one form with the place of every word, so that what is
 * wrong can be told there; checked against a run as a whole before anything is recorded (answers_check.h). */
#pragma once
#include "base/diag.h"
#include "model/run.h"

typedef enum { ANSWERS_YAML, ANSWERS_JSON, ANSWERS_CSV } AnswersFormat;

/* A word of the file. */
typedef struct {
  char *text; /* NULL: not given */
  Pos pos;
  guint32 width;
} Said;

/* A piece of evidence as written. */
typedef struct {
  Evidence *evidence; /* of a file nothing but the kind: `path` says which */
  char *path;
  Pos pos;
  guint32 width;
} Proof;

typedef struct {
  Said row, item; /* ids or titles; item NULL: the checklist's first */
  Said value;
  Said na; /* the reason; "" where none was written */
  Said by, recorded_by;
  GPtrArray *proofs; /* Proof*; NULL when none */
} GivenAnswer;

typedef struct {
  const char *file; /* interned */
  Said checklist, by, recorded_by;
  Said reopen;       /* why a finished run is opened again */
  Said rest, finish; /* text non-NULL: asked for */
  GPtrArray *given;  /* GivenAnswer*, in the file's order */
} Answers;
Answers *answers_new(const char *file); /* of nothing: what the command line says alone */
void answers_free(Answers *answers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Answers, answers_free)

/* By the name's ending; else by what the text looks like. */
AnswersFormat answers_format(const char *path, GBytes *bytes);
/* NULL, with problems in `diags`, where nothing could be read; what could be read otherwise, perhaps with problems. */
Answers *answers_parse(const char *file, GBytes *bytes, AnswersFormat format, DiagList *diags);

/* For the readers. */
Answers *answers_of_tree(const char *file, GBytes *bytes, AnswersFormat format, DiagList *diags);
Answers *answers_of_table(const char *file, GBytes *bytes, DiagList *diags);
GivenAnswer *answers_add(Answers *answers);
/* "照片/1.jpg", "https://…" or "纸质 1号夹 3 王芳", as in a cell. NULL when it is none of these. */
Proof *proof_of_words(const char *text);
Proof *proof_new(EvidenceKind kind);
/* What a cell holds, several pieces parted by semicolons or lines; what cannot be read is a problem there. */
void answers_take_proofs(GivenAnswer *given, const char *text, Pos pos, DiagList *diags);
void said_set(Said *said, const char *text, Pos pos);

/* An empty file for this run, with what is to be answered beside each line; answers that are there already are filled in. */
void answers_form(const RunState *state, AnswersFormat format, GString *out);
/* What an item may be answered with: "合格 或 不合格", "0 到 3650 天". Caller frees. */
char *answers_hint(const ChecklistItem *item);
